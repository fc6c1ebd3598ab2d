"""Pages written again for a document that holds them all: other addresses, ids of their own.

Links between pages become #ids, pictures data: addresses; ids are made unique by the number of
their page.
"""

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from html import escape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

_KINDS = {"css": "text/css", "gif": "image/gif", "ics": "text/calendar", "jpeg": "image/jpeg",
          "jpg": "image/jpeg", "json": "application/json", "png": "image/png",
          "svg": "image/svg+xml", "vcf": "text/vcard", "webp": "image/webp",
          "avif": "image/avif", "woff2": "font/woff2", "xml": "application/atom+xml"}
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                   "source", "track", "wbr"})
_IDS = frozenset({"aria-activedescendant", "aria-controls", "aria-describedby", "aria-details",
                  "aria-labelledby", "aria-owns", "for", "headers", "list"})
_OF_SVG = re.compile(r"url\(#([^)]+)\)")
# Left out with all that is in them; of elements, those that lead to files beside the site's pages.
_DROPPED = frozenset({"script", "base", "noscript"})
# What another of its kind ends, and what its parent's end does (HTML, 13.1.2.4).
_ENDED_BY = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"), "li": ("li",),
             "dt": ("dt", "dd"), "dd": ("dt", "dd")}
_UNENDED = frozenset({"td", "th", "li", "dt", "dd"})  # there are too many to write their ends


class Places:
    """Where pages and files are found in the document: `pages` by address, `files` with bytes."""

    def __init__(self, pages: Sequence[str], files: Mapping[str, bytes]) -> None:
        self.files = files
        self._ids = {url: page_id(url) for url in pages}
        self._numbers = {url: number for number, url in enumerate(pages, 1)}

    def inner(self, url: str, name: str) -> str:
        """The id in the document of what has this id in a page."""
        return f"s{self._numbers[url]}-{name}"

    def link(self, url: str, address: str) -> str | None:
        """Where a link of a page leads in the document; None if what it leads to is not there."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return address
        target = self._target(url, parts.path) if parts.path else url
        if target in self._ids:
            name = unquote(parts.fragment)
            return f"#{self.inner(target, name) if name else self._ids[target]}"
        return self.data(url, address)

    def data(self, url: str, address: str) -> str | None:
        """A file of the site as a data: address (RFC 2397); None if it is none."""
        if address.startswith("data:"):
            return address
        target = self._target(url, urlsplit(address).path)
        if target not in self.files:
            return None
        kind = _KINDS.get(target.rpartition(".")[2].lower(), "application/octet-stream")
        return f"data:{kind};base64,{b64encode(self.files[target]).decode()}"

    def id_of(self, url: str) -> str:
        """The id of a page."""
        return self._ids[url]

    @staticmethod
    def _target(url: str, path: str) -> str:
        return normpath(join(dirname(url), unquote(path)))


def page_id(url: str) -> str:
    """A page's id: `people/ana.html` is `people_ana`. No two pages of a site have the same.

    In addresses are letters, digits, `-` and `_` alone, and no folder has a `_` in its name.
    """
    folder, _, name = url.removesuffix(".html").rpartition("/")
    return f"{folder.replace('/', '-')}_{name}" if folder else name


class Turned(HTMLParser):
    """Reads a page and writes it again, with the addresses and ids of the document.

    What a template left open is closed where its parent ends, and what closes nothing is left out,
    so that no page can break into the next.
    """

    def __init__(self, url: str, places: Places) -> None:
        super().__init__(convert_charrefs=False)
        self.url, self.places = url, places
        self.out: list[str] = []
        self.open: list[str] = []
        self.depth = 0  # of what is left out

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag; what is dropped is left out with all in it."""
        if self.depth or tag in _DROPPED or dict(attrs).get("data-only") == "site":
            self.depth += tag not in VOID
            return
        while self.open and self.open[-1] in _ENDED_BY.get(tag, ()):
            self.open.pop()
        self.out.append(self.tag(tag, attrs))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that closes itself: those of HTML that hold nothing, and a picture's."""
        if not self.depth and tag not in _DROPPED:
            text = self.tag(tag, attrs)
            self.out.append(text if tag in VOID else f"{text[:-1]}/>")

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, and what stands open in it."""
        if self.depth:
            self.depth -= tag not in VOID
        elif tag in self.open:
            while (last := self.open.pop()) != tag:
                self.out.append("" if last in _ENDED_BY else f"</{last}>")
            self.out.append("" if tag in _UNENDED else f"</{tag}>")

    def rest(self, since: int = 0) -> str:
        """The end tags of what is still open, but for what was opened first."""
        return "".join(f"</{tag}>" for tag in reversed(self.open[since:]) if tag not in _ENDED_BY)

    def handle_data(self, data: str) -> None:
        """Write a text as it stands."""
        if not self.depth:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        """Write a character by name as it stands."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a character by number as it stands."""
        self.handle_data(f"&#{name};")

    def tag(self, tag: str, attrs: list[tuple[str, str | None]]) -> str:
        """A tag with its attributes as they are in the document."""
        raw = self.get_starttag_text() or ""
        words = [word for name, value in attrs for word in self._attribute(tag, name, value)]
        name = re.match(r"<\s*([^\s/>]+)", raw)  # as it was written: viewBox, foreignObject
        return f"<{' '.join([name[1] if name else tag, *words])}>"

    def _attribute(self, tag: str, name: str, value: str | None) -> list[str]:
        cased = "viewBox" if name == "viewbox" else (
            "preserveAspectRatio" if name == "preserveaspectratio" else name)
        if value is None:
            return [name]
        turned: str | None = value
        if name == "id":
            turned = self.places.inner(self.url, value)
        elif name in _IDS:
            turned = " ".join(self.places.inner(self.url, each) for each in value.split())
        elif name in ("href", "xlink:href"):
            turned = self.places.link(self.url, value)
        elif name in ("src", "poster") or (tag, name) == ("object", "data"):
            turned = self.places.data(self.url, value)
        elif name == "srcset":
            turned = None  # src is enough
        elif "url(#" in value:
            turned = _OF_SVG.sub(
                lambda found: f"url(#{self.places.inner(self.url, found[1])})", value)
        return [] if turned is None else [f'{cased}="{escape(turned)}"']


def turned(html: str, url: str, places: Places) -> str:
    """A piece of a page's HTML, as it is in the document."""
    reader = Turned(url, places)
    reader.feed(html)
    reader.close()
    return "".join(reader.out) + reader.rest()
