"""From a save in the editor to the page on the disk and in the browser, as a Markdown table.

python -m tests.bench.saves [CONTACTS] [--saves N] [--write FILE]

`netsite serve` watches a made-up vault (see `corpus`), and Chromium has somebody's page open. A
dated line is added to their file, N times, each to somebody else's; a clock tells when their page
has it, and when the browser shows it. Then a second contact is saved while everything is still
built after the first, and a clock tells when the page of that one has it. Needs Playwright, and
Chromium on the path; the builds between saves are waited for.
"""

import argparse
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from tests.bench import tables
from tests.bench.corpus import make
from tests.browser.looking import FLAGS, chromium
from tests.running import Running, running
from tests.watching import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEAD = ("what", "median", "longest")
_PATIENCE = 300.0  # seconds for a first build
_BETWEEN = 0.5  # seconds from a first save to the second


class Save(NamedTuple):
    """A save: after how many seconds its page was on the disk, and in the browser."""

    written: float
    shown: float


def line_to(vault: Path, person: str, mark: str) -> float:
    """Add a dated line to a contact's file, as an editor does in place; when that was."""
    with (vault / f"contacts/{person}.md").open("a", encoding="utf-8") as file:
        file.write(f"- 2026-11-20 call: {mark}\n")
    return time.monotonic()


def written(vault: Path, person: str, mark: str) -> float:
    """Wait until a person's page has a text; when it had."""
    page = vault / f"site/people/{person}.html"
    assert until(lambda: mark in page.read_text(encoding="utf-8"), 60)
    return time.monotonic()


def quiet(process: Running, builds: int) -> None:
    """Wait until so many builds have been told of."""
    assert until(lambda: process.text.count(" s\n") >= builds, _PATIENCE), process.text


def saves(vault: Path, process: Running, browser: "Browser", number: int) -> Iterator[Save]:
    """Save one contact after the other, each once everything is built."""
    for each in range(number):
        person, mark = f"person-{each * 7:06}", f"saved {each}"
        page = browser.new_page()
        page.goto(f"http://localhost:{process.port()}/people/{person}.html")
        page.wait_for_timeout(300)
        began = line_to(vault, person, mark)
        there = written(vault, person, mark) - began
        page.get_by_text(mark).wait_for(timeout=60_000)
        shown = time.monotonic() - began
        quiet(process, each + 2)
        page.close()
        yield Save(there, shown)


def second_saves(vault: Path, process: Running, number: int) -> Iterator[float]:
    """Save a second contact while everything is built after a first; how long its page took."""
    for each in range(number):
        builds = process.text.count(" s\n")
        line_to(vault, f"person-{each * 7:06}", f"first {each}")
        written(vault, f"person-{each * 7:06}", f"first {each}")
        time.sleep(_BETWEEN)
        person = f"person-{each * 7 + 1:06}"
        yield -line_to(vault, person, f"second {each}") + written(vault, person, f"second {each}")
        quiet(process, builds + 1)
        time.sleep(1)


def measured(contacts: int, number: int) -> str:
    """The table for a vault of a size."""
    from playwright.sync_api import sync_playwright  # to be tested without it

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        vault = Path(folder) / "vault"
        make(vault, contacts)
        with running(vault, "--today", "2026-11-23", "serve", "--port", "0") as process:
            quiet(process, 1)
            browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
            some = list(saves(vault, process, browser, number))
            browser.close()
            rows = [("the page on the disk", [each.written for each in some]),
                    ("shown by the browser", [each.shown for each in some]),
                    ("on the disk, saved during the build after another",
                     list(second_saves(vault, process, number)))]
            process.end(signal.SIGINT)
    return tables.table(HEAD, [(what, f"{tables.short(median(times))} s",
                                f"{tables.short(max(times))} s") for what, times in rows])


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contacts", nargs="?", type=int, default=10_000)
    parser.add_argument("--saves", type=int, default=9)
    parser.add_argument("--write", type=Path, metavar="FILE",
                        help="put the table between the marks in this document")
    return parser.parse_args(words)


def main() -> None:
    """Measure, and print the table or write it into a document."""
    given = arguments(sys.argv[1:])
    found = f"{given.contacts:,} contacts:\n\n{measured(given.contacts, given.saves)}"
    if given.write:
        tables.write_block(given.write, "saves", found)
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
