"""The folder a user writes in: found, and its files read. Nothing outside it is ever opened."""

import os
import re
import stat
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from netsite.problems import Level, Problem, UsageError
from netsite.reasons import reason_of
from netsite.text.names import printable
from netsite.text.source import Files, Source, decode, stem
from netsite.texts import Text

SETTINGS = "netsite.toml"
CONTACTS = "contacts"
JOURNAL = "journal"
TEMPLATES = "templates"
MAX_FILE = 8 * 1024 * 1024  # bytes; a contact is a text

_MARKDOWN = (".md", ".markdown")
_SILENT = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".heic", ".bmp")
# Paths with nothing in them that `_wanted` would look at twice; nearly all are.
_PLAIN_PATH = re.compile(rf"{CONTACTS}/(?:[^\W_][^\W_ -]*/)*[^\W_](?:[^\W_]|[ -])*\.md")
_SYNC_MARKS = (".sync-conflict-", "(conflicted copy", "'s conflicted copy", "(case conflict",
               "_conflict-", "[conflict]")


class _Found(NamedTuple):
    """A file or what stands in its place: its path in the vault and on disk."""

    path: str
    real: Path


def find_vault(given: str | None) -> Path:
    """The vault: the folder given, else the current one or the nearest above that is one.

    Raises UsageError where there is none.
    """
    if given is not None:
        folder = Path(given)
        if not folder.is_dir():
            raise UsageError(Text.of("{given} is not a folder", given=given))
        return folder.resolve()
    here = Path.cwd()
    if (here / CONTACTS).is_dir() or (here / SETTINGS).is_file():
        return here
    for folder in here.parents:
        if (folder / SETTINGS).is_file():
            return folder
    raise UsageError(Text.of(
        "there is no vault here: no contacts/ and no netsite.toml, here or above; `netsite "
        "init` makes one, `-C DIR` names one"))


def read_vault(root: Path) -> Files:
    """Read every file of a vault that says something. What cannot be read is a problem."""
    problems: list[Problem] = []

    def read(folder: str) -> tuple[Source, ...]:
        sources = (read_file(root, path, problems) for path in paths_in(root, folder, problems))
        return tuple(source for source in sources if source)
    return Files(settings=read_file(root, SETTINGS, problems), contacts=read(CONTACTS),
                 journal=read(JOURNAL), problems=tuple(problems))


def paths_in(root: Path, folder: str, problems: list[Problem]) -> list[str]:
    """The paths of the files to read in contacts/ or journal/, in their order.

    What else stands there, though somebody may think it is read, is added to the problems.
    """
    return [found.path for found in _in_folder(root.resolve(), folder, problems)]


def read_file(root: Path, path: str, problems: list[Problem]) -> Source | None:
    """One file of a vault by its path; None where there is none, or it cannot be read.

    Why it cannot is added to the problems.
    """
    real = root / path
    return _read(root, _Found(path, real), problems) if os.path.lexists(real) else None


def text_of(root: Path, path: str) -> str:
    """The text of one of a vault's files once more, or "" if it is not one that can be read."""
    if path.startswith("."):  # git's, not the user's
        return ""
    real = root / path
    source = _read(root, _Found(path, real), []) if _inside(root, real) else None
    return source.text if source else ""


def contact_ids(root: Path) -> list[str]:
    """The ids a vault's file names give, without reading the files (for shell completion)."""
    return sorted(stem(found.path) for found in _walk(root / CONTACTS, CONTACTS, [])
                  if _wanted(found, []))


def contact_path(prefix: bytes, path: bytes) -> str:
    """A path that git knows, as one of the vault at `prefix`; "" if it is none of a contact's.

    It is the path that `read_vault` gives to the file.
    """
    return _as_read(os.fsdecode(path[len(prefix):])) if path.startswith(prefix) else ""


@lru_cache(maxsize=1 << 16)  # a history names the same file again and again
def _as_read(path: str) -> str:
    """The path of a file that is a contact, by its name alone; "" of any other."""
    if _PLAIN_PATH.fullmatch(path) and not path.lower().endswith("/readme.md"):
        return path
    top, *folders = path.split("/")[:-1] or [""]
    names = (*folders, path.rpartition("/")[2])
    wanted = (top == CONTACTS and not any(name.startswith(".") for name in names)
              and not any(name.lower().endswith(_MARKDOWN) for name in folders)
              and _wanted(_Found(path, Path()), []))
    return printable(path) if wanted else ""


def _in_folder(root: Path, name: str, problems: list[Problem]) -> Iterator[_Found]:
    folder = root / name
    if not os.path.lexists(folder):
        return
    if folder.is_symlink() and not _inside(root, folder):
        problems.append(Problem(name, 1, 1, Level.ERROR,
                                Text.of("a link that leads outside the vault is not followed"),
                                Text.of("put the files themselves here")))
        return
    if not folder.is_dir():
        problems.append(Problem(name, 1, 1, Level.ERROR, Text.of("this should be a folder"),
            Text.of("rename it")))
        return
    for found in sorted(_walk(folder, name, problems)):
        if _wanted(found, problems):
            yield found


def _walk(folder: Path, name: str, problems: list[Problem]) -> Iterator[_Found]:
    """Everything below a folder but folders; names that start with `.` are left out."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        problems.append(_unreadable(printable(name), error))
        return
    for entry in entries:
        path = f"{name}/{entry.name}"
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name.startswith("."):
            continue
        if is_folder and entry.name.lower().endswith(_MARKDOWN):
            problems.append(Problem(printable(path), 1, 1, Level.ERROR,
                                    Text.of("this is a folder, though its name is a contact's"),
                                    Text.of("rename it without .md")))
        elif is_folder:
            yield from _walk(folder / entry.name, path, problems)
        elif _is_linked_folder(entry) and not entry.name.lower().endswith(_MARKDOWN):
            problems.append(Problem(printable(path), 1, 1, Level.ERROR,
                                    Text.of("a link to a folder is not followed"),
                                    Text.of("put the files themselves here")))
        elif not is_folder:
            yield _Found(path, folder / entry.name)


def _is_linked_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_symlink() and entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _wanted(found: _Found, problems: list[Problem]) -> bool:
    """Whether a file is one to read; if not, but somebody may think so, a problem says why."""
    name = found.path.rpartition("/")[2]
    low = name.lower()
    shown = printable(found.path)
    if any("\udc80" <= character <= "\udcff" for character in name):
        problems.append(Problem(shown, 1, 1, Level.ERROR, Text.of("the file's name is not UTF-8"),
                                Text.of("rename it")))
    elif not low.endswith(_MARKDOWN):
        if not low.endswith(_SILENT):
            problems.append(Problem(shown, 1, 1, Level.HINT, Text.of("only .md files are read"),
                                    Text.of("rename it to .md if it should be")))
    elif low == "readme.md" or any(part.startswith("_") for part in found.path.split("/")):
        problems.append(Problem(shown, 1, 1, Level.HINT,
                                Text.of("not read, as README.md and names that start with _ are "
                                        "not"),
                                Text.of("rename it if it should be a contact")))
    elif any(mark in low for mark in _SYNC_MARKS):
        problems.append(Problem(shown, 1, 1, Level.ERROR,
                                Text.of("a copy that a sync tool left; it is not read"),
                                Text.of("take over what is new in it, then delete it")))
    else:
        return True
    return False


def _read(root: Path, found: _Found, problems: list[Problem]) -> Source | None:
    """One file's text, or None and a problem. A link is followed only inside the vault."""
    shown = printable(found.path)
    try:
        if found.real.is_symlink() and not _inside(root, found.real):
            problems.append(Problem(shown, 1, 1, Level.ERROR,
                                    Text.of("a link that leads outside the vault, or nowhere, "
                                            "is not followed"),
                                                Text.of("put the file itself here")))
            return None
        with open(found.real, "rb", opener=_at_once) as file:  # with its opener
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                problems.append(Problem(shown, 1, 1, Level.ERROR,
                                        Text.of("this is a pipe, a device or a folder, not a "
                                                "file"),
                                        Text.of("move it out of the vault")))
                return None
            if status.st_size > MAX_FILE:
                problems.append(Problem(shown, 1, 1, Level.ERROR,
                                        Text.of("longer than {what} MB; it is not read",
                                                what=MAX_FILE // 1024 ** 2),
                                        Text.of("a contact is a text; move the rest elsewhere")))
                return None
            return decode(shown, file.read())
    except OSError as error:
        problems.append(_unreadable(shown, error))
        return None


def _at_once(path: str, flags: int) -> int:
    """Open a file without waiting: a pipe would wait for its writer."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _inside(root: Path, path: Path) -> bool:
    """Whether a link's end exists and lies inside the vault."""
    try:
        return path.resolve(strict=True).is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def _unreadable(shown: str, error: OSError) -> Problem:
    return Problem(shown, 1, 1, Level.ERROR,
                   Text.of("cannot be read: {reason}", reason=reason_of(error)),
                   Text.of("check the file and its permissions"))
