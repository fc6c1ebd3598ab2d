"""What people add to the figures of Coverage and of History, so that figures are sums.

A tally is of some people. It is nothing but numbers and texts, so that it can be kept, and the
tally of all is the sum of those of any shares of them. Days are ordinals: 1 is the first of year 1.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from netsite.model import CONTACT, WHOLE_MONTH, Id, Network
from netsite.network.due import Turn
from netsite.network.lines import first_line_on, met_on
from netsite.practice.stretches import stretches
from netsite.text.names import bare


class OfYear(NamedTuple):
    """A year's contact: with how many people, and each line by its kind and its day.

    `people` are by kind, "*" for all kinds together. `lines` are by month and kind, as `3 call`;
    `days` are those of lines that have a day, one for each.
    """

    people: dict[str, int]
    lines: dict[str, int]
    days: list[int]


class Tally(NamedTuple):
    """Of some people: since when each is tracked, when each became warm and cold, and their years.

    `starts` and `ends` are the first and last days of all stretches in which anybody was warm.
    `fresh` counts those who are tracked from today on, for want of any day. A line is counted
    with the person in whose file it is; those that name others are nobody's own (`of_all`).
    """

    since: list[int]
    fresh: int
    starts: list[int]
    ends: list[int]
    years: dict[str, OfYear]


ANY = "*"  # no kind is called so, as it compares


def tally(
    network: Network, dues: Mapping[Id, Turn], people: Iterable[Id], today: date,
) -> Tally:
    """The tally of some people, up to a day; of who is off only the contact there was."""
    since, starts, ends, fresh = list[int](), list[int](), list[int](), 0
    years = _Years()
    for person in people:
        due = dues[person]
        if not due.off:
            first = first_tracked(network, person, today)
            if first is None:
                fresh += 1
            else:
                since.append(first.toordinal())
            for begin, end in stretches(reversed(met_on(network, person, today)), due.interval):
                starts.append(begin.toordinal())
                ends.append(end.toordinal())
        years.add_person(network, person, today)
    # In order, as many such lists one behind the other are then quickly put in order.
    return Tally(sorted(since), fresh, sorted(starts), sorted(ends), years.done())


def of_all(network: Network, dues: Mapping[Id, Turn], today: date) -> Tally:
    """The tally of everybody."""
    return joined([tally(network, dues, dues, today), of_linked(network, today)])


def of_linked(network: Network, today: date) -> Tally:
    """The lines of contact, up to a day, that name others; whom they are with is in no count."""
    years = _Years()
    years.add_lines((mark.day.toordinal(), _bare(mark.kind), mark.whole_month)
                    for mark in network.linked
                    if mark.contact and mark.people and mark.day <= today)
    return Tally([], 0, [], [], years.done())


def first_tracked(network: Network, person: Id, today: date) -> date | None:
    """The day from which somebody is tracked: the first dated line, or `met`; None if neither is.

    A day that is still to come is none.
    """
    met = network.people[person].met
    days = met.first() if met else None, first_line_on(network, person, today)
    return min((day for day in days if day and day <= today), default=None)


def joined(tallies: Iterable[Tally]) -> Tally:
    """The tally of all people of some."""
    some = list(tallies)
    found: dict[str, list[OfYear]] = {}
    for each in some:
        for year, of_year in each.years.items():
            found.setdefault(year, []).append(of_year)
    return Tally(
        list(chain.from_iterable(each.since for each in some)), sum(each.fresh for each in some),
        list(chain.from_iterable(each.starts for each in some)),
        list(chain.from_iterable(each.ends for each in some)),
        {year: _joined(found[year]) for year in sorted(found)})


def _joined(years: Iterable[OfYear]) -> OfYear:
    people, lines, days = Counter[str](), Counter[str](), list[int]()
    for each in years:
        people.update(each.people)
        lines.update(each.lines)
        days += each.days
    return OfYear(dict(people), dict(lines), days)


class _Years:
    """Gathers lines by year."""

    def __init__(self) -> None:
        self._people = defaultdict[tuple[int, str], int](int)
        self._lines = defaultdict[tuple[int, int, str], int](int)
        self._days = defaultdict[int, list[int]](list)

    def add_lines(self, rows: Iterable[tuple[int, str, bool]]) -> set[tuple[int, str]]:
        """Count lines, of which each has a day, a kind, and whether a month is all it gives.

        Gives the years and kinds among them.
        """
        lines, days, seen = self._lines, self._days, set[tuple[int, str]]()
        for day, kind, whole_month in rows:
            year, month = _month(day)
            lines[year, month, kind] += 1
            seen.add((year, kind))
            if not whole_month:
                days[year].append(day)
        return seen

    def add_person(self, network: Network, person: Id, today: date) -> None:
        """Count somebody's own lines, and in which years and ways they were met."""
        own, last = network.own.get(person), today.toordinal()
        seen = self.add_lines(
            (day, _bare(kind), bool(flags & WHOLE_MONTH))
            for day, kind, flags in zip(own.days, own.kinds, own.flags, strict=True)
            if flags & CONTACT and day <= last) if own else set()
        for mark in network.linked_of.get(person, ()):
            if mark.contact and mark.day <= today and person in mark.people:
                seen.add((mark.day.year, _bare(mark.kind)))
        for each in seen:
            self._people[each] += 1
        for year in {year for year, _ in seen}:
            self._people[year, ANY] += 1

    def done(self) -> dict[str, OfYear]:
        """All that was gathered."""
        years = {year: OfYear({}, {}, self._days[year]) for year in sorted(
            {year for year, _ in self._people} | {year for year, _, _ in self._lines})}
        for (year, kind), number in self._people.items():
            years[year].people[kind] = number
        for (year, month, kind), number in self._lines.items():
            years[year].lines[f"{month} {kind}"] = number
        return {f"{year:04}": of_year for year, of_year in years.items()}


@lru_cache(maxsize=1 << 15)  # days come again and again
def _month(day: int) -> tuple[int, int]:
    """The year and month of a day."""
    found = date.fromordinal(day)
    return found.year, found.month


_bare = lru_cache(maxsize=1 << 10)(bare)
