"""Fingerprints of all that pages can depend on, to tell what is another than it was.

Tables by kind: for each cell that `watched` notes, a short text that differs where the value does.
What a page depends on is not said here; a fingerprint that takes in too much only costs time.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from zlib import crc32

from netsite.cells import ALL, Gathered, none
from netsite.model import Id, Names, Network
from netsite.network.due import Due
from netsite.network.parts import Part, fingerprint
from netsite.pages.clock import MONTH, TODAY
from netsite.pages.lines import Picture
from netsite.pages.months import MonthOf
from netsite.pages.shared import Shared
from netsite.pages.watched import (
    CHANGES,
    CLOCK,
    COMING,
    COUNTS,
    FACTS,
    FILE,
    FOUND,
    GROUP,
    GROUP_PAGE,
    JOURNAL,
    LETTER,
    LINES,
    MONTH_LINES,
    NAME,
    PERSON,
    PROPOSAL,
    REF,
    REVIEW,
    STAND,
    TEAM,
    TEAM_REF,
    TIE,
    TOGETHER,
    TURN,
    UID,
    WARM,
)

Table = Mapping[str, str]  # fingerprints by key
Tables = Mapping[str, Table]  # by kind
Place = tuple[str, int]  # path and line
Sums = Mapping[Place, int]  # of linked lines
_WORD = 32  # bits of a sum


def facts_of(parts: Iterable[Part]) -> Table:
    """What tells one `who_is_who` from another, without making it: that of files, all in one."""
    return {"": fingerprint([part.facts for part in parts])}


def who_is_who(picture: Picture, shared: Shared, parts: Iterable[Part]) -> dict[str, Table]:
    """The fingerprints of what contacts say of themselves, whatever their lines say.

    They are the same as long as `facts_of` is, under the same settings: as after most edits.
    """
    network, links = picture.network, _links(picture.network)
    return {
        PERSON: _people(network, {part.path: part.facts for part in parts}, links),
        TIE: _ties(picture, links),
        REF: {key: f"{name}\n{url}" for key, (name, url) in picture.refs.items()},
        NAME: _names(network.names),
        TEAM: {key: fingerprint(team) for key, team in network.teams.items()},
        TEAM_REF: {key: f"{name}\n{url}" for key, (name, url) in picture.teams.items()},
        **{f"{GROUP_PAGE} {kind}": pages for kind, pages in picture.addresses.groups.items()},
        GROUP: {key: fingerprint((group.name, *sorted(group.people)))
                for key, group in shared.groups.items()},
        LETTER: {key: fingerprint(people) for key, people in shared.letters.items()},
        FOUND: {key: fingerprint(contacts) for key, contacts in shared.found.items()},
        UID: picture.uids}


def what_was_said(picture: Picture, shared: Shared, parts: Iterable[Part]) -> dict[str, Table]:
    """The fingerprints of all else: of what hangs on dated lines, notes, the day or git."""
    network, dues, some = picture.network, picture.dues, list(parts)
    blobs = {part.path: part.blob for part in some}
    turns = {each: _turn(due) for each, due in dues.items()}
    stands = {each: f"{due.state}{due.warm:d}" for each, due in dues.items()}
    said = {(part.path, entry.line): each for part in some
            for entry, each in zip(part.linked, part.sums, strict=True)}
    sums = _of_linked(network, said)
    month = "-".join(map(str, picture.clock.month()))
    return {
        FACTS: facts_of(some),
        TODAY: {"": picture.clock.today().isoformat()}, MONTH: {"": month},
        FILE: blobs, LINES: _lines(network, blobs, sums),
        CLOCK: {each: f"{turns[each]}{stands[each]}{due.held:d}" for each, due in dues.items()},
        TURN: turns, STAND: stands,
        WARM: {each: f"{due.warm:d}{due.interval.never:d}" for each, due in dues.items()},
        TOGETHER: {key: f"{mark.line} {said.get((mark.path, mark.line), 0)} {mark.path}"
                   for key, mark in shared.together.items()},
        PROPOSAL: {key: fingerprint(each._replace(people=tuple(sorted(each.people))))
                   for key, each in shared.proposals.items()},  # in no order of urgency
        JOURNAL: {key: fingerprint([(mark.line, mark.day, mark.kind, mark.people[:1])
                                    for mark in marks])
                  for key, marks in shared.journals.items()},
        COUNTS: {key: str(count) for key, count in shared.counts.items()},
        REVIEW: {section: fingerprint(some) for section, some in shared.review.items()},
        MONTH_LINES: _months(picture, sums),
        COMING: {key: fingerprint(people) for key, people in shared.coming.items()},
        CHANGES: _changes(picture)}


def _of_linked(network: Network, said: Sums) -> dict[Place, int]:
    """Of each linked line a sum of where it stands, what it says, and whom it is with and names."""
    found = {}
    for mark in network.linked:
        each = said.get((mark.path, mark.line), 0)
        found[mark.path, mark.line] = each + (
            _sum(f"{mark.path}:{mark.line} {each}{mark.people}{mark.mentions}") << _WORD)
    return found


def _people(
    network: Network, facts: Mapping[str, str], links: Mapping[Id, str],
) -> dict[Id, str]:
    """What the files say of somebody, and what links them."""
    return {each: (f"{contact.path}\n{facts[contact.path]}{network.noted.get(each, '')}"
                   f"{links.get(each, '')}")
            for contacts in (network.people, network.groups)
            for each, contact in contacts.items()}


def _lines(network: Network, blobs: Mapping[str, str], sums: Sums) -> dict[Id, str]:
    """The lines in somebody's file, and those with them."""
    linked: defaultdict[Id, int] = defaultdict(int)
    for mark in network.linked:
        said = sums[mark.path, mark.line]
        for each in {*mark.people, *mark.mentions, mark.home}:
            linked[each] += said
    return {each: f"{blobs[contact.path]}{linked.get(each, '')}"
            for contacts in (network.people, network.groups)
            for each, contact in contacts.items()}


def _ties(picture: Picture, links: Mapping[Id, str]) -> dict[Id, str]:
    """What matters of somebody to those who look for a way to a company."""
    found = {}
    for each, contact in picture.network.people.items():
        found[each] = f"{contact.name}\n{contact.archived}{contact.died}{links.get(each, '')}"
    return found


def _links(network: Network) -> dict[Id, str]:
    """Teams and introductions of everybody who has any."""
    found: defaultdict[Id, list[object]] = defaultdict(list)
    for ties in (network.teams_of, network.introducers, network.introduced):
        for each, some in ties.items():
            found[each].append(some)
    return {each: fingerprint(some) for each, some in found.items()}


def _turn(due: Due) -> str:
    """What can differ in a clock, and does not by itself; of the last contact all but its words."""
    last = f"{due.last.kind}{due.last.whole_month:d}" if due.last else ""
    return f"{due.off:d}{due.cadence}{due.rule}{due.due}{due.since}{last}"


def _names(names: Names) -> dict[str, str]:
    """Whom each name stands for."""
    teams = names.group_teams
    found = {name: f"{contact}\n{teams.get(contact, '')}" for name, contact in names.ids.items()}
    for some in (names.aliases, names.full):
        for name, contacts in some.items():
            of_groups = [teams[contact] for contact in contacts if contact in teams]
            found[name] = f"{found.get(name, '')}\n{contacts}{of_groups}"
    for name, key in names.teams.items():
        found[name] = f"{found.get(name, '')}\n\n{key}"
    return found


def _months(picture: Picture, sums: Sums) -> dict[str, str]:
    """Of each month, a sum over its lines.

    In their order lines follow day, file and line; so the file counts, and which of its lines of
    the day it is. The line itself does where there are links that lead there.
    """
    network, months, totals = picture.network, MonthOf(), defaultdict[str, int](int)
    between = _linked_between(network)
    for own in network.own.values():
        file, before, nth, days = _sum(own.path) + 1, 0, 0, own.days
        for day, said in zip(days, own.sums, strict=True):
            nth, before = nth + 1 if day == before else 1, day
            # A product, so that two lines in each other's place are another sum.
            totals[months[day]] += (said + 1) * file * nth
        linked = between.get(own.path, {})
        if picture.edit or not linked.keys().isdisjoint(days):
            for day, line in zip(days, own.lines, strict=True):
                above = sum(other < line for other in linked.get(day, ()))
                totals[months[day]] += (line if picture.edit else above) * file << _WORD
    for mark in network.linked:
        totals[months[mark.day.toordinal()]] += sums[mark.path, mark.line]
    return {month: str(total) for month, total in totals.items()}


def _linked_between(network: Network) -> dict[str, dict[int, list[int]]]:
    """The lines of people's files that are nobody's own, by path and day: others go round them."""
    found: dict[str, dict[int, list[int]]] = {}
    for mark in network.linked:
        if mark.home in network.own:
            found.setdefault(mark.path, {}).setdefault(mark.day.toordinal(), []).append(mark.line)
    return found


def _sum(text: str) -> int:
    return crc32(text.encode("utf-8", "surrogatepass"))


def _changes(picture: Picture) -> dict[str, str]:
    if picture.changes is None:
        return {}
    several = picture.changes.several_authors
    return {path: fingerprint((several, rows)) for path, rows in picture.changes.of.items()}


def packed(table: Table) -> bytes:
    """A table as bytes; two are the same if their bytes are."""
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass")


def unpacked(data: bytes) -> Table:
    """The table that was packed."""
    found: dict[str, str] = json.loads(data)
    return found


def differing(before: Tables, after: Tables) -> Gathered:
    """The cells whose fingerprints differ, with those of all of a kind of which any does."""
    found = none()
    for kind in {*before, *after}:
        old, new = before.get(kind, {}), after.get(kind, {})
        if old == new:
            continue
        found[kind].add(ALL)
        found[kind].update(key for key, value in new.items() if old.get(key) != value)
        found[kind].update(old.keys() - new.keys())
    return found
