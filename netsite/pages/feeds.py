"""Files for other programs: calendars, cards, a feed of news, and the network as data."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from markupsafe import Markup, escape

from netsite.exchange.atom import News, feed
from netsite.exchange.calendar import (
    SINCE_EVER,
    Event,
    calendar,
    calendar_head,
    calendar_tail,
    comes_round,
    event_text,
)
from netsite.exchange.data import contact_text, network_data, team_text
from netsite.exchange.uids import uid_for
from netsite.model import Id, Mark, TeamKey
from netsite.network.due import Turn
from netsite.network.lines import own_mark
from netsite.network.links import with_names
from netsite.pages.cards import calendar_url, card_of, uid
from netsite.pages.lines import Picture
from netsite.pages.slices import Slices
from netsite.practice.week import is_plan, latest
from netsite.text.cadence import cadence_words
from netsite.text.names import fold, one_line, sort_key
from netsite.tongue import Tongue

DUE, BIRTHDAYS, CARDS, NEWS, DATA = (
    "due.ics", "birthdays.ics", "all.vcf", "feed.xml", "data.json")

_WEEKS = 8  # of who is due, in the feed
_MOST = 100  # people of a week
_LINES = 20  # of contact
_FEW = 5  # people of a line who are named
_MARKS = str.maketrans("", "", "*`")


def cards_file(picture: Picture, slices: Slices) -> bytes:
    """Everybody's cards."""
    return b"".join(slices.of(CARDS, sorted(picture.network.people), partial(card_of, picture)))


def due_file(picture: Picture, name: str, slices: Slices) -> bytes:
    """The calendar of who is due when, and of what is planned."""
    title = picture.tongue.say("Get in touch – {name}", name=name)
    return _calendar(picture, DUE, title, waiting, slices)


def birthdays_file(picture: Picture, name: str, slices: Slices) -> bytes:
    """The calendar of birthdays and other dates."""
    title = picture.tongue.say("Birthdays – {name}", name=name)
    return _calendar(picture, BIRTHDAYS, title, dates, slices)


def _calendar(
    picture: Picture, file: str, name: str, of: Callable[[Picture, Id], Iterable[Event]],
    slices: Slices,
) -> bytes:
    def piece(person: Id) -> str:
        return "".join(map(event_text, of(picture, person)))
    events = slices.of(file, sorted(picture.network.people), piece)
    return b"".join((calendar_head(name).encode(), *events,
                     calendar_tail(empty=not events).encode()))


def team_file(picture: Picture, name: str, key: TeamKey) -> bytes:
    """The calendar of those who are in a team today: who is due, what is planned, birthdays."""
    team, today = picture.network.teams[key], picture.clock.today_in_teams()
    people = sorted(each for each in team.on(today) if each in picture.network.people)
    events = {event.uid: event for person in people
              for event in (*waiting(picture, person), *dates(picture, person))}
    return calendar(f"{team.name} – {name}", events.values()).encode("utf-8", "replace")


def waiting(picture: Picture, person: Id) -> Iterator[Event]:
    """When it is somebody's turn, and what is planned with them first of all.

    It is the day from which they wait, also when that has passed: it does not move from day to
    day, and calendars show it where it was. Once in touch, the same event is on the next day.
    """
    due, contact = picture.turns[person], picture.network.people[person]
    tongue = picture.tongue
    if due.due:
        ways = (item.text for item in (*contact.phone, *contact.email))
        yield Event(uid_for("due", uid(picture, person)), due.due,
                    tongue.say("{name}: get in touch", name=contact.name),
                    "\n".join((_clock(due, tongue), *ways)), due.since or SINCE_EVER)
    counts: Counter[date] = Counter()
    for mark in _ahead(picture, person):
        counts[mark.day] += 1
        text = _plain(picture, picture.network.line(mark).entry.text)
        what = ": ".join(filter(None, ("" if is_plan(mark) else mark.kind,
                                       text.partition("\n")[0])))
        key = uid_for("plan", uid(picture, person), mark.day.isoformat(), str(counts[mark.day]))
        yield Event(key, mark.day, f"{_names(picture, mark)}: {what or tongue.say('planned')}",
                    text if "\n" in text else "")


def _clock(due: Turn, tongue: Tongue) -> str:
    """`quarterly; last coffee 1 July 2026`."""
    last = due.last
    often = tongue.told(cadence_words(due.cadence))
    if last is None:
        return often
    return tongue.say("{cadence}; last {kind} {day}", cadence=often,
                      kind=last.kind or tongue.say("contact"), day=tongue.long_day(last.day))


def _ahead(picture: Picture, person: Id) -> Iterator[Mark]:
    """The lines still to come that have somebody as the first of their people; the next last."""
    network, clock = picture.network, picture.clock
    own = network.own.get(person)
    days = own.days if own else ()
    for index, day in enumerate(days):
        if own is None or not clock.is_ahead(date.fromordinal(day)):
            break
        yield own_mark(person, own, index)
    for mark in network.linked_of.get(person, ()):
        if not clock.is_ahead(mark.day):
            break
        if mark.people[:1] == (person,):
            yield mark


def _plain(picture: Picture, text: str) -> str:
    """A text with its links as names, and without marks."""
    return with_names(picture.network.names, lambda other: picture.refs[other].name,
                      text).translate(_MARKS).strip()


def dates(picture: Picture, person: Id) -> Iterator[Event]:
    """Somebody's birthday and other dates, every year; not of the archived and the dead."""
    contact = picture.network.people[person]
    if contact.archived or contact.died:
        return
    birthday = [("", contact.birthday)] if contact.birthday else []
    for what, day in (*birthday, *contact.dates):
        said = what or picture.tongue.say("birthday")
        year = f" ({day.year})" if day.year else ""
        event = comes_round(uid_for("date", uid(picture, person), fold(what)), day,
                            f"{contact.name}: {said}{year}")
        if event:
            yield event


def data_file(
    picture: Picture, name: str, months: Mapping[str, int], slices: Slices,
) -> bytes:
    """Everybody's facts, the teams, and where the dated lines are."""
    network, pages = picture.network, picture.addresses

    def contact(person: Id) -> str:
        return contact_text(
            network.people[person], uid(picture, person), pages.people[person],
            picture.turns[person], network.teams_of.get(person, ()),
            network.introducers.get(person, ()))

    def team(key: TeamKey) -> str:
        return team_text(network.teams[key], pages.teams[key], calendar_url(pages.teams[key]))
    return network_data(name, slices.of(DATA, sorted(network.people), contact, ",\n"),
                        slices.of(f"{DATA} teams", sorted(network.teams), team, ",\n"), months)


def news_file(picture: Picture, name: str) -> bytes:
    """The feed: who is due in this week and waits since one of the last; the latest contact."""
    news = sorted((*_weeks(picture), *_lately(picture)), key=lambda each: each.day, reverse=True)
    owner = picture.settings.owner
    return feed(uid_for("feed", owner), name, owner or name, NEWS, news).encode(
        "utf-8", "replace")


def _weeks(picture: Picture) -> Iterator[News]:
    """Who is due, by week. A week's entry is of its Monday, so it comes when the week does."""
    today = picture.clock.today()
    monday = today - timedelta(min(today.weekday(), today.toordinal() - 1))
    weeks: dict[date, list[Id]] = {}
    for person, due in picture.dues.items():
        back = (monday - due.due).days // 7 + 1 if due.due and due.due < monday else 0
        if due.due and back < _WEEKS and (due.due - monday).days < 7:
            weeks.setdefault(monday - timedelta(7 * back), []).append(person)
    for day, people in weeks.items():
        yield _week(picture, day, people)


def _week(picture: Picture, monday: date, people: list[Id]) -> News:
    refs = sorted((picture.refs[person] for person in people),
                  key=lambda ref: (sort_key(ref.name), ref.url))
    items = Markup("").join(Markup('<li><a href="{}">{}</a></li>').format(ref.url, ref.name)
                            for ref in refs[:_MOST])
    tongue, rest = picture.tongue, len(refs) - _MOST
    more = f"<p>{tongue.say('{n:,} more', n=rest)}</p>" if rest > 0 else ""
    return News(uid_for("week", picture.settings.owner, monday.isoformat()), monday,
                tongue.counted("{n:,} person due in the week of {day}",
                               "{n:,} people due in the week of {day}", len(refs),
                               day=tongue.long_day(monday)),
                "overdue.html", f"<ul>{items}</ul>{more}")


def _lately(picture: Picture) -> Iterator[News]:
    """The latest lines of contact, each as an entry of its day."""
    counts: Counter[tuple[str, ...]] = Counter()
    for mark in latest(picture.network, picture.clock.today(), _LINES):
        text = picture.network.line(mark).entry.text
        key = (mark.day.isoformat(), mark.kind, *(uid(picture, each) for each in mark.people))
        counts[key] += 1
        names, kind = _names(picture, mark), mark.kind or picture.tongue.say("contact")
        yield News(uid_for("line", *key, str(counts[key])), mark.day,
                   one_line(f"{names}: {kind}"), picture.refs[mark.people[0]].url,
                   picture.html(text, "", mark.path, mark.line) or str(escape(names)))


def _names(picture: Picture, mark: Mark) -> str:
    """Those a line is with, the first few by name."""
    more = " …" if len(mark.people) > _FEW else ""
    return ", ".join(picture.refs[person].name for person in mark.people[:_FEW]) + more
