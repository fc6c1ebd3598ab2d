"""What is remembered between builds: one sqlite file a vault, in the user's cache folder.

It only ever saves work. A cache that is broken, locked, old or nowhere to be written is made anew
or left out, and the result is the same.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from platformdirs import user_cache_path

from netsite import __version__
from netsite.problems import UsageError
from netsite.reasons import meaning_of, reason_of
from netsite.texts import Text

SCHEMA = 7  # to be raised when what is kept, or what it is made from, changes its meaning
_OTHERS_TABLES = "no such column"  # sqlite's words for a file that is not one of ours
_PATIENCE = 1.0  # seconds to wait for another build that writes
_MEANINGS = (
    ("is locked", Text.of("another command is at work in the cache")),
    ("readonly database|authorized", Text.of("the cache may only be read")),
    ("unable to open", Text.of("the file of the cache cannot be opened")),
    ("disk is full", Text.of("no space left on device")),
    ("disk I/O", Text.of("input/output error")),
    ("malformed|not a database|corrupt", Text.of("the cache is damaged; delete it")))
_ENGINES = ("jinja2", "markdown", "nh3", "pyromark")
_TABLES = """
CREATE TABLE IF NOT EXISTS stamp (text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kept (kind TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL,
                                 PRIMARY KEY (kind, key));
"""  # not WITHOUT ROWID: there rows before a long one take longer to put in the more there are
_PAGE = 1 << 14  # bytes; most rows fit into one
_SUM = 4  # bytes of a check sum before each value
_MOST_AT_ONCE = 500  # keys in one question


class Cache:
    """Bytes by kind and key, as remembered for one vault. No method raises; see `note`.

    `note` says why nothing is remembered, or is "".
    """

    def __init__(
        self, connection: sqlite3.Connection | None, note: str = "", path: Path | None = None,
    ) -> None:
        self._connection = connection
        self._path, self._process = path, os.getpid()
        self.note = note

    def get(self, kind: str, key: bytes) -> bytes | None:
        """What is kept under a key."""
        return self.get_many(kind, [key]).get(key)

    def get_many(self, kind: str, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """What is kept under some keys; those of which nothing is kept are left out."""
        wanted = list(keys)
        found: dict[bytes, bytes] = {}
        for start in range(0, len(wanted), _MOST_AT_ONCE):
            some = wanted[start:start + _MOST_AT_ONCE]
            marks = ",".join("?" * len(some))
            found.update(self._ask(
                f"SELECT key, value FROM kept WHERE kind = ? AND key IN ({marks})",  # noqa: S608
                (kind, *some)))
        return found

    def all(self, kind: str) -> dict[bytes, bytes]:
        """Everything of a kind, by key, in their order."""
        return dict(self._ask("SELECT key, value FROM kept WHERE kind = ? ORDER BY key", (kind,)))

    def _ask(self, question: str, values: tuple[str | bytes, ...]) -> list[tuple[bytes, bytes]]:
        if self._connection is None:
            return []
        self._mind_the_fork()
        try:
            rows = self._connection.execute(question, values).fetchall()
        except (sqlite3.Error, OverflowError, MemoryError) as error:
            self._give_up(error)
            return []
        return [(key, value[_SUM:]) for key, value in rows
                if isinstance(key, bytes) and isinstance(value, bytes) and _whole(value)]

    def _mind_the_fork(self) -> None:
        """Open the file anew in a forked process: sqlite's connections must not be shared."""
        if self._path and os.getpid() != self._process:
            _INHERITED.append(self._connection)  # not to be closed here either
            self._process = os.getpid()
            self._connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)

    def put(
        self, kind: str, kept: Iterable[tuple[bytes, bytes]], *, instead: bool = False,
        unless: tuple[bytes, bytes | None] | None = None,
    ) -> bool:
        """Keep bytes by key, all or none, and say whether they were; `instead` of all of the kind.

        `unless` is a key of the kind, and what was kept under it when this build began: where
        another build has changed that since, nothing is kept.
        """
        if self._connection is None:
            return False
        try:
            with _transaction(self._connection) as base:
                if unless and _value(base, kind, unless[0]) != unless[1]:
                    return False
                if instead:
                    base.execute("DELETE FROM kept WHERE kind = ?", (kind,))
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                                 ((kind, key, _sum(value) + value) for key, value in kept))
        except sqlite3.Error as error:
            self._give_up(error)
            return False
        return True

    def change(
        self, new: Mapping[str, Iterable[tuple[bytes, bytes]]], gone: Mapping[str, Iterable[bytes]],
    ) -> bool:
        """Keep bytes by kind and key, and let go of others; all or none, and say which."""
        if self._connection is None:
            return False
        try:
            with _transaction(self._connection) as base:
                for kind, keys in gone.items():
                    base.executemany("DELETE FROM kept WHERE kind = ? AND key = ?",
                                     ((kind, key) for key in keys))
                for kind, kept in new.items():
                    base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                                     ((kind, key, _sum(value) + value) for key, value in kept))
        except sqlite3.Error as error:
            self._give_up(error)
            return False
        return True

    @contextmanager
    def as_it_is(self) -> Iterator[None]:
        """See what is kept as it is now until the end, whatever others write meanwhile."""
        if self._connection is not None:
            self._ask("BEGIN", ())
        try:
            yield
        finally:
            if self._connection is not None:
                self._ask("COMMIT", ())

    def reset(self) -> None:
        """Let go of everything: it turned out to be of no use."""
        if self._connection is not None:
            try:
                with _transaction(self._connection) as base:
                    base.execute("DELETE FROM kept")
            except sqlite3.Error as error:
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        self.note = _nothing_kept(error)
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None


NO_CACHE = Cache(None)
_INHERITED: list[sqlite3.Connection | None] = []


def _value(base: sqlite3.Connection, kind: str, key: bytes) -> bytes | None:
    row = base.execute("SELECT value FROM kept WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    return row[0][_SUM:] if row else None


def _sum(value: bytes) -> bytes:
    return crc32(value).to_bytes(_SUM, "big")


def _whole(value: bytes) -> bool:
    """Whether bytes are as they were kept; who reads them need not doubt their form then."""
    return _sum(value[_SUM:]) == value[:_SUM]


@contextmanager
def _transaction(base: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Alone with the file until the end; nothing of it stays if something goes wrong."""
    base.execute("BEGIN IMMEDIATE")
    try:
        yield base
    except BaseException:
        base.rollback()
        raise
    base.commit()


def cache_file(vault: Path, folder: str | None) -> Path | None:
    """Where a vault's cache lies: in a folder, by default the user's own for caches.

    Never inside the vault, where it would be committed, and somebody else's taken for one's own:
    raises UsageError for such a folder, and gives None where the user's own is one. But where the
    vault is no repository, and holds the user's own folder for caches, that is their home.
    """
    vault = vault.resolve()
    base = Path(folder).resolve() if folder is not None else user_cache_path("netsite")
    if base.resolve().is_relative_to(vault):
        if folder is not None:
            raise UsageError(Text.of(
                "{folder} is inside the vault; a cache must not be shared with it",
                folder=folder))
        if os.path.lexists(vault / ".git"):
            return None
    name = hashlib.sha256(os.fsencode(vault)).hexdigest()[:32]
    return base / f"{name}.sqlite3"


@contextmanager
def opened(path: Path | None) -> Iterator[Cache]:
    """The cache in a file, for as long as it is needed; without a file, one that keeps nothing."""
    cache = open_cache(path) if path else NO_CACHE
    try:
        yield cache
    finally:
        cache.close()


def open_cache(path: Path) -> Cache:
    """A vault's cache, made where there is none, and made anew where it is of no use. Never raises.

    It is for its owner's eyes only: what it holds is from the vault.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Cache(_open(path), path=path)
    except OSError as error:
        return Cache(None, _nothing_kept(error))
    except sqlite3.OperationalError as error:
        if _OTHERS_TABLES in str(error):
            return _again(path)
        return Cache(None, _nothing_kept(error))  # locked, or a folder that may not be written
    except sqlite3.Error:  # not a database, or a broken one
        return _again(path)


def _nothing_kept(error: Exception) -> str:
    return Text.of("nothing is remembered between builds: {why}", why=_why(error))


def _why(error: Exception) -> str:
    """What the system or sqlite means by an error; what nobody knows is quoted."""
    if isinstance(error, OSError):
        return reason_of(error)
    if isinstance(error, MemoryError):
        return Text.of("cannot allocate memory")
    return meaning_of(str(error), _MEANINGS) or Text.of("sqlite says “{words}”", words=error)


def _again(path: Path) -> Cache:
    try:
        path.unlink()
        return Cache(_open(path), path=path)
    except (OSError, sqlite3.Error) as error:
        return Cache(None, _nothing_kept(error))


def _open(path: Path) -> sqlite3.Connection:
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    base = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        base.execute("PRAGMA synchronous = OFF")  # after a crash it is made anew
        base.execute("PRAGMA secure_delete = ON")  # who is forgotten is not found in it
        base.execute(f"PRAGMA page_size = {_PAGE}")  # of a new file
        stamp = _stamp()
        if _stamps(base) != [(stamp,)]:
            with _transaction(base):
                if _stamps(base) != [(stamp,)]:  # nobody else has made them meanwhile
                    _make_tables(base, stamp)
    except BaseException:
        base.close()
        raise
    return base


def _make_tables(base: sqlite3.Connection, stamp: str) -> None:
    for table in ("stamp", "kept"):
        base.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in filter(str.strip, _TABLES.split(";")):
        base.execute(statement)
    base.execute("INSERT INTO stamp VALUES (?)", (stamp,))


def _stamp() -> str:
    """What tells this netsite from every other: its version, and when its files were changed.

    The latter is for those who work on it, or on its templates. What makes HTML of Markdown counts
    as well, also that there is none of it.
    """
    package = Path(__file__).resolve().parent.parent
    folders = [package, *(path for path in package.iterdir() if path.is_dir()),
               package.parent / "templates", package.parent / "templates" / "static"]
    newest = max(_newest(folder) for folder in folders if folder.is_dir())
    return f"{__version__} {SCHEMA} {newest} {' '.join(map(_installed, _ENGINES))}"


def _installed(module: str) -> str:
    """What a module looks like that is installed, without importing it; "" for one that is not."""
    spec = find_spec(module)
    if spec is None or spec.origin is None:
        return ""
    try:
        status = Path(spec.origin).stat()
    except OSError:
        return spec.origin
    return f"{status.st_size}.{status.st_mtime_ns}"


def _newest(folder: Path) -> int:
    """When a file of a folder was changed last."""
    with os.scandir(folder) as entries:
        return max((entry.stat().st_mtime_ns for entry in entries if entry.is_file()), default=0)


def _stamps(base: sqlite3.Connection) -> list[tuple[object, ...]]:
    tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
    return base.execute("SELECT text FROM stamp").fetchall() if "stamp" in tables else []
