"""What comes in the week: plans, birthdays and other dates."""

from collections.abc import Iterator
from datetime import date, timedelta

from netsite.model import Contact, Line, Network
from netsite.network.anniversaries import next_time
from netsite.text.names import bare

WEEK = 7  # days


def end_of_week(today: date) -> date:
    """The last day of the week that begins today."""
    return today + timedelta(min(WEEK - 1, (date.max - today).days))


def plans(network: Network, today: date) -> Iterator[Line]:
    """The lines of the week that are still to come; of today's, those that are plans."""
    end = end_of_week(today)
    for line in network.lines:
        entry = line.entry
        if entry.day < today:
            return
        if entry.day <= end and (entry.day > today or bare(entry.kind) == "plan"):
            yield line


def dates(contact: Contact, today: date) -> Iterator[tuple[date, str]]:
    """Somebody's birthday and other dates, if they come round in the week; not of the dead."""
    days = [("birthday", contact.birthday)] if contact.birthday else []
    for what, day in (*days, *contact.dates) if not contact.died else ():
        when = next_time(day, today)
        if when and when <= end_of_week(today):
            yield when, what
