"""What git complains of, by git's own words as it says them here."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from netsite.store.complaints import reason
from netsite.store.git import NoRepository, find_repository, run
from netsite.texts import Text
from tests.missing import needs_git
from tests.repos import git, only_root, with_ana


@pytest.mark.parametrize(("error", "told"), [
    ("", "git failed without a word"),
    ("warning: x\nfatal: quite another thing\nUse '--' to separate\n",
     "git says “quite another thing”"),
    ("error: x\nsomething \x1b[31melse\n", "git says “something \\x1b[31melse”"),
    ("fatal: could not open '.git/x' for writing: Permission denied\n", "git: permission denied"),
    ("error: unable to write file: No space left on device\n", "git: no space left on device"),
    ("fatal: Unable to create '/v/.git/index.lock': File exists.\n\nAnother git process seems\n",
     ("git is busy in this repository, or died in it; if none is at work, delete "
      "/v/.git/index.lock")),
    ("fatal: detected dubious ownership in repository at '/v'\nTo add an exception, call:\n",
     ("git does not trust this folder, as it belongs to another user; `git config --global --add "
      "safe.directory FOLDER` says that you do")),
    ("error: cannot lock ref 'refs/heads/main': is at 1234 but expected 5678\n",
     "somebody else made a commit at the same moment"),
    ("error: insufficient permission for adding an object to repository database .git/objects\n",
     "you may not write into this git repository")])
def test_what_a_complaint_means(error: str, told: str) -> None:
    """What is known is told in words of ours; of what is not, the fatal line is quoted."""
    found = reason(error)

    assert (found, isinstance(found, Text)) == (told, True)


def _no_commit(root: Path) -> None:
    (root / ".git/HEAD").write_text("ref: nowhere")


def _nowhere(root: Path) -> None:
    (root / ".git").rename(root.parent / "moved")
    (root / ".git").write_text(f"gitdir: {root / 'nowhere'}\n")


def _settings(root: Path) -> None:
    (root / ".git/config").write_text("[core]\n  x = 1\n  = 2\n")


def _value(root: Path) -> None:
    git(root, "config", "core.bigFileThreshold", "many")


def _newer(root: Path) -> None:
    git(root, "config", "core.repositoryFormatVersion", "99")


def _extension(root: Path) -> None:
    git(root, "config", "core.repositoryFormatVersion", "1")
    git(root, "config", "extensions.marvel", "true")


def _index(root: Path) -> None:
    (root / ".git/index").write_bytes(b"x" * 100)


def _objects(root: Path) -> None:
    for path in (root / ".git/objects").glob("??/*"):
        path.chmod(0o600)
        path.write_bytes(b"")


@pytest.mark.parametrize(("spoil", "told"), [
    (_no_commit, "this is not a git repository"),
    (_nowhere, "the folder’s .git leads to no repository"),
    (_settings, "git cannot read its settings: line 3 of .git/config"),
    (_value, "git cannot read its settings: core.bigfilethreshold is “many”"),
    (_newer, "this repository needs a newer git than there is here"),
    (_extension, "this repository needs a newer git than there is here"),
    (_index, ("git cannot read what is staged in this repository: its index is damaged, or newer "
              "than the git here")),
    (_objects, "something in this git repository is missing or damaged; `git fsck` says what")])
def test_what_git_says_here(
    tmp_path: Path, spoil: Callable[[Path], None], told: str,
) -> None:
    """The git of this machine says it in the words that are known."""
    needs_git()
    root = with_ana(tmp_path / "vault")
    spoil(root)
    answers = [run(root, *words.split()) for words in (
        "rev-parse --is-shallow-repository", "ls-files -s", "log -p")]

    assert told in [reason(answer.error).replace(os.fspath(root) + "/", "")
                    for answer in answers if answer.status]


def test_a_folder_of_somebody_else(tmp_path: Path) -> None:
    """Git's care about folders of others is known by its words, whatever its version."""
    needs_git()
    only_root()
    root = with_ana(tmp_path / "vault")
    for path in (root, *root.rglob("*")):
        os.chown(path, 12345, 12345)
    found = find_repository(root)

    assert isinstance(found, NoRepository)
    assert found.reason.startswith("git does not trust this folder")
