"""Ids for new contacts: file names that are easy to type and safe everywhere."""

import re
import unicodedata
from collections.abc import Container

from netsite.problems import UsageError
from netsite.text.names import CONTROLS, fold
from netsite.texts import Text

_MOST = 100  # characters, and twice as many bytes
_RESERVED = frozenset({"readme", "con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)})
_UNSAFE = re.compile(rf'{CONTROLS.pattern}|[/\\\[\]|#:*?"<>]')
_ENDING = re.compile(r"\.(?:md|markdown)$", re.IGNORECASE)


def id_for(name: str, taken: Container[str]) -> str:
    """The id of a new contact: the name in small letters without accents, words joined by `-`.

    `taken` are folded ids; a number makes the id one of its own.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold(name))
                    if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in fold(plain)).split()
    wish = "-".join(words)[:_MOST].encode()[:2 * _MOST].decode(errors="ignore").strip("-")
    wish = wish or "contact"
    found, number = wish, 1
    while found in taken or found in _RESERVED:
        number += 1
        found = f"{wish}-{number}"
    return found


def check_id(text: str) -> str:
    """An id that somebody chose, NFC-normalised; raises UsageError if no file can be called so."""
    found = _ENDING.sub("", unicodedata.normalize("NFC", text.strip()))
    wrong = _UNSAFE.search(found)
    if wrong:
        raise UsageError(Text.of("an id cannot have {sign} in it; write letters, digits and -",
                                 sign=repr(wrong[0])))
    if not found or found[0] in "._" or found[-1] in ". " or (
            fold(found) in _RESERVED or _ENDING.search(found)):
        raise UsageError(Text.of(
            "“{found}” cannot be an id; write letters, digits and -",
            found=found))
    if len(found.encode()) > 2 * _MOST:
        raise UsageError(Text.of("this id is too long for a file's name"))
    return found
