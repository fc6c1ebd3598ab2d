"""Problems: how one is told and how many are ordered."""

from netsite.problems import Level, Problem


def test_a_problem_is_told_with_its_place_level_and_message() -> None:
    """A problem reads as compilers write it, so that editors can jump to its place."""
    problem = Problem("contacts/ana.md", 3, 7, Level.WARNING, "nearly a date", "mend it")

    assert str(problem) == "contacts/ana.md:3:7: warning: nearly a date"


def test_problems_sort_by_path_line_and_column() -> None:
    """Problems come in the order in which somebody would mend them."""
    places = [("b.md", 1, 1), ("a.md", 10, 1), ("a.md", 9, 2), ("a.md", 9, 1)]
    problems = [Problem(*place, Level.ERROR, "x") for place in places]

    assert [problem[:3] for problem in sorted(problems)] == sorted(places)


def test_a_problem_needs_no_hint() -> None:
    """A problem whose mend is plain has an empty hint."""
    assert not Problem("a.md", 1, 1, Level.HINT, "x").hint
