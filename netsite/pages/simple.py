"""The short cut: the Markdown of most notes, drawn without an engine.

Paragraphs, headings, lists, quotes, tables and fences of code, with none but the simplest marks
in them. What it draws is what the engines draw (the law in the tests); of any other text it says
nothing, and the engine is asked.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import NamedTuple

from netsite.pages.around import BOXES, IN_ADDRESS, SHIFT, ToPerson, linked
from netsite.text.links import link_name

_MARK = re.compile(r"[\\`*_\[\]<>&|~\t\x02\x03]")
_START = re.compile(r" {0,3}(?:[-+#=]|\d{1,9}[.)](?:\s|$))| {4}")
_LATER_START = re.compile(r"\n(?: {0,3}(?:[-+#=]|\d{1,9}[.)](?:\s|$))| {4})")
_IN = r"[^\n/\\`*_\[\]<>&|~\x02\x03]"  # what may stand within marks
_OUT = r"[^\s/\\`*_\[\]<>&|~\x02\x03]"  # what may stand at their edges
_WORDS = rf"[^\W_](?:{_IN}*{_OUT})?"
_URL = r"https?://[A-Za-z0-9./?=#:+,;@%~_-]+"
# Marks that open before a letter and close behind one, or before a space, are marks to all engines.
# Every branch starts with its mark, which lets the search skip from mark to mark.
_SIMPLE = re.compile(
    rf"\*(?<![*`]\*)\*(?P<strong>{_WORDS})\*\*(?![*`])(?:(?<=[^\W_]\*\*)|(?=\s|\Z))"
    rf"|\*(?<![*`]\*)(?P<em>{_WORDS})\*(?![*`])(?:(?<=[^\W_]\*)|(?=\s|\Z))"
    rf"|_(?<![^\s(]_)(?P<soft>{_WORDS})_(?=\s|\Z|[.,;:!?)])(?<=[^\W_]_)"
    r"|_(?<=[^\W_]_)(?P<inside>)(?=[^\W_])"
    r"|`(?<!``)(?P<code>[^\s`\\<](?:[^`\n\\<]*[^\s`\\<])?)`(?!`)"
    rf"|\[(?<![!\]]\[)(?P<shown>{_WORDS})\]\((?P<address>{_URL})\)(?![(\[:])"
    r"|\[(?<!!\[)\[(?P<name>[^\[\]\n|#\\`]+)(?:#[^\[\]\n|\\`]*)?"
    r"(?:\|(?P<called>[^\[\]\n\\`]*))?\]\]"
    rf"|<(?P<direct>{_URL})>"
    rf"|h(?=ttp)(?<![\w\"'=<]h)(?<!\]\(h)(?P<bare>ttps?://{IN_ADDRESS})"
    r"|&(?P<and>)(?=\s)|<(?P<less>)(?=\s)|>(?<=\S>)(?P<more>)(?=\s)")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n)+")
_FENCE = re.compile(
    r"(?:\A|(?<=\n\n))```[A-Za-z0-9+-]*\n(?P<code>(?:(?:[^`\n][^\n]*)?\n)*)```(?=\n\n|\Z)")
_HEADING = re.compile(r"(#{1,6}) ([^\s#](?:[^\n#]*[^\s#])?)(?:\n(?=\S)|\Z)")
_ITEM = re.compile(r"( *)([-*+]|[1-9]\d{0,2}\.) (?:\[([ xX])\] )?(\S.*)")
_FIRST_ITEM = re.compile(r"^(?:[-*+]|[1-9]\d{0,2}\.) (?=\S)", re.MULTILINE)
_RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")
_DELIMITER = re.compile(r"\|(?: *:?-{3,}:? *\|)+")
MOST_LISTS = 16  # in each other


class NotSimpleError(Exception):
    """Raised within this module alone: an engine is needed."""


class Simple:
    """Draws simple Markdown; `person` makes the links to people."""

    def __init__(self, person: ToPerson) -> None:
        self.person = person

    def html(self, text: str) -> str | None:
        """The HTML of a text that does not begin or end with white space; None: ask an engine."""
        try:
            return "\n".join(self._blocks(text))
        except NotSimpleError:
            return None

    def _blocks(self, text: str) -> Iterator[str]:
        """The HTML of a text, block by block; code first, for blank lines in it divide nothing."""
        if "\n```" not in text and not text.startswith("```"):
            yield from self._divided(text)
            return
        end = 0
        for fence in _FENCE.finditer(text):
            yield from self._divided(text[end:fence.start()])
            yield f"<pre><code>{escape(fence['code'], quote=False)}</code></pre>"
            end = fence.end()
        yield from self._divided(text[end:])

    def _divided(self, text: str) -> Iterator[str]:
        """The HTML of blocks with blank lines between them, none of which is a fence."""
        blocks: list[str] = []
        for block in _BLANK_LINES.split(text.strip("\n")) if text.strip("\n") else ():
            if blocks and _FIRST_ITEM.match(block) and _FIRST_ITEM.search(blocks[-1]):
                blocks[-1] += f"\n\n{block}"  # one list, whose items stand apart
            else:
                blocks.append(block)
        for block in blocks:
            below = block
            while heading := _HEADING.match(below):  # another may stand right below
                name = f"h{min(6, len(heading[1]) + SHIFT)}"
                yield f"<{name}>{self._inline(heading[2])}</{name}>"
                below = below[heading.end():]
            if below:
                yield self._block(below)

    def _block(self, block: str) -> str:
        first = block[:1]
        if first == " ":
            raise NotSimpleError
        if first in "-*_" and _RULE.fullmatch(block):
            return "<hr>"
        if first == ">":
            return self._quote(block)
        if first == "|":
            return self._table(block.split("\n"))
        if item := _FIRST_ITEM.search(block):
            return self._led(block[:item.start()], block[item.start():])
        return f"<p>{self._inline(block)}</p>"

    def _led(self, lead: str, items: str) -> str:
        """A list, and the text right above it."""
        html = self._list(items.replace("\n\n", "\n").split("\n"), loose="\n\n" in items)
        if not lead:
            return html
        if items[0].isdigit() and not items.startswith("1."):
            raise NotSimpleError  # a year that ended a sentence
        return f"<p>{self._inline(lead.rstrip())}</p>\n{html}"

    def _quote(self, block: str) -> str:
        lines = block.split("\n")
        if not all(line == ">" or line.startswith("> ") for line in lines):
            raise NotSimpleError
        within = "\n".join(line[2:] for line in lines).strip()
        if not within:
            raise NotSimpleError
        paragraphs = "\n".join(f"<p>{self._inline(text)}</p>"
                               for text in _BLANK_LINES.split(within))
        return f"<blockquote>\n{paragraphs}\n</blockquote>"

    def _table(self, lines: list[str]) -> str:
        """A table whose rows all have their outer bars, and as many cells."""
        if len(lines) < 3 or not _DELIMITER.fullmatch(lines[1]):
            raise NotSimpleError
        columns = lines[1].count("|") + 1
        head = self._row(lines[0], columns, "th")
        body = "\n".join(self._row(line, columns, "td") for line in lines[2:])
        return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _row(self, line: str, columns: int, tag: str) -> str:
        cells = line.split("|")
        if len(cells) != columns or cells[0] or cells[-1]:
            raise NotSimpleError
        drawn = "\n".join(f"<{tag}>{self._inline(cell.strip())}</{tag}>" for cell in cells[1:-1])
        return f"<tr>\n{drawn}\n</tr>"

    def _list(self, lines: list[str], *, loose: bool) -> str:
        """A list of items of one line or more, with lists in it; a loose one has paragraphs."""
        drawn: list[str] = []
        open_lists: list[_List] = []
        for indent, marker, box, text in _items(lines):
            depth = _depth(open_lists, indent)
            while len(open_lists) > depth + 1:
                drawn.append(f"</li>\n</{open_lists.pop().tag}>\n")
            if len(open_lists) > depth:
                if open_lists[depth].marker != marker[-1]:
                    raise NotSimpleError
                open_lists[depth] = _List(indent, marker[-1])
                drawn.append("</li>\n")
            else:
                if depth > (0 if loose else MOST_LISTS):
                    raise NotSimpleError
                drawn.append(("\n" if depth else "") + _opened(marker, depth))
                open_lists.append(_List(indent, marker[-1]))
            words = (BOXES[box] + " " if box else "") + self._inline(text)
            drawn.append(f"<li>\n<p>{words}</p>\n" if loose else f"<li>{words}")
        drawn += [f"</li>\n</{each.tag}>\n" for each in reversed(open_lists)]
        return "".join(drawn).rstrip("\n")

    def _inline(self, text: str) -> str:
        """The HTML of a text with none but the simplest marks in it."""
        if not is_marked(text):
            return text
        drawn: list[str] = []
        between: list[str] = []
        end = 0
        for mark in _SIMPLE.finditer(text):
            words = text[end:mark.start()]
            between.append(words)
            drawn += (words, self._mark(mark))
            end = mark.end()
        between.append(text[end:])
        if "www." in text or is_marked("x".join(between)):
            raise NotSimpleError
        return "".join(drawn) + text[end:]

    def _mark(self, match: re.Match[str]) -> str:
        kind = match.lastgroup or ""
        if kind in _ELEMENTS:
            return f"<{_ELEMENTS[kind]}>{escape(match[kind], quote=False)}</{_ELEMENTS[kind]}>"
        if kind == "address":
            return f'<a href="{match["address"]}">{match["shown"]}</a>'
        if kind in ("name", "called"):
            return self.person(link_name(match["name"]), (match["called"] or "").strip())
        if kind == "bare":
            return linked(match[0])
        if kind == "direct":
            return linked(match["direct"])
        return "_" if kind == "inside" else escape(match[0])


_ELEMENTS = {"strong": "strong", "em": "em", "soft": "em", "code": "code"}


class _List(NamedTuple):
    """An open list: how far in its last item stands, and what marks its items."""

    indent: int
    marker: str

    @property
    def tag(self) -> str:
        return "ol" if self.marker == "." else "ul"


def is_marked(text: str) -> bool:
    """Whether a text has anything in it that Markdown may read as more than words.

    Asked of every dated line; one regular expression for all of it would be five times slower.
    """
    if _MARK.search(text) or _START.match(text) or "http" in text or "www." in text:
        return True
    return "\n" in text and ("  \n" in text or _LATER_START.search(text) is not None)


def _items(lines: list[str]) -> Iterator[tuple[int, str, str, str]]:
    """Indent, marker, box and text of each item; a line that begins none goes on with the last."""
    found: list[str] = []
    indent, marker, box = 0, "", ""
    for line in lines:
        item = _ITEM.fullmatch(line)
        if not item:
            found.append(line.strip(" "))
            continue
        if found:
            yield indent, marker, box, "\n".join(found)
        indent, marker, box, found = len(item[1]), item[2], item[3] or "", [item[4]]
    yield indent, marker, box, "\n".join(found)


def _depth(lists: list[_List], indent: int) -> int:
    """How many lists a line at this indent lies inside of: two columns in is inside."""
    depth = 0
    while depth < len(lists) and indent >= lists[depth].indent + 2:
        depth += 1
    return depth


def _opened(marker: str, depth: int) -> str:
    if marker[-1] != ".":
        return "<ul>\n"
    if depth and marker != "1.":
        raise NotSimpleError
    return "<ol>\n" if marker == "1." else f'<ol start="{marker[:-1]}">\n'
