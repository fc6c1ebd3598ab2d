"""Edits of a contact's text below its front matter: a note more, a promise kept."""

import re

from netsite.model import Promise
from netsite.problems import UsageError
from netsite.text.body import read_body
from netsite.text.frontmatter import read_front_matter
from netsite.text.splices import Splice
from netsite.texts import Text

_BULLET = re.compile(r"\s*[-*+][ \t]")
_OPEN = re.compile(r"\s*[-*+][ \t]+\[( )\]")


def add_note(path: str, note: str, text: str) -> list[Splice]:
    """The splice that puts a note behind those of a file, before its History.

    `[ ] …` becomes a promise. A bullet behind a bullet continues the list.
    """
    note = note.strip("\n").rstrip()
    if note.lower().startswith(("[ ]", "[x]")):
        note = f"- {note}"
    head = read_front_matter(path, text)
    body = read_body(path, text[head.body_start:], head.body_line, journal=False, not_contact={})
    lines = text.split("\n")
    history = body.layout.begins
    last = (history or len(lines) + 1) - 1
    while last >= head.body_line and not lines[last - 1].strip():
        last -= 1
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    if last >= head.body_line:
        end = starts[last] - 1
        joined = _BULLET.match(lines[last - 1]) and _BULLET.match(note)
        return [Splice(end, end, f"\n{'' if joined else chr(10)}{note}")]
    if history:
        return [Splice(starts[history - 1], starts[history - 1], f"{note}\n\n")]
    fresh = text.endswith("\n") or not text
    return [Splice(len(text), len(text), f"{note}\n" if fresh else f"\n{note}")]


def tick(path: str, promise: Promise, text: str) -> list[Splice]:
    """The splice that ticks an open promise; raises UsageError if it is not there any more."""
    head = read_front_matter(path, text)
    body = read_body(path, text[head.body_start:], head.body_line, journal=False, not_contact={})
    same = [each for each in body.promises if each.text == promise.text and not each.done]
    if not same:
        raise UsageError(Text.of("the promise “{text}” is not there any more", text=promise.text))
    line = min(same, key=lambda each: abs(each.line - promise.line)).line
    start = sum(len(each) + 1 for each in text.split("\n")[:line - 1])
    match = _OPEN.match(text, start)
    if not match:
        raise UsageError(Text.of("line {line} is not a promise any more", line=line))
    return [Splice(match.start(1), match.end(1), "x")]
