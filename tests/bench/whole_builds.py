"""What whole builds and commands take, each as a process of its own, as a Markdown table.

python -m tests.bench.whole_builds [CONTACTS …] [--runs 5] [--work FOLDER] [--write FILE]

For each number of contacts a vault is made (see `corpus`), and measured are: a cold build, with
neither cache nor site; a build with nothing changed; after a contact was edited; after one in a
hundred was; on a new day; and the commands people type most, each after an edit and once more.
Seconds are the median, by hyperfine where it is installed, else by a clock around each process.
Processor seconds and memory are what the system counts for a process and its children (as
/usr/bin/time shows them; the memory is that of the largest of them, of a run apart). Every command
is printed, to be tried by hand, in the checkout's folder. The day is read from a file by the shell,
which takes it a millisecond. For Linux and macOS.

With `--hugo PATH`, Hugo builds a page for each of the same contacts, and one list. With `--growth`
there is one table of all sizes instead: what grows as the contacts do, and what faster.
"""

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import tables
from tests.bench.corpus import TODAY, edit

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = (1_000, 10_000)
_DUE = "`due`, after an edit"
GROWTH = ("contacts", "cold", "nothing changed", "one edited", "a new day", _DUE,
          "processor a contact, cold", "MB, cold")
HEAD = ("", "seconds", "of the cold build", "processor", "MB")
_SETTLED = 0.1  # seconds after an edit; a file just changed is read again the next time, too


class Step(NamedTuple):
    """What is measured: a name, a command, and what is made ready before each run."""

    name: str
    command: str
    ready: str = ""
    runs: int = 0  # 0: as many as are asked for


class Took(NamedTuple):
    """What a command took: seconds, processor seconds, megabytes."""

    wall: float
    processor: float
    megabytes: float


class Bench(NamedTuple):
    """A vault of a size, in a folder with all that is made of it."""

    folder: Path
    contacts: int
    netsite: str
    runs: int

    @property
    def vault(self) -> Path:
        """Where the vault is."""
        return self.folder / "vault"

    def of(self, *arguments: str) -> str:
        """Netsite's command line for the vault, on the day that stands in the file `day`."""
        day = f'"$(cat {shlex.quote(str(self.folder / "day"))})"'
        return f"{self.netsite} -C {shlex.quote(str(self.vault))} --today {day} " + shlex.join(
            arguments)

    def ready(self, *arguments: str) -> str:
        """The command line that makes ready."""
        return shlex.join((sys.executable, "-m", "tests.bench.whole_builds", "--ready",
                           str(self.folder), *arguments))


def steps(bench: Bench) -> Iterator[Step]:
    """What is measured of a vault, in this order: each finds what the one before has left."""
    build = bench.of("build", "-q", "-o", str(bench.folder / "site"),
                     "--cache", str(bench.folder / "cache" / "netsite"))
    yield Step("build, cold", build, bench.ready("cold"), min(bench.runs, 3))
    yield Step("build, nothing changed", build)
    yield Step("build, one contact edited", build, bench.ready("edit", "1"))
    yield Step("build, 1 % edited", build, bench.ready("edit", str(max(1, bench.contacts // 100))))
    yield Step("build, a new day", build, bench.ready("day"))
    for words in (("due",), ("plan",), ("show", "person-000000")):
        yield Step(f"`{words[0]}`, after an edit", bench.of(*words), bench.ready("edit", "1"))
        yield Step(f"`{words[0]}`, asked again", bench.of(*words))
    yield Step("`--help`", f"{bench.netsite} --help")


def make_ready(folder: Path, what: str, count: int) -> None:
    """Bring a vault into the state that is measured next."""
    if what == "cold":
        shutil.rmtree(folder / "cache", ignore_errors=True)
        shutil.rmtree(folder / "site", ignore_errors=True)
    elif what == "day":
        day = date.fromisoformat((folder / "day").read_text(encoding="utf-8"))
        (folder / "day").write_text(str(day + timedelta(days=1)), encoding="utf-8")
    else:
        mark = int((folder / "edits").read_text(encoding="utf-8"))
        for number in range(count):
            edit(folder / "vault", number * 100 + mark % 100 if count > 1 else 0, mark)
        (folder / "edits").write_text(str(mark + 1), encoding="utf-8")
        time.sleep(_SETTLED)


def environment(folder: Path) -> dict[str, str]:
    """The environment of what is measured: the cache lies in the folder, output is plain."""
    return os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "NO_COLOR": "1"}


def measured(step: Step, bench: Bench, hyperfine: str | None) -> Took:
    """What a step takes: the median of its runs."""
    runs = step.runs or bench.runs
    some = [one_run(step, bench.folder) for _ in range(1 if hyperfine else runs)]
    took = Took(median(each.wall for each in some), median(each.processor for each in some),
                max(each.megabytes for each in some))
    return by_hyperfine(hyperfine, step, bench.folder, runs, took) if hyperfine else took


def one_run(step: Step, folder: Path) -> Took:
    """Run a step once, and ask the system what it took.

    This process must stay smaller than what it measures: Linux counts the memory a process is
    started from as the new one's. So the vault is made by another.
    """
    if step.ready:
        subprocess.run(step.ready, shell=True, check=True, cwd=ROOT,  # noqa: S602  # its own words
                       env=environment(folder))
    start = time.perf_counter()
    with subprocess.Popen(["/bin/sh", "-c", f"exec {step.command}"], cwd=ROOT,
                          env=environment(folder), stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, step.command)
    unit = 1 if sys.platform == "darwin" else 1024
    return Took(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6)


def by_hyperfine(hyperfine: str, step: Step, folder: Path, runs: int, took: Took) -> Took:
    """The seconds of a step by hyperfine; the memory, which it does not tell, as it was."""
    result = folder / "hyperfine.json"
    prepare = ("--prepare", step.ready) if step.ready else ()
    subprocess.run([hyperfine, "--style", "none", "--runs", str(max(2, runs)), *prepare,
                    "--export-json", result, step.command], check=True, cwd=ROOT,
                   env=environment(folder), stderr=subprocess.DEVNULL)
    found = json.loads(result.read_text(encoding="utf-8"))["results"][0]
    return Took(found["median"], found["user"] + found["system"], took.megabytes)


def made(work: Path, contacts: int, netsite: str, runs: int) -> Bench:
    """A vault of a size, made anew."""
    folder = work / f"contacts-{contacts}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    bench = Bench(folder, contacts, netsite, runs)
    subprocess.run([sys.executable, "-m", "tests.bench.corpus", bench.vault, str(contacts)],
                   check=True, cwd=ROOT)
    (folder / "day").write_text(str(TODAY), encoding="utf-8")
    (folder / "edits").write_text("0", encoding="utf-8")
    time.sleep(_SETTLED)
    return bench


def hugo_step(bench: Bench, hugo: str) -> Step:
    """Hugo's build of the same contacts; another process writes them down for it."""
    folder = bench.folder / "hugo"
    subprocess.run([sys.executable, "-m", "tests.bench.hugo", bench.vault, folder], check=True,
                   cwd=ROOT)
    clear = shlex.join(("rm", "-rf", str(folder / "public"), str(folder / "resources")))
    build = shlex.join((hugo, "--quiet", "--source", str(folder)))
    return Step("Hugo: a page each, cold", build, clear, min(bench.runs, 3))


def rows(bench: Bench, also: Sequence[Step], hyperfine: str | None) -> Iterator[Sequence[str]]:
    """The lines of a size's table."""
    cold = 0.0
    for step in (*steps(bench), *also):
        say(f"{step.name}: {f'{step.ready} ; ' if step.ready else ''}{step.command}")
        took = measured(step, bench, hyperfine)
        cold = cold or took.wall
        yield (step.name, f"{tables.short(took.wall)} s", f"{tables.short(took.wall / cold)}",
               f"{tables.short(took.processor)} s", f"{took.megabytes:.0f}")


def text(bench: Bench, also: Sequence[Step], hyperfine: str | None) -> str:
    """A size's title and table."""
    lines = list(rows(bench, also, hyperfine))
    files = size = 0
    for path in (bench.folder / "site").rglob("*"):  # no list of them: see `one_run`
        if path.is_file():
            files, size = files + 1, size + path.stat().st_size
    return (f"**{bench.contacts:,} contacts**; the site has {files:,} files, {size / 1e6:,.0f} MB:"
            f"\n\n{tables.table(HEAD, lines)}")


def growth(found: Mapping[int, Sequence[Sequence[str]]]) -> str:
    """One table of the lines of several sizes: what a cold build takes of each contact, and others.

    `found` are the lines of `rows`, by the number of contacts.
    """
    return tables.table(GROWTH, [_grown(contacts, lines) for contacts, lines in found.items()])


def _grown(contacts: int, lines: Sequence[Sequence[str]]) -> Sequence[str]:
    took = {name.removeprefix("build, "): (wall, processor, memory)
            for name, wall, _, processor, memory in lines}
    _, processor, memory = took["cold"]
    each = 1000 * float(processor.removesuffix(" s").replace(",", "")) / contacts
    return (f"{contacts:,}", *(took[name][0] for name in (
        "cold", "nothing changed", "one contact edited", "a new day", _DUE)),
        f"{tables.short(each)} ms", memory)


def say(line: str) -> None:
    """Print a line of progress."""
    sys.stderr.write(f"{line}\n")


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contacts", nargs="*", type=int, default=SIZES)
    parser.add_argument("--runs", type=int, default=5, help="of each; at most 3 are cold")
    parser.add_argument("--work", type=Path, help="where all is made; by default a temporary one")
    parser.add_argument("--netsite", default=shlex.join((sys.executable, "-m", "netsite")),
                        help="another netsite's command line")
    parser.add_argument("--no-hyperfine", action="store_true", help="time without hyperfine")
    parser.add_argument("--hugo", metavar="PATH", help="a hugo to build the same contacts with")
    parser.add_argument("--growth", action="store_true", help="one table of all sizes")
    parser.add_argument("--write", type=Path, metavar="FILE",
                        help="put the tables between the marks in this document")
    return parser.parse_args(words)


def main() -> None:
    """Measure all sizes, and print the tables or write them into a document."""
    given = arguments(sys.argv[1:])
    hyperfine = None if given.no_hyperfine else shutil.which("hyperfine")
    with tempfile.TemporaryDirectory() as temporary:
        benches = (made((given.work or Path(temporary)).resolve(), contacts, given.netsite,
                        given.runs) for contacts in given.contacts)
        if given.growth:
            whole = growth({bench.contacts: list(rows(bench, [], hyperfine)) for bench in benches})
        else:
            whole = "\n\n".join(
                text(bench, [hugo_step(bench, given.hugo)] if given.hugo else [], hyperfine)
                for bench in benches)
    if given.write:
        tables.write_block(given.write, "growth" if given.growth else "whole builds", whole)
    sys.stdout.write(f"{whole}\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--ready"]:
        make_ready(Path(sys.argv[2]), sys.argv[3], int((*sys.argv[4:], "1")[0]))
    else:
        main()
