"""The view of Coverage: how much of the network is warm, today and over the years."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from netsite.pages.lines import Picture, Ref
from netsite.pages.pieces import curve, day_cells
from netsite.pages.tallies import MOST_WARM, Tallies
from netsite.practice.coverage import (
    Figure,
    Group,
    Year,
    by_day,
    by_group,
    by_quarter,
    by_year,
    common_channels,
    gained,
    sentence,
)
from netsite.practice.hour import Hour
from netsite.practice.tally import Tally
from netsite.practice.ties import Door, Dormant, Warm, doors, dormant
from netsite.texts import text
from netsite.tongue import ENGLISH, Tongue

MOST_GROUPS = 8  # rows; `netsite coverage` has the rest of every list
MOST_PEOPLE = MOST_WARM
_MOST_YEARS = 100  # a line of the year 200 is a slip, and would be two thousand rows
_FEW_YEARS = 5  # of the small curve on Today
_CHANNELS = 6  # columns
_WEEKS = 53  # with this one
_BLOCK = 14  # weeks in a table
_PLURALS = (("team", text("Teams")), ("company", text("Companies")), ("place", text("Places")))


class Share(NamedTuple):
    """A team, company or place: how many are tracked and warm, and the share as `60 %`."""

    ref: Ref
    warm: int
    tracked: int
    share: str


class ShareTable(NamedTuple):
    """The largest groups of a kind, and how many more there are."""

    kind: str
    title: str
    rows: tuple[Share, ...]
    more: int


class YearShares(NamedTuple):
    """A year's quarters as `25 of 41`, "" where there is none."""

    year: int
    cells: tuple[str, ...]


class YearCounts(NamedTuple):
    """A year's contact: people, lines, and lines by channel, the last of which is all others."""

    year: Ref
    people: int
    lines: int
    channels: tuple[int, ...]


class Week(NamedTuple):
    """A week: its Monday, and its days as cells."""

    iso: str
    day: str
    cells: Markup


class Weeks(NamedTuple):
    """Some weeks, the newest first: a table with its caption."""

    caption: str
    rows: tuple[Week, ...]


class QuietRow(NamedTuple):
    """Somebody once close: the usual gap and the gap now, in words; on how many days one met."""

    ref: Ref
    company: str
    usual: str
    gap: str
    last: str
    days: int


class WarmRow(NamedTuple):
    """Somebody one could call, and how often something was given and got."""

    ref: Ref
    work: str
    gave: int
    got: int
    last: str


class DoorRow(NamedTuple):
    """A company, who works there, and who leads there: `who introduced them`."""

    company: str
    to: Ref
    through: Ref
    how: str


class CoverageView(NamedTuple):
    """All that the page shows. `…_more` is how many are left out of a list."""

    today: str
    today_words: str
    sentence: str
    tracked: int
    curve: Markup
    begins: str
    ends: str
    highest: str
    quarters: tuple[YearShares, ...]
    groups: tuple[ShareTable, ...]
    channels: tuple[str, ...]
    years: tuple[YearCounts, ...]
    weeks: tuple[Weeks, ...]
    dormant: tuple[QuietRow, ...]
    dormant_more: int
    warm: tuple[WarmRow, ...]
    warm_more: int
    doors: tuple[DoorRow, ...]
    doors_more: int


class Curve(NamedTuple):
    """The warm share over some quarters as a picture, and what stands at its two ends."""

    picture: Markup
    begins: str
    ends: str


def latest_curve(tally: Tally, today: date, tongue: Tongue) -> Curve | None:
    """The curve of the last few years, small; None where there is no more than one quarter."""
    drawn = _since_first_contact(by_quarter(tally, today))[-1 - 4 * _FEW_YEARS:]
    if len(drawn) < 2:
        return None
    ends = tongue.say("{day}, {share}", day=tongue.short_day_of_year(drawn[-1].day),
                      share=percent(drawn[-1], tongue))
    return Curve(_curve(drawn, tongue), tongue.short_day_of_year(drawn[0].day), ends)


def coverage_view(picture: Picture, hour: Hour, tallies: Tallies) -> CoverageView:
    """Coverage on the picture's day, and what the week's hour adds to it."""
    network, dues, today = picture.network, picture.dues, picture.clock.today()
    tongue = picture.tongue
    tally, warm = tallies.whole(), tallies.warm()
    quarters = by_quarter(tally, today)
    drawn = _since_first_contact(quarters)
    years = by_year(tally)[:_MOST_YEARS]
    channels = common_channels(years)[:_CHANNELS]
    quiet, ways = dormant(network, dues, today), doors(network, dues)
    return CoverageView(
        today=today.isoformat(), today_words=tongue.long_day(today),
        sentence=tongue.told(sentence(quarters[-1], gained(hour, dues), hour.minutes)),
        tracked=quarters[-1].tracked, curve=_curve(drawn, tongue),
        begins=tongue.long_day(drawn[0].day),
        ends=percent(drawn[-1], tongue), highest=_highest(drawn, tongue),
        quarters=tuple(_quarters(drawn, tongue)),
        groups=tuple(_groups(picture)), channels=channels,
        years=tuple(_year(year, channels) for year in years),
        weeks=tuple(_weeks(picture, tally)),
        dormant=tuple(_quiet(picture, each) for each in quiet[:MOST_PEOPLE]),
        dormant_more=max(0, len(quiet) - MOST_PEOPLE),
        warm=tuple(_warm(picture, each) for each in warm.rows),
        warm_more=warm.total - len(warm.rows),
        doors=tuple(_door(picture, each) for each in ways[:MOST_PEOPLE]),
        doors_more=max(0, len(ways) - MOST_PEOPLE))


def percent(figure: Figure | Group, tongue: Tongue = ENGLISH) -> str:
    """The warm share, `60 %`; "" of nobody. Only all are 100 %."""
    if not figure.tracked:
        return ""
    return tongue.say("{share} %", share=100 * figure.warm // figure.tracked)


def _since_first_contact(quarters: Sequence[Figure]) -> Sequence[Figure]:
    """The quarters from the first on in which somebody was warm, and the last one before it.

    Long before the first dated line, people were met whom nobody wrote down.
    """
    first = next((index for index, each in enumerate(quarters) if each.warm), len(quarters) - 1)
    return quarters[max(0, first - 1, len(quarters) - 4 * _MOST_YEARS):]


def _curve(quarters: Sequence[Figure], tongue: Tongue) -> Markup:
    if len(quarters) < 2:
        return Markup()
    first, days = quarters[0].day, (quarters[-1].day - quarters[0].day).days
    words = tongue.say(
        "The warm share from {first} to {last}: {before} at first, {now} at last. {highest}",
        first=tongue.long_day(first), last=tongue.long_day(quarters[-1].day),
        before=percent(quarters[0], tongue), now=percent(quarters[-1], tongue),
        highest=_highest(quarters, tongue))
    return curve(tuple(((each.day - first).days / days, each.warm / each.tracked)
                       for each in quarters), words)


def _highest(quarters: Sequence[Figure], tongue: Tongue) -> str:
    """When the share was highest, in a sentence; the last time counts."""
    known = [each for each in quarters if each.warm]
    if not known:
        return ""
    best = max(known, key=lambda each: (each.warm / each.tracked, each.day))
    return tongue.say(
        "The highest was {share} on {day}: {warm:,} of {tracked:,}.", share=percent(best, tongue),
        day=tongue.long_day(best.day), warm=best.warm, tracked=best.tracked)


def _quarters(quarters: Sequence[Figure], tongue: Tongue) -> Iterator[YearShares]:
    """The figures, a row a year, the newest first."""
    years: dict[int, list[str]] = {}
    for each in quarters:
        cells = years.setdefault(each.day.year, [""] * 4)
        cells[(each.day.month - 1) // 3] = tongue.say(
            "{warm:,} of {tracked:,}", warm=each.warm, tracked=each.tracked)
    for year in reversed(years):
        yield YearShares(year, tuple(years[year]))


def _groups(picture: Picture) -> Iterator[ShareTable]:
    for kind, title in _PLURALS:
        groups = by_group(picture.network, picture.dues, picture.clock.today(), kind)
        if groups:
            rows = tuple(
                Share(picture.teams[each.key] if kind == "team" else Ref(each.name, ""), each.warm,
                      each.tracked, percent(each, picture.tongue)) for each in groups[:MOST_GROUPS])
            yield ShareTable(kind, picture.tongue.told(title), rows, len(groups) - len(rows))


def _year(year: Year, channels: Sequence[str]) -> YearCounts:
    lines = [year.channels[kind].lines if kind in year.channels else 0 for kind in channels]
    name = f"{year.year:04}"
    return YearCounts(Ref(name, f"history/{name}.html"), year.people, year.lines,
                      (*lines, year.lines - sum(lines)))


def _weeks(picture: Picture, tally: Tally) -> Iterator[Weeks]:
    """The days of the last twelve months in weeks, the newest first, a few weeks to a table."""
    day, tongue = picture.clock.today(), picture.tongue
    today = day.toordinal()
    newest = today - day.weekday()
    oldest = max(date.min.toordinal(), newest - 7 * (_WEEKS - 1))
    counts = by_day(tally, date.fromordinal(oldest), day)
    most = max(counts.values(), default=0)
    mondays = range(newest, oldest - 1, -7) if counts else range(0)
    for start in range(0, len(mondays), _BLOCK):
        some = mondays[start:start + _BLOCK]
        first, last = (date.fromordinal(day) for day in (some[-1], min(today, some[0] + 6)))
        begins = (tongue.short_day(first) if first.year == last.year
                  else tongue.short_day_of_year(first))
        caption = tongue.say("{first} to {last}", first=begins,
                             last=tongue.short_day_of_year(last))
        yield Weeks(caption, tuple(
            _week(counts, monday, today, most, tongue) for monday in some))


def weeks_of_year(counts: Mapping[date, int], year: int, tongue: Tongue) -> Iterator[Weeks]:
    """A year's days in weeks, the newest first, a few weeks to a table; none without any count."""
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    oldest = max(1, first - date(year, 1, 1).weekday())
    mondays = range(last - date(year, 12, 31).weekday(), oldest - 1, -7) if counts else range(0)
    most = max(counts.values(), default=0)
    for start in range(0, len(mondays), _BLOCK):
        some = mondays[start:start + _BLOCK]
        begins, ends = (date.fromordinal(day) for day in (
            max(first, some[-1]), min(last, some[0] + 6)))
        caption = tongue.say("{first} to {last}", first=tongue.short_day(begins),
                             last=tongue.short_day_of_year(ends))
        yield Weeks(caption, tuple(_week(counts, monday, last, most, tongue) for monday in some))


def _week(
    counts: Mapping[date, int], monday: int, today: int, most: int, tongue: Tongue,
) -> Week:
    days = [date.fromordinal(day) for day in range(monday, min(monday + 6, today) + 1)]
    cells = day_cells(tuple(counts.get(day, 0) for day in days), most)
    return Week(days[0].isoformat(), tongue.short_day(days[0]), cells)


def _quiet(picture: Picture, each: Dormant) -> QuietRow:
    tongue = picture.tongue
    return QuietRow(picture.refs[each.id], picture.network.people[each.id].company,
                    _days(each.usual, tongue), _days(each.gap, tongue), each.last.isoformat(),
                    each.contacts)


def _days(number: float, tongue: Tongue) -> str:
    return tongue.counted("{n:,} day", "{n:,} days", round(number))


def _warm(picture: Picture, each: Warm) -> WarmRow:
    contact = picture.network.people[each.id]
    between = picture.tongue.say_as("between a role and a company", " at ")
    work = between.join(filter(None, (contact.role, contact.company)))
    return WarmRow(picture.refs[each.id], work, each.gave, each.got, each.last.isoformat())


def _door(picture: Picture, each: Door) -> DoorRow:
    say = picture.tongue.say
    how = say("who introduced them") if each.introduced else say("whom they introduced")
    return DoorRow(each.company, picture.refs[each.to], picture.refs[each.through], how)
