"""How somebody stands, in words with days that do not age, today and from the days ahead on."""

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from netsite.model import Id
from netsite.network.ahead import Clock, clocks_ahead
from netsite.network.due import Due, State
from netsite.pages.lines import Picture
from netsite.pages.words import long_day, state_words


class Standing(NamedTuple):
    """How somebody will stand from a day on, as HTML."""

    iso: str
    state: State
    words: Markup


def clocks_of(picture: Picture, person: Id) -> list[Clock]:
    """The clocks somebody will have; a page that shows any is another tomorrow."""
    return clocks_ahead(
        picture.network, picture.settings, picture.dues[person], picture.clock.is_ahead)


def standing(picture: Picture, due: Due) -> Markup:
    """How somebody stands, by a clock of theirs."""
    return _with_day(state_words(due, picture.network.people[due.id]), due.due)


def standings_ahead(picture: Picture, person: Id) -> tuple[Standing, ...]:
    """How somebody will stand by the clocks ahead."""
    return tuple(Standing(clock.day.isoformat(), clock.due.state, standing(picture, clock.due))
                 for clock in clocks_of(picture, person))


@lru_cache(maxsize=4096)
def _with_day(words: str, day: date | None) -> Markup:
    """Words as HTML, with the day in them also for machines: in the browser, days go by."""
    html = escape(words)
    if day is None:
        return html
    shown = escape(long_day(day))
    return Markup(html.replace(shown, Markup('<time datetime="{}">{}</time>').format(day, shown)))  # noqa: S704
