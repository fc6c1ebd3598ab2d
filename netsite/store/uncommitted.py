"""What the files of a vault say and its last commit does not.

Git is only asked what was committed. `git status` would look at the files itself, and to compare
them run the programs that a repository's config names as filters.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from netsite.network.facts import Commit, Step, changed_facts
from netsite.network.parts import blob_id
from netsite.store.blobs import algorithm, front_matters
from netsite.store.complaints import reason
from netsite.store.git import GitError, Repository, run
from netsite.store.vault import CONTACTS, contact_path, text_of
from netsite.text.frontmatter import inside_fences

FILES = frozenset({"100644", "100755"})  # modes; a link or a submodule is no contact


def uncommitted(
    vault: Path, repository: Repository, blobs: Mapping[str, str], *, partial: bool,
) -> list[Commit]:
    """One commit without an id, with what is not committed yet; none if there is nothing.

    `blobs` are the ids of the contacts' texts, by path, as they were just read. Raises GitError.
    """
    tree = _tree(vault, repository)
    steps = [*_moved(vault, repository, tree, blobs)]
    changed = {path: tree[path] for path, blob in blobs.items()
               if tree.get(path) and blob != tree[path] and not _is_same(vault, path, tree[path])}
    heads = dict(front_matters(vault, dict.fromkeys(changed.values()), partial=partial))
    for path, blob in changed.items():
        here = inside_fences(text_of(vault, path))
        facts = changed_facts(heads[blob], here) if blob in heads else ()
        if facts:
            steps.append(Step(path, path, facts))
    return [Commit("", "", "", "", tuple(sorted(steps)))] if steps else []


def _tree(vault: Path, repository: Repository) -> dict[str, str]:
    """The blobs of the last commit's contacts, by path; of what is no file, ""."""
    answer = run(vault, "ls-tree", "-r", "-z", "--full-tree", repository.head, "--",
                 repository.prefix + CONTACTS.encode())
    if answer.status:
        raise GitError(reason(answer.error))
    tree = {}
    for row in answer.out.split(b"\0")[:-1]:
        about, _, path = row.partition(b"\t")
        if contact := contact_path(repository.prefix, path):
            mode, _, blob = about.split(b" ")
            tree[contact] = blob.decode() if mode.decode() in FILES else ""
    return tree


def _moved(
    vault: Path, repository: Repository, tree: Mapping[str, str], blobs: Mapping[str, str],
) -> Iterator[Step]:
    """Files that are new, gone, or both under another name."""
    gone = {blob: path for path, blob in tree.items()
            if blob and path not in blobs and not os.path.lexists(vault / path)}
    new = [path for path in blobs if path not in tree]
    ignored = _ignored(vault, new)
    for path in new:
        if path not in ignored:
            yield Step(gone.pop(_blob(vault, path, blobs[path], repository), ""), path, ())
    yield from (Step(path, "", ()) for path in gone.values())


def _ignored(vault: Path, paths: list[str]) -> set[str]:
    """Those of some paths that are not meant to be committed."""
    if not paths:
        return set()
    answer = run(vault, "check-ignore", "-z", "--stdin", stdin="\0".join([*paths, ""]).encode())
    return {os.fsdecode(path) for path in answer.out.split(b"\0")}


def _blob(vault: Path, path: str, blob: str, repository: Repository) -> str:
    """The id of a file's text in a repository, which may have ids of another kind."""
    kind = algorithm(repository.head)
    return blob if kind == "sha1" else blob_id(text_of(vault, path).encode(), kind)


def _is_same(vault: Path, path: str, blob: str) -> bool:
    """Whether a file is what was committed; git may have turned its line ends at checkout."""
    try:
        data = (vault / path).read_bytes()
    except OSError:
        return False
    kind = algorithm(blob)
    return blob in (blob_id(data, kind), blob_id(data.replace(b"\r\n", b"\n"), kind),
                    blob_id(text_of(vault, path).encode(), kind))
