"""The text below the front matter: notes, promises, and dated lines with what belongs to them."""

import re
from typing import NamedTuple

from netsite.model import Entry, Link, Promise
from netsite.problems import Level, Problem
from netsite.text.conflicts import MARK, conflict_problem
from netsite.text.entries import Dated, Phrases, is_contact, near_date, read_date, read_head
from netsite.text.links import links_in, without_code
from netsite.text.names import fold
from netsite.texts import Text

HISTORY_SECTIONS = frozenset({"history", "log", "timeline", "interactions"})

_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_BULLET = re.compile(r"[-*+](?:[ \t]+|$)")
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_TASK = re.compile(r"\s*[-*+][ \t]+\[([ xX])\][ \t]+(\S.*)")
_GROUPING = re.compile(r"\d{4}(?:-\d\d)?:?\s*", re.ASCII)


class Mark(NamedTuple):
    """A heading of a History section: its line, level and text; of a year, a month, the section."""

    line: int
    level: int
    text: str


class Layout(NamedTuple):
    """Where the dated lines of a body stand, for those who add one; lines count from 1.

    `begins` is the line of the first History section's heading (0 if there is none, or in a
    journal), `ends` the first line behind the section. `grouped` are the headings in it that only
    group lines. `last_lines` are those where the entries end, with all that belongs to them.
    """

    begins: int
    level: int
    ends: int
    grouped: tuple[Mark, ...]
    last_lines: tuple[int, ...]


class Body(NamedTuple):
    """What a file's text below its front matter says; `first_line` is where it begins."""

    first_line: int
    notes: str
    heading: str
    mentions: tuple[Link, ...]
    promises: tuple[Promise, ...]
    entries: tuple[Entry, ...]
    unlinked: tuple[tuple[str, int, int], ...]  # a word after `with`, its line and column
    problems: tuple[Problem, ...]
    layout: Layout


class _Open(NamedTuple):
    """A dated line whose end is not yet reached; `text` grows."""

    line: int
    dated: Dated
    head_text: str  # the line's text, from the date on
    column: int
    text: list[str]
    mentions: list[Link]
    heading: bool
    last: list[int]  # the one line where it ends, blank ones left out


class _Day(NamedTuple):
    """A heading that gives a day to the lines below it."""

    level: int
    dated: Dated
    entry: _Open


def read_body(
    path: str, text: str, first_line: int, *, journal: bool,
    not_contact: Phrases,
) -> Body:
    """Read notes and dated lines; `first_line` is the text's line in its file.

    In a journal, dated lines stand anywhere; else in a History section (docs/format.md). Lines of
    such a section that belong to no dated line are added to the notes. Never raises.
    """
    reader = _Reader(path, journal=journal, not_contact=not_contact)
    number = first_line
    for number, line in enumerate(text.split("\n"), first_line):
        reader.line(number, line)
    return reader.finish(first_line, number + 1)


class _Reader:
    """A walk over the lines; its state is what is open: fence, comment, section, day, entry."""

    def __init__(
        self, path: str, *, journal: bool, not_contact: Phrases,
    ) -> None:
        self.path, self.journal, self.not_contact = path, journal, not_contact
        self.fence: tuple[str, int] | None = None  # the characters that close it, its line
        self.comment = 0  # the line it was opened in
        self.section = 0  # the level of the history section's heading; 0 is outside
        self.day: _Day | None = None
        self.entry: _Open | None = None
        self.blank = True  # whether the line before was
        self.notes: list[str] = []
        self.loose: list[str] = []
        self.outside = 0  # the first dated line that stands where none counts
        self.heading = ""
        self.mentions: list[Link] = []
        self.promises: list[Promise] = []
        self.opened: list[_Open] = []
        self.unlinked: list[tuple[str, int, int]] = []
        self.begins = self.level = self.ends = 0
        self.grouped: list[Mark] = []
        self.problems: list[Problem] = []

    @property
    def dated(self) -> bool:
        """Whether dated lines may stand here."""
        return self.journal or self.section > 0

    def line(self, number: int, line: str) -> None:
        first = line[:1]
        if self.fence or self.comment:
            self.verbatim(number, line)
        elif not line.strip():
            self.keep(number, line)
        elif (first in "`~ " or line.startswith("<!--")) and self.opens_verbatim(number, line):
            self.verbatim(number, line)
        elif first in "# " and (heading := _HEADING.match(line)):
            self.title(number, line, len(heading[1]), _title(line[heading.end():]))
        elif first in "-*+" and self.dated and (bullet := _BULLET.match(line)):
            self.bullet(number, line, bullet.end())
        elif first in "-*+" and (bullet := _BULLET.match(line)) and read_date(line[bullet.end():]):
            self.outside = self.outside or number
            self.keep(number, line)
        elif first in "-*+" and self.dated and (read_date(line[1:]) or near_date(line[1:])):
            self.problem(number, 2, Level.WARNING, Text.of("a space is missing after the bullet"),
                         Text.of("write {first} and a space before the date", first=first))
            self.keep(number, line)
        else:
            if first in "<>" and MARK.match(line):
                self.problems.append(conflict_problem(self.path, number))
            self.keep(number, line)
        self.blank = not line.strip()
        if "<!--" in line and not self.fence and not self.comment:
            text = without_code(line)
            self.comment = number if text.rfind("-->") < text.rfind("<!--") else 0

    def opens_verbatim(self, number: int, line: str) -> bool:
        fence = _FENCE.match(line)
        if fence:
            self.fence = fence[1], number
        elif line.lstrip().startswith("<!--"):
            self.comment = number
        return bool(fence or self.comment)

    def verbatim(self, number: int, line: str) -> None:
        """A line of a code fence or a comment: kept where it stands, and not read."""
        self.keep(number, line, read=False)
        if self.fence:
            marks, opened = self.fence
            text = line.strip()
            if number > opened and len(text) >= len(marks) and not text.strip(marks[0]):
                self.fence = None
        elif "-->" in line and line.rfind("-->") > line.rfind("<!--"):
            self.comment = 0

    def title(self, number: int, line: str, level: int, text: str) -> None:
        if self.section and level <= self.section:
            self.section, self.entry, self.day = 0, None, None
            self.ends = self.ends or number
        if self.day and level <= self.day.level:
            self.day = self.entry = None
        if self.dated and (dated := read_date(text)) and not dated.whole_month:
            column = line.index(text) + 1
            self.open(number, dated, text, column, heading=True)
            if self.entry:
                self.day = _Day(level, dated, self.entry)
        elif self.day:
            self.entry = self.day.entry
            self.keep(number, line)
        elif self.dated and _GROUPING.fullmatch(text):
            self.entry = None
            self.grouped.append(Mark(number, level, text.rstrip(": ")))
        elif not self.journal and fold(text.rstrip(": ")) in HISTORY_SECTIONS:
            self.begins, self.level = (self.begins, self.level) if self.begins else (number, level)
            self.section, self.entry = self.section or level, None
        else:
            self.entry = None
            self.heading = self.heading or text.strip()
            if self.dated:
                self.warn_near(number, text, line.find(text) + 1)
            self.keep(number, line)

    def bullet(self, number: int, line: str, start: int) -> None:
        text = line[start:]
        if dated := read_date(text):
            self.open(number, dated, text, start + 1)
        elif self.day and _TASK.match(line):
            self.entry = self.day.entry
            self.keep(number, line)
        elif self.day:
            self.warn_near(number, text, start + 1)
            self.open(number, self.day.dated._replace(end=0), text, start + 1)
        else:
            self.entry = None
            if not self.warn_near(number, text, start + 1) and not _TASK.match(line):
                self.problem(number, 1, Level.HINT, Text.of("this line has no day, so it does "
                                                            "not count"),
                             Text.of("begin it with YYYY-MM-DD and a space"))
            self.keep(number, line)

    def warn_near(self, number: int, text: str, column: int) -> bool:
        near = near_date(text)
        if near:
            self.problem(number, column, Level.WARNING, *near)
        return near is not None

    def open(
        self, number: int, dated: Dated, text: str, column: int, *, heading: bool = False,
    ) -> None:
        self.entry = _Open(number, dated, text, column, [], [], heading, [number])
        self.opened.append(self.entry)

    def keep(self, number: int, line: str, *, read: bool = True) -> None:
        """A line that opens nothing: of the dated line before it, or of the notes."""
        entry = self.entry
        if entry and self.blank and line[:1] not in " \t" and line and not entry.heading:
            entry = self.entry = self.day.entry if self.day else None
        if entry:
            entry.text.append(line)
            if line and not line.isspace():
                entry.last[0] = number
        elif self.dated:
            self.loose.append(line)
        else:
            self.notes.append(line)
        if read:
            found = entry.mentions if entry else self.mentions
            found.extend(links_in(line, number, 1))
            if "[" in line and (task := _TASK.match(line)):
                self.promises.append(Promise(task[2].strip(), task[1] != " ", number))

    def problem(self, line: int, column: int, level: Level, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, line, column, level, message, hint))

    def finish(self, begins: int, end: int) -> Body:
        if self.fence:
            self.problem(self.fence[1], 1, Level.WARNING, Text.of("this code block is never "
                                                                  "closed"),
                         Text.of("close it with {fence}", fence=self.fence[0]))
        if self.comment:
            self.problem(self.comment, 1, Level.WARNING, Text.of("this comment is never closed"),
                         Text.of("close it with -->"))
        if self.outside:
            self.problem(self.outside, 1, Level.HINT,
                         Text.of("a dated line outside a History section does not count"),
                         Text.of("put it under a heading ## History (a year's heading there is "
                                 "###)"))
        notes = _joined(self.notes)
        loose = _joined(self.loose)
        return Body(begins, "\n\n".join(filter(None, (notes, loose))), self.heading,
                    tuple(self.mentions), tuple(self.promises),
                    tuple(map(self.close, self.opened)), tuple(self.unlinked),
                    tuple(self.problems), self.layout(end))

    def layout(self, end: int) -> Layout:
        """The places of a body's dated lines; `end` is the line behind its last."""
        return Layout(self.begins, self.level, self.ends or end, tuple(self.grouped),
                      tuple(opened.last[0] for opened in self.opened))

    def close(self, opened: _Open) -> Entry:
        """The entry of a dated line, now that all of its text is known."""
        text, dated = opened.head_text, opened.dated
        head = read_head(text, dated.end, opened.line, opened.column)
        if head.unlinked:
            word, index = head.unlinked
            self.unlinked.append((word, opened.line, opened.column + index))
        free = text[head.end:]
        mentions = [*links_in(free, opened.line, opened.column + head.end), *opened.mentions]
        kind = head.kind.strip("*_~` ").rstrip(",;")
        whole = _with_continuation(free.strip(), opened.text, heading=opened.heading)
        return Entry(self.path, opened.line, dated.day, dated.whole_month, kind,
                     is_contact(text[dated.end:], self.not_contact), head.people, head.without,
                     tuple(mentions), whole, opened.heading)


def _title(text: str) -> str:
    """A heading's text, less the `#` that may close it."""
    title = text.strip()
    opened = title.rstrip("#")
    return opened.rstrip() if not opened or opened[-1].isspace() else title


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") if any(map(str.strip, lines)) else ""


def _with_continuation(first: str, lines: list[str], *, heading: bool) -> str:
    """The Markdown of an entry: the line's own text, and the lines below it, dedented."""
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        return first
    indents = [len(line) - len(line.lstrip()) for line in lines
               if line[:1] in " \t" and line.strip()]
    cut = 0 if heading else min(indents, default=0)
    rest = "\n".join(line[cut:] if not line[:cut].strip() else line.lstrip() for line in lines)
    return f"{first}\n{rest}" if not heading else f"{first}\n\n{rest}".strip("\n")

