"""The site on disk: only what differs is written, each file whole or not at all.

A manifest in the output folder lists what netsite wrote, so that it can take away what is stale,
and nothing else. No link in the folder is followed.
"""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from netsite.problems import UsageError
from netsite.texts import Text

MANIFEST = ".netsite-manifest"
_WRITE = (os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
          | getattr(os, "O_BINARY", 0))
_BESIDE = ".netsite-{}.tmp"  # by process: two builds at once do not take each other's
_LEFT = re.compile(r"\.netsite-(\d+)\.tmp")
FileSignature = tuple[int, ...]  # size, both times in nanoseconds, i-node
_LARGEST = (1 << 63) - 1
_HEADER = "netsite site 1"
_IGNORED = frozenset({".gitignore", ".gitkeep", ".git", ".nojekyll", ".DS_Store", "CNAME"})
_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
_KEPT = ("contacts", "journal", "templates", ".git", ".netsite")


def named_folder(vault: Path, given: str | None, setting: str) -> Path:
    """The folder that is meant by the command line, else by the settings, links in it and all."""
    return vault / setting if given is None else Path(given).expanduser().absolute()


def output_folder(vault: Path, given: str | None, setting: str) -> Path:
    """The folder to write the site into.

    `given` is the command line's, relative to the current folder, and may lie anywhere; `setting`
    is relative to the vault and must stay in it. Raises UsageError for a folder that netsite must
    not write into: home, the vault and its sources, anything above them, and one with files in it
    that netsite did not make.
    """
    folder = named_folder(vault, given, setting)
    if given is None and not folder.resolve().is_relative_to(vault.resolve()):
        raise UsageError(Text.of(
            "the output folder in netsite.toml ({setting}) leads out of the vault; only"
            " --output may",
            setting=setting))
    real = folder.resolve()
    for kept in (Path.home().resolve(), vault.resolve()):
        if kept.is_relative_to(real):
            raise UsageError(Text.of(
                "{folder} holds your home or the vault itself; name a folder of its own "
                "with --output",
                folder=folder))
    for name in _KEPT:
        source = (vault / name).resolve()
        if real.is_relative_to(source) or source.is_relative_to(real):
            raise UsageError(Text.of(
                "{folder} is or lies in {name}/, where your own files are; name another "
                "folder with --output",
                folder=folder, name=name))
    if os.path.lexists(real) and not real.is_dir():
        raise UsageError(Text.of("{folder} is not a folder", folder=folder))
    if real.is_dir() and not (real / MANIFEST).is_file() and _foreign(real):
        raise UsageError(Text.of(
            "{folder} has files in it that netsite did not write; empty it, or name another"
            " folder with --output",
            folder=folder))
    return real


def _foreign(folder: Path) -> bool:
    return any(path.name not in _IGNORED for path in list(folder.iterdir()))


class Output:
    """A site being written. Used as: `with begun()`, `write` for every file, `finish`.

    `written` and `unchanged` count pages, `removed` files. `alone` says that no other build has
    made a page meanwhile.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.written = 0
        self.unchanged = 0
        self.removed = 0
        self.names: set[str] = set()
        self.old: set[str] = set()
        self.seen: dict[str, FileSignature] = {}  # what the files looked like at the beginning
        self._folders: set[str] = set()
        # The files that were written, as they looked then; None if they were soon another's.
        self.replaced: dict[str, FileSignature | None] = {}
        self.alone = True
        self._claims = -1  # the open manifest

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Hold the folder's manifest open; before the first page it marks the folder as ours."""
        self._begin()
        try:
            yield
        finally:
            os.close(self._claims)

    def _begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        if (self.folder / MANIFEST).is_symlink():
            raise UsageError(Text.of("{path} is a link; take it away", path=self.folder / MANIFEST))
        self.old = set(_read_manifest(self.folder / MANIFEST))
        self.seen = self.look()
        if not self.old:
            self._replace(MANIFEST, f"{_HEADER}\n".encode())
        self._claims = os.open(self.folder / MANIFEST, os.O_WRONLY | os.O_APPEND | _NO_FOLLOW)

    def look(self, name: str = "") -> dict[str, FileSignature]:
        """What the files of the site look like, by address; takes away what was left half-written.

        Nothing is read of them, and no link is followed.
        """
        try:
            with os.scandir(f"{self.folder}/{name}") as entries:
                some = list(entries)
        except OSError:
            return {}
        found: dict[str, FileSignature] = {}
        for entry in some:
            own = entry.name
            path = f"{name}/{own}" if name else own
            if own[0] == "." and (own == MANIFEST or _is_left(entry)):
                continue
            if entry.is_dir(follow_symlinks=False):
                if own[0] != ".":
                    found.update(self.look(path))
                continue
            try:
                signature = _signature(entry.stat(follow_symlinks=False))
            except OSError:  # gone since the folder was read
                continue
            if signature:
                found[path] = signature
        return found

    def touch_up(self, name: str, data: bytes) -> bool:
        """Write one page of a site that is there, outside of a build; say whether it differed."""
        if self._through_link((self.folder / name).parent) or self._holds(name, data):
            return False
        try:
            self._replace(name, data)
        except FileNotFoundError:  # the site is gone; a build makes it anew
            return False
        return True

    def keep(self, name: str) -> None:
        """Leave a page as it is, which has been seen to be right."""
        self.names.add(name)
        self.unchanged += name.endswith(".html")

    def write(self, name: str, data: bytes) -> None:
        """Write one file, if its bytes differ; `name` is its address below the folder."""
        self.names.add(name)
        self._make_folders(name.rpartition("/")[0])
        is_page = name.endswith(".html")
        if name not in self.old:
            self._claim(name)  # and do not look whether it is there: of 10,000 new pages none is
        elif self._holds(name, data):
            self.unchanged += is_page
            return
        self.replaced[name] = self._replace(name, data)
        self.written += is_page

    def share(self) -> "Output":
        """The same site, for a second process to write a share of."""
        other = Output(self.folder)
        other.old, other._claims = self.old, self._claims  # one of our own
        return other

    def absorb(
        self, names: frozenset[str], written: int, unchanged: int,
        replaced: Mapping[str, FileSignature | None],
    ) -> None:
        """Count in what a second process wrote."""
        self.names |= names
        self.replaced |= replaced
        self.written += written
        self.unchanged += unchanged

    def finish(self) -> None:
        """Take away what an earlier build wrote and this one did not; then write the manifest."""
        for name in sorted(self.old - self.names):
            self.removed += self._remove(name)
        others = {*_read_manifest(self.folder / MANIFEST)} - self.old - self.names
        self.alone = not others  # what another build has claimed meanwhile is for the next one
        lines = "".join(f"{name}\n" for name in sorted(self.names | others))
        data = f"{_HEADER}\n{lines}".encode()
        if not self._holds(MANIFEST, data):
            self._replace(MANIFEST, data)

    def _claim(self, name: str) -> None:
        """Put a new file into the manifest before it is written, should the build be cut off."""
        os.write(self._claims, f"{name}\n".encode())

    def _make_folders(self, name: str) -> None:
        if not name or name in self._folders:
            return
        self._make_folders(name.rpartition("/")[0])
        folder = self.folder / name
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise UsageError(Text.of(
                "{folder} is a link or a file where a folder of the site should be; take it"
                " away",
                folder=folder))
        folder.mkdir(exist_ok=True)
        self._folders.add(name)

    def _holds(self, name: str, data: bytes) -> bool:
        path = f"{self.folder}/{name}"
        try:
            status = os.lstat(path)
            if not stat.S_ISREG(status.st_mode) or status.st_size != len(data):
                return False
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # once a page, so quickly
                return file.read() == data
        except OSError:
            return False

    def _replace(self, name: str, data: bytes) -> FileSignature | None:
        """Write one file beside the old one, and put it there; what it looks like then."""
        path = f"{self.folder}/{name}"
        beside = f"{path.rpartition('/')[0]}/{_BESIDE.format(os.getpid())}"
        try:
            descriptor = os.open(beside, _WRITE, 0o666)
            try:
                view = memoryview(data)
                while view:
                    view = view[os.write(descriptor, view):]
                made = os.fstat(descriptor)
            finally:
                os.close(descriptor)
            os.replace(beside, path)  # noqa: PTH105
        except BaseException:  # also when interrupted: nothing half-written stays
            Path(beside).unlink(missing_ok=True)
            raise
        try:
            found = os.lstat(path)  # asked again, as a new name is a change of its status
        except OSError:  # another build has taken it away already
            return None
        same = (found.st_ino, found.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)
        return _signature(found) if same else None

    def _through_link(self, folder: Path) -> bool:
        """Whether a folder of the site is a link, or below one."""
        return any(part.is_symlink() for part in (folder, *folder.parents)
                   if part != self.folder and part.is_relative_to(self.folder))

    def _remove(self, name: str) -> bool:
        """Take one stale file away, and its folder if that leaves it empty."""
        path = self.folder / name
        if self._through_link(path.parent):
            return False
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                return False
            path.unlink()
        except OSError:
            return False
        for parent in path.relative_to(self.folder).parents:
            if parent == Path():
                break
            try:
                (self.folder / parent).rmdir()
            except OSError:
                break
        return True


def _is_left(entry: "os.DirEntry[str]") -> bool:
    """Whether a file was left half-written; by a process that has ended, it is taken away."""
    match = None if entry.is_dir(follow_symlinks=False) else _LEFT.fullmatch(entry.name)
    if match and not _runs(int(match[1])):
        Path(entry.path).unlink(missing_ok=True)
    return match is not None


def _runs(process: int) -> bool:
    """Whether a process is there; where that cannot be asked without harm, it may be."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _read_manifest(path: Path) -> Iterator[str]:
    """The files a manifest lists; lines that would lead elsewhere are passed over."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return
    for line in lines[1:] if lines[0] == _HEADER else ():
        if line and not line.startswith("/") and "\\" not in line and "\0" not in line and (
                ".." not in line or ".." not in line.split("/")):
            yield line


def _signature(status: os.stat_result) -> FileSignature | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino & _LARGEST
