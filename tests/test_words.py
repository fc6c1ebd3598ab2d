"""Days, counts and states in words."""

from datetime import date

import pytest

from netsite.model import PartialDay
from netsite.pages.words import state_words, unmarked, with_days
from netsite.texts import text
from netsite.tongue import ENGLISH, ENGLISH_MONTHS
from tests.drawing import ana, picture


@pytest.mark.parametrize(("day", "long", "short"), [
    (date(2026, 7, 1), "1 July 2026", "1 Jul"),
    (date(2026, 12, 31), "31 December 2026", "31 Dec"),
    (date(1, 1, 1), "1 January 1", "1 Jan"),
    (date(9999, 9, 9), "9 September 9999", "9 Sep"),
])
def test_a_day_is_written_out(day: date, long: str, short: str) -> None:
    """A day is written with its month's name, and without leading zeros."""
    assert (ENGLISH.long_day(day), ENGLISH.short_day(day)) == (long, short)


def test_there_are_twelve_months() -> None:
    """Every month has a name of its own, also when it is cut to three letters."""
    assert (len(set(ENGLISH_MONTHS)), len({name[:3] for name in ENGLISH_MONTHS})) == (12, 12)


@pytest.mark.parametrize(("day", "words"), [
    (PartialDay(2015, 3, 2), "2 March 2015"),
    (PartialDay(2015, 3), "March 2015"),
    (PartialDay(2015), "2015"),
    (PartialDay(None, 4, 12), "12 April"),
    (PartialDay(None, 2, 29), "29 February"),
])
def test_a_partial_day_is_written_as_far_as_it_is_known(day: PartialDay, words: str) -> None:
    """What of a day is not known is left out."""
    assert ENGLISH.partial_day(day) == words


@pytest.mark.parametrize(("number", "one", "many", "words"), [
    (0, "line", "lines", "0 lines"),
    (1, "line", "lines", "1 line"),
    (2, "line", "lines", "2 lines"),
    (1, "person", "people", "1 person"),
    (2, "person", "people", "2 people"),
    (12345, "line", "lines", "12,345 lines"),
])
def test_what_is_counted_agrees_with_its_number(
    number: int, one: str, many: str, words: str,
) -> None:
    """One is singular, all else plural, and thousands are set apart."""
    assert ENGLISH.counted(f"{{n:,}} {one}", f"{{n:,}} {many}", number) == words


@pytest.mark.parametrize(("keys", "history", "words"), [
    (["cadence: monthly"], ("- 2026-10-01 call",), "overdue since 1 November 2026"),
    (["cadence: monthly"], ("- 2026-11-01 call",), "due 1 December 2026"),
    (["cadence: monthly"], ("- 2026-11-20 call",), "in touch; due 20 December 2026"),
    (["snooze: 2027-01-15"], ("- 2026-01-01 call",), "snoozed until 15 January 2027"),
    ([], (), "no contact yet"),
    (["cadence: never"], ("- 2026-01-01 call",), "no reminder"),
    (["archived: yes"], ("- 2026-01-01 call",), "archived"),
    (["died: 2024-02"], ("- 2024-01-01 call",), "died February 2024"),
    (["died: 2024-02", "cadence: never"], (), "died February 2024"),
    (["archived: yes", "died: 2024"], (), "archived"),
])
def test_a_state_is_said_in_days_of_the_calendar(
    keys: list[str], history: tuple[str, ...], words: str,
) -> None:
    """A person's state names days, so that a page need not change when the day does."""
    drawn = picture(ana(*keys, history=history))

    assert state_words(drawn.dues["ana"], drawn.network.people["ana"]) == words


@pytest.mark.parametrize(("said", "plain"), [
    ("send *the* `book`", "send the book"),
    ("see <https://example.com/a?b> and <mailto:ana@example.com>",
     "see https://example.com/a?b and mailto:ana@example.com"),
    ("see [the plan](https://example.com/plan) and [this]", "see the plan and [this]"),
    ("a < b and c > d", "a < b and c > d"),
])
def test_a_text_is_told_without_its_marks(said: str, plain: str) -> None:
    """In a row a text in Markdown is plain words: of a link, what one reads of it."""
    assert unmarked(said) == plain


def test_days_of_a_text_are_shown_as_the_language_does() -> None:
    """A text that knows its days has them as they are shown; any other stays as it is."""
    told = with_days(text("{what} on {day}", what="birthday 2026", day=date(2026, 11, 26)),
                     ENGLISH, ENGLISH.short_day)
    month = with_days(text("on {day}", day=PartialDay(2024, 6)), ENGLISH, ENGLISH.short_day)

    assert (told, month, with_days("on 2026-11-26", ENGLISH, ENGLISH.short_day)) == (
        "birthday 2026 on 26 Nov", "on June 2024", "on 2026-11-26")
