"""Byte-exact edits: places in a file's text as it is read, spliced into the bytes as they are."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from netsite.problems import UsageError
from netsite.text.source import decode
from netsite.texts import Text

_BOM = "\ufeff"


class Splice(NamedTuple):
    """What to put in place of `text[start:end]`; its line ends are `\\n`, as in every text read."""

    start: int
    end: int
    text: str


class Document:
    """A file's bytes, with the text that reading them gives.

    `text` is, character by character, what `decode` gives: no byte order mark, line ends `\\n`, and
    U+FFFD for what is no text. (Of a broken sequence `decode` may make fewer of those.)
    Raises UsageError for UTF-16 and UTF-32, which are not edited.
    """

    def __init__(self, path: str, data: bytes) -> None:
        source = decode(path, data)
        if any("the file is UTF-" in problem.message for problem in source.problems):
            raise UsageError(Text.of(
                "{path} is not UTF-8, so nothing is written to it; save it as UTF-8",
                path=path))
        raw = data.decode("utf-8", "surrogateescape")
        self._bom = _BOM if raw.startswith(_BOM) else ""
        self._raw = raw.removeprefix(_BOM)
        # Where the text has one character and the file two: after each of these.
        self._pairs: list[int] = []
        text = self._raw
        if "\r" in text:
            start = text.find("\r\n")
            while start >= 0:
                self._pairs.append(start - len(self._pairs))
                start = text.find("\r\n", start + 2)
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.text = _shown(text)

    @property
    def newline(self) -> str:
        """The file's own line end: that of its first line."""
        first = min((index for index in map(self._raw.find, "\r\n") if index >= 0), default=-1)
        if first < 0:
            return "\n"
        return "\r\n" if self._raw[first:first + 2] == "\r\n" else self._raw[first]

    def spliced(self, splices: Iterable[Splice]) -> bytes:
        """The file's bytes with the splices made, every other byte as it was.

        Splices must not overlap; of several at one place the first given comes first.
        """
        parts, position = [self._bom], 0
        for splice in sorted(splices, key=lambda splice: (splice.start, splice.end)):
            start, end = self._place(splice.start), self._place(splice.end)
            if start < position:
                raise ValueError("splices overlap")
            parts += [self._raw[position:start], splice.text.replace("\n", self.newline)]
            position = end
        parts.append(self._raw[position:])
        return "".join(parts).encode("utf-8", "surrogateescape")

    def _place(self, index: int) -> int:
        """Where a place in the text stands in the file; a CRLF is one character of the text."""
        return index + bisect_left(self._pairs, index)


def _shown(text: str) -> str:
    if text.isascii() and "\0" not in text:
        return text
    return "".join("\N{REPLACEMENT CHARACTER}" if "\ud800" <= character <= "\udfff"
                   or character == "\0" else character for character in text)


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with the splices made, as `Document.spliced` makes them in a file."""
    parts, position = [], 0
    for start, end, new in sorted(splices, key=lambda splice: (splice.start, splice.end)):
        parts += [text[position:start], new]
        position = end
    return "".join([*parts, text[position:]])
