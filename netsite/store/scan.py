"""What stands on disk, without opening it: a stat signature of every file that makes a site.

A file whose signature is what it was has not changed, but for one case: a change so soon after the
look that the clock of the disk did not move between them. Git calls such files racy
(Documentation/technical/racy-git.txt). Their signatures are not trusted the next time.
"""

import os
import stat
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from netsite.store.vault import CONTACTS, JOURNAL, SETTINGS, TEMPLATES

# Type and mode, i-node, size, and when the contents and the file were last changed (nanoseconds);
# of a link that of the link, then of its end, and a sum of where that is.
Signature = tuple[int, ...]

_SECOND = 1_000_000_000
_TICK = _SECOND // 20  # more than the clocks of common disks take to move on
_COARSE = 2 * _SECOND  # of disks that count in seconds (FAT: two)


class Scan(NamedTuple):
    """What a vault's files looked like, by path in it, and when they were looked at (nanoseconds).

    It may be some time ago: what changes later is for the next build.
    """

    seen: dict[str, Signature]
    began: int


def scanned(root: Path) -> Scan:
    """A scan of a vault, and when it began."""
    began = time.time_ns()
    return Scan(scan(root), began)


def scan(root: Path) -> dict[str, Signature]:
    """The signatures of a vault's settings, contacts, journal and templates, by path in it.

    Folders are in it with their kind alone. Two scans are equal if nothing changed. What cannot be
    looked at is left out; no file is opened. Never raises.
    """
    found: dict[str, Signature] = {}
    top = os.fspath(root)
    for name in (SETTINGS, CONTACTS, JOURNAL, TEMPLATES):
        path = os.path.join(top, name)  # noqa: PTH118  # as quick as can be: 10,000 files
        try:
            status = os.lstat(path)
        except OSError:
            continue
        found[name] = _signature(path, status)
        # A link to a folder is followed here alone, as when the vault is read.
        if stat.S_ISDIR(status.st_mode) or os.path.isdir(path):  # noqa: PTH112
            found.update(_below(path, name))
    return found


def _below(folder: str, name: str) -> Iterator[tuple[str, Signature]]:
    try:
        with os.scandir(folder) as entries:
            some = list(entries)
    except OSError:
        return
    for entry in some:
        if entry.name.startswith("."):
            continue
        path = f"{name}/{entry.name}"
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:  # gone since the folder was read
            continue
        yield path, _signature(entry.path, status)
        if stat.S_ISDIR(status.st_mode):
            yield from _below(entry.path, path)


def look(root: Path, paths: Iterable[str]) -> dict[str, Signature]:
    """The signatures of some files of a vault, by path; one that is not there is left out."""
    found = {}
    for path in paths:
        real = os.path.join(root, path)  # noqa: PTH118
        try:
            found[path] = _signature(real, os.lstat(real))
        except (OSError, ValueError):
            continue
    return found


def _signature(path: str, status: os.stat_result) -> Signature:
    mode = status.st_mode
    if stat.S_ISDIR(mode):  # what is in it speaks for itself
        return (stat.S_IFDIR,)
    own = (mode, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if not stat.S_ISLNK(mode):
        return own
    try:
        end = os.stat(path)  # noqa: PTH116
    except OSError:
        return own
    return (*own, end.st_mode, end.st_ino, end.st_size, end.st_mtime_ns, end.st_ctime_ns,
            crc32(os.fsencode(os.path.realpath(path))))


def trusted(seen: Mapping[str, Signature], began: int) -> dict[str, Signature]:
    """What can be relied on next time of a scan that `began` at a time (nanoseconds).

    A file that changed just before, or after, may be changed again without a sign of it.
    """
    return {path: signature for path, signature in seen.items() if not _is_racy(signature, began)}


def _is_racy(signature: Signature, began: int) -> bool:
    times = (*signature[3:5], *signature[8:10])
    if not times or max(times) <= began - _COARSE:
        return False
    coarse = any(time % _SECOND == 0 for time in times)
    return max(times) > began - (_COARSE if coarse else _TICK)
