"""`netsite list`."""

from collections.abc import Sequence

import click

from netsite.commands.reading import STATES, Read, begins, find_members
from netsite.commands.speaking import in_words, say
from netsite.commands.terminal import STATE_COLOURS, print_table
from netsite.model import Id
from netsite.text.names import fold, sort_key


def list_people(
    known: Read, words: Sequence[str], *, team: str | None, tag: str | None,
    state: str | None,
) -> None:
    """Print the people that all words and options fit, by name."""
    people = known.network.people
    members = people.keys() if team is None else find_members(known.network, team, known.today)
    found = [person for person in people
             if person in members
             and (tag is None or fold(tag) in map(fold, people[person].tags))
             and (state is None or known.dues[person].state == state)
             and all(_fits(known, person, fold(word)) for word in words)]
    found.sort(key=lambda person: (sort_key(people[person].name), person))
    rows = [_row(known, person) for person in found]
    print_table(rows, [STATE_COLOURS.get(known.dues[person].state) for person in found])
    if not found:
        click.echo(say("Nobody fits.") if people else say("There is nobody here yet."))


def _fits(known: Read, person: Id, word: str) -> bool:
    contact, network = known.network.people[person], known.network
    teams = (network.teams[key].name for key, _ in network.teams_of.get(person, ()))
    texts = (person, contact.name, *contact.aliases, contact.company, contact.role,
             contact.location, *contact.tags, *teams, *(item.text for item in contact.email))
    return any(begins(text, word) for text in texts)


def _row(known: Read, person: Id) -> tuple[str, ...]:
    contact, due = known.network.people[person], known.dues[person]
    work = ", ".join(filter(None, (contact.role, contact.company, contact.location)))
    return contact.name, in_words(STATES[due.state]), person, work
