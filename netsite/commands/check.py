"""`netsite check`."""

from pathlib import Path

import click

from netsite.commands.reading import load_vault
from netsite.commands.speaking import counted, tongue
from netsite.commands.terminal import print_json, print_problems
from netsite.pages.addresses import assign
from netsite.problems import Level


def check(vault: Path, *, strict: bool, as_json: bool) -> int:
    """List every problem, and give the exit status."""
    loaded = load_vault(vault)
    _, collisions = assign(loaded.network)
    problems = sorted({*loaded.problems, *collisions})
    if as_json:
        print_json([{"path": p.path, "line": p.line, "column": p.column, "level": p.level,
                     "message": p.message, "hint": p.hint} for p in problems])
    else:
        print_problems(problems)
        levels = [problem.level for problem in problems]
        click.echo(tongue().listed([
            counted("{n} error", "{n} errors", levels.count(Level.ERROR)),
            counted("{n} warning", "{n} warnings", levels.count(Level.WARNING)),
            counted("{n} hint", "{n} hints", levels.count(Level.HINT))]))
    found = {problem.level for problem in problems}
    return 1 if found & ({Level.ERROR, Level.WARNING} if strict else {Level.ERROR}) else 0
