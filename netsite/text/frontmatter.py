"""Front matter: the YAML between the fences, to nodes that know their place in the file."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from netsite.problems import Level, Problem
from netsite.text.conflicts import MARK, conflict_line, conflict_problem
from netsite.text.nodes import BrokenError, Node, Pairs, Scalar, Span, span_of, without_doubles
from netsite.texts import Text

MAX_SIZE = 256 * 1024  # characters; longer front matter is no contact's

_OPENING = re.compile(r"---[ \t]*(?:yaml)?[ \t]*(?:\n|$)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FOREIGN = re.compile(r"(\+\+\+|---[ \t]*[a-z]+|;;;|\{)[ \t]*(?:\n|$)")
_HALVES = re.compile("[\ud800-\udfff]")
TOP_KEY = re.compile(
    r"""^(?:"[^"\n]*"[ \t]*|'[^'\n]*'[ \t]*|[^\s#\-,\[\]{}"'?:][^\n:]*):(?=[ \t\n]|$)""",
    re.MULTILINE)


class FrontMatter(NamedTuple):
    """A file's top level keys, where its body starts (index and line), and the problems."""

    pairs: tuple[tuple[Scalar, Node], ...]
    body_start: int
    body_line: int
    problems: tuple[Problem, ...]


def read_front_matter(path: str, text: str) -> FrontMatter:
    """Split a file into front matter and body, and read the front matter.

    Without an opening fence on the first line there is none. What cannot be read is a problem;
    the other keys are still given. Never raises.
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter((), 0, 1, tuple(_foreign(path, text)))
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        problem = Problem(path, 1, 1, Level.ERROR, Text.of("the front matter is never closed"),
                          Text.of("put a line of --- after its last key"))
        return FrontMatter((), opening.end(), 2, (problem,))
    inside = text[opening.end():closing.start()]
    if not inside.isascii():
        # A byte order mark in the middle would shift the parser's count, half a pair stop it.
        inside = _HALVES.sub("\N{REPLACEMENT CHARACTER}", inside.replace("\ufeff", "\u200b"))
    problems = []
    if conflict := conflict_line(inside):
        problems.append(conflict_problem(path, conflict + 1))
        inside = MARK.sub(lambda mark: "#" * len(mark[0]), inside)  # comments of the same length
    head = span_of(inside, opening.end(), 2)
    body_start = min(closing.end() + 1, len(text))
    body_line = text.count("\n", 0, closing.end()) + 2
    pairs, found = _read_head(path, head)
    return FrontMatter(pairs, body_start, body_line, (*problems, *found))


def inside_fences(text: str) -> str:
    """The YAML of a file's front matter as it is written, or ""."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    return text[opening.end():closing.start()] if opening and closing else ""


@lru_cache(maxsize=256)  # each version of a file is compared with the one before and the next
def by_key(inside: str) -> tuple[tuple[str, str], ...]:
    """Front matter cut before each top level key: the key as written, and its part of the text.

    What stands before the first key, if anything, has the key "". Nothing is parsed.
    """
    matches = list(TOP_KEY.finditer(inside))
    ends = [*(match.start() for match in matches[1:]), len(inside)]
    parts = tuple((match[0].rstrip(":").strip(" \t\"'"), inside[match.start():end])
                  for match, end in zip(matches, ends, strict=False))
    before = inside[:matches[0].start()] if matches else inside
    return (("", before), *parts) if before else parts


def _foreign(path: str, text: str) -> Iterator[Problem]:
    if match := _FOREIGN.match(text):
        yield Problem(path, 1, 1, Level.ERROR,
                      Text.of("front matter that starts with {match} is not read",
                              match=match[1]),
                      Text.of("write YAML: `key: value` lines between two lines of ---"))


def _read_head(
    path: str, head: Span,
) -> tuple[tuple[tuple[Scalar, Node], ...], list[Problem]]:
    problems: list[Problem] = []
    if len(head.text) > MAX_SIZE:
        problems.append(Problem(path, 1, 1, Level.ERROR,
                                Text.of("the front matter is longer than {what} kB",
                                        what=MAX_SIZE // 1024),
                                Text.of("move long texts into the notes below it")))
        return (), problems
    try:
        pairs = _top_level(path, head, problems)
    except BrokenError:
        problems.clear()
        pairs = _read_key_by_key(path, head, problems)
    return tuple(without_doubles(path, pairs, problems)), problems


def _read_key_by_key(
    path: str, head: Span, problems: list[Problem],
) -> list[tuple[Scalar, Node]]:
    """Read each top level key by itself, so that a slip in one does not hide the others."""
    pairs = []
    starts = sorted({0, *(match.start() for match in TOP_KEY.finditer(head.text))})
    line = head.line
    for start, end in zip(starts, [*starts[1:], len(head.text)], strict=True):
        part = span_of(head.text[start:end], head.start + start, line)
        line += part.text.count("\n")
        try:
            pairs += _top_level(path, part, problems)
        except BrokenError as broken:
            problems.append(Problem(path, part.line + broken.line, broken.column + 1, Level.ERROR,
                                    broken.message, broken.hint))
    return pairs


def _top_level(
    path: str, span: Span, problems: list[Problem],
) -> list[tuple[Scalar, Node]]:
    from netsite.text.yamlnodes import parse

    node = parse(path, span, problems)
    if node is None or (isinstance(node, Scalar) and node.empty):
        return []
    if isinstance(node, Pairs):
        return list(node.pairs)
    raise BrokenError(node.line - span.line, node.column - 1,
                       Text.of("this is not a `key: value` line"),
                       Text.of("write a key, a colon and a space"))
