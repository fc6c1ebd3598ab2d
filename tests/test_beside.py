"""A second process for a share of the work."""

import os

import pytest

from netsite.beside import MOST, Beside, Queue, cores

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")


def open_files() -> set[str]:
    """Give the numbers of this process's open files."""
    return set(os.listdir("/proc/self/fd"))  # noqa: PTH208  # the folder itself is one of them


def test_work_is_done_in_another_process() -> None:
    """What the second process gives comes back, and it was another one."""
    wait = Beside(lambda: (os.getpid(), ("é", 1)))
    found = wait.result()

    assert found is not None
    assert (found[0] != os.getpid(), found[1]) == (True, ("é", 1))


def test_much_work_comes_back_whole() -> None:
    """A result that is longer than a pipe holds arrives."""
    assert Beside(lambda: "x" * 3_000_000).result() == "x" * 3_000_000


def fail() -> int:
    """Raise, as a bug would."""
    raise ZeroDivisionError


@pytest.mark.parametrize("work", [fail, lambda: os._exit(0), lambda: os._exit(3), lambda: fail],
                         ids=["raised", "gone", "status", "pickled"])
def test_work_that_fails_is_still_to_do(work: object) -> None:
    """Where the second process fails, in whatever way, there is no result."""
    assert callable(work)
    wait = Beside(work)

    assert wait.result() in (None, fail)


def test_nothing_stays_open() -> None:
    """After the wait neither a file nor a process is left."""
    before = open_files()
    child = Beside(os.getpid).result()
    assert child is not None
    with pytest.raises(ChildProcessError):
        os.waitpid(child, os.WNOHANG)

    assert open_files() == before


def test_there_is_a_core(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process may always use one core, and no other where it cannot be forked."""
    here = cores()
    monkeypatch.delattr(os, "fork")

    assert (here >= 1, cores()) == (True, 1)


def test_a_queue_takes_no_more_than_it_holds() -> None:
    """More would have it wait for ever for somebody who reads."""
    queue = Queue(MOST)
    found = list(queue)
    queue.close()

    assert found == [*range(MOST)]
    with pytest.raises(ValueError, match=str(MOST + 1)):
        Queue(MOST + 1)
