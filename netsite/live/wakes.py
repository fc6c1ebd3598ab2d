"""What wakes the watch: the system's word that something was written. It decides nothing."""

import logging
import threading
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from netsite.reasons import reason_of
from netsite.texts import Text

if TYPE_CHECKING:
    from watchdog.observers.api import ObservedWatch

# Not that a file was opened, or closed unwritten: to look is no change, and would wake again.
_CHANGES: list[type[FileSystemEvent]] = [
    DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileCreatedEvent, FileDeletedEvent,
    FileModifiedEvent, FileMovedEvent]
_Identity = tuple[int, int]

# What it has to tell (that the queue ran over, that a folder is gone) is what the looks are for.
logging.getLogger("watchdog").addHandler(logging.NullHandler())
logging.getLogger("watchdog").propagate = False
# Nor is it of interest that a folder was made so quickly that it is told of twice.
warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)


class Place(NamedTuple):
    """A folder to be woken by, perhaps with all below it."""

    folder: Path
    deep: bool


class Wakes:
    """Wakes who waits when something is written in one of the places. `close` it at last.

    Where the system cannot watch, `note` says why, and nothing wakes any more.
    """

    def __init__(self, places: Callable[[], Iterable[Place]], *, poll: bool = False) -> None:
        self.note = ""
        self._places = places
        self._event = threading.Event()
        self._handler = _Handler(self._event)
        self._armed: dict[Place, tuple[_Identity, ObservedWatch]] = {}
        self._observer = None if poll else Observer()
        if self._observer:
            self._observer.daemon = True
            self._trying(self._observer.start)
            self.arm()

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until something wakes; whether it did."""
        woken = self._event.wait(seconds)
        self._event.clear()
        return woken

    def wake(self) -> None:
        """Wake who waits."""
        self._event.set()

    def arm(self) -> None:
        """Watch each place that is there, also one that was taken away and made again."""
        if self._observer is None:
            return
        wanted = {place: identity for place in self._places()
                  if (identity := _identity(place.folder))}
        alive = {emitter.watch for emitter in self._observer.emitters if emitter.is_alive()}
        for place, (identity, watch) in list(self._armed.items()):
            # The watch of a folder that is gone is silent for ever. A new folder may even have
            # the old one's number; but then the watch has ended.
            if wanted.get(place) != identity or watch not in alive:
                del self._armed[place]
                with suppress(KeyError, OSError):
                    self._observer.unschedule(watch)
        for place, identity in wanted.items():
            if place not in self._armed and not self._trying(lambda: self._add(place, identity)):  # noqa: B023  # called at once
                return

    def _add(self, place: Place, identity: _Identity) -> None:
        assert self._observer is not None  # noqa: S101  # else nothing is armed
        with suppress(FileNotFoundError, NotADirectoryError):  # gone since
            self._armed[place] = (identity, self._observer.schedule(
                self._handler, str(place.folder), recursive=place.deep, event_filter=_CHANGES))

    def _trying(self, act: Callable[[], None]) -> bool:
        """Do something; where the system has no more watches to give, poll from then on."""
        try:
            act()
        except (OSError, RuntimeError) as error:
            self.note = Text.of(
                "the system does not watch these folders ({why}); they are looked at every few "
                "seconds instead",
                why=reason_of(error) if isinstance(error, OSError) else str(error))
            self.close()
            return False
        return True

    def close(self) -> None:
        """Watch no longer."""
        observer, self._observer = self._observer, None
        self._armed.clear()
        if observer:
            observer.stop()
            with suppress(RuntimeError):  # it was never started
                observer.join(5)


class _Handler(FileSystemEventHandler):
    def __init__(self, event: threading.Event) -> None:
        self._event = event

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002  # the look will tell
        """Wake, whatever it was."""
        self._event.set()


def _identity(folder: Path) -> _Identity | None:
    """Which folder stands at a path; None if there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None
