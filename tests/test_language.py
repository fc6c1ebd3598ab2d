"""Which language a command line means."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netsite.cli import main
from netsite.commands.language import has_vault, language_in, tongue_for, users_languages
from tests.conftest import speak


def run(*arguments: str, **environment: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, arguments, prog_name="netsite", env=environment)


def spoken(*arguments: str) -> str:
    """Give the code of the language that a command line means."""
    tongue = tongue_for(arguments)
    return tongue.language if tongue else "en"


@pytest.mark.parametrize(("settings", "language"), [
    ('language = "de"\n', "de"), ("\ufeff  language='fr' # of the pages\n", "fr"), ("", "en"),
    ('# language = "de"\n', "en"), ('[x]\nlanguage = "de"\n', "en"), ("language = 3\n", "en"),
    ('title = "x"\nlanguage = "de"\n[hour]\nminutes = 60\n', "de")])
def test_the_key_is_found(tmp_path: Path, settings: str, language: str) -> None:
    """The language is that of the key at the top of the settings, or English."""
    (tmp_path / "netsite.toml").write_text(settings, "utf-8")

    assert language_in(str(tmp_path)) == language


def test_where_the_vault_is_looked_for(anywhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in a vault speaks as it does; one with contacts of its own is another vault."""
    speak(anywhere, "de")
    (anywhere / "in/own/contacts").mkdir(parents=True)
    found = []
    for folder in (anywhere / "in", anywhere / "in/own"):
        monkeypatch.chdir(folder)
        found.append((has_vault(""), language_in("")))

    assert (found, has_vault(str(anywhere / "nowhere"))) == (
        [(True, "de"), (True, "en")], False)


def test_a_language_that_nobody_translated(anywhere: Path) -> None:
    """It is English, as without the key."""
    speak(anywhere, "xx")

    assert (tongue_for(()), tongue_for(["--", "-C", "v"])) == (None, None)


@pytest.mark.parametrize(("environment", "languages"), [
    ({}, ()), ({"LANG": "de_AT.UTF-8"}, ("de",)), ({"LANG": "fr"}, ("fr",)),
    ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR@euro"}, ("fr",)),
    ({"LANG": "de_DE", "LC_MESSAGES": "fr_FR", "LC_ALL": "en_GB.UTF-8"}, ("en",)),
    ({"LANG": "de_DE", "LC_ALL": ""}, ("de",)), ({"LANG": "de_DE", "LC_ALL": "C"}, ()),
    ({"LANG": "de_DE", "LC_ALL": "C.UTF-8"}, ()), ({"LANG": "POSIX", "LANGUAGE": "de"}, ()),
    ({"LANGUAGE": "fr:de"}, ()), ({"LANG": "en_US", "LANGUAGE": "fr_CA:de"}, ("fr", "de", "en")),
    ({"LANG": "_", "LANGUAGE": ":"}, ())])
def test_which_languages_somebody_wants(
    environment: Mapping[str, str], languages: tuple[str, ...],
) -> None:
    """The environment says it as it does to gettext."""
    assert users_languages(environment) == languages


@pytest.mark.parametrize(("language", "wanted"), [
    ("xx:fr", "fr"), ("en:de", "en"), ("xx", "de"), ("", "de")])
def test_the_first_language_that_netsite_speaks(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch, language: str, wanted: str,
) -> None:
    """Of several languages that somebody wants, the first that there is a catalogue of counts."""
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", language)

    assert (spoken(), list(anywhere.iterdir())) == (wanted, [])


def test_the_vault_counts_more_than_the_user(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A vault speaks its own language, English if it names none, whoever works in it."""
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    speak(anywhere / "german", "de")
    (anywhere / "english/contacts").mkdir(parents=True)

    assert (spoken(), spoken("-C", "german"), spoken("list", "-Cenglish"),
            spoken("-C", "nowhere")) == ("fr", "de", "en", "fr")


def test_without_a_vault_the_users_language_is_spoken(anywhere: Path) -> None:
    """Help, slips, and that there is no vault, are told as the user's locale has it."""
    told = [run(*words, LANG="de_DE.UTF-8") for words in (("--help",), ("nope",), ("due",))]

    assert [each.output.split("\n")[0] for each in told[:2]] == [
        "Aufruf: netsite [OPTIONEN] BEFEHL [ARGUMENTE]..."] * 2
    assert "\nFehler: Den Befehl 'nope' gibt es nicht. (Meinst du eins von" in told[1].stderr
    assert told[2].stderr.startswith("Fehler: hier ist kein Vault: weder contacts/ noch")
    assert list(anywhere.iterdir()) == []


@pytest.mark.parametrize(("locale", "line", "made"), [
    ("de_DE.UTF-8", 'language = "de"                # of the site and of commands: en, de, fr',
     "angelegt: net/netsite.toml"),
    ("en_GB.UTF-8", '# language = "en"              # of the site and of commands: en, de, fr',
     "made net/netsite.toml"),
    ("xx_XX", '# language = "en"              # of the site and of commands: en, de, fr',
     "made net/netsite.toml")])
def test_a_new_vault_speaks_its_makers_language(
    anywhere: Path, locale: str, line: str, made: str,
) -> None:
    """`init` speaks as the user's locale has it, and writes that into the settings."""
    first = run("init", "net", "--no-git", LANG=locale)
    after = run("-C", "net", "due", "--today", "2026-11-23", LANG="C")

    assert (first.output.split("\n")[0], after.exit_code, spoken("-C", "net")) == (
        made, 0, "de" if locale.startswith("de") else "en")
    assert line in (anywhere / "net/netsite.toml").read_text("utf-8").split("\n")


def test_init_speaks_as_the_settings_that_are_there(anywhere: Path) -> None:
    """A vault that is completed speaks its own language, and its settings stay."""
    speak(anywhere / "net", "fr")
    before = (anywhere / "net/netsite.toml").read_bytes()
    told = run("init", "net", "--no-git", LANG="de_DE.UTF-8")

    assert (told.output.split("\n")[0], (anywhere / "net/netsite.toml").read_bytes()) == (
        "net/netsite.toml était là et reste", before)


def test_settings_elsewhere_in_the_vault_are_read(tmp_path: Path) -> None:
    """A link that stays in the vault is followed, as by all that reads settings."""
    speak(tmp_path / "own", "de")
    (tmp_path / "netsite.toml").symlink_to("own/netsite.toml")

    assert language_in(str(tmp_path)) == "de"


def test_settings_outside_of_the_vault_say_nothing(tmp_path: Path) -> None:
    """A link that leads out of the vault is not followed, as by all that reads settings."""
    speak(tmp_path / "other", "de")
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "netsite.toml").symlink_to(tmp_path / "other/netsite.toml")

    assert language_in(str(vault)) == "en"


@pytest.mark.parametrize("words", [("due",), ("--help",), ("init",), ("due", "--help"), ("no",)])
def test_a_folder_that_is_gone_is_no_traceback(
    anywhere: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...],
) -> None:
    """Whoever stands in a folder that somebody deleted is told so, or helped."""
    gone = anywhere / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    result = run(*words)

    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.output
