"""`netsite inbox`."""

import os
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

import click

from netsite.capture.inbox import Item, only_items, read_inbox, rest_of
from netsite.capture.log import Logged, plan_log
from netsite.capture.plan import Change, Edit, New, Plan, Step, changes_of
from netsite.commands.capture import Manner, carry_out, print_commit, print_diff, told
from netsite.commands.change import Way
from netsite.commands.log import People
from netsite.commands.reading import Read, read
from netsite.commands.speaking import in_words, say
from netsite.commands.terminal import print_json
from netsite.network.typed import kinds_of
from netsite.problems import UsageError
from netsite.store.writing import read_bytes
from netsite.text.dates import looks_like_day
from netsite.text.entries import near_date, read_date, read_phrases
from netsite.text.names import printable
from netsite.text.source import decode
from netsite.texts import Text


@dataclass(slots=True)
class _Filing:
    """What is to be filed, and what stays and why, by the items' raw texts.

    `now` are the files as they will be with what is filed so far.
    """

    vault: Path
    steps: list[Step] = field(default_factory=list)
    filed: list[Logged] = field(default_factory=list)
    outcome: dict[str, str] = field(default_factory=dict)
    now: dict[str, bytes | None] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        """A file's bytes as they will be."""
        return self.now[path] if path in self.now else read_bytes(self.vault, path)


def inbox(way: Way, file: str | None, *, new: bool) -> None:
    """File every line of an inbox; what cannot be filed stays, with the reason behind it."""
    known = read(way.vault, way.today)
    path = _path(way.vault, file)
    data = read_bytes(way.vault, path)
    if data is None:
        raise UsageError(Text.of(
            "there is no {path}; lines like “2026-10-02 coffee with ana: hiring” in it are "
            "filed by this command",
            path=path))
    items = read_inbox(decode(path, data).text)
    filing = _file(way.vault, known, items, People(known.network, way.today, new=new, asks=False))
    counts = Counter(item.raw for item in items)
    steps = [*filing.steps, Edit(path, partial(rest_of, filing.outcome, counts), only_items)]
    lines = f"{len(filing.filed)} line{'' if len(filing.filed) == 1 else 's'}"
    plan = Plan(f"inbox: {lines}", tuple(steps), aside=(path,))
    manner = Manner(command="inbox", dry_run=way.dry_run, as_json=way.as_json,
                    commit=known.vault.settings.git_commit)
    changes, done = carry_out(way.vault, plan, manner)
    stays = [(item.words, filing.outcome[item.raw]) for item in items if filing.outcome[item.raw]]
    if way.as_json:
        print_json(told(changes, done, manner) | {
            "filed": [{"path": logged.path, "line": f"- {logged.day} {logged.words}".rstrip()}
                      for logged in filing.filed],
            "stays": [{"line": words, "reason": reason} for words, reason in stays]})
        return
    if way.dry_run:
        print_diff(changes)
    else:
        _tell_made(changes)
    for logged in filing.filed if not way.dry_run else ():
        click.echo(printable(f"{logged.path}: - {logged.day} {logged.words}".rstrip()))
    for words, reason in stays:
        click.echo(say(
            "stays: {line}", line=printable(words)) + f"\n    {printable(in_words(reason))}")
    if not items:
        click.echo(say("{path} is empty", path=printable(path)))
    print_commit(done)


def _tell_made(changes: list[Change]) -> None:
    for change in changes:
        if change.before is None:
            click.echo(say("made {path}", path=printable(change.path)))


def _path(vault: Path, file: str | None) -> str:
    """The inbox's path in the vault. Raises UsageError for one elsewhere."""
    if file is None:
        return "inbox.md"
    real = Path(os.path.abspath(file))  # noqa: PTH100  # a link inside the vault may be the inbox
    for root in (vault, vault.resolve()):
        if real.is_relative_to(root):
            return real.relative_to(root).as_posix()
    raise UsageError(Text.of(
        "{file} is not in the vault; have it synced to a file there", file=file))


def _file(vault: Path, known: Read, items: list[Item], people: People) -> _Filing:
    """Plan every item, each as if those before it were filed already."""
    settings = known.vault.settings
    kinds = kinds_of(known.network, [*settings.hour_channels, *settings.gave, *settings.got,
                                     *settings.not_contact])
    not_contact = read_phrases(settings.not_contact)
    filing = _Filing(vault)
    for item in items:
        try:
            day, words = _dated(item.words)
            people.day = day
            typed = people.read(words, kinds)
            logged = plan_log(known.network, typed, day, known.today, not_contact, people.made)
            # Somebody new is made by the first line with them that can be filed.
            steps = [step for step in logged.plan.steps
                     if not (isinstance(step, New) and step.path in filing.now)]
            changes = changes_of(logged.plan._replace(steps=tuple(steps)), filing.read)
        except UsageError as error:
            filing.outcome[item.raw] = error.args[0]
            continue
        filing.outcome[item.raw] = ""
        filing.filed.append(logged)
        filing.steps += steps
        filing.now |= {change.path: change.after for change in changes}
    return filing


def _dated(words: str) -> tuple[date, str]:
    """The day an item begins with, and the rest. `yesterday` says nothing in a file."""
    dated = read_date(words)
    if dated and not dated.whole_month:
        return dated.day, words[dated.end:].strip()
    near = near_date(words) if looks_like_day(words) or words[:1].isdigit() else None
    raise UsageError(Text.of("{near}; {near_b}", near=near[0], near_b=near[1]) if near
                     else Text.of("it has no day; begin the line with YYYY-MM-DD"))

