"""Several writers, and an editor beside them: everything that each one wrote is there."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from netsite.cli import main
from netsite.commands import capture, notes
from netsite.store.writing import recover, writing
from tests.conftest import MakeVault

LINES = int(os.environ.get("NETSITE_LINES", "100"))  # of each of two writers
TODAY = "2026-10-02"
CALLS = ("open", "write", "fsync", "replace", "link", "unlink", "fchmod", "mkdir")
FILES = {
    "contacts/ana.md": "---\nname: Ana Silva\n---\nMet by [[bo]].\n\n## History\n\n"
                       "- 2026-01-02 coffee\n",
    "contacts/bo.md": "---\nname: Bo Berg\nintroduced_by: '[[ana]]'\n---\n",
    "journal/2026.md": "# 2026\n\n- 2026-02-01 lunch with [[ana]], [[bo]]: a lot\n",
    "inbox.md": "- 2026-05-01 call ana: filed\n- 2026-05-02 lunch with ana, bo: filed too\n- no\n",
}
LOG = ("log", "lunch with ana, bo and Eve Ek: new words", "--new")
RENAME = ("rename", "bo", "bo-berg")
INBOX = ("inbox",)
WRITER = """
import sys
from datetime import date
from pathlib import Path
from netsite.commands.log import log
from netsite.problems import BusyError

vault, who, lines, *people = sys.argv[1:]
for number in range(int(lines)):
    text = f"call {people[number % len(people)]}: {who} number {number}."
    while True:
        try:
            log(Path(vault), date(2026, 10, 2), text, on=None, new=False, dry_run=False,
                as_json=False)
            break
        except BusyError:
            continue
"""
State = Mapping[str, bytes]


def run(vault: Path, *words: str) -> Result:
    """Run a command as from a shell."""
    return CliRunner().invoke(main, ["-C", str(vault), "--today", TODAY, *words])


def state(vault: Path) -> State:
    """Every file of a vault, but what is netsite's own."""
    return {path.relative_to(vault).as_posix(): path.read_bytes() for path in vault.rglob("*")
            if path.is_file() and path.relative_to(vault).parts[0] != ".netsite"}


def write_at_once(vault: Path, lines: int, people: list[list[str]]) -> list[str]:
    """Have a writer for each list of people log its lines, all at once; the lines in the files."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(vault), f"writer {number}",
                                 str(lines), *names],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
               for number, names in enumerate(people)]
    assert [writer.communicate(timeout=900)[1] for writer in writers] == [b""] * len(writers)
    text = b"\n".join(state(vault).values()).decode()
    return sorted(re.findall(r"writer \d+ number \d+\.", text))


def wanted(lines: int, writers: int) -> list[str]:
    """List every line that writers log."""
    return sorted(f"writer {writer} number {number}." for writer in range(writers)
                  for number in range(lines))


def test_two_writers_lose_nothing_in_one_file(vault: MakeVault) -> None:
    """Two processes that log for the same person at once: every line of both is there, once."""
    root = vault(FILES)

    assert write_at_once(root, LINES, [["ana"]] * 2) == wanted(LINES, 2)


def test_eight_writers_lose_nothing_in_many_files(vault: MakeVault) -> None:
    """Eight processes that log for many people: every line is there, once."""
    names = [f"person-{number}" for number in range(10)]
    root = vault({f"contacts/{name}.md": f"---\nname: {name}\n---\n" for name in names})
    people = [names[number:] + names[:number] for number in range(8)]

    assert write_at_once(root, LINES // 5, people) == wanted(LINES // 5, 8)


class Editor:
    """Saves a line of its own into a file just before the disk call of a number."""

    def __init__(self, number: int, path: Path, *, in_place: bool) -> None:
        self.number, self.path, self.in_place = number, path, in_place
        self.count, self.came, self.replaced = 0, False, False

    def wrapping(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a call so that the editor may save before it."""
        def wrapped(*args: Any, **more: Any) -> Any:
            self.count += 1
            last = name in ("replace", "link", "unlink") and Path(args[-1]) == self.path
            if self.count == self.number and not self.replaced and not last:
                self.came = True
                self.save()
            self.replaced |= last
            return call(*args, **more)
        return wrapped

    def save(self) -> None:
        """Add a line, as an editor saves: into the file, or by another one put in its place."""
        text = self.path.read_bytes() + b"- 2025-12-31 call: by hand\n"
        file = self.path if self.in_place else self.path.with_name(".editor")
        with file.open("wb") as stream:
            stream.write(text)
        if not self.in_place:
            file.rename(self.path)


@pytest.mark.parametrize("in_place", [False, True], ids=["by-rename", "in-place"])
@pytest.mark.parametrize(("path", "mark", "words"), [
    ("contacts/ana.md", "new words", ("log", "call ana: new words")),
    ("journal/2026.md", "new words", LOG),
    ("contacts/ana.md", "[[bo-berg]]", RENAME),
    ("contacts/bo.md", "[[bo-berg]]", RENAME),
    ("inbox.md", "<!-- netsite", INBOX),
])
def test_an_editor_at_any_moment_loses_nothing(
    tmp_path: Path, path: str, mark: str, words: tuple[str, ...],
    in_place: bool,  # noqa: FBT001
) -> None:
    """What an editor saves up to the last check is merged, or the command refuses."""
    outcomes = []
    for number in range(1, 500):
        root = fresh(tmp_path / str(number))
        editor = Editor(number, root / path, in_place=in_place)
        with pytest.MonkeyPatch.context() as patch:
            wrap(patch, editor.wrapping)
            result = run(root, *words)
        if editor.count < number:
            break
        if editor.came:
            text = b"\n".join(state(root).values()).decode()
            outcomes.append((text.count("by hand"), mark in text, result.exit_code))
    assert len(outcomes) > 10
    assert set(outcomes) <= {(1, True, 0), (1, False, 2)}


def wrap(
    patch: pytest.MonkeyPatch, wrapping: Callable[[str, Callable[..., Any]], Callable[..., Any]],
) -> None:
    """Wrap every call that changes the disk."""
    for name in CALLS:
        patch.setattr(os, name, wrapping(name, getattr(os, name)))


def fresh(folder: Path) -> Path:
    """Make the vault of FILES in a folder."""
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def test_an_editor_that_saves_all_the_time_is_not_overwritten(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When a file changes at every try, the command gives up with a message, and all is kept."""
    root = vault(FILES)
    path = root / "contacts" / "ana.md"
    saved = []

    def wrapping(call: Callable[..., Any], *args: Any, **more: Any) -> Any:
        if str(args[0]).endswith(".tmp"):
            saved.append(path.read_bytes() + b"- 2025-12-31 call: by hand\n")
            path.write_bytes(saved[-1])
        return call(*args, **more)

    monkeypatch.setattr(os, "open", partial(wrapping, os.open))
    result = run(root, "log", "call ana: new words")

    assert (result.exit_code, path.read_bytes()) == (2, saved[-1])
    assert "changes again and again; nothing is written" in result.output


@pytest.mark.parametrize("words", [LOG, RENAME, INBOX, ("add", "Fay Falk")])
def test_a_lock_that_is_held_stops_a_command(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...],
) -> None:
    """Whoever waits too long is told who writes; status 75, and nothing is written."""
    root = vault(FILES)
    old = state(root)
    with writing(root, "netsite log"):
        monkeypatch.setattr(capture, "writing", partial(writing, patience=0.05))
        result = run(root, *words)

    assert (result.exit_code, state(root)) == (75, old)
    assert f"is being written by netsite log (process {os.getpid()})" in result.output


class Fault:
    """Makes the disk call of a number fail; `ever` makes every one after it fail too."""

    def __init__(self, number: int, error: BaseException, *, ever: bool) -> None:
        self.number, self.error, self.ever, self.count = number, error, ever, 0

    def wrapping(self, _: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a call so that it may be one that fails."""
        def wrapped(*args: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self.number or (self.ever and self.count > self.number):
                raise self.error
            return call(*args, **more)
        return wrapped


def faults(
    folder: Path, words: tuple[str, ...], error: BaseException, *, ever: bool,
) -> Iterator[tuple[Path, Result]]:
    """Run a command in fresh vaults, with a fault at each of its calls in turn."""
    for number in range(1, 1000):
        root = fresh(folder / str(number))
        fault = Fault(number, error, ever=ever)
        with pytest.MonkeyPatch.context() as patch:
            wrap(patch, fault.wrapping)
            result = run(root, *words)
        if fault.count < number:
            return
        yield root, result


def filed_or_kept(now: State) -> bool:
    """Whether each line of the inbox is there once, in it or filed."""
    text = b"\n".join(now.values()).decode()
    return [text.count(words) for words in (": filed\n", ": filed <!-- ", ": filed too")] in (
        [1, 0, 1], [0, 1, 1])


ERRORS = {"ENOSPC": OSError(errno.ENOSPC, "No space left on device"),
          "EIO": OSError(errno.EIO, "Input/output error"), "interrupt": KeyboardInterrupt()}


@pytest.mark.parametrize("ever", [False, True], ids=["once", "for-good"])
@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)
@pytest.mark.parametrize("words", [LOG, RENAME, INBOX], ids=["log", "rename", "inbox"])
def test_a_failure_anywhere_in_a_command_is_told(
    tmp_path: Path, words: tuple[str, ...], error: BaseException, ever: bool,  # noqa: FBT001
) -> None:
    """Whichever disk call fails: a message, no traceback, and all files old or all new."""
    whole = fresh(tmp_path / "whole")
    old = state(whole)
    assert run(whole, *words).exit_code == 0
    new = state(whole)
    wrong, count = [], 0
    for root, result in faults(tmp_path, words, error, ever=ever):
        count += 1
        told = isinstance(result.exception, SystemExit) or not result.exit_code
        recover(root)
        now = state(root)
        if not told or (not result.exit_code and now == old) or not (
                now in (old, new) or (words == INBOX and filed_or_kept(now))):
            wrong.append((count, result.exit_code, repr(result.exception), result.output, now))
    assert count > 30
    assert wrong == []


def between(
    monkeypatch: pytest.MonkeyPatch, vault: Path, *words: str,
) -> None:
    """Have another writer run a command when the next one has read and does not write yet."""
    def other(*args: Any, **more: Any) -> Any:
        monkeypatch.undo()
        assert run(vault, *words).exit_code == 0
        return writing(*args, **more)

    monkeypatch.setattr(capture, "writing", other)


def test_a_line_for_somebody_renamed_meanwhile_is_refused(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A contact's file that went away while a command waited is not made anew with one line."""
    root = vault(FILES)
    between(monkeypatch, root, *RENAME)
    result = run(root, "log", "call bo: new words")

    assert (result.exit_code, (root / "contacts" / "bo.md").exists()) == (2, False)
    assert "contacts/bo.md is not there any more; nothing is written" in result.output


def test_a_rename_follows_links_made_meanwhile_or_is_refused(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A link by the old id that came while a rename waited does not stay behind."""
    root = vault(FILES)
    between(monkeypatch, root, "log", "2025-01-02 lunch with ana, bo: elsewhere")
    result = run(root, *RENAME)

    assert (result.exit_code, (root / "contacts" / "bo.md").exists()) == (2, True)
    assert "the vault changed meanwhile; nothing is written, try again" in result.output
    assert run(root, *RENAME).exit_code == 0
    assert not any(b"[[bo]]" in data for data in state(root).values())


def test_a_rename_is_refused_where_a_file_cannot_be_read(vault: MakeVault) -> None:
    """A link in a file that cannot be read could not follow, so nothing is renamed."""
    root = vault(FILES)
    (root / "contacts" / "dana.md").symlink_to("nowhere.md")
    old = state(root)
    result = run(root, *RENAME)

    assert (result.exit_code, state(root)) == (2, old)
    assert "contacts/dana.md: a link that leads outside" in result.output


def test_a_rename_keeps_who_may_read_a_file(vault: MakeVault) -> None:
    """A private file is as private under its new name."""
    root = vault(FILES)
    (root / "contacts" / "bo.md").chmod(0o600)
    assert run(root, *RENAME).exit_code == 0

    assert (root / "contacts" / "bo-berg.md").stat().st_mode & 0o777 == 0o600


def test_a_link_that_leads_to_itself_is_told(vault: MakeVault) -> None:
    """A loop of links in the place of a file is a message, no traceback."""
    root = vault(FILES)
    (root / "contacts" / "fay.md").symlink_to("fay.md")
    result = run(root, "add", "Fay")

    assert result.exit_code == 2
    assert "contacts/fay.md is a link that leads to itself" in result.output


def test_a_long_name_is_a_short_id(vault: MakeVault) -> None:
    """A name of many bytes makes a file's name that disks take."""
    name = "\N{CJK UNIFIED IDEOGRAPH-4E00}" * 150

    assert run(vault(FILES), "add", name).exit_code == 0


def in_git(root: Path) -> Path:
    """Put a vault into git, with commands that commit."""
    (root / "netsite.toml").write_text('[git]\ncommit = "always"\n')
    for words in (["init", "-q"], ["config", "user.name", "Kim Example"],
                  ["config", "user.email", "kim@example.com"], ["add", "-A"],
                  ["commit", "-q", "-m", "start"]):
        subprocess.run(["git", "-C", str(root), *words], check=True)
    return root


@pytest.mark.parametrize("lock", ["index.lock", "HEAD.lock"])
def test_a_lock_that_git_left_is_named(vault: MakeVault, lock: str) -> None:
    """The line is written; why it is not committed, and what to delete, is said."""
    root = in_git(vault(FILES))
    (root / ".git" / lock).touch()
    result = run(root, "log", "call ana: new words")

    assert (result.exit_code, "new words" in (root / "contacts/ana.md").read_text()) == (0, True)
    assert f"if none is at work, delete {root / '.git' / lock}" in result.output


def test_a_broken_repository_is_told(vault: MakeVault) -> None:
    """Where git cannot read its own, the line is written, and git's complaint is shown."""
    root = in_git(vault(FILES))
    for path in (root / ".git" / "objects").glob("??/*"):
        if b"blob" in subprocess.run(
                ["git", "-C", str(root), "cat-file", "-t", path.parent.name + path.name],
                check=True, capture_output=True).stdout:
            path.chmod(0o600)
            path.write_bytes(b"broken")
    result = run(root, "log", "call ana: new words")

    assert (result.exit_code, "new words" in (root / "contacts/ana.md").read_text()) == (0, True)
    assert "not committed: " in result.output


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make an editor that adds a line at the end."""
    path = tmp_path / "editor"
    path.write_text("#!/bin/sh\nfor file; do :; done\necho '- 2026-09-01 call' >> \"$file\"\n")
    path.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(path))


@pytest.mark.usefixtures("editor")
def test_an_edit_is_committed_in_a_fresh_clone(vault: MakeVault) -> None:
    """Netsite's own folder need not be there, and what a kill left in it does no harm."""
    root = in_git(vault(FILES))
    first = run(root, "edit", "ana")
    (root / ".netsite" / "index-1").write_text("of one that was killed")
    second = run(root, "edit", "ana")
    told = subprocess.run(["git", "-C", str(root), "log", "--format=%s"], check=True,
                          capture_output=True, text=True).stdout

    assert (first.exit_code, second.exit_code, first.output + second.output) == (0, 0, "")
    assert told.count("edit: Ana Silva") == 2
    assert not (root / ".netsite" / "index-1").exists()


@pytest.mark.usefixtures("editor")
def test_an_edit_stays_where_its_commit_has_to_wait(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While another command writes, an edit is kept, and it is said that it is not committed."""
    root = in_git(vault(FILES))
    monkeypatch.setattr(notes, "writing", partial(writing, patience=0.05))
    with writing(root, "netsite log"):
        result = run(root, "edit", "ana")

    assert (result.exit_code, "2026-09-01" in (root / "contacts/ana.md").read_text()) == (0, True)
    assert "not committed: the vault is being written by netsite log" in result.output
