"""A language in which every text stands in brackets, and a vault without a Latin letter of its own.

What a page or a command shows in Latin letters outside of brackets then came past the catalogue.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog

from netsite import languages
from netsite.model import Settings
from netsite.network.contacts import READERS, SYNONYMS, normal_key
from netsite.text import cadence, when
from netsite.text.settings import EDITOR_SCHEMES, MARKDOWN_EXTENSIONS
from tests.catalogue import as_mo, template

LANGUAGE = "de"  # a language that settings know; its catalogue is another one here
OPEN, CLOSE = "⟦⟧"

_PART = re.compile(r"(\{[a-z_]+:?,?\}|</?\w[^>]*>|&\w+;)")  # what is not said
_WORDS = re.compile(r"[^\W\d_](?:.*[^\W\d_])?", re.DOTALL)
_BRACKETED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_LATIN = re.compile(r"[A-Za-z]{2,}")


def bracketed(message: str) -> str:
    """A message with brackets around what it says, but not around its values and its tags."""
    return "".join(part if _PART.fullmatch(part) else _WORDS.sub(
        lambda found: f"{OPEN}{found[0]}{CLOSE}", part) for part in _PART.split(message))


def compiled() -> bytes:
    """The catalogue of that language, as gettext reads it."""
    catalogue = Catalog(LANGUAGE, domain="netsite")
    for entry in template():
        if isinstance(entry.id, tuple):
            catalogue.add(entry.id, tuple(map(bracketed, entry.id)))
        elif entry.id:
            one = str(entry.id)
            said = (" ".join(map(bracketed, one.split(" ")))
                    if entry.context == "a month, one letter" else bracketed(one))
            catalogue.add(one, said, context=entry.context)
    return as_mo(catalogue)


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """Have that language spoken, from a catalogue in a folder."""
    file = folder / LANGUAGE / "LC_MESSAGES/netsite.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(compiled())
    before, languages.FOLDER = languages.FOLDER, folder
    languages.tongue_of.cache_clear()
    try:
        yield
    finally:
        languages.FOLDER = before
        languages.tongue_of.cache_clear()


def outside(text: str) -> str:
    """What of a text stands outside of brackets; brackets may stand in brackets."""
    before = None
    while before != text:
        before, text = text, _BRACKETED.sub(" ", text)
    return text


# What is there to be typed, or leads somewhere, in whatever language.
_TO_TYPE = re.compile(
    r"\bnetsite .*|`[^`]*`|“[^“”]*”|https?:\S*|urn:\S*|\S*[/@]\S*|\w+(?:\.\w+)+|\[[a-z|]+\]|"
    r"YYYY(?:-MM(?:-DD)?)?|(?<!\w)--?[a-z-]+|\bgit filter-repo .*|\b[a-z_]+: \"?\[+[a-z]+\]+|"
    r"\b(?=\w*\d)[0-9a-f]{7,40}\b|\S*\N{REPLACEMENT CHARACTER}\S*|\(tag:\S*\)|" + "|".join(
        map(re.escape, (cadence.EXAMPLES, when.EXAMPLES))))


def missed(text: str, known: Iterable[str] = ()) -> list[str]:
    """The words in Latin letters that are neither in brackets, nor known, nor there to be typed."""
    known = frozenset(known)
    return [word for word in _LATIN.findall(_TO_TYPE.sub(" ", outside(text)))
            if word.lower() not in known]


def _text(path: Path) -> str:
    return path.read_bytes().replace(b"\0", b"").decode("utf-8", "replace")


def words_of(vault: Path, *, cadences: bool = False) -> frozenset[str]:
    """What users wrote in a vault, word by word, also in names of files, and what they may write.

    How often they want to be in touch is left out, since that is said, unless it is wanted.
    """
    files = [path for path in vault.rglob("*") if path.suffix in (".md", ".toml")]
    lines = (line for path in files if path.is_file() and not path.is_symlink()
             for line in _text(path).split("\n"))
    shipped = Settings()
    return frozenset(word.lower() for text in (
        *(line for line in lines if cadences or not line.startswith("cadence:")),
        *(path.stem for path in files), *shipped.not_contact, *shipped.hour_channels,
        *shipped.gave, *shipped.got, *EDITOR_SCHEMES, *MARKDOWN_EXTENSIONS, "ask", "always",
        "never") for word in _LATIN.findall(text))


class _Shown(HTMLParser):
    """What a person reads of a page, or is read to them."""

    _UNREAD = frozenset({"script", "style", "code", "kbd", "template"})
    _READ = frozenset({"title", "aria-label", "alt", "placeholder", "aria-description",
                       "aria-roledescription", "aria-valuetext", "label"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what attributes say."""
        self._unread += tag in self._UNREAD
        given = dict(attrs)
        read = self._READ | ({"content"} if given.get("name") == "description" else set())
        self.found += [value for name, value in attrs if name in read and value]

    def handle_endtag(self, tag: str) -> None:
        """Leave what is not read."""
        self._unread -= tag in self._UNREAD

    def handle_data(self, data: str) -> None:
        """Take a text."""
        if not self._unread and data.strip():
            self.found.append(" ".join(data.split()))


def shown(html: str) -> list[str]:
    """The texts of a page, and those of its attributes that are for people."""
    parser = _Shown()
    parser.feed(html)
    return parser.found


# The vault

_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
                         "абвгдежзийклмнопрстуфхцчшщАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ")
_KEPT = frozenset({
    "cadence", "frequency", "keep_in_touch", "kind", "archived", "timezone", "snooze",
    "birthday", "met", "died", "uid", "photo"})
_KNOWN = frozenset({*READERS, *(each for some in SYNONYMS.values() for each in some)})
_INNER = frozenset({"team", "member", "joined", "left"})
_KEY = re.compile(r"^([\w-]+):", re.ASCII)
_INNER_KEY = re.compile(r"(?<=[{ ])([a-z_]+)(?=: )")
_ADDRESS = re.compile(r"https?://\S*?(?=[,\]}\s]|$)|[\w.+-]+@[\w.-]+", re.ASCII)
_WITH = re.compile(r"(- [\d-]+ [a-z ]+?) with (.*)")
_SETTINGS = f"""\
format = 1
owner = "Ким"
language = "{LANGUAGE}"
not_contact = ["ноуд", "уого", "план", "игда", "усидг", "но сдплш"]

[cadence]
tags = {{"влотд" = "never", "мднуос" = "monthly"}}

[hour]
channels = {{"дмаил" = 5, "валл" = 15, "хигдо валл" = 30, "воеедд" = 60, "лфнвз" = 90}}

[ledger]
gave = ["жахд"]
got = ["жоу"]
"""


def foreign(text: str) -> str:
    """A text with other letters for Latin ones, but for addresses."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts += [text[end:found.start()].translate(_LETTERS), found[0]]
        end = found.end()
    return "".join(parts) + text[end:].translate(_LETTERS)


def foreign_contact(text: str) -> str:
    """A contact's file, of which only what has a meaning is left in Latin letters."""
    _, head, body = text.split("---\n", 2)
    notes, heading, history = body.partition("## History\n")
    return "---\n".join(("", "\n".join(map(_field, head.split("\n"))),
                         foreign(notes) + heading + "\n".join(map(_dated, history.split("\n")))))


def _field(line: str) -> str:
    """A line of front matter; keys that are known stay, and values with a meaning."""
    found = _KEY.match(line)
    if found and found[1] in _KEPT:
        return line
    start = found.end() if found and normal_key(found[1]) in _KNOWN else 0
    return line[:start] + _values(line[start:])


def _values(text: str) -> str:
    """Values of a key; the keys inside of them that are known stay."""
    parts, end = [], 0
    for found in _INNER_KEY.finditer(text):
        if found[1] in _INNER:
            parts += [foreign(text[end:found.start()]), found[0]]
            end = found.end()
    return "".join(parts) + foreign(text[end:])


def _dated(line: str) -> str:
    found = _WITH.match(line)
    return f"{foreign(found[1])} with {foreign(found[2])}" if found else foreign(line)


def foreign_vault(source: Path, target: Path) -> None:
    """Write a vault's texts as ones of other letters, and of that language."""
    for path in source.glob("contacts/**/*.md"):
        name = foreign(path.relative_to(source / "contacts").with_suffix("").as_posix())
        _write(target / "contacts" / f"{name}.md", foreign_contact(path.read_text("utf-8")))
    for path in source.glob("journal/*.md"):
        _write(target / "journal" / path.name, "\n".join(
            map(_dated, path.read_text("utf-8").split("\n"))))
    _write(target / "netsite.toml", _SETTINGS)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
