"""`netsite plan`: the weekly hour in the terminal."""

from collections.abc import Iterator

import click

from netsite.commands.reading import Read, find_members
from netsite.commands.speaking import counted, say, tongue
from netsite.commands.terminal import print_json, wrap
from netsite.model import Id
from netsite.network.due import State
from netsite.network.lines import first_line
from netsite.practice.actions import log_command, mail_link, phone_link, subject_for
from netsite.practice.candidates import place_of
from netsite.practice.hour import Hour, Row, plan_among, plan_hour
from netsite.problems import UsageError
from netsite.text.names import fold, printable
from netsite.texts import text


def plan(
    known: Read, *, minutes: int | None, team: str | None, place: str | None, as_json: bool,
) -> None:
    """Print the hour of the week that begins today: for everybody, for a team, or for a place."""
    hour = hour_of(known, minutes, team, place)
    if as_json:
        print_json(_json(known, hour))
        return
    for line in _lines(known, hour):
        click.echo(line)


def hour_of(known: Read, minutes: int | None, team: str | None, place: str | None) -> Hour:
    """The hour; raises UsageError for a team or place that nobody is of."""
    network, settings, today = known.network, known.vault.settings, known.today
    people = None if team is None else set(find_members(network, team, today))
    if place is not None:
        there = {person for person, contact in network.people.items()
                 if fold(place) in (fold(place_of(contact)), *map(
                     fold, (part.strip() for part in contact.location.split(","))))}
        if not there:
            raise UsageError(text("nobody’s location is “{place}”", place=printable(place)))
        people = there if people is None else people & there
    if people is None:
        return plan_hour(network, settings, known.dues, today, minutes)
    return plan_among(network, settings, known.dues, today, minutes, people)


def _json(known: Read, hour: Hour) -> dict[str, object]:
    return {
        "minutes": hour.minutes, "used": hour.used,
        "rows": [{
            "people": list(row.people), "channel": row.channel, "minutes": row.minutes,
            "why": row.why, "urgency": round(row.urgency, 6), "name": row.name or None,
            "group": row.group or None, "also": list(row.also),
            "reasons": [list(map(known.readable, each)) for each in row.reasons],
            "mail": _mail(known, row), "phone": _phone(known, row),
            "log": log_command(row.channel, row.people)} for row in hour.rows],
        "left_out": hour.left_out}


def _mail(known: Read, row: Row) -> str | None:
    """The address to write to, with a subject; of a get-together none."""
    contact = known.network.people[row.people[0]]
    subject = subject_for(list(map(known.readable, row.reasons[0])))
    return None if row.name else mail_link(contact, subject) or None


def _phone(known: Read, row: Row) -> str | None:
    return None if row.name else phone_link(known.network.people[row.people[0]]) or None


def _lines(known: Read, hour: Hour) -> Iterator[str]:
    """The hour, a paragraph a row."""
    if not hour.rows:
        waiting = any(due.state in (State.OVERDUE, State.NONE) for due in known.dues.values())
        yield say("Nothing fits into these minutes.") if waiting and hour.left_out else (
            say("Nobody is due. Everyone can wait."))
        return
    yield click.style(heading(hour), bold=True)
    for row in hour.rows:
        yield ""
        yield from _row(known, row)
    yield ""
    yield everyone_else(hour)


def heading(hour: Hour) -> str:
    """`60 of 60 minutes, 12 people`."""
    count = len({person for row in hour.rows for person in row.people})
    return say("{used} of {minutes} minutes, {people}", used=hour.used, minutes=hour.minutes,
               people=counted("{n:,} person", "{n:,} people", count))


def everyone_else(hour: Hour) -> str:
    """What may be left for another week."""
    if not hour.left_out:
        return say("Everyone else can wait.")
    return counted("{n} more has a reason, and can wait.", "{n} more have a reason, and can wait.",
                   hour.left_out)


def title(known: Read, row: Row) -> str:
    """Whom a row is about: `Berlin: Dana Levi, Bo Chen` for a get-together."""
    names = ", ".join(map(known.name_of, row.people))
    return f"{row.name}: {names}" if row.name else names


def _row(known: Read, row: Row) -> Iterator[str]:
    lead = f"{row.minutes:>3} {row.channel}"
    yield from wrap(title(known, row), f"{lead:<15} ", " " * 16)
    for detail in _details(known, row):
        yield from wrap(detail, " " * 16, " " * 18)
    # Not wrapped: it is there to be copied.
    yield f"    {log_command(row.channel, row.people)}"


def _details(known: Read, row: Row) -> Iterator[str]:
    if row.name:
        yield known.told(row.why)
        yield from (f"{known.name_of(person)}: {known.told(reasons[0])}"
                    for person, reasons in zip(row.people, row.reasons, strict=True))
        if row.also:
            yield say("belong to it too: {names}",
                      names=tongue().listed(list(map(known.name_of, row.also))))
    else:
        yield from map(known.told, row.reasons[0])
        yield from _alone(known, row.people[0])


def _alone(known: Read, person: Id) -> Iterator[str]:
    contact, due = known.network.people[person], known.dues[person]
    said = known.readable(first_line(known.network, due.last)) if due.last else ""
    if said:
        yield say("last: {what}", what=said)
    addresses = [each.text for each in contact.email[:1]]
    numbers = [each.text for each in contact.phone[:1]]
    if addresses or numbers:
        yield "  ".join((*addresses, *numbers))
