"""Files of a site, for serving: only plain ones, and no link is followed."""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

INDEX = "index.html"
MAX_FILE = 64 * 1024 * 1024  # bytes

_READ = (os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
         | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0))
_REPARSE = getattr(stat, "FILE_ATTRIBUTE_REPARSE_POINT", 0)  # links of Windows, of all kinds


def read(root: Path, names: Sequence[str]) -> bytes | None:
    """The bytes of a file below a folder, by the names that lead to it; None if it is none.

    Folders, pipes, devices and what stands behind a link are none.
    """
    path = root
    for name in names:
        path /= name
        if not _plain(path):
            return None
    try:
        # Not blocking: opening a pipe would wait for its writer.
        descriptor = os.open(path, _READ)
    except (OSError, ValueError):
        return None
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_FILE:
            return None
        with open(descriptor, "rb", closefd=False) as file:  # a descriptor
            return file.read()
    except OSError:
        return None
    finally:
        os.close(descriptor)


def is_folder(root: Path, names: Sequence[str]) -> bool:
    """Whether names lead to a folder below a folder, through no link."""
    path = root
    for name in names:
        path /= name
        if not _plain(path):
            return False
    return path.is_dir()


def _plain(path: Path) -> bool:
    """Whether something stands there and is no link."""
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return False
    return not stat.S_ISLNK(status.st_mode) and not (
        getattr(status, "st_file_attributes", 0) & _REPARSE)
