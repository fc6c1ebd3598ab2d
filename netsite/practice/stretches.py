"""From when to when somebody is warm."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from netsite.text.cadence import Interval


def stretches(days: Iterable[date], interval: Interval) -> tuple[tuple[date, date], ...]:
    """From when to when somebody is warm who was met on some days (the oldest first)."""
    found: list[tuple[date, date]] = []
    ends = _ends(interval)
    first = last = None
    for day in days:
        if last is None or first is None:
            first = day
        elif day > last and (day - last).days > 1:
            found.append((first, last))
            first = day
        last = ends[day]  # a later contact never ends earlier
    if first is not None and last is not None:
        found.append((first, last))
    return tuple(found)


class _Ends(dict[date, date]):
    """Until when one is warm who was met on a day, each found once: days come again and again."""

    def __init__(self, interval: Interval) -> None:
        super().__init__()
        self._interval = interval

    def __missing__(self, day: date) -> date:
        self[day] = end = self._interval.after(day)
        return end


_ends = lru_cache(maxsize=256)(_Ends)  # cadences are few
