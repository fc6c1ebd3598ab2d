"""`netsite due`."""

from datetime import date, timedelta

import click

from netsite.commands.reading import Read, find_members, state_of
from netsite.commands.speaking import in_words, say
from netsite.commands.terminal import STATE_COLOURS, print_json, print_table
from netsite.model import Id
from netsite.network.due import State, lateness
from netsite.network.lines import first_line
from netsite.practice.ledger import day_of
from netsite.text.cadence import cadence_words
from netsite.text.names import printable, sort_key

_ORDER = (State.OVERDUE, State.SOON, State.LATER, State.SNOOZED, State.NONE, State.OFF)


def due(
    known: Read, *, within: int | None, team: str | None, everybody: bool, as_json: bool,
) -> None:
    """Print who waits, the most late in their own cadence first; as JSON by id."""
    today = known.today
    people = set(known.network.people)
    if team is not None:
        people &= find_members(known.network, team, today)
    if not everybody:
        people = {person for person in people if _waits(known, person, within)}
    if as_json:
        print_json([_json(known, person) for person in sorted(people)])
        return
    ordered = sorted(people, key=lambda person: (
        _ORDER.index(known.dues[person].state), -lateness(known.dues[person], today),
        sort_key(known.network.people[person].name), person))
    print_table([_row(known, person) for person in ordered],
                [STATE_COLOURS.get(known.dues[person].state) for person in ordered])
    if not ordered:
        click.echo(say("Nobody is due.") if known.network.people
                   else say("There is nobody here yet."))


def _waits(known: Read, person: Id, within: int | None) -> bool:
    """Whether somebody is overdue or due soon; snoozed people do not wait."""
    found = known.dues[person]
    if within is None or found.due is None or found.state == State.SNOOZED:
        return found.state in (State.OVERDUE, State.SOON)
    return found.due <= known.today + timedelta(min(within, (date.max - known.today).days))


def _json(known: Read, person: Id) -> dict[str, str | int | None]:
    found = known.dues[person]
    return {
        "id": person, "name": known.network.people[person].name, "state": found.state,
        "cadence": found.cadence,
        "last": found.last.day.isoformat() if found.last else None,
        "due": found.due.isoformat() if found.due else None,
        "days": found.days_late(known.today)}


def _row(known: Read, person: Id) -> tuple[str, ...]:
    found, contact = known.dues[person], known.network.people[person]
    last = say("no contact yet")
    if found.last:
        said = known.readable(first_line(known.network, found.last))
        kind = found.last.kind
        last = f"{day_of(found.last)} {kind}{': ' if kind and said else ''}{said}"
    often = in_words(cadence_words(found.cadence))
    return printable(contact.name), state_of(known, person), often, last
