"""A command that runs until it is told to end, as a process of its own."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.watching import until


class Running:
    """A process, and all that it has said so far."""

    def __init__(self, vault: Path, *words: str) -> None:
        self.said: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "netsite", "-C", str(vault), *words],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
            cwd=Path(__file__).resolve().parent.parent,
            env={**os.environ, "PYTHONWARNINGS": "error"})
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        self.said.extend(self.process.stdout)  # line by line, as they come

    @property
    def text(self) -> str:
        """What it has said."""
        return "".join(self.said)

    def says(self, text: str, times: int = 1) -> bool:
        """Whether it comes to say something so often."""
        return until(lambda: self.text.count(text) >= times, 30)

    def port(self) -> int:
        """The port at which it serves."""
        assert self.says("serving http://"), self.text
        found = re.search(r"localhost:(\d+)/", self.text)
        assert found
        return int(found[1])

    def end(self, number: int = signal.SIGINT) -> int:
        """Tell it to end; its exit status."""
        self.process.send_signal(number)
        status = self.process.wait(30)
        self._reader.join(30)
        return status


@contextmanager
def running(vault: Path, *words: str) -> Iterator[Running]:
    """Run a command, and see that it ends."""
    found = Running(vault, *words)
    try:
        yield found
    finally:
        if found.process.poll() is None:
            found.end(signal.SIGKILL)
        assert found.process.stdout is not None
        found.process.stdout.close()
