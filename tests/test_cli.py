"""Every command, as it is typed."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netsite import __version__
from netsite.cli import main
from netsite.commands.terminal import cells
from netsite.text.settings import SHIPPED_SETTINGS
from tests.conftest import MakeVault
from tests.missing import needs_git
from tests.reading import person
from tests.repos import commit, git, with_ana, write

ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-23"
COMMANDS = ("add", "archive", "build", "check", "completion", "coverage", "done", "due", "edit",
            "forget", "fresh-start", "history", "inbox", "init", "join", "leave", "ledger", "list",
            "log", "note", "open", "plan", "reach", "rename", "serve", "set", "show", "snooze",
            "tag", "team", "today", "undo", "why")

FILES: dict[str, str | bytes] = {
    "contacts/ana-silva.md": person(
        "aliases: [anita, Ana S.]", "teams: [atlas, choir]", "tags: [climbing]", "company: Globex",
        "role: Staff engineer", "location: Porto, Portugal",
        "email: [ana@example.com, {work: a@globex.example}]", 'phone: "+351 900 000 001"',
        "links: {site: https://example.com/ana}", "birthday: --04-12", "met: 2015-03-02",
        "introduced_by: bo-chen", "kids: [Clara, Vasco]",
        notes="Says what she thinks, as [[bo-chen]] does.\n\n- [ ] send her the talk\n- one",
        history=("- 2027-02-10 plan: lunch in Lisbon",
                 "- 2026-08-14 coffee with [[bo-chen]]: in Foz\n  - the long way round",
                 "- 2026-03 call")),
    "contacts/bo-chen.md": person("teams: [atlas]", "cadence: monthly", name="Bo Chen",
                                  history=("- 2026-10-30 call: two open places",)),
    "contacts/bo-lind.md": person("snooze: 2027-01-15", name="Bo Lind",
                                  history=("- 2026-01-02 call",)),
    "contacts/carl.md": person("tags: [climbing]", name="Carl Ito"),
    "contacts/dana.md": person("cadence: never", name="Dana Levi", history=("- 2020-01-01 call",)),
    "contacts/eve.md": person("teams: [choir]", name="Eve Berg", history=("- 2026-11-01 call",)),
    "contacts/atlas.md": person("kind: group", "aliases: [the crew]", name="Project Atlas"),
}


@pytest.fixture
def here(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a vault and stand in it."""
    root = vault(FILES)
    monkeypatch.chdir(root)
    return root


def run(*arguments: str, columns: int = 80) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(main, arguments, prog_name="netsite", env={"COLUMNS": str(columns)})


def said(*arguments: str, columns: int = 80) -> str:
    """Run a command that goes well; give its output."""
    result = run(*arguments, columns=columns)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def refused(*arguments: str) -> str:
    """Run a command that cannot be carried out as given; give what it says of the reason."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    usage, error, message = result.stderr.partition("Error: ")
    assert (usage == "" or usage.startswith("Usage: netsite"), error) == (True, "Error: ")
    return message


def outside(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "netsite", *arguments], cwd=folder, check=False, timeout=60,
        capture_output=True, encoding="utf-8", env={**os.environ, **variables})


# Where and when


def test_the_commands_are_these() -> None:
    """The command line has these commands, and help names each."""
    listed = re.findall(r"^  ([\w-]+)  ", said("--help").partition("Commands:")[2], re.MULTILINE)

    assert listed == [*COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    """A command's help has a sentence, its options and an example, and fits the terminal."""
    help_ = said(command, "--help")

    assert (f"netsite {command}" in help_.partition("Example")[2], said(command, "-h"),
            [line for line in help_.split("\n") if cells(line) > 88]) == (True, help_, [])


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told(option: str) -> None:
    """The version is the package's."""
    assert said(option) == f"netsite {__version__}\n"


@pytest.mark.parametrize("arguments", [
    ["-C", "{vault}", "--today", DAY, "due"],
    ["due", "-C", "{vault}", "--today", DAY],
    ["-C", "{vault}", "due", "--today", DAY],
    ["--today", DAY, "due", "-C", "{vault}"],
    ["--today", "2001-01-01", "-C", "/nowhere", "due", "-C", "{vault}", "--today", DAY],
])
def test_vault_and_day_stand_before_or_after_the_name(
    vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str],
) -> None:
    """-C and --today hold wherever they stand; the later one counts."""
    root = vault(FILES)
    monkeypatch.chdir(tmp_path)

    assert said(*(argument.replace("{vault}", str(root)) for argument in arguments)) == (
        "Ana Silva  9 days late  quarterly  2026-08-14 coffee: in Foz\n"
        "Bo Chen    in 7 days    monthly    2026-10-30 call: two open places\n")


@pytest.mark.parametrize("command", [
    ["build", "-q"], ["check"], ["due"], ["list"], ["show", "ana-silva"], ["why", "ana-silva"]])
@pytest.mark.parametrize("before", [True, False])
def test_every_command_takes_a_vault_and_a_day(
    vault: MakeVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str],
    *, before: bool,
) -> None:
    """Each command that reads a vault takes -C and --today before and after its name."""
    options = ["-C", str(vault(FILES)), "--today", DAY]
    monkeypatch.chdir(tmp_path)

    assert run(*((*options, *command) if before else (*command, *options))).exit_code == 0


@pytest.mark.parametrize("folder", [".", "contacts", "contacts/deep", "site"])
def test_a_vault_is_found_from_inside(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, folder: str,
) -> None:
    """Below a folder with netsite.toml that folder is the vault."""
    root = vault(FILES | {"netsite.toml": "", "contacts/deep/x.md": person(name="X"),
                          "site/.gitignore": ""})
    monkeypatch.chdir(root / folder)

    assert said("list", "bo", "chen").startswith("Bo Chen")


def test_the_current_folder_is_a_vault_before_those_above(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A folder with contacts/ is the vault, though one above has settings."""
    root = vault(FILES | {"netsite.toml": "", "other/contacts/x.md": person(name="Xenia")})
    monkeypatch.chdir(root / "other")

    assert said("list") == "Xenia  none  x\n"


@pytest.mark.parametrize("command", [
    ["build"], ["check"], ["due"], ["list"], ["open"], ["show", "ana"], ["why", "ana"]])
@pytest.mark.parametrize("place", ["missing", "a file", "a file below", "no vault here"])
def test_where_there_is_no_vault_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], place: str,
) -> None:
    """A vault that is missing, or a file, is one sentence and status 2, not a traceback."""
    (tmp_path / "file").write_text("x")
    monkeypatch.chdir(tmp_path)
    arguments = {"missing": ["-C", "missing"], "a file": ["-C", "file"],
                 "a file below": ["-C", "file/below"], "no vault here": []}[place]
    message = refused(*arguments, *command)

    assert message in (f"{arguments[-1]} is not a folder\n" if arguments else "", (
        "there is no vault here: no contacts/ and no netsite.toml, here or above; "
        "`netsite init` makes one, `-C DIR` names one\n"))


@pytest.mark.parametrize(("command", "status", "output"), [
    (["check"], 0, "0 errors, 0 warnings, 0 hints\n"),
    (["due"], 0, "There is nobody here yet.\n"),
    (["list"], 0, "There is nobody here yet.\n"),
    (["due", "--json"], 0, "[]\n"),
    (["check", "--json"], 0, "[]\n"),
    (["show", "ana"], 2, ""),
    (["why", "ana"], 2, ""),
    (["open"], 2, ""),
])
def test_an_empty_vault_is_no_mistake(
    vault: MakeVault, command: list[str], status: int, output: str,
) -> None:
    """In an empty folder commands say that nobody is there."""
    result = run("-C", str(vault({})), *command)

    assert (result.exit_code, result.stdout, result.exception is None or status == 2) == (
        status, output, True)


def test_an_empty_vault_is_built(vault: MakeVault) -> None:
    """An empty vault has a site too."""
    root = vault({})

    assert said("-C", str(root), "build").startswith("0 people, 16 pages written, 0 unchanged, no")


@pytest.mark.parametrize("arguments", [
    ["nonesuch"], ["due", "--nonesuch"], ["due", "extra"], ["show"], ["why"], ["show", "a", "b"],
    ["due", "--within", "-1"], ["due", "--within", "x"], ["list", "--state", "x"],
    ["completion"], ["completion", "tcsh"], ["--today", "today", "due"],
    ["due", "--today", "2026-02-30"], ["due", "--today", "2026-3-1"], ["due", "--today", ""],
    ["due", "--today", "26-03-01"], ["due", "--team", "nonesuch"], ["list", "--team", ""],
    ["show", "nonesuch"], ["show", ""], ["why", " "], ["show", "atlas"],
    ["build", "--output", "contacts"], ["open", "--output", "nowhere"],
])
@pytest.mark.usefixtures("here")
def test_what_cannot_be_carried_out_is_status_2(arguments: list[str]) -> None:
    """A wrong option, a day that is none, nobody of that name: a usage error, on standard error."""
    assert refused(*arguments) != ""


def test_a_failing_disk_is_status_1(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the disk fails the file and the reason are named, without a traceback."""
    def replace(_source: str, target: str) -> None:
        raise OSError(28, "No space left on device", target)

    monkeypatch.setattr(os, "replace", replace)
    result = run("build")

    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(rf"Error: {here}/site/\S+: no space left on device\n", result.stderr)


# build


def last_line(output: str) -> str:
    """Give the last line of a build, less its seconds."""
    return re.sub(r"\d+\.\d s", "N s", output.strip("\n").rpartition("\n")[2])


def test_a_build_says_what_it_did_and_what_to_open(here: Path) -> None:
    """The last line counts people, pages, problems and seconds, and names the file to open."""
    lines = [last_line(said("build", "--today", DAY)) for _ in range(2)]

    assert lines == [
        f"6 people, 35 pages written, 0 unchanged, no problems, N s: open {here}/site/index.html",
        f"6 people, 0 pages written, 35 unchanged, no problems, N s: open {here}/site/index.html"]


@pytest.mark.parametrize(("keys", "counted"), [
    (["nmae: x"], "no problems and 1 hint"),
    (["nmae: x", "comapny: x"], "no problems and 2 hints"),
    (["members: [bo]"], "1 problem"),
    (["met: x", "died: y"], "2 problems"),
    (["met: x", "nmae: y"], "1 problem and 1 hint"),
])
def test_a_build_counts_problems_and_hints(
    vault: MakeVault, keys: list[str], counted: str,
) -> None:
    """One person and one problem are singular, and hints are counted apart."""
    root = vault({"contacts/ana.md": person(*keys)})

    assert last_line(run("-C", str(root), "build").stdout) == (
        f"1 person, 17 pages written, 0 unchanged, {counted}, N s: open {root}/site/index.html")


@pytest.mark.parametrize(("options", "status", "told"), [
    ([], 0, ["error", "warning"]),
    (["-q"], 0, ["error", "warning"]),
    (["-v"], 0, ["error", "warning", "hint"]),
    (["--strict"], 1, ["error", "warning"]),
])
def test_a_build_tells_problems(
    vault: MakeVault, options: list[str], status: int, told: list[str],
) -> None:
    """Errors and warnings go to standard error with their mends, hints only if asked for."""
    root = vault({"contacts/ana.md": person("met: x", "members: [bo]", "nmae: y")})
    result = run("-C", str(root), "build", *options)
    levels = re.findall(r"^contacts/ana\.md:\d+:\d+: (\w+): .+\n    .+$", result.stderr,
                        re.MULTILINE)

    assert (result.exit_code, levels, result.stdout == "") == (status, told, options == ["-q"])
    assert (root / "site/index.html").is_file()


@pytest.mark.parametrize(("keys", "check", "strict"), [
    ([], 0, 0), (["nmae: x"], 0, 0), (["members: [bo]"], 0, 1), (["met: x"], 1, 1)])
def test_problems_decide_the_status(
    vault: MakeVault, keys: list[str], check: int, strict: int,
) -> None:
    """`check` fails on errors, `--strict` on warnings too, and hints never fail."""
    where = ["-C", str(vault({"contacts/ana.md": person(*keys)}))]
    commands = (["check"], ["check", "--strict"], ["build", "--strict"], ["build"])

    assert [run(*where, *command).exit_code for command in commands] == [check, strict, strict, 0]


def test_a_build_says_what_it_removed(here: Path) -> None:
    """With --verbose the number of stale files is told."""
    said("build")
    (here / "contacts/carl.md").unlink()

    assert "stale files removed: 2\n" in said("build", "-v")


def test_a_site_can_be_built_elsewhere(here: Path, tmp_path: Path) -> None:
    """--output is relative to the current folder."""
    line = last_line(said("build", "-o", "../elsewhere"))

    assert (line.endswith(f"open {tmp_path}/elsewhere/index.html"), (here / "site").exists(),
            (tmp_path / "elsewhere/index.html").is_file()) == (True, False, True)


def test_the_setting_cannot_lead_out_but_the_option_may(vault: MakeVault, tmp_path: Path) -> None:
    """`output = "../x"` is refused with a sentence, unless --output says where."""
    where = ["-C", str(vault({"netsite.toml": 'output = "../x"\n'}))]

    assert refused(*where, "build") == (
        "the output folder in netsite.toml (../x) leads out of the vault; only --output may\n")
    assert run(*where, "build", "-o", str(tmp_path / "x")).exit_code == 0


# check


@pytest.mark.usefixtures("here")
def test_check_counts_problems() -> None:
    """Without problems check says so, and with none of a level that too."""
    assert said("check") == "0 errors, 0 warnings, 0 hints\n"


def test_check_lists_every_problem_with_its_mend(vault: MakeVault) -> None:
    """Each problem has its place, level and mend on standard error; the count is the output."""
    result = run("-C", str(vault({
        "contacts/ana.md": person("met: 2015-3-2", "nmae: x"),
        "contacts/bo.md": person(history=("- 2026-10-02 with [[ann]]",))})), "check")

    assert (result.exit_code, result.stdout, result.stderr) == (
        1, "1 error, 1 warning, 1 hint\n",
        ("contacts/ana.md:3:6: error: met is “2015-3-2”, which is no day\n"
        "    write met: 2015-03-02\n"
        "contacts/ana.md:4:1: hint: nmae is not a key netsite knows\n"
        "    did you mean name?\n"
        "contacts/bo.md:6:19: warning: “ann” names nobody\n"
        "    did you mean [[ana]]?\n"))


def test_check_gives_json(vault: MakeVault) -> None:
    """--json is a list of objects with exactly these keys, in the order of their places."""
    result = run("-C", str(vault({
        "contacts/ana.md": person("met: 2015-3-2"),
        "contacts/a.b.md": person(name="A"), "contacts/a-b.md": person(name="B")})),
        "check", "--json")

    assert (result.exit_code, result.stderr, json.loads(result.stdout)) == (1, "", [
        {"path": "contacts/a.b.md", "line": 1, "column": 1, "level": "warning",
         "message": "the page people/a-b.html is taken; this one is people/a-b-2.html",
         "hint": "rename the file"},
        {"path": "contacts/ana.md", "line": 3, "column": 6, "level": "error",
         "message": "met is “2015-3-2”, which is no day", "hint": "write met: 2015-03-02"}])


# due


@pytest.mark.usefixtures("here")
def test_due_gives_json() -> None:
    """--all --json is a list by id of objects with exactly these keys."""
    rows = [
        ("ana-silva", "Ana Silva", "overdue", "quarterly", "2026-08-14", "2026-11-14", 9),
        ("bo-chen", "Bo Chen", "soon", "monthly", "2026-10-30", "2026-11-30", -7),
        ("bo-lind", "Bo Lind", "snoozed", "quarterly", "2026-01-02", "2027-01-15", -53),
        ("carl", "Carl Ito", "none", "quarterly", None, None, None),
        ("dana", "Dana Levi", "off", "never", "2020-01-01", None, None),
        ("eve", "Eve Berg", "later", "quarterly", "2026-11-01", "2027-02-01", -70),
    ]
    keys = ("id", "name", "state", "cadence", "last", "due", "days")
    found = json.loads(said("due", "--all", "--json", "--today", DAY))

    assert found == [dict(zip(keys, row, strict=True)) for row in rows]
    assert [list(row) for row in found] == [list(keys)] * 6


@pytest.mark.parametrize(("options", "ids"), [
    ([], ["ana-silva", "bo-chen"]),
    (["--within", "0"], ["ana-silva"]),
    (["--within", "7"], ["ana-silva", "bo-chen"]),
    (["--within", "6"], ["ana-silva"]),
    (["--within", "70"], ["ana-silva", "bo-chen", "eve"]),
    (["--within", "100000000"], ["ana-silva", "bo-chen", "eve"]),
    (["--team", "choir"], ["ana-silva"]),
    (["--team", "choir", "--all"], ["ana-silva", "eve"]),
    (["--team", "Project Atlas"], ["ana-silva", "bo-chen"]),
    (["--team", "the crew"], ["ana-silva", "bo-chen"]),
    (["--team", "proj"], ["ana-silva", "bo-chen"]),
    (["--team", "cho", "--within", "70"], ["ana-silva", "eve"]),
    (["--today", "2026-01-01"], ["ana-silva"]),  # from the day they met
])
@pytest.mark.usefixtures("here")
def test_due_says_who_waits(options: list[str], ids: list[str]) -> None:
    """Overdue and due soon wait, or who is due within some days, or a team's members alone."""
    found = json.loads(said("--today", DAY, "due", "--json", *options))

    assert [row["id"] for row in found] == ids


@pytest.mark.usefixtures("here")
def test_due_is_a_table_with_the_most_late_first() -> None:
    """--all shows everybody by state, with what was said last."""
    assert said("due", "--all", "--today", DAY) == (
        "Ana Silva  9 days late          quarterly  2026-08-14 coffee: in Foz\n"
        "Bo Chen    in 7 days            monthly    2026-10-30 call: two open places\n"
        "Eve Berg   in 70 days           quarterly  2026-11-01 call\n"
        "Bo Lind    snoozed, in 53 days  quarterly  2026-01-02 call\n"
        "Carl Ito   none                 quarterly  no contact yet\n"
        "Dana Levi  off                  never      2020-01-01 call\n")


def test_due_says_when_nobody_is(vault: MakeVault) -> None:
    """Where nobody waits that is said."""
    root = vault({"contacts/ana.md": person(history=("- 2026-11-01 call",))})

    assert said("-C", str(root), "due", "--today", DAY) == "Nobody is due.\n"


def test_due_shows_a_line_as_a_reader_sees_it(vault: MakeVault) -> None:
    """Names stand for links, and a month stays a month."""
    root = vault(FILES | {
        "contacts/fay.md": person(name="Fay", history=("- 2026-01 call: said [[bo-chen]] moved",))})

    assert said("-C", str(root), "due", "--today", DAY).split("\n")[0] == (
        "Fay        236 days late  quarterly  2026-01 call: said Bo Chen moved")


@pytest.mark.parametrize("team", ["o", "c"])
def test_a_team_that_may_be_several_is_not_guessed(vault: MakeVault, team: str) -> None:
    """A beginning that fits several teams lists them."""
    root = vault({"contacts/ana.md": person("teams: [Crew One, Choir One, One]")})

    assert refused("-C", str(root), "due", "--team", team) == (
        f"“{team}” may be any of these teams: "
        + {"o": "Choir One, Crew One, One", "c": "Choir One, Crew One"}[team] + "\n")


# A person


@pytest.mark.parametrize("words", [
    "ana-silva", "ANA-SILVA", "Ana Silva", "ana  silva", "anita", "Ana S.", "an", "silva", "sil",
    "ana s", "anit"])
@pytest.mark.usefixtures("here")
def test_a_person_is_found_by_what_they_are_called(words: str) -> None:
    """An id, an alias, a name, or the beginning of a word of one, in any case, is enough."""
    assert said("why", words).startswith("Ana Silva\n")


@pytest.mark.parametrize("words", ["bo", "BO", "bo "])
@pytest.mark.usefixtures("here")
def test_several_candidates_are_listed(words: str) -> None:
    """Where several fit nobody is guessed; they are listed with their ids."""
    assert refused("show", words) == (
        f"“{words}” may be any of these; give the id:\n  bo-chen  Bo Chen\n  bo-lind  Bo Lind\n")


def test_many_candidates_are_counted(vault: MakeVault) -> None:
    """Of very many candidates the first are listed, and the rest counted."""
    root = vault({f"contacts/x{number:02}.md": person(name="Xenia X") for number in range(15)})
    message = refused("-C", str(root), "show", "xenia")

    assert (message.count("\n  x"), message.endswith("\n  and 3 more\n")) == (12, True)


def test_an_exact_name_comes_before_a_beginning(vault: MakeVault) -> None:
    """Somebody whose whole name it is is meant, though others begin so."""
    root = vault({"contacts/1.md": person(name="Jo"), "contacts/2.md": person(name="Jo Anne")})

    assert said("-C", str(root), "why", "jo").startswith("Jo\n")


def test_nobody_is_said(here: Path) -> None:
    """Nobody of that name is one sentence, that says where to look."""
    assert refused("-C", str(here), "show", "zed") == (
        "nobody is called “zed”; `netsite list` shows everybody\n")


@pytest.mark.usefixtures("here")
def test_show_prints_what_is_known() -> None:
    """State, facts, promises, notes, plans and history are printed, and the file they stand in."""
    assert said("show", "ana", "--today", DAY) == """\
Ana Silva
Staff engineer at Globex, Porto, Portugal
overdue since 14 November 2026 (9 days late); quarterly

phone       +351 900 000 001
e-mail      ana@example.com
e-mail      a@globex.example (work)
link        https://example.com/ana (site)
teams       Project Atlas, choir
tags        climbing
birthday    12 April
met         2 March 2015
through     Bo Chen
kids        Clara, Vasco

Promised
- send her the talk

Notes
Says what she thinks, as Bo Chen does.

- [ ] send her the talk
- one

Planned
2027-02-10 plan: lunch in Lisbon

History
2026-08-14 coffee with Bo Chen: in Foz
  - the long way round
2026-03 call

contacts/ana-silva.md
"""


def test_show_keeps_what_is_nested(vault: MakeVault) -> None:
    """Notes keep their bullets where they are."""
    root = vault({"contacts/x.md": person(name="Xenia", notes="- one\n  - two\n    - three")})

    assert "Notes\n- one\n  - two\n    - three\n" in said("-C", str(root), "show", "x")


def test_show_prints_what_comes_next_first(vault: MakeVault) -> None:
    """Of what is planned the soonest stands first, as on the page."""
    root = vault({"contacts/x.md": person(
        name="Xenia", history=("- 2027-02-10 plan: lunch", "- 2026-12-20 call", "- 2026-12 trip"))})

    assert said("-C", str(root), "show", "x", "--today", DAY).partition("Planned\n")[2] == (
        "2026-12 trip\n2026-12-20 call\n2027-02-10 plan: lunch\n\ncontacts/x.md\n")


def test_show_of_somebody_unknown_is_short(vault: MakeVault) -> None:
    """Where only a name is known, that is all that is printed."""
    root = vault({"contacts/x.md": person(name="Xenia")})

    assert said("-C", str(root), "show", "x") == (
        "Xenia\nno contact yet; quarterly\n\ncontacts/x.md\n")


def test_show_prints_the_last_lines(vault: MakeVault) -> None:
    """Of a long history the last eight lines are printed, and the rest counted."""
    history = tuple(f"- 2026-{month:02}-01 call" for month in range(1, 12))
    output = said("-C", str(vault({"contacts/x.md": person(history=history)})), "show", "x",
                  "--today", DAY)

    assert output.partition("History\n")[2] == (
        "".join(f"2026-{month:02}-01 call\n" for month in range(11, 3, -1))
        + "… 3 more lines on the page\n\ncontacts/x.md\n")


@pytest.mark.usefixtures("here")
def test_why_explains_the_day() -> None:
    """The rule, the line of the file, the arithmetic, and how far off it is."""
    assert said("why", "ana", "--today", DAY) == (
        "Ana Silva\n"
        "The cadence is “quarterly”, the default.\n"
        "The last contact was on 2026-08-14 (coffee): contacts/ana-silva.md, line 23.\n"
        "2026-08-14 + quarterly is 2026-11-14.\n"
        "So it is due on 2026-11-14.\n"
        "Today is 2026-11-23: 9 days late, overdue.\n")


@pytest.mark.parametrize("name", ["ana-silva", "bo-chen", "bo-lind", "carl", "dana", "eve"])
@pytest.mark.usefixtures("here")
def test_why_says_what_the_page_says(name: str) -> None:
    """Whatever the state, the explanation is the page's, and its state that of `due`."""
    row = next(row for row in json.loads(said("due", "--all", "--json", "--today", DAY))
               if row["id"] == name)
    output = said("why", name, "--today", DAY)

    assert (output.startswith(f"{row['name']}\nThe cadence is “{row['cadence']}”"),
            f", {row['state']}.\n" in output or row["due"] is None) == (True, True)


# list


@pytest.mark.parametrize(("arguments", "ids"), [
    ([], ["ana-silva", "bo-chen", "bo-lind", "carl", "dana", "eve"]),
    (["bo"], ["bo-chen", "bo-lind"]),
    (["BO", "ch"], ["bo-chen"]),
    (["globex"], ["ana-silva"]),
    (["port"], ["ana-silva"]),
    (["engineer", "clim"], ["ana-silva"]),
    (["anita"], ["ana-silva"]),
    (["ana@example"], ["ana-silva"]),
    (["choir"], ["ana-silva", "eve"]),
    (["project"], ["ana-silva", "bo-chen"]),
    (["lva"], []),
    (["--tag", "Climbing"], ["ana-silva", "carl"]),
    (["--tag", "clim"], []),
    (["--team", "choir"], ["ana-silva", "eve"]),
    (["--state", "overdue"], ["ana-silva"]),
    (["--state", "soon"], ["bo-chen"]),
    (["--state", "later"], ["eve"]),
    (["--state", "snoozed"], ["bo-lind"]),
    (["--state", "none"], ["carl"]),
    (["--state", "off"], ["dana"]),
    (["--state", "none", "--tag", "climbing", "car"], ["carl"]),
])
@pytest.mark.usefixtures("here")
def test_list_narrows_by_words_and_options(arguments: list[str], ids: list[str]) -> None:
    """Each word must begin a word of what is known, and all options must fit."""
    rows = said("--today", DAY, "list", *arguments, columns=200).splitlines()

    assert [row.split("  ")[0] for row in rows] == (
        [re.sub(r"^---\nname: (.*?)\n.*", r"\1", str(FILES[f"contacts/{each}.md"]),
                flags=re.DOTALL) for each in ids] or ["Nobody fits."])


@pytest.mark.usefixtures("here")
def test_list_is_a_table() -> None:
    """A row has name, state, id and work."""
    assert said("list", "--today", DAY, "o") == "Nobody fits.\n"
    assert said("list", "--today", DAY) == (
        "Ana Silva  overdue  ana-silva  Staff engineer, Globex, Porto, Portugal\n"
        "Bo Chen    soon     bo-chen\n"
        "Bo Lind    snoozed  bo-lind\n"
        "Carl Ito   none     carl\n"
        "Dana Levi  off      dana\n"
        "Eve Berg   later    eve\n")


# init


def test_init_makes_a_vault_that_can_be_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A new vault has settings and two people, and no problem."""
    monkeypatch.chdir(tmp_path)
    output = said("init", "net", "--no-git", "--today", DAY)

    assert output == (
        "made net/netsite.toml\nmade net/.gitignore\nmade net/contacts/ana-example.md\n"
        "made net/contacts/bo-example.md\nNow: netsite -C net build\n")
    assert said("-C", "net", "check", "--strict") == "0 errors, 0 warnings, 0 hints\n"
    assert said("-C", "net", "list", "--today", DAY).splitlines() == [
        "Ana Example  later  ana-example  Globex", "Bo Example   later  bo-example"]
    assert said("-C", "net", "build", "--strict").startswith("2 people, ")


@pytest.mark.parametrize(("arguments", "folder"), [
    (["init"], "."), (["init", "net"], "net"), (["init", "a/b c"], "a/b c"),
    (["-C", "base", "init"], "base"), (["init", "-C", "base"], "base"),
    (["-C", "base", "init", "net"], "base/net"), (["init", "-C", "base", "net"], "base/net"),
])
def test_init_makes_it_where_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], folder: str,
) -> None:
    """The vault is made in DIR below -C, or below the current folder."""
    monkeypatch.chdir(tmp_path)
    said(*arguments, "--no-git", "--today", DAY)

    assert (tmp_path / folder / "netsite.toml").read_text(encoding="utf-8") == SHIPPED_SETTINGS


def test_init_makes_a_repository(tmp_path: Path) -> None:
    """A new vault has git, its files are the first commit, and commands commit from then on."""
    needs_git()
    output = said("init", str(tmp_path / "net"), "--today", DAY)
    said("-C", str(tmp_path / "net"), "log", "call bo", "--today", DAY)
    log = git(tmp_path / "net", "log", "--format=%s", "--name-only")

    assert "From here on, what the commands write is committed" in output
    assert log.split("\n") == [
        "log: call with Bo Example", "", "contacts/bo-example.md", "init: a new vault", "",
        ".gitignore", "contacts/ana-example.md", "contacts/bo-example.md", "netsite.toml"]
    assert git(tmp_path / "net", "status", "--short") == ""


def test_init_inside_a_repository_makes_no_other(tmp_path: Path) -> None:
    """Somebody's notes stay one repository, and nothing is committed into it unasked."""
    needs_git()
    git(tmp_path, "init", "-q")
    said("init", str(tmp_path / "net"))

    assert (tmp_path / "net/.git").exists() is False
    assert (tmp_path / "net/netsite.toml").read_text(encoding="utf-8") == SHIPPED_SETTINGS


def test_init_without_git_makes_a_vault_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where there is no git, the vault is made without; asked for git, that is said."""
    monkeypatch.setenv("PATH", str(tmp_path))
    said("init", str(tmp_path / "net"))
    result = run("init", str(tmp_path / "other"), "--git")

    assert (tmp_path / "net/netsite.toml").read_text(encoding="utf-8") == SHIPPED_SETTINGS
    assert (result.exit_code, "git is not installed" in result.stderr) == (2, True)


def test_init_never_overwrites(tmp_path: Path) -> None:
    """What is already there stays, and people are not added to those that are."""
    mine = {"netsite.toml": "owner = 'Kim'\n", ".gitignore": "*\n", "contacts/x.md": "x\n"}
    (tmp_path / "contacts").mkdir()
    for name, text in mine.items():
        (tmp_path / name).write_text(text)
    output = said("init", str(tmp_path))

    assert output.startswith(f"kept {tmp_path}/netsite.toml, which was there\n"
                             f"kept {tmp_path}/.gitignore, which was there\nNow: ")
    assert {path.relative_to(tmp_path).as_posix(): path.read_text()
            for path in tmp_path.rglob("*") if path.is_file()} == mine


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="there are no symbolic links here")
def test_init_writes_through_no_link(tmp_path: Path) -> None:
    """A link that leads nowhere is not written through."""
    (tmp_path / "net").mkdir()
    (tmp_path / "net/netsite.toml").symlink_to(tmp_path / "outside.toml")
    said("init", str(tmp_path / "net"))

    assert (tmp_path / "outside.toml").exists() is False


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_init_in_a_file_is_refused(tmp_path: Path, place: str) -> None:
    """Where a file stands no vault can be made; that is said without a traceback."""
    (tmp_path / "file").write_text("x")
    result = run("init", str(tmp_path / place))

    assert (result.exit_code in (1, 2), "Error: " in result.stderr, result.stdout,
            (tmp_path / "file").read_text()) == (True, True, "", "x")


def test_a_vault_from_the_last_century_can_be_made(tmp_path: Path) -> None:
    """The first days of the calendar are too early for the examples; that is said."""
    result = run("init", str(tmp_path / "net"), "--today", "0001-01-01")

    assert (result.exit_code in (0, 2), isinstance(result.exception, SystemExit | None)) == (
        True, True)


# open


@pytest.fixture
def browser(tmp_path: Path) -> Path:
    """Make a browser that writes down what it is to open."""
    script = tmp_path / "browser"
    script.write_text(f'#!/bin/sh\nprintf %s "$1" >> "{tmp_path}/opened"\n')
    script.chmod(0o755)
    return script


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize(("arguments", "page"), [
    ([], "index.html"), (["ana"], "people/ana-silva.html"), (["Bo Chen"], "people/bo-chen.html")])
def test_open_opens_a_page(
    here: Path, tmp_path: Path, browser: Path, arguments: list[str], page: str,
) -> None:
    """The browser gets the page's address on disk, and the path is printed."""
    said("build")
    result = outside(here, "open", *arguments, BROWSER=str(browser))

    assert (result.returncode, result.stdout, result.stderr) == (0, f"{here}/site/{page}\n", "")
    assert (tmp_path / "opened").read_text() == (here / "site" / page).as_uri()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
def test_open_finds_a_site_elsewhere(here: Path, tmp_path: Path, browser: Path) -> None:
    """--output says where the site was built."""
    said("build", "-o", "../else where")
    result = outside(here, "open", "-o", "../else where", BROWSER=str(browser))

    assert (result.returncode, (tmp_path / "opened").read_text()) == (
        0, (tmp_path / "else where/index.html").as_uri())


def test_open_says_where_nothing_is_built(here: Path) -> None:
    """Without a site open says how to make it."""
    assert refused("open") == (
        f"{here}/site/index.html is not there yet; `netsite build` makes it\n")


# completion


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(shell: str) -> None:
    """Each shell's script asks netsite itself."""
    assert f"_NETSITE_COMPLETE={shell}_complete" in said("completion", shell)


@pytest.mark.parametrize(("words", "found"), [
    ("show an", ["ana-silva"]),
    ("show AN", ["ana-silva"]),
    ("why bo", ["bo-chen", "bo-lind"]),
    ("open b", ["bo-chen", "bo-lind"]),
    ("show zz", []),
    ("--today 2026-01-01 show ca", ["carl"]),
    ("sh", ["show"]),
    ("list --st", ["--state"]),
    ("list --state s", ["soon", "snoozed"]),
    ("completion z", ["zsh"]),
])
def test_the_shell_completes(vault: MakeVault, words: str, found: list[str]) -> None:
    """Commands, options and people's ids are completed as they are typed."""
    line = f"netsite {words}"
    result = outside(vault(FILES), _NETSITE_COMPLETE="bash_complete", COMP_WORDS=line,
                     COMP_CWORD=str(len(line.split(" ")) - 1))

    assert (result.stdout.split(), result.stderr) == ([f"plain,{word}" for word in found], "")


@pytest.mark.parametrize("form", ["-C {} show b", "show -C {} b"])
def test_the_shell_completes_in_the_vault_given(
    vault: MakeVault, tmp_path: Path, form: str,
) -> None:
    """People are completed from the vault that -C names; where there is none nothing is said."""
    results = []
    for folder in (vault(FILES), tmp_path / "nowhere"):
        line = f"netsite {form.format(folder)}"
        result = outside(tmp_path, _NETSITE_COMPLETE="bash_complete", COMP_WORDS=line,
                         COMP_CWORD=str(len(line.split(" ")) - 1))
        results.append((result.stdout.split(), result.stderr))

    assert results == [(["plain,bo-chen", "plain,bo-lind"], ""), ([], "")]


# The terminal


def too_wide(output: str) -> list[str]:
    """Give the lines that are wider than a terminal, though they could be broken."""
    return [line for line in output.split("\n")
            if cells(line) > 80 and max(map(cells, line.split())) < 66]


@pytest.mark.parametrize("command", [
    ["due"], ["due", "--all"], ["list"], ["list", "--team", "atl"]])
def test_tables_of_the_demo_fit_the_terminal(command: list[str]) -> None:
    """No line of a table is wider than the terminal."""
    output = said("-C", str(ROOT), "--today", DAY, *command)

    assert [line for line in output.split("\n") if cells(line) > 80] == []


@pytest.mark.parametrize("path", sorted((ROOT / "contacts").rglob("*.md")), ids=lambda p: p.stem)
def test_people_of_the_demo_fit_the_terminal(path: Path) -> None:
    """What is known of anybody in the demo is wrapped at the terminal's edge."""
    result = run("-C", str(ROOT), "--today", DAY, "show", path.stem)

    assert (result.exit_code == 0 or "kind: group" in path.read_text(encoding="utf-8"),
            too_wide(result.stdout)) == (True, [])


WIDE = "山田 太郎 が 東京 で 働いて います " * 12


def test_wide_letters_fit_the_terminal(vault: MakeVault) -> None:
    """Letters that take two columns count as two."""
    root = vault({"contacts/x.md": person(
        f"role: {WIDE}", f"company: {WIDE}", "cadence: monthly", f"own: {WIDE}",
        f"aliases: [{WIDE}]", name=WIDE[:60], notes=WIDE,
        history=(f"- 2026-01-01 call: {WIDE}",))})
    outputs = [said("-C", str(root), "--today", DAY, *command)
               for command in (["due"], ["list"], ["show", "x"], ["why", "x"])]

    assert [line for output in outputs for line in too_wide(output)] == []


def test_no_control_character_reaches_the_terminal(vault: MakeVault) -> None:
    """What could rule a terminal is spelled out, whichever command prints it."""
    odd = '"a\\e[31mb\\u202ec\\x07"'
    root = vault({"contacts/x.md": person(
        f"role: {odd}", f"cadence: {odd}", f"own: {odd}", f"phone: {odd}", f"met: {odd}",
        f"{odd}: 1", name=odd, notes="note \x1b[31m",
        history=("- 2026-01-01 \x1b[2Jcall: \x07x",))})
    outputs = [run("-C", str(root), "--today", DAY, *command) for command in (
        ["due"], ["due", "--all", "--json"], ["list"], ["show", "x"], ["why", "x"], ["check"],
        ["check", "--json"], ["build", "-v"], ["show", "\x1b[31m"])]

    assert [re.findall(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", result.output) for result in outputs] == [
        [] for _ in outputs]


def test_a_pipe_that_closes_is_no_traceback(here: Path) -> None:
    """When the reader of the output goes away, netsite ends in silence."""
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run([sys.executable, "-m", "netsite", "list"], cwd=here, check=False,
                            stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)

    assert result.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["due", "--help"], ["due"]])
def test_an_output_on_a_full_disk_is_no_traceback(here: Path, arguments: list[str]) -> None:
    """When the disk is full, netsite says so."""
    with Path("/dev/full").open("w") as full:
        result = subprocess.run([sys.executable, "-m", "netsite", *arguments], cwd=here,
                                check=False, stdout=full, stderr=subprocess.PIPE, text=True)

    assert (result.returncode, result.stderr) == (1, "Error: no space left on device\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_without_all_letters_is_no_traceback(vault: MakeVault, encoding: str) -> None:
    """Where the output cannot hold a letter, something stands for it, and the rest is printed."""
    root = vault({"contacts/x.md": person(name="山田 “Taro”", history=("- 2026-01-01 call",))})
    result = subprocess.run(
        [sys.executable, "-m", "netsite", "due", "--today", DAY], cwd=root, check=False,
        capture_output=True, env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})

    assert (result.returncode, b"Traceback" in result.stderr) == (0, False)
    assert b"236 days late" in result.stdout


def test_the_module_is_the_command(here: Path) -> None:
    """`python -m netsite` is `netsite`."""
    result = outside(here, "--today", DAY, "due")

    assert (result.returncode, result.stdout, result.stderr) == (
        0, said("--today", DAY, "due"), "")


@pytest.mark.parametrize(("arguments", "status"), [
    (["check"], 0), (["show", "bo"], 2), (["-C", "nowhere", "due"], 2), (["nonesuch"], 2)])
def test_statuses_reach_the_shell(here: Path, arguments: list[str], status: int) -> None:
    """A process ends with the status that says how it went, and never with a traceback."""
    result = outside(here, *arguments)

    assert (result.returncode, "Traceback" in result.stderr) == (status, False)


def test_help_needs_no_heavy_import(here: Path) -> None:
    """Help and completion load neither the page engine, nor Markdown, nor YAML."""
    code = ("import sys\nsys.argv = ['netsite', '--help']\nfrom netsite.cli import main\n"
            "try:\n    main(prog_name='netsite')\nexcept SystemExit:\n    pass\n"
            "print([name for name in ('jinja2', 'markdown', 'nh3', 'yaml', 'html5lib')"
            " if name in sys.modules])")
    result = subprocess.run([sys.executable, "-c", code], cwd=here, check=True,
                            capture_output=True, text=True)

    assert result.stdout.endswith("\n[]\n")


# history


def history_of(tmp_path: Path) -> Path:
    """Make a repository with one person, two commits, and a change that is not committed."""
    root = with_ana(tmp_path / "kept")
    write(root, {"contacts/ana.md": person("role: Director", "company: Globex")})
    return root


def test_history_tells_what_changed_and_when(tmp_path: Path) -> None:
    """The newest first, what is not committed before it, each with its commit's subject."""
    root = history_of(tmp_path)
    one, two = git(root, "log", "--format=%h", "--abbrev=7").split()

    assert said("-C", str(root), "history", "ana") == f"""\
Ana Silva

not committed yet
  company   Globex (new)

2026-10-02  Ana: director ({one})
  role      Engineer → Director

2026-10-01  Ana ({two})
  added     contacts/ana.md
"""


def test_history_as_json(tmp_path: Path) -> None:
    """Each change has its day, commit, author, subject, key and values; null is none."""
    root = history_of(tmp_path)
    found = json.loads(said("-C", str(root), "history", "ana", "--json"))

    assert (len(found), found[0], found[1] | {"commit": len(found[1]["commit"])}) == (
        3, {"day": None, "commit": None, "author": None, "subject": None, "key": "company",
            "before": None, "after": "Globex"},
        {"day": "2026-10-02", "commit": 40, "author": "Kim Example", "subject": "Ana: director",
         "key": "role", "before": "Engineer", "after": "Director"})


def test_history_fits_the_terminal(tmp_path: Path) -> None:
    """Long values and subjects are wrapped, control characters spelled out, authors named."""
    root = history_of(tmp_path)
    commit(root, {"contacts/ana.md": person(f"role: {'very ' * 40}long", '"a\\eb": "x\\ey"')},
           "why " * 40 + "\x1b[31m", author="Bo Chen")
    lines = said("-C", str(root), "history", "ana").split("\n")

    assert ([line for line in lines if cells(line) > 80 or "\x1b" in line],
            "Bo Chen" in " ".join(lines)) == ([], True)


@pytest.mark.usefixtures("here")
def test_history_without_git_says_so() -> None:
    """A vault that is in no repository has no history, and the message says why."""
    assert refused("history", "ana") == "there is no history: this is not a git repository\n"


def test_history_of_somebody_whose_file_is_not_known(tmp_path: Path) -> None:
    """Where nothing is known of a person's file, that is said."""
    root = with_ana(tmp_path / "kept")
    git(root, "clone", "-q", "--depth", "1", f"file://{root}", tmp_path / "clone")
    commit(tmp_path / "clone", {"contacts/bo.md": person(name="Bo Chen")})
    result = run("-C", str(tmp_path / "clone"), "history", "ana")

    assert (result.stdout, result.stderr) == (
        "Ana Silva\nNo change is known.\n",
        "note: only the newest part of the history is here; what was before is not shown\n")


@pytest.mark.parametrize("command", [("build",), ("history", "ana")])
def test_where_to_remember_can_be_said(command: tuple[str, ...], tmp_path: Path) -> None:
    """`--cache` names a folder outside the vault, `--no-cache` none."""
    root = history_of(tmp_path)
    at = ("-C", str(root), *command)
    run(*at, "--no-cache", "--cache", str(tmp_path / "none"))
    said(*at, "--cache", str(tmp_path / "here"))
    outside_only = refused(*at, "--cache", str(root / "cache"))

    assert ((tmp_path / "none").exists(), len([*(tmp_path / "here").iterdir()])) == (False, 1)
    assert "is inside the vault" in outside_only


def test_a_build_that_cannot_remember_says_so(tmp_path: Path) -> None:
    """It is a note on this machine, no problem of the vault."""
    root = history_of(tmp_path)
    (tmp_path / "file").write_text("")
    result = run("-C", str(root), "build", "--strict", "--cache", str(tmp_path / "file"))

    assert (result.exit_code, result.stderr[:43]) == (
        0, "note: nothing is remembered between builds:")
