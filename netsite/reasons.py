"""Why something outside refused: the system's own words, and those of programs, in ours.

They come in English from wherever they stand. The common ones are texts, to be said in a language;
those that nobody knows are quoted as they are, in a sentence of ours.
"""

import re
from collections.abc import Iterable

from netsite.texts import Text

# What the words of somebody else look like, as regular expressions, which are only read when
# something went wrong, and what they mean: a message, filled with the groups.
Meanings = Iterable[tuple[str, Text]]

_KNOWN = {str(each): each for each in (
    Text.of("permission denied"),
    Text.of("operation not permitted"),
    Text.of("operation not supported"),
    Text.of("no such file or directory"),
    Text.of("no such device or address"),
    Text.of("file exists"),
    Text.of("is a directory"),
    Text.of("not a directory"),
    Text.of("directory not empty"),
    Text.of("too many levels of symbolic links"),
    Text.of("too many links"),
    Text.of("file name too long"),
    Text.of("invalid argument"),
    Text.of("invalid or incomplete multibyte or wide character"),
    Text.of("invalid cross-device link"),
    Text.of("device or resource busy"),
    Text.of("text file busy"),
    Text.of("no space left on device"),
    Text.of("disk quota exceeded"),
    Text.of("read-only file system"),
    Text.of("file too large"),
    Text.of("input/output error"),
    Text.of("stale file handle"),
    Text.of("no locks available"),
    Text.of("interrupted system call"),
    Text.of("resource temporarily unavailable"),
    Text.of("too many open files"),
    Text.of("too many open files in system"),
    Text.of("cannot allocate memory"),
    Text.of("exec format error"),
    Text.of("address already in use"),
    Text.of("cannot assign requested address"),
    Text.of("connection timed out"),
    Text.of("inotify watch limit reached"),
    Text.of("inotify instance limit reached"),
)}


def reason_of(error: OSError) -> str:
    """Why the system refused, in a few words; "" if it does not say."""
    words = error.strerror or next(iter(error.args), "")
    return in_our_words(words) or (
        Text.of("the system says “{words}”", words=words) if words else "")


def in_our_words(words: object) -> Text | None:
    """What the system's words for a common reason are to us; a text of ours stays as it is."""
    return words if isinstance(words, Text) else _KNOWN.get(str(words).lower())


def meaning_of(words: str, meanings: Meanings) -> Text | None:
    """What a program's words mean, by the first of its meanings that fits."""
    for known, meaning in meanings:
        if found := re.search(known, words):
            return Text(meaning.message, found.groupdict()) if found.groupdict() else meaning
    return None
