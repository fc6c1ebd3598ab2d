"""All pages of a site as one document, for a phone: nothing beside it is needed.

The pages are those of the site, drawn by the same templates. Today's page gives the frame: its
head, its top and its style. Into its `<main>` go the mains of all pages, an `<article>` each, of
which the style shows the one that the address names (`:target`), without a script. The scripts are
those that the pages load, each once, and what they would load themselves is packed.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from html import escape, unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from netsite.pages.onescript import SCRIPT, STYLE
from netsite.pages.packs import packs
from netsite.pages.turned import VOID, Places, Turned

MARK = '<meta name="generator" content="netsite, one file">'  # by which such a file is known again
FIRST = "index.html"

_URL = re.compile(r"""url\(\s*(["']?)([^"')]+)\1\s*\)""")
_ENDS = re.compile("<(?=/script|!--)", re.IGNORECASE)  # what within a script would not be script


class _Part:
    """What of a page goes into the document, and the scripts it loads, with their attributes."""

    __slots__ = ("html", "kind", "scripts", "section", "title")

    def __init__(self, reader: "_Main") -> None:
        self.title, self.section, self.kind = reader.title.strip(), reader.section, reader.kind
        self.scripts, self.html = reader.scripts, reader.inside().strip()


def one_file(pages: Mapping[str, str], files: Mapping[str, bytes]) -> str:
    """The document of some pages, by address, and the site's other files.

    Among the pages is Today's. The same pages give the same document.
    """
    urls = [FIRST, *(url for url in pages if url != FIRST)]
    places = Places(urls, files)
    parts = {url: _part(url, pages[url], places) for url in urls}
    articles = "\n".join(_article(places.id_of(url), part) for url, part in parts.items())
    scripts: dict[str, str] = {}
    for part in parts.values():
        scripts |= {name: data for name, data in part.scripts.items() if name not in scripts}
    return _Frame(pages[FIRST], places, articles).html(
        [("", SCRIPT), *((data, _script(files[name])) for name, data in scripts.items())],
        packs(files, places, FIRST))


def _article(name: str, part: _Part) -> str:
    kind = f' class="{escape(part.kind)}"' if part.kind else ""
    return (f'<article id="{name}"{kind} data-title="{escape(part.title)}" '
            f'data-section="{escape(part.section)}">\n{part.html}\n</article>')


def _part(url: str, html: str, places: Places) -> _Part:
    reader = _Main(url, places)
    reader.feed(html)
    reader.close()
    return _Part(reader)


def _script(data: bytes) -> str:
    """A script as it can stand in a page: in a text of a script, `\\x3c` is `<`."""
    return _ENDS.sub(r"\\x3c", data.decode("utf-8", "replace"))


class _Main(Turned):
    """Reads what of a page goes into the document: its title, and what is in its main."""

    def __init__(self, url: str, places: Places) -> None:
        super().__init__(url, places)
        self.title, self.kind, self.section = "", "", ""
        self.scripts: dict[str, str] = {}
        self._begins: int | None = None
        self._ends: int | None = None
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where main begins, and which section the page belongs to."""
        found = dict(attrs)
        if tag == "a" and found.get("aria-current") and self._begins is None:
            self.section = (self.places.link(self.url, found.get("href") or "") or "")[1:]
        elif tag == "script":
            self._note_script(found)
        self._in_title = tag == "title"
        super().handle_starttag(tag, attrs)
        if tag == "main" and self._begins is None:
            self.kind = found.get("class") or ""
            self._begins = len(self.out)

    def handle_endtag(self, tag: str) -> None:
        """Note where main ends."""
        if tag == "main" and self._ends is None and "main" in self.open:
            self.out.append(self.rest(self.open.index("main") + 1))
            del self.open[self.open.index("main") + 1:]
            self._ends = len(self.out)
        self._in_title = False
        super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Note the title."""
        if self._in_title:
            self.title += unescape(data)
        super().handle_data(data)

    def _note_script(self, found: Mapping[str, str | None]) -> None:
        """Note a script of the site's, and what its attributes tell it."""
        path = normpath(join(dirname(self.url), unquote(urlsplit(found.get("src") or "").path)))
        if found.get("src") and path in self.places.files:
            self.scripts[path] = "".join(f' {name}="{escape(value or "")}"'
                                         for name, value in found.items() if name[:5] == "data-")

    def inside(self) -> str:
        """What main holds; of a page without one, nothing."""
        if self._begins is None:
            return ""
        rest = (self.rest(self.open.index("main") + 1)
                if self._ends is None and "main" in self.open else "")
        return "".join(self.out[self._begins:self._ends]) + rest


class _Frame(Turned):
    """Today's page as the frame of all: style and script inside, main filled with the pages."""

    def __init__(self, html: str, places: Places, articles: str) -> None:
        super().__init__(FIRST, places)
        self._articles = articles
        self._styles: list[str] = []
        self._in_main = 0
        self._policy = "\0policy\0"
        self.feed(html)
        self.close()

    def html(self, scripts: Sequence[tuple[str, str]], packed: Mapping[str, str]) -> str:
        """The document with scripts, each after its attributes, and what is packed for them."""
        style = f"{''.join(self._styles)}{STYLE}".replace("</", "<\\/")
        hashes = " ".join(f"'{_hash(text)}'" for _, text in scripts)
        policy = (f"default-src 'none'; script-src {hashes}; style-src '{_hash(style)}'; "
                  "img-src data:; font-src data:; base-uri 'none'; form-action 'none'")
        end = "".join([
            *(f'<script type="application/zlib" data-pack="{name}">{data}</script>\n'
              for name, data in packed.items()),
            *(f"<script{attributes}>{text}</script>\n" for attributes, text in scripts)])
        text = "".join(self.out).replace(self._policy, policy)
        return text.replace("</head>", f"{MARK}\n<style>{style}</style>\n</head>", 1).replace(
            "</body>", f"{end}</body>", 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in what the head names, and put the pages into main."""
        found = dict(attrs)
        if self._in_main:
            self._in_main += tag not in VOID
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
