"""The language in which a command speaks: that of its vault, English where there is none.

It is kept with the command's own context, so two commands in one process may speak differently.
"""

from pathlib import Path
from typing import Any

import click

from netsite.commands.help import language_in
from netsite.tongue import ENGLISH, Tongue

_KEY = "netsite.tongue"


def speak_as(context: click.Context, vault: Path) -> None:
    """Let a command speak the language of a vault's settings."""
    language = language_in(str(vault))
    if language not in ("", ENGLISH.language):
        from netsite.languages import tongue_of  # noqa: PLC0415  # English needs no catalogue

        context.meta[_KEY] = tongue_of(language)


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
