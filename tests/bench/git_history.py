"""How long history from git takes, beside what git itself needs to read the same.

python -m tests.bench.git_history [--contacts 10000] [--commits 100000] [--folders 0] [--in FOLDER]

Makes a repository with `git fast-import` (most commits add a dated line, one in five changes a
fact), and prints what git and netsite take for it: cold, and after one new commit.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from netsite.memory import no_collection
from netsite.store.cache import cache_file, opened
from netsite.store.gitlog import read_past
from netsite.store.reading import read
from netsite.store.vault import read_vault

_START = 1_500_000_000
_COMPANIES = ("Globex", "Initech", "Acme", "Umbrella", "Hooli", "Soylent")
_ROLES = ("Engineer", "Staff engineer", "Director", "Nurse", "Teacher", "Editor")
_TEAMS = ("atlas", "choir", "crew", "garden", "press")


class Person:
    """A contact whose file grows commit by commit."""

    def __init__(self, number: int, folders: int) -> None:
        folder = f"f{number % folders:03}/" if folders else ""
        self.path = f"contacts/{folder}person-{number:05}.md"
        self.facts = {
            "name": f"Person {number:05}", "company": _COMPANIES[number % 6],
            "role": _ROLES[number % 5], "email": f"person-{number:05}@example.com",
            "teams": "[atlas]", "cadence": "quarterly", "location": "Porto", "met": "2015-03-02"}
        self.lines: list[str] = []

    def change(self, chance: random.Random) -> str:
        """Change a fact; give the commit's subject."""
        key = chance.choice(("company", "role", "email", "teams", "cadence", "location"))
        self.facts[key] = {
            "company": chance.choice(_COMPANIES), "role": chance.choice(_ROLES),
            "email": f"p{chance.randrange(10**6)}@example.com",
            "teams": f"[{', '.join(chance.sample(_TEAMS, 2))}]",
            "cadence": chance.choice(("monthly", "quarterly", "yearly")),
            "location": chance.choice(("Porto", "Oslo", "Lyon", "Turin"))}[key]
        return f"{self.facts['name']}: {key}"

    def meet(self, number: int) -> str:
        """Add a dated line; give the commit's subject."""
        self.lines.insert(0, f"- 20{10 + number % 16}-0{1 + number % 9}-1{number % 10} call: what "
                             f"was said in the {number}th talk, and what to ask the next time")
        return f"{self.facts['name']}: call"

    def text(self) -> bytes:
        """Their file."""
        front = "\n".join(f"{key}: {value}" for key, value in self.facts.items())
        lines = "\n".join(self.lines)
        return f"---\n{front}\n---\n\nSome notes.\n\n## History\n{lines}\n".encode()


def stream(contacts: int, commits: int, folders: int) -> Iterator[bytes]:
    """What `git fast-import` makes the repository from."""
    chance = random.Random(1)  # noqa: S311  # the same repository every time
    people = [Person(number, folders) for number in range(contacts)]
    yield _commit(0, "Everybody")
    for person in people:
        yield _file(person)
    for number in range(1, commits):
        person = people[chance.randrange(contacts)]
        subject = person.change(chance) if chance.random() < 0.2 else person.meet(number)
        yield _commit(number, subject)
        yield _file(person)


def _commit(number: int, subject: str) -> bytes:
    data = subject.encode()
    who = f"Kim Example <kim@example.com> {_START + number * 1000} +0000"
    return (f"commit refs/heads/main\nauthor {who}\ncommitter {who}\ndata {len(data)}\n".encode()
            + data + b"\n")


def _file(person: Person) -> bytes:
    data = person.text()
    return f"M 100644 inline {person.path}\ndata {len(data)}\n".encode() + data + b"\n"


def make(root: Path, contacts: int, commits: int, folders: int) -> None:
    """Make the repository and check it out."""
    root.mkdir(parents=True)
    git(root, "init", "-q", "-b", "main")
    with subprocess.Popen(["git", "-C", root, "fast-import", "--quiet"],
                          stdin=subprocess.PIPE) as importer:
        assert importer.stdin
        for part in stream(contacts, commits, folders):
            importer.stdin.write(part)
        importer.stdin.close()
    git(root, "reset", "-q", "--hard")


def git(root: Path, *arguments: str, stdin: bytes | None = None, quiet: bool = False) -> bytes:
    """Run git; give what it prints, or throw it away."""
    done = subprocess.run(
        ["git", "-C", root, *arguments], check=True, input=stdin,
        stdout=subprocess.DEVNULL if quiet else subprocess.PIPE)
    return done.stdout or b""


def timed(what: str, work: Callable[[], Any]) -> tuple[float, Any]:
    """Do something, and print how long it took."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    sys.stdout.write(f"{what:<58} {seconds:8.3f} s\n")
    sys.stdout.flush()
    return seconds, result


def blobs(root: Path) -> bytes:
    """The ids of all blobs that the log names, in its order, a line each."""
    log = git(root, "log", "--raw", "--no-abbrev", "--format=").decode()
    ids = dict.fromkeys(blob for line in log.splitlines() for blob in line.split()[2:4])
    return "".join(f"{blob}\n" for blob in ids if blob.strip("0")).encode()


def measure(root: Path) -> None:
    """Print what git and netsite take."""
    wanted = blobs(root)
    log, _ = timed("git log --raw", lambda: git(root, "log", "--raw", quiet=True))
    read, _ = timed("git cat-file --batch of its blobs", lambda: git(
        root, "cat-file", "--batch", "--buffer", stdin=wanted, quiet=True))
    sys.stdout.write(f"{'the first time may take, at most':<58} {2 * (log + read):8.3f} s\n")
    with tempfile.TemporaryDirectory() as folder:
        cache = cache_file(root, folder)
        timed("netsite, the first time", partial(history, root, cache))
        timed("netsite, nothing new", partial(history, root, cache))
        file = root / read_vault(root).contacts[0].path
        file.write_bytes(file.read_bytes().replace(b"\nrole: ", b"\nrole: Chief ", 1))
        timed("netsite, a fact not committed yet", partial(history, root, cache))
        git(root, "-c", "user.name=Kim", "-c", "user.email=kim@example.com", "commit", "-qam", "A")
        timed("netsite, one new commit", partial(history, root, cache))


def history(root: Path, cache: Path | None) -> None:
    """Read the history as a build does, when it has read the files."""
    with no_collection(), opened(cache) as kept:
        blobs = read(root, kept).blobs
        _, past = timed("  of which the history", lambda: read_past(root, blobs, kept))
    sys.stdout.write(f"  {len(past.changes.rows):,} changes\n")


def main() -> None:
    """Make the repository, unless it is there, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--contacts", type=int, default=10_000)
    parser.add_argument("--commits", type=int, default=100_000)
    parser.add_argument("--folders", type=int, default=0, help="0: all in contacts/ itself")
    parser.add_argument("--in", dest="root", type=Path,
                        default=Path(tempfile.gettempdir()) / "netsite-bench")
    given = parser.parse_args()
    if not given.root.exists():
        timed("making the repository", lambda: make(
            given.root, given.contacts, given.commits, given.folders))
    measure(given.root)


if __name__ == "__main__":
    main()
