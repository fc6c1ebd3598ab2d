"""Events of whole days as calendars (RFC 5545).

The same events give the same bytes: no time stamp is that of a build. Nothing rings (no alarms),
nothing blocks the day (TRANSP), and nobody is invited (no METHOD).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from netsite.exchange.contentlines import joined, text
from netsite.model import PartialDay

SINCE_EVER = date(2000, 1, 1)  # the stamp of what has no day of its own to be dated from
NO_YEAR = 2000  # the first year of what comes round in a year that is not known; a leap year


class Event(NamedTuple):
    """Something on a day, under an id that stays; `yearly` if it comes round.

    `stamp` is the day of which it was last so: the standard wants one (RFC 5545, 3.8.7.2).
    """

    uid: str
    day: date
    summary: str
    description: str = ""
    stamp: date = SINCE_EVER
    yearly: bool = False


def comes_round(uid: str, day: PartialDay, summary: str) -> Event | None:
    """A birthday or the like; None without month and day."""
    if not (day.month and day.day):
        return None
    return Event(uid, date(day.year or NO_YEAR, day.month, day.day), summary, yearly=True)


def calendar_head(name: str) -> str:
    """What a calendar begins with, its name among it (RFC 7986, 5.1, and as all read it)."""
    return joined(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//netsite//netsite//EN",
                   "CALSCALE:GREGORIAN", f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}"])


def calendar_tail(*, empty: bool) -> str:
    """What a calendar ends with.

    An empty one has the time zone UTC in it, as a calendar must have something (RFC 5545, 3.4).
    """
    return joined([*(_SOMETHING if empty else ()), "END:VCALENDAR"])


_SOMETHING = ("BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000",
              "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE")


def calendar(name: str, events: Iterable[Event]) -> str:
    """A whole calendar."""
    texts = [event_text(event) for event in events]
    return calendar_head(name) + "".join(texts) + calendar_tail(empty=not texts)


def event_text(event: Event) -> str:
    """One event as it stands in a calendar."""
    day = event.day
    lines = ["BEGIN:VEVENT", f"UID:{text(event.uid)}", f"DTSTAMP:{_digits(event.stamp)}T000000Z",
             f"DTSTART;VALUE=DATE:{_digits(day)}"]
    if day < date.max:  # some take an event without an end for one without length
        lines.append(f"DTEND;VALUE=DATE:{_digits(day + timedelta(1))}")
    if event.yearly:
        lines.append(_yearly(day))
    lines.append(f"SUMMARY:{text(event.summary)}")
    if event.description:
        lines.append(f"DESCRIPTION:{text(event.description)}")
    lines += ["TRANSP:TRANSPARENT", "END:VEVENT"]
    return joined(lines)


def _yearly(day: date) -> str:
    """The rule of what comes round; 29 February is the month's last day.

    Of a plain yearly rule, calendars leave out the years that have no such day (3.3.10).
    """
    last = (day.month, day.day) == (2, 29)
    return "RRULE:FREQ=YEARLY" + (";BYMONTH=2;BYMONTHDAY=-1" if last else "")


def _digits(day: date) -> str:
    return day.isoformat().replace("-", "")
