"""Dated lines as pages show them."""

from dataclasses import replace
from datetime import date

import pytest

from netsite.model import Line
from netsite.pages.lines import (
    LineRow,
    Picture,
    Ref,
    by_year,
    contact_counts,
    edit_link,
    line_row,
    refs_of,
)
from tests.drawing import TODAY, ana, picture
from tests.reading import person

ANA = Ref("Ana Silva", "people/ana.html")
BO = Ref("Bo Chen", "people/bo.html")
CARL = Ref("Carl Ito", "people/carl.html")
CREW = Ref("The Crew", "teams/crew.html")

FILES = {
    "contacts/ana.md": person("teams: [crew, harbour]", history=(
        "- 2026-10-02 coffee with [[bo]]: hiring again",
        "- 2026-03 call",
        "- 2026-11-24 lunch: tomorrow",
        "- 2026-11-23 note: she moved",
        "- 2026-09-01 dinner with [[harbour]] except [[bo]]: fish",
        "- 2026-08-01 with [[nobody]] and [[carl]]",
        "- 2026-07-01 walk with [[ana]] and [[Carl Ito|him]]",
    )),
    "contacts/bo.md": person("teams: [crew, harbour]", name="Bo Chen"),
    "contacts/carl.md": person(name="Carl Ito"),
    "contacts/crew.md": person("kind: group", name="The Crew", history=(
        "- 2026-06-01 group call except [[bo]]: the plan",)),
    "journal/2026.md": "- 2026-05-01 walk with [[ana]], [[carl]]: woods\n",
}


@pytest.fixture
def drawn() -> Picture:
    """Draw a network of three people, a group and a team without a file."""
    return picture(FILES)


def line_of(drawn: Picture, day: date) -> Line:
    """Find the line of a day."""
    return next(line for line in drawn.network.lines if line.entry.day == day)


def row(drawn: Picture, day: date, seen_by: str) -> LineRow:
    """Show the line of a day as somebody's page does."""
    return line_row(drawn, line_of(drawn, day), seen_by, "../")


@pytest.mark.parametrize(("day", "seen_by", "who", "without", "source"), [
    # on the page of the person in whose file it stands
    (date(2026, 10, 2), "ana", (BO,), (), "line 7"),
    (date(2026, 3, 1), "ana", (), (), "line 8"),
    (date(2026, 9, 1), "ana", (Ref("harbour", "teams/harbour.html"),), (BO,), "line 11"),
    (date(2026, 8, 1), "ana", (Ref("nobody", ""), CARL), (), "line 12"),
    (date(2026, 7, 1), "ana", (CARL,), (), "line 13"),
    # on somebody else's page
    (date(2026, 10, 2), "bo", (ANA,), (), "contacts/ana.md:7"),
    (date(2026, 5, 1), "ana", (CARL,), (), "journal/2026.md:1"),
    (date(2026, 5, 1), "carl", (ANA,), (), "journal/2026.md:1"),
    (date(2026, 6, 1), "ana", (CREW,), (BO,), "contacts/crew.md:7"),
    # on a page of everybody's
    (date(2026, 10, 2), "", (ANA, BO), (), ""),
    (date(2026, 5, 1), "", (ANA, CARL), (), "journal/2026.md:1"),
    (date(2026, 6, 1), "", (CREW,), (BO,), ""),
    (date(2026, 7, 1), "", (ANA, CARL), (), ""),
    # on the group's own page
    (date(2026, 6, 1), "crew", (), (BO,), "line 7"),
])
def test_a_line_says_who_else_was_there_and_where_it_stands(
    drawn: Picture, day: date, seen_by: str, who: tuple[Ref, ...], without: tuple[Ref, ...],
    source: str,
) -> None:
    """A page names everybody of a line but the one it is about, each once, and the line's place."""
    found = row(drawn, day, seen_by)

    assert (found.who, found.without, found.source) == (who, without, source)


@pytest.mark.parametrize(("day", "iso", "kind", "html", "planned", "quiet"), [
    (date(2026, 10, 2), "2026-10-02", "coffee", "<p>hiring again</p>", False, False),
    (date(2026, 3, 1), "2026-03", "call", "", False, False),
    (date(2026, 11, 24), "2026-11-24", "lunch", "<p>tomorrow</p>", True, False),
    (date(2026, 11, 23), "2026-11-23", "note", "<p>she moved</p>", False, True),
])
def test_a_line_has_its_day_kind_and_text(
    drawn: Picture, day: date, iso: str, kind: str, html: str, *, planned: bool, quiet: bool,
) -> None:
    """A line shows its day or month; it is planned until its day comes, and quiet if no contact."""
    found = row(drawn, day, "ana")

    assert (found.iso, found.kind, found.html, found.planned, found.quiet) == (
        iso, kind, html, planned, quiet)


def test_a_text_knows_its_place() -> None:
    """A line's text is formatted with the page's root, and with its file and line for problems."""
    asked = []

    def html(text: str, root: str, path: str, line: int) -> str:
        asked.append((text, root, path, line))
        return ""

    seen = replace(picture(FILES), html=html)
    row(seen, date(2026, 5, 1), "ana")

    assert asked == [("woods", "../", "journal/2026.md", 1)]


def test_a_line_leads_into_the_editor() -> None:
    """With the setting a line has the address of its place, without it none."""
    rows = [row(picture(FILES, edit=edit), date(2026, 5, 1), "ana").edit for edit in (
        "x:/{path}:{line}", "")]

    assert rows == ["x:/journal/2026.md:1", ""]


def test_people_and_groups_have_a_name_and_a_page(drawn: Picture) -> None:
    """Every contact can be linked to, groups as their team's page."""
    assert refs_of(drawn.network, drawn.addresses) == {
        "ana": ANA, "bo": BO, "carl": CARL, "crew": CREW}


@pytest.mark.parametrize(("edit", "path", "link"), [
    ("", "contacts/ana.md", ""),
    ("vscode://file/v/{path}:{line}", "contacts/ana.md", "vscode://file/v/contacts/ana.md:7"),
    ("x:/{line}/{path}", "contacts/ana b#?.md", "x:/7/contacts/ana%20b%23%3F.md"),
    ("x:/{path}", "contacts/{line}.md", "x:/contacts/%7Bline%7D.md"),
    ("x:/{path}", 'contacts/"é.md', "x:/contacts/%22%C3%A9.md"),
])
def test_a_line_opens_in_the_editor(edit: str, path: str, link: str) -> None:
    """The editor's address has the file, quoted, and the line; without a setting there is none."""
    assert edit_link(picture({}, edit=edit), path, 7) == link


def test_lines_are_grouped_by_year_as_they_come(drawn: Picture) -> None:
    """Years come in the order of their lines."""
    rows = [row(drawn, date(2026, 10, 2), "ana")._replace(iso=iso)
            for iso in ("2026-11-01", "2026-03", "2019-01-01")]

    assert by_year(rows) == [("2026", rows[:2]), ("2019", rows[2:])]


def test_contact_is_counted_by_month(drawn: Picture) -> None:
    """Lines that are contact and past count, in the month of their day."""
    counts = contact_counts(drawn.network.history["ana"], "ana", TODAY)

    assert counts == {2026: [0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 0, 0]}


def test_contact_of_today_is_counted() -> None:
    """Today's contact counts, and tomorrow's not yet."""
    lines = picture(ana(history=("- 2026-11-23 call", "- 2026-11-24 call"))).network.lines

    assert contact_counts(lines, "ana", TODAY) == {2026: [0] * 10 + [1, 0]}


def test_who_was_not_there_is_not_counted(drawn: Picture) -> None:
    """A group's line counts for those of its members that were there."""
    lines = drawn.network.lines

    assert contact_counts(lines, "bo", TODAY) == {2026: [0] * 9 + [1, 0, 0]}
