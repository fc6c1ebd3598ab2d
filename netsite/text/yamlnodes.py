"""YAML to nodes, from PyYAML's events in one loop that does not recurse.

`yaml.load` is not an option: it types values by their look (`no` is False, `12:30` is 750), lets a
doubled key win silently, and its composer overruns the stack on deep nesting. Here every scalar is
text; its key types it later. It is apart since PyYAML is dear to import, and most runs need none.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Protocol

import yaml

from netsite.problems import Level, Problem
from netsite.text.nodes import BrokenError, Items, Node, Pairs, Scalar, Span, without_doubles
from netsite.texts import Text

try:
    from yaml.cyaml import CParser as _Parser  # type: ignore[attr-defined]  # libyaml, ten times as fast
except ImportError:  # PyYAML was built without libyaml
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]  # same events

MAX_DEPTH = 64

_Start = yaml.SequenceStartEvent | yaml.MappingStartEvent


class _Mark(Protocol):
    """A place as PyYAML gives it, written in C or not."""

    line: int
    column: int
    index: int


def parse(path: str, span: Span, problems: list[Problem]) -> Node | None:
    """The node of a YAML text, or None if it is empty.

    Raises BrokenError at a syntax error, at nesting deeper than MAX_DEPTH and at a second
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
                raise BrokenError(*_from(span, event)[:2], *_DEEP)
            stack.append(([], event))
        elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
            children, start = stack.pop()
            siblings = stack[-1][0] if stack else root
            siblings.append(_collection(path, span, children, start, event, problems))
        elif isinstance(event, yaml.AliasEvent):
            _refuse(path, span, event, Text.of("an alias (*) is not read"), problems)
            siblings.append(None)
        elif isinstance(event, yaml.DocumentStartEvent) and root:
            raise BrokenError(*_from(span, event)[:2],
                               Text.of("a second YAML document begins here"),
                               Text.of("keep one"))
    return root[0] if root else None


def _from(span: Span, event: yaml.Event) -> tuple[int, int, int]:
    """Line, column and index where an event starts, counted from 0 in the text parsed."""
    mark = event.start_mark
    return _place(span, mark) if mark else (0, 0, 0)


def _place(span: Span, mark: _Mark) -> tuple[int, int, int]:
    """A mark's line, column and index; a line ends where an editor ends it, not where YAML does."""
    if span.newlines is None:
        return mark.line, mark.column, mark.index
    line = bisect_left(span.newlines, mark.index)
    return line, mark.index - (span.newlines[line - 1] + 1 if line else 0), mark.index


def _events(span: Span) -> Iterator[yaml.Event]:
    """PyYAML's events; every error of its as BrokenError."""
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
        raise BrokenError(before.count("\n"), len(before) - before.rfind("\n") - 1,
                           Text.of("a control character"), Text.of("take it out")) from None
    except yaml.MarkedYAMLError as error:
        message, hint = _mend(error.problem or "")
        opened = error.context_mark if hint.startswith("close it") else None
        mark = opened or error.problem_mark or error.context_mark
        line, column, index = _place(span, mark) if mark else (0, 0, 0)
        if text[index:index + 1] == "\t":
            message, hint = _TAB
        raise BrokenError(line, column, message, hint) from None


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
    path: str, span: Span, event: yaml.ScalarEvent, problems: list[Problem],
) -> Scalar | None:
    if event.tag is not None:
        _refuse(path, span, event, Text.of("a tag ({tag}) is not read", tag=event.tag), problems)
        return None
    line, column, index = _from(span, event)
    end = event.end_mark.index if event.end_mark else index
    return Scalar(event.value, span.line + line, column + 1, span.start + index, span.start + end,
                  not event.style)


def _collection(
    path: str, span: Span, children: list[Node | None], start: _Start, end: yaml.Event,
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
        pairs = list(without_doubles(path, pairs, problems))
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
    path: str, span: Span, event: yaml.Event, message: str, problems: list[Problem],
) -> None:
    line, column, _ = _from(span, event)
    problems.append(Problem(path, span.line + line, column + 1, Level.ERROR, message,
                            Text.of("write the value out")))
