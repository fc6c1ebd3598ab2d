"""Cells: the smallest things that a page can depend on, such as somebody's facts or one name.

A cell has a kind and a key. Cells are kept as their keys by kind, for they come by the ten thousand
and their kinds are few.
"""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

ALL = "*"  # the key that stands for all of a kind
Cells = Mapping[str, AbstractSet[str]]  # keys by kind
Gathered = defaultdict[str, set[str]]  # cells to which others can be added


def none() -> Gathered:
    """No cells yet."""
    return defaultdict(set)


def add(cells: Gathered, more: Cells) -> None:
    """Add cells to others."""
    for kind, keys in more.items():
        cells[kind] |= keys


def meet(some: Cells, others: Cells) -> bool:
    """Whether any cell is among both."""
    return any(kind in others and not others[kind].isdisjoint(keys)
               for kind, keys in some.items())
