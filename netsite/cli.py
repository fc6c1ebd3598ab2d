"""The command line: a table of contents. What a command does stands in netsite/commands/.

Commands import what they need when they run, so that `--help` and completion are quick.
"""

import io
import sys
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.shell_completion import CompletionItem

from netsite import __version__
from netsite.problems import UsageError

if TYPE_CHECKING:
    from pathlib import Path

_Command = TypeVar("_Command", bound=Callable[..., Any])
_HELP = {"help_option_names": ["-h", "--help"], "max_content_width": 88}


class _Day(click.ParamType[date]):
    """A calendar day, `YYYY-MM-DD`."""

    name = "day"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None,
    ) -> date:
        """The day a text stands for."""
        from netsite.text.dates import read_day

        if isinstance(value, date):
            return value
        found = read_day(str(value))
        if found is None:
            self.fail(f"“{value}” is no day; write YYYY-MM-DD", param, ctx)
        return found


class _Person(click.ParamType[str]):
    """Somebody's id, alias or name, or the unique beginning of a word of it."""

    name = "person"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str,  # noqa: ARG002
    ) -> list[CompletionItem]:
        """The ids in the vault that begin so; file names say them, no file is read."""
        from netsite.store.vault import contact_ids, find_vault

        try:
            ids = contact_ids(find_vault(_given(ctx, "directory")))
        except UsageError:
            return []
        low = incomplete.lower()
        return [CompletionItem(found) for found in ids if found.lower().startswith(low)]


class _Main(click.Group):
    """The group of all commands: what goes wrong becomes a message and a status here."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command. A bug keeps its traceback; a user's slip and a full disk do not."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter gets a ?
                stream.reconfigure(errors="replace")
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(_shown(str(error))) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{name}{error.strerror or error}") from None


def _shown(text: str) -> str:
    """A message's lines, safe for a terminal."""
    from netsite.text.names import printable

    return "\n".join(map(printable, text.split("\n")))


def _given(ctx: click.Context | None, name: str) -> Any:
    """An option as given to the command, or else before its name."""
    while ctx is not None:
        value = ctx.params.get(name)
        if value is not None:
            return value
        ctx = ctx.parent
    return None


def vault_options(command: _Command) -> _Command:
    """Add `-C DIR` and `--today DAY`, which every command has before or after its name."""
    command = click.option(
        "--today", type=_Day(), metavar="DAY",
        help="Take this day for today (YYYY-MM-DD).")(command)
    return click.option(
        "-C", "directory", metavar="DIR", type=click.Path(),
        help="The vault; by default the current folder, or the nearest above that is one.",
    )(command)


def vault_of(ctx: click.Context) -> tuple["Path", date]:
    """The vault's folder and today, from the options before and after the command's name."""
    from netsite.store.vault import find_vault

    today = _given(ctx, "today")
    return find_vault(_given(ctx, "directory")), today or date.today()  # noqa: DTZ011  # local


def cache_options(command: _Command) -> _Command:
    """Add `--cache DIR` and `--no-cache`."""
    command = click.option("--no-cache", is_flag=True,
                           help="Remember nothing, and use nothing remembered.")(command)
    return click.option("--cache", metavar="DIR", type=click.Path(),
                        help="Remember in this folder; by default in your own for caches.")(command)


def cache_of(vault: "Path", folder: str | None, *, no_cache: bool) -> "Path | None":
    """The file in which to remember, if one is wanted."""
    from netsite.store.cache import cache_file

    return None if no_cache else cache_file(vault, folder)


@click.group(cls=_Main, context_settings=_HELP)
@vault_options
@click.version_option(__version__, "-V", "--version", message="netsite %(version)s")
def main(directory: str | None, today: date | None) -> None:  # _given reads them
    """Keep a network of people in plain files, and see who to get in touch with.

    A vault is a folder with one Markdown file per person in contacts/. Start with `netsite init`,
    then `netsite build` makes the site, and `netsite due` says who waits.

    \b
    Examples:
      netsite init my-network         a new vault
      netsite -C my-network build     its site, in my-network/site
      netsite due                     who is overdue or due soon
      netsite why ana                 why she is due when she is
    """


@main.command()
@click.argument("directory", required=False, type=click.Path(), metavar="[DIR]")
@click.option("-C", "base", metavar="DIR", type=click.Path(), help="The folder to make it in.")
@click.option("--today", type=_Day(), metavar="DAY", help="Date the example lines so.")
@click.pass_context
def init(ctx: click.Context, directory: str | None, base: str | None, today: date | None) -> None:
    """Make a vault.

    In DIR (by default the current folder): settings and two example people.

    A file that is already there is left as it is.

    \b
    Examples:
      netsite init
      netsite init my-network
    """
    from netsite.commands.init import init as run

    before = ctx.parent.params if ctx.parent else {}
    folder = base or before.get("directory") or "."
    run(folder, directory, today or before.get("today") or date.today())  # noqa: DTZ011


@main.command()
@vault_options
@click.option("-o", "--output", metavar="DIR", type=click.Path(),
              help="Write the site here; by default site/ in the vault.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are errors or warnings.")
@cache_options
@click.option("-q", "--quiet", is_flag=True, help="Only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Hints too, and what was removed.")
@click.pass_context
def build(ctx: click.Context, /, output: str | None, cache: str | None, *, strict: bool,
          no_cache: bool, quiet: bool, verbose: bool, **_: Any) -> None:
    """Build the site, and say which file to open.

    Only files that differ are written. A bad file never stops it: what can be read is shown, and
    the rest stands on the Problems page.

    \b
    Examples:
      netsite build
      netsite build --output /srv/network --strict
      netsite build --today 2026-12-24
    """
    from netsite.commands.build import build as run

    vault, today = vault_of(ctx)
    ctx.exit(run(vault, today, output, cache_of(vault, cache, no_cache=no_cache), strict=strict,
                 quiet=quiet, verbose=verbose))


@main.command()
@vault_options
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@click.pass_context
def check(ctx: click.Context, /, *, strict: bool, as_json: bool, **_: Any) -> None:
    """List every problem in the files.

    Each with its place and its mend. Exits with 1 if there are errors.

    \b
    Examples:
      netsite check
      netsite check --json
    """
    from netsite.commands.check import check as run

    vault, _today = vault_of(ctx)
    ctx.exit(run(vault, strict=strict, as_json=as_json))


@main.command()
@vault_options
@click.option("--within", type=click.IntRange(min=0), metavar="DAYS",
              help="Also who is due within so many days (by default the setting soon, 14).")
@click.option("--team", metavar="TEAM", help="Only members of this team.")
@click.option("--all", "everybody", is_flag=True, help="Everybody, whatever their state.")
@click.option("--json", "as_json", is_flag=True, help="As a JSON list, by id.")
@click.pass_context
def due(ctx: click.Context, /, within: int | None, team: str | None, *, everybody: bool,
        as_json: bool, **_: Any) -> None:
    """Say who is overdue, and who is due soon.

    \b
    Examples:
      netsite due
      netsite due --within 30 --team atlas
      netsite due --all --json
    """
    from netsite.commands.due import due as run

    vault, today = vault_of(ctx)
    run(vault, today, within=within, team=team, everybody=everybody, as_json=as_json)


@main.command()
@vault_options
@click.argument("person", type=_Person())
@click.pass_context
def show(ctx: click.Context, /, person: str, **_: Any) -> None:
    """Show what is known of a person.

    For the minute before a meeting, in the terminal.

    \b
    Examples:
      netsite show ana-silva
      netsite show ana
    """
    from netsite.commands.show import show as run

    run(*vault_of(ctx), person)


@main.command()
@vault_options
@click.argument("person", type=_Person())
@click.pass_context
def why(ctx: click.Context, /, person: str, **_: Any) -> None:
    """Explain when a person is due.

    It names the rule, the line of the file, and the arithmetic.

    \b
    Example:
      netsite why ana
    """
    from netsite.commands.show import why as run

    run(*vault_of(ctx), person)


@main.command()
@vault_options
@click.argument("person", type=_Person())
@click.option("--json", "as_json", is_flag=True, help="As a JSON list.")
@cache_options
@click.pass_context
def history(ctx: click.Context, /, person: str, cache: str | None, *, as_json: bool,
            no_cache: bool, **_: Any) -> None:
    """Show which facts of a person changed, and when.

    From git: from what to what, with the commit's subject. The newest first; what is not committed
    yet before it.

    \b
    Examples:
      netsite history ana
      netsite history ana --json
    """
    from netsite.commands.history import history as run

    vault, _today = vault_of(ctx)
    run(vault, person, cache_of(vault, cache, no_cache=no_cache), as_json=as_json)


@main.command("list")
@vault_options
@click.argument("words", nargs=-1)
@click.option("--team", metavar="TEAM", help="Only members of this team.")
@click.option("--tag", metavar="TAG", help="Only people with this tag.")
@click.option("--state", type=click.Choice(["overdue", "soon", "later", "snoozed", "none", "off"]),
              help="Only people in this state.")
@click.pass_context
def list_(ctx: click.Context, /, words: tuple[str, ...], team: str | None, tag: str | None,
          state: str | None, **_: Any) -> None:
    """List people.

    WORDS must each begin a word of the name, company, role, place, team or tag.

    \b
    Examples:
      netsite list
      netsite list globex porto
      netsite list --team atlas --state overdue
    """
    from netsite.commands.list import list_people as run

    run(*vault_of(ctx), words, team=team, tag=tag, state=state)


@main.command("open")
@vault_options
@click.argument("person", required=False, type=_Person())
@click.option("-o", "--output", metavar="DIR", type=click.Path(), help="Where the site was built.")
@click.pass_context
def open_(ctx: click.Context, /, person: str | None, output: str | None, **_: Any) -> None:
    """Open the site in the browser: Today, or a PERSON's page.

    \b
    Examples:
      netsite open
      netsite open ana
    """
    from netsite.commands.open import open_page as run

    vault, _today = vault_of(ctx)
    run(vault, person, output)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print a shell's completion script.

    It completes commands, options and people's ids.

    \b
    Examples:
      netsite completion bash >> ~/.bashrc
      netsite completion zsh >> ~/.zshrc
      netsite completion fish > ~/.config/fish/completions/netsite.fish
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind:
        click.echo(kind(main, {}, "netsite", "_NETSITE_COMPLETE").source())
