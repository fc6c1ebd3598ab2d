"""No rule that axe knows is broken by any page: WCAG 2.2 AA, and best practices."""

from pathlib import Path

import pytest

from tests.browser.looking import (
    AXE,
    TAGS,
    WIDTHS,
    Windows,
    faults,
    kinds,
    on_disk,
    schemes,
    shown,
    telling_alone,
)
from tests.serving import serving

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(
    sites: dict[str, Path], windows: Windows, axe: str, width: int,
) -> None:
    """No rule of WCAG 2.2 AA and no best practice that axe knows is broken by any shape of page."""
    page, found = windows(width), []
    for path in kinds(sites):
        page.goto(path.as_uri())
        page.evaluate(f"{axe};0")
        found += faults(page, shown(path))

    assert not found, "\n".join(found)


_ALONE = """id => { for (const each of document.querySelectorAll("main > article")) {
    each.whole ??= [...each.childNodes];
    each.replaceChildren(...(each.id === id ? each.whole : [])); } }"""


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_one_file(
    sites: dict[str, Path], one_files: dict[str, Path], windows: Windows, axe: str, width: int,
) -> None:
    """Nor is any broken where all pages stand in one document, whichever of them is shown.

    Looked at are those that show what no page of a site does, the first of the demo, and once all
    of the demo. axe would look at each hidden element anew for each page, for many minutes, so
    hidden pages are emptied.
    """
    page, found = windows(width), []
    paths = [path for site in sites.values() for path in on_disk(site)]
    alone = telling_alone(one_files, paths)
    for name in dict.fromkeys(("demo", *alone)):
        places = [*dict.fromkeys((*(["index"] if name == "demo" else []), *alone.get(name, ())))]
        page.goto(one_files[name].as_uri())
        page.evaluate(f"{axe};0")
        if (name, width) == ("demo", 390):
            found += [f"the whole demo: {fault}" for fault in page.evaluate(AXE, TAGS)]
        for place in places:
            page.evaluate(_ALONE, place)
            page.evaluate("place => { location.hash = place; }", place)
            page.locator(f"[id='{place}']:visible").wait_for()
            found += faults(page, f"{name}, {place}")
        page.goto("about:blank")

    assert not found, "\n".join(found)


_DISPLAY = "getComputedStyle(document.querySelector('.top')).display"


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_where_there_is_no_page(
    demo: Path, windows: Windows, axe: str, width: int,
) -> None:
    """The page for addresses that are none has its style wherever it is shown, and on a disk."""
    page, found = windows(width), []
    with serving(demo) as server:
        top = f"http://localhost:{server.port}"
        for place in ((demo / "404.html").as_uri(), f"{top}/gone.html", f"{top}/people/a/x.html"):
            page.goto(place)
            page.evaluate(f"{axe};0")
            found += faults(page, place)
            found += [f"{place}, {scheme}: no style" for scheme in schemes(page)
                      if page.evaluate(_DISPLAY) != "flex"]
        page.locator("main").get_by_role("link", name="People").click()
        title = page.title()
        page.goto("about:blank")

    assert (found, title) == ([], "People – Kim’s network")


def test_axe_looks_at_all_that_it_should(demo: Path, windows: Windows, axe: str) -> None:
    """Rules that axe leaves out unless asked, such as the size of targets, bite."""
    page = windows(320)
    page.goto((demo / "overdue.html").as_uri())
    page.evaluate(f"{axe};0")
    page.evaluate("""() => { const link = document.createElement('p');
        link.innerHTML = '<button></button>'; document.querySelector('main').append(link); }""")

    assert page.evaluate(AXE, TAGS) == ["button-name: <button></button>"]
    assert page.evaluate("tags => axe.getRules(tags).some(r => r.ruleId === 'target-size')", TAGS)
