"""Companies, places and tags as groups of people; how a group stands, and when it last met."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import NamedTuple

from netsite.model import Id, Mark, Network, Team, TeamKey
from netsite.network.due import Stand, State
from netsite.practice.candidates import Together, by_value
from netsite.text.names import fold, sort_key

FEWEST = 2  # people of a company, a place or a tag that make a group
KINDS = ("company", "place", "tag")


class Group(NamedTuple):
    """People who share a company, a place or a tag; `key` is its folded name."""

    kind: str
    key: str
    name: str
    people: frozenset[Id]


class Standing(NamedTuple):
    """Of some people: how many are tracked, warm, and overdue."""

    tracked: int
    warm: int
    cold: int


def groups(network: Network, kind: str, fewest: int = FEWEST) -> list[Group]:
    """The companies, places or tags (`kind`) of at least some people, by name.

    Names compare folded. Of several ways to write one, the one that most people have is shown, and
    of those the first.
    """
    some = [_group(kind, key, ways)
            for key, ways in by_value(network.people.values(), kind).items()
            if sum(map(len, ways.values())) >= fewest]
    return sorted((group for group in some if len(group.people) >= fewest),
                  key=lambda group: (sort_key(group.name), group.key))


def _group(kind: str, key: str, ways: Mapping[str, Collection[Id]]) -> Group:
    name = min(ways, key=lambda way: (-len(ways[way]), way))
    return Group(kind, key, name, frozenset(chain.from_iterable(ways.values())))


def standing(stands: Mapping[Id, Stand], people: Iterable[Id]) -> Standing:
    """How some people stand; who is off every list is not tracked."""
    some = [stands[person] for person in people]
    return Standing(sum(each.state != State.OFF for each in some),
                    sum(each.warm for each in some),
                    sum(each.state == State.OVERDUE for each in some))


def before(network: Network, team: Team, today: date) -> list[Id]:
    """Whose time in a team is over, by name; who is in it again, or has yet to join, is not."""
    gone = {member.id for member in team.members if member.left and member.left < today}
    return by_name(network, (each for each in gone - team.on(today) if each in network.people))


def by_name(network: Network, people: Iterable[Id]) -> list[Id]:
    """Some people in the order of their names."""
    return sorted(people, key=lambda person: (sort_key(network.people[person].name), person))


def teams_together(network: Network, today: date) -> dict[TeamKey, Mark]:
    """For each team, the latest line that met at least two who were members on its day."""
    keys = {person: frozenset(key for key, _ in times)
            for person, times in network.teams_of.items()}
    found: dict[TeamKey, Mark] = {}
    for mark, key in _shared(network, keys, today):
        if key not in found and _met(network.teams[key], mark):
            found[key] = mark
    return found


def _met(team: Team, mark: Mark) -> bool:
    return len(team.on(mark.day).intersection(mark.people)) > 1


def groups_together(
    network: Network, some: Mapping[str, Group], today: date,
) -> dict[str, Mark]:
    """For groups by any key, the latest line that met at least two of their people, by that key."""
    of: dict[Id, list[str]] = {}
    for key, group in some.items():
        for person in group.people:
            of.setdefault(person, []).append(key)
    keys = {person: frozenset(each) for person, each in of.items()}
    found: dict[str, Mark] = {}
    for mark, key in _shared(network, keys, today):
        found.setdefault(key, mark)
    return found


def _shared(
    network: Network, keys: Mapping[Id, frozenset[str]], today: date,
) -> Iterator[tuple[Mark, str]]:
    """Lines that were contact with several people, the newest first, each with what they share."""
    none = frozenset[str]()
    for mark in network.linked:
        if len(mark.people) > 1 and mark.contact and mark.day <= today:
            seen: set[str] = set()
            for person in mark.people:
                mine = keys.get(person, none)
                for key in mine & seen:
                    yield mark, key
                seen |= mine


def proposal(
    proposals: Iterable[Together], kind: str, name: str, people: Collection[Id],
) -> Together | None:
    """The get-together proposed for a group, of those proposed for all; the largest if several.

    Two teams may have one name, so it must be with people of this one.
    """
    fitting = [each for each in proposals if (each.kind, fold(each.name)) == (kind, fold(name))
               and set(each.people) <= set(people)]
    return max(fitting, key=lambda each: len(each.people), default=None)


def to_log(proposed: Together) -> str:
    """What `netsite log` takes once it has taken place: `group call with ana, bo`."""
    return f"{proposed.channel} with {', '.join(sorted(proposed.people))}"
