"""What several pages show, made once: rows, the hour, letters, groups, months."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zlib import crc32

from netsite.model import Changes, Id, Mark, Network, Settings
from netsite.network.ahead import HORIZON, days_after
from netsite.network.due import Due, State
from netsite.network.lines import Lazy
from netsite.pages.months import by_month, counts_by_month
from netsite.pages.people import MOST_ON_A_PAGE, PersonRow, letter
from netsite.practice.candidates import Together
from netsite.practice.groups import (
    KINDS,
    Group,
    groups_together,
    proposal,
    teams_together,
)
from netsite.practice.hour import Hour, plan_hour
from netsite.practice.review import Some, review
from netsite.text.names import fold, sort_key

EVERYBODY = ""  # the letter of a page that has all
PEOPLE, TEXTS, JOURNAL = "people", "texts", "journal"  # what scripts of the search begin with
_OF_PEOPLE, _OF_TEXTS, _JOURNALS = 1000, 150, 64  # at most, on average, in a script; scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What several pages show. Groups have keys such as `company/globex`, teams `team/atlas`.

    `letters` are people by the letter of their page, by name. `counts` are dated lines by month
    (`2026-11`), and `months` their marks, newest first.
    `review` is what there is to look at, by section. `found` are contacts by the script in which
    the search finds them (`people-0`) or their texts (`texts-0`), and `journals` the lines of the
    journal, newest first. `coming` are those who will come onto the list of Overdue within a year,
    by the Monday of the week in which.
    """

    rows: Mapping[Id, PersonRow]
    hour: Hour
    letters: Mapping[str, tuple[Id, ...]]
    groups: Mapping[str, Group]
    together: Mapping[str, Mark]
    proposals: Mapping[str, Together]
    counts: Mapping[str, int]
    months: Mapping[str, tuple[Mark, ...]]
    found: Mapping[str, tuple[Id, ...]]
    journals: Mapping[str, tuple[Mark, ...]]
    review: Mapping[str, Some]
    coming: Mapping[str, tuple[Id, ...]]


def shared(
    network: Network, settings: Settings, dues: Mapping[Id, Due], today: date,
    of_kind: Mapping[str, Sequence[Group]], row: Callable[[Id], PersonRow],
    changes: Changes | None = None,
) -> Shared:
    """All that is shared, as of a day.

    `of_kind` are the groups of each kind; `row` makes a person's row when it is first asked for;
    `changes` are those that git knows.
    """
    hour = plan_hour(network, settings, dues, today)
    found = {f"{kind}/{group.key}": group for kind in KINDS for group in of_kind[kind]}
    together = {f"team/{key}": mark for key, mark in teams_together(network, today).items()}
    together |= groups_together(network, found, today)
    counts = counts_by_month(network)
    return Shared(
        rows=Lazy(network.people, row), hour=hour, letters=_letters(network), groups=found,
        together=together, proposals=dict(_proposals(network, hour, found, today)),
        counts=counts, months=Lazy(counts, by_month(network)),
        review=review(network, dues, today, changes),
        found=_found(network), journals=_journals(network),
        coming=_coming(dues, settings.soon, today))


def _found(network: Network) -> dict[str, tuple[Id, ...]]:
    """Contacts by a sum of their id, so that an edit is one of few contacts in a script."""
    return (_in_scripts(PEOPLE, network.people, _OF_PEOPLE)
            | _in_scripts(TEXTS, (*network.people, *network.groups), _OF_TEXTS))


def _in_scripts(kind: str, contacts: Collection[Id], most: int) -> dict[str, tuple[Id, ...]]:
    scripts = 1
    while len(contacts) > most * scripts:
        scripts *= 2
    found: list[list[Id]] = [[] for _ in range(scripts)]
    for contact in contacts:
        found[crc32(contact.encode("utf-8", "surrogatepass")) % scripts].append(contact)
    return {f"{kind}-{number}": tuple(some) for number, some in enumerate(found)}


def _journals(network: Network) -> dict[str, tuple[Mark, ...]]:
    """The lines of the journal by a sum of their file's path."""
    files: dict[str, list[Mark]] = {}
    for mark in network.linked:
        if not mark.home:
            files.setdefault(mark.path, []).append(mark)
    found: dict[int, list[Mark]] = {}
    for path in sorted(files):
        number = crc32(path.encode("utf-8", "surrogatepass")) % _JOURNALS
        found.setdefault(number, []).extend(files[path])
    return {f"{JOURNAL}-{number}": tuple(found[number]) for number in sorted(found)}


def _coming(dues: Mapping[Id, Due], soon: int, today: date) -> dict[str, tuple[Id, ...]]:
    first, last = today.toordinal(), days_after(today, HORIZON).toordinal()
    weeks: dict[int, list[Id]] = {}
    for person, due in dues.items():
        if due.state is State.LATER and due.due:
            day = due.due.toordinal() - soon
            if first < day <= last:
                weeks.setdefault(day - (day - 1) % 7, []).append(person)  # day 1 was a Monday
    return {date.fromordinal(week).isoformat(): tuple(weeks[week]) for week in sorted(weeks)}


def _letters(network: Network) -> dict[str, tuple[Id, ...]]:
    """Everybody by name; where they are many, by letter."""
    keys = {person: (sort_key(contact.name), person) for person, contact in network.people.items()}
    people = sorted(keys, key=keys.__getitem__)
    if len(people) <= MOST_ON_A_PAGE:
        return {EVERYBODY: tuple(people)}
    letters: dict[str, list[Id]] = {}
    for person in people:
        letters.setdefault(letter(network.people[person].name), []).append(person)
    return {name: tuple(some) for name, some in letters.items()}


def _proposals(
    network: Network, hour: Hour, found: Mapping[str, Group], today: date,
) -> Iterator[tuple[str, Together]]:
    """The get-togethers that are proposed, by the keys of the groups they are for."""
    proposed: dict[tuple[str, str], list[Together]] = {}
    for each in hour.proposals:
        proposed.setdefault((each.kind, fold(each.name)), []).append(each)
    for key, team in network.teams.items():
        some = proposed.get(("team", fold(team.name)))
        if some and (best := proposal(some, "team", team.name, team.on(today))):
            yield f"team/{key}", best
    for key, group in found.items():
        some = proposed.get((group.kind, group.key))
        if some and (best := proposal(some, group.kind, group.name, group.people)):
            yield key, best
