"""Which commit a vault's repository is at, told from its files. Git is not asked, and nothing runs.

It is only ever compared with what it was, to see that history went on.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from netsite.store.vault import CONTACTS

Head = tuple[str, ...]

_DEEPEST = 5  # branches that name another; git follows as many
_MOST = 4096  # bytes of a file that names a commit, a branch or a folder
_OTHERS = ("packed-refs", "reftable/tables.list", "shallow", "config", "info/exclude")
_BRANCH = re.compile(r"ref: (refs/[^\0\n]+)\n?")
_FOLDER = re.compile(r"gitdir: ([^\0\n]+)\n?")


def git_folder(vault: Path) -> Path | None:
    """The folder of the repository that a vault lies in; None if it lies in none."""
    for folder in (vault, *vault.parents):
        git = folder / ".git"
        if git.is_dir():
            return git
        named = _FOLDER.fullmatch(_text(git))
        if named:  # a worktree, or a submodule
            return folder / named[1]
    return None


def head(vault: Path) -> Head:
    """What names the last commit: HEAD, its branch, and the files in which branches are packed.

    With them what else says which history there is: where a shallow one ends, the settings, and
    what is to be ignored.
    Never raises; what cannot be read is "".
    """
    git = git_folder(vault)
    if git is None:
        return ()
    ignoring = [folder / ".gitignore" for folder in (vault / CONTACTS, vault, *vault.parents)]
    own = _text(git / "HEAD")
    common = git / (_text(git / "commondir").strip() or ".")
    return (own, *_branches(common, own), *(_looks(common / name) for name in _OTHERS),
            *map(_looks, ignoring))


def _branches(common: Path, named: str) -> Iterator[str]:
    """What stands in the branch that is named, and in that which it names, and so on."""
    for _ in range(_DEEPEST):
        branch = _BRANCH.fullmatch(named)
        if not branch or ".." in branch[1]:
            return
        named = _text(common / branch[1])
        yield named


def _text(path: Path) -> str:
    """The beginning of a plain file; a pipe would never end."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return ""
    try:
        plain = stat.S_ISREG(os.fstat(descriptor).st_mode)
        return os.read(descriptor, _MOST).decode(errors="replace") if plain else ""
    except OSError:
        return ""
    finally:
        os.close(descriptor)


def _looks(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_ino} {status.st_size} {status.st_mtime_ns}"
