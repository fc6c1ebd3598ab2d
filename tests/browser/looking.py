"""How pages are looked at: in which windows, and which pages show all there is to be seen."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from playwright.sync_api import Page

_Key = TypeVar("_Key")
Shape = tuple[str, str]  # a kind of element, or a heading, and below or after which it stands
_PAGE = re.compile(r'<article id="([^"]*)"')  # of a single file
_VOID = {"meta", "link", "br", "hr", "img", "input", "rect", "path", "wbr", "circle"}
_OF_THE_PLACE = {"class", "id", "href", "datetime"}  # attributes that are another on every page


# In CSS pixels; 320 is also a window of 1280 at 400 per cent (WCAG 2.2, 1.4.10).
WIDTHS = (320, 1280)
Windows = Callable[[int], "Page"]  # gives a window of a width
_SCHEMES: tuple[Literal["dark", "light"], ...] = ("dark", "light")


def schemes(page: "Page") -> Iterator[str]:
    """Turn what is open dark, then light again, and say which it is.

    It is not loaded anew, as only its style asks for the scheme. For another width it would have
    to be: a script brings the open section into sight when a page is opened.
    """
    for scheme in _SCHEMES:
        page.emulate_media(color_scheme=scheme)
        yield scheme


# Chromium without a window, and without anything it does by itself.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync")


def chromium() -> str | None:
    """Where Chromium is on this machine, if it is.

    The headless shell is the same engine without a browser's own windows, and opens a page for two
    thirds of the work.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next(filter(None, map(shutil.which, names)), None)


def on_disk(site: Path) -> list[Path]:
    """A site's pages, but 404.html.

    That one is for servers, which give it at any address; its links start at their top, so on a
    disk they lead nowhere.
    """
    return sorted(path for path in site.rglob("*.html") if path.name != "404.html")


class _Shapes(HTMLParser):
    """Reads a page's shapes: each kind of element, below which kind, and heading after heading."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.shapes: set[Shape] = set()
        self._open: list[str] = []
        self._heading = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        kind = " ".join([tag, *sorted(given.get("class", "").split()),
                         *sorted(name + "=" for name in given if name not in _OF_THE_PLACE)])
        self.shapes.add((self._open[-1] if self._open else "", kind))
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.shapes.add((self._heading, tag))
            self._heading = tag
        if tag not in _VOID:
            self._open.append(kind)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self._open and self._open.pop().partition(" ")[0] != tag:
            pass


@cache  # many tests ask which pages tell most
def _shapes(path: Path) -> set[Shape]:
    return _Shapes(path.read_text(encoding="utf-8")).shapes


def telling(paths: Iterable[Path]) -> list[Path]:
    """As few pages as show every shape that there is on any of them.

    Two pages of the same shapes differ in their words alone; looking at one of them is enough.
    """
    return _few({path: _shapes(path) for path in sorted(paths)}, set())


def telling_alone(files: Mapping[str, Path], paths: Iterable[Path]) -> dict[str, list[str]]:
    """As few pages of single files as show what is on none of the pages at some paths.

    They are #ids by the name of their file. What a page of a file shares with a page of a site
    has been looked at there.
    """
    shapes: dict[tuple[str, str], set[Shape]] = {}
    for name, file in files.items():
        pages = _PAGE.split(file.read_text(encoding="utf-8"))[1:]
        shapes |= {(name, page): _Shapes(html).shapes for page, html in zip(
            pages[::2], pages[1::2], strict=True)}
    found: dict[str, list[str]] = {}
    for name, page in _few(shapes, set().union(*map(_shapes, paths))):
        found.setdefault(name, []).append(page)
    return found


def _few(shapes: Mapping[_Key, set[Shape]], known: set[Shape]) -> list[_Key]:
    """The keys of as few sets as have every shape but the known ones."""
    missing = set().union(*shapes.values()) - known
    chosen = []
    while missing:
        best = max(shapes, key=lambda key: len(shapes[key] & missing))
        chosen.append(best)
        missing -= shapes[best]
    return chosen


def kinds(sites: dict[str, Path]) -> list[Path]:
    """The pages to look at: those that show every shape there is, or all with NETSITE_PAGES=all."""
    paths = [path for site in sites.values() for path in on_disk(site)]
    return sorted(paths) if os.environ.get("NETSITE_PAGES") == "all" else telling(paths)


def shown(path: Path) -> str:
    """A page's name in a message."""
    return "/".join(path.parts[-3:])


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# Of the rules with these tags one has axe fetch something first, and that is media. Style sheets,
# which only an experimental rule asks for, are left alone: from a disk they cannot be fetched.
AXE = """tags => axe.run(document, {resultTypes: ["violations"], preload: {assets: ["media"]},
    runOnly: {type: "tag", values: tags}}).then(found => found.violations.flatMap(
    rule => rule.nodes.slice(0, 3).map(node => `${rule.id}: ${node.html.slice(0, 120)}`)))"""


def faults(page: "Page", name: str) -> list[str]:
    """What axe, which the page has been given, finds on it, light and dark.

    `name` is the page's in a message.
    """
    return [f"{name}, {scheme}: {fault}" for scheme in schemes(page)
            for fault in page.evaluate(AXE, TAGS)]
