"""Days as people write them in a vault, and the ones they nearly wrote."""

import re
from datetime import date

from netsite.model import PartialDay

_FULL = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_YEARLESS = re.compile(r"--(\d\d)-?(\d\d)", re.ASCII)
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?!\d)", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{4})(?!\d)", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})(?![-/.]?\d)", re.ASCII)
_LEAP = 2000  # any leap year, so that a birthday on 29 February is a day


def read_day(text: str) -> date | None:
    """The day of `YYYY-MM-DD`, or None where the text is another or no such day exists."""
    match = _FULL.fullmatch(text)
    return make_day(*map(int, match.groups())) if match else None


def make_day(year: int, month: int, day: int) -> date | None:
    """The day of three numbers, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_partial(text: str) -> PartialDay | None:
    """`YYYY-MM-DD`, `YYYY-MM` or `YYYY` as a partial day, or None."""
    match = _PARTIAL.fullmatch(text)
    if not match:
        return None
    year, month, day = match.groups()
    if make_day(int(year), int(month or 1), int(day or 1)) is None:
        return None
    return PartialDay(int(year), int(month) if month else None, int(day) if day else None)


def read_anniversary(text: str) -> PartialDay | None:
    """As `read_partial`, and days without a year: `--MM-DD` (ISO 8601:2000, RFC 6350 4.3.1)."""
    match = _YEARLESS.fullmatch(text)
    if not match:
        return read_partial(text)
    month, day = map(int, match.groups())
    return PartialDay(None, month, day) if make_day(_LEAP, month, day) else None


def day_of_timestamp(text: str) -> str:
    """The `YYYY-MM-DD` a timestamp begins with, or "" where it has no day of the calendar."""
    match = _TIMESTAMP.fullmatch(text)
    return match[1] if match and read_day(match[1]) else ""


def mend_day(text: str) -> str:
    """The `YYYY-MM-DD` (or `YYYY-MM`) that a text's beginning was meant as, or "" if that is open.

    A day before its month (`02.10.2026`) is only read where no other reading exists.
    """
    if match := _YEAR_FIRST.match(text):
        year, month, day = map(int, match.groups())
    elif match := _YEAR_LAST.match(text):
        day, month, year = map(int, match.groups())
        if day <= 12 and day != month:
            return ""
    elif match := _YEAR_MONTH.match(text):
        year, month = map(int, match.groups())
        return f"{year:04}-{month:02}" if make_day(year, month, 1) else ""
    else:
        return ""
    found = make_day(year, month, day)
    return found.isoformat() if found else ""


def looks_like_day(text: str) -> bool:
    """Whether a text begins as a day does, in whatever order and with whatever separators."""
    return bool(_YEAR_FIRST.match(text) or _YEAR_LAST.match(text) or _YEAR_MONTH.match(text))
