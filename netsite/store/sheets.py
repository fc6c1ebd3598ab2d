"""What is remembered of a site: what its pages were drawn from, and what its files look like.

For each output folder of a vault: the fingerprints that the pages were drawn from, the cells that
each depends on (as 64-bit sums of their names), and the stat signatures of the site's files.
"""

import json
import os
from array import array
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from itertools import chain, repeat
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from zlib import crc32

from netsite.cells import ALL, Cells
from netsite.model import ImageFile
from netsite.problems import Problem, packed_problem, unpacked_problem
from netsite.store.cache import Cache
from netsite.store.images import Seen

FileSignature = tuple[int, ...]  # as many numbers as _NUMBERS

_NUMBERS = 4
_STATE, _FILES, _TABLE, _SHEETS = b"state", b"files", "table ", "sheets "
_NEARLY_ALL = 5000  # cells of a kind
_ROWS = 64  # of sheets, of which an edit changes a few


_NO_SLICES: Mapping[str, Mapping[str, bytes | None]] = MappingProxyType({})


class Sheet(NamedTuple):
    """Pages that were drawn together: their addresses, what they depend on, and their problems.

    `images` are the paths in the vault at which they look for some.
    """

    urls: tuple[str, ...]
    cells: bytes
    problems: tuple[Problem, ...] = ()
    images: tuple[str, ...] = ()


class Site(NamedTuple):
    """A site as it was built.

    `key` stands for all that every page depends on; `tables` are the fingerprints by kind, packed;
    `images` are the files that pages look for, by path in the vault; `slices` the check sums of
    the slices of large files, by file and name; `sums` those of the rows in which it is kept.
    """

    key: str
    today: str
    tables: Mapping[str, bytes]
    sheets: Mapping[str, Sheet]
    files: Mapping[str, FileSignature]
    images: Mapping[str, Seen] = MappingProxyType({})
    slices: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    sums: Mapping[str, int] = MappingProxyType({})


def recall(cache: Cache, folder: Path) -> Site | None:
    """The site in a folder, as it was built last; None if nothing is known of it."""
    try:
        return _unpacked(cache.all(_kind(folder)))
    except (LookupError, ValueError, TypeError, AttributeError):  # nothing, or of no known form
        return None


def _unpacked(rows: Mapping[bytes, bytes]) -> Site | None:
    """A site of what was kept; None if that does not belong together."""
    key, today, names, sums, images, slices = json.loads(rows[_STATE])
    if {name: crc32(rows[name.encode()]) for name in sums} != sums:
        return None
    found: dict[str, Sheet] = {}
    for name in sums:
        if name.startswith(_SHEETS):
            found |= _unpacked_sheets(rows[name.encode()])
    numbers = array("q", rows[_FILES])
    files = {name: (*numbers[at:at + _NUMBERS],)
             for name, at in zip(names, range(0, len(numbers), _NUMBERS), strict=True)}
    tables = {name.removeprefix(_TABLE): rows[name.encode()] for name in sums
              if name.startswith(_TABLE)}
    return Site(key, today, tables, found, files, {
        path: Seen(tuple(signature), ImageFile(*told)) for path, (signature, told)
        in images.items()}, slices, sums)


def _packed_sheets(sheets: Mapping[str, Sheet]) -> bytes:
    """Some sheets: what they are, and below it the cells of all."""
    head = [[name, list(sheet.urls) if sheet.urls != (name,) else 0, len(sheet.cells),
             list(map(packed_problem, sheet.problems)), *sheet.images]
            for name, sheet in sheets.items()]
    return json.dumps(head).encode() + b"\n" + b"".join(sheet.cells for sheet in sheets.values())


def _unpacked_sheets(row: bytes) -> dict[str, Sheet]:
    """The sheets that were packed."""
    start = row.index(b"\n") + 1
    found = {}
    for name, urls, size, problems, *shown in json.loads(row[:start]):
        found[name] = Sheet(tuple(urls or (name,)), row[start:start + size],
                            tuple(map(unpacked_problem, problems)) if problems else (),
                            tuple(shown))
        start += size
    return found


def _parted(sheets: Mapping[str, Sheet]) -> dict[str, dict[str, Sheet]]:
    """Sheets by the row in which they are kept, which their name alone tells."""
    found: dict[str, dict[str, Sheet]] = {}
    for name, sheet in sheets.items():
        row = f"{_SHEETS}{crc32(name.encode('utf-8', 'surrogatepass')) % _ROWS}"
        found.setdefault(row, {})[name] = sheet
    return found


def slices_of(cache: Cache, folder: Path, site: Site, file: str, names: Iterable[str],
              ) -> dict[str, bytes]:
    """The slices of a file that are kept as the site had them, of those that are asked for."""
    sums = site.slices.get(file, {})
    rows = cache.get_many(_slices_kind(folder), [_slice_key(file, name) for name in names
                                                 if name in sums])
    found = {key.decode().partition("\0")[2]: row for key, row in rows.items()}
    return {name: row for name, row in found.items() if crc32(row) == sums[name]}


def _slices_kind(folder: Path) -> str:
    return f"slices {_kind(folder)}"


def _slice_key(file: str, name: str) -> bytes:
    return f"{file}\0{name}".encode()


def remember(
    cache: Cache, folder: Path, site: Site, before: Site | None,
    slices: Mapping[str, Mapping[str, bytes | None]] = _NO_SLICES,
) -> None:
    """Keep a site for the next build; of tables and sheets only what is not as it was `before`.

    `slices` are those of the files that were drawn, None for one that is kept already. Where
    another build has kept the site meanwhile they do not belong together, and their sums say so.
    """
    everything = {f"{_TABLE}{kind}": table for kind, table in site.tables.items()}
    known, same = before.sums if before else {}, _same_rows(site, before) if before else set()
    everything |= {name: _packed_sheets(some) for name, some in _parted(site.sheets).items()
                   if name not in same}
    everything[_FILES.decode()] = array("q", chain.from_iterable(site.files.values())).tobytes()
    rows = {name: row for name, row in everything.items() if name not in same}
    sums = {name: known[name] for name in same} | {name: crc32(row) for name, row in rows.items()}
    old = before.slices if before else {}
    kept = {**old, **{file: {name: old[file][name] if row is None else crc32(row)
                             for name, row in some.items()} for file, some in slices.items()}}
    state = json.dumps([site.key, site.today, list(site.files), sums, dict(site.images),
                        kept]).encode()
    cache.change(
        {_kind(folder): [(_STATE, state), *((name.encode(), row) for name, row in rows.items())],
         _slices_kind(folder): ((_slice_key(file, name), row) for file, some in slices.items()
                                for name, row in some.items() if row is not None)},
        {_kind(folder): [name.encode() for name in known.keys() - sums.keys()],
         _slices_kind(folder): [_slice_key(file, name) for file, some in old.items()
                                for name in some if name not in kept[file]]})


def _same_rows(site: Site, before: Site) -> set[str]:
    """The rows of tables and sheets that are kept already."""
    parts = _parted(before.sheets)
    found = {name for name, some in _parted(site.sheets).items() if some == parts.get(name)}
    found |= {f"{_TABLE}{kind}" for kind, table in site.tables.items()
              if before.tables.get(kind) == table}
    return found & before.sums.keys()


def forget(cache: Cache, folder: Path) -> None:
    """Let go of what is known of a site, which is about to be another."""
    cache.change({}, {_kind(folder): [_STATE]})


def packed_cells(cells: Cells) -> bytes:
    """Cells as the sums of their names; of a kind of which all are read, no single ones.

    Who reads thousands reads nearly all, and is taken at that: an edit is of one of them anyway.
    """
    return array("Q", sorted({each for kind, keys in cells.items() for each in map(
        _sum, repeat(kind), (ALL,) if ALL in keys or len(keys) > _NEARLY_ALL else keys
        )})).tobytes()


def touched(site: Site, changed: Cells) -> set[str]:
    """The names of the sheets that depend on any of some cells."""
    sums = {_sum(kind, key) for kind, keys in changed.items() for key in keys}
    if not sums:
        return set()
    return {name for name, sheet in site.sheets.items()
            if not sums.isdisjoint(array("Q", sheet.cells))}


@lru_cache(maxsize=1 << 15)  # thousands of pages depend on the same
def _sum(kind: str, key: str) -> int:
    name = f"{kind}\0{key}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(name, digest_size=8).digest(), "big")


def _kind(folder: Path) -> str:
    return "site " + blake2b(os.fsencode(folder), digest_size=8).hexdigest()
