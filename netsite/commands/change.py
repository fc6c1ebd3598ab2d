"""The commands that change facts: `set`, `tag`, `join`, `leave`, `snooze`, `archive`."""

import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import click

from netsite.capture.keys import (
    add_to,
    join_team,
    leave_team,
    set_all,
    set_key,
    take_from,
    unset_key,
)
from netsite.capture.plan import Change, Edit, Plan, changes_of, names_in_words
from netsite.commands.capture import Manner, carry_out, print_commit, print_diff, told
from netsite.commands.reading import (
    Read,
    find_contact,
    find_team_key,
    read,
    vault_after,
)
from netsite.commands.speaking import in_words, say
from netsite.commands.terminal import print_json
from netsite.model import Contact
from netsite.network.contacts import meaning
from netsite.network.links import find, find_team
from netsite.network.load import load
from netsite.problems import UsageError
from netsite.store.vault import read_vault
from netsite.store.writing import read_bytes
from netsite.text.dates import read_partial
from netsite.text.names import fold, one_line, printable
from netsite.text.when import EXAMPLES, read_typed_day, read_until
from netsite.texts import Text

_ALWAYS = "always"
_MOST = 20  # files listed after a command
_NAMING = frozenset({"name", "aliases"})
_DAYS = frozenset({"met", "snooze", "died"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Where, when and how a command writes, as given on the command line."""

    vault: Path
    today: date
    dry_run: bool
    as_json: bool


def set_fact(
    way: Way, person: str, key: str, values: Sequence[str], how: str,
) -> None:
    """Set, add to, take from or unset a key of somebody; `how` is "", add, remove, all or unset."""
    known = read(way.vault, way.today)
    contact = find_contact(known.network, person)
    if (how == "unset") == bool(values):
        raise UsageError(Text.of("give a value, or --unset without one"))
    if fold(key) in _DAYS and len(values) == 1:
        values = [iso_day(values[0], way.today)]
    one = {"": set_key, "all": set_all}
    if how == "unset":
        steps = [unset_key(contact, key)]
    elif how in one:
        steps = [one[how](contact, key, values)]
    else:
        steps = [{"add": add_to, "remove": take_from}[how](contact, key, value)
                 for value in values]
    if meaning(key, name_given=True).known in _NAMING:
        _warn_of_lost_links(way.vault, steps, contact)
    _do(way, known, "set", _told(how, name=contact.name, key=key, values=", ".join(values)), steps)


def _told(how: str, **facts: str) -> str:
    """What was done to a key of somebody."""
    match how:
        case "add":
            return Text.of("{name}, {key} also {values}", **facts)
        case "remove":
            return Text.of("{name}, {key} no longer {values}", **facts)
        case "unset":
            return Text.of("{name}, {key} taken out", **facts)
    return Text.of("{name}, {key} {values}", **facts)


def _warn_of_lost_links(vault: Path, steps: Sequence[Edit], contact: Contact) -> None:
    """Say which links will lead nowhere, or elsewhere, once somebody has another name."""
    files = read_vault(vault)
    changes = changes_of(Plan("", tuple(steps)), partial(read_bytes, vault))
    new = set(vault_after(files, changes).problems) - set(load(files).problems)
    for problem in sorted(problem for problem in new if problem.path != contact.path):
        click.echo(f"{problem.path}:{problem.line}: " + say(
            "{problem} then", problem=printable(in_words(problem.message))), err=True)
    if any(problem.path != contact.path for problem in new):
        click.echo(say("an alias keeps such links:") + " netsite set "
                   f"{contact.id} aliases {shlex.quote(printable(contact.name))} --add", err=True)


def iso_day(text: str, today: date) -> str:
    """A day as it is written in a file; what is no day is left for the proof to refuse."""
    found = read_typed_day(one_line(text), today)
    return found.day.isoformat() if found and found.end == len(one_line(text)) else text


def tag(way: Way, name: str, people: Sequence[str], *, remove: bool) -> None:
    """Give people a tag, or take it from them."""
    known = read(way.vault, way.today)
    found = _people(known, people)
    change = take_from if remove else add_to
    _do(way, known, "tag", Text.of("{name} taken from {names}", name=name, names=_names(found))
        if remove else Text.of("{name} for {names}", name=name, names=_names(found)),
        [change(contact, "tags", name) for contact in found])


def join(way: Way, team: str, people: Sequence[str], on: str | None) -> None:
    """Put people into a team from a day on (by default today; `always` is without one)."""
    known = read(way.vault, way.today)
    found = _people(known, people)
    key = find_team_key(known.network, team)
    name = _spelled(known, key) if key is not None else one_line(team)
    joined = "" if on == _ALWAYS else _partial(on, way.today)
    steps = [join_team(contact, name, joined) for contact in found
             if key is None or contact.id not in known.network.teams[key].on(way.today)]
    if key is None:
        click.echo(say("{name} is a new team", name=printable(name)), err=True)
    shown = known.network.teams[key].name if key is not None else name
    _do(way, known, "join", Text.of("{team}: {names}", team=shown, names=_names(found)), steps)


def leave(way: Way, team: str, people: Sequence[str], on: str | None) -> None:
    """End people's time in a team, with a day as their last (by default today)."""
    known = read(way.vault, way.today)
    network = known.network
    found = _people(known, people)
    key = find_team_key(network, team)
    if key is None:
        raise UsageError(Text.of("no team is called “{team}”", team=team))
    left = _partial(on, way.today)
    steps: list[Edit] = []
    for contact in found:
        if contact.id not in network.teams[key].on(way.today):
            raise UsageError(Text.of(
                "{name} is not in {name_b} now",
                name=contact.name, name_b=network.teams[key].name))
        steps += _leaving(known, key, contact, left)
    _do(way, known, "leave",
        Text.of("{team}: {names}", team=network.teams[key].name, names=_names(found)), steps)


def _leaving(known: Read, key: str, contact: Contact, left: str) -> Iterable[Edit]:
    """The steps that end somebody's time in a team, wherever it is written."""
    names, group = known.network.names, known.network.teams[key].group

    def is_team(name: str) -> bool:
        return find_team(names, name) == key or fold(name) == key

    def is_person(name: str) -> bool:
        return find(names, name) == (contact.id,)

    if any(is_team(membership.link.name) for membership in contact.teams):
        yield leave_team(contact.path, "teams", is_team, left)
    if group and any(is_person(membership.link.name) for membership in group.members):
        yield leave_team(group.path, "members", is_person, left)


def snooze(way: Way, people: Sequence[str], until: str) -> None:
    """Put people's reminders off until a day."""
    known = read(way.vault, way.today)
    found = _people(known, people)
    if fold(until) in ("off", "never", "no"):
        _do(way, known, "snooze", Text.of("{names}, no longer", names=_names(found)),
            [unset_key(contact, "snooze") for contact in found if contact.snooze])
        return
    day = read_until(until, way.today)
    if day is None:
        raise UsageError(Text.of(
            "“{until}” is no day and no time; write 2w, 10 days, 2 months, a day such as "
            "2027-01-15, or off",
            until=until))
    if day <= way.today:
        raise UsageError(Text.of(
            "{day} is not after today; a snooze ends on a day to come", day=day))
    _do(way, known, "snooze", Text.of("{names} until {day}", names=_names(found), day=day),
        [set_key(contact, "snooze", [day.isoformat()]) for contact in found])


def archive(way: Way, people: Sequence[str], *, back: bool) -> None:
    """Stop reminders of people for good, or take that back."""
    known = read(way.vault, way.today)
    found = _people(known, people)
    change: Callable[[Contact], Edit] = (
        (lambda contact: unset_key(contact, "archived")) if back
        else lambda contact: set_key(contact, "archived", ["yes"]))
    _do(way, known, "archive", Text.of("{names}, no longer", names=_names(found))
        if back else _names(found),
        [change(contact) for contact in found if contact.archived == back])


def _people(known: Read, words: Sequence[str]) -> list[Contact]:
    """The people meant, nobody twice; `a, b` in one word are two."""
    texts = [text for word in words for text in word.split(",") if text.strip()]
    found = [find_contact(known.network, text) for text in texts]
    return list({contact.id: contact for contact in found}.values())


def _names(contacts: Iterable[Contact]) -> str:
    return names_in_words([contact.name for contact in contacts])


def _spelled(known: Read, key: str) -> str:
    """A team as contacts are to name it: by its file's id, or as the others do."""
    team = known.network.teams[key]
    return team.group.id if team.group else team.name


def _partial(text: str | None, today: date) -> str:
    """A day, month or year as it is written in a file; today without one."""
    if text is None:
        return today.isoformat()
    found = read_typed_day(one_line(text), today)
    if found and found.end == len(one_line(text)):
        return found.day.isoformat()
    if read_partial(text):
        return text
    raise UsageError(Text.of(
        "“{text}” is no day; write {examples}, 2019-03 or 2019",
        text=text, examples=EXAMPLES))


def _do(way: Way, known: Read, command: str, what: str, steps: Sequence[Edit]) -> None:
    """Carry a plan of edits out, and tell it."""
    manner = Manner(command=command, dry_run=way.dry_run, as_json=way.as_json,
                    commit=known.vault.settings.git_commit)
    finish(way.vault, Plan(f"{command}: {what}", tuple(steps)), manner, what)


def _list(plan: Plan, changes: Sequence[Change]) -> None:
    """Say what was done to each file; of very many, to the first."""
    moved = {step.to: step.path for step in plan.steps if isinstance(step, Edit) and step.to}
    shown = [change for change in changes if change.path not in moved.values()]
    for change in shown[:_MOST]:
        click.echo(_done(change, moved.get(change.path, "")))
    if len(shown) > _MOST:
        click.echo(say("and {n} files more", n=len(shown) - _MOST))


def _done(change: Change, old: str) -> str:
    """What was done to a file, which stood at `old` if it was moved."""
    path = printable(change.path)
    if old:
        return say("moved {old} to {path}", old=printable(old), path=path)
    if change.after is None:
        return say("took away {path}", path=path)
    return (say("made {path}", path=path) if change.before is None
            else say("changed {path}", path=path))


def finish(
    vault: Path, plan: Plan, manner: Manner, what: str, holds: Callable[[], bool] = lambda: True,
    more: Mapping[str, object] | None = None,
) -> None:
    """Carry a plan out, if it still `holds` under the lock, and say what became of it.

    `more` is for JSON.
    """
    changes, done = carry_out(vault, plan, manner, holds)
    if manner.as_json:
        print_json(told(changes, done, manner) | {"subject": plan.subject} | dict(more or {}))
        return
    if manner.dry_run:
        print_diff(changes)
    else:
        _list(plan, changes)
    if changes and not manner.dry_run:
        click.echo(printable(in_words(what)))
    if not changes:
        click.echo(say("nothing to change: it says so already"))
    print_commit(done)
