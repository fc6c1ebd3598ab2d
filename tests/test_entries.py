"""The grammar of a dated line."""

from datetime import date

import pytest

from netsite.text.entries import Dated, is_contact, near_date, read_date, read_head, read_phrases

NOT_CONTACT = read_phrases(("note", "todo", "plan", "idea", "tried", "missed", "no reply"))


@pytest.mark.parametrize(("text", "dated"), [
    ("2026-10-02", Dated(date(2026, 10, 2), False, 10)),
    ("2026-10-02 coffee", Dated(date(2026, 10, 2), False, 10)),
    ("2026-10-02: coffee", Dated(date(2026, 10, 2), False, 11)),
    ("2026-10-02\tcoffee", Dated(date(2026, 10, 2), False, 10)),
    ("2026-10-02:", Dated(date(2026, 10, 2), False, 11)),
    ("2026-03 call", Dated(date(2026, 3, 1), True, 7)),
    ("2026-03: call", Dated(date(2026, 3, 1), True, 8)),
    ("2026-03", Dated(date(2026, 3, 1), True, 7)),
    ("2024-02-29 call", Dated(date(2024, 2, 29), False, 10)),
    ("2026 call", None),
    ("2026-02-30 call", None),
    ("2026-13 call", None),
    ("0000-01-01 call", None),
    ("2026-10-02call", None),
    ("2026-10-02:call", None),
    ("2026-10-02, call", None),
    ("2026-10-02T10:30 call", None),
    ("2026-3-5 call", None),
    ("2026/10/02 call", None),
    (" 2026-10-02 call", None),
    ("on 2026-10-02 call", None),
    ("٢٠٢٦-١٠-٠٢ call", None),
    ("", None),
])
def test_a_line_starts_with_a_date(text: str, dated: Dated | None) -> None:
    """A date is a day or a month; white space, a colon and white space, or the end follows."""
    assert read_date(text) == dated


@pytest.mark.parametrize(("text", "problem"), [
    ("2026-3-5 call", ("“2026-3-5” is nearly a date, and not read as one",
                       "begin the line with 2026-03-05 and a space")),
    ("2026/10/02: call", ("“2026/10/02:” is nearly a date, and not read as one",
                          "begin the line with 2026-10-02 and a space")),
    ("2026-10-02, call", ("“2026-10-02,” is nearly a date, and not read as one",
                          "begin the line with 2026-10-02 and a space")),
    ("2026-10-02T10:30 call", ("“2026-10-02T10:30” is nearly a date, and not read as one",
                               "begin the line with 2026-10-02 and a space")),
    ("25.12.2026 call", ("“25.12.2026” is nearly a date, and not read as one",
                         "begin the line with 2026-12-25 and a space")),
    ("02.10.2026 call", ("“02.10.2026” is nearly a date, and not read as one",
                         "begin the line with YYYY-MM-DD and a space")),
    ("2026/10 call", ("“2026/10” is nearly a date, and not read as one",
                      "begin the line with 2026-10 and a space")),
    ("**2026-10-02** call", ("“**2026-10-02**” is nearly a date, and not read as one",
                             "begin the line with 2026-10-02 and a space")),
    ("[[2026-10-02]] call", ("“[[2026-10-02]]” is nearly a date, and not read as one",
                             "begin the line with 2026-10-02 and a space")),
    ("2026-10-02" + "x" * 50, ("“2026-10-02" + "x" * 30 + "” is nearly a date, and not read as one",
                               "begin the line with 2026-10-02 and a space")),
    ("2026-02-30 call", ("there is no 2026-02-30 in the calendar", "mend the date")),
    ("2026-02-30: call", ("there is no 2026-02-30 in the calendar", "mend the date")),
    ("2026-13 call", ("there is no 2026-13 in the calendar", "mend the date")),
    ("0000-00-00 call", ("there is no 0000-00-00 in the calendar", "mend the date")),
    ("coffee on 2026-3-5", None),
    ("10:30 call", None),
    ("555-1234 is her number", None),
    ("3/4 of the money", None),
    ("2026 was good", None),
    ("[ ] send the talk", None),
    ("", None),
])
def test_a_near_date_is_told_with_its_mend(text: str, problem: tuple[str, str] | None) -> None:
    """A line that starts nearly as a dated one is told, and how it should start."""
    assert near_date(text) == problem


def split(text: str) -> tuple[str, list[str], list[str], str]:
    """Tell kind, people, exceptions and free text of a line apart."""
    dated = read_date(text)
    assert dated
    head = read_head(text, dated.end, 1, 1)
    return (head.kind, [link.name for link in head.people], [link.name for link in head.without],
            text[head.end:].strip())


@pytest.mark.parametrize(("text", "kind", "free"), [
    ("", "", ""),
    ("coffee", "coffee", ""),
    ("coffee:", "coffee", ""),
    ("coffee: in the sun", "coffee", "in the sun"),
    ("coffee : in the sun", "coffee", "in the sun"),
    ("group call: all were there", "group call", "all were there"),
    ("long group call: fine", "long group call", "fine"),
    ("had a long call: fine", "", "had a long call: fine"),
    ("a b c d:", "", "a b c d:"),
    ("walk and talk", "walk and talk", ""),
    ("had a call", "had a call", ""),
    ("had a long call", "", "had a long call"),
    ("we went out climbing", "", "we went out climbing"),
    ("call  \t home:  fine", "call home", "fine"),
    ("call at 10:30: fine", "call at 10:30", "fine"),
    ("10:30 we met and talked", "", "10:30 we met and talked"),
    ("call:quick chat about the work", "", "call:quick chat about the work"),
    ("asked for advice on the offer", "", "asked for advice on the offer"),
    ("gave: a book", "gave", "a book"),
    (": in the sun", "", "in the sun"),
])
def test_a_kind_is_one_to_three_words_before_a_colon_or_the_end(
    text: str, kind: str, free: str,
) -> None:
    """Up to three words are the kind where a colon or the end follows; else all is text."""
    assert split(f"2026-10-02 {text}") == (kind, [], [], free)


@pytest.mark.parametrize(("text", "kind", "people", "free"), [
    ("with [[bo]]", "", ["bo"], ""),
    ("coffee with [[bo]]", "coffee", ["bo"], ""),
    ("coffee with [[bo]]: hiring", "coffee", ["bo"], "hiring"),
    ("coffee with [[bo]] : hiring", "coffee", ["bo"], "hiring"),
    ("coffee with [[bo]] in the sun", "coffee", ["bo"], "in the sun"),
    ("coffee with [[bo]].", "coffee", ["bo"], "."),
    ("coffee WITH [[bo]]", "coffee", ["bo"], ""),
    ("coffee  with\t[[bo]]:  hiring", "coffee", ["bo"], "hiring"),
    ("long group call with [[bo]]", "long group call", ["bo"], ""),
    ("had a long call with [[bo]]", "", [], "had a long call with [[bo]]"),
    ("with [[a]], [[b]] and [[c]] & [[d]], and [[e]], & [[f]] [[g]]: fine", "",
     ["a", "b", "c", "d", "e", "f", "g"], "fine"),
    ("with [[a]],[[b]]AND[[c]]", "", ["a", "b", "c"], ""),
    ("with [[a]] and Bo", "", ["a"], "and Bo"),
    ("with [[a]], then [[b]] came", "", ["a"], ", then [[b]] came"),
    ("with [[a]]. Said [[b]] moved", "", ["a"], ". Said [[b]] moved"),
    ("with [[people/a.md#x|her: Ana]]: fine", "", ["a"], "fine"),
    ("with [[a]]:fine", "", ["a"], ":fine"),
    ("[[bo]]", "", ["bo"], ""),
    ("[[bo]]: hiring", "", ["bo"], "hiring"),
    ("[[bo]]:", "", ["bo"], ""),
    ("coffee [[bo]], [[cy]]: hiring", "coffee", ["bo", "cy"], "hiring"),
    ("coffee [[bo]], [[ana]] & [[cy]]: talk", "coffee", ["bo", "ana", "cy"], "talk"),
    ("coffee with [[bo]] and Carl", "coffee", ["bo"], "and Carl"),
    ("[[bo]] rang about the flat", "", [], "[[bo]] rang about the flat"),
    ("[[bo]]:hiring", "", [], "[[bo]]:hiring"),
    ("[[bo]] and [[cy]] were late: no dinner", "", [], "[[bo]] and [[cy]] were late: no dinner"),
    ("said [[bo]] moved", "", [], "said [[bo]] moved"),
    ("coffee: with [[bo]]", "coffee", [], "with [[bo]]"),
    ("coffee: [[bo]]", "coffee", [], "[[bo]]"),
    ("met [[bo]] and [[cy]] for lunch", "", [], "met [[bo]] and [[cy]] for lunch"),
    ("gave [[bo]] a book", "", [], "gave [[bo]] a book"),
    ("with ![[bo]]", "", [], "with ![[bo]]"),
    ("without [[bo]]", "without", ["bo"], ""),
    ("herewith [[bo]] signed", "", [], "herewith [[bo]] signed"),
])
def test_people_follow_the_kind(text: str, kind: str, people: list[str], free: str) -> None:
    """A list is people after `with`, or before a colon or the end, so that a sentence stays one."""
    assert split(f"2026-10-02 {text}") == (kind, people, [], free)


@pytest.mark.parametrize(("text", "kind", "people", "without", "free"), [
    ("dinner with [[atlas]] except [[bo]]", "dinner", ["atlas"], ["bo"], ""),
    ("dinner with [[atlas]] EXCEPT [[bo]], [[cy]]: nice", "dinner", ["atlas"], ["bo", "cy"],
     "nice"),
    ("dinner with [[atlas]] and [[dee]] except [[bo]] & [[cy]]", "dinner", ["atlas", "dee"],
     ["bo", "cy"], ""),
    ("[[atlas]] except [[bo]]: nice", "", ["atlas"], ["bo"], "nice"),
    ("dinner except [[bo]]", "dinner", [], ["bo"], ""),
    ("except [[bo]]: nice", "", [], ["bo"], "nice"),
    ("group call except [[dana]]: news", "group call", [], ["dana"], "news"),
    ("with [[atlas]] ,except [[bo]]", "", ["atlas"], ["bo"], ""),
    ("dinner except with [[bo]] in the sun", "dinner", [], ["bo"], "in the sun"),
    ("dinner with [[atlas]], except [[bo]]", "dinner", ["atlas"], ["bo"], ""),
    ("call [[atlas]], except [[bo]] ran late", "call", ["atlas"], ["bo"], "ran late"),
    ("call with [[atlas]] except [[bo]] ran late", "call", ["atlas"], ["bo"], "ran late"),
    ("except [[bo]] was late", "", [], [], "except [[bo]] was late"),
    ("it was nice except [[bo]] was late", "", [], [], "it was nice except [[bo]] was late"),
    ("dinner with [[atlas]] except Bo", "dinner", ["atlas"], [], "except Bo"),
    ("dinner with [[atlas]] except", "dinner", ["atlas"], [], "except"),
])
def test_except_takes_people_out(
    text: str, kind: str, people: list[str], without: list[str], free: str,
) -> None:
    """After `except` stands a list of those who were not there, with or without people before."""
    assert split(f"2026-10-02 {text}") == (kind, people, without, free)


def test_people_know_their_columns() -> None:
    """The links of a list know where they stand in the file."""
    text = "2026-10-02 coffee with [[a]], [[b|her]] except [[c]]"
    head = read_head(text, 10, 7, 3)

    assert [(link.name, link.line, text[link.column - 3:][:5]) for link in head.people] == [
        ("a", 7, "[[a]]"), ("b", 7, "[[b|h")]
    assert [(link.name, link.shown, text[link.column - 3:]) for link in head.without] == [
        ("c", "", "[[c]]")]


def test_no_link_of_a_list_is_lost() -> None:
    """A strange name is a name too, so that somebody can be told that it names nobody."""
    assert split(r"2026-10-02 with [[C:\ana]] and [[bo]]")[1] == [r"C:\ana", "bo"]


@pytest.mark.parametrize(("text", "unlinked"), [
    ("coffee with Bo", ("Bo", 23)),
    ("coffee with Bo: hiring", ("Bo:", 23)),
    ("coffee with Bo : hiring", ("Bo", 23)),
    ("with Bo", ("Bo", 16)),
    ("With Bo and the others from work", ("Bo", 16)),
    ("coffee with Bo and [[cy]]: hiring", ("Bo", 23)),
    ("coffee with [[bo]]", None),
    ("coffee with [[bo]] and with Cy", None),
    ("coffee: work with Bo", None),
    ("coffee with", None),
    ("coffee", None),
    ("long group call with Bo", ("Bo", 32)),
    ("had a long call with Bo", None),
    ("we talked about many things with Bo", None),
])
def test_a_with_without_a_link_is_noticed(
    text: str, unlinked: tuple[str, int] | None,
) -> None:
    """The word after a `with` among a line's first words is noticed where it is no link."""
    assert read_head(f"2026-10-02 {text}", 10, 1, 1).unlinked == unlinked


@pytest.mark.parametrize(("text", "contact"), [
    ("", True),
    ("coffee", True),
    ("note", False),
    ("note: she likes tea", False),
    ("note she likes tea", False),
    ("Note with [[bo]]", False),
    ("**note** she likes tea", False),
    ("**Note:** she likes tea", False),
    ("_idea_: a trip", False),
    ("(plan) lunch", False),
    ('"todo" ring her', False),
    ("— todo ring her", False),
    ("tried, and nobody was in", False),
    ("missed!", False),
    ("no reply", False),
    ("No  Reply: again", False),
    ("no, reply", False),
    ("no answer", True),
    ("notes: many", True),
    ("planned a trip", True),
    ("a note", True),
    ("call: note to self", True),
    ("[[bo]] note", True),
    ("got a note of thanks", True),
])
def test_the_first_words_tell_what_is_no_contact(text: str, *, contact: bool) -> None:
    """A line is no contact if its first words, less punctuation and emphasis, say so."""
    assert is_contact(text, NOT_CONTACT) == contact


def test_what_is_no_contact_is_a_setting() -> None:
    """The setting's words replace the usual ones, compare folded, and may be none."""
    own = read_phrases(("  No   Answer ", "no reply yet", "**Memo**", "", "—"))

    assert [is_contact(text, own) for text in (
        "memo: x", "no answer", "No reply, yet", "no reply", "no", "note: x", "")] == [
        False, False, False, True, True, True, True]
    assert is_contact("note: x", read_phrases(()))
