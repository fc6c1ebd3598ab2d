"""One file as a part of the network: what it says before any name in it is resolved.

A part has what clocks, lists and counts need, for all files are at hand together; what is only ever
shown is in its words, which are fetched a file at a time.
"""

import hashlib
from array import array
from collections.abc import Iterable
from typing import NamedTuple
from zlib import crc32

from netsite.model import CONTACT, HEADING, WHOLE_MONTH, Contact, Entry, Own, Words
from netsite.network.contacts import read_contact
from netsite.problems import Problem
from netsite.text.body import Body, read_body
from netsite.text.entries import Phrases
from netsite.text.frontmatter import read_front_matter
from netsite.text.source import Source, stem


def blob_id(data: bytes, algorithm: str = "sha1") -> str:
    """The id git gives to a file's bytes (gitformat-pack, "blob"), in a repository of SHA-1 ids."""
    made = hashlib.new(algorithm, b"blob %d\0" % len(data), usedforsecurity=False)
    made.update(data)
    return made.hexdigest()


def fingerprint(value: object) -> str:
    """A short text that differs where a value's own notation does."""
    return hashlib.blake2b(repr(value).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Part(NamedTuple):
    """A file of `contacts/` or `journal/` (`contact` is None).

    `blob` is the id that git gives to its text (with SHA-1), and tells one content from another;
    `facts` tells one `contact` from another, and is "" without any.
    `own` are its lines that name nobody, in a person's file, so that they are about that person
    alone. `linked` are all others, in the file's order, without their texts, and `sums` those of
    what they say. `unlinked` are words after `with` that have no link, with line and column.
    """

    path: str
    blob: str
    facts: str
    contact: Contact | None
    own: Own | None
    linked: tuple[Entry, ...]
    sums: tuple[int, ...]
    unlinked: tuple[tuple[str, int, int], ...]
    problems: tuple[Problem, ...]


def read_contact_part(source: Source, not_contact: Phrases) -> tuple[Part, Words]:
    """A file of `contacts/`; `not_contact` as in `read_body`. Never raises."""
    contact, body, problems = read_contact(source, stem(source.path), not_contact)
    own = () if contact.is_group else [each for each in body.entries if not _names_any(each)]
    linked = body.entries if contact.is_group else [*filter(_names_any, body.entries)]
    return Part(source.path, blob_id(source.text.encode()), fingerprint(contact), contact,
                _columns(source.path, own), tuple(map(_bare, linked)), tuple(map(_sum, linked)),
                body.unlinked, tuple(problems)), _words(body)


def read_journal_part(source: Source, not_contact: Phrases) -> tuple[Part, Words]:
    """A file of `journal/`; `not_contact` as in `read_body`. Never raises."""
    head = read_front_matter(source.path, source.text)
    body = read_body(source.path, source.text[head.body_start:], head.body_line, journal=True,
                     not_contact=not_contact)
    problems = (*source.problems, *head.problems, *body.problems)
    return Part(source.path, blob_id(source.text.encode()), "", None, None,
                tuple(map(_bare, body.entries)), tuple(map(_sum, body.entries)), body.unlinked,
                problems), _words(body)


def _names_any(entry: Entry) -> bool:
    return bool(entry.people or entry.without or entry.mentions)


def _bare(entry: Entry) -> Entry:
    return entry._replace(text="")


def _sum(entry: Entry) -> int:
    """A number that differs where lines do; where they stand does not count."""
    _, _, day, whole_month, kind, contact, people, without, _, text, heading = entry
    names = [[(link.name, link.shown) for link in some]
             for some in (people, without)] if people or without else ""
    said = f"{day.toordinal()} {kind}\0{whole_month}{contact}{heading}{names}\0{text}"
    return crc32(said.encode("utf-8", "surrogatepass"))


def _columns(path: str, entries: Iterable[Entry]) -> Own | None:
    """Lines as columns, the newest first, those of a day in the order of the file."""
    some = sorted(entries, key=lambda entry: entry.line)
    some.sort(key=lambda entry: entry.day, reverse=True)
    if not some:
        return None
    flags = (CONTACT * entry.contact + WHOLE_MONTH * entry.whole_month + HEADING * entry.heading
             for entry in some)
    numbers = array("I", (entry.day.toordinal() for entry in some))
    numbers.extend(entry.line for entry in some)
    numbers.extend(flags)
    numbers.extend(map(_sum, some))
    return Own(path, numbers, "\n".join(entry.kind for entry in some))


def _words(body: Body) -> Words:
    return Words.of(body.notes, body.first_line, {entry.line: entry.text for entry in body.entries})
