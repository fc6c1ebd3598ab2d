"""Checks across files: a list of functions of one shape; a new check is one more of them."""

from collections.abc import Callable, Iterator, Sequence

from netsite.model import Contact, Network
from netsite.network.links import find
from netsite.network.parts import Part
from netsite.problems import Level, Problem
from netsite.text.names import bare, fold
from netsite.texts import Text

Parts = Sequence[Part]
_Check = Callable[[Network, Parts], Iterator[Problem]]


def check_all(network: Network, parts: Parts) -> list[Problem]:
    """The problems that show only when all files are read."""
    return [problem for check in CHECKS for problem in check(network, parts)]


def unlinked_people(network: Network, parts: Parts) -> Iterator[Problem]:
    """`lunch with Bo`: a person without a link is nobody."""
    words: dict[str, set[str]] | None = None
    for part in parts:
        for word, line, column in part.unlinked:
            name = bare(word)
            if not name:
                continue
            words = _ids_by_word(network) if words is None else words
            known = words.get(name, set()) | set(find(network.names, name))
            if known or word.lstrip("*_“\"'(")[:1].isupper():
                meant = min(known) if len(known) == 1 else Text.of("their-id")
                yield Problem(part.path, line, column, Level.WARNING,
                              Text.of("“with {what}” has no link, so it counts for nobody",
                                      what=word.strip(",.;:")[:40]),
                              Text.of("write with [[{meant}]]", meant=meant))


def _ids_by_word(network: Network) -> dict[str, set[str]]:
    words: dict[str, set[str]] = {}
    for contact in network.people.values():
        for name in (contact.name, *contact.aliases):
            for word in fold(name).split():
                words.setdefault(word, set()).add(contact.id)
    return words


def journal_names_somebody(network: Network, parts: Parts) -> Iterator[Problem]:
    """A line of the journal that is contact, but with nobody."""
    entries = {(part.path, entry.line): entry for part in parts if not part.contact
               for entry in part.linked}
    headings = {(entry.path, entry.day) for entry in entries.values() if not entry.heading}
    for mark in network.linked:
        entry = entries.get((mark.path, mark.line))
        if entry is None or mark.people or not entry.contact or entry.people:
            continue
        if entry.heading and (entry.path, entry.day) in headings:
            continue
        yield Problem(entry.path, entry.line, 1, Level.WARNING,
                      Text.of("this line of the journal names nobody as met"),
                      Text.of("write `with [[name]]`, or [[name]] and a colon, after the date") if
                      mark.mentions else Text.of("write with [[name]] after the date"))


def members_are_a_groups(network: Network, _: Parts) -> Iterator[Problem]:
    """`members` in a file that is no group's."""
    for contact in network.people.values():
        if contact.members:
            yield Problem(contact.path, contact.lines_of.get("members", 1), 1, Level.WARNING,
                          Text.of("members are read only in a group's file"),
                              Text.of("add kind: group"))


def introductions_have_a_start(network: Network, _: Parts) -> Iterator[Problem]:
    """Somebody who introduced themselves, or whom they had introduced."""
    for contact in network.people.values():
        if contact.id in network.introducers.get(contact.id, ()):
            yield _circular(contact, contact.name)
        for by in network.introducers.get(contact.id, ()):
            if contact.id < by and contact.id in network.introducers.get(by, ()):
                yield _circular(contact, network.people[by].name if by in network.people else by)


def _circular(contact: Contact, other: str) -> Problem:
    return Problem(contact.path, contact.lines_of.get("introduced_by", 1), 1, Level.WARNING,
                   Text.of("{name} and {other} are said to have introduced each other",
                           name=contact.name, other=other),
                   Text.of("take one of the two out"))


CHECKS: tuple[_Check, ...] = (
    unlinked_people, journal_names_somebody, members_are_a_groups, introductions_have_a_start)
