"""All pages of a site as one document, for a phone: nothing beside it is needed.

The pages are those of the site, drawn by the same templates. Today's page gives the frame: its
head, its top and its style. Into its `<main>` go the mains of all pages, an `<article>` each, of
which the style shows the one that the address names (`:target`), without a script. Links between
pages become #ids, pictures data: addresses; ids are made unique by the number of their page.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from html import escape, unescape
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

MARK = '<meta name="generator" content="netsite, one file">'  # by which such a file is known again
FIRST = "index.html"

_KINDS = {"css": "text/css", "gif": "image/gif", "ics": "text/calendar", "jpeg": "image/jpeg",
          "jpg": "image/jpeg", "json": "application/json", "png": "image/png",
          "svg": "image/svg+xml", "vcf": "text/vcard", "webp": "image/webp",
          "avif": "image/avif", "woff2": "font/woff2", "xml": "application/atom+xml"}
_VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                   "source", "track", "wbr"})
_IDS = frozenset({"aria-activedescendant", "aria-controls", "aria-describedby", "aria-details",
                  "aria-labelledby", "aria-owns", "for", "headers", "list"})
_OF_SVG = re.compile(r"url\(#([^)]+)\)")
_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_DROPPED = frozenset({"script", "base", "noscript"})
# What another of its kind ends, and what its parent's end does (HTML, 13.1.2.4).
_ENDED_BY = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr"), "li": ("li",),
             "dt": ("dt", "dd"), "dd": ("dt", "dd")}

STYLE = """
main > article { display: none; }
main > article:target, main > article:has(:target) { display: block; scroll-margin-top: 100vh; }
main > article.with-margin:target, main > article.with-margin:has(:target) { display: grid; }
main:not(:has(:target)) > article:first-child { display: block; }
main:not(:has(:target)) > article.with-margin:first-child { display: grid; }
main > article h1:focus { outline: none; }
"""
# Only what the style cannot do: the title, the mark in the navigation, where reading goes on.
SCRIPT = """"use strict";
(() => {
  const first = document.querySelector("main > article");
  const links = [...document.querySelectorAll("header nav a")];
  const shown = () => {
    let target = null;
    try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch {}
    return target?.closest("main > article") ?? first;
  };
  const say = () => {
    const page = shown();
    document.title = page.dataset.title;
    for (const link of links) {
      if (link.hash.slice(1) === page.dataset.section) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    return page;
  };
  let page = say();
  addEventListener("hashchange", () => {
    const before = page;
    page = say();
    if (page === before) return;
    const heading = page.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
  });
})();
"""


class _Part:
    """What of a page goes into the document."""

    __slots__ = ("html", "kind", "section", "title")

    def __init__(self, title: str, section: str, kind: str, html: str) -> None:
        self.title, self.section, self.kind, self.html = title, section, kind, html


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


def one_file(pages: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    """The document of some pages, by address, and the site's other files.

    Among the pages is Today's. The same pages give the same document.
    """
    urls = [FIRST, *(url for url in pages if url != FIRST)]
    places = Places(urls, files)
    articles = "\n".join(_article(url, pages[url], places) for url in urls)
    return _Frame(pages[FIRST], places, articles).html()


def _article(url: str, html: str, places: Places) -> str:
    part = _part(url, html, places)
    kind = f' class="{escape(part.kind)}"' if part.kind else ""
    return (f'<article id="{places.id_of(url)}"{kind} data-title="{escape(part.title)}" '
            f'data-section="{escape(part.section)}">\n{part.html.strip()}\n</article>')


def _part(url: str, html: str, places: Places) -> _Part:
    reader = _Main(url, places)
    reader.feed(html)
    reader.close()
    return _Part(reader.title.strip(), reader.section, reader.kind, reader.inside())


class _Turned(HTMLParser):
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
        if self.depth or tag in _DROPPED:
            self.depth += tag not in _VOID
            return
        while self.open and self.open[-1] in _ENDED_BY.get(tag, ()):
            self.open.pop()
        self.out.append(self.tag(tag, attrs))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag that closes itself: those of HTML that hold nothing, and a picture's."""
        if not self.depth and tag not in _DROPPED:
            text = self.tag(tag, attrs)
            self.out.append(text if tag in _VOID else f"{text[:-1]}/>")

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, and what stands open in it."""
        if self.depth:
            self.depth -= tag not in _VOID
        elif tag in self.open:
            while (last := self.open.pop()) != tag:
                self.out.append("" if last in _ENDED_BY else f"</{last}>")
            self.out.append(f"</{tag}>")

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


class _Main(_Turned):
    """Reads what of a page goes into the document: its title, and what is in its main."""

    def __init__(self, url: str, places: Places) -> None:
        super().__init__(url, places)
        self.title, self.kind, self.section = "", "", ""
        self._begins: int | None = None
        self._ends: int | None = None
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where main begins, and which section the page belongs to."""
        found = dict(attrs)
        if tag == "a" and found.get("aria-current") and self._begins is None:
            self.section = (self.places.link(self.url, found.get("href") or "") or "")[1:]
        self._in_title = tag == "title"
        super().handle_starttag(tag, attrs)
        if tag == "main" and self._begins is None:
            self.kind = found.get("class") or ""
            self._begins = len(self.out)

    def handle_endtag(self, tag: str) -> None:
        """Note where main ends."""
        if tag == "main" and self._ends is None and "main" in self.open:
            while self.open[-1] != "main":
                self.out.append(f"</{self.open.pop()}>")
            self._ends = len(self.out)
        self._in_title = False
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Note the title."""
        if self._in_title:
            self.title += unescape(data)
        super().handle_data(data)

    def inside(self) -> str:
        """What main holds; of a page without one, nothing."""
        if self._begins is None:
            return ""
        text = "".join(self.out[self._begins:self._ends])
        return text + "".join(f"</{tag}>" for tag in reversed(
            self.open[self.open.index("main") + 1:] if self._ends is None and "main" in self.open
            else []))


class _Frame(_Turned):
    """Today's page as the frame of all: style and script inside, main filled with the pages."""

    def __init__(self, html: str, places: Places, articles: str) -> None:
        super().__init__(FIRST, places)
        self._articles = articles
        self._styles: list[str] = []
        self._in_main = 0
        self._policy = "\0policy\0"
        self.feed(html)
        self.close()

    def html(self) -> str:
        """The document."""
        style = f"{''.join(self._styles)}{STYLE}".replace("</", "<\\/")
        policy = (f"default-src 'none'; script-src '{_hash(SCRIPT)}'; style-src '{_hash(style)}'; "
                  "img-src data:; font-src data:; base-uri 'none'; form-action 'none'")
        text = "".join(self.out).replace(self._policy, policy)
        return text.replace("</head>", f"{MARK}\n<style>{style}</style>\n</head>", 1).replace(
            "</body>", f"<script>{SCRIPT}</script>\n</body>", 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what the head names, and put the pages into main."""
        found = dict(attrs)
        if self._in_main:
            self._in_main += tag not in _VOID
        elif tag == "a" and found.get("class") == "skip":
            self.depth = 1  # its #main would be no page
        elif tag == "link":
            self._take(found.get("rel") or "", found.get("href") or "")
        elif tag == "meta" and (found.get("http-equiv") or "").lower() == "content-security-policy":
            self.out.append(f'<meta http-equiv="Content-Security-Policy" content="{self._policy}">')
        elif tag == "main":
            self.out.append(f'<main id="main">\n{self._articles}\n')
            self.open.append(tag)
            self._in_main = 1
        else:
            super().handle_starttag(tag, [(name, value) for name, value in attrs
                                          if name != "aria-current"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag of the frame that closes itself."""
        if not self._in_main:
            super().handle_startendtag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Leave Today's own main out: it is among the pages."""
        if self._in_main and tag == "main":
            self._in_main = 0
        if not self._in_main:
            super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Write a text of the frame."""
        if not self._in_main:
            super().handle_data(data)

    def handle_decl(self, decl: str) -> None:
        """Write the doctype."""
        self.out.append(f"<!{decl}>")

    def _take(self, kind: str, address: str) -> None:
        """A style sheet is taken in, an icon as data; other files are not there to link to."""
        path = normpath(unquote(urlsplit(address).path))
        if kind == "stylesheet" and path in self.places.files:
            text = self.places.files[path].decode("utf-8", "replace")
            self._styles.append(_URL.sub(self._embedded(path), text))
        elif kind == "icon" and (data := self.places.data(FIRST, address)):
            self.out.append(f'<link rel="icon" href="{escape(data)}">')

    def _embedded(self, sheet: str) -> Callable[[re.Match[str]], str]:
        def embedded(found: re.Match[str]) -> str:
            data = self.places.data(sheet, found[2])
            return f'url("{data}")' if data else "none"
        return embedded


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
