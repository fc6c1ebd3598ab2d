"""How people will stand on later days, if nobody edits anything.

Days alone move somebody from later to soon to overdue: that is arithmetic on the due day. A few
things turn the clock itself: a line of contact still to come, a time in a team that begins or
ends, a day of death.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from netsite.model import CONTACT, Id, Network, Settings
from netsite.network.due import Due, State, due_of

HORIZON = 366  # days: further ahead nobody needs to look
_MOST_TURNS = 60  # of one clock

IsAhead = Callable[[date], bool]  # whether a day is still to come


class Clock(NamedTuple):
    """A clock as it will run from a day on; its state is that of this day."""

    day: date
    due: Due


def clocks_ahead(
    network: Network, settings: Settings, due: Due, is_ahead: IsAhead,
) -> list[Clock]:
    """The clocks somebody will have one after the other, each from a day still to come on."""
    found, before = [], due
    for day in sorted(_turns(network, due.id, is_ahead))[:_MOST_TURNS]:
        after = due_of(network, settings, due.id, day)
        if _standing_still(after) != _standing_still(before):
            found.append(Clock(day, after))
        before = after
    return found


def _standing_still(due: Due) -> Due:
    """A clock without what days alone change."""
    off = due.state == State.OFF
    return due._replace(state=State.OFF if off else State.LATER, warm=False)


def _turns(network: Network, person: Id, is_ahead: IsAhead) -> set[date]:
    """The days still to come on which somebody's clock may turn."""
    found: set[date] = set()
    own = network.own.get(person)
    for number, flags in zip(own.days, own.flags, strict=True) if own else ():
        day = date.fromordinal(number)
        if not is_ahead(day):  # they are the newest first
            break
        if flags & CONTACT:
            found.add(day)
    for mark in network.linked_of.get(person, ()):
        if not is_ahead(mark.day):
            break
        if mark.contact and person in mark.people:
            found.add(mark.day)
    died = network.people[person].died
    found.update(day for day in (*_comings_and_goings(network, person), died and died.first())
                 if day and is_ahead(day))
    return found


def _comings_and_goings(network: Network, person: Id) -> Iterator[date | None]:
    for _, member in network.teams_of.get(person, ()):
        yield member.joined
        if member.left and member.left < date.max:
            yield member.left + timedelta(1)


class Coming(NamedTuple):
    """From a day on somebody stands on the list of those who wait, or stands there otherwise.

    `turned` says that their clock turns on that day.
    """

    day: date
    due: Due
    turned: bool


def comings(due: Due, ahead: Iterable[Clock], soon: int) -> Iterator[Coming]:
    """When somebody will come onto the list, or stand on it otherwise, in order.

    `ahead` are their clocks ahead. Who stands on the list already is not told again.
    """
    ahead = list(ahead)
    if due.state == State.LATER and due.due:
        day = days_before(due.due, soon)
        if not ahead or day < ahead[0].day:
            yield Coming(day, due, turned=False)
    for clock in ahead:
        yield Coming(clock.day, clock.due, turned=True)


class Phase(NamedTuple):
    """The state somebody is in from a day on."""

    day: date
    state: State


def phases(state: State, due: date | None, first: date, soon: int) -> Iterator[Phase]:
    """The states that days alone lead to, from a state on a first day on."""
    yield Phase(first, state)
    if due is None or state == State.OFF:
        return
    if state == State.LATER:
        yield Phase(days_before(due, soon), State.SOON)
    elif state == State.SNOOZED:
        yield Phase(due, State.SOON)
    if state != State.OVERDUE and due < date.max:
        yield Phase(due + timedelta(1), State.OVERDUE)


def days_before(day: date, number: int) -> date:
    """The day so many days before another, as far back as there are days."""
    return day - timedelta(min(number, (day - date.min).days))


def days_after(day: date, number: int) -> date:
    """The day so many days after another, as far ahead as there are days."""
    return day + timedelta(min(number, (date.max - day).days))
