"""YAML as it is written: where a value really stands, and how a text is put into a file."""

import re
from typing import NamedTuple

from netsite.text.nodes import Items, Node, Pairs, Scalar

_ANCHOR = re.compile(r"&[^\s,\[\]{}]+")
_BEFORE_VALUE = re.compile(r"(?:\s|#[^\n]*)*")
_KEEPS = re.compile(r"[|>]\d?\+")  # a block scalar whose last blank lines are its text

# Days and lengths of time: no YAML takes them for numbers, and they are easier to read bare.
_BARE_DIGITS = re.compile(
    r"\d{4}-\d\d(?:-\d\d)?|--\d\d-\d\d|[1-9]\d{0,3} ?(?:[dwmy]|mo|days?|weeks?|months?|years?)"
    r"|[1-9]\d* [^\W\d_].*", re.ASCII)
# What YAML 1.1 or 1.2 takes for something else than a text.
_TYPED = frozenset({"yes", "no", "on", "off", "true", "false", "y", "n", "null"})
_UNSAFE = re.compile(r":(?:\s|$)|\s#|^\s|\s$")
_UNSAFE_IN_FLOW = re.compile(r"[,\[\]{}?]|:(?!//)")
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


class Place(NamedTuple):
    """Where a value stands: from its first character, behind an anchor, to its last.

    Other than a node's own `end`, this one never lies behind comments and blank lines.
    """

    start: int
    end: int


def anchor_end(text: str, node: Node) -> int:
    """Where the anchor before a value (`&x`) ends, or where the node starts if it has none."""
    match = _ANCHOR.match(text, node.start)
    return match.end() if match else node.start


def place(text: str, node: Node) -> Place:
    """Where a value stands; of an empty one both ends are where it would be."""
    start = anchor_end(text, node)
    if isinstance(node, Scalar) and node.plain and not node.text:
        return Place(start, start)
    if start > node.start and (match := _BEFORE_VALUE.match(text, start)):
        start = match.end()
    return Place(start, _end(text, node, start))


def _end(text: str, node: Node, start: int) -> int:
    if isinstance(node, Scalar):
        return _block_scalar_end(text, start, node.end) if is_block_scalar(text, node) else node.end
    if text[start] in "[{":
        return node.end
    # A block ends for YAML at the next token, so behind comments; for people with its last value.
    last = node.items[-1] if isinstance(node, Items) and node.items else None
    if isinstance(node, Pairs) and node.pairs:
        last = node.pairs[-1][1]
    return place(text, last).end if last else node.end


def is_block_scalar(text: str, node: Node) -> bool:
    """Whether a value is a text of lines below `|` or `>`."""
    if not isinstance(node, Scalar) or node.plain:
        return False
    start = anchor_end(text, node)
    match = _BEFORE_VALUE.match(text, start)
    return text[match.end() if match else start] in "|>"


def _block_scalar_end(text: str, start: int, end: int) -> int:
    written = text[start:end]
    stripped = written.rstrip(" ")
    if stripped.endswith("\n"):  # the indentation of what follows
        written = stripped
    return start + len(written.removesuffix("\n") if _KEEPS.match(written)
                       else written.rstrip("\n"))


def is_flow(text: str, node: Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    return text[place(text, node).start] in "[{"


def quote_of(text: str, node: Node) -> str:
    """The quote a value is written in, or "" if there is none."""
    mark = text[place(text, node).start]
    quoted = isinstance(node, Scalar) and not node.plain and mark in "\"'"
    return mark if quoted else ""


def written(value: str, *, flow: bool = False, quote: str = "") -> str:
    """A text as YAML of one line that every reader of YAML takes for this text.

    Bare where that is safe, else in quotes; in `quote` if that is given and can hold the text.
    `flow` is inside of brackets.
    """
    if _UNPRINTABLE.search(value):
        return _double_quoted(value)
    if quote == '"' or (not quote and not _safe(value, flow=flow) and not _has_escapes(value)):
        return _double_quoted(value)
    if quote or not _safe(value, flow=flow):
        return "'" + value.replace("'", "''") + "'"
    return value


def inside_quotes(value: str, quote: str) -> str:
    """A text as it stands between quotes of a kind ("" for none)."""
    if not quote:
        return value
    return written(value, quote=quote)[1:-1]


def _has_escapes(value: str) -> bool:
    return '"' in value or "\\" in value


def _safe(value: str, *, flow: bool) -> bool:
    if not value or value.lower() in _TYPED or _UNSAFE.search(value):
        return False
    if flow and _UNSAFE_IN_FLOW.search(value):
        return False
    return value[0].isalpha() or _BARE_DIGITS.fullmatch(value) is not None


def _double_quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _UNPRINTABLE.sub(_escape, escaped) + '"'


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
