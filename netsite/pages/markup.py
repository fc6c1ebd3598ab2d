"""Markdown to HTML that is safe to show, whoever wrote it.

The one place that knows the sanitiser. What has no markup never reaches it or an engine; what would
keep an engine busy for long is shown as it is written; what was drawn once is remembered.
"""

import re
from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import unquote
from weakref import WeakMethod

import nh3

from netsite.pages.around import Apart, finished, put_apart
from netsite.pages.engines import engine_called
from netsite.pages.images import ToImage, drawn, no_image
from netsite.pages.simple import Simple, is_marked
from netsite.text.links import link_name
from netsite.text.lists import normalise_lists
from netsite.text.settings import PYTHON_MARKDOWN

MAX_SIZE = 128 * 1024  # characters given to an engine; some seconds at the worst
MAX_SIZE_EXTENDED = 16 * 1024  # with extensions, of which some are quadratic
MAX_COST = 6_000_000  # brackets times the length of their paragraph: about two seconds
MAX_CELLS = 200_000  # of a table, with those that its short rows want: about two seconds
MAX_ALONE = 60_000_000  # headings and rules times the length of their paragraph: as long
MAX_DEPTH = 400  # elements in elements; the sanitiser is quadratic in it,
SHALLOW = 16 * 1024  # but in HTML of so many characters that is never much
MEMORY = 4_000_000  # characters of texts and HTML that are remembered

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "xmpp", "matrix", "geo"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]")
_BLOCKS = re.compile(r"\n(?=[ \t]*(?:\n|[-*+][ \t]|\d{1,9}[.)][ \t]))")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_ALONE = re.compile(r"^ {0,3}(?:#|[-=*_][-=*_ ]*$)", re.MULTILINE)
_TAG = re.compile(r"<(/)?(?!(?:br|hr|img)\b)[a-z]", re.IGNORECASE)
_TAGS = {"p", "br", "hr", "em", "strong", "del", "ins", "sub", "sup", "mark", "small", "abbr",
         "kbd", "code", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "a", "span", "img",
         "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"}
_ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}, "img": {"src", "alt"}}
_CLASSES = {"span": {"nobody", "task", "picture"}, "a": {"person"}}
_PICTURE = re.compile(r"!\[|<img", re.IGNORECASE)
_NOTHING_APART = Apart("", "", [])

Target = tuple[str, str]  # an address below the site's root, and the name to show
Resolve = Callable[[str], Target | None]
_Filter = Callable[[str, str, str], str | None]  # of a tag's attribute
Drawn = tuple[str | None, frozenset[str]]  # HTML, and the names in its text


def safe_url(url: str) -> str:
    """The address if it leads to the web, a mailbox or a telephone, or else "".

    Control characters and spaces are taken out first, as browsers do (WHATWG URL, 4.4).
    """
    clean = _CONTROLS.sub("", url)
    scheme = _SCHEME.match(clean)
    return clean if scheme and scheme[1].lower() in SCHEMES else ""


class Markdowner:
    """Turns Markdown into HTML; holds the engine, which is slow to make and quick to use again.

    `resolve` finds the page of a [[name]], and is asked for each of a text's names also where the
    text's HTML is remembered, so that it can tell whom a page speaks of; `engine` is named as in
    the settings, and `extensions` are Python-Markdown's; `image` finds the vault's images. Raises
    ImportError for an engine that is not installed.
    """

    def __init__(self, resolve: Resolve, extensions: Iterable[str] = (),
                 engine: str = PYTHON_MARKDOWN, image: ToImage = no_image) -> None:
        extra = tuple(extensions)
        self.resolve = resolve
        self.image = image
        self.place = "", 1  # path and line of the text at hand
        self.root = ""  # what leads from the page at hand to the site's root
        self.apart = _NOTHING_APART  # what was put apart of the text at hand
        self.asked: set[str] = set()  # the names in the text at hand
        self.memory = Memory(MEMORY)
        self.simple = Simple(self._person)
        self.short_cut = not extra
        self.most = MAX_SIZE_EXTENDED if extra else MAX_SIZE
        self.engine = engine_called(engine, extra)
        self.cleaner = nh3.Cleaner(
            tags=_TAGS, attributes=_ATTRIBUTES, allowed_classes=_CLASSES,
            attribute_filter=_held_weakly(self._attribute), link_rel=None, url_schemes=set(SCHEMES),
            generic_attribute_prefixes=set())

    def html(self, text: str, root: str, path: str = "", line: int = 1) -> str | None:
        """The HTML of a text for a page `root` away from the site's root (`../`).

        `path` and `line` say where in the vault it stands, as paths of images start there. None
        says that the text would take too long; `verbatim` shows it then.
        """
        text = text.rstrip()
        if self.short_cut and "\n" not in text and text[:1] != " " and not is_marked(text):
            return f"<p>{text}</p>" if text else ""
        if ("![" in text or "<" in text) and _PICTURE.search(text):
            # Not remembered: in another folder it may show others.
            self.root, self.place = root, (path, line)
            return self._html(text)
        known = self.memory.get((root, text))
        if known is None:
            self.root, self.asked = root, set()
            html = self._html(text) if text else ""
            return self.memory.put((root, text), html, frozenset(self.asked))[0]
        for name in known[1]:
            self.resolve(name)
        return known[0]

    def _html(self, text: str) -> str | None:
        if too_costly(text, self.most):
            return None
        simple = self.simple.html(text) if self.short_cut else None
        return self._convert(text) if simple is None else simple

    def _convert(self, text: str) -> str | None:
        """The HTML of a text by way of the engine and the sanitiser."""
        self.apart = put_apart(text.expandtabs(4))
        html = self.engine(normalise_lists(self.apart.text) + "\n")
        if html is None or too_deep(html):
            return None
        return finished(self.cleaner.clean(html), self.apart, self._person, self._picture).strip()

    def _picture(self, source: str, description: str) -> str:
        """An image of the vault, or "" if there is none."""
        url = self.image(source, *self.place)
        return drawn(self.root + url, description, source) if url else ""

    def _person(self, name: str, shown: str) -> str:
        """The link to somebody's page; nobody's name stays a name."""
        target = self._target(name) if name else None
        if target is None:
            return f'<span class="nobody">{escape(shown or name, quote=False)}</span>'
        return (f'<a class="person" href="{escape(self.root + target[0])}">'
                f"{escape(shown or target[1], quote=False)}</a>")

    def _target(self, name: str) -> Target | None:
        self.asked.add(name)
        return self.resolve(name)

    def _attribute(self, tag: str, name: str, value: str) -> str | None:
        """What may stand in an attribute; a link to a contact's file leads to their page."""
        value = self.apart.restored(value)
        if (tag, name) == ("a", "href"):
            return safe_url(value) or self._page_of_file(value) or None
        if (tag, name) == ("img", "src"):  # which will be a link, or words
            return safe_url(value) or ("" if _SCHEME.match(value) else value)
        return value

    def _page_of_file(self, address: str) -> str:
        path = unquote(address.partition("#")[0])
        if path[-3:].lower() != ".md" or _SCHEME.match(path):
            return ""
        target = self._target(link_name(path))
        return self.root + target[0] if target else ""


class Memory:
    """What was drawn, by what it was drawn from; of the longest unused, it forgets.

    Two generations: when the younger has grown to half of what may be kept, the older is dropped,
    with all that nobody has asked for since.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self.young: dict[tuple[str, str], Drawn] = {}
        self.old: dict[tuple[str, str], Drawn] = {}

    def get(self, key: tuple[str, str]) -> Drawn | None:
        """What is remembered of a root and a text; None: nothing."""
        known = self.young.get(key)
        if known is None and key in self.old:
            known = self.put(key, *self.old[key])
        return known

    def put(self, key: tuple[str, str], html: str | None,
            names: frozenset[str] = frozenset()) -> Drawn:
        """Remember a text's HTML with the names in it, and hand them back."""
        self.size += len(key[1]) + len(html or "")
        if self.size > self.most // 2:
            self.old, self.young, self.size = self.young, {}, len(key[1]) + len(html or "")
        self.young[key] = html, names
        return self.young[key]


def too_costly(text: str, most: int = MAX_SIZE) -> bool:
    """Whether an engine might need more than some seconds.

    Python-Markdown is quadratic in brackets, in the cells of short rows, and in headings and rules
    without blank lines; each is counted by paragraph, so that long notes are no attack.
    """
    if len(text) > most:
        return True
    if (text.count("[") + text.count("<")) * len(text) > MAX_COST and sum(
            (block.count("[") + block.count("<")) * len(block)
            for block in _BLOCKS.split(text)) > MAX_COST:
        return True
    suspect = "|" in text or len(text) ** 2 > MAX_ALONE
    return suspect and sum(map(_cost, _BLANK_LINE.split(text))) > 1


def _cost(block: str) -> float:
    """What lines without a blank one between them may cost, as a share of what any text may."""
    lines = block.count("\n") + 1
    cells = max(line.count("|") for line in block.split("\n")) * lines
    return cells / MAX_CELLS + len(_ALONE.findall(block)) * len(block) / MAX_ALONE


def too_deep(html: str, most: int = MAX_DEPTH) -> bool:
    """Whether elements stand in elements too often; the sanitiser is quadratic in that."""
    depth = 0
    for tag in _TAG.finditer(html) if len(html) > SHALLOW else ():
        depth += -1 if tag[1] else 1
        if depth > most:
            return True
    return False


def verbatim(text: str) -> str:
    """A text as it is written."""
    return f"<pre>{escape(text)}</pre>"


def _held_weakly(method: _Filter) -> _Filter:
    """A method that does not keep its object alive.

    What nh3 holds, Python's collector cannot see: with a strong hold, the object, the sanitiser in
    it and the whole network behind it would stay for ever.
    """
    held = WeakMethod(method)

    def call(tag: str, name: str, value: str) -> str | None:
        found = held()
        return found(tag, name, value) if found else None
    return call
