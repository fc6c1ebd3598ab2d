"""How pages are looked at: in which windows, and which pages show all there is to be seen."""

from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

_VOID = {"meta", "link", "br", "hr", "img", "input", "rect", "path", "wbr", "circle"}
_OF_THE_PLACE = {"class", "id", "href", "datetime"}  # attributes that are another on every page


class Setting(NamedTuple):
    """A window: light or dark, and how wide in CSS pixels.

    320 is also a window of 1280 at 400 per cent (WCAG 2.2, 1.4.10).
    """

    scheme: str
    width: int


SETTINGS = tuple(Setting(scheme, width) for scheme in ("light", "dark") for width in (320, 1280))


# Chromium without a window, and without anything it does by itself.
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync")


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
        self.shapes: set[tuple[str, str]] = set()
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


def telling(paths: Iterable[Path]) -> list[Path]:
    """As few pages as show every shape that there is on any of them.

    Two pages of the same shapes differ in their words alone; looking at one of them is enough.
    """
    shapes = {path: _Shapes(path.read_text(encoding="utf-8")).shapes for path in sorted(paths)}
    missing = set().union(*shapes.values())
    chosen = []
    while missing:
        best = max(shapes, key=lambda path: len(shapes[path] & missing))
        chosen.append(best)
        missing -= shapes[best]
    return chosen
