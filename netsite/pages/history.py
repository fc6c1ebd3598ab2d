"""The views of History: years, months, and the lines of a month."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from netsite.pages.coverage import Weeks, weeks_of_year
from netsite.pages.lines import LineRow, Ref
from netsite.practice.coverage import lines_by_kind
from netsite.practice.tally import OfYear
from netsite.tongue import ENGLISH, Tongue

_CHANNELS = 6  # columns
ON_A_PAGE = 400  # lines, on each further page of a long month
LEAST_ON_THE_FIRST = 200  # so that the first page of a long month is not a line or two


class YearRow(NamedTuple):
    """A year, and its months with their number of lines (none: no page)."""

    ref: Ref
    total: int
    months: tuple[tuple[Ref, int], ...]


class MonthCounts(NamedTuple):
    """A month's lines of contact, in all and by channel, the last of which is all others."""

    month: Ref
    lines: int
    channels: tuple[int, ...]


class HistoryView(NamedTuple):
    """All years, the newest first, or one of them; `year` is that one, or "".

    A year also has its contact by channel, a row a month, and day by day.
    """

    title: str
    total: int
    years: tuple[YearRow, ...]
    year: str = ""
    channels: tuple[str, ...] = ()
    months: tuple[MonthCounts, ...] = ()
    weeks: tuple[Weeks, ...] = ()


class MonthView(NamedTuple):
    """A month's lines, the newest first; `pages` leads through a month of several pages.

    `total` counts the month's lines; on a further page those of that page, which stays as it is
    when the month grows.
    """

    title: str
    total: int
    year: Ref
    rows: tuple[LineRow, ...]
    pages: tuple[Ref, ...]
    here: str


def all_years(counts: Mapping[str, int], tongue: Tongue = ENGLISH) -> HistoryView:
    """All years with their months; `counts` are the dated lines of each month (`2026-11`)."""
    years = sorted({month[:4] for month in counts}, reverse=True)
    return HistoryView(tongue.say("History"), sum(counts.values()),
                       tuple(_year(year, counts, tongue) for year in years))


def one_year(
    tongue: Tongue, counts: Mapping[str, int], year: str, of_year: OfYear,
) -> HistoryView:
    """One year with its months, channels and days; `of_year` is its contact up to today."""
    row = _year(year, counts, tongue)
    kinds = lines_by_kind(of_year.lines)
    channels = tuple(kind for kind, _ in sorted(kinds.items(), key=lambda each: (
        -each[1], each[0])) if kind)[:_CHANNELS]
    months: dict[int, Counter[str]] = {}
    for each, number in of_year.lines.items():
        month, _, kind = each.partition(" ")
        months.setdefault(int(month), Counter())[kind] += number
    return HistoryView(
        row.ref.name, row.total, (row,), row.ref.name, channels,
        tuple(_month(ref, months[number], channels) for number, (ref, _) in reversed(
            [*enumerate(row.months, 1)]) if number in months),
        tuple(weeks_of_year(Counter(map(date.fromordinal, of_year.days)), int(year), tongue)))


def _month(ref: Ref, kinds: Mapping[str, int], channels: Sequence[str]) -> MonthCounts:
    lines, total = tuple(kinds.get(channel, 0) for channel in channels), sum(kinds.values())
    return MonthCounts(ref, total, (*lines, total - sum(lines)))


def _year(year: str, counts: Mapping[str, int], tongue: Tongue) -> YearRow:
    rows = []
    for number, name in enumerate(tongue.months, 1):
        month = f"{year}-{number:02}"
        count = counts.get(month, 0)
        rows.append((Ref(name, f"history/{month}.html" if count else ""), count))
    return YearRow(Ref(year, f"history/{year}.html"), sum(count for _, count in rows), tuple(rows))


def month_views(
    tongue: Tongue, month: str, lines: Sequence[LineRow],
) -> Iterator[tuple[str, MonthView]]:
    """The pages of a month (`2026-11`): the newest lines, then page by page down to the oldest.

    Further pages are full, and counted from the oldest line on, so that a new line changes the
    first page alone.
    """
    name = f"history/{month}"
    title = tongue.month_of(int(month[:4]), int(month[5:]))
    further = max(0, (len(lines) - LEAST_ON_THE_FIRST) // ON_A_PAGE)
    pages = (Ref(tongue.say_as("the page of the newest lines", "newest"), f"{name}.html"), *(
        Ref(tongue.say("page {number}", number=number), f"{name}-page-{number}.html")
        for number in range(further, 0, -1)))
    first = len(lines) - further * ON_A_PAGE
    for index, page in enumerate(pages):
        end = first + index * ON_A_PAGE
        some = lines[end - ON_A_PAGE:end] if index else lines[:first]
        yield page.url, MonthView(
            title, len(some) if index else len(lines),
            Ref(month[:4], f"history/{month[:4]}.html"),
            tuple(some),
            pages if further else (), page.name)
