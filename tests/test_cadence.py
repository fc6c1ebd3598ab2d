"""Cadence: words for how often, to an interval, to a day."""

from datetime import date

import pytest

from netsite.languages import tongue_of
from netsite.text.cadence import Interval, cadence_words, read_cadence


@pytest.mark.parametrize(("text", "interval"), [
    ("daily", Interval(days=1)),
    ("weekly", Interval(days=7)),
    ("fortnightly", Interval(days=14)),
    ("monthly", Interval(months=1)),
    ("quarterly", Interval(months=3)),
    ("twice a year", Interval(months=6)),
    ("half-yearly", Interval(months=6)),
    ("yearly", Interval(months=12)),
    ("annually", Interval(months=12)),
    ("100 years", Interval(months=1200)),
    ("3m", Interval(months=3)),
    ("12 mo", Interval(months=12)),
    ("1y", Interval(months=12)),
    ("9999 days", Interval(days=9999)),
    ("never", Interval()),
    ("6 weeks", Interval(days=42)),
    ("90 days", Interval(days=90)),
    ("2 months", Interval(months=2)),
    ("10d", Interval(days=10)),
    ("2w", Interval(days=14)),
    ("1 day", Interval(days=1)),
    ("1 year", Interval(months=12)),
    ("2 years", Interval(months=24)),
    ("every 2 weeks", Interval(days=14)),
    ("Quarterly", Interval(months=3)),
    ("  Twice  A\tYear ", Interval(months=6)),
    ("6  WEEKS", Interval(days=42)),
    ("90days", Interval(days=90)),
    ("0006 weeks", Interval(days=42)),
])
def test_a_cadence_is_read(text: str, interval: Interval) -> None:
    """A cadence is one of the words, or a number and a unit, in any case and spacing."""
    assert read_cadence(text) == interval


@pytest.mark.parametrize("text", [
    "", "sometimes", "every blue moon", "monthlyish", "6 moons", "weeks", "0 days", "0 months",
    "-1 days", "1.5 months", "six weeks", "101 years", "99999 days", "٦ weeks", "6 weeks or so",
    "weekly monthly", "6\u00a0", "null",
])
def test_what_is_no_cadence_is_none(text: str) -> None:
    """A text that is none of these, no time at all, or longer than a life, is no cadence."""
    assert read_cadence(text) is None


@pytest.mark.parametrize(("cadence", "day", "after"), [
    ("monthly", date(2026, 1, 31), date(2026, 2, 28)),
    ("monthly", date(2024, 1, 31), date(2024, 2, 29)),
    ("monthly", date(2026, 12, 15), date(2027, 1, 15)),
    ("quarterly", date(2026, 8, 31), date(2026, 11, 30)),
    ("quarterly", date(2026, 10, 2), date(2027, 1, 2)),
    ("twice a year", date(2026, 8, 31), date(2027, 2, 28)),
    ("yearly", date(2024, 2, 29), date(2025, 2, 28)),
    ("2 years", date(2024, 2, 29), date(2026, 2, 28)),
    ("6 weeks", date(2026, 10, 2), date(2026, 11, 13)),
    ("90 days", date(2026, 10, 2), date(2026, 12, 31)),
    ("daily", date(2026, 12, 31), date(2027, 1, 1)),
    ("daily", date.max, date.max),
    ("90 days", date(9999, 12, 1), date.max),
    ("monthly", date.max, date.max),
    ("yearly", date(9999, 1, 1), date.max),
    ("monthly", date(9999, 1, 15), date(9999, 2, 15)),
])
def test_months_are_calendar_months(cadence: str, day: date, after: date) -> None:
    """Months and years are the calendar's, clamped to the month's end, and time ends with 9999."""
    interval = read_cadence(cadence)

    assert interval
    assert interval.after(day) == after


@pytest.mark.parametrize(("shorter", "longer"), [
    ("90 days", "quarterly"),
    ("91 days", "quarterly"),
    ("quarterly", "92 days"),
    ("30 days", "monthly"),
    ("monthly", "31 days"),
    ("365 days", "yearly"),
    ("yearly", "366 days"),
    ("99 years", "never"),
])
def test_the_shortest_is_by_30_44_days_a_month(shorter: str, longer: str) -> None:
    """A cadence in months compares with one in days by 30.44 days a month; never is longest."""
    short, long = read_cadence(shorter), read_cadence(longer)

    assert short
    assert long
    assert short.length < long.length


def test_only_never_is_never() -> None:
    """Of all cadences, `never` alone means no reminder."""
    cadences = ["daily", "monthly", "10d", "never"]

    assert [bool((found := read_cadence(each)) and found.never) for each in cadences] == [
        False, False, False, True]


@pytest.mark.parametrize(("written", "words", "german"), [
    ("quarterly", "quarterly", "vierteljährlich"), (" Monthly", "monthly", "monatlich"),
    ("2w", "2 weeks", "2 Wochen"), ("every 1 day", "1 day", "1 Tag"),
    ("3mo", "3 months", "3 Monate"),
    ("1 y", "1 year", "1 Jahr"), ("now and then", "now and then", "now and then")])
def test_a_cadence_in_words(written: str, words: str, german: str) -> None:
    """It is its word, or how many there are of what; what is no cadence stays as it is."""
    found = cadence_words(written)

    assert (found, tongue_of("de").told(found)) == (words, german)
