"""Checks across files: a list of functions of one shape; a new check is one more of them."""

from collections.abc import Callable, Iterable, Iterator

from netsite.model import Contact, Network
from netsite.network.links import find
from netsite.problems import Level, Problem
from netsite.text.body import Body
from netsite.text.names import bare, fold

Bodies = Iterable[tuple[str, Body]]  # each file's path and body
_Check = Callable[[Network, Bodies], Iterator[Problem]]


def check_all(network: Network, bodies: list[tuple[str, Body]]) -> list[Problem]:
    """The problems that show only when all files are read."""
    return [problem for check in CHECKS for problem in check(network, bodies)]


def unlinked_people(network: Network, bodies: Bodies) -> Iterator[Problem]:
    """`lunch with Bo`: a person without a link is nobody."""
    words: dict[str, set[str]] | None = None
    for path, body in bodies:
        for word, line, column in body.unlinked:
            name = bare(word)
            if not name:
                continue
            words = _ids_by_word(network) if words is None else words
            known = words.get(name, set()) | set(find(network.names, name))
            if known or word.lstrip("*_“\"'(")[:1].isupper():
                meant = min(known) if len(known) == 1 else "their-id"
                yield Problem(path, line, column, Level.WARNING,
                              f"“with {word.strip(',.;:')[:40]}” has no link, so it counts for "
                              "nobody",
                              f"write with [[{meant}]]")


def _ids_by_word(network: Network) -> dict[str, set[str]]:
    words: dict[str, set[str]] = {}
    for contact in network.people.values():
        for name in (contact.name, *contact.aliases):
            for word in fold(name).split():
                words.setdefault(word, set()).add(contact.id)
    return words


def journal_names_somebody(network: Network, _: Bodies) -> Iterator[Problem]:
    """A line of the journal that is contact, but with nobody."""
    headings = {(line.entry.path, line.entry.day) for line in network.lines
                if not line.home and not line.entry.heading}
    for line in network.lines:
        entry = line.entry
        if line.home or line.people or not entry.contact or entry.people:
            continue
        if entry.heading and (entry.path, entry.day) in headings:
            continue
        yield Problem(entry.path, entry.line, 1, Level.WARNING,
                      "this line of the journal names nobody as met",
                      "write `with [[name]]`, or [[name]] and a colon, after the date" if
                      line.mentions else "write with [[name]] after the date")


def members_are_a_groups(network: Network, _: Bodies) -> Iterator[Problem]:
    """`members` in a file that is no group's."""
    for contact in network.people.values():
        if contact.members:
            yield Problem(contact.path, contact.lines_of.get("members", 1), 1, Level.WARNING,
                          "members are read only in a group's file", "add kind: group")


def introductions_have_a_start(network: Network, _: Bodies) -> Iterator[Problem]:
    """Somebody who introduced themselves, or whom they had introduced."""
    for contact in network.people.values():
        if contact.id in network.introducers.get(contact.id, ()):
            yield _circular(contact, contact.name)
        for by in network.introducers.get(contact.id, ()):
            if contact.id < by and contact.id in network.introducers.get(by, ()):
                yield _circular(contact, network.people[by].name if by in network.people else by)


def _circular(contact: Contact, other: str) -> Problem:
    return Problem(contact.path, contact.lines_of.get("introduced_by", 1), 1, Level.WARNING,
                   f"{contact.name} and {other} are said to have introduced each other",
                   "take one of the two out")


CHECKS: tuple[_Check, ...] = (
    unlinked_people, journal_names_somebody, members_are_a_groups, introductions_have_a_start)
