"""The lines of a month, whole or by slices."""

from collections.abc import Iterable
from datetime import date

import pytest

from netsite.pages.monthlines import latest, latest_lines, month_lines, outdated
from netsite.pages.slices import Slices
from netsite.pages.watched import Reads, watched
from tests.drawing import TODAY, picture, shared_of
from tests.reading import person

MONTH = "2026-11"
VAULT = {
    "contacts/ana.md": person(history=(
        "- 2026-11-02 call with [[bo]]: **Porto** [site](https://example.com)",
        "- 2026-11-30 plan: lunch\n  at noon", "- 2026-11 note: nothing \N{SNOWMAN}")),
    "contacts/bo.md": person(history=("- 2026-11-02 coffee", "- 2026-10-02 call"), name="Bo"),
    "contacts/cy.md": person(history=tuple(
        f"- 2026-11-{day:02} mail: {day}" for day in range(1, 29) for _ in range(9)), name="Cy"),
    "journal/2026.md": "- 2026-11-03 dinner with [[ana]], [[crew]] except [[bo]]: [[cy]]\n"}


def test_slices_give_what_is_drawn_whole() -> None:
    """Rows and data are the same, also from what was kept."""
    drawn = picture(VAULT)
    marks = shared_of(drawn).months[MONTH]
    whole = month_lines(drawn, marks, Slices())
    rows: dict[str, bytes] = {}

    def fetch(_file: str, names: Iterable[str]) -> dict[str, bytes]:
        return {name: rows[name] for name in names if name in rows}

    first = Slices(fetch=fetch)
    once = latest_lines(drawn, marks, first, MONTH)
    [made] = first.made.values()
    rows.update({name: row for name, row in made.items() if row is not None})
    second = Slices(fetch=fetch)
    again = latest_lines(drawn, marks, second, MONTH)

    assert (len(whole.rows), once, again) == (len(marks), whole, whole)
    assert {row for made in second.made.values() for row in made.values()} == {None}


def test_an_edit_draws_one_slice_of_lines() -> None:
    """Of the files in the other slices nothing is read."""
    reads = Reads()
    seen = watched(picture(VAULT), reads, TODAY)
    slices = Slices(reads)
    marks = shared_of(picture(VAULT)).months[MONTH]
    latest_lines(seen, marks, slices, MONTH)
    [made] = slices.made.values()

    assert len(made) > 2
    assert sum(b"contacts/bo.md" in (row or b"").partition(b"\n")[0] for row in made.values()) == 1
    assert "file" not in reads.cells


def test_a_month_depends_on_no_file() -> None:
    """Its sum tells what its lines say; whom they name is noted."""
    reads = Reads()
    seen = watched(picture(VAULT), reads, TODAY)
    month_lines(seen, shared_of(picture(VAULT)).months[MONTH], Slices(reads))

    assert ("file" in reads.cells, {"ana", "bo"} <= reads.cells["ref"]) == (False, True)


@pytest.mark.parametrize(("day", "months"), [
    (date(2026, 11, 30), ("2026-11", "2026-10")), (date(2026, 1, 1), ("2026-01", "2025-12")),
    (date.min, ("0001-01", "0001-01"))])
def test_the_latest_months_are_this_and_the_last(day: date, months: tuple[str, ...]) -> None:
    """Lines of today and of a few days ago are of one of them."""
    assert latest(day) == months


def test_months_that_were_the_latest_once_are_kept_no_more() -> None:
    """Only slices of lines are meant, and not those of the latest months."""
    names = ["data.json", "lines of 2026-09", "lines of 2026-10", "lines of 2026-11"]

    assert outdated(names, date(2026, 11, 30)) == ["lines of 2026-09"]
