"""The views of Today and Overdue: who to get in touch with."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from netsite.model import Id, Mark, PartialDay
from netsite.network.anniversaries import next_time
from netsite.network.due import State, lateness, when
from netsite.pages.hour import HourView, hour_view
from netsite.pages.lines import LineRow, Picture, Ref, line_row
from netsite.pages.people import PersonRow, Rows
from netsite.practice.coverage import Figure, gained, sentence
from netsite.practice.hour import Hour
from netsite.practice.week import latest, planned
from netsite.text.names import sort_key
from netsite.tongue import Tongue

WALL = 30  # people overdue; a longer list is folded, and the hour offered instead
_AHEAD = 30  # days of birthdays and dates
_MOST = 20  # of these, and of plans
_LATELY = 8  # lines


class DateRow(NamedTuple):
    """A birthday or another date that comes: its day, whose, and what."""

    iso: str
    day: str
    ref: Ref
    what: str


class TodayView(NamedTuple):
    """The first page."""

    today: str
    today_words: str
    hour: HourView
    wall: bool
    overdue: int
    soon: int
    none: int
    snoozed: int
    soon_days: int
    people: int
    warm: int
    tracked: int
    sentence: str
    dates: tuple[DateRow, ...]
    dates_more: int
    planned: tuple[LineRow, ...]
    planned_more: int
    lately: tuple[LineRow, ...]
    problems: int
    problem_words: str


class OverdueView(NamedTuple):
    """Everybody who waits, the most late first; who is snoozed and whom one never met apart."""

    today: str
    today_words: str
    overdue: tuple[PersonRow, ...]
    soon: tuple[PersonRow, ...]
    snoozed: tuple[PersonRow, ...]
    none: tuple[PersonRow, ...]
    soon_days: int
    wall: bool


def by_lateness(picture: Picture, state: State) -> list[Id]:
    """The people in a state, the most late in their own cadence first, then by name."""
    people, today = picture.network.people, picture.clock.today()
    found = [(-lateness(due, today), sort_key(people[person].name), person)
             for person, due in picture.dues.items() if due.state == state]
    return [person for _, _, person in sorted(found)]


def _late(picture: Picture, rows: Rows, people: Iterable[Id]) -> tuple[PersonRow, ...]:
    today = picture.clock.today()
    return tuple(rows[person]._replace(
        late=picture.tongue.told(when(picture.dues[person], today)))
                 for person in people)


def today_view(
    picture: Picture, rows: Rows, hour: Hour, problems: tuple[int, int],
) -> TodayView:
    """The first page; `hour` is the week's, `problems` how many errors and warnings there are."""
    states = Counter(due.state for due in picture.dues.values())
    today, tongue = picture.clock.today(), picture.tongue
    figure = Figure(today, len(picture.dues) - states[State.OFF],
                    sum(due.warm for due in picture.dues.values()))
    dates = coming_dates(picture)
    plans = list(planned(picture.network, today, _ahead(today)))[::-1]
    return TodayView(
        today=today.isoformat(), today_words=tongue.long_day(today),
        hour=hour_view(picture, rows, hour), wall=states[State.OVERDUE] > WALL,
        overdue=states[State.OVERDUE], soon=states[State.SOON],
        none=states[State.NONE], snoozed=states[State.SNOOZED],
        soon_days=picture.settings.soon, people=len(picture.dues),
        warm=figure.warm, tracked=figure.tracked,
        sentence=tongue.told(sentence(figure, gained(hour, picture.dues), hour.minutes)),
        dates=tuple(dates[:_MOST]), dates_more=max(0, len(dates) - _MOST),
        planned=tuple(_rows(picture, plans[:_MOST])),
        planned_more=max(0, len(plans) - _MOST),
        lately=tuple(_rows(picture, latest(picture.network, today, _LATELY))),
        problems=sum(problems), problem_words=_problem_words(*problems, tongue))


def _ahead(today: date) -> date:
    """The last day of those looked ahead to."""
    return today + timedelta(min(_AHEAD, (date.max - today).days))


def _rows(picture: Picture, marks: Iterable[Mark]) -> Iterator[LineRow]:
    return (line_row(picture, picture.network.line(mark), "", "") for mark in marks)


def _problem_words(errors: int, warnings: int, tongue: Tongue) -> str:
    found = [tongue.counted("{n:,} error", "{n:,} errors", errors)] if errors else []
    return tongue.joined([*found, *(
        [tongue.counted("{n:,} warning", "{n:,} warnings", warnings)] if warnings else [])])


def overdue_view(picture: Picture, rows: Rows) -> OverdueView:
    """Everybody who waits."""
    today = picture.clock.today()
    ranked = {state: _late(picture, rows, by_lateness(picture, state)) for state in (
        State.OVERDUE, State.SOON, State.SNOOZED, State.NONE)}
    return OverdueView(
        today=today.isoformat(), today_words=picture.tongue.long_day(today),
        overdue=ranked[State.OVERDUE], soon=ranked[State.SOON],
        snoozed=ranked[State.SNOOZED], none=ranked[State.NONE],
        soon_days=picture.settings.soon, wall=len(ranked[State.OVERDUE]) > WALL)


def coming_dates(picture: Picture) -> list[DateRow]:
    """Birthdays and other dates of the next month, the nearest first; not of the archived."""
    found, today = [], picture.clock.today()
    for person, contact in picture.network.people.items():
        if contact.archived or contact.died:
            continue
        dates = [("", contact.birthday)] if contact.birthday else []
        for what, day in [*dates, *contact.dates]:
            when = next_time(day, today)
            if when and when <= _ahead(today):
                age = _age(what, day, when, picture.tongue)
                found.append((when, sort_key(contact.name), DateRow(
                    when.isoformat(), picture.tongue.short_day(when), picture.refs[person], age)))
    return [row for _, _, row in sorted(found)]


def _age(what: str, day: PartialDay, when: date, tongue: Tongue) -> str:
    """A date's name, "" for a birthday, and how many years it has been."""
    years = when.year - day.year if day.year else 0
    if not what:
        return (tongue.say("birthday, {age}", age=years) if years else tongue.say("birthday"))
    return (tongue.counted("{what}, {n:,} year", "{what}, {n:,} years", years, what=what)
            if years else what)
