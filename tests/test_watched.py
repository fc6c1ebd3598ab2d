"""What a page was drawn from, noted while it is drawn."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from netsite.cells import ALL, none
from netsite.model import Change
from netsite.pages.watched import Reads, Rows, Watched, WatchedRows, watched
from tests.drawing import TODAY, picture
from tests.reading import person

VALUES = {"ana": 1, "bo": 2}


@pytest.mark.parametrize(("look", "keys"), [
    (lambda values: values["ana"], ["ana"]),
    (lambda values: values.get("ana"), ["ana"]),
    (lambda values: values.get("cy", 3), ["cy"]),
    (lambda values: "cy" in values, ["cy"]),
    (lambda values: [values.get(key) for key in ("ana", "cy")], ["ana", "cy"]),
    (len, [ALL]), (list, [ALL]), (sorted, [ALL]),
    (lambda values: [*values.keys()], [ALL]),
    (lambda values: [*values.items()], [ALL]),
    (lambda values: [*values.values()], [ALL]),
    (dict, [ALL]),
    (bool, [ALL]),
])
def test_each_look_is_noted(look: Callable[[Mapping[str, int]], object], keys: list[str]) -> None:
    """One value is a cell, also where there is none; going through all is the cell of all."""
    reads = Reads()

    assert look(Watched(reads, "kind", VALUES)) == look(VALUES)
    assert reads.cells["kind"] >= {*keys}
    assert (ALL in reads.cells["kind"]) == (ALL in keys)


def test_what_is_not_there_raises_and_is_noted() -> None:
    """A page that found nothing depends on that there is nothing."""
    reads = Reads()
    with pytest.raises(KeyError):
        Watched(reads, "kind", VALUES)["cy"]

    assert reads.cells == {"kind": {"cy"}}


def test_what_is_made_once_counts_for_all_who_have_it() -> None:
    """Whoever has a row depends on what it was made from, also when it was made for another."""
    reads = Reads()
    made: list[str] = []

    def row(each: str) -> object:
        made.append(each)
        reads.note("person", each)
        return each

    rows = Rows(reads, row)  # type: ignore[arg-type]  # any value will do
    reads.note("other", "x")
    first: object = rows["ana"]
    before, reads.cells = reads.cells, none()

    assert first is rows["ana"]
    assert made == ["ana"]
    assert before == {"other": {"x"}, "person": {"ana"}}
    assert reads.cells == {"person": {"ana"}}


def test_rows_are_not_gone_through() -> None:
    """Who is shown is for the page to say."""
    rows = Rows(Reads(), lambda each: each)  # type: ignore[arg-type,return-value]
    with pytest.raises(NotImplementedError):
        list(rows)
    with pytest.raises(NotImplementedError):
        len(rows)


@pytest.mark.parametrize("look", [len, list, lambda rows: rows[:1]])
def test_any_look_at_all_changes_is_at_all(look: Callable[[WatchedRows[Change]], object]) -> None:
    """Changes are in one order, so that each depends on the others."""
    reads = Reads()
    change = Change("contacts/ana.md", "2026-11-01", "1", "Kim", "why", "role", "a", "b")
    look(WatchedRows(reads, "changes", [change]))

    assert reads.cells == {"changes": {ALL}}


@pytest.mark.parametrize(("keys", "settled"), [
    ("teams: [crew]", True),
    ("teams: [{team: crew, left: 2026-11-22}]", True),
    ("teams: [{team: crew, left: 2026-11-23}]", False),
    ("teams: [{team: crew, joined: 2026-11-23}]", True),
    ("teams: [{team: crew, joined: 2026-11-24}]", False),
    ("teams: [{team: crew, joined: 2027-01}]", False),
    ("died: 2020", True),
    ("died: 2027", False),
])
def test_teams_are_settled_when_nothing_is_to_come(keys: str, settled: bool) -> None:  # noqa: FBT001
    """While somebody will join, leave or die, today counts; after that no more."""
    reads = Reads()
    watched(picture({"contacts/ana.md": person(keys)}), reads, TODAY).clock.today_in_teams()

    assert (reads.cells == {}) == settled


def test_words_and_lines_depend_on_their_file() -> None:
    """Whoever shows a line depends on the file it stands in."""
    reads = Reads()
    seen = watched(picture({"contacts/ana.md": person(history=("- 2026-10-02 call",))}), reads,
                   date(2026, 11, 23))
    line = seen.network.line(seen.network.marks["ana"][0])

    assert (line.entry.kind, "contacts/ana.md" in reads.cells["file"]) == ("call", True)
