"""Days as people write them, and the ones they nearly wrote."""

from datetime import date

import pytest

from netsite.model import PartialDay
from netsite.text.dates import (
    day_of_timestamp,
    looks_like_day,
    make_day,
    mend_day,
    read_anniversary,
    read_day,
    read_partial,
)


@pytest.mark.parametrize(("text", "day"), [
    ("2026-10-02", date(2026, 10, 2)),
    ("2024-02-29", date(2024, 2, 29)),
    ("0001-01-01", date(1, 1, 1)),
    ("9999-12-31", date(9999, 12, 31)),
    ("2026-02-29", None),
    ("2026-13-01", None),
    ("2026-00-10", None),
    ("2026-10-00", None),
    ("0000-01-01", None),
    ("2026-10", None),
    ("2026-3-5", None),
    ("2026/10/02", None),
    (" 2026-10-02", None),
    ("2026-10-02\n", None),
    ("2026-10-02x", None),
    ("٢٠٢٦-١٠-٠٢", None),
    ("2026-10-0２", None),
    ("", None),
])
def test_a_day_is_read(text: str, day: date | None) -> None:
    """A day is YYYY-MM-DD in plain digits, and one the calendar has."""
    assert read_day(text) == day


def test_a_day_that_the_calendar_lacks_is_none() -> None:
    """Three numbers that make no day give None, and do not raise."""
    assert [make_day(2026, 2, 30), make_day(0, 1, 1), make_day(10_000, 1, 1)] == [None] * 3


@pytest.mark.parametrize(("text", "partial"), [
    ("2026-03-05", PartialDay(2026, 3, 5)),
    ("2026-03", PartialDay(2026, 3)),
    ("2026", PartialDay(2026)),
    ("2026-13", None),
    ("2026-00", None),
    ("2026-02-30", None),
    ("2026-03-00", None),
    ("0000", None),
    ("26", None),
    ("20260305", None),
    ("--03-05", None),
    ("٢٠٢٦", None),
    ("2026-", None),
    ("", None),
])
def test_a_month_or_a_year_is_read(text: str, partial: PartialDay | None) -> None:
    """In front matter a day may be a month or a year; an impossible one is none."""
    assert read_partial(text) == partial


@pytest.mark.parametrize(("text", "partial"), [
    ("--04-12", PartialDay(None, 4, 12)),
    ("--0412", PartialDay(None, 4, 12)),
    ("--02-29", PartialDay(None, 2, 29)),
    ("--02-30", None),
    ("--13-01", None),
    ("--00-01", None),
    ("04-12", None),
    ("--04", None),
    ("1985-04-12", PartialDay(1985, 4, 12)),
    ("1985-04", PartialDay(1985, 4)),
    ("1985", PartialDay(1985)),
    ("1985-02-29", None),
])
def test_a_birthday_is_read_with_or_without_its_year(
    text: str, partial: PartialDay | None,
) -> None:
    """A birthday may lack its year; 29 February is one even then."""
    assert read_anniversary(text) == partial


@pytest.mark.parametrize(("text", "day"), [
    ("2026-10-02T10:30", "2026-10-02"),
    ("2026-10-02 10:30:00+01:00", "2026-10-02"),
    ("2026-10-02", ""),
    ("2026-10-02 coffee", ""),
    ("10:30", ""),
])
def test_the_day_of_a_timestamp_is_found(text: str, day: str) -> None:
    """A timestamp begins with a day, which is what counts of it."""
    assert day_of_timestamp(text) == day


@pytest.mark.parametrize(("text", "mended"), [
    ("2026-3-5", "2026-03-05"),
    ("2026/10/02", "2026-10-02"),
    ("2026/10/02: coffee", "2026-10-02"),
    ("2026.10.02", "2026-10-02"),
    ("2026 - 10 - 02", "2026-10-02"),
    ("2026-3", "2026-03"),
    ("2026/10 call", "2026-10"),
    ("25.12.2026", "2026-12-25"),
    ("25/12/2026", "2026-12-25"),
    ("10.10.2026", "2026-10-10"),
    ("02.10.2026", ""),  # 2 October or 10 February
    ("12/25/2026", ""),  # a month first, which no other line needs to be read as
    ("2026-02-30", ""),
    ("2026-13", ""),
    ("31.02.2026", ""),
    ("99.99.2026", ""),
    ("2026-10-023", ""),
    ("coffee 2026-3-5", ""),
    ("", ""),
])
def test_a_near_day_is_mended_only_where_one_reading_is_left(text: str, mended: str) -> None:
    """A date in another form is rewritten; one that may be two days is left to the user."""
    assert mend_day(text) == mended


@pytest.mark.parametrize(("text", "looks"), [
    ("2026-3-5", True),
    ("2026/13/45", True),
    ("02.10.2026 coffee", True),
    ("2026/10", True),
    ("2026", False),
    ("10:30", False),
    ("1/2", False),
    ("555-1234", False),
    ("2026-10021", False),
    ("coffee", False),
])
def test_what_looks_like_a_day_is_told_from_other_numbers(text: str, *, looks: bool) -> None:
    """Three numbers with separators look like a day, a phone number or a time does not."""
    assert looks_like_day(text) == looks
