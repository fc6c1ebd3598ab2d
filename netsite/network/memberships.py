"""Edits of `teams` and `members`, byte-exact: who joins a team, and who leaves it.

As in `edits`: a file's text to splices; UsageError where that cannot be done safely.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from netsite.network.edits import (
    MEMBERSHIPS,
    add_value,
    inline,
    names_in,
    same_as,
    source_of,
    texts_given,
    texts_of,
)
from netsite.network.keys import Key, Keys
from netsite.network.values import LEFT_KEYS, only_scalar
from netsite.problems import UsageError
from netsite.text.names import fold, one_line
from netsite.text.nodes import Items, Node, Pairs, Scalar
from netsite.text.splices import Splice
from netsite.text.written import Place, is_flow, place, written
from netsite.texts import Text

_COLON = re.compile(r"[ \t]*:")


def join(text: str, key: str, name: str, joined: str) -> list[Splice]:
    """Add a name to `teams` (or a group's `members`), with the day it joined, or "" for none.

    Nothing if the name is there already and has not left; names compare as they are written.
    """
    name, = texts_given([name])
    file = Keys(text)
    known = _memberships(file, key)
    same = same_as(known, name)
    if any(same(other) for item in _open_items(file, key)
           for other in names_in(known, item.node)):
        return []
    bare = written(name, flow=True)
    member = f"{{{_word(known)}: {bare}, joined: {written(joined, flow=True)}}}"
    return add_value(file, key, member if joined else written(name), member if joined else bare)


def leave(text: str, key: str, is_meant: Callable[[str], bool], left: str) -> list[Splice]:
    """Say of the memberships that are meant and still open that they ended on a day.

    `is_meant` gets each name as links give it. Nothing if none is meant. Raises UsageError also
    where a value names others besides.
    """
    day, = texts_given([left])
    file = Keys(text)
    known = _memberships(file, key)
    splices = []
    for item in _open_items(file, key):
        names = names_in(known, item.node)
        if not any(map(is_meant, names)):
            continue
        if len(names) > 1:
            raise UsageError(Text.of(
                "{names} stand in one value of {key}; write them as several in the file",
                names=", ".join(names), key=key))
        splices += _ended(file, item, _word(known), written(day, flow=True))
    return splices


class _Item(NamedTuple):
    """An item of a list, or the value that stands in its place."""

    key: Key
    node: Node
    flow: bool
    lone: bool


def _memberships(file: Keys, key: str) -> str:
    known = file.wanted(key).known
    if known not in MEMBERSHIPS:
        raise UsageError(Text.of("{key} holds no memberships; teams and members do", key=key))
    return known


def _word(known: str) -> str:
    return "member" if known == "members" else "team"


def _open_items(file: Keys, key: str) -> Iterator[_Item]:
    """The memberships that have not ended."""
    for found in file.meant(key):
        node = found.node
        flow = is_flow(file.text, node) if isinstance(node, Items) else False
        for item in node.items if isinstance(node, Items) else (node,):
            if not isinstance(item, Pairs) or not any(
                    fold(name.text) in LEFT_KEYS and texts_of(value) for name, value in item.pairs):
                yield _Item(found, item, flow, not isinstance(node, Items))


def _ended(file: Keys, item: _Item, word: str, day: str) -> list[Splice]:
    text, node = file.text, item.node
    if isinstance(node, Pairs):
        return _ended_mapping(file, node, day, flow=item.flow)
    single = only_scalar(node)
    if single is None:
        return []
    name = source_of(file, single)
    if isinstance(node, Items):  # [[atlas]] without quotes is a list for YAML
        name = written(f"[[{one_line(single.text)}]]", flow=True)
    member = f"{{{word}: {name}, left: {day}}}"
    if item.lone:
        return inline(file, item.key, member)
    return [Splice(*place(text, node), member)]


def _ended_mapping(file: Keys, node: Pairs, day: str, *, flow: bool) -> list[Splice]:
    text = file.text
    empty = next(((name, value) for name, value in node.pairs if fold(name.text) in LEFT_KEYS),
                 None)
    if empty and not isinstance(empty[1], Scalar):
        raise UsageError(Text.of("the day of leaving is a list; write it in the file"))
    if empty:
        start, end = _value_place(text, *empty)
        colon = "" if start < end or text[start - 1] == ":" else ":"
        return [Splice(start, end, f"{colon} {day}" if start == end else day)]
    start, end = place(text, node)
    last = _value_place(text, *node.pairs[-1]).end
    more = f"{' ' if text[last - 1] == ':' else ''}, left: {day}"  # `{team:,}` is something else
    if is_flow(text, node):
        return [Splice(last, last, more)]
    if flow:
        return [Splice(start, start, "{"), Splice(end, end, f"{more}}}")]
    first = node.pairs[0][0]
    if text[file.line_start(first.start):first.start].strip(" -"):
        raise UsageError(Text.of(
            "the membership in line {line} is written in a way that is not edited; write it"
            " in the file",
            line=first.line))
    slot = file.line_end(last)
    return [Splice(slot, slot, f"{' ' * (first.column - 1)}left: {day}\n")]


def _value_place(text: str, key: Scalar, value: Node) -> Place:
    """Where a value in a mapping stands; an empty one right behind its colon."""
    found = place(text, value)
    if found.start < found.end or value.start < found.start:
        return found
    colon = _COLON.match(text, key.end)
    end = colon.end() if colon else key.end
    return Place(end, end)
