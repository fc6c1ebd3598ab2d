"""Fingerprints: another where what they stand for is, and the same where it is not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from netsite.cells import ALL
from netsite.network.parts import Part, read_contact_part, read_journal_part
from netsite.pages.fingerprints import (
    Tables,
    differing,
    packed,
    unpacked,
    what_was_said,
    who_is_who,
)
from netsite.pages.lines import Picture
from tests.drawing import TODAY, picture, shared_of
from tests.reading import NOT_CONTACT, files, person

FILES: Mapping[str, str | bytes] = {
    "contacts/ana.md": person("company: Globex", notes="Knows [[bo]].",
                              history=("- 2026-10-02 call", "- 2026-10-01 tea with [[bo]]")),
    "contacts/bo.md": person("aliases: [Bobby]", name="Bo"),
    "journal/2026.md": "- 2026-10-03 walk with [[ana]]\n",
}


def tables(texts: Mapping[str, str | bytes], edit: str = "") -> Tables:
    """Make the tables of a vault."""
    return tables_of(replace(picture(texts), edit=edit), _parts(texts))


def tables_of(drawn: Picture, parts: Sequence[Part]) -> Tables:
    """Make all tables of what is drawn."""
    shared = shared_of(drawn)
    return who_is_who(drawn, shared, parts) | what_was_said(drawn, shared, parts)


def _parts(texts: Mapping[str, str | bytes]) -> list[Part]:
    found = files(texts)
    return [*(read_contact_part(source, NOT_CONTACT)[0] for source in found.contacts),
            *(read_journal_part(source, NOT_CONTACT)[0] for source in found.journal)]


def changed(path: str, old: str, new: str) -> set[tuple[str, str]]:
    """Give the cells that differ when a text in a file is another."""
    text = FILES[path]
    assert isinstance(text, str)
    assert old in text
    found = differing(tables(FILES), tables({**FILES, path: text.replace(old, new)}))
    return {(kind, key) for kind, keys in found.items() for key in keys if key != ALL}


def test_the_same_is_the_same() -> None:
    """A vault differs in nothing from itself."""
    assert differing(tables(FILES), tables(FILES)) == {}


@pytest.mark.parametrize(("path", "old", "new", "cells"), [
    ("contacts/ana.md", "Knows", "Likes", {("file", "contacts/ana.md"), ("lines", "ana")}),
    ("contacts/bo.md", "name: Bo", "name: Ed", {
        ("facts", ""), ("file", "contacts/bo.md"), ("person", "bo"), ("lines", "bo"),
        ("tie", "bo"), ("ref", "bo"), ("name", "bo"), ("name", "ed")}),
    ("contacts/bo.md", "Bobby", "Robert", {
        ("facts", ""), ("file", "contacts/bo.md"), ("person", "bo"), ("lines", "bo"),
        ("name", "bobby"), ("name", "robert")}),
    ("journal/2026.md", "walk", "talk", {
        ("file", "journal/2026.md"), ("lines", "ana"), ("month's lines", "2026-10"),
        ("clock", "ana"), ("turn", "ana"), ("journal", "journal-7")}),
    ("journal/2026.md", "10-03", "09-03", {
        ("file", "journal/2026.md"), ("lines", "ana"), ("clock", "ana"), ("turn", "ana"),
        ("month's lines", "2026-10"), ("month's lines", "2026-09"),
        ("counts", "2026-10"), ("counts", "2026-09"), ("journal", "journal-7")}),
    ("contacts/ana.md", "10-02", "10-04", {
        ("coming", "2026-12-14"), ("coming", "2026-12-21"),
        ("file", "contacts/ana.md"), ("lines", "ana"), ("month's lines", "2026-10"),
        ("clock", "ana"), ("turn", "ana")}),
])
def test_what_is_another_differs(
    path: str, old: str, new: str, cells: set[tuple[str, str]],
) -> None:
    """An edit shows in the cells of what it changes, and in no others."""
    assert changed(path, old, new) == cells


@pytest.mark.parametrize(("path", "old", "new", "same"), [
    ("contacts/ana.md", "Knows", "Likes", True), ("contacts/ana.md", "call", "tea", True),
    ("contacts/ana.md", "tea with [[bo]]", "tea", True), ("journal/2026.md", "walk", "talk", True),
    ("contacts/ana.md", "Knows [[bo]]", "Knows him", False),
    ("contacts/ana.md", "Globex", "Acme", False), ("contacts/bo.md", "Bobby", "Rob", False),
])
def test_facts_tell_who_is_who(path: str, old: str, new: str, *, same: bool) -> None:
    """As long as the facts of all are the same, so is all that hangs on them alone."""
    before, after = tables(FILES), tables({**FILES, path: str(FILES[path]).replace(old, new)})
    drawn = picture(FILES)
    kinds = who_is_who(drawn, shared_of(drawn), _parts(FILES)).keys()

    assert (before["facts"] == after["facts"]) is same
    assert all(before[kind] == after[kind] for kind in kinds) is same


def test_a_new_day_moves_clocks_and_not_whose_turn_it_is() -> None:
    """What is written and whose turn is when stay as they are; states do not."""
    due = {"contacts/ana.md": person(history=("- 2026-08-23 call",))}
    [part] = [read_contact_part(source, NOT_CONTACT)[0] for source in files(due).contacts]
    before, after = (tables_of(seen, [part]) for seen in (
        picture(due, TODAY), picture(due, TODAY + timedelta(1))))
    found = {*differing(before, after)}

    assert ("clock" in found, found & {"turn", "person", "ref", "file"}) == (True, set())


def test_where_lines_stand_counts_for_the_editor_alone() -> None:
    """A line further down in its file is another for a month's page only if that leads there."""
    text = FILES["contacts/ana.md"]
    lower = {**FILES, "contacts/ana.md": str(text).replace("Knows", "Well.\n\nKnows")}
    found = ["2026-10" in differing(tables(FILES, edit), tables(lower, edit))["month's lines"]
             for edit in ("", "x:/{path}:{line}")]

    assert found == [True, True]  # the line with somebody else tells its place anyway


def test_of_all_differs_with_any() -> None:
    """Who read all of a kind depends on each that came, went or is another."""
    assert [differing({"a": before}, {"a": after}) for before, after in (
        ({"x": "1"}, {"x": "2"}), ({}, {"x": "1"}), ({"x": "1"}, {}))] == [
        {"a": {ALL, "x"}}] * 3
    assert differing({"a": {"x": "1"}}, {}) == {"a": {ALL, "x"}}


def test_tables_come_back() -> None:
    """A table is the same when it has been packed, whatever its names."""
    table = {"ana": "1", "é\udce9": '\n"\\'}

    assert unpacked(packed(table)) == table
