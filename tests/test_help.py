"""Help, and what Click says of mistakes, in the language of the vault."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from netsite.cli import main
from netsite.commands.help import CLICK, help_messages, language_in, paragraphs, tongue_for
from netsite.languages import tongue_of
from tests.catalogue import TRANSLATED, Message, all_messages, translations

NBSP = "\N{NO-BREAK SPACE}"
MISTAKES: tuple[tuple[str, ...], ...] = (
    ("--nope",), ("nope",), ("lg",), ("log",), ("plan", "--jsn"), ("plan", "--minutes", "0"),
    ("plan", "--minutes", "x"), ("completion",), ("completion", "x"), ("today", "a"),
    ("today", "a", "b"), ("due", "--within"), ("due", "--all=1"), ("due", "--today", "x"))


@pytest.fixture
def anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def speak(folder: Path, language: str) -> None:
    """Make a vault of that language."""
    folder.mkdir(exist_ok=True)
    (folder / "netsite.toml").write_text(f'soon = 14\nlanguage = "{language}"\n', "utf-8")


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


@pytest.mark.parametrize(("settings", "language"), [
    ('language = "de"\n', "de"), ("\ufeff  language='fr' # of the pages\n", "fr"), ("", ""),
    ('# language = "de"\n', ""), ('[x]\nlanguage = "de"\n', ""), ("language = 3\n", ""),
    ('title = "x"\nlanguage = "de"\n[hour]\nminutes = 60\n', "de")])
def test_the_key_is_found(tmp_path: Path, settings: str, language: str) -> None:
    """The language is that of the key at the top of the settings, or none."""
    (tmp_path / "netsite.toml").write_text(settings, "utf-8")

    assert language_in(str(tmp_path)) == language


def test_where_the_vault_is_looked_for(anywhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in a vault speaks as it does; one with contacts of its own is another vault."""
    speak(anywhere, "de")
    (anywhere / "in/own/contacts").mkdir(parents=True)
    found = []
    for folder in (anywhere / "in", anywhere / "in/own"):
        monkeypatch.chdir(folder)
        found.append(language_in(""))

    assert (found, language_in(str(anywhere / "nowhere"))) == (["de", ""], "")


def test_a_language_that_nobody_translated(anywhere: Path) -> None:
    """It is English, as without the key."""
    speak(anywhere, "xx")

    assert (tongue_for(()), tongue_for(["--", "-C", "v"])) == (None, None)


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


def test_breaking_off_is_told_in_german(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who breaks a question off is told so, with the status that Click gives."""
    def abort(**_: object) -> None:
        raise click.Abort

    monkeypatch.setattr(main.commands["check"], "callback", abort)
    speak(anywhere, "de")
    german = run("check")
    speak(anywhere, "en")
    english = run("check")

    assert ([(told.stderr, told.exit_code) for told in (german, english)]) == [
        ("Abgebrochen!\n", 1), ("Aborted!\n", 1)]
