"""A backlog spread over the time to come."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.capture.catchup import spread

FIRST = date(2026, 11, 24)


@pytest.mark.parametrize(("count", "days", "found"), [
    (0, 10, []),
    (1, 10, [0]),
    (2, 10, [0, 5]),
    (4, 2, [0, 0, 1, 1]),
    (3, 1, [0, 0, 0]),
    (3, 0, [0, 0, 0]),
    (3, 9, [0, 3, 6]),
])
def test_days_are_spread(count: int, days: int, found: list[int]) -> None:
    """So many days are spread evenly, from the first on; where there is no time, all on it."""
    last = FIRST + timedelta(days - 1)

    assert spread(count, FIRST, last) == [FIRST + timedelta(each) for each in found]


@given(st.integers(0, 500), st.integers(0, 1000))
def test_no_day_has_two_more_than_another(count: int, span: int) -> None:
    """Days are in order, in the time given, and as evenly full as can be."""
    last = FIRST + timedelta(span)
    found = spread(count, FIRST, last)
    full = Counter(found)
    loads = [full[FIRST + timedelta(day)] for day in range(span + 1)]

    assert len(found) == count
    assert found == sorted(found)
    assert all(FIRST <= day <= last for day in found)
    assert max(loads) - min(loads) <= 1
