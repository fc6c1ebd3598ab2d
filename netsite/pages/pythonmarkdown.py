"""Python-Markdown, the default engine: the one place that knows it.

It is led to read what people write as CommonMark does: fences of code in lists, any sign escaped, a
table right under its paragraph, quotes that stand apart, `#tag` that is no heading.
"""

import re
import string
from collections.abc import Callable, Iterable
from html import escape
from xml.etree.ElementTree import Element, SubElement  # a type; nothing is parsed with it

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor, HashHeaderProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, SubstituteTagInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from netsite.text.lists import normalise_lists

_SLIP = "klzzwxh:"  # a place holder the engine forgot to fill, with text behind it
_FENCE = re.compile(r"( *)(`{3,}(?!.*`)|~{3,})")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}\.) ")
_CODE = re.compile(rf"^ *{STX}code:(\d+){ETX}$", re.MULTILINE)
_LINE = re.compile(rf"{STX}code:(\d+){ETX}\n?")
_DELIMITER = re.compile(r" *\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")


def engine(extensions: Iterable[str]) -> Callable[[str], str | None]:
    """A function from Markdown to HTML, not yet safe; None where a text nests too deep."""
    wanted = tuple(extensions)
    markdown = _new(wanted)

    def convert(text: str) -> str | None:
        nonlocal markdown
        try:
            html = markdown.reset().convert(text)
        except RecursionError:
            markdown = _new(wanted)  # the old one stands in the middle of something
            return None
        return f"<pre>{escape(text)}</pre>" if _SLIP in html else html
    return convert


def _new(extensions: Iterable[str]) -> Markdown:
    markdown = Markdown(extensions=["sane_lists", "tables", *extensions, _Netsite()],
                        output_format="html")
    markdown.ESCAPED_CHARS = list(string.punctuation)  # CommonMark 2.4
    return markdown


class _Netsite(Extension):
    """What CommonMark reads otherwise than Python-Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the engine's name for it
        """Register the parts; the numbers are priorities beside the engine's own."""
        fences = _Fences(md)
        md.preprocessors.register(fences, "netsite-fences", 25)
        md.preprocessors.register(_Tables(md), "netsite-tables", 24)
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        md.parser.blockprocessors.register(_Quote(md.parser, fences), "quote", 20)
        md.parser.blockprocessors.register(_Code(md.parser), "netsite-code", 85)
        md.postprocessors.register(_Back(md, fences), "netsite-back", 1)
        md.inlinePatterns.register(_Deleted(_Deleted.RE, md), "netsite-del", 55)
        md.inlinePatterns.register(
            SubstituteTagInlineProcessor(r"\\\n", "br"), "netsite-break", 181)
        md.treeprocessors.register(_Both(md), "netsite-both", 15)


class _Fences(Preprocessor):
    """Takes fenced code out, also where it stands in a list, and leaves a line for each."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.found: list[str] = []

    def run(self, lines: list[str]) -> list[str]:
        """Take the code of a whole text out."""
        self.found = []
        return self.without(lines)

    def without(self, lines: list[str]) -> list[str]:
        """The lines with one in place of each fence; an open one goes on to the end."""
        out: list[str] = []
        rest = iter(lines)
        in_list = blank = False
        for line in rest:
            if line and line[0] != " ":
                in_list = bool(_ITEM.match(line)) or (in_list and not blank)
            blank = not line
            fence = _FENCE.match(line)
            if fence and (len(fence[1]) < 4 or in_list):
                out.append(f"{fence[1]}{STX}code:{len(self.found)}{ETX}")
                self.found.append(_code(fence[2], len(fence[1]), rest))
            else:
                out.append(line)
        return out


def _code(fence: str, indent: int, rest: Iterable[str]) -> str:
    """The lines up to the one that closes a fence, less the indent of the one that opened it."""
    code = ""
    for line in rest:
        mark = line.strip()
        if mark.startswith(fence) and not mark.strip(fence[0]):
            return code
        code += line[min(indent, len(line) - len(line.lstrip())):] + "\n"
    return f"{code.rstrip()}\n" if code.strip() else ""  # the engine has put lines to the end


class _Code(BlockProcessor):
    """Makes an element of the line that stands for code, and ends the paragraph before it."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # the engine's signature
        """Whether there is code in a block that is not itself part of a list."""
        return STX in block and block[:4] != "    " and not _ITEM.match(block) and bool(
            _CODE.search(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Draw what stands above the code and the code, and leave what stands below."""
        block = blocks.pop(0)
        found = _CODE.search(block)
        if not found:  # test() has seen it
            return
        above, below = block[:found.start()].rstrip("\n"), block[found.end():].lstrip("\n")
        if above:
            self.parser.parseBlocks(parent, [above])
        SubElement(SubElement(parent, "pre"), "code").text = AtomicString(found[0].strip())
        if below:
            blocks.insert(0, below)


class _Back(Postprocessor):
    """Puts the code into its elements when nothing will change it any more."""

    def __init__(self, md: Markdown, fences: _Fences) -> None:
        super().__init__(md)
        self.fences = fences

    def run(self, text: str) -> str:
        """The HTML with its code."""
        return _LINE.sub(lambda found: escape(self.fences.found[int(found[1])], quote=False), text)


class _Tables(Preprocessor):
    """Sets a table off from the paragraph right above it."""

    def run(self, lines: list[str]) -> list[str]:
        """Put a blank line before each head of a table that needs one."""
        out: list[str] = []
        for line in lines:
            if (len(out) > 1 and "|" in line and "|" in out[-1] and out[-2].strip()
                    and _DELIMITER.fullmatch(line)):
                out.insert(-1, "")
            out.append(line)
        return out


class _Quote(BlockQuoteProcessor):
    """A quote with lists and code as people write them, and apart from the quote above."""

    RE = re.compile(r"(^|\n)[ ]{0,4}>[ ]?(.*)")  # four, where it stands in an item

    def __init__(self, parser: BlockParser, fences: _Fences) -> None:
        super().__init__(parser)
        self.fences = fences

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Draw what stands above the quote, and what is quoted."""
        block = blocks.pop(0)
        mark = self.RE.search(block)
        if mark is None:  # test() has seen it
            return
        self.parser.parseBlocks(parent, [block[:mark.start()]])
        within = [self.clean(line) for line in block[mark.start():].split("\n")]
        lines = self.fences.without(normalise_lists("\n".join(within)).strip("\n").split("\n"))
        self.parser.state.set("blockquote")  # quotes in lists have paragraphs
        self.parser.parseChunk(SubElement(parent, "blockquote"), "\n".join(lines))
        self.parser.state.reset()


class _Heading(HashHeaderProcessor):
    """`# Heading`, but not `#tag` (CommonMark 4.2: a space has to follow)."""

    RE = re.compile(
        r"(?:^|\n)(?P<level>#{1,6})(?=[ \t]|\n|$)(?P<header>(?:\\.|[^\\])*?)#*(?:\n|$)")


class _Deleted(InlineProcessor):
    """~~text~~ to a deletion; ~text~ too, but not within words."""

    RE = r"(?:~~(?=\S)([^~\n]+?)(?<=\S)~~|(?<![\w~])~(?=[^\s~])([^~\n]+?)(?<=\S)~(?![\w~]))"

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        element = Element("del")
        element.text = m[1] or m[2]
        return element, m.start(0), m.end(0)


class _Both(Treeprocessor):
    """Of ***strong emphasis***, the emphasis stands outside (CommonMark 6.2, rule 14)."""

    def run(self, root: Element) -> None:
        """Change the tree in place."""
        for outer in root.iter("strong"):
            if len(outer) == 1 and outer[0].tag == "em" and not (outer.text or outer[0].tail):
                outer.tag, outer[0].tag = "em", "strong"
