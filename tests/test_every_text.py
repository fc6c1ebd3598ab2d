"""The law of languages: whatever people read goes through the catalogue.

Commands run, and sites are built, in a language in which every text stands in brackets. Then the
code is looked through for what was not run.
"""

import ast
import os
import re
import shlex
import shutil
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from netsite.build import build
from netsite.cli import main
from netsite.commands import capture, log, notes, undo
from netsite.pages.saying import messages_in
from netsite.single import single
from tests.brackets import (
    LANGUAGE,
    bracketed,
    foreign_vault,
    missed,
    outside,
    shown,
    spoken,
    words_of,
)
from tests.missing import needs_git
from tests.repos import git

ROOT = Path(__file__).resolve().parent.parent
TODAY = date(2026, 11, 23)
ANA, BO = "ана-тилха", "бо-вздн"
# What users write as keys in the demo, and which is shown as they wrote it.
LABELS = {"website", "mobile", "github"}
# What people are called for short in the broken vault, and a name of a template’s.
BROKEN = {"cm", "dk", "kw", "le", "sd", "st", "us", "fn", "vee", "card", "teamview"}
# Commands in their order; each stands for a way to say something.
READING = (
    "today", "due", "due --all", "due --team аулат", "plan", "plan --minutes 10",
    "plan --in Поруо", "plan --with аулат", "coverage", "coverage --by team",
    "coverage --by company", f"show {ANA}", "show бианва-едссануд", "show гфасуд-восгохил",
    f"why {ANA}", "why бианва-едссануд", "why каусин-цдттолдк", "why здлмфу-гидскдт", "ledger",
    f"ledger {ANA}", "reach", "reach Жлобдч", "reach Инфин", "team", "team аулат", "list",
    "list --state overdue", f"history {ANA}", "show цц", "show а", "team цц", "check", "build",
    "build", "build --watch --strict", "build --poll", "build -v", "undo", "inbox")
WRITING = (
    f"log 'валл with {ANA}: окай'", "log 'валл with ананан: окай'", "log цц", "log '2026-33-33 цц'",
    f"log '2099-01-01 валл with {ANA}: окай'", "log 'валл with цц: окай' --new", "log 'цц с а: ц'",
    "add Нил Нос --company Инк", "add Нил Нос --cadence ццц", "add Нил Но --met ццц",
    "add Нил Но --birthday ццц", f"set {ANA} company Инк", f"set {ANA} company Инк",
    f"set {ANA} cadence ццц", f"set {ANA} cadence", f"set {ANA} snooze ццц",
    f"set {ANA} aliases ццц", f"set {ANA} aliases ццц --add", f"set {ANA} aliases ццц --remove",
    f"set {ANA} role --unset", f"set {ANA} name ццц", f"set {ANA} email ццц",
    f"set {ANA} birthday ццц", f"tag влотд {ANA}", f"tag влотд {ANA} --remove", f"join йй {ANA}",
    f"join йй {ANA} --on ццц", f"leave йй {ANA}", f"leave йй {ANA}", f"leave цц {ANA}",
    f"snooze {ANA} 2w", f"snooze {ANA} ццц", f"snooze {ANA} 2020-01-01", f"snooze {ANA} off",
    f"archive {ANA}", f"archive {ANA} --back", f"rename {ANA} ана-т", "rename ана-т бо-вздн",
    "rename ана-т 'а:б'", "forget ана-т", "forget ана-т --yes", "fresh-start --over ццц",
    "fresh-start", f"note {BO} цц", f"note {BO} '[ ] цц'", f"done {BO}", f"done {BO} цц",
    f"done {BO} цц", f"edit {BO}")
COMMITTED = (
    f"history {BO}", f"set {BO} role йй", f"history {BO}", "build", "undo",
    f"log 'валл with {BO}: окай'", "undo --yes", "undo --yes", f"forget {BO}", "inbox")


@pytest.fixture(scope="module", autouse=True)
def _spoken(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Speak the language in which everything stands in brackets."""
    with spoken(tmp_path_factory.mktemp("locale")):
        yield


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Make the demo, with other letters than Latin ones."""
    foreign_vault(ROOT, tmp_path / "vault")
    return tmp_path / "vault"


def run(
    vault: Path, *lines: str, known: Iterable[str] = (), typed: str = "", editor: str = "true",
) -> list[tuple[str, list[str]]]:
    """Run commands, one after the other; give those that say a word of English, with the words.

    `typed` is what each of them is answered, `editor` what opens for the user.
    """
    found = []
    for line in lines:
        result = CliRunner().invoke(
            main, ["-C", str(vault), "--today", TODAY.isoformat(), *shlex.split(line)],
            prog_name="netsite", input=typed,
            env={"COLUMNS": "400", "EDITOR": editor, "VISUAL": ""})
        assert result.exception is None or isinstance(result.exception, SystemExit), line
        words = missed(result.output, words_of(vault) | LABELS | {*known})
        found += [(line, words)] if words else []
    return found


def committed(vault: Path) -> None:
    """Make a vault a repository, all in one commit, and have commands commit."""
    git(vault, "init", "-q")
    with (vault / "netsite.toml").open("a") as file:
        file.write('\n[git]\ncommit = "always"\n')
    git(vault, "add", ".")
    git(vault, "commit", "-q", "-m", "на")


def test_brackets() -> None:
    """They stand around what a message says, and not around its values and tags."""
    said = bracketed("<b>{n:,}</b> days late, {name}")

    assert (said, outside("⟦a ⟦b⟧⟧ c"), missed("⟦a⟧ bc `netsite x` Ана de.md", {"x"})) == (
        "<b>{n:,}</b> ⟦days late⟧, {name}", "  c", ["bc"])


def test_commands_that_read(vault: Path) -> None:
    """What they print, and what they refuse, is said."""
    assert run(vault, *READING) == []


def test_commands_that_write(vault: Path) -> None:
    """What they did, and why they did not, is said."""
    assert run(vault, *WRITING) == []


def test_commands_in_a_repository(vault: Path) -> None:
    """What git knows, and what is made of it, is said."""
    needs_git()
    committed(vault)
    (vault / "inbox.md").write_text(
        f"- 2026-11-01 валл with {BO}: йй\n- йй\n- 2026-11-02 валл with цц\n- 2026-33-33 йй\n")

    assert run(vault, *COMMITTED, known=main.commands) == []


@pytest.mark.parametrize("typed", ["", "q\n9\n1\ny\n", "n\n", "0\n\n"])
def test_questions(
    vault: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str,
) -> None:
    """What is asked, what would be an answer, and that one broke off, is said."""
    needs_git()
    committed(vault)
    (vault / "netsite.toml").write_text((vault / "netsite.toml").read_text("utf-8").replace(
        'commit = "always"', 'commit = "ask"'), "utf-8")
    for module in (capture, log, notes, undo):
        monkeypatch.setattr(module, "can_ask", lambda: True)
    spoiling = tmp_path / "йй"
    spoiling.write_text("#!/bin/sh\nprintf -- '---\\nname: [\\n---\\n' > \"$1\"\n")
    spoiling.chmod(0o700)
    asked, prompt = set(), click.prompt

    def ask(question: str, **how: Any) -> Any:
        asked.add(question)
        return prompt(question, **how)

    monkeypatch.setattr(click, "prompt", ask)
    lines = (f"set {ANA} role йй", "log 'валл with а: окай'", "log 'валл with цц: окай'",
             "log 'валл with ана-тилхх: окай'", f"note {BO} '[ ] цц'", f"note {BO} '[ ] цй'",
             f"done {BO}", "undo", f"edit {BO}")

    assert run(vault, *lines, known=main.commands, typed=typed, editor=str(spoiling)) == []
    assert len(asked) >= 6


# Mistakes that Click finds, of each kind that these commands give room for.
MISTAKES = (
    "", "--nope", "--vresion", "nope", "lg", "log", "show", "plan --jsn", "plan --minutes 0",
    "plan --minutes x", "due --within -1", "coverage --by x", "list --state x", "completion",
    "completion x", "today a", "today a b", "due --within", "due --all=1", "due --today x",
    "set", "snooze", "init a b", "serve --port 99999")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistakes(tmp_path: Path, mistake: str) -> None:
    """What Click says of what was typed is said, but for what was typed."""
    (tmp_path / "netsite.toml").write_text(f'language = "{LANGUAGE}"\n')
    (tmp_path / "contacts").mkdir()
    names = {part for name in main.commands for part in name.split("-")}
    choices = {"team", "company", "place", "tag", "overdue", "soon", "later", "snoozed", "none",
               "off", "bash", "zsh", "fish", "people", "directory", "person", "until", "key"}
    words = {word for _, found in run(tmp_path, mistake) for word in found if not word.isupper()}

    assert words - names - choices - {*re.findall("[a-z]+", mistake)} == set()


def test_where_no_vault_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a language of the user's own, a vault is made, and missed, in it."""
    needs_git()
    monkeypatch.setenv("LANG", f"{LANGUAGE}_XX.UTF-8")
    monkeypatch.chdir(tmp_path)
    names = {part for name in main.commands for part in name.split("-")}
    new = tmp_path / "йй"

    assert run(new, "due", "nope", "init", "today", known=names | {"nope"}) == []
    assert f'language = "{LANGUAGE}"' in (new / "netsite.toml").read_text("utf-8")
    found = CliRunner().invoke(main, ["due"], prog_name="netsite").output
    assert missed(found, {"netsite", "toml", "contacts"}) == []


@pytest.mark.parametrize("spoilt", [
    "{% if x %}", "{% foo %}", "{% endif %}", "{{ x", "{{ x y }}", "{{ 'x }}", "{# x",
    "{% block %}", "{{ x|nope }}", "{% set 1 = 2 %}", "{{ nothing }}", "{{ 1 / 0 }}",
    "{{ 1 + 'a' }}", "{{ 5 | length }}", "{{ 'x' | batch }}", "{% include 'йй' %}",
    "{% call x %}{% endcall %}", "{{ range(1, 2, 0) | list }}"])
def test_templates_that_fail(vault: Path, spoilt: str) -> None:
    """What Jinja and Python find wrong is said, or quoted."""
    (vault / "templates").mkdir()
    (vault / "templates/ledger.html").write_text(spoilt, "utf-8")

    assert run(vault, "build", known={"valueerror"}) == []


def test_a_cache_that_cannot_be_used(vault: Path, tmp_path: Path) -> None:
    """What sqlite and the system refuse is said."""
    (tmp_path / "йй").write_text("")

    assert run(vault, f"build -v --cache {tmp_path / 'йй'}") == []


def test_a_repository_that_git_cannot_read(vault: Path) -> None:
    """What git complains of is said, or quoted."""
    needs_git()
    committed(vault)
    found: list[tuple[str, list[str]]] = []
    for settings in ("[core]\n = 2\n", "[core]\nrepositoryFormatVersion = 99\n",
                     "[core]\nbare = й"):
        (vault / ".git/config").write_text(settings, "utf-8")
        found += run(vault, "build -v", f"set {BO} role ц{len(found)}", "undo", f"history {BO}")

    assert found == []


def test_commands_in_an_empty_folder(tmp_path: Path) -> None:
    """What is made, what is kept, and that there is nothing, is said."""
    (tmp_path / "netsite.toml").write_text(f'language = "{LANGUAGE}"\n')
    (tmp_path / "contacts").mkdir()

    assert run(tmp_path, "init --no-git", "init --no-git", "today", "due", "plan", "list", "team",
               "reach", "ledger", "coverage", "build") == []


def test_commands_over_a_broken_vault(tmp_path: Path) -> None:
    """What is wrong, and how to mend it, is said, from what is remembered too."""
    root = broken(tmp_path)

    assert run(root, "check", "check --strict", "build", "build", "build -v", "today", "plan",
               "why ana", "log 'call with Sam Twin: x'", "set yaml company x",
               "set doubled role x", "rename deep deeper", known=BROKEN) == []


def broken(folder: Path) -> Path:
    """Copy the vault in which everything is wrong, in that language."""
    root = folder / "broken"
    shutil.copytree(ROOT / "tests/vaults/broken", root)
    os.mkfifo(root / "contacts/pipe.md")
    settings = (root / "netsite.toml").read_text("utf-8").replace("tlh", LANGUAGE)
    (root / "netsite.toml").write_text(settings, "utf-8")
    return root


@pytest.mark.parametrize("settings", [
    "x", "x = [", "owner = Kim", "soon = 1\nsoon = 2", "a = {b = 1}\na.c = 2", "owner = 'x"])
def test_settings_that_cannot_be_read(tmp_path: Path, settings: str) -> None:
    """What tomllib finds is said in words of our own, or quoted."""
    (tmp_path / "netsite.toml").write_text(f'language = "{LANGUAGE}"\n{settings}\n')

    assert run(tmp_path, "check") == []


@pytest.mark.parametrize("command", ["", *main.commands])
def test_help(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """Whatever is explained is said; names of values and examples are not."""
    (tmp_path / "netsite.toml").write_text(f'language = "{LANGUAGE}"\n')
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, [*command.split(), "--help"], prog_name="netsite").output
    listed = {part for name in main.commands for part in name.split("-")} if not command else ()

    assert [word for word in missed(told, listed) if not word.isupper()] == []


def unsaid(folder: Path, known: frozenset[str]) -> list[tuple[str, str]]:
    """Texts of pages in which a word of English stands, each with the first page that has it."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.html")):
        for text in shown(path.read_text("utf-8")):
            if text not in found and missed(text, known):
                found[text] = path.relative_to(folder).as_posix()
    return [(page, text) for text, page in found.items()]


def test_pages(vault: Path) -> None:
    """Every text of every kind of page is said, with a history and without."""
    needs_git()
    first = unsaid(build(vault, TODAY).folder, words_of(vault) | LABELS)
    committed(vault)
    (vault / f"contacts/{BO}.md").write_text("---\nname: Бо\ncadence: 2w\n---\n", "utf-8")
    site = build(vault, TODAY).folder

    known = words_of(vault) | LABELS | {"quarterly"}  # as it was written, among the changes

    assert (first, unsaid(site, known), (site / "changes.html").is_file()) == ([], [], True)


def test_pages_of_a_broken_vault(tmp_path: Path) -> None:
    """What is wrong is said on its page; so are pages for which there is nothing."""
    root = broken(tmp_path)
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "netsite.toml").write_text(f'language = "{LANGUAGE}"\n')

    assert (unsaid(build(root, TODAY).folder, words_of(root, cadences=True) | BROKEN),
            unsaid(build(empty, TODAY).folder, words_of(empty))) == ([], [])


def test_one_file(vault: Path) -> None:
    """A site in one file says what it is."""
    made = single(vault, TODAY, "")

    assert unsaid(Path(made.file).parent, words_of(vault) | LABELS) == []


def test_feeds(vault: Path) -> None:
    """What calendars and readers of news show is said."""
    folder = build(vault, TODAY).folder
    known = words_of(vault) | LABELS
    calendars = [line for path in sorted(folder.rglob("*.ics"))
                 for line in path.read_text("utf-8").replace("\r\n ", "").split("\r\n")
                 if line.startswith(("SUMMARY", "DESCRIPTION", "X-WR-CALNAME"))
                 and missed(line.partition(":")[2], known)]
    news = (folder / "feed.xml").read_text("utf-8")
    told = re.findall(r"<(?:title|summary)[^>]*>([^<]*)<", news)

    assert (calendars, [text for text in told if missed(text, known)], bool(told)) == (
        [], [], True)


# Functions that say, and how many of their first arguments are messages.
SAYING = {"say": 1, "text": 1, "of": 1, "say_as": 2, "counted": 2, "texts": 2}
PHRASE = re.compile(r"[a-z]{2,}[,;:.]? [a-z]{2,}")
# Phrases that nobody reads, or that are written into files, by the module.
NOT_SAID = {
    "netsite/cli.py": None,  # help, which has a law of its own
    "netsite/commands/help.py": None,  # the words of Click, by which they are known
    "netsite/text/when.py": {"2026-10-02, today, yesterday, -3d, last fri, 2 oct"},
    "netsite/text/cadence.py": {"quarterly, monthly, 6 weeks, 90 days, never …"},
    "netsite/commands/init.py": {"netsite init", "init: a new vault"},
    "netsite/commands/ledger.py": {"2026-05-22 gave: the book"},
    "netsite/live/server.py": {"netsite server"},
    "netsite/model.py": {"no reply", "group call"},
    "netsite/network/proof.py": {"is never closed"},
    "netsite/live/wakes.py": {"Callback with id"},
    "netsite/pages/monthlines.py": {"lines of "},
    "netsite/pages/output.py": {"netsite site 1"},
    "netsite/pages/pieces.py": {"chip tag"},
    "netsite/pages/watched.py": {"team ref", "group page"},
    "netsite/practice/actions.py": {"birthday on "},
    "netsite/practice/candidates.py": {"group call"},
    "netsite/practice/introductions.py": {"introduced by"},
    "netsite/practice/ledger.py": {"only got", "got last", "gave last", "only gave"},
    "netsite/store/cache.py": {"is locked", "readonly database|authorized", "unable to open",
                               "disk is full", "no such column"},
    "netsite/store/complaints.py": None,  # git's
    "netsite/pages/faults.py": None,  # Jinja's and Python's
    "netsite/store/gitlog.py": {"git commits", "git facts"},
    "netsite/store/vault.py": {"(conflicted copy", "'s conflicted copy", "(case conflict"},
    "netsite/text/yamlnodes.py": None,  # PyYAML's words, by which its slips are known
    "netsite/text/settings.py": None,  # tomllib's
    "netsite/texts.py": {"a text names its values as {name} or {name:,}: "},  # to a programmer
    "netsite/tongue.py": None,  # its own messages, with their senses
    "netsite/text/splices.py": {"splices overlap", "the file is UTF-"},
}
# HTML, CSS, SQL, scripts, files that are written, commands to type.
_OTHER = re.compile(r'<|>|="|^\s*[-#"\[]|\bnetsite (?:log|plan|edit|set)\b|git filter-repo|charset='
                    r"|\b(?:SELECT|CREATE)\b|\{ |data:", re.MULTILINE)


def phrases(source: str) -> Iterator[str]:
    """Texts of two words and more in a module, but for docstrings, and for those it says."""
    tree = ast.parse(source)
    left_out = {id(node.value) for node in ast.walk(tree)
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(
                node.func, "id", "")
            left_out |= {id(each) for given in node.args[:SAYING.get(name, 0)]
                         for each in ast.walk(given)}
    for node in ast.walk(tree):
        if (isinstance(node, ast.Constant) and isinstance(node.value, str)
                and id(node) not in left_out and PHRASE.search(node.value)
                and not _OTHER.search(node.value)):
            yield node.value


def test_no_phrase_of_the_code_is_unsaid() -> None:
    """What reads like a text is said, or stands in the list of those that are none."""
    found = {path.relative_to(ROOT).as_posix(): {*phrases(path.read_text("utf-8"))}
             for path in sorted((ROOT / "netsite").rglob("*.py"))}
    unknown = {name: some - (NOT_SAID.get(name, set()) or set()) for name, some in found.items()
               if NOT_SAID.get(name, set()) is not None}

    assert {name: some for name, some in unknown.items() if some} == {}
    assert {name: some - found[name] for name, some in NOT_SAID.items()
            if some and some - found[name]} == {}


def test_phrases() -> None:
    """Docstrings and what is said are left out; what is raised or handed over is not."""
    assert [*phrases('"""A doc string."""\nsay("one two")\nx = f"{a} three four"\n'
                     'raise Error("five six", Text.of("seven eight"))')] == [
        " three four", "five six"]


# Words of HTML, of selectors and of keys.
SCRIPT_WORDS = {"use strict", "as of", "main table", ".top nav", ".top nav a", "hints soft",
                "soft more", "Enter", "Escape"}
_STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
_COMMENT = re.compile(r"(?<!:)//[^\n]*")


@pytest.mark.parametrize("script", sorted(
    path.name for path in (ROOT / "templates/static").glob("*.js")))
def test_no_text_of_a_script_is_unsaid(script: str) -> None:
    """What reads like a text in a script goes through its function that says."""
    source = _COMMENT.sub("", (ROOT / "templates/static" / script).read_text("utf-8"))
    said, counted = messages_in(source)
    spoken_of = {*said, *(each for both in counted for each in both)}

    assert [text for text in _STRING.findall(source)
            if re.search(r"^[A-Z][a-z]+( |$)|[a-z]{2,} [a-z]{2,}", text)
            and text not in spoken_of | SCRIPT_WORDS and not _OTHER.search(text)] == []


# What Jinja works out; and the name of a class in a block.
_JINJA = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{% block layout %\}[\w -]*|\{%.*?%\}", re.DOTALL)


@pytest.mark.parametrize("template", sorted(
    path.name for path in (ROOT / "templates").glob("*.html")))
def test_no_text_of_a_template_is_unsaid(template: str) -> None:
    """Also what the demo has no occasion to show goes through a filter."""
    source = _JINJA.sub("0", (ROOT / "templates" / template).read_text("utf-8"))

    assert [text for text in shown(source) if missed(text)] == []
