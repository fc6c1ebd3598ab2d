"""Days as they are typed."""

from datetime import date

import pytest

from netsite.text.when import Typed, read_typed_day, read_until

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(("text", "day"), [
    ("2026-10-02", date(2026, 10, 2)),
    ("2027-10-02", date(2027, 10, 2)),
    ("today", TODAY),
    ("Today", TODAY),
    ("yesterday", date(2026, 11, 22)),
    ("YESTERDAY", date(2026, 11, 22)),
    ("tomorrow", date(2026, 11, 24)),
    ("-0d", TODAY),
    ("-3d", date(2026, 11, 20)),
    ("-3D", date(2026, 11, 20)),
    ("-2w", date(2026, 11, 9)),
    ("-1m", date(2026, 10, 23)),
    ("-12m", date(2025, 11, 23)),
    ("-11m", date(2025, 12, 23)),
    ("-1y", date(2025, 11, 23)),
    ("last mon", date(2026, 11, 16)),
    ("last sun", date(2026, 11, 22)),
    ("last tue", date(2026, 11, 17)),
    ("last Fri", date(2026, 11, 20)),
    ("Last friday", date(2026, 11, 20)),
    ("next mon", date(2026, 11, 30)),
    ("next tuesday", date(2026, 11, 24)),
    ("next sun", date(2026, 11, 29)),
    ("2 oct", date(2026, 10, 2)),
    ("02 Oct", date(2026, 10, 2)),
    ("2. oct", date(2026, 10, 2)),
    ("2nd oct.", date(2026, 10, 2)),
    ("2 october", date(2026, 10, 2)),
    ("oct 2", date(2026, 10, 2)),
    ("October 2nd", date(2026, 10, 2)),
    ("2 oct 2024", date(2024, 10, 2)),
    ("oct 2 2024", date(2024, 10, 2)),
    ("Oct 2, 2024", date(2024, 10, 2)),
    ("1 sept", date(2026, 9, 1)),
    ("1 sep", date(2026, 9, 1)),
    ("may 5", date(2026, 5, 5)),
    ("23 nov", TODAY),
    ("24 nov", date(2025, 11, 24)),
    ("24 nov 2026", date(2026, 11, 24)),
    ("29 feb", date(2024, 2, 29)),
])
def test_a_day_is_read(text: str, day: date) -> None:
    """Every form means one day seen from today; without a year the latest that is not to come."""
    assert read_typed_day(text, TODAY) == Typed(day, len(text))


@pytest.mark.parametrize("text", [
    "", "coffee", "2026-02-30", "2026-10", "2026-1-2", "2026-10-02x", "2026-10-02,x", " today",
    "todays paper", "today,with ana", "today; tea", "-3", "-d", "3d", "-3q", "-12345d", "- 3d",
    "last", "last week", "last friend", "fri", "2 octopus", "2 octo", "32 oct", "0 oct", "31 jun",
    "30 feb", "29 feb 2026", "oct", "oct 2026", "may with ana", "mar 32", "2oct", "٢ oct", "-9999y",
    "12 coffee", "sun with ana", "may 5-7", "last\nfri",
])
def test_what_is_no_day_is_none(text: str) -> None:
    """Words that only begin like a day, and days that the calendar lacks, are none."""
    found = read_typed_day(text, TODAY)

    assert found is None


@pytest.mark.parametrize(("text", "rest"), [
    ("2026-10-02 coffee", " coffee"),
    ("2026-10-02: coffee", " coffee"),
    ("yesterday\tcoffee", "\tcoffee"),
    ("yesterday:", ""),
    ("last fri coffee", " coffee"),
    ("last fri\ncoffee", "\ncoffee"),
    ("2 oct coffee", " coffee"),
    ("2 oct 2024: coffee", " coffee"),
    ("yesterday, coffee", " coffee"),
    ("2026-10-02, coffee", " coffee"),
    ("last  \tfri, coffee", " coffee"),
    ("2 oct 20 people came", " 20 people came"),
    ("oct 2 coffee", " coffee"),
    ("-3d coffee", " coffee"),
])
def test_the_rest_of_the_text_begins_behind_the_day(text: str, rest: str) -> None:
    """A day ends at white space or the end; a colon or comma behind it belongs to it."""
    found = read_typed_day(text, TODAY)

    assert found is not None
    assert text[found.end:] == rest


@pytest.mark.parametrize(("today", "text", "day"), [
    (date(2026, 3, 31), "-1m", date(2026, 2, 28)),
    (date(2024, 2, 29), "-1y", date(2023, 2, 28)),
    (date(2026, 1, 1), "-1d", date(2025, 12, 31)),
    (date(2026, 1, 1), "1 jan", date(2026, 1, 1)),
    (date(2026, 1, 1), "2 jan", date(2025, 1, 2)),
    (date(2107, 3, 1), "29 feb", date(2104, 2, 29)),
    (date(2103, 3, 1), "29 feb", date(2096, 2, 29)),  # 2100 has none
    (date(1, 1, 2), "-1d", date(1, 1, 1)),
    (date(1, 1, 3), "last mon", date(1, 1, 1)),
    (date(9999, 12, 30), "tomorrow", date(9999, 12, 31)),
])
def test_the_calendars_edges(today: date, text: str, day: date) -> None:
    """Short months, leap years and the turn of the year are what the calendar says."""
    found = read_typed_day(text, today)

    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(("today", "text"), [
    (date(1, 1, 1), "-1d"), (date(1, 1, 1), "yesterday"), (date(1, 1, 1), "-1m"),
    (date(1, 1, 1), "last mon"), (date(1, 1, 1), "2 oct"), (date(9999, 12, 31), "tomorrow"),
    (date(9999, 12, 31), "next mon"),
])
def test_beyond_the_calendar_is_no_day(today: date, text: str) -> None:
    """Before the year 1 and after 9999 there is no day."""
    assert read_typed_day(text, today) is None


@pytest.mark.parametrize(("text", "day"), [
    ("2w", date(2026, 12, 7)),
    ("in 2 weeks", date(2026, 12, 7)),
    ("+10d", date(2026, 12, 3)),
    ("10 days", date(2026, 12, 3)),
    ("1 month", date(2026, 12, 23)),
    ("a", None),
    ("monthly", date(2026, 12, 23)),
    ("2027-01-15", date(2027, 1, 15)),
    ("  Next   Fri ", date(2026, 11, 27)),
    ("tomorrow", date(2026, 11, 24)),
    ("tomorrow and more", None),
    ("never", None),
    ("", None),
])
def test_until_when_something_rests(text: str, day: date | None) -> None:
    """A day, or a time from today on; `never` and words beside it are none."""
    assert read_until(text, TODAY) == day
