"""The view of the weekly hour, the first thing on the site."""

from typing import NamedTuple

from netsite.network.due import State
from netsite.network.links import with_names
from netsite.pages.lines import Picture, Ref
from netsite.pages.people import PersonRow, Rows, last_words
from netsite.practice.actions import log_command, mail_link, phone_link, subject_for
from netsite.practice.hour import Hour, Row

_MARKS = str.maketrans("", "", "*`")


class Why(NamedTuple):
    """Somebody of a get-together, and why now."""

    ref: Ref
    reason: str


class HourRow(NamedTuple):
    """A line of the hour.

    `group` is the name of what a get-together is of ("" for one person), `page` its page or "".
    `reasons` are those of the one person, `each` those of a get-together's people.
    """

    minutes: int
    channel: str
    state: State
    group: str
    page: str
    kind: str
    people: tuple[Ref, ...]
    reasons: tuple[str, ...]
    each: tuple[Why, ...]
    also: tuple[Ref, ...]
    said: str
    mail: str
    phone: str
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
                    tuple(_row(picture, row, rows[row.people[0]]) for row in hour.rows))


def _row(picture: Picture, row: Row, first: PersonRow) -> HourRow:
    contact = picture.network.people[row.people[0]]
    tongue = picture.tongue
    reasons = [tuple(_plain(picture, tongue.told(reason)) for reason in each)
               for each in row.reasons]
    alone = not row.name
    return HourRow(
        minutes=row.minutes, channel=row.channel, state=first.state, group=row.name,
        page=_page(picture, row), kind=row.group,
        people=tuple(picture.refs[person] for person in row.people),
        reasons=reasons[0] if alone else (tongue.told(row.why),),
        each=() if alone else tuple(
            Why(picture.refs[person], each[0])
            for person, each in zip(row.people, reasons, strict=True)),
        also=tuple(picture.refs[person] for person in row.also),
        said=last_words(picture, row.people[0]) if alone else "",
        mail=mail_link(contact, _subject(picture, row)) if alone else "",
        phone=phone_link(contact) if alone else "", log=log_command(row.channel, row.people))


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
    return with_names(picture.network.names, lambda each: picture.refs[each].name, text).translate(
        _MARKS)
