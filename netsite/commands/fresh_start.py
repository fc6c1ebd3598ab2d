"""`netsite fresh-start`."""

from datetime import date, timedelta

import click

from netsite.capture.catchup import spread
from netsite.capture.keys import set_key
from netsite.capture.plan import Plan
from netsite.commands.capture import Manner
from netsite.commands.change import Way, finish
from netsite.commands.reading import find_members, read
from netsite.commands.speaking import say
from netsite.network.due import State, lateness
from netsite.problems import UsageError
from netsite.text.cadence import read_cadence
from netsite.texts import Text, texts


def fresh_start(way: Way, team: str | None, over: str) -> None:
    """Spread everybody who is overdue over a time to come, by snooze days; no line is written."""
    known = read(way.vault, way.today)
    interval = read_cadence(over)
    if interval is None or interval.never:
        raise UsageError(Text.of("“{over}” is no time; write 12w, 3 months or 90 days", over=over))
    people = [person for person, due in known.dues.items() if due.state == State.OVERDUE]
    if team is not None:
        members = find_members(known.network, team, way.today)
        people = [person for person in people if person in members]
    if not people and not way.as_json:
        click.echo(say("nobody is overdue"))
        return
    people.sort(key=lambda person: (-lateness(known.dues[person], way.today), person))
    last: date = interval.after(way.today)
    days = spread(len(people), way.today + timedelta(1), last)
    steps = [set_key(known.network.people[person], "snooze", [day.isoformat()])
             for person, day in zip(people, days, strict=True)]
    count = "1 person" if len(people) == 1 else f"{len(people)} people"
    manner = Manner(command="fresh-start", dry_run=way.dry_run, as_json=way.as_json,
                    commit=known.vault.settings.git_commit)
    finish(way.vault, Plan(f"fresh-start: {count} until {last}", tuple(steps)), manner,
           Text.of(
               "{count}, the most late first, from {first} to {last}",
               first=way.today + timedelta(1),
                   last=last, count=texts("{n:,} person", "{n:,} people", len(people))))
