"""Help, and what Click says of mistakes, in the language of the vault."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.extract import extract_from_dir
from click.testing import CliRunner, Result

from netsite.cli import main
from netsite.commands.help import CLICK, help_messages, paragraphs, said
from netsite.languages import tongue_of
from tests.catalogue import TRANSLATED, Message, all_messages, translations
from tests.conftest import speak

NBSP = "\N{NO-BREAK SPACE}"
MISTAKES: tuple[tuple[str, ...], ...] = (
    ("--nope",), ("nope",), ("lg",), ("log",), ("plan", "--jsn"), ("plan", "--minutes", "0"),
    ("plan", "--minutes", "x"), ("completion",), ("completion", "x"), ("today", "a"),
    ("today", "a", "b"), ("due", "--within"), ("due", "--all=1"), ("due", "--today", "x"))


def run(*arguments: str, group: click.Group = main, columns: int = 80) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(
        group, arguments, prog_name="netsite", terminal_width=columns)


def plain() -> click.Group:
    """The same commands as Click itself explains them."""
    group = click.Group(
        "netsite", help=main.help, params=main.params, context_settings=main.context_settings)
    for name, each in main.commands.items():
        group.add_command(click.Command(name, help=each.help, params=each.params))
    return group


@pytest.mark.parametrize("arguments", [
    (), ("--help",), *((name, "--help") for name in main.commands), *MISTAKES])
@pytest.mark.parametrize("columns", [60, 80])
def test_english_is_as_click_has_it(
    anywhere: Path, arguments: tuple[str, ...], columns: int,
) -> None:
    """Without a language, help and mistakes are Click's own, to the byte."""
    ours, clicks = (run(*arguments, group=group, columns=columns) for group in (main, plain()))

    assert (list(anywhere.iterdir()), ours.output, ours.exit_code) == (
        [], clicks.output, clicks.exit_code)


def test_the_group_in_german(anywhere: Path) -> None:
    """The group's help is German throughout, and each command has its line."""
    speak(anywhere, "de")
    told = run("--help").stdout

    assert told.startswith("Aufruf: netsite [OPTIONEN] BEFEHL [ARGUMENTE]...\n\n  Halte ein Netz")
    assert "\nOptionen:\n" in told
    assert "  -h, --help     Diese Hilfe zeigen.\n\nBefehle:\n" in told
    assert "    netsite init my-network         ein neuer Vault\n" in told
    assert "\n  log          Trägt einen Kontakt ein, in einer Zeile.\n" in told
    assert run().output == told


def test_a_command_in_german(anywhere: Path) -> None:
    """A command's paragraphs, options and defaults are German; its examples can be typed."""
    speak(anywhere, "de")
    told, spread = run("log", "--help").stdout, run("fresh-start", "-h").stdout

    assert told.startswith("Aufruf: netsite log [OPTIONEN] TEXT...\n\n  Trägt einen Kontakt ein")
    assert '  Beispiele:\n    netsite log "coffee with ana: the new job"\n' in told
    assert "  --on DAY       Der Tag, an dem es war; sonst heute.\n" in told
    assert "verteilt werden.  [Vorgabe: 12w]\n" in spread


def test_french_keeps_a_space_before_a_colon(anywhere: Path) -> None:
    """Headings are written as French writes them."""
    speak(anywhere, "fr")
    told = run("log", "--help").stdout

    assert (told.startswith(f"Utilisation{NBSP}: netsite log [OPTIONS]"),
            f"\nOptions{NBSP}:\n" in told) == (True, True)


@pytest.mark.parametrize("arguments", MISTAKES)
def test_mistakes_in_german(anywhere: Path, arguments: tuple[str, ...]) -> None:
    """A mistake has its usage, its hint, its reason and its status, and no word of English."""
    english = run(*arguments)
    speak(anywhere, "de")
    told = run(*arguments)

    words = {"Usage", "Try", "Error", "Missing", "Invalid", "such", "Did", "Choose", "one", "for",
             "requires", "does", "Got", "not", "valid", "range", "no"}
    assert (told.exit_code, told.stdout, words & set(told.stderr.replace(":", " ").split())) == (
        english.exit_code, "", set())
    assert ("\nHilfe gibt „" in told.stderr, told.stderr.count("Fehler: ")) == (
        "\nTry '" in english.stderr, 1)


def test_a_refusal_has_its_word_in_german(anywhere: Path) -> None:
    """What a command refuses stands after the German word for an error."""
    speak(anywhere, "de")
    told = run("build", "--poll")

    assert (told.exit_code, told.stderr.startswith("Fehler: ")) == (2, True)


@pytest.mark.parametrize("arguments", [
    ("-C", "v", "log", "--help"), ("log", "-C", "v", "--help"), ("log", "-Cv", "--help"),
    ("log", "--help", "-C", "v")])
def test_the_vault_that_is_named_says_the_language(
    anywhere: Path, arguments: tuple[str, ...],
) -> None:
    """The folder in -C counts wherever it stands, and more than where one is."""
    speak(anywhere, "de")
    speak(anywhere / "v", "fr")

    assert run(*arguments).stdout.startswith(f"Utilisation{NBSP}: netsite log")


def test_every_help_text_is_in_the_catalogue() -> None:
    """Every paragraph, option and note beside an example is a message, and translated."""
    wanted = {*filter(None, help_messages(main)), *CLICK}
    options = {param.help for each in main.commands.values() for param in each.params
               if isinstance(param, click.Option) and param.help}

    assert wanted - {message.one for message in all_messages()} == set()
    assert options - wanted == set()
    for language in TRANSLATED:
        known = {entry.id for entry in translations(language) if entry.string}
        assert wanted - known == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_commands_fit_beside_their_names(language: str) -> None:
    """What the list says of a command is one line of a terminal of 80 columns."""
    tongue = tongue_of(language)
    firsts = [tongue.told(paragraphs(each.help or "")[0]) for each in main.commands.values()]

    assert [first for first in firsts if len(first) > 78 - 15] == []


def test_english_reads_no_catalogue(anywhere: Path) -> None:
    """Help in English does not even load the module that reads catalogues."""
    code = ("import sys\nfrom netsite.cli import main\n"
            "try:\n    main(['--help'], prog_name='netsite')\nexcept SystemExit:\n    pass\n"
            "print('netsite.languages' in sys.modules)")
    result = subprocess.run([sys.executable, "-c", code], cwd=anywhere, check=True,
                            capture_output=True, text=True)

    assert result.stdout.endswith("\nFalse\n")


def test_messages_of_a_docstring() -> None:
    """Paragraphs are lines, and of examples only what is said is a message."""
    command = click.Command("x", help="A\nb.\n\nC.\n\n\b\nExamples:\n  x y    what it does\n  x z")

    assert [*help_messages(command)] == [
        "A b.", "C.", "Examples:", "what it does", "Show this message and exit."]
    assert Message("Examples:") in all_messages()


@pytest.mark.parametrize(("broken", "before"), [
    (click.Abort, ""), (KeyboardInterrupt, "\n"), (EOFError, "\n")])
def test_breaking_off_is_told_in_german(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch, broken: type[BaseException], before: str,
) -> None:
    """Who breaks a question off, or a command by Ctrl-C, is told so, with Click's status."""
    def abort(**_: object) -> None:
        raise broken

    monkeypatch.setattr(main.commands["check"], "callback", abort)
    speak(anywhere, "de")
    german = run("check")
    speak(anywhere, "en")
    english = run("check")

    assert ([(told.stderr, told.exit_code) for told in (german, english)]) == [
        (f"{before}Abgebrochen!\n", 1), (f"{before}Aborted!\n", 1)]


# What Click has words for, and no command of netsite brings it to say.
UNSAID = {
    # to who writes a program with Click
    "d", "Name '{name}' defined twice", "Choice({choices})", "Unknown color {colour!r}",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Could not determine name for option with declarations {decls!r}",
    ("No options defined but a name was passed ({name}). Did you mean to declare an argument "
     "instead? Did you mean to pass '--{name}'?"),
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Invalid start character for option ({option})", "Unknown standard stream '{name}'",
    "Value must be an iterable.", "unknown error", "Missing {param_type}",
    # of what is deprecated, comes from the environment, or has no fixed default: nothing here
    "deprecated", "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "env var: {var}", "(dynamic)", "Positional arguments",
    # of prompts, pagers and editors of Click's: commands/asking asks, commands/notes edits
    "Do you want to continue?", "Confirm the action without prompting.",
    "Repeat for confirmation", "Error: The two entered values do not match.",
    "Error: invalid input", "Press any key to continue...", "{editor}: Editing failed",
    "{editor}: Editing failed: {e}", "Windows error: {error}",
    # of options that must be given, or take several values, and of types of values: none are used
    "Missing option", "Missing parameter", "Missing parameter: {param_name}",
    "Takes {nargs} values but 1 was given.", "Takes {nargs} values but {len} were given.",
    "Argument {name!r} takes {nargs} values.", "Option {name!r} requires {nargs} arguments.",
    "{value!r} is not {choice}.", "{value!r} does not match the format {format}.",
    "{value!r} does not match the formats {formats}.", "{value!r} is not a valid UUID.",
    "{value!r} is not a valid boolean. Recognized values: {states}",
    "{len_type} values are required, but {len_value} was given.",
    "{len_type} values are required, but {len_value} were given.",
    # of files that Click opens or looks at: netsite does that itself
    "file", "directory", "path", "Could not open file {filename!r}: {message}",
    *(f"{{name}} {{filename!r}} {what}." for what in (
        "does not exist", "is a file", "is a directory", "is not readable", "is not writable",
        "is not executable")),
    # a version is no sentence
    "%(prog)s, version %(version)s",
    # to who asks for the completion of bash where there is none, or one of before 2014
    "Shell completion is not supported for Bash versions older than 4.4.",
    "Couldn't detect Bash version, shell completion is not supported.",
}
# Where Click puts what it says together, so that it is known here as a whole.
WHOLE = {
    "Missing argument": "Missing argument 'x'.", "default: {default}": "[default: x]",
    "Did you mean {possibility}?": "No such option 'x'. Did you mean 'y'?",
    "(Did you mean one of: {possibilities}?)":
        "No such option 'x'. (Did you mean one of: 'y', 'z'?)",
    "{value!r} is not a valid {number_type}.": "'x' is not a valid integer range.",
    "Invalid value for {param_hint}: {message}": "Invalid value for 'x': Missing command.",
    "Invalid value: {message}": "Invalid value: Missing command.",
}


def of_click() -> Iterator[str]:
    """Every text that the Click installed here hands to gettext."""
    folder = Path(click.__file__).parent
    for _, _, message, *_ in extract_from_dir(
            folder, [("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}):
        yield from (message,) if isinstance(message, str) else message


def test_whatever_click_says_is_known() -> None:
    """Each of Click's texts is said in German here, or it is known that it never comes."""
    german, found = tongue_of("de"), {*of_click()}
    unsaid = {}
    for message in found - UNSAID:
        whole = WHOLE.get(message) or re.sub(r"\{\w+!r\}", "'x'", re.sub(r"\{\w+\}", "x", message))
        if german.say(message) == message and said(german, whole) == whole:
            unsaid[message] = whole

    assert (unsaid, len(found) > 50) == ({}, True)
    english = {"value", "for", "option", "mean", "valid", "missing", "argument"}
    assert [whole for whole in WHOLE.values()
            if english & {*re.findall("[a-z]{2,}", said(german, whole))}] == []


def test_nobody_is_asked_by_click_itself() -> None:
    """Questions go through commands/asking, since those of Click know English answers alone."""
    folder = Path(__file__).resolve().parent.parent / "netsite"
    asks = re.compile(r"\b(?:click|ctx)\.(?:confirm|prompt|pause|edit|getchar|launch)\b"
                      r"|prompt=|confirmation_option|password_option")

    assert [path.name for path in folder.rglob("*.py")
            if asks.search(path.read_text("utf-8"))] == ["asking.py"]
