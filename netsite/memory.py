"""Garbage collection, left out where it only costs."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100_000  # new objects before the youngest are looked at


@contextmanager
def no_collection() -> Iterator[None]:
    """Leave what is read out of garbage collection, for good.

    A network is millions of small objects that all stay; to walk them again and again takes a
    quarter of a build of 10,000 contacts.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def collect_seldom() -> None:
    """Collect seldom from now on: what is imported at the start all stays, too."""
    gc.set_threshold(_MANY // 2, *gc.get_threshold()[1:])


@contextmanager
def rare_collection() -> Iterator[None]:
    """Collect seldom while pages are drawn: they leave next to nothing that refers to itself."""
    before = gc.get_threshold()
    gc.set_threshold(_MANY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def collect() -> None:
    """Give back what a network that is read no more had, for one that goes on to read another."""
    gc.unfreeze()
    gc.collect()
