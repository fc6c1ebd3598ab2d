"""One commit a command: exactly what it wrote, and nothing else that the user has changed.

The commit is made from the last one and from the plan, not from the work tree: the plan's edits are
made once more, in the version that git has. So a line added to a file that the user is editing is
committed without the user's own changes, and what is staged stays staged. Nothing is asked of the
user's hooks, filters or signer.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from netsite.capture.plan import Change, Plan, changes_of
from netsite.problems import UsageError
from netsite.reasons import reason_of
from netsite.store.complaints import LOCKED, reason
from netsite.store.git import PATIENCE, NoRepository, Repository, find_repository, run
from netsite.store.writing import FOLDER
from netsite.text.names import one_line, printable
from netsite.texts import Text

TRAILER = "Netsite: "
UNDOES = "Undoes: "
_FAR = 500  # commits back in which one to undo is looked for

_SHA1 = 40  # letters of an id
_FILE_MODES = (b"100644", b"100755")
_REBASE = Text.of("a rebase is under way; finish it first")
_BUSY = (("rebase-merge", _REBASE), ("rebase-apply", _REBASE),
         ("MERGE_HEAD", Text.of("a merge is under way; finish it first")),
         ("CHERRY_PICK_HEAD", Text.of("a cherry-pick is under way; finish it first")),
         ("REVERT_HEAD", Text.of("a revert is under way; finish it first")))


class Commit(NamedTuple):
    """What became of a commit: its id, or "" and why there is none ("" where nobody need know)."""

    id: str
    reason: str = ""


class _Version(NamedTuple):
    """What git has of some paths: their bytes, and the mode of each that is tracked."""

    data: Mapping[str, bytes]
    modes: Mapping[str, bytes]


def commit(vault: Path, plan: Plan, written: Sequence[Change], trailers: Sequence[str]) -> Commit:
    """Commit what a plan wrote; `trailers` are lines for the message's end. Never raises.

    To be called under the lock.

    Where that cannot be done cleanly (no repository, a rebase under way, a file that git does not
    know yet, no name configured …) the files stay as written, and the reason is given.
    """
    repository = find_repository(vault)
    if isinstance(repository, NoRepository):
        return Commit("", "" if repository.level is None else repository.reason)
    try:
        return _commit(repository, vault, plan, written, trailers)
    except UsageError as error:
        return Commit("", error.args[0])
    except OSError as error:
        return Commit("", reason_of(error))


def _commit(
    repository: Repository, vault: Path, plan: Plan, written: Sequence[Change],
    trailers: Sequence[str],
) -> Commit:
    if why := _busy(repository):
        return Commit("", why)
    paths = [change.path for change in written]
    if any("\n" in path for path in paths):
        return Commit("", Text.of("a file’s name has a line end in it"))
    versions = [_version(repository, "HEAD:", paths), _version(repository, ":", paths)]
    unknown = {change.path for change in written if change.before is not None
               and not all(change.path in version.data for version in versions)}
    if not unknown <= set(plan.aside):
        path = min(unknown - set(plan.aside))
        return Commit("", Text.of("{path} is not in git yet; `git add` and commit it once",
                                  path=printable(path)))
    written = [change for change in written if change.path not in unknown]
    plan = plan._replace(steps=tuple(step for step in plan.steps if step.path not in unknown))
    if not written:
        return Commit("")
    if why := _why_not(repository, written):
        return Commit("", why)
    head, index = (_entries(repository, vault, _changes(plan, written, version), version.modes)
                   for version in versions)
    tree = _tree(repository, vault, head)
    message = "\n".join([one_line(plan.subject), "", *trailers, ""])
    parent = ["-p", repository.head] if repository.head else []
    new = _ask(repository, "commit-tree", *parent, "-F", "-", tree, stdin=message.encode())
    _ask(repository, "update-index", "-z", "--index-info", stdin=index)
    _ask(repository, "update-ref", "-m", f"netsite {plan.subject.partition(':')[0]}",
         repository.branch, new, repository.head or "0" * len(new))
    return Commit(new)


def _busy(repository: Repository) -> str:
    """What the repository is in the middle of, or ""."""
    for name, why in _BUSY:
        if os.path.lexists(repository.git_dir / name):
            return why
    if os.path.lexists(lock := repository.git_dir / "index.lock"):
        return Text(LOCKED.message, {"file": printable(os.fspath(lock))})
    return "" if repository.branch else Text.of("HEAD is detached; check a branch out")


def _why_not(repository: Repository, written: Iterable[Change]) -> str:
    """Why these files cannot be committed, or ""."""
    paths = [_inside(repository, change.path) for change in written]
    filtered = run(repository.root, "check-attr", "-z", "filter", "--", *paths).out.split(b"\0")
    if any(value not in (b"unspecified", b"unset") for value in filtered[2::3]):
        return Text.of("the files go through a filter of git's (as for encryption), which is not "
                       "run here")
    # This command takes no literal paths; behind ./ all are.
    ignored = run(repository.root, "check-ignore", "-z", "--stdin",
                  stdin=b"".join(b"./" + path + b"\0" for path in paths))
    if ignored.status not in (0, 1):
        return reason(ignored.error)
    if ignored.out:
        name = ignored.out.split(b"\0")[0].decode("utf-8", "replace")
        return Text.of("{path} is ignored by git", path=printable(name.removeprefix("./")))
    return ""


def _inside(repository: Repository, path: str) -> bytes:
    """A path of the vault as a path of the repository."""
    return repository.prefix + os.fsencode(path)


def _ask(
    repository: Repository, *words: str | bytes, stdin: bytes = b"", index: str = "",
) -> str:
    """Git's one-line answer, with another index if one is named; raises UsageError."""
    out = _run(repository, *words, stdin=stdin, index=index)
    return out.decode("utf-8", "replace").strip()


def _run(
    repository: Repository, *words: str | bytes, stdin: bytes = b"", index: str = "",
) -> bytes:
    """Git's answer as it is; raises UsageError with its complaint."""
    more = {"GIT_INDEX_FILE": index} if index else {}
    answer = run(repository.root, *words, stdin=stdin, patience=PATIENCE, **more)
    if answer.status:
        raise UsageError(reason(answer.error))
    return answer.out


def _version(repository: Repository, where: str, paths: Sequence[str]) -> _Version:
    """What git has of some files, in a commit (`HEAD:`) or in the index (`:`)."""
    inside = [_inside(repository, path) for path in paths]
    specs = b"".join(where.encode() + path + b"\n" for path in inside)
    out = _run(repository, "cat-file", "--batch", stdin=specs)
    data, position = {}, 0
    for path in paths:
        end = out.index(b"\n", position)
        words = out[position:end].split()
        position = end + 1
        if len(words) == 3 and words[1] == b"blob":  # id, type, size
            size = int(words[2])
            data[path] = out[position:position + size]
            position += size + 1
        elif len(words) == 3 and words[2].isdigit():
            position += int(words[2]) + 1
    modes = {}
    listing = ["ls-tree", "-z", where.removesuffix(":")] if where != ":" else ["ls-files", "-sz"]
    for row in run(repository.root, *listing, "--", *inside).out.split(b"\0"):
        if row:
            facts, name = row.split(b"\t", 1)
            modes[os.fsdecode(name[len(repository.prefix):])] = facts.split()[0]
    wrong = next((path for path, mode in modes.items() if mode not in _FILE_MODES), None)
    if wrong:
        raise UsageError(Text.of("{wrong} is a link in git, or in conflict", wrong=wrong))
    return _Version(data, modes)


def _changes(plan: Plan, written: Sequence[Change], version: _Version) -> Sequence[Change]:
    """What a plan does to git's version of the files: what was written, where that is the same."""
    if all(version.data.get(change.path) == change.before for change in written):
        return written
    return changes_of(plan, version.data.get)


def _entries(
    repository: Repository, vault: Path, changes: Sequence[Change], modes: Mapping[str, bytes],
) -> bytes:
    """Changes as `git update-index --index-info` takes them; their blobs are written."""
    blobs = _blobs(repository, vault, [change for change in changes if change.after is not None])
    rows = []
    for change in changes:
        if change.after is None:
            mode, blob = b"0", b"0" * len(repository.head or "0" * 40)
        else:
            mode, blob = modes.get(change.path, _FILE_MODES[0]), blobs[change.path].encode()
        rows.append(mode + b" " + blob + b"\t" + _inside(repository, change.path) + b"\0")
    return b"".join(rows)


def _blobs(repository: Repository, vault: Path, changes: Sequence[Change]) -> dict[str, str]:
    """Write blobs, and give their ids. Where the file on disk is what is wanted, git reads it."""
    paths = b"".join(os.fsencode(vault.resolve() / change.path) + b"\n" for change in changes)
    found = _ask(repository, "hash-object", "-w", "--no-filters", "--stdin-paths", stdin=paths)
    blobs = {}
    for change, blob in zip(changes, found.split(), strict=True):
        data = change.after or b""
        header = f"blob {len(data)}\0".encode()
        algorithm = "sha1" if len(blob) == _SHA1 else "sha256"
        wanted = hashlib.new(algorithm, header + data, usedforsecurity=False).hexdigest()
        blobs[change.path] = blob if blob == wanted else _ask(
            repository, "hash-object", "-w", "--no-filters", "--stdin", stdin=data)
    return blobs


def _tree(repository: Repository, vault: Path, entries: bytes) -> str:
    """The tree of the last commit with entries changed, made in an index of its own."""
    index = vault.resolve() / FOLDER / f"index-{os.getpid()}"
    for old in index.parent.glob("index-*"):  # of those that were killed
        old.unlink(missing_ok=True)
    try:
        where = os.fspath(index)
        if repository.head:
            _ask(repository, "read-tree", repository.head, index=where)
        _ask(repository, "update-index", "-z", "--index-info", stdin=entries, index=where)
        return _ask(repository, "write-tree", index=where)
    finally:
        index.unlink(missing_ok=True)


class Undoable(NamedTuple):
    """A commit that a writing command made: its id and subject, and each file before and after."""

    id: str
    subject: str
    files: tuple[Change, ...]


def last_commit(vault: Path) -> Undoable:
    """The last commit of a writing command on this branch that was not undone.

    Raises UsageError, saying why, where there is none.
    """
    repository = find_repository(vault)
    if isinstance(repository, NoRepository):
        raise UsageError(Text.of("nothing to undo: {reason}", reason=repository.reason))
    if not repository.head:
        raise UsageError(Text.of("nothing to undo: there is no commit yet"))
    undone: set[str] = set()
    out = run(repository.root, "log", "-z", "--first-parent", "--encoding=UTF-8",
              "--format=%H%n%P%n%B", "-n", str(_FAR), repository.head).out
    for record in filter(None, out.split(b"\0")):
        commit_id, parents, *lines = record.decode("utf-8", "replace").split("\n")
        undone |= {line.removeprefix(UNDOES) for line in lines if line.startswith(UNDOES)}
        command = next((line.removeprefix(TRAILER) for line in lines if line.startswith(TRAILER)),
                       "")
        if command and command != "undo" and commit_id not in undone:
            files = _files_of(repository, commit_id, parents.split()[:1])
            return Undoable(commit_id, lines[0], files)
    raise UsageError(Text.of("nothing to undo: no commit of netsite’s among the last ones"))


def _files_of(
    repository: Repository, commit_id: str, parents: Sequence[str],
) -> tuple[Change, ...]:
    """What a commit did to the vault's files."""
    out = run(repository.root, "diff-tree", "-r", "-z", "--no-renames", "--no-commit-id", "--root",
              "--name-only", *parents, commit_id).out
    inside = [path for path in out.split(b"\0") if path]
    if any(not path.startswith(repository.prefix) for path in inside):
        raise UsageError(Text.of("the last commit of netsite’s has files of another vault in it"))
    paths = [os.fsdecode(path[len(repository.prefix):]) for path in inside]
    before = _version(repository, f"{parents[0]}:" if parents else "0:", paths).data
    after = _version(repository, f"{commit_id}:", paths).data
    return tuple(Change(path, before.get(path), after.get(path)) for path in paths)


def merged(current: bytes, base: bytes, other: bytes) -> bytes | None:
    """A text with the change from `base` to `other` made in it, or None where the two collide."""
    with tempfile.TemporaryDirectory(prefix="netsite-") as folder:
        for name, data in (("current", current), ("base", base), ("other", other)):
            (Path(folder) / name).write_bytes(data)
        answer = run(Path(folder), "merge-file", "-p", "-q", "current", "base", "other")
    return answer.out if answer.status == 0 else None
