"""What is remembered, and that nothing depends on it."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from netsite.problems import UsageError
from netsite.store import cache as cache_module
from netsite.store.cache import NO_CACHE, Cache, cache_file, open_cache, opened

KIND = "kind"


def kept(path: Path, kind: str = KIND) -> dict[bytes, bytes]:
    """Give what a cache has of a kind."""
    with opened(path) as cache:
        return cache.all(kind)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give a cache's file in a folder that is not there yet."""
    return tmp_path / "deep/cache/x.sqlite3"


def fill(path: Path) -> None:
    """Keep two things."""
    with opened(path) as cache:
        assert cache.put(KIND, [(b"b", b"2"), (b"a", b"1")])


def test_what_is_kept_is_there_the_next_time(path: Path) -> None:
    """Bytes come back by kind and key."""
    fill(path)
    with opened(path) as cache:
        assert (cache.all(KIND), cache.get(KIND, b"a"), cache.get(KIND, b"x"),
                cache.get("other", b"a"), cache.get_many(KIND, [b"a", b"x"]), cache.note) == (
            {b"a": b"1", b"b": b"2"}, b"1", None, None, {b"a": b"1"}, "")


def test_many_keys_are_found_at_once(path: Path) -> None:
    """There is no limit to the keys of one question."""
    many = {b"%d" % number: b"x" for number in range(2500)}
    with opened(path) as cache:
        cache.put(KIND, many.items())
        assert cache.get_many(KIND, many) == many


def test_a_kind_can_be_replaced(path: Path) -> None:
    """What is kept instead takes the place of all of the kind, and of no other."""
    fill(path)
    with opened(path) as cache:
        cache.put("other", [(b"a", b"9")])
        cache.put(KIND, [(b"c", b"3")], instead=True)

    assert (kept(path), kept(path, "other")) == ({b"c": b"3"}, {b"a": b"9"})


def test_nothing_is_kept_where_another_was_first(path: Path) -> None:
    """A build that began before another one ended does not undo what that one kept."""
    fill(path)
    with opened(path) as slow, opened(path) as quick:
        assert quick.put(KIND, [(b"a", b"new")], unless=(b"a", b"1"))
        assert not slow.put(KIND, [(b"a", b"old"), (b"c", b"3")], unless=(b"a", b"1"))
        assert not slow.put(KIND, [(b"c", b"3")], unless=(b"b", None))

    assert kept(path) == {b"a": b"new", b"b": b"2"}


def test_all_or_nothing_is_kept(path: Path) -> None:
    """What goes wrong half way leaves what was there."""
    def broken() -> object:
        yield b"a", b"new"
        raise ZeroDivisionError
    fill(path)
    with opened(path) as cache, pytest.raises(ZeroDivisionError):
        cache.put(KIND, broken())  # type: ignore[arg-type]

    assert kept(path) == {b"a": b"1", b"b": b"2"}


def test_it_is_for_its_owner_only(path: Path) -> None:
    """Nobody else may read it: it holds what the vault holds."""
    old = os.umask(0)
    try:
        fill(path)
    finally:
        os.umask(old)

    assert [stat.S_IMODE(each.stat().st_mode) for each in (path.parent, path)] == [0o700, 0o600]


# Caches of no use


@pytest.mark.parametrize("data", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_what_is_no_cache_is_made_anew(data: bytes, path: Path) -> None:
    """A file of something else, or of nothing, becomes a cache."""
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    assert kept(path) == {}
    fill(path)
    assert kept(path) == {b"a": b"1", b"b": b"2"}


def test_a_cache_of_another_version_is_made_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What another netsite kept may mean something else."""
    fill(path)
    monkeypatch.setattr(cache_module, "__version__", "0.0.9")
    assert kept(path) == {}
    fill(path)
    assert kept(path) == {b"a": b"1", b"b": b"2"}


def test_a_cache_of_other_tables_is_made_anew(path: Path) -> None:
    """Tables of the same names and other columns are replaced."""
    path.parent.mkdir(parents=True)
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE kept (x)")
        base.execute("CREATE TABLE stamp (x)")
    base.close()
    with opened(path) as cache:
        assert (cache.all(KIND), cache.put(KIND, [(b"a", b"1")])) in (({}, True), ({}, False))


def test_a_value_that_was_damaged_is_left_out(path: Path) -> None:
    """Bytes that are not as they were kept, or no bytes, are as if they were not there."""
    fill(path)
    base = sqlite3.connect(path)
    base.execute("UPDATE kept SET value = ? WHERE key = ?", (b"\0\0\0\0001", b"a"))
    base.execute("UPDATE kept SET value = ? WHERE key = ?", ("text", b"b"))
    base.commit()
    base.close()

    assert kept(path) == {}


def test_a_file_damaged_in_the_middle_is_told(path: Path) -> None:
    """What cannot be read gives nothing, with a note; what is put then is not kept."""
    with opened(path) as cache:
        cache.put(KIND, ((b"%d" % number, b"x" * 1000) for number in range(500)))
    data = bytearray(path.read_bytes())
    data[1 << 16:] = b"\xff" * (len(data) - (1 << 16))
    path.write_bytes(data)
    with opened(path) as cache:
        assert len(cache.all(KIND)) < 500
        assert cache.note.startswith("nothing is remembered between builds: ")
        assert not cache.put(KIND, [(b"a", b"1")])


def test_a_locked_cache_is_left_out(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another program holds it, netsite goes on without, and says so."""
    monkeypatch.setattr(cache_module, "_PATIENCE", 0.05)
    fill(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with opened(path) as cache:
        assert (cache.all(KIND), cache.note) == (
            {}, "nothing is remembered between builds: another command is at work in the cache")
    holder.execute("ROLLBACK")
    holder.execute("BEGIN IMMEDIATE")
    with opened(path) as cache:
        assert (len(cache.all(KIND)), cache.put(KIND, [(b"c", b"3")])) == (2, False)
    holder.close()

    assert kept(path) == {b"a": b"1", b"b": b"2"}


def test_a_folder_that_may_not_be_written_is_left_out(tmp_path: Path) -> None:
    """A file in the place of the folder, or a folder in the place of the file, gives a note."""
    (tmp_path / "file").write_text("")
    (tmp_path / "x.sqlite3").mkdir()
    for path in (tmp_path / "file/x.sqlite3", tmp_path / "x.sqlite3"):
        with opened(path) as cache:
            assert (cache.put(KIND, [(b"a", b"1")]), cache.all(KIND)) == (False, {})
            assert cache.note.startswith("nothing is remembered between builds: ")


@pytest.mark.skipif(os.name == "nt", reason="permissions are another matter here")
def test_a_cache_that_may_only_be_read_is_read(path: Path) -> None:
    """What is there is used."""
    fill(path)
    path.chmod(0o400)
    path.parent.chmod(0o500)

    assert kept(path) == {b"a": b"1", b"b": b"2"}


def test_without_a_cache_nothing_is_kept() -> None:
    """The cache of those who want none takes everything and gives nothing."""
    with opened(None) as cache:
        assert (cache is NO_CACHE, cache.put(KIND, [(b"a", b"1")]), cache.all(KIND),
                cache.note) == (True, False, {}, "")


def test_two_at_once_are_safe(path: Path) -> None:
    """Processes that write at the same time all succeed, and lose nothing."""
    code = ("import sys; from pathlib import Path; from netsite.store.cache import opened\n"
            "with opened(Path(sys.argv[1])) as cache:\n"
            "    for n in range(50):\n"
            "        key = f'{sys.argv[2]} {n}'.encode()\n"
            "        assert cache.put('kind', [(key, b'x' * 1000)]), cache.note\n")
    running = [subprocess.Popen([sys.executable, "-c", code, path, str(number)])
               for number in range(3)]

    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert len(kept(path)) == 150


def test_who_comes_second_takes_nothing_away(
    path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A process that saw no tables, while another was making them, does not make them again."""
    fill(path)
    real, seen = cache_module._stamps, list[object]()  # noqa: SLF001  # the first look

    def as_before(base: sqlite3.Connection) -> list[tuple[object, ...]]:
        seen.append(base)
        return real(base) if len(seen) > 1 else []

    monkeypatch.setattr(cache_module, "_stamps", as_before)

    assert (kept(path), len(seen)) == ({b"a": b"1", b"b": b"2"}, 2)


# Where it lies


def test_each_vault_has_a_file_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The file's name tells vaults apart and names none; a link to a vault is that vault."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "one").mkdir()
    (tmp_path / "link").symlink_to("one")
    one, two = cache_file(tmp_path / "one", None), cache_file(tmp_path / "two", None)

    assert one
    assert two
    assert (one != two, one.parent == two.parent, "one" in one.name) == (True, True, False)
    assert cache_file(tmp_path / "link", None) == one
    assert cache_file(tmp_path / "one", str(tmp_path / "here")) == tmp_path / "here" / one.name


def test_a_cache_must_not_lie_in_its_vault(tmp_path: Path) -> None:
    """There it would be committed, and somebody else's would be taken for one's own."""
    with pytest.raises(UsageError, match="is inside the vault"):
        cache_file(tmp_path, str(tmp_path / "cache"))


def test_the_users_cache_folder_inside_the_vault_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the vault is a repository with a cache's folder in it, nothing is remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / ".git").mkdir()

    assert cache_file(tmp_path, None) is None


def test_a_home_that_is_a_vault_holds_its_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the vault is no repository, the user's own folder for caches may lie in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = cache_file(tmp_path, None)

    assert found is not None
    assert found.is_relative_to(tmp_path / "cache")


def test_a_closed_cache_keeps_nothing(path: Path) -> None:
    """What is asked after the end gets nothing."""
    cache: Cache = open_cache(path)
    cache.close()
    cache.close()

    assert (cache.put(KIND, [(b"a", b"1")]), cache.all(KIND)) == (False, {})


def _locked(path: Path) -> None:
    fill(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    sqlite3.connect(path, timeout=0).execute("SELECT * FROM kept")


def _read_only(path: Path) -> None:
    fill(path)
    sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True).execute("DELETE FROM kept")


def _full(path: Path) -> None:
    fill(path)
    base = sqlite3.connect(path)
    base.execute("PRAGMA max_page_count = 1")
    base.execute("INSERT INTO kept VALUES ('x', x'00', zeroblob(100000))")


def _damaged(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * 10_000)
    sqlite3.connect(path).execute("SELECT * FROM kept")


def _nowhere(path: Path) -> None:
    sqlite3.connect(path / "nowhere/x")


def _unknown(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sqlite3.connect(path).execute("SELECT * FROM gone")


@pytest.mark.parametrize(("fail", "told"), [
    (_locked, "another command is at work in the cache"),
    (_read_only, "the cache may only be read"), (_full, "no space left on device"),
    (_damaged, "the cache is damaged; delete it"),
    (_nowhere, "the file of the cache cannot be opened"),
    (_unknown, "sqlite says “no such table: gone”")])
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_sqlite_refuses_is_told_in_our_words(
    path: Path, fail: Callable[[Path], None], told: str,
) -> None:
    """The words of the sqlite here are known; those of what is not common are quoted."""
    with pytest.raises(sqlite3.Error) as caught:
        fail(path)

    assert cache_module._why(caught.value) == told  # noqa: SLF001


def test_a_file_that_leads_nowhere_is_left_out(path: Path) -> None:
    """Where the cache is a link to no folder, nothing is remembered, and a note says so."""
    path.parent.mkdir(parents=True)
    path.symlink_to(path.parent / "nowhere/at/all")
    with opened(path) as cache:
        assert (cache.note, cache.get(KIND, b"a"), cache.put(KIND, [(b"a", b"1")])) == (
            "nothing is remembered between builds: no such file or directory", None, False)


def test_a_file_that_may_not_be_made_is_left_out(
    path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the folder is there but may not be written, all commands go on without."""
    def refused(name: str, *_: object) -> None:
        raise OSError(30, os.strerror(30), name)
    monkeypatch.setattr(os, "open", refused)
    with opened(path) as cache:
        assert cache.note == "nothing is remembered between builds: read-only file system"


def test_a_cache_with_other_columns_is_made_anew(path: Path) -> None:
    """A table of the same name need not be ours."""
    fill(path)
    with sqlite3.connect(path) as base:
        base.executescript("DROP TABLE stamp; CREATE TABLE stamp (other TEXT)")
    base.close()
    with opened(path) as cache:
        assert (cache.note, cache.all(KIND)) == ("", {})


def test_another_markdown_engine_is_another_netsite(
    path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What an engine drew is not kept for another version of it, or for want of it."""
    fill(path)
    monkeypatch.setattr(cache_module, "find_spec", lambda _: None)
    assert kept(path) == {}
