"""Bytes of a file to text, and where that went wrong."""

import codecs
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from netsite.problems import Level, Problem
from netsite.texts import Text

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Source(NamedTuple):
    """A file's text: `\\n` line ends, no byte order mark, and what was wrong with its bytes."""

    path: str
    text: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What was read of a vault: sources by their path in it, and what could not be read."""

    settings: Source | None
    contacts: tuple[Source, ...]
    journal: tuple[Source, ...]
    problems: tuple[Problem, ...]


def stem(path: str) -> str:
    """The id that a file's name gives: its stem, NFC-normalised."""
    return unicodedata.normalize("NFC", path.rpartition("/")[2].rpartition(".")[0])


def decode(path: str, data: bytes) -> Source:
    """Read a file's bytes as UTF-8, and what is not UTF-8 as well as it can be read.

    A BOM is taken off, CRLF and lone CR become LF. Another encoding, a broken byte or a NUL is an
    error at its line; the text is still given, with U+FFFD for what is unreadable.
    """
    problems = []
    data = data.removeprefix(codecs.BOM_UTF8)
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), "utf-8")
    if encoding == "utf-8" and b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        if encoding == "utf-8":
            problems.append(_broken_byte(path, data, error.start))
    if encoding != "utf-8":
        problems.append(Problem(path, 1, 1, Level.ERROR, Text.of("the file is {encoding}",
                                                                 encoding=encoding.upper()),
                                Text.of("save it as UTF-8")))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        problems.append(_nul(path, text))
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return Source(path, text, tuple(problems))


def _broken_byte(path: str, data: bytes, start: int) -> Problem:
    line_start = data.rfind(b"\n", 0, start) + 1
    column = len(data[line_start:start].decode("utf-8", "replace")) + 1
    return Problem(path, data.count(b"\n", 0, start) + 1, column, Level.ERROR,
                   Text.of("byte 0x{data} is not UTF-8", data=f"{data[start]:02x}"),
                   Text.of("save the file as UTF-8; until then the byte is shown as �"))


def _nul(path: str, text: str) -> Problem:
    start = text.index("\0")
    return Problem(path, text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start),
                   Level.ERROR, Text.of("a NUL character"),
                       Text.of("take it out; is this file a text?"))
