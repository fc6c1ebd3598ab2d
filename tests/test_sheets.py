"""What is remembered of a site."""

from pathlib import Path

import pytest

from netsite.problems import Level, Problem
from netsite.store import sheets
from netsite.store.cache import NO_CACHE, Cache, opened
from netsite.store.sheets import Sheet, Site, forget, packed_cells, recall, remember, touched
from tests.test_reading import GARBAGE
from tests.test_reading import cache as cache  # noqa: PLC0414  # a fixture

FOLDER = Path("/somewhere/site")
ODD = Problem("contacts/ana.md", 3, 1, Level.WARNING, "it is odd", "mend it")
SITE = Site(
    "key", "2026-11-23", {"person": b'{"ana":"1"}', "name": b"{}"},
    {"people/ana.html": Sheet(("people/ana.html",), packed_cells([("person", "ana")]), (ODD,)),
     "2026-10": Sheet(("history/2026-10.html", "history/2026-10-page-1.html"),
                      packed_cells([("file", "x"), ("file", "y")]))},
    {"people/ana.html": (1, 2, 3, 4), "history/2026-10.html": (5, 6, 7, 1 << 62)})


def test_a_site_comes_back(cache: Cache) -> None:
    """Everything is as it was put in, and of another folder there is nothing."""
    remember(cache, FOLDER, SITE, None)

    assert recall(cache, FOLDER) == SITE
    assert recall(cache, FOLDER / "other") is None


def test_what_is_let_go_of_is_gone(cache: Cache) -> None:
    """Once a site is about to be another, nothing is known of it."""
    remember(cache, FOLDER, SITE, None)
    forget(cache, FOLDER)

    assert recall(cache, FOLDER) is None


def test_tables_that_stay_are_not_written_again(cache: Cache) -> None:
    """Of the tables those are kept that are other than before; the rest are there all the same."""
    remember(cache, FOLDER, SITE, None)
    other = SITE._replace(tables={**SITE.tables, "name": b'{"a":"b"}'})
    remember(cache, FOLDER, other, SITE)

    assert recall(cache, FOLDER) == other


def test_tables_of_two_builds_do_not_mix(cache: Cache) -> None:
    """Where another build has kept other tables meanwhile, nothing is known."""
    remember(cache, FOLDER, SITE, None)
    remember(cache, FOLDER, SITE._replace(tables={**SITE.tables, "person": b"{}"}), SITE)
    remember(cache, FOLDER, SITE, SITE)

    assert recall(cache, FOLDER) is None


def test_a_sheet_is_touched_by_what_it_depends_on() -> None:
    """A cell that changed touches the sheets that read it, and no others."""
    assert [touched(SITE, cells) for cells in (
        [("person", "ana")], [("file", "y"), ("person", "bo")], [("person", "y")], [])] == [
        {"people/ana.html"}, {"2026-10"}, set(), set()]


def test_who_reads_all_of_a_kind_needs_no_single_ones() -> None:
    """The cell of all stands for all of its kind."""
    assert packed_cells([("a", "*"), ("a", "x"), ("b", "x")]) == packed_cells(
        [("b", "x"), ("a", "*")])


@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("key", [b"state", b"cells", b"files", b"table person"])
def test_garbage_is_nothing(cache: Cache, key: bytes, garbage: bytes) -> None:
    """What has no known form is as if nothing were kept."""
    remember(cache, FOLDER, SITE, None)
    cache.put(sheets._kind(FOLDER), [(key, garbage)])  # noqa: SLF001

    assert recall(cache, FOLDER) is None


@pytest.mark.parametrize("key", [b"state", b"cells", b"files", b"table person"])
def test_what_is_not_whole_is_nothing(cache: Cache, key: bytes) -> None:
    """So is a site of which a part is missing."""
    remember(cache, FOLDER, SITE, None)
    cache.change({}, {sheets._kind(FOLDER): [key]})  # noqa: SLF001

    assert recall(cache, FOLDER) is None


def test_without_a_cache_nothing_is_remembered(tmp_path: Path) -> None:
    """All of it is done in vain, and quietly, where nothing can be kept."""
    remember(NO_CACHE, FOLDER, SITE, None)
    forget(NO_CACHE, FOLDER)
    with opened(tmp_path / "x") as other:
        assert (recall(NO_CACHE, FOLDER), recall(other, FOLDER)) == (None, None)
