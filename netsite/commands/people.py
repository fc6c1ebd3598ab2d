"""The commands that make, rename and forget people: `add`, `rename`, `forget`."""

import shlex
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import click

from netsite.capture.ids import check_id, id_for
from netsite.capture.keys import new_file
from netsite.capture.plan import Gone, Plan, changes_of
from netsite.capture.rename import Place, places_of, plan_rename, same_network
from netsite.commands.capture import Manner
from netsite.commands.change import Way, finish, iso_day
from netsite.commands.reading import Read, find_contact, read, vault_after
from netsite.commands.speaking import say
from netsite.exchange.uids import others, uid_of
from netsite.model import Contact, Network
from netsite.network.contacts import read_contact
from netsite.network.links import find
from netsite.network.load import Vault, load
from netsite.problems import Level, UsageError
from netsite.store.cache import cache_file, opened
from netsite.store.git import Repository, find_repository
from netsite.store.vault import read_vault
from netsite.store.writing import read_bytes
from netsite.text.names import fold, one_line, printable
from netsite.text.source import decode
from netsite.texts import Text

_KEYS = ("teams", "tags", "company", "role", "location", "email", "phone", "birthday", "met",
         "introduced_by", "cadence")


def add(
    way: Way, name: str, given_values: Mapping[str, str | Sequence[str] | None], notes: str,
    given: str | None,
) -> None:
    """Make a contact with values by key. A name that is there already needs an id of its own."""
    known = read(way.vault, way.today)
    network = known.network
    name = one_line(name)
    if not name:
        raise UsageError(Text.of("a contact needs a name"))
    there = find(network.names, name)
    if there and given is None:
        contact = network.people.get(there[0]) or network.groups[there[0]]
        raise UsageError(Text.of(
            "{name} is there already: {path}; if this is somebody else, give them an id "
            "with --id",
            name=contact.name, path=contact.path))
    taken = {fold(each) for each in (*network.people, *network.groups)}
    person = id_for(name, taken) if given is None else check_id(given)
    if fold(person) in taken:
        raise UsageError(Text.of("the id {person} is taken", person=person))
    values = [(key, _texts(known, key, given_values.get(key))) for key in _KEYS]
    step = new_file(f"contacts/{person}.md", name, values, notes)
    _check(step.path, step.text)
    manner = Manner(command="add", dry_run=way.dry_run, as_json=way.as_json,
                    commit=known.vault.settings.git_commit)
    finish(way.vault, Plan(f"add: {name}", (step,)), manner, name)


def _texts(known: Read, key: str, value: str | Sequence[str] | None) -> list[str]:
    """A key's values as they are written: days as ISO, an introducer as a link."""
    if not value:
        return []
    if not isinstance(value, str):
        return list(value)
    if key == "introduced_by":
        return [f"[[{find_contact(known.network, value).id}]]"]
    return [iso_day(value, known.today) if key == "met" else value]


def _check(path: str, text: str) -> None:
    """Refuse what would be an error in the file."""
    _, _, problems = read_contact(decode(path, text.encode()), "x", {})
    for problem in problems:
        if problem.level == Level.ERROR:
            raise UsageError(Text.of(
                "{message}; {hint}", message=problem.message, hint=problem.hint))


def rename(way: Way, person: str, new: str) -> None:
    """Give somebody another id; every link by the old one follows."""
    before, contact, plan = _planned_rename(way, person, new)
    manner = Manner(command="rename", dry_run=way.dry_run, as_json=way.as_json,
                    commit=before.settings.git_commit)

    def holds() -> bool:
        """Whether there is no link by the old id elsewhere by now, and nobody of the new one."""
        again = _planned_rename(way, contact.id, new)[2]
        return [step.path for step in again.steps] == [step.path for step in plan.steps]

    finish(way.vault, plan, manner, Text.of(
        "{name} is {new} now", name=contact.name, new=check_id(new)), holds)


def _planned_rename(way: Way, person: str, new: str) -> tuple[Vault, Contact, Plan]:
    """The vault as it is, whom a rename means, and its plan, with the proof that it is one."""
    files = read_vault(way.vault)
    before = load(files)
    contact = find_contact(before.network, person)
    wanted = check_id(new)
    if wanted == contact.id:
        raise UsageError(Text.of("that is {name}’s id already", name=contact.name))
    if fold(wanted) == fold(contact.id):
        raise UsageError(Text.of(
            "only upper and lower case would differ, which tells no two ids apart"))
    unread = next((each for each in files.problems if each.level == Level.ERROR), None)
    if unread:
        raise UsageError(Text.of(
            "{path}: {message}; links in it could not follow, so nothing is written",
            path=unread.path, message=unread.message))
    plan = plan_rename(before.network, files, contact, wanted, _uid(before.network, contact))
    changes = changes_of(plan, partial(read_bytes, way.vault))
    if not same_network(before, vault_after(files, changes), {contact.id: wanted}):
        raise UsageError(Text.of(
            "with the id {wanted}, links would lead elsewhere than now, so nothing is "
            "written; `netsite check` shows what is unclear",
            wanted=wanted))
    return before, contact, plan


def _uid(network: Network, contact: Contact) -> str:
    """By which other programs know somebody so far; "" for a group, which they do not know."""
    if contact.id not in network.people:
        return ""
    return others(network).get(contact.id) or uid_of(contact)


def forget(way: Way, person: str, *, yes: bool) -> None:
    """Show who still names somebody, and, told so, take their file away."""
    files = read_vault(way.vault)
    known = load(files)
    contact = find_contact(known.network, person)
    places = places_of(known.network, files, contact.id)
    # The history of a vault must not keep the name of somebody who is to be forgotten.
    plan = Plan("forget: a contact", (Gone(contact.path),))
    manner = Manner(command="forget", dry_run=way.dry_run or not yes, as_json=way.as_json,
                    commit=known.settings.git_commit)
    if not way.as_json:
        _tell_places(places, contact.name)
        _tell_history(way.vault, contact.path)
    if not yes and not way.as_json:
        click.echo(say("{path} is still there; --yes takes it away", path=contact.path))
        return
    finish(way.vault, plan, manner, Text.of("{name} is forgotten in the files", name=contact.name),
           more={"places": [place._asdict() for place in places]})
    if yes and not way.dry_run:
        with opened(cache_file(way.vault, None)) as kept:
            kept.reset()  # what is remembered of them, too


def _tell_places(places: Sequence[Place], name: str) -> None:
    if not places:
        click.echo(say("No other file names {name} by a link.", name=printable(name)))
        return
    click.echo(say(
        "These lines name {name}, and stay as they are; they are yours to edit:",
        name=printable(name)))
    for place in places:
        click.echo(f"  {printable(place.path)}:{place.line}: {printable(place.text)}")


def _tell_history(vault: Path, path: str) -> None:
    repository = find_repository(vault)
    if not isinstance(repository, Repository):
        return
    inside = repository.prefix.decode("utf-8", "replace") + path
    click.echo(say("Git keeps what the file said. To take it out of the history too (this rewrites "
                   "it, for everybody who has a copy):"))
    click.echo(f"  git filter-repo --invert-paths --path {shlex.quote(printable(inside))}")


