"""The view of Problems."""

import pytest

from netsite.pages.findings import Finding, problems_view
from netsite.problems import Level, Problem
from tests.drawing import picture

TEXTS = {"contacts/a.md": "---\nname: [Ana\n---\n", "contacts/long.md": "x" * 500,
         "contacts/fits.md": "x" * 200, "contacts/blank.md": "\nrest"}


def text_of(path: str) -> str:
    """Give a file's text, or nothing where there is no such file."""
    return TEXTS.get(path, "")


def problem(path: str, line: int, level: Level = Level.ERROR) -> Problem:
    """Make a problem."""
    return Problem(path, line, 3, level, "it is wrong", "mend it")


def test_problems_of_a_file_stand_together() -> None:
    """Each problem has its place, the line itself, its mend, and the way into the editor."""
    view = problems_view(
        picture({}, edit="x:/{path}:{line}"),
        [problem("contacts/a.md", 2), problem("contacts/a.md", 3, Level.HINT),
         problem("netsite.toml", 1)], text_of)

    assert (view.total, view.left_out, view.files) == (3, 0, (
        ("contacts/a.md", (
            Finding("contacts/a.md:2:3", Level.ERROR, "it is wrong", "mend it", "name: [Ana",
                    "x:/contacts/a.md:2"),
            Finding("contacts/a.md:3:3", Level.HINT, "it is wrong", "mend it", "---",
                    "x:/contacts/a.md:3"))),
        ("netsite.toml", (
            Finding("netsite.toml:1:3", Level.ERROR, "it is wrong", "mend it", "",
                    "x:/netsite.toml:1"),))))


@pytest.mark.parametrize(("path", "line", "shown"), [
    ("contacts/a.md", 1, "---"),
    ("contacts/a.md", 4, ""),
    ("contacts/a.md", 99, ""),
    ("contacts/gone.md", 1, ""),
    ("contacts/long.md", 1, "x" * 200 + " …"),
    ("contacts/fits.md", 1, "x" * 200),
    ("contacts/blank.md", 1, ""),
])
def test_a_problem_shows_its_line(path: str, line: int, shown: str) -> None:
    """The line is shown as far as there is one, and cut where it is long."""
    view = problems_view(picture({}), [problem(path, line)], text_of)

    assert view.files[0][1][0].text == shown


def test_each_file_is_read_once() -> None:
    """However many problems a file has, its text is asked for once."""
    asked: list[str] = []

    def asking(path: str) -> str:
        asked.append(path)
        return ""

    problems_view(picture({}), [problem("a", 1), problem("a", 2), problem("b", 1)], asking)

    assert asked == ["a", "b"]


def test_a_thousand_problems_are_enough() -> None:
    """The page shows the first thousand, and says how many more there are."""
    view = problems_view(picture({}), [problem("a", line) for line in range(1, 1204)], text_of)

    assert (view.total, view.left_out, sum(len(found) for _, found in view.files)) == (
        1203, 203, 1000)


def test_without_problems_there_is_nothing_to_show() -> None:
    """No problem is an empty view."""
    assert problems_view(picture({}), [], text_of) == ((), 0, 0)
