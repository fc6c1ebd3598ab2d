"""Lines collected elsewhere: read as items, and what is filed taken out of the file again."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from netsite.problems import UsageError
from netsite.text.splices import Splice
from netsite.texts import Text

_BULLET = re.compile(r"[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_REASON = re.compile(r"[ \t]*<!-- netsite: [^\n]*? -->")
_SKIPPED = re.compile(r"#{1,6}(?:[ \t]|$)|---\s*$|<!--")


class Item(NamedTuple):
    """A line of an inbox and the indented lines that belong to it.

    `raw` is its text in the file, up to the next item, `words` what it says: without bullet, and
    without the reason that an earlier run left behind it.
    """

    start: int
    end: int
    raw: str
    words: str


def read_inbox(text: str) -> list[Item]:
    """The items of an inbox. Blank lines, headings and comments are none, and stay."""
    items: list[Item] = []
    position = 0
    for line in text.split("\n"):
        end = position + len(line)
        if line[:1] in (" ", "\t") and line.strip() and items and items[-1].end == position - 1:
            first = items.pop()
            items.append(_item(text, first.start, end))
        elif line.strip() and not _SKIPPED.match(line) and line[:1] not in " \t":
            items.append(_item(text, position, end))
        position = end + 1
    return items


def _item(text: str, start: int, end: int) -> Item:
    raw = text[start:end]
    lines = [_REASON.sub("", line).rstrip() for line in raw.split("\n")]
    bullet = _BULLET.match(lines[0])
    rest = [line.strip() for line in lines[1:]]
    return Item(start, end, raw, "\n".join([lines[0][bullet.end() if bullet else 0:], *rest]))


def rest_of(outcome: Mapping[str, str], counts: Mapping[str, int], text: str) -> list[Splice]:
    """The splices that take filed items out and put reasons behind those that stay.

    `outcome` is by an item's raw text: "" if it is filed, else the reason; `counts` how many items
    of that text were dealt with. What was added to the file since stays as it is. Raises UsageError
    if an item that was filed is not there any more.
    """
    left = Counter(counts)
    splices = []
    for item in read_inbox(text):
        if not left[item.raw]:
            continue
        left[item.raw] -= 1
        reason = outcome[item.raw]
        if not reason:
            end = item.end + 1 if text[item.end:item.end + 1] == "\n" else item.end
            splices.append(Splice(item.start, end, ""))
            continue
        first, newline, more = item.raw.partition("\n")
        said = reason.replace("-->", "→").replace("\n", " ")
        splices.append(Splice(item.start, item.end, f"{_REASON.sub('', first).rstrip()} "
                              f"<!-- netsite: {said} -->{newline}{more}"))
    if any(count > 0 and not outcome[raw] for raw, count in left.items()):
        raise UsageError(Text.of("it was changed meanwhile"))
    return [splice for splice in splices if text[splice.start:splice.end] != splice.text]


def only_items(before: str, after: str) -> str:
    """The proof that lines which are no items, and items that stay, are what they were."""
    def bare(text: str) -> list[str]:
        lines = (_REASON.sub("", line).rstrip() for line in text.split("\n"))
        return list(filter(None, lines))

    old, new = Counter(bare(before)), Counter(bare(after))
    return "" if not new - old else Text.of("a line of the inbox would change")
