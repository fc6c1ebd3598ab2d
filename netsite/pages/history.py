"""The views of History: years, months, and the lines of a month."""

from collections.abc import Iterator
from typing import NamedTuple

from netsite.model import Line
from netsite.pages.lines import LineRow, Picture, Ref, line_row
from netsite.pages.words import MONTHS

MOST_ON_A_PAGE = 400  # lines; a longer month goes on on further pages


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
    """A month's lines, the newest first; `pages` leads through a month of several pages."""

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
    starts = range(0, len(lines), MOST_ON_A_PAGE)
    name = f"history/{year:04}-{month:02}"
    pages = tuple(Ref(f"page {number}", f"{name}{f'-page-{number}' if number > 1 else ''}.html")
                  for number in range(1, len(starts) + 1))
    title = f"{MONTHS[month - 1]} {year}"
    for page, start in zip(pages, starts, strict=True):
        rows = tuple(line_row(picture, line, "", "../")
                     for line in lines[start:start + MOST_ON_A_PAGE])
        yield page.url, MonthView(title, len(lines), Ref(f"{year:04}", f"history/{year:04}.html"),
                                  rows, pages if len(pages) > 1 else (), page.name)
