"""`netsite log` as a plan: one dated line, in the person's file or, for several, in the journal."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from netsite.capture.plan import Edit, New, Plan, Step, names_in_words
from netsite.model import Id, Network
from netsite.network.edits import set_value
from netsite.network.proof import Reading, one_more_entry, unwanted
from netsite.network.typed import Typed
from netsite.problems import UsageError
from netsite.text.body import Body, read_body
from netsite.text.entries import Phrases, is_contact
from netsite.text.frontmatter import read_front_matter
from netsite.text.insert import add_dated_line
from netsite.text.splices import Splice, spliced
from netsite.texts import Text

_GIVING = ("gave", "got")  # after which “with” reads badly


class Logged(NamedTuple):
    """A line to be: the file it goes into, the entry it will be read as, its words, its plan."""

    path: str
    day: date
    words: str
    contact: bool
    people: tuple[Id, ...]
    plan: Plan


def plan_log(
    network: Network, typed: Typed, day: date, today: date, not_contact: Phrases,
    new: Mapping[Id, str],
) -> Logged:
    """The plan that files a typed line.

    `new` are people who are not there yet, with their names; those of the line are made.
    Raises UsageError for contact in the future.
    """
    people = typed.people
    alone = len(people) == 1
    links = "" if alone else "with " + ", ".join(f"[[{person}]]" for person in people)
    words = line_words(typed.kind, links, typed.text)
    contact = is_contact(f" {words}", not_contact)
    if contact and day > today:
        raise UsageError(Text.of(
            "{day} is still to come, and contact has not happened yet; begin with “plan”, "
            "or give another day",
            day=day))
    paths = {person: contact_path(network, person) for person in people}
    path = paths[people[0]] if alone else f"journal/{day:%Y}.md"
    files: list[Step] = [New(paths[person], new_contact(name)) for person, name in new.items()
                         if person in paths]
    wanted = () if alone else people
    files.append(Edit(path, partial(_add, path, day, words, not_contact),
                      partial(_proof, path, day, wanted, not_contact, contact=contact),
                      makes=not alone))
    names = [name_of(network, new, person) for person in people]
    plan = Plan(f"log: {_subject(typed.kind, names, contact=contact)}", tuple(files))
    return Logged(path, day, words, contact, people, plan)


def _subject(kind: str, names: Sequence[str], *, contact: bool) -> str:
    """`coffee with Ana Silva`, but `gave: Ana Silva` and `note: Ana Silva`."""
    who = names_in_words(names)
    if not kind:
        return who
    return f"{kind} with {who}" if contact and kind.lower() not in _GIVING else f"{kind}: {who}"


def new_contact(name: str) -> str:
    """The text of a new contact's file that has only a name so far."""
    empty = "---\n---\n"
    return spliced(empty, set_value(empty, "name", [name]))


def contact_path(network: Network, person: Id) -> str:
    """The file of a contact, or of one to be."""
    contact = network.people.get(person) or network.groups.get(person)
    return contact.path if contact else f"contacts/{person}.md"


def name_of(network: Network, new: Mapping[Id, str], person: Id) -> str:
    """The name of somebody who is there, or is to be."""
    contact = network.people.get(person) or network.groups.get(person)
    return contact.name if contact else new[person]


def line_words(kind: str, who: str, text: str) -> str:
    """A dated line's words: `coffee with …: what was said`."""
    head = " ".join(filter(None, (kind, who)))
    return f"{head}: {text}" if head and text else head or text


def _is_journal(path: str) -> bool:
    return path.startswith("journal/")


def _read(path: str, text: str, not_contact: Phrases) -> Body:
    head = read_front_matter(path, text)
    return read_body(path, text[head.body_start:], head.body_line, journal=_is_journal(path),
                     not_contact=not_contact)


def _add(path: str, day: date, words: str, not_contact: Phrases, text: str) -> list[Splice]:
    if not text and _is_journal(path):
        bullet = f"- {day} " + words.replace("\n", "\n  ")
        return [Splice(0, 0, f"# {day:%Y}\n\n{bullet.rstrip()}\n")]
    body = _read(path, text, not_contact)
    return [add_dated_line(text, body, day, words, journal=_is_journal(path))]


def _proof(
    path: str, day: date, people: Sequence[Id], not_contact: Phrases, before: str, after: str, *,
    contact: bool,
) -> str:
    """That the file has one line more, which says what was typed, and is else what it was."""
    def as_typed(old: Reading, new: Reading) -> str:
        if wrong := one_more_entry(old, new):
            return wrong
        at = next((index for index, entry in enumerate(old.entries)
                   if new.entries[index] != entry), len(old.entries))
        found = new.entries[at]
        named = tuple(link.name for link in found.people)
        same = (found.day, found.contact, named, found.without) == (
            day, contact, tuple(people), ())
        return "" if same else Text.of("the new line would be read as something else")

    return unwanted(path, before, after, as_typed, journal=_is_journal(path),
                    not_contact=not_contact)
