"""How soon a browser shows a page of a site opened from disk, as a Markdown table.

python -m tests.bench.first_paint [CONTACTS] [--loads N] [--write FILE]

A made-up vault (see `corpus`) is built, and each page opened in Chromium, once to warm it up and
then N times, each in a new tab. A figure is the median, from the start of the navigation to the
first paint, and to the first paint with something on it (W3C Paint Timing). Needs Playwright, and
Chromium on the path.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from netsite.build import build
from tests.bench import tables
from tests.bench.corpus import TODAY, make
from tests.browser.looking import FLAGS, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HEAD = ("page", "kB", "first paint", "first contentful paint")
PAGES = {"Today": "index.html", "Overdue": "overdue.html", "People": "people/index.html",
         "Coverage": "coverage.html", "a person": "people/person-000007.html"}
_PAINTS = """() => new Promise(found => {
    const look = () => { const paints = performance.getEntriesByType('paint');
        if (paints.length < 2) { setTimeout(look, 20); return; }
        found(Object.fromEntries(paints.map(paint => [paint.name, paint.startTime]))); };
    look(); })"""


def paints(browser: "Browser", url: str) -> Mapping[str, float]:
    """The paints of one load, in milliseconds, by their names in Paint Timing."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(url)
    found: Mapping[str, float] = page.evaluate(_PAINTS)
    page.close()
    return found


def rows(browser: "Browser", site: Path, loads: int) -> Iterator[tuple[str, ...]]:
    """A row for each page: its name, its size and its medians."""
    for name, url in PAGES.items():
        paints(browser, (site / url).as_uri())
        found = [paints(browser, (site / url).as_uri()) for _ in range(loads)]
        yield (name, tables.short((site / url).stat().st_size / 1000), *(
            f"{median(each[kind] for each in found) / 1000:.2f} s"
            for kind in ("first-paint", "first-contentful-paint")))


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contacts", nargs="?", type=int, default=5000)
    parser.add_argument("--loads", type=int, default=5)
    parser.add_argument("--write", type=Path, metavar="FILE",
                        help="put the table between the marks in this document")
    return parser.parse_args(words)


def main() -> None:
    """Make a vault, build it, and open its pages."""
    from playwright.sync_api import sync_playwright  # to be tested without it

    given = arguments(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        vault, site = Path(folder) / "vault", Path(folder) / "site"
        make(vault, given.contacts)
        build(vault, TODAY, str(site))
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        table = tables.table(HEAD, rows(browser, site, given.loads))
        browser.close()
    found = f"{given.contacts:,} contacts:\n\n{table}"
    if given.write:
        tables.write_block(given.write, "first paint", found)
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
