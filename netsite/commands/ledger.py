"""`netsite ledger`."""

from collections.abc import Iterator

import click

from netsite.commands.reading import Read, find_person
from netsite.commands.speaking import in_words, say
from netsite.commands.terminal import print_json, print_table, wrap
from netsite.model import Mark
from netsite.network.lines import first_line
from netsite.practice.ledger import (
    WORDS,
    Ledger,
    Year,
    day_of,
    ledger_of,
    ledgers,
    marks_of,
    unreturned,
    years,
)
from netsite.text.names import one_line, printable


def ledger(known: Read, person: str | None, *, as_json: bool) -> None:
    """Print what was given and got: with one person, or with all."""
    today = known.today
    network, settings = known.network, known.vault.settings
    if person is not None:
        found = ledger_of(network, settings, find_person(network, person), today)
        if as_json:
            print_json(_json(known, found))
        else:
            _print_one(known, found)
        return
    given = marks_of(network, settings, today)
    everybody = ledgers(network, settings, given)
    if as_json:
        print_json({
            "people": [_json(known, each) for each in sorted(everybody)],
            "years": [year._asdict() for year in years(settings, given)]})
        return
    if not everybody:
        click.echo(say("Nothing given or got yet. A line such as “{line}” is one.",
                       line="2026-05-22 gave: the book"))
        return
    _print_all(known, everybody, years(settings, given))


def _print_one(known: Read, found: Ledger) -> None:
    click.secho(printable(known.network.people[found.id].name), bold=True)
    click.echo(in_words(WORDS[found.balance]) + "\n")
    both = dict.fromkeys((*found.gave, *found.got))
    for mark in sorted(both, key=lambda mark: mark.day, reverse=True):
        for text in wrap(_said(known, known.network.line(mark).entry.text, mark), "", " " * 12):
            click.echo(text)


def _print_all(known: Read, everybody: list[Ledger], by_year: list[Year]) -> None:
    back = unreturned(known.network, everybody, known.today)
    rest = [each for each in everybody if each not in back]
    for title, some in ((say("They gave last"), back), (say("The others"), rest)):
        if some:
            click.secho(title, bold=True)
            print_table([_row(known, each) for each in some], [None] * len(some))
            click.echo()
    click.secho(say("By year"), bold=True)
    for year in by_year:
        click.echo(f"{year.year}  " + say("given {gave}, got {got}", gave=year.gave, got=year.got))


def _row(known: Read, found: Ledger) -> tuple[str, ...]:
    return (known.network.people[found.id].name, in_words(WORDS[found.balance]),
            _said(known, first_line(known.network, found.latest), found.latest))


def _said(known: Read, text: str, mark: Mark) -> str:
    return f"{day_of(mark)} {mark.kind}{': ' if text else ''}{one_line(known.readable(text))}"


def _json(known: Read, found: Ledger) -> dict[str, object]:
    return {"id": found.id, "name": known.network.people[found.id].name,
            "balance": found.balance, "open": found.open is not None,
            "gave": list(_lines(known, found.gave)), "got": list(_lines(known, found.got))}


def _lines(known: Read, marks: tuple[Mark, ...]) -> Iterator[dict[str, object]]:
    for mark in marks:
        yield {"day": day_of(mark), "kind": mark.kind,
               "text": known.network.line(mark).entry.text,
               "people": list(mark.people), "path": mark.path, "line": mark.line}
