"""The watch over a vault: looks at it, and has it built again when it is not what was built."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from netsite.live.pace import Pace
from netsite.live.wakes import Place, Wakes
from netsite.store.head import Head, git_folder, head
from netsite.store.scan import Signature, look, scan
from netsite.store.vault import CONTACTS, JOURNAL, TEMPLATES

Calendar = Callable[[], date]
News = Callable[[], bool]  # whether something was saved since the look that a build is of
# As of a day, of files that look so; whether it went well, None where it gave way to news.
Build = Callable[[date, Mapping[str, Signature], News], bool | None]


class Seen(NamedTuple):
    """All that a site is made of, by its looks."""

    files: dict[str, Signature]
    images: dict[str, Signature]
    head: Head
    day: date


def no_images() -> Mapping[str, Signature]:
    """Stand in where no page shows any."""
    return {}


class Watch:
    """Watches a vault from when it is made, and has it built whenever it changed; `close` it.

    `build` raises nothing but to end the watch. `poll` is for folders whose changes the system does
    not tell, as on a network; `tell` is given a note where that is so without being asked for.
    `ended` is asked before each look whether to go on. `images` are those that pages show, by path,
    with the looks they had in the last build.
    """

    def __init__(self, vault: Path, build: Build, calendar: Calendar, *, poll: bool,
                 tell: Callable[[str], None] = lambda _: None,
                 ended: Callable[[], bool] = lambda: False,
                 images: Callable[[], Mapping[str, Signature]] = no_images) -> None:
        self._vault = vault
        self._build = build
        self._calendar = calendar
        self._pace: Pace[Seen] = Pace()
        self._wakes = Wakes(lambda: places(vault, images()), poll=poll)
        self._images = images
        self._tell = tell
        self._told = ended
        self._noted = ""
        self._ended = False

    def run(self) -> None:
        """Look and build until `end` is called, or an exception comes, as of a key."""
        while not self._ended and not self._told():
            self._wait()
            self._arm()
            began = time.monotonic()
            seen = self._look()
            if self._pace.looked(began, time.monotonic(), seen):
                well = self._build(seen.day, seen.files, partial(self._news, seen))
                if well is None:
                    self._pace.gave_way(time.monotonic())
                    continue
                if well:  # it knows by now which images there are to look at
                    seen = seen._replace(images=_there(self._images()))
                self._pace.built(time.monotonic(), seen, well=well)

    def end(self) -> None:
        """Have `run` return, after the build that may be under way. Any thread may ask."""
        self._ended = True
        self._wakes.wake()

    def close(self) -> None:
        """Watch no longer."""
        self._wakes.close()

    def _arm(self) -> None:
        """Have what comes after the next look wake; say so once if it cannot."""
        self._wakes.arm()
        if self._wakes.note != self._noted:
            self._noted = self._wakes.note
            self._tell(self._noted)

    def _look(self) -> Seen:
        return Seen(scan(self._vault), look(self._vault, self._images()), head(self._vault),
                    self._calendar())

    def _news(self, seen: Seen) -> bool:
        """Whether it is not as it was seen any more; looked at where something woke, and not else.

        No, where builds have given way for long enough.
        """
        return (self._pace.can_give_way(time.monotonic()) and self._wakes.wait(0)
                and self._look() != seen)

    def _wait(self) -> None:
        pause = self._pace.wait(time.monotonic())
        if self._wakes.wait(min(pause, until_midnight(datetime.now()))):  # noqa: DTZ005  # local
            self._pace.woken(time.monotonic())
            if not self._ended:
                # Not to be woken again before that: a storm of changes is one.
                time.sleep(self._pace.wait(time.monotonic()))


def until_midnight(now: datetime) -> float:
    """Seconds until the next day of the calendar begins, and a little more."""
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time())
    return (midnight - now).total_seconds() + 0.05


def _there(images: Mapping[str, Signature]) -> dict[str, Signature]:
    return {path: signature for path, signature in images.items() if signature}


def places(vault: Path, images: Iterable[str] = ()) -> Iterator[Place]:
    """The folders where a change may change the site; `images` are the paths of those shown.

    The vault itself without what lies below, for its settings, and since one of the others may be
    taken away and made again. The site is not among them, wherever it lies.
    """
    yield Place(vault, deep=False)
    for name in (CONTACTS, JOURNAL, TEMPLATES):
        yield Place(vault / name, deep=True)
    for folder in sorted({path.rpartition("/")[0] for path in images}):
        if folder and folder.partition("/")[0] not in (CONTACTS, JOURNAL, TEMPLATES):
            yield Place(vault / folder, deep=False)
    git = git_folder(vault)
    if git:
        yield Place(git, deep=False)
        yield Place(git / "refs" / "heads", deep=True)
