"""The views of Today and Overdue: who to get in touch with."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from operator import itemgetter
from typing import NamedTuple

from netsite.model import Id, Mark, PartialDay
from netsite.network.ahead import days_after
from netsite.network.anniversaries import next_time
from netsite.network.due import Due, State, lateness, when
from netsite.pages.coverage import Curve, latest_curve
from netsite.pages.drawnrows import DrawnRows, drawn_rows
from netsite.pages.hour import HourView, hour_view
from netsite.pages.lines import DateRow, LineRow, Picture, line_row
from netsite.pages.people import PersonRow, Rows, person_row
from netsite.pages.slices import Slices
from netsite.pages.tables import people_rows
from netsite.pages.tallies import Tallies
from netsite.practice.coverage import Figure, gained, sentence
from netsite.practice.hour import Hour
from netsite.practice.week import latest, planned
from netsite.text.names import sort_key
from netsite.tongue import Tongue

WALL = 30  # people overdue; a longer list is folded, and the hour offered instead
AHEAD = 30  # days of birthdays and dates
MOST = 20  # of these, and of plans
_LATELY = 8  # lines


class TodayView(NamedTuple):
    """The first page."""

    title: str
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
    curve: Curve | None
    dates: tuple[DateRow, ...]
    dates_more: str
    planned: tuple[LineRow, ...]
    planned_more: str
    lately: tuple[LineRow, ...]
    problems: int
    problem_words: str


class OverdueView(NamedTuple):
    """Everybody who waits, the most late first; who is snoozed and whom one never met apart.

    `weeks` are those in which others will come onto the list.
    """

    today: str
    today_words: str
    overdue: Sequence[PersonRow]
    soon: Sequence[PersonRow]
    snoozed: Sequence[PersonRow]
    none: Sequence[PersonRow]
    soon_days: int
    wall: bool
    weeks: str


def by_lateness(picture: Picture, state: State) -> list[Id]:
    """The people in a state, the most late in their own cadence first, then by name."""
    people, today = picture.network.people, picture.clock.today()
    found = [(-lateness(picture.dues[person], today), sort_key(people[person].name), person)
             for person, each in picture.stands.items() if each.state == state]
    return [person for _, _, person in sorted(found)]


def _late(picture: Picture, rows: Rows, person: Id) -> PersonRow:
    """A row that says how late somebody is."""
    due = picture.dues[person]
    return rows[person]._replace(
        late=picture.tongue.told(when(due, picture.clock.today())), clock=_clock(due))


def _ranked(picture: Picture, rows: Rows, slices: Slices, state: State) -> DrawnRows:
    """The rows of those in a state, drawn as the shipped page shows them."""
    late = state in (State.OVERDUE, State.SOON)
    kind = "overdue" if state is State.OVERDUE else "person"
    return drawn_rows(
        f"{state} rows", by_lateness(picture, state), partial(_late, picture, rows),
        ("", kind, late, "company"),
        lambda row: people_rows([row], "", kind, late=late, tongue=picture.tongue), slices)


def coming_row(picture: Picture, person: Id) -> PersonRow:
    """The row of somebody who will come onto the list; the script says how late they are."""
    return person_row(picture, person)._replace(late="", clock=_clock(picture.dues[person]))


def _clock(due: Due) -> str:
    """What the script reads: the due day, the cadence, and the day it counts from."""
    months, days = due.interval
    since = None if due.held else due.since
    return f"{due.due or '-'} {f'{days}d' if days else f'{months}m'} {since or '-'}"


def today_view(
    picture: Picture, rows: Rows, hour: Hour, tallies: Tallies, problems: tuple[int, int],
) -> TodayView:
    """The first page.

    `hour` is the week's, `tallies` everybody's figures, and `problems` how many errors and
    warnings there are.
    """
    states = Counter(due.state for due in picture.dues.values())
    today, tongue = picture.clock.today(), picture.tongue
    figure = Figure(today, len(picture.dues) - states[State.OFF],
                    sum(due.warm for due in picture.dues.values()))
    dates = dates_by(picture, days_after(today, AHEAD))
    plans = list(planned(picture.network, today, days_after(today, AHEAD)))[::-1]
    return TodayView(
        title=today_title(states[State.OVERDUE], tongue),
        today=today.isoformat(), today_words=tongue.long_day(today),
        hour=hour_view(picture, rows, hour), wall=states[State.OVERDUE] > WALL,
        overdue=states[State.OVERDUE], soon=states[State.SOON],
        none=states[State.NONE], snoozed=states[State.SNOOZED],
        soon_days=picture.settings.soon, people=len(picture.dues),
        warm=figure.warm, tracked=figure.tracked,
        sentence=tongue.told(sentence(figure, gained(hour, picture.dues), hour.minutes)),
        curve=latest_curve(tallies.whole(), today, tongue),
        dates=tuple(date_row(picture, each) for each in dates[:MOST]),
        dates_more=more_words(len(dates), tongue),
        planned=tuple(_rows(picture, plans[:MOST])), planned_more=more_words(len(plans), tongue),
        lately=tuple(_rows(picture, latest(picture.network, today, _LATELY))),
        problems=sum(problems), problem_words=_problem_words(*problems, tongue))


def today_title(overdue: int, tongue: Tongue) -> str:
    """What stands in the window's title."""
    return tongue.say("Today ({n:,} overdue)", n=overdue) if overdue else tongue.say("Today")


def more_words(number: int, tongue: Tongue) -> str:
    """How many more there are than are shown, or ""."""
    return tongue.counted("{n:,} more within 30 days.", "{n:,} more within 30 days.",
                          number - MOST) if number > MOST else ""


def _rows(picture: Picture, marks: Iterable[Mark]) -> Iterator[LineRow]:
    return (line_row(picture, picture.network.line(mark), "", "") for mark in marks)


def _problem_words(errors: int, warnings: int, tongue: Tongue) -> str:
    found = [tongue.counted("{n:,} error", "{n:,} errors", errors)] if errors else []
    return tongue.joined([*found, *(
        [tongue.counted("{n:,} warning", "{n:,} warnings", warnings)] if warnings else [])])


def overdue_view(
    picture: Picture, rows: Rows, weeks: Iterable[str], slices: Slices,
) -> OverdueView:
    """Everybody who waits; `weeks` are those in which others will come onto the list."""
    today = picture.clock.today()
    ranked = {state: _ranked(picture, rows, slices, state) for state in (
        State.OVERDUE, State.SOON, State.SNOOZED, State.NONE)}
    return OverdueView(
        today=today.isoformat(), today_words=picture.tongue.long_day(today),
        overdue=ranked[State.OVERDUE], soon=ranked[State.SOON],
        snoozed=ranked[State.SNOOZED], none=ranked[State.NONE],
        soon_days=picture.settings.soon, wall=len(ranked[State.OVERDUE]) > WALL,
        weeks=" ".join(weeks))


class Anniversary(NamedTuple):
    """A day on which a date of somebody's comes round; the first fields put several into order.

    `place` says which of their dates it is, `what` its name, "" for a birthday.
    """

    when: date
    name: tuple[str, str]
    person: Id
    place: int
    what: str
    day: PartialDay


def dates_by(picture: Picture, last: date) -> list[Anniversary]:
    """Birthdays and other dates from today to a day, the nearest first; not of the archived.

    Each as often as it comes round.
    """
    found, today = list[Anniversary](), picture.clock.today()
    for person, contact in picture.network.people.items():
        if contact.archived or contact.died:
            continue
        dates = [("", contact.birthday)] if contact.birthday else []
        for place, (what, day) in enumerate([*dates, *contact.dates]):
            when = next_time(day, today)
            while when and when <= last:
                found.append(Anniversary(when, sort_key(contact.name), person, place, what, day))
                when = next_time(day, days_after(when, 1)) if when < last else None
    return sorted(found, key=itemgetter(slice(4)))


def date_row(picture: Picture, each: Anniversary) -> DateRow:
    """A day that comes round as a page shows it."""
    when, tongue = each.when, picture.tongue
    return DateRow(when.isoformat(), tongue.short_day(when), picture.refs[each.person],
                   _age(each.what, each.day, when, tongue))


def _age(what: str, day: PartialDay, when: date, tongue: Tongue) -> str:
    """A date's name, "" for a birthday, and how many years it has been."""
    years = when.year - day.year if day.year else 0
    if not what:
        return (tongue.say("birthday, {age}", age=years) if years else tongue.say("birthday"))
    return (tongue.counted("{what}, {n:,} year", "{what}, {n:,} years", years, what=what)
            if years else what)
