"""Edits of front matter, byte-exact: a text to the splices that change one key of it.

All functions take a file's text (`Document.text`) and raise UsageError where the edit cannot be
made safely; its message is for the user, and the caller puts the file's name before it. An edit
that would change nothing has no splices.
"""

import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

from netsite.network.contacts import READERS, SEVERAL
from netsite.network.keys import Key, Keys
from netsite.network.values import MEMBER_KEYS, NO, YES, Values, links_of
from netsite.problems import UsageError
from netsite.text.links import bare_link
from netsite.text.names import fold, one_line
from netsite.text.nodes import Items, Node, Pairs, Scalar
from netsite.text.splices import Splice, spliced
from netsite.text.written import (
    is_block_scalar,
    is_flow,
    place,
    quote_of,
    written,
)
from netsite.texts import Text

MEMBERSHIPS = frozenset(key for key, reader in READERS.items() if reader is Values.memberships)
_COLON = re.compile(r"[ \t]*:")
NAMING = MEMBERSHIPS | {key for key, reader in READERS.items() if reader is Values.links}


# --- one value, or all of them ---


def set_value(text: str, key: str, values: Sequence[str]) -> list[Splice]:
    """Set a key to one text, or to a list of several.

    The key may be spelled in any way netsite knows; in the file it stays as it is written. Raises
    UsageError also where one text would replace several, or a mapping.
    """
    file, new = Keys(text), texts_given(values)
    found = file.meant(key)
    held = _held(file, found)
    old = [one for other in held for one in texts_of(other.node)]
    if old == new and not any(_has_mapping(other.node) for other in held):
        return []
    if any(_has_mapping(other.node) for other in held):
        raise UsageError(Text.of(
            "{key} holds a mapping; change it in the file", key=held[0].key.text))
    if len(old) > 1 and len(new) == 1:
        raise UsageError(Text.of(
            "{key} holds {n} values: {names}",
            key=held[0].key.text, n=len(old), names=", ".join(old)))
    return _replace(file, key, found, new)


def replace_all(text: str, key: str, values: Sequence[str]) -> list[Splice]:
    """As `set_value`, and what the key holds goes, however much that is."""
    file, new = Keys(text), texts_given(values)
    found = file.meant(key)
    held = _held(file, found)
    old = [one for other in held for one in texts_of(other.node)]
    if old == new and not any(_has_mapping(other.node) for other in held):
        return []
    return _replace(file, key, found, new)


def unset(text: str, key: str) -> list[Splice]:
    """Take a key out, with its lines and the comments in them; also its synonyms."""
    file = Keys(text)
    return [file.lines(found) for found in file.meant(key)]


def texts_given(values: Sequence[str]) -> list[str]:
    """Texts with white space folded; raises UsageError for none, and for empty ones."""
    new = [one_line(value) for value in values]
    if not new or not all(new):
        raise UsageError(Text.of("an empty value is none; take the key out instead"))
    for value in new:
        _refuse_broken(value)
    return new


def _refuse_broken(value: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise UsageError(Text.of("the value is not UTF-8"))


def _held(file: Keys, found: list[Key]) -> list[Key]:
    """The keys whose values are a field's: all of a list's, else the one that holds."""
    filled = [key for key in found if not key.empty]
    if filled and filled[0].meaning.known and filled[0].meaning.known not in SEVERAL:
        return [file.holder(filled)]
    return filled


def _replace(file: Keys, key: str, found: list[Key], new: list[str]) -> list[Splice]:
    known = found[0].meaning.known if found else file.wanted(key).known
    if len(new) > 1 and known and known not in SEVERAL:
        raise UsageError(Text.of("{known} is one value, not {n}", known=known, n=len(new)))
    if not found:
        return file.new(key, _list(known, new) if len(new) > 1 else _text(known, new[0]))
    held = _held(file, found)
    target = held[0] if held else file.holder(found)
    others = [file.lines(other) for other in held if other is not target]
    return [*_rewrite(file, target, new), *others]


def _rewrite(file: Keys, key: Key, new: list[str]) -> list[Splice]:
    """Put new texts in the place of a key's value, in the form that this one has."""
    text, node, known = file.text, key.node, key.meaning.known
    if len(new) == 1:
        only = node.items[0] if isinstance(node, Items) and len(node.items) == 1 else None
        if isinstance(only, Scalar) and not only.empty:
            start, end = place(text, only)
            flow = is_flow(text, node)
            if flow or not is_block_scalar(text, only):
                return [Splice(start, end, _text(known, new[0], flow=flow,
                                                 quote=quote_of(text, only)))]
        return inline(file, key, _text(known, new[0], quote=quote_of(text, node)))
    if isinstance(node, Items) and node.items and not is_flow(text, node):
        start, end = place(text, node)
        first = file.line_start(start)
        lines = (f"{text[first:start]}- {_text(known, value)}\n" for value in new)
        return [Splice(first, file.line_end(end), "".join(lines))]
    return inline(file, key, _list(known, new))


def _text(known: str, value: str, *, flow: bool = False, quote: str = "") -> str:
    if known == "archived" and fold(value) in YES | NO:
        return value
    return written(value, flow=flow, quote=quote)


def _list(known: str, values: list[str]) -> str:
    return "[" + ", ".join(_text(known, value, flow=True) for value in values) + "]"


def inline(file: Keys, key: Key, new: str) -> list[Splice]:
    """Put a value of one line in the place of a key's value."""
    text, colon = file.text, file.colon(key)
    start, end = place(text, key.node)
    if start == end:
        return [Splice(start, start, f" {new}")]
    if start < file.line_end(colon):
        return [Splice(start, end, new)]
    # The value stands in lines below; a comment behind the key stays there.
    return [Splice(colon, colon, f" {new}"),
            Splice(file.line_end(colon) - 1, file.line_end(end) - 1, "")]


def texts_of(node: Node) -> list[str]:
    """All texts of a value, whatever lists and mappings they stand in."""
    if isinstance(node, Scalar):
        value = "" if node.empty else one_line(node.text)
        return [value] if value else []
    children = node.items if isinstance(node, Items) else [value for _, value in node.pairs]
    return [text for child in children for text in texts_of(child)]


def _has_mapping(node: Node) -> bool:
    if isinstance(node, Items):
        return any(map(_has_mapping, node.items))
    return isinstance(node, Pairs)


# --- lists ---


def add_item(text: str, key: str, item: str) -> list[Splice]:
    """Add a text to a list, at its end; a lone value becomes a list of two.

    Nothing if the list, or a synonym's, has it already; case does not count.
    """
    value, = texts_given([item])
    file = Keys(text)
    known = _known_list(file, key)
    same = same_as(known, value)
    if any(same(name) for found in file.meant(key, labelled=True)
           for name in names_in(known, found.node)):
        return []
    return add_value(file, key, _text(known, value), _text(known, value, flow=True))


def remove_item(text: str, key: str, item: str) -> list[Splice]:
    """Take a text out of a list; case does not count. Nothing if it is not there.

    With the last one the key goes, unless an empty `[]` can stay. Raises UsageError also for a text
    that stands with others in one value.
    """
    splices = _remove(text, key, item)
    once = spliced(text, splices)
    new = once
    while more := _remove(new, key, item):  # the same text twice
        new = spliced(new, more)
    return splices if new is once else _difference(text, new)


def _known_list(file: Keys, key: str) -> str:
    known = file.wanted(key).known
    if known and known not in SEVERAL:
        raise UsageError(Text.of("{known} is one value, not a list", known=known))
    return known


def same_as(known: str, item: str) -> Callable[[str], bool]:
    """Whether a text of a key is the item: a name, for the keys that hold names."""
    wanted = fold(bare_link(item, 0, 0).name if known in NAMING else item)
    return lambda name: fold(name) == wanted


def names_in(known: str, node: Node) -> list[str]:
    """What the texts of a value say: names, for the keys that hold names."""
    if isinstance(node, Scalar) and known in NAMING:
        return [] if node.empty else [link.name for link in links_of(node)]
    if isinstance(node, Items):
        return [name for item in node.items for name in names_in(known, item)]
    if isinstance(node, Pairs) and known in MEMBERSHIPS:
        who = _who(node)
        return names_in(known, who) if who else []
    return texts_of(node)


def _who(node: Pairs) -> Node | None:
    """Of a membership's mapping the value that names who is meant: the last."""
    return next((value for name, value in reversed(node.pairs) if fold(name.text) in MEMBER_KEYS),
                None)


def add_value(file: Keys, key: str, block: str, flow: str) -> list[Splice]:
    """Add an item, given as it is written in a block and in brackets."""
    found = file.meant(key)
    if not found:
        return file.new(key, f"[{flow}]")
    target = file.holder(found)
    node = target.node
    if isinstance(node, Scalar):
        items = flow if node.empty else f"{source_of(file, node)}, {flow}"
        return inline(file, target, f"[{items}]")
    if not is_flow(file.text, node):
        return _add_to_block(file, node, block)
    if isinstance(node, Items):
        return _add_to_flow(file, node, flow)
    start, end = place(file.text, node)
    return [Splice(start, start, "["), Splice(end, end, f", {flow}]")]


def _add_to_block(file: Keys, node: Items | Pairs, item: str) -> list[Splice]:
    """Add an item to a block; a mapping becomes the first of two."""
    text = file.text
    start, end = place(text, node)
    first = file.line_start(start)
    line = f"{text[first:start]}- {item}\n"
    last = file.line_end(end)
    if isinstance(node, Items):
        return [Splice(last, last, line)]
    shifts, row = [Splice(start, start, "- ")], file.line_end(start)
    while row < last:
        if text[row] != "\n":
            shifts.append(Splice(row, row, "  "))
        row = file.line_end(row)
    return [*shifts, Splice(last, last, line)]


def source_of(file: Keys, node: Scalar) -> str:
    """A text as it may stand in brackets: as it is written, if it is in quotes on one line."""
    start, end = place(file.text, node)
    source = file.text[start:end]
    if quote_of(file.text, node) and "\n" not in source:
        return source
    return written(one_line(node.text), flow=True)


def _add_to_flow(file: Keys, node: Items, item: str) -> list[Splice]:
    text = file.text
    start = place(text, node).start
    if not node.items:
        gap = " " if text[start + 1] == "#" else ""
        return [Splice(start + 1, start + 1, item + gap)]
    last = node.items[-1]
    after = place(text, last).end
    before = text[file.line_start(last.start):last.start]
    if not _lines_alone(file, last.start, after):
        return [Splice(after, after, f", {item}")]
    line_end = file.line_end(after)
    comma = "," if text[after:line_end].lstrip().startswith(",") else ""
    new = Splice(line_end, line_end, f"{before}{item}{comma}\n")
    return [new] if comma else [Splice(after, after, ","), new]


def _remove(text: str, key: str, item: str) -> list[Splice]:
    file = Keys(text)
    known = _known_list(file, key)
    same = same_as(known, one_line(item))
    for found in file.meant(key, labelled=True):
        node = found.node
        items = list(node.items) if isinstance(node, Items) else [node]
        for index, one in enumerate(items):
            names = names_in(known, one)
            if not any(map(same, names)):
                continue
            if len(names) > 1:
                raise UsageError(Text.of(
                    "{item} stands with others in one value of {key}; take it out in the "
                    "file",
                    item=one_line(item), key=found.key.text))
            if not isinstance(node, Items):
                return [file.lines(found)]
            return _without(file, found, node, index)
    return []


def _without(file: Keys, key: Key, node: Items, index: int) -> list[Splice]:
    """Take an item out of a list."""
    if is_flow(file.text, node):
        return [_without_in_flow(file, node, index)]
    if len(node.items) == 1:
        return [file.lines(key)]
    end = file.line_end(place(file.text, node.items[index]).end)
    return [Splice(_dash(file, node, index), end, "")]


def _dash(file: Keys, node: Items, index: int) -> int:
    """Where the line of a block's item starts."""
    start = place(file.text, node).start if not index else file.line_end(
        place(file.text, node.items[index - 1]).end)
    row = file.line_start(start)
    while not file.text[row:file.line_end(row)].lstrip().startswith("-"):  # comments
        row = file.line_end(row)
    return row


def _without_in_flow(file: Keys, node: Items, index: int) -> Splice:
    text = file.text
    places = [place(text, item) for item in node.items]
    start, end = node.items[index].start, places[index].end
    lines = _lines_alone(file, start, end)
    if len(places) == 1:
        inside = place(text, node)
        if "#" not in text[inside.start:start] + text[end:inside.end]:
            return Splice(inside.start + 1, inside.end - 1, "")
    if lines and "#" in text[end:lines.end]:
        return lines
    if index and "#" not in text[places[index - 1].end:start]:
        return Splice(places[index - 1].end, end, "")
    if index + 1 < len(places) and "#" not in text[end:node.items[index + 1].start]:
        return Splice(start, node.items[index + 1].start, "")
    if lines:
        return lines
    rest = text[end:]
    comma = len(rest) - len(rest.lstrip())
    return Splice(start, end + (comma + 1 if rest[comma:comma + 1] == "," else 0), "")


def _lines_alone(file: Keys, start: int, end: int) -> Splice | None:
    """A splice that takes an item's lines out, if nothing but a comma and a comment is in them."""
    first, last = file.line_start(start), file.line_end(end)
    rest = file.text[end:last].strip().removeprefix(",").lstrip()
    alone = not file.text[first:start].strip() and (not rest or rest.startswith("#"))
    return Splice(first, last, "") if alone else None


def _difference(old: str, new: str) -> list[Splice]:
    """The splices that make one text of another, line by line."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    starts = [0]
    for line in before:
        starts.append(starts[-1] + len(line))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [Splice(starts[a], starts[b], "".join(after[c:d]))
            for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]
