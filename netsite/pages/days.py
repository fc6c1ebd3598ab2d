"""Files for days after the build: what the pages then have to show that is not on them.

Nothing reads them on the day itself. Later, `static/days.js` loads what it needs: on Overdue the
rows of those who have come onto the list since, by week; on Today the figures by day, and the
dates and lines that follow. They are scripts, since a page on `file://` can load nothing else.
"""

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from netsite.model import Mark
from netsite.network.ahead import HORIZON, Clock, comings, days_after, phases
from netsite.network.due import Due, State
from netsite.pages.ahead import clocks_of
from netsite.pages.lines import Picture, line_row
from netsite.pages.overview import AHEAD, MOST, dates_by, more_words, today_title, waiting_row
from netsite.pages.pieces import date_item, line_item
from netsite.pages.shared import Shared, week_of
from netsite.pages.tables import people_rows
from netsite.practice.coverage import Figure, sentence
from netsite.practice.week import planned
from netsite.text.names import bare

_Each = TypeVar("_Each")

FOLDER = "days"
TODAY = f"{FOLDER}/today.js"

_MOST_KEPT = 1000  # dates, and lines, that are told ahead


def week_url(week: str) -> str:
    """The address of a week's file."""
    return f"{FOLDER}/{week}.js"


def week_file(picture: Picture, shared: Shared, week: str) -> bytes:
    """The rows of those who come onto the list of Overdue in a week, or stand on it otherwise.

    A row of somebody whose clock turns says from which day on it holds.
    """
    rows = (waiting_row(picture, due, day.isoformat() if turned else "")
            for person in shared.coming[week]
            for day, due, turned in comings(
                picture.dues[person], clocks_of(picture, person), picture.settings.soon)
            if week_of(day) == week)
    return _script(week, people_rows(rows, "", late=True))


def today_file(picture: Picture, shared: Shared) -> bytes:
    """What Today shows on each day of a year from the build on, where it differs from the last.

    `days` are [day, title, overdue, soon, snoozed, none, sentence, more dates, more plans];
    `dates` [day, HTML], and `lines` [day, whether it is a plan, whether it is contact, HTML], the
    nearest first. `until` says up to which day there are enough of these two.
    """
    today = picture.clock.today()
    last = days_after(today, HORIZON)
    dates = dates_by(picture, days_after(last, AHEAD))
    plans = list(planned(picture.network, today, days_after(last, AHEAD)))[::-1]
    shown, dates_until = _enough(dates, [when for when, _ in dates], last)
    marks, plans_until = _enough(plans, [mark.day for mark in plans], last)
    return _script("today", {
        "days": list(_days(picture, shared, [when for when, _ in dates], plans)),
        "dates": [[when.isoformat(), date_item(row)] for when, row in shown],
        "lines": [_line(picture, mark) for mark in marks],
        "until": [dates_until.isoformat(), plans_until.isoformat()]})


def _script(name: str, value: object) -> bytes:
    """A script that hands a value to `days.js`."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'(self.netsiteDays??={{}})["{name}"]={data};\n'.encode()


def _enough(
    some: Sequence[_Each], days: Sequence[date], last: date,
) -> tuple[list[_Each], date]:
    """Those of which a page can show any, up to a number, and the last day it suffices for.

    A page shows the first few from its day on: of one day no more than these few.
    """
    found: list[_Each] = []
    of_day = Counter[date]()
    for each, day in zip(some, days, strict=True):
        if len(found) == _MOST_KEPT:
            return found, day - timedelta(AHEAD + 1)
        of_day[day] += 1
        if of_day[day] <= 2 * MOST:  # of a day's lines some are no plans, and pass with its dawn
            found.append(each)
    return found, last


def _is_plan(mark: Mark) -> bool:
    return bare(mark.kind) == "plan"


def _line(picture: Picture, mark: Mark) -> list[object]:
    row = line_row(picture, picture.network.line(mark), "", "")
    return [mark.day.isoformat(), int(_is_plan(mark)), int(mark.contact and bool(mark.people)),
            line_item(row, "")]


def _days(
    picture: Picture, shared: Shared, dates: Sequence[date], plans: Sequence[Mark],
) -> Iterator[list[object]]:
    """What is told of each day that differs from the one before."""
    today, before = picture.clock.today(), list[object]()
    counts = _Counts(picture, shared)
    days = [mark.day for mark in plans]
    passing = Counter(mark.day for mark in plans if not _is_plan(mark))
    for number in range(min(HORIZON, (date.max - today).days) + 1):
        day = today + timedelta(number)
        told = [*counts.on(day), more_words(_within(dates, day)),
                more_words(_within(days, day) - passing[day])]
        if told != before:
            yield [day.isoformat(), *told]
        before = told


def _within(days: Sequence[date], first: date) -> int:
    """How many of some days lie in the month that begins on a day."""
    return bisect_right(days, days_after(first, AHEAD)) - bisect_left(days, first)


_WARM, _SERVED = "warm", "served"


class _Counts:
    """How many are in each state, and how many warm, on one day after the other.

    Each person's clocks say on which days they leave one state for the next. Most share their due
    day with many others, so these are gone through together.
    """

    def __init__(self, picture: Picture, shared: Shared) -> None:
        self._picture, self._minutes = picture, shared.hour.minutes
        self._steps: dict[date, Counter[str]] = {}
        self._now = Counter[str]()
        self._served = {person for row in shared.hour.rows for person in row.people}
        alike = Counter[tuple[State, date | None, date | None, bool]]()
        for person, due in picture.dues.items():
            ahead, served = clocks_of(picture, person), person in self._served
            if not ahead:
                alike[due.state, due.due, _warm_until(due), served] += 1
                continue
            self._add_clocks(due, ahead, served=served)
        for (state, day, warm, served), number in alike.items():
            self._add(state, day, warm, picture.clock.today(), date.max, number, served=served)

    def _add_clocks(self, due: Due, ahead: list[Clock], *, served: bool) -> None:
        clocks = [Clock(self._picture.clock.today(), due), *ahead]
        ends = [*(clock.day for clock in ahead), date.max]
        for clock, end in zip(clocks, ends, strict=True):
            self._add(clock.due.state, clock.due.due, _warm_until(clock.due), clock.day, end, 1,
                      served=served)

    def _add(
        self, state: State, due: date | None, warm: date | None, first: date, end: date,
        number: int, *, served: bool,
    ) -> None:
        """Count some whose clock runs from a first day to one on which another takes over."""
        steps = [each for each in phases(state, due, first, self._picture.settings.soon)
                 if each.day < end]
        for each, until in zip(steps, [*(each.day for each in steps[1:]), end], strict=True):
            self._span(each.state, each.day, until, number)
        if warm is not None and warm >= first:
            until = min(end, days_after(warm, 1))
            self._span(_WARM, first, until, number)
            if served:
                self._span(_SERVED, first, until, number)

    def _span(self, what: str, first: date, end: date, number: int) -> None:
        self._steps.setdefault(first, Counter())[what] += number
        self._steps.setdefault(end, Counter())[what] -= number

    def on(self, day: date) -> list[object]:
        """The title, the counts and the sentence of a day, after that of the day before."""
        for what, number in self._steps.get(day, {}).items():
            self._now[what] += number
        now = self._now
        tracked = len(self._picture.dues) - now[State.OFF]
        more = len(self._served) - now[_SERVED]
        return [today_title(now[State.OVERDUE]), now[State.OVERDUE], now[State.SOON],
                now[State.SNOOZED], now[State.NONE],
                sentence(Figure(day, tracked, now[_WARM]), more, self._minutes)]


def _warm_until(due: Due) -> date | None:
    """The last day on which somebody is warm by a clock; None if they never are."""
    if due.state == State.OFF or due.last is None:
        return None
    return due.interval.after(due.last.day)
