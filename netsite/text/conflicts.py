"""The marks that a merge leaves in a file where git could not decide."""

import re

from netsite.problems import Level, Problem
from netsite.texts import Text

MARK = re.compile(r"^(?:<{7} .*|>{7} .*|={7}|\|{7} .*)$", re.MULTILINE)
_START = re.compile(r"^<{7} ", re.MULTILINE)


def conflict_line(text: str) -> int:
    """The line of the first conflict in a text, 0 where there is none."""
    match = _START.search(text)
    return text.count("\n", 0, match.start()) + 1 if match else 0


def conflict_problem(path: str, line: int) -> Problem:
    """What is to be said of a conflict."""
    return Problem(path, line, 1, Level.ERROR, Text.of("a merge conflict was left in this file"),
                   Text.of("keep one of the two versions, and take out the lines with the marks"))
