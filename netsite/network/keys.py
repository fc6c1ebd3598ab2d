"""The keys of a file that is to be edited: where each stands, what it means, and where one goes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from netsite.network.contacts import (
    READERS,
    SEVERAL,
    Meaning,
    gives_name,
    meaning,
    rank,
)
from netsite.problems import Level, UsageError
from netsite.text.conflicts import conflict_line
from netsite.text.frontmatter import TOP_KEY, FrontMatter, read_front_matter
from netsite.text.names import one_line
from netsite.text.nodes import Node, Scalar
from netsite.text.splices import Splice, spliced
from netsite.text.written import anchor_end, place, written
from netsite.texts import Text

_ORDER = tuple(READERS)
_LABELLED = frozenset({"email", "phone", "links"})
_COLON = re.compile(r"[ \t]*:(?=[ \t\n]|$)")
_CONTENT = re.compile(r"^[ \t]*([^\s#])", re.MULTILINE)
_ANCHOR = re.compile(r"&([^\s,\[\]{}]+)")
_UNREADABLE = Text.of(
    "its front matter cannot be read; mend it first (netsite check says how)")
_LONGEST = 200  # characters of a key; from 1,024 on it is none for YAML


class Key(NamedTuple):
    """A key that was read, its value, and what it means."""

    key: Scalar
    node: Node
    meaning: Meaning

    @property
    def empty(self) -> bool:
        """Whether nothing is written behind it."""
        return isinstance(self.node, Scalar) and self.node.empty


class Keys:
    """The front matter of a text, to be edited.

    Raises UsageError where nothing can be written into it safely: it is never closed, no YAML, in
    braces, longer than what is read, or has the marks of a merge conflict.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        front = read_front_matter("", text)
        self.start, self.end = _inside(text, front)
        self._name_given = gives_name(front)
        self.all = tuple(Key(key, node, self._meaning(key.text)) for key, node in front.pairs)
        _refuse_content(text[self.start:self.end], keys=bool(self.all))
        self._errors = [problem.line for problem in front.problems
                        if problem.level is Level.ERROR]
        self._indent = self._before(self.all[0]) if self.all else ""
        if self._indent.strip(" ") or (self._indent and any(
                self._before(key) != self._indent for key in self.all)):
            raise UsageError(Text.of("its front matter is not written in lines of `key: value`"))
        self._unread = list(self._unread_keys())
        self._last_line = front.body_line

    def _meaning(self, key: str) -> Meaning:
        return meaning(key, name_given=self._name_given)

    def _before(self, key: Key) -> str:
        return self.text[self.line_start(key.key.start):key.key.start]

    def _unread_keys(self) -> Iterator[tuple[str, int, int]]:
        """What looks like a key and was not read: it, its index and its line."""
        starts = {key.key.start for key in self.all}
        values = [(key.key.start, place(self.text, key.node).end) for key in self.all]
        index, line = self.start, 2
        for row in self.text[max(self.start, 0):max(self.end, 0)].split("\n"):
            start = index + len(self._indent)
            match = TOP_KEY.match(row.removeprefix(self._indent))
            if (match and row.startswith(self._indent) and start not in starts
                    and not any(first < start < last for first, last in values)):
                yield match[0].rstrip(": \t").strip("\"'"), start, line
            index, line = index + len(row) + 1, line + 1

    # --- which keys are meant ---

    def meant(self, key: str, *, labelled: bool = False) -> list[Key]:
        """The keys of the file that a key means, spelled in whatever way.

        A key with a label (`mobile`, `tel[work]`) is one of its own, unless `labelled` asks for
        those too. Raises UsageError if one of them cannot be read.
        """
        wanted = self.wanted(key)
        found = [other for other in self.all
                 if self._same(wanted, other.meaning, labelled=labelled)]
        if not wanted.known:  # of the user's own keys, the one spelled so
            found = [other for other in found if other.key.text == key] or found
        for word, _, line in self._unread:
            if self._same(wanted, self._meaning(word), labelled=labelled):
                raise unreadable(word, line)
        for other in found:
            if not self.readable(other):
                raise unreadable(other.key.text, other.key.line)
            self._refuse_anchors(other)
        return found

    def wanted(self, key: str) -> Meaning:
        """What a key that the user gave means in this file. Raises UsageError if it is none."""
        if not one_line(key) or len(key) > _LONGEST:
            raise UsageError(Text.of("a key is a word, such as cadence") if not one_line(key)
                             else Text.of(
                                 "a key has at most {longest} characters", longest=_LONGEST))
        wanted = self._meaning(key)
        if wanted.word == "title" and not any(found.meaning.word == "title" for found in self.all):
            return wanted._replace(known="role")  # nobody who asks for a new title means the name
        return wanted

    @staticmethod
    def _same(wanted: Meaning, other: Meaning, *, labelled: bool) -> bool:
        if wanted.known != other.known or (not wanted.known and wanted.word != other.word):
            return False
        free = wanted.known not in _LABELLED or (labelled and not wanted.label)
        return free or wanted.label == other.label

    def readable(self, key: Key) -> bool:
        """Whether all of a key and its value was read, and it stands in lines of its own."""
        starts = [*(other.key.line for other in self.all), *(line for *_, line in self._unread)]
        end = min((line for line in starts if line > key.key.line), default=self._last_line)
        return (self._before(key) == self._indent
                and _COLON.match(self.text, key.key.end) is not None
                and not any(key.key.line <= line < end for line in self._errors))

    def _refuse_anchors(self, key: Key) -> None:
        """Refuse a key that a `*x` elsewhere repeats; netsite does not read those, others do."""
        span = self.lines(key)
        others = self.text[self.start:span.start] + self.text[span.end:self.end]
        for match in _ANCHOR.finditer(self.text, span.start, span.end):
            if f"*{match[1]}" in others:
                raise UsageError(Text.of(
                    "{key} is used elsewhere as *{match}; change it in the file",
                    key=key.key.text, match=match[1]))

    @staticmethod
    def holder(found: list[Key]) -> Key:
        """Of keys that mean one thing, the one that holds (docs/format.md, "Said twice?")."""
        filled = [key for key in found if not key.empty] or found
        if filled[0].meaning.known and filled[0].meaning.known not in SEVERAL:
            return min(filled, key=lambda key: rank(key.meaning.known, key.meaning.word))
        return filled[0]

    # --- where they stand ---

    def line_start(self, index: int) -> int:
        """Where the line of an index starts."""
        return self.text.rfind("\n", 0, index) + 1

    def line_end(self, index: int) -> int:
        """Where the line of an index ends: behind its `\\n`."""
        return self.text.find("\n", index) + 1 or len(self.text)

    def colon(self, key: Key) -> int:
        """Where a value may be written behind a key: after its colon, and an anchor there."""
        match = _COLON.match(self.text, key.key.end)
        colon = match.end() if match else key.key.end
        anchor = anchor_end(self.text, key.node)
        return anchor if colon < anchor < self.line_end(colon) else colon

    def lines(self, key: Key) -> Splice:
        """A splice that takes a key's lines out; comments in lines of their own around it stay."""
        return Splice(self.line_start(key.key.start),
                      self.line_end(max(place(self.text, key.node).end, self.colon(key))), "")

    def new(self, key: str, value: str) -> list[Splice]:
        """Splices that put in a key that is not there yet, in the order of docs/format.md."""
        wanted = self.wanted(key)
        name = key if wanted.label or not wanted.known else wanted.known
        line = f"{self._indent}{written(one_line(name))}: {value}\n"
        if self.start < 0:
            return [Splice(0, 0, f"---\n{line}---\n")]
        slot = self._slot(wanted.known)
        splices = [Splice(slot, slot, line)]
        if not Keys(spliced(self.text, splices)).meant(key):  # it is lost in what is no YAML
            raise UsageError(_UNREADABLE)
        return splices

    def _slot(self, known: str) -> int:
        index = _ORDER.index(known) if known else -1
        for other in reversed(_ORDER[:index + 1]):
            here = [key for key in self.all if key.meaning.known == other]
            if here and self.readable(here[-1]):
                return self.lines(here[-1]).end
        for other in _ORDER[index + 1:] if known else ():
            here = [key for key in self.all if key.meaning.known == other]
            if here and self._before(here[0]) == self._indent:
                return self._above(here[0])
        last = self.all[-1] if self.all else None
        if last and self.readable(last) and all(at < last.key.start for _, at, _ in self._unread):
            return self.lines(last).end
        return self.end

    def _above(self, key: Key) -> int:
        """Above a key, and the comment that stands right above it."""
        start = self.line_start(key.key.start)
        before = [other for other in self.all if other.key.start < key.key.start]
        if any(not self.readable(other) for other in before):
            return start
        bound = max((self.lines(other).end for other in before), default=self.start)
        while start > bound:
            above = self.line_start(start - 1)
            if not self.text.startswith(f"{self._indent}#", above):
                break
            start = above
        return start


def unreadable(key: str, line: int) -> UsageError:
    """What to say of a key of which not everything was read."""
    return UsageError(Text.of(
        "{key} in line {line} cannot be read as it is written; mend it first (netsite check"
        " says how)",
        key=key, line=line))


def _inside(text: str, front: FrontMatter) -> tuple[int, int]:
    """Where the text between the fences starts and ends; -1 where there is none."""
    if front.body_line == 1:
        if front.problems:
            raise UsageError(Text.of(
                "{message}; {hint}",
                message=front.problems[0].message, hint=front.problems[0].hint))
        return -1, -1
    if front.body_line == 2:
        raise UsageError(Text.of(
            "{message}; {hint}",
            message=front.problems[0].message, hint=front.problems[0].hint))
    if conflict_line(text[:front.body_start]):
        raise UsageError(Text.of("a merge conflict was left in its front matter; resolve it first"))
    behind = front.body_start - text.endswith("\n", 0, front.body_start)
    return text.index("\n") + 1, text.rfind("\n", 0, behind) + 1


def _refuse_content(inside: str, *, keys: bool) -> None:
    """Refuse front matter whose lines are no keys."""
    match = _CONTENT.search(inside)
    if match and match[1] == "{":
        raise UsageError(Text.of("its front matter is in braces; write `key: value` lines"))
    if match and not keys:
        raise UsageError(_UNREADABLE)
