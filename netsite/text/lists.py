"""Lists as people write them, to lists as Python-Markdown reads them.

Most editors nest bullets by two spaces and let a list follow its paragraph at once (CommonMark
5.2 and 5.3); Python-Markdown wants four spaces and a blank line. This rewrites the one into the
other, before the engine sees the text, and leaves code fences alone.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+(?=\S)|$)", re.ASCII)
_ANY_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)", re.ASCII | re.MULTILINE)
_FENCE = re.compile(r"(`{3,}(?!.*`)|~{3,})")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")
_INDENT = "    "


class _Item(NamedTuple):
    """An open list item: where its marker and its text stand, and the number of its list."""

    marker: int
    content: int
    listed: int


def normalise_lists(text: str) -> str:
    """The text with every list indented by four spaces a level and set off by a blank line.

    Where one item of a list stands apart by a blank line, all of its items do (CommonMark 5.3).
    """
    return _Walk().over(text) if _ANY_ITEM.search(text) else text


class _Walk:
    """Goes through the lines once, and knows which items it stands in."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.stack: list[_Item] = []
        self.fence = ""
        self.blank = True  # whether the line before is blank
        self.below = False  # whether it is of a paragraph of its own inside an item
        self.begun: dict[int, int] = {}  # lines that begin an item, and the number of its list
        self.loose: set[int] = set()  # the lists with a blank line between what is in them

    def over(self, text: str) -> str:
        """The text as it should be."""
        for raw in text.split("\n"):
            line = raw.expandtabs(4) if "\t" in raw else raw
            self.line(line, line.strip(), len(line) - len(line.lstrip()))
        return "\n".join(self.set_apart())

    def line(self, line: str, content: str, indent: int) -> None:
        """Take a line in."""
        item = None if _RULE.match(content) else _ITEM.match(content)
        if self.fence or (_FENCE.match(content) and self.near(indent)):
            self.fenced(line, content, indent)
        elif not content:
            self.out.append("")
        elif item and (indent < 4 or self.stack):
            self.item(line, content, indent, item)
        else:
            self.words(line, content, indent)
        self.blank = not content and not self.fence

    def near(self, indent: int) -> bool:
        """Whether a line at this indent is no indented code."""
        depth = _depth(self.stack, indent)
        return indent - (self.stack[depth - 1].content if depth else 0) < 4

    def fenced(self, line: str, content: str, indent: int) -> None:
        """A line of a fence of code, moved with the item that the fence stands in."""
        if not self.fence:
            del self.stack[_depth(self.stack, indent):]
            self.below = False
            if self.blank and self.stack:
                self.loose.add(self.stack[-1].listed)
        self.fence = _fence_after(self.fence, content)
        within = min(indent, self.stack[-1].content) if self.stack else 0
        self.out.append(_INDENT * len(self.stack) + line[within:])

    def item(self, line: str, content: str, indent: int, item: re.Match[str]) -> None:
        """A line that begins an item, or that only looks so."""
        begins = not self.stack
        interrupts = not begins or self.blank or _may_interrupt(item[1])
        depth = _depth(self.stack, indent)
        goes_on = depth < len(self.stack)  # with the list at this depth
        listed = self.stack[depth].listed if goes_on else len(self.out)
        del self.stack[depth:]
        if not interrupts:
            self.out.append(line)
            return
        if not self.blank and self.out and (begins or self.below):
            self.out.append("")
        if self.blank and not begins:
            self.loose.add(listed if goes_on else self.stack[-1].listed)
        self.below = False
        self.begun[len(self.out)] = listed
        marker = item[1].replace(")", ".")
        self.out.append(f"{_INDENT * depth}{marker} {content[item.end():]}")
        self.stack.append(_Item(indent, indent + item.end(), listed))

    def words(self, line: str, content: str, indent: int) -> None:
        """A line that begins no item: it goes on with the one before, unless that is blank."""
        if self.blank:
            del self.stack[_depth(self.stack, indent):]
            self.below = bool(self.stack)
            if self.stack:
                self.loose.add(self.stack[-1].listed)
        inner = len(self.stack)
        if not self.stack or not indent:
            self.out.append(line)
        elif self.blank:
            beyond = max(0, indent - self.stack[-1].content)
            code = " " * beyond if beyond >= 4 else ""
            self.out.append(_INDENT * inner + code + content)
        elif self.below or content[0] == ">":
            self.out.append(_INDENT * inner + content)
        else:  # a line of the item's first paragraph; with more indent it would be a new one
            self.out.append(_INDENT * (inner - 1) + content)

    def set_apart(self) -> Iterator[str]:
        """The lines, with a blank one before each item of a loose list."""
        seen: set[int] = set()
        last = ""
        for number, line in enumerate(self.out):
            listed = self.begun.get(number)
            if listed in self.loose and listed in seen and last:
                yield ""
            if listed is not None:
                seen.add(listed)
            last = line
            yield line


def _fence_after(fence: str, content: str) -> str:
    """The fence that is open after a line, given the one open before it."""
    match = _FENCE.match(content)
    if not fence:
        return match[1] if match else ""
    closes = match and match[1].startswith(fence) and not content.strip(fence[0])
    return "" if closes else fence


def _depth(stack: list[_Item], indent: int) -> int:
    """How many open items a line at this indent lies inside of: two columns in is inside."""
    depth = 0
    while depth < len(stack) and indent >= stack[depth].marker + 2:
        depth += 1
    return depth


def _may_interrupt(marker: str) -> bool:
    """Whether a list may begin right under a paragraph: bullets, and numbers that start at 1."""
    return marker in "-*+" or marker[:-1] == "1"

