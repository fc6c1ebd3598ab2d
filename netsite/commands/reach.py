"""`netsite reach`."""


import click

from netsite.commands.reading import Read, find_company, state_of
from netsite.commands.speaking import counted, in_words, say, tongue
from netsite.commands.terminal import STATE_COLOURS, print_json, print_table, wrap
from netsite.practice.introductions import (
    Chain,
    Reach,
    Step,
    chain_words,
    forest,
    known_since,
    reach,
)
from netsite.text.names import printable

_DEEPEST = 12  # levels of indentation


def reach_company(known: Read, company: str | None, *, as_json: bool) -> None:
    """Print who works at a company and who could lead there; without one, who introduced whom."""
    today = known.today
    if company is None:
        _introductions(known, as_json=as_json)
        return
    found = reach(known.network, known.dues, today, find_company(known.network, company))
    if as_json:
        print_json(_json(known, found))
    else:
        _print(known, found)


def _print(known: Read, found: Reach) -> None:
    people = known.network.people
    click.secho(printable(found.name), bold=True)
    print_table([(people[person].name, state_of(known, person),
                  people[person].role) for person in found.there],
                [STATE_COLOURS.get(known.dues[person].state) for person in found.there])
    if not found.there:
        click.echo(say("Nobody works there now."))
    for title, is_warm in ((say("Who could lead there"), True), (say("Not warm now"), False)):
        chains = [chain for chain in found.chains if chain.warm == is_warm]
        if chains:
            click.echo()
            click.secho(title, bold=True)
        for chain in chains:
            text = f"{people[chain.people[0]].name} {in_words(_words(known, chain))}"
            for line in wrap(text, "", "  "):
                click.echo(line)
    if not found.chains:
        click.echo()
        click.echo(say("No introduction and no team leads there."))


def _words(known: Read, chain: Chain) -> str:
    return chain_words(known.network, chain, known.today)


def _json(known: Read, found: Reach) -> dict[str, object]:
    return {
        "company": found.name,
        "there": [{"id": person, "name": known.network.people[person].name,
                   "state": known.dues[person].state} for person in found.there],
        "chains": [{"people": list(chain.people), "warm": chain.warm,
                    "ties": [{"kind": tie.kind, "team": tie.team or None} for tie in chain.ties],
                    "words": _words(known, chain)} for chain in found.chains]}


def _introductions(known: Read, *, as_json: bool) -> None:
    trees = forest(known.network)
    if as_json:
        print_json([_step_json(known, step) for tree in trees for step in tree])
        return
    for number, tree in enumerate(trees):
        if number:
            click.echo()
        for step in tree:
            indent = "  " * min(step.depth, _DEEPEST)
            for line in wrap(f"{known.name_of(step.id)}{_came_of_it(known, step)}", indent,
                             f"{indent}    "):
                click.echo(line)
    if not trees:
        click.echo(say("Nobody was introduced by anybody yet. The key is {example}.",
                       example='introduced_by: "[[ana]]"'))


def _came_of_it(known: Read, step: Step) -> str:
    also, elsewhere = (tongue().listed(list(map(known.name_of, some)))
                       for some in (step.also, step.elsewhere))
    last = known_since(known.network, known.dues, step.id).last
    parts = [say("also by {names}", names=also) if also else "",
             say("also introduced {names}", names=elsewhere) if elsewhere else "",
             say("last {day}", day=last) if last else "",
             counted("{n} further on", "{n} further on", step.below)
             if step.below and step.depth else ""]
    said = tongue().listed(list(filter(None, parts)))
    return f"  ({said})" if said else ""


def _step_json(known: Read, step: Step) -> dict[str, object]:
    since, last = known_since(known.network, known.dues, step.id)
    return {"id": step.id, "name": known.name_of(step.id), "depth": step.depth,
            "introducers": list(known.network.introducers.get(step.id, ())), "below": step.below,
            "since": since.isoformat() if since else None,
            "last": last.isoformat() if last else None}
