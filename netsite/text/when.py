"""Days as people type them at a command: `yesterday`, `-3d`, `last fri`, `2 oct`."""

import re
from calendar import monthrange
from datetime import date
from typing import NamedTuple

from netsite.text.cadence import read_cadence
from netsite.text.dates import make_day, read_day

EXAMPLES = "2026-10-02, today, yesterday, -3d, last fri, 2 oct"

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = (r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?"
            r"|sat(?:urday)?|sun(?:day)?)")
_MONTH = (r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
          r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?")
_SPACE = r"[ \t]+"
_END = r"(?=[:,]?(?:\s|$))[:,]?"
_FORMS = tuple(re.compile(form.replace(" ", _SPACE) + _END, re.IGNORECASE | re.ASCII) for form in (
    r"(\d{4}-\d\d-\d\d)",
    r"(today|yesterday|tomorrow)",
    r"-(\d{1,4})([dwmy])",
    rf"(last|next) {_WEEKDAY}",
    rf"(\d{{1,2}})(?:st|nd|rd|th|\.)? {_MONTH}(?: (\d{{4}}))?",
    rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?(?:,? (\d{{4}}))?",
))


class Typed(NamedTuple):
    """A day that a text begins with, and the index where the rest starts."""

    day: date
    end: int


def read_typed_day(text: str, today: date) -> Typed | None:
    """The day a text begins with, seen from today, or None.

    ISO days, `today`, `yesterday`, `tomorrow`, `-3d`, `-2w`, `last fri`, `next fri`, `2 oct`,
    `oct 2` (the latest such day that is not after today; with a year, that one).
    """
    for form, reader in zip(_FORMS, _READERS, strict=True):
        match = form.match(text)
        day = reader(match, today) if match else None
        if match and day:
            return Typed(day, match.end())
    return None


def read_until(text: str, today: date) -> date | None:
    """The day until which something rests: a day as above, or a time from today (`2w`), or None."""
    folded = " ".join(text.lower().split())
    typed = read_typed_day(folded, today)
    if typed and typed.end == len(folded):
        return typed.day
    interval = read_cadence(folded.removeprefix("in ").removeprefix("+"))
    return interval.after(today) if interval and not interval.never else None


def _iso(match: re.Match[str], _today: date) -> date | None:
    return read_day(match[1])


def _word(match: re.Match[str], today: date) -> date | None:
    return _days_on(today, {"today": 0, "yesterday": -1, "tomorrow": 1}[match[1].lower()])


def _days_on(today: date, days: int) -> date | None:
    """The day so many days on, or None where the calendar ends before."""
    ordinal = today.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def _ago(match: re.Match[str], today: date) -> date | None:
    count, unit = int(match[1]), match[2].lower()
    if unit in "dw":
        return _days_on(today, -count * (7 if unit == "w" else 1))
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "y" else 1)
    year, month = divmod(months, 12)
    if year < 1:
        return None
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _weekday(match: re.Match[str], today: date) -> date | None:
    """`last fri` is the latest Friday before today, `next fri` the first after it."""
    number = _WEEKDAYS.index(match[2][:3].lower())
    if match[1].lower() == "last":
        return _days_on(today, -((today.weekday() - number - 1) % 7 + 1))
    return _days_on(today, (number - today.weekday() - 1) % 7 + 1)


def _day_month(match: re.Match[str], today: date) -> date | None:
    return _latest(match[2], match[1], match[3], today)


def _month_day(match: re.Match[str], today: date) -> date | None:
    return _latest(match[1], match[2], match[3], today)


def _latest(name: str, day: str, year: str | None, today: date) -> date | None:
    """The day in the year given, else in the latest year in which it is not after today."""
    month = _MONTHS.index(name[:3].lower()) + 1
    if year:
        return make_day(int(year), month, int(day))
    found = (make_day(each, month, int(day)) for each in range(today.year, today.year - 9, -1)
             if each > 0)
    return next((one for one in found if one and one <= today), None)


_READERS = (_iso, _word, _ago, _weekday, _day_month, _month_day)
