"""Writing into a vault: all or nothing, whatever stops it, and never over somebody else's text."""

import base64
import errno
import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from netsite.capture.plan import Change
from netsite.problems import BusyError, UsageError
from netsite.store.writing import ChangedError, read_bytes, recover, write, writing

CALLS = ("open", "write", "fsync", "replace", "link", "unlink", "fchmod")
CHANGES = (
    Change("contacts/ana.md", b"ana", b"ana, and more"),
    Change("contacts/new.md", None, b"somebody new"),
    Change("contacts/gone.md", b"gone", None),
    Change("journal/2026.md", b"- lines\r\n", b"- a new one\r\n- lines\r\n"),
)
Outcome = tuple[str, dict[str, bytes | None], list[str]]
OLD = {change.path: change.before for change in CHANGES}
NEW = {change.path: change.after for change in CHANGES}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Make a vault with the files of CHANGES as they are before."""
    folder = tmp_path / "vault"
    folder.mkdir()
    return make(folder)


def now(vault: Path) -> dict[str, bytes | None]:
    """Read the files of CHANGES as they are."""
    return {path: read_bytes(vault, path) for path in OLD}


def strays(vault: Path) -> list[str]:
    """List what lies in a vault and is neither its text nor netsite's own."""
    return [path.relative_to(vault).as_posix() for path in vault.rglob("*")
            if path.is_file() and ".netsite" not in path.relative_to(vault).parts[:-1]
            and path.relative_to(vault).as_posix() not in OLD]


def test_a_write_is_made(vault: Path) -> None:
    """Files are made, changed and taken away, and nothing else stays behind."""
    with writing(vault, "test"):
        write(vault, CHANGES)

    assert (now(vault), strays(vault)) == (NEW, [])
    assert not (vault / ".netsite" / "journal").exists()


class Fault:
    """Makes the call of a number fail, of all calls that change the disk."""

    def __init__(self, number: int, error: BaseException) -> None:
        self.number, self.error, self.count = number, error, 0

    def breaking(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a call so that it may be the one that fails."""
        def wrapped(*args: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self.number:
                raise self.error
            return call(*args, **more)
        return wrapped


def attempt(vault: Path, fault: Fault) -> BaseException | None:
    """Write under a fault, and give what was raised."""
    with writing(vault, "test"), pytest.MonkeyPatch.context() as patch:
        for name in CALLS:
            patch.setattr(os, name, fault.breaking(getattr(os, name)))
        try:
            write(vault, CHANGES)
        except (OSError, KeyboardInterrupt) as error:
            return error
    return None


def count_of_calls(vault: Path) -> int:
    """Count the calls that a write makes when nothing fails."""
    fault = Fault(0, OSError())
    assert attempt(vault, fault) is None
    return fault.count


ERRORS = [OSError(errno.ENOSPC, "no space left"), OSError(errno.EIO, "the disk failed"),
          KeyboardInterrupt()]


@pytest.mark.parametrize("error", ERRORS, ids=["ENOSPC", "EIO", "interrupt"])
def test_a_failure_anywhere_leaves_the_old_files(tmp_path: Path, error: BaseException) -> None:
    """Whichever write, fsync, replace or other call fails, every file is what it was."""
    outcomes = []
    for number in range(1, 1000):
        folder = tmp_path / str(number)
        folder.mkdir()
        fresh = make(folder)
        raised = attempt(fresh, Fault(number, error))
        if raised is None:
            break
        before_start = now(fresh)
        recover(fresh)
        outcomes.append((raised, before_start, now(fresh), strays(fresh)))
    last = outcomes[-2:]  # the disk's word that the end of the journal is safe
    assert len(outcomes) > 30
    assert [found for found in outcomes[:-2] if found != (error, OLD, OLD, [])] == []
    assert last == [(error, NEW, NEW, [])] * 2


def make(folder: Path) -> Path:
    """Make the vault of CHANGES in a folder."""
    for name in ("contacts", "journal"):
        (folder / name).mkdir()
    for path, data in OLD.items():
        if data is not None:
            (folder / path).write_bytes(data)
    return folder


def test_a_disk_that_fails_for_good_is_mended_at_the_next_start(vault: Path) -> None:
    """When putting back fails too, the journal stays, and the next start puts back."""
    total = count_of_calls(make_beside(vault))
    for number in range(1, total + 1):
        folder = vault / f"again{number}"
        folder.mkdir()
        fresh = make(folder)
        raised = attempt(fresh, Dead(number, OSError(errno.EIO, "the disk failed")))
        recover(fresh)
        expected = OLD if number < total - 1 else NEW
        assert (raised is not None, now(fresh), strays(fresh)) == (True, expected, []), number


class Dead(Fault):
    """Makes the call of a number fail, and every call after it."""

    def breaking(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a call so that it may be one of those that fail."""
        def wrapped(*args: Any, **more: Any) -> Any:
            self.count += 1
            if self.count >= self.number:
                raise self.error
            return call(*args, **more)
        return wrapped


def make_beside(vault: Path) -> Path:
    """Make another vault of CHANGES."""
    folder = vault / "beside"
    folder.mkdir()
    return make(folder)


@pytest.mark.parametrize("call", [call for call in CALLS if call != "replace"])
def test_an_editor_is_never_overwritten(tmp_path: Path, call: str) -> None:
    """A file that changes before its last check is left as the editor wrote it, and so are all."""
    outcomes: list[Outcome] = []
    for number in range(1, 100):
        folder = tmp_path / str(number)
        folder.mkdir()
        fresh = make(folder)
        editor = Editor(number, fresh / "contacts" / "ana.md")
        with writing(fresh, "test"), pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, call, editor.before(getattr(os, call)))
            try:
                write(fresh, CHANGES)
                outcome = "written"
            except ChangedError:
                outcome = "refused"
        if not editor.came:
            break
        outcomes.append((outcome, now(fresh), strays(fresh)))
    edited: Outcome = ("refused", OLD | {"contacts/ana.md": b"by hand"}, [])
    later: Outcome = ("written", NEW | {"contacts/ana.md": b"by hand"}, [])
    assert outcomes
    assert [found for found in outcomes if found not in (edited, later)] == []


class Editor:
    """Saves a file just before the call of a number."""

    def __init__(self, number: int, path: Path) -> None:
        self.number, self.path, self.count, self.came = number, path, 0, False

    def before(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a call so that the editor may save before it."""
        def wrapped(*args: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self.number:
                self.came = True
                beside = self.path.with_name(".editor")
                beside.write_bytes(b"by hand")
                beside.rename(self.path)
            return call(*args, **more)
        return wrapped


def test_a_file_made_meanwhile_is_not_overwritten(vault: Path) -> None:
    """A file that should be new, and is there by now, stays."""
    (vault / "contacts" / "new.md").write_bytes(b"by hand")
    with writing(vault, "test"), pytest.raises(ChangedError):
        write(vault, CHANGES)

    assert now(vault) == {**OLD, "contacts/new.md": b"by hand"}


def test_a_files_mode_is_kept(vault: Path) -> None:
    """Who may read a file is not changed by writing it."""
    path = vault / "contacts" / "ana.md"
    path.chmod(0o640)
    with writing(vault, "test"):
        write(vault, CHANGES)

    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_inside_the_vault_is_written_through(vault: Path) -> None:
    """A symbolic link stays one, and the file it leads to is written."""
    (vault / "real").mkdir()
    (vault / "contacts" / "ana.md").rename(vault / "real" / "ana.md")
    (vault / "contacts" / "ana.md").symlink_to("../real/ana.md")
    with writing(vault, "test"):
        write(vault, CHANGES)

    assert (vault / "contacts" / "ana.md").is_symlink()
    assert (vault / "real" / "ana.md").read_bytes() == b"ana, and more"


@pytest.mark.parametrize("place", ["../elsewhere.md", "/etc/hosts", ".git/hooks/x", ".netsite/x",
                                   "contacts/../../x.md", "contacts/link.md"])
def test_nothing_outside_the_vaults_texts_is_written(vault: Path, place: str) -> None:
    """A way out of the vault, or into git's or netsite's own folders, is refused."""
    (vault / "contacts" / "link.md").symlink_to(vault.parent / "outside.md")
    (vault.parent / "outside.md").write_bytes(b"theirs")
    with writing(vault, "test"), pytest.raises(UsageError, match="leads out of the vault"):
        write(vault, [Change(place, None, b"x")])

    assert (vault.parent / "outside.md").read_bytes() == b"theirs"


def test_a_lock_that_is_held_names_its_holder(vault: Path) -> None:
    """Who waits too long is told which command of which process writes."""
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with writing(vault, "netsite log"):
            inside.set()
            leave.wait(60)

    thread = threading.Thread(target=hold)
    thread.start()
    inside.wait(60)
    try:
        with pytest.raises(BusyError, match=rf"written by netsite log \(process {os.getpid()}\)"), \
                writing(vault, "second", 0.05):
            pass
    finally:
        leave.set()
        thread.join(60)


def test_a_lock_of_the_dead_is_free(vault: Path) -> None:
    """A process that was killed holds nothing."""
    program = ("import os, sys\nfrom pathlib import Path\n"
               "from netsite.store.writing import writing\n"
               "with writing(Path(sys.argv[1]), 'x'):\n    os.kill(os.getpid(), 9)\n")
    subprocess.run([sys.executable, "-c", program, str(vault)], check=False, timeout=60)
    with writing(vault, "test", 0.05):
        write(vault, CHANGES)

    assert now(vault) == NEW


def journal(vault: Path, rows: list[dict[str, object]]) -> None:
    """Plant a journal."""
    (vault / ".netsite").mkdir(exist_ok=True)
    (vault / ".netsite" / "journal").write_text(json.dumps({"version": 1, "files": rows}))


ROW: dict[str, object] = {
    "path": "contacts/ana.md", "beside": ".netsite-1-0.tmp", "mode": 0o644,
    "digest": "0" * 64, "before": base64.b64encode(b"planted").decode()}


@pytest.mark.parametrize("change", [
    {"path": "../outside.md"}, {"path": "/etc/netsite-planted"}, {"path": ".git/hooks/pre-commit"},
    {"beside": "../../x"}, {"before": "?"}, {"path": 3}, {"mode": "x"}, {"beside": "x"},
    {"mode": float("inf")}, {"path": "contacts/\0"},
])
def test_a_planted_journal_is_not_obeyed(vault: Path, change: dict[str, object]) -> None:
    """A journal that leads elsewhere, or is none, stops writing with a message."""
    journal(vault, [ROW | change])
    with pytest.raises(UsageError, match="journal cannot be read"), writing(vault, "test"):
        pass
    recover(vault)

    assert (now(vault), (vault.parent / "outside.md").exists(), (vault / ".git").exists()) == (
        OLD, False, False)


def test_what_was_edited_after_a_crash_is_kept(vault: Path) -> None:
    """The text of before is put aside, not over what somebody wrote since."""
    journal(vault, [ROW])
    (vault / "contacts" / "ana.md").write_bytes(b"by hand")
    recover(vault)

    kept = list((vault / ".netsite" / "kept").iterdir())
    assert (vault / "contacts" / "ana.md").read_bytes() == b"by hand"
    assert [path.read_bytes() for path in kept] == [b"planted"]


def test_recovery_is_quiet_where_it_cannot_write(vault: Path) -> None:
    """Reading commands go on in a vault whose journal cannot be dealt with."""
    journal(vault, [ROW | {"path": "../x"}])
    recover(vault)

    assert (vault / ".netsite" / "journal").exists()


def test_netsites_own_folder_is_no_link(vault: Path) -> None:
    """A planted link in the place of netsite's folder is refused."""
    (vault / ".netsite").symlink_to(vault.parent)
    with pytest.raises(UsageError, match="is a link"), writing(vault, "test"):
        pass


def test_what_is_netsites_own_is_out_of_git(vault: Path) -> None:
    """The folder for the moment of writing ignores itself."""
    with writing(vault, "test"):
        pass

    assert (vault / ".netsite" / ".gitignore").read_text().split("\n")[-2] == "*"


def test_a_deep_journal_is_not_obeyed(vault: Path) -> None:
    """A journal nested too deep to be read stops writing with a message, and reading not at all."""
    (vault / ".netsite").mkdir()
    (vault / ".netsite" / "journal").write_text("[" * 100_000)
    recover(vault)
    with pytest.raises(UsageError, match="journal cannot be read"), writing(vault, "test"):
        pass


@pytest.mark.parametrize("name", ["holder", "write.lock", ".gitignore", "kept", "journal",
                                  "journal.new"])
def test_a_planted_link_is_not_written_through(vault: Path, name: str) -> None:
    """A link in netsite's own folder is refused, and what it leads to stays."""
    outside = vault.parent / "outside"
    outside.write_bytes(b"theirs")
    (vault / ".netsite").mkdir()
    (vault / ".netsite" / name).symlink_to(outside)
    recover(vault)
    with pytest.raises(UsageError, match=f"{name} is a link or no file"), writing(vault, "test"):
        pass

    assert outside.read_bytes() == b"theirs"


@pytest.mark.parametrize("name", ["holder", "journal"])
def test_a_planted_pipe_is_not_waited_for(vault: Path, name: str) -> None:
    """A pipe in netsite's own folder is refused at once; reading goes on."""
    (vault / ".netsite").mkdir()
    os.mkfifo(vault / ".netsite" / name)
    recover(vault)
    with pytest.raises(UsageError, match=f"{name} is a link or no file"), writing(vault, "test"):
        pass


def test_a_gitignore_that_a_kill_left_empty_is_filled(vault: Path) -> None:
    """Netsite's own folder ignores itself even if an earlier start died on that."""
    (vault / ".netsite").mkdir()
    (vault / ".netsite" / ".gitignore").touch()
    with writing(vault, "test"):
        pass

    assert "*\n" in (vault / ".netsite" / ".gitignore").read_text()


def test_a_private_text_is_never_open_to_others(
    vault: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither the temporary file nor the journal can be read by others, at no moment."""
    (vault / "contacts" / "ana.md").chmod(0o600)
    seen = []
    real = os.write

    def wrapped(descriptor: int, data: bytes) -> int:
        if b"ana, and more" in bytes(data) or b'"version"' in bytes(data):
            seen.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real(descriptor, data)

    monkeypatch.setattr(os, "write", wrapped)
    with writing(vault, "test"):
        write(vault, CHANGES)

    assert seen == [0o600, 0o600]


def test_texts_put_aside_are_all_kept(vault: Path) -> None:
    """Names that are as long as names can be, and the same name twice, keep no text from it."""
    long = "n" * 252 + ".md"
    paths = [f"contacts/{long}", f"journal/{long}"]
    journal(vault, [ROW | {"path": path, "beside": f".netsite-1-{number}.tmp",
                           "before": base64.b64encode(path.encode()).decode()}
                    for number, path in enumerate(paths)])
    for path in paths:
        (vault / path).write_bytes(b"by hand")
    with writing(vault, "test"):
        pass

    kept = (vault / ".netsite" / "kept").iterdir()
    assert sorted(path.read_text() for path in kept) == paths
    assert not (vault / ".netsite" / "journal").exists()


def test_a_file_is_put_back_even_if_its_folder_went(vault: Path) -> None:
    """A folder that somebody took away since does not stop the next start."""
    journal(vault, [ROW | {"path": "contacts/far/ana.md", "digest": None}])
    recover(vault)

    assert (vault / "contacts" / "far" / "ana.md").read_bytes() == b"planted"


def test_an_interrupt_just_after_the_end_is_too_late(
    vault: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once the journal is away, nothing is undone: nobody could finish that after a kill."""
    real = os.unlink

    def wrapped(path: Path, **more: Any) -> None:
        real(path, **more)
        if path.name == "journal":
            raise KeyboardInterrupt

    with writing(vault, "test"):
        monkeypatch.setattr(os, "unlink", wrapped)
        with pytest.raises(KeyboardInterrupt):
            write(vault, CHANGES)

    assert (now(vault), strays(vault)) == (NEW, [])


def test_a_holders_name_that_stays_is_no_failure(
    vault: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A command that has written does not fail because its lock's note cannot be taken away."""
    with writing(vault, "test"):
        write(vault, CHANGES)
        monkeypatch.setattr(os, "unlink", Fault(1, OSError(errno.EIO, "the disk failed")).breaking(
            os.unlink))
    with writing(vault, "again", 0.05):
        pass

    assert now(vault) == NEW


def test_a_disk_that_confirms_no_folders_is_written(
    vault: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Some disks, of a network mostly, do not know how to sync a folder; that is no failure."""
    real = os.fsync

    def wrapped(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", wrapped)
    with writing(vault, "test"):
        write(vault, CHANGES)

    assert now(vault) == NEW


def test_a_disk_without_locks_is_told(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where files cannot be locked, nothing is written, and that is said."""
    import filelock

    def refuse(*_: Any, **__: Any) -> None:
        raise NotImplementedError

    monkeypatch.setattr(filelock.FileLock, "acquire", refuse)
    with pytest.raises(UsageError, match="cannot be locked"), writing(vault, "test"):
        pass


@pytest.fixture
def pipe(vault: Path) -> str:
    """Make something that is no file."""
    os.mkfifo(vault / "contacts" / "pipe.md")
    return "contacts/pipe.md"


def test_only_files_are_read(vault: Path, pipe: str) -> None:
    """A pipe in the place of a file is refused, not waited for."""
    with pytest.raises(UsageError, match="is not a file"):
        read_bytes(vault, pipe)
