"""The terminal: problems, tables and styles, safe to print and fit for 80 columns."""

import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import click

from netsite.commands.speaking import in_words, say
from netsite.problems import Level, Problem
from netsite.text.names import CONTROLS, printable
from netsite.texts import text

_BREAKABLE = re.compile(r"[^\S\u00a0\u2007\u202f]+")  # spaces, but not those that join
# Letters and signs that take a column each: those of Latin without the soft hyphen, and quotes.
_COMMON = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027]*")
_LEVELS = {Level.ERROR: text("error"), Level.WARNING: text("warning"), Level.HINT: text("hint")}
_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.HINT: "blue"}
STATE_COLOURS = {"overdue": "yellow", "soon": "cyan", "later": "green"}


def print_problems(problems: Iterable[Problem]) -> None:
    """Each as `path:line:column: level: message` on stderr, and its mend below.

    On a terminal what is too long for a line is wrapped; other programs get it whole.
    """
    folded = sys.stderr.isatty()
    for problem in problems:
        place = f"{problem.path}:{problem.line}:{problem.column}: "
        named = say("{heading}:", heading=in_words(_LEVELS[problem.level]))
        first = f"{place}{named} {printable(in_words(problem.message))}"
        lines = [*(wrap(first, "", " " * 6) if folded else (first,))]
        if problem.hint:
            mend = f"    {printable(in_words(problem.hint))}"
            lines += wrap(mend, " " * 4, " " * 6) if folded else (mend,)
        level = click.style(named, fg=_COLOURS[problem.level], bold=True)
        lines[0] = lines[0].replace(named, level, 1)
        for line in lines:
            click.echo(line, err=True)


def print_json(rows: Sequence[Mapping[str, object]] | Mapping[str, object]) -> None:
    """Facts as JSON, with the characters that could rule a terminal written as escapes."""
    text = json.dumps(rows, ensure_ascii=False, indent=2)
    click.echo("\n".join(CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
                         for line in text.split("\n")))


def width() -> int:
    """The terminal's columns."""
    return max(40, shutil.get_terminal_size().columns)


def cells(text: str) -> int:
    """How many columns a text takes: wide characters take two, combining ones none."""
    if text.isascii() or _COMMON.fullmatch(text):
        return len(text)
    return sum(map(_columns, text))


@lru_cache(maxsize=1 << 12)  # a vault says the same letters again and again
def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fit(text: str, columns: int) -> str:
    """A text cut to so many columns, and filled up to them."""
    text = printable(text)
    if cells(text) > columns:
        text = _cut(text, columns - 1) + "…"
    return text + " " * (columns - cells(text))


def _cut(text: str, columns: int) -> str:
    """The longest beginning of a text that takes at most so many columns."""
    taken = 0
    for index, character in enumerate(text):
        taken += _columns(character)
        if taken > columns:
            return text[:index]
    return text


def wrap(text: str, first: str, rest: str) -> Iterator[str]:
    """A line of text as lines that fit the terminal, counted in columns; each with its indent."""
    line, indent = first, first
    for word in filter(None, _BREAKABLE.split(printable(text))):
        piece = word
        if line != indent and cells(line) + 1 + cells(piece) > width():
            yield line
            line = indent = rest
        line += f"{' ' if line != indent else ''}"
        while cells(line) + cells(piece) > width():
            taken = _cut(piece, width() - cells(line)) or piece[:1]
            yield line + taken
            piece, line, indent = piece[len(taken):], rest, rest
        line += piece
    yield line


def print_table(rows: Sequence[Sequence[str]], styles: Sequence[str | None]) -> None:
    """Rows in columns as wide as needed; the last is cut at the terminal's edge.

    `styles` is a row's colour, which its second column gets.
    """
    if not rows:
        return
    before = range(len(rows[0]) - 1)  # of the last column
    room = width() - 2 * len(before)
    limit = max(12, room // 3)
    widths = [min(limit, max(cells(printable(row[column])) for row in rows)) for column in before]
    last = max(8, room - sum(widths))
    for row, colour in zip(rows, styles, strict=True):
        parts = [fit(text, each) for text, each in zip(row, widths, strict=False)]
        if colour and len(parts) > 1:
            text = parts[1].rstrip()
            parts[1] = click.style(text, fg=colour) + parts[1][len(text):]
        click.echo("  ".join([*parts, fit(row[-1], last)]).rstrip())
