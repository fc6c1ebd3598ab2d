"""The terminal: problems and tables, safe to print and fit for its width."""

import io
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from netsite.cli import main
from netsite.commands.terminal import (
    cells,
    fit,
    print_json,
    print_problems,
    print_table,
    width,
    wrap,
)
from netsite.problems import Level, Problem
from netsite.text.names import printable
from netsite.text.settings import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent


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


@pytest.mark.parametrize(("text", "lines"), [
    ("", [""]),
    ("short", ["short"]),
    ("x" * 40, ["x" * 40]),
    ("a" * 20 + " " + "b" * 19, ["a" * 20 + " " + "b" * 19]),
    ("a" * 20 + " " + "b" * 20, ["a" * 20, "  " + "b" * 20]),
    ("a" * 38 + " b cc", ["a" * 38 + " b", "  cc"]),
    ("x" * 41, ["x" * 40, "  x"]),
    ("x" * 80, ["x" * 40, "  " + "x" * 38, "  xx"]),
    ("山" * 25, ["山" * 20, "  " + "山" * 5]),
    ("a " + "山" * 20, ["a", "  " + "山" * 19, "  山"]),
    ("a   b", ["a b"]),
    ("a\u3000b\u2003c", ["a b c"]),
    ("a" * 37 + " b\xa0: c", ["a" * 37, "  b\xa0: c"]),
    ("a" * 37 + " b\u202f; c", ["a" * 37, "  b\u202f; c"]),
    ("a\x1bb", ["a\\x1bb"]),
])
def test_a_text_is_wrapped_by_columns(
    monkeypatch: pytest.MonkeyPatch, text: str, lines: list[str],
) -> None:
    """Words go on the next line where they do not fit; a word longer than a line is cut."""
    monkeypatch.setenv("COLUMNS", "40")

    assert list(wrap(text, "", "  ")) == lines


def test_the_first_line_has_an_indent_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first line begins as it is told, and the others as they are."""
    monkeypatch.setenv("COLUMNS", "40")

    assert list(wrap("a" * 20 + " " + "b" * 20, "met   ", "      ")) == [
        "met   " + "a" * 20, "      " + "b" * 20]


pieces = st.sampled_from(["a", "é", "山", "…", "e\u0301", "\x1b", " ", "  ", "\u3000"])
words = st.builds(lambda piece, times: piece * times, pieces,
                  st.sampled_from([1, 2, 3, 19, 20, 21, 38, 39, 40, 41, 42, 80, 81]))


@given(st.lists(words, max_size=6).map("".join), st.integers(0, 12))
def test_no_line_is_too_long_and_no_letter_lost(text: str, indent: int) -> None:
    """Whatever the text, its lines fit the terminal, and have all of it but the spaces."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("COLUMNS", "40")
        lines = list(wrap(text, "", " " * indent))

    assert [line for line in lines if cells(line) > 40] == []
    assert "".join("".join(lines).split()) == "".join(printable(text).split())


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


def test_json_has_no_control_characters_but_their_escapes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A list is printed indented, its letters as they are, and what could rule as escapes."""
    print_json([{"name": "é\x1b\u202e\u2028", "days": None}])

    assert capsys.readouterr().out == (
        '[\n  {\n    "name": "é\\u001b\\u202e\\u2028",\n    "days": null\n  }\n]\n')


class _Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_problems_are_wrapped_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is long goes on further in than its mend; a pipe gets each on its line."""
    problem = Problem("a.md", 1, 2, Level.ERROR, "one " * 10, "two " * 12)
    monkeypatch.setenv("COLUMNS", "40")
    told = []
    for stream in (_Terminal(), io.StringIO()):
        monkeypatch.setattr("sys.stderr", stream)
        print_problems([problem])
        told.append(re.sub(r"\x1b\[\d*m", "", stream.getvalue()).split("\n"))

    assert told == [
        ["a.md:1:2: error: one one one one one one", "      one one one one",
         "    two two two two two two two two two", "      two two two", ""],
        ["a.md:1:2: error: " + "one " * 10, "    " + "two " * 12, ""]]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", [
    "today", "due", "show ana-silva", "why ana-silva", "check", "reach", "reach globex", "coverage",
    "team", "team atlas", "ledger", "list", "log --help"])
def test_nothing_is_wider_than_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, command: str,
) -> None:
    """In every language the demo's lines are 80 columns at most."""
    for name in ("contacts", "journal"):
        shutil.copytree(ROOT / name, tmp_path / name)
    settings = (ROOT / "netsite.toml").read_text("utf-8")
    (tmp_path / "netsite.toml").write_text(settings.replace('"en"', f'"{language}"'), "utf-8")
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["--today", "2026-11-23", *command.split()],
                                prog_name="netsite", env={"COLUMNS": "80"})

    assert (result.exit_code, [line for line in result.output.split("\n") if cells(line) > 80]) == (
        0, [])
