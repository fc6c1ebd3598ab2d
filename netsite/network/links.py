"""Names to people: ids first, then aliases, full names and teams; never a guess."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from netsite.model import Contact, Id, Link, Names, TeamKey
from netsite.problems import Level, Problem
from netsite.text.links import LINK, link_name
from netsite.text.names import fold, one_edit_apart
from netsite.texts import Text


def index_names(
    contacts: Iterable[Contact], teams: Mapping[str, TeamKey], group_teams: Mapping[Id, TeamKey],
) -> Names:
    """The index of all names; `teams` are the names of teams that have no file."""
    ids: dict[str, Id] = {}
    aliases: defaultdict[str, list[Id]] = defaultdict(list)
    full: defaultdict[str, list[Id]] = defaultdict(list)
    for contact in contacts:
        ids[fold(contact.id)] = contact.id
        full[fold(contact.name)].append(contact.id)
        for alias in contact.aliases:
            if contact.id not in aliases[fold(alias)]:
                aliases[fold(alias)].append(contact.id)
    return Names(ids=ids, aliases=_frozen(aliases), full=_frozen(full), teams=teams,
                 group_teams=group_teams)


def _frozen(lists: Mapping[str, list[Id]]) -> dict[str, tuple[Id, ...]]:
    return {name: tuple(found) for name, found in lists.items()}


def find(names: Names, name: str) -> tuple[Id, ...]:
    """The ids of the contacts a name stands for: one, none, or several where it is ambiguous.

    A team without a file has no id; `find_team` finds it.
    """
    folded = fold(name)
    found = names.ids.get(folded)
    if found is not None:
        return (found,)
    return names.aliases.get(folded) or names.full.get(folded) or ()


def find_team(names: Names, name: str) -> TeamKey | None:
    """The team a name stands for, if that is what it stands for."""
    found = find(names, name)
    if found:
        return names.group_teams.get(found[0]) if len(found) == 1 else None
    return names.teams.get(fold(name))


def with_names(names: Names, name_of: Callable[[Id], str], text: str) -> str:
    """A text with its links as the names they stand for."""
    def name(match: re.Match[str]) -> str:
        found = find(names, link_name(match[1]))
        shown = name_of(found[0]) if len(found) == 1 else link_name(match[1])
        return (match[3] or "").strip() or shown
    return LINK.sub(name, text) if "[[" in text else text


def _one_of(names: Sequence[str]) -> str:
    """Names of which one is meant: `a or b or c`."""
    found = names[-1]
    for name in reversed(names[:-1]):
        found = Text.of("{this} or {further}", this=name, further=found)
    return found


class Unresolved:
    """Collects the links that name nobody or several, as problems with their mend."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.problems: list[Problem] = []
        self._deletions: dict[str, list[str]] | None = None

    def add(self, path: str, link: Link, candidates: tuple[Id, ...]) -> None:
        """Note a link that `find` answered with other than one id."""
        if candidates:
            level = Level.ERROR
            message = Text.of("“{name}” may be {ids}", name=link.name[:60],
                              ids=_one_of(sorted(candidates)))
            hint = Text.of("write the id: [[{id}]]", id=min(candidates))
        else:
            level = Level.WARNING
            message = Text.of("“{name}” names nobody", name=link.name[:60])
            meant = self.did_you_mean(link.name)
            hint = (Text.of("did you mean [[{meant}]]?", meant=meant) if meant
                    else Text.of("make the contact, or take the brackets off"))
        self.problems.append(Problem(path, link.line, link.column, level, message, hint))

    def team_among_members(self, path: str, link: Link) -> None:
        """Note a team that stands where a group's members are named."""
        self.problems.append(Problem(
            path, link.line, link.column, Level.WARNING,
            Text.of("“{name}” is a team, and the members of a group are people",
                    name=link.name[:60]),
            Text.of("name its people here")))

    def did_you_mean(self, name: str) -> str:
        """A known name that is the same but for spaces and signs, or one edit away, or ""."""
        if self._deletions is None:
            self._deletions = _by_deletions(self.names)
        folded = fold(name)
        near = (other for key in _deletions(folded) for other in self._deletions.get(key, ())
                if _squeezed(other) == _squeezed(folded) or one_edit_apart(folded, other))
        return min(near, default="")


def _by_deletions(names: Names) -> dict[str, list[str]]:
    """Names by what is left when one letter goes: one edit apart means such a rest in common."""
    index: defaultdict[str, list[str]] = defaultdict(list)
    for name in (*names.ids, *names.aliases, *names.full, *names.teams):
        for key in _deletions(name):
            index[key].append(name)
    return index


_LONGEST = 60  # letters; a longer name is only compared whole


def _deletions(name: str) -> Iterator[str]:
    yield name
    yield _squeezed(name)
    if len(name) <= _LONGEST:
        yield from (name[:index] + name[index + 1:] for index in range(len(name)))


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, name))
