"""`netsite build --watch`: builds whenever something changed, and says so in a line."""

import signal
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import click

from netsite.build import Onlooker, build
from netsite.commands.speaking import counted, in_words, say, tongue
from netsite.commands.terminal import print_problems
from netsite.glimpse import Last, glimpse
from netsite.live.watch import News, Watch
from netsite.memory import collect
from netsite.problems import Level, Problem, UsageError
from netsite.reasons import reason_of
from netsite.report import Report
from netsite.store.scan import Signature
from netsite.text.names import printable


class Wanted(NamedTuple):
    """What to build, and where, as the command line has it; `today` only if it is to stay."""

    vault: Path
    today: date | None
    output: str | None
    cache: Path | None
    poll: bool
    quiet: bool = False
    verbose: bool = False


class Stage:
    """Where builds are shown; this one shows nothing."""

    def shut(self) -> None:
        """A build begins to write."""

    def open(self, folder: Path | None, failure: str = "") -> None:
        """A build has ended; `failure` says why it gave nothing, if so."""


def watch(wanted: Wanted) -> None:
    """Build, and build again after each change, until a key or a signal ends it."""
    keep_building(wanted, Stage(), say("watching; Ctrl-C ends"))


def keep_building(wanted: Wanted, stage: Stage, first_word: str) -> None:
    """Build whenever something changed, and show it on a stage, until a key or a signal ends it.

    `first_word` is said after the first build.
    """
    builder = Builder(wanted, stage, first_word)
    with until_told() as told:
        watched = Watch(wanted.vault, builder.build, lambda: wanted.today or _calendar(),
                        poll=wanted.poll, tell=_note, ended=lambda: told.so, images=builder.images)
        try:
            watched.run()
        finally:
            watched.close()


class Told:
    """Whether one was told to end."""

    so = False


@contextmanager
def until_told() -> Iterator[Told]:
    """Ctrl-C, and a signal that asks to end, end what is done here, quietly.

    They interrupt it. What is raised in the midst of some destructor is lost, though not without
    noise; so it is noted too, and the noise is left out.
    """
    told, noise = Told(), sys.unraisablehook

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        told.so = True
        raise KeyboardInterrupt

    def unless_told(lost: "sys.UnraisableHookArgs") -> None:
        if not issubclass(lost.exc_type, KeyboardInterrupt):
            noise(lost)

    sys.unraisablehook = unless_told
    old = [(number, signal.signal(number, interrupt)) for number in (signal.SIGINT, signal.SIGTERM)]
    try:
        yield told
    except KeyboardInterrupt:
        pass
    finally:
        sys.unraisablehook = noise
        for number, handler in old:
            signal.signal(number, handler)
    if told.so:
        click.echo()  # behind the ^C that the terminal shows


class _GaveWayError(Exception):
    """A build has been left for what was saved since."""


class Builder:
    """Builds, tells the terminal and the stage, and survives whatever goes wrong."""

    def __init__(self, wanted: Wanted, stage: Stage, first_word: str) -> None:
        self._wanted, self._stage, self._word = wanted, stage, first_word
        self._known: frozenset[Problem] = frozenset()
        self._note = ""
        self._failure = ""
        self._last: Last | None = None
        self._images: Mapping[str, Signature] = {}
        self._shown = 0  # pages, before the build of all

    def images(self) -> Mapping[str, Signature]:
        """The images that pages of the last build show, and what they looked like."""
        return self._images

    def build(self, day: date, files: Mapping[str, Signature], news: News) -> bool | None:
        """Build as of a day a vault whose files were seen to look so; whether it went well.

        As long as nothing is written it gives way to `news`, and None is given.
        """
        start = time.monotonic()
        folder, failure = None, say("the build was interrupted")
        try:
            folder, failure = self._built(day, files, news, start)
        except _GaveWayError:
            return None
        except BaseException:
            self._stage.open(None, failure)
            raise
        self._stage.open(folder, failure)
        self._failure = failure
        collect()
        return not failure

    def _built(
        self, day: date, files: Mapping[str, Signature], news: News, start: float,
    ) -> tuple[Path | None, str]:
        """The folder of the site, or what went wrong."""
        wanted, last = self._wanted, self._last

        def pause() -> None:
            if news():
                self._last = last
                raise _GaveWayError
        onlooker = Onlooker(pause=pause, writes=self._stage.shut, keep=self._keep)
        try:
            if not wanted.vault.is_dir():  # a build would make it again, with nothing but a site
                return self._failed(say("{path} is not there any more", path=wanted.vault))
            self._shown += self._glimpse(files)
            report = build(wanted.vault, day, wanted.output, onlooker, wanted.cache)
            report = replace(report, written=report.written + self._shown)
            self._shown = 0
        except UsageError as error:
            return self._failed(in_words(error.args[0]))
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            return self._failed(f"{name}{in_words(reason_of(error))}")
        except _GaveWayError:
            raise
        except Exception as error:  # noqa: BLE001  # a bug must not end the watch
            return self._failed(f"{type(error).__name__}: {error}", traceback.format_exc())
        self._say(report, time.monotonic() - start)
        return report.folder, ""

    def _keep(self, last: Last) -> None:
        self._last, self._images = last, last.images

    def _glimpse(self, files: Mapping[str, Signature]) -> int:
        """Show the pages of those whose files were saved, before the build of all; how many."""
        last, self._last = self._last, None  # what a failed build leaves is of no use
        shown = glimpse(self._wanted.vault, last, files) if last else []
        if last and shown:
            self._stage.open(last.folder)
        return len(shown)

    def _failed(self, failure: str, trace: str = "") -> tuple[None, str]:
        shown = "\n".join(map(printable, failure.split("\n")))
        if shown != self._failure:  # while it is tried again, once is enough
            lines = trace.rstrip().split("\n") if trace else [say("Error: {what}", what=failure)]
            _echo("\n".join(map(printable, lines)), err=True)
        return None, shown

    def _say(self, report: Report, seconds: float) -> None:
        shown = [problem for problem in report.problems
                 if self._wanted.verbose or problem.level != Level.HINT]
        print_problems(problem for problem in shown if problem not in self._known)
        self._known = frozenset(shown)
        if self._wanted.quiet:
            return
        if report.note and report.note != self._note:
            _note(report.note)
        self._note = report.note
        _echo(_line(report, len(shown), seconds))
        if self._word:
            _echo(self._word)
            self._word = ""


def _line(report: Report, problems: int, seconds: float) -> str:
    """When, how many pages were written, what is wrong, and how long it took."""
    told = [counted("{n:,} page written", "{n:,} pages written", report.written)]
    if report.removed:
        told.append(say("{n:,} removed", n=report.removed))
    if problems:
        told.append(counted("{n} problem", "{n} problems", problems))
    now = f"{datetime.now():%H:%M:%S}"  # noqa: DTZ005  # local
    told.append(say("{seconds} s", seconds=tongue().decimal(seconds, 2)))
    return f"{now} {tongue().listed(told)}"


def _note(text: str) -> None:
    _echo(say("note: {what}", what=printable(in_words(text))), err=True)


def _echo(text: str, *, err: bool = False) -> None:
    """Say something at once, also where the terminal is a pipe."""
    click.echo(text, err=err)
    (sys.stderr if err else sys.stdout).flush()


def _calendar() -> date:
    return date.today()  # noqa: DTZ011  # the local calendar day


