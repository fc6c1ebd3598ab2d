"""What a command says, in the language that its command line means.

It is kept with the command's own context, so two commands in one process may speak differently.
"""

from pathlib import Path
from typing import Any

import click

from netsite.commands.language import ARGS, tongue_at, tongue_for
from netsite.tongue import ENGLISH, Tongue

_KEY = "netsite.tongue"


def speak_as(context: click.Context, vault: Path) -> None:
    """Let a command speak the language of a vault, now that it is known which."""
    context.meta[_KEY] = tongue_at(str(vault)) or ENGLISH


def tongue(context: click.Context | None = None) -> Tongue:
    """The language of a command, by default of the one that runs."""
    here = context or click.get_current_context(silent=True)
    if here is None:
        return ENGLISH
    if _KEY not in here.meta:  # there may be no vault at all, which is said too
        here.meta[_KEY] = tongue_for(here.meta.get(ARGS, ())) or ENGLISH
    found = here.meta[_KEY]
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
