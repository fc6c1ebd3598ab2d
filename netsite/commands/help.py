"""Help and the words of Click, in the language that a command line means.

Click asks gettext for one catalogue of the whole process, in the language of its environment, which
is not the vault's, and which git and editors would inherit. So help is said here where it is
written: by the formatter that Click asks a context for. In English Click's own is used, and no
catalogue is read. What Click asks is asked in commands/asking.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, NoReturn

import click

from netsite.commands.language import ARGS, tongue_for

if TYPE_CHECKING:
    from netsite.tongue import Tongue

# What Click says for itself, as it stands on the screen; those with more in them come first.
CLICK = (
    "Usage:", "Options", "Commands", "[OPTIONS]", "COMMAND [ARGS]...", "[default: {value}]",
    "{message} Did you mean {name}?", "{message} (Did you mean one of: {names}?)",
    "Invalid value: {message}", "Invalid value for {name}: {message}",
    "Missing argument {name}. {message}", "Missing argument {name}.", "Missing command.",
    "Choose from:\n\t{choices}", "No such option {name}.", "No such command {name}.",
    "Option {name} requires an argument.", "Option {name} does not take a value.",
    "Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})",
    "{value} is not one of {choices}.", "{value} is not in the range {range}.",
    "{value} is not a valid integer range.",
    "“{value}” is no day; write YYYY-MM-DD")
_NAME = re.compile(r"\\\{([a-z]+)\\\}")
_COMMENTED = re.compile(r"(  \S.*?\S {2,})(\S.*)")  # an example, and after a gap what it does


class Context(click.Context):
    """A context whose formatter speaks the language of the vault."""

    def make_formatter(self) -> click.HelpFormatter:
        """Click's formatter for English, else one that says what it is given."""
        tongue = tongue_for(self.meta.get(ARGS, ()))
        if tongue is None:
            return super().make_formatter()
        return Formatter(tongue, width=self.terminal_width, max_width=self.max_content_width)


class Command(click.Command):
    """A command whose help can be said in another language."""

    context_class = Context


class Group(click.Group):
    """A group of such commands; what Click finds wrong in them is said in that language too."""

    context_class = Context
    command_class = Command

    def make_context(self, info_name: str | None, args: list[str],
                     parent: click.Context | None = None, **extra: Any) -> click.Context:
        """Read what stands before the command's name."""
        given = tuple(args)
        try:
            return super().make_context(info_name, args, parent, **extra)
        except click.ClickException as error:
            tell(error, given)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep what was typed: `--help` is answered before `-C` is read."""
        ctx.meta[ARGS] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what Click, or the command, refuses is said."""
        try:
            return self.carry_out(ctx)
        except click.ClickException as error:
            tell(error, ctx.meta.get(ARGS, ()))
        except (click.Abort, EOFError, KeyboardInterrupt) as broken:
            tongue = tongue_for(ctx.meta.get(ARGS, ()))
            if tongue is None:
                raise
            line_end = "" if isinstance(broken, click.Abort) else "\n"  # behind what is half said
            click.echo(f"{line_end}{tongue.say('Aborted!')}", err=True)
            raise click.exceptions.Exit(1) from None

    def carry_out(self, ctx: click.Context) -> Any:
        """Run a command, as Click does."""
        return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands. The first paragraph is what Click shows, if it is not cut."""
        if not isinstance(formatter, Formatter):
            super().format_commands(ctx, formatter)
            return
        with formatter.section("Commands"):
            formatter.write_dl([(name, paragraphs(self.commands[name].help or "")[0])
                                for name in self.list_commands(ctx)])


class Formatter(click.HelpFormatter):
    """Writes help in a language; what it is given is English."""

    def __init__(self, tongue: "Tongue", *, width: int | None, max_width: int | None) -> None:
        super().__init__(width=width, max_width=max_width)
        self._tongue = tongue

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        for words in ("[OPTIONS]", "COMMAND [ARGS]..."):
            args = args.replace(words, self._tongue.say(words))
        super().write_usage(prog, args, prefix or f"{self._tongue.say('Usage:')} ")

    def write_heading(self, heading: str) -> None:
        """The heading of a part."""
        said_heading = self._tongue.say("{heading}:", heading=self._tongue.say(heading))
        self.write(f"{' ' * self.current_indent}{said_heading}\n")

    def write_text(self, text: str) -> None:
        """The text of a docstring."""
        super().write_text(said_help(self._tongue, text))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2,
    ) -> None:
        """Options or commands, each with its help, and after it the default or the range."""
        super().write_dl([(name, "  ".join(said(self._tongue, part) for part in text.split("  ")))
                          for name, text in rows], col_max, col_spacing)


def paragraphs(docstring: str) -> list[str]:
    """The paragraphs of a docstring, each on one line, but for those that keep their lines."""
    return [part if part.startswith("\b") else " ".join(part.split("\n"))
            for part in cleandoc(docstring).split("\n\n")]


def said_help(tongue: "Tongue", docstring: str) -> str:
    """A docstring in another language; examples stay, what stands beside them is said."""
    return "\n\n".join(
        "\n".join(_said_example(tongue, line) for line in part.split("\n"))
        if part.startswith("\b") else tongue.told(part) for part in paragraphs(docstring))


def _said_example(tongue: "Tongue", line: str) -> str:
    found = _COMMENTED.fullmatch(line)
    return found[1] + tongue.told(found[2]) if found else tongue.told(line)


def help_messages(command: click.Command) -> Iterator[str]:
    """Every message of a command's help, and of the commands in it."""
    for part in paragraphs(command.help or ""):
        yield from _in_examples(part) if part.startswith("\b") else (part,)
    # Click keeps the help option it makes here, so it must have all its names.
    context = click.Context(command, help_option_names=["-h", "--help"])
    for param in command.get_params(context):
        yield getattr(param, "help", None) or ""
    if isinstance(command, click.Group):
        for each in command.commands.values():
            yield from help_messages(each)


def _in_examples(part: str) -> Iterator[str]:
    for line in part.split("\n")[1:]:
        found = _COMMENTED.fullmatch(line)
        if found or not line.startswith(" "):
            yield found[2] if found else line


def said(tongue: "Tongue", words: str) -> str:
    """Words of help or of Click; those that nobody knows stay as they are."""
    for message in CLICK:
        found = _pattern(message).fullmatch(words)
        if found:
            return tongue.say(message, **{
                name: said(tongue, value) for name, value in found.groupdict().items()})
    return tongue.told(words)


@cache
def _pattern(message: str) -> re.Pattern[str]:
    return re.compile(_NAME.sub(r"(?P<\1>.+)", re.escape(message)), re.DOTALL)


def tell(error: click.ClickException, args: Sequence[str]) -> NoReturn:
    """Say what was typed wrong, and end with its status; in English Click does both.

    Raises the error itself, or Exit where everything is said.
    """
    tongue = tongue_for(args)
    if tongue is None or error.__class__.show not in (
            click.ClickException.show, click.UsageError.show):  # which is help, and said already
        raise error
    ctx = error.ctx if isinstance(error, click.UsageError) else None
    if ctx is not None:
        hint = tongue.say("Try '{command} {option}' for help.", command=ctx.command_path,
                          option=max(ctx.help_option_names, key=len))
        click.echo(f"{ctx.get_usage()}\n{hint}\n", err=True)
    message = said(tongue, error.format_message())
    click.echo(tongue.say("Error: {message}", message=message), err=True)
    raise click.exceptions.Exit(error.exit_code)
