"""The view of one person's page."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from netsite.model import Contact, Id, Labelled, Line, Mark, Member, Promise
from netsite.network.due import Due, State, explain
from netsite.pages.cards import card_address, card_name
from netsite.pages.changes import CommitRow, changes_of_person
from netsite.pages.images import is_remote
from netsite.pages.lines import LineRow, Picture, Ref, by_year, contact_counts, edit_link, line_row
from netsite.pages.markup import safe_url
from netsite.pages.outline import outlined
from netsite.pages.people import last_contact
from netsite.pages.pieces import month_cells
from netsite.pages.words import state_html, with_days
from netsite.practice.actions import log_command, mail_link, phone_link
from netsite.practice.candidates import company_of, place_of
from netsite.practice.ledger import WORDS, ledger_of
from netsite.text.accounts import account_url
from netsite.text.cadence import cadence_words
from netsite.text.names import initials
from netsite.tongue import Tongue

_NO_MONTHS = (0,) * 12
_SCHEME = re.compile(r"^https?://(?:www\.)?|/$", re.IGNORECASE)


class Fact(NamedTuple):
    """A line of a person's facts: its name, a text, and where that leads, if anywhere."""

    name: str
    text: str
    url: str = ""


class MonthTable(NamedTuple):
    """How often one met, a row a year: the year, then the cells of its months."""

    years: tuple[tuple[int, Markup], ...]
    total: int


class PersonView(NamedTuple):
    """All that a person's page shows; `subtitle` are its pieces, some of which lead on."""

    id: Id
    name: str
    photo: str
    initials: str
    subtitle: tuple[Ref, ...]
    state: State
    words: Markup
    cadence: str
    last: str
    chips: tuple[tuple[Ref, str], ...]
    tags: tuple[Ref, ...]
    mail: str
    phone: str
    map: str
    edit: str
    card: str
    card_name: str
    log: str
    facts: tuple[Fact, ...]
    why: tuple[str, ...]
    notes: Markup
    promises: tuple[Markup, ...]
    planned: tuple[LineRow, ...]
    years: tuple[tuple[str, list[LineRow]], ...]
    months: MonthTable
    mentions: tuple[LineRow, ...]
    noted: tuple[Ref, ...]
    introducers: tuple[Ref, ...]
    introduced: tuple[Ref, ...]
    gave: tuple[LineRow, ...]
    got: tuple[LineRow, ...]
    balance: str
    changes: tuple[CommitRow, ...]
    earlier: int
    source: str


def person_view(picture: Picture, person: Id) -> PersonView:
    """Everything about one person."""
    network, settings, tongue = picture.network, picture.settings, picture.tongue
    contact, due = network.people[person], picture.dues[person]
    lines = network.history.get(person, ())
    rows = [line_row(picture, line, person, "../") for line in lines]
    today = picture.clock.today_among(line.entry.day for line in lines)
    ledger = ledger_of(network, settings, person, today)
    mentioned = network.mentioned.get(person, ())
    mentions = [line_row(picture, line, person, "../") for line in mentioned]
    changes, earlier = changes_of_person(picture, person)
    return PersonView(
        id=person, name=contact.name, photo=_photo(picture, contact),
        initials=initials(contact.name), subtitle=tuple(_subtitle(picture, contact)),
        state=due.state, words=state_html(due, contact, tongue),
        cadence=tongue.told(cadence_words(due.cadence)), last=last_contact(due, tongue),
        chips=tuple(_chips(picture, person)),
        tags=tuple(picture.group("tag", tag) for tag in contact.tags),
        mail=mail_link(contact), phone=phone_link(contact), map=_map_link(contact),
        edit=edit_link(picture, contact.path, 1), card=card_address(picture, person),
        card_name=card_name(picture.addresses.people[person]), log=_log(due),
        facts=tuple(_facts(contact, tongue)),
        why=tuple(tongue.told(with_days(step, tongue, tongue.short_day_of_year))
                  for step in explain(due, contact)),
        notes=notes_html(picture, contact, 2),
        promises=tuple(_promises(picture, contact.path, contact.promises)),
        planned=tuple(sorted([row for row in (*rows, *mentions) if row.planned])),
        years=tuple(by_year([row for row in rows if not row.planned])),
        months=_months(lines, person, today),
        mentions=tuple(row for row in mentions if not row.planned),
        noted=tuple(picture.refs[by] for by in network.noted.get(person, ())),
        introducers=tuple(picture.refs[by] for by in network.introducers.get(person, ())),
        introduced=tuple(picture.refs[other] for other in network.introduced.get(person, ())),
        gave=_rows_of(ledger.gave, lines, rows), got=_rows_of(ledger.got, lines, rows),
        balance=tongue.told(WORDS[ledger.balance]),
        changes=changes, earlier=earlier, source=contact.path)


def _rows_of(
    some: Sequence[Mark], lines: Sequence[Line], rows: Sequence[LineRow],
) -> tuple[LineRow, ...]:
    """The rows of some of the lines, given by their marks."""
    if not some:
        return ()
    places = ((line.entry.path, line.entry.line) for line in lines)
    row_of = dict(zip(places, rows, strict=True))
    return tuple(row_of[mark.path, mark.line] for mark in some)


def _subtitle(picture: Picture, contact: Contact) -> Iterator[Ref]:
    """`Staff engineer at Globex, Porto, Portugal`; company and place lead to their pages."""
    if contact.role:
        yield Ref(contact.role + (
            picture.tongue.say_as("between a role and a company", " at ")
            if contact.company else ""), "")
    if contact.company:
        yield picture.group("company", company_of(contact), contact.company)
    if contact.location:
        if contact.role or contact.company:
            yield Ref(", ", "")
        yield picture.group("place", place_of(contact), contact.location)


def _chips(picture: Picture, person: Id) -> Iterator[tuple[Ref, str]]:
    """Teams, with when somebody joined or left where that is known."""
    for key, member in picture.network.teams_of.get(person, ()):
        yield picture.teams[key], _time_in(member, picture.tongue)


def _time_in(member: Member, tongue: Tongue) -> str:
    """`2019–2022`, `since 2019`, `until 2022`, or nothing."""
    if member.joined and member.left:
        return f"{member.joined.year}–{member.left.year}"
    if member.joined:
        return tongue.say("since {year}", year=member.joined.year)
    return tongue.say("until {year}", year=member.left.year) if member.left else ""


def _map_link(contact: Contact) -> str:
    place = contact.location
    return f"https://www.openstreetmap.org/search?query={quote(place)}" if place else ""


def _facts(contact: Contact, tongue: Tongue) -> Iterator[Fact]:
    """What is known, in the order in which one looks for it."""
    if contact.aliases:
        yield Fact(tongue.say_as("other names", "also"), tongue.listed(contact.aliases))
    if contact.pronouns:
        yield Fact(tongue.say("pronouns"), contact.pronouns)
    yield from _addresses(tongue.say("phone"), contact.phone, "tel:")
    yield from _addresses(tongue.say("e-mail"), contact.email, "mailto:")
    yield from _links(contact.links, tongue)
    if safe_url(contact.photo):
        yield Fact(tongue.say("photo"), contact.photo, safe_url(contact.photo))
    yield from _days(contact, tongue)
    if contact.timezone:
        yield Fact(tongue.say("time zone"), contact.timezone)
    if contact.uid:
        yield Fact(tongue.say("uid"), contact.uid)
    for item in contact.extra:
        if item.text:
            yield Fact(item.label, item.text, safe_url(item.text))


def _days(contact: Contact, tongue: Tongue) -> Iterator[Fact]:
    if contact.birthday:
        yield Fact(tongue.say("birthday"), tongue.partial_day(contact.birthday))
    for name, day in contact.dates:
        yield Fact(name, tongue.partial_day(day))
    if contact.met:
        yield Fact(tongue.say_as("the day one met", "met"), tongue.partial_day(contact.met))
    if contact.died:
        yield Fact(tongue.say("died"), tongue.partial_day(contact.died))


def _addresses(name: str, items: Iterable[Labelled], scheme: str) -> Iterator[Fact]:
    for item in items:
        label = f"{name}, {item.label}" if item.label else name
        bare = item.text.replace(" ", "") if scheme == "tel:" else quote(item.text, safe="@+")
        yield Fact(label, item.text, safe_url(scheme + bare))


def _links(items: Iterable[Labelled], tongue: Tongue) -> Iterator[Fact]:
    for item in items:
        url = safe_url(item.text) or account_url(item.label, item.text)
        yield Fact(item.label or tongue.say("link"),
                   _SCHEME.sub("", item.text) if url else item.text, url)


def notes_html(picture: Picture, contact: Contact, above: int) -> Markup:
    """A contact's notes; their headings stand below one of the page's of the level `above`."""
    words = picture.network.words(contact.path)
    html = picture.html(words.notes, "../", contact.path, words.notes_line)
    return Markup(outlined(html, above))  # noqa: S704  # made safe


def _promises(
    picture: Picture, path: str, promises: Iterable[Promise],
) -> Iterator[Markup]:
    for promise in promises:
        if not promise.done:
            yield Markup(picture.html(promise.text, "../", path, promise.line))  # noqa: S704


def _log(due: Due) -> str:
    """The command that logs the next contact, by the channel of the last one."""
    return log_command((due.last.kind if due.last else "") or "call", (due.id,))


def _photo(picture: Picture, contact: Contact) -> str:
    """The address of somebody's photo from the site's root, or ""; one on the web is a link."""
    if not contact.photo or is_remote(contact.photo):
        return ""
    return picture.image(contact.photo, contact.path, contact.lines_of.get("photo", 1))


def _months(lines: Iterable[Line], person: Id, today: date) -> MonthTable:
    counts = contact_counts(lines, person, today)
    years = range(max(counts), min(counts) - 1, -1) if counts else ()
    return MonthTable(
        tuple([(year, month_cells(tuple(counts.get(year, _NO_MONTHS)))) for year in years]),
        sum(map(sum, counts.values())))
