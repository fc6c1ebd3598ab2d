"""The best use of some minutes: a knapsack of single people and of get-togethers that overlap.

Each single person, and each get-together, has minutes; the worth of a choice is the sum of the
urgency of everybody it serves, each counted once and weighed by the warmth of the channel (1 where
the settings say nothing), and the minutes must not be exceeded. Who is at a get-together is not
seen alone besides.

Once it is settled which get-togethers are held, the rest is an ordinary knapsack of the people they
do not serve. There are few different minutes, and of those with the same minutes the most urgent
come first, so that is solved exactly by going through how many to take of each (`_fill`). Sets of
get-togethers are gone through with the most valuable first; a set is left out when even all that
its get-togethers are worth, with the best filling of everybody for the rest of the time, would not
beat what was found. So the choice is exact, however many people there are, where at most two
get-togethers fit into the minutes.

Where more fit, sets of up to two are gone through in the same way; beside them, get-togethers are
added one by one, each time the one that adds most for its minutes (in an order that does not depend
on the minutes), with the best filling behind each. The best of all these is taken. By Khuller, Moss
and Naor, "The budgeted maximum coverage problem" (1999), that is at least (1 - 1/e)/2 of the best
there is, 31 %; on random small cases it falls short rarely, and by little. In both ways more
minutes never serve less urgency, as every set that fits still fits.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from itertools import islice
from math import gcd
from operator import add
from typing import NamedTuple

from netsite.model import Id
from netsite.practice.candidates import Candidate, Together


class Choice(NamedTuple):
    """What to do: get-togethers, and single people."""

    together: tuple[Together, ...]
    alone: tuple[Candidate, ...]


# What a choice is worth, as one number: its urgency, and of two of the same urgency the one that
# takes more time is better. Sums and maxima of such numbers are those of their parts.
_TIME = 1 << 20


def _worth(urgency: int, minutes: int) -> int:
    return urgency * _TIME + minutes


class _Singles:
    """Single people, by their minutes and then by urgency."""

    def __init__(self, people: Sequence[Candidate], minutes: int) -> None:
        fitting = [each for each in people if 0 < each.minutes <= minutes and each.worth > 0]
        self.lengths = sorted({each.minutes for each in fitting})
        self.classes = [sorted((each for each in fitting if each.minutes == length),
                               key=lambda each: (-each.worth, each.id))
                        for length in self.lengths]
        self.unit = reduce(gcd, self.lengths, 0) or 1

    def best(self, minutes: int, served: Collection[Id]) -> list[int]:
        """What the best choices for 0, 1, 2 … units of time are worth, without those served."""
        best = [0] * (minutes // self.unit + 1)
        for length, people in zip(self.lengths, self.classes, strict=True):
            best = self.with_class(best, length, people, served)
        return best

    def with_class(
        self, best: Sequence[int], length: int, people: Sequence[Candidate],
        served: Collection[Id],
    ) -> list[int]:
        """The best choices where none, one, two … of a class come to those so far."""
        step = length // self.unit
        sums = [0]
        for each in _unserved(people, served, (len(best) - 1) // step):
            sums.append(sums[-1] + _worth(each.worth, length))
        return [max(map(add, best[room::-step], sums)) for room in range(len(best))]

    def choice(self, minutes: int, served: Collection[Id]) -> tuple[Candidate, ...]:
        """The people of the best choice for some minutes, found by going back over the classes."""
        room = minutes // self.unit
        tables = [[0] * (room + 1)]
        for length, people in zip(self.lengths, self.classes, strict=True):
            tables.append(self.with_class(tables[-1], length, people, served))
        chosen: list[Candidate] = []
        for number in range(len(self.lengths) - 1, -1, -1):
            length, wanted = self.lengths[number], tables[number + 1][room]
            for each in _unserved(self.classes[number], served, room // (length // self.unit)):
                if tables[number][room] == wanted:
                    break
                chosen.append(each)
                wanted -= _worth(each.worth, length)
                room -= length // self.unit
        return tuple(chosen)


def _rank(worth: int, groups: Collection[object]) -> tuple[int, bool, int]:
    """What makes a choice better: urgency, then that people meet, then the time it takes."""
    return worth // _TIME, bool(groups), worth % _TIME


def _unserved(people: Sequence[Candidate], served: Collection[Id], most: int) -> list[Candidate]:
    """The most urgent of a class who are not served yet."""
    return list(islice((each for each in people if each.id not in served), most))


class _Held(NamedTuple):
    """A get-together that may be held: what it is worth, for each person and in all."""

    together: Together
    worths: Mapping[Id, int]
    worth: int

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return self.together.minutes


class _Search:
    """The best set of get-togethers so far, each with the best filling."""

    def __init__(
        self, people: Sequence[Candidate], together: Sequence[Together], minutes: int,
    ) -> None:
        self.minutes = minutes
        self.singles = _Singles(people, minutes)
        urgency = {each.id: each.urgency for each in people}
        self.groups = sorted(
            (_held(group, urgency) for group in together if 0 < group.minutes <= minutes),
            key=lambda held: (-held.worth, held.together.kind, held.together.name))
        self.shortest = min((held.minutes for held in self.groups), default=0)
        self.rooms = self.singles.best(minutes, ())
        self.chosen: tuple[_Held, ...] = ()
        self.worth = self.rooms[-1]

    def bound(self, urgency: int, left: int) -> int:
        """What a set that serves so much can be worth at most, with so many minutes left."""
        return urgency + self.rooms[left // self.singles.unit] // _TIME

    def attempt(self, *groups: _Held) -> None:
        """Take a set of get-togethers if it is better than the best so far."""
        used = sum(group.minutes for group in groups)
        worths = _worths(groups)
        urgency = sum(worths.values())
        if self.bound(urgency, self.minutes - used) < self.worth // _TIME:
            return
        worth = _worth(urgency, used) + self.singles.best(self.minutes - used, worths.keys())[-1]
        if _rank(worth, groups) > _rank(self.worth, self.chosen):
            self.chosen, self.worth = groups, worth

    def one(self) -> None:
        """Try each get-together by itself that may be better; the rest are worth no more."""
        for group in self.groups:
            if self.bound(group.worth, self.minutes - self.shortest) < self.worth // _TIME:
                break
            self.attempt(group)

    def two(self) -> None:
        """Try each pair that may be better; the rest of a row is worth no more."""
        for first, group in enumerate(self.groups):
            left = self.minutes - group.minutes
            for other in islice(self.groups, first + 1, None) if left >= self.shortest else ():
                if self.bound(group.worth + other.worth,
                              left - self.shortest) <= self.worth // _TIME:
                    break
                if other.minutes <= left:
                    self.attempt(group, other)

    def more(self) -> None:
        """Try sets that grow by the get-together that adds most for its minutes, while they fit."""
        if sum(sorted(group.minutes for group in self.groups)[:3]) > self.minutes:
            return
        for longest in sorted({group.minutes for group in self.groups}):
            left = [group for group in self.groups if group.minutes <= longest]
            self.grow(left)

    def grow(self, left: list[_Held]) -> None:
        chosen: list[_Held] = []
        while left:
            so_far = _worths(chosen)
            best = max(left, key=lambda group: _adds(group, so_far) / group.minutes)
            left.remove(best)
            chosen.append(best)
            if sum(group.minutes for group in chosen) > self.minutes:
                return
            self.attempt(*chosen)


def _held(group: Together, urgency: Mapping[Id, int]) -> _Held:
    worths = {person: round(urgency.get(person, 0) * group.warmth) for person in group.people}
    return _Held(group, worths, sum(worths.values()))


def _worths(groups: Iterable[_Held]) -> dict[Id, int]:
    """What some get-togethers are worth; who is at two counts once, at the warmer one."""
    found: dict[Id, int] = {}
    for group in groups:
        for person, worth in group.worths.items():
            found[person] = max(worth, found.get(person, 0))
    return found


def _adds(group: _Held, so_far: Mapping[Id, int]) -> int:
    """How much more some get-togethers are worth with another."""
    return sum(worth - known for person, worth in group.worths.items()
               if worth > (known := so_far.get(person, 0)))


def choose(people: Sequence[Candidate], together: Sequence[Together], minutes: int) -> Choice:
    """The choice that serves the most urgency in some minutes; the same whatever the order given.

    Among equals: one with a get-together, then the one that uses more of the minutes (a call rather
    than an e-mail), then the one whose names come first. See above for the method.
    """
    search = _Search(people, together, minutes)
    search.one()
    search.two()
    search.more()
    served = _worths(search.chosen)
    left = minutes - sum(group.minutes for group in search.chosen)
    return Choice(tuple(group.together for group in search.chosen),
                  search.singles.choice(left, served.keys()))
