"""Edits of a contact's front matter as steps of a plan."""

from collections.abc import Callable, Sequence
from functools import partial

from netsite.capture.plan import Edit, New
from netsite.model import Contact
from netsite.network.contacts import meaning, read_contact
from netsite.network.edits import (
    add_item,
    remove_item,
    replace_all,
    set_value,
    unset,
)
from netsite.network.memberships import join, leave
from netsite.network.proof import only_keys, unwanted
from netsite.problems import Level, Problem
from netsite.text.source import Source, stem
from netsite.text.splices import Splice, spliced
from netsite.texts import Text

_LISTS = ("teams", "tags")  # which begin as a list, since more will come

_Splices = Callable[[str], Sequence[Splice]]


def set_key(contact: Contact, key: str, values: Sequence[str]) -> Edit:
    """The step that sets a key to a value, or to several; many values are not made into one."""
    return _step(contact.path, key, lambda text: set_value(text, key, values))


def set_all(contact: Contact, key: str, values: Sequence[str]) -> Edit:
    """The step that sets a key, whatever it held."""
    return _step(contact.path, key, lambda text: replace_all(text, key, values))


def unset_key(contact: Contact, key: str) -> Edit:
    """The step that takes a key out."""
    return _step(contact.path, key, lambda text: unset(text, key))


def add_to(contact: Contact, key: str, item: str) -> Edit:
    """The step that adds a text to a list."""
    return _step(contact.path, key, lambda text: add_item(text, key, item))


def take_from(contact: Contact, key: str, item: str) -> Edit:
    """The step that takes a text out of a list."""
    return _step(contact.path, key, lambda text: remove_item(text, key, item))


def join_team(contact: Contact, name: str, joined: str) -> Edit:
    """The step that puts somebody into a team; `joined` is a day, or "" for all along."""
    return _step(contact.path, "teams", lambda text: join(text, "teams", name, joined))


def leave_team(path: str, key: str, is_meant: Callable[[str], bool], left: str) -> Edit:
    """The step that ends a time in a team: in `teams` of a person, or in `members` of a group."""
    return _step(path, key, lambda text: leave(text, key, is_meant, left))


def new_file(path: str, name: str, values: Sequence[tuple[str, Sequence[str]]], notes: str) -> New:
    """The step that makes a contact's file."""
    text = "---\n---\n"
    for key, texts in (("name", [name]), *values):
        if key in _LISTS:
            for item in texts:
                text = spliced(text, add_item(text, key, item))
        elif texts:
            text = spliced(text, set_value(text, key, texts))
    return New(path, f"{text}{notes}\n" if notes else text)


def _step(path: str, key: str, splices: _Splices) -> Edit:
    return Edit(path, splices, partial(_proof, path, key))


def _proof(path: str, key: str, before: str, after: str) -> str:
    """That only the key reads differently, and that what it says now is no mistake."""
    known = meaning(key, name_given=True).known or key
    wrong = unwanted(path, before, after, partial(only_keys, keys={known}), journal=False,
                     not_contact={})
    return (_mistake(path, before, after) or wrong) if wrong else ""


def _mistake(path: str, before: str, after: str) -> str:
    """What is wrong with the new value, and the mend."""
    old = {problem.message for problem in problems_of(path, before)}
    found = ""
    for problem in problems_of(path, after):
        if problem.level == Level.ERROR and problem.message not in old:
            one = Text.of("{message} ({hint})", message=problem.message, hint=problem.hint)
            found = Text.of("{this}; {further}", this=found, further=one) if found else one
    return found


def problems_of(path: str, text: str) -> list[Problem]:
    """What is wrong with a contact's file by itself."""
    _, _, problems = read_contact(Source(path, text), stem(path), {})
    return problems
