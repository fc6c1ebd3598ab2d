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
    {"people/ana.html": Sheet(("people/ana.html",), packed_cells({"person": {"ana"}}), (ODD,)),
     "2026-10": Sheet(("history/2026-10.html", "history/2026-10-page-1.html"),
                      packed_cells({"file": {"x", "y"}}))},
    {"people/ana.html": (1, 2, 3, 4), "history/2026-10.html": (5, 6, 7, 1 << 62)})


SHEETS = next(iter(sheets._parted(SITE.sheets))).encode()  # noqa: SLF001


def known(cache: Cache, folder: Path = FOLDER) -> Site | None:
    """Give the site that is kept, without how it is kept."""
    found = recall(cache, folder)
    return found and found._replace(sums={})


def kept(cache: Cache) -> dict[bytes, bytes]:
    """Give the rows in which the site is kept."""
    return cache.all(sheets._kind(FOLDER))  # noqa: SLF001


def test_a_site_comes_back(cache: Cache) -> None:
    """Everything is as it was put in, and of another folder there is nothing."""
    remember(cache, FOLDER, SITE, None)

    assert known(cache) == SITE
    assert known(cache, FOLDER / "other") is None


def test_what_is_let_go_of_is_gone(cache: Cache) -> None:
    """Once a site is about to be another, nothing is known of it."""
    remember(cache, FOLDER, SITE, None)
    forget(cache, FOLDER)

    assert recall(cache, FOLDER) is None


def test_what_stays_is_not_written_again(cache: Cache) -> None:
    """Of tables and sheets those are kept that are other than before; the rest is there as well."""
    remember(cache, FOLDER, SITE, None)
    before = recall(cache, FOLDER)
    assert before
    some = {name: b"not to be read" for name in kept(cache)
            if name.startswith((b"table", b"sheet"))}
    rows = kept(cache)
    cache.put(sheets._kind(FOLDER), some.items())  # noqa: SLF001
    ana = before.sheets["people/ana.html"]._replace(problems=())
    remember(cache, FOLDER, before._replace(
        tables={**SITE.tables, "name": b'{"a":"b"}'},
        sheets={**before.sheets, "people/ana.html": ana}), before)
    written = {name for name, row in kept(cache).items() if row != some.get(name)}

    assert {name for name in written if name.startswith((b"table", b"sheet"))} == {
        b"table name", next(iter(sheets._parted({"people/ana.html": ana}))).encode()}  # noqa: SLF001
    cache.put(sheets._kind(FOLDER), [(name, rows[name]) for name in some if name not in written])  # noqa: SLF001
    found = known(cache)
    assert found
    assert (found.tables["name"], found.sheets["people/ana.html"], found.sheets["2026-10"]) == (
        b'{"a":"b"}', ana, SITE.sheets["2026-10"])


def test_what_is_gone_is_let_go_of(cache: Cache) -> None:
    """A page that is no more leaves no row behind."""
    remember(cache, FOLDER, SITE, None)
    before = recall(cache, FOLDER)
    assert before
    remember(cache, FOLDER, before._replace(sheets={}, tables={}), before)

    assert kept(cache).keys() == {b"state", b"files"}


def test_two_builds_do_not_mix(cache: Cache) -> None:
    """Where another build has kept other tables meanwhile, nothing is known."""
    remember(cache, FOLDER, SITE, None)
    before = recall(cache, FOLDER)
    assert before
    remember(cache, FOLDER, before._replace(tables={**SITE.tables, "person": b"{}"}), before)
    remember(cache, FOLDER, before, before)

    assert recall(cache, FOLDER) is None


def test_a_sheet_is_touched_by_what_it_depends_on() -> None:
    """A cell that changed touches the sheets that read it, and no others."""
    assert [touched(SITE, cells) for cells in (
        {"person": {"ana"}}, {"file": {"y"}, "person": {"bo"}}, {"person": {"y"}}, {})] == [
        {"people/ana.html"}, {"2026-10"}, set(), set()]


def test_who_reads_all_of_a_kind_needs_no_single_ones() -> None:
    """The cell of all stands for all of its kind."""
    many = {str(number) for number in range(5001)}
    assert packed_cells({"a": many}) == packed_cells({"a": {"*"}}) != packed_cells({"a": {"1"}})
    assert packed_cells({"a": {"*", "x"}, "b": {"x"}}) == packed_cells({"b": {"x"}, "a": {"*"}})


@pytest.mark.parametrize("garbage", GARBAGE)
@pytest.mark.parametrize("key", [b"state", SHEETS, b"files", b"table person"])
def test_garbage_is_nothing(cache: Cache, key: bytes, garbage: bytes) -> None:
    """What has no known form is as if nothing were kept."""
    remember(cache, FOLDER, SITE, None)
    cache.put(sheets._kind(FOLDER), [(key, garbage)])  # noqa: SLF001

    assert recall(cache, FOLDER) is None


@pytest.mark.parametrize("key", [b"state", SHEETS, b"files", b"table person"])
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
