"""Who is due when, and why (docs/format.md, "Cadence and due")."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, Protocol

from netsite.model import Contact, Id, Mark, Network, Settings
from netsite.network.lines import newest_first, own_contact, own_mark
from netsite.text.cadence import Interval, cadence_words, read_cadence
from netsite.text.names import fold
from netsite.texts import Text, text, texts

_DEFAULT = Settings().cadence


class State(StrEnum):
    """How a person stands on a day."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    SNOOZED = "snoozed"
    NONE = "none"
    OFF = "off"


class Due(NamedTuple):
    """A person's clock on a day, with what it rests on.

    `warm` says that the last contact is no longer ago than the cadence; nobody who is off is warm,
    and neither a snooze day nor the day they were met makes anybody so.

    `rule` says where the cadence comes from. `since` is the day it counts from (the last contact,
    else `met`), `last` the mark of the last contact. `due` is None where nothing is ever due;
    `held` says that a snooze day put it off.
    """

    id: Id
    state: State
    cadence: str
    interval: Interval
    rule: str
    last: Mark | None
    since: date | None
    due: date | None
    held: bool
    warm: bool

    @property
    def off(self) -> bool:
        """Whether there is no reminder, so that they are not tracked."""
        return self.state is State.OFF

    def days_late(self, today: date) -> int | None:
        """Days since it was due, negative before, None where nothing is due."""
        return None if self.due is None else (today - self.due).days


class Stand(Protocol):
    """What of a clock counts where people are counted: how somebody stands, and no day."""

    @property
    def state(self) -> State:
        """How they stand."""

    @property
    def warm(self) -> bool:
        """Whether the last contact is no longer ago than the cadence."""


class Turn(Protocol):
    """What of a clock stays as it is from day to day: whose turn it is on which day, and why."""

    @property
    def off(self) -> bool:
        """Whether there is no reminder."""

    @property
    def cadence(self) -> str:
        """How often, as it is written."""

    @property
    def interval(self) -> Interval:
        """How often."""

    @property
    def last(self) -> Mark | None:
        """The last contact."""

    @property
    def since(self) -> date | None:
        """The day it counts from."""

    @property
    def due(self) -> date | None:
        """The day of their turn."""


def due_of_all(network: Network, settings: Settings, today: date) -> dict[Id, Due]:
    """The clock of every person on a day, by id."""
    rules = _rules(settings)
    return {person: _due(network, settings, rules, contact, today)
            for person, contact in network.people.items()}


def due_of(network: Network, settings: Settings, person: Id, today: date) -> Due:
    """The clock of one person on a day."""
    return _due(network, settings, _rules(settings), network.people[person], today)


_Cadence = tuple[str, Interval, str]  # as written, as an interval, and by which rule


class _Rules(NamedTuple):
    """What the settings say of cadences: the default, and as written by folded tag."""

    default: _Cadence
    tags: Mapping[str, str]


def _rules(settings: Settings) -> _Rules:
    default = (_shortest([(settings.cadence, text("the default"))])
               or _shortest([(_DEFAULT, text("the default"))]) or ("never", Interval(), ""))
    return _Rules(default, {
        fold(tag): cadence for tag, cadence in settings.cadence_by_tag.items()})


def _due(
    network: Network, settings: Settings, rules: _Rules, contact: Contact, today: date,
) -> Due:
    cadence, interval, rule = _cadence_of(network, rules, contact, today)
    last = last_contact(network, contact.id, today)
    since = last.day if last else contact.met.first() if contact.met else None
    after = _after(interval, since) if since else None
    due = None if interval.never else after
    held = contact.snooze is not None and (due is None or contact.snooze > due)
    if held:
        due = contact.snooze
    state = _state(contact, interval, due, today, held=held, soon=settings.soon)
    silent = state is State.OFF or state is State.NONE
    return Due(contact.id, state, cadence, interval, rule, last, since,
               None if silent else due, held and not silent,
               state is not State.OFF and last is not None and after is not None
               and today <= after)


# Cadences and days come again and again.
_after = lru_cache(maxsize=1 << 15)(Interval.after)
_read = lru_cache(maxsize=1 << 12)(read_cadence)


def _state(
    contact: Contact, interval: Interval, due: date | None, today: date, *, held: bool, soon: int,
) -> State:
    if interval.never or contact.archived or _dead(contact, today):
        return State.OFF
    if due is None:
        return State.NONE
    if held and today < due:
        return State.SNOOZED
    if due < today:
        return State.OVERDUE
    return State.SOON if (due - today).days <= soon else State.LATER


def _dead(contact: Contact, today: date) -> bool:
    day = contact.died.first() if contact.died else None
    return day is not None and day <= today


def last_contact(network: Network, person: Id, today: date) -> Mark | None:
    """The latest line that was contact with a person by a day."""
    own, other = network.own.get(person), _last_linked(network, person, today)
    index = own_contact(own, today) if own else None
    if own is None or index is None:
        return other
    if other and newest_first(other) < (-own.numbers[index], own.path, own.lines[index]):
        return other
    return own_mark(person, own, index)


def _last_linked(network: Network, person: Id, today: date) -> Mark | None:
    for mark in network.linked_of.get(person, ()):  # the newest is the first
        if mark.contact and mark.day <= today and person in mark.people:
            return mark
    return None


def _cadence_of(network: Network, rules: _Rules, contact: Contact, today: date) -> _Cadence:
    """The cadence that holds for a contact on a day.

    Its own; else the shortest of its present groups'; else the shortest of its tags'; else the
    default. One that cannot be read is passed over.
    """
    tags = rules.tags
    own = _read(contact.cadence) if contact.cadence else None
    if own is not None:
        return contact.cadence, own, text("in {file}", file=contact.path)
    times = network.teams_of.get(contact.id)
    groups = [(team.group.cadence, text("from the group {name}", name=team.name))
              for key, member in times if (team := network.teams[key]).group
              and team.group.cadence and member.on(today)] if times else None
    tagged = [(tags[fold(tag)], text("from the tag {name}", name=tag)) for tag in contact.tags
              if fold(tag) in tags] if tags else []
    return ((groups and _shortest(groups)) or (tagged and _shortest(tagged))
            or rules.default)


def _shortest(candidates: Iterable[tuple[str, str]]) -> _Cadence | None:
    read = ((cadence, _read(cadence), rule) for cadence, rule in candidates if cadence)
    found = [(cadence, interval, rule) for cadence, interval, rule in read if interval is not None]
    return min(found, key=lambda item: item[1].length, default=None)


def explain(due: Due, contact: Contact) -> list[str]:
    """Why a person is due when they are, one sentence a step (rule, line, arithmetic)."""
    return [_why_cadence(due), *_why_since(due, contact), *_why_due(due, contact)]


def _why_cadence(due: Due) -> str:
    return text("The cadence is “{cadence}”, {rule}.", cadence=due.cadence, rule=due.rule)


def _why_since(due: Due, contact: Contact) -> list[str]:
    if due.last:
        last = due.last
        place = _place(last.path, last.line)
        kind = f" ({last.kind})" if last.kind else ""
        if last.whole_month:
            return [text("The last contact was on {day}{kind}: {place}; a month counts from its "
                         "first day.", day=last.day, kind=kind, place=place)]
        return [text("The last contact was on {day}{kind}: {place}.", day=last.day, kind=kind,
                     place=place)]
    if due.since:
        return [text("There is no contact yet; it counts from met, {day}: {place}.",
                     day=contact.met, place=_place(contact.path, contact.lines_of.get("met", 0)))]
    return [text("There is no contact yet, and no day they were met.")]


def _place(path: str, line: int) -> Text:
    return text("{file}, line {number}", file=path, number=line)


def _why_due(due: Due, contact: Contact) -> list[str]:
    if due.state == State.OFF:
        return [text("So there is no reminder: archived.") if contact.archived
                else text("So there is no reminder: never means never.") if due.interval.never
                else text("So there is no reminder: died {day}.", day=contact.died)]
    if due.due is None:
        return [text("So nothing is due; log a line, or give met a day.")]
    steps: list[str] = []
    if due.since:
        steps.append(text("{day} + {cadence} is {due}.", day=due.since,
                          cadence=cadence_words(due.cadence), due=due.interval.after(due.since)))
    if due.held:
        steps.append(text("Snoozed until {day}: {place}.", day=contact.snooze,
                          place=_place(contact.path, contact.lines_of.get("snooze", 0))))
    return [*steps, text("So it is due on {day}.", day=due.due)]


def when(due: Due, today: date) -> str:
    """How far off a due day is, in words."""
    days = due.days_late(today)
    if days is None:
        return text("nothing is due")
    if days == 0:
        return text("today")
    return (texts("{n} day late", "{n} days late", days) if days > 0
            else texts("in {n} day", "in {n} days", -days))


def lateness(due: Due, today: date) -> float:
    """The time since the last contact, measured in the person's own cadence; 1 is just due.

    Days would put every yearly friend before a monthly one. Somebody with nothing to count from
    is 1; a snooze day that has passed counts from then on.
    """
    if due.due is None or due.interval.never:
        return 0.0
    if due.held or due.since is None:
        return 1 + (today - due.due).days / due.interval.length
    return (today - due.since).days / due.interval.length
