"""Markdown to HTML that is safe to show, whoever wrote it.

The one place that knows the Markdown engine and the sanitiser. What has no markup never reaches
them; what would keep the engine busy for long is shown as it is written.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from itertools import groupby
from urllib.parse import unquote
from xml.etree.ElementTree import Element  # a type; nothing is parsed with it

import nh3
from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from netsite.text.links import LINK, link_name
from netsite.text.lists import normalise_lists

MAX_SIZE = 128 * 1024  # characters given to the engine; some seconds at the worst
MAX_SIZE_EXTENDED = 16 * 1024  # with extensions, of which some are quadratic
MAX_COST = 6_000_000  # brackets times the length of their paragraph: about two seconds

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "geo"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
_MARK = re.compile(r"[\\`*_\[\]<>&|~\t\x02\x03]")
_START = re.compile(r" {0,3}(?:[-+#=]|\d{1,9}[.)](?:\s|$))| {4}")
_LATER_START = re.compile(r"\n(?: {0,3}(?:[-+#=]|\d{1,9}[.)](?:\s|$))| {4})")
_EDGE = r"[^\s/\\`*_\[\]<>&|~(){}\"']"
_PLAIN = rf"{_EDGE}(?:[^\n/\\`*_\[\]<>&|~(){{}}\"']*{_EDGE})?"
# Every branch starts with its mark, which lets the search skip from mark to mark.
_SIMPLE = re.compile(
    rf"\*(?<![*`]\*)\*({_PLAIN})\*\*(?![*`])|\*(?<![*`]\*)({_PLAIN})\*(?![*`])"
    rf"|`(?<![*`]`)({_PLAIN})`(?![*`])"
    rf"|\[(?<![!\]]\[)({_PLAIN})\]\((https?://[A-Za-z0-9./?=#:+,;@%-]+)\)(?![(\[:])"
    rf"|\[(?<![!\]\[]\[)\[({_PLAIN})\]\](?![(\[:\]])")
_WHOLE = re.compile(r"```|~~~|<|^ {0,3}\[[^\]]+\]:", re.MULTILINE)
_BLOCKS = re.compile(r"\n(?=[ \t]*(?:\n|[-*+][ \t]|\d{1,9}[.)][ \t]))")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_IN_URL = r"\([^\s<>\"'()\[\]\x02\x03]*\)"  # a pair of brackets, as some addresses have
_BARE_URL = (rf"(?<![\w\"'=<])(?<!\]\()(https?://(?:[^\s<>\"'\[\]()\x02\x03]|{_IN_URL})*"
             rf"(?:[^\s<>\"'\[\]().,;:!?*_~\x02\x03]|{_IN_URL}))")
_ENGINE_SLIP = "klzzwxh:"  # a place holder the engine forgot to fill, with text behind it
_TASK = re.compile(r"\s*\[([ xX])\][ \t]+")
_TITLE = re.compile(r"(?<=<h[3-6]>).*?(?=</h[3-6]>)", re.DOTALL)
_BLOCK_TAG = re.compile(  # raw HTML may put a block into a heading, where none may stand
    r"</?(?:p|hr|pre|blockquote|[uod]l|li|d[td]|table|t(?:head|body|r|h|d))\b[^>]*>")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TAGS = {"p", "br", "hr", "em", "strong", "del", "ins", "sub", "sup", "mark", "small", "abbr",
         "kbd", "code", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "a", "span",
         "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
_CLASSES = {"span": {"nobody", "task", "picture"}, "a": {"person"}}
_SHIFT = 2  # a note's headings stand below the page's h1 and the section's h2

Target = tuple[str, str]  # an address below the site's root, and the name to show
Resolve = Callable[[str], Target | None]


def safe_url(url: str) -> str:
    """The address if it leads to the web, a mailbox or a telephone, or else "".

    Control characters and spaces are taken out first, as browsers do (WHATWG URL, 4.4).
    """
    clean = _CONTROLS.sub("", url)
    scheme = _SCHEME.match(clean)
    return clean if scheme and scheme[1].lower() in SCHEMES else ""


class Markdowner:
    """Turns Markdown into HTML; holds the engine, which is slow to make and quick to use again.

    `resolve` finds the page of a [[name]]. `root` is what leads from a page to the site's root.
    """

    def __init__(self, resolve: Resolve, extensions: Iterable[str] = ()) -> None:
        self.resolve = resolve
        self.root = ""
        self.ours: set[str] = set()  # the addresses of our own that the text at hand leads to
        self.memo: dict[tuple[str, str], str | None] = {}  # by root and text
        extra = tuple(extensions)
        self.short_cut = not extra
        self.extensions: list[str | Extension] = [
            "fenced_code", "sane_lists", "tables", *extra, _Netsite(self)]
        self.engine = self._new_engine()
        self.cleaner = nh3.Cleaner(
            tags=_TAGS, attributes=_ATTRIBUTES, allowed_classes=_CLASSES,
            attribute_filter=self._attribute, link_rel=None, url_schemes=set(SCHEMES),
            generic_attribute_prefixes=set())

    def html(self, text: str, root: str) -> str | None:
        """The HTML of a text for a page `root` away from the site's root (`../`).

        None says that the text would take too long; `verbatim` shows it then.
        """
        self.root = root
        self.ours.clear()
        text = text.rstrip()
        if not text:
            return ""
        if self.short_cut and "\n" not in text and (shape := _shape(text)):
            return self._shaped(text, shape)
        if (root, text) not in self.memo:
            most = MAX_SIZE if self.short_cut else MAX_SIZE_EXTENDED
            self.memo[root, text] = None if too_costly(text, most) else self._safe(text)
        return self.memo[root, text]

    def _new_engine(self) -> Markdown:
        return Markdown(extensions=self.extensions, output_format="html")

    def _safe(self, text: str) -> str | None:
        try:
            return "\n".join(self._parts(text))
        except RecursionError:
            self.engine = self._new_engine()  # the old one stands in the middle of something
            return None

    def _parts(self, text: str) -> Iterator[str]:
        """The HTML of a text, piece by piece: what has no markup is not given to the engine."""
        if not self.short_cut or _WHOLE.search(text):
            yield self._convert(text)
            return
        paragraphs = _BLANK_LINES.split(text.strip("\n"))
        for simple, pieces in groupby(_with_shapes(paragraphs), lambda piece: bool(piece[1])):
            if simple:
                yield from (self._shaped(paragraph, shape) for paragraph, shape in pieces)
            else:
                yield self._convert("\n\n".join(paragraph for paragraph, _ in pieces))

    def _shaped(self, text: str, shape: str) -> str:
        """The HTML of a paragraph or list of a known shape."""
        if shape == _TEXT:
            return self._paragraph(text) if _MARK.search(text) else f"<p>{text}</p>"
        if shape == _HEADING:
            level, _, title = text.partition(" ")
            name = f"h{min(6, len(level) + _SHIFT)}"
            return f"<{name}>{_SIMPLE.sub(self._simple, title)}</{name}>"
        lead, items = _split_list(text)
        listed = "\n".join(f"<li>{_SIMPLE.sub(self._simple, item[2:].strip())}</li>"
                           for item in items)
        return f"{self._paragraph(lead) + chr(10) if lead else ''}<ul>\n{listed}\n</ul>"

    def _paragraph(self, text: str) -> str:
        """The HTML of a paragraph that has none but the simplest marks; as the engine's."""
        return f"<p>{_SIMPLE.sub(self._simple, text)}</p>"

    def _simple(self, match: re.Match[str]) -> str:
        strong, emphasis, code, shown, address, name = match.groups()
        if name:
            return self._person(name)
        if address:
            return f'<a href="{address}">{shown}</a>'
        tag = "strong" if strong else "em" if emphasis else "code"
        return f"<{tag}>{strong or emphasis or code}</{tag}>"

    def _person(self, name: str) -> str:
        known = link_name(name.partition("#")[0])
        target = self.resolve(known) if known else None
        if target is None:
            return f'<span class="nobody">{known}</span>'
        return (f'<a class="person" href="{escape(self.root + target[0])}">'
                f"{escape(target[1], quote=False)}</a>")

    def _convert(self, text: str) -> str:
        self.engine.reset()
        html = str(self.cleaner.clean(self.engine.convert(normalise_lists(text))))
        if _ENGINE_SLIP in html:
            return verbatim(text)
        if "<h" in html:
            html = _TITLE.sub(lambda title: _BLOCK_TAG.sub("", title[0]), html)
        return html

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        """Keep what may stand in an attribute; an address inside the site is one of ours."""
        if (tag, name) != ("a", "href"):
            return value
        return value if value in self.ours else safe_url(value) or None

    def internal(self, target: Target) -> str:
        """The address of one of the site's pages, which the sanitiser will then let through."""
        address = self.root + target[0]
        self.ours.add(address)
        return address


def _special(text: str) -> bool:
    """Whether a text has anything in it that Markdown may read as more than words.

    Asked of every dated line; one regular expression for all of it would be five times slower.
    """
    if _MARK.search(text) or _START.match(text) or "http" in text:
        return True
    return "\n" in text and ("  \n" in text or _LATER_START.search(text) is not None)


def too_costly(text: str, most: int = MAX_SIZE) -> bool:
    """Whether the engine might need more than some seconds; it is quadratic in brackets."""
    if len(text) > most:
        return True
    brackets = text.count("[") + text.count("<")
    return brackets * len(text) > MAX_COST and sum(
        (block.count("[") + block.count("<")) * len(block)
        for block in _BLOCKS.split(text)) > MAX_COST


def verbatim(text: str) -> str:
    """A text as it is written."""
    return f"<pre>{escape(text)}</pre>"


_TEXT, _HEADING, _LIST, _OTHER = "text", "heading", "list", ""
_APART = frozenset({_TEXT, _HEADING})  # what never belongs to a list beside it
_SIMPLE_HEADING = re.compile(r"#{1,6} [^\s#][^\n#]*(?<!\s)")


def _with_shapes(paragraphs: Iterable[str]) -> list[tuple[str, str]]:
    """Paragraphs with their shapes.

    A list beside another, or beside what may be one, is not simple: they may belong together.
    """
    shaped = [(paragraph, _shape(paragraph)) for paragraph in paragraphs]
    around = [_TEXT, *(shape for _, shape in shaped), _TEXT]
    return [(paragraph, _OTHER if shape == _LIST and not {before, after} <= _APART else shape)
            for (paragraph, shape), before, after in zip(shaped, around, around[2:], strict=False)]


def _shape(paragraph: str) -> str:
    """Whether a paragraph is text with none but the simplest marks, or a flat list of such."""
    if paragraph[:1] == " ":
        return _OTHER
    if not _special(paragraph) or not _special(_SIMPLE.sub("x", paragraph)):
        return _TEXT
    if _SIMPLE_HEADING.fullmatch(paragraph) and not _special(
            _SIMPLE.sub("x", paragraph.lstrip("# "))):
        return _HEADING
    lead, items = _split_list(paragraph)
    if items and all(map(_is_simple_item, items)) and (not lead or _shape(lead) == _TEXT):
        return _LIST
    return _OTHER


def _split_list(paragraph: str) -> tuple[str, list[str]]:
    """The text before the first bullet, and the lines from there on."""
    if paragraph[:2] == "- ":
        return "", paragraph.split("\n")
    lead, bullet, rest = paragraph.partition("\n- ")
    return lead, ["- " + line if not index else line
                  for index, line in enumerate(rest.split("\n"))] if bullet else []


def _is_simple_item(line: str) -> bool:
    text = line[2:]
    return line[:2] == "- " and bool(text.strip()) and not _TASK.match(text) and not _special(
        _SIMPLE.sub("x", text.lstrip()))


def _plain(text: str) -> str:
    """The paragraphs of a text without any markup."""
    return "\n".join(f"<p>{escape(part.lstrip(), quote=False)}</p>"
                     for part in _BLANK_LINES.split(text.strip("\n")) if part.strip())


class _Netsite(Extension):
    """What notes have beyond Markdown: links to people, bare addresses, tasks, deletions."""

    def __init__(self, owner: Markdowner) -> None:
        super().__init__()
        self.owner = owner

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the engine's name for it
        """Register the parts; the numbers are priorities beside the engine's own."""
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        md.inlinePatterns.register(_Embed(r"!\[\[([^\[\]\n]+)\]\]", md), "netsite-embed", 186)
        md.inlinePatterns.register(_PersonLink(self.owner, md), "netsite-person", 185)
        md.inlinePatterns.register(_BareUrl(_BARE_URL, md), "netsite-url", 95)
        md.inlinePatterns.register(_Deleted(r"~~(?=\S)([^~\n]+?)(?<=\S)~~", md), "netsite-del", 55)
        md.treeprocessors.register(_Tidy(self.owner, md), "netsite-tidy", 15)


class _Heading(HashHeaderProcessor):
    """`# Heading`, but not `#tag` (CommonMark 4.2: a space has to follow)."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})(?=[ \t]|\n|$)(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


class _PersonLink(InlineProcessor):
    """[[name]] to a link to that person's or team's page; nobody's name stays a name."""

    def __init__(self, owner: Markdowner, md: Markdown) -> None:
        super().__init__(rf"(?<!\\){LINK.pattern}", md)
        self.owner = owner

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        name = link_name(m[1])
        target = self.owner.resolve(name) if name else None
        if target:
            element = Element("a", {"href": self.owner.internal(target), "class": "person"})
        else:
            element = Element("span", {"class": "nobody"})
        element.text = AtomicString((m[3] or "").strip() or (target[1] if target else name))
        return element, m.start(0), m.end(0)


class _Embed(InlineProcessor):
    """![[picture.png]] to its name."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("span", {"class": "picture"})
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


class _BareUrl(InlineProcessor):
    """An address that stands in the text to a link."""

    ANCESTOR_EXCLUDES = ("a", "code")

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("a", {"href": m[1]})
        element.text = AtomicString(m[1])
        return element, m.start(0), m.end(0)


class _Deleted(InlineProcessor):
    """~~text~~ to a deletion."""

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("del")
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _Tidy(Treeprocessor):
    """Headings below the page's own, pictures to words, tasks to boxes, files to pages."""

    def __init__(self, owner: Markdowner, md: Markdown) -> None:
        super().__init__(md)
        self.owner = owner

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for element in root.iter():
            tag = element.tag
            if tag in _HEADINGS:
                element.tag = f"h{min(6, int(tag[1]) + _SHIFT)}"
            elif tag == "img":
                self.picture(element)
            elif tag == "li":
                _tick(element)
            elif tag == "a":
                self.file(element)

    def picture(self, element: Element) -> None:
        """A picture is never loaded: one of the web becomes a link, any other its description."""
        source = safe_url(element.get("src", ""))
        words = element.get("alt", "") or element.get("src", "")
        tail = element.tail
        element.clear()
        element.tail = tail
        element.tag, element.text = ("a" if source else "span"), AtomicString(words)
        element.attrib.update({"href": source} if source else {"class": "picture"})

    def file(self, element: Element) -> None:
        """A link to a contact's file becomes one to their page."""
        href = element.get("href", "")
        name = unquote(href.partition("#")[0])
        if name[-3:].lower() == ".md" and not _SCHEME.match(name):
            target = self.owner.resolve(link_name(name))
            if target:
                element.set("href", self.owner.internal(target))


def _tick(item: Element) -> None:
    """`[ ]` and `[x]` at the start of an item, as a box."""
    holder = next(iter(item), None) if not (item.text or "").strip() else item
    if holder is None or holder.tag not in ("li", "p") or not holder.text:
        return
    match = _TASK.match(holder.text)
    if match:
        box = "\N{BALLOT BOX}" if match[1] == " " else "\N{BALLOT BOX WITH CHECK}"
        holder.text = f"{box} {holder.text[match.end():]}"
