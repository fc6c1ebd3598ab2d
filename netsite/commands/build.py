"""`netsite build`."""

import sys
import time
from collections.abc import Callable
from datetime import date
from functools import cache as once
from functools import partial
from pathlib import Path

import click

from netsite.commands.speaking import counted, in_words, say, tongue
from netsite.commands.terminal import print_problems
from netsite.problems import Level
from netsite.report import Report
from netsite.store.cache import opened
from netsite.store.scan import scanned
from netsite.text.names import printable
from netsite.unchanged import unchanged

_PATIENCE = 1.0  # seconds without a word
_STEP = 0.1


def build(
    vault: Path, today: date, output: str | None, cache: Path | None, *, strict: bool, quiet: bool,
    verbose: bool,
) -> int:
    """Build, report, and give the exit status; `cache` as for the build."""
    start = time.monotonic()
    report = _run(vault, today, output, cache, start)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)  # the progress, if any was shown
    shown = [problem for problem in report.problems if verbose or problem.level != Level.HINT]
    print_problems(shown)
    if report.note and not quiet:
        click.echo(say("note: {what}", what=printable(in_words(report.note))), err=True)
    if verbose and report.removed:
        click.echo(say("stale files removed: {n}", n=report.removed))
    if not quiet:
        click.echo(_last_line(report, time.monotonic() - start))
    levels = {problem.level for problem in report.problems}
    return 1 if strict and levels & {Level.ERROR, Level.WARNING} else 0


def build_single(
    vault: Path, today: date, file: str, cache: Path | None, *, strict: bool, quiet: bool,
    verbose: bool,
) -> int:
    """Write the site into one file, report, and give the exit status; "" is the usual file."""
    from netsite.single import single  # noqa: PLC0415  # what draws is dear to import

    start = time.monotonic()
    made = single(vault, today, file, _progress(start), cache)
    if sys.stderr.isatty():
        click.echo("\r\x1b[K", nl=False, err=True)
    print_problems([problem for problem in made.problems
                    if verbose or problem.level != Level.HINT])
    levels = [problem.level for problem in made.problems if problem.level != Level.HINT]
    if not quiet:
        click.echo(say(
            "{people}, {pages:,} pages in one file of {size} MB, {found}, {seconds} s: open {file}",
            people=_people(made.people), pages=made.pages,
            size=tongue().decimal(made.size / 1e6, 1),
            found=_problems(len(levels)), seconds=tongue().decimal(time.monotonic() - start, 1),
            file=made.file))
    return 1 if strict and levels else 0


def _run(
    vault: Path, today: date, output: str | None, cache: Path | None, start: float,
) -> Report:
    """Build, if there is anything to do."""
    scan = once(partial(scanned, vault))
    with opened(cache) as kept:
        report = unchanged(vault, scan, today, output, kept)
    if report is None:
        from netsite import build as drawing  # noqa: PLC0415  # what draws is dear to import

        onlooker = drawing.Onlooker(progress=_progress(start))
        report = drawing.build(vault, today, output, onlooker, cache, scan())
    return report


def _last_line(report: Report, seconds: float) -> str:
    """People, pages, problems, seconds, and the file to open."""
    hints = sum(problem.level == Level.HINT for problem in report.problems)
    problems = len(report.problems) - hints
    found = _problems(problems)
    if hints:
        found = tongue().joined([found, counted("{n} hint", "{n} hints", hints)])
    written = counted("{n:,} page written", "{n:,} pages written", report.written)
    return say("{people}, {written}, {unchanged:,} unchanged, {found}, {seconds} s: open {file}",
               people=_people(report.people), written=written, unchanged=report.unchanged,
               found=found, seconds=tongue().decimal(seconds, 1),
               file=report.folder / "index.html")


def _people(number: int) -> str:
    return counted("{n:,} person", "{n:,} people", number)


def _problems(number: int) -> str:
    return counted("{n} problem", "{n} problems", number) if number else say("no problems")


def _progress(start: float) -> Callable[[int], None]:
    """Shows how far a build is, on a terminal, from its second second on."""
    shown = start + _PATIENCE - _STEP
    on_terminal = sys.stderr.isatty()

    def progress(done: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if on_terminal and now - shown >= _STEP:
            shown = now
            click.echo("\r" + counted("{n:,} page", "{n:,} pages", done), nl=False, err=True)
    return progress
