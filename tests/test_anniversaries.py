"""Dates that come round every year."""

from datetime import date

import pytest

from netsite.model import PartialDay
from netsite.network.anniversaries import next_time


@pytest.mark.parametrize(("day", "today", "when"), [
    (PartialDay(1980, 11, 23), date(2026, 11, 23), date(2026, 11, 23)),
    (PartialDay(1980, 11, 22), date(2026, 11, 23), date(2027, 11, 22)),
    (PartialDay(None, 12, 24), date(2026, 11, 23), date(2026, 12, 24)),
    (PartialDay(None, 1, 1), date(2026, 12, 31), date(2027, 1, 1)),
    (PartialDay(2000, 2, 29), date(2026, 2, 1), date(2026, 2, 28)),
    (PartialDay(2000, 2, 29), date(2028, 2, 1), date(2028, 2, 29)),
    (PartialDay(2000, 2, 29), date(2027, 12, 1), date(2028, 2, 29)),
    (PartialDay(2000, 2, 29), date(2026, 3, 1), date(2027, 2, 28)),
    (PartialDay(1980, 11), date(2026, 11, 1), None),
    (PartialDay(1980), date(2026, 11, 1), None),
    (PartialDay(2026, 12, 24), date(2026, 11, 23), date(2026, 12, 24)),
    (PartialDay(2027, 12, 24), date(2026, 11, 23), date(2027, 12, 24)),
    (PartialDay(2030, 12, 24), date(2026, 11, 23), None),
    (PartialDay(None, 1, 1), date(9999, 12, 31), None),
])
def test_a_date_comes_round_every_year(day: PartialDay, today: date, when: date | None) -> None:
    """A date's next time is from today on, not before its year; 29 February is 28 in others."""
    assert next_time(day, today) == when
