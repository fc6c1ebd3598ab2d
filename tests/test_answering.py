"""Commands that only ask: what they printed is kept until something changes."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from netsite.cli import main
from netsite.commands import answering, reading
from netsite.store import reading as store_reading
from netsite.store import vault as files
from netsite.store.cache import cache_file, opened
from netsite.store.scan import scanned, trusted
from tests.conftest import MakeVault
from tests.reading import person

TODAY = "2026-11-23"
QUESTIONS = ("due", "due --json", "due --team atlas", "plan", "plan --week 2026-12-14", "coverage",
             "coverage --by team", "show ana", "why ana", "ledger", "ledger ana", "reach",
             "reach globex", "team", "team atlas", "list", "list ana --state overdue")


@pytest.fixture
def root(vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a small vault that nobody has just touched, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    return settled(vault({
        "contacts/ana.md": person("company: Globex", "teams: [atlas]",
                                  notes="- [ ] send [[bo]] the talk",
                                  history=("- 2026-05-23 call: hiring, says [[bo]]",
                                           "- 2026-04-01 gave: a reference")),
        "contacts/bo.md": person("teams: [atlas]", "birthday: --11-26", "introduced_by: ana",
                                 name="Bo Chen", history=("- 2026-11-20 call",))}))


def settled(vault: Path) -> Path:
    """The vault, once its files are old enough for their looks to be trusted."""
    while trusted(*(scan := scanned(vault))) != scan.seen:
        time.sleep(0.01)
    return vault


def ask(
    vault: Path, question: str, today: str = TODAY, columns: int = 80, *, color: bool = False,
) -> Result:
    """Ask a vault something."""
    return CliRunner().invoke(main, ["-C", str(vault), "--today", today, *question.split()],
                              env={"COLUMNS": str(columns)}, color=color)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The vaults that were read for an answer."""
    found: list[Path] = []

    def noted(vault: Path, *others: object) -> object:
        found.append(vault)
        return really(vault, *others)  # type: ignore[arg-type]
    really = reading.read_scanned
    monkeypatch.setattr(reading, "read_scanned", noted)
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_asked_again_is_said_again(root: Path, read: list[Path], question: str) -> None:
    """An answer that is kept is what was printed, and nothing is read for it."""
    first = ask(root, question)
    assert first.exit_code == 0
    assert first.output
    again = ask(root, question)
    assert (again.output, again.exit_code) == (first.output, 0)
    assert read == [root]


def _line(root: Path) -> None:
    with (root / "contacts/ana.md").open("a", encoding="utf-8") as file:
        file.write("- 2026-11-23 call: it went well\n")


def _name(root: Path) -> None:
    (root / "contacts/bo.md").rename(root / "contacts/bob.md")


def _contact(root: Path) -> None:
    (root / "contacts/cy.md").write_text(person(name="Cy Adeyemi"), encoding="utf-8")


def _journal(root: Path) -> None:
    (root / "journal").mkdir()
    (root / "journal/2026.md").write_text("- 2026-11-22 lunch with [[ana]] and [[bo]]: plans\n",
                                          encoding="utf-8")


def _setting(root: Path) -> None:
    (root / "netsite.toml").write_text('soon = 100\nlanguage = "de"\n', encoding="utf-8")


@pytest.mark.parametrize("change", [_line, _name, _contact, _journal, _setting])
def test_after_a_change_it_is_answered_anew(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None],
) -> None:
    """Whatever changes in a vault, an answer is what it would be if none had been kept."""
    before = {question: ask(root, question).output for question in QUESTIONS}
    change(root)
    after = {question: ask(root, question).output for question in QUESTIONS}
    assert after != before
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "others"))
    assert after == {question: ask(root, question).output for question in QUESTIONS}


def test_another_day_or_question_or_width_has_its_own_answer(
    root: Path, read: list[Path],
) -> None:
    """The day, the options and the terminal's width belong to the question."""
    asked = [ask(root, "due"), ask(root, "due", "2026-11-24"), ask(root, "due --all"),
             ask(root, "due", columns=50)]
    assert len({each.output for each in asked}) == len(asked) == len(read)


def test_colours_are_for_terminals(root: Path, read: list[Path]) -> None:
    """An answer has colours where they are shown, whoever asked first."""
    plain, coloured = ask(root, "due").output, ask(root, "due", color=True).output
    assert plain == click.unstyle(coloured) != coloured
    assert plain == ask(root, "due").output
    assert len(read) == 1


def test_of_files_just_saved_no_answer_is_kept(
    root: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file may be saved again without a sign of it; then what was said might be wrong."""
    monkeypatch.setattr(store_reading, "trusted", lambda *_: {})
    assert ask(root, "due").output == ask(root, "due").output
    assert len(read) == 2


def test_a_question_that_fails_fails_again(root: Path, read: list[Path]) -> None:
    """Nothing is kept of a question without an answer, and nothing is printed for it."""
    first, again = ask(root, "show nobody"), ask(root, "show nobody")
    assert (first.exit_code, first.stdout) == (again.exit_code, again.stdout) == (2, "")
    assert first.stderr == again.stderr
    assert len(read) == 2


def test_a_long_answer_is_not_kept(
    root: Path, read: list[Path], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The cache holds answers for the eye, not exports of a whole network."""
    monkeypatch.setattr(answering, "_LONGEST", 10)
    assert ask(root, "due").output == ask(root, "due").output
    assert len(read) == 2


def test_not_more_than_some_answers_are_kept(root: Path) -> None:
    """A new answer takes the place of another, so that the cache does not grow."""
    for columns in range(40, 160):
        ask(root, "due", columns=columns)
        ask(root, "due", "2026-11-24", columns)
    assert 40 < len(_answers(root)) <= 65


@pytest.mark.parametrize("question", ["show ana", "show bo", "list --tag nobodys"])
def test_of_a_vault_that_is_no_more_nothing_is_kept(root: Path, question: str) -> None:
    """Who is forgotten is not found in an answer of before, once anything is asked."""
    ask(root, "due")
    ask(root, "show bo")
    assert any(b"Bo Chen" in answer for answer in _answers(root))
    os.utime(root / "contacts/ana.md", (2e9, 2e9))  # a time to come: no answer is kept any more
    (root / "contacts/bo.md").unlink()
    ask(root, question)
    assert not any(b"Bo Chen" in answer for answer in _answers(root))


def _answers(root: Path) -> list[bytes]:
    """What the cache has of answers."""
    with opened(cache_file(root, None)) as kept:
        return list(kept.all("answers").values())


def test_a_damaged_cache_costs_only_time(root: Path) -> None:
    """Without a cache that can be read, the answer is the same."""
    first = ask(root, "plan").output
    _cache_of(root).write_bytes(b"no database" * 100)
    assert ask(root, "plan").output == first


def test_forget_leaves_nothing_that_was_remembered(root: Path) -> None:
    """Who is forgotten is in nothing that the cache has, from that moment on."""
    ask(root, "show bo")
    assert b"Bo Chen" in _cache_of(root).read_bytes()
    assert CliRunner().invoke(main, ["-C", str(root), "forget", "bo", "--yes"]).exit_code == 0
    assert b"Bo Chen" not in _cache_of(root).read_bytes()


def test_an_answer_that_comes_too_late_is_not_kept(root: Path, read: list[Path]) -> None:
    """What was found out of a vault that somebody has changed meanwhile is let go."""
    ask(root, "list")

    def changed(vault: Path, *others: object) -> object:
        found = before(vault, *others)  # type: ignore[arg-type]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "read_scanned", before)
            (root / "contacts/bo.md").unlink()
            ask(settled(root), "list")
        return found
    before = reading.read_scanned
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_scanned", changed)
        assert "Bo Chen" in ask(root, "show bo").output
    assert not any(b"Bo Chen" in answer for answer in _answers(root))
    assert read


def test_what_the_disk_refused_once_is_asked_again(
    root: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An answer without a file that could not be read holds only for that moment."""
    with monkeypatch.context() as patch:
        patch.setattr(files, "_at_once", _refused)
        assert "Ana" not in ask(root, "list").output
    assert "Ana" in ask(root, "list").output


def _refused(path: str, flags: int) -> int:
    """Open no file of Ana's, as a disk that fails."""
    if path.endswith("ana.md"):
        raise OSError(5, os.strerror(5), path)
    return os.open(path, flags)


def _cache_of(root: Path) -> Path:
    file = cache_file(root, None)
    assert file
    return file
