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
from functools import partial
from typing import TypeVar

from netsite.model import Mark
from netsite.network.ahead import HORIZON, days_after, phases
from netsite.network.due import Due, State
from netsite.pages.lines import Picture, line_row
from netsite.pages.overview import (
    AHEAD,
    MOST,
    coming_row,
    date_row,
    dates_by,
    more_words,
    today_title,
)
from netsite.pages.pieces import date_item, line_item, shown_day
from netsite.pages.shared import Shared
from netsite.pages.tables import people_rows
from netsite.practice.coverage import Figure, sentence
from netsite.practice.week import is_plan, planned

_Each = TypeVar("_Each")

FOLDER = "days"
TODAY = f"{FOLDER}/today.js"

_MOST_KEPT = 1000  # dates, and lines, that are told ahead


def week_url(week: str) -> str:
    """The address of a week's file."""
    return f"{FOLDER}/{week}.js"


def week_file(picture: Picture, shared: Shared, week: str) -> bytes:
    """The rows of those who come onto the list of Overdue in a week."""
    rows = (coming_row(picture, person) for person in shared.coming[week])
    return _script(week, people_rows(rows, "", late=True, tongue=picture.tongue))


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
    days = [each.when for each in dates]
    shown, dates_until = _enough(dates, days, last)
    marks, plans_until = _enough(plans, [mark.day for mark in plans], last)
    return _script("today", {
        "days": list(_days(picture, shared, days, plans)),
        "dates": [[each.when.isoformat(), date_item(date_row(picture, each))] for each in shown],
        "lines": [_line(picture, mark) for mark in marks],
        "until": [dates_until.isoformat(), plans_until.isoformat()]})


def _script(name: str, value: object) -> bytes:
    """A script that hands a value to `days.js`."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return f'(self.netsiteDays??={{}})["{name}"]={data};\n'.encode()


def value_of(script: bytes) -> object:
    """What such a script hands over."""
    return json.loads(script[script.index(b"]=") + 2:].rstrip(b";\n"))


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


def _line(picture: Picture, mark: Mark) -> list[object]:
    row = line_row(picture, picture.network.line(mark), "", "")
    return [mark.day.isoformat(), int(is_plan(mark)), int(mark.contact and bool(mark.people)),
            line_item(row, "", picture.tongue, partial(shown_day, tongue=picture.tongue))]


def _days(
    picture: Picture, shared: Shared, dates: Sequence[date], plans: Sequence[Mark],
) -> Iterator[list[object]]:
    """What is told of each day that differs from the one before."""
    today, tongue, before = picture.clock.today(), picture.tongue, list[object]()
    counts = _Counts(picture, shared)
    days = [mark.day for mark in plans]
    passing = Counter(mark.day for mark in plans if not is_plan(mark))
    for number in range(min(HORIZON, (date.max - today).days) + 1):
        day = today + timedelta(number)
        told = [*counts.on(day), more_words(_within(dates, day), tongue),
                more_words(_within(days, day) - passing[day], tongue)]
        if told != before:
            yield [day.isoformat(), *told]
        before = told


def _within(days: Sequence[date], first: date) -> int:
    """How many of some days lie in the month that begins on a day."""
    return bisect_right(days, days_after(first, AHEAD)) - bisect_left(days, first)


_WARM, _SERVED = "warm", "served"


class _Counts:
    """How many are in each state, and how many warm, on one day after the other.

    Due days say on which days people leave one state for the next. Most share theirs with many
    others, so these are gone through together.
    """

    def __init__(self, picture: Picture, shared: Shared) -> None:
        self._picture = picture
        self._served = {person for row in shared.hour.rows for person in row.people}
        self._minutes = shared.hour.minutes
        self._steps: dict[date, Counter[str]] = {}
        self._now = Counter[str]()
        self._total = len(picture.dues)
        alike = Counter(
            (due.state, due.due, _warm_until(due), person in self._served)
            for person, due in picture.dues.items())
        for (state, due, warm, among), number in alike.items():
            self._add(state, due, number)
            self._add_warm(warm, number, served=among)

    def _add(self, state: State, due: date | None, number: int) -> None:
        first, soon = self._picture.clock.today(), self._picture.settings.soon
        steps = list(phases(state, due, first, soon))
        for each, end in zip(steps, [*(each.day for each in steps[1:]), date.max], strict=True):
            self._span(each.state, each.day, end, number)

    def _add_warm(self, warm: date | None, number: int, *, served: bool) -> None:
        first = self._picture.clock.today()
        if warm is not None and warm >= first:
            end = days_after(warm, 1)
            self._span(_WARM, first, end, number)
            if served:
                self._span(_SERVED, first, end, number)

    def _span(self, what: str, first: date, end: date, number: int) -> None:
        self._steps.setdefault(first, Counter())[what] += number
        self._steps.setdefault(end, Counter())[what] -= number

    def on(self, day: date) -> list[object]:
        """The title, the counts and the sentence of a day, after that of the day before."""
        for what, number in self._steps.get(day, {}).items():
            self._now[what] += number
        now, tongue = self._now, self._picture.tongue
        figure = Figure(day, self._total - now[State.OFF], now[_WARM])
        more = len(self._served) - now[_SERVED]
        return [today_title(now[State.OVERDUE], tongue), now[State.OVERDUE], now[State.SOON],
                now[State.SNOOZED], now[State.NONE],
                tongue.told(sentence(figure, more, self._minutes))]


def _warm_until(due: Due) -> date | None:
    """The last day on which somebody is warm; None if they never are."""
    if due.state == State.OFF or due.last is None:
        return None
    return due.interval.after(due.last.day) if due.held else due.due  # which is the same
