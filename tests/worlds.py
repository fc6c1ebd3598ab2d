"""A vault that is edited, and built again and again: each site must be that of a first build."""

import os
import time
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache as once
from functools import partial
from pathlib import Path
from shutil import rmtree

from netsite.build import build
from netsite.pages.output import MANIFEST
from netsite.report import Report
from netsite.store.cache import opened
from netsite.store.scan import Scan, scanned
from netsite.unchanged import unchanged
from tests.drawing import TODAY

PAUSE = 0.03  # seconds: more than the clock of a disk takes to move on


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a site by its path, but the list of what it has."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file() and path.name != MANIFEST}


def times(folder: Path) -> dict[str, int]:
    """Give when each file of a site was written."""
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
            for path in folder.rglob("*") if path.is_file()}


class World:
    """A vault on disk, its cache and its site; `foreign` are files in the site that are not its.

    `past` is what each file was before an edit, to be put back.
    """

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.vault, self.cache = folder / "vault", folder / "cache"
        self.cold = folder / "cold"
        self.day = TODAY
        self.foreign: set[str] = set()
        self.past: list[tuple[str, str | None]] = []
        self.vault.mkdir(parents=True)
        for path, text in files.items():
            self.write(path, text)

    def read(self, path: str) -> str | None:
        """Give a file's text, or None where there is no file."""
        file = self.vault / path
        return file.read_text() if file.is_file() else None

    def write(self, path: str, text: str | None) -> None:
        """Write a file, or take it away, and remember what it was."""
        before, file = self.read(path), self.vault / path
        if text == before:
            return
        self.past.append((path, before))
        if text is None:
            file.unlink()
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def rename(self, path: str, other: str) -> None:
        """Rename a file, where that takes no other away."""
        if self.read(path) is not None and self.read(other) is None:
            (self.vault / other).parent.mkdir(parents=True, exist_ok=True)
            (self.vault / path).rename(self.vault / other)

    def rewrite(self, path: str, old: str, new: str) -> None:
        """Change letters in place, with the same length and the old time: no outward sign."""
        file = self.vault / path
        text = self.read(path)
        if text is None or len(old) != len(new):
            return
        status = file.stat()
        with file.open("r+") as open_file:
            open_file.write(text.replace(old, new))
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))

    def build(self) -> Report:
        """Build the site with what is remembered of the last one."""
        time.sleep(PAUSE)
        scan = once(partial(scanned, self.vault))
        report = self.at_once(scan) or build(self.vault, self.day, cache=self.cache, scan=scan())
        time.sleep(PAUSE)
        return report

    def at_once(self, scan: Callable[[], Scan] | None = None) -> Report | None:
        """Look whether there is anything to do, as the command does."""
        with opened(self.cache) as kept:
            return unchanged(self.vault, scan or partial(scanned, self.vault), self.day, None, kept)

    def check(self) -> Report:
        """Build, and see that the site is that of a first build; build again, and see no change."""
        report = self.build()
        cold = build(self.vault, self.day, str(self.cold))
        found, expected = contents(report.folder), contents(self.cold)
        rmtree(self.cold)
        wrong = [name for name in sorted({*found, *expected} - (self.foreign - {*expected}))
                 if found.get(name) != expected.get(name)]
        assert wrong == [], _first_difference(found, expected, wrong[0])
        assert (report.problems, report.people) == (cold.problems, cold.people)
        assert report.written + report.unchanged == cold.written
        before = times(report.folder)
        again = self.at_once() or build(self.vault, self.day, cache=self.cache)
        assert (again.written, again.removed, again.problems) == (0, 0, report.problems)
        assert times(report.folder) == before
        return report


def _first_difference(
    found: Mapping[str, bytes], expected: Mapping[str, bytes], name: str,
) -> str:
    """Say in which line a page differs from what it should be."""
    if name not in found or name not in expected:
        return f"{name} is {'not there' if name in expected else 'too much'}"
    for is_, should in zip(found[name].decode().split("\n"), expected[name].decode().split("\n"),
                           strict=False):
        if is_ != should:
            return f"{name}: {is_!r} instead of {should!r}"
    return f"{name} is longer or shorter"


def later(day: date, days: int) -> date:
    """Give the day so many days later, or before, within the calendar."""
    return date.fromordinal(min(max(1, day.toordinal() + days), date.max.toordinal()))
