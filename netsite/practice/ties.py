"""Ties: who once was close and has gone quiet, and who could be asked if it came today."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from netsite.model import Id, Network, Settings
from netsite.network.due import Due, State
from netsite.network.lines import kinds_with, met_on
from netsite.practice.candidates import company_of
from netsite.text.names import bare, sort_key

FEWEST = 5  # days of contact from which somebody has a usual gap
CLOSE = 92  # days: the longest usual gap of somebody close, a quarter
FAR = 3  # times the usual gap: far exceeded


class Dormant(NamedTuple):
    """Somebody once close: on how many days one met, the usual gap, and the gap now, in days."""

    id: Id
    contacts: int
    usual: float
    gap: int
    last: date


class Warm(NamedTuple):
    """Somebody one could call today: how often something was given to them, and got of them."""

    id: Id
    gave: int
    got: int
    last: date


class Door(NamedTuple):
    """A way to a company: a warm person knows somebody there, by an introduction.

    `to` works there and is not warm. `introduced` says that `through` made `to` known to one; else
    it was the other way round.
    """

    company: str
    to: Id
    through: Id
    introduced: bool


def dormant(network: Network, dues: Mapping[Id, Due], today: date) -> list[Dormant]:
    """Those who once were close and have gone quiet, the most often met first, then by name.

    Met on at least five days, the usual gap between two of them (the median) a quarter at most,
    and the gap now more than three times the usual. Nobody who is off; nobody who is warm, since
    a silence within the cadence is meant.
    """
    found = []
    for person, due in dues.items():
        if due.state == State.OFF or due.last is None or due.warm:
            continue
        days = sorted(set(met_on(network, person, today)))
        if len(days) < FEWEST:
            continue
        usual = _median(sorted((later - day).days for day, later in pairwise(days)))
        gap = (today - days[-1]).days
        if usual <= CLOSE and gap > FAR * usual:
            found.append(Dormant(person, len(days), usual, gap, days[-1]))
    people = network.people
    return sorted(found, key=lambda each: (-each.contacts, sort_key(people[each.id].name), each.id))


def _median(numbers: Sequence[int]) -> float:
    """The middle of some numbers in order; `statistics` would load rational numbers for it."""
    middle = len(numbers) // 2
    return numbers[middle] if len(numbers) % 2 else (numbers[middle - 1] + numbers[middle]) / 2


def if_today(
    network: Network, settings: Settings, dues: Mapping[Id, Due], today: date,
) -> list[Warm]:
    """The warm people, those first to whom more was given than was got of them.

    Among equals, the one with whom more went to and fro comes first, then the one met last, then
    by name.
    """
    gave, got = set(map(bare, settings.gave)), set(map(bare, settings.got))
    kinds: dict[str, str] = {}
    found = []
    for person, due in dues.items():
        if due.last is None or not due.warm:
            continue
        said = [kinds.get(kind) or kinds.setdefault(kind, bare(kind))
                for kind in kinds_with(network, person, today)]
        found.append(Warm(person, sum(kind in gave for kind in said),
                          sum(kind in got for kind in said), due.last.day))
    return sorted(found, key=partial(giving, network))


def giving(network: Network, each: Warm) -> tuple[int, int, int, tuple[str, str], Id]:
    """What puts warm people into the order of `if_today`; the last of it is the id."""
    return (each.got - each.gave, -each.gave - each.got, -each.last.toordinal(),
            sort_key(network.people[each.id].name), each.id)


def doors(network: Network, dues: Mapping[Id, Due]) -> list[Door]:
    """The introductions that lead from a warm person to a company, by company and names.

    They lead to people who are not warm (the others can be asked themselves) and not off.
    """
    people = network.people
    found = [door for person, due in dues.items()
             if due.state != State.OFF and not due.warm and company_of(people[person])
             for door in _doors_to(network, dues, person)]
    return sorted(found, key=lambda door: (
        sort_key(door.company), sort_key(people[door.to].name), door.to,
        sort_key(people[door.through].name), door.through))


def _doors_to(
    network: Network, dues: Mapping[Id, Due], person: Id,
) -> Iterator[Door]:
    introducers = network.introducers.get(person, ())
    others = [*introducers, *network.introduced.get(person, ())]
    for other in dict.fromkeys(others):
        if other in dues and dues[other].warm:
            yield Door(company_of(network.people[person]), person, other, other in introducers)
