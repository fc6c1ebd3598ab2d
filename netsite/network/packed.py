"""Parts as JSON, to be remembered between runs, and back.

Rows of values in the order of the fields: no names, which would be the larger half. What is read
back is what was put in, bit by bit (law in tests/property/test_packed.py).
"""

import json
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Iterable
from datetime import date
from itertools import islice
from typing import Any

from netsite.model import (
    COLUMNS,
    Contact,
    Entry,
    Labelled,
    Link,
    Membership,
    Own,
    PartialDay,
    Promise,
)
from netsite.network.parts import Part
from netsite.problems import packed_problem, unpacked_problem

Row = list[Any]  # as JSON has it
_AT_ONCE = 64  # parts


def packed_part(part: Part) -> bytes:
    """A part as the bytes of one JSON value."""
    contact = part.contact
    facts = contact and contact._replace(path="", lines_of=dict(contact.lines_of))
    row = [part.path, part.blob, part.facts, facts, part.own and _packed_own(part.own),
           part.linked, part.sums, part.unlinked,
           [packed_problem(problem) for problem in part.problems]]
    return _encoder.encode(row).encode()


def unpacked_parts(many: Iterable[bytes]) -> list[Part]:
    """The parts that were packed; some at once are read as one JSON value, which is quicker.

    All at once would be slower: a letter that is none of the common ones makes a text of ten
    megabytes one of forty, and memory must be found for it.
    """
    each, parts = iter(many), list[Part]()
    while some := b",".join(islice(each, _AT_ONCE)):
        parts += map(_part, json.loads(b"[" + some + b"]"))
    return parts


_encoder = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"),
                            default=date.isoformat)


def _packed_own(own: Own) -> Row:
    """Columns as two texts, which are read in a tenth of the time of 500 numbers and 100 texts.

    It is read by the machine that wrote it, so the bytes of numbers may be in its order.
    """
    numbers = array("I", own.numbers).tobytes()
    return [own.joined, b2a_base64(numbers, newline=False).decode("ascii")]


def _own(path: str, row: Row) -> Own:
    joined, numbers = row
    own = Own(path, array("I", a2b_base64(numbers)), joined)
    if len(own.numbers) != COLUMNS * (joined.count("\n") + 1):
        raise ValueError(path)
    return own


def _part(row: Row) -> Part:
    path, blob, facts, contact, own, linked, sums, unlinked, problems = row
    return Part(
        path, blob, facts, _contact(path, contact) if contact else None,
        _own(path, own) if own else None,
        tuple(map(_entry, linked)) if linked else (), tuple(sums),
        tuple(map(tuple, unlinked)) if unlinked else (),
        tuple(map(unpacked_problem, problems)) if problems else ())


def _contact(path: str, row: Row) -> Contact:
    """A contact; most of its fields are empty, or texts, which JSON gives as they are."""
    (contact_id, _, name, is_group, aliases, teams, members, tags, company, role, location,
     timezone, pronouns, email, phone, links, photo, birthday, dates, met, introduced_by, cadence,
     snooze, archived, died, uid, extra, lines_of, mentions, promises) = row
    return Contact(
        contact_id, path, name, is_group, tuple(aliases),
        tuple(map(_membership, teams)) if teams else (),
        tuple(map(_membership, members)) if members else (), tuple(tags), company, role, location,
        timezone, pronouns, tuple(map(Labelled._make, email)) if email else (),
        tuple(map(Labelled._make, phone)) if phone else (),
        tuple(map(Labelled._make, links)) if links else (), photo,
        PartialDay._make(birthday) if birthday else None,
        tuple((what, PartialDay._make(day)) for what, day in dates) if dates else (),
        PartialDay._make(met) if met else None, _links(introduced_by), cadence, _day(snooze),
        archived, PartialDay._make(died) if died else None, uid,
        tuple(map(Labelled._make, extra)) if extra else (), lines_of, _links(mentions),
        tuple(map(Promise._make, promises)) if promises else ())


def _membership(row: Row) -> Membership:
    link, joined, left = row
    return Membership(Link._make(link), _day(joined), _day(left))


def _links(rows: Iterable[Row]) -> tuple[Link, ...]:
    return tuple(map(Link._make, rows)) if rows else ()


def _entry(row: Row) -> Entry:
    path, line, day, whole_month, kind, contact, people, without, mentions, text, heading = row
    return Entry(path, line, date.fromisoformat(day), whole_month, kind, contact, _links(people),
                 _links(without), _links(mentions), text, heading)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
