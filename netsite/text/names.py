"""Names as they compare, words as they are told apart, and the "did you mean" between them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPACE = re.compile(r"\s+")
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@lru_cache(maxsize=1 << 18)  # a vault says the same names again and again
def fold(text: str) -> str:
    """A name in the form in which names compare: NFC, case-folded, white space folded."""
    if text.isascii():
        return " ".join(text.lower().split())
    normal = unicodedata.normalize("NFC", text).casefold()
    return unicodedata.normalize("NFC", " ".join(normal.split()))


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return _SPACE.sub(" ", text).strip()


@lru_cache(maxsize=1 << 14)  # asked of the first words of every line
def bare(word: str) -> str:
    """A word folded, without the punctuation and emphasis around it (`**Note**:` is `note`)."""
    if word.isalnum() and word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFC", word)
    start, end = 0, len(word)
    while start < end and not _of_a_word(word[start]):
        start += 1
    while start < end and not _of_a_word(word[end - 1]):
        end -= 1
    return fold(word[start:end])


def _of_a_word(character: str) -> bool:
    """Letters and digits, and the marks that scripts put on them."""
    return character.isalnum() or unicodedata.category(character)[0] == "M"


@lru_cache(maxsize=1 << 18)  # each list is in its own order, and all are of the same names
def sort_key(name: str) -> tuple[str, str]:
    """Orders names as a reader expects: accents and case do not count, then they do."""
    if name.isascii():
        return name.lower(), name
    parts = unicodedata.normalize("NFKD", name).casefold()
    return "".join(c for c in parts if not unicodedata.combining(c)), name


# What stands in a name, and is none.
_TITLES = frozenset({
    "dr", "prof", "mr", "mrs", "ms", "mx", "sir", "dame", "jr", "sr", "ii", "iii", "iv", "phd",
    "md", "dipl", "ing", "mag"})
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[\"“„«][^\"“”„«»]*[\"”“»]")
_VIRAMA = 9  # a combining class: the next letter belongs to this one


def initials(name: str) -> str:
    """One or two letters that stand for a name, the first and the last of its words; "" of none.

    What is said aside, titles, and particles such as `van der` do not count. A word of a script
    whose signs are words (Chinese, Japanese, Korean) stands for the name alone; in Arabic the two
    letters are kept from joining.
    """
    words = [word for word in re.split(r"\s+", _ASIDE.sub(" ", name)) if _first_letter(word)]
    words = [word for word in words if bare(word) not in _TITLES] or words
    words = [word for word in words if not _first_letter(word).islower()] or words
    if not words:
        return ""
    letters = [_capital(_first_letter(word)) for word in (words[0], *words[1:][-1:])]
    if _is_whole(letters[0]):
        return letters[0]
    return ("\u200c" if unicodedata.bidirectional(letters[0][0]) == "AL" else "").join(letters)


def _capital(letter: str) -> str:
    capital = letter.upper()
    return capital if len(capital) == len(letter) else letter


def _first_letter(word: str) -> str:
    """The first letter or digit of a word, with the marks on it, as a capital if it has one."""
    word = unicodedata.normalize("NFC", word)
    start = next((index for index, each in enumerate(word) if each.isalnum()), len(word))
    end = start + 1
    while end < len(word) and (unicodedata.category(word[end])[0] == "M" or (
            unicodedata.combining(word[end - 1]) == _VIRAMA and word[end].isalpha())):
        end += 1
    return word[start:end]


def _is_whole(letter: str) -> bool:
    """Whether a sign is a word of its own: Han, Kana, Hangul."""
    return unicodedata.name(letter[0], "").startswith(("CJK ", "HIRAGANA", "KATAKANA", "HANGUL"))


def printable(text: str) -> str:
    """The text with control characters spelled out, so that it can rule no terminal or line."""
    return CONTROLS.sub(lambda match: ascii(match[0])[1:-1], text)


def one_edit_apart(left: str, right: str) -> bool:
    """Whether one letter added, left out, changed, or swapped with the next makes them equal."""
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (
        len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:])


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """The first known name one edit away, or ""."""
    return next((other for other in sorted(known) if one_edit_apart(name, other)), "")
