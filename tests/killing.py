"""Kills commands: forks a warmed-up process, runs a real command in the child, and kills that.

Run as a program of its own (`python -m tests.killing FOLDER KINDS KILLS SEED [git]`), as a process
with threads, like a worker of pytest's, is not to be forked. What it found it prints as JSON.
"""

import ctypes
import io
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from netsite.cli import main
from netsite.store.writing import recover

TODAY = "2026-10-02"
CALLS = ("open", "write", "fsync", "replace", "link", "unlink", "fchmod")
PEOPLE = {
    "ana": "Ana Silva", "bo": "Bo Berg", "carl": "Carl Lind", "dana": "Dana Levi"}
FILES = {
    "contacts/ana.md": "---\nname: Ana Silva\ncadence: monthly\n---\nMet by [[bo]].\n\n"
                       "## History\n\n- 2026-01-02 coffee: [[bo]] was ill\n",
    "contacts/bo.md": "---\nname: Bo Berg\nintroduced_by: '[[ana]]'\n---\r\n\r\n"
                      "- 2026-03-01 call\r\n",
    "contacts/carl.md": "---\nname: Carl Lind\nintroduced_by: '[[bo]]'\n---\n",
    "contacts/dana.md": "---\nname: Dana Levi\n---\nFriend of [[bo|Bo]] and [[carl]]",
    "journal/2025.md": "# 2025\n\n- 2025-05-01 lunch with [[ana]], [[bo]]\n",
    "journal/2026.md": "# 2026\n\n- 2026-02-01 lunch with [[bo]], [[dana]]: long\n  and [[bo]]\n",
}
State = Mapping[str, bytes]
_FSYNC = os.fsync


class Round(NamedTuple):
    """A command to be killed: its words, and the text that is in the vault once if it is made."""

    kind: str
    words: tuple[str, ...]
    mark: str
    inbox: bytes = b""


def make_vault(folder: Path, *, git: bool) -> Path:
    """Make a vault of a few people who know each other."""
    files = dict(FILES)
    if git:
        files |= {"netsite.toml": '[git]\ncommit = "always"\n', ".gitignore": "/site/\n"}
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
    if git:
        for words in (("init", "-q", "-b", "main"), ("config", "user.name", "Kim Example"),
                      ("config", "user.email", "kim@example.com"),
                      ("config", "core.fsync", "none"), ("add", "-A"),
                      ("commit", "-q", "-m", "start")):
            ask_git(folder, *words)
    return folder


def ask_git(vault: Path, *words: str) -> str:
    """Git's answer; what it says to standard error counts, and a failure is one."""
    done = subprocess.run(["git", "-C", os.fspath(vault), *words], check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    if done.returncode:
        raise AssertionError(f"git {' '.join(words)}: {done.stdout}")
    return done.stdout


def state(vault: Path) -> State:
    """Every file of a vault that is the user's, and every stray; no lock, nothing of netsite's."""
    return {path.relative_to(vault).as_posix(): path.read_bytes() for path in vault.rglob("*")
            if path.is_file() and path.relative_to(vault).parts[0] not in (".netsite", ".git")
            and path.suffix != ".lock"}


def run(vault: Path, words: Sequence[str]) -> tuple[int, str]:
    """Run a command in this process; its exit status and what it said."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            main.main(["-C", str(vault), "--today", TODAY, *words], "netsite",
                      standalone_mode=False)
        except Exception as error:  # noqa: BLE001  # told to who asked
            return 1, f"{said.getvalue()}{type(error).__name__}: {error}"
    return 0, said.getvalue()


def next_round(kind: str, number: int, vault: Path) -> Round:
    """A command of a kind, as the vault is now."""
    mark = f"number {number} of them"
    bo = next(path.stem for path in (vault / "contacts").glob("bo*.md"))
    inbox = b""
    if kind == "log":
        words = ["log", f"call {random.choice(['ana', 'carl', 'dana'])}: {mark}"]  # noqa: S311
    elif kind == "several":
        year = random.choice(["2026", "2025", "2024"])  # noqa: S311
        words = ["log", f"{year}-04-05 lunch with ana, {bo} and Eve Number{number}: {mark}",
                 "--new"]
    elif kind == "add":
        words = ["add", f"Fay Number{number}", "--note", mark, "--introduced-by", "ana"]
    elif kind == "rename":
        words, mark = ["rename", bo, f"bo-{number}"], ""
    else:
        words = ["inbox", "--new"]
        inbox = (f"- 2026-05-01 call ana: {mark}\n# Heading\n- 2026-05-02 call dana\n"
                 f"- no day\n2026-05-03 tea with Gil Number{number}\n").encode()
    return Round(kind, tuple(words), mark, inbox)


class Killer:
    """Runs commands in children and kills them; `found` counts where the kills landed."""

    def __init__(self, folder: Path, *, git: bool) -> None:
        self.folder, self.git = folder, git
        self.vault = folder / "vault"
        self.found: Counter[str] = Counter()
        self.wrong: list[str] = []
        self.acknowledged: list[str] = []
        self.number = 0
        self.before_write = self.in_write = 0.01  # seconds, measured
        self.calls = 10

    def start(self) -> None:
        """Begin with a fresh vault, so that it does not grow for ever."""
        shutil.rmtree(self.vault, ignore_errors=True)
        make_vault(self.vault, git=self.git)
        self.acknowledged.clear()

    def fork(self, act: Callable[[], None], die_at: int = 0) -> tuple[int, int]:
        """Start a child that acts and then says so on a pipe; its process id, and the pipe.

        With `die_at` it kills itself just before the disk call of that number.
        """
        reading, writing = os.pipe()
        process = os.fork()
        if process:
            os.close(writing)
            return process, reading
        try:
            os.setpgid(0, 0)
            os.close(reading)
            os.fsync = _FSYNC
            counted = Counted(die_at)
            with counted:
                act()
            counted.tell(writing, b"ok %d" % counted.count)
        except BaseException as error:  # noqa: BLE001  # a child ends here
            os.write(writing, f"failed: {error!r}".encode())
        finally:
            os._exit(0)
        raise AssertionError

    def command(self, words: Sequence[str]) -> None:
        """Run a command in a child."""
        status, said = run(self.vault, words)
        if status:
            raise AssertionError(said)

    def end(self, process: int, reading: int) -> bytes:
        """Wait for a child and for what it started; what it said on its pipe."""
        os.waitpid(process, 0)
        self.reap()
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read()
        if said.startswith(b"failed"):
            self.wrong.append(said.decode())
        return said

    def reap(self) -> None:
        """Wait for what a killed child left running: git goes on for a moment."""
        while True:
            try:
                os.waitpid(-1, 0)
            except ChildProcessError:
                return

    def journal(self) -> bool:
        """Whether a write is under way, or was when it was killed."""
        return os.path.lexists(self.vault / ".netsite" / "journal")

    def git_writes(self) -> bool:
        """Whether git has a lock at this moment."""
        return any(os.path.lexists(self.vault / ".git" / name)
                   for name in ("index.lock", "HEAD.lock", "refs/heads/main.lock"))

    def measure(self, words: Sequence[str]) -> None:
        """Take the time of a command up to its write, and of what follows, and count its calls."""
        begin = time.monotonic()
        process, reading = self.fork(lambda: self.command(words))
        while not self.journal() and not _ended(process):
            time.sleep(0)
        seen = time.monotonic()
        said = self.end(process, reading)
        self.before_write, self.in_write = seen - begin, time.monotonic() - seen
        self.calls = int(said.split()[1]) if said.startswith(b"ok") else self.calls

    def kill(self, words: Sequence[str]) -> bool:
        """Run a command and kill it at a random moment; whether it had acknowledged."""
        way = random.choice(["anytime", "write", "call", *["git"] * self.git])  # noqa: S311
        at = random.randint(1, self.calls) if way == "call" else 0  # noqa: S311
        process, reading = self.fork(lambda: self.command(words), at)
        if way == "anytime":
            _sleep(random.uniform(0, 1.1 * (self.before_write + self.in_write)))  # noqa: S311
        elif way == "write":
            while not self.journal() and not _ended(process):
                pass
            _sleep(random.uniform(0, self.in_write))  # noqa: S311
        elif way == "git":
            while not self.git_writes() and not _ended(process):
                pass
        if way != "call":
            all_of_it = random.random() < 0.5  # noqa: S311  # git with it
            _kill(process, all_of_it=all_of_it)
        return self.end(process, reading).startswith(b"ok")

    def next_start(self) -> None:
        """Do what the next start does, which may be killed too."""
        if self.journal():
            self.found["in the write"] += 1
            while random.random() < 0.3:  # noqa: S311
                self.end(*self.fork(lambda: recover(self.vault), random.randint(1, 12)))  # noqa: S311
                self.found["in the recovery"] += 1
        if random.random() < 0.5:  # noqa: S311
            recover(self.vault)
        elif (answer := run(self.vault, ["due"]))[0]:
            self.wrong.append(f"due: {answer[1]}")

    def round(self, kind: str) -> None:
        """Kill one command, and look at what it left."""
        self.number += 1
        task = next_round(kind, self.number, self.vault)
        if task.inbox:
            (self.vault / "inbox.md").write_bytes(task.inbox)
        old = state(self.vault)
        new = self.unharmed(task.words)
        if self.number % 25 == 1:
            self.measure(task.words)
            if state(self.vault) != new:
                self.wrong.append(f"{self.number}: a command does not lead where it should")
            self.put(old)
        acknowledged = self.kill(task.words)
        self.next_start()
        now = state(self.vault)
        self.found["acknowledged" if acknowledged else "made" if now == new else "not made"] += 1
        if now != new and (acknowledged or now != old):
            self.wrong.append(f"{self.number} {task.kind} (acknowledged: {acknowledged}): "
                              f"{_difference(now, old, new)}")
        if acknowledged and task.mark:
            self.acknowledged.append(task.mark)
        self.look_for_lines()
        if self.journal():
            self.wrong.append(f"{self.number}: the journal is still there")

    def look_for_lines(self) -> None:
        """See that every line that was acknowledged is in the vault, and once."""
        text = b"\n".join(state(self.vault).values()).decode()
        for mark in self.acknowledged:
            if text.count(mark) != 1:
                self.wrong.append(f"“{mark}” is there {text.count(mark)} times")

    def put(self, files: State) -> None:
        """Put files in the vault, and take others away."""
        for path in state(self.vault).keys() - files.keys():
            (self.vault / path).unlink()
        for path, data in files.items():
            (self.vault / path).write_bytes(data)
        if self.git:
            ask_git(self.vault, "add", "-A")
            if ask_git(self.vault, "status", "--porcelain"):
                ask_git(self.vault, "commit", "-q", "-m", "by hand")

    def unharmed(self, words: Sequence[str]) -> State:
        """What a command leads to if nobody kills it: run in a copy."""
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.vault, copy, ignore=shutil.ignore_patterns(".git", ".netsite"))
        status, said = run(copy, words)
        if status:
            raise AssertionError(said)
        return state(copy)

    def look_at_git(self) -> None:
        """See that the repository is sound and takes the next command's commit."""
        if "missing" in (said := ask_git(self.vault, "fsck", "--no-dangling")) or "error" in said:
            self.wrong.append(f"{self.number} fsck: {said}")
        head = ask_git(self.vault, "rev-parse", "HEAD")
        mark = f"after {self.number}"
        status, said = run(self.vault, ["log", f"call carl: {mark}"])
        if status:
            self.wrong.append(f"{self.number} next command: {said}")
        locks = sorted((self.vault / ".git").rglob("*.lock"))
        committed = ask_git(self.vault, "rev-parse", "HEAD") != head
        if committed:
            change = ask_git(self.vault, "show", "--format=", "-U0", "HEAD")
            added = [line for line in change.splitlines() if line[:1] in "+-"
                     and not line.startswith(("+++", "---"))]
            if sum(mark in line for line in added) != 1 or any(
                    line[0] == "-" for line in added):
                self.wrong.append(f"{self.number} commit: {added}")
        elif locks:
            self.found["a lock of git's left"] += 1
            if any(lock.name not in said for lock in locks):
                self.wrong.append(f"{self.number} locks {locks} without a mend: {said}")
        else:
            self.wrong.append(f"{self.number} not committed: {said}")
        for lock in locks:
            lock.unlink()
        self.put(state(self.vault))  # as the user would commit what was left

    def go(self, kinds: Sequence[str], kills: int) -> None:
        """Kill so many commands."""
        for number in range(kills):
            if number % 50 == 0:
                self.start()
            self.round(kinds[number % len(kinds)])
            if self.git:
                self.look_at_git()


class Counted:
    """Counts the calls that change the disk, and dies just before one of them."""

    def __init__(self, die_at: int) -> None:
        self.die_at, self.count = die_at, 0
        self.real: dict[str, Callable[..., Any]] = {}

    def __enter__(self) -> None:
        self.real = {name: getattr(os, name) for name in CALLS}
        for name, call in self.real.items():
            setattr(os, name, self.counting(call))

    def __exit__(self, *_: object) -> None:
        for name, call in self.real.items():
            setattr(os, name, call)

    def counting(self, call: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a call."""
        def wrapped(*args: Any, **more: Any) -> Any:
            self.count += 1
            if self.count == self.die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*args, **more)
        return wrapped

    def tell(self, pipe: int, said: bytes) -> None:
        """Acknowledge."""
        os.write(pipe, said)


def _sleep(seconds: float) -> None:
    """Wait, to the tenth of a millisecond."""
    end = time.monotonic() + seconds
    if seconds > 0.002:
        time.sleep(seconds - 0.002)
    while time.monotonic() < end:
        pass


def _ended(process: int) -> bool:
    """Whether a child has ended, which is still to be waited for."""
    return os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _kill(process: int, *, all_of_it: bool) -> None:
    """Kill a child, and perhaps all that it started."""
    try:
        (os.killpg if all_of_it else os.kill)(process, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it had no group of its own yet
        os.kill(process, signal.SIGKILL)


def _difference(now: State, old: State, new: State) -> str:
    """Which file is neither old nor new, and which are which."""
    def of(path: str) -> str:
        data = now.get(path)
        names = {old.get(path): "old", new.get(path): "new"}
        return f"{path} is {names.get(data, repr(data))}"

    return ", ".join(of(path) for path in sorted({*now, *old, *new})
                     if not now.get(path) == old.get(path) == new.get(path))


def adopt() -> None:
    """Have what a killed child leaves running become ours, to wait for its end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def kill_many(folder: Path, kinds: Sequence[str], kills: int, seed: int, *, git: bool) -> None:
    """Kill so many commands of the kinds, and print what came of it."""
    random.seed(seed)
    os.fsync = lambda fd: None  # noqa: ARG005  # but in the children, which take _FSYNC
    adopt()
    killer = Killer(folder, git=git)
    killer.go(kinds, kills)
    sys.stdout.write(json.dumps({"found": killer.found, "wrong": killer.wrong}))


if __name__ == "__main__":
    kill_many(Path(sys.argv[1]), sys.argv[2].split(","), int(sys.argv[3]), int(sys.argv[4]),
              git=sys.argv[5:] == ["git"])
