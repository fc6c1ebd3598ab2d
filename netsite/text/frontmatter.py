"""Front matter: the YAML between the fences, to nodes that know their place in the file.

Read from PyYAML's events in one loop that does not recurse. `yaml.load` is not an option: it types
values by their look (`no` is False, `12:30` is 750), lets a doubled key win silently, and its
composer overruns the stack on deep nesting. Here every scalar is text; its key types it later.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, Protocol

import yaml

from netsite.problems import Level, Problem
from netsite.text.conflicts import MARK, conflict_line, conflict_problem
from netsite.texts import Text

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]  # libyaml, ten times as fast
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]  # same events

MAX_SIZE = 256 * 1024  # characters; longer front matter is no contact's
MAX_DEPTH = 64

_OPENING = re.compile(r"---[ \t]*(?:yaml)?[ \t]*(?:\n|$)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_FOREIGN = re.compile(r"(\+\+\+|---[ \t]*[a-z]+|;;;|\{)[ \t]*(?:\n|$)")
_HALVES = re.compile("[\ud800-\udfff]")
_YAML_BREAKS = re.compile("[\x85\u2028\u2029]")
TOP_KEY = re.compile(
    r"""^(?:"[^"\n]*"[ \t]*|'[^'\n]*'[ \t]*|[^\s#\-,\[\]{}"'?:][^\n:]*):(?=[ \t\n]|$)""",
    re.MULTILINE)


class Scalar(NamedTuple):
    """A text value. `start` and `end` are indices into the file's text; `plain` is unquoted."""

    text: str
    line: int
    column: int
    start: int
    end: int
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing was written: no value, `~` or `null` without quotes."""
        return self.plain and self.text in ("", "~", "null")


class Items(NamedTuple):
    """A list."""

    items: tuple["Node", ...]
    line: int
    column: int
    start: int
    end: int


class Pairs(NamedTuple):
    """A mapping, in the order written; a doubled key's first value."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    line: int
    column: int
    start: int
    end: int


Node = Scalar | Items | Pairs


class FrontMatter(NamedTuple):
    """A file's top level keys, where its body starts (index and line), and the problems."""

    pairs: tuple[tuple[Scalar, Node], ...]
    body_start: int
    body_line: int
    problems: tuple[Problem, ...]


class _Mark(Protocol):
    """A place as PyYAML gives it, written in C or not."""

    line: int
    column: int
    index: int


class _BrokenError(Exception):
    """What stopped the parser: a place inside the text it was given, counted from 0."""

    def __init__(self, line: int, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.line, self.column, self.message, self.hint = line, column, message, hint


class _Span(NamedTuple):
    """A part of a file's text: the text, and where it starts in the file.

    `newlines` are where its lines end, if it has characters that YAML, and no editor, takes for
    line ends too; else the parser's count is right, and they are left out.
    """

    text: str
    start: int
    line: int
    newlines: tuple[int, ...] | None


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
    head = _span(inside, opening.end(), 2)
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
    path: str, head: _Span,
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
    except _BrokenError:
        problems.clear()
        pairs = _read_key_by_key(path, head, problems)
    return tuple(_without_doubles(path, pairs, problems)), problems


def _read_key_by_key(
    path: str, head: _Span, problems: list[Problem],
) -> list[tuple[Scalar, Node]]:
    """Read each top level key by itself, so that a slip in one does not hide the others."""
    pairs = []
    starts = sorted({0, *(match.start() for match in TOP_KEY.finditer(head.text))})
    line = head.line
    for start, end in zip(starts, [*starts[1:], len(head.text)], strict=True):
        part = _span(head.text[start:end], head.start + start, line)
        line += part.text.count("\n")
        try:
            pairs += _top_level(path, part, problems)
        except _BrokenError as broken:
            problems.append(Problem(path, part.line + broken.line, broken.column + 1, Level.ERROR,
                                    broken.message, broken.hint))
    return pairs


def _top_level(
    path: str, span: _Span, problems: list[Problem],
) -> list[tuple[Scalar, Node]]:
    node = _parse(path, span, problems)
    if node is None or (isinstance(node, Scalar) and node.empty):
        return []
    if isinstance(node, Pairs):
        return list(node.pairs)
    raise _BrokenError(node.line - span.line, node.column - 1,
                       Text.of("this is not a `key: value` line"),
                       Text.of("write a key, a colon and a space"))


def _without_doubles(
    path: str, pairs: list[tuple[Scalar, Node]], problems: list[Problem],
) -> Iterator[tuple[Scalar, Node]]:
    seen: dict[str, int] = {}
    for key, value in pairs:
        if key.text in seen:
            problems.append(Problem(path, key.line, key.column, Level.ERROR,
                                    Text.of("the key {what} stands twice", what=key.text),
                                    Text.of("keep one; the one in line {seen} is used",
                                            seen=seen[key.text])))
            continue
        seen[key.text] = key.line
        yield key, value


_Start = yaml.SequenceStartEvent | yaml.MappingStartEvent


def _parse(path: str, span: _Span, problems: list[Problem]) -> Node | None:
    """The node of a YAML text, or None if it is empty.

    Raises _BrokenError at a syntax error, at nesting deeper than MAX_DEPTH and at a second
    document. An alias, or a value with a tag, is a problem and left out.
    """
    root: list[Node | None] = []
    stack: list[tuple[list[Node | None], _Start]] = []
    for event in _events(span):
        siblings = stack[-1][0] if stack else root
        if isinstance(event, yaml.ScalarEvent):
            siblings.append(_scalar(path, span, event, problems))
        elif isinstance(event, _Start):
            if len(stack) >= MAX_DEPTH:
                raise _BrokenError(*_from(span, event)[:2], *_DEEP)
            stack.append(([], event))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            children, start = stack.pop()
            siblings = stack[-1][0] if stack else root
            siblings.append(_collection(path, span, children, start, event, problems))
        elif isinstance(event, yaml.AliasEvent):
            _refuse(path, span, event, Text.of("an alias (*) is not read"), problems)
            siblings.append(None)
        elif isinstance(event, yaml.DocumentStartEvent) and root:
            raise _BrokenError(*_from(span, event)[:2],
                               Text.of("a second YAML document begins here"),
                               Text.of("keep one"))
    return root[0] if root else None


def _from(span: _Span, event: yaml.Event) -> tuple[int, int, int]:
    """Line, column and index where an event starts, counted from 0 in the text parsed."""
    mark = event.start_mark
    return _place(span, mark) if mark else (0, 0, 0)


def _place(span: _Span, mark: _Mark) -> tuple[int, int, int]:
    """A mark's line, column and index; a line ends where an editor ends it, not where YAML does."""
    if span.newlines is None:
        return mark.line, mark.column, mark.index
    line = bisect_left(span.newlines, mark.index)
    return line, mark.index - (span.newlines[line - 1] + 1 if line else 0), mark.index


def _span(text: str, start: int, line: int) -> _Span:
    odd = _YAML_BREAKS.search(text)
    newlines = tuple(i for i, c in enumerate(text) if c == "\n") if odd else None
    return _Span(text, start, line, newlines)


def _events(span: _Span) -> Iterator[yaml.Event]:
    """PyYAML's events; every error of its as _BrokenError."""
    text = span.text
    try:
        parser = _Parser(text)
        while True:
            event = parser.get_event()
            if event is None or isinstance(event, yaml.StreamEndEvent):
                return
            yield event
    except yaml.reader.ReaderError as error:
        index = text.find(chr(error.character)) if isinstance(error.character, int) else 0
        before = text[:max(index, 0)]
        raise _BrokenError(before.count("\n"), len(before) - before.rfind("\n") - 1,
                           Text.of("a control character"), Text.of("take it out")) from None
    except yaml.MarkedYAMLError as error:
        message, hint = _mend(error.problem or "")
        opened = error.context_mark if hint.startswith("close it") else None
        mark = opened or error.problem_mark or error.context_mark
        line, column, index = _place(span, mark) if mark else (0, 0, 0)
        if text[index:index + 1] == "\t":
            message, hint = _TAB
        raise _BrokenError(line, column, message, hint) from None


_QUOTE = Text.of("put the value in quotes")
_TAB = (Text.of("a tab where spaces are needed"), Text.of("indent with spaces"))
_START = (Text.of("a value cannot start with this character"), _QUOTE)
_OPEN_QUOTE = (Text.of("a quote or bracket is never closed"), Text.of("close it"))
_OPEN_BRACKET = (Text.of("a bracket is never closed"), Text.of("close it, or quote the value"))
_ESCAPE = (Text.of("in double quotes a \\ begins a sign that is written otherwise"),
           Text.of("write it twice, or take single quotes"))
_NO_VALUE = (Text.of("a value is missing here"), Text.of("write one, or take the sign out"))
_BLOCK = (Text.of("behind | and > the line has to end"),
          Text.of("begin the text in the next line"))
_DEEP = (Text.of("nested deeper than {n} levels", n=MAX_DEPTH),
         Text.of("write it flat, or in the notes"))
_MORE = (Text.of("something stands behind the value"), Text.of("put all of it in quotes"))
# What PyYAML says, in C and in Python, and what it means to somebody who edits a contact.
_MENDS = (
    ("mapping values are not allowed", (Text.of("a second `: ` in one line"), _QUOTE)),
    ("tab character", _TAB),
    ("cannot start any token", _START),
    ("expected alphabetic or numeric", _START),
    ("found character that cannot start", _START),
    ("unexpected end of stream", _OPEN_QUOTE),
    ("found unexpected document indicator", _OPEN_QUOTE),
    ("could not find expected ':'", (Text.of("this line has no `: `"),
                                     Text.of("write `key: value`"))),
    ("expected ',' or", _OPEN_BRACKET),
    ("expected '-' indicator", (Text.of("a line of a list without its dash"),
                                Text.of("begin it with `- `, or let it begin where the key does"))),
    ("expected key", _MORE),
    ("expected <block end>, but found '<scalar>'", _MORE),
    ("expected <block end>", (Text.of("this line begins further left or right than its "
                                      "neighbours"), Text.of("let it begin where they do"))),
    ("sequence entries are not allowed", (Text.of("a list begins in the line of its key"),
                                          Text.of("put each `- ` in a line of its own"))),
    ("expected node content", _NO_VALUE),
    ("expected the node content", _NO_VALUE),
    ("expected comment or line break", _BLOCK),
    ("expected a comment or a line break", _BLOCK),
    ("unknown escape character", _ESCAPE),
    ("expected hexdecimal number", _ESCAPE),
    ("expected escape sequence", _ESCAPE),
    ("<document start>", _MORE),
    ("nesting depth", _DEEP),
    ("directive", (Text.of("a line cannot start with %"), Text.of("put the key in quotes"))),
    ("tag", _START),
    ("expected '>'", _START),
    ("expected URI", _START),
    ("indentation indicator", _BLOCK),
)


def _mend(problem: str) -> tuple[str, str]:
    """What a YAML parser's words mean to somebody who edits a contact, and the mend.

    Words that are not known are quoted.
    """
    for words, meaning in _MENDS:
        if words in problem:
            return meaning
    return Text.of("this is not YAML: “{words}”", words=problem), _QUOTE


def _scalar(
    path: str, span: _Span, event: yaml.ScalarEvent, problems: list[Problem],
) -> Scalar | None:
    if event.tag is not None:
        _refuse(path, span, event, Text.of("a tag ({tag}) is not read", tag=event.tag), problems)
        return None
    line, column, index = _from(span, event)
    end = event.end_mark.index if event.end_mark else index
    return Scalar(event.value, span.line + line, column + 1, span.start + index, span.start + end,
                  not event.style)


def _collection(
    path: str, span: _Span, children: list[Node | None], start: _Start, end: yaml.Event,
    problems: list[Problem],
) -> Items | Pairs | None:
    if start.tag is not None:
        _refuse(path, span, start, Text.of("a tag ({tag}) is not read", tag=start.tag), problems)
        return None
    line, column, index = _from(span, start)
    first = span.start + index
    last = span.start + (end.end_mark.index if end.end_mark else index)
    if isinstance(start, yaml.SequenceStartEvent):
        return Items(tuple(child for child in children if child is not None),
                     span.line + line, column + 1, first, last)
    pairs = list(_paired(path, children, problems))
    if column or line:  # doubles of the top level are told apart when all of it is read
        pairs = list(_without_doubles(path, pairs, problems))
    return Pairs(tuple(pairs), span.line + line, column + 1, first, last)


def _paired(
    path: str, children: list[Node | None], problems: list[Problem],
) -> Iterator[tuple[Scalar, Node]]:
    for key, value in zip(children[::2], children[1::2], strict=True):
        if isinstance(key, Scalar) and value is not None:
            yield key, value
        elif key is not None and value is not None:
            problems.append(Problem(path, key.line, key.column, Level.ERROR,
                                    Text.of("a key must be a word"), Text.of("write `key: value`")))


def _refuse(
    path: str, span: _Span, event: yaml.Event, message: str, problems: list[Problem],
) -> None:
    line, column, _ = _from(span, event)
    problems.append(Problem(path, span.line + line, column + 1, Level.ERROR, message,
                            Text.of("write the value out")))
