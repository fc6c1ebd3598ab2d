"""How people stand, in words for people to read."""

import re
from collections.abc import Callable
from datetime import date

from markupsafe import Markup, escape

from netsite.model import Contact, PartialDay
from netsite.network.due import Due, State
from netsite.texts import Text, text
from netsite.tongue import ENGLISH, Tongue

_ADDRESS = re.compile(r"<([a-z][a-z0-9+.-]*:[^<>\s]*)>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^][]*)\]\([^()]*\)")
_MARKS = str.maketrans("", "", "*`")

STATES = {
    State.OVERDUE: text("overdue"), State.SOON: text("due soon"), State.LATER: text("in touch"),
    State.SNOOZED: text("snoozed"), State.NONE: text("no contact yet"),
    State.OFF: text("no reminder")}


def state_word(due: Due, contact: Contact, tongue: Tongue = ENGLISH) -> str:
    """A person's state in a list, where its day stands beside it."""
    if due.state is State.OFF and (contact.archived or contact.died):
        return tongue.say("archived") if contact.archived else tongue.say("died")
    return tongue.told(STATES[due.state])


def state_words(due: Due, contact: Contact, tongue: Tongue = ENGLISH) -> str:
    """A person's state as their page says it: in days of the calendar, not from today."""
    day = tongue.long_day(due.due) if due.due else ""
    match due.state:
        case State.OVERDUE:
            return tongue.say("overdue since {day}", day=day)
        case State.SOON:
            return tongue.say("due {day}", day=day)
        case State.LATER:
            return tongue.say("in touch; due {day}", day=day)
        case State.SNOOZED:
            return tongue.say("snoozed until {day}", day=day)
        case State.NONE:
            return tongue.say("no contact yet")
    return _off_words(contact, tongue)


def state_html(due: Due, contact: Contact, tongue: Tongue = ENGLISH) -> Markup:
    """The same as HTML, with the day for machines as well: in the browser, days go by."""
    words = escape(state_words(due, contact, tongue))
    if due.due is None:
        return words
    shown = escape(tongue.long_day(due.due))
    return words.replace(shown, Markup(  # noqa: S704  # a day that is escaped, and digits
        f'<time datetime="{due.due.isoformat()}">{shown}</time>'))


def with_days(said: str, tongue: Tongue, shown: Callable[[date], str]) -> str:
    """A text with its days as they are shown; those of a text itself are written as in files."""
    if not isinstance(said, Text):
        return said
    values = {name: shown(value) if isinstance(value, date)
              else tongue.partial_day(value) if isinstance(value, PartialDay) else value
              for name, value in said.values.items()}
    return Text(said.message, values, said.many, said.number)


def unmarked(said: str) -> str:
    """A text in Markdown in plain words: no signs of emphasis; of links what one reads of them."""
    return _LINK.sub(r"\1", _ADDRESS.sub(r"\1", said)).translate(_MARKS)


def _off_words(contact: Contact, tongue: Tongue) -> str:
    """Why there is no reminder."""
    if contact.archived:
        return tongue.say("archived")
    return (tongue.say("died {day}", day=tongue.partial_day(contact.died)) if contact.died
            else tongue.say("no reminder"))
