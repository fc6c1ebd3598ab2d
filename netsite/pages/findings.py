"""The view of Problems: each with its place, the line itself, and the mend."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple

from netsite.pages.lines import Picture, edit_link
from netsite.problems import Level, Problem

_LONGEST_SHOWN = 200  # characters of a line
_MOST_SHOWN = 1000  # problems; `netsite check` has them all


class Finding(NamedTuple):
    """One problem as the page shows it."""

    place: str
    level: Level
    message: str
    hint: str
    text: str
    edit: str


class ProblemsView(NamedTuple):
    """All problems, those of a file together."""

    files: tuple[tuple[str, tuple[Finding, ...]], ...]
    total: int
    left_out: int


def problems_view(
    picture: Picture, problems: Iterable[Problem], text_of: Callable[[str], str],
) -> ProblemsView:
    """The page of all problems; `text_of` gives a file's text by its path, to show the lines."""
    files: dict[str, list[Finding]] = {}
    text_of = cache(text_of)
    problems = list(problems)
    told = picture.tongue.told
    for problem in problems[:_MOST_SHOWN]:
        files.setdefault(problem.path, []).append(Finding(
            f"{problem.path}:{problem.line}:{problem.column}", problem.level,
            told(problem.message), told(problem.hint), _line(text_of(problem.path), problem.line),
            edit_link(picture, problem.path, problem.line)))
    return ProblemsView(tuple((path, tuple(found)) for path, found in files.items()),
                        len(problems), max(0, len(problems) - _MOST_SHOWN))


def _line(text: str, number: int) -> str:
    start = 0
    for _ in range(number - 1):
        start = text.find("\n", start) + 1
        if not start:
            return ""
    end = text.find("\n", start)
    line = text[start:end if end >= 0 else len(text)].strip()
    return line if len(line) <= _LONGEST_SHOWN else line[:_LONGEST_SHOWN] + " …"
