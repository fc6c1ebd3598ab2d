"""Laws of the floor that reads text."""

import string
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from netsite.model import PartialDay
from netsite.text.cadence import Interval, read_cadence
from netsite.text.dates import (
    day_of_timestamp,
    looks_like_day,
    mend_day,
    read_anniversary,
    read_day,
    read_partial,
)
from netsite.text.entries import is_contact, near_date, read_date, read_head, read_phrases
from netsite.text.frontmatter import read_front_matter
from netsite.text.links import links_in, without_code
from netsite.text.lists import normalise_lists
from netsite.text.names import bare, fold, one_edit_apart, one_line, printable, sort_key
from netsite.text.nodes import Items, Node, Pairs, Scalar
from netsite.text.settings import read_settings
from netsite.text.source import decode
from tests.property.texts import heads, lines, texts
from tests.reading import body

intervals = st.integers(1, 1200).map(lambda months: Interval(months=months)) | st.integers(
    1, 36_500).map(lambda days: Interval(days=days))


def scalars(node: Node) -> Iterator[Scalar]:
    """Go through all texts of a node, keys included."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Items):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, Pairs):
        for key, value in node.pairs:
            yield key
            yield from scalars(value)


# --- nothing raises ------------------------------------------------------------------------------


@given(texts | st.text())
def test_front_matter_never_raises_and_splits_the_text(text: str) -> None:
    """Whatever the text, front matter is read, and the body begins inside of it."""
    front = read_front_matter("a.md", text)

    assert 0 <= front.body_start <= len(text)
    assert front.body_line == text.count("\n", 0, front.body_start) + 1 or (
        front.body_start == len(text))


@given(heads)
@settings(max_examples=300)
def test_keys_are_read_without_raising(text: str) -> None:
    """Whatever stands between the fences, nodes and problems come back with their places."""
    front = read_front_matter("a.md", text)

    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in front.problems)
    assert all(problem.column >= 1 for problem in front.problems)


@given(texts | st.text(), st.booleans())
@settings(max_examples=300)
def test_a_body_never_raises_and_its_places_are_in_it(text: str, journal: bool) -> None:  # noqa: FBT001
    """Whatever the text, entries, links and problems lie within its lines."""
    found = body(text, journal=journal)
    all_lines = text.split("\n")
    links = [link for entry in found.entries
             for link in (*entry.people, *entry.without, *entry.mentions)]

    assert all(1 <= problem.line <= len(all_lines) for problem in found.problems)
    for link in (*links, *found.mentions):
        assert all_lines[link.line - 1][link.column - 1:].startswith("[[")


@given(texts | st.text())
def test_settings_never_raise(text: str) -> None:
    """Whatever the text, settings come back, and problems with places."""
    _, problems = read_settings("netsite.toml", text)

    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


@given(st.binary() | texts.map(lambda text: text.encode("utf-16", "surrogatepass")) | texts.map(
    lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_a_text(data: bytes) -> None:
    """Whatever the bytes, a text comes back that has no CR and no NUL and can be written again."""
    source = decode("a.md", data)

    assert not {"\r", "\0"} & set(source.text)
    assert source.text.encode().decode() == source.text
    assert all(problem.line <= source.text.count("\n") + 1 for problem in source.problems)


@given(st.text())
def test_a_text_survives_its_encoding(text: str) -> None:
    """UTF-8 is read to the text that was written, but for line ends, marks and NUL."""
    assume(not text.startswith("\ufeff") and not {"\r", "\0"} & set(text))

    assert decode("a.md", text.encode()) == ("a.md", text, ())
    assert decode("a.md", b"\xef\xbb\xbf" + text.encode()) == ("a.md", text, ())


@given(lines | st.text())
@settings(max_examples=300)
def test_a_line_never_raises(text: str) -> None:
    """Whatever the line, its date, head, links and first words are read."""
    dated = read_date(text)
    head = read_head(text, dated.end if dated else 0, 1, 1)
    near_date(text)

    assert 0 <= head.end <= len(text)
    assert is_contact(text, read_phrases([text])) == (not read_phrases([text]))


@given(texts | st.text())
@settings(max_examples=300)
def test_lists_lose_no_word(text: str) -> None:
    """Rewriting lists changes white space and the signs of items, and no word."""
    def words(given_text: str) -> str:
        return "".join(given_text.replace(")", ".").split())

    assert words(normalise_lists(text)) == words(text)


@given(texts | st.text())
def test_lists_that_are_normal_stay_so(text: str) -> None:
    """Rewriting lists twice is rewriting them once."""
    once = normalise_lists(text)

    assert normalise_lists(once) == once


# --- places --------------------------------------------------------------------------------------


@given(heads)
@settings(max_examples=500)
def test_a_plain_text_is_the_slice_it_names(text: str) -> None:
    """The slice of an unquoted text without line folds is the text, also counted by line."""
    all_lines = text.split("\n")
    for key, value in read_front_matter("a.md", text).pairs:
        for scalar in (*scalars(key), *scalars(value)):
            written = text[scalar.start:scalar.end]
            anchored = written.startswith("&")  # which belongs to the slice, and is read over
            if scalar.plain and not anchored and not set(written) & set("\n\x85\u2028\u2029"):
                assert written.replace("\ufeff", "\u200b") == scalar.text
                assert all_lines[scalar.line - 1][scalar.column - 1:].startswith(written)


# --- names ---------------------------------------------------------------------------------------


def edits(text: str, letters: str) -> set[str]:
    """Make all texts that are one edit away from a text, slowly and obviously."""
    cuts = [(text[:at], text[at:]) for at in range(len(text) + 1)]
    return {
        *(a + b[1:] for a, b in cuts if b),
        *(a + letter + b for a, b in cuts for letter in letters),
        *(a + letter + b[1:] for a, b in cuts if b for letter in letters),
        *(a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1),
    } - {text}


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
@settings(max_examples=500)
def test_one_edit_apart_agrees_with_a_slow_reference(left: str, right: str) -> None:
    """One edit apart is what all single edits of a text can make."""
    assert one_edit_apart(left, right) == (right in edits(left, "abc"))


@given(st.text(string.ascii_lowercase, max_size=10), st.data())
def test_every_edit_is_found(text: str, data: st.DataObject) -> None:
    """Every single edit of a name is one edit apart from it, both ways."""
    other = data.draw(st.sampled_from(sorted(edits(text, "az"))))

    assert one_edit_apart(text, other)
    assert one_edit_apart(other, text)


@given(st.text() | texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded name is in the form in which names compare."""
    assert fold(fold(text)) == fold(text)
    assert one_line(one_line(text)) == one_line(text)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=8))
def test_words_compare_in_every_unicode_form(word: str) -> None:
    """A word is the same word whether its accents are letters of their own or not."""
    assert bare(unicodedata.normalize("NFD", word)) == bare(unicodedata.normalize("NFC", word))


@given(st.text(), st.text())
def test_names_are_ordered_whatever_they_are(left: str, right: str) -> None:
    """Any two different names have an order."""
    assert (sort_key(left) == sort_key(right)) == (left == right)


@given(st.text(st.characters(), max_size=30) | texts)
def test_what_is_printable_has_no_control_characters(text: str) -> None:
    """A text that is shown holds no character that rules a terminal, a line or its direction."""
    shown = printable(text)

    assert not any(ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u2029" for c in shown)
    assert not any("\u202a" <= c <= "\u202e" or "\u2066" <= c <= "\u2069" for c in shown)
    assert not any("\ud800" <= c <= "\udfff" for c in shown)
    assert shown.encode().decode() == shown


# --- links ---------------------------------------------------------------------------------------


@given(st.text("`ab ", max_size=40) | lines)
@settings(max_examples=300)
def test_code_is_blanked_in_place(text: str) -> None:
    """Code is replaced by as many spaces; what is left is what was there, where it was."""
    blanked = without_code(text)

    assert len(blanked) == len(text)
    assert all(after in (before, " ") for before, after in zip(text, blanked, strict=True))
    assert without_code(blanked) == blanked


@given(lines)
def test_links_stand_where_they_say(text: str) -> None:
    """At the column of a link stands its name."""
    for link in links_in(text, 1, 1):
        written = text[link.column - 1:]
        assert written.startswith("[[")
        assert link.name in written


# --- days and cadences ---------------------------------------------------------------------------


@given(intervals, st.dates(), st.dates())
def test_a_later_contact_is_never_due_earlier(interval: Interval, one: date, other: date) -> None:
    """The day after an interval grows with the day it counts from."""
    first, last = sorted((one, other))

    assert interval.after(first) <= interval.after(last)


@given(intervals, st.dates(max_value=date.max - timedelta(1)))
def test_a_contact_is_due_after_its_day(interval: Interval, day: date) -> None:
    """The day after an interval lies after the day it counts from, by about the interval."""
    after = interval.after(day)

    assert after > day
    assert after == date.max or abs((after - day).days - interval.length) < (
        4 + interval.months * 0.02)


@given(st.integers(1, 99), st.sampled_from(["d", "w", "day", "days", "week", "weeks", "month",
                                            "months", "year", "years"]), st.sampled_from(["", " "]))
def test_a_number_and_a_unit_are_a_cadence(count: int, unit: str, space: str) -> None:
    """Every number of every unit is read to that many of it."""
    one, many = read_cadence(f"1{space}{unit}"), read_cadence(f"{count}{space}{unit}")

    assert one
    assert many == Interval(one.months * count, one.days * count)


@given(st.text() | texts)
def test_days_and_cadences_never_raise(text: str) -> None:
    """Whatever the text, it is a day or a cadence or none."""
    read_cadence(text)
    day_of_timestamp(text)
    for partial in (read_partial(text), read_anniversary(text)):
        assert partial is None or str(partial).replace("-", "") == text.replace("-", "")
    mended = mend_day(text)
    assert not mended or (looks_like_day(text) and read_partial(mended))


@given(st.dates())
def test_a_day_is_read_as_it_is_written(day: date) -> None:
    """A day, its month and its year are read from ISO's form, and shown so again."""
    text = day.isoformat()

    assert read_day(text) == day
    assert [str(read_partial(text[:size])) for size in (10, 7, 4)] == [
        text[:size] for size in (10, 7, 4)]
    assert str(read_anniversary(f"-{text[4:]}")) == f"-{text[4:]}"


@given(st.integers(1, 9999), st.none() | st.integers(1, 12))
def test_a_month_or_year_spans_its_days(year: int, month: int | None) -> None:
    """From the first to the last day of a month or year is all of it."""
    partial = PartialDay(year, month)
    first, last = partial.first(), partial.last()

    assert first
    assert last
    assert (first.day, str(first)[:4], str(last)[:4]) == (1, f"{year:04}", f"{year:04}")
    assert (last - first).days + 1 in ((28, 29, 30, 31) if month else (365, 366))
