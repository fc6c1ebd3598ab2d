"""The terminal: problems and tables, safe to print and fit for its width."""

import pytest

from netsite.commands.terminal import cells, fit, print_problems, print_table, width
from netsite.problems import Level, Problem


@pytest.mark.parametrize(("text", "columns"), [
    ("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("山田", 4), ("ｱ", 1), ("Ａ", 2), ("😀", 2),
    ("a\u200bb", 2), ("\u202ea", 1), ("ש", 1), ("한국", 4),
])
def test_a_text_takes_the_columns_of_its_letters(text: str, columns: int) -> None:
    """Wide letters take two columns, and what combines or is not shown takes none."""
    assert cells(text) == columns


@pytest.mark.parametrize(("text", "columns", "fitted"), [
    ("abc", 3, "abc"),
    ("abc", 5, "abc  "),
    ("abcd", 3, "ab…"),
    ("山田太郎", 8, "山田太郎"),
    ("山田太郎", 7, "山田太…"),
    ("山田太郎", 6, "山田… "),
    ("a\x1b[31mb", 9, "a\\x1b[31…"),
    ("a\x1bb", 9, "a\\x1bb   "),
    ("", 2, "  "),
])
def test_a_text_is_cut_or_filled_up(text: str, columns: int, fitted: str) -> None:
    """A text takes exactly so many columns; a cut is marked, and what rules is spelled out."""
    assert (fit(text, columns), cells(fit(text, columns))) == (fitted, columns)


@pytest.mark.parametrize(("columns", "found"), [("100", 100), ("80", 80), ("40", 40), ("10", 40)])
def test_a_terminal_has_at_least_forty_columns(
    monkeypatch: pytest.MonkeyPatch, columns: str, found: int,
) -> None:
    """The width is the terminal's, but a very narrow one is not served."""
    monkeypatch.setenv("COLUMNS", columns)

    assert width() == found


def test_a_table_is_as_wide_as_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    """Columns are as wide as their longest text, and the last is cut at the edge."""
    monkeypatch.setenv("COLUMNS", "40")
    print_table([("Ana", "late", "x" * 40), ("山田", "soon", ""), ("Bo", "off", "short")],
                ["yellow", None, None])

    assert capsys.readouterr().out == (
        f"Ana   late  {'x' * 27}…\n山田  soon\nBo    off   short\n")


def test_a_long_column_leaves_room_for_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    """No column but the last takes more than a third."""
    monkeypatch.setenv("COLUMNS", "80")
    print_table([("n" * 60, "late", "x" * 60)], [None])
    line = capsys.readouterr().out

    assert line == f"{'n' * 24}…  late  {'x' * 46}…\n"


def test_an_empty_table_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Without rows nothing is printed."""
    print_table([], [])

    assert capsys.readouterr().out == ""


def test_problems_go_to_standard_error_with_their_mends(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A problem is its place, level and message; the mend stands below, if there is one."""
    print_problems([Problem("a.md", 1, 2, Level.ERROR, "it is\x07 wrong", "mend it"),
                    Problem("b.md", 3, 4, Level.HINT, "it is odd")])

    assert (capsys.readouterr().err, capsys.readouterr().out) == (
        "a.md:1:2: error: it is\\x07 wrong\n    mend it\nb.md:3:4: hint: it is odd\n", "")
