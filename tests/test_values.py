"""Front matter values, typed by their key."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest

from netsite.model import Labelled, Link, Membership, PartialDay
from netsite.network.values import Values, as_written
from netsite.text.frontmatter import read_front_matter
from netsite.text.nodes import Node
from tests.reading import told

T = TypeVar("T")
Told = list[tuple[str, str]]

A_DAY = "YYYY-MM-DD, YYYY-MM or YYYY"
A_BIRTHDAY = "YYYY-MM-DD or --MM-DD"
A_MEMBER = "write {team: name, joined: 2019-03, left: 2022-06}"


def get(getter: Callable[[Values, str, Node], T], written: str, key: str = "key") -> tuple[T, Told]:
    """Read `key: written`, which is line 2, with a getter; give the value and what is told."""
    text = f"---\n{key}: {written}\n---\n"
    values = Values("a.md")
    node = read_front_matter("a.md", text).pairs[0][1]
    return getter(values, key, node), told(values.problems)


@pytest.mark.parametrize(("written", "text"), [
    ("Ana Silva", "Ana Silva"),
    ('"  Ana   Silva "', "Ana Silva"),
    ("no", "no"),
    ("12:30", "12:30"),
    ("+4420 7946 0000", "+4420 7946 0000"),
    ("2015-03-02", "2015-03-02"),
    ("010", "010"),
    ('"~"', "~"),
    ("|\n  two\n  lines", "two lines"),
    ("[Ana]", "Ana"),
    ("", ""),
    ("~", ""),
    ("null", ""),
    ("[]", ""),
])
def test_a_text_is_what_was_written(written: str, text: str) -> None:
    """A text is never taken for a number, a day or a truth; its white space folds."""
    assert get(Values.text, written) == (text, [])


@pytest.mark.parametrize(("written", "kind"), [("[a, b]", "a list"), ("{a: b}", "a mapping")])
def test_a_list_or_mapping_is_no_text(written: str, kind: str) -> None:
    """A value of another kind is an error at its place, and empty."""
    assert get(Values.text, written, "role") == ("", [
        (f"a.md:2:7: error: role is {kind}, and should be one text", "write role: text")])


@pytest.mark.parametrize(("written", "texts"), [
    ("[climbing, tea]", ("climbing", "tea")),
    ("\n- climbing\n- tea", ("climbing", "tea")),
    ("climbing", ("climbing",)),
    ("[climbing, 'tea, green']", ("climbing", "tea, green")),
    ('[a, a, "", ~, " b "]', ("a", "b")),
    ("[a, [b, c]]", ("a", "b", "c")),
    ("", ()),
    ("[]", ()),
])
def test_texts_are_a_list_or_one(written: str, texts: tuple[str, ...]) -> None:
    """A list of texts has each once; one text stands for a list of one."""
    assert get(Values.texts, written) == (texts, [])


def test_a_text_with_a_comma_is_one_and_hinted() -> None:
    """A comma does not split a text; where a list may stand, the list is suggested."""
    assert get(Values.texts, "climbing,  tea", "tags") == (("climbing, tea",), [
        ("a.md:2:7: hint: tags is one name with a comma in it",
         "write tags: [climbing, tea] if these are several")])
    found, problems = get(Values.memberships, "atlas, acme", "teams")
    assert ([each.link.name for each in found], problems) == (["atlas, acme"], [
        ("a.md:2:8: hint: teams is one name with a comma in it",
         "write teams: [atlas, acme] if these are several")])


@pytest.mark.parametrize(("written", "texts", "problem"), [
    ("{a: b}", (), "2:7: error: tags is a mapping, and should be a list"),
    ("[a, {b: c}, d]", ("a", "d"), "2:11: error: tags has a mapping where a text should be"),
])
def test_a_mapping_is_no_list_of_texts(
    written: str, texts: tuple[str, ...], problem: str,
) -> None:
    """A mapping among texts is an error at its place, and the texts around it are read."""
    assert get(Values.texts, written, "tags") == (texts, [
        (f"a.md:{problem}", "write tags: [one, two]")])


@pytest.mark.parametrize(("written", "labelled"), [
    ("ana@example.com", [("", "ana@example.com")]),
    ("[ana@example.com, {work: a@globex.example}]",
     [("", "ana@example.com"), ("work", "a@globex.example")]),
    ("{github: https://github.com/ana}", [("github", "https://github.com/ana")]),
    ("{work: a, home: [b, c]}", [("work", "a"), ("home", "b"), ("home", "c")]),
    ('"+351 900 000 000"', [("", "+351 900 000 000")]),
    ("", []),
    ("[~, {work: ~}]", []),
])
def test_addresses_may_have_labels(written: str, labelled: list[tuple[str, str]]) -> None:
    """Addresses, numbers and links are one text, a list, `label: text`, or a mix of them."""
    assert get(Values.labelled, written) == (tuple(Labelled(*each) for each in labelled), [])


@pytest.mark.parametrize(("written", "truth"), [
    ("yes", True), ("true", True), ("on", True), ("Yes", True), ("TRUE", True), ('"on"', True),
    ("no", False), ("false", False), ("off", False), ("Off", False), ("", False), ("~", False),
])
def test_yes_true_and_on_are_true(written: str, *, truth: bool) -> None:
    """A yes or no is written in words, in any case, quoted or not."""
    assert get(Values.boolean, written) == (truth, [])


@pytest.mark.parametrize("written", ["maybe", "1", "2026-10-02"])
def test_what_is_neither_yes_nor_no_is_told(written: str) -> None:
    """Another word is an error at its place, and false."""
    assert get(Values.boolean, written, "archived") == (False, [
        (f"a.md:2:11: error: archived is “{written}”, and should be yes or no",
         "write archived: yes")])


@pytest.mark.parametrize(("written", "day"), [
    ("2015-03-02", PartialDay(2015, 3, 2)), ("2015-03", PartialDay(2015, 3)),
    ("2015", PartialDay(2015)), ('"2015"', PartialDay(2015)), ("", None),
])
def test_a_day_may_be_a_month_or_a_year(written: str, day: PartialDay | None) -> None:
    """A day in front matter may lack its day, or its month too."""
    assert get(Values.partial, written) == (day, [])


@pytest.mark.parametrize(("written", "mend"), [
    ("2026-02-30", A_DAY), ("2026-13", A_DAY), ("2026-00", A_DAY), ("2026-03-00", A_DAY),
    ("yesterday", A_DAY), ("--04-12", A_DAY), ("02.10.2026", A_DAY), ("2026/3/5", "2026-03-05"),
    ("25.12.2026", "2026-12-25"), ("2026-3", "2026-03"), ("2026-13-01T10:30", A_DAY),
])
def test_what_is_no_day_is_told(written: str, mend: str) -> None:
    """An impossible day or another text is an error at its place, with its mend if there is one."""
    assert get(Values.partial, written, "met") == (None, [
        (f"a.md:2:6: error: met is “{written}”, which is no day", f"write met: {mend}")])


@pytest.mark.parametrize("written", ["2026-03-05T10:30", '"2026-03-05 10:30:00Z"'])
def test_of_a_timestamp_its_day_is_used(written: str) -> None:
    """Days are never timestamps; what is one is a warning, and its day counts."""
    assert get(Values.partial, written, "met") == (PartialDay(2026, 3, 5), [
        ("a.md:2:6: warning: met is a time stamp; its day is used", "write met: 2026-03-05")])


@pytest.mark.parametrize(("written", "day"), [
    ("--04-12", PartialDay(None, 4, 12)), ("1985-04-12", PartialDay(1985, 4, 12)),
    ("--02-29", PartialDay(None, 2, 29)),
])
def test_a_birthday_may_lack_its_year(written: str, day: PartialDay) -> None:
    """A birthday is written with or without its year."""
    assert get(Values.anniversary, written) == (day, [])


@pytest.mark.parametrize("written", ["04-12", "--02-30", "April 12", "1985-02-29"])
def test_what_is_no_birthday_is_told(written: str) -> None:
    """A birthday that cannot be read is an error that says how one is written."""
    assert get(Values.anniversary, written, "birthday") == (None, [
        (f"a.md:2:11: error: birthday is “{written}”, which is no day",
         f"write birthday: {A_BIRTHDAY}")])


def test_a_month_counts_from_its_first_or_to_its_last_day() -> None:
    """`snooze` and `joined` mean the first day of a month, `left` its last."""
    assert get(Values.first_day, "2022-06") == (date(2022, 6, 1), [])
    assert get(Values.last_day, "2022-06") == (date(2022, 6, 30), [])
    assert get(Values.last_day, "2022") == (date(2022, 12, 31), [])


@pytest.mark.parametrize(("written", "dates"), [
    ("{anniversary: 2010-06-01}", (("anniversary", PartialDay(2010, 6, 1)),)),
    ("{met again: 2019, name day: --04-12}",
     (("met again", PartialDay(2019)), ("name day", PartialDay(None, 4, 12)))),
    ("[{anniversary: 2010-06}]", (("anniversary", PartialDay(2010, 6)),)),
    ("", ()),
])
def test_dates_have_names(written: str, dates: tuple[tuple[str, PartialDay], ...]) -> None:
    """Other dates are `what: day`, with or without the year."""
    assert get(Values.dates, written) == (dates, [])


def test_a_wrong_date_costs_only_itself() -> None:
    """A date that cannot be read is an error at its place, and the others are there."""
    assert get(Values.dates, "{wedding: soon, moved: 2019}", "dates") == (
        (("moved", PartialDay(2019)),),
        [("a.md:2:18: error: wedding is “soon”, which is no day", f"write wedding: {A_BIRTHDAY}")])


@pytest.mark.parametrize(("written", "column"), [("2010-06-01", 8), ("[2010-06-01]", 9)])
def test_a_date_without_a_name_is_told(written: str, column: int) -> None:
    """A day alone does not say what it is the day of."""
    assert get(Values.dates, written, "dates") == ((), [
        (f"a.md:2:{column}: error: dates needs a name for each day",
         "write dates: {anniversary: 2010-06-01}")])


@pytest.mark.parametrize(("written", "names"), [
    ("carl-ito", ["carl-ito"]),
    ("Carl Ito", ["Carl Ito"]),
    ('"[[carl-ito]]"', ["carl-ito"]),
    ("[[carl-ito]]", ["carl-ito"]),  # which YAML takes for a list in a list
    ('["[[carl-ito]]", bo]', ["carl-ito", "bo"]),
    ('"[[carl-ito]], [[bo]]"', ["carl-ito", "bo"]),
    ('"[[people/carl-ito.md|Carl]]"', ["carl-ito"]),
    ("Ito, Carl", ["Ito, Carl"]),
    ('"via [[carl-ito]]"', ["via [[carl-ito]]"]),  # so that somebody hears that it is no name
    ("", []),
])
def test_people_are_named_with_or_without_brackets(written: str, names: list[str]) -> None:
    """In front matter a name may stand as it is, in brackets, or in brackets YAML ate."""
    found, problems = get(Values.links, written)

    assert ([link.name for link in found], problems) == (names, [])


def test_a_name_knows_its_place() -> None:
    """A name in front matter stands at its value's line and column."""
    assert get(Values.links, '[bo, "[[carl|Carl]]"]') == (
        (Link("bo", "", 2, 7), Link("carl", "Carl", 2, 11)), [])


@pytest.mark.parametrize(("written", "memberships"), [
    ("[atlas]", [("atlas", None, None)]),
    ("atlas", [("atlas", None, None)]),
    ("{team: Acme site}", [("Acme site", None, None)]),
    ("[{team: Acme site, joined: 2019-03, left: 2022-06}]",
     [("Acme site", date(2019, 3, 1), date(2022, 6, 30))]),
    ("[{team: a, joined: 2019, left: 2019}]", [("a", date(2019, 1, 1), date(2019, 12, 31))]),
    ("[{team: a, joined: 2019-03-02, left: 2019-03-02}]",
     [("a", date(2019, 3, 2), date(2019, 3, 2))]),
    ("[{team: a, left: 2022-06}, {team: a, joined: 2023}]",
     [("a", None, date(2022, 6, 30)), ("a", date(2023, 1, 1), None)]),
    ('["[[atlas]]", {team: "[[acme]]"}]', [("atlas", None, None), ("acme", None, None)]),
    ("[{Team: a, Joined: 2019}]", [("a", date(2019, 1, 1), None)]),
    ("[{group: a, since: 2019, until: 2020}]", [("a", date(2019, 1, 1), date(2020, 12, 31))]),
    ("[{member: a, from: 2019, to: 2020}]", [("a", date(2019, 1, 1), date(2020, 12, 31))]),
    ("[{person: a, start: 2019, end: 2020}]", [("a", date(2019, 1, 1), date(2020, 12, 31))]),
    ("[{id: a, as: lead}]", [("a", None, None)]),
    ("[{team: a, name: b}]", [("b", None, None)]),
    ("[{team: [a, b], joined: 2019}]",
     [("a", date(2019, 1, 1), None), ("b", date(2019, 1, 1), None)]),
    ('"[[atlas]], [[acme]]"', [("atlas", None, None), ("acme", None, None)]),
    ("[R&D/Lisbon]", [("R&D/Lisbon", None, None)]),
    ("", []),
])
def test_a_membership_has_a_name_and_may_have_days(
    written: str, memberships: list[tuple[str, date | None, date | None]],
) -> None:
    """A line of `teams` is a name, or a name with the days of joining and leaving."""
    found, problems = get(Values.memberships, written)

    assert ([(each.link.name, each.joined, each.left) for each in found], problems) == (
        memberships, [])


@pytest.mark.parametrize(("written", "found", "problem", "hint"), [
    ("[{joined: 2019}]", [], "2:9: error: a line of teams names nobody", A_MEMBER),
    ("[{}]", [], "2:9: error: a line of teams names nobody", A_MEMBER),
    ("[{team: a, joined: soon}]", [Membership(Link("a", "", 2, 16), None, None)],
     "2:27: error: joined is “soon”, which is no day", f"write joined: {A_DAY}"),
    ("[{team: a, joined: 2022, left: 2019}]",
     [Membership(Link("a", "", 2, 16), date(2022, 1, 1), date(2019, 12, 31))],
     "2:9: warning: left (2019-12-31) is before joined (2022-01-01)", "swap the two days"),
])
def test_a_wrong_membership_is_told(
    written: str, found: list[Membership], problem: str, hint: str,
) -> None:
    """A line of `teams` without a name, or with impossible days, is told at its place."""
    assert get(Values.memberships, written, "teams") == (tuple(found), [(f"a.md:{problem}", hint)])


@pytest.mark.parametrize(("written", "shown"), [
    ("42", "42"), ('"a  b"', "a b"), ("[a, b]", "a, b"), ("{a: [b, c]}", "{a: [b, c]}"),
    ("[a, {b: c}]", "[a, {b: c}]"), ("", ""), ("yes", "yes"),
])
def test_an_unknown_value_is_shown_as_written(written: str, shown: str) -> None:
    """A value whose key nobody knows is shown as a text, a list, or the YAML itself."""
    text = f"---\nkey: {written}\n---\n"

    assert as_written(read_front_matter("a.md", text).pairs[0][1], text) == shown


def test_a_long_wrong_value_is_cut_in_its_message() -> None:
    """A message repeats no more than the start of a value."""
    _, problems = get(Values.boolean, "x" * 500, "archived")

    assert problems[0][0] == (
        f"a.md:2:11: error: archived is “{'x' * 60}”, and should be yes or no")
