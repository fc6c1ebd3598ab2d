"""The views of History: years, months, and the lines of a month."""

from collections.abc import Iterator
from typing import NamedTuple

from netsite.model import Line
from netsite.pages.lines import LineRow, Picture, Ref, line_row
from netsite.pages.words import MONTHS

ON_A_PAGE = 400  # lines, on each further page of a long month
LEAST_ON_THE_FIRST = 200  # so that the first page of a long month is not a line or two


class YearRow(NamedTuple):
    """A year, and its months with their number of lines (none: no page)."""

    ref: Ref
    total: int
    months: tuple[tuple[Ref, int], ...]


class HistoryView(NamedTuple):
    """All years, the newest first, or one of them."""

    title: str
    total: int
    years: tuple[YearRow, ...]


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


def history_views(picture: Picture) -> Iterator[tuple[str, HistoryView | MonthView]]:
    """The pages of all dated lines, with their addresses; what is still to come is in too."""
    months: dict[tuple[int, int], list[Line]] = {}
    for line in picture.network.lines:
        months.setdefault((line.entry.day.year, line.entry.day.month), []).append(line)
    newest_first = sorted({year for year, _ in months}, reverse=True)
    years = tuple(_year(year, months) for year in newest_first)
    yield "history/index.html", HistoryView("History", len(picture.network.lines), years)
    for year in years:
        yield year.ref.url, HistoryView(year.ref.name, year.total, (year,))
    for (number, month), lines in months.items():
        yield from _month_views(picture, number, month, lines)


def _year(year: int, months: dict[tuple[int, int], list[Line]]) -> YearRow:
    rows = []
    for number, name in enumerate(MONTHS, 1):
        count = len(months.get((year, number), ()))
        rows.append((Ref(name, f"history/{year:04}-{number:02}.html" if count else ""), count))
    return YearRow(Ref(f"{year:04}", f"history/{year:04}.html"), sum(count for _, count in rows),
                   tuple(rows))


def _month_views(
    picture: Picture, year: int, month: int, lines: list[Line],
) -> Iterator[tuple[str, MonthView]]:
    """The pages of a month: the newest lines, then page by page down to the oldest.

    Further pages are full, and counted from the oldest line on, so that a new line changes the
    first page alone.
    """
    name, title = f"history/{year:04}-{month:02}", f"{MONTHS[month - 1]} {year}"
    further = max(0, (len(lines) - LEAST_ON_THE_FIRST) // ON_A_PAGE)
    pages = (Ref("newest", f"{name}.html"), *(
        Ref(f"page {number}", f"{name}-page-{number}.html") for number in range(further, 0, -1)))
    first = len(lines) - further * ON_A_PAGE
    for index, page in enumerate(pages):
        end = first + index * ON_A_PAGE
        some = lines[end - ON_A_PAGE:end] if index else lines[:first]
        yield page.url, MonthView(
            title, len(some) if index else len(lines),
            Ref(f"{year:04}", f"history/{year:04}.html"),
            tuple([line_row(picture, line, "", "../") for line in some]),
            pages if further else (), page.name)
