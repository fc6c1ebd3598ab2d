"""The views of Teams and of one team."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from netsite.model import Mark, Member, Team, TeamKey
from netsite.network.due import State
from netsite.pages.cards import calendar_url
from netsite.pages.lines import LineRow, Picture, Ref, by_year, edit_link, line_row
from netsite.pages.people import PersonRow, Rows
from netsite.pages.person import notes_html
from netsite.pages.shared import Shared
from netsite.practice.candidates import Together
from netsite.practice.groups import before, by_name, standing, to_log
from netsite.practice.ledger import day_of
from netsite.text.cadence import cadence_words
from netsite.text.names import sort_key

MOST_ALSO = 8  # who belong to a get-together though they are not due, by name


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


class ProposalRow(NamedTuple):
    """A get-together to propose: how, for how long, for whom, and what logs it.

    `also` are the first of those who belong, though they are not due.
    """

    channel: str
    minutes: int
    people: tuple[Ref, ...]
    also: tuple[Ref, ...]
    also_total: int
    log: str


class TeamView(NamedTuple):
    """All that a team's page shows."""

    name: str
    notes: Markup
    cadence: str
    warm: int
    tracked: int
    proposal: tuple[ProposalRow, ...]
    members: tuple[Membership, ...]
    former: tuple[Membership, ...]
    cold: tuple[Ref, ...]
    together: tuple[LineRow, ...]
    years: tuple[tuple[str, list[LineRow]], ...]
    calendar: str
    source: str
    edit: str


class TeamsView(NamedTuple):
    """The list of teams, by name."""

    rows: tuple[TeamRow, ...]


def teams_view(picture: Picture, shared: Shared) -> TeamsView:
    """Every team, by name."""
    teams = sorted(picture.network.teams.values(), key=lambda team: (sort_key(team.name), team.key))
    return TeamsView(tuple(_row(picture, team, shared.together.get(f"team/{team.key}"))
                           for team in teams))


def _row(picture: Picture, team: Team, together: Mark | None) -> TeamRow:
    today = picture.clock.today_in_teams()
    now = team.on(today) & picture.network.people.keys()
    stands = standing(picture.stands, now)
    return TeamRow(
        picture.teams[team.key], len(now), len(before(picture.network, team, today)),
        stands.warm, stands.cold, day_of(together) if together else "")


def team_view(picture: Picture, shared: Shared, key: TeamKey) -> TeamView:
    """Everything about one team."""
    team = picture.network.teams[key]
    together, proposed = shared.together.get(f"team/{key}"), shared.proposals.get(f"team/{key}")
    group = team.group
    members = list(_members(picture, shared.rows, team))
    today = picture.clock.today_in_teams()
    now = [m for m in members if m[0].on(today)]
    gone = set(before(picture.network, team, today))
    former = [(member, shown) for member, shown in members if member.id in gone]
    stands = standing(picture.stands, {member.id for member, _ in now})
    lines = picture.network.history.get(group.id, ()) if group else ()
    shown = [line_row(picture, line, group.id if group else "", "../") for line in lines]
    return TeamView(
        name=team.name,
        notes=notes_html(picture, group, 1) if group else Markup(),
        cadence=picture.tongue.told(cadence_words(group.cadence)) if group else "",
        warm=stands.warm, tracked=stands.tracked, proposal=proposal_row(picture, proposed),
        members=_each_once(now), former=_each_once(former),
        cold=tuple(shown.person.ref for _, shown in now if shown.person.state == State.OVERDUE),
        together=together_row(picture, together),
        years=tuple(by_year(shown)),
        calendar=calendar_url(picture.addresses.teams[key]).rpartition("/")[2],
        source=group.path if group else "",
        edit=edit_link(picture, group.path, 1) if group else "")


def together_row(picture: Picture, together: Mark | None) -> tuple[LineRow, ...]:
    """The line that last met several of a group, none or one."""
    if together is None:
        return ()
    return (line_row(picture, picture.network.line(together), "", "../"),)


def proposal_row(picture: Picture, proposed: Together | None) -> tuple[ProposalRow, ...]:
    """A proposed get-together with its people by name, none or one.

    By name, not by urgency, which changes from day to day and would write the page anew.
    """
    if proposed is None:
        return ()
    people, also = (tuple(picture.refs[person] for person in by_name(picture.network, some))
                    for some in (proposed.people, proposed.also))
    return (ProposalRow(proposed.channel, proposed.minutes, people, also[:MOST_ALSO], len(also),
                        f'netsite log "{to_log(proposed)}"'),)


def _members(picture: Picture, rows: Rows, team: Team) -> Iterator[tuple[Member, Membership]]:
    people, tongue = picture.network.people, picture.tongue
    known = [member for member in team.members if member.id in people]
    for member in sorted(known, key=lambda member: (sort_key(people[member.id].name), member.id)):
        yield member, Membership(
            rows[member.id],
            tongue.long_day(member.joined) if member.joined else "",
            tongue.long_day(member.left) if member.left else "")


def _each_once(members: Iterable[tuple[Member, Membership]]) -> tuple[Membership, ...]:
    return tuple({member.id: shown for member, shown in members}.values())

