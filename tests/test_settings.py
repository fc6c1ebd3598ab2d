"""`netsite.toml` to Settings, and what is wrong in it."""

from typing import Any

import pytest

from netsite.model import Settings
from netsite.text.settings import read_settings
from tests.reading import told

CADENCE_HINT = "write quarterly, monthly, 6 weeks, 90 days, never …"
EDITOR_HINT = (
    "write an address that starts with one of cursor, emacs, file, http, https, idea, jetbrains, "
    "mvim, obsidian, subl, txmt, vscode, vscode-insiders, vscodium, windsurf, zed")
EXTENSIONS_HINT = (
    "write names out of abbr, admonition, attr_list, def_list, footnotes, legacy_em, nl2br, smarty")
EVERYTHING = """
format = 1
owner = "Kim Example"
soon = 7
language = "en"
output = "public"
edit_url = "vscode://file/{path}:{line}"
not_contact = ["note", "memo"]
[cadence]
default = "monthly"
tags = {close = "never", "my vips" = "2 weeks"}
[hour]
minutes = 45
together = 4
channels = {email = 3, "group call" = 20}
[ledger]
gave = ["gave", "sent"]
got = []
[markdown]
engine = "python-markdown"
extensions = ["footnotes", "def_list"]
[git]
commit = "ask"
"""


def test_without_settings_the_defaults_hold() -> None:
    """Every key is optional; an empty file says nothing, and nothing is wrong with it."""
    settings, problems = read_settings("netsite.toml", "")

    assert (settings, problems) == (Settings(), [])
    assert (settings.owner, settings.soon, settings.language, settings.output) == (
        "", 14, "en", "site")
    assert settings.not_contact == (
        "note", "todo", "plan", "idea", "tried", "missed", "no reply")
    assert (settings.cadence, settings.cadence_by_tag) == ("quarterly", {})
    assert (settings.hour_minutes, settings.hour_together) == (60, 6)
    assert settings.hour_channels == {
        "email": 5, "message": 5, "call": 15, "group call": 30, "coffee": 60, "lunch": 90}
    assert (settings.gave, settings.got) == (("gave",), ("got",))
    assert (settings.markdown_engine, settings.markdown_extensions) == ("python-markdown", ())
    assert settings.git_commit == "never"


def test_every_setting_is_read() -> None:
    """Each key of the file has its place in the settings."""
    assert read_settings("netsite.toml", EVERYTHING) == (Settings(
        owner="Kim Example", soon=7, language="en", output="public",
        edit_url="vscode://file/{path}:{line}", not_contact=("note", "memo"), cadence="monthly",
        cadence_by_tag={"close": "never", "my vips": "2 weeks"}, hour_minutes=45, hour_together=4,
        hour_channels={"email": 3, "group call": 20}, gave=("gave", "sent"), got=(),
        markdown_extensions=("footnotes", "def_list"), git_commit="ask"), [])


@pytest.mark.parametrize("text", [
    'cadence.default = "monthly"', '[cadence]\ndefault = "monthly"',
    'cadence = {default = "monthly"}', '[cadence]\n"default" = "monthly"',
])
def test_a_key_may_be_written_in_every_way_of_toml(text: str) -> None:
    """A dotted key, a table and an inline table say the same."""
    settings, problems = read_settings("netsite.toml", text)

    assert (settings.cadence, problems) == ("monthly", [])


@pytest.mark.parametrize(("text", "place", "key", "hint"), [
    ("owner = 5", "1:1", "owner", "write a text in quotes"),
    ("\nsoon = true", "2:1", "soon", "write a whole number"),
    ("soon = -1", "1:1", "soon", "write a whole number"),
    ("soon = 1.5", "1:1", "soon", "write a whole number"),
    ('soon = "14"', "1:1", "soon", "write a whole number"),
    ("soon = 99999999999999999999", "1:1", "soon", "write a whole number"),
    (f"soon = 0x{'f' * 10_000}", "1:1", "soon", "write a whole number"),
    ('language = "xx"', "1:1", "language", "write one of en, de, fr"),
    ("output = []", "1:1", "output", "write a text in quotes"),
    ('not_contact = "note"', "1:1", "not_contact", 'write a list of texts: ["one", "two"]'),
    ('not_contact = ["note", 5]', "1:1", "not_contact", 'write a list of texts: ["one", "two"]'),
    ('# cadence\n[cadence]\n  default = "sometimes"', "3:3", "cadence.default",
     CADENCE_HINT),
    ("cadence.default = 90", "1:1", "cadence.default",
     CADENCE_HINT),
    ("[cadence]\ntags = []", "2:1", "cadence.tags", "write a table: {key = value}"),
    ("[cadence]\n\n[cadence.tags]\nclose = 1", "4:1", "cadence.tags.close",
     CADENCE_HINT),
    ('[cadence]\ntags = {close = "sometimes"}', "2:1", "cadence.tags.close",
     CADENCE_HINT),
    ('[cadence.tags]\n\n"my vips" = "sometimes"', "3:1", "cadence.tags.my vips",
     CADENCE_HINT),
    ("[hour]\nminutes = 'x'", "2:1", "hour.minutes", "write a whole number"),
    ("[hour]\ntogether = -3", "2:1", "hour.together", "write a whole number"),
    ('[hour.channels]\nemail = 5\n"group call" = "x"', "3:1", "hour.channels.group call",
     "write a whole number"),
    ("[ledger]\ngave = 'gave'", "2:1", "ledger.gave", 'write a list of texts: ["one", "two"]'),
    ("[ledger]\ngot = {}", "2:1", "ledger.got", 'write a list of texts: ["one", "two"]'),
    ("[markdown]\nengine = true", "2:1", "markdown.engine",
     "write one of python-markdown, commonmark"),
    ("[markdown]\nengine = 'commonmarc'", "2:1", "markdown.engine",
     "write one of python-markdown, commonmark; did you mean commonmark?"),
    ("[markdown]\nextensions = ['codehilite']", "2:1", "markdown.extensions",
     EXTENSIONS_HINT),
    ("[git]\ncommit = true", "2:1", "git.commit", "write one of ask, always, never"),
    ("[hour]\nwarmth = {call = 0}", "2:1", "hour.warmth.call",
     "write a number above 0, 100 at most"),
    ('[git]\ncommit = "sometimes"', "2:1", "git.commit", "write one of ask, always, never"),
    ("format = 2", "1:1", "format", "write 1, the format this version reads"),
    ("format = true", "1:1", "format", "write 1, the format this version reads"),
    ('edit_url = "javascript:alert(1)"', "1:1", "edit_url", EDITOR_HINT),
    ("edit_url = 1", "1:1", "edit_url", EDITOR_HINT),
])
def test_a_wrong_value_is_told_and_its_default_holds(
    text: str, place: str, key: str, hint: str,
) -> None:
    """A value of the wrong kind is an error at its line, and does no more harm than that."""
    settings, problems = read_settings("netsite.toml", text)

    assert told(problems) == [(f"netsite.toml:{place}: error: {key} cannot be used as it is", hint)]
    assert settings in (Settings(), Settings(hour_channels={"email": 5}))


def test_the_rest_of_the_settings_is_used() -> None:
    """A wrong value costs only itself, also inside of a table."""
    settings, problems = read_settings(
        "netsite.toml", 'soon = "x"\nowner = "Kim"\n[cadence.tags]\na = "weekly"\nb = "x"')

    assert (settings.owner, settings.cadence_by_tag, len(problems)) == ("Kim", {"a": "weekly"}, 2)


@pytest.mark.parametrize(("text", "problem", "hint"), [
    ("sonn = 3", "1:1: warning: there is no setting sonn", "did you mean soon?"),
    ("\nshoe_size = 42", "2:1: warning: there is no setting shoe_size",
     "see docs/format.md, Settings"),
    ("[hour]\nminuts = 3", "2:1: warning: there is no setting hour.minuts",
     "did you mean hour.minutes?"),
    ("default = 'weekly'", "1:1: warning: there is no setting default",
     "did you mean cadence.default?"),
    ("[extra]\nx = 1", "1:1: warning: there is no setting extra", "see docs/format.md, Settings"),
])
def test_an_unknown_setting_is_told(text: str, problem: str, hint: str) -> None:
    """A key that is no setting is a warning at its line, with the one that was meant."""
    settings, problems = read_settings("netsite.toml", text)

    assert told(problems) == [(f"netsite.toml:{problem}", hint)]
    assert settings == Settings()


@pytest.mark.parametrize(("text", "place", "what", "mend"), [
    ("owner = Kim", "1:9", "this is no value", "put a text in quotes"),
    ("soon = 2026-02-30", "1:8", "this is no value", "put a text in quotes"),
    ('\n\nowner = "Kim\nsoon = 3\n', "3:13", "a quote is never closed", "close it"),
    ("owner = 'Kim", "1:1", "a quote is never closed", "close it"),
    ('owner = """Kim\n', "2:1", "a quote is never closed", "close it"),
    ("soon = 1\nsoon = 2\n", "2:9", "this key stands twice", "keep one"),
    ("soon = {a = 1, a = 2}", "1:21", "this key stands twice", "keep one"),
    ("[git]\n[git]", "2:5", "this table stands twice", "keep one"),
    ("[cadence\n", "1:9", "a table’s name is never closed", "write `[name]`"),
    ("owner", "1:1", "this line has no `=`", "write `key = value`"),
    ("= 1", "1:1", "this line does not start with a key", "write `key = value`"),
    ("soon = 1 2", "1:10", "something stands behind the value",
     "put each setting in a line of its own"),
    ("not_contact = [1", "1:1", "a bracket is never closed", "close it"),
    ("soon = {a = 1", "1:1", "a bracket is never closed", "close it"),
    ('owner = "a\x07"', "1:11", "a control character", "take it out"),
    ("soon = 1 # \x07", "1:12", "a control character", "take it out"),
    ('owner = "\\q"', "1:12", "in double quotes a \\ begins a sign that is written otherwise",
     "write it twice, or take single quotes"),
])
def test_what_is_no_toml_is_told_at_its_place(
    text: str, place: str, what: str, mend: str,
) -> None:
    """A slip in the syntax is an error at its place, with its mend; then the defaults hold."""
    settings, problems = read_settings("netsite.toml", text)

    assert settings == Settings()
    assert told(problems) == [(f"netsite.toml:{place}: error: not TOML: {what}",
                               f"{mend}; until then the defaults hold")]


def test_what_nobody_mapped_is_quoted() -> None:
    """Words of the parser that are not known stay as they are."""
    _, problems = read_settings("netsite.toml", "a = {b = 1}\na.c = 2\n")

    assert told(problems) == [(
        "netsite.toml:2:8: error: not TOML: “Cannot mutate immutable namespace ('a',)”",
        "until then the defaults hold")]


def test_merge_conflict_marks_are_named_as_what_they_are() -> None:
    """A merge conflict in the settings is told as one, at its first mark."""
    _, problems = read_settings(
        "netsite.toml", "soon = 1\n<<<<<<< HEAD\nowner = 'A'\n=======\nowner = 'B'\n>>>>>>> x\n")

    assert [(problem.line, problem.level, "merge conflict" in problem.message)
            for problem in problems[:1]] == [(2, "error", True)]


def test_an_end_that_comes_too_soon_is_told_at_the_last_line() -> None:
    """A list that is never closed is told where the file ends."""
    _, problems = read_settings("netsite.toml", "owner = 'Kim'\nnot_contact = [")

    assert [(problem.line, problem.level) for problem in problems] == [(2, "error")]


def test_a_number_too_long_for_python_is_told() -> None:
    """A number of thousands of digits is an error, and no crash."""
    settings, problems = read_settings("netsite.toml", "soon = " + "9" * 5_000)

    assert settings == Settings()
    assert [problem.level for problem in problems] == ["error"]


@pytest.mark.parametrize(("there", "settings", "problem"), [
    (True, Settings(markdown_engine="commonmark"),
     (("netsite.toml:3:1: warning: markdown.extensions are of Python-Markdown; the commonmark "
       "engine has none"), "take the line out, or the engine")),
    (False, Settings(markdown_extensions=("abbr",)),
     (("netsite.toml:2:1: warning: the commonmark engine is not installed; python-markdown "
       "stands in"), "pip install 'netsite[fast]'")),
])
def test_what_the_engine_cannot_do_here_is_told(
    *, there: bool, settings: Settings, problem: tuple[str, str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An engine that is not installed, or has no extensions, is a warning; the other half holds."""
    monkeypatch.setattr(
        "netsite.text.settings.find_spec", lambda name: name if there else None)
    found, problems = read_settings(
        "netsite.toml", "[markdown]\nengine = 'commonmark'\nextensions = ['abbr']")

    assert (found, told(problems)) == (settings, [problem])


def test_the_quick_engine_is_silent_where_it_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The setting alone, with the extra there, is no problem."""
    monkeypatch.setattr("netsite.text.settings.find_spec", lambda name: name)

    assert read_settings("netsite.toml", "markdown.engine = 'commonmark'") == (
        Settings(markdown_engine="commonmark"), [])


@pytest.mark.parametrize("text", ["x = " + "[" * 30_000, "x = " + "{a=" * 30_000])
def test_deep_nesting_is_told(text: str) -> None:
    """Nesting without end is an error, and no crash."""
    settings, problems = read_settings("netsite.toml", text)

    assert settings == Settings()
    assert told(problems) == [("netsite.toml:1:1: error: nested too deep", "write it flat")]


@pytest.mark.parametrize("value", [
    "1", "true", "'x'", "[]", "[1]", "[[]]", "{}", "{a = 1}", "1.5", "nan", "2026-10-02",
    "10:30:00", "2026-10-02T10:30:00Z",
])
@pytest.mark.parametrize("key", [
    "format", "owner", "soon", "language", "output", "edit_url", "not_contact", "cadence",
    "cadence.default", "cadence.tags", "cadence.tags.x", "hour", "hour.minutes", "hour.channels",
    "ledger.gave", "markdown.engine", "markdown.extensions", "git.commit", "git",
])
def test_no_value_does_harm(key: str, value: str) -> None:
    """Whatever stands at a key, settings come back whose fields are of the right kind."""
    settings, _ = read_settings("netsite.toml", f"{key} = {value}")
    kinds: dict[str, type[Any]] = {
        name: type(getattr(Settings(), name)) for name in Settings.__dataclass_fields__}

    assert {name: type(getattr(settings, name)) for name in kinds} == kinds
    assert all(isinstance(cadence, str) for cadence in settings.cadence_by_tag.values())
