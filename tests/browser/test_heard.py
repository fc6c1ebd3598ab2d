"""What a screen reader makes of a page: its headings, landmarks, tables and links."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from netsite.build import build
from tests.browser.looking import Windows, on_disk, telling
from tests.drawing import TODAY

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

_ONE_EACH = ("banner", "main", "contentinfo")
_TABLES = """() => [...document.querySelectorAll('table')].filter(table => !table.closest('.notes'))
    .flatMap(table => [
        ...(table.caption && table.caption.textContent.trim() ? [] : ['a table without caption']),
        ...(table.querySelector('th') ? [] : ['a table without heads']),
        ...[...table.querySelectorAll('th')].filter(head => !['row', 'col'].includes(head.scope))
            .map(head => `a head without scope: ${head.textContent}`)])"""
_FRAME = """() => { const root = document.documentElement, first = document.querySelector('body *');
    return [root.lang, getComputedStyle(root).direction, first.className, first.hash]; }"""


class Heard(NamedTuple):
    """A thing that is told of: what it is, what it is called, and where it leads or how deep."""

    role: str
    name: str
    more: str


def heard(page: "Page") -> list[Heard]:
    """All that Chromium tells a screen reader of the page, in its order."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [_heard(node) for node in nodes if not node["ignored"]]


def _heard(node: Mapping[str, Any]) -> Heard:
    more = {each["name"]: each["value"].get("value", "") for each in node.get("properties", ())}
    return Heard(node["role"]["value"], node.get("name", {}).get("value", "").strip(),
                 str(more.get("url", more.get("level", ""))))


def headings(told: list[Heard]) -> Iterator[str]:
    """What is wrong with the headings."""
    levels = [int(each.more) for each in told if each.role == "heading"]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"not one h1, and first: {levels}"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield f"a level of headings is left out: {levels}"
    yield from ("a heading without words" for each in told
                if each.role == "heading" and not each.name)


def landmarks(told: list[Heard]) -> Iterator[str]:
    """What is wrong with the landmarks."""
    count = Counter(each.role for each in told)
    yield from (f"{count[role]} of {role}" for role in _ONE_EACH if count[role] != 1)
    if count["complementary"] > 1 or not count["navigation"]:
        yield f"landmarks: {count}"
    named = [each[:2] for each in told if each.role in ("navigation", "complementary", "region")]
    yield from (f"{role} without a name" for role, name in named if not name)
    yield from (f"{role} twice: {name}" for (role, name), times in Counter(named).items()
                if times > 1)


def links(told: list[Heard]) -> Iterator[str]:
    """Links whose name says too little, or the same as another's that leads elsewhere.

    A number is a name where it is a year that leads to the year, or one to call.
    """
    places = defaultdict(set)
    for role, name, url in told:
        if role == "link":
            places[name].add(url)
            if not (any(letter.isalpha() for letter in name) or url.startswith("tel:")
                    or f"/{name}.html" in url):
                yield f"a link called {name!r}, to {url[-60:]}"
    yield from (f"two links called {name}: {sorted(urls)[:2]}" for name, urls in places.items()
                if len(urls) > 1)


def test_what_a_screen_reader_tells(sites: dict[str, Path], windows: Windows) -> None:
    """One h1, no gap, each landmark once, captions and heads, and links that say where they lead.

    Tables in somebody's own notes are left out: Markdown cannot give them a caption.
    """
    page, found = windows(1280), []
    for path in telling(on_disk(sites["demo"])):
        page.goto(path.as_uri())
        told = heard(page)
        faults = [*headings(told), *landmarks(told), *links(told), *page.evaluate(_TABLES)]
        if (frame := page.evaluate(_FRAME)) != ["en", "ltr", "skip", "#main"]:
            faults.append(f"begins with {frame}")
        found += [f"{path.name}: {fault}" for fault in faults]

    assert not found, "\n".join(found)


def test_links_of_today_and_heads_of_months_have_names(demo: Path, windows: Windows) -> None:
    """`E-mail` says whom to, a figure what it counts, and a letter which month it is."""
    page = windows(1280)
    page.goto((demo / "index.html").as_uri())
    names = {each.name for each in heard(page) if each.role == "link"}
    page.goto(next(path.as_uri() for path in sorted((demo / "people").glob("*.html"))
                   if 'class="months"' in path.read_text(encoding="utf-8")))
    heads = page.locator(".months th[scope=col] abbr")

    assert {name.partition(" ")[0] for name in names} >= {"E-mail", "Call"}
    assert not names & {"E-mail", "Call"}
    assert any(name.endswith(" overdue") and name.split()[0].isdigit() for name in names)
    assert [head.get_attribute("title") for head in heads.all()][:2] == ["January", "February"]


def test_a_page_says_its_language(tmp_path: Path, windows: Windows) -> None:
    """A site in German is told as German."""
    (tmp_path / "netsite.toml").write_text('language = "de"\n', encoding="utf-8")
    page = windows(1280)
    page.goto((build(tmp_path, TODAY).folder / "index.html").as_uri())

    assert page.evaluate(_FRAME) == ["de", "ltr", "skip", "#main"]


def test_tab_is_not_caught_in_find(demo: Path, windows: Windows) -> None:
    """Tab goes round what is in the dialog, never behind it; Escape gives the focus back."""
    page, inside = windows(1280), []
    page.goto((demo / "overdue.html").as_uri())
    page.locator("button.find").focus()
    page.keyboard.press("Control+k")
    for _ in range(8):
        page.keyboard.press("Tab")
        inside.append(page.evaluate("""() => document.activeElement === document.body ? 'out'
            : document.activeElement.closest('dialog.finder') ? document.activeElement.tagName
            : 'behind'"""))
    page.keyboard.press("Escape")

    assert {"INPUT", "BUTTON"} <= {*inside} <= {"INPUT", "BUTTON", "out"}, inside
    assert page.evaluate("() => document.activeElement.className") == "find"
