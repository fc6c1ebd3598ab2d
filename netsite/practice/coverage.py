"""Coverage: how much of the network is warm, on any day (docs/practice.md, "Coverage").

All figures are looks into a tally (`practice/tally`), or counts over clocks.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from netsite.model import Id, Network
from netsite.network.due import Due, State
from netsite.practice.candidates import by_value
from netsite.practice.hour import Hour
from netsite.practice.tally import ANY, OfYear, Tally
from netsite.text.names import sort_key
from netsite.texts import text, texts

KINDS = ("team", "company", "place", "tag")  # what people can be counted by


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


def sweep(tally: Tally, days: Iterable[date], today: date) -> list[Figure]:
    """How many were tracked and warm on each of some days.

    All beginnings and ends are put in order once; a day's figure is then a look into these.
    """
    since, starts, ends = sorted(tally.since), sorted(tally.starts), sorted(tally.ends)
    return [
        Figure(day, bisect_right(since, number) + (tally.fresh if day >= today else 0),
               bisect_right(starts, number) - bisect_left(ends, number))
        for day in days for number in [day.toordinal()]]


def quarter_ends(first: date, today: date) -> Iterator[date]:
    """The last day of each quarter from that of `first` on; today ends the last one."""
    year, quarter = first.year, (first.month - 1) // 3
    while (year, quarter) < (today.year, (today.month - 1) // 3):
        following = date(year + (quarter == 3), (quarter * 3 + 3) % 12 + 1, 1)
        yield following - timedelta(1)
        year, quarter = following.year, (following.month - 1) // 3
    yield today


def by_quarter(tally: Tally, today: date) -> list[Figure]:
    """The figure at the end of every quarter since anybody was tracked; the last is today's."""
    first = date.fromordinal(min(tally.since, default=today.toordinal()))
    return sweep(tally, quarter_ends(first, today), today)


def by_group(network: Network, dues: Mapping[Id, Due], today: date, kind: str) -> list[Group]:
    """Today's figures by team (of today), company, place or tag, the largest first, then by name.

    Only those in which somebody is tracked. `key` is the name as names compare; a team's is its
    key in the network.
    """
    found = []
    for key, name, members in _groups(network, today, kind):
        known = [due for person in members
                 if (due := dues.get(person)) and due.state != State.OFF]
        if known:
            found.append(Group(kind, key, name, len(known), sum(due.warm for due in known)))
    return sorted(found, key=lambda group: (-group.tracked, sort_key(group.name), group.key))


def _groups(
    network: Network, today: date, kind: str,
) -> Iterator[tuple[str, str, Iterable[Id]]]:
    if kind == "team":
        for key, team in network.teams.items():
            yield key, team.name, team.on(today)
        return
    for key, ways in by_value(network.people.values(), kind).items():
        yield key, min(ways), dict.fromkeys(chain.from_iterable(ways.values()))


def by_year(tally: Tally) -> list[Year]:
    """Each year's contact, the newest first; everybody's, who is off too.

    A line counts once, however many it was with; somebody counts once a year, and once a kind.
    """
    return [_year(int(year), tally.years[year]) for year in sorted(tally.years, reverse=True)]


def _year(year: int, of_year: OfYear) -> Year:
    counts = lines_by_kind(of_year.lines)
    ordered = sorted(counts, key=lambda kind: (-counts[kind], kind))
    people = of_year.people
    return Year(year, people.get(ANY, 0), sum(counts.values()),
                {kind: Channel(people.get(kind, 0), counts[kind]) for kind in ordered})


def lines_by_kind(lines: Mapping[str, int]) -> Counter[str]:
    """How many lines there are of each kind, of lines by month and kind."""
    found = Counter[str]()
    for each, number in lines.items():
        found[each.partition(" ")[2]] += number
    return found


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


def by_day(tally: Tally, first: date, last: date) -> dict[date, int]:
    """How many lines were contact on each day from a first to a last; none is left out as 0."""
    low, high = first.toordinal(), last.toordinal()
    days = Counter(day for year in range(first.year, last.year + 1)
                   if f"{year:04}" in tally.years for day in tally.years[f"{year:04}"].days)
    return {date.fromordinal(day): count for day, count in days.items() if low <= day <= high}
