"""Large files of one piece a person, made in slices, so that one edit makes one slice anew.

A slice is the pieces of some people in a row. With it goes what it was made from: cells, as of a
page. The next build takes it as it was, unless one of these has changed.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, TypeVar
from zlib import crc32

from netsite.cells import Cells, add, meet
from netsite.pages.watched import FILE, TOLD, Reads

Rows = Mapping[str, bytes]  # slices by name, each with what it was made from
Fetch = Callable[[str, Iterable[str]], Rows]  # takes a file's address and names of slices

_Made = TypeVar("_Made")

_ABOUT = 64  # pieces in a slice
_NO_CELLS: Cells = MappingProxyType({})


def _nothing(_file: str, _names: Iterable[str]) -> Rows:
    return {}


class Slices:
    """Makes slices, or takes them as they were.

    `reads` notes what is read. `changed` are the cells that are not as they were when the slices
    that `fetch` gives were made. `made` are the rows of the files that were drawn, by address and
    name, to be kept for the next build; None for those that are kept already.
    """

    def __init__(
        self, reads: Reads | None = None, changed: Cells = _NO_CELLS, fetch: Fetch = _nothing,
    ) -> None:
        self._reads, self._changed, self._fetch = reads or Reads(), changed, fetch
        self.made: dict[str, dict[str, bytes | None]] = {}

    def of(
        self, file: str, keys: Iterable[str], piece: Callable[[str], str], between: str = "",
    ) -> list[bytes]:
        """The slices of a file, in order, those left out in which there is nothing.

        `file` is its address, or whatever else tells its slices from others'. `keys` are in the
        order in which their pieces stand, each once, with `between` between two.
        """
        def make(part: Sequence[str]) -> bytes:
            return between.join(filter(None, map(piece, part))).encode("utf-8", "replace")
        return list(filter(None, self._all(file, keys, make)))

    def values(
        self, name: str, keys: Iterable[str], make: Callable[[Sequence[str]], object],
    ) -> list[Any]:
        """Of each slice of some keys what `make` gives for these, as JSON has it, in order."""
        def data(part: Sequence[str]) -> bytes:
            return json.dumps(make(part), ensure_ascii=False, separators=(",", ":")).encode(
                "utf-8", "surrogatepass")
        return [json.loads(each) for each in self._all(name, keys, data)]

    def apart(self, make: Callable[[], _Made]) -> _Made:
        """What is made, of which who asks says otherwise what it depends on."""
        return self._reads.apart(make)[0]

    def without_files(self, make: Callable[[], _Made]) -> _Made:
        """What is made, of which who asks says otherwise how it depends on what files say.

        Where something was told of a file, and of a line in it, it does depend on that file.
        """
        made, read = self._reads.apart(make)
        read.pop(FILE, None)
        if TOLD in read:
            read[FILE] = read.pop(TOLD)
        add(self._reads.cells, read)
        return made

    def _all(
        self, file: str, keys: Iterable[str], make: Callable[[Sequence[str]], bytes],
    ) -> Iterator[bytes]:
        some = {_name(part): part for part in _parted(keys)}
        made = self.made.setdefault(file, {})
        rows = {**self._fetch(file, some), **{name: row for name, row in made.items() if row}}
        for name, part in some.items():
            data = self._kept(name, rows, made)
            yield self._anew(name, part, make, made) if data is None else data

    def let_go(self, files: Iterable[str]) -> None:
        """Keep nothing more of some files, which are made in another way from now on."""
        self.made.update((file, {}) for file in files)

    def absorb(self, made: Mapping[str, Mapping[str, bytes | None]]) -> None:
        """Count in what a second process made."""
        for file, rows in made.items():
            self.made.setdefault(file, {}).update(rows)

    def _kept(self, name: str, rows: Rows, made: dict[str, bytes | None]) -> bytes | None:
        """A slice as it was, if all that it was made from is; or as it was just made."""
        if name not in rows:
            return None
        head, _, data = rows[name].partition(b"\n")
        cells = {kind: set(keys) for kind, keys in json.loads(head).items()}
        if not made.get(name) and meet(cells, self._changed):
            return None
        add(self._reads.cells, cells)
        made.setdefault(name, None)
        return data

    def _anew(
        self, name: str, keys: Sequence[str], make: Callable[[Sequence[str]], bytes],
        made: dict[str, bytes | None],
    ) -> bytes:
        data, cells = self._reads.of(lambda: make(keys))
        if TOLD not in cells:  # else it would not be told again
            made[name] = _head(cells) + b"\n" + data
        return data


def _head(cells: Cells) -> bytes:
    """Cells as one line of JSON."""
    return json.dumps({kind: sorted(cells[kind]) for kind in sorted(cells)},
                      separators=(",", ":")).encode()


def _parted(keys: Iterable[str]) -> Iterator[list[str]]:
    """Keys in rows of about as many; where a row ends says the key alone.

    So one more or less leaves all rows as they are but its own.
    """
    part: list[str] = []
    for key in keys:
        part.append(key)
        if crc32(key.encode("utf-8", "surrogatepass")) % _ABOUT == 0:
            yield part
            part = []
    if part:
        yield part


def _name(keys: Iterable[str]) -> str:
    """A name for the slice of some keys, and of no others."""
    return blake2b("\n".join(keys).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
