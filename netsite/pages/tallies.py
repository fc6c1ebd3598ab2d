"""The figures of Coverage and History as pages ask for them: sums over what is kept, by slices.

An edit has the tally of a slice of people made again, and not that of all lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import nsmallest
from itertools import chain, takewhile
from typing import Any, NamedTuple

from netsite.model import Id, Network
from netsite.pages.lines import Picture
from netsite.pages.shared import Shared
from netsite.pages.slices import Slices
from netsite.practice.tally import OfYear, Tally, joined, of_linked, tally
from netsite.practice.ties import Warm, giving, if_today

MOST_WARM = 20  # of those one could call, who are shown
_TALLY, _WARM = "tally", "warm"  # what tells these slices from those of files
_NO_LINES = OfYear({}, {}, [])


class Best(NamedTuple):
    """The first of those one could call if it came today, and how many there are."""

    rows: tuple[Warm, ...]
    total: int


class Tallies:
    """The tally of everybody, made when a page first asks for it. Who asks depends on what it says.

    That is said by cells that are there anyway: all people for the whole, and for a year the sums
    of its months' lines.
    """

    def __init__(self, picture: Picture, shared: Shared, slices: Slices) -> None:
        self._picture, self._shared, self._slices = picture, shared, slices
        self._made: Tally | None = None

    def whole(self) -> Tally:
        """The tally of everybody, up to today."""
        return self._tally() if self._anybody() else Tally([], 0, [], [], {})

    def warm(self) -> Best:
        """Those one could call if it came today."""
        if not self._anybody():
            return Best((), 0)
        return self._slices.apart(lambda: _best(self._picture, self._slices))

    def of_year(self, year: str) -> OfYear:
        """The lines of contact of a year, up to today."""
        months = [f"{year}-{month:02}" for month in range(1, 13)]
        if not [month for month in months if month in self._shared.months]:  # each is noted
            return _NO_LINES
        if self._picture.clock.is_ahead(date(int(year), 12, 31)):
            self._picture.clock.today()  # by which lines count
        return self._tally().years.get(year, _NO_LINES)

    def _anybody(self) -> bool:
        """Whether there is anybody; noted is what depends on everybody's lines and on today."""
        picture = self._picture
        len(picture.network.own)  # noted, too
        return bool(len(picture.network.people) and len(picture.dues) and picture.clock.today())

    def _tally(self) -> Tally:
        if self._made is None:
            self._made = self._slices.apart(lambda: _made(self._picture, self._slices))
        return self._made


def _made(picture: Picture, slices: Slices) -> Tally:
    network, today = picture.network, picture.clock.today()

    def of(people: Sequence[Id]) -> object:
        return tally(network, picture.turns, people,
                     picture.clock.today_among(_ahead(network, people, today)))
    linked = of_linked(network, today)
    shares = slices.values(_TALLY, sorted(network.people), of)
    return joined([linked, *map(unpacked, shares)])


def _best(picture: Picture, slices: Slices) -> Best:
    network, dues, today = picture.network, picture.dues, picture.clock.today()

    def of(people: Sequence[Id]) -> object:
        found = if_today(network, picture.settings, {person: dues[person] for person in people},
                         picture.clock.today_among(_ahead(network, people, today)))
        return [len(found), [(giving(network, each), each.gave, each.got, each.last.toordinal())
                             for each in found[:MOST_WARM]]]
    shares = slices.values(_WARM, sorted(network.people), of)
    rows = nsmallest(MOST_WARM, chain.from_iterable(some for _, some in shares))
    return Best(tuple(Warm(order[-1], gave, got, date.fromordinal(last))
                      for order, gave, got, last in rows), sum(number for number, _ in shares))


def _ahead(network: Network, people: Iterable[Id], today: date) -> Iterator[date]:
    """Of the days that a tally of some people looks at those that are still to come."""
    last = today.toordinal()
    for person in people:
        if (own := network.own.get(person)) and own.newest > last:
            yield from (date.fromordinal(day) for day in own.days if day > last)
        yield from takewhile(today.__lt__, (
            mark.day for mark in network.linked_of.get(person, ())))
        if (met := network.people[person].met) and (day := met.first()) and day > today:
            yield day


def unpacked(value: Any) -> Tally:
    """A tally of its JSON; raises TypeError or ValueError for what is none."""
    since, fresh, starts, ends, years = value
    return Tally(since, fresh, starts, ends, {year: OfYear(*of) for year, of in years.items()})
