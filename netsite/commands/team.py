"""`netsite team`."""


import click

from netsite.commands.reading import Read, find_any_team, state_of
from netsite.commands.speaking import counted, say, tongue
from netsite.commands.terminal import STATE_COLOURS, print_json, print_table, wrap
from netsite.model import Id, Mark, Team
from netsite.network.lines import first_line
from netsite.practice.candidates import Together, candidates, get_togethers
from netsite.practice.groups import before, by_name, proposal, standing, teams_together, to_log
from netsite.practice.ledger import day_of
from netsite.text.names import one_line, printable, sort_key


def team(known: Read, name: str | None, *, as_json: bool) -> None:
    """Print all teams, or one with its members, when it last met, and what is proposed."""
    today = known.today
    met = teams_together(known.network, today)
    if name is not None:
        found = known.network.teams[find_any_team(known.network, name)]
        last, proposed = met.get(found.key), _proposed(known, found)
        if as_json:
            print_json(_json(known, found, last) | _more(known, found, proposed))
        else:
            _print_one(known, found, last, proposed)
        return
    teams = sorted(known.network.teams.values(), key=lambda team: (sort_key(team.name), team.key))
    if as_json:
        print_json([_json(known, each, met.get(each.key)) for each in teams])
        return
    print_table([_row(known, each, met.get(each.key)) for each in teams], [None] * len(teams))
    if not teams:
        click.echo(say("No team yet. A team is a name in somebody’s front matter: {example}.",
                       example="teams: [atlas]"))


def _members(known: Read, team: Team) -> list[Id]:
    return by_name(known.network, team.on(known.today) & known.network.people.keys())


def _proposed(known: Read, team: Team) -> Together | None:
    facts = known.network, known.vault.settings
    found = candidates(*facts, known.dues, known.today)
    together = get_togethers(*facts, found, known.dues, known.today)
    return proposal(together, "team", team.name, team.on(known.today))


def _row(known: Read, team: Team, met: Mark | None) -> tuple[str, ...]:
    members = _members(known, team)
    stands = standing(known.dues, members)
    return (team.name, counted("{n:,} member", "{n:,} members", len(members)),
            say("{warm} of {tracked} warm", warm=stands.warm, tracked=stands.tracked),
            say("{n} overdue", n=stands.cold) if stands.cold else "",
            say("together {day}", day=day_of(met)) if met else "")


def _print_one(known: Read, team: Team, met: Mark | None, proposed: Together | None) -> None:
    members = _members(known, team)
    stands = standing(known.dues, members)
    click.secho(printable(team.name), bold=True)
    click.echo(tongue().listed([
        counted("{n:,} member", "{n:,} members", len(members)),
        say("{warm} of {tracked} warm", warm=stands.warm, tracked=stands.tracked),
        *([say("{n} overdue", n=stands.cold)] if stands.cold else ())]))
    if members:
        click.echo()
    people = known.network.people
    print_table([(people[person].name, state_of(known, person),
                  _last(known, person)) for person in members],
                [STATE_COLOURS.get(known.dues[person].state) for person in members])
    gone = before(known.network, team, known.today)
    if gone:
        _say(say("Before: {names}", names=", ".join(people[person].name for person in gone)))
    _say(say("Last together: {what}", what=_said(known, met)) if met
         else say("Last together: not yet, as far as the files say"))
    if proposed:
        names = ", ".join(people[each].name for each in by_name(known.network, proposed.people))
        _say(say("Proposed: a {channel} with {names} ({minutes} minutes)",
                 channel=proposed.channel, names=names, minutes=proposed.minutes))
        click.echo(f'  netsite log "{to_log(proposed)}"')


def _last(known: Read, person: Id) -> str:
    last = known.dues[person].last
    return f"{day_of(last)} {last.kind}" if last else ""


def _said(known: Read, mark: Mark) -> str:
    text = first_line(known.network, mark)
    head = f"{day_of(mark)} {mark.kind}".strip()
    return f"{head}{': ' if text else ''}{one_line(known.readable(text))}"


def _say(text: str) -> None:
    click.echo()
    for line in wrap(text, "", "  "):
        click.echo(line)


def _json(known: Read, team: Team, met: Mark | None) -> dict[str, object]:
    members = _members(known, team)
    stands = standing(known.dues, members)
    return {"key": team.key, "name": team.name, "members": len(members), "tracked": stands.tracked,
            "warm": stands.warm, "overdue": stands.cold,
            "before": len(before(known.network, team, known.today)),
            "together": day_of(met) if met else None}


def _more(known: Read, team: Team, proposed: Together | None) -> dict[str, object]:
    dues, people = known.dues, known.network.people
    return {
        "people": [{"id": person, "name": people[person].name, "state": dues[person].state,
                    "last": _iso(dues[person].last)}
                   for person in _members(known, team)],
        "former": before(known.network, team, known.today),
        "proposal": None if proposed is None else {
            "channel": proposed.channel, "minutes": proposed.minutes,
            "people": sorted(proposed.people), "also": sorted(proposed.also),
            "log": to_log(proposed)}}


def _iso(mark: Mark | None) -> str | None:
    return day_of(mark) if mark else None
