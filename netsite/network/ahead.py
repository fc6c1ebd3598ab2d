"""How people will stand on later days, if nobody edits anything: arithmetic on the due day.

What else may turn a clock is left to the next build: a line of contact that is still to come, a
time in a team that begins or ends, a day of death.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from netsite.network.due import State

HORIZON = 366  # days: further ahead nobody needs to look


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
