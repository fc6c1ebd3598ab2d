"""Real git repositories in temporary folders."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.missing import missing
from tests.reading import person

WHO = {"GIT_AUTHOR_NAME": "Kim Example", "GIT_AUTHOR_EMAIL": "kim@example.com",
       "GIT_COMMITTER_NAME": "Kim Example", "GIT_COMMITTER_EMAIL": "kim@example.com"}
DAY = "2026-10-02"
Contents = Mapping[str, str | bytes | None]


def git(root: Path, *arguments: str | bytes | Path, day: str = DAY, stdin: bytes = b"",
        status: int = 0, **variables: str) -> str:
    """Run git as somebody who works there, unhardened; give what it prints."""
    if not shutil.which("git"):
        missing("git is not installed")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    done = subprocess.run(
        ["git", "-C", root, *arguments], check=False, input=stdin, capture_output=True, env={
            **clean, **WHO, "GIT_AUTHOR_DATE": f"{day}T12:00:00 +0000",
            "GIT_COMMITTER_DATE": f"{day}T12:00:00 +0000", "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1", **variables})
    assert done.returncode == status, done.stderr.decode("utf-8", "replace")
    return done.stdout.decode("utf-8", "replace").strip()


def write(root: Path, files: Contents) -> None:
    """Write files, by their path in a folder; None removes one."""
    for path, content in files.items():
        file = root / path
        if content is None:
            file.unlink()
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(
    root: Path, files: Contents, subject: str = "a change", day: str = DAY, *, author: str = "",
    when: str = "",
) -> str:
    """Write files and commit all there is; give the commit's id. `when` is the author's time."""
    write(root, files)
    git(root, "add", "-A")
    words = ["commit", "-q", "--allow-empty", "--allow-empty-message", "-m", subject,
             *([f"--author={author} <x@example.com>"] if author else []),
             *([f"--date={when}"] if when else [])]
    git(root, *words, day=day)
    return git(root, "rev-parse", "HEAD")


def repository(root: Path, *options: str) -> Path:
    """Make a repository without a commit."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main", *options)
    return root


def with_ana(root: Path) -> Path:
    """Make a repository with one person whose role has changed once."""
    repository(root)
    commit(root, {"contacts/ana.md": person("role: Engineer")}, "Ana", "2026-10-01")
    commit(root, {"contacts/ana.md": person("role: Director")}, "Ana: director", "2026-10-02")
    return root


def only_root() -> None:
    """Skip a test where a file cannot be given to somebody else."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
