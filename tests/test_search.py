"""What the search looks through."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from netsite.pages.search import index_script, journal_script, people_script, script, texts_script
from tests.drawing import picture, shared_of
from tests.reading import person

FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person(
        "aliases: [Nita, Anita]", "company: Globex", "teams: [Atlas]", "email: ana@example.com",
        notes="Knows [[bo]] *well*.\n\n# Boats\n- one\n  more\n\n| --- |\n",
        history=("- 2026-10-02 coffee with [[bo]]: on `oboes`", "- 2026-09-01 call")),
    "contacts/bo.md": person("company: globex", name="Bo Chen"),
    "contacts/crew.md": person("kind: group", name="The Crew", notes="Of the quay."),
    "journal/2026.md": "- 2026-10-05 walk with [[bo]], [[ana]]: woods\n- 2026-10-06 alone\n",
}


def handed(data: bytes) -> dict[str, Any]:
    """Give what a script hands over."""
    text = data.decode().removeprefix("(self.netsiteFound||=[]).push(").removesuffix(")\n")
    found: dict[str, Any] = json.loads(text)
    return found


def texts_of(files: Mapping[str, str | bytes], *contacts: str) -> list[list[str]]:
    """Give the notes and lines of some contacts."""
    rows: list[list[str]] = handed(texts_script(picture(files), contacts))["texts"]
    return rows


def test_people_are_found_by_what_is_known_of_them() -> None:
    """A row has page, name, aliases, teams, tags, company, role, place, mail, phone; no rest."""
    assert handed(people_script(picture(FILES), ["ana", "bo"]))["people"] == [
        ["people/ana", "Ana Silva", "Nita\nAnita", "Atlas", "", "Globex", "", "",
         "ana@example.com"],
        ["people/bo", "Bo Chen", "", "", "", "globex"]]


def test_notes_and_lines_are_plain_words() -> None:
    """A text a paragraph, item and line, links as names; who has nothing to say has no row."""
    assert texts_of(FILES, "ana", "bo", "crew") == [
        ["people/ana", "Knows Bo Chen well.", "Boats", "one more", "2026-10-02 coffee: on oboes",
         "2026-09-01 call"],
        ["teams/crew", "Of the quay."]]


@pytest.mark.parametrize(("notes", "found"), [
    ("tea - or 1. coffee", ["tea - or 1. coffee"]),
    ("> - quoted\n> - more", ["quoted", "more"]),
    ("| Who | Where |\n|---|---|\n| Bo | Quay |", ["Who | Where |", "Bo | Quay |"]),
])
def test_only_marks_at_the_beginning_are_left_out(notes: str, found: list[str]) -> None:
    """A mark that begins a paragraph is none of its words; within it is one, and parts two."""
    files = {"contacts/ana.md": person(notes=notes, history=())}

    assert texts_of(files, "ana") == [["people/ana", *found]]


def test_lines_of_the_journal_lead_to_whom_they_are_about() -> None:
    """A line stands under the first person it is about, one about nobody under its month."""
    drawn = picture(FILES)
    rows = [row for marks in shared_of(drawn).journals.values()
            for row in handed(journal_script(drawn, marks))["texts"]]

    assert rows == [["history/2026-10", "2026-10-06 alone"],
                    ["people/bo", "2026-10-05 walk: woods"]]


def test_the_first_script_names_the_others_and_the_pages() -> None:
    """It leads to everything that has a page, and to the months."""
    drawn = picture(FILES)
    shared = shared_of(drawn)

    assert handed(index_script(drawn, shared)) == {
        "scripts": ["people-0", "texts-0", *shared.journals], "months": ["2026-10", "2026-09"],
        "pages": [["team", "Atlas", "teams/atlas"], ["team", "The Crew", "teams/crew"],
                  ["company", "Globex", "companies/globex"]]}


@pytest.mark.parametrize("text", ["</script>", "<!--", "\u2028", "\u2029", "'\"`\\", "\x00"])
def test_no_text_ends_a_script(text: str) -> None:
    """Whatever a text says, the script hands it over, and can stand within a page."""
    data = script({"people": [[text]]})

    assert handed(data) == {"people": [[text]]}
    assert not {*"<\u2028\u2029\x00"} & {*data.decode()}


def test_what_is_found_is_cut_at_some_length() -> None:
    """Of long notes the beginning, of a long line too, and of many lines the newest are found."""
    long = {"contacts/ana.md": person(
        notes="word " * 3000, history=tuple(f"- 2026-01-01 call: {'x' * 999}" for _ in range(300)))}
    row = texts_of(long, "ana")[0]

    assert (len(row[1]), len(row[2]), len(row)) == (4000, len("2026-01-01 call: ") + 400, 202)


def test_many_are_spread_over_scripts() -> None:
    """Everybody stands in one script; which one does not depend on who else there is."""
    crowd = {f"contacts/p{number}.md": person(name="Bo") for number in range(301)}
    found = shared_of(picture(crowd)).found
    texts = {name: people for name, people in found.items() if name.startswith("texts")}

    assert sorted(texts) == ["texts-0", "texts-1", "texts-2", "texts-3"]
    assert sorted(person for people in texts.values() for person in people) == sorted(
        path[9:-3] for path in crowd)
