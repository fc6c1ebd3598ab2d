"""Rows of the cache with many values each: to read ten thousand is then to read a few hundred.

A value stands on the shelf that its key alone tells. A shelf is a row of keys and values in turns,
with a zero byte between two; keys are paths, and no text that is read has any, so values have none.
"""

from collections.abc import Iterable, Iterator, Mapping
from zlib import crc32

_SHELVES = 256
_BETWEEN = b"\0"


def shelf(key: bytes) -> bytes:
    """The shelf on which the value of a key stands."""
    return b"%d" % (crc32(key) % _SHELVES)


def together(rows: Iterable[bytes]) -> dict[bytes, bytes]:
    """The values of all shelves, by their keys."""
    found: dict[bytes, bytes] = {}
    for row in rows:
        found.update(_unpacked(row))
    return found


def _unpacked(row: bytes) -> Iterator[tuple[bytes, bytes]]:
    each = iter(row.split(_BETWEEN))
    return zip(each, each, strict=False)


def touched(keys: Iterable[bytes]) -> set[bytes]:
    """The shelves of some keys."""
    return set(map(shelf, keys))


def rearranged(
    values: Mapping[bytes, bytes], only: Iterable[bytes],
) -> Iterator[tuple[bytes, bytes]]:
    """Some shelves as rows, with those of all values that stand on them; an empty one is b"".

    Each row is made when it is asked for: all together they are as long as what was read.
    """
    found: dict[bytes, list[bytes]] = {each: [] for each in only}
    for key, value in values.items():
        row = found.get(shelf(key))
        if row is not None:
            row += (key, value)
    return ((each, _BETWEEN.join(row)) for each, row in found.items())
