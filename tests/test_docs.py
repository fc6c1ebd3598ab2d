"""The documents say what there is, and what they show is what happens."""

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import click
import pytest
from click.testing import CliRunner

from netsite.cli import main
from netsite.model import Settings
from netsite.network.contacts import SYNONYMS, known_keys
from netsite.problems import Level
from netsite.text.settings import EDITOR_SCHEMES, KEYS, MARKDOWN_EXTENSIONS, SHIPPED_SETTINGS
from tests.reading import contact_and_problems

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "docs/format.md").read_text(encoding="utf-8")

_OWN_DASHES = {"log"}  # commands whose texts, in quotes, have dashes of their own
_FENCE = re.compile(r"^( *)(```+|~~~+) *(\w*)\n(.*?)^\1\2 *$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"(?<!!)\[[^\]\[]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.MULTILINE)


class Example(NamedTuple):
    """A command in a document, and what it is said to print."""

    document: str
    command: str
    output: str


def text_of(path: Path) -> str:
    """Give a document's text without its code blocks."""
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Give the code blocks of a language, each with its document's name."""
    for path in DOCUMENTS:
        for match in _FENCE.finditer(path.read_text(encoding="utf-8")):
            if match[3] == language:
                yield path.relative_to(ROOT).as_posix(), match[4]


def examples() -> Iterator[Example]:
    """Give every command that a document shows with its output."""
    for document, block in blocks("console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("netsite "):
                yield Example(document, command, output)


def section(name: str) -> str:
    """Give the section of a command in docs/commands.md."""
    found = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", COMMANDS, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def options(name: str) -> set[str]:
    """Give every form of every option of a command, but help."""
    return {option for parameter in main.commands[name].params
            if isinstance(parameter, click.Option)
            for option in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_is_in_the_documents(name: str) -> None:
    """Each command has a section with its options, and no option that it has not."""
    text = re.sub(r'"[^"\n]*"', "", section(name)) if name in _OWN_DASHES else section(name)
    written = set(re.findall(r"(?<![\w-])--?[a-zA-Z][a-z-]*\b", text.replace("--help", "")))

    assert (f"[`{name}`](#{name})" in COMMANDS, f"netsite {name}" in text) == (True, True)
    assert {option for option in options(name) if option.startswith("--") or option == "-C"} <= (
        written)
    assert written - options(name) == set()


def test_no_command_is_made_up() -> None:
    """Each command that docs/commands.md lists is there."""
    listed = re.findall(r"^\| \[`([\w-]+)`\]", COMMANDS, re.MULTILINE)

    assert sorted(listed) == sorted(main.commands)


def test_the_options_before_a_command_are_in_the_documents() -> None:
    """What may stand before a command's name is explained for all of them."""
    written = section("What all have in common") + COMMANDS.partition("## ")[0]

    assert [option for parameter in main.params if isinstance(parameter, click.Option)
            for option in parameter.opts if option not in written and option != "-V"] == []


def settings_table() -> dict[str, str]:
    """Give the settings that docs/format.md lists, with their defaults as written."""
    table = FORMAT.partition("## Settings")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| `([\w.]+)` \| `(.+?)` \|", table, re.MULTILINE))


def test_every_setting_is_in_the_documents_with_its_default() -> None:
    """docs/format.md lists each key of netsite.toml in its order, and what holds without it."""
    defaults = Settings()
    fields = {key: field for key, field, _ in KEYS if field}
    shown = {key: tomllib.loads(f"x = {value}")["x"] for key, value in settings_table().items()}
    held = {key: getattr(defaults, field) for key, field in fields.items()}

    assert list(shown) == [key for key, _, _ in KEYS]
    assert {key: value for key, value in shown.items() if key != "format"} == {
        key: list(value) if isinstance(value, tuple) else value for key, value in held.items()}


def test_every_setting_is_in_the_file_that_init_makes() -> None:
    """The settings of a new vault show each key, and taking the marks off gives the defaults."""
    given = tomllib.loads(re.sub(r"^# (?=\w+ =)", "", SHIPPED_SETTINGS, flags=re.MULTILINE))
    flat = {f"{table}.{key}" if isinstance(values, dict) else table
            for table, values in given.items()
            for key in (values if isinstance(values, dict) else [""])}

    assert flat == {key for key, _, _ in KEYS}


@pytest.mark.parametrize("words", [MARKDOWN_EXTENSIONS, EDITOR_SCHEMES], ids=["markdown", "editor"])
def test_what_a_setting_allows_is_in_the_documents(words: tuple[str, ...]) -> None:
    """Every extension and every editor that a setting may name is listed."""
    assert [word for word in words if f"`{word}`" not in FORMAT] == []


def test_every_key_of_a_contact_is_in_the_documents() -> None:
    """docs/format.md explains each key of a contact, and every other name of it."""
    names = [*known_keys(), *(name for names in SYNONYMS.values() for name in names)]

    assert [name for name in names if f"`{name}`" not in FORMAT] == []


@pytest.mark.parametrize("level", [*Level])
def test_every_level_is_in_the_documents(level: Level) -> None:
    """docs/format.md says what each level of a problem means."""
    assert level in FORMAT.partition("## Problems")[2]


def slug(heading: str) -> str:
    """Give the id that a heading gets where documents are shown."""
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_of_a_document_leads_somewhere(path: Path) -> None:
    """Each relative link leads to a file or folder of the checkout, each #part to a heading."""
    dead = []
    for link in _LINK.findall(re.sub(r"`[^`\n]*`", "", text_of(path))):
        target, _, part = link.partition("#")
        if ":" in target:
            continue
        file = (path.parent / unquote(target)).resolve() if target else path
        headings = map(slug, _HEADING.findall(text_of(file))) if file.suffix == ".md" else ()
        if not file.exists() or (part and part not in headings):
            dead.append(link)

    assert dead == []


def test_there_are_examples() -> None:
    """README and the documents show commands with their output."""
    assert {"README.md", "docs/commands.md"} <= {example.document for example in examples()}


@pytest.mark.parametrize("example", [*examples()], ids=lambda found: f"{found.document}: "
                                                                 f"{found.command}")
def test_an_example_prints_what_the_document_shows(
    example: Example, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A command in a document, run at the top of the checkout, prints what stands below it."""
    monkeypatch.chdir(ROOT)
    result = CliRunner().invoke(main, shlex.split(example.command)[1:], prog_name="netsite",
                                env={"COLUMNS": "80", "LINES": "24"})

    assert (result.exit_code, result.output) == (0, example.output)


@pytest.mark.parametrize(("document", "block"), [
    (document, block) for document, block in blocks("sh") if "netsite " in block])
def test_a_command_in_a_document_is_one(document: str, block: str) -> None:
    """Each command line of a document has a command and options that there are."""
    wrong = []
    for line in block.split("\n"):
        words = shlex.split(line, comments=True)
        if not words or words[0] != "netsite":
            continue
        rest = [word for word in words[1:] if word not in (">", ">>")]
        name = next((word for word in rest if word in main.commands), "")
        known = {"--help", "-h", "--version", "-V", "-C", "--today"} | (
            options(name) if name else set())
        if (not name and not {*rest} & known) or [
                word for word in rest if word.startswith("-") and word not in known]:
            wrong.append(line)

    assert (document, wrong) == (document, [])


@pytest.mark.parametrize(("document", "block"), [
    (document, block) for document, block in blocks("markdown") if block.startswith("---\n")])
def test_a_contact_in_a_document_has_no_problem(document: str, block: str) -> None:
    """A contact that a document shows can be copied as it is."""
    _, problems = contact_and_problems(block)

    assert (document, [str(problem) for problem in problems]) == (document, [])


def test_the_help_has_every_command() -> None:
    """The page Help lists the commands in the order of docs/commands.md, in the same words."""
    page = text_of(ROOT / "templates/help.html")
    listed = re.findall(r'<code>([\w-]+)</code></th><td>\{\{ "([^"]+)" \| say', page)
    written = re.findall(r"^\| \[`([\w-]+)`\]\(#[\w-]+\) \| (.+?) \|$", COMMANDS, re.MULTILINE)

    assert [(name, what.replace("’", "'")) for name, what in listed] == written
