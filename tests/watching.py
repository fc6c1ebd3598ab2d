"""A watch in a thread, whose builds are counted; and waiting for what comes in its own time."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from netsite.build import build
from netsite.live.watch import Watch

DAY = date(2026, 10, 2)
PATIENCE = 10.0  # seconds, on a machine that is busy with something else


def until(true: Callable[[], object], patience: float = PATIENCE) -> bool:
    """Wait until something is true; whether it became so in time."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.01)
    return bool(true())


class Watched:
    """A vault under watch. Its builds by their days, and the page of a person as it is now."""

    def __init__(self, vault: Path) -> None:
        self.vault = vault
        self.day = DAY
        self.days: list[date] = []
        self.fail = False
        self.building = False
        self.last = 0.0  # when the last build ended
        self.watch: Watch

    def build(self, day: date, _files: object, _news: object) -> bool:
        """Build, unless it is to fail."""
        self.building = True
        if not self.fail:
            build(self.vault, day)
        self.last = time.monotonic()
        self.days.append(day)
        self.building = False
        return not self.fail

    def page(self, name: str = "ana") -> str:
        """The page of a person, "" if there is none."""
        try:
            return (self.vault / f"site/people/{name}.html").read_text(encoding="utf-8")
        except FileNotFoundError:
            return ""

    def shows(self, text: str, name: str = "ana") -> bool:
        """Whether a person's page comes to show a text."""
        return until(lambda: text in self.page(name))

    def quiet(self, seconds: float = 0.5) -> bool:
        """Wait until nothing has been built for a while."""
        return until(lambda: self.days and not self.building
                     and time.monotonic() - self.last > seconds)


@contextmanager
def watched(vault: Path, *, poll: bool = False) -> Iterator[Watched]:
    """Watch a vault, from its first build on."""
    found = Watched(vault)
    found.watch = Watch(vault, found.build, lambda: found.day, poll=poll)
    thread = threading.Thread(target=found.watch.run, daemon=True)
    thread.start()
    try:
        assert until(lambda: found.days)
        yield found
    finally:
        found.watch.end()
        thread.join(PATIENCE)
        found.watch.close()
        assert not thread.is_alive()
