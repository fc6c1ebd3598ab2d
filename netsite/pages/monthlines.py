"""The lines of a month as its pages and its data have them; of the latest months kept by slices.

A line that is written today is of this month, or of the last: there an edit makes a slice of lines
again, and not thousands. To keep all years so would take as much room as the site itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from netsite.exchange.data import line_text
from netsite.model import Mark
from netsite.pages.lines import LineRow, Picture, Ref, line_row
from netsite.pages.slices import Slices

_KEPT = "lines of "  # what tells these slices from those of files


class MonthLines(NamedTuple):
    """A month's lines in one order, as rows of a page and each as JSON."""

    rows: list[LineRow]
    texts: list[str]


def month_lines(picture: Picture, marks: Sequence[Mark], slices: Slices) -> MonthLines:
    """The lines of some marks, which are all of a month.

    What they say is told by the sum of the month, so that no file is noted for it: else an edit of
    one line would draw every month again in which its file has another. Only where something is to
    be told of a line does it count where that is.
    """
    return _joined(slices.without_files(lambda: list(_drawn(picture, marks))))


def latest_lines(
    picture: Picture, marks: Sequence[Mark], slices: Slices, month: str,
) -> MonthLines:
    """The same of one of the latest months, of slices that are kept."""
    # Whom a line is with may change with a team, and is told by no cell: it is a part of the key.
    by_key = {f"{mark.path}:{mark.line} {mark.people} {mark.mentions}": mark for mark in marks}

    def draw(keys: Sequence[str]) -> object:
        return list(_drawn(picture, map(by_key.__getitem__, keys)))
    shares = slices.without_files(lambda: slices.values(f"{_KEPT}{month}", by_key, draw))
    return _joined((_row(row), text) for share in shares for row, text in share)


def latest(today: date) -> tuple[str, ...]:
    """The months whose lines are kept by slices: that of a day, and the one before."""
    before = today - timedelta(min(today.day, today.toordinal() - 1))
    return today.isoformat()[:7], before.isoformat()[:7]


def outdated(names: Iterable[str], today: date) -> list[str]:
    """Of the names of slices those of months that were the latest once."""
    kept = [f"{_KEPT}{month}" for month in latest(today)]
    return [name for name in names if name.startswith(_KEPT) and name not in kept]


def _drawn(picture: Picture, marks: Iterable[Mark]) -> Iterator[tuple[LineRow, str]]:
    for mark in marks:
        line = picture.network.line(mark)
        yield line_row(picture, line, "", "../"), line_text(line)


def _joined(lines: Iterable[tuple[LineRow, str]]) -> MonthLines:
    some = list(lines)
    return MonthLines([row for row, _ in some], [text for _, text in some])


def _row(row: list[Any]) -> LineRow:
    """A row of its JSON; raises TypeError or ValueError for what is none."""
    iso, kind, who, without, *rest = row
    return LineRow(iso, kind, tuple(map(Ref._make, who)), tuple(map(Ref._make, without)), *rest)
