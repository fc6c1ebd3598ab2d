"""The law of languages in the browser: what scripts show goes through the catalogue too.

The demo stands here in a language of which every text is in brackets, with other letters than Latin
ones in all that users wrote; see tests/brackets.py.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netsite.build import build
from tests.brackets import foreign_vault, missed, spoken, words_of
from tests.drawing import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("index.html", "overdue.html", "coverage.html", "people/index.html",
         "people/ана-тилха.html", "teams/аулат.html", "history/index.html", "history/2026-11.html",
         "review.html", "introductions.html", "problems.html")
# All that a person reads or is told of, whatever has been opened, with what scripts put in.
_TEXTS = """() => {
    const unread = "script, style, code, kbd:not(.keys kbd), template, .state-words";
    const found = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (!node.parentElement.closest(unread)) { found.push(node.data.trim()); }
    }
    for (const node of document.body.querySelectorAll("*")) {
        for (const name of ["title", "aria-label", "alt", "placeholder", "aria-description"]) {
            if (node.hasAttribute(name)) { found.push(node.getAttribute(name)); }
        }
    }
    return found.filter(Boolean); }"""

pytestmark = pytest.mark.browser


class Demo:
    """The demo's site in that language, and what its users wrote."""

    def __init__(self, folder: Path) -> None:
        foreign_vault(ROOT, folder / "vault")
        self.known = words_of(folder / "vault") | {"website", "mobile", "github"}
        self.site = build(folder / "vault", TODAY).folder


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Build the demo in brackets."""
    with spoken(tmp_path_factory.mktemp("locale")):
        yield Demo(tmp_path_factory.mktemp("brackets"))


@pytest.fixture
def page(browser: "Browser") -> Iterator["Page"]:
    """Give a window, on the day of the build, with its clock standing still."""
    context = browser.new_context(timezone_id="Europe/Lisbon")
    context.clock.set_fixed_time(datetime(TODAY.year, TODAY.month, TODAY.day, 10))  # noqa: DTZ001  # local there
    yield context.new_page()
    context.close()


def unsaid(page: "Page", demo: Demo) -> list[str]:
    """Texts of the page that stand outside of brackets."""
    return [text for text in page.evaluate(_TEXTS) if missed(text, demo.known)]


@pytest.mark.parametrize("url", PAGES)
def test_pages_on_their_day_and_later(page: "Page", demo: Demo, url: str) -> None:
    """What scripts write into a page is said, on the day of the build and eight days later."""
    page.goto((demo.site / url).as_uri())
    first = unsaid(page, demo)
    later = datetime(TODAY.year, TODAY.month, TODAY.day, 10) + timedelta(8)  # noqa: DTZ001  # as above
    page.context.clock.set_fixed_time(later)
    page.reload()
    page.wait_for_timeout(100)

    assert (first, unsaid(page, demo)) == ([], [])


def test_find(page: "Page", demo: Demo) -> None:
    """What is found, and that nothing is, is said."""
    page.goto((demo.site / "index.html").as_uri())
    found = []
    for words in ("ана", "валл", "ццццц"):
        page.keyboard.press("/")
        page.keyboard.press("Control+a")
        page.keyboard.type(words)
        page.wait_for_timeout(300)
        found += unsaid(page, demo)
        page.keyboard.press("Escape")

    assert found == []


def test_keys(page: "Page", demo: Demo) -> None:
    """What the keys do is said."""
    page.goto((demo.site / "index.html").as_uri())
    page.keyboard.press("?")
    page.wait_for_selector("dialog[open]")
    texts = page.locator("dialog[open]").inner_text()

    assert missed(texts, demo.known) == []


def test_filters(page: "Page", demo: Demo) -> None:
    """What can be chosen, and how many are left, is said."""
    page.goto((demo.site / "people/index.html").as_uri())
    page.locator("details.filters summary").click()
    page.locator("#filter-q").fill("цццц")
    page.wait_for_timeout(200)

    assert unsaid(page, demo) == []
