"""The language in which a command speaks: that of its vault, English where there is none.

It is kept with the command's own context, so two commands in one process may speak differently.
"""

import tomllib
from pathlib import Path
from typing import Any

import click

from netsite.tongue import ENGLISH, Tongue

_KEY = "netsite.tongue"


def speak_as(context: click.Context, vault: Path) -> None:
    """Let a command speak the language of a vault's settings."""
    language = _language(vault)
    if language != ENGLISH.language:
        from netsite.languages import tongue_of  # noqa: PLC0415  # English needs no catalogue

        context.meta[_KEY] = tongue_of(language)


def _language(vault: Path) -> str:
    """The setting alone; what is wrong with the file is told when it is read as a whole."""
    try:
        text = (vault / "netsite.toml").read_text(encoding="utf-8-sig")
        found = tomllib.loads(text).get("language") if "language" in text else None
    except (OSError, ValueError):
        return ENGLISH.language
    return found if isinstance(found, str) and found.isalpha() else ENGLISH.language


def tongue(context: click.Context | None = None) -> Tongue:
    """The language of a command, by default of the one that runs."""
    here = context or click.get_current_context(silent=True)
    found = here.meta.get(_KEY) if here else None
    return found if isinstance(found, Tongue) else ENGLISH


def say(message: str, /, **values: Any) -> str:
    """A text in the language of the command."""
    return tongue().say(message, **values)


def counted(one: str, many: str, number: int, /, **values: Any) -> str:
    """The same for one that depends on a number, `n` in both messages."""
    return tongue().counted(one, many, number, **values)


def in_words(said: str) -> str:
    """A text made earlier, in the language of the command."""
    return tongue().told(said)
