"""Git, hardened: whatever a repository's config says, nothing of it is run."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO, NamedTuple

import pytest
from click.testing import CliRunner

from netsite.build import build
from netsite.cli import main
from netsite.problems import Level
from netsite.store import git as git_module
from netsite.store.git import (
    GitError,
    NoRepository,
    Repository,
    environment,
    find_repository,
    run,
    stream,
)
from tests.drawing import TODAY
from tests.missing import missing
from tests.repos import WHO, commit, git, only_root, repository, with_ana, write


@pytest.fixture(autouse=True)
def _nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test see the config of whoever runs it."""
    if not shutil.which("git"):
        missing("git is not installed")
    if os.name == "nt":
        pytest.skip("the programs that must not run are shell scripts")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


# Hostile repositories


class Trap(NamedTuple):
    """A repository made to run a program, and the program's sign that it has run."""

    root: Path
    program: Path
    sign: Path

    def config(self, key: str, value: str) -> None:
        """Set a key of the repository's config."""
        git(self.root, "config", key, value)

    def touch(self) -> None:
        """Make git unsure whether a file is as it was committed."""
        file = self.root / "contacts/ana.md"
        os.utime(file, (1, 1))
        write(self.root, {"contacts/ana.md": file.read_bytes().replace(b"Director", b"Boss")})


@pytest.fixture
def trap(tmp_path: Path) -> Trap:
    """Make a repository, and a program that leaves a sign."""
    program, sign = tmp_path / "program", tmp_path / "it has run"
    program.write_text(f"#!/bin/sh\n: > '{sign}'\n")
    program.chmod(0o755)
    return Trap(with_ana(tmp_path / "vault"), program, sign)


def fsmonitor(trap: Trap) -> list[str]:
    """Let a program say what has changed."""
    trap.config("core.fsmonitor", str(trap.program))
    return ["status"]


def hooks_path(trap: Trap) -> list[str]:
    """Let hooks lie elsewhere."""
    hooks(trap)
    shutil.move(trap.root / ".git/hooks", trap.root / "hooks")
    trap.config("core.hooksPath", str(trap.root / "hooks"))
    return ["commit", "--allow-empty", "-m", "x"]


def hooks(trap: Trap) -> list[str]:
    """Put a program in the place of every hook."""
    folder = trap.root / ".git/hooks"
    folder.mkdir(exist_ok=True)
    for name in ("post-checkout", "post-index-change", "pre-commit", "reference-transaction",
                 "fsmonitor-watchman", "post-commit", "pre-auto-gc"):
        shutil.copy(trap.program, folder / name)
    return ["commit", "--allow-empty", "-m", "x"]


def diff_external(trap: Trap) -> list[str]:
    """Let a program show differences."""
    trap.config("diff.external", str(trap.program))
    return ["log", "-p", "--ext-diff"]


def diff_driver(trap: Trap) -> list[str]:
    """Let a program show the differences of some files."""
    write(trap.root, {".gitattributes": "*.md diff=odd\n"})
    trap.config("diff.odd.command", str(trap.program))
    return ["log", "-p", "--ext-diff"]


def textconv(trap: Trap) -> list[str]:
    """Let a program make files readable."""
    write(trap.root, {".gitattributes": "*.md diff=odd\n"})
    trap.config("diff.odd.textconv", str(trap.program))
    return ["log", "-p"]


def clean_filter(trap: Trap) -> list[str]:
    """Let programs change files on their way in and out."""
    write(trap.root, {".gitattributes": "*.md filter=odd\n"})
    for key in ("clean", "smudge"):
        trap.config(f"filter.odd.{key}", str(trap.program))
    trap.touch()
    return ["diff"]


def process_filter(trap: Trap) -> list[str]:
    """Let one long running program do so."""
    write(trap.root, {".gitattributes": "*.md filter=odd\n"})
    trap.config("filter.odd.process", str(trap.program))
    trap.touch()
    return ["diff"]


def attributes_file(trap: Trap) -> list[str]:
    """Let attributes come from elsewhere."""
    write(trap.root, {"odd": "*.md diff=odd\n"})
    trap.config("core.attributesFile", str(trap.root / "odd"))
    trap.config("diff.odd.textconv", str(trap.program))
    return ["log", "-p"]


def pager(trap: Trap) -> list[str]:
    """Let a program show what git says."""
    for key in ("core.pager", "pager.log", "pager.config", "pager.rev-list"):
        trap.config(key, str(trap.program))
    return ["--paginate", "log"]


def signature(trap: Trap) -> list[str]:
    """Let a program look at signatures."""
    commit_object = git(trap.root, "cat-file", "commit", "HEAD")
    head, _, rest = commit_object.partition("\n\n")
    signature = "-----BEGIN PGP SIGNATURE-----\n x\n -----END PGP SIGNATURE-----"
    signed = f"{head}\ngpgsig {signature}\n\n{rest}"
    made = git(trap.root, "hash-object", "-t", "commit", "-w", "--stdin", stdin=signed.encode())
    git(trap.root, "update-ref", "HEAD", made)
    trap.config("gpg.program", str(trap.program))
    trap.config("log.showSignature", "true")
    return ["log"]


def missing_blob(trap: Trap) -> list[str]:
    """Leave out a blob and promise it from a place that takes a program to reach."""
    for key, value in (("core.repositoryFormatVersion", "1"), ("extensions.partialClone", "origin"),
                       ("remote.origin.url", f"ext::{trap.program} %S"),
                       ("remote.origin.promisor", "true"), ("protocol.ext.allow", "always"),
                       ("protocol.allow", "always")):
        trap.config(key, value)
    blob = git(trap.root, "rev-parse", "HEAD~1:contacts/ana.md")
    (trap.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    return ["cat-file", "-p", blob]


def ssh_command(trap: Trap) -> list[str]:
    """Let the same be fetched by a program in the place of ssh."""
    words = missing_blob(trap)
    trap.config("remote.origin.url", "ssh://example.com/x")
    trap.config("core.sshCommand", str(trap.program))
    return words


def credentials(trap: Trap) -> list[str]:
    """Let a program know passwords, for a place on the web that needs one."""
    words = missing_blob(trap)
    trap.config("remote.origin.url", "http://kim@localhost:1/x")
    trap.config("credential.helper", str(trap.program))
    trap.config("core.askPass", str(trap.program))
    del words
    return ["credential", "fill"]


def editor(trap: Trap) -> list[str]:
    """Let a program be the editor."""
    trap.config("core.editor", str(trap.program))
    trap.config("sequence.editor", str(trap.program))
    return ["commit", "--allow-empty"]


def alias(trap: Trap) -> list[str]:
    """Give every command a second meaning."""
    for name in ("log", "rev-parse", "cat-file", "ls-tree", "rev-list", "x"):
        trap.config(f"alias.{name}", f"!{trap.program}")
    return ["x"]


def include(trap: Trap) -> list[str]:
    """Let config come from a file of the vault."""
    write(trap.root, {"config": f"[core]\n\tfsmonitor = {trap.program}\n"})
    trap.config("include.path", str(trap.root / "config"))
    return ["status"]


def alternate_refs(trap: Trap) -> list[str]:
    """Let a program name the refs of another repository."""
    other = with_ana(trap.root.parent / "other")
    write(trap.root, {".git/objects/info/alternates": f"{other}/.git/objects\n"})
    trap.config("core.alternateRefsCommand", str(trap.program))
    return ["rev-list", "--alternate-refs"]


def git_on_the_path(trap: Trap) -> list[str]:
    """Put a git into the vault, which is the current folder."""
    shutil.copy(trap.program, trap.root / "git")
    return []


Hostile = Callable[[Trap], list[str]]
HOSTILE: tuple[Hostile, ...] = (
    fsmonitor, hooks_path, hooks, diff_external, diff_driver, textconv, clean_filter,
    process_filter, attributes_file, pager, signature, missing_blob, ssh_command, credentials,
    editor, alias, include, alternate_refs, git_on_the_path)


def everything(root: Path, output: Path) -> None:
    """Ask git all that netsite asks it."""
    found = find_repository(root)
    assert isinstance(found, Repository), found
    for words in (["log", "--raw", "-M", "HEAD"], ["ls-tree", "-r", "-z", found.head],
                  ["cat-file", "-p", f"{found.head}:contacts/ana.md"], ["rev-list", found.head]):
        run(root, *words)
    build(root, TODAY, str(output))
    result = CliRunner().invoke(main, ["-C", str(root), "history", "ana"])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda found: found.__name__)
def test_nothing_that_a_repository_names_is_run(
    hostile: Hostile, trap: Trap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A build and a look at the history run no program of the repository; plain git would."""
    fires = hostile(trap)
    trap.sign.unlink(missing_ok=True)
    monkeypatch.chdir(trap.root)
    monkeypatch.setenv("PATH", f":.:{os.environ['PATH']}")
    everything(trap.root, tmp_path / "site")

    assert not trap.sign.exists()
    monkeypatch.setenv("PATH", os.environ["PATH"].removeprefix(":.:"))
    plain = ["git", *fires] if fires else [str(trap.root / "git")]
    subprocess.run(plain, cwd=trap.root, check=False, capture_output=True, timeout=60,
                   input=b"protocol=http\nhost=localhost\n\n",
                   env={**os.environ, **WHO, "GIT_PAGER_IN_USE": "", "TERM": "xterm"}
                   | ({} if fires[:1] != ["--paginate"] else {"GIT_PAGER": str(trap.program)}))
    if hostile is not pager:  # which a terminal alone gets to see
        assert trap.sign.exists(), "the trap does not work, so the test says nothing"


def test_a_work_tree_elsewhere_is_not_taken(trap: Trap, tmp_path: Path) -> None:
    """A repository that says its files lie elsewhere has nothing to say about this vault."""
    (tmp_path / "elsewhere").mkdir()
    trap.config("core.worktree", str(tmp_path / "elsewhere"))

    assert find_repository(trap.root) == NoRepository(
        "the repository's work tree lies elsewhere", Level.WARNING)


def test_nothing_of_the_callers_environment_reaches_git(
    trap: Trap, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Variables that lead git elsewhere or let it run things are left out; who one is stays."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in {"GIT_DIR": "/nowhere", "GIT_EXTERNAL_DIFF": str(trap.program),
                        "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.fsmonitor",
                        "GIT_CONFIG_VALUE_0": str(trap.program), "GIT_ALLOW_PROTOCOL": "ext",
                        "GIT_AUTHOR_NAME": "Kim"}.items():
        monkeypatch.setenv(name, value)
    given = environment(GIT_INDEX_FILE="x")

    assert isinstance(find_repository(trap.root), Repository)
    assert {name: value for name, value in given.items() if name.startswith("GIT_")} == {
        "GIT_AUTHOR_NAME": "Kim", "GIT_ALLOW_PROTOCOL": "none", "GIT_INDEX_FILE": "x",
        "GIT_NO_LAZY_FETCH": "1", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0"}


def test_nothing_is_written_into_a_repository(trap: Trap, tmp_path: Path) -> None:
    """Looking at a history leaves the repository as it was, its index too."""
    trap.touch()
    before = {path: path.stat().st_mtime_ns for path in (trap.root / ".git").rglob("*")}
    everything(trap.root, tmp_path / "site")

    assert {path: path.stat().st_mtime_ns for path in (trap.root / ".git").rglob("*")} == before


# Where git cannot answer


def test_without_git_there_is_no_history(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git says so, for the repository that needs it."""
    monkeypatch.setenv("PATH", str(trap.root))

    assert (find_repository(trap.root), run(trap.root, "version").status) == (
        NoRepository("git is not installed", Level.WARNING), 127)
    with pytest.raises(GitError, match="git is not installed"), stream(trap.root, "log"):
        pass


def test_a_git_that_cannot_be_started_is_told(
    trap: Trap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file that is called git and is no program gives a message."""
    folder = tmp_path / "bin"
    write(folder, {"git": b"\x7fELF nothing"})
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))

    assert find_repository(trap.root) == NoRepository(
        "git cannot be run: exec format error", Level.WARNING)


def test_git_is_not_waited_for_for_ever(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    """A config that never ends, as that of a pipe, keeps netsite waiting for a while only."""
    (trap.root / ".git/config").unlink()
    os.mkfifo(trap.root / ".git/config")
    monkeypatch.setattr(git_module, "PATIENCE", 0.3)
    monkeypatch.setattr(run, "__kwdefaults__", {**(run.__kwdefaults__ or {}), "patience": 0.3})

    assert find_repository(trap.root) == NoRepository(
        "git did not answer within 0 seconds", Level.WARNING)


def test_a_long_answer_blocks_nobody(trap: Trap) -> None:
    """Questions and answers of many megabytes pass at once, and a failure at the end is told."""
    blob = git(trap.root, "rev-parse", "HEAD:contacts/ana.md")
    size = 0
    with stream(trap.root, "cat-file", "--batch", stdin=f"{blob}\n".encode() * 100_000) as out:
        while piece := out.read(1 << 20):
            size += len(piece)

    assert size > 5_000_000
    with pytest.raises(GitError, match="nowhere"), stream(trap.root, "log", "nowhere") as out:
        out.read()


def test_a_reader_that_fails_leaves_no_git_behind(trap: Trap) -> None:
    """An exception while reading ends git, and is the one that is raised."""
    def divide(out: IO[bytes]) -> float:
        return 1 / (len(out.read(1)) - 1)
    with pytest.raises(ZeroDivisionError), stream(
            trap.root, "cat-file", "--batch", stdin=b"HEAD\n" * 100_000) as out:
        divide(out)


# Repositories


def test_a_vault_that_is_its_repository(trap: Trap) -> None:
    """Root, prefix, branch and last commit of a plain repository."""
    assert find_repository(trap.root) == Repository(
        trap.root, b"", trap.root / ".git", shallow=False, head=git(trap.root, "rev-parse", "HEAD"),
        branch="refs/heads/main")


@pytest.mark.parametrize("name", ["people", "deep/er", "a b", "-x", "new\nline", '"quoted"', "ünï"])
def test_a_vault_in_a_folder_of_its_repository(name: str, tmp_path: Path) -> None:
    """The prefix is the way from the repository's root, whatever the folders are called."""
    root = repository(tmp_path / name)
    vault = root / name
    commit(root, {f"{name}/contacts/ana.md": "---\nname: Ana\n---\n"})
    found = find_repository(vault)

    assert isinstance(found, Repository)
    assert (found.root, found.prefix) == (root, f"{name}/".encode())


def test_no_repository_is_nothing_to_tell(tmp_path: Path) -> None:
    """A folder without .git, here or above, is not worth a word."""
    assert find_repository(tmp_path) == NoRepository("this is not a git repository", None)


def test_a_bare_repository_is_none(tmp_path: Path) -> None:
    """A repository without a work tree has no vault, also where it pretends to be a folder."""
    repository(tmp_path / "bare", "--bare")
    write(tmp_path / "bare", {"contacts/ana.md": "---\nname: Ana\n---\n"})

    assert find_repository(tmp_path / "bare") == NoRepository("this is not a git repository", None)


def test_a_repository_far_above_is_told_less_loudly(tmp_path: Path) -> None:
    """Where .git lies in a folder above, the vault may not be meant; that is a hint."""
    write(tmp_path, {".git/HEAD": "broken", "vault/contacts/ana.md": ""})
    found = find_repository(tmp_path / "vault")

    assert isinstance(found, NoRepository)
    assert found.level == Level.HINT


def test_a_folder_of_somebody_else_is_refused_with_the_mend(trap: Trap) -> None:
    """Git's own care about folders of others is kept, and its message says what to do."""
    only_root()
    for path in (trap.root, *trap.root.rglob("*")):
        os.chown(path, 12345, 12345)
    found = find_repository(trap.root)

    assert isinstance(found, NoRepository)
    assert ("safe.directory" in found.reason, found.level) == (True, Level.WARNING)
