"""The one file on a phone: pages change without a script, and better with one."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netsite.single import single

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PHONE: "ViewportSize" = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo vault in one file."""
    return single(ROOT, date(2026, 11, 23), str(tmp_path_factory.mktemp("one") / "net.html")).file


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_pages_change(browser: "Browser", file: Path, *, script: bool) -> None:
    """One page shows at a time, from its top; back and forward work; nothing else is asked for."""
    with browser.new_context(java_script_enabled=script, viewport=PHONE) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("request", lambda request: said.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(file.as_uri())
        seen = [page.locator("main > article h1:visible").all_inner_texts()]
        page.locator("header a[href='#people_index']").click()
        page.locator("#people_index tbody th a").first.click()
        name = page.locator("main > article h1:visible").all_inner_texts()
        seen.append(name)
        top = page.evaluate("scrollY") if script else 0
        page.go_back()
        seen.append(page.locator("main > article h1:visible").all_inner_texts())
        page.go_forward()
        wide = page.locator("html").evaluate(
            "html => html.scrollWidth > innerWidth") if script else False

        assert page.locator("main > article h1:visible").all_inner_texts() == name
        assert ([len(each) for each in seen], top, wide) == ([1, 1, 1], 0, False)
        assert said in ([file.as_uri()], [])


def test_the_script_says_which_page_it_is(browser: "Browser", file: Path) -> None:
    """Title, navigation and focus follow the page."""
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        page.locator("header a[href='#people_index']").click()
        page.wait_for_function("document.title.startsWith('People')")

        assert (page.evaluate("document.activeElement.tagName + document.activeElement.innerText"),
                page.locator("header a[aria-current]").all_inner_texts()) == (
            "H1People", ["People"])


def test_a_place_in_a_page_is_shown(browser: "Browser", file: Path) -> None:
    """An address of a part of a page shows that page, also when it is opened with it."""
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(file.as_uri())
        link = page.locator("#index a[href^='#s']").first.get_attribute("href") or ""
        page.goto(f"{file.as_uri()}{link}")

        assert page.locator("main > article h1:visible").all_inner_texts() == ["Overdue"]
