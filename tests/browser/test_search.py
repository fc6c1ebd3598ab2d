"""Find, the keys and the filters, in pages opened from disk."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from netsite.build import build
from tests.bench import search_keys
from tests.drawing import TODAY
from tests.reading import person

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

pytestmark = pytest.mark.browser

HOSTILE = "</script><script>alert(1)</script>'\"`${alert(1)} \\ <b>"
CROWD = {f"contacts/p{number}.md": person(
    f"cadence: {('monthly', 'yearly')[number % 2]}",
    f"teams: [{('Atlas', 'Borg')[number % 3 % 2]}]", name=f"Crowd {number:02}",
    history=(f"- 2025-0{number % 9 + 1}-03 call",))
    for number in range(12)}
FILES = CROWD | {
    "contacts/ana.md": person(
        "aliases: [Nita]", "company: Globex Works", "role: Baker", "teams: [Atlas, Borg]",
        "tags: [climbing]", "email: ana@mail.example.com", "phone: +351 912 345 678",
        name="Ana Conceição", notes="Collects old theodolites.\n\n- plays the [[lukasz|oboe]]",
        history=("- 2026-11-02 coffee: on Zanzibar",)),
    "contacts/lukasz.md": person(name="Łukasz Gniewek",
        history=("- 2026-11-03 call: theodolites",)),
    "contacts/gross.md": person(name="Jörg Großmann", history=("- 2026-11-04 call",)),
    "contacts/oskar.md": person(name="Øystein O'Brien", history=("- 2026-11-04 call",)),
    "contacts/yamada.md": person(name="山田 太郎", history=("- 2026-11-04 call",)),
    "contacts/olena.md": person(name="Олена Ткаченко", history=("- 2026-11-04 call",)),
    "contacts/isik.md": person(name="Işık İnan", history=("- 2026-11-04 call",)),
    "contacts/kristoffer.md": person(name="Kristoffer Lindqvist", history=("- 2026-11-04 call",)),
    "contacts/bad.md": person(name="'" + HOSTILE.replace("'", "''") + "\u2028end'",
                              notes=f"xylophone {HOSTILE}\u2028", history=("- 2026-11-04 call",)),
    "contacts/atlas.md": person("kind: group", name="Atlas", notes="The quayside people."),
    "journal/2026.md": "- 2026-10-05 walk with [[olena]]: heard a nightingale\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a vault with names of many kinds."""
    root = tmp_path_factory.mktemp("search")
    for path, text in FILES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(text), encoding="utf-8")
    return build(root, TODAY).folder


class Shared(NamedTuple):
    """One page for all tests, which is quicker, and what went wrong in it."""

    page: "Page"
    wrong: list[str]


@pytest.fixture(scope="module")
def shared(browser: "Browser") -> Iterator[Shared]:
    """Nothing may be asked of anybody, said or run while it is used."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    wrong: list[str] = []

    def on_request(asked: "Request") -> None:
        if not asked.url.startswith("file:"):
            wrong.append(asked.url)

    def on_dialog(dialog: "Dialog") -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    page.on("request", on_request)
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", on_dialog)
    yield Shared(page, wrong)
    page.close()


@pytest.fixture
def page(shared: Shared, site: Path) -> Iterator["Page"]:
    """Today, opened anew."""
    shared.page.goto((site / "index.html").as_uri())
    shared.page.evaluate("localStorage.clear(); netsite.keysOff = false")
    yield shared.page
    assert shared.wrong == []


@pytest.fixture
def open_page(shared: Shared, site: Path) -> Iterator["Page"]:
    """Today, as the test before left it: for those that ask only what is found."""
    if shared.page.url != (site / "index.html").as_uri():
        shared.page.goto((site / "index.html").as_uri())
    yield shared.page
    assert shared.wrong == []


def find(page: "Page", words: str) -> list[str]:
    """Ask for words, and give the names of what is found when all was looked through."""
    names: list[str] = page.evaluate("""async (words) => {
      netsite.find();
      await netsite.loadTexts();
      const [field, list] = document.querySelectorAll(".finder input, .finder [role=listbox]");
      field.value = words;
      field.dispatchEvent(new Event("input"));
      while (list.getAttribute("aria-busy") === "true") {
        await new Promise((done) => setTimeout(done, 5));
      }
      return [...list.querySelectorAll("[role=option] b")].map((name) => name.textContent);
    }""", words)
    return names


@pytest.mark.parametrize("words", [
    "ana", "conceicao", "CONCEIÇÃO", "concei\u0327", "anna c", "nita", "globex", "baker",
    "climbing", "ana@mail", "912 345", "+351 912", "ac", "\uff41\uff4e\uff41", "conceicoa",
    "ana globex",
    "theodolites ana", "zanzibar", "oboe"])
def test_somebody_is_found_by_what_is_known_of_them(open_page: "Page", words: str) -> None:
    """By name, alias, team, tag, company, e-mail, phone, initials and notes, in any accents."""
    assert find(open_page, words)[0] == "Ana Conceição"


@pytest.mark.parametrize(("words", "name"), [
    ("lukasz", "Łukasz Gniewek"), ("lukazs", "Łukasz Gniewek"), ("grossmann", "Jörg Großmann"),
    ("grosman", "Jörg Großmann"), ("oystein", "Øystein O'Brien"), ("obrien", "Øystein O'Brien"),
    ("o’brien", "Øystein O'Brien"), ("太郎", "山田 太郎"), ("山田太郎", "山田 太郎"),
    ("山", "山田 太郎"),
    ("ткач", "Олена Ткаченко"), ("isik", "Işık İnan"), ("inan", "Işık İnan"),
    ("cristofer", "Kristoffer Lindqvist"), ("lindkwist", "Kristoffer Lindqvist"),
    ("nightingale", "Олена Ткаченко"), ("quayside", "Atlas"), ("xylophone", HOSTILE + " end")])
def test_letters_of_all_kinds_and_slips_are_found(open_page: "Page", words: str, name: str) -> None:
    """ß, ø, ł, dotless i, Chinese without spaces, Cyrillic; a slip in a word, two in a long one."""
    assert find(open_page, words)[0].replace("\u2028", " ") == name


def test_the_better_comes_first(open_page: "Page") -> None:
    """Who is called so stands before who is in a team of the name; pages and lines come after."""
    assert find(open_page, "atlas")[-1] == "Atlas"
    assert find(open_page, "theodolites") == ["Łukasz Gniewek", "Ana Conceição"][::-1]
    assert find(open_page, "no such words") == []
    open_page.locator(".finder [role=status]", has_text="Nothing found").wait_for(timeout=3000)


def test_only_the_best_are_shown(open_page: "Page") -> None:
    """Of many the best ten by name, in their order, and how many more there are."""
    names = find(open_page, "crowd")

    assert names == [f"Crowd {number:02}" for number in range(10)]
    assert open_page.locator(".finder .more").all_inner_texts() == ["and 2 more"]


def test_a_letter_typed_while_it_loads_finds_in_the_end(page: "Page") -> None:
    """Who types before all is loaded need not type again."""
    page.keyboard.press("/")
    page.keyboard.type("crowd 07")

    page.locator(".finder [role=option] b", has_text="Crowd 07").first.wait_for(timeout=5000)


def test_the_dialog_is_a_combobox(page: "Page") -> None:
    """The field says what it rules and which option is chosen; the keys move the choice."""
    find(page, "crowd")
    field = page.locator(".finder input")
    first = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    second = field.get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    last = field.get_attribute("aria-activedescendant")
    chosen = page.locator('.finder [aria-selected="true"]').all_inner_texts()

    assert [field.get_attribute(name) for name in ("role", "aria-expanded", "aria-controls")] == [
        "combobox", "true", "found"]
    assert (first, second, last) == ("found-0", "found-1", "found-9")
    assert len(chosen) == 1
    assert page.locator(".finder [role=status]").inner_text() == "People: 12"


def test_enter_opens_and_escape_closes(page: "Page") -> None:
    """Ctrl+K and the button open it; Escape gives the focus back; Enter opens what is chosen."""
    button = page.locator("button.find")
    button.focus()
    page.keyboard.press("Control+k")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    focus = page.evaluate("document.activeElement.className")
    closed = (page.locator(".finder").is_visible(), focus)
    button.click()
    find(page, "lukasz")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/lukasz.html")

    assert closed == (False, "find")


def test_the_keys_are_listed_and_can_be_switched_off(page: "Page") -> None:
    """? lists the keys; without them only Ctrl+K is left, on every page, until they are back."""
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    listed = page.locator(".keys dl").inner_text()
    page.get_by_label("Use single keys").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    for key in ("/", "?", "j"):
        page.keyboard.press(key)
    silent = page.locator("dialog[open]").count(), page.evaluate("document.activeElement.tagName")
    page.keyboard.press("Control+k")

    assert ("Overdue" in listed, silent, page.locator(".finder").is_visible()) == (
        True, (0, "BODY"), True)


def test_keys_lead_on(page: "Page") -> None:
    """Keys `g` and `p` open People; j goes to the next name; what is typed into a field is text."""
    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/people/index.html")
    page.keyboard.press("j")
    page.keyboard.press("j")
    name = page.evaluate("document.activeElement.textContent")
    page.locator(".filters summary").click()
    page.locator(".filters input").press("j")

    assert (name, page.locator(".filters input").input_value()) == ("Ana Conceição", "j")


def shown(page: "Page") -> list[str]:
    """The names of the rows that can be seen."""
    return page.locator("main tbody tr:visible th a").all_inner_texts()


def test_filters_stand_in_the_address(page: "Page", site: Path) -> None:
    """What is chosen is kept in the address, holds when one comes back, and can be cleared."""
    page.goto((site / "people/index.html").as_uri())
    everybody = len(shown(page))
    page.locator(".filters summary").click()
    page.get_by_label("Cadence", exact=True).select_option("monthly")
    page.get_by_label("Team", exact=True).select_option("Borg")
    few = shown(page)
    page.goto((site / "index.html").as_uri())
    page.go_back()
    page.wait_for_selector(".filters[open]")
    again = shown(page), page.locator(".filters + [role=status]").inner_text()
    page.get_by_role("button", name="Clear").click()

    assert few == ["Crowd 04", "Crowd 10"]
    assert again == (few, f"2 of {everybody} shown")
    assert (len(shown(page)), page.url.rpartition("/")[2]) == (everybody, "index.html")


def test_a_tag_comes_from_the_index(page: "Page", site: Path) -> None:
    """A row does not say its tags; the search knows them, and aliases, and is asked for them."""
    page.goto(f"{(site / 'people/index.html').as_uri()}?tag=climbing")
    page.locator(".filters + p", has_text="1 of").wait_for(timeout=5000)
    tagged = shown(page)
    page.goto(f"{(site / 'people/index.html').as_uri()}?q=nita")
    page.locator(".filters + p", has_text="1 of").wait_for(timeout=5000)

    assert (tagged, shown(page)) == (["Ana Conceição"], ["Ana Conceição"])


def test_a_table_is_sorted_by_its_heads(page: "Page", site: Path) -> None:
    """A head sorts, sorts the other way, and lets go; the address keeps it."""
    page.goto((site / "people/index.html").as_uri())
    before = shown(page)
    head = page.get_by_role("button", name="Last contact")
    head.click()
    first, said = shown(page)[0], page.locator("[aria-sort]").get_attribute("aria-sort")
    head.click()
    page.reload()
    last = shown(page)[-1]
    page.get_by_role("button", name="Last contact").click()

    assert (first, said, last) == ("Crowd 00", "ascending", "Crowd 09")
    assert (shown(page), page.url.endswith("index.html")) == (before, True)


def test_overdue_is_grouped(page: "Page", site: Path) -> None:
    """By team, under a head with how many; a row of two teams stands in both; the rows stay."""
    page.goto(f"{(site / 'overdue.html').as_uri()}?group=team")
    heads = page.locator("tr:visible [scope=rowgroup]").all_inner_texts()
    page.get_by_label("Group by").select_option("")

    assert heads[:2] == ["Atlas (8)", "Borg (4)"]
    assert page.locator("tbody.again").count() == 0
    assert len(shown(page)) == 12


def test_rows_whose_days_changed_are_looked_at_again(page: "Page", site: Path) -> None:
    """When days were counted anew, a filter by state holds for the state that rows have now."""
    page.goto(f"{(site / 'people/index.html').as_uri()}?state=overdue")
    before = len(shown(page))
    page.evaluate("""() => {
      const state = document.querySelector("main tbody tr:not([hidden]) .state");
      state.classList.replace("overdue", "later");
      document.body.dispatchEvent(new Event("netsite:days"));
    }""")

    assert (before, len(shown(page))) == (12, 11)


def test_without_javascript_everything_stands_there(browser: "Browser", site: Path) -> None:
    """No button that does nothing, no control, and every row."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "people/index.html").as_uri())
    found = page.locator("button:visible, input, select").count(), len(shown(page))
    context.close()

    assert found == (0, 21)


def test_every_key_is_measured(browser: "Browser", site: Path,
                               monkeypatch: pytest.MonkeyPatch) -> None:
    """What measures keys has each letter typed, also those typed while the search loads."""
    monkeypatch.setattr(search_keys, "RUNS", 1)
    asked = ["nita", "x"]
    first, others = search_keys.measured(browser, site / "index.html", asked)
    whole = [query[:length] for query in asked for length in range(1, len(query) + 1)]

    assert [key.text for key in first] == [key.text for key in others] == whole
    assert search_keys.row("all", others)[:2] == ("all", "5")
