"""The marks that a merge leaves in a file."""

import pytest

from netsite.text.conflicts import MARK, conflict_line, conflict_problem
from tests.reading import told


@pytest.mark.parametrize(("text", "line"), [
    ("", 0),
    ("<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs\n", 1),
    ("a\n\n<<<<<<< HEAD\n<<<<<<< HEAD\n", 3),
    ("=======\n>>>>>>> theirs\n", 0),
    (" <<<<<<< HEAD", 0),
    ("<<<<<<<", 0),
    ("<<<<<<<< HEAD", 0),
])
def test_a_conflict_begins_at_its_first_mark(text: str, line: int) -> None:
    """A conflict is known by the mark that opens it, at the very start of a line."""
    assert conflict_line(text) == line


@pytest.mark.parametrize(("line", "mark"), [
    ("<<<<<<< HEAD", True), ("||||||| base", True), ("=======", True), (">>>>>>> theirs", True),
    ("======", False), ("========", False), ("======= x", False), ("a <<<<<<< HEAD", False),
    ("<<<<<<<HEAD", False),
])
def test_four_marks_divide_a_conflict(line: str, *, mark: bool) -> None:
    """The marks are seven signs at the start of a line, and mostly a name."""
    assert bool(MARK.fullmatch(line)) == mark


def test_a_conflict_is_told_with_its_mend() -> None:
    """What to do with a conflict is said at its line."""
    assert told([conflict_problem("contacts/ana.md", 3)]) == [
        ("contacts/ana.md:3:1: error: a merge conflict was left in this file",
         "keep one of the two versions, and take out the lines with the marks")]
