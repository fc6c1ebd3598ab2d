"""Python-Markdown, the default engine: the one place that knows it.

It wants to be told of three things that people write: `#tag` is no heading, a fence of code may
stand in a list, and ~~this~~ is a deletion.
"""

import re
from collections.abc import Callable, Iterable
from html import escape
from xml.etree.ElementTree import Element  # a type; nothing is parsed with it

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

_SLIP = "klzzwxh:"  # a place holder the engine forgot to fill, with text behind it


def engine(extensions: Iterable[str]) -> Callable[[str], str | None]:
    """A function from Markdown to HTML, not yet safe; None where a text nests too deep."""
    wanted: list[str | Extension] = ["fenced_code", "sane_lists", "tables", *extensions, _Netsite()]
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


def _new(extensions: list[str | Extension]) -> Markdown:
    return Markdown(extensions=extensions, output_format="html")


class _Netsite(Extension):
    """What notes have beyond Python-Markdown's own."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # the engine's name for it
        """Register the parts; the numbers are priorities beside the engine's own."""
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)
        md.inlinePatterns.register(_Deleted(_Deleted.RE, md), "netsite-del", 55)
        md.treeprocessors.register(_Both(md), "netsite-both", 15)


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
