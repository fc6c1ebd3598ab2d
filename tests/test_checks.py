"""The checks that need all files."""

import pytest

from tests.reading import person, read, told

PEOPLE = {
    "contacts/ana.md": person("aliases: [anita]"),
    "contacts/bo.md": person(name="Bo Chen"),
    "contacts/bo-2.md": person(name="Bo Lind"),
    "contacts/carl.md": person(name="Carl Ito"),
    "contacts/climbers.md": person("kind: group", "members: [ana]", name="Climbers"),
}
NO_LINK = "has no link, so it counts for nobody"


@pytest.mark.parametrize(("text", "column", "word", "meant"), [
    ("coffee with Carl", 26, "Carl", "carl"),
    ("coffee with Carl: hiring", 26, "Carl", "carl"),
    ("coffee with carl", 26, "carl", "carl"),
    ("with Ana and the others from work", 19, "Ana", "ana"),
    ("lunch with Anita", 25, "Anita", "ana"),
    ("lunch with Ito.", 25, "Ito", "carl"),
    ("lunch with Bo", 25, "Bo", "their-id"),  # there are two
    ("lunch with Chen", 25, "Chen", "bo"),
    ("lunch with Zoë", 25, "Zoë", "their-id"),
    ("lunch with “Zoë”", 25, "“Zoë”", "their-id"),
    ("lunch with **Zoë**", 25, "**Zoë**", "their-id"),
])
def test_a_person_without_a_link_is_told(text: str, column: int, word: str, meant: str) -> None:
    """`with Bo` is a warning at the name, with the link that was meant if there is one."""
    files = PEOPLE | {"contacts/ana.md": person(
        "aliases: [anita]", history=[f"- 2026-10-02 {text}"])}

    assert told(read(files).problems) == [
        (f"contacts/ana.md:7:{column}: warning: “with {word}” {NO_LINK}",
         f"write with [[{meant}]]")]


@pytest.mark.parametrize("text", [
    "coffee with milk", "coffee with her", "call with the whole team", "coffee with [[bo]]",
    "email: with Bo in copy", "coffee with 2 others", "we had a long evening with Bo",
    "coffee with", "coffee with — well",
])
def test_a_with_that_names_nobody_is_not_told(text: str) -> None:
    """`with` before a common word is a sentence."""
    files = PEOPLE | {"contacts/ana.md": person(history=[f"- 2026-10-02 {text}"])}

    assert read(files).problems == ()


@pytest.mark.parametrize(("text", "hint"), [
    ("lunch", "write with [[name]] after the date"),
    ("", "write with [[name]] after the date"),
    ("said [[bo]] moved", "write `with [[name]]`, or [[name]] and a colon, after the date"),
    ("coffee: with [[bo]]", "write `with [[name]]`, or [[name]] and a colon, after the date"),
])
def test_a_journal_line_that_names_nobody_is_told(text: str, hint: str) -> None:
    """A contact with nobody is a warning in the journal, where no file says with whom."""
    files = PEOPLE | {"journal/2026.md": f"# 2026\n\n- 2026-10-02 {text}\n"}

    assert told(read(files).problems) == [
        ("journal/2026.md:3:1: warning: this line of the journal names nobody as met", hint)]


@pytest.mark.parametrize("text", [
    "- 2026-10-02 note: a quiet day", "- 2026-10-02 plan", "- 2026-10-02 **Idea:** a party",
    "- 2026-10-02 lunch with [[bo]]", "- 2026-10-02 lunch with [[climbers]]",
    "## 2026-10-02\n- lunch with [[bo]]", "## 2026-10-02 Lisbon\n\nA day there.\n\n- [[bo]]: lunch",
    "## 2026\n\n- a thought",
])
def test_a_journal_line_with_somebody_or_a_note_is_not_told(text: str) -> None:
    """Notes, plans and a day's heading with lines below it need nobody."""
    problems = read(PEOPLE | {"journal/2026.md": text}).problems

    assert [problem for problem in problems if problem.level != "hint"] == []


def test_a_days_heading_alone_that_names_nobody_is_told() -> None:
    """A heading with a day in the journal is a line like any other if none stands below it."""
    problems = read(PEOPLE | {"journal/2026.md": "## 2026-10-02 lunch\n\nA good day.\n"}).problems

    assert told(problems) == [
        ("journal/2026.md:1:1: warning: this line of the journal names nobody as met",
         "write with [[name]] after the date")]


def test_members_of_a_person_are_told() -> None:
    """`members` in a file that is no group's is a warning at its line."""
    problems = read(PEOPLE | {"contacts/x.md": person("members: [ana]", name="X")}).problems

    assert told(problems) == [
        ("contacts/x.md:3:1: warning: members are read only in a group's file", "add kind: group")]


@pytest.mark.parametrize(("files", "path", "names"), [
    ({"contacts/x.md": person("introduced_by: x", name="X")}, "contacts/x.md", "X and X"),
    ({"contacts/x.md": person("introduced_by: y", name="X"),
      "contacts/y.md": person("introduced_by: x", name="Y")}, "contacts/x.md", "X and Y"),
])
def test_introductions_that_go_round_are_told(
    files: dict[str, str], path: str, names: str,
) -> None:
    """Two who are said to have introduced each other are told once."""
    assert told(read(PEOPLE | files).problems) == [
        (f"{path}:3:1: warning: {names} are said to have introduced each other",
         "take one of the two out")]


def test_a_vault_without_mistakes_has_no_problems() -> None:
    """A good vault is silent."""
    files = PEOPLE | {"journal/2026.md": "- 2026-10-02 dinner with [[climbers]] except [[ana]]\n"
                                         "- 2026-10-03 call with [[Ana Silva]]: [[bo]] moved\n"}

    assert read(files).problems == ()
