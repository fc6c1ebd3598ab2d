"""The proof of an edit: the file is read again, and only what was meant to may be different."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import NamedTuple, TypeVar

from netsite.model import Entry, Link, Promise
from netsite.network.contacts import gives_name, meaning, normal_key, read_contact
from netsite.problems import Level, Problem
from netsite.text.body import Body, read_body
from netsite.text.entries import Phrases
from netsite.text.frontmatter import read_front_matter
from netsite.text.links import LINK, link_name
from netsite.text.names import one_line
from netsite.text.nodes import Items, Node, Scalar
from netsite.text.source import Source, stem
from netsite.texts import Text

Plain = str | tuple["Plain", ...]  # a value: texts, and tuples of what is in it
_Entry = TypeVar("_Entry")


class Field(NamedTuple):
    """A key of the front matter as it is spelled, what it means, and its value."""

    spelled: str
    means: str
    value: Plain


class Reading(NamedTuple):
    """What a file says, without the places where it says so.

    Entries, links and promises have line and column 0. `body` is the text below the front matter
    as it is; `errors` are the messages of its errors, and of code and comments left open, which
    would swallow what is written behind them later.
    """

    fields: tuple[Field, ...]
    body: str
    notes: str
    mentions: tuple[Link, ...]
    promises: tuple[Promise, ...]
    entries: tuple[Entry, ...]
    errors: tuple[str, ...]


# What is said of a thing that is lost, new or different.
_DATED_LINE = (Text.of("a dated line would be lost"), Text.of("a dated line would be new"),
               Text.of("a dated line would be different"))
_PROMISE = (Text.of("a promise would be lost"), Text.of("a promise would be new"),
            Text.of("a promise would be different"))

Proof = Callable[[Reading, Reading], str]
"""Says what is different, before and after, that should not be; "" if nothing is."""


def reading(path: str, text: str, *, journal: bool, not_contact: Phrases) -> Reading:
    """Read a file of `contacts/`, or of `journal/`; `not_contact` as in `read_body`."""
    return _reading(Source(path, text), journal=journal, not_contact=not_contact)


def unwanted(
    path: str, before: str, after: str, wanted: Proof, *, journal: bool, not_contact: Phrases,
) -> str:
    """What an edit did besides what is wanted, or ""; a new error is never wanted.

    `before` and `after` are the file's text without and with the edit.
    """
    old, new = (reading(path, text, journal=journal, not_contact=not_contact)
                for text in (before, after))
    return new_errors(old, new) or wanted(old, new)


def _reading(source: Source, *, journal: bool, not_contact: Phrases) -> Reading:
    head = read_front_matter(source.path, source.text)
    text = source.text[head.body_start:]
    problems: Iterable[Problem]
    if journal:
        body = read_body(source.path, text, 1, journal=True, not_contact=not_contact)
        problems = (*source.problems, *head.problems, *body.problems)
    else:
        _, body, problems = read_contact(source, stem(source.path), not_contact)
    given = gives_name(head)
    fields = tuple(
        Field(key.text, meaning(key.text, name_given=given).known or normal_key(key.text),
              _plain(value))
        for key, value in head.pairs)
    errors = tuple(found.message for found in problems
                   if found.level is Level.ERROR or found.message.endswith("is never closed"))
    return _without_places(body, fields, text, errors)


def _without_places(
    body: Body, fields: tuple[Field, ...], text: str, errors: tuple[str, ...],
) -> Reading:
    entries = tuple(
        entry._replace(line=0, people=_placeless(entry.people), without=_placeless(entry.without),
                       mentions=_placeless(entry.mentions))
        for entry in body.entries)
    promises = tuple(promise._replace(line=0) for promise in body.promises)
    return Reading(fields, text, body.notes, _placeless(body.mentions), promises, entries, errors)


def _placeless(links: Iterable[Link]) -> tuple[Link, ...]:
    return tuple(link._replace(line=0, column=0) for link in links)


def _plain(node: Node) -> Plain:
    """A value as texts and tuples; a list, a mapping and a text are told apart."""
    if isinstance(node, Scalar):
        return "" if node.empty else ("", one_line(node.text))
    if isinstance(node, Items):
        return ("-", *map(_plain, node.items))
    return (":", *((key.text, _plain(value)) for key, value in node.pairs))


# --- what may be different ---


def new_errors(before: Reading, after: Reading) -> str:
    """The first error that was not there before, or ""."""
    found = list((Counter(after.errors) - Counter(before.errors)).elements())
    return Text.of("it would then have an error ({error})", error=found[0]) if found else ""


def only_keys(before: Reading, after: Reading, keys: Collection[str]) -> str:
    """What is different besides these keys, by the names of docs/format.md or the user's own."""
    meant = {field.spelled: field.means for field in before.fields}
    for field in after.fields:
        if meant.get(field.spelled, field.means) != field.means:
            return Text.of("{key} would then mean {other}", key=field.spelled, other=field.means)
    wanted = {normal_key(key) for key in keys}
    kept, left = ([field for field in version.fields if field.means not in wanted]
                  for version in (before, after))
    return _other_field(kept, left) or _other_text(before, after)


def only_body(before: Reading, after: Reading) -> str:
    """What is different in the front matter."""
    return _other_field(before.fields, after.fields)


def only_notes(before: Reading, after: Reading) -> str:
    """What is different besides the notes, and the links and promises in them."""
    return only_body(before, after) or _other(before.entries, after.entries, _DATED_LINE)


def only_promises(before: Reading, after: Reading) -> str:
    """What is different besides one promise, which is new, gone or otherwise, and its line."""
    old, new = ([entry._replace(text="", mentions=()) for entry in version.entries]
                for version in (before, after))
    changed = _changes(before.promises, after.promises)
    if changed != 1:
        return Text.of("{n} promises would be different, not one", n=changed)
    if _changes(_lines(before), _lines(after)) > 1:
        return Text.of("more than one line would be different")
    return only_body(before, after) or _other(old, new, _DATED_LINE)


def one_more_entry(before: Reading, after: Reading) -> str:
    """What is different besides one dated line more; no line may be lost."""
    if Counter(_lines(before)) - Counter(_lines(after)):
        return Text.of("a line would be lost")
    return _one_more(before.entries, after.entries) or only_body(before, after) or _other_notes(
        before, after)


def only_names(
    before: Reading, after: Reading, is_meant: Callable[[str], bool], new: str,
) -> str:
    """What is different when each name that is meant is taken for the new one."""
    def renamed(reading: Reading) -> Reading:
        return _renamed(reading, lambda name: new if is_meant(name) else name)
    left, right = renamed(before), renamed(after)
    return (_other_field(left.fields, right.fields) or _other_notes(left, right)
            or _other(left.entries, right.entries, _DATED_LINE)
            or _other_text(left, right))


def _other_field(before: Iterable[Field], after: Iterable[Field]) -> str:
    """The first key that is not as it was, in its place."""
    old, new = list(before), list(after)
    for left, right in zip(old, new, strict=False):
        if left != right:
            return Text.of("{key} would be different", key=left.spelled)
    if len(old) != len(new):
        rest = old[len(new):] or new[len(old):]
        return (Text.of("{key} would be lost", key=rest[0].spelled) if len(old) > len(new)
                else Text.of("{key} would be new", key=rest[0].spelled))
    return ""


def _other_text(before: Reading, after: Reading) -> str:
    return "" if before.body == after.body else Text.of("its text would be different")


def _other_notes(before: Reading, after: Reading) -> str:
    return (_other(before.promises, after.promises, _PROMISE)
            or ("" if (before.notes, before.mentions) == (after.notes, after.mentions)
                else Text.of("its notes would be different")))


def _other(
    before: Collection[_Entry], after: Collection[_Entry], said: tuple[str, str, str],
) -> str:
    lost, new, different = said
    if len(before) > len(after):
        return lost
    if len(before) < len(after):
        return new
    return "" if list(before) == list(after) else different


def _one_more(before: tuple[Entry, ...], after: tuple[Entry, ...]) -> str:
    if len(after) != len(before) + 1:
        return Text.of("it would have {n} dated lines, not {wanted}", n=len(after),
                       wanted=len(before) + 1)
    at = next((index for index, (old, new) in enumerate(zip(before, after, strict=False))
               if old != new), len(before))
    return "" if before[at:] == after[at + 1:] else _DATED_LINE[2]


def _changes(before: Iterable[Hashable], after: Iterable[Hashable]) -> int:
    """How many things are new, gone or changed."""
    old, new = Counter(before), Counter(after)
    return max((old - new).total(), (new - old).total())


def _lines(reading: Reading) -> list[str]:
    return [line for line in reading.body.split("\n") if line.strip()]


# --- names ---


def _renamed(reading: Reading, rename: Callable[[str], str]) -> Reading:
    """A reading with every link's name as another."""
    def in_text(text: str) -> str:
        return LINK.sub(lambda match: match[0].replace(
            match[1], rename(link_name(match[1])), 1), text)

    def in_links(links: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(link._replace(name=rename(link.name)) for link in links)

    def in_value(value: Plain) -> Plain:
        if isinstance(value, tuple):
            return tuple(map(in_value, value))
        return in_text(value) if "[[" in value else rename(value)

    naming = {"introduced_by", "teams", "members"}
    entries = tuple(
        entry._replace(people=in_links(entry.people), without=in_links(entry.without),
                       mentions=in_links(entry.mentions), text=in_text(entry.text))
        for entry in reading.entries)
    return reading._replace(
        fields=tuple(field._replace(value=in_value(field.value)) if field.means in naming else field
                     for field in reading.fields),
        body=in_text(reading.body), notes=in_text(reading.notes),
        mentions=in_links(reading.mentions),
        promises=tuple(found._replace(text=in_text(found.text)) for found in reading.promises),
        entries=entries)
