"""Stages of a build, each by itself, with pytest-benchmark; not part of the tests.

python3 tasks.py bench [-k warm]

NETSITE_PEOPLE sets how many contacts there are, by default 1,000. Nothing fails for being slow.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from netsite.build import build
from netsite.cells import none
from netsite.memory import no_collection
from netsite.model import Settings
from netsite.network.connect import connect
from netsite.network.due import due_of_all
from netsite.network.parts import read_contact_part
from netsite.pages.coverage import coverage_view
from netsite.pages.markup import MEMORY, Markdowner, Memory
from netsite.pages.render import Renderer
from netsite.pages.site import person_drafts
from netsite.pages.slices import Slices
from netsite.pages.tallies import Tallies
from netsite.practice.hour import plan_hour
from netsite.report import Report
from netsite.scene import Scene, make_scene
from netsite.store.cache import opened
from netsite.store.reading import Read, read
from netsite.store.scan import scan
from netsite.store.vault import read_file
from netsite.text.entries import read_phrases
from netsite.unchanged import unchanged
from tests.bench.corpus import TODAY, edit, make

PEOPLE = int(os.environ.get("NETSITE_PEOPLE", "1000"))
SETTLED = 0.1  # seconds after an edit; see netsite.store.scan

_NOTE = """She asked about **the move**, see [the plan](https://example.com/plan), and *patience*.

To remember:

- the workshop in spring
- the boat
  - and who has the key
- [ ] send the talk to [[person-000001]]

1. first this
2. then `version 2`

> Bring the photographs.
"""


class Bench(NamedTuple):
    """A vault with a cache and a site that are up to date, and what was read of it."""

    vault: Path
    cache: Path
    site: Path
    known: Read
    scene: Scene

    def build(self) -> Report:
        """Build with the cache."""
        return build(self.vault, TODAY, str(self.site), cache=self.cache)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Make the vault, and build it once."""
    folder = tmp_path_factory.mktemp("bench")
    vault, cache, site = folder / "vault", folder / "cache.sqlite3", folder / "site"
    make(vault, PEOPLE)
    time.sleep(SETTLED)
    build(vault, TODAY, str(site), cache=cache)
    known = read(vault)
    scene = make_scene(vault, known.vault, None, TODAY, no_problem, {})
    return Bench(vault, cache, site, known, scene)


def no_problem(problem: object) -> None:
    """Fail: the vault has none."""
    raise AssertionError(problem)


def pages_of(scene: Scene) -> Callable[[], Iterator[bytes]]:
    """What draws the next person's page, each time of another person."""
    drafts, renderer = person_drafts(scene.picture, scene.plain.network.people), Renderer(None)

    def draw() -> Iterator[bytes]:
        scene.reads.cells = none()
        return (renderer.data(page) for page in next(drafts).pages())
    return draw


def test_scan_of_unchanged_files(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """A look at every file, as each command has it."""
    assert len(benchmark(scan, bench.vault)) > PEOPLE


def test_reading_one_file(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """A contact's file from the disk to front matter and dated lines."""
    not_contact = read_phrases(Settings().not_contact)

    def one() -> object:
        source = read_file(bench.vault, "contacts/person-000006.md", [])
        return source and read_contact_part(source, not_contact)

    assert benchmark(one)


def test_reading_a_vault_cold(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """All files, with no cache."""
    with no_collection():
        assert not benchmark(read, bench.vault).vault.problems


def test_reading_a_vault_warm(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """All that is known of files that did not change, from the cache."""
    with no_collection(), opened(bench.cache) as kept:
        assert len(benchmark(read, bench.vault, kept).parts) > PEOPLE


def test_connect(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """Names, links, teams, and whose line is whose."""
    with no_collection():
        network, unresolved = benchmark(
            connect, bench.known.parts, bench.known.vault.network.words)
    assert (len(network.people), unresolved) == (PEOPLE, [])


def test_clocks(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """When everybody is due."""
    vault = bench.known.vault
    assert len(benchmark(due_of_all, vault.network, vault.settings, TODAY)) == PEOPLE


def test_the_hour(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """The week's hour."""
    plain = bench.scene.plain
    assert benchmark(plan_hour, plain.network, plain.settings, plain.dues, TODAY).rows


def test_coverage(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """All that the page of Coverage shows."""
    plain, shared = bench.scene.plain, bench.scene.plainly
    assert benchmark(lambda: coverage_view(plain, shared.hour, Tallies(plain, shared, Slices())))


@pytest.mark.parametrize("engine", ["python-markdown", "commonmark"])
def test_markdown_of_a_note(benchmark: BenchmarkFixture, engine: str) -> None:
    """A note's HTML, made safe, where nothing is remembered of it."""
    markdowner = Markdowner(lambda name: ("people/one.html", name), engine=engine)

    def forget() -> None:
        markdowner.memory = Memory(MEMORY)

    html = benchmark.pedantic(markdowner.html, args=(_NOTE, "../"), setup=forget,
                              rounds=200, warmup_rounds=5)
    assert html.count("<li") == 6


def test_drawing_a_persons_page(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """A person's view, their Markdown and the template; each time another person's."""
    draw = pages_of(bench.scene)
    assert benchmark.pedantic(lambda: [*draw()], rounds=min(500, PEOPLE - 5), warmup_rounds=5)


def test_a_build_cold(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """A whole build with neither cache nor site."""
    def clear() -> None:
        shutil.rmtree(bench.site)
        bench.cache.unlink()

    assert benchmark.pedantic(bench.build, setup=clear, rounds=3).unchanged == 0


def test_a_build_with_nothing_changed(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """The look at both folders that finds nothing to do."""
    bench.build()
    time.sleep(SETTLED)
    bench.build()
    with opened(bench.cache) as kept:
        assert benchmark(unchanged, bench.vault, TODAY, str(bench.site), kept)


def test_a_build_after_one_edit(benchmark: BenchmarkFixture, bench: Bench) -> None:
    """A whole build after a line was added to a contact; this edits the vault."""
    marks = count()
    bench.build()

    def change() -> None:
        edit(bench.vault, 0, next(marks))
        time.sleep(SETTLED)

    assert benchmark.pedantic(bench.build, setup=change, rounds=10).written > 0
