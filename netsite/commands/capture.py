"""What the writing commands share: a plan shown or carried out, committed, and told."""

import difflib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from netsite.capture.plan import Change, Plan, changes_of
from netsite.commands.asking import can_ask, confirmed
from netsite.commands.speaking import in_words, say
from netsite.problems import UsageError
from netsite.store.commits import TRAILER, Commit, commit
from netsite.store.writing import ChangedError, read_bytes, write, writing
from netsite.text.names import printable
from netsite.texts import Text

_TRIES = 20  # how often a plan is made anew because an editor was quicker


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a command is to write: only show it, tell it as JSON, and when to commit.

    `commit` is the setting `git.commit`, `trailers` are more lines for the commit's message.
    """

    command: str
    dry_run: bool
    as_json: bool
    commit: str
    trailers: tuple[str, ...] = ()


def carry_out(
    vault: Path, plan: Plan, manner: Manner, holds: Callable[[], bool] = lambda: True,
) -> tuple[list[Change], Commit]:
    """Write what a plan says, all of it or nothing, and commit it; a dry run does neither.

    `holds` says, once no other writer is at work, whether the plan is still one for this vault.
    Raises UsageError where an edit cannot be made, or where a file changes again and again while it
    is written; BusyError where another writer holds the vault.
    """
    if manner.dry_run:
        return changes_of(plan, partial(read_bytes, vault)), Commit("")
    with writing(vault, f"netsite {manner.command}"):
        if not holds():
            raise UsageError(Text.of("the vault changed meanwhile; nothing is written, try again"))
        changes = _write(vault, plan)
        if not changes or not _wants_commit(manner):
            return changes, Commit("")
        return changes, commit(vault, plan, changes,
                               [f"{TRAILER}{manner.command}", *manner.trailers])


def _write(vault: Path, plan: Plan) -> list[Change]:
    """Write under the lock; what an editor changes meanwhile is read again, and edited then."""
    for _ in range(_TRIES):
        changes = changes_of(plan, partial(read_bytes, vault))
        if not changes:
            return changes
        try:
            write(vault, changes)
        except ChangedError as error:
            path = error
            continue
        return changes
    raise UsageError(Text.of("{path} changes again and again; nothing is written", path=path))


def _wants_commit(manner: Manner) -> bool:
    if manner.commit == "ask" and not manner.as_json and can_ask():
        return confirmed(say("Commit this?"), default=True)
    return manner.commit == "always"


def print_diff(changes: Iterable[Change]) -> None:
    """Changes as a unified diff, as `git diff` would show them."""
    for line in diff_of(changes):
        colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[:1])
        heading = line.startswith(("+++", "---"))
        click.secho(_shown(line), fg=None if heading else colour, bold=heading or None)


def _shown(line: str) -> str:
    return "\t".join(map(printable, line.split("\t")))


def diff_of(changes: Iterable[Change]) -> list[str]:
    """The lines of a unified diff. Line ends are left out: files keep theirs."""
    lines: list[str] = []
    for change in changes:
        old = "/dev/null" if change.before is None else f"a/{change.path}"
        new = "/dev/null" if change.after is None else f"b/{change.path}"
        lines += difflib.unified_diff(_lines(change.before), _lines(change.after), old, new,
                                      lineterm="")
    return lines


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8", "replace").splitlines()


def told(changes: Sequence[Change], done: Commit, manner: Manner) -> dict[str, object]:
    """What every writing command says as JSON."""
    found: dict[str, object] = {
        "dry_run": manner.dry_run, "files": [change.path for change in changes],
        "commit": done.id or None}
    if manner.dry_run:
        found["diff"] = "\n".join(diff_of(changes))
    return found


def print_commit(done: Commit) -> None:
    """Say why there is no commit, where there should have been one."""
    if done.reason:
        click.echo(say("not committed: {why}", why=printable(in_words(done.reason))), err=True)
