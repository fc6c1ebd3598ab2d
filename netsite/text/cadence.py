"""Cadence: words for how often, to an interval, to a day."""

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from netsite.text.names import fold
from netsite.texts import text, texts

DAYS_A_MONTH = 30.44  # only to compare a cadence in months with one in days


class Interval(NamedTuple):
    """How long between contacts: calendar months, or days, or never (both are 0)."""

    months: int = 0
    days: int = 0

    @property
    def never(self) -> bool:
        """Whether it stands for "no reminder"."""
        return not (self.months or self.days)

    @property
    def length(self) -> float:
        """Its length in days, to compare cadences by and to measure lateness in."""
        return self.months * DAYS_A_MONTH + self.days or float("inf")

    def after(self, day: date) -> date:
        """The day one interval later; months are calendar months, clamped to the month's end."""
        if self.days:
            return day + timedelta(min(self.days, (date.max - day).days))
        year, month = divmod(day.year * 12 + day.month - 1 + self.months, 12)
        if year > date.max.year:
            return date.max
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


_WORDS: dict[str, Interval] = {
    text("never"): Interval(),
    text("daily"): Interval(days=1),
    text("weekly"): Interval(days=7),
    text("fortnightly"): Interval(days=14),
    text("monthly"): Interval(months=1),
    text("quarterly"): Interval(months=3),
    text("twice a year"): Interval(months=6),
    text("half-yearly"): Interval(months=6),
    text("yearly"): Interval(months=12),
    text("annually"): Interval(months=12),
}
_UNITS = {"d": Interval(days=1), "w": Interval(days=7), "m": Interval(months=1),
          "y": Interval(months=12)}
_COUNTED = re.compile(
    r"(?:every )?(\d{1,4}) ?(d|days?|w|weeks?|m|mo|months?|y|years?)", re.ASCII)
_LONGEST_YEARS = 100
EXAMPLES = "quarterly, monthly, 6 weeks, 90 days, never …"


def read_cadence(written: str) -> Interval | None:
    """The interval a cadence text stands for, or None where it is not one.

    Words and units as in docs/format.md, "Cadence and due"; at least a day, at most a century.
    """
    folded = fold(written)
    if folded in _WORDS:
        return _WORDS[folded]
    match = _COUNTED.fullmatch(folded)
    if not match:
        return None
    unit, count = _UNITS[match[2][0]], int(match[1])
    interval = Interval(unit.months * count, unit.days * count)
    return interval if 0 < interval.length <= _LONGEST_YEARS * 12 * DAYS_A_MONTH else None


@lru_cache(maxsize=1024)  # cadences are few
def cadence_words(written: str) -> str:
    """A cadence as people read it: its word, or how many days, weeks, months or years.

    What is no cadence stays as it is written.
    """
    folded = fold(written)
    for word in _WORDS:
        if word == folded:
            return word
    match = _COUNTED.fullmatch(folded)
    if not match:
        return written
    number = int(match[1])
    return {"d": texts("{n} day", "{n} days", number), "w": texts("{n} week", "{n} weeks", number),
            "m": texts("{n} month", "{n} months", number),
            "y": texts("{n} year", "{n} years", number)}[match[2][0]]
