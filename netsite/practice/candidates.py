"""Who could be on the hour's list: everybody with a reason this week, and whom to see together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import NamedTuple

from netsite.model import Contact, Id, Mark, Network, Settings
from netsite.network.due import Due, State, lateness
from netsite.network.lines import first_line, kinds_alone, newest_first
from netsite.practice.week import dates, end_of_week, plans
from netsite.text.cadence import cadence_words
from netsite.text.names import fold, sort_key
from netsite.texts import text, texts

FEWEST = 3  # people due for whom a get-together is proposed
SCALE = 1_000_000  # urgency is counted in millionths, so that no sum depends on its order

_RECENT = 12  # lines that say what two people usually do
_LAST = 3  # lines that, all messages, ask for something warmer
_CALL = 15  # minutes of a call where the settings have none


class Candidate(NamedTuple):
    """Somebody with a reason this week.

    `urgency` is in millionths. `extra` are the reasons besides their clock.
    """

    id: Id
    urgency: int
    channel: str
    minutes: int
    extra: tuple[str, ...]
    warmth: float = 1.0

    @property
    def worth(self) -> int:
        """What being in touch in this way counts, in millionths."""
        return round(self.urgency * self.warmth)


class Together(NamedTuple):
    """A get-together that could be: whose, how, for how long, whom it serves, and who belongs."""

    name: str
    kind: str  # "team", "company", "place"
    channel: str
    minutes: int
    people: tuple[Id, ...]
    also: tuple[Id, ...]
    warmth: float = 1.0


def candidates(
    network: Network, settings: Settings, dues: Mapping[Id, Due], today: date,
) -> list[Candidate]:
    """Everybody with a reason in the week from today on, by id; nobody who is off or snoozed.

    Reasons are: overdue or due in the week, no contact yet, a line planned, a birthday or another
    date, an open promise. Urgency is the time since the last contact in the person's own cadence,
    1 where nothing is known, at least 1 for a plan, a date or a promise of the week.
    """
    planned, last = _planned(network, today), end_of_week(today)
    found = []
    for person, due in dues.items():
        if due.state is State.OFF or due.state is State.SNOOZED:
            continue
        contact = network.people[person]
        extra = [*planned.get(person, ()), *_dates(contact, today), *_promises(contact)]
        if extra or due.last is None or (due.due is not None and due.due <= last):
            found.append(candidate(network, settings, due, today, extra))
    return found


def candidate(
    network: Network, settings: Settings, due: Due, today: date, extra: Sequence[str] = (),
) -> Candidate:
    """Somebody as a candidate, with the reasons besides their clock."""
    late = round(lateness(due, today) * SCALE)
    urgency = max(late, SCALE if extra or due.state == State.NONE else 0)
    channel = channel_of(network, settings, due.id, today)
    return Candidate(due.id, urgency, channel, settings.hour_channels.get(channel, _CALL),
                     tuple(extra), settings.hour_warmth.get(channel, 1.0))


def reasons(each: Candidate, due: Due, today: date) -> tuple[str, ...]:
    """Why somebody is a candidate, in words: the reason that counts most first."""
    late = round(lateness(due, today) * SCALE)
    clock = clock_words(due, today)
    return (clock, *each.extra) if late >= SCALE or not each.extra else (*each.extra, clock)


def clock_words(due: Due, today: date) -> str:
    """How somebody stands: `quarterly, last coffee 2026-07-01, 53 days late`."""
    last = text("no contact yet")
    if due.last:
        day = due.last.day.isoformat()[:7 if due.last.whole_month else None]
        last = (text("last {kind} {day}", kind=due.last.kind, day=day) if due.last.kind
                else text("last contact {day}", day=day))
    late, cadence = due.days_late(today), cadence_words(due.cadence)
    if late is None:
        return text("{cadence}, {last}", cadence=cadence, last=last)
    days = (texts("{n} day late", "{n} days late", late) if late > 0 else text("due today")
            if late == 0 else texts("due in {n} day", "due in {n} days", -late))
    return text("{cadence}, {last}, {days}", cadence=cadence, last=last, days=days)


def _planned(network: Network, today: date) -> dict[Id, list[str]]:
    """The plans of the week, for each of those they are with."""
    found: dict[Id, list[str]] = {}
    for mark in plans(network, today):
        said = first_line(network, mark)
        why = (text("planned for {day}: {what}", day=mark.day, what=said) if said
               else text("planned for {day}", day=mark.day))
        for person in mark.people:
            found.setdefault(person, []).append(why)
    return found


def _dates(contact: Contact, today: date) -> Iterable[str]:
    if not (contact.birthday or contact.dates):  # as of most: nothing is made for it
        return ()
    return [text("{what} on {day}", what=what, day=day) for day, what in dates(contact, today)]


def _promises(contact: Contact) -> Iterable[str]:
    return [text("promised: {what}", what=promise.text)
            for promise in contact.promises if not promise.done] if contact.promises else ()


def channel_of(network: Network, settings: Settings, person: Id, today: date) -> str:
    """What two people usually do, and something warmer when the last three were all messages.

    Without such lines: what there is an address or a number for.
    """
    channels = _folded(tuple(settings.hour_channels))
    kinds = [channels[kind] for each in kinds_alone(network, person, today, _RECENT)
             if (kind := fold(each)) in channels]
    cheap = settings.hour_channels.get("call", _CALL)
    last = kinds[:_LAST]
    if len(last) == _LAST and all(settings.hour_channels[kind] < cheap for kind in last):
        return _quickest(settings, cheap)
    if kinds:
        most = max(map(kinds.count, kinds))
        return next(kind for kind in kinds if kinds.count(kind) == most)
    contact = network.people[person]
    wish = "email" if any("@" in each.text for each in contact.email) else (
        "call" if contact.phone else "message")
    return wish if wish in settings.hour_channels else _quickest(settings, 0)


@cache
def _folded(names: tuple[str, ...]) -> Mapping[str, str]:
    """Names by their folded form; asked for each person anew, so it is remembered."""
    return {fold(name): name for name in names}


def _quickest(settings: Settings, at_least: int) -> str:
    """The quickest channel for one person that takes at least some minutes."""
    names = [name for name, minutes in settings.hour_channels.items()
             if minutes >= at_least and not name.startswith("group ")]
    return min(names, key=lambda name: (settings.hour_channels[name], name), default="call")


def get_togethers(
    network: Network, settings: Settings, found: Iterable[Candidate], dues: Mapping[Id, Due],
    today: date,
) -> list[Together]:
    """Teams, companies and places with at least three candidates who are due, as get-togethers.

    Each serves the most urgent, as many as the setting `hour.together` says; `also` are the others
    of it who are tracked and not due. Ordered by kind and name.
    """
    last = end_of_week(today)  # whose turn it is by the clock, this week
    urgency = {each.id: each.urgency for each in found
               if (due_on := dues[each.id].due) is not None and due_on <= last}
    proposals = []
    for kind, name, members in groups_of(network, today):
        among = urgency.keys() & members
        if len(among) < FEWEST:
            continue
        due = sorted(among, key=lambda person: (-urgency[person], person))
        served = tuple(due[:max(settings.hour_together, 1)])
        also = sorted(person for person in members if person not in served
                      and dues[person].state not in (State.OFF, State.SNOOZED))
        channel = _group_channel(network, settings, kind, served, members, today)
        proposals.append(Together(name, kind, channel, settings.hour_channels.get(channel, 30),
                                  served, tuple(also), settings.hour_warmth.get(channel, 1.0)))
    return proposals


def groups_of(network: Network, today: date) -> Iterator[tuple[str, str, frozenset[Id]]]:
    """Every team (of today), company and place with its people, by kind and name."""
    people = network.people.keys()
    for team in sorted(network.teams.values(), key=lambda team: (sort_key(team.name), team.key)):
        yield "team", team.name, team.on(today) & people
    for kind in ("company", "place"):
        groups = by_value(network.people.values(), kind)
        for key in sorted(groups):
            yield kind, min(groups[key]), frozenset(chain.from_iterable(groups[key].values()))


def by_value(people: Iterable[Contact], kind: str) -> dict[str, dict[str, list[Id]]]:
    """People by their company, place or tags (`kind`): as it is folded, then as it is written."""
    written: dict[str, list[Id]] = {}
    if kind == "tag":
        for contact in people:
            for tag in dict.fromkeys(contact.tags):
                written.setdefault(tag, []).append(contact.id)
    elif kind == "company":
        for contact in people:
            written.setdefault(contact.company, []).append(contact.id)
    else:
        for contact in people:
            written.setdefault(contact.location, []).append(contact.id)
    found: dict[str, dict[str, list[Id]]] = {}
    for value, some in written.items():
        name = town(value) if kind == "place" else value
        if key := fold(name):
            found.setdefault(key, {}).setdefault(name, []).extend(some)
    return found


def company_of(contact: Contact) -> str:
    """The company somebody works for, "" if it is not known."""
    return contact.company


def place_of(contact: Contact) -> str:
    """The place somebody lives in: of `Porto, Portugal` the town."""
    return town(contact.location)


def town(location: str) -> str:
    """The town of a place: of `Porto, Portugal` Porto."""
    return location.partition(",")[0].strip()


def _group_channel(
    network: Network, settings: Settings, kind: str, served: Iterable[Id],
    members: frozenset[Id], today: date,
) -> str:
    """What those served usually do with others of it, if that fits into the usual hour.

    Else a call of all, or in a place a coffee.
    """
    channels = {fold(name): name for name, minutes in settings.hour_channels.items()
                if minutes <= settings.hour_minutes}
    meetings = _meetings(network, served, members, today)[:_RECENT]
    kinds = [fold(mark.kind) for mark in meetings]
    counts = Counter(channels[each] for each in kinds if each in channels
                     and settings.hour_channels[channels[each]] >= _CALL)
    if counts:
        return min(counts, key=lambda name: (-counts[name], name))
    usual = ("coffee", "group call") if kind == "place" else ("group call", "coffee")
    return next((name for name in usual if name in settings.hour_channels),
                _quickest(settings, _CALL))


def _meetings(
    network: Network, served: Iterable[Id], members: frozenset[Id], today: date,
) -> list[Mark]:
    """Lines of some people that were contact with at least two members, the newest first."""
    return sorted({mark for person in served
                   for mark in network.linked_of.get(person, ())[:2 * _RECENT]
                   if len(mark.people) > 1 and mark.contact and mark.day <= today
                   and len(members.intersection(mark.people)) > 1}, key=newest_first)

