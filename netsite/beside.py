"""A second process for a part of the work, where the machine has another core for it."""

import os
import pickle
import signal
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


MOST = 16_000  # numbers in a queue: a pipe holds 64 KiB


def cores() -> int:
    """How many processes may share the work; 1 where a process cannot be forked."""
    if not hasattr(os, "fork"):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Beside(Generic[_Result]):
    """Work in a forked process. Ask for its `result`, or `stop` it."""

    def __init__(self, work: Callable[[], _Result]) -> None:
        self._reading, writing = os.pipe()
        self._child = os.fork()
        if not self._child:
            _run(work, self._reading, writing)
        os.close(writing)

    def result(self) -> _Result | None:
        """Wait for the result; None says that the process failed, and the work is still to do.

        It comes through a pipe from our own child, so that pickle is safe.
        """
        with os.fdopen(self._reading, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(self._child, 0)
        self._child = 0
        if status or not data:
            return None
        found: _Result = pickle.loads(data)  # noqa: S301  # from our own child
        return found

    def stop(self) -> None:
        """End the process, if its result was not asked for."""
        if self._child:
            os.close(self._reading)
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)
            self._child = 0


class Queue:
    """Numbers from 0 on, each handed out once, to whichever process asks next.

    They wait in a pipe, which both ends of a fork share. Raises ValueError for more than it holds.
    """

    def __init__(self, length: int) -> None:
        if length > MOST:  # to write them would wait for a reader, for ever
            raise ValueError(length)
        self._reading, writing = os.pipe()
        try:
            os.write(writing, array("I", range(length)).tobytes())
        finally:
            os.close(writing)

    def __iter__(self) -> Iterator[int]:
        """Take number after number, until none is left."""
        size = array("I").itemsize
        while data := os.read(self._reading, size):
            yield array("I", data)[0]

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self._reading)


def in_halves(
    work: Callable[[Sequence[_Item]], _Result], items: Sequence[_Item], least: int,
) -> list[_Result]:
    """Do a work on items, in two processes if they are many (at least `least`), in their order."""
    if len(items) < least or cores() < 2:
        return [work(items)]
    middle = len(items) // 2
    helper = Beside(lambda: work(items[middle:]))
    try:
        first = work(items[:middle])
        second = helper.result()
    finally:
        helper.stop()
    return [first, work(items[middle:]) if second is None else second]


def _run(work: Callable[[], _Result], reading: int, writing: int) -> None:
    """Do the work in the child, and end it without the clean-up that is its parent's."""
    status = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(work(), pipe, protocol=pickle.HIGHEST_PROTOCOL)
        status = 0
    finally:
        os._exit(status)
