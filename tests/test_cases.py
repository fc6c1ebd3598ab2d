"""Real files from public repositories, each folder of them as a vault, where they lie beside us."""

import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from netsite.build import build
from netsite.pages.addresses import slugify
from netsite.text.source import stem

CASES = Path(__file__).resolve().parents[2] / "shared" / "cases"


def write_vault(root: Path, folder: Path, *, crlf: bool, renamed: bool) -> list[str]:
    """Copy a folder's files into contacts/, as they are called or all as contacts; their paths."""
    paths = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = file.relative_to(folder).as_posix()
        if renamed:
            name = f"x{name.replace('/', '__')}.md"
        data = file.read_bytes().replace(b"\r\n", b"\n")
        target = root / "contacts" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data.replace(b"\n", b"\r\n") if crlf else data)
        paths.append(f"contacts/{name}")
    return paths


def values() -> list[str]:
    """Lines of attacks, of cards and of people's files, and what stands in them behind a colon."""
    lines = {line[:300] for name in ("people", "security", "vcard")
             for file in (CASES / name).rglob("*") if file.is_file()
             for line in file.read_bytes().decode("utf-8", "replace").splitlines()}
    return sorted({part for line in lines for part in (line, line.partition(":")[2])
                   if part.strip()})


def contact(value: str, other: str) -> bytes:
    """A contact all of whose facts are values that nobody has thought of."""
    one, two, label = json.dumps(value), json.dumps(other), json.dumps(value[:90])
    return (f"---\nname: {one}\naliases: [{two}, {one}]\ncompany: {two}\nrole: {one}\n"
            f"location: {two}\ntimezone: {two}\npronouns: {one}\ntags: [{two}]\nuid: {one}\n"
            f"email: [{{{label}: {two}}}, {one}]\nphone: [{one}]\nlinks: [{{{label}: {one}}}]\n"
            f"birthday: --02-29\ndates: {{{label}: 2012-02-29}}\n---\n## History\n\n"
            f"- 2026-10-02 call: {value}\n- 2026-12-24 plan: {other}\n").encode("utf-8", "replace")


PROPERTIES = {
    "vcf": {"BEGIN", "VERSION", "PRODID", "UID", "FN", "N", "NICKNAME", "ORG", "TITLE", "ADR", "TZ",
            "BDAY", "X-PRONOUNS", "CATEGORIES", "EMAIL", "TEL", "URL", "X-ABLABEL", "X-ANNIVERSARY",
            "X-ABDATE", "END"},
    "ics": {"BEGIN", "VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "UID", "DTSTAMP",
            "DTSTART", "DTEND", "RRULE", "SUMMARY", "DESCRIPTION", "TRANSP", "END"}}


def test_no_value_breaks_out_of_a_feed(tmp_path: Path) -> None:
    """Whatever stands in a fact, feeds have our properties alone, in lines that each are UTF-8."""
    if not CASES.is_dir():
        pytest.skip("the collection of real files is not on this machine")
    some = Random(7).sample(values(), 400)  # noqa: S311  # a choice, not a secret
    (tmp_path / "contacts").mkdir()
    for number, (value, other) in enumerate(pairwise(some)):
        (tmp_path / f"contacts/c{number}.md").write_bytes(contact(value, other))
    site = build(tmp_path, date(2026, 11, 23)).folder

    for name, count in (("all.vcf", len(some) - 1), ("due.ics", None), ("birthdays.ics", None)):
        lines = (site / name).read_bytes().split(b"\r\n")
        assert max(map(len, lines)) <= 75
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        whole = "\r\n".join(line.decode() for line in lines).replace("\r\n ", "").split("\r\n")
        heads = [re.match(r"(?:item\d+\.)?([A-Za-z-]+)[;:]", line) for line in whole[:-1]]
        assert {found[1].upper() if found else "" for found in heads} <= PROPERTIES[name[-3:]]
        uids = [line for line in whole if line.startswith("UID:")]
        assert len({*uids}) == len(uids) == (count or whole.count("BEGIN:VEVENT"))


@pytest.mark.parametrize("renamed", [False, True], ids=["as they are", "all as contacts"])
@pytest.mark.parametrize("crlf", [False, True], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", ["people", "frontmatter", "yaml", "teams", "security"])
def test_every_real_file_is_a_page_or_a_problem(
    tmp_path: Path, name: str, *, crlf: bool, renamed: bool,
) -> None:
    """No file of real vaults and attacks stops a build, and none is passed over in silence."""
    if not CASES.is_dir():
        pytest.skip("the collection of real files is not on this machine")
    paths = write_vault(tmp_path, CASES / name, crlf=crlf, renamed=renamed)
    report = build(tmp_path, date(2026, 11, 23))
    pages = {page.stem for folder in ("people", "teams")
             for page in (report.folder / folder).glob("*.html")}
    named = {problem.path for problem in report.problems}

    assert [path for path in paths
            if path not in named and slugify(stem(path)) not in pages] == []
