"""Questions on a terminal, and what is taken for an answer."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from netsite.commands.asking import choose, confirmed
from netsite.commands.speaking import speak_as

NBSP = "\N{NO-BREAK SPACE}"


def ask(folder: Path, language: str, typed: str, *, default: bool | None = None) -> Result:
    """Ask in a language: yes or no with a default, or else which of two."""
    (folder / "netsite.toml").write_text(f'language = "{language}"\n', "utf-8")

    @click.command()
    @click.pass_context
    def command(ctx: click.Context) -> None:
        speak_as(ctx, folder)
        click.echo(choose("?", [("a", "Ana"), ("b", "B\x1bo")]) if default is None
                   else confirmed("?", default=default))
    return CliRunner().invoke(command, input=typed)


@pytest.mark.parametrize(("language", "yes", "no"), [
    ("en", "y Y yes YES", "n no No"), ("de", "j J ja Ja y yes", "n nein NEIN no"),
    ("fr", "o oui OUI y yes", "n non no")])
def test_an_answer_in_the_users_language(tmp_path: Path, language: str, yes: str, no: str) -> None:
    """The words for yes and no, their first letters, and the English ones are understood."""
    for default in (True, False):
        assert [ask(tmp_path, language, f" {word} \n", default=default).stdout.split()[-1]
                for word in (*yes.split(), *no.split())] == (
            ["True"] * len(yes.split()) + ["False"] * len(no.split()))


@pytest.mark.parametrize(("language", "default", "asked"), [
    ("en", True, "? [Y/n]: "), ("en", False, "? [y/N]: "), ("de", True, "? [J/n]: "),
    ("de", False, "? [j/N]: "), ("fr", True, f"? [O/n]{NBSP}: ")])
def test_the_default_is_the_capital(
    tmp_path: Path, language: str, asked: str, *, default: bool,
) -> None:
    """The question shows the letters of its language; nothing typed is the default."""
    told = ask(tmp_path, language, "\n", default=default)

    assert (told.stderr, told.stdout.split()) == (f"{asked}\n", [str(default)])


@pytest.mark.parametrize(("language", "mend"), [
    ("en", "Error: answer with yes or no"), ("de", "Fehler: antworte mit ja oder nein"),
    ("fr", f"Erreur{NBSP}: réponds par oui ou non")])
def test_no_answer_is_asked_for_again(tmp_path: Path, language: str, mend: str) -> None:
    """Another answer is told off in the language of the question, which is asked again."""
    told = ask(tmp_path, language, "q\nperhaps\n\n", default=True)

    assert (told.stderr.count(mend), told.stderr.count("? ["), told.stdout.split()) == (
        2, 3, ["True"])


def test_nothing_more_to_read_breaks_off(tmp_path: Path) -> None:
    """Where no answer comes there is none, not even the default."""
    told = ask(tmp_path, "en", "x\n", default=True)

    assert (told.exit_code, told.stdout) == (1, "")


@pytest.mark.parametrize(("typed", "said", "status"), [
    ("2\n", "b", 0), (" 1 \n", "a", 0), ("3\n-1\nx\n1\n", "a", 0), ("0\n", "", 1), ("\n", "", 1)])
def test_one_of_several(tmp_path: Path, typed: str, said: str, status: int) -> None:
    """A number picks one; none is refused, and what is no number of theirs is asked again."""
    told = ask(tmp_path, "de", typed)

    assert (told.stdout.strip(), told.exit_code, told.stderr.count("Fehler: "),
            "  1  Ana\n  2  B\\x1bo\n" in told.stderr) == (
        said, status, typed.count("\n") - 1, True)
