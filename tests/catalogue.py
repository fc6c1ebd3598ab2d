"""The catalogue: what netsite says, found in the code, and what translators make of it, compiled.

    python -m tests.catalogue      (or: python3 tasks.py texts)

writes `netsite/locale/netsite.pot`, takes what is new over into each language's `netsite.po`, and
compiles that to `netsite.mo`. All are kept in git; tests/test_catalogue.py holds them together.
"""

import ast
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from netsite.cli import main as commands
from netsite.commands.help import CLICK, help_messages
from netsite.languages import FOLDER
from netsite.pages.render import shipped_templates
from netsite.pages.saying import messages_in, saying
from netsite.text.settings import LANGUAGES
from netsite.tongue import ENGLISH, OWN

ROOT = Path(__file__).resolve().parent.parent
TRANSLATED = tuple(language for language in LANGUAGES if language != ENGLISH.language)
_SINCE = datetime(2026, 11, 23, tzinfo=UTC)  # no day of the extraction, or each would differ
_PLURALS = {"de": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}
# What says something, and how many messages it takes.
_SAYING = {"say": 1, "text": 1, "Text.of": 1, "say_as": 2, "counted": 2, "texts": 2}
_BY_NAME_ALONE = {"text", "texts"}  # as methods these are other things


class Message(NamedTuple):
    """A message, its plural ("" is none), and the sense it is said in ("" is the plain one)."""

    one: str
    many: str = ""
    sense: str = ""


def all_messages() -> dict[Message, list[str]]:
    """Everything netsite says, with the files that say it."""
    found: dict[Message, list[str]] = {}
    for path, message in _everywhere():
        if message.one:
            places = found.setdefault(message, [])
            places += [path] if path not in places else []
    return found


def _everywhere() -> Iterator[tuple[str, Message]]:
    yield from (("netsite/tongue.py", Message(form, "", sense)) for sense, form in OWN)
    yield from (("netsite/commands/help.py", Message(words)) for words in CLICK)
    yield from (("netsite/cli.py", Message(words)) for words in help_messages(commands))
    for path in sorted((ROOT / "netsite").rglob("*.py")):
        if path.name not in ("tongue.py", "texts.py"):
            name = path.relative_to(ROOT).as_posix()
            yield from ((name, message) for message in in_python(path.read_text("utf-8")))
    for path in sorted(shipped_templates().glob("*.html")):
        for message in in_template(path.read_text("utf-8")):
            yield f"templates/{path.name}", message
    for path in sorted((shipped_templates() / "static").glob("*.js")):
        said, counted = messages_in(path.read_text("utf-8"))
        yield from ((f"templates/static/{path.name}", Message(one)) for one in said)
        yield from ((f"templates/static/{path.name}", Message(*both)) for both in counted)


def in_python(source: str) -> Iterator[Message]:
    """The messages of a module: constant arguments of the functions that say."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            plain = isinstance(node.func, ast.Name)
            name = (node.func.id if isinstance(node.func, ast.Name)
                    else "Text.of" if ast.unparse(node.func) == "Text.of"
                    else node.func.attr if isinstance(node.func, ast.Attribute) else "")
            given = [each.value for each in node.args if isinstance(each, ast.Constant)
                     and isinstance(each.value, str)]
            if name in _SAYING and (plain or name not in _BY_NAME_ALONE):
                yield from _message(name, given)


def in_template(source: str) -> Iterator[Message]:
    """The messages of a template: constants that go through the filters that say."""
    environment = Environment(autoescape=True)
    environment.filters |= saying(ENGLISH)
    for node in environment.parse(source).find_all(nodes.Filter):
        if node.name in _SAYING:
            given = [each.value for each in (node.node, *node.args)
                     if isinstance(each, nodes.Const) and isinstance(each.value, str)]
            if isinstance(node.node, nodes.Or):  # {{ x or "nothing" | say }} binds otherwise
                continue
            yield from _message(node.name, given[::-1] if node.name == "say_as" else given)


def _message(name: str, given: list[str]) -> Iterator[Message]:
    if len(given) < _SAYING[name]:
        return
    if name == "say_as":
        yield Message(given[1], "", given[0])
    elif name in ("counted", "texts"):
        yield Message(given[0], given[1])
    else:
        yield Message(given[0])


def template() -> Catalog:
    """The catalogue of all messages, none of them translated."""
    catalogue = _new(None)
    for message, places in sorted(all_messages().items(), key=lambda item: (item[1], item[0])):
        _add(catalogue, message, places)
    return catalogue


class _Steady(Catalog):
    """A catalogue whose head is the same whichever version of Babel writes it."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The lines of the head, without who wrote it."""
        return [(name, value) for name, value in super().mime_headers if name != "Generated-By"]

    @mime_headers.setter
    def mime_headers(self, headers: Iterable[tuple[str, str]]) -> None:
        self._set_mime_headers(headers)


def _new(language: str | None) -> Catalog:
    catalogue = _Steady(
        language, domain="netsite", project="netsite", header_comment="# netsite",
        creation_date=_SINCE, revision_date=_SINCE, last_translator="netsite",
        language_team=language or "none", msgid_bugs_address="", fuzzy=False)
    if language in _PLURALS:  # what Babel takes for them is not the same in each of its versions
        catalogue.mime_headers = [("Plural-Forms", _PLURALS[language])]
    return catalogue


def _add(catalogue: Catalog, message: Message, places: Iterable[str]) -> None:
    key = (message.one, message.many) if message.many else message.one
    catalogue.add(key, context=message.sense or None, locations=[(path, 0) for path in places])


def po_file(language: str) -> Path:
    """Where a language's translations stand."""
    return FOLDER / language / "LC_MESSAGES" / "netsite.po"


def translations(language: str) -> Catalog:
    """What translators have written."""
    with po_file(language).open("rb") as file:
        return read_po(file, locale=language, domain="netsite")


def up_to_date(language: str) -> Catalog:
    """A language's catalogue with the messages of today, what is known of them translated."""
    catalogue = _new(language)
    known = translations(language) if po_file(language).exists() else _new(language)
    for message in template():
        if message.id:
            old = known.get(message.id, message.context)
            catalogue.add(message.id, old.string if old else "", context=message.context,
                          locations=message.locations)
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as a text for translators."""
    out = io.BytesIO()
    write_po(out, catalogue, width=96, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """A catalogue as gettext reads it."""
    out, steady = io.BytesIO(), _new(str(catalogue.locale) if catalogue.locale else None)
    for message in catalogue:
        if message.id:
            steady.add(message.id, message.string, context=message.context)
    write_mo(out, steady)
    return out.getvalue()


def main() -> None:
    """Write all files anew."""
    (FOLDER / "netsite.pot").write_bytes(as_po(template()))
    for language in TRANSLATED:
        po_file(language).parent.mkdir(parents=True, exist_ok=True)
        catalogue = up_to_date(language)
        po_file(language).write_bytes(as_po(catalogue))
        po_file(language).with_suffix(".mo").write_bytes(as_mo(catalogue))


if __name__ == "__main__":
    main()
