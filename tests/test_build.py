"""The program: a vault to a site, the same for the same input."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from netsite import build as build_module
from netsite.beside import MOST
from netsite.build import Onlooker, build
from netsite.pages.output import MANIFEST
from netsite.pages.render import Renderer
from netsite.pages.site import Draft, Page
from netsite.problems import Level
from netsite.report import Report
from tests.conftest import MakeVault
from tests.drawing import TODAY, ana
from tests.reading import person

ROOT = Path(__file__).resolve().parent.parent
FRIENDS = ROOT / "tests/vaults/friends"


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def crowd(number: int) -> dict[str, str | bytes]:
    """Write a vault of so many people, who know each other."""
    return {f"contacts/p{index:02}.md": person(
        "teams: [crew]", name=f"Person {index}", notes=f"Knows [[p{(index + 1) % number:02}]].",
        history=(f"- 2026-10-{1 + index:02} call with [[p{(index + 2) % number:02}]]: *x*",))
        for index in range(number)}


# What a build gives


def test_a_build_counts_what_it_did(vault: MakeVault) -> None:
    """The report has the people, the pages written and unchanged, what was removed, and where."""
    root = vault(ana(history=("- 2026-10-02 call",)))
    first = build(root, TODAY)
    (root / "contacts/ana.md").rename(root / "contacts/bo.md")
    second = build(root, TODAY)

    assert (first, second) == (
        Report(people=1, written=19, unchanged=0, removed=0, problems=(), folder=root / "site"),
        Report(people=1, written=6, unchanged=13, removed=1, problems=(), folder=root / "site"))


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    """The same vault on the same day again leaves every file as it is."""
    folder = tmp_path / "site"
    first = build(ROOT, TODAY, str(folder))
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    second = build(ROOT, TODAY, str(folder))

    assert (second.written, second.unchanged, second.removed) == (0, first.written, 0)
    assert [path for path in folder.rglob("*")
            if path.is_file() and path.stat().st_mtime != 1] == []


def test_a_build_over_another_equals_a_first_one(vault: MakeVault, tmp_path: Path) -> None:
    """What was built before does not show in what is built now."""
    root = vault(crowd(9) | {"journal/2025.md": "- 2025-01-01 with [[p01]]: x\n"})
    build(root, TODAY - timedelta(40))
    (root / "contacts/p03.md").unlink()
    (root / "journal/2025.md").unlink()
    vault({"contacts/zoe.md": person("teams: [other]", name="Zoë")})
    build(root, TODAY)
    build(root, TODAY, str(tmp_path / "fresh"))

    assert contents(root / "site") == contents(tmp_path / "fresh")


def test_a_new_day_writes_few_pages(tmp_path: Path) -> None:
    """When only the day is new, most pages of the demo stay as they are."""
    folder = str(tmp_path / "site")
    first = build(ROOT, TODAY, folder)
    second = build(ROOT, TODAY + timedelta(1), folder)

    assert (second.written <= 6, second.written + second.unchanged) == (True, first.written)


def test_a_day_on_which_nothing_happens_writes_four_pages(tmp_path: Path) -> None:
    """Where no state changes overnight, only Today, Overdue, Coverage and About are written."""
    folder = tmp_path / "site"
    build(FRIENDS, TODAY, str(folder))
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    build(FRIENDS, TODAY + timedelta(1), str(folder))

    assert {path.name for path in folder.rglob("*.html") if path.stat().st_mtime != 1} == {
        "index.html", "overdue.html", "coverage.html", "about.html"}


def test_a_new_problem_writes_few_pages(vault: MakeVault) -> None:
    """The first problem of a vault is told on Today and Problems, and changes no other page."""
    root = vault(crowd(5) | {"contacts/odd.md": person("own: x", name="Odd")})
    build(root, TODAY)
    vault({"contacts/odd.md": person("own: x", name="Odd", history=("- 2026-13 no such month",))})

    assert build(root, TODAY).written == 3  # theirs too, which shows the line


def test_the_clock_is_not_asked(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build knows no day but the one it is given."""
    root = vault(ana("birthday: --11-24", history=("- 2026-10-02 call",)))
    build(root, TODAY)
    before = contents(root / "site")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")

    assert (build(root, TODAY).written, contents(root / "site")) == (0, before)


# The same for the same input


def run(folder: Path, *arguments: str, **variables: str) -> None:
    """Run netsite in a process of its own."""
    environment = {key: value for key, value in os.environ.items()
                   if not key.startswith(("LC_", "LANG", "TZ", "PYTHON"))}
    subprocess.run([sys.executable, "-m", "netsite", *arguments], cwd=folder, check=True,
                   env={**environment, **variables}, capture_output=True)


def written_in_order(source: Path, root: Path, *, backwards: bool) -> Path:
    """Copy a vault file by file, in an order of names or the other way round."""
    for path in sorted(source.rglob("*"), reverse=backwards):
        if path.is_file():
            target = root / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return root


@pytest.mark.parametrize("name", ["friends", "broken"])
def test_the_same_input_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    """Time zone, language, hash seed, the order of files and the place of a vault do not show."""
    source = ROOT / "tests/vaults" / name
    worlds: list[dict[str, str]] = [
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0"},
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4711",
         "PYTHONUTF8": "0", "COLUMNS": "200"},
    ]
    sites = []
    for number, world in enumerate(worlds):
        root = written_in_order(source, tmp_path / f"v{number}" / ("x" * number),
                                backwards=bool(number % 2))
        run(tmp_path, "-C", str(root), "build", "--today", "2026-11-23", "-q", **world)
        sites.append(contents(root / "site"))

    assert sites[0] == sites[1] == sites[2]


def test_today_is_the_local_day(vault: MakeVault) -> None:
    """Without --today a build is as of the day on the reader's calendar, wherever that is."""
    root = vault(ana())
    days = []
    for zone in ("Etc/GMT+12", "Etc/GMT-14"):
        run(root, "build", "-q", TZ=zone)
        page = (root / "site/index.html").read_text()
        days.append(date.fromisoformat(page.partition('<time datetime="')[2][:10]))

    assert timedelta(1) <= days[1] - days[0] <= timedelta(2)


# Two processes


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share the pages between two processes, however few they are."""
    if not hasattr(os, "fork"):
        pytest.skip("processes cannot be forked here")
    monkeypatch.setattr(build_module, "MANY", 2)
    monkeypatch.setattr(build_module, "cores", lambda: 2)


@pytest.mark.usefixtures("shared")
def test_two_processes_build_what_one_does(
    vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A site that two processes wrote is that of one, with the same counts and problems."""
    tangled = person(name="Tangled", notes="[" * 2600)
    root = vault(crowd(20) | {"contacts/a.md": tangled, "contacts/z.md": tangled,
                              "templates/person.html": "{{ view.name }}{{ view.nothing }}"})
    two = build(root, TODAY)
    monkeypatch.setattr(build_module, "cores", lambda: 1)
    one = build(root, TODAY, str(tmp_path / "one"))

    assert (two.people, two.written, two.unchanged, two.removed, two.problems) == (
        one.people, one.written, one.unchanged, one.removed, one.problems)
    assert contents(root / "site") == contents(tmp_path / "one")
    assert [problem.path for problem in one.problems] == [
        "contacts/a.md", "contacts/z.md", "templates/person.html"]


@pytest.mark.usefixtures("shared")
def test_two_processes_leave_what_is_unchanged(vault: MakeVault) -> None:
    """A second build by two processes writes nothing, and one with somebody less removes a page."""
    root = vault(crowd(20))
    first = build(root, TODAY)
    second = build(root, TODAY)
    before = contents(root / "site")
    vault({"contacts/extra.md": person(name="Extra")})
    build(root, TODAY)
    (root / "contacts/extra.md").unlink()
    third = build(root, TODAY)

    assert ((second.written, second.unchanged), third.removed, contents(root / "site")) == (
        (0, first.written), 1, before)


@pytest.mark.usefixtures("shared")
def test_a_second_process_that_fails_is_made_up_for(
    vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the second process dies, the first one draws its share too."""
    root = vault(crowd(20))
    here, real = os.getpid(), Renderer.data

    def data(self: Renderer, page: Page) -> bytes:
        if os.getpid() != here:
            os._exit(9)
        return real(self, page)

    with monkeypatch.context() as patched:
        patched.setattr(Renderer, "data", data)
        report = build(root, TODAY)
    monkeypatch.setattr(build_module, "cores", lambda: 1)
    build(root, TODAY, str(tmp_path / "one"))

    assert (report.written, contents(root / "site")) == (
        len(list((root / "site").rglob("*.html"))), contents(tmp_path / "one"))


@pytest.mark.usefixtures("shared")
def test_an_interruption_ends_both_processes(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When a build is interrupted nobody goes on writing, and the next one cleans up."""
    root = vault(crowd(20))
    build(root, TODAY)
    before = contents(root / "site")
    vault({"contacts/extra.md": person(name="Extra")})
    real, fork, children = Renderer.data, os.fork, []

    def forked() -> int:
        children.append(fork())
        return children[-1]

    def data(self: Renderer, page: Page) -> bytes:
        if page.url == "teams/index.html":
            raise KeyboardInterrupt
        return real(self, page)

    with monkeypatch.context() as patched:
        patched.setattr(os, "fork", forked)
        patched.setattr(Renderer, "data", data)
        with pytest.raises(KeyboardInterrupt):
            build(root, TODAY)
    with pytest.raises(ChildProcessError):
        os.waitpid(children[0], os.WNOHANG)
    (root / "contacts/extra.md").unlink()
    build(root, TODAY)

    assert contents(root / "site") == before


# Problems and notes


def pages_of(root: Path, day: date = TODAY) -> tuple[Report, Mapping[str, str]]:
    """Build a vault; give the report and its pages."""
    report = build(root, day)
    return report, {name: data.decode() for name, data in contents(report.folder).items()
                    if name != MANIFEST}


def test_the_page_of_problems_shows_each_with_its_line_and_mend(vault: MakeVault) -> None:
    """A problem stands on its page with its level, message, line, place and mend."""
    report, pages = pages_of(vault({"contacts/ana.md": person("met: 2015-3-2", "nmae: Ana")}))
    page = pages["problems.html"]

    assert [(problem.line, problem.level) for problem in report.problems] == [
        (3, Level.ERROR), (4, Level.HINT)]
    assert "2 places in the files to look at." in page
    assert ('<li class="finding error"><p><span class="level">error</span> met is “2015-3-2”, '
            "which is no day</p><pre>met: 2015-3-2</pre>"
            '<p class="soft">contacts/ana.md:3:6 · write met: 2015-03-02</p></li>'
            ) in page.replace("\n", "")


def test_without_problems_the_page_says_so(vault: MakeVault) -> None:
    """The page of problems is there when there are none, and Today does not lead to it."""
    _, pages = pages_of(vault(ana()))

    assert ("None. Every file could be read as it was meant." in pages["problems.html"],
            "problems.html" in pages["index.html"]) == (True, False)


@pytest.mark.parametrize("text", ["![" * 5000, "[" * 5000, "1. " * 1000])
def test_a_text_that_costs_too_much_is_shown_as_written(vault: MakeVault, text: str) -> None:
    """A hostile note becomes a problem with its place, is shown as it is, and the rest is built."""
    report, pages = pages_of(vault({
        "contacts/ana.md": person(notes=text, history=(f"- 2026-10-02 call: {text}",)),
        "contacts/bo.md": person(name="Bo", notes="A _soft_ word."),
    }))

    assert [(str(problem).partition(" a text here")[0], problem.level)
            for problem in report.problems] == [
        ("contacts/ana.md:4:1: warning:", Level.WARNING),
        ("contacts/ana.md:6:1: warning:", Level.WARNING)]
    assert f"<pre>{text.strip()}</pre>" in pages["people/ana.html"]
    assert "<p>A <em>soft</em> word.</p>" in pages["people/bo.html"]


def test_a_section_with_nothing_in_it_is_not_shown(vault: MakeVault) -> None:
    """A person of whom only the name is known has no empty section."""
    _, pages = pages_of(vault(ana()))

    assert [name for name in ("Notes", "Promised", "Planned", "Mentioned", "Facts", "Introductions",
                              "Given and got", "In touch")
            if f">{name}</h2>" in pages["people/ana.html"]] == []


def test_a_link_in_a_note_leads_to_the_page(vault: MakeVault) -> None:
    """Names in notes and lines lead to people's and teams' pages, from any page they are on."""
    _, pages = pages_of(vault({
        "contacts/ana.md": person("teams: [Acme Site]", notes="[[Bo Chen]], [[acme site]], [[x]]",
                                  history=("- 2026-10-02 call: said [[bo]] moved",)),
        "contacts/bo.md": person(name="Bo Chen")}))

    assert ('<p><a class="person" href="../people/bo.html">Bo Chen</a>, '
            '<a class="person" href="../teams/acme-site.html">Acme Site</a>, '
            '<span class="nobody">x</span></p>') in pages["people/ana.html"]
    assert ('said <a class="person" href="people/bo.html">Bo Chen</a> moved'
            in pages["index.html"])


def test_the_editor_opens_the_file_where_it_is(vault: MakeVault) -> None:
    """With edit_url every place leads into the editor, with the vault's folder before the path."""
    root = vault(ana(history=("- 2026-10-02 call",))
                 | {"netsite.toml": 'edit_url = "vscode://file/{path}:{line}"\n'})
    _, pages = pages_of(root)

    assert (f'<a href="vscode://file{root}/contacts/ana.md:6">line 6</a>'
            in pages["people/ana.html"])


def test_pages_are_told_as_they_are_done(vault: MakeVault) -> None:
    """A build tells how many files it has done, in rising numbers."""
    done: list[int] = []
    build(vault(crowd(4)), TODAY, onlooker=Onlooker(progress=done.append))

    assert (done == sorted(done), len(done) > 4) == (True, True)


@pytest.mark.parametrize("day", [date.min, date(2024, 2, 29), date.max])
def test_any_day_can_be_today(vault: MakeVault, day: date) -> None:
    """A build as of the first or the last day of the calendar is like any other."""
    report, pages = pages_of(vault(crowd(3) | ana("birthday: --02-29", "cadence: 3 months")), day)

    assert (report.problems, f'<time datetime="{day.isoformat()}">' in pages["index.html"]) == (
        (), True)


@pytest.mark.parametrize(("people", "others"), [(0, 0), (3, 5), (20_000, 30_000)])
def test_pages_are_tasks_that_a_queue_takes(people: int, others: int) -> None:
    """However many there are; each page is in one, and those of one kin are together."""
    def drafts(names: str, number: int, kin: str = "") -> list[Draft]:
        return [Draft(f"{names}{each}", lambda: iter(()), kin) for each in range(number)]
    some = [*drafts("month", others // 100, "month"), *drafts("other", others)]
    tasks = build_module._tasks(drafts("person", people), some)  # noqa: SLF001  # as a build does
    names = [draft.name for task in tasks for draft in task]

    assert sorted(names) == sorted(draft.name for draft in (*drafts("person", people), *some))
    assert (len(tasks) <= MOST, sum(task[0].kin == "month" for task in tasks) <= 1) == (True, True)
