"""What commit a vault is at, told from git's files."""

import os
import subprocess
from pathlib import Path

import pytest

from netsite.store.head import git_folder, head
from tests.missing import needs_git


def git(folder: Path, *words: str) -> None:
    """Run git, which has to go well."""
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with a commit."""
    needs_git()
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "one")
    return tmp_path


@pytest.mark.parametrize("words", [
    ("commit", "--allow-empty", "-m", "two"), ("checkout", "-b", "a/b"),
    ("checkout", "--detach"), ("commit", "--amend", "--allow-empty", "-m", "other")], ids=str)
def test_what_moves_head_shows(repo: Path, words: tuple[str, ...]) -> None:
    """A commit, another branch, none, and history written anew."""
    before = head(repo)
    git(repo, *words)

    assert head(repo) != before


def test_a_commit_after_branches_were_packed_shows(repo: Path) -> None:
    """Where a branch stands in a file with all the others, or again in its own."""
    git(repo, "pack-refs", "--all")
    packed = head(repo)
    git(repo, "commit", "--allow-empty", "-m", "two")

    assert head(repo) != packed


@pytest.mark.parametrize("words", [("status",), ("log",), ("branch", "other"), ("stash", "list")])
def test_what_moves_nothing_does_not(repo: Path, words: tuple[str, ...]) -> None:
    """To look is no change, and another branch is none of ours."""
    before = head(repo)
    git(repo, *words)

    assert head(repo) == before


def test_a_worktree_has_a_head_of_its_own(repo: Path, tmp_path: Path) -> None:
    """Its .git is a file that names a folder; its branch is kept where all are."""
    tree = tmp_path / "tree"
    git(repo, "worktree", "add", str(tree), "-b", "side")
    before, main = head(tree), head(repo)
    git(tree, "commit", "--allow-empty", "-m", "two")

    assert (head(tree) != before, head(repo) == main) == (True, True)


def test_a_vault_below_the_repository_has_its_head(repo: Path) -> None:
    """The nearest repository above is the one."""
    (repo / "vault").mkdir()

    assert (git_folder(repo / "vault"), head(repo / "vault")[:2]) == (repo / ".git", head(repo)[:2])


def test_without_a_repository_there_is_none(tmp_path: Path) -> None:
    """That is so before and after."""
    assert (git_folder(tmp_path), head(tmp_path)) == (None, ())


@pytest.mark.parametrize("own", [
    b"", b"ref: refs/../../../etc/passwd\n", b"ref: /etc/passwd", b"\xff\xfe", b"ref: refs/\0x",
    b"x" * 100_000])
def test_a_head_that_is_none_is_no_error(tmp_path: Path, own: bytes) -> None:
    """Whatever it says, only files of the repository are looked at, and not to their end."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/HEAD").write_bytes(own)
    found = head(tmp_path)

    assert (found[1], len(found[0]) <= 4096) == ("", True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir] if hasattr(os, "mkfifo") else [])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: object) -> None:
    """A pipe or a folder in the place of HEAD, or of .git, leaves nothing open."""
    assert callable(make)
    (tmp_path / ".git").mkdir()
    make(tmp_path / ".git/HEAD")
    (tmp_path / "below").mkdir()
    make(tmp_path / "below/.git")
    before = os.listdir("/proc/self/fd")  # noqa: PTH208

    assert {*head(tmp_path), *head(tmp_path / "below")} == {""}
    assert len(os.listdir("/proc/self/fd")) == len(before)  # noqa: PTH208


def test_a_branch_that_names_another_is_followed(repo: Path) -> None:
    """A branch may be another's name, which is where the commits are."""
    git(repo, "branch", "trunk")
    git(repo, "symbolic-ref", "refs/heads/main", "refs/heads/trunk")
    before = head(repo)
    git(repo, "commit", "--allow-empty", "-m", "two")

    assert head(repo) != before


def test_branches_that_name_each_other_are_not_followed_for_ever(tmp_path: Path) -> None:
    """Two branches, each the other's name, are no commit."""
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / ".git/refs/heads").mkdir(parents=True, exist_ok=True)
        (tmp_path / f".git/refs/heads/{name}").write_text(f"ref: refs/heads/{other}\n")
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/a\n")

    assert head(tmp_path)[0] == "ref: refs/heads/a\n"


@pytest.mark.parametrize("path", [".gitignore", "vault/.gitignore", "vault/contacts/.gitignore",
                                  ".git/info/exclude"])
def test_what_is_to_be_ignored_shows(repo: Path, path: str) -> None:
    """What git ignores is not told of as not committed yet."""
    (repo / "vault/contacts").mkdir(parents=True)
    (repo / path).parent.mkdir(exist_ok=True)
    before = head(repo / "vault")
    (repo / path).write_text("contacts/cy.md\n")

    assert head(repo / "vault") != before
