"""What every page must be, whatever it shows: valid, and leading nowhere that is not there."""

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib

POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          "base-uri 'none'; form-action 'none'")
SCHEMES = {"http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "geo", "vscode"}
CARD = "data:text/vcard;charset=utf-8;base64,"  # what it leads to, it holds
LOADS = {("link", "href"), ("script", "src"), ("img", "src"), ("source", "src"),
         ("iframe", "src"), ("object", "data"), ("use", "href"), ("image", "href")}

_VOID = {"meta", "link", "br", "hr", "img", "input", "rect", "path", "wbr"}
_WORDS_ONLY = {"p", "span", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "a", "abbr", "time", "em",
               "strong", "code", "del", "th", "caption", "title", "pre"}
_BLOCKS = {"p", "div", "section", "ul", "ol", "dl", "li", "table", "h1", "h2", "h3", "h4", "h5",
           "h6", "blockquote", "pre", "hr", "nav", "main", "aside", "header", "form"}
_CHILDREN = {"ul": {"li"}, "ol": {"li"}, "tr": {"td", "th"}, "tbody": {"tr"}, "thead": {"tr"},
             "table": {"caption", "thead", "tbody"}, "dl": {"div", "dt", "dd"}}
_NOT_EMPTY = {"p", "a", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "li", "caption",
              "title", "dt", "th", "section", "button"}
_DAY = re.compile(r"\d{4}-\d\d(-\d\d)?")


class Reader(HTMLParser):
    """Reads one page: the ids it has, where it leads, what it loads, and what is wrong in it."""

    def __init__(self, html: str) -> None:
        """Read a page."""
        super().__init__()
        self.ids: list[str] = []
        self.leads: list[str] = []
        self.loads: list[str] = []
        self.faults: list[str] = []
        self.tags: list[str] = []
        self.policies: list[str] = []
        self._open: list[tuple[str, list[str]]] = []
        self._says_its_day = False  # the <time> that is open, by its text
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read a tag, and whether it may stand here."""
        self.tags.append(tag)
        parents = [name for name, _ in self._open]
        if parents and tag not in _CHILDREN.get(parents[-1], {tag}):
            self.faults.append(f"<{tag}> in <{parents[-1]}>")
        if tag in _BLOCKS and (around := _WORDS_ONLY.intersection(parents)):
            self.faults.append(f"<{tag}> inside <{'>, <'.join(sorted(around))}>")
        for name, value in attrs:
            self._attribute(tag, name, value or "")
        self._says_its_day = tag == "time" and "datetime" not in dict(attrs)
        if tag == "meta" and dict(attrs).get("http-equiv") == "Content-Security-Policy":
            self.policies.append(dict(attrs).get("content") or "")
        for _, inside in self._open:
            inside.append(f"<{tag}>")
        if tag not in _VOID:
            self._open.append((tag, []))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read a tag that closes itself, as those of a picture do."""
        self.handle_starttag(tag, attrs)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name == "id":
            self.ids.append(value)
        elif (tag, name) in LOADS:
            self.loads.append(value)
        elif name == "href":
            self.leads.append(value)
        elif name == "style" or name.startswith("on"):
            self.faults.append(f"{name} on <{tag}>")
        elif name == "datetime" and not _DAY.fullmatch(value):
            self.faults.append(f"the day {value}")

    def handle_endtag(self, tag: str) -> None:
        """Close a tag, and see whether there was anything in it."""
        self._says_its_day = False
        while self._open:
            name, inside = self._open.pop()
            if name in _NOT_EMPTY and not "".join(inside).strip():
                self.faults.append(f"nothing in <{name}>")
            if name == tag:
                break
        else:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Read a text."""
        if self._open and self._open[-1][0] in ("script", "style") and data.strip():
            self.faults.append(f"an inline {self._open[-1][0]}")
        if self._says_its_day and not _DAY.fullmatch(data):
            self.faults.append(f"the day {data}")
        for _, inside in self._open:
            inside.append(data)


def site(folder: Path) -> dict[str, str]:
    """Give a site's pages by their address."""
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode()
            for path in sorted(folder.rglob("*.html"))}


def parse_errors(pages: Mapping[str, str]) -> list[str]:
    """What a browser would have to guess in pages (WHATWG HTML, 13.2.2)."""
    found = []
    for url, html in pages.items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(html)
        found += [f"{url}: {code} at {place}" for place, code, _ in parser.errors]
    return found


def faults(pages: Mapping[str, str]) -> list[str]:
    """What is wrong in pages beyond their syntax."""
    return [f"{url}: {fault}" for url, html in pages.items() for fault in _faults(Reader(html))]


def _faults(page: Reader) -> Iterator[str]:
    yield from page.faults
    for tag in ("h1", "main", "title"):
        if page.tags.count(tag) != 1:
            yield f"{page.tags.count(tag)} <{tag}>"
    if page.policies != [POLICY]:
        yield f"the policy {page.policies}"
    yield from (f"the id {name} stands twice" for name in {*page.ids} if page.ids.count(name) > 1)


def dead_links(pages: Mapping[str, str], files: set[str]) -> list[str]:
    """Links and resources of pages that lead nowhere in the site, or to where they must not."""
    readers = {url: Reader(html) for url, html in pages.items()}
    ids = {url: {*reader.ids} for url, reader in readers.items()}
    found = []
    for url, reader in readers.items():
        found += [f"{url}: loads {load}" for load in reader.loads
                  if urlsplit(load).scheme or urlsplit(load).netloc or _target(url, load)[0] not in
                  files]
        for lead in reader.leads:
            parts = urlsplit(lead)
            if parts.scheme in SCHEMES or lead.startswith(CARD):
                continue
            page, name = _target(url, lead)
            if parts.scheme or parts.netloc or page not in files or (
                    name and name not in ids.get(page, ())):
                found.append(f"{url}: leads to {lead}")
    return found


def _target(url: str, lead: str) -> tuple[str, str]:
    """The file and the id that a relative address leads to."""
    parts = urlsplit(urljoin(f"site:///{url}".replace("site:", "http:"), lead))
    return unquote(parts.path).lstrip("/"), unquote(parts.fragment)
