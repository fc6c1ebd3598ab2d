"""`netsite.toml` to Settings; what is wrong in it is a problem with a line, like anyone's."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from netsite.model import Settings
from netsite.problems import Level, Problem
from netsite.text.cadence import EXAMPLES, read_cadence
from netsite.text.conflicts import conflict_line, conflict_problem
from netsite.text.names import did_you_mean, fold
from netsite.texts import Text

FORMAT = 1
LANGUAGES = ("en", "de", "fr")
PYTHON_MARKDOWN, COMMONMARK = ENGINES = ("python-markdown", "commonmark")
MARKDOWN_EXTENSIONS = (
    "abbr", "admonition", "attr_list", "def_list", "footnotes", "legacy_em", "nl2br", "smarty")
EDITOR_SCHEMES = (
    "cursor", "emacs", "file", "http", "https", "idea", "jetbrains", "mvim", "obsidian", "subl",
    "txmt", "vscode", "vscode-insiders", "vscodium", "windsurf", "zed")
SHIPPED_SETTINGS = """\
# Settings of this vault. Every line is optional; what is commented out is what holds without it.

format = 1                     # of the files in this folder

# owner = "Kim Example"        # whose network it is, for the site's title
# soon = 14                    # days that count as due soon
# language = "en"              # of the site and of commands: en, de, fr
# output = "site"              # the built site, inside the vault
# edit_url = "vscode://file/{path}:{line}"
# not_contact = ["note", "todo", "plan", "idea", "tried", "missed", "no reply"]

[cadence]
# default = "quarterly"        # for everyone without a cadence of their own
# tags = {close = "never", vip = "monthly"}

[hour]                         # the weekly hour
# minutes = 60
# together = 6                 # people a get-together serves
# channels = {email = 5, message = 5, call = 15, "group call" = 30, coffee = 60, lunch = 90}
# warmth = {}                  # what a channel counts, if not 1: {call = 1.5, coffee = 2}

[ledger]                       # kinds of lines that give, and that ask
# gave = ["gave"]
# got = ["got"]

[markdown]
# engine = "python-markdown"   # or "commonmark", which is quicker: pip install 'netsite[fast]'
# extensions = []              # of Python-Markdown: abbr, admonition, attr_list, def_list,
#                              # footnotes, legacy_em, nl2br, smarty

[git]
# commit = "never"             # after a command that writes: always, ask, never
"""
_MOST_WARMTH = 100
_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_HEADER = re.compile(r"\s*\[\s*([\w.\"'-]+)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\s"'=\[]+))\s*=""")

_Check = Callable[[Any], str]  # what a value should be, or "" where it is right


def _text(value: Any) -> str:
    return "" if isinstance(value, str) else Text.of("a text in quotes")


def _texts(value: Any) -> str:
    right = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return "" if right else Text.of('a list of texts: ["one", "two"]')


def _count(value: Any) -> str:
    right = type(value) is int and 0 <= value <= 100_000
    return "" if right else Text.of("a whole number")


def _weight(value: Any) -> str:
    right = type(value) in (int, float) and 0 < value <= _MOST_WARMTH
    return "" if right else Text.of("a number above 0, {n} at most", n=_MOST_WARMTH)


def _cadence(value: Any) -> str:
    return "" if isinstance(value, str) and read_cadence(value) else EXAMPLES


def _table(value: Any) -> str:
    return "" if isinstance(value, dict) else Text.of("a table: {key = value}")


def _one_of(*known: str) -> _Check:
    def check(value: Any) -> str:
        meant = did_you_mean(fold(value), known) if isinstance(value, str) else ""
        if value in known:
            return ""
        words = ", ".join(known)
        return (Text.of("one of {words}; did you mean {meant}?", words=words, meant=meant)
                if meant else Text.of("one of {words}", words=words))
    return check


def _extensions(value: Any) -> str:
    wrong = _texts(value)
    return wrong or ("" if set(value) <= set(MARKDOWN_EXTENSIONS)
                     else Text.of("names out of {words}", words=", ".join(MARKDOWN_EXTENSIONS)))


def _editor(value: Any) -> str:
    known = isinstance(value, str) and (
        not value or value.partition(":")[0].lower() in EDITOR_SCHEMES)
    return "" if known else Text.of("an address that starts with one of {words}",
                                    words=", ".join(EDITOR_SCHEMES))


# Key in the file, field of Settings, check. The order is that of docs/format.md.
KEYS: tuple[tuple[str, str, _Check], ...] = (
    ("format", "", lambda value: "" if value == FORMAT and type(value) is int
     else Text.of("{n}, the format this version reads", n=FORMAT)),
    ("owner", "owner", _text),
    ("soon", "soon", _count),
    ("language", "language", _one_of(*LANGUAGES)),
    ("output", "output", _text),
    ("edit_url", "edit_url", _editor),
    ("not_contact", "not_contact", _texts),
    ("cadence.default", "cadence", _cadence),
    ("cadence.tags", "cadence_by_tag", _table),
    ("hour.minutes", "hour_minutes", _count),
    ("hour.together", "hour_together", _count),
    ("hour.channels", "hour_channels", _table),
    ("hour.warmth", "hour_warmth", _table),
    ("ledger.gave", "gave", _texts),
    ("ledger.got", "got", _texts),
    ("markdown.engine", "markdown_engine", _one_of(*ENGINES)),
    ("markdown.extensions", "markdown_extensions", _extensions),
    ("git.commit", "git_commit", _one_of("ask", "always", "never")),
)
_EACH: dict[str, _Check] = {
    "cadence.tags": _cadence, "hour.channels": _count, "hour.warmth": _weight}
_TABLES = frozenset(key.partition(".")[0] for key, _, _ in KEYS if "." in key)


def read_settings(path: str, text: str) -> tuple[Settings, list[Problem]]:
    """The settings of a `netsite.toml`; a wrong value is a problem, and its default holds."""
    try:
        given = dict(_flat(tomllib.loads(text)))
    except ValueError as error:  # also a number that Python will not make
        return Settings(), [_syntax(path, text, str(error))]
    except RecursionError:
        return Settings(), [Problem(path, 1, 1, Level.ERROR, Text.of("nested too deep"),
            Text.of("write it flat"))]
    problems: list[Problem] = []
    fields: dict[str, Any] = {}
    checks = {key: (field, check) for key, field, check in KEYS}
    for key, value in given.items():
        if key not in checks:
            problems.append(_unknown(path, text, key))
            continue
        field, check = checks[key]
        if wrong := check(value):
            problems.append(_wrong(path, text, key, wrong))
        elif key in _EACH:
            wrongs = {name: _EACH[key](item) for name, item in value.items()}
            problems += [_wrong(path, text, f"{key}.{name}", wrong)
                         for name, wrong in wrongs.items() if wrong]
            fields[field] = {name: item for name, item in value.items() if not wrongs[name]}
        elif field:
            fields[field] = tuple(value) if isinstance(value, list) else value
    problems += _engine_problems(path, text, fields)
    return Settings(**fields), problems


def _engine_problems(path: str, text: str, fields: dict[str, Any]) -> Iterator[Problem]:
    """What the engine that is wanted cannot do here; the fields say afterwards what holds."""
    if fields.get("markdown_engine") != COMMONMARK:
        return
    if find_spec("pyromark") is None:
        del fields["markdown_engine"]
        yield Problem(path, *_place(text, "markdown.engine"), Level.WARNING,
                      Text.of("the commonmark engine is not installed; python-markdown stands in"),
                      Text.of("pip install 'netsite[fast]'"))
    elif fields.pop("markdown_extensions", ()):
        yield Problem(path, *_place(text, "markdown.extensions"), Level.WARNING,
                      Text.of("markdown.extensions are of Python-Markdown; the commonmark "
                              "engine has none"),
                      Text.of("take the line out, or the engine"))


def _wrong(path: str, text: str, key: str, should_be: str) -> Problem:
    return Problem(path, *_place(text, key), Level.ERROR, Text.of("{key} cannot be used as it is",
                                                                  key=key),
                   Text.of("write {should_be}", should_be=should_be))


def _flat(tables: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Keys with their table's name before them."""
    for key, value in tables.items():
        if key in _TABLES and isinstance(value, dict):
            yield from ((f"{key}.{inner}", item) for inner, item in value.items())
        else:
            yield key, value


def _syntax(path: str, text: str, message: str) -> Problem:
    if conflict := conflict_line(text):
        return conflict_problem(path, conflict)
    match = _POSITION.search(message)
    line, column = text.count("\n") + 1, 1
    if match and match[1]:
        line, column = int(match[1]), int(match[2])
    what, mend = _meaning(_POSITION.sub("", message))
    return Problem(path, line, column, Level.ERROR, Text.of("not TOML: {what}", what=what),
                   Text.of("{mend}; until then the defaults hold", mend=mend) if mend
                   else Text.of("until then the defaults hold"))


_LINE = Text.of("write `key = value`")
_CLOSE = Text.of("close it")
_ONE = Text.of("keep one")
# What tomllib says, what it means to somebody who edits settings, and the mend.
_MEANINGS = (
    ("Invalid statement|Invalid initial character", Text.of("this line does not start with a key"),
     _LINE),
    ("Expected '=' after a key", Text.of("this line has no `=`"), _LINE),
    ("Expected newline or end of document", Text.of("something stands behind the value"),
     Text.of("put each setting in a line of its own")),
    ("Invalid value|Invalid date", Text.of("this is no value"), Text.of("put a text in quotes")),
    (r"Unterminated string|Illegal character '\\n'|Expected [\"']{2}",
     Text.of("a quote is never closed"), _CLOSE),
    ("Illegal character|Found invalid character", Text.of("a control character"),
     Text.of("take it out")),
    ("Unclosed array|Unclosed inline table", Text.of("a bracket is never closed"), _CLOSE),
    ("at the end of a", Text.of("a table’s name is never closed"), Text.of("write `[name]`")),
    ("Cannot declare .* twice", Text.of("this table stands twice"), _ONE),
    ("Cannot overwrite a value|Duplicate inline table key", Text.of("this key stands twice"), _ONE),
    ("Unescaped|Invalid hex value|Escaped character",
     Text.of("in double quotes a \\ begins a sign that is written otherwise"),
     Text.of("write it twice, or take single quotes")))


def _meaning(said: str) -> tuple[str, str]:
    """What tomllib's words mean, and the mend; those that are not known are quoted."""
    for words, what, mend in _MEANINGS:
        if re.search(words, said):
            return what, mend
    return Text.of("“{words}”", words=said), ""


def _unknown(path: str, text: str, key: str) -> Problem:
    known = {name for name, _, _ in KEYS}
    short = {name.rpartition(".")[2]: name for name in known}
    meant = did_you_mean(key, known) or short.get(fold(key.rpartition(".")[2]), "")
    return Problem(path, *_place(text, key), Level.WARNING, Text.of("there is no setting {key}",
                                                                    key=key[:60]),
                   Text.of("did you mean {meant}?", meant=meant) if meant else
                       Text.of("see docs/format.md, Settings"))


def _place(text: str, key: str) -> tuple[int, int]:
    """The line and column where a key is set; the first line where it cannot be told."""
    current = ""
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            current = header[1].strip("\"'")
            if current == key:
                return number, 1
        elif match := _KEY.match(line):
            name = next(filter(None, match.groups()), "")
            here = f"{current}.{name}".strip(".")
            if here == key or key.startswith(f"{here}."):
                return number, len(line) - len(line.lstrip()) + 1
    return 1, 1
