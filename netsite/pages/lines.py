"""Dated lines as pages show them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from netsite.model import Changes, Id, Line, Link, Network, Settings, TeamKey
from netsite.network.due import Due
from netsite.network.links import find, find_team
from netsite.pages.addresses import Addresses
from netsite.pages.clock import Clock
from netsite.text.names import fold

# A text, its page's root, its path and line, to HTML that is safe to show.
ToHtml = Callable[[str, str, str, int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What pages are drawn from: a network on a day, its addresses, and Markdown as HTML."""

    network: Network
    settings: Settings
    dues: Mapping[Id, Due]
    clock: Clock
    refs: Mapping[Id, "Ref"]  # of all contacts, groups too
    teams: Mapping[TeamKey, "Ref"]
    addresses: Addresses
    html: ToHtml
    edit: str  # the settings' edit_url with {path} made absolute, or ""
    changes: Changes | None = None  # what git knows; None without a history

    def group(self, kind: str, name: str, shown: str = "") -> "Ref":
        """A company, place or tag, and its page if it has one; `shown` is its name here."""
        return Ref(shown or name, self.addresses.groups[kind].get(fold(name), ""))


class Ref(NamedTuple):
    """Somebody to link to: a name, and a page from the site's root ("" is none)."""

    name: str
    url: str


class LineRow(NamedTuple):
    """A dated line; `iso` is its day, or its month.

    `source` is its file and line, its line in the page's own file, or "" where the page leads
    there anyway. `planned` is still to come; `quiet` is no contact (a note, an attempt, a plan).
    """

    iso: str
    kind: str
    who: tuple[Ref, ...]
    without: tuple[Ref, ...]
    html: str
    source: str
    edit: str
    planned: bool
    quiet: bool


def refs_of(network: Network, addresses: Addresses) -> dict[Id, Ref]:
    """The name and page of every contact."""
    people = {person: Ref(contact.name, addresses.people[person])
              for person, contact in network.people.items()}
    groups = {group: Ref(contact.name, addresses.teams[network.names.group_teams[group]])
              for group, contact in network.groups.items()}
    return people | groups


def team_refs(network: Network, addresses: Addresses) -> dict[TeamKey, Ref]:
    """The name and page of every team."""
    return {key: Ref(team.name, addresses.teams[key]) for key, team in network.teams.items()}


def line_row(picture: Picture, line: Line, seen_by: Id, root: str) -> LineRow:
    """One line as the page of `seen_by` shows it ("" for a page of everybody's)."""
    entry = line.entry
    day = entry.day.isoformat()
    if entry.whole_month:
        day = day[:7]
    who: tuple[Ref, ...] = ()
    if line.home and line.home != seen_by:
        who = (picture.refs[line.home],)
    if entry.people:
        who += tuple(_refs(picture, entry.people, seen_by))
    without = tuple(_refs(picture, entry.without, "")) if entry.without else ()
    html = picture.html(entry.text, root, entry.path, entry.line) if entry.text else ""
    return LineRow(
        day, entry.kind, tuple(dict.fromkeys(who)) if who else who, without, html,
        _source(line, seen_by),
        edit_link(picture, entry.path, entry.line) if picture.edit else "",
        picture.clock.is_ahead(entry.day), not entry.contact)


def _source(line: Line, seen_by: Id) -> str:
    """Where a line stands; of a line of the page's own file, or on a page of all, the least."""
    entry = line.entry
    if line.home and line.home == seen_by:
        return f"line {entry.line}"
    return "" if line.home and not seen_by else f"{entry.path}:{entry.line}"


def _refs(picture: Picture, links: Iterable[Link], seen_by: Id) -> Iterator[Ref]:
    names = picture.network.names
    for link in links:
        found = find(names, link.name)
        key = find_team(names, link.name)
        if key is not None:
            yield picture.teams[key]
        elif len(found) != 1:
            yield Ref(link.shown or link.name, "")
        elif found[0] != seen_by:
            yield picture.refs[found[0]]


def edit_link(picture: Picture, path: str, line: int) -> str:
    """The address that opens a line in the user's editor, or ""."""
    if not picture.edit:
        return ""
    return picture.edit.replace("{line}", str(line)).replace("{path}", quote(path))


def by_year(rows: Iterable[LineRow]) -> list[tuple[str, list[LineRow]]]:
    """Rows grouped by their year, in the order they come."""
    years: dict[str, list[LineRow]] = {}
    for row in rows:
        years.setdefault(row.iso[:4], []).append(row)
    return list(years.items())


def contact_counts(lines: Iterable[Line], person: Id, today: date) -> dict[tuple[int, int], int]:
    """How often a person was met, by year and month."""
    counts: dict[tuple[int, int], int] = {}
    for line in lines:
        day = line.entry.day
        if line.entry.contact and day <= today and person in line.people:
            counts[day.year, day.month] = counts.get((day.year, day.month), 0) + 1
    return counts

