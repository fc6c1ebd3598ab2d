"""Lists as people write them, to lists as Python-Markdown reads them.

Most editors nest bullets by two spaces and let a list follow its paragraph at once (CommonMark
5.2 and 5.3); Python-Markdown wants four spaces and a blank line. This rewrites the one into the
other, before the engine sees the text, and leaves code fences alone.
"""

import re
from typing import NamedTuple

_ITEM = re.compile(r"([-*+]|\d{1,9}[.)])([ \t]+(?=\S)|$)", re.ASCII)
_ANY_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)", re.ASCII | re.MULTILINE)
_FENCE = re.compile(r"(`{3,}|~{3,})")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")
_INDENT = "    "


class _Item(NamedTuple):
    """An open list item: where its marker and its text stand."""

    marker: int
    content: int


def normalise_lists(text: str) -> str:
    """The text with every list indented by four spaces a level and set off by a blank line."""
    if not _ANY_ITEM.search(text):
        return text
    out: list[str] = []
    stack: list[_Item] = []
    fence = ""
    blank = True
    below = False  # whether the line before is a paragraph of its own inside an item
    for raw in text.split("\n"):
        line = raw.expandtabs(4) if "\t" in raw else raw
        content = line.strip()
        indent = len(line) - len(line.lstrip())
        if fence or _FENCE.match(content):
            fence = _fence_after(fence, content)
            out.append(_inside(stack, line, indent))
            blank = False
            continue
        item = None if _RULE.match(content) else _ITEM.match(content)
        if not content:
            blank = True
            out.append("")
        elif item and (indent < 4 or stack):
            begins = not stack
            interrupts = not begins or blank or _may_interrupt(item[1])
            del stack[_depth(stack, indent):]
            if interrupts:
                if not blank and out and (begins or below):
                    out.append("")
                below = False
                marker = item[1].replace(")", ".")
                out.append(f"{_INDENT * len(stack)}{marker} {content[item.end():]}")
                stack.append(_Item(indent, indent + item.end()))
            else:
                out.append(line)
            blank = False
        else:
            if blank:
                del stack[_depth(stack, indent):]
            below = blank and bool(stack)
            out.append(_continued(stack, line, indent, blank=blank))
            blank = False
    return "\n".join(out)


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


def _inside(stack: list[_Item], line: str, indent: int) -> str:
    """A line of a code fence, moved with the item it stands in."""
    depth = _depth(stack, indent)
    return _INDENT * depth + line[min(indent, stack[depth - 1].content):] if depth else line


def _may_interrupt(marker: str) -> bool:
    """Whether a list may begin right under a paragraph: bullets, and numbers that start at 1."""
    return marker in "-*+" or marker[:-1] == "1"


def _continued(stack: list[_Item], line: str, indent: int, *, blank: bool) -> str:
    if not stack or not indent:
        return line
    if not blank:  # a line of the paragraph above it; with more indent it would be a new one
        return _INDENT * (len(stack) - 1) + line.strip()
    beyond = max(0, indent - stack[-1].content)
    code = " " * beyond if beyond >= 4 else ""
    return _INDENT * len(stack) + code + line.strip()
