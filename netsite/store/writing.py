"""Writing into a vault: all of a command's files or none, whatever stops it, and one at a time.

The way of a write: a lock; the old bytes into a journal; each new text into a temporary file beside
its place, through to the disk; each put in place, if nobody changed the file meanwhile; the journal
taken away. What dies on the way leaves the journal, and the next start puts the old bytes back.
"""

import base64
import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from netsite.capture.plan import Change
from netsite.problems import BusyError, UsageError
from netsite.text.names import printable
from netsite.texts import Text

FOLDER = ".netsite"
PATIENCE = 5.0  # seconds to wait for another writer

_LOCK = "write.lock"
_HOLDER = "holder"
_JOURNAL = "journal"
_KEPT = "kept"
_BESIDE = ".netsite-{}-{}.tmp"
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)
_NO_SYNC = (errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS)
_NEW_FILE = 0o666  # less the umask
_PRIVATE = 0o600  # as what is in it may come from a file that only its owner reads


class ChangedError(Exception):
    """Somebody else changed a file between its reading and its writing; nothing was written."""


class _Step(NamedTuple):
    """A change with its place on disk, its temporary file, and the mode the file had."""

    real: Path
    beside: Path
    mode: int | None
    before: bytes | None
    digest: str | None  # of the bytes to be, None for a file that goes


@contextmanager
def writing(vault: Path, who: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the vault's lock: one writer at a time. What an earlier one left half done is undone.

    `who` is the command, for those who wait meanwhile. Raises BusyError after `patience` seconds,
    OSError where the vault cannot be written to.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  # only who writes pays for it

    folder = _own_folder(vault)
    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise BusyError(_held_by(folder)) from None
    except NotImplementedError:
        raise UsageError(Text.of(
            "files cannot be locked on this disk, so nothing is written")) from None
    try:
        now = datetime.now().astimezone().isoformat(" ", "seconds")
        (folder / _HOLDER).write_text(f"{who} (process {os.getpid()}), since {now}", "utf-8")
        _recover(vault)
        yield
    finally:
        try:
            with suppress(OSError):  # no reason to call a command failed that has written
                (folder / _HOLDER).unlink(missing_ok=True)
        finally:
            lock.release()


def recover(vault: Path) -> None:
    """Undo what a writer that died left half done; quiet, and quick where there is nothing.

    Where another writer is at work, or the disk cannot be written to, it is left to the next start.
    """
    if os.path.lexists(vault / FOLDER / _JOURNAL):
        with suppress(BusyError, OSError, UsageError), writing(vault, "recovery", 0):
            pass


def read_bytes(vault: Path, path: str) -> bytes | None:
    """The bytes of a file of the vault, or None if there is none.

    Raises UsageError for a link that leads outside and for what is no file.
    """
    real = _real(vault, path)
    try:
        if not stat.S_ISREG(real.stat().st_mode):
            raise UsageError(Text.of("{path} is not a file", path=path))
        return real.read_bytes()
    except FileNotFoundError:
        return None


def write(vault: Path, changes: Sequence[Change]) -> None:
    """Make all changes or none; to be called under the lock.

    Raises ChangedError if a file is no longer as `before` says, UsageError for a place outside the
    vault, OSError where the disk fails; then every file is as it was. (Only if the disk fails at
    the very last step, its word that all of it is safe, are all files as they should be.)
    """
    steps = [_step(vault, change, number) for number, change in enumerate(changes)]
    reached = 0
    try:
        _put_down(vault, steps)
        for step, change in zip(steps, changes, strict=True):
            if change.after is not None:
                _write_beside(step, change.after)
        for step, change in zip(steps, changes, strict=True):
            _look(step, change)
            reached += 1
            _into_place(step, change)
        for folder in sorted({step.real.parent for step in steps}):
            _sync_folder(folder)
        os.unlink(_journal(vault))  # noqa: PTH108  # the point of no return
    except BaseException:  # also ^C: all or nothing
        if reached < len(steps) or os.path.lexists(_journal(vault)):
            _undo(vault, steps, reached)
        raise
    _sync_folder(_journal(vault).parent)


def _own_folder(vault: Path) -> Path:
    """The folder for what is netsite's own, kept out of git by itself.

    Raises UsageError for a link in it, or a pipe: a vault may come from somebody else.
    """
    folder = vault / FOLDER
    if folder.is_symlink():
        raise UsageError(Text.of("{folder} is a link; take it away", folder=folder))
    _make_folder(folder)
    with os.scandir(folder) as entries:
        for entry in entries:
            plain = entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
            if not plain and os.path.lexists(entry.path):
                raise UsageError(Text.of(
                    "{path} is a link or no file; take it away", path=entry.path))
    ignore = folder / ".gitignore"
    if not ignore.exists() or not ignore.stat().st_size:
        ignore.write_text("# netsite's own, for the moment of writing\n*\n", "utf-8")
    return folder


def _make_folder(folder: Path) -> None:
    """Make a folder that is not there, and those above; a power cut does not take it."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _held_by(folder: Path) -> str:
    try:
        holder = printable((folder / _HOLDER).read_text("utf-8")[:200])
    except (OSError, UnicodeDecodeError):
        holder = Text.of("a writer that does not say which")
    return Text.of("the vault is being written by {holder}; nothing was written, try again",
                   holder=holder)


def _real(vault: Path, path: str) -> Path:
    """Where a path of the vault lies; links are followed inside the vault alone."""
    root = vault.resolve()
    try:
        real = (root / path).resolve()
    except RuntimeError:
        raise UsageError(Text.of(
            "{path} is a link that leads to itself", path=printable(path))) from None
    parts = real.relative_to(root).parts if real.is_relative_to(root) else ()
    if not parts or any(part.startswith(".") for part in parts):
        raise UsageError(Text.of(
            "{path} leads out of the vault, so it is not written",
            path=printable(path)))
    return real


def _step(vault: Path, change: Change, number: int) -> _Step:
    real = _real(vault, change.path)
    _make_folder(real.parent)
    like = _real(vault, change.like) if change.like else real
    mode = stat.S_IMODE(like.stat().st_mode) if like.exists() else None
    digest = None if change.after is None else hashlib.sha256(change.after).hexdigest()
    return _Step(real, real.parent / _BESIDE.format(os.getpid(), number), mode, change.before,
                 digest)


def _put_down(vault: Path, steps: Sequence[_Step]) -> None:
    """Write the journal: what the files were, for whoever has to put them back."""
    root = vault.resolve()
    rows = [{
        "path": step.real.relative_to(root).as_posix(), "beside": step.beside.name,
        "mode": step.mode, "digest": step.digest,
        "before": None if step.before is None else base64.b64encode(step.before).decode()}
        for step in steps]
    journal = _journal(vault)
    draft = journal.with_suffix(".new")
    draft.unlink(missing_ok=True)
    _write_through(draft, json.dumps({"version": 1, "files": rows}).encode(), _PRIVATE)
    os.replace(draft, journal)  # noqa: PTH105  # one way to replace, which tests can break
    _sync_folder(journal.parent)


def _write_beside(step: _Step, data: bytes) -> None:
    step.beside.unlink(missing_ok=True)
    _write_through(step.beside, data, step.mode)


def _write_through(path: Path, data: bytes, mode: int | None) -> None:
    """Write a new file and have the disk confirm it; `mode` None is that of a new file."""
    descriptor = os.open(path, _CREATE, _NEW_FILE if mode is None else mode | stat.S_IWUSR)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view):]
        if mode is not None and hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _look(step: _Step, change: Change) -> None:
    """The last look at a file before it is written: is it still what the change is based on?"""
    if _bytes_of(step.real) != change.before:
        raise ChangedError(change.path)


def _into_place(step: _Step, change: Change) -> None:
    """The one moment in which a file changes."""
    if change.after is None:
        os.unlink(step.real)  # noqa: PTH108
    elif change.before is None:
        _into_free_place(step, change.path)
    else:
        os.replace(step.beside, step.real)  # noqa: PTH105


def _into_free_place(step: _Step, path: str) -> None:
    """Put a new file in place, and nothing over one that somebody made meanwhile."""
    try:
        os.link(step.beside, step.real)
    except FileExistsError:
        raise ChangedError(path) from None
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.replace(step.beside, step.real)  # noqa: PTH105
    step.beside.unlink(missing_ok=True)


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _sync_folder(folder: Path) -> None:
    """Have the disk confirm the names in a folder, where it can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


def _journal(vault: Path) -> Path:
    return vault.resolve() / FOLDER / _JOURNAL


def _recover(vault: Path) -> None:
    """Undo by a journal that a writer left, under the lock."""
    journal = _journal(vault)
    if os.path.lexists(journal):
        steps = _read_journal(vault, journal)
        _undo(vault, steps, len(steps))


def _undo(vault: Path, steps: Sequence[_Step], reached: int) -> None:
    """Put the first `reached` files back as they were, and then take the journal away."""
    for step in steps:
        step.beside.unlink(missing_ok=True)
    for step in reversed(steps[:reached]):
        _put_back(vault, step)
    for folder in sorted({step.real.parent for step in steps if step.real.parent.is_dir()}):
        _sync_folder(folder)
    _journal(vault).unlink(missing_ok=True)
    _sync_folder(_journal(vault).parent)


def _put_back(vault: Path, step: _Step) -> None:
    """One file as it was; what somebody else wrote into it since is left, the old text kept."""
    now = _bytes_of(step.real)
    if now == step.before:
        return
    ours = now is None if step.digest is None else (
        now is not None and hashlib.sha256(now).hexdigest() == step.digest)
    if not ours:
        if step.before is not None:
            _keep(vault, step)
    elif step.before is None:
        os.unlink(step.real)  # noqa: PTH108
    else:
        _make_folder(step.real.parent)
        _write_through(step.beside, step.before, step.mode)
        os.replace(step.beside, step.real)  # noqa: PTH105


def _keep(vault: Path, step: _Step) -> None:
    folder = vault.resolve() / FOLDER / _KEPT
    _make_folder(folder)
    name = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    for number in count(1):
        # Not the name alone, which may be as long as names can be.
        path = folder / f"{name}-{number}-{step.real.stem[:40]}{step.real.suffix[:10]}"
        with suppress(FileExistsError):
            _write_through(path, step.before or b"", step.mode or _PRIVATE)
            break
    _sync_folder(folder)


def _read_journal(vault: Path, journal: Path) -> list[_Step]:
    """The steps of a journal; raises UsageError for one that cannot be read.

    One that leads anywhere but to files of the vault is not obeyed: it may have come with somebody
    else's vault.
    """
    try:
        rows = json.loads(journal.read_bytes())["files"]
        return [_step_of(vault, row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError,
            UsageError):
        raise UsageError(Text.of(
            "{journal} cannot be read, so nothing is written; look at the files changed "
            "last, then delete it",
            journal=journal)) from None


def _step_of(vault: Path, row: dict[str, Any]) -> _Step:
    real = _real(vault, row["path"])
    before = None if row["before"] is None else base64.b64decode(row["before"], validate=True)
    process, number = row["beside"].removeprefix(".netsite-").removesuffix(".tmp").split("-")
    beside = real.parent / _BESIDE.format(int(process), int(number))
    mode, digest = row["mode"], row["digest"]
    return _Step(real, beside, None if mode is None else int(mode) & 0o777, before, digest)
