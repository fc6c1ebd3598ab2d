"""Whole vaults, good and broken, and the pages they become, byte by byte.

`pytest --golden` rewrites the pages in tests/golden/; a person then reads the difference.
"""

import difflib
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from netsite.build import build
from netsite.network.due import State, due_of_all
from netsite.network.load import load
from netsite.problems import Level
from netsite.report import Report
from netsite.store.vault import MAX_FILE, read_vault
from tests.pages import site

HERE = Path(__file__).resolve().parent
TODAY = date(2026, 11, 23)
FOR_PROGRAMS = {".ics", ".json", ".vcf", ".xml"}
VAULTS = ("broken", "empty", "friends", "one")


def whole(name: str, tmp_path: Path) -> Path:
    """Copy a vault, and add what git does not hold."""
    root = tmp_path / name
    shutil.copytree(HERE / "vaults" / name, root)
    if name == "broken":
        (root / "contacts/away.md").symlink_to("/nowhere/away.md")
        os.mkfifo(root / "contacts/pipe.md")
        with (root / "contacts/huge.md").open("wb") as file:
            file.truncate(MAX_FILE + 1)
    return root


def site_and_files(folder: Path) -> dict[str, str]:
    """Give a site's pages and its files for other programs by their address."""
    return site(folder) | {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*")) if path.suffix in FOR_PROGRAMS}


def built(name: str, tmp_path: Path) -> tuple[Report, dict[str, str]]:
    """Build a vault; give the report and the pages."""
    report = build(whole(name, tmp_path), TODAY)
    return report, site_and_files(report.folder)


@pytest.mark.parametrize("name", VAULTS)
def test_a_vault_becomes_the_pages_it_should(
    name: str, tmp_path: Path, request: pytest.FixtureRequest,
) -> None:
    """A vault's pages are those in tests/golden, byte by byte."""
    golden = HERE / "golden" / name
    _, pages = built(name, tmp_path)
    if request.config.getoption("--golden"):
        shutil.rmtree(golden, ignore_errors=True)
        for url, html in pages.items():
            (golden / url).parent.mkdir(parents=True, exist_ok=True)
            (golden / url).write_bytes(html.encode())

    expected = site_and_files(golden)
    assert [*pages] == [*expected]
    assert [line for url in pages for line in difflib.unified_diff(
        expected[url].split("\n"), pages[url].split("\n"), url, url, n=0, lineterm="")] == []


def test_every_golden_folder_has_its_vault() -> None:
    """There are golden pages of the vaults in tests/vaults, and of no others."""
    names = [sorted(path.name for path in (HERE / folder).iterdir())
             for folder in ("vaults", "golden")]

    assert names == [[*VAULTS], [*VAULTS]]


def test_friends_are_in_every_state(tmp_path: Path) -> None:
    """The vault of friends has somebody in each state, and no problem."""
    read = load(read_vault(whole("friends", tmp_path)))
    dues = due_of_all(read.network, read.settings, TODAY)

    assert ({due.state for due in dues.values()}, read.problems) == (set(State), ())


KINDS = [
    "a NUL character", "a bracket is never closed", "a control character",
    "a copy that a sync tool left", "a dated line outside a History section",
    "a key must be a word",
    "a line of teams names nobody", "a link that leads outside the vault",
    "a merge conflict was left", "a quote or bracket is never closed", "a second `: ` in one line",
    "a tab where spaces are needed", "a tag (tag:yaml.org,2002:str) is not read",
    "a text here is too long or too tangled", "a value cannot start with this character",
    "aliases is a mapping, and should be a list", "an alias (*) is not read",
    "archived is “perhaps”", "birthday is “31.02.1990”, which is no day", "byte 0xe9 is not UTF-8",
    "cadence.default cannot be used", "company is a list, and should be one text",
    "dates needs a name for each day", "died is a time stamp", "format cannot be used",
    "front matter that starts with +++", "is nearly a date", "is not a key netsite knows",
    "longer than 8 MB", "left (2019-12-31) is before joined", "may be crew or hall",
    "members are read only in a group's file", "names nobody", "nested deeper than 64",
    "only .md files are read", "said to have introduced each other", "stands twice",
    "tags has a mapping where a text should be", "the cadence “whenever” cannot be read",
    "the file is UTF-16", "the front matter is never closed", "the template failed",
    "there is no 2026-02-30 in the calendar", "there is no name; the file's name",
    "there is no name; the first heading", "there is no setting colour",
    "this code block is never closed", "this comment is never closed",
    "this is a folder, though its name", "this is a pipe, a device or a folder",
    "this is not a `key: value` line", "this line has no `: `", "this line has no day",
    "this line of the journal names nobody", "two files have the id sam-2",
    "“with Ana” has no link", "is taken; this one is",
]


def test_broken_has_every_kind_of_problem(tmp_path: Path) -> None:
    """The broken vault has each kind of problem, and its page shows them all."""
    report, pages = built("broken", tmp_path)
    messages = "\n".join(problem.message for problem in report.problems)

    assert [kind for kind in KINDS if kind not in messages] == []
    assert ({problem.level for problem in report.problems},
            pages["problems.html"].count('<li class="finding ')) == (
        set(Level), len(report.problems))


def test_what_can_be_read_of_a_broken_vault_is_shown(tmp_path: Path) -> None:
    """However broken a vault, everybody whose file could be read has a page."""
    report, pages = built("broken", tmp_path)
    people = [url for url in pages if url.startswith("people/") and url != "people/index.html"]

    assert len(people) == report.people
    assert {"people/values.html", "people/yaml.html", "people/latin.html", "people/utf16.html",
            "people/tangled.html", "people/index-2.html"} <= {*people}
