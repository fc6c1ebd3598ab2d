"""Facts over time, from real repositories in every state."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from netsite.build import build
from netsite.model import Change
from netsite.problems import Level
from netsite.store import gitlog
from netsite.store.cache import NO_CACHE, Cache, cache_file, opened
from netsite.store.gitlog import Past, read_past
from netsite.store.reading import read
from netsite.text.names import printable
from tests.drawing import TODAY
from tests.missing import missing
from tests.reading import person
from tests.repos import commit, git, only_root, repository, with_ana, write

ANA = "contacts/ana.md"


@pytest.fixture(autouse=True)
def _nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test see the config of whoever runs it."""
    if not shutil.which("git"):
        missing("git is not installed")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Make a repository with one person whose role has changed once."""
    return with_ana(tmp_path / "vault")


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """Give a cache."""
    with opened(tmp_path / "cache/x.sqlite3") as kept:
        yield kept


def past(root: Path, cache: Cache | None = None) -> Past:
    """Read the history of a vault, and let the site be built from it."""
    return read_past(root, read(root).blobs, cache or NO_CACHE)


def rows(root: Path, cache: Cache | None = None) -> Sequence[Change]:
    """Give all changes."""
    found = past(root, cache)
    assert found.changes is not None, found
    return found.changes.rows


def told(root: Path, cache: Cache | None = None) -> list[tuple[str, ...]]:
    """Give all changes by subject, path, key and values."""
    return [(row.subject if row.commit else "-", row.path.removeprefix("contacts/"), row.key,
             row.before, row.after) for row in rows(root, cache)]


# What is told


def test_a_fact_that_changed_is_told_with_its_commit(root: Path) -> None:
    """Day, commit, author and subject stand by each change, the newest first."""
    last = git(root, "rev-parse", "HEAD")

    assert rows(root)[0] == Change(ANA, "2026-10-02", last, "Kim Example", "Ana: director", "role",
                                   "Engineer", "Director")
    assert told(root) == [("Ana: director", "ana.md", "role", "Engineer", "Director"),
                          ("Ana", "ana.md", "file", "", ANA)]


def test_dated_lines_are_not_told(root: Path) -> None:
    """A commit that only adds dated lines or notes changes no fact."""
    before = told(root)
    commit(root, {ANA: person("role: Director", history=("- 2026-10-01 call",), notes="New.")})

    assert told(root) == before


def test_the_day_is_the_authors(root: Path) -> None:
    """The day is that of the author's calendar, not of who committed it or of this machine."""
    commit(root, {ANA: person("role: Boss")}, when="2026-11-05T23:30:00 -0800")

    assert rows(root)[0].day == "2026-11-05"


def test_a_file_that_is_renamed_keeps_its_history(root: Path) -> None:
    """A rename is told, and what was before it belongs to the new name."""
    commit(root, {ANA: None, "contacts/old/ana-silva.md": person("role: Boss")}, "Moved",
           "2026-10-03")

    assert told(root) == [
        ("Moved", "old/ana-silva.md", "file", ANA, "contacts/old/ana-silva.md"),
        ("Moved", "old/ana-silva.md", "role", "Director", "Boss"),
        ("Ana: director", "old/ana-silva.md", "role", "Engineer", "Director"),
        ("Ana", "old/ana-silva.md", "file", "", ANA)]


def test_a_file_that_is_removed_is_told(root: Path) -> None:
    """Removed, archived elsewhere, and made again: each is told of the file."""
    commit(root, {ANA: None}, "Gone", "2026-10-03")
    commit(root, {ANA: person("role: Director")}, "Back", "2026-10-04")
    commit(root, {ANA: None, "archive/ana.md": person("role: Director")}, "Away", "2026-10-05")

    assert [row[:5:2] for row in told(root)] == [
        ("Away", "file", ""), ("Back", "file", ANA), ("Gone", "file", ""),
        ("Ana: director", "role", "Director"), ("Ana", "file", ANA)]


def test_only_contacts_are_told(root: Path) -> None:
    """What netsite would not read as a contact has no facts."""
    before = told(root)
    text = person(name="X")
    commit(root, {"contacts/README.md": text, "contacts/_draft.md": text, "contacts/.x.md": text,
                  "contacts/.hidden/x.md": text, "contacts/x.txt": text, "journal/2026.md": text,
                  "other/contacts/x.md": text, "contacts/a.md/x.md": text,
                  "contacts/x.sync-conflict-1.md": text})
    (root / "contacts/link.md").symlink_to("ana.md")
    commit(root, {})

    assert told(root) == before


def test_a_vault_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    """Only the vault's own contacts are told, by their paths in it."""
    root = repository(tmp_path / "all")
    vault = root / "people -x"
    for subject, role in (("One", "a"), ("Two", "b")):
        commit(root, {path: person(f"role: {role}")
                      for path in ("contacts/bo.md", f"people -x/{ANA}")}, subject)

    assert told(vault) == [("Two", "ana.md", "role", "a", "b"), ("One", "ana.md", "file", "", ANA)]


def test_each_commit_of_a_branch_is_told_and_its_merge_is_not(root: Path) -> None:
    """Facts that changed on branches are told once, with the commit that changed them."""
    git(root, "checkout", "-q", "-b", "side", "HEAD~1")
    commit(root, {"contacts/bo.md": person(name="Bo")}, "Bo", "2026-10-03")
    git(root, "checkout", "-q", "main")
    commit(root, {ANA: person("role: Boss")}, "Boss", "2026-10-04")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side", day="2026-10-05")

    assert [row[0] for row in told(root)] == ["Boss", "Bo", "Ana: director", "Ana"]


# What is not committed yet


def test_what_is_not_committed_is_told_first(root: Path) -> None:
    """Files changed, new, removed and renamed since the last commit, whether staged or not."""
    commit(root, {f"contacts/{name}.md": person(f"role: {name}", name=name) for name in "bcd"})
    write(root, {ANA: person("role: Boss", "company: Globex"), "contacts/new.md": person(),
                 "contacts/b.md": None})
    git(root, "mv", "contacts/c.md", "contacts/see.md")
    git(root, "add", "contacts/new.md")
    found = told(root)[:5]

    assert sorted(found) == [
        ("-", "ana.md", "company", "", "Globex"), ("-", "ana.md", "role", "Director", "Boss"),
        ("-", "b.md", "file", "contacts/b.md", ""), ("-", "new.md", "file", "", "contacts/new.md"),
        ("-", "see.md", "file", "contacts/c.md", "contacts/see.md")]
    assert [(row.day, row.commit, row.author) for row in rows(root)[:5]] == [("", "", "")] * 5


def test_files_that_git_ignores_are_not_told(root: Path) -> None:
    """What is never to be committed is not missing there."""
    before = told(root)
    write(root, {".gitignore": "private*\n", "contacts/private-bo.md": person(name="Bo"),
                 "contacts/-x *.md": person(name="X")})

    assert told(root) == [("-", "-x *.md", "file", "", "contacts/-x *.md"), *before]


def test_a_dated_line_that_is_not_committed_is_not_told(root: Path) -> None:
    """Only facts count here too."""
    before = told(root)
    write(root, {ANA: person("role: Director", history=("- 2026-10-03 call",))})

    assert told(root) == before


@pytest.mark.parametrize("checked_out", [
    lambda text: text.replace(b"\n", b"\r\n"), lambda text: b"\xef\xbb\xbf" + text])
def test_line_ends_that_git_turned_are_no_change(root: Path, checked_out: object) -> None:
    """A file with CRLF or a byte order mark says what it said."""
    before = told(root)
    assert callable(checked_out)
    write(root, {ANA: checked_out((root / ANA).read_bytes())})

    assert told(root) == before


def test_files_committed_with_crlf_are_compared_as_they_are(root: Path) -> None:
    """CRLF in the repository itself gives the same facts."""
    commit(root, {ANA: person("role: Boss").replace("\n", "\r\n")}, "Boss", "2026-10-03")

    assert told(root)[0] == ("Boss", "ana.md", "role", "Director", "Boss")


# Repositories in every state


def test_no_repository(tmp_path: Path) -> None:
    """Nothing is known, and that is no problem."""
    write(tmp_path, {ANA: person()})

    assert past(tmp_path) == Past(None, (), "this is not a git repository")


def test_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One warning, and a site without changes."""
    monkeypatch.setenv("PATH", str(root))
    report = build(root, TODAY)

    assert [str(problem) for problem in report.problems] == [
        ".git:1:1: warning: the history cannot be read: git is not installed"]
    assert not (root / "site/changes.html").exists()


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    """There is no history yet, and that is no problem."""
    root = repository(tmp_path / "vault")
    write(root, {ANA: person()})

    assert past(root) == Past(None, (), "nothing is committed yet")


def test_a_repository_without_a_contact(tmp_path: Path) -> None:
    """A vault in a repository that does not hold its files has no history."""
    root = repository(tmp_path / "vault")
    commit(root, {".gitignore": "contacts/\n"})
    write(root, {ANA: person()})

    assert past(root) == Past(None, (), "no contact is committed yet")


def test_a_shallow_clone(root: Path, tmp_path: Path, cache: Cache) -> None:
    """What is there is told, and that there is more; the oldest commit made nothing."""
    commit(root, {ANA: person("role: Boss")}, "Boss", "2026-10-03")
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--depth", "2", f"file://{root}", clone)
    found = past(clone, cache)

    assert [(problem.level, problem.hint) for problem in found.problems] == [
        (Level.HINT, "`git fetch --unshallow` fetches the rest")]
    assert told(clone, cache) == [("Boss", "ana.md", "role", "Director", "Boss")]
    git(clone, "fetch", "-q", "--unshallow")
    assert told(clone, cache) == told(root)


def test_a_shallow_clone_of_one_commit_has_no_changes(root: Path, tmp_path: Path) -> None:
    """Where nothing is known there is no page of changes."""
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", tmp_path / "clone")

    assert past(tmp_path / "clone").changes is None


def test_a_partial_clone(root: Path, tmp_path: Path) -> None:
    """What is not here is not fetched: facts of missing files are left out."""
    git(root, "config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    git(root, "clone", "-q", "--filter=blob:none", f"file://{root}", clone)

    assert told(clone) == [("Ana", "ana.md", "file", "", ANA)]


def test_a_linked_worktree(root: Path, tmp_path: Path) -> None:
    """A second work tree of a repository has its history."""
    git(root, "worktree", "add", "-q", "-b", "other", tmp_path / "other")

    assert told(tmp_path / "other") == told(root)


def test_a_submodule(root: Path, tmp_path: Path) -> None:
    """A vault that is a submodule has its own history."""
    outer = repository(tmp_path / "outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add",
        f"file://{root}", "vault")

    assert told(outer / "vault") == told(root)


def test_a_detached_head(root: Path) -> None:
    """History ends where the work tree stands."""
    git(root, "checkout", "-q", "--detach", "HEAD~1")

    assert told(root) == [("Ana", "ana.md", "file", "", ANA)]


def test_in_the_middle_of_a_rebase(root: Path) -> None:
    """A conflict in the files is a problem of theirs; the history is there."""
    git(root, "checkout", "-q", "-b", "side", "HEAD~1")
    commit(root, {ANA: person("role: Boss")}, "Boss", "2026-10-03")
    git(root, "rebase", "main", status=1)

    assert told(root)[-2:] == [("Ana: director", "ana.md", "role", "Engineer", "Director"),
                               ("Ana", "ana.md", "file", "", ANA)]


def test_a_folder_of_somebody_else(root: Path) -> None:
    """What git refuses is told in one warning, and a site is built."""
    only_root()
    for path in (root, *root.rglob("*")):
        os.chown(path, 12345, 12345)
    report = build(root, TODAY)

    assert [("safe.directory" in problem.message, problem.level)
            for problem in report.problems] == [(True, Level.WARNING)]


def test_ids_of_sha256(tmp_path: Path, cache: Cache) -> None:
    """A repository with longer ids is read the same."""
    root = repository(tmp_path / "vault", "--object-format=sha256")
    commit(root, {ANA: person("role: a")}, "One", "2026-10-01")
    commit(root, {ANA: person("role: b")}, "Two", "2026-10-02")
    write(root, {ANA: person("role: c")})

    assert told(root, cache) == told(root, cache) == [
        ("-", "ana.md", "role", "b", "c"), ("Two", "ana.md", "role", "a", "b"),
        ("One", "ana.md", "file", "", ANA)]


@pytest.mark.parametrize("name", ["new\nline", 'a "quoted" one', "-x", "'; rm", "tab\there", "山田",
                                  "e\u0301", ":(glob)x", "back\\slash", "*"])
def test_odd_names_of_files(name: str, tmp_path: Path) -> None:
    """A file's name is only a name."""
    root = repository(tmp_path / "vault")
    commit(root, {f"contacts/{name}.md": person("role: a")}, "One", "2026-10-01")
    commit(root, {f"contacts/{name}.md": person("role: b")}, "Two", "2026-10-02")

    shown = printable(f"{name}.md")

    assert told(root) == [("Two", shown, "role", "a", "b"),
                          ("One", shown, "file", "", f"contacts/{shown}")]
    assert (build(root, TODAY).people, (root / "site/changes.html").exists()) == (1, True)


def test_a_name_that_is_no_utf8(root: Path) -> None:
    """Such a file is no contact, and no trouble for the others."""
    before = told(root)
    (root / os.fsdecode(b"contacts/\xff\xfe.md")).write_text(person())
    commit(root, {})

    assert told(root) == before


def test_folders_with_odd_names(tmp_path: Path) -> None:
    """A line end in the way to the vault is part of the way."""
    root = with_ana(tmp_path / "one\ntwo" / "-x" / '"three"')

    assert len(told(root)) == 2


@pytest.mark.parametrize(("subject", "shown"), [
    ("", ""), ("x" * 10_000, "x" * 500), (":100644 100644 a b M", ":100644 100644 a b M"),
    ("<script>", "<script>"), ("first\nsecond", "first second"), ("\x1b[31mred", "\x1b[31mred")])
def test_odd_subjects(subject: str, shown: str, root: Path) -> None:
    """A subject is a text, and a long one is cut."""
    commit(root, {ANA: person("role: Boss")}, subject, "2026-10-03")

    assert rows(root)[0].subject == shown


def test_odd_encodings(root: Path) -> None:
    """A commit in another encoding is read as it says; one that lies is guessed by git."""
    write(root, {ANA: person("role: a")})
    git(root, "-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-qam", b"Caf\xe9",
        day="2026-10-03", GIT_AUTHOR_NAME="Ana")
    write(root, {ANA: person("role: b")})
    git(root, "-c", "i18n.commitEncoding=UTF-8", "commit", "-qam", b"Caf\xe9", day="2026-10-04")

    assert [row.subject for row in rows(root)[:2]] == ["Café", "Café"]


def test_odd_days(root: Path) -> None:
    """A day that is none, or of a year with five digits, is shown as the first of all days."""
    text = git(root, "cat-file", "commit", "HEAD")
    head, _, rest = text.partition("author ")
    _, _, rest = rest.partition("\n")
    for date in ("99999999999999 +0000", "x", "99999999999999999999999 +9999"):
        odd = f"{head}author Kim <kim@example.com> {date}\n{rest}\n"
        made = git(root, "hash-object", "-t", "commit", "-w", "--literally", "--stdin",
                   stdin=odd.encode())
        git(root, "update-ref", "HEAD", made)
        assert {row.day for row in rows(root)} == {"1970-01-01", "2026-10-01"}
        build(root, TODAY)


def test_files_that_are_no_text(root: Path) -> None:
    """Encrypted files, huge files and other encodings are compared as far as they can be read."""
    commit(root, {ANA: b"\0GITCRYPT\0" + bytes(range(256))}, "Secret", "2026-10-03")
    commit(root, {ANA: b"x" * (9 << 20)}, "Huge", "2026-10-04")
    commit(root, {ANA: person("role: Boss").encode("utf-16")}, "Wide", "2026-10-05")
    commit(root, {ANA: person("role: Chief")}, "Chief", "2026-10-06")

    assert told(root)[:2] == [("Chief", "ana.md", "role", "Boss", "Chief"),
                              ("Ana: director", "ana.md", "role", "Engineer", "Director")]


def test_a_blob_that_is_gone(root: Path) -> None:
    """Of a missing file its facts are left out; of a broken history, all of it."""
    commit(root, {ANA: person("role: Boss")}, "Boss", "2026-10-03")
    blob = git(root, "rev-parse", "HEAD~1:contacts/ana.md")
    (root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    assert told(root) == [("Ana", "ana.md", "file", "", ANA)]

    tree = git(root, "rev-parse", "HEAD~1^{tree}")
    (root / ".git/objects" / tree[:2] / tree[2:]).unlink()
    found = past(root)
    assert (found.changes, [problem.level for problem in found.problems]) == (None, [Level.WARNING])


def test_config_changes_nothing(root: Path) -> None:
    """Settings of how git shows a log do not change what is read."""
    commit(root, {ANA: None, "contacts/bo.md": person("role: Boss")}, "Moved", "2026-10-03")
    before = told(root)
    order = root / "order"
    order.write_text("*\n")
    for key, value in {
            "log.showRoot": "false", "log.follow": "true", "log.date": "relative",
            "diff.renames": "false", "diff.renameLimit": "1", "diff.relative": "true",
            "color.ui": "always", "log.abbrevCommit": "true", "format.pretty": "oneline",
            "core.quotePath": "true", "log.decorate": "full", "diff.orderFile": str(order),
            "log.diffMerges": "separate", "core.abbrev": "4", "notes.displayRef": "*"}.items():
        git(root, "config", key, value)

    assert told(root) == before


# What is remembered


def test_nothing_new_asks_for_no_log(
    root: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A second time, with no new commit, the log is not read."""
    first = rows(root, cache)
    monkeypatch.setattr(gitlog, "stream", None)

    assert rows(root, cache) == first


def read_ranges(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which ranges of commits are read from now on."""
    ranges: list[str] = []
    real = gitlog._Log._read  # noqa: SLF001

    def read(self: gitlog._Log, commits: str) -> object:
        ranges.append(commits)
        return real(self, commits)
    monkeypatch.setattr(gitlog._Log, "_read", read)  # noqa: SLF001
    return ranges


def test_only_new_commits_are_read(
    root: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A second time, the log goes on where it ended; the result is as from the beginning."""
    old = git(root, "rev-parse", "HEAD")
    rows(root, cache)
    ranges = read_ranges(monkeypatch)
    for number in range(4):
        new = commit(root, {ANA: person(f"role: R{number // 2}")}, day=f"2026-10-0{3 + number}")
        assert rows(root, cache) == rows(root)
        assert ranges[-2:] == [f"{old}..{new}", new]
        old = new


@pytest.mark.parametrize("rewrite", [
    ("commit", "-q", "--amend", "-m", "Ana: a director"), ("reset", "-q", "--hard", "HEAD~1"),
    ("rebase", "-q", "--force-rebase", "--root"), ("checkout", "-q", "--orphan", "fresh")])
def test_a_rewritten_history_is_noticed(
    rewrite: tuple[str, ...], root: Path, cache: Cache,
) -> None:
    """Commits that are no longer there are no longer told, those in their place are."""
    commit(root, {ANA: person("role: Boss")}, "Boss", "2026-10-03")
    rows(root, cache)
    git(root, *rewrite, day="2026-10-09")
    commit(root, {}, "Nothing")

    assert rows(root, cache) == rows(root)


def test_a_rewritten_history_that_git_has_thrown_away(root: Path, cache: Cache) -> None:
    """Where the last commit seen is gone for good, it is read anew."""
    rows(root, cache)
    git(root, "commit", "-q", "--amend", "-m", "Other", day="2026-10-09")
    git(root, "reflog", "expire", "--expire=now", "--all")
    git(root, "gc", "-q", "--prune=now")

    assert rows(root, cache) == rows(root)


def test_a_branch_that_is_merged_later_comes_in_its_place(root: Path, cache: Cache) -> None:
    """Going on over a merge gives what reading all of it gives."""
    git(root, "checkout", "-q", "-b", "side")
    for day in ("2026-10-03", "2026-10-05"):
        commit(root, {"contacts/bo.md": person(f"role: {day}", name="Bo")}, f"Bo {day}", day)
    git(root, "checkout", "-q", "main")
    commit(root, {ANA: person("role: Boss")}, "Boss", "2026-10-04")
    rows(root, cache)
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "side", day="2026-10-06")

    assert rows(root, cache) == rows(root)


def test_what_blobs_say_is_remembered_by_their_ids(
    root: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A history that is read anew does not read its blobs again."""
    monkeypatch.setattr(gitlog, "_FEW", 0)
    first = rows(root, cache)
    cache.put("git commits", [], instead=True)
    monkeypatch.setattr(gitlog, "front_matters", lambda *_, **__: iter(()))

    assert rows(root, cache) == first


def test_a_chunk_that_is_lost_is_read_again(root: Path, cache: Cache) -> None:
    """Where a part of what was remembered is not there, nothing is left out."""
    rows(root, cache)
    commit(root, {ANA: person("role: Boss")})
    rows(root, cache)
    kept = cache.all("git commits")
    assert len(kept) == 3
    cache.put("git commits", [(key, kept[key]) for key in (b"seen", b"%09d" % 1)], instead=True)

    assert rows(root, cache) == rows(root)


def test_a_vault_that_became_its_own_repository(tmp_path: Path, cache: Cache) -> None:
    """What was remembered of another repository at the same place is not mixed in."""
    outer = repository(tmp_path / "outer")
    commit(outer, {f"vault/{ANA}": person("role: a")}, "Outer")
    rows(outer / "vault", cache)
    with_ana(outer / "vault")

    assert told(outer / "vault", cache) == told(outer / "vault")


def test_the_cache_of_a_build_is_used(root: Path, tmp_path: Path) -> None:
    """A build writes the cache it is given, and a second gives the same pages."""
    file = cache_file(root, str(tmp_path / "kept"))
    assert file
    build(root, TODAY, cache=file)

    assert (file.exists(), build(root, TODAY, cache=file).written) == (True, 0)
