"""Days, counts and states in words, for people to read."""

from datetime import date

from netsite.model import Contact, PartialDay
from netsite.network.due import Due, State

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def long_day(day: date) -> str:
    """`1 July 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """`1 Jul`."""
    return f"{day.day} {MONTHS[day.month - 1][:3]}"


def long_partial(day: PartialDay) -> str:
    """`12 April`, `March 2015`, `2015`, `2 March 2015`."""
    parts = [str(day.day) if day.day else "", MONTHS[day.month - 1] if day.month else "",
             str(day.year) if day.year else ""]
    return " ".join(filter(None, parts))


def counted(number: int, one: str, many: str = "") -> str:
    """`1 person`, `2 people`; without `many`, an s is added."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


STATES = {
    State.OVERDUE: "overdue", State.SOON: "due soon", State.LATER: "in touch",
    State.SNOOZED: "snoozed", State.NONE: "no contact yet", State.OFF: "no reminder"}


def state_word(due: Due, contact: Contact) -> str:
    """A person's state in a list, where its day stands beside it."""
    if due.state is State.OFF and (contact.archived or contact.died):
        return "archived" if contact.archived else "died"
    return STATES[due.state]


def state_words(due: Due, contact: Contact) -> str:
    """A person's state as their page says it: in days of the calendar, not from today."""
    day = long_day(due.due) if due.due else ""
    match due.state:
        case State.OVERDUE:
            return f"overdue since {day}"
        case State.SOON:
            return f"due {day}"
        case State.LATER:
            return f"in touch; due {day}"
        case State.SNOOZED:
            return f"snoozed until {day}"
        case State.NONE:
            return "no contact yet"
        case _:
            return ("archived" if contact.archived
                    else f"died {long_partial(contact.died)}" if contact.died else "no reminder")
