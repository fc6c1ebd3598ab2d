"""The nodes of YAML as they stand in a file, and what is parsed of its text at once."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from netsite.problems import Level, Problem
from netsite.texts import Text

_YAML_BREAKS = re.compile("[\x85\u2028\u2029]")


class Scalar(NamedTuple):
    """A text value. `start` and `end` are indices into the file's text; `plain` is unquoted."""

    text: str
    line: int
    column: int
    start: int
    end: int
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing was written: no value, `~` or `null` without quotes."""
        return self.plain and self.text in ("", "~", "null")


class Items(NamedTuple):
    """A list."""

    items: tuple["Node", ...]
    line: int
    column: int
    start: int
    end: int


class Pairs(NamedTuple):
    """A mapping, in the order written; a doubled key's first value."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int
    start: int
    end: int


Node = Scalar | Items | Pairs


class BrokenError(Exception):
    """What stopped the parser: a place inside the text it was given, counted from 0."""

    def __init__(self, line: int, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


class Span(NamedTuple):
    """A part of a file's text: the text, and where it starts in the file.

    `newlines` are where its lines end, if it has characters that YAML, and no editor, takes for
    line ends too; else the parser's count is right, and they are left out.
    """

    text: str
    start: int
    line: int
    newlines: tuple[int, ...] | None


def span_of(text: str, start: int, line: int) -> Span:
    """A part of a file that starts at an index and a line."""
    odd = _YAML_BREAKS.search(text)
    newlines = tuple(i for i, c in enumerate(text) if c == "\n") if odd else None
    return Span(text, start, line, newlines)


def without_doubles(
    path: str, pairs: list[tuple[Scalar, Node]], problems: list[Problem],
) -> Iterator[tuple[Scalar, Node]]:
    """Pairs whose keys stand once; of a doubled key the first, and a problem."""
    seen: dict[str, int] = {}
    for key, value in pairs:
        if key.text in seen:
            problems.append(Problem(path, key.line, key.column, Level.ERROR,
                                    Text.of("the key {what} stands twice", what=key.text),
                                    Text.of("keep one; the one in line {seen} is used",
                                            seen=seen[key.text])))
            continue
        seen[key.text] = key.line
        yield key, value
