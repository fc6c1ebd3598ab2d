"""Coverage: how much of the network is warm, on any day (docs/practice.md, "Coverage").

Everybody who is tracked has a `Standing`: since when, and from when to when they were warm. It
comes from their own lines alone, so that an edit changes the standings of those it is about and no
others. All figures are counts over standings.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from netsite.model import Contact, Id, Network
from netsite.network.due import Due, State
from netsite.network.lines import contacts, first_line_on, met_on
from netsite.practice.candidates import groups_of
from netsite.practice.hour import Hour
from netsite.text.cadence import Interval
from netsite.text.names import bare, fold, sort_key
from netsite.texts import text, texts

KINDS = ("team", "company", "place", "tag")  # what people can be counted by


class Standing(NamedTuple):
    """Somebody tracked: since when, and the stretches in which they were warm.

    A stretch has its first and its last day; the last may be still to come. Stretches are in
    order, and between two of them lies at least a day.
    """

    since: date
    warm: tuple[tuple[date, date], ...]

    def warm_on(self, day: date) -> bool:
        """Whether they were warm on a day."""
        index = bisect_right(self.warm, (day, date.max)) - 1
        return index >= 0 and day <= self.warm[index][1]


class Figure(NamedTuple):
    """How many were tracked on a day, and how many of them warm."""

    day: date
    tracked: int
    warm: int


class Group(NamedTuple):
    """A team, company, place or tag: how many in it are tracked today, and how many warm."""

    kind: str
    key: str
    name: str
    tracked: int
    warm: int


class Channel(NamedTuple):
    """Contact of one kind: with how many people, in how many lines."""

    people: int
    lines: int


class Year(NamedTuple):
    """A year's contact: people and lines, and of each kind, the one with most lines first.

    A kind is as it compares (`call`), "" for lines without one.
    """

    year: int
    people: int
    lines: int
    channels: Mapping[str, Channel]


def standings(network: Network, dues: Mapping[Id, Due], today: date) -> dict[Id, Standing]:
    """Everybody's standing by id; nobody who is off."""
    return {person: standing(network, due, today) for person, due in dues.items()
            if due.state != State.OFF}


def standing(network: Network, due: Due, today: date) -> Standing:
    """The standing of somebody who is not off, from their own lines.

    Tracked from their first dated line or `met` on, whichever is earlier; where there is neither
    by today, from today on. The cadence of today holds for all of the past.
    """
    met = network.people[due.id].met
    days = met.first() if met else None, first_line_on(network, due.id, today)
    return Standing(min([today, *(day for day in days if day)]),
                    stretches(reversed(met_on(network, due.id, today)), due.interval))


def stretches(days: Iterable[date], interval: Interval) -> tuple[tuple[date, date], ...]:
    """From when to when somebody is warm who was met on some days (the oldest first)."""
    found: list[tuple[date, date]] = []
    ends = _ends(interval)
    first = last = None
    for day in days:
        if last is None or first is None:
            first = day
        elif day > last and (day - last).days > 1:
            found.append((first, last))
            first = day
        last = ends[day]  # a later contact never ends earlier
    if first is not None and last is not None:
        found.append((first, last))
    return tuple(found)


class _Ends(dict[date, date]):
    """Until when one is warm who was met on a day, each found once: days come again and again."""

    def __init__(self, interval: Interval) -> None:
        super().__init__()
        self._interval = interval

    def __missing__(self, day: date) -> date:
        self[day] = end = self._interval.after(day)
        return end


_ends = lru_cache(maxsize=256)(_Ends)  # cadences are few


def sweep(people: Iterable[Standing], days: Iterable[date]) -> list[Figure]:
    """How many were tracked and warm on each of some days.

    All beginnings and ends are put in order once; a day's figure is then a look into these.
    """
    people = list(people)
    since = sorted(each.since for each in people)
    starts = sorted(first for each in people for first, _ in each.warm)
    ends = sorted(last for each in people for _, last in each.warm)
    return [
        Figure(day, bisect_right(since, day), bisect_right(starts, day) - bisect_left(ends, day))
        for day in days]


def quarter_ends(first: date, today: date) -> Iterator[date]:
    """The last day of each quarter from that of `first` on; today ends the last one."""
    year, quarter = first.year, (first.month - 1) // 3
    while (year, quarter) < (today.year, (today.month - 1) // 3):
        following = date(year + (quarter == 3), (quarter * 3 + 3) % 12 + 1, 1)
        yield following - timedelta(1)
        year, quarter = following.year, (following.month - 1) // 3
    yield today


def by_quarter(people: Collection[Standing], today: date) -> list[Figure]:
    """The figure at the end of every quarter since anybody was tracked; the last is today's."""
    first = min((each.since for each in people), default=today)
    return sweep(people, quarter_ends(first, today))


def by_group(
    network: Network, people: Mapping[Id, Standing], today: date, kind: str,
) -> list[Group]:
    """Today's figures by team (of today), company, place or tag, the largest first, then by name.

    Only those in which somebody is tracked. `key` is the name as names compare; a team's is its
    key in the network.
    """
    found = []
    for key, name, members in _groups(network, today, kind):
        known = [people[person] for person in members if person in people]
        if known:
            warm = sum(each.warm_on(today) for each in known)
            found.append(Group(kind, key, name, len(known), warm))
    return sorted(found, key=lambda group: (-group.tracked, sort_key(group.name), group.key))


def _groups(
    network: Network, today: date, kind: str,
) -> Iterator[tuple[str, str, Collection[Id]]]:
    if kind == "team":
        for key, team in network.teams.items():
            yield key, team.name, team.on(today)
    elif kind == "tag":
        yield from _tags(network.people.values())
    else:
        yield from ((fold(name), name, members) for each, name, members
                    in groups_of(network, today) if each == kind)


def _tags(people: Iterable[Contact]) -> Iterator[tuple[str, str, Collection[Id]]]:
    names: dict[str, str] = {}
    members: dict[str, set[Id]] = {}
    for contact in people:
        for tag in contact.tags:
            key = fold(tag)
            names[key] = min(tag, names.get(key, tag))
            members.setdefault(key, set()).add(contact.id)
    for key, name in names.items():
        yield key, name, members[key]


def by_year(network: Network, today: date) -> list[Year]:
    """Each year's contact up to today, the newest first; everybody's, who is off too.

    A line counts once, however many it was with; somebody counts once a year, and once a kind.
    """
    lines: Counter[tuple[int, str]] = Counter()
    people: defaultdict[tuple[int, str], set[Id]] = defaultdict(set)
    for (year, kind), some in _by_year_and_kind(network, today).items():
        key = year, bare(kind)
        lines[key] += len(some)
        people[key].update(*some)
    return [_year(year, lines, people)
            for year in sorted({year for year, _ in lines}, reverse=True)]


def _by_year_and_kind(
    network: Network, today: date,
) -> dict[tuple[int, str], list[tuple[Id, ...]]]:
    """The people of each line that was contact, by year and kind as it is written."""
    found: defaultdict[tuple[int, str], list[tuple[Id, ...]]] = defaultdict(list)
    for day, _, kind, some in contacts(network, date.min, today):
        found[day.year, kind].append(some)
    return found


def _year(
    year: int, lines: Mapping[tuple[int, str], int], people: Mapping[tuple[int, str], set[Id]],
) -> Year:
    counts = {kind: count for (each, kind), count in lines.items() if each == year}
    ordered = sorted(counts, key=lambda kind: (-counts[kind], kind))
    everybody = set[Id]().union(*(people[year, kind] for kind in ordered))
    return Year(year, len(everybody), sum(counts.values()),
                {kind: Channel(len(people[year, kind]), counts[kind]) for kind in ordered})


def common_channels(years: Iterable[Year]) -> tuple[str, ...]:
    """The kinds of contact over some years, the one with most lines first; "" is left out."""
    counts: dict[str, int] = {}
    for year in years:
        for kind, channel in year.channels.items():
            counts[kind] = counts.get(kind, 0) + channel.lines
    return tuple(sorted(filter(None, counts), key=lambda kind: (-counts[kind], kind)))


def gained(hour: Hour, dues: Mapping[Id, Due]) -> int:
    """How many more would be warm after an hour: those it serves who are not."""
    return len({person for row in hour.rows for person in row.people
                if not dues[person].warm})


def sentence(figure: Figure, more: int, minutes: int) -> str:
    """A figure in words, and what an hour of some minutes adds to it.

    `37 of 120 are warm; 9 more with one hour`, without a full stop.
    """
    if not figure.tracked:
        return text("Nobody is tracked yet")
    share = texts("{n:,} of {tracked:,} is warm", "{n:,} of {tracked:,} are warm", figure.warm,
                  tracked=figure.tracked)
    if not more:
        return share
    hour = text("one hour") if minutes == 60 else texts("{n} minute", "{n} minutes", minutes)
    return text("{share}; {more:,} more with {hour}", share=share, more=more, hour=hour)


def by_day(network: Network, first: date, today: date) -> dict[date, int]:
    """How many lines were contact on each day from `first` to today; none is left out as 0."""
    return dict(Counter(day for day, whole_month, _, _ in contacts(network, first, today)
                        if not whole_month))  # a month is no day
