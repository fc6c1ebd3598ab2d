"""Every page of the demo vault, opened from disk as a reader does."""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netsite.build import build
from tests.browser.looking import Windows, schemes
from tests.conftest import MakeVault
from tests.drawing import TODAY
from tests.missing import needs_git
from tests.reading import person
from tests.repos import commit, repository

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

SOME = ("index.html", "overdue.html", "people/index.html", "people/ana-silva.html",
        "people/maria-do-carmo.html", "people/tove-ahlgren.html", "teams/index.html",
        "teams/atlas.html", "history/index.html", "history/2026.html", "history/2026-10.html",
        "coverage.html", "problems.html", "companies/globex.html", "places/index.html",
        "tags/climbing.html", "introductions.html", "ledger.html")

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.browser


def watched(page: "Page") -> tuple[list[str], list[str]]:
    """What a page asks for from elsewhere, and what it complains of; both grow."""
    asked: list[str] = []
    said: list[str] = []

    def on_request(request: "Request") -> None:
        if not request.url.startswith("file://"):
            asked.append(request.url)

    page.on("request", on_request)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    return asked, said


def test_no_page_asks_for_anything_or_complains(demo: Path, browser: "Browser") -> None:
    """All pages open from disk without a request elsewhere, an error or a warning.

    But for the page of addresses that are none, which is for a server and says so.
    """
    page = browser.new_page()
    asked, said = watched(page)
    for path in sorted(demo.rglob("*.html")):
        if path.name != "404.html":
            page.goto(path.as_uri())
    page.close()

    assert (asked, said) == ([], [])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(demo: Path, windows: Windows, width: int) -> None:
    """At the width of a phone and of a laptop, in light and dark, a page fits its window."""
    page, wide = windows(width), []
    for name in SOME:
        page.goto((demo / name).as_uri())
        wide += [(name, scheme) for scheme in schemes(page)
                 if page.evaluate("document.documentElement.scrollWidth") > width]

    assert wide == []


def test_the_open_section_is_in_sight(demo: Path, browser: "Browser") -> None:
    """On a phone, where the sections scroll, the one that is open stands in the window."""
    page = browser.new_page(viewport={"width": 320, "height": 700})
    page.goto((demo / "coverage.html").as_uri())
    found = page.evaluate("""() => {
        const {left, right} = document.querySelector(".top [aria-current]").getBoundingClientRect();
        return [left >= 0, right <= innerWidth, scrollY];
    }""")
    page.close()

    assert found == [True, True, 0]


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo's sites in languages with longer words, with changes that git knows."""
    needs_git()
    found = {}
    for language in ("de", "fr"):
        root = repository(tmp_path_factory.mktemp(language))
        shutil.copytree(ROOT / "contacts", root / "contacts")
        settings = (ROOT / "netsite.toml").read_text(encoding="utf-8")
        (root / "netsite.toml").write_text(settings.replace(
            'language = "en"', f'language = "{language}"'), encoding="utf-8")
        commit(root, {})
        found[language] = build(root, TODAY).folder
    return found


@pytest.mark.parametrize("width", [900, 1000, 1100, 1280])
@pytest.mark.parametrize("language", ["de", "fr"])
def test_the_sections_are_whole(
    translated: dict[str, Path], browser: "Browser", language: str, width: int,
) -> None:
    """On more than a phone every section can be read to its last letter, in longer words too."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((translated[language] / "changes.html").as_uri())
    scrolls = page.evaluate(
        "(() => { const nav = document.querySelector('.top nav');"
        " return [nav.childElementCount, nav.scrollWidth - nav.clientWidth]; })()")
    page.close()

    assert scrolls == [7, 0]


@pytest.mark.parametrize("width", [700, 1000, 1280])
def test_a_row_has_its_text_below_its_buttons(demo: Path, browser: "Browser", width: int) -> None:
    """Of a row of Today, only the name stands beside the buttons; the text has the whole width."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto((demo / "index.html").as_uri())
    rows = page.evaluate(
        "[...document.querySelectorAll('.row')].map((row) => {"
        " const buttons = row.querySelector('.actions').getBoundingClientRect();"
        " return [...row.querySelectorAll('.body > p')].filter((each) => each.offsetHeight)"
        " .every((each) => each.getBoundingClientRect().top >= buttons.bottom"
        " && each.getBoundingClientRect().right > buttons.left); })")
    page.close()

    assert (len(rows) > 5, set(rows)) == (True, {True})


@pytest.mark.parametrize("language", ["de", "fr"])
def test_no_word_of_a_state_is_broken(
    translated: dict[str, Path], browser: "Browser", language: str,
) -> None:
    """On a phone the words for how somebody stands are whole, however long they are."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((translated[language] / "people/index.html").as_uri())
    broken = page.evaluate(
        "[...document.querySelectorAll('.people .state')].flatMap((state) => {"
        " const text = [...state.childNodes].find((each) => each.data && each.data.trim());"
        " return [...text.data.matchAll(/\\S+/g)].filter((word) => {"
        " const range = document.createRange(); range.setStart(text, word.index);"
        " range.setEnd(text, word.index + word[0].length);"
        " return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1;"
        " }).map((word) => word[0]); })")
    page.close()

    assert broken == []


def test_an_empty_list_is_not_shown(browser: "Browser", vault: MakeVault) -> None:
    """Of the lists of Overdue only those in which somebody stands are there, with scripts too."""
    folder = build(vault({"contacts/ana.md": person()}), TODAY).folder
    page = browser.new_page()
    page.clock.set_fixed_time(f"{TODAY}T09:00:00")
    page.goto((folder / "overdue.html").as_uri())
    found = page.evaluate(
        "[...document.querySelectorAll('main h2')].filter((each) => each.checkVisibility())"
        ".map((each) => each.textContent)")
    page.close()

    assert found == ["No contact yet"]


def test_everything_is_there_without_javascript(demo: Path, browser: "Browser") -> None:
    """With JavaScript off, Today names who waits and Overdue lists all of them."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((demo / "index.html").as_uri())
    first = page.locator("main h2 a").first.inner_text()
    page.goto((demo / "overdue.html").as_uri())
    rows = page.locator("tr.overdue").count()
    context.close()

    assert (first, rows) == ("Łukasz Gniewek", 10)


def test_one_can_walk_through_the_site(demo: Path, browser: "Browser") -> None:
    """From Today to Overdue, to a person, to their team, and back to Today, by its links."""
    page = browser.new_page()
    page.clock.set_fixed_time(datetime(2026, 11, 23, 12, tzinfo=UTC))
    page.goto((demo / "index.html").as_uri())
    for link in ("Overdue", "Fatima Haddad", "Atlas", "Kim’s network"):
        page.get_by_role("link", name=link, exact=link != "Atlas").first.click()
    title = page.title()
    page.close()

    assert title == "Today (10 overdue) – Kim’s network"


def test_the_first_tab_leads_past_the_navigation(demo: Path, browser: "Browser") -> None:
    """A keyboard reaches the text at once, and sees where it is."""
    page = browser.new_page()
    page.goto((demo / "index.html").as_uri())
    page.keyboard.press("Tab")
    shown = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    place = page.evaluate("location.hash")
    page.close()

    assert (shown, place) == ("Skip to the text", "#main")


def test_a_card_is_saved(demo: Path, browser: "Browser") -> None:
    """Save card gives a file of the person's name in the site, with their card in it."""
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    asked, said = watched(page)
    page.goto((demo / "people/ana-silva.html").as_uri())
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save card").click()
    name, data = saved.value.suggested_filename, saved.value.path().read_bytes()
    context.close()

    assert (name, said) == ("ana-silva.vcf", [])
    assert [url for url in asked if not url.startswith("data:text/vcard")] == []
    assert data in (demo / "all.vcf").read_bytes()


def test_a_command_is_a_button_that_copies_it(browser: "Browser", demo: Path) -> None:
    """With script the command to log is one tap; without it stands there to be selected."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto((demo / "people/ana-silva.html").as_uri())
    command = page.text_content("code[data-copy]")
    assert not page.is_visible("code[data-copy]")

    page.click("button[title^='netsite log']")

    assert page.evaluate("navigator.clipboard.readText()") == command
    context.close()
    plain = browser.new_page(java_script_enabled=False)
    plain.goto((demo / "people/ana-silva.html").as_uri())
    assert plain.is_visible("code[data-copy]")
    assert plain.query_selector("main button") is None
    plain.close()


def test_printed_a_person_has_the_last_two_years(browser: "Browser", demo: Path) -> None:
    """A brief is one sheet: facts beside the text, and nothing to press."""
    page = browser.new_page()
    page.goto((demo / "people/ana-silva.html").as_uri())
    page.emulate_media(media="print")

    shown = [page.is_visible(some) for some in (
        ".margin .figures", ".year:nth-of-type(2)", ".year:nth-of-type(3)", ".actions", ".top nav")]

    assert shown == [True, True, False, False, False]
    page.close()
