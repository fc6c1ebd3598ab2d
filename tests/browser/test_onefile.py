"""The one file on a phone: pages change without a script, and better with one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from netsite.single import single
from tests.drawing import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PHONE: "ViewportSize" = {"width": 390, "height": 844}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_pages_change(browser: "Browser", demo_file: Path, *, script: bool) -> None:
    """One page shows at a time, from its top; back and forward work; nothing else is asked for."""
    with browser.new_context(java_script_enabled=script, viewport=PHONE) as context:
        page = context.new_page()
        said: list[str] = []
        page.on("request", lambda request: said.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(demo_file.as_uri())
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
        assert said in ([demo_file.as_uri()], [])


def test_the_script_says_which_page_it_is(browser: "Browser", demo_file: Path) -> None:
    """Title, navigation and focus follow the page."""
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.goto(demo_file.as_uri())
        page.locator("header a[href='#people_index']").click()
        page.wait_for_function("document.title.startsWith('People')")

        assert (page.evaluate("document.activeElement.tagName + document.activeElement.innerText"),
                page.locator("header a[aria-current]").all_inner_texts()) == (
            "H1People", ["People"])


def test_a_place_in_a_page_is_shown(browser: "Browser", demo_file: Path) -> None:
    """An address of a part of a page shows that page, also when it is opened with it."""
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(demo_file.as_uri())
        link = page.locator("#index a[href^='#s']").first.get_attribute("href") or ""
        page.goto(f"{demo_file.as_uri()}{link}")

        assert page.locator("main > article h1:visible").all_inner_texts() == ["Overdue"]


LATER = date(2026, 12, 3)


class Watched(NamedTuple):
    """The one file, opened, and whatever was asked of anybody, said or went wrong since."""

    page: "Page"
    wrong: list[str]


@pytest.fixture(params=[390, 1280])
def opened(
    request: pytest.FixtureRequest, browser: "Browser", demo_file: Path,
) -> Iterator[Watched]:
    """The file, opened on its day, at both widths; in the end nothing went wrong."""
    with browser.new_context(viewport={"width": request.param, "height": 844}) as context:
        page = context.new_page()
        wrong: list[str] = []
        page.on("request", lambda asked: wrong.append(asked.url))
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.clock.set_fixed_time(noon(TODAY))
        page.goto(demo_file.as_uri())
        del wrong[0]  # the file itself
        yield Watched(page, wrong)
        assert wrong == []


def noon(day: date) -> datetime:
    """The middle of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def heads(page: "Page") -> list[str]:
    """The titles of pages that can be seen."""
    return page.locator("main > article h1:visible").all_inner_texts()


def rows(page: "Page") -> list[str]:
    """The names of the rows that can be seen."""
    return page.locator("main tbody tr:visible th a").all_inner_texts()


@pytest.mark.parametrize(("words", "name", "place"), [
    ("silva", "Ana Silva", "people_ana-silva"),
    ("tomas hrubs", "Tomáš Hrubeš", "people_tomas-hrubes"),
    ("guitars workshop", "Ana Silva", "people_ana-silva"),
    ("\u5c71", "山田 太郎", "people_yamada-taro"), ("atlas", "Atlas", "teams_atlas")])
def test_find_finds_in_it(opened: Watched, words: str, name: str, place: str) -> None:
    """People, pages, notes and lines are found in what the file holds, and Enter leads there."""
    page = opened.page
    page.keyboard.press("/")
    page.locator(".finder input").fill(words)
    page.locator(".finder [role=listbox][aria-busy=false]").wait_for()
    found = page.locator(f".finder [role=option][href='#{place}']").first
    found.hover()
    page.keyboard.press("Enter")
    page.locator(f"[id='{place}']:visible").wait_for()

    assert (heads(page), page.locator("dialog[open]").count()) == ([name], 0)
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_find_leads_to_every_page_it_knows(opened: Watched) -> None:
    """Whatever it knows stands in the file, and an address is turned into an #id and back."""
    lost = opened.page.evaluate("""async () => {
      await netsite.loadTexts();
      const urls = [...netsite.search.byUrl.keys(), ...netsite.search.texts.map((row) => row.url)];
      return [urls.length > 100, urls.filter((url) =>
        !document.getElementById(netsite.address(url).slice(1))
        || netsite.urlOf(netsite.address(url)) !== url)];
    }""")

    assert lost == [True, []]


def test_keys_lead_on(opened: Watched) -> None:
    """The keys `g` and `o` open Overdue, and j goes to the next name that can be seen."""
    page = opened.page
    page.keyboard.press("g")
    page.keyboard.press("o")
    page.locator("#overdue:visible").wait_for()
    page.keyboard.press("j")

    assert page.evaluate("document.activeElement.textContent") == rows(page)[0]


def test_filters_stay_with_their_place_in_the_history(opened: Watched) -> None:
    """What is chosen on a page is there when one comes back to it, and not when one goes anew."""
    page = opened.page
    people = page.locator("header a[href='#people_index']")
    people.click()
    everybody = rows(page)
    page.locator("#people_index .filters summary").click()
    page.locator("#people_index").get_by_label("Cadence", exact=True).select_option("quarterly")
    page.locator("#people_index").get_by_label("Tag", exact=True).select_option("climbing")
    few = rows(page)
    page.locator("#people_index tbody tr:visible th a").first.click()
    person = heads(page)
    page.go_back()
    page.locator("#people_index:visible").wait_for()
    again = rows(page)
    page.go_forward()
    people.click()
    page.locator("#people_index:visible").wait_for()
    anew = rows(page)
    page.locator("header a[href='#overdue']").click()
    page.locator("#overdue:visible").wait_for()

    assert (0 < len(few) < len(everybody), person, again) == (True, few[:1], few)
    assert (anew, page.locator("#overdue .filters[open]").count()) == (everybody, 0)


def test_a_table_is_sorted(opened: Watched) -> None:
    """A head sorts its own table alone, and a reload keeps it."""
    page = opened.page
    page.locator("header a[href='#people_index']").click()
    before = rows(page)
    page.locator("#people_index").get_by_role("button", name="Last contact").click()
    after = rows(page)
    page.reload()
    del opened.wrong[:]
    page.locator("#people_index:visible").wait_for()

    assert (sorted(before), before != after, rows(page)) == (sorted(after), True, after)


def test_it_says_what_holds_on_a_later_day(
    browser: "Browser", demo_file: Path, tmp_path: Path,
) -> None:
    """Today, Overdue, lists and people say on a later day what a file of that day says."""
    new = single(ROOT, LATER, str(tmp_path / "later.html")).file
    places = ("index", "overdue", "people_index", "people_ana-silva", "teams_atlas")
    with browser.new_context(viewport=PHONE) as context:
        page = context.new_page()
        page.clock.set_fixed_time(noon(LATER))
        seen: list[dict[str, dict[str, list[str]]]] = []
        for each in (demo_file, new):
            page.goto(each.as_uri())
            seen.append({})
            for place in places:
                page.evaluate("id => { location.hash = id; }", place)
                page.locator(f"#{place}:visible").wait_for()
                page.wait_for_timeout(100)
                seen[-1][place] = told(page, place)

    assert seen[0] == seen[1]
    assert seen[0]["overdue"]["title"] == ["Overdue (15) – Kim’s network"]


SHOWN = """place => {
    const article = document.getElementById(place);
    const text = (element) => element.innerText.replace(/\\s+/g, " ").trim();
    const some = (selector) => [...article.querySelectorAll(selector)].filter(
        (each) => each.checkVisibility()).map(text);
    return {title: [document.title], rows: some("tr:has(.state)"),
        standing: some(".standing .state"), lately: some("[data-days=lately] li"),
        due: some("dd a[data-count]"), dates: some("[data-days=dates] dd"),
        leads: [...article.querySelectorAll("tr:has(.state) a, [data-days] a[href]")].map(
            (link) => link.getAttribute("href")).filter(
            (lead) => !document.getElementById(lead.slice(1)))};
}"""


def told(page: "Page", place: str) -> dict[str, list[str]]:
    """What a reader sees of states, days and counts of a page, and links that lead nowhere."""
    said: dict[str, list[str]] = page.evaluate(SHOWN, place)
    assert said.pop("leads") == []
    return said


def test_at_midnight_the_page_that_is_shown_goes_on(browser: "Browser", demo_file: Path) -> None:
    """Days go by while the file is open, also for pages that were looked at before."""
    with browser.new_context(timezone_id="Europe/Lisbon") as context:
        page = context.new_page()
        night = datetime(2026, 11, 23, 23, 59, 30, tzinfo=ZoneInfo("Europe/Lisbon"))
        page.clock.install(time=night)
        page.goto(f"{demo_file.as_uri()}#overdue")
        page.locator("header nav a[href='#index']").click()
        page.clock.run_for(40_000)
        for place, day in (("index", "day"), ("overdue", "as of")):
            page.wait_for_function("""([place, day]) => { const found = document.querySelector(
                `#${place} [data-days="${day}"]`); return (found.dateTime
                ?? found.querySelector("time").dateTime) === "2026-11-24"; }""", arg=[place, day])


def test_a_command_is_copied(opened: Watched) -> None:
    """A person's page has its button once, however often it is shown."""
    page = opened.page
    for _ in range(2):
        page.evaluate("location.hash = 'people_ana-silva'")
        page.locator("#people_ana-silva:visible").wait_for()
        page.evaluate("location.hash = 'index'")
        page.locator("#index:visible").wait_for()

    assert page.locator("#people_ana-silva button").all_text_contents() == ["Copy log line"]


@pytest.mark.parametrize("width", [390, 1280])
def test_on_paper_is_the_page_that_is_shown(
    browser: "Browser", demo_file: Path, width: int,
) -> None:
    """One page shows at a time at every width, without a script too, and in print."""
    with browser.new_context(
            java_script_enabled=False, viewport={"width": width, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{demo_file.as_uri()}#people_ana-silva")
        seen = [heads(page)]
        page.emulate_media(media="print")
        seen.append(heads(page))

    assert seen == [["Ana Silva"]] * 2
