"""Dated lines by month (`2026-11`): how many, and which."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from netsite.model import Id, Mark, Network, Own, PartialDay
from netsite.network.lines import between, newest_first, own_mark


class MonthOf(dict[int, str]):
    """The months of days that are given as ordinals, each found once."""

    def __missing__(self, day: int) -> str:
        self[day] = month = date.fromordinal(day).isoformat()[:7]
        return month


def counts_by_month(network: Network) -> dict[str, int]:
    """How many dated lines there are in each month (`2026-11`), the newest first."""
    days = Counter(chain.from_iterable(each.days for each in network.own.values()))
    days.update(mark.day.toordinal() for mark in network.linked)
    counts, month_of = dict[str, int](), MonthOf()
    for day in sorted(days, reverse=True):
        month = month_of[day]
        counts[month] = counts.get(month, 0) + days[day]
    return counts


_FEW = 6  # months that are asked for before all are sorted at once
_PLACE = 42  # bits of a key for the place of a line: which file, and which of its lines
_LINE = 20  # of that


def by_month(network: Network) -> Callable[[str], tuple[Mark, ...]]:
    """What gives a month's marks, the newest first; for many months all lines are sorted at once.

    Of the lines of all years no marks are kept, which would take more room than all contacts.
    """
    asked: set[str] = set()

    @cache
    def everything() -> _Months:
        return _months(network)

    def of(month: str) -> tuple[Mark, ...]:
        asked.add(month)
        if len(asked) <= _FEW:
            return tuple(between(network, *days_of(month)))
        return everything().marks(month)
    return of


class _Months(NamedTuple):
    """The lines of all months: one's own by numbers that sort as lines do, the newest first."""

    homes: list[tuple[Id, Own]]
    own: Mapping[str, Iterable[int]]
    linked: Mapping[str, list[Mark]]

    def marks(self, month: str) -> tuple[Mark, ...]:
        """The marks of a month, the newest first."""
        places = (divmod(key & ((1 << _PLACE) - 1), 1 << _LINE) for key in sorted(
            self.own.get(month, ())))
        mine = [own_mark(*self.homes[home], index) for home, index in places]
        others = self.linked.get(month)
        return tuple(sorted((*mine, *others), key=newest_first) if others else mine)


def _months(network: Network) -> _Months:
    month_of = MonthOf()
    homes = sorted(network.own.items(), key=lambda each: each[1].path)
    mine: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
    for place, (_, own) in enumerate(homes):
        for index, day in enumerate(own.days):
            before = date.max.toordinal() - day
            mine[month_of[day]].append((before << _PLACE) + (place << _LINE) + index)
    linked: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in network.linked:
        linked[month_of[mark.day.toordinal()]].append(mark)
    return _Months(homes, mine, linked)


def days_of(month: str) -> tuple[date, date]:
    """The first and the last day of a month (`2026-11`)."""
    found = PartialDay(int(month[:4]), int(month[5:]))
    first, last = found.first(), found.last()
    return first or date.min, last or date.max
