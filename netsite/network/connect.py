"""Contacts and journal to the Network: teams, links, participants, introductions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain
from operator import attrgetter
from typing import NamedTuple, TypedDict

from netsite.model import (
    Contact,
    Entry,
    Id,
    Line,
    Link,
    Mark,
    Member,
    Membership,
    Names,
    Network,
    Own,
    Team,
    TeamKey,
    Words,
)
from netsite.network.lines import (
    Lazy,
    LazyLines,
    history_of,
    line_maker,
    linked_of,
    marks_of,
    newest_first,
    own_marks,
    remembered,
)
from netsite.network.links import Unresolved, find, index_names
from netsite.network.parts import Part
from netsite.problems import Problem
from netsite.text.names import fold


class _Group(NamedTuple):
    """A team being put together."""

    key: TeamKey
    name: str
    group: Contact | None
    members: list[Member]


def connect(
    parts: Iterable[Part], words: Callable[[str], Words],
) -> tuple[Network, list[Problem]]:
    """The network of all files, and the links that name nobody or several.

    `parts` come in any order, each contact's id once; `words` gives those of a file by its path.
    Nothing here depends on today.
    """
    parts = sorted(parts, key=attrgetter("path"))
    contacts = sorted((part.contact for part in parts if part.contact), key=attrgetter("id"))
    groups = _teams_of_groups(contacts)
    of_files = index_names((c for c in contacts if c.is_group), {}, {})
    ambiguous = _join_teams(contacts, groups, of_files)
    names = index_names(
        contacts, {key: key for key, team in groups.items() if team.group is None},
        {team.group.id: key for key, team in groups.items() if team.group})
    unresolved = Unresolved(names)
    for path, link, found in ambiguous:
        unresolved.add(path, link, found)
    _join_members(groups, names, unresolved)
    teams = {key: Team(key=key, name=team.name, group=team.group, members=_once(team.members))
             for key, team in sorted(groups.items())}
    resolver = _Resolver(names, teams, unresolved)
    introducers = {c.id: tuple(resolver.people(c.path, c.introduced_by))
                   for c in contacts if c.introduced_by}
    own = {part.contact.id: part.own for part in parts if part.contact and part.own}
    bare = {(part.path, entry.line): entry for part in parts for entry in part.linked}
    linked = sorted(resolver.marks(parts), key=newest_first)
    return Network(
        people={c.id: c for c in contacts if not c.is_group},
        groups={c.id: c for c in contacts if c.is_group},
        teams=teams, teams_of=_teams_of(teams), names=names, words=words,
        **_of_lines(own, linked, line_maker(own, bare, words), words),
        noted=resolver.noted(contacts), introducers=introducers,
        introduced=_inverted(introducers)), unresolved.problems


def with_part(network: Network, part: Part, words: Words) -> Network:
    """The same network with the file of one of its people read anew.

    That is right where nothing has changed in it that links people: names, teams, introductions.
    """
    contact = part.contact
    if contact is None or contact.id not in network.people:
        raise ValueError(part.path)
    resolver = _Resolver(network.names, network.teams, Unresolved(network.names))
    bare = {(part.path, entry.line): entry for entry in part.linked}
    own = {**network.own, **({contact.id: part.own} if part.own else {})}
    if part.own is None:
        own.pop(contact.id, None)
    new = line_maker(own, bare, lambda _: words)
    others = (mark for mark in network.linked if mark.path != part.path)

    def words_of(path: str) -> Words:
        return words if path == part.path else network.words(path)
    return replace(
        network, people={**network.people, contact.id: contact}, words=words_of,
        **_of_lines(own, sorted([*others, *resolver.marks([part])], key=newest_first),
                    lambda mark: new(mark) if mark.path == part.path else network.line(mark),
                    words_of))


class _OfLines(TypedDict):
    """What a network has of dated lines."""

    own: Mapping[Id, Own]
    linked: tuple[Mark, ...]
    linked_of: Mapping[Id, Sequence[Mark]]
    line: Callable[[Mark], Line]
    marks: Mapping[Id, tuple[Mark, ...]]
    lines: Sequence[Line]
    history: Mapping[Id, tuple[Line, ...]]
    mentioned: Mapping[Id, tuple[Line, ...]]


def _of_lines(
    own: Mapping[Id, Own], linked: Sequence[Mark], line: Callable[[Mark], Line],
    words: Callable[[str], Words],
) -> _OfLines:
    """Marks and lines, all made when they are asked for; `linked` are the newest first."""
    others = linked_of(linked)
    marks = marks_of(own, others)
    mentions: defaultdict[Id, list[Mark]] = defaultdict(list)
    for mark in linked:
        for each in mark.mentions:
            mentions[each].append(mark)

    def everything() -> tuple[Line, ...]:
        own_lines = (mark for home, some in own.items() for mark in own_marks(home, some))
        return tuple(map(line, sorted(chain(linked, own_lines), key=newest_first)))

    return _OfLines(
        own=own, linked=tuple(linked), linked_of=others, line=line, marks=marks,
        lines=LazyLines(len(linked) + sum(each.size for each in own.values()), everything),
        history=history_of(marks, own, others, line, words),
        mentioned=Lazy(mentions, remembered(lambda each: tuple(map(line, mentions[each])))))


def _teams_of_groups(contacts: Iterable[Contact]) -> dict[TeamKey, _Group]:
    return {fold(c.id): _Group(fold(c.id), c.name, c, []) for c in contacts if c.is_group}


def _join_teams(
    contacts: Iterable[Contact], groups: dict[TeamKey, _Group], of_files: Names,
) -> list[tuple[str, Link, tuple[Id, ...]]]:
    """Put everybody into the teams they name; returns the names that two groups share."""
    ambiguous = []
    found_by = remembered(lambda name: find(of_files, name))  # the same few come again and again
    for contact in contacts:
        for membership in contact.teams:
            name = membership.link.name
            found = found_by(name)
            if len(found) > 1:
                ambiguous.append((contact.path, membership.link, found))
                continue
            key = fold(found[0] if found else name)
            team = groups.get(key)
            if team is None:
                team = groups[key] = _Group(key, name, None, [])
            if not contact.is_group:
                team.members.append(_member(contact.id, membership))
    return ambiguous


def _member(contact_id: Id, membership: Membership) -> Member:
    return Member(contact_id, membership.joined, membership.left)


def _join_members(
    groups: Mapping[TeamKey, _Group], names: Names, unresolved: Unresolved,
) -> None:
    """Put the people that a group's file names into it."""
    for team in groups.values():
        for membership in team.group.members if team.group else ():
            found = find(names, membership.link.name)
            if len(found) == 1 and found[0] not in names.group_teams:
                team.members.append(_member(found[0], membership))
            elif team.group and (len(found) == 1 or fold(membership.link.name) in groups):
                unresolved.team_among_members(team.group.path, membership.link)
            elif team.group:
                unresolved.add(team.group.path, membership.link, found)


def _once(members: Iterable[Member]) -> tuple[Member, ...]:
    def order(member: Member) -> tuple[Id, date, date]:
        return member.id, member.joined or date.min, member.left or date.max
    return tuple(sorted(set(members), key=order))


class _Resolver:
    """Resolves the links of lines and notes; remembers a team's members by day."""

    def __init__(self, names: Names, teams: Mapping[TeamKey, Team], unresolved: Unresolved) -> None:
        self.names, self.teams, self.unresolved = names, teams, unresolved
        self._on: dict[tuple[TeamKey, date], tuple[Id, ...]] = {}

    def marks(self, parts: Iterable[Part]) -> Iterator[Mark]:
        """The marks of all linked lines."""
        for part in parts:
            contact = part.contact
            key = self.names.group_teams.get(contact.id) if contact else None
            alone = (contact.id,) if contact else ()
            for entry in part.linked:
                own = alone if key is None else self.members(key, entry.day)
                yield self.mark(entry, contact.id if contact else "", own)

    def mark(self, entry: Entry, home: Id, own: tuple[Id, ...]) -> Mark:
        """One line, resolved; `own` are the people of the file it stands in."""
        people = own
        if entry.people:
            people = tuple(dict.fromkeys((*own, *self.everyone(entry, entry.people))))
        if entry.without:
            without = set(self.everyone(entry, entry.without))
            people = tuple(person for person in people if person not in without)
        mentions: tuple[Id, ...] = ()
        if entry.mentions:
            spoken_of = dict.fromkeys(self.people(entry.path, entry.mentions))
            mentions = tuple(m for m in spoken_of if m not in people and m != home)
        return Mark(entry.path, entry.line, entry.day, entry.whole_month, entry.kind, entry.contact,
                    home, people, mentions)

    def everyone(self, entry: Entry, links: Iterable[Link]) -> Iterator[Id]:
        """The people that links name on the line's day, teams replaced by their members."""
        for link in links:
            found = find(self.names, link.name)
            key = (self.names.group_teams.get(found[0]) if len(found) == 1
                   else self.names.teams.get(fold(link.name)) if not found else None)
            if key is not None:
                yield from self.members(key, entry.day)
            elif len(found) == 1:
                yield found[0]
            else:
                self.unresolved.add(entry.path, link, found)

    def people(self, path: str, links: Iterable[Link]) -> Iterator[Id]:
        """The contacts that links name, groups as themselves; teams without a file have no id."""
        for link in links:
            found = find(self.names, link.name)
            if len(found) == 1:
                yield found[0]
            elif found or fold(link.name) not in self.names.teams:
                self.unresolved.add(path, link, found)

    def members(self, key: TeamKey, day: date) -> tuple[Id, ...]:
        """The members of a team on a day, by id."""
        if (key, day) not in self._on:
            self._on[key, day] = tuple(sorted(self.teams[key].on(day)))
        return self._on[key, day]

    def noted(self, contacts: Iterable[Contact]) -> dict[Id, tuple[Id, ...]]:
        """For everybody that notes speak of, the contacts in whose notes they are."""
        found: defaultdict[Id, dict[Id, None]] = defaultdict(dict)
        for contact in contacts:
            for other in self.people(contact.path, contact.mentions):
                if other != contact.id:
                    found[other][contact.id] = None
        return {other: tuple(by) for other, by in sorted(found.items())}


def _teams_of(teams: Mapping[TeamKey, Team]) -> dict[Id, tuple[tuple[TeamKey, Member], ...]]:
    found: defaultdict[Id, list[tuple[TeamKey, Member]]] = defaultdict(list)
    for key, team in teams.items():
        for member in team.members:
            found[member.id].append((key, member))
    return {person: tuple(times) for person, times in found.items()}


def _inverted(introducers: Mapping[Id, tuple[Id, ...]]) -> dict[Id, tuple[Id, ...]]:
    found: defaultdict[Id, list[Id]] = defaultdict(list)
    for person, by in introducers.items():
        for other in by:
            found[other].append(person)
    return {person: tuple(others) for person, others in found.items()}
