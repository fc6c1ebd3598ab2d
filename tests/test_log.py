"""`netsite log` as a plan: which file, which line, which refusal."""

from collections.abc import Mapping
from datetime import date

import pytest

from netsite.capture.log import Logged, line_words, plan_log
from netsite.capture.plan import Change, changes_of
from netsite.network.typed import Typed
from netsite.problems import UsageError
from tests.reading import NOT_CONTACT, person, read

TODAY = date(2026, 11, 23)
DAY = date(2026, 10, 2)
NAMES = [f"Person {letter}" for letter in "ABCDEFGHIJ"]
FILES: dict[str, str] = {
    "contacts/ana.md": person(history=("- 2026-08-14 coffee",)),
    "contacts/work/bo.md": person(name="Bo Chen", notes="Notes."),
    "contacts/odd.md": "---\nname: Odd\n---\n```\nnever closed\n",
    **{f"contacts/p{number}.md": person(name=name) for number, name in enumerate(NAMES)},
}
NETWORK = read(FILES).network


def logged(
    kind: str, people: str, text: str = "", day: date = DAY, new: Mapping[str, str] | None = None,
) -> Logged:
    """Plan a line."""
    return plan_log(NETWORK, Typed(kind, tuple(people.split()), text), day, TODAY, NOT_CONTACT,
                    new or {})


def changes(found: Logged, texts: Mapping[str, str] = FILES) -> list[Change]:
    """Make the changes of a plan to files."""
    return changes_of(found.plan, lambda path: texts[path].encode() if path in texts else None)


def test_one_persons_line_goes_into_their_history() -> None:
    """The line stands in their file, without a link to themselves."""
    found = logged("coffee", "ana", "hiring again")
    change, = changes(found)

    assert (found.path, found.words, found.contact) == (
        "contacts/ana.md", "coffee: hiring again", True)
    assert change.path == "contacts/ana.md"
    assert (change.after or b"").decode() == FILES["contacts/ana.md"].replace(
        "## History\n", "## History\n- 2026-10-02 coffee: hiring again\n")


def test_a_history_is_made_if_it_is_missing() -> None:
    """In a subfolder too, the file is found, and gets its section."""
    change, = changes(logged("call", "bo"))

    assert (change.path, (change.after or b"").decode()) == (
        "contacts/work/bo.md", f"{FILES['contacts/work/bo.md']}\n## History\n\n- 2026-10-02 call\n")


def test_the_line_of_several_goes_into_the_journal_of_its_year() -> None:
    """People are written out as links, and the year's file is made."""
    found = logged("coffee", "ana bo", "hiring\nagain", date(2025, 10, 2))

    assert changes(found) == [Change(
        "journal/2025.md", None,
        b"# 2025\n\n- 2025-10-02 coffee with [[ana]], [[bo]]: hiring\n  again\n")]


def test_the_line_of_several_without_kind_or_text() -> None:
    """A line needs neither a kind nor a text."""
    change, = changes(logged("", "ana bo"))

    assert change.after == b"# 2026\n\n- 2026-10-02 with [[ana]], [[bo]]\n"


def test_a_journal_keeps_its_order() -> None:
    """In a journal that is there the line goes where its day puts it."""
    journal = "- 2026-09-01 call with [[ana]]\n- 2026-11-01 call with [[bo]]\n"
    change, = changes(logged("call", "ana bo"), FILES | {"journal/2026.md": journal})

    assert change.after == (b"- 2026-09-01 call with [[ana]]\n- 2026-10-02 call with [[ana]], "
                            b"[[bo]]\n- 2026-11-01 call with [[bo]]\n")


def test_a_contact_is_made_for_somebody_new() -> None:
    """The file has the name, as YAML can hold it, and the line."""
    found = logged("call", "eve", "x", new={"eve": "Eve: Berg #2"})

    assert changes(found) == [Change(
        "contacts/eve.md", None,
        b'---\nname: "Eve: Berg #2"\n---\n\n## History\n\n- 2026-10-02 call: x\n')]


def test_contacts_are_made_beside_a_line_in_the_journal() -> None:
    """Of several, those who are new get a file that has only their name."""
    found = logged("call", "ana eve", new={"eve": "Eve Berg"})

    assert [(change.path, change.after) for change in changes(found)] == [
        ("contacts/eve.md", b"---\nname: Eve Berg\n---\n"),
        ("journal/2026.md", b"# 2026\n\n- 2026-10-02 call with [[ana]], [[eve]]\n")]


@pytest.mark.parametrize(("kind", "people", "subject"), [
    ("coffee", "ana", "log: coffee with Ana Silva"),
    ("", "ana", "log: Ana Silva"),
    ("gave", "ana", "log: gave: Ana Silva"),
    ("note", "ana", "log: note: Ana Silva"),
    ("call", "ana bo", "log: call with Ana Silva, Bo Chen"),
    ("", " ".join(f"p{number}" for number in range(9)),
     "log: Person A, Person B, Person C, Person D, Person E, Person F and 3 more"),
])
def test_how_history_tells_it(kind: str, people: str, subject: str) -> None:
    """The subject of the commit says what it was with whom."""
    assert logged(kind, people).plan.subject == subject


@pytest.mark.parametrize(("kind", "text", "contact"), [
    ("coffee", "", True), ("gave", "an hour", True), ("plan", "lunch", False), ("note", "", False),
    ("no reply", "", False), ("Tried", "to call", False), ("", "note that she moved", False),
    ("", "talked", True), ("noted", "", True),
])
def test_what_is_contact(kind: str, text: str, contact: bool) -> None:  # noqa: FBT001
    """First words of the setting `not_contact` are no contact, whether typed as kind or text."""
    found = logged(kind, "ana", text)

    assert (found.contact, len(changes(found))) == (contact, 1)


def test_contact_to_come_is_refused() -> None:
    """Nobody has been met tomorrow; a plan may stand there."""
    tomorrow = date(2026, 11, 24)

    with pytest.raises(UsageError, match="2026-11-24 is still to come"):
        logged("coffee", "ana", day=tomorrow)
    assert logged("coffee", "ana", day=TODAY).contact
    assert changes(logged("plan", "ana", "lunch", tomorrow))


@pytest.mark.parametrize(("kind", "people", "text"), [
    ("coffee: x", "ana", "y"),
    ("coffee with ana", "ana", ""),
    ("coffee", "ana", "one\n## Notes\ntwo"),
    ("coffee", "ana", "- [ ] one"),
    ("coffee", "ana", "2026-01-01"),
    ("coffee", "ana", "[[bo]] moved"),
    ("", "ana", "[[bo]]: moved"),
    ("", "ana", "coffee with [[bo]]: moved"),
    ("", "ana", "lunch: with bo"),
    ("coffee", "ana", "``` code"),
    ("coffee", "ana", "<!-- never closed"),
    ("coffee", "ana bo", "one\n```\nnever closed"),
    ("", "ana bo", "[[p1]] came late"),
    ("", "ana bo", "except [[p1]]"),
    ("coffee", "ana bo", ", [[p1]]: x"),
])
def test_a_line_is_read_as_it_was_meant_or_refused(kind: str, people: str, text: str) -> None:
    """What a text's marks would make of the line is never somebody else's contact."""
    found = logged(kind, people, text)
    try:
        after = FILES | {change.path: (change.after or b"").decode() for change in changes(found)}
    except UsageError:
        return
    vault = read(after)
    line = next(line for line in vault.network.lines if line.entry.day == DAY)

    assert set(line.people) == set(people.split())
    assert len(vault.network.lines) == len(NETWORK.lines) + 1


def test_a_line_that_leaves_code_open_is_refused() -> None:
    """What is written behind it later would be code; closed, it is fine."""
    with pytest.raises(UsageError, match="this code block is never closed"):
        changes(logged("coffee", "ana bo", "one\n```\nnever closed"))
    assert changes(logged("coffee", "ana bo", "one\n```\nclosed\n```"))


def test_a_file_in_which_the_line_would_be_lost_is_refused() -> None:
    """In an open code block a line would be text, so nothing is written."""
    with pytest.raises(UsageError, match=r"contacts/odd\.md: .*nothing is written"):
        changes(logged("call", "odd"))


@pytest.mark.parametrize(("kind", "who", "text", "words"), [
    ("coffee", "with [[a]]", "x", "coffee with [[a]]: x"), ("coffee", "", "", "coffee"),
    ("", "", "x", "x"), ("", "", "", ""), ("", "with [[a]]", "", "with [[a]]"),
])
def test_the_words_of_a_line(kind: str, who: str, text: str, words: str) -> None:
    """A colon stands only between what is there on both sides."""
    assert line_words(kind, who, text) == words
