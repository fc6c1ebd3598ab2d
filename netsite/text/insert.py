"""A new dated line put where a careful person would put it, as one splice of the file's text."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from netsite.text.body import Body, Mark
from netsite.text.splices import Splice

_BULLET = re.compile(r"([-*+])([ \t]+)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]")
_DATED = re.compile(r"[-*+][ \t]+\d{4}-\d\d")


class _Standing(NamedTuple):
    """A dated line that is there already: its first and last line, and its day."""

    line: int
    last: int
    day: date


class _Text:
    """A text by its lines, counted from 1."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    def line(self, number: int) -> str:
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def before(self, number: int, text: str) -> Splice:
        """Whole lines put before a line."""
        start = self.starts[number - 1]
        return Splice(start, start, text)

    def after(self, number: int, text: str) -> Splice:
        """Lines put behind a line; `text` starts with the line end before them."""
        end = self.starts[number - 1] + len(self.lines[number - 1])
        return Splice(end, end, text)


def add_dated_line(text: str, body: Body, day: date, words: str, *, journal: bool) -> Splice:
    """The splice that adds a dated line to a file whose body has been read.

    `words` is the line without bullet and day; further lines in it belong to it and come indented.
    The line stands by its day in the order that the file has (newest first if that is open), below
    the heading of its year or month where lines are grouped so, and looks as its neighbours do. A
    file without a History section gets one at its end.
    """
    layout = body.layout
    lines = _Text(text)
    standing = [_Standing(entry.line, last, entry.day)
                for entry, last in zip(body.entries, layout.last_lines, strict=True)
                if journal or layout.begins < entry.line < layout.ends]
    new = _New(day, words, newest_first=_newest_first(standing, layout.grouped))
    if not journal and not layout.begins:
        return _section(text, new)
    begins, ends = (0, len(lines.lines) + 1) if journal else (layout.begins, layout.ends)
    return _within(lines, standing, layout.grouped, begins, ends, new)


class _New(NamedTuple):
    """The line to add, and whether newer ones stand above older ones."""

    day: date
    words: str
    newest_first: bool

    def bullet(self, mark: str = "-", space: str = " ") -> str:
        first, *rest = f"{self.day} {self.words}".rstrip().split("\n")
        return "\n".join([f"{mark}{space}{first}", *(f"  {line}".rstrip() for line in rest)])

    def heading(self, level: int) -> str:
        first, *rest = f"{self.day} {self.words}".rstrip().split("\n")
        return "\n".join([f"{'#' * level} {first}", *(["", *rest] if rest else [])])


def _newest_first(standing: Sequence[_Standing], grouped: Sequence[Mark]) -> bool:
    days = [each.day.isoformat() for each in standing] if len(standing) > 1 else [
        mark.text for mark in grouped]
    steps = list(pairwise(days))
    return sum(a < b for a, b in steps) <= sum(a > b for a, b in steps)


def _section(text: str, new: _New) -> Splice:
    """The line in a History section of its own, at the end of the file."""
    end = "\n" if text.endswith("\n") or not text else ""
    gap = "" if not text or text.endswith("\n\n") else "\n" if text.endswith("\n") else "\n\n"
    return Splice(len(text), len(text), f"{gap}## History\n\n{new.bullet()}{end}")


def _within(
    lines: _Text, standing: Iterable[_Standing], grouped: Iterable[Mark], begins: int, ends: int,
    new: _New,
) -> Splice:
    """The line between two lines: the heading above (0 at a file's start) and the first behind."""
    here = [each for each in standing if begins < each.line < ends]
    marks = [mark for mark in grouped if begins < mark.line < ends]
    if marks:
        level = min(mark.level for mark in marks)
        tops = [mark for mark in marks if mark.level == level]
        for mark, end in zip(tops, [*(top.line for top in tops[1:]), ends], strict=True):
            if new.day.isoformat().startswith(mark.text):
                return _within(lines, here, marks, mark.line, end, new)
        return _new_group(lines, tops, ends, new)
    if here:
        return _beside(lines, here, new)
    return _first(lines, begins, ends, new.bullet())


def _new_group(lines: _Text, tops: Sequence[Mark], ends: int, new: _New) -> Splice:
    """The line below a heading of its own, for a year or month that has none yet."""
    title = new.day.isoformat()[:len(tops[0].text)]
    text = f"{'#' * tops[0].level} {title}\n\n{new.bullet()}"
    for mark in tops:
        if (mark.text < title) if new.newest_first else (mark.text > title):
            return lines.before(mark.line, f"{text}\n\n")
    return lines.after(_last_filled(lines, ends - 1), f"\n\n{text}")


def _beside(lines: _Text, here: Sequence[_Standing], new: _New) -> Splice:
    """The line before or behind its neighbour in time."""
    between = range(here[0].last + 1, here[1].line) if len(here) > 1 else ()
    loose = bool(between) and not any(lines.line(number).strip() for number in between)
    if new.newest_first:
        older = next((each for each in here if each.day <= new.day), None)
        before, neighbour = (older, older) if older else (None, here[-1])
    else:
        older = next((each for each in reversed(here) if each.day <= new.day), None)
        before, neighbour = (None, older) if older else (here[0], here[0])
    text, is_heading = _like(lines, here, neighbour, new)
    gap = "\n" if loose or is_heading else ""
    if before:
        return lines.before(before.line, f"{text}\n{gap}")
    last = max(each.last for each in here if each.line <= neighbour.line) if is_heading else (
        neighbour.last)
    return lines.after(last, f"\n{gap}{text}")


def _like(
    lines: _Text, here: Sequence[_Standing], neighbour: _Standing, new: _New,
) -> tuple[str, bool]:
    """The line in its neighbour's dress: with its bullet, or as a heading of its level."""
    line = lines.line(neighbour.line)
    if not _DATED.match(line):  # a heading, or a bullet that has its day from one above
        above = (_HEADING.match(lines.line(each.line)) for each in here
                 if each.line <= neighbour.line)
        heading = next((match for match in reversed(list(above)) if match), None)
        if heading:
            return new.heading(len(heading[1])), True
    bullet = _BULLET.match(line)
    return (new.bullet(*bullet.groups()) if bullet else new.bullet()), False


def _first(lines: _Text, begins: int, ends: int, bullet: str) -> Splice:
    """The first line below a heading, or of a file without any."""
    if not begins:
        last = _last_filled(lines, ends - 1)
        if not last:
            return Splice(0, len(lines.text) if not lines.text.strip() else 0, f"{bullet}\n")
        return lines.after(last, f"\n\n{bullet}")
    blank = begins + 1 < min(ends, len(lines.lines)) and not lines.line(begins + 1).strip()
    after = begins + 1 if blank else begins
    gap = "\n" if after == begins else ""
    follows = any(lines.line(number).strip() for number in range(after + 1, len(lines.lines) + 1))
    tail = "\n" if follows and lines.line(after + 1).strip() else ""
    return lines.after(after, f"\n{gap}{bullet}{tail}")


def _last_filled(lines: _Text, number: int) -> int:
    """The last line with something in it, from one on backwards; 0 if there is none."""
    while number > 0 and not lines.line(number).strip():
        number -= 1
    return number
