"""Dates that come round every year."""

from datetime import date

from netsite.model import PartialDay
from netsite.text.dates import make_day


def next_time(day: PartialDay, today: date) -> date | None:
    """The next day, from today on, on which a date comes round.

    29 February is kept on the 28th in other years.
    """
    if not (day.month and day.day):
        return None
    for year in (today.year, today.year + 1):
        when = make_day(year, day.month, day.day) or make_day(year, day.month, day.day - 1)
        if when and when >= today and (day.year or year) <= year:
            return when
    return None
