"""Problems: what is wrong with a vault, as values that every step returns and the shell prints."""

from enum import StrEnum
from typing import Any, NamedTuple

from netsite.texts import packed, unpacked


class Level(StrEnum):
    """How bad a problem is; docs/format.md, "Problems", says what each level means."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Problem(NamedTuple):
    """One thing to mend: its place (line and column count from 1), what is wrong, and the mend.

    `path` is relative to the vault, with `/`. Problems sort by place.
    """

    path: str
    line: int
    column: int
    level: Level
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.level}: {self.message}"


class UsageError(Exception):
    """Something asked of netsite that it cannot do; its text is for the user, the exit status 2."""


class BusyError(Exception):
    """Somebody else is writing, and goes on; try again later (exit status 75, `EX_TEMPFAIL`)."""


def packed_problem(problem: Problem) -> list[Any]:
    """A problem as JSON has it."""
    return [*problem[:4], packed(problem.message), packed(problem.hint)]


def unpacked_problem(row: list[Any]) -> Problem:
    """The problem that was packed."""
    path, line, column, level, message, hint = row
    return Problem(path, int(line), int(column), Level(level), unpacked(message), unpacked(hint))
