"""The review: what is missing or has grown stale, and who may be in the vault twice.

It speaks of what can be read and is well meant; what cannot be read is a problem, and told there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from netsite.model import Changes, Contact, Id, Network
from netsite.network.due import Due, State
from netsite.network.lines import of_kinds
from netsite.text.names import fold, sort_key

DOUBLES, PROMISES, PLANS, UNMET, UNREACHABLE, APART, STALE = SECTIONS = (
    "doubles", "promises", "plans", "unmet", "unreachable", "apart", "stale")
EMAIL, PHONE, NAME, ALIAS = "email", "phone", "name", "alias"
MOST = 20  # of each; the rest is counted
LONG_OPEN = 90  # days
LONG_SAME = 3 * 365  # days
_MOST_ALIKE = 4  # people; what more have in common is an office's address, not somebody's
_LEAST_DIGITS = 7  # of a number that tells people apart
_NO_DIGITS = {code: None for code in range(128) if not chr(code).isdigit()}
_PLAN = frozenset({"plan", "Plan"})


class Item(NamedTuple):
    """Somebody, or several, to look at: where, and what is known of it.

    `line` is of the first one's file or of `path`; `day` is since when, `why` what several have in
    common, `text` what is open, in Markdown.
    """

    people: tuple[Id, ...]
    path: str
    line: int = 1
    day: date | None = None
    why: tuple[str, ...] = ()
    text: str = ""


class Some(NamedTuple):
    """The first items of a list, and how many there are."""

    items: tuple[Item, ...] = ()
    total: int = 0


def review(
    network: Network, dues: Mapping[Id, Due], today: date, changes: Changes | None,
) -> dict[str, Some]:
    """What there is to look at, by section, those that matter most first in each."""
    people = network.people
    tracked = [contact for person, contact in people.items() if dues[person].state != State.OFF]
    found: dict[str, Iterable[Item]] = {
        DOUBLES: _doubles(network),
        PROMISES: _promises(network, dues, tracked, today),
        PLANS: _plans(network, dues, today),
        UNMET: (_whole(contact) for contact in tracked if dues[contact.id].last is None),
        UNREACHABLE: (_whole(contact) for contact in tracked if not _can_be_reached(contact)),
        APART: (_whole(contact) for contact in tracked
                if not contact.tags and contact.id not in network.teams_of),
        STALE: _stale(tracked, changes, today)}
    return {name: _first(network, items) for name, items in found.items()}


def _first(network: Network, items: Iterable[Item]) -> Some:
    """The first items: by day, the longest ago first, then by name."""
    some = list(items)
    keys = [(item.day or date.min, item.people, item.line) for item in some]
    order = sorted(range(len(some)), key=keys.__getitem__)[:MOST]
    first = sorted((some[at] for at in order), key=lambda item: (
        item.day or date.min, sort_key(network.people[item.people[0]].name), item))
    return Some(tuple(first), len(some))


def _whole(contact: Contact) -> Item:
    return Item((contact.id,), contact.path)


def _can_be_reached(contact: Contact) -> bool:
    return bool(contact.phone or contact.links or contact.email)


def _promises(
    network: Network, dues: Mapping[Id, Due], people: Iterable[Contact], today: date,
) -> Iterator[Item]:
    """What was promised long ago, or to somebody who has not been in touch for as long."""
    before = today - timedelta(LONG_OPEN) if today.toordinal() > LONG_OPEN else date.min
    for contact in people:
        for promise in contact.promises:
            if promise.done:
                continue
            last = dues[contact.id].last
            day = _written(network, contact, promise.line) or (last.day if last else None)
            if day and day < before:
                yield Item((contact.id,), contact.path, promise.line, day, text=promise.text)


def _written(network: Network, contact: Contact, line: int) -> date | None:
    """The day of the dated line below which something stands; None of what stands in the notes."""
    own = network.own.get(contact.id)
    days = dict(zip(own.lines, own.days, strict=True)) if own else {}
    days = {at: day for at, day in days.items() if at <= line}
    days |= {mark.line: mark.day.toordinal() for mark in network.linked_of.get(contact.id, ())
             if mark.path == contact.path and mark.line <= line}
    return date.fromordinal(days[max(days)]) if days else None


def _plans(network: Network, dues: Mapping[Id, Due], today: date) -> Iterator[Item]:
    """Plans whose day has passed, and after which nobody of those meant was in touch."""
    for mark in of_kinds(network, _PLAN):
        lasts = [due.last.day for person in mark.people
                 if (due := dues.get(person)) and due.last]
        here = tuple(person for person in mark.people if person in dues)
        if mark.day < today and not mark.contact and here and not any(
                last >= mark.day for last in lasts):
            yield Item(here, mark.path, mark.line, mark.day)


def _stale(
    people: Iterable[Contact], changes: Changes | None, today: date,
) -> Iterator[Item]:
    """Those whose facts are as they were years ago, as far as git knows."""
    before = date.fromordinal(max(1, today.toordinal() - LONG_SAME)).isoformat()
    of = changes.of if changes else {}
    for contact in people:
        rows = of.get(contact.path)
        if rows and "" < rows[0].day < before:
            yield Item((contact.id,), contact.path, 1, date.fromisoformat(rows[0].day))


def _doubles(network: Network) -> Iterator[Item]:
    """People who may be one: of one address, number or name, and nowhere said to be two."""
    found: defaultdict[tuple[Id, ...], list[str]] = defaultdict(list)
    for why, alike in ((EMAIL, _by_email(network)), (PHONE, _by_phone(network)),
                       (NAME, _by_name(network)), (ALIAS, _by_alias(network))):
        for some in alike:
            people = tuple(sorted({*some}))
            if 1 < len(people) <= _MOST_ALIKE and why not in found.get(people, ()) and (
                    not _are_told_apart(network, people)):
                found[people].append(why)
    for people, whys in found.items():
        yield Item(people, network.people[people[0]].path, why=tuple(whys))


def _are_told_apart(network: Network, people: Sequence[Id]) -> bool:
    """Whether each pair is linked: who speaks of the other, or meets both, knows them to be two."""
    return all(_are_linked(network, one, other) for one, other in combinations(people, 2))


def _are_linked(network: Network, one: Id, other: Id) -> bool:
    if other in network.noted.get(one, ()) or one in network.noted.get(other, ()):
        return True
    if other in network.introducers.get(one, ()) or one in network.introducers.get(other, ()):
        return True
    return any(other in mark.people or other in mark.mentions or other == mark.home
               for mark in network.linked_of.get(one, ())) or any(
        one in mark.mentions for mark in network.linked_of.get(other, ()))


def _alike(pairs: Iterable[tuple[str, Id]]) -> Iterator[list[Id]]:
    """Those who have a word in common, by going through all once."""
    first: dict[str, Id] = {}
    more: dict[str, list[Id]] = {}
    for word, person in pairs:
        known = first.setdefault(word, person)
        if known != person:
            more.setdefault(word, [known]).append(person)
    return iter(more.values())


def _by_email(network: Network) -> Iterator[list[Id]]:
    return _alike((fold(item.text), person) for person, contact in network.people.items()
                  for item in contact.email if "@" in item.text)


def _by_phone(network: Network) -> Iterator[list[Id]]:
    return _alike(
        (digits.removeprefix("00"), person) for person, contact in network.people.items()
        for item in contact.phone
        if len(digits := item.text.translate(_NO_DIGITS)) >= _LEAST_DIGITS)


def _by_name(network: Network) -> Iterator[list[Id]]:
    return _alike((_words(contact.name), person) for person, contact in network.people.items())


def _by_alias(network: Network) -> Iterator[list[Id]]:
    """Those of whom one is called as another is."""
    called: defaultdict[str, list[Id]] = defaultdict(list)
    for person, contact in network.people.items():
        for alias in contact.aliases:
            called[_words(alias)].append(person)
    if not called:
        return
    for person, contact in network.people.items():
        others = called.get(_words(contact.name), ())
        if any(other != person for other in others):
            yield [person, *others]
    yield from (people for people in called.values() if len({*people}) > 1)


def _words(name: str) -> str:
    """A name without accents and case, its words in one order: `Silva, Ana` is `Ana Silva`."""
    plain = name.lower() if name.isascii() else sort_key(name)[0]
    return " ".join(sorted((plain.replace(",", " ") if "," in plain else plain).split()))
