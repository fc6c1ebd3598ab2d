"""`netsite show` and `netsite why`."""

from collections.abc import Iterator

import click

from netsite.commands.reading import STATES, Read, find_person
from netsite.commands.speaking import counted, in_words, say, tongue
from netsite.commands.terminal import STATE_COLOURS, cells, wrap
from netsite.model import Contact, Id, Labelled, Line
from netsite.network.due import explain, when
from netsite.pages.words import state_words
from netsite.text.cadence import cadence_words
from netsite.text.names import printable

_LABEL = 11  # columns
_LINES = 8  # of history; the page has them all


def show(known: Read, person: str) -> None:
    """Print what is known of a person."""
    found = find_person(known.network, person)
    contact, due = known.network.people[found], known.due(found)
    _title(contact.name)
    _say(", ".join(filter(None, (work(contact), contact.location))))
    state = state_words(due, contact, tongue())
    often = in_words(cadence_words(due.cadence))
    standing = (say("{state} ({when}); {cadence}", state=state,
                    when=in_words(when(due, known.today)), cadence=often) if due.due
                else say("{state}; {cadence}", state=state, cadence=often))
    for line in wrap(standing, "", "  "):
        click.secho(line, fg=STATE_COLOURS.get(due.state))
    facts = list(_facts(known, found, contact))
    if facts:
        click.echo()
    wide = max((_LABEL, *(cells(name) for name, _ in facts if name in _labels())))
    for name, value in facts:
        for line in wrap(value, f"{printable(name):<{wide}} ", " " * (wide + 1)):
            click.echo(line)
    for title, texts in _texts(known, found, contact):
        click.echo()
        click.secho(title, bold=True)
        for text in texts:
            _say(known.readable(text) or " ", indent=2)
    click.echo()
    click.echo(contact.path)


def why(known: Read, person: str) -> None:
    """Print why a person is due when they are."""
    found = find_person(known.network, person)
    contact, due = known.network.people[found], known.due(found)
    _title(contact.name)
    for step in explain(due, contact):
        _say(in_words(step), indent=2)
    if due.due:
        away, state = in_words(when(due, known.today)), in_words(STATES[due.state])
        _say(say("Today is {day}: {when}, {state}.", day=known.today, when=away, state=state),
             indent=2)


def _title(text: str) -> None:
    for line in wrap(text, "", "  "):
        click.secho(line, bold=True)


def _say(text: str, indent: int = 0) -> None:
    """Print a text wrapped to the terminal, each of its lines with the indent it has."""
    for number, line in enumerate(text.split("\n") if text else ()):
        own = len(line) - len(line.lstrip())
        first = " " * (own + (indent if number else 0))
        for wrapped in wrap(line, first, " " * max(indent, len(first))):
            click.echo(wrapped.rstrip())


def _facts(known: Read, person: Id, contact: Contact) -> Iterator[tuple[str, str]]:
    network = known.network
    teams = dict.fromkeys(network.teams[key].name for key, _ in network.teams_of.get(person, ()))
    yield from _labelled(say("phone"), contact.phone)
    yield from _labelled(say("e-mail"), contact.email)
    yield from _labelled(say("link"), contact.links)
    facts = {
        say("teams"): ", ".join(teams), say("tags"): ", ".join(contact.tags),
        say("birthday"): tongue().partial_day(contact.birthday) if contact.birthday else "",
        say("met"): tongue().partial_day(contact.met) if contact.met else "",
        say("through"): ", ".join(_names(known, network.introducers.get(person, ()))),
        say("introduced"): ", ".join(_names(known, network.introduced.get(person, ())))}
    yield from ((name, text) for name, text in facts.items() if text)
    yield from _labelled("", contact.extra)


def _labels() -> frozenset[str]:
    """The names of facts that are netsite's own, and not the user's."""
    return frozenset((say("phone"), say("e-mail"), say("link"), say("teams"), say("tags"),
                      say("birthday"), say("met"), say("through"), say("introduced")))


def work(contact: Contact) -> str:
    """`designer at Globex`."""
    if contact.role and contact.company:
        return say("{role} at {company}", role=contact.role, company=contact.company)
    return contact.role or contact.company


def _labelled(name: str, items: tuple[Labelled, ...]) -> Iterator[tuple[str, str]]:
    for item in items:
        if item.text and name:
            yield name, f"{item.text} ({item.label})" if item.label else item.text
        elif item.text:
            yield item.label, item.text


def _names(known: Read, contacts: tuple[Id, ...]) -> Iterator[str]:
    return map(known.name_of, contacts)


def _texts(known: Read, person: Id, contact: Contact) -> Iterator[tuple[str, list[str]]]:
    promises = [f"- {promise.text}" for promise in contact.promises if not promise.done]
    if promises:
        yield say("Promised"), promises
    notes = known.network.words(contact.path).notes
    if notes:
        yield say("Notes"), notes.split("\n")
    history = known.network.history.get(person, ())
    planned = [_line(known, line, person) for line in history if line.entry.day > known.today]
    past = [_line(known, line, person) for line in history if line.entry.day <= known.today]
    if planned:
        yield say("Planned"), sorted(planned)
    if past:
        left = len(past) - _LINES
        more = [counted("… {n} more line on the page", "… {n} more lines on the page", left)
                ] if left > 0 else []
        yield say("History"), [*past[:_LINES], *more]


def _line(known: Read, line: Line, person: Id) -> str:
    entry = line.entry
    others = ", ".join(_names(known, tuple(other for other in line.people if other != person)))
    head = say("{kind} with {names}", kind=entry.kind, names=others).strip(
        ) if others else entry.kind
    day = entry.day.isoformat()[:7 if entry.whole_month else None]
    return f"{day} {head}{': ' if head and entry.text else ''}{entry.text}"
