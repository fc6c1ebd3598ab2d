"""Git behind one function, run so that nothing in a repository can make it run anything else.

A vault may come from someone else, with a `.git/config` of their making. Config can name programs
(monitors, hooks, diff and text filters, signers, transports); every one that the commands used here
could reach is switched off, nothing of git's environment is taken over, and no network is reached.
"""

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

_OFF = (
    "core.fsmonitor=false",  # a program that says what changed
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "core.untrackedCache=false",
    "log.showSignature=false",  # runs gpg.program
    "commit.gpgSign=false",
    "protocol.allow=never",  # a partial clone would fetch what is missing, by any transport
    "gc.auto=0",
    "maintenance.auto=false",
    "submodule.recurse=false",
)
_KEPT = frozenset({"GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME",
                   "GIT_COMMITTER_EMAIL"})


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
    """Why a vault has no history, and whether that is nothing to tell anybody."""

    reason: str
    expected: bool


def command(folder: Path, *arguments: str | bytes) -> list[str | bytes]:
    """The words of a git command on a folder, all that could run something else switched off."""
    off = [word for setting in _OFF for word in ("-c", setting)]
    return ["git", "--no-pager", "--literal-pathspecs", "-C", os.fspath(folder), *off, *arguments]


def environment(**more: str) -> dict[str, str]:
    """The environment git runs in: none of the caller's `GIT_*` but who they are."""
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith("GIT_") or name in _KEPT}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1",
                   "LC_ALL": "C.UTF-8", "LANGUAGE": "C"} | more


def run(folder: Path, *arguments: str | bytes, stdin: bytes = b"", **more: str) -> Answer:
    """Run git in a folder and wait; `more` is added to its environment."""
    try:
        done = subprocess.run(  # noqa: S603  # git, by a list of words
            command(folder, *arguments), input=stdin, capture_output=True,
            env=environment(**more), check=False)
    except FileNotFoundError:
        return Answer(127, b"", "git is not installed")
    return Answer(done.returncode, done.stdout, done.stderr.decode("utf-8", "replace").strip())


def find_repository(vault: Path) -> Repository | NoRepository:
    """The repository whose work tree a vault lies in, or why there is none to use."""
    vault = vault.resolve()
    if not any(os.path.lexists(folder / ".git") for folder in (vault, *vault.parents)):
        return NoRepository("not a git repository", expected=True)
    answer = run(vault, "rev-parse", "--show-toplevel", "--absolute-git-dir",
                 "--is-shallow-repository", "--show-prefix")
    if answer.status:
        return NoRepository(_reason(answer.error), expected=False)
    top, git_dir, shallow, prefix = answer.out.split(b"\n")[:4]
    root = Path(os.fsdecode(top))
    if root.resolve() / os.fsdecode(prefix) != vault and not vault.samefile(
            root / os.fsdecode(prefix)):
        return NoRepository("the repository's work tree lies elsewhere", expected=False)
    head = run(vault, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    branch = run(vault, "symbolic-ref", "--quiet", "HEAD")
    return Repository(root, prefix, Path(os.fsdecode(git_dir)), shallow == b"true",
                      head.out.decode().strip(), branch.out.decode("utf-8", "replace").strip())


def _reason(error: str) -> str:
    """Git's complaint in one line; of a folder that is somebody else's, with the mend."""
    if "dubious ownership" in error or "safe.directory" in error:
        return ("git does not trust this folder, as it belongs to another user; "
                "`git config --global --add safe.directory FOLDER` says that you do")
    lines = [line.removeprefix("fatal: ") for line in error.splitlines() if line.strip()]
    return lines[-1] if lines else "git failed without a word"
