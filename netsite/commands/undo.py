"""`netsite undo`."""

from functools import partial
from pathlib import Path

import click

from netsite.capture.plan import Plan, changes_of
from netsite.capture.undo import plan_undo
from netsite.commands.asking import can_ask, confirmed
from netsite.commands.capture import Manner, carry_out, print_commit, print_diff, told
from netsite.commands.change import Way
from netsite.commands.speaking import say
from netsite.commands.terminal import print_json
from netsite.problems import UsageError
from netsite.store.commits import UNDOES, last_commit, merged
from netsite.store.writing import read_bytes
from netsite.text.names import printable
from netsite.texts import Text


def undo(way: Way, *, yes: bool) -> None:
    """Take back what the last writing command did, after showing it."""
    last = last_commit(way.vault)
    plan = plan_undo(last.subject, last.files, _merge)
    manner = Manner(command="undo", dry_run=way.dry_run, as_json=way.as_json, commit="always",
                    trailers=(f"{UNDOES}{last.id}",))
    _show(way.vault, plan, quiet=way.as_json)
    asks = not way.dry_run and not yes and not way.as_json and can_ask()
    if asks and not confirmed(say("Undo this?"), default=True):
        raise click.Abort
    changes, done = carry_out(way.vault, plan, manner)
    if way.as_json:
        print_json(told(changes, done, manner) | {"undid": last.id, "subject": last.subject})
    elif not way.dry_run:
        click.echo(printable(say("undone: {what}", what=last.subject)))
        print_commit(done)


def _show(vault: Path, plan: Plan, *, quiet: bool) -> None:
    changes = changes_of(plan, partial(read_bytes, vault))
    if not changes:
        raise UsageError(Text.of("there is nothing left of it to undo"))
    if not quiet:
        click.echo(printable(plan.subject))
        print_diff(changes)


def _merge(current: str, base: str, other: str) -> str | None:
    found = merged(current.encode(), base.encode(), other.encode())
    return None if found is None else found.decode()
