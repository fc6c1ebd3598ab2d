"""Dated lines as pages show them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from netsite.model import Changes, Id, Line, Link, Network, Settings, TeamKey
from netsite.network.due import Due, Stand, Turn
from netsite.network.links import find, find_team
from netsite.pages.addresses import Addresses
from netsite.pages.clock import Clock
from netsite.pages.images import ToImage, no_image
from netsite.text.names import fold
from netsite.tongue import ENGLISH, Tongue

# A text, its page's root, its path and line, to HTML that is safe to show.
ToHtml = Callable[[str, str, str, int], str]


class Ties(NamedTuple):
    """A network and its clocks, of which only ties, names and warmth are to be read."""

    network: Network
    dues: Mapping[Id, Due]


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
    uids: Mapping[Id, str] = field(default_factory=dict)  # of those who cannot have their own
    edit: str  # the settings' edit_url with {path} made absolute, or ""
    changes: Changes | None = None  # what git knows; None without a history
    image: ToImage = no_image
    ties: Ties | None = None  # the same network and clocks, for who knows whom
    steady: Mapping[Id, Turn] | None = None  # the same clocks, for what stays from day to day
    states: Mapping[Id, Stand] | None = None  # the same clocks, for how people stand
    tongue: Tongue = ENGLISH  # in which all words are

    @property
    def known(self) -> Ties:
        """The network and clocks from which to tell who knows whom."""
        return self.ties or Ties(self.network, self.dues)

    @property
    def turns(self) -> Mapping[Id, Turn]:
        """The clocks, of which only what stays from day to day is to be read."""
        return self.dues if self.steady is None else self.steady

    @property
    def stands(self) -> Mapping[Id, Stand]:
        """The clocks, of which only how people stand is to be read."""
        return self.dues if self.states is None else self.states

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


class DateRow(NamedTuple):
    """A birthday or another date that comes: its day, whose, and what."""

    iso: str
    day: str
    ref: Ref
    what: str


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
    path, number, day, whole_month, kind, contact, people, without, _, text, _ = line.entry
    own = line.home and line.home == seen_by
    who = (picture.refs[line.home],) if line.home and not own else ()
    if people:
        who = tuple(dict.fromkeys((*who, *_refs(picture, people, seen_by))))
    # Of a line of the page's own file, and on a page of everybody's, the least says where it is.
    source = (picture.tongue.say("line {number}", number=number) if own
              else "" if line.home and not seen_by else f"{path}:{number}")
    return LineRow(
        day.isoformat()[:7] if whole_month else day.isoformat(), kind, who,
        tuple(_refs(picture, without, "")) if without else (),
        picture.html(text, root, path, number) if text else "", source,
        edit_link(picture, path, number) if picture.edit else "",
        picture.clock.is_ahead(day), not contact)


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


def contact_counts(lines: Iterable[Line], person: Id, today: date) -> dict[int, list[int]]:
    """How often a person was met in each month of the years in which they were."""
    counts: dict[int, list[int]] = {}
    for entry, _, people, _ in lines:
        day = entry.day
        if entry.contact and day <= today and person in people:
            if day.year not in counts:
                counts[day.year] = [0] * 12
            counts[day.year][day.month - 1] += 1
    return counts
