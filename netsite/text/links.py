"""Links: `[[name]]`, `[[folder/name.md#heading|shown text]]`, and the lists they stand in."""

import re
from collections.abc import Iterator

from netsite.model import Link

LINK = re.compile(
    r"(?<!!)\[\[([^\[\]\n|#]*?)(\\?(?=[|#\]])(?:#[^\[\]\n|]*)?)(?:\|([^\[\]\n]*))?\]\]")
_BACKTICKS = re.compile("`+")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)")


def make_link(match: re.Match[str], line: int, column: int) -> Link:
    """The link of a LINK match found at a line; `column` is that of the text it was found in."""
    name, _, shown = match.groups()
    return Link(link_name(name), (shown or "").strip(), line, column + match.start())


def link_name(text: str) -> str:
    """The name in a link, less what files and folders add to it (`people/ana.md` is `ana`)."""
    name = text.strip()
    if name[-3:].lower() == ".md":
        name = name[:-3]
    return name.rpartition("/")[2].strip()


def links_in(text: str, line: int, column: int) -> Iterator[Link]:
    """The links of one line of text, but those in code and comments."""
    if "[[" not in text:
        return
    text = without_code(text)
    if "<!--" in text:
        text = _COMMENT.sub(lambda match: " " * len(match[0]), text)
    for match in LINK.finditer(text):
        if match[1].strip():
            yield make_link(match, line, column)


def without_code(text: str) -> str:
    """A line with its code spans blanked (CommonMark 6.1: runs of as many backticks close them)."""
    if "`" not in text:
        return text
    runs = [match.span() for match in _BACKTICKS.finditer(text)]
    closed_by: list[int | None] = [None] * len(runs)
    latest: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        closed_by[index] = latest.get(length)
        latest[length] = index
    parts, position, index = [], 0, 0
    while index < len(runs):
        closing = closed_by[index]
        if closing is not None:
            start, end = runs[index][0], runs[closing][1]
            parts += [text[position:start], " " * (end - start)]
            position, index = end, closing
        index += 1
    return "".join([*parts, text[position:]])


def bare_link(text: str, line: int, column: int) -> Link:
    """The link that a front matter value is; without brackets the whole text is the name."""
    match = LINK.fullmatch(text.strip())
    return make_link(match, line, column) if match else Link(text.strip(), "", line, column)
