"""Which language a command line means: its vault's; the user's own where there is no vault.

A vault whose settings name no language is an English one, as its pages are. What is here runs
before any help is shown, so it imports next to nothing, and looks for one key alone: to read the
settings as a whole takes as long as help itself.
"""

import os
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netsite.tongue import Tongue

ARGS = "netsite.args"  # what was typed, in the context of a command that runs
_ENGLISH = "en"
_LANGUAGE = re.compile(r"""^[ \t]*language[ \t]*=[ \t]*["']([a-z]+)["']""", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)
_CODE = re.compile(r"[A-Za-z]+")


def tongue_for(args: Sequence[str]) -> "Tongue | None":
    """The language that a command line means; None for English, which needs no catalogue."""
    return tongue_at(_folder(args))


def tongue_at(folder: str) -> "Tongue | None":
    """The language of the vault in a folder, or with "" of the one here, or else the user's."""
    return _tongue((language_in(folder),) if has_vault(folder) else users_languages(os.environ))


def _tongue(languages: Sequence[str]) -> "Tongue | None":
    """The first of some languages that netsite speaks; None for English, and for none."""
    for language in languages:
        if language == _ENGLISH:
            break
        from netsite.languages import tongue_of  # noqa: PLC0415  # catalogues, which English spares

        tongue = tongue_of(language)
        if tongue.language == language:
            return tongue
    return None


def users_languages(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of the languages that somebody wants to be spoken to in, the dearest first.

    As gettext has it: of LC_ALL, LC_MESSAGES and LANG the first that is set counts, with C (and
    POSIX) for English; otherwise the list in LANGUAGE comes before it.
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    wanted = [*environment.get("LANGUAGE", "").split(":"), locale]
    codes = [found[0].lower() for found in map(_CODE.match, wanted) if found]
    return () if not locale or codes[-1:] in (["c"], ["posix"]) else tuple(codes)


def _folder(args: Sequence[str]) -> str:
    """The folder that `-C` names, wherever it stands, or ""."""
    for arg, following in zip(args, (*args[1:], ""), strict=False):
        if arg == "--":
            break
        if arg.startswith("-C"):
            return arg[2:] or following
    return ""


def has_vault(given: str) -> bool:
    """Whether there is a vault here, or in the folder given."""
    return os.path.isdir(os.path.join(given or _here(), "contacts")) or os.path.isfile(
        _settings(given))


def language_in(given: str) -> str:
    """The setting `language` of the vault here or in the folder given; English without any."""
    path = _settings(given)
    vault = os.path.realpath(os.path.dirname(path))
    if os.path.islink(path) and not os.path.realpath(path).startswith(os.path.join(vault, "")):
        return _ENGLISH
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            text = file.read()
    except OSError:
        return _ENGLISH
    table = _TABLE.search(text)
    found = _LANGUAGE.search(text, 0, table.start() if table else len(text))
    return found[1] if found else _ENGLISH


def _here() -> str:
    """The current folder; "" where somebody has deleted it."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def _settings(given: str) -> str:
    """Where the settings would be, by the rules of store.vault, but without pathlib's 5 ms."""
    folder = given or _here()
    file = os.path.join(folder, "netsite.toml")
    if given or os.path.isdir(os.path.join(folder, "contacts")):
        return file
    while not os.path.isfile(file) and folder != os.path.dirname(folder):
        folder = os.path.dirname(folder)
        file = os.path.join(folder, "netsite.toml")
    return file
