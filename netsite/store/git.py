"""Git behind one function, run so that nothing in a repository can make it run anything else.

A vault may come from someone else, with a `.git/config` of their making. Config can name programs
(monitors, hooks, diff and text filters, signers, transports); every one that the commands used here
could reach is switched off, nothing of git's environment is taken over, and no network is reached.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import IO, NamedTuple

from netsite.problems import Level
from netsite.reasons import reason_of
from netsite.store.complaints import NO_REPOSITORY, reason
from netsite.texts import Text

PATIENCE = 30.0  # seconds for a question; a pipe in place of a file would keep git waiting
LONG_PATIENCE = 3600.0  # for a whole history

_OFF = (
    "core.fsmonitor=false",  # a program that says what changed
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "core.untrackedCache=false",
    "log.showSignature=false",  # runs gpg.program
    "commit.gpgSign=false",
    "protocol.allow=never",  # a partial clone would fetch what is missing, by any transport
    "safe.bareRepository=explicit",  # a folder that looks like a repository is not one
    "gc.auto=0",
    "maintenance.auto=false",
    "submodule.recurse=false",
)
_SET = {
    "GIT_ALLOW_PROTOCOL": "none",  # no config can allow one again, as protocol.ext.allow would
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",  # history as it was committed
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LANGUAGE": "C",
    "LC_ALL": "C.UTF-8",
}
_KEPT = frozenset({"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME",
                   "GIT_COMMITTER_EMAIL"})
_PIPE = 1 << 20  # bytes that git may be ahead of its reader
_MISSING = Text.of("git is not installed")


class Answer(NamedTuple):
    """What git said: its exit status (127 if there is no git), its output, its complaint."""

    status: int
    out: bytes
    error: str


class Repository(NamedTuple):
    """The repository a vault lies in.

    `prefix` is the vault's path in it, with a slash at the end, or b"". `head` is the id of the
    last commit ("" before the first), `branch` the full name of the branch ("" if detached).
    """

    root: Path
    prefix: bytes
    git_dir: Path
    shallow: bool
    head: str
    branch: str


class NoRepository(NamedTuple):
    """Why a vault has no history, and how loudly that is to be said; None: nobody need be told."""

    reason: str
    level: Level | None


class GitError(Exception):
    """Git could not answer; the text says why."""


def command(folder: Path, *arguments: str | bytes) -> list[str | bytes]:
    """The words of a git command on a folder, all that could run something else switched off.

    Raises FileNotFoundError where there is no git.
    """
    off = [word for setting in _OFF for word in ("-c", setting)]
    # check-ignore alone refuses to be told that paths are only paths; it takes them so.
    literal = () if arguments[:1] == ("check-ignore",) else ("--literal-pathspecs",)
    return [_program(), "--no-pager", *literal, "-C", os.fspath(folder), *off, *arguments]


def _program() -> str:
    """Where git is; never a `git` that lies in the current folder, which may be a vault."""
    folders = [folder for folder in os.environ.get("PATH", os.defpath).split(os.pathsep)
               if Path(folder).is_absolute()]
    found = shutil.which("git", path=os.pathsep.join(folders)) if folders else None
    if not found or not Path(found).is_absolute():
        raise FileNotFoundError(_MISSING)
    return found


def environment(**more: str) -> dict[str, str]:
    """The environment git runs in: none of the caller's `GIT_*` but who they are."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith("GIT_") or name in _KEPT}
    return kept | _SET | more


def run(
    folder: Path, *arguments: str | bytes, stdin: bytes = b"", patience: float = PATIENCE,
    **more: str,
) -> Answer:
    """Run git in a folder and wait; `more` is added to its environment. Never raises.

    Without git the status is 127; 124 where it did not answer within `patience` seconds.
    """
    try:
        done = subprocess.run(  # noqa: S603  # what is run is git, hardened
            command(folder, *arguments), input=stdin, capture_output=True,
            env=environment(**more), check=False, timeout=patience)
    except subprocess.TimeoutExpired:
        return Answer(124, b"", Text.of(
            "git did not answer within {n} seconds", n=round(patience)))
    except FileNotFoundError:
        return Answer(127, b"", _MISSING)
    except OSError as error:
        return Answer(126, b"", _not_run(error))
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


def _not_run(error: OSError) -> str:
    return Text.of("git cannot be run: {why}", why=reason_of(error))


@contextmanager
def stream(folder: Path, *arguments: str | bytes, stdin: bytes = b"") -> Iterator[IO[bytes]]:
    """Git's output, to be read while it runs.

    What it is told and what it complains of are files, so that no pipe can fill up and wait for
    another. Raises GitError at the end if git failed.
    """
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complaint:
        told.write(stdin)
        told.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603  # as above
                command(folder, *arguments), stdin=told, stderr=complaint,
                stdout=subprocess.PIPE, env=environment(), pipesize=_PIPE)
        except OSError as error:
            raise GitError(_MISSING if isinstance(error, FileNotFoundError)
                           else _not_run(error)) from None
        out = process.stdout
        if out is None:  # never: it is a pipe
            raise GitError(_MISSING)
        watch = Timer(LONG_PATIENCE, process.kill)
        watch.start()
        try:
            yield out
            status = process.wait()
        finally:
            watch.cancel()
            with suppress(OSError):
                out.close()
            process.kill()
            process.wait()
        if status:
            complaint.seek(0)
            raise GitError(reason(complaint.read().decode("utf-8", "replace")))


def find_repository(vault: Path) -> Repository | NoRepository:
    """The repository whose work tree a vault lies in, or why there is none to use."""
    vault = vault.resolve()
    above = next((folder for folder in (vault, *vault.parents)
                  if os.path.lexists(folder / ".git")), None)
    if above is None:
        return NoRepository(NO_REPOSITORY, None)
    # A repository far above need not be meant for the vault.
    level = Level.WARNING if above == vault else Level.HINT
    answer = run(vault, "rev-parse", "--is-shallow-repository", "--show-toplevel")
    if answer.status:
        return NoRepository(reason(answer.error), level)
    # A folder's name may have newlines, so paths stand last, and alone.
    shallow, _, top = answer.out.removesuffix(b"\n").partition(b"\n")
    root = Path(os.fsdecode(top))
    prefix = _prefix(vault, root)
    if prefix is None:
        return NoRepository(Text.of("the repository's work tree lies elsewhere"), level)
    git_dir = run(vault, "rev-parse", "--absolute-git-dir").out.removesuffix(b"\n")
    head = run(vault, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    branch = run(vault, "symbolic-ref", "--quiet", "HEAD")
    return Repository(root, prefix, Path(os.fsdecode(git_dir)), shallow == b"true",
                      head.out.decode().strip(), branch.out.decode("utf-8", "replace").strip())


def _prefix(vault: Path, root: Path) -> bytes | None:
    """A vault's path in its repository, with a slash at the end; None if it is not in it."""
    for folder in (vault, *vault.parents):
        with suppress(OSError):
            if folder.samefile(root):
                inside = vault.relative_to(folder).as_posix()
                return b"" if inside == "." else os.fsencode(inside) + b"/"
    return None
