"""Pictures of the demo's pages, to be looked at after a change that a person can see.

python -m tests.browser.pictures [FOLDER]     every kind of page, three widths, light, dark, printed
python -m tests.browser.pictures --docs       the few in docs/pictures
"""

import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import sync_playwright

from netsite.build import build
from tests.browser.looking import FLAGS, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "pictures"
DAY = date(2026, 11, 23)  # the demo's people live around it
WIDTHS, LOOKS = (390, 768, 1280), ("light", "dark", "print")
HEIGHTS = {390: 844, 768: 1024, 1280: 860}
KINDS = (
    "index.html", "overdue.html", "people/index.html", "people/ana-silva.html",
    "people/maria-do-carmo.html", "teams/index.html", "teams/atlas.html", "companies/globex.html",
    "history/index.html", "history/2026.html", "history/2026-11.html", "coverage.html",
    "introductions.html", "ledger.html", "changes.html", "review.html", "help.html", "about.html",
    "problems.html", "404.html")


class Shot(NamedTuple):
    """A page as it looks at a width, and the name of its picture."""

    url: str
    width: int
    look: str
    name: str
    whole: bool = False


IN_DOCS = (
    Shot("index.html", 1280, "light", "today"),
    Shot("people/ana-silva.html", 1280, "dark", "person-dark"),
    Shot("index.html", 390, "dark", "today-phone"),
    Shot("coverage.html", 1280, "light", "coverage"))


def every_shot() -> Iterable[Shot]:
    """Every kind of page in every look."""
    return (Shot(url, width, look, f"{url.removesuffix('.html').replace('/', '-')}-{width}-{look}",
                 whole=True) for url in KINDS for width in WIDTHS for look in LOOKS)


def take(browser: "Browser", site: Path, shots: Iterable[Shot], folder: Path) -> None:
    """Take pictures of pages of a site."""
    folder.mkdir(parents=True, exist_ok=True)
    for shot in shots:
        page = browser.new_page(
            viewport={"width": shot.width, "height": HEIGHTS[shot.width]}, reduced_motion="reduce",
            color_scheme="dark" if shot.look == "dark" else "light")
        page.clock.set_fixed_time(f"{DAY}T09:00:00")
        if shot.look == "print":
            page.emulate_media(media="print")
        page.goto((site / shot.url).as_uri())
        page.screenshot(path=folder / f"{shot.name}.png", full_page=shot.whole)
        page.close()


def main(words: list[str]) -> None:
    """Build the demo, and take its pictures."""
    shots, folder = (IN_DOCS, DOCS) if words == ["--docs"] else (
        every_shot(), Path(words[0] if words else "pictures"))
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        build(ROOT, DAY, made + "/site")
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=list(FLAGS))
        take(browser, Path(made, "site"), shots, folder)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
