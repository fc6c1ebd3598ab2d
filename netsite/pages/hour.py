"""The view of the weekly hour, the first thing on the site."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from netsite.model import Id
from netsite.network.due import State, when
from netsite.network.links import with_names
from netsite.pages.lines import Picture, Ref
from netsite.pages.people import PersonRow, Rows, last_contact, last_words
from netsite.pages.words import unmarked, with_days
from netsite.practice.actions import log_command, mail_link, phone_link, subject_for
from netsite.practice.candidates import clock_words
from netsite.practice.hour import Hour, Row

_NEAR = timedelta(180)  # where a day needs no year to be told from another


class Served(NamedTuple):
    """Somebody served, and how they stand: `53 days late`, `quarterly`, `last call 1 Jul 2026`."""

    ref: Ref
    state: State
    words: str
    cadence: str
    last: str


class HourRow(NamedTuple):
    """A line of the hour.

    `group` is the name of what a get-together is of ("" for one person), `page` its page or "", and
    `why` what is for it. `each` are those it serves, and `reasons` those of the one person besides
    how they stand. `calls` is whether the next action is a call; else it is to write.
    """

    minutes: int
    channel: str
    group: str
    page: str
    kind: str
    each: tuple[Served, ...]
    why: str
    reasons: tuple[str, ...]
    also: tuple[Ref, ...]
    said: str
    mail: str
    phone: str
    calls: bool
    log: str


class HourView(NamedTuple):
    """The hour: what fits, whom it serves, and how many more have a reason."""

    minutes: int
    used: int
    people: int
    left_out: int
    rows: tuple[HourRow, ...]


def hour_view(picture: Picture, rows: Rows, hour: Hour) -> HourView:
    """The hour of the week that begins today."""
    people = {person for row in hour.rows for person in row.people}
    return HourView(hour.minutes, hour.used, len(people), hour.left_out,
                    tuple(_row(picture, row, rows) for row in hour.rows))


def _row(picture: Picture, row: Row, rows: Rows) -> HourRow:
    contact = picture.network.people[row.people[0]]
    alone = not row.name
    mail = mail_link(contact, _subject(picture, row)) if alone else ""
    phone = phone_link(contact) if alone else ""
    return HourRow(
        minutes=row.minutes, channel=row.channel, group=row.name, page=_page(picture, row),
        kind=row.group, each=tuple(_served(picture, rows[person], person) for person in row.people),
        why="" if alone else picture.tongue.told(row.why),
        reasons=tuple(_reasons(picture, row)) if alone else (),
        also=tuple(picture.refs[person] for person in row.also),
        said=last_words(picture, row.people[0]) if alone else "",
        mail=mail, phone=phone, calls=bool(phone) and (not mail or "call" in row.channel),
        log=log_command(row.channel, row.people))


def _served(picture: Picture, row: PersonRow, person: Id) -> Served:
    """How somebody stands; by how many days is said of those whose turn it is."""
    due, tongue = picture.dues[person], picture.tongue
    words = (tongue.told(when(due, picture.clock.today()))
             if due.state in (State.OVERDUE, State.SOON) else row.words)
    last = last_contact(due, tongue, short=True)
    if not last and due.state is not State.NONE:  # else the state has said so
        last = tongue.say("no contact yet")
    return Served(row.ref, due.state, words, row.cadence, last)


def _reasons(picture: Picture, row: Row) -> Iterator[str]:
    """Why it is the one person of a row, besides the clock, which `_served` says; days in words."""
    tongue, today = picture.tongue, picture.clock.today()
    clock = clock_words(picture.dues[row.people[0]], today)

    def shown(day: date) -> str:
        """A day of the week to come, or of years ago."""
        near = abs(day - today) < _NEAR
        return tongue.short_day(day) if near else tongue.short_day_of_year(day)

    for reason in row.reasons[0]:
        if reason != clock:
            yield _plain(picture, tongue.told(with_days(reason, tongue, shown)))


def _subject(picture: Picture, row: Row) -> str:
    """What a mail to the one person of a row is about."""
    english = [_plain(picture, reason) for reason in row.reasons[0]]
    return picture.tongue.told(subject_for(english))


def _page(picture: Picture, row: Row) -> str:
    """The page of a get-together's team."""
    if row.group != "team":
        return ""
    return next((picture.addresses.teams[key] for key, team in picture.network.teams.items()
                 if team.name == row.name), "")


def _plain(picture: Picture, text: str) -> str:
    """A reason without Markdown: links as names, no marks."""
    return unmarked(
        with_names(picture.network.names, lambda each: picture.refs[each].name, text))
