"""Questions to who sits at the terminal, asked and answered in the language of the vault.

Click's own prompts know y and n, and complain in English. What these ask goes to stderr; who breaks
one off raises click.Abort.
"""

import sys
from collections.abc import Mapping, Sequence
from typing import TypeVar

import click

from netsite.commands.speaking import say, tongue
from netsite.problems import UsageError
from netsite.text.names import printable
from netsite.texts import Text

_Meant = TypeVar("_Meant")
# What is understood in every language; its own words come before, should two of them clash.
_ENGLISH = {"y": True, "yes": True, "n": False, "no": False}


def can_ask() -> bool:
    """Whether somebody sits there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def confirmed(question: str, *, default: bool = False) -> bool:
    """Whether somebody says yes, by a word or a letter; nothing typed is the default."""
    spoken = tongue()
    yes, y = spoken.say_as("an answer", "yes"), spoken.say_as("an answer, short", "y")
    no, n = spoken.say_as("an answer", "no"), spoken.say_as("an answer, short", "n")
    letters = f"{y.upper()}/{n}" if default else f"{y}/{n.upper()}"
    return _asked(f"{say('{heading}:', heading=f'{question} [{letters}]')} ",
                  _ENGLISH | {no: False, n: False, yes: True, y: True, "": default},
                  say("answer with {yes} or {no}", yes=yes, no=no))


def choose(question: str, candidates: Sequence[tuple[str, str]]) -> str:
    """Let somebody pick one of several, `(value, how it is shown)`; raises UsageError for none."""
    for number, (_, shown) in enumerate(candidates, 1):
        click.echo(f"  {number}  {printable(shown)}", err=True)
    answer = _asked(question + say(" (0 for none): "),
                    {"": 0} | {str(number): number for number in range(len(candidates) + 1)},
                    say("answer with a number from 0 to {most}", most=len(candidates)))
    if not answer:
        raise UsageError(Text.of("nothing is written"))
    return candidates[answer - 1][0]


def _asked(question: str, answers: Mapping[str, _Meant], mend: str) -> _Meant:
    """What the answer means; whoever gives another is told what would be one, and asked again."""
    while True:
        given = click.prompt(printable(question), default="", show_default=False, prompt_suffix="",
                             err=True)
        found = answers.get(given.strip().casefold())
        if found is not None:
            return found
        click.echo(say("Error: {message}", message=mend), err=True)
