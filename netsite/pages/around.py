"""What notes have beyond Markdown, seen to around the engine: before it, and after the sanitiser.

[[Names]] and bare addresses are put out of the engine's way: a word stands for each. When the HTML
is safe, the words become links; in code they become again what was written. So no engine needs to
know of them, and what leads into the site is written by netsite alone, behind the sanitiser.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from html import escape, unescape
from typing import NamedTuple

from netsite.pages.images import from_markdown
from netsite.text.links import LINK, link_name

_IN_URL = r"[^\s<>\"'\[\]()`|\\\x02\x03]"
_PAIR = rf"\({_IN_URL}*\)"  # of brackets, as some addresses have
IN_ADDRESS = rf"(?:{_IN_URL}|{_PAIR})*(?:(?![.,;:!?*_~]){_IN_URL}|{_PAIR})"
_BARE = (rf"(?<![\w\"'=<])(?<!\]\()(?:https?://|(?<![@./-])www\.){IN_ADDRESS}")
_DEFINED = r"^ {0,3}\[[^\[\]\n]+\]:[ \t]*\S+"  # [1]: https://… stays the engine's
_APART = re.compile(
    rf"{_DEFINED}|(!\[\[[^\[\]\n]+\]\]|(?<!\\){LINK.pattern}|{_BARE})", re.MULTILINE)
_ATTRIBUTES = r'(?:[^>"]|"[^"]*")*'
_PIECE = (
    rf"<(?P<close>/?)(?P<tag>a|code|pre|h[1-6]|img)(?P<rest>\s{_ATTRIBUTES})?>"
    r"|(?P<item><li>(?:\s*<p>)?)\s*\[(?P<task>[ xX])\]\s+")
_TITLE = re.compile(r"(?<=<h[1-6]>).*?(?=</h[1-6]>)", re.DOTALL)
_BLOCK_TAG = re.compile(  # raw HTML may put a block into a heading, where none may stand
    r"</?(?:p|hr|pre|blockquote|[uod]l|li|d[td]|table|t(?:head|body|r|h|d))\b[^>]*>")
_SRC, _ALT = re.compile(r'\ssrc="([^"]*)"'), re.compile(r'\salt="([^"]*)"')
_IMAGE = re.compile(r"\.(?:png|jpe?g|webp|avif|gif|svg)\s*$", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
SHIFT = 2  # a note's headings stand below the page's h1 and the section's h2
BOXES = {" ": "\N{BALLOT BOX}", "x": "\N{BALLOT BOX WITH CHECK}", "X": "\N{BALLOT BOX WITH CHECK}"}

ToPerson = Callable[[str, str], str]  # a name and the words to show, to a link in HTML
ToPicture = Callable[[str, str], str]  # a path and a description, to HTML; "" if there is no image


class Apart(NamedTuple):
    """A text with a word for everything that was put apart, and what that was."""

    text: str
    word: str  # how the words start that stand for something
    kept: list[str]

    def restored(self, text: str) -> str:
        """A text with everything put back as it was written."""
        if not self.kept:
            return text
        return _words(self.word).sub(lambda found: self.written(found[1]), text)

    def written(self, number: str) -> str:
        """What was put apart, as it was written."""
        return self.kept[int(number)] if int(number) < len(self.kept) else ""


def put_apart(text: str) -> Apart:
    """Put names and bare addresses out of an engine's way."""
    kept: list[str] = []
    word = "netsite"
    if word in text:  # no text holds its own hash
        word += blake2b(text.encode(errors="replace"), digest_size=12).hexdigest()

    def stand_in(match: re.Match[str]) -> str:
        if match[1] is None or "`" in match[1]:  # code is stronger than a name
            return match[0]
        kept.append(match[1])
        return f"{word}{len(kept) - 1}x"
    if "[[" in text or "http" in text or "www." in text:
        text = _APART.sub(stand_in, text)
    return Apart(text, word, kept)


def finished(html: str, apart: Apart, person: ToPerson, picture: ToPicture) -> str:
    """Safe HTML as the site shows it: what was put apart is back, and tasks have their boxes.

    Headings stand below those of the page. A picture of the web is never loaded: it becomes a link.
    One of the vault is shown, or becomes words if there is none.
    """
    if "<h" in html:
        html = _TITLE.sub(lambda title: _BLOCK_TAG.sub("", title[0]), html)
    if not apart.kept and "<h" not in html and "<img" not in html and "<li" not in html:
        return html
    return _Finisher(apart, person, picture).html(html)


class _Finisher:
    """Goes through the tags of safe HTML once, and knows whether it stands in code or in a link."""

    def __init__(self, apart: Apart, person: ToPerson, picture: ToPicture) -> None:
        self.apart = apart
        self.person = person
        self.shown = picture
        self.in_code = self.in_link = 0

    def html(self, html: str) -> str:
        return _pieces(self.apart.word).sub(self.piece, html)

    def piece(self, match: re.Match[str]) -> str:
        if match["item"]:
            return f"{match['item']}{BOXES[match['task']]} "
        if match["number"]:
            return self.restored(self.apart.written(match["number"]))
        tag = match["tag"]
        if tag == "img":
            return self.picture(match["rest"] or "")
        if tag[0] == "h":
            return f"<{match['close']}h{min(6, int(tag[1]) + SHIFT)}>"
        step = -1 if match["close"] else 1
        if tag == "a":
            self.in_link += step
        else:
            self.in_code += step
        return match[0]

    def restored(self, written: str) -> str:
        """The HTML of what was put apart."""
        if self.in_code:
            return escape(written, quote=False)
        if written.startswith("!"):
            return self.embedded(written[3:-2])
        if written.startswith("[["):
            return self.named(written)
        return escape(written, quote=False) if self.in_link else linked(written)

    def named(self, written: str) -> str:
        """The link to a person, or in another link their name alone."""
        link = LINK.fullmatch(written)
        name, shown = (link_name(link[1]), (link[3] or "").strip()) if link else ("", written)
        return escape(shown or name, quote=False) if self.in_link else self.person(name, shown)

    def embedded(self, written: str) -> str:
        """What `![[…]]` names: an image, if it is one, or else the words."""
        path, _, described = written.partition("|")
        image = self.shown(path.strip(), "" if described.isdigit() else described.strip()) if (
            _IMAGE.search(path)) else ""
        return image or f'<span class="picture">{escape(written, quote=False)}</span>'

    def picture(self, attributes: str) -> str:
        """One of the web becomes a link, one of the vault is shown; or else its description is."""
        source, described = _SRC.search(attributes), _ALT.search(attributes)
        address = source[1] if source else ""
        alt = unescape(described[1]) if described else ""
        words = escape(alt or unescape(address), quote=False)
        if _SCHEME.match(address) and not self.in_link:
            return f'<a href="{address}">{words}</a>'
        local = address and not _SCHEME.match(address)
        image = self.shown(from_markdown(unescape(address)), alt) if local else ""
        return image or f'<span class="picture">{words}</span>'


def linked(address: str) -> str:
    """A bare address as a link."""
    scheme = "http://" if address.startswith("www.") else ""
    shown = escape(address, quote=False)
    return f'<a href="{scheme}{shown}">{shown}</a>'


@lru_cache(maxsize=16)
def _words(word: str) -> re.Pattern[str]:
    return re.compile(rf"{word}(?P<number>\d{{1,6}})x")


@lru_cache(maxsize=16)
def _pieces(word: str) -> re.Pattern[str]:
    return re.compile(f"{_PIECE}|{_words(word).pattern}")
