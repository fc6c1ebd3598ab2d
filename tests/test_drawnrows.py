"""Rows of people that are drawn already."""

from netsite.pages.drawnrows import DrawnRows
from netsite.pages.overview import overdue_view
from netsite.pages.people import PersonRow
from netsite.pages.slices import Slices
from netsite.pages.tables import people_rows
from netsite.pages.watched import Reads, watched
from tests.drawing import TODAY, picture, shared_of
from tests.reading import person

WAITING = {f"contacts/person-{number}.md": person(
    "cadence: monthly", name=f"Person {number}", history=(f"- 2026-0{number % 8 + 1}-02 call",))
    for number in range(90)}


def rows() -> DrawnRows:
    """Give the rows of Overdue."""
    drawn = picture(WAITING)
    found = overdue_view(drawn, shared_of(drawn).rows, (), Slices()).overdue
    assert isinstance(found, DrawnRows)
    return found


def test_drawn_rows_are_as_rows_are_drawn() -> None:
    """In the table they were drawn for they give what drawing them there gives."""
    found = rows()

    assert len(found) == 90
    assert people_rows(found, "", "overdue", late=True) == people_rows(
        tuple(found), "", "overdue", late=True)


def test_drawn_rows_can_be_drawn_otherwise() -> None:
    """In another table they are rows like any."""
    found = rows()

    assert people_rows(found, "../", "member") == people_rows(tuple(found), "../", "member")


def test_rows_are_made_when_somebody_looks() -> None:
    """One, some or all, for a template that goes through them; to count them makes none."""
    made: list[str] = []
    some = tuple(rows())[:3]

    def row(who: str) -> PersonRow:
        made.append(who)
        return some[int(who)]
    found = DrawnRows(["0", "1", "2"], row, ("", "person", False, "company"), people_rows(some, ""))
    counted = len(found), [*made]

    assert counted == (3, [])
    assert (found[1], found[1:], [*found]) == (some[1], some[1:], [*some])


def test_an_edit_draws_one_slice_of_rows() -> None:
    """The rows of the others are taken as they were."""
    reads = Reads()
    seen = watched(picture(WAITING), reads, TODAY)
    slices = Slices(reads)
    overdue_view(seen, shared_of(picture(WAITING)).rows, (), slices)
    made = slices.made["overdue rows"]

    assert len(made) > 1
    assert sum(b'"person-7"' in (each or b"").partition(b"\n")[0] for each in made.values()) == 1
