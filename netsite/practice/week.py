"""What comes in the week: plans, birthdays and other dates."""

from collections.abc import Iterator
from datetime import date, timedelta
from heapq import nsmallest
from itertools import islice

from netsite.model import Contact, Mark, Network, PartialDay
from netsite.network.anniversaries import next_time
from netsite.network.lines import between, newest_first, own_contact, own_marks
from netsite.text.names import bare
from netsite.texts import text

WEEK = 7  # days


def end_of_week(today: date) -> date:
    """The last day of the week that begins today."""
    return today + timedelta(min(WEEK - 1, (date.max - today).days))


def plans(network: Network, today: date) -> Iterator[Mark]:
    """The lines of the week that are still to come; of today's, those that are plans."""
    return planned(network, today, end_of_week(today))


def planned(network: Network, today: date, last: date) -> Iterator[Mark]:
    """The lines still to come up to a day, the farthest first; of today's, those that are plans."""
    return (mark for mark in between(network, today, last)
            if mark.day > today or is_plan(mark))


def is_plan(mark: Mark) -> bool:
    """Whether a line says what is to be, and not what was."""
    return bare(mark.kind) == "plan"


def latest(network: Network, today: date, most: int) -> list[Mark]:
    """The last few lines that were contact with somebody, the newest first.

    The last eight stand in the eight files with the newest, so no other file is gone through.
    """
    def counts(mark: Mark) -> bool:
        return mark.contact and bool(mark.people) and mark.day <= today
    newest = ((-own.days[index], own.path, home) for home, own in network.own.items()
              if (index := own_contact(own, today)) is not None)
    own = (mark for _, _, home in nsmallest(most, newest)
           for mark in own_marks(home, network.own[home]) if counts(mark))
    linked = islice(filter(counts, network.linked), most)
    return nsmallest(most, [*linked, *own], key=newest_first)


def dates(contact: Contact, today: date) -> Iterator[tuple[date, str]]:
    """Somebody's birthday and other dates, if they come round in the week; not of the dead."""
    if contact.died or not (contact.birthday or contact.dates):
        return
    birthday = [(text("birthday"), contact.birthday)] if contact.birthday else []
    for what, day in (*birthday, *contact.dates):
        when = next_time(day, today) if _may_come(day, today) else None
        if when and when <= end_of_week(today):
            yield when, what


def _may_come(day: PartialDay, today: date) -> bool:
    """Whether a date can come round in the week; of most it is told by their month."""
    return day.month is None or (day.month - today.month) % 12 <= 1
