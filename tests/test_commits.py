"""One commit a command, in real repositories: exactly what it wrote, and all else as it was."""

import os
import stat
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from netsite.capture.plan import Change, Edit, Gone, New, Plan, Step, changes_of
from netsite.problems import UsageError
from netsite.store.commits import Commit, commit, last_commit
from netsite.store.writing import read_bytes, write, writing
from netsite.text.splices import Splice

ANA, BO = "contacts/ana.md", "contacts/bo.md"
ONE = b"---\nname: Ana\n---\n## History\n\n- 2026-01-01 call\n"
TWO = b"---\nname: Bo\n---\nNotes.\n"
WHO = {"GIT_AUTHOR_NAME": "Kim", "GIT_AUTHOR_EMAIL": "kim@example.com", "GIT_COMMITTER_NAME": "Kim",
       "GIT_COMMITTER_EMAIL": "kim@example.com"}


@pytest.fixture(autouse=True)
def _nobodys_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name, value in WHO.items():
        monkeypatch.setenv(name, value)


def git(folder: Path, *words: str) -> str:
    """Run git as the user does; give what it says."""
    return subprocess.run(["git", "-c", "init.defaultBranch=main", *words], cwd=folder, check=True,
                          capture_output=True, encoding="utf-8", errors="surrogateescape").stdout


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Make a vault with two people in a repository of its own, all committed."""
    root = tmp_path / "vault"
    (root / "contacts").mkdir(parents=True)
    (root / ANA).write_bytes(ONE)
    (root / BO).write_bytes(TWO)
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "begin")
    return root


def at_end(path: str, text: str = "- new\n") -> Edit:
    """Make an edit that adds to a file's end."""
    return Edit(path, lambda old: [Splice(len(old), len(old), text)], lambda *_: "")


def at_start(path: str, text: str = "new\n") -> Edit:
    """Make an edit that adds to a file's start."""
    return Edit(path, lambda _: [Splice(0, 0, text)], lambda *_: "")


def carried_out(
    vault: Path, *steps: Step, aside: Sequence[str] = (), subject: str = "log: call",
) -> Commit:
    """Write a plan and commit it, as the commands do."""
    plan = Plan(subject, steps, tuple(aside))
    with writing(vault, "test"):
        changes = changes_of(plan, lambda path: read_bytes(vault, path))
        write(vault, changes)
        return commit(vault, plan, changes, ["Netsite: log"])


def last(vault: Path) -> list[str]:
    """List what the last commit did to which file."""
    return git(vault, "show", "--format=", "--name-status", "--no-renames", "HEAD").splitlines()


def state(vault: Path) -> tuple[str, str, str]:
    """Give what the user has changed: in the work tree, staged, and what git does not know."""
    return (git(vault, "diff"), git(vault, "diff", "--cached"),
            git(vault, "status", "--porcelain"))


CLEAN = ("", "", "")


def test_a_commit_has_what_was_written(vault: Path) -> None:
    """The files of the plan are committed, nothing is left over, and the message says what by."""
    done = carried_out(vault, at_end(ANA), New("journal/2026.md", "- x\n"), Gone(BO))

    assert (done, last(vault), state(vault)) == (
        Commit(git(vault, "rev-parse", "HEAD").strip()),
        [f"M\t{ANA}", f"D\t{BO}", "A\tjournal/2026.md"], CLEAN)
    assert git(vault, "log", "-1", "--format=%B%an <%ae>") == (
        "log: call\n\nNetsite: log\nKim <kim@example.com>\n")
    assert git(vault, "log", "-1", "--format=%s", "HEAD~") == "begin\n"
    assert git(vault, "reflog", "-1", "--format=%gs") == "netsite log\n"
    assert git(vault, "fsck", "--strict") == ""


def user_edits_elsewhere(vault: Path) -> None:
    """Change another file."""
    (vault / BO).write_bytes(TWO + b"mine\n")


def user_stages_elsewhere(vault: Path) -> None:
    """Stage another file, and change it again."""
    user_edits_elsewhere(vault)
    git(vault, "add", BO)
    (vault / BO).write_bytes(TWO + b"mine\nand more\n")


def user_stages_a_new_file(vault: Path) -> None:
    """Stage a file that is new, and one that is to come."""
    (vault / "new.md").write_text("mine\n")
    (vault / "later.md").write_text("mine\n")
    git(vault, "add", "new.md")
    git(vault, "add", "-N", "later.md")


def user_stages_a_removal(vault: Path) -> None:
    """Take a file out of the index, but not of the folder."""
    git(vault, "rm", "-q", "--cached", BO)


def user_removes_a_file(vault: Path) -> None:
    """Take a file away and stage nothing."""
    (vault / BO).unlink()


def user_moves_a_file(vault: Path) -> None:
    """Move a file, staged."""
    git(vault, "mv", BO, "contacts/bob.md")


def user_edits_the_same_file(vault: Path) -> None:
    """Write at the start of the file that is to be edited."""
    (vault / ANA).write_bytes(ONE.replace(b"name: Ana", b"name: Ana\ncompany: mine"))


def user_stages_the_same_file(vault: Path) -> None:
    """Stage a change of the file that is to be edited."""
    user_edits_the_same_file(vault)
    git(vault, "add", ANA)


def user_stages_and_edits_the_same_file(vault: Path) -> None:
    """Stage a change of the file that is to be edited, and make another one."""
    user_stages_the_same_file(vault)
    (vault / ANA).write_bytes((vault / ANA).read_bytes().replace(b"call", b"call: mine"))


USERS = [user_edits_elsewhere, user_stages_elsewhere, user_stages_a_new_file, user_stages_a_removal,
         user_removes_a_file, user_moves_a_file, user_edits_the_same_file,
         user_stages_the_same_file, user_stages_and_edits_the_same_file]


@pytest.mark.parametrize("user", USERS, ids=lambda user: user.__name__)
def test_what_the_user_changed_stays_as_it_was(vault: Path, user: object) -> None:
    """Neither staged nor unstaged changes, nor those in the same file, are swept in or lost."""
    assert callable(user)
    user(vault)
    before = state(vault)
    done = carried_out(vault, at_end(ANA))

    assert done.id
    assert git(vault, "show", "--format=", "--numstat", "HEAD") == f"1\t0\t{ANA}\n"
    assert git(vault, "show", f"HEAD:{ANA}") == ONE.decode() + "- new\n"
    assert [without_places(text) for text in state(vault)] == [
        without_places(text) for text in before]


def without_places(text: str) -> list[str]:
    """Give a diff's lines without what an edit elsewhere in the file changes of them."""
    return [line for line in text.splitlines() if line[:1] in "+-?MADRC " and line[:3] not in (
        "+++", "---") and "- new" not in line]


def test_a_conflict_with_what_is_staged_is_told(vault: Path) -> None:
    """Where the edit cannot be made in git's version, the files stay written, with the reason."""
    def only_mine(text: str) -> list[Splice]:
        if "mine" not in text:
            raise UsageError("no line says mine")
        return [Splice(0, 0, "x")]

    user_edits_the_same_file(vault)
    head = git(vault, "rev-parse", "HEAD")
    done = carried_out(vault, Edit(ANA, only_mine, lambda *_: ""))

    assert done == Commit("", f"{ANA}: no line says mine; nothing is written")
    assert git(vault, "rev-parse", "HEAD") == head
    assert (vault / ANA).read_bytes().startswith(b"x---\n")


# Where no commit is made


def no_commit(vault: Path, *steps: Step) -> str:
    """Write where git cannot or should not take it; give why, if git is as it was."""
    refs = git(vault, "for-each-ref")
    index = git(vault, "diff", "--cached")
    done = carried_out(vault, *(steps or (at_end(ANA),)))

    assert done.id == ""
    assert (git(vault, "for-each-ref"), git(vault, "diff", "--cached")) == (refs, index)
    assert list((vault / ".netsite").glob("index*")) == []
    if not steps:
        assert (vault / ANA).read_bytes().endswith(b"- new\n")
    return done.reason


def test_outside_a_repository_nothing_is_said(tmp_path: Path) -> None:
    """A vault that has no git is nothing to complain of."""
    root = tmp_path / "plain"
    (root / "contacts").mkdir(parents=True)

    assert carried_out(root, New(ANA, "x\n")) == Commit("", "")
    assert (root / ANA).read_bytes() == b"x\n"


def test_on_a_detached_head_nothing_is_committed(vault: Path) -> None:
    """A commit there would be lost at the next checkout."""
    git(vault, "checkout", "-q", "--detach")

    assert no_commit(vault) == "HEAD is detached; check a branch out"


@pytest.mark.parametrize(("name", "why"), [
    ("MERGE_HEAD", "a merge is under way; finish it first"),
    ("CHERRY_PICK_HEAD", "a cherry-pick is under way; finish it first"),
    ("REVERT_HEAD", "a revert is under way; finish it first"),
    ("rebase-merge", "a rebase is under way; finish it first"),
    ("rebase-apply", "a rebase is under way; finish it first"),
    ("index.lock", "git is busy in this repository, or died in it"),
])
def test_while_git_is_at_something_nothing_is_committed(vault: Path, name: str, why: str) -> None:
    """In the middle of a merge, a rebase or another git a commit would be part of that."""
    (vault / ".git" / name).write_text("")

    assert no_commit(vault).startswith(why)


def test_in_a_real_merge_nothing_is_committed(vault: Path) -> None:
    """A merge that stopped at a conflict is not concluded."""
    git(vault, "checkout", "-qb", "other")
    (vault / BO).write_bytes(TWO + b"theirs\n")
    git(vault, "commit", "-qam", "theirs")
    git(vault, "checkout", "-q", "main")
    (vault / BO).write_bytes(TWO + b"ours\n")
    git(vault, "commit", "-qam", "ours")
    with pytest.raises(subprocess.CalledProcessError):
        git(vault, "merge", "-q", "other")

    assert no_commit(vault, at_end(BO)) == "a merge is under way; finish it first"
    assert f"UU {BO}" in git(vault, "status", "--porcelain")


def test_in_a_real_rebase_nothing_is_committed(vault: Path) -> None:
    """A rebase that stopped detaches HEAD, and is said to be one."""
    git(vault, "checkout", "-qb", "other")
    (vault / BO).write_bytes(TWO + b"theirs\n")
    git(vault, "commit", "-qam", "theirs")
    git(vault, "checkout", "-q", "main")
    (vault / BO).write_bytes(TWO + b"ours\n")
    git(vault, "commit", "-qam", "ours")
    with pytest.raises(subprocess.CalledProcessError):
        git(vault, "rebase", "-q", "other")

    assert no_commit(vault) == "a rebase is under way; finish it first"


def test_a_file_in_conflict_is_not_committed(vault: Path) -> None:
    """What is unmerged in the index stays so."""
    blob = git(vault, "rev-parse", f":{ANA}").strip()
    entries = "".join(f"100644 {blob} {stage}\t{ANA}\n" for stage in (1, 2, 3))
    subprocess.run(["git", "update-index", "--index-info"], cwd=vault, check=True,
                   input=f"0 {'0' * 40}\t{ANA}\n{entries}".encode())

    assert no_commit(vault) == f"{ANA} is not in git yet; `git add` and commit it once"


def test_without_a_name_nothing_is_committed(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git's question who one is comes with what to do, once."""
    for name in WHO:
        monkeypatch.delenv(name)
    git(vault, "config", "user.useConfigOnly", "true")

    assert no_commit(vault).startswith("git does not know who you are; `git config --global")


def test_an_ignored_file_is_not_committed(vault: Path) -> None:
    """What the user keeps out of git stays out."""
    (vault / ".gitignore").write_text("/journal/\n")

    assert no_commit(vault, New("journal/2026.md", "x\n")) == "journal/2026.md is ignored by git"


def test_a_tracked_file_that_is_ignored_is_committed(vault: Path) -> None:
    """What git has already it goes on tracking, as with `git commit`."""
    (vault / ".gitignore").write_text("/contacts/\n")

    assert carried_out(vault, at_end(ANA)).id


def test_a_file_with_a_filter_is_not_committed(vault: Path) -> None:
    """Encrypted files must not get into git as they are read."""
    (vault / ".gitattributes").write_text("contacts/** filter=git-crypt\n")

    assert no_commit(vault).startswith("the files go through a filter")


def test_an_untracked_file_is_not_committed(vault: Path) -> None:
    """What else is in a file that git does not know is the user's to add."""
    (vault / "contacts/cy.md").write_bytes(TWO)

    assert no_commit(vault, at_end("contacts/cy.md")) == (
        "contacts/cy.md is not in git yet; `git add` and commit it once")
    assert git(vault, "status", "--porcelain") == "?? contacts/cy.md\n"


def test_a_file_that_is_only_staged_is_not_committed(vault: Path) -> None:
    """A file added but never committed is not committed by a side door."""
    (vault / "contacts/cy.md").write_bytes(TWO)
    git(vault, "add", "contacts/cy.md")

    assert no_commit(vault, at_end("contacts/cy.md")) == (
        "contacts/cy.md is not in git yet; `git add` and commit it once")


def test_a_link_in_git_is_not_committed(vault: Path) -> None:
    """A symbolic link stays one."""
    (vault / "contacts/cy.md").symlink_to("ana.md")
    git(vault, "add", ".")
    git(vault, "commit", "-qm", "link")

    assert no_commit(vault, at_end("contacts/cy.md")) == (
        "contacts/cy.md is a link in git, or in conflict")


def test_files_that_may_stand_aside_are_left_out(vault: Path) -> None:
    """An inbox that git does not know is written, and the rest is committed without it."""
    (vault / "inbox.md").write_text("line\n")
    done = carried_out(vault, at_end(ANA), at_end("inbox.md"), aside=["inbox.md"])

    assert (bool(done.id), last(vault), git(vault, "status", "--porcelain")) == (
        True, [f"M\t{ANA}"], "?? inbox.md\n")


def test_an_inbox_alone_makes_no_commit(vault: Path) -> None:
    """Where all that was written stands aside there is nothing to commit or to say."""
    (vault / "inbox.md").write_text("line\n")

    assert carried_out(vault, at_end("inbox.md"), aside=["inbox.md"]) == Commit("")


def test_without_git_files_are_written(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without git says so, once, and the files are written."""
    monkeypatch.setenv("PATH", "/nowhere")
    done = carried_out(vault, at_end(ANA))

    assert (done, (vault / ANA).read_bytes()) == (
        Commit("", "git is not installed"), ONE + b"- new\n")


# Where repositories differ


def test_the_first_commit_of_a_repository(tmp_path: Path) -> None:
    """A branch that has no commit yet gets its first."""
    git(tmp_path, "init", "-q", "vault")
    vault = tmp_path / "vault"
    done = carried_out(vault, New(ANA, "x\n"))

    assert (done.id, last(vault), state(vault)) == (
        git(vault, "rev-parse", "main").strip(), [f"A\t{ANA}"], CLEAN)


def test_the_first_commit_leaves_what_is_staged(tmp_path: Path) -> None:
    """What the user was about to commit first is still staged."""
    git(tmp_path, "init", "-q", "vault")
    vault = tmp_path / "vault"
    (vault / "mine.md").write_text("mine\n")
    git(vault, "add", "mine.md")
    carried_out(vault, New(ANA, "x\n"))

    assert (last(vault), git(vault, "status", "--porcelain")) == ([f"A\t{ANA}"], "A  mine.md\n")


def test_a_vault_in_a_subfolder(tmp_path: Path) -> None:
    """Paths are the repository's; what lies beside the vault is left alone."""
    git(tmp_path, "init", "-q", "repo")
    repo = tmp_path / "repo"
    vault = repo / "my people" / "büro"
    vault.mkdir(parents=True)
    (repo / "other.txt").write_text("x\n")
    git(repo, "add", ".")
    git(repo, "commit", "-qm", "begin")
    (repo / "other.txt").write_text("y\n")
    done = carried_out(vault, New(ANA, "x\n"))

    assert done.id
    assert git(repo, "show", "--format=", "--name-only", "-z") == f"my people/büro/{ANA}\0"
    assert git(repo, "status", "--porcelain") == " M other.txt\n"
    assert last_commit(vault).files == (Change(ANA, None, b"x\n"),)


def test_a_linked_worktree(vault: Path, tmp_path: Path) -> None:
    """In a second work tree its own branch and index are meant."""
    git(vault, "worktree", "add", "-q", "-b", "second", "../second")
    second = tmp_path / "second"
    main = git(vault, "rev-parse", "main")
    user_stages_elsewhere(second)
    before = state(second)
    done = carried_out(second, at_end(ANA))

    assert (done.id, git(vault, "rev-parse", "main"), state(vault)) == (
        git(vault, "rev-parse", "second").strip(), main, CLEAN)
    assert state(second) == before


@pytest.mark.parametrize("name", ["ana silva", "-ana", ":ana", "花子", "a\tb", 'a"b', "a'b", "a*b",
                                  "[a]", "a\\b", "é", "e\u0301", " ana", "$(id)", "%s"])
def test_odd_file_names(vault: Path, name: str) -> None:
    """Whatever a file is called, it is committed and undone as that file and no other."""
    path = f"contacts/{name}.md"
    (vault / path).write_bytes(TWO)
    git(vault, "add", "--", ".")
    git(vault, "commit", "-qm", "odd")
    done = carried_out(vault, at_end(path))

    assert done.id
    assert git(vault, "show", "--format=", "--name-only", "-z") == f"{path}\0"
    assert state(vault) == CLEAN
    assert last_commit(vault).files == (Change(path, TWO, TWO + b"- new\n"),)


def test_a_name_that_is_no_text(vault: Path) -> None:
    """A file name in another encoding is committed as its bytes."""
    path = os.fsdecode(b"contacts/\xff.md")
    (vault / path).write_bytes(TWO)
    git(vault, "add", ".")
    git(vault, "commit", "-qm", "odd")

    assert carried_out(vault, at_end(path)).id
    assert state(vault) == CLEAN


def test_a_line_end_in_a_name_is_not_committed(vault: Path) -> None:
    """A name over two lines is written, but not committed."""
    path = "contacts/a\nb.md"
    (vault / path).write_bytes(TWO)
    git(vault, "add", ".")
    git(vault, "commit", "-qm", "odd")

    assert "line end in it" in no_commit(vault, at_end(path))


@pytest.mark.parametrize("data", [b"one\r\ntwo\r\n", b"\xef\xbb\xbfone\n", b"one", b"\xff\n", b""])
def test_bytes_are_committed_as_they_are(vault: Path, data: bytes) -> None:
    """Line ends, marks, broken bytes and missing line ends reach git as they are in the file."""
    (vault / ANA).write_bytes(data)
    git(vault, "commit", "-qam", "bytes")

    assert carried_out(vault, at_end(ANA, "new")).id
    assert state(vault) == CLEAN
    assert last_commit(vault).files == (Change(ANA, data, data + b"new"),)


@pytest.mark.parametrize(("setting", "value"), [("core.autocrlf", "true"), ("core.eol", "crlf")])
def test_a_repository_that_changes_line_ends(tmp_path: Path, setting: str, value: str) -> None:
    """With CRLF in the folder and LF in git, git has LF afterwards, and sees nothing changed."""
    git(tmp_path, "init", "-q", "vault")
    vault = tmp_path / "vault"
    git(vault, "config", setting, value)
    (vault / ".gitattributes").write_text("*.md text\n")
    (vault / "contacts").mkdir()
    (vault / ANA).write_bytes(ONE.replace(b"\n", b"\r\n"))
    git(vault, "add", ".")
    git(vault, "commit", "-qm", "begin")
    done = carried_out(vault, at_end(ANA), New("journal/2026.md", "x\n"))

    assert done.id
    assert git(vault, "show", f"HEAD:{ANA}") == ONE.decode() + "- new\n"
    assert (vault / ANA).read_bytes() == (ONE + b"- new\n").replace(b"\n", b"\r\n")
    assert git(vault, "diff", "--cached") == ""
    assert git(vault, "diff", "--stat") == ""


def test_a_files_mode_stays(vault: Path) -> None:
    """An executable file stays one, in the folder and in git."""
    (vault / ANA).chmod(0o755)
    git(vault, "commit", "-qam", "mode")
    carried_out(vault, at_end(ANA))

    assert git(vault, "ls-tree", "HEAD", ANA).startswith("100755 ")
    assert (state(vault), stat.S_IMODE((vault / ANA).stat().st_mode)) == (CLEAN, 0o755)


def test_a_mode_that_is_staged_stays_so(vault: Path) -> None:
    """What the user staged of the mode is not swept in."""
    git(vault, "update-index", "--chmod=+x", ANA)
    (vault / ANA).chmod(0o755)
    carried_out(vault, at_end(ANA))

    assert git(vault, "ls-tree", "HEAD", ANA).startswith("100644 ")
    assert git(vault, "diff", "--cached", "--summary") == f" mode change 100644 => 100755 {ANA}\n"


def test_a_rename_is_committed(vault: Path) -> None:
    """A file that moved and was edited is one file less and one more."""
    carried_out(vault, at_end(ANA)._replace(to="contacts/ana-silva.md"), at_end(BO))

    assert (last(vault), state(vault)) == (
        ["A\tcontacts/ana-silva.md", f"D\t{ANA}", f"M\t{BO}"], CLEAN)


def test_a_rename_leaves_the_users_edit(vault: Path) -> None:
    """What the user had changed in the file is changed, not committed, under the new name."""
    user_edits_the_same_file(vault)
    done = carried_out(vault, at_end(ANA)._replace(to="contacts/ana-silva.md"))

    assert done.id
    assert git(vault, "show", "HEAD:contacts/ana-silva.md") == ONE.decode() + "- new\n"
    assert git(vault, "status", "--porcelain") == " M contacts/ana-silva.md\n"
    assert "company: mine" in (vault / "contacts/ana-silva.md").read_text()


def test_hooks_and_signers_are_not_asked(vault: Path) -> None:
    """No hook of the repository is run, and nothing is signed."""
    for name in ("pre-commit", "commit-msg", "post-commit", "reference-transaction",
                 "post-index-change"):
        hook = vault / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{vault}/ran-{name}'\nexit 1\n")
        hook.chmod(0o755)
    git(vault, "config", "commit.gpgSign", "true")
    git(vault, "config", "gpg.program", "/nowhere/gpg")

    assert carried_out(vault, at_end(ANA)).id
    assert list(vault.glob("ran-*")) == []


def test_the_environment_of_another_git_does_not_count(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Run from a hook of another repository, the vault's is meant."""
    git(tmp_path, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "x"))
    done = carried_out(vault, at_end(ANA))
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")

    assert done.id == git(vault, "rev-parse", "main").strip()


def test_sha256_repositories(tmp_path: Path) -> None:
    """In a repository whose ids are longer, files come and go as elsewhere."""
    git(tmp_path, "init", "-q", "--object-format=sha256", "vault")
    vault = tmp_path / "vault"
    assert carried_out(vault, New(ANA, "x\n"), New(BO, "y\n")).id
    done = carried_out(vault, at_end(ANA), Gone(BO))

    assert (len(done.id), last(vault), state(vault)) == (64, [f"M\t{ANA}", f"D\t{BO}"], CLEAN)


# The last commit, to undo it


def test_the_last_commit_is_found_behind_the_users_own(vault: Path) -> None:
    """The user's commits since are none of netsite's."""
    carried_out(vault, at_end(ANA), subject="log: one")
    done = carried_out(vault, at_end(BO), subject="log: two")
    (vault / ANA).write_bytes(b"mine\n")
    git(vault, "commit", "-qam", "mine")
    found = last_commit(vault)

    assert (found.id, found.subject, found.files) == (
        done.id, "log: two", (Change(BO, TWO, TWO + b"- new\n"),))


def test_what_was_undone_is_passed_over(vault: Path) -> None:
    """After an undo the commit before is the last."""
    first = carried_out(vault, at_end(ANA), subject="log: one")
    second = carried_out(vault, at_end(BO), subject="log: two")
    git(vault, "commit", "--allow-empty", "-qm", f"undo: two\n\nNetsite: undo\nUndoes: {second.id}")

    assert last_commit(vault).id == first.id


@pytest.mark.parametrize("subject", ["log: x\x1b[31m", "log: ünï 花", "log: Netsite: log"])
def test_odd_subjects(vault: Path, subject: str) -> None:
    """A subject may have anything in it."""
    carried_out(vault, at_end(ANA), subject=subject)

    assert last_commit(vault).subject == subject


def test_where_nothing_is_to_undo(vault: Path, tmp_path: Path) -> None:
    """Without a repository, a commit, or one of netsite's, there is nothing, and why is said."""
    messages = []
    git(tmp_path, "init", "-q", "empty")
    for folder in (tmp_path, tmp_path / "empty", vault):
        with pytest.raises(UsageError) as error:
            last_commit(folder)
        messages.append(str(error.value))

    assert messages == ["nothing to undo: this is not a git repository",
                        "nothing to undo: there is no commit yet",
                        "nothing to undo: no commit of netsite’s among the last ones"]


def test_a_subject_of_several_lines_forges_no_trailer(vault: Path) -> None:
    """A name with a line end in it cannot say that something was undone."""
    first = carried_out(vault, at_end(ANA), subject="log: one")
    carried_out(vault, at_end(BO), subject=f"log: two\nUndoes: {first.id}\nNetsite: undo")

    assert last_commit(vault).subject.startswith("log: two")
