"""Everybody can use every page: by the keyboard, with large letters, without colours or motion."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.looking import WIDTHS, Windows, kinds, on_disk, schemes, shown, telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

# The keyboard

# Notes where each key led, when it is let go: by then the page has come to rest there.
_WALK = """() => { const step = () => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    if (at === document.body) return null;
    const style = getComputedStyle(at);
    const seen = [[.5, .5], [.1, .5], [.9, .5]].some(([x, y]) => {
        const rects = at.getClientRects()[0] || box;
        const top = document.elementFromPoint(rects.left + rects.width * x,
                                              rects.top + rects.height * y);
        return top && (at.contains(top) || top.contains(at)); });
    const order = [...document.querySelectorAll('*')].indexOf(at);
    return {order, name: at.textContent.trim().slice(0, 40) || at.tagName, seen,
            ring: style.outlineStyle === 'solid' && style.outlineWidth === '2px'}; };
    window.steps = [];
    addEventListener('keyup', () => steps.push(step())); }"""
_FOCUSABLE = """() => [...document.querySelectorAll(
    'a[href], button, summary, input, select, textarea, [tabindex="0"]')].filter(
    e => e.checkVisibility({visibilityProperty: true}) && !e.disabled).length"""


def once_round(walked: list[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """The steps until the walk left the page, or began again."""
    steps: list[dict[str, Any]] = []
    for step in walked:
        if step is None or (steps and step["order"] == steps[0]["order"]):
            break
        steps.append(step)
    return steps


@pytest.mark.parametrize("width", [320, 1280])
def test_tab_walks_every_page(sites: dict[str, Path], windows: Windows, width: int) -> None:
    """Tab reaches everything in its order, shows our ring there, hides it nowhere, and leaves.

    A wide window differs in the head and the margin, which the pages with most shapes have.
    """
    page, found = windows(width), []
    pages = telling(on_disk(sites["demo"]))  # those with most shapes come first
    for path in pages if width == 320 else pages[:4]:
        page.goto(path.as_uri())
        page.evaluate(_WALK)
        total = page.evaluate(_FOCUSABLE)
        for _ in range(total + 5):
            page.keyboard.press("Tab")
        steps = once_round(page.evaluate("steps"))
        orders = [step["order"] for step in steps]
        if orders != sorted({*orders}) or len(orders) < total:
            wrong = [step["name"] for step, before, after in zip(
                steps[1:], orders, orders[1:], strict=False) if after <= before]
            found.append(f"{shown(path)}: {len(orders)} steps for {total}, back at {wrong[:3]}")
        found += [f"{shown(path)}: {step['name']} is {what}" for step in steps
                  for what, wrong in (("hidden", not step["seen"]), ("unmarked", not step["ring"]))
                  if wrong]

    assert not found, "\n".join(found)


# Large letters, wide lines, no colours, no motion

_CUT = """() => { const wide = document.documentElement.scrollWidth > innerWidth
        ? ['the page'] : [];
    for (const e of document.querySelectorAll('main *, header *')) {
        const style = getComputedStyle(e);
        if (style.overflowX === 'hidden' && e.scrollWidth > e.clientWidth + 1 && style.opacity > 0
            && style.textOverflow !== 'ellipsis' && style.position !== 'absolute')
            wide.push(`cut off: ${e.outerHTML.slice(0, 80)}`); }
    return wide; }"""
_SPACED = """() => { const style = new CSSStyleSheet();
    style.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets.push(style); }"""


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_cut_off(sites: dict[str, Path], windows: Windows, width: int) -> None:
    """No page scrolls sideways or cuts text off, at 400 per cent and with the oddest vaults.

    Nor does any when its text is spaced as in WCAG 1.4.12, at the narrowest and the widest.
    """
    page, found = windows(width), []
    for path in kinds(sites):
        page.goto(path.as_uri())
        found += [f"{shown(path)}, {scheme}: {fault}" for scheme in schemes(page)
                  for fault in page.evaluate(_CUT)]
        if width in WIDTHS:
            page.evaluate(_SPACED)
            found += [f"{shown(path)}, spaced: {fault}" for fault in page.evaluate(_CUT)]

    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [640, 1280])
def test_large_text_has_room(sites: dict[str, Path], browser: "Browser", width: int) -> None:
    """Letters twice as large (WCAG 1.4.4), alone and at 200 per cent, leave nothing cut off."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    page, found = context.new_page(), []
    context.new_cdp_session(page).send(
        "Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    for path in kinds(sites):
        page.goto(path.as_uri())
        found += [f"{shown(path)}: {fault}" for fault in page.evaluate(_CUT)]
    context.close()

    assert not found, "\n".join(found)


def test_nothing_moves_for_those_who_asked(demo: Path, browser: "Browser") -> None:
    """Where less motion is asked for, nothing slides, fades or scrolls by itself."""
    context = browser.new_context(reduced_motion="reduce")
    page, found = context.new_page(), []
    for path in telling(on_disk(demo)):
        page.goto(path.as_uri())
        found += page.evaluate("""() => [...document.querySelectorAll('*')].filter(e => {
            const s = getComputedStyle(e); return parseFloat(s.transitionDuration) > 0
            || parseFloat(s.animationDuration) > 0 || s.scrollBehavior === 'smooth'; }
            ).map(e => e.outerHTML.slice(0, 80))""")
    context.close()

    assert not found, "\n".join(found)


_SHAPES = """() => Object.fromEntries(['overdue', 'soon', 'later'].map(name => {
    const style = getComputedStyle(document.querySelector('.legend .' + name), '::before');
    return [name, [style.backgroundColor, style.backgroundImage, style.borderTopStyle].join()];
    }))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_states_differ_without_colours(demo: Path, browser: "Browser", scheme: str) -> None:
    """In forced colours a ring, a half and a full disc stay three shapes."""
    context = browser.new_context(forced_colors="active",
                                  color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto((demo / "introductions.html").as_uri())
    shapes = page.evaluate(_SHAPES)
    context.close()

    assert len({*shapes.values()}) == 3, shapes
