"""Builds killed at any moment, or two at once: the next build gives what a first one gives.

15 kills; NETSITE_KILLS=300 for many.
"""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from netsite.build import build
from tests.missing import missing
from tests.reading import person
from tests.worlds import World

KILLS = int(os.environ.get("NETSITE_KILLS", "15"))
FILES = {f"contacts/p{number}.md": person(
    "teams: [crew]", "company: Globex", name=f"Person {number}", notes=f"Knows [[p{number % 7}]].",
    history=(f"- 2026-{1 + number % 11:02}-01 call with [[p{(number + 3) % 12}]]: *x*",))
    for number in range(12)}

if not hasattr(os, "fork"):
    missing("processes cannot be forked here")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Make a vault of some people who know each other."""
    return World(tmp_path, FILES)


def beside(world: World) -> int:
    """Begin a build in a process of its own; give its id."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            build(world.vault, world.day, cache=world.cache)
            status = 0
        finally:
            os._exit(status)
    return process


def edit(world: World, number: int) -> None:
    """Change somebody's name, somebody's lines, and who is there."""
    world.write("contacts/p1.md", person("teams: [crew]", name=f"One, the {number}th"))
    world.write("contacts/p2.md", person("company: Globex", name="Two",
                                         history=(f"- 2026-10-{1 + number % 28:02} call",)))
    world.write("contacts/new.md", None if number % 2 else person("teams: [crew]", name="New"))


def duration(world: World) -> float:
    """Measure a build in a process of its own, in seconds."""
    start = time.monotonic()
    os.waitpid(beside(world), 0)
    return time.monotonic() - start


@pytest.mark.parametrize("first", [True, False])
def test_a_killed_build_is_made_good(
    world: World, first: bool,  # noqa: FBT001  # a parameter of a test
) -> None:
    """Killed at any moment, a first build or one after an edit, a build leaves nothing wrong."""
    world.check()
    for number in range(max(1, KILLS // 2)):
        edit(world, number)
        if first:
            world.cache.unlink(missing_ok=True)
        seconds = duration(world) * random.random()  # noqa: S311
        edit(world, number + 100)
        process = beside(world)
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        if number % 3 == 0:
            edit(world, number)  # back to what was there before
        world.check()


def test_two_builds_at_once_end_well(world: World) -> None:
    """Builds side by side, of a vault that is edited in between, both end, and leave no harm."""
    for number in range(max(1, KILLS // 3)):
        edit(world, number)
        one = beside(world)
        time.sleep(random.random() / 10)  # noqa: S311
        edit(world, number + 1)
        two = beside(world)
        ends = [os.waitstatus_to_exitcode(os.waitpid(each, 0)[1]) for each in (one, two)]

        assert ends == [0, 0]
        edit(world, number + number % 2)
        world.check()
