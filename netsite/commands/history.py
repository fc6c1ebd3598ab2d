"""`netsite history`."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import click

from netsite.commands.reading import find_person
from netsite.commands.speaking import in_words, say
from netsite.commands.terminal import cells, print_json, wrap
from netsite.memory import no_collection
from netsite.model import FILE, Change
from netsite.problems import UsageError
from netsite.store.cache import opened
from netsite.store.gitlog import read_past
from netsite.store.reading import read
from netsite.text.names import printable
from netsite.texts import Text

_SHORT = 7  # letters of a commit's id
_WIDE = 10  # columns of a key


def history(vault: Path, person: str, cache: Path | None, *, as_json: bool) -> None:
    """Print the changes of a person's facts, the newest first.

    Raises UsageError where there is no history to read.
    """
    with no_collection(), opened(cache) as kept:
        known = read(vault, kept)
        network = known.vault.network
        contact = network.people[find_person(network, person)]
        past = read_past(vault, known.blobs, kept)
    if past.changes is None:
        raise UsageError(Text.of("there is no history: {reason}", reason=past.reason))
    changes = past.changes.of.get(contact.path, ())
    for problem in past.problems:
        click.echo(say("note: {what}", what=printable(in_words(problem.message))), err=True)
    if as_json:
        print_json([_json(change) for change in changes])
        return
    click.secho(printable(contact.name), bold=True)
    for _, found in groupby(changes, key=lambda change: (change.day, change.commit)):
        _print_commit(list(found), several_authors=past.changes.several_authors)
    if not changes:
        click.echo(say("No change is known."))


def _json(change: Change) -> dict[str, str | int | None]:
    return {"day": change.day or None, "commit": change.commit or None,
            "author": change.author or None, "subject": change.subject if change.commit else None,
            "key": change.key, "before": change.before or None, "after": change.after or None}


def _print_commit(changes: Sequence[Change], *, several_authors: bool) -> None:
    first = changes[0]
    click.echo()
    if first.commit:
        by = f"{first.author}, " if several_authors else ""
        head = f"{first.subject or say('no subject')} ({by}{first.commit[:_SHORT]})"
        _say(head, f"{first.day}  ", 12)
    else:
        click.secho(say("not committed yet"), fg="yellow")
    for change in changes:
        key, text = _words(change)
        wide = max(_WIDE, cells(printable(key)) if change.key == FILE else 0)
        _say(text, f"  {printable(key)}{' ' * (wide - cells(printable(key)))}", wide + 2)


def _words(change: Change) -> tuple[str, str]:
    """A change's key and what became of it."""
    if change.key == FILE:
        if change.before and change.after:
            return say("renamed"), f"{change.before} → {change.after}"
        return ((say("removed"), change.before) if change.before
                else (say("added"), change.after))
    if not change.before:
        return change.key, say("{value} (new)", value=change.after)
    if not change.after:
        return change.key, say("{value} (removed)", value=change.before)
    return change.key, f"{change.before} → {change.after}"


def _say(text: str, first: str, indent: int) -> None:
    for line in wrap(text, first if first.endswith(" ") else f"{first} ", " " * indent):
        click.echo(line.rstrip())
