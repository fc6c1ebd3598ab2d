"""The views of People, of one person, and the rows in which people stand elsewhere."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from netsite.model import Contact, Id, Labelled, Line, Mark, Member, Promise
from netsite.network.due import Due, State, explain
from netsite.network.lines import one_by_one
from netsite.network.links import with_names
from netsite.pages.cards import card_address, card_name
from netsite.pages.changes import CommitRow, changes_of_person
from netsite.pages.images import is_remote
from netsite.pages.lines import LineRow, Picture, Ref, by_year, contact_counts, edit_link, line_row
from netsite.pages.markup import safe_url
from netsite.pages.outline import outlined
from netsite.pages.pieces import month_cells, spark
from netsite.pages.words import state_html, state_word
from netsite.practice.actions import log_command, mail_link, phone_link
from netsite.practice.candidates import company_of, place_of
from netsite.practice.ledger import WORDS, ledger_of
from netsite.text.accounts import account_url
from netsite.text.names import initials, one_line, sort_key
from netsite.tongue import Tongue

MOST_ON_A_PAGE = 250  # people; a longer list is split by letter
OTHER = "Other"  # the letter of names that begin with none


class PersonRow(NamedTuple):
    """A person in a list. Days are ISO, "" where there is none.

    `late`, in words, and `clock` are for Overdue alone, and `spark`, the last twelve months, for
    People: what changes with the day would change every page that has the row.
    """

    ref: Ref
    state: State
    words: str
    cadence: str
    last: str
    last_words: str
    kind: str
    due: str
    teams: tuple[Ref, ...]
    company: str
    role: str
    mail: str
    phone: str
    late: str = ""
    spark: Markup = Markup()
    clock: str = ""


_NO_MONTHS = (0,) * 12

Rows = Mapping[Id, PersonRow]  # made once, shown on many pages


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


class PeopleView(NamedTuple):
    """A list of people, whole or of one letter (`here`); `letters` leads to the others."""

    title: str
    total: int
    rows: tuple[PersonRow, ...]
    letters: tuple[tuple[Ref, int], ...]
    here: str = ""


def person_row(picture: Picture, person: Id) -> PersonRow:
    """A person's row, from their clock and the last line with them."""
    contact, due = picture.network.people[person], picture.dues[person]
    last = due.last
    teams = tuple(picture.teams[key] for key in present_teams(picture, person))
    return PersonRow(
        ref=picture.refs[person], state=due.state,
        words=state_word(due, contact, picture.tongue), cadence=picture.tongue.told(due.cadence),
        last=_iso(last.day, whole_month=last.whole_month) if last else "",
        last_words=_in_words(last, picture.tongue) if last else "",
        kind=last.kind if last else "", due=due.due.isoformat() if due.due else "",
        teams=teams, company=contact.company, role=contact.role, mail=mail_link(contact),
        phone=phone_link(contact))


def _iso(day: date, *, whole_month: bool) -> str:
    return day.isoformat()[:7] if whole_month else day.isoformat()


_LONGEST_SAID = 140
_SCHEME = re.compile(r"^https?://(?:www\.)?|/$", re.IGNORECASE)
_END_OF_PARAGRAPH = re.compile(r"\n(?=\s*\n|\s*[-*+#>|`]|\s*\d+[.)]\s)")
_MARKS = str.maketrans("", "", "*`")


def _in_words(last: Mark, tongue: Tongue) -> str:
    return (tongue.month_of(last.day.year, last.day.month) if last.whole_month
            else tongue.long_day(last.day))


def last_words(picture: Picture, person: Id) -> str:
    """The beginning of what was said last, its links as names and without marks."""
    last = picture.dues[person].last
    text = picture.network.words(last.path).text(last.line) if last else ""
    first = _END_OF_PARAGRAPH.split(text, maxsplit=1)[0]
    named = with_names(picture.network.names, lambda other: picture.refs[other].name, first)
    line = one_line(named.translate(_MARKS))
    if len(line) <= _LONGEST_SAID:
        return line
    cut = line[:_LONGEST_SAID]
    return (cut.rpartition(" ")[0] or cut) + " …"


def present_teams(picture: Picture, person: Id) -> list[str]:
    """The keys of the teams somebody is in today."""
    times = picture.network.teams_of.get(person, ())
    today = picture.clock.today_in_teams()
    return list(dict.fromkeys(key for key, member in times if member.on(today)))


def _last_months(picture: Picture, person: Id) -> tuple[int, ...]:
    year, month = picture.clock.month()
    newest = year * 12 + month - 1
    counts = [0] * 12
    for mark in one_by_one(picture.network, person):
        day = mark.day
        age = newest - (day.year * 12 + day.month - 1)
        if age >= 12:
            break
        if mark.contact and not picture.clock.is_ahead(day) and person in mark.people:
            counts[11 - age] += 1
    return tuple(counts)


def _with_months(picture: Picture, rows: Rows, people: Iterable[Id]) -> tuple[PersonRow, ...]:
    return tuple(rows[person]._replace(spark=spark(
        _last_months(picture, person), picture.tongue))
                 for person in people)


def everybody_view(
    picture: Picture, rows: Rows, letters: Mapping[str, Sequence[Id]],
) -> PeopleView:
    """All people on one page."""
    people = [person for some in letters.values() for person in some]
    return PeopleView(picture.tongue.say("People"), len(people),
                      _with_months(picture, rows, people), ())


def letters_view(picture: Picture, letters: Mapping[str, Sequence[Id]]) -> PeopleView:
    """Where people are many: what leads to their letters, and how many stand under each."""
    return PeopleView(picture.tongue.say("People"), sum(map(len, letters.values())), (),
                      _letters(picture, letters))


def letter_view(
    picture: Picture, rows: Rows, letters: Mapping[str, Sequence[Id]], name: str,
) -> PeopleView:
    """The people of one letter."""
    people = letters[name]
    shown = _letter_shown(name, picture.tongue)
    return PeopleView(picture.tongue.say("People: {letter}", letter=shown), len(people),
                      _with_months(picture, rows, people), _letters(picture, letters), shown)


def letter_url(name: str) -> str:
    """The address of a letter's page."""
    return f"people/letters/{name.lower()}.html"


def _letters(
    picture: Picture, letters: Mapping[str, Sequence[Id]],
) -> tuple[tuple[Ref, int], ...]:
    return tuple((Ref(_letter_shown(name, picture.tongue), letter_url(name)), len(people))
                 for name, people in sorted(
                     letters.items(), key=lambda each: (len(each[0]) > 1, each[0])))


def _letter_shown(name: str, tongue: Tongue) -> str:
    """A letter or script as it is shown."""
    return tongue.say_as("names in no script", "Other") if name == OTHER else tongue.told(name)


def letter(name: str) -> str:
    """The heading a name stands under: A to Z, else its script (`Cyrillic`), else `Other`."""
    first = sort_key(name)[0][:1].upper()
    if "A" <= first <= "Z":
        return first
    script = unicodedata.name(first, "").partition(" ")[0].capitalize() if first.isalpha() else ""
    return "Han" if script == "Cjk" else script if script.isalpha() else OTHER


def person_view(picture: Picture, person: Id) -> PersonView:
    """Everything about one person."""
    network, settings, tongue = picture.network, picture.settings, picture.tongue
    contact, due = network.people[person], picture.dues[person]
    lines = network.history.get(person, ())
    rows = [line_row(picture, line, person, "../") for line in lines]
    today = picture.clock.today_after(lines[0].entry.day if lines else None)
    ledger = ledger_of(network, settings, person, today)
    mentioned = network.mentioned.get(person, ())
    mentions = [line_row(picture, line, person, "../") for line in mentioned]
    changes, earlier = changes_of_person(picture, person)
    return PersonView(
        id=person, name=contact.name, photo=_photo(picture, contact),
        initials=initials(contact.name), subtitle=tuple(_subtitle(picture, contact)),
        state=due.state, words=state_html(due, contact, tongue), cadence=tongue.told(due.cadence),
        last=_last_words(due, tongue),
        chips=tuple(_chips(picture, person)),
        tags=tuple(picture.group("tag", tag) for tag in contact.tags),
        mail=mail_link(contact), phone=phone_link(contact), map=_map_link(contact),
        edit=edit_link(picture, contact.path, 1), card=card_address(picture, person),
        card_name=card_name(picture.addresses.people[person]), log=_log(due),
        facts=tuple(_facts(contact, tongue)),
        why=tuple(map(tongue.told, explain(due, contact))),
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


def _last_words(due: Due, tongue: Tongue) -> str:
    if due.last is None:
        return ""
    day = _in_words(due.last, tongue)
    return (tongue.say("last {kind} {day}", kind=due.last.kind, day=day) if due.last.kind
            else tongue.say("last contact {day}", day=day))


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
