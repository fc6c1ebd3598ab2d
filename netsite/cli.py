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
from netsite.commands import help as told
from netsite.problems import BusyError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from netsite.commands.change import Way
    from netsite.commands.reading import Read

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
        self, ctx: click.Context, param: click.Parameter, incomplete: str,  # noqa: ARG002  # Click hands it over
    ) -> list[CompletionItem]:
        """The ids in the vault that begin so; file names say them, no file is read."""
        from netsite.store.vault import contact_ids, find_vault

        try:
            ids = contact_ids(find_vault(_given(ctx, "directory")))
        except UsageError:
            return []
        low = incomplete.lower()
        return [CompletionItem(found) for found in ids if found.lower().startswith(low)]


_MINUS = "\N{MINUS SIGN}"


class _Typed(told.Command):
    """A command whose text may begin with a dash: `-3d coffee`, which is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse options and arguments; the dash of a text is another sign while that is done."""
        return super().parse_args(ctx, [
            _MINUS + arg[1:] if arg[:1] == "-" and (arg[1:2].isdigit() or " " in arg) else arg
            for arg in args])


class _Busy(click.ClickException):
    """Another writer is at work."""

    exit_code = 75  # EX_TEMPFAIL of sysexits.h: try again


class _Main(told.Group):
    """The group of all commands: what goes wrong becomes a message and a status here."""

    def make_context(self, info_name: str | None, args: list[str],
                     parent: click.Context | None = None, **extra: Any) -> click.Context:
        """Read what stands before the command's name; help is written here already."""
        given = tuple(args)
        try:
            return super().make_context(info_name, args, parent, **extra)
        except BrokenPipeError:
            raise
        except OSError as error:
            from netsite.reasons import reason_of

            told.tell(click.ClickException(reason_of(error)), given)

    def carry_out(self, ctx: click.Context) -> Any:
        """Run a command. A bug keeps its traceback; a user's slip and a full disk do not."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter gets a ?
                stream.reconfigure(errors="replace")
        try:
            return super().carry_out(ctx)
        except UsageError as error:
            raise click.UsageError(_shown(_said(ctx, error))) from None
        except BusyError as error:
            raise _Busy(_shown(_said(ctx, error))) from None
        except BrokenPipeError:
            raise
        except OSError as error:
            name = f"{error.filename}: " if error.filename else ""
            raise click.ClickException(f"{name}{_why(ctx, error)}") from None


def _said(ctx: click.Context, error: Exception) -> str:
    """What went wrong, in the language of the vault."""
    from netsite.commands.speaking import tongue

    said = error.args[0] if error.args else ""
    return tongue(ctx).told(said) if isinstance(said, str) else str(error)


def _why(ctx: click.Context, error: OSError) -> str:
    """Why the system refused something, in the language of the vault."""
    from netsite.commands.speaking import tongue
    from netsite.reasons import reason_of

    return tongue(ctx).told(reason_of(error))


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


def writing_options(command: _Command) -> _Command:
    """Add `--dry-run` and `--json`, which every command that writes has."""
    command = click.option("--json", "as_json", is_flag=True, help="Say it as JSON.")(command)
    return click.option("-n", "--dry-run", is_flag=True,
                        help="Write nothing; show what would change.")(command)


def vault_of(ctx: click.Context) -> tuple["Path", date]:
    """The vault's folder and today, from the options before and after the command's name."""
    from netsite.commands.speaking import speak_as
    from netsite.store.vault import find_vault
    from netsite.store.writing import recover

    today = _given(ctx, "today")
    vault = find_vault(_given(ctx, "directory"))
    recover(vault)
    speak_as(ctx, vault)
    return vault, today or date.today()  # noqa: DTZ011  # the local calendar day


def _answer(
    ctx: click.Context, speak: Callable[["Read"], None], day: date | None = None,
) -> None:
    """Print what a command says of a vault, by default as of today; kept, if it was asked before.

    What it takes to say it is imported by `speak`.
    """
    from netsite.commands.answering import answer

    vault, today = vault_of(ctx)
    answer(ctx, vault, day or today, speak)


def cache_options(command: _Command) -> _Command:
    """Add `--cache DIR` and `--no-cache`."""
    command = click.option("--no-cache", is_flag=True,
                           help="Remember nothing, and use nothing remembered.")(command)
    return click.option("--cache", metavar="DIR", type=click.Path(),
                        help="Remember in this folder; by default in your own for caches.")(command)


_poll_option = click.option(
    "--poll", is_flag=True,
    help="Look every few seconds; for folders on a network, which tell no changes.")


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
@click.option("--git/--no-git", default=None,
              help="A git repository of its own, or none; by default unless it lies in one.")
@click.pass_context
def init(ctx: click.Context, directory: str | None, base: str | None, today: date | None, *,
         git: bool | None) -> None:
    """Make a vault.

    In DIR (by default the current folder): settings, two example people, and a git repository, in
    which each command that writes commits what it wrote.

    A file that is already there is left as it is.

    \b
    Examples:
      netsite init
      netsite init my-network
    """
    from pathlib import Path

    from netsite.commands.init import init as run
    from netsite.commands.speaking import speak_as

    before = ctx.parent.params if ctx.parent else {}
    folder = base or before.get("directory") or "."
    day = today or before.get("today") or date.today()  # noqa: DTZ011  # the local calendar day
    speak_as(ctx, Path(folder) / (directory or "."))  # there may be settings already
    run(folder, directory, day, git=git)


@main.command()
@vault_options
@click.option("-o", "--output", metavar="DIR", type=click.Path(),
              help="Write the site here; by default site/ in the vault.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are errors or warnings.")
@cache_options
@click.option("-q", "--quiet", is_flag=True, help="Only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Hints too, and what was removed.")
@click.option("-w", "--watch", is_flag=True, help="Build again after each change, until Ctrl-C.")
@click.option("--single-file", "single", metavar="[FILE]", is_flag=False, flag_value="",
              type=click.Path(), help="Write one HTML file with all pages, and nothing else.")
@_poll_option
@click.pass_context
def build(ctx: click.Context, /, output: str | None, cache: str | None, *, strict: bool,
          no_cache: bool, quiet: bool, verbose: bool, watch: bool, poll: bool,
          single: str | None, **_: Any) -> None:
    """Build the site, and say which file to open.

    Only files that differ are written. A bad file never stops it: what can be read is shown, and
    the rest stands on the Problems page.

    \b
    Examples:
      netsite build
      netsite build --output /srv/network --strict
      netsite build --today 2026-12-24
      netsite build --watch
      netsite build --single-file phone.html
    """
    from netsite.commands.build import build as run
    from netsite.commands.build import build_single
    from netsite.texts import text

    if watch and strict:
        raise UsageError(text("--strict is for the exit status, and --watch has none to give"))
    if poll and not watch:
        raise UsageError(text("--poll says how to --watch"))
    if single is not None and (watch or output is not None):
        raise UsageError(text("--single-file writes one file and no site: leave out --output and "
                              "--watch"))
    vault, today = vault_of(ctx)
    kept = cache_of(vault, cache, no_cache=no_cache)
    if single is not None:
        ctx.exit(build_single(vault, today, single, kept, strict=strict, quiet=quiet,
                              verbose=verbose))
    if watch:
        from netsite.commands.watch import Wanted
        from netsite.commands.watch import watch as run_watch

        run_watch(Wanted(vault, _given(ctx, "today"), output, kept, poll, quiet, verbose))
        return
    ctx.exit(run(vault, today, output, kept, strict=strict, quiet=quiet, verbose=verbose))


@main.command()
@vault_options
@click.option("--port", type=click.IntRange(0, 65535), metavar="N",
              help="The port; by default 8000, or the next that is free. 0 is any.")
@click.option("--host", "hosts", metavar="NAME", multiple=True,
              help="Answer others too, who call it by this name or address.")
@click.option("--open", "browser", is_flag=True, help="Open the browser.")
@click.option("-o", "--output", metavar="DIR", type=click.Path(),
              help="Write the site here; by default site/ in the vault.")
@cache_options
@_poll_option
@click.option("-q", "--quiet", is_flag=True, help="Only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Hints too.")
@click.pass_context
def serve(ctx: click.Context, /, port: int | None, hosts: tuple[str, ...], output: str | None,
          cache: str | None, *, browser: bool, no_cache: bool, poll: bool, quiet: bool,
          verbose: bool, **_: Any) -> None:
    """Show the site in the browser, and keep it up to date.

    Builds after each change, and has open pages load again, where you are on them. Only this
    machine can call, unless you name a host.

    \b
    Examples:
      netsite serve --open
      netsite serve --port 9000
    """
    from netsite.commands.serve import serve as run
    from netsite.commands.watch import Wanted

    vault, _today = vault_of(ctx)
    kept = cache_of(vault, cache, no_cache=no_cache)
    run(Wanted(vault, _given(ctx, "today"), output, kept, poll, quiet, verbose), hosts, port,
        browser=browser)


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
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def today(ctx: click.Context, /, *, as_json: bool, **_: Any) -> None:
    """Show the morning on one screen.

    How things stand, the hour, and what comes this week.

    \b
    Example:
      netsite today
    """
    from netsite.commands.today import today as run

    vault, day = vault_of(ctx)
    run(vault, day, as_json=as_json)


@main.command()
@vault_options
@click.option("--minutes", type=click.IntRange(1, 10_000), metavar="N",
              help="How long it may take; by default the setting hour.minutes, 60.")
@click.option("--week", type=_Day(), metavar="DAY", help="The week that begins on this day.")
@click.option("--with", "team", metavar="TEAM", help="Only members of this team, due or not.")
@click.option("--in", "place", metavar="PLACE", help="Only people of this place, due or not.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def plan(ctx: click.Context, /, minutes: int | None, week: date | None, team: str | None,
         place: str | None, *, as_json: bool, **_: Any) -> None:
    """Plan the weekly hour.

    The short list that serves most in the time there is: get-togethers first, then calls and
    notes, each with its reason and the command that logs it. It is never longer than the hour.

    \b
    Examples:
      netsite plan
      netsite plan --minutes 30 --week 2026-12-07
      netsite plan --in Lisbon
    """
    def speak(known: "Read") -> None:
        from netsite.commands.plan import plan as run

        run(known, minutes=minutes, team=team, place=place, as_json=as_json)
    _answer(ctx, speak, week)


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
    def speak(known: "Read") -> None:
        from netsite.commands.due import due as run

        run(known, within=within, team=team, everybody=everybody, as_json=as_json)
    _answer(ctx, speak)


@main.command()
@vault_options
@click.option("--by", type=click.Choice(["team", "company", "place", "tag"]),
              help="Today's figures by one of these.")
@click.option("--since", type=click.IntRange(1, 9999), metavar="YEAR",
              help="Only the years from this one on.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, with every quarter.")
@click.pass_context
def coverage(ctx: click.Context, /, by: str | None, since: int | None, *, as_json: bool,
             **_: Any) -> None:
    """Say how much of the network is warm.

    Somebody is warm if the last contact is no longer ago than their cadence. Today, over the years,
    who has gone quiet, and who could be called if it came today.

    \b
    Examples:
      netsite coverage
      netsite coverage --by company
      netsite coverage --since 2020 --json
    """
    def speak(known: "Read") -> None:
        from netsite.commands.coverage import coverage as run

        run(known, by=by, since=since, as_json=as_json)
    _answer(ctx, speak)


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
    def speak(known: "Read") -> None:
        from netsite.commands.show import show as run

        run(known, person)
    _answer(ctx, speak)


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
    def speak(known: "Read") -> None:
        from netsite.commands.show import why as run

        run(known, person)
    _answer(ctx, speak)


@main.command()
@vault_options
@click.argument("person", type=_Person(), required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def ledger(ctx: click.Context, /, person: str | None, *, as_json: bool, **_: Any) -> None:
    """Say what was given and got, with whom, and who gave last.

    Lines of the kinds `gave` and `got` make the ledger (the setting ledger names others).

    \b
    Examples:
      netsite ledger
      netsite ledger ana
      netsite ledger --json
    """
    def speak(known: "Read") -> None:
        from netsite.commands.ledger import ledger as run

        run(known, person, as_json=as_json)
    _answer(ctx, speak)


@main.command()
@vault_options
@click.argument("company", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def reach(ctx: click.Context, /, company: str | None, *, as_json: bool, **_: Any) -> None:
    """Say who works at COMPANY, and who could lead there.

    Those who are warm come first. Without COMPANY it prints who introduced whom.

    \b
    Examples:
      netsite reach globex
      netsite reach
    """
    def speak(known: "Read") -> None:
        from netsite.commands.reach import reach_company as run

        run(known, company, as_json=as_json)
    _answer(ctx, speak)


@main.command()
@vault_options
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.pass_context
def team(ctx: click.Context, /, name: str | None, *, as_json: bool, **_: Any) -> None:
    """List the teams, or show the one called NAME.

    How many are warm and overdue, when they were last together, and a get-together where
    several are due.

    \b
    Examples:
      netsite team
      netsite team atlas
    """
    def speak(known: "Read") -> None:
        from netsite.commands.team import team as run

        run(known, name, as_json=as_json)
    _answer(ctx, speak)


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
    def speak(known: "Read") -> None:
        from netsite.commands.list import list_people as run

        run(known, words, team=team, tag=tag, state=state)
    _answer(ctx, speak)


@main.command("open")
@vault_options
@click.argument("person", required=False, type=_Person())
@click.option("-o", "--output", metavar="DIR", type=click.Path(), help="Where the site was built.")
@click.pass_context
def open_(ctx: click.Context, /, person: str | None, output: str | None, **_: Any) -> None:
    """Open the site in the browser.

    Today, or a PERSON's page.

    \b
    Examples:
      netsite open
      netsite open ana
    """
    from netsite.commands.open import open_page as run

    vault, _today = vault_of(ctx)
    run(vault, person, output)

def _way(ctx: click.Context, *, dry_run: bool, as_json: bool) -> "Way":
    """Where, when and how a command is to write."""
    from netsite.commands.change import Way

    vault, today = vault_of(ctx)
    return Way(vault=vault, today=today, dry_run=dry_run, as_json=as_json)


@main.command(cls=_Typed)
@vault_options
@writing_options
@click.argument("text", nargs=-1, required=True)
@click.option("--on", metavar="DAY", help="The day it was; by default today.")
@click.option("--new", is_flag=True, help="Make a contact for every name that nobody has.")
@click.pass_context
def log(ctx: click.Context, /, text: tuple[str, ...], on: str | None, *, new: bool,
        dry_run: bool, as_json: bool, **_: Any) -> None:
    """Log a contact, in one line.

    What it was, with whom, and after a colon what was said.

    People by any name that is clear, +TEAM for a team's members, -NAME for who was not there. The
    day comes first or in --on: 2026-10-02, yesterday, -3d, last fri, 2 oct.

    One person's line goes into their History, that of several into journal/.

    \b
    Examples:
      netsite log "coffee with ana: the new job"
      netsite log "yesterday lunch with ana, bo and +acme-site -carl: hiring"
      netsite log "call Dana Levi: met at the fair" --new
    """
    from netsite.commands.log import log as run

    vault, today = vault_of(ctx)
    run(vault, today, _text_of(text), on=_text_of((on,)) if on else None, new=new, dry_run=dry_run,
        as_json=as_json)


def _text_of(words: tuple[str, ...]) -> str:
    """The text of a command: its words, or what is piped in where they are `-`."""
    return sys.stdin.read() if words == ("-",) else " ".join(words).replace(_MINUS, "-")


@main.command()
@vault_options
@writing_options
@click.argument("name", nargs=-1, required=True)
@click.option("--company", metavar="TEXT")
@click.option("--role", metavar="TEXT")
@click.option("--location", metavar="TEXT")
@click.option("--team", "teams", metavar="TEAM", multiple=True, help="May be given several times.")
@click.option("--tag", "tags", metavar="TAG", multiple=True, help="May be given several times.")
@click.option("--email", metavar="ADDRESS", multiple=True, help="May be given several times.")
@click.option("--phone", metavar="NUMBER", multiple=True, help="May be given several times.")
@click.option("--cadence", metavar="TEXT", help="How often: monthly, 6 weeks, never …")
@click.option("--met", metavar="DAY", help="Where the clock starts: a day, a month, a year.")
@click.option("--birthday", metavar="DAY", help="With the year, or as --MM-DD.")
@click.option("--introduced-by", metavar="PERSON")
@click.option("--note", metavar="TEXT", default="", help="The notes to begin with.")
@click.option("--id", "given", metavar="ID", help="The file's name; by default made of the name.")
@click.pass_context
def add(ctx: click.Context, /, name: tuple[str, ...], note: str, given: str | None, *,
        dry_run: bool, as_json: bool, **values: Any) -> None:
    """Make a contact: a file in contacts/.

    \b
    Examples:
      netsite add Dana Levi --company Globex --team atlas --cadence monthly
      netsite add "Eve Berg" --email eve@example.com --met today
    """
    from netsite.commands.people import add as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), " ".join(name), values, note, given)


@main.command("set")
@vault_options
@writing_options
@click.argument("person", type=_Person())
@click.argument("key")
@click.argument("values", nargs=-1, metavar="[VALUE]...")
@click.option("--add", "how", flag_value="add", help="Add to the list that is there.")
@click.option("--remove", "how", flag_value="remove", help="Take out of the list that is there.")
@click.option("--all", "how", flag_value="all", help="Replace the whole list that is there.")
@click.option("--unset", "how", flag_value="unset", help="Take the key out.")
@click.pass_context
def set_(ctx: click.Context, /, person: str, key: str, values: tuple[str, ...], how: str | None, *,
         dry_run: bool, as_json: bool, **_: Any) -> None:
    """Set a key of somebody's front matter.

    Everything else in the file stays as it is, to the byte.

    \b
    Examples:
      netsite set ana company Globex
      netsite set ana email ana@example.com --add
      netsite set ana cadence "6 weeks"
      netsite set ana snooze --unset
    """
    from netsite.commands.change import set_fact as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), person, key, values, how or "")


@main.command()
@vault_options
@writing_options
@click.argument("tag")
@click.argument("people", nargs=-1, required=True, type=_Person())
@click.option("--remove", is_flag=True, help="Take the tag from them.")
@click.pass_context
def tag(ctx: click.Context, /, tag: str, people: tuple[str, ...], *, remove: bool, dry_run: bool,
        as_json: bool, **_: Any) -> None:
    """Give people a tag.

    \b
    Examples:
      netsite tag climbing ana bo
      netsite tag climbing ana --remove
    """
    from netsite.commands.change import tag as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), tag, people, remove=remove)


@main.command()
@vault_options
@writing_options
@click.argument("team")
@click.argument("people", nargs=-1, required=True, type=_Person())
@click.option("--on", metavar="DAY",
              help="Their first day in it; by default today. `always` writes none.")
@click.pass_context
def join(ctx: click.Context, /, team: str, people: tuple[str, ...], on: str | None, *,
         dry_run: bool, as_json: bool, **_: Any) -> None:
    """Put people into a team.

    \b
    Examples:
      netsite join atlas ana bo
      netsite join "acme site" carl --on 2019-03
      netsite join choir dana --on always
    """
    from netsite.commands.change import join as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), team, people, on)


@main.command()
@vault_options
@writing_options
@click.argument("team")
@click.argument("people", nargs=-1, required=True, type=_Person())
@click.option("--on", metavar="DAY", help="Their last day in it; by default today.")
@click.pass_context
def leave(ctx: click.Context, /, team: str, people: tuple[str, ...], on: str | None, *,
          dry_run: bool, as_json: bool, **_: Any) -> None:
    """End people's time in a team.

    They stay among its members of before.

    \b
    Examples:
      netsite leave atlas ana
      netsite leave atlas ana bo --on 2026-06
    """
    from netsite.commands.change import leave as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), team, people, on)


@main.command()
@vault_options
@writing_options
@click.argument("people", nargs=-1, required=True, type=_Person())
@click.argument("until")
@click.pass_context
def snooze(ctx: click.Context, /, people: tuple[str, ...], until: str, *, dry_run: bool,
           as_json: bool, **_: Any) -> None:
    """Put people's reminders off, until a day or for a time.

    \b
    Examples:
      netsite snooze ana 2w
      netsite snooze ana bo 2027-01-15
      netsite snooze ana off
    """
    from netsite.commands.change import snooze as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), people, until)


@main.command()
@vault_options
@writing_options
@click.argument("people", nargs=-1, required=True, type=_Person())
@click.option("--back", is_flag=True, help="Remind of them again.")
@click.pass_context
def archive(ctx: click.Context, /, people: tuple[str, ...], *, back: bool, dry_run: bool,
            as_json: bool, **_: Any) -> None:
    """Stop reminders of people for good.

    Their pages and their history stay.

    \b
    Examples:
      netsite archive ana
      netsite archive ana --back
    """
    from netsite.commands.change import archive as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), people, back=back)


@main.command()
@vault_options
@writing_options
@click.argument("person", type=_Person())
@click.argument("new_id")
@click.pass_context
def rename(ctx: click.Context, /, person: str, new_id: str, *, dry_run: bool, as_json: bool,
           **_: Any) -> None:
    """Give somebody another id: their file's name.

    Every link by the old id follows, in all files. The name they are shown by is a key: `set`.

    \b
    Example:
      netsite rename ana ana-silva
    """
    from netsite.commands.people import rename as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), person, new_id)


@main.command()
@vault_options
@writing_options
@click.argument("person", type=_Person())
@click.option("--yes", is_flag=True, help="Take the file away.")
@click.pass_context
def forget(ctx: click.Context, /, person: str, *, yes: bool, dry_run: bool, as_json: bool,
           **_: Any) -> None:
    """Take somebody out of the vault.

    It shows every place that names them, and how to take them out of git's history.

    Without --yes nothing is written. Lines in other files stay: they are yours to edit.

    \b
    Examples:
      netsite forget ana
      netsite forget ana --yes
    """
    from netsite.commands.people import forget as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), person, yes=yes)


@main.command("fresh-start")
@vault_options
@writing_options
@click.option("--team", metavar="TEAM", help="Only members of this team.")
@click.option("--over", metavar="TIME", default="12w", show_default=True,
              help="The time to spread them over.")
@click.pass_context
def fresh_start(ctx: click.Context, /, team: str | None, over: str, *, dry_run: bool,
                as_json: bool, **_: Any) -> None:
    """Begin again after a long time away.

    Everybody overdue gets a snooze day, spread evenly, the most late first. No contact is made up.

    \b
    Examples:
      netsite fresh-start
      netsite fresh-start --team atlas --over "2 months"
    """
    from netsite.commands.fresh_start import fresh_start as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), team, over)


@main.command()
@vault_options
@writing_options
@click.argument("person", type=_Person())
@click.argument("text", nargs=-1, required=True)
@click.pass_context
def note(ctx: click.Context, /, person: str, text: tuple[str, ...], *, dry_run: bool,
         as_json: bool, **_: Any) -> None:
    """Add to somebody's notes.

    A text that begins with [ ] becomes a promise; - reads the text from standard input.

    \b
    Examples:
      netsite note ana "her son Vasco starts school in September"
      netsite note ana "[ ] send her the talk"
    """
    from netsite.commands.notes import note as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), person, _text_of(text))


@main.command()
@vault_options
@writing_options
@click.argument("person", type=_Person())
@click.argument("words", nargs=-1)
@click.pass_context
def done(ctx: click.Context, /, person: str, words: tuple[str, ...], *, dry_run: bool,
         as_json: bool, **_: Any) -> None:
    """Tick an open promise.

    The only one there is, or the one with these WORDS in it.

    \b
    Examples:
      netsite done ana
      netsite done ana the talk
    """
    from netsite.commands.notes import done as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), person, words)


@main.command()
@vault_options
@click.argument("person", type=_Person())
@click.pass_context
def edit(ctx: click.Context, /, person: str, **_: Any) -> None:
    """Open somebody's file in your editor.

    That of $VISUAL or $EDITOR, at the line where a new dated line would go.

    Afterwards the file is checked; on a terminal you can go back in to mend it.

    \b
    Example:
      netsite edit ana
    """
    from netsite.commands.notes import edit as run

    ctx.exit(run(_way(ctx, dry_run=False, as_json=False), person))


@main.command()
@vault_options
@writing_options
@click.argument("file", required=False, type=click.Path())
@click.option("--new", is_flag=True, help="Make a contact for every name that nobody has.")
@click.pass_context
def inbox(ctx: click.Context, /, file: str | None, *, new: bool, dry_run: bool, as_json: bool,
          **_: Any) -> None:
    """File lines collected elsewhere, as on a phone.

    By default those of inbox.md in the vault. Each is a line as `log` takes it, with its day
    first. What cannot be filed stays, with the reason behind it.

    \b
    Examples:
      netsite inbox
      netsite inbox phone/inbox.md --dry-run
    """
    from netsite.commands.inbox import inbox as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), file, new=new)


@main.command()
@vault_options
@writing_options
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def undo(ctx: click.Context, /, *, yes: bool, dry_run: bool, as_json: bool, **_: Any) -> None:
    """Take back what the last command wrote.

    This needs a vault where commands commit. It shows the difference first. What was written
    since stays. Again, it takes back the one before.

    \b
    Examples:
      netsite undo
      netsite undo --dry-run
    """
    from netsite.commands.undo import undo as run

    run(_way(ctx, dry_run=dry_run, as_json=as_json), yes=yes)


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
