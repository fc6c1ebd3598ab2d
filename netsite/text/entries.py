"""Dated lines: the grammar of one line (docs/format.md, "A dated line")."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from netsite.model import Link
from netsite.text.dates import looks_like_day, make_day, mend_day
from netsite.text.links import LINK, make_link
from netsite.text.names import bare
from netsite.texts import Text

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?(?=:?(?:\s|$)):?")
_WORD = re.compile(r"\s*(\S+)")
_LINK = r"\[\[[^\[\]\n]+\]\]"
_LIST = rf"{_LINK}(?:\s*(?:,\s*)?(?:(?:and\b|&)\s*)?{_LINK})*"
_PEOPLE = re.compile(rf"\s*(with(?=[\s\[])\s*)?({_LIST})", re.IGNORECASE)
_EXCEPT = re.compile(rf"\s*(?:,\s*)?except(?=[\s\[])\s*(with(?=[\s\[])\s*)?({_LIST})",
                     re.IGNORECASE)
_COLON = re.compile(r"\s*:(?=\s|$)")
_END = re.compile(r"\s*(?::(?=\s|$)|$)")
_DECORATED = re.compile(r"[\[*_~`(]*(?=\d)")
MOST_KIND_WORDS = 3

Phrases = Mapping[str, Sequence[tuple[str, ...]]]  # what may follow a first word, all folded


class Dated(NamedTuple):
    """The date a line starts with, and where the rest starts."""

    day: date
    whole_month: bool
    end: int


class Head(NamedTuple):
    """What the grammar finds after the date; `end` is where the free text starts.

    `unlinked` is the word after a `with` that no link follows, and its index, or None.
    """

    kind: str
    people: tuple[Link, ...]
    without: tuple[Link, ...]
    end: int
    unlinked: tuple[str, int] | None


def read_date(text: str) -> Dated | None:
    """The day or month a line starts with, or None."""
    match = _DATE.match(text)
    if not match:
        return None
    day = _day(match[1], match[2], match[3] or "1")
    return Dated(day, match[3] is None, match.end()) if day else None


@lru_cache(maxsize=1 << 14)  # days come again and again
def _day(year: str, month: str, day: str) -> date | None:
    return make_day(int(year), int(month), int(day))


def near_date(text: str) -> tuple[str, str] | None:
    """What is wrong with a line that starts nearly as a dated one does, and the mend, or None."""
    if read_date(text):
        return None
    if match := _DATE.match(text):
        return (Text.of("there is no {day} in the calendar", day=match[0].rstrip(":")),
                Text.of("mend the date"))
    start = _DECORATED.match(text)
    plain = text[start.end():] if start else ""
    if not plain or not looks_like_day(plain):
        return None
    mended = mend_day(plain)
    return (Text.of("“{word}” is nearly a date, and not read as one",
                    word=text.split(None, 1)[0][:40]),
            Text.of("begin the line with {day} and a space", day=mended) if mended
            else Text.of("begin the line with YYYY-MM-DD and a space"))


def read_head(text: str, start: int, line: int, column: int) -> Head:
    """Tell kind and people apart from the text of a line, from index `start` on.

    `column` is the column of the text's first character. The shortest kind that works is meant:
    none, or one to three words where people, a colon or the line's end follows.
    """
    position, kind = start, ""
    linked = "[[" in text
    for words in range(MOST_KIND_WORDS + 1):
        if linked and (found := _people(text, position, line, column)):
            people, without, end = found
            return Head(kind, people, without, _after_colon(text, end), None)
        if words and _END.match(text, position):
            return Head(kind, (), (), _after_colon(text, position), _unlinked(text, start))
        word = _WORD.match(text, position)
        if words == MOST_KIND_WORDS or not word or "[[" in word[1]:
            break
        kind = f"{kind} {word[1]}".lstrip()
        position = word.end()
        if kind.endswith(":"):
            return Head(kind.rstrip(":").rstrip(), (), (), position, _unlinked(text, start))
    return Head("", (), (), _after_colon(text, start), _unlinked(text, start))


def _people(
    text: str, position: int, line: int, column: int,
) -> tuple[tuple[Link, ...], tuple[Link, ...], int] | None:
    """The people and exceptions that start at a position, and where they end.

    So that a sentence stays a sentence, a list without `with` must be followed by an exception, a
    colon or the line's end, and an exception that stands alone by one of the last two.
    """
    listed = _PEOPLE.match(text, position)
    excepted = _EXCEPT.match(text, listed.end() if listed else position)
    last = excepted or listed
    if not last:
        return None
    alone = not (listed and excepted) and not last[1]
    if alone and not _END.match(text, last.end()):
        return None
    return (_links(listed, line, column), _links(excepted, line, column), last.end())


def _links(match: re.Match[str] | None, line: int, column: int) -> tuple[Link, ...]:
    if not match:
        return ()
    start = column + match.start(2)
    return tuple(make_link(found, line, start) for found in LINK.finditer(match[2]))


def _after_colon(text: str, end: int) -> int:
    colon = _COLON.match(text, end)
    return colon.end() if colon else end


def _unlinked(text: str, start: int) -> tuple[str, int] | None:
    """The word after a `with` among the first words, where it is no link, and its index."""
    if "with" not in text.lower():
        return None
    before = ""
    for _ in range(MOST_KIND_WORDS + 2):
        word = _WORD.match(text, start)
        if not word or "[[" in word[1]:
            return None
        if before == "with":
            return word[1], word.start(1)
        if word[1].endswith(":"):  # what follows the colon is a sentence
            return None
        before, start = word[1].lower(), word.end()
    return None


def is_contact(text: str, not_contact: Phrases) -> bool:
    """Whether a line's text (less its date) is none of the kinds that are no contact."""
    words = _words(text)
    phrases = not_contact.get(next(words, ""))
    if not phrases:
        return True
    rest = tuple(islice(words, max(map(len, phrases))))
    return not any(phrase == rest[:len(phrase)] for phrase in phrases)


def _words(text: str) -> Iterator[str]:
    """The words of a text up to its first link, folded, without punctuation and emphasis."""
    position = 0
    while (match := _WORD.match(text, position)) and "[[" not in match[1]:
        position = match.end()
        if word := bare(match[1]):
            yield word


def read_phrases(settings: Iterable[str]) -> Phrases:
    """A setting's words in the form `is_contact` compares by."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for setting in settings:
        words = tuple(_words(setting))
        if words:
            found.setdefault(words[0], []).append(words[1:])
    return found
