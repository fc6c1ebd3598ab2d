"""A second process for a share of the work, where the machine has another core for it."""

import os
import pickle
from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")


def cores() -> int:
    """How many processes may share the work; 1 where a process cannot be forked."""
    if not hasattr(os, "fork"):
        return 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def beside(work: Callable[[], _Result]) -> Callable[[], _Result | None]:
    """Start work in a forked process; what is returned waits for it and gives its result.

    None says that the process failed, and that the work is still to do. The result comes through a
    pipe from our own child, so that pickle is safe.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _run(work, reading, writing)
    os.close(writing)

    def wait() -> _Result | None:
        with os.fdopen(reading, "rb") as pipe:
            data = pipe.read()
        _, status = os.waitpid(child, 0)
        if status or not data:
            return None
        found: _Result = pickle.loads(data)  # noqa: S301  # from our own child
        return found
    return wait


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
