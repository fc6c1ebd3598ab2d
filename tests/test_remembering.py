"""Builds whose cache is of no use: the site is right, and a note says why nothing is remembered."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from netsite.store import cache as cache_module
from netsite.store.cache import Cache, opened
from tests.reading import person
from tests.test_reading import GARBAGE
from tests.worlds import World

FILES = {
    "contacts/ana.md": person("teams: [crew]", notes="Knows [[bo]].",
                              history=("- 2026-10-02 call",)),
    "contacts/bo.md": person("teams: [crew]", name="Bo Berg"),
}
KINDS = ["done", "parts", "words", "seen"]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Make a small vault, and build it once."""
    world = World(tmp_path, FILES)
    world.check()
    return world


def edit(world: World) -> None:
    """Change a name that is shown on several pages."""
    world.write("contacts/bo.md", person("teams: [crew]", name="Bo Chen"))


@pytest.fixture
def locked(world: World) -> Iterator[World]:
    """Have another process write into the cache, and not come to an end."""
    other = sqlite3.connect(world.cache, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield world
    other.rollback()
    other.close()


def test_a_locked_cache_is_left_out(locked: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another process holds the cache, a build does without, and says so."""
    monkeypatch.setattr(cache_module, "_PATIENCE", 0.01)
    edit(locked)

    assert "another command is at work in the cache" in locked.check().note


def test_a_build_after_one_without_the_cache_is_right(
    world: World, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was built while the cache was locked is not taken for what the cache knows."""
    other = sqlite3.connect(world.cache, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with monkeypatch.context() as patched:
        patched.setattr(cache_module, "_PATIENCE", 0.01)
        edit(world)
        world.check()
    other.rollback()
    other.close()
    world.write("contacts/bo.md", FILES["contacts/bo.md"])

    assert world.check().note == ""


@pytest.mark.parametrize("after", range(6))
def test_a_full_disk_does_no_harm(
    world: World, monkeypatch: pytest.MonkeyPatch, after: int,
) -> None:
    """Where nothing more can be kept the site is right, now and after there is room again."""
    left, real = after, cache_module._transaction  # noqa: SLF001

    def transaction(base: sqlite3.Connection) -> object:
        nonlocal left
        left -= 1
        if left < 0:
            message = "database or disk is full"
            raise sqlite3.OperationalError(message)
        return real(base)

    edit(world)
    with monkeypatch.context() as patched:
        patched.setattr(cache_module, "_transaction", transaction)
        report = world.build()
    world.check()
    world.write("contacts/bo.md", FILES["contacts/bo.md"])

    assert (world.check().note, "no space left" in report.note) == ("", left < 0)


def test_a_folder_that_cannot_be_made_is_said(world: World) -> None:
    """Where the cache has no place, the site is right, and the note says why."""
    world.cache.unlink()
    world.cache = world.cache / "x" / "y"
    world.cache.parent.parent.write_text("a file")

    assert "nothing is remembered between builds" in world.check().note


@pytest.mark.parametrize("data", [b"", b"garbage" * 999, None])
def test_a_broken_cache_is_made_anew(world: World, data: bytes | None) -> None:
    """A cache that is none, or gone, is made anew without a word."""
    edit(world)
    if data is None:
        world.cache.unlink()
    else:
        world.cache.write_bytes(data)

    assert world.check().note == ""


def test_bits_may_flip(world: World) -> None:
    """Whichever byte of the cache is another than it was, the site is right."""
    whole = world.cache.read_bytes()
    for place in range(100, len(whole), len(whole) // 12):
        world.cache.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1:])
        world.write("contacts/bo.md", person("teams: [crew]", name=f"Bo {place}"))
        world.check()


@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_does_no_harm(world: World, garbage: bytes) -> None:
    """Whatever the cache has kept, the site is that of a first build."""
    with opened(world.cache) as kept:
        for kind in [*KINDS, *_sites(kept)]:
            kept.put(kind, [(key, garbage) for key in kept.all(kind)])

    world.check()
    edit(world)
    world.check()


def _sites(kept: Cache) -> list[str]:
    assert kept._connection  # noqa: SLF001
    return [kind for (kind,) in kept._connection.execute(  # noqa: SLF001
        "SELECT DISTINCT kind FROM kept WHERE kind LIKE 'site %'")]


def test_a_cache_of_another_version_is_made_anew(
    world: World, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What another netsite has kept is not used."""
    edit(world)
    monkeypatch.setattr(cache_module, "_stamp", lambda: "another")

    assert world.check().unchanged < len(list((world.vault / "site").rglob("*.html")))
