"""What a watch costs, and how soon it sees: idle seconds, edits, a storm of files, many builds.

python -m tests.bench.watching {idle|edits|storm|grow} [PEOPLE] [SECONDS, EDITS or FILES]

Numbers come from /proc, so from Linux. Each run makes a vault, and a process that watches it.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.running import Running

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 600.0  # seconds for a first build


def make_vault(folder: Path, people: int) -> None:
    """Write a vault of so many people, each with a few dated lines."""
    (folder / "contacts").mkdir(parents=True)
    for number in range(people):
        lines = "".join(
            f"- 20{year}-03-0{1 + number % 9} call with [[p{(number + year) % people}]]\n"
            for year in range(10, 26, 3))
        (folder / f"contacts/p{number}.md").write_text(
            f"---\nname: Person {number}\nteams: [t{number % 40}]\n---\nNotes.\n\n## History\n\n"
            f"{lines}", encoding="utf-8")


def seconds_of(process: int) -> float:
    """The processor seconds of a process so far, with the children it waited for."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICKS


def megabytes_of(process: int) -> float:
    """The memory of a process that is in use."""
    pages = Path(f"/proc/{process}/statm").read_text(encoding="utf-8").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def files_of(process: int) -> int:
    """The open files of a process."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def waited(true: Callable[[], bool], patience: float = _PATIENCE) -> float:
    """The seconds until something is true."""
    start = time.monotonic()
    while not true():
        if time.monotonic() - start > patience:
            raise TimeoutError
        time.sleep(0.005)
    return time.monotonic() - start


@contextmanager
def watching(people: int) -> Iterator[tuple[Running, Path]]:
    """A vault of so many people and a process that watches it, after its first build."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        make_vault(vault, people)
        it = Running(vault, "build", "--watch", "--cache", f"{folder}/cache")
        try:
            waited(lambda: "watching" in it.text)
            time.sleep(3)
            yield it, vault
        finally:
            it.end()


def edited(vault: Path, number: int, mark: str) -> float:
    """Edit a person; the seconds until the page on disk shows it."""
    page = vault / f"site/people/p{number}.html"
    with (vault / f"contacts/p{number}.md").open("a", encoding="utf-8") as file:
        file.write(f"- 2025-12-01 call: {mark}\n")
    return waited(lambda: mark in page.read_text(encoding="utf-8"))


def idle(people: int, seconds: int) -> None:
    """The share of a core, and the builds, while nothing happens."""
    with watching(people) as (it, _):
        process, said = it.process.pid, len(it.said)
        before = seconds_of(process)
        time.sleep(seconds)
        used = seconds_of(process) - before
        say(f"{people:,} people, {seconds} s idle: {used / seconds:.2%} of a core, "
            f"{len(it.said) - said} builds")


def edits(people: int, number: int) -> None:
    """The seconds from an edit to its page, one at a time."""
    with watching(people) as (_, vault):
        took = []
        for each in range(number):
            took.append(edited(vault, each % people, f"mark {each}."))
            time.sleep(0.5)
        say(f"{people:,} people: {number} edits, seconds to the page: median {median(took):.3f}, "
            f"most {max(took):.3f}")


def storm(people: int, files: int) -> None:
    """Make and remove many files at once; then the seconds until an edit shows."""
    with watching(people) as (it, vault):
        process, memory, said = it.process.pid, megabytes_of(it.process.pid), len(it.said)
        start = time.monotonic()
        paths = [f"{vault}/contacts/storm-{each}.md" for each in range(files)]
        for path in paths:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        for path in paths:
            os.unlink(path)  # noqa: PTH108  # as many as can be
        lasted = time.monotonic() - start
        took = edited(vault, 0, "after the storm.")
        time.sleep(5)
        say(f"{files:,} files made and removed in {lasted:.1f} s; an edit then shows after "
            f"{took:.2f} s; {len(it.said) - said} builds; memory {memory:.0f} MB before, "
            f"{megabytes_of(process):.0f} MB after")


def grow(people: int, number: int) -> None:
    """Memory and open files over many builds."""
    with watching(people) as (it, vault):
        process = it.process.pid
        for each in range(number):
            edited(vault, each % people, f"mark {each}.")
            if each in {number // 10, number // 2, number - 1}:
                time.sleep(1)
                say(f"after {each + 1} builds: {megabytes_of(process):.1f} MB, "
                    f"{files_of(process)} open files")


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    kinds = {"idle": (idle, 60), "edits": (edits, 20), "storm": (storm, 120_000),
             "grow": (grow, 500)}
    act, usual = kinds[sys.argv[1]]
    act(int(sys.argv[2]) if len(sys.argv) > 2 else 1000,
        int(sys.argv[3]) if len(sys.argv) > 3 else usual)
