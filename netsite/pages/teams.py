"""The views of Teams and of one team."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from netsite.model import Id, Line, Member, Team, TeamKey
from netsite.network.due import State, is_warm
from netsite.pages.lines import LineRow, Picture, Ref, by_year, edit_link, line_row
from netsite.pages.people import PersonRow, Rows, notes_html
from netsite.pages.words import long_day
from netsite.text.names import sort_key


class TeamRow(NamedTuple):
    """A team in the list: how many are in it, were before, and are warm; when last together."""

    ref: Ref
    now: int
    before: int
    warm: int
    cold: int
    together: str


class Membership(NamedTuple):
    """Somebody in a team; the days are for people, "" where not known."""

    person: PersonRow
    joined: str
    left: str


class TeamView(NamedTuple):
    """All that a team's page shows."""

    name: str
    notes: Markup
    cadence: str
    members: tuple[Membership, ...]
    former: tuple[Membership, ...]
    cold: tuple[Ref, ...]
    together: tuple[LineRow, ...]
    years: tuple[tuple[str, list[LineRow]], ...]
    source: str
    edit: str


class TeamsView(NamedTuple):
    """The list of teams, by name."""

    rows: tuple[TeamRow, ...]


def teams_view(picture: Picture, together: dict[TeamKey, Line]) -> TeamsView:
    """Every team, by name; `together` as `last_together` gives it."""
    teams = sorted(picture.network.teams.values(), key=lambda team: (sort_key(team.name), team.key))
    return TeamsView(tuple(_row(picture, team, together.get(team.key)) for team in teams))


def _row(picture: Picture, team: Team, together: Line | None) -> TeamRow:
    now = team.on(picture.today) & picture.network.people.keys()
    dues = [picture.dues[person] for person in now]
    return TeamRow(
        picture.team(team.key), len(now), len(_before(picture, team, now)),
        sum(is_warm(due, picture.today) for due in dues),
        sum(due.state == State.OVERDUE for due in dues),
        together.entry.day.isoformat() if together else "")


def _before(picture: Picture, team: Team, now: Iterable[Id]) -> set[Id]:
    """Those whose time in a team is over; who has yet to join is neither."""
    return {member.id for member in team.members
            if member.left and member.left < picture.today} - set(now)


def last_together(picture: Picture) -> dict[TeamKey, Line]:
    """For each team, the latest line that met at least two who were members on its day."""
    network, found = picture.network, {}
    for line in network.lines:
        if len(line.people) < 2 or not line.entry.contact or line.entry.day > picture.today:
            continue
        seen: dict[TeamKey, int] = {}
        for person in line.people:
            for key in {key for key, _ in network.teams_of.get(person, ())}:
                seen[key] = seen.get(key, 0) + 1
        for key, number in seen.items():
            if number > 1 and key not in found and _met(network.teams[key], line):
                found[key] = line
    return found


def _met(team: Team, line: Line) -> bool:
    return len(team.on(line.entry.day).intersection(line.people)) > 1


def team_view(picture: Picture, rows: Rows, team: Team, together: Line | None) -> TeamView:
    """Everything about one team."""
    group = team.group
    members = list(_members(picture, rows, team))
    now = [m for m in members if m[0].on(picture.today)]
    present = {member.id for member, _ in now}
    former = [(member, shown) for member, shown in members
              if member.left and member.left < picture.today and member.id not in present]
    lines = picture.network.history.get(group.id, ()) if group else ()
    shown = [line_row(picture, line, group.id if group else "", "../") for line in lines]
    return TeamView(
        name=team.name,
        notes=notes_html(picture, group) if group else Markup(),
        cadence=group.cadence if group else "",
        members=_each_once(now), former=_each_once(former),
        cold=tuple(shown.person.ref for _, shown in now if shown.person.state == State.OVERDUE),
        together=(line_row(picture, together, "", "../"),) if together else (),
        years=tuple(by_year(shown)), source=group.path if group else "",
        edit=edit_link(picture, group.path, 1) if group else "")


def _members(picture: Picture, rows: Rows, team: Team) -> Iterator[tuple[Member, Membership]]:
    people = picture.network.people
    known = [member for member in team.members if member.id in people]
    for member in sorted(known, key=lambda member: (sort_key(people[member.id].name), member.id)):
        yield member, Membership(
            rows[member.id],
            long_day(member.joined) if member.joined else "",
            long_day(member.left) if member.left else "")


def _each_once(members: Iterable[tuple[Member, Membership]]) -> tuple[Membership, ...]:
    return tuple({member.id: shown for member, shown in members}.values())

