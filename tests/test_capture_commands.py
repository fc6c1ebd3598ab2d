"""The commands that write, as they are typed."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from netsite.build import build
from netsite.cli import main
from netsite.commands import capture, log, notes, undo
from netsite.exchange.uids import uid_for
from netsite.store.writing import writing
from tests.conftest import MakeVault
from tests.drawing import TODAY
from tests.reading import person

DAY = "2026-11-23"  # a Monday
ANA = person("aliases: [anita]", "teams: [acme site]", "cadence: monthly", notes="Notes.",
             history=("- 2026-08-14 coffee with [[bo-chen]]: in Foz", "- 2026-03-02 call"))
FILES: dict[str, str | bytes] = {
    "contacts/ana-silva.md": ANA,
    "contacts/bo-chen.md": person("teams: [acme site]", "introduced_by: ana-silva", name="Bo Chen",
                                  notes="- [ ] send the talk\n- [ ] send a book to [[ana-silva]]"),
    "contacts/carl.md": person("teams: [{team: acme site, left: 2025}]", name="Carl Ito",
                               notes="- [ ] call back", history=("- 2026-01-02 call",)),
    "contacts/robin-a.md": person(name="Robin Aas", history=("- 2025-01-02 call",)),
    "contacts/robin-b.md": person(name="Robin Berg", history=("- 2026-11-02 call",)),
    "contacts/crew.md": person("kind: group", "members: [carl]", name="The Crew"),
    "journal/2026.md": "# 2026\n\n- 2026-09-01 lunch with [[ana-silva]], [[carl]]: x\n",
}
WHO = {"GIT_AUTHOR_NAME": "Kim", "GIT_AUTHOR_EMAIL": "kim@example.com", "GIT_COMMITTER_NAME": "Kim",
       "GIT_COMMITTER_EMAIL": "kim@example.com"}


@pytest.fixture
def here(vault: MakeVault, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Make a vault and stand in it, with nobody's settings around."""
    root = vault(FILES)
    monkeypatch.chdir(root)
    for name, value in {**WHO, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("VISUAL", raising=False)
    return root


@pytest.fixture
def with_git(here: Path) -> Path:
    """Make the vault a repository in which commands commit."""
    (here / "netsite.toml").write_text('[git]\ncommit = "always"\n')
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "begin"]):
        git(*words)
    return here


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody sit there who can be asked."""
    for module in (capture, log, notes, undo):
        monkeypatch.setattr(module, "can_ask", lambda: True)


def git(*words: str) -> str:
    """Run git as the user does."""
    return subprocess.run(["git", *words], check=True, capture_output=True, encoding="utf-8").stdout


def run(*arguments: str, stdin: str = "") -> Result:
    """Run a command in this process."""
    result = CliRunner().invoke(main, ["--today", DAY, *arguments], prog_name="netsite",
                                input=stdin, env={"COLUMNS": "80"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def said(*arguments: str, stdin: str = "") -> str:
    """Run a command that goes well without a word on stderr; give its output."""
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def facts(*arguments: str) -> dict[str, Any]:
    """Run a command with --json; give what it says."""
    found = json.loads(said(*arguments, "--json"))
    assert isinstance(found, dict)
    return found


def refused(*arguments: str, stdin: str = "") -> str:
    """Run a command that refuses; give the reason, if nothing was written."""
    before = texts()
    result = run(*arguments, stdin=stdin)
    assert (result.exit_code, texts()) == (2, before)
    return result.stderr.partition("Error: ")[2]


def texts(root: Path | None = None) -> dict[str, str]:
    """Read the vault's files."""
    root = root or Path.cwd()
    return {path.relative_to(root).as_posix(): path.read_bytes().decode() for path in
            sorted(root.rglob("*")) if path.is_file() and path.parts[len(root.parts)][0] != "."}


def changed(*arguments: str, stdin: str = "") -> dict[str, str | None]:
    """Run a command that goes well; give the files that are otherwise."""
    before = texts()
    assert run(*arguments, stdin=stdin).exit_code == 0
    after = texts()
    return {path: after.get(path) for path in {**before, **after}
            if before.get(path) != after.get(path)}


# Every command that writes

WRITING: list[list[str]] = [
    ["log", "coffee with ana: hiring"],
    ["log", "coffee with ana, bo: hiring"],
    ["log", "coffee with Eve Berg: x", "--new"],
    ["add", "Dana", "Levi", "--company", "Globex"],
    ["set", "ana", "company", "Globex"],
    ["tag", "climbing", "ana", "bo"],
    ["join", "acme site", "carl"],
    ["leave", "acme site", "ana"],
    ["snooze", "ana", "bo", "2w"],
    ["archive", "ana"],
    ["rename", "ana", "ana"],
    ["forget", "ana", "--yes"],
    ["fresh-start"],
    ["note", "ana", "her son"],
    ["done", "carl"],
    ["inbox"],
]


def with_inbox(root: Path) -> None:
    """Put an inbox into the vault."""
    (root / "inbox.md").write_text("2026-10-02 coffee with ana: x\nno day\n")


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_a_dry_run_writes_nothing_and_shows_a_diff(here: Path, arguments: list[str]) -> None:
    """With --dry-run no file is made or changed, and a unified diff says what would be."""
    with_inbox(here)
    before = texts()
    result = run(*arguments, "--dry-run")

    assert (result.exit_code, texts(), (here / ".netsite").exists()) == (0, before, False)
    assert {"---", "+++", "@@ "} <= {line[:3] for line in result.stdout.splitlines()}


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_the_dry_run_shows_what_is_written(here: Path, arguments: list[str]) -> None:
    """The diff of the dry run, applied by git, gives what the command then writes."""
    with_inbox(here)
    diff = run(*arguments, "-n").stdout
    diff = diff[diff.index("--- "):].partition("\nstays: ")[0]
    before = texts()
    names = {line[6:] for line in diff.splitlines() if line[:6] in ("--- a/", "+++ b/")}
    changes = changed(*arguments)
    after = texts()

    assert names == set(changes)
    for line in diff.splitlines():
        if line[:1] == "+" and line[:4] != "+++ ":
            assert any(line[1:] in text for text in after.values())
        if line[:1] in "- " and line[:4] != "--- ":
            assert any(line[1:] in text for text in before.values())


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_json_says_what_was_written(here: Path, arguments: list[str]) -> None:
    """With --json the files are listed, and with --dry-run the diff comes along."""
    with_inbox(here)
    before = texts()
    dry = facts(*arguments, "--dry-run")
    assert texts() == before
    done = facts(*arguments)
    after = texts()

    assert (dry["dry_run"], done["dry_run"], dry["commit"], done["commit"]) == (
        True, False, None, None)
    assert dry["diff"].startswith("--- ")
    assert "diff" not in done
    assert sorted(done["files"]) == sorted(dry["files"]) == sorted(
        path for path in {**before, **after} if before.get(path) != after.get(path))


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_each_makes_one_commit_that_undo_takes_back(
    with_git: Path, arguments: list[str],
) -> None:
    """One command is one commit of what it wrote, and undo gives every file back."""
    with_inbox(with_git)
    git("add", ".")
    git("commit", "-qm", "inbox")
    before = texts()
    (with_git / "mine.md").write_text("mine")
    git("add", "mine.md")
    done = facts(*arguments)

    assert git("log", "-2", "--format=%H%x20%s").splitlines()[0].split()[0] == done["commit"]
    assert git("log", "-1", "--skip=1", "--format=%s") == "inbox\n"
    names = git("show", "--format=", "--name-only", "--no-renames").splitlines()
    assert sorted(names) == sorted(done["files"])
    assert git("status", "--porcelain") == "A  mine.md\n"

    undone = facts("undo")
    assert (undone["undid"], texts()) == (done["commit"], {**before, "mine.md": "mine"})
    assert git("status", "--porcelain") == "A  mine.md\n"
    assert "no commit of netsite’s" in refused("undo")


@pytest.mark.parametrize("arguments", [*WRITING, ["undo"]], ids=" ".join)
@pytest.mark.parametrize("odd", ["", " ", "-", "--", "\n", "[[", "]]", "+", "[[ana-silva]]",
                                 ":", "../x", "é" * 300, "\u202e", "\udcff", "-x", "a b"],
                         ids=ascii)
def test_odd_words_never_end_in_a_traceback(
    here: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], odd: str,
) -> None:
    """Whatever stands in a word's place, a command does it, or refuses with a message."""
    monkeypatch.setenv("EDITOR", "true")
    with_inbox(here)
    for index in range(1, len(arguments) + 1):
        result = run(*arguments[:index], odd, *arguments[index + 1:], "-n")
        assert result.exit_code in (0, 1, 2)


def test_who_waits_for_another_writer_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another command writes, this one says which, and its status says try again."""
    monkeypatch.setattr("netsite.store.writing.PATIENCE", 0.05)
    monkeypatch.setattr("netsite.commands.capture.writing",
                        lambda vault, who: writing(vault, who, 0.05))
    with writing(here, "netsite inbox"):
        result = run("log", "coffee with ana")

    assert result.exit_code == 75
    assert "is being written by netsite inbox" in result.stderr


# log


def test_log_one(here: Path) -> None:
    """The line goes into the History, and the new due day is told."""
    assert said("log", "coffee with ana: hiring again") == (
        "contacts/ana-silva.md: - 2026-11-23 coffee: hiring again\n"
        "Ana Silva  due 2026-12-23  monthly\n")
    assert (here / "contacts/ana-silva.md").read_text() == ANA.replace(
        "## History\n", "## History\n- 2026-11-23 coffee: hiring again\n")


def test_log_several(here: Path) -> None:
    """One line goes into the journal, with links, and everybody's due day is told."""
    assert said("log", "yesterday lunch with anita, bo and +crew -bo: again") == (
        "journal/2026.md: - 2026-11-22 lunch with [[ana-silva]], [[carl]]: again\n"
        "Ana Silva  due 2026-12-22  monthly\n"
        "Carl Ito   due 2027-02-22  quarterly\n")
    assert "- 2026-11-22 lunch with [[ana-silva]], [[carl]]: again\n- 2026-09-01" in (
        here / "journal/2026.md").read_text()


@pytest.mark.parametrize(("arguments", "line"), [
    (["-3d", "coffee with ana"], "- 2026-11-20 coffee"),
    (["-3d coffee with ana"], "- 2026-11-20 coffee"),
    (["last fri coffee with ana"], "- 2026-11-20 coffee"),
    (["2 oct: coffee with ana"], "- 2026-10-02 coffee"),
    (["2026-10-02 coffee with ana"], "- 2026-10-02 coffee"),
    (["coffee with ana", "--on", "2 oct"], "- 2026-10-02 coffee"),
    (["coffee with ana", "--on=-3d"], "- 2026-11-20 coffee"),
    (["coffee with ana", "--on", "-3d"], "- 2026-11-20 coffee"),
    (["2 oct coffee with ana", "--on", "2026-10-02"], "- 2026-10-02 coffee"),
    (["coffee", "with", "ana:", "hiring"], "- 2026-11-23 coffee: hiring"),
    (["plan ana: lunch", "--on", "next fri"], "- 2026-11-27 plan: lunch"),
    (["tomorrow plan ana: lunch"], "- 2026-11-24 plan: lunch"),
    (["coffee with ana: at -3d"], "- 2026-11-23 coffee: at -3d"),
    (["call +acme-site -bo: x"], "- 2026-11-23 call: x"),
])
def test_log_takes_a_day(here: Path, arguments: list[str], line: str) -> None:
    """The day stands first in the text or in --on, in any of its forms."""
    assert facts("log", *arguments)["line"] == line
    assert f"{line}\n" in (here / "contacts/ana-silva.md").read_text()


@pytest.mark.parametrize(("arguments", "message"), [
    (["tomorrow coffee with ana"], "2026-11-24 is still to come"),
    (["coffee with ana", "--on", "next fri"], "2026-11-27 is still to come"),
    (["coffee with ana", "--on", "someday"], "“someday” is no day; write 2026-10-02, today"),
    (["2 oct coffee with ana", "--on", "3 oct"], "--on says 2026-10-03, and the text 2026-10-02"),
    (["2026-02-30 coffee with ana"], "there is no 2026-02-30 in the calendar"),
    (["2026/10/02 coffee with ana"], "“2026/10/02” is nearly a date"),
    (["coffee with robin: x"],
     "“robin” may be several people; give the id:\n  robin-a  Robin Aas\n  robin-b  Robin Berg"),
    (["coffee with eve: x"], "no name known here begins with “eve”; --new makes a contact"),
    (["coffee with +globex: x", "--new"], "no team known here begins with “globex”"),
    (["coffee"], "whom?"),
    ([""], "whom?"),
    (["coffee with robin: x", "--new"], "may be several people"),
    (["coffee with ana\x1b[31m: x"], "\\x1b[31m"),
])
def test_log_refuses(here: Path, arguments: list[str], message: str) -> None:
    """What is unclear or cannot have been is refused, and nothing is asked or written."""
    assert message in refused("log", *arguments)
    assert not (here / ".netsite" / "journal").exists()


def test_log_makes_a_contact(here: Path) -> None:
    """With --new a name that nobody has becomes a contact."""
    assert said("log", "coffee with Eve Berg, ana: x", "--new") == (
        "made contacts/eve-berg.md\n"
        "journal/2026.md: - 2026-11-23 coffee with [[eve-berg]], [[ana-silva]]: x\n"
        "Eve Berg   due 2027-02-23  quarterly\n"
        "Ana Silva  due 2026-12-23  monthly\n")
    assert (here / "contacts/eve-berg.md").read_text() == "---\nname: Eve Berg\n---\n"


def test_log_makes_nobody_to_leave_them_out(here: Path) -> None:
    """Who is only taken out of a team does not become a contact."""
    assert facts("log", "call with ana except Eve Berg: x", "--new")["files"] == [
        "contacts/ana-silva.md"]
    assert not (here / "contacts/eve-berg.md").exists()


def test_log_says_that_a_plan_moves_no_clock(here: Path) -> None:
    """What is no contact leaves the clock, and says so."""
    assert said("log", "tried ana: no answer") == (
        "contacts/ana-silva.md: - 2026-11-23 tried: no answer\n"
        "no contact, so nobody’s clock moves\n"
        "Ana Silva  due 2026-10-01  monthly\n")
    assert here


def test_log_reads_a_text_from_standard_input(here: Path) -> None:
    """`-` takes the line, and what belongs to it, from a pipe, with any line ends."""
    assert changed("log", "-", stdin="coffee with ana: one\r\n- two\r\n") == {
        "contacts/ana-silva.md": ANA.replace(
            "## History\n", "## History\n- 2026-11-23 coffee: one\n  - two\n")}
    assert here


@pytest.mark.usefixtures("here", "terminal")
def test_log_asks_whom_is_meant() -> None:
    """On a terminal the candidates are a list to choose from; none writes nothing."""
    result = run("log", "coffee with robin: x", stdin="2\n")
    none = run("log", "coffee with robin: x", stdin="0\n")

    assert (result.exit_code, "contacts/robin-b.md: - 2026-11-23 coffee: x" in result.stdout) == (
        0, True)
    assert "  1  robin-a  Robin Aas\n  2  robin-b  Robin Berg\nWho is “robin”?" in result.stderr
    assert (none.exit_code, "nothing is written" in none.stderr) == (2, True)


@pytest.mark.usefixtures("here", "terminal")
def test_log_asks_whether_somebody_is_new() -> None:
    """On a terminal a name that nobody has may become a contact."""
    assert "no name known here" in refused("log", "coffee with Eve: x", stdin="n\n")
    assert list(changed("log", "coffee with Eve: x", stdin="y\n")) == ["contacts/eve.md"]


@pytest.mark.usefixtures("here", "terminal")
def test_json_asks_nothing() -> None:
    """A script gets a refusal, not a question."""
    assert "may be several people" in refused("log", "coffee with robin: x", "--json")


def test_log_keeps_every_other_byte(here: Path) -> None:
    """A byte order mark, CRLF, odd bytes and a missing line end at the end stay."""
    data = "\ufeff" + ANA.rstrip().replace("\n", "\r\n")
    (here / "contacts/ana-silva.md").write_bytes(data.encode() + b" \xff")
    run("log", "coffee with ana")

    assert (here / "contacts/ana-silva.md").read_bytes() == data.replace(
        "## History\r\n", "## History\r\n- 2026-11-23 coffee\r\n").encode() + b" \xff"


# Commits


def test_the_users_own_edit_is_not_swept_in(with_git: Path) -> None:
    """The commit has the line alone, and the rest is still the user's to commit."""
    path = with_git / "contacts/ana-silva.md"
    path.write_text(ANA.replace("Notes.", "Mine."))
    said("log", "coffee with ana")

    assert git("show", "HEAD:contacts/ana-silva.md") == ANA.replace(
        "## History\n", "## History\n- 2026-11-23 coffee\n")
    assert [line for line in git("diff").splitlines() if line[:1] in "+-"][2:] == [
        "-Notes.", "+Mine."]


def test_a_commit_that_cannot_be_made_is_told(with_git: Path) -> None:
    """The line is written, the status is 0, and why there is no commit stands on stderr."""
    git("checkout", "-q", "--detach")
    result = run("log", "coffee with ana")

    assert (result.exit_code, result.stderr) == (
        0, "not committed: HEAD is detached; check a branch out\n")
    assert "- 2026-11-23 coffee" in (with_git / "contacts/ana-silva.md").read_text()


@pytest.mark.parametrize(("answer", "commits"), [("y\n", "2"), ("n\n", "1"), ("\n", "2")])
@pytest.mark.usefixtures("terminal")
def test_git_may_ask(with_git: Path, answer: str, commits: str) -> None:
    """With the setting `ask` a commit is made if the answer is yes."""
    (with_git / "netsite.toml").write_text('[git]\ncommit = "ask"\n')
    assert run("log", "coffee with ana", stdin=answer).exit_code == 0

    assert git("rev-list", "--count", "HEAD").strip() == commits


def test_git_never_asks_without_a_terminal(with_git: Path) -> None:
    """With `ask` and nobody there, or with `never`, no commit is made."""
    for setting in ("ask", "never"):
        (with_git / "netsite.toml").write_text(f'[git]\ncommit = "{setting}"\n')
        said("log", "coffee with ana")

    assert git("rev-list", "--count", "HEAD") == "1\n"


# undo


def test_undo_shows_the_difference(with_git: Path) -> None:
    """The subject, the diff, and that it is done; what was written since stays."""
    said("log", "coffee with ana: x")
    path = with_git / "contacts/ana-silva.md"
    path.write_text(path.read_text().replace("Notes.", "Mine."))
    shown = said("undo")

    assert shown.startswith("undo: log: coffee with Ana Silva\n--- a/contacts/ana-silva.md\n")
    assert "\n-- 2026-11-23 coffee: x\n" in shown
    assert shown.endswith("undone: log: coffee with Ana Silva\n")
    assert path.read_text() == ANA.replace("Notes.", "Mine.")


@pytest.mark.usefixtures("terminal")
def test_undo_asks(with_git: Path) -> None:
    """On a terminal a no leaves all as it is, and --yes asks nothing."""
    said("log", "coffee with ana: x")
    assert run("undo", stdin="n\n").exit_code == 1
    assert "coffee: x" in (with_git / "contacts/ana-silva.md").read_text()
    assert said("undo", "--yes").endswith("undone: log: coffee with Ana Silva\n")


def test_undo_again_takes_back_the_one_before(with_git: Path) -> None:
    """Each undo takes back one more command, and at the end there is nothing."""
    before = texts()
    for text in ("coffee with ana: one", "coffee with ana, bo: two", "call carl"):
        said("log", text)
    for _ in range(3):
        run("undo")

    assert texts(with_git) == before
    assert refused("undo").startswith("nothing to undo")


def test_undo_refuses_where_the_line_was_changed(with_git: Path) -> None:
    """A line that the user has rewritten since is theirs."""
    said("log", "coffee with ana: x")
    path = with_git / "contacts/ana-silva.md"
    path.write_text(path.read_text().replace("coffee: x", "coffee: mine"))

    assert "the same lines were changed since" in refused("undo")


@pytest.mark.usefixtures("here")
def test_undo_outside_a_repository() -> None:
    """Without a history there is nothing to take back."""
    assert refused("undo") == "nothing to undo: this is not a git repository\n"


# add, set, tag, join, leave, snooze, archive


def test_add_writes_what_it_is_given(here: Path) -> None:
    """The file has the keys in a fixed order, days as ISO, and an introducer as a link."""
    said("add", "Dana Levi", "--role", "a: b", "--team", "acme site", "--team", "x, y",
         "--tag", "vip", "--email", "d@example.com", "--email", "e@example.com",
         "--phone", "+1 555 0100", "--met", "last fri", "--birthday", "--04-12",
         "--introduced-by", "ana", "--cadence", "6 weeks", "--note", "Notes")

    assert (here / "contacts/dana-levi.md").read_text() == """\
---
name: Dana Levi
teams: [acme site, "x, y"]
tags: [vip]
role: "a: b"
email: [d@example.com, e@example.com]
phone: "+1 555 0100"
birthday: --04-12
met: 2026-11-20
introduced_by: "[[ana-silva]]"
cadence: 6 weeks
---
Notes
"""


@pytest.mark.parametrize(("arguments", "message"), [
    (["Ana Silva"], "Ana Silva is there already: contacts/ana-silva.md"),
    (["anita"], "Ana Silva is there already"),
    (["Dana", "--id", "carl"], "the id carl is taken"),
    (["Dana", "--id", "CARL"], "the id CARL is taken"),
    (["Dana", "--id", "../x"], "an id cannot have '/' in it"),
    (["Dana", "--met", "someday"], "met is “someday”"),
    (["Dana", "--cadence", "often"], "the cadence “often” cannot be read"),
    (["Dana", "--birthday", "2026-02-30"], "birthday is “2026-02-30”"),
    (["Dana", "--introduced-by", "robin"], "may be any of these; give the id"),
    (["Dana", "--introduced-by", "eve"], "nobody is called “eve”"),
    ([" "], "a contact needs a name"),
])
@pytest.mark.usefixtures("here")
def test_add_refuses(arguments: list[str], message: str) -> None:
    """Nobody is made twice by accident, and no file with an error in it."""
    assert message in refused("add", *arguments)


@pytest.mark.usefixtures("here")
def test_add_takes_a_namesake_with_an_id() -> None:
    """Somebody else of the same name gets an id that is given."""
    assert list(changed("add", "Ana Silva", "--id", "ana-2")) == ["contacts/ana-2.md"]


@pytest.mark.parametrize(("arguments", "before", "after"), [
    (["ana", "company", "Globex"], "cadence:", "company: Globex\ncadence:"),
    (["ana", "cadence", "6 weeks"], "cadence: monthly", "cadence: 6 weeks"),
    (["ana", "keep in touch", "weekly"], "cadence: monthly", "cadence: weekly"),
    (["ana", "aliases", "nan", "--add"], "[anita]", "[anita, nan]"),
    (["ana", "aliases", "anita", "--remove"], "[anita]", "[]"),
    (["ana", "aliases", "x", "z", "--all"], "[anita]", "[x, z]"),
    (["ana", "cadence", "--unset"], "cadence: monthly\n", ""),
])
@pytest.mark.usefixtures("here")
def test_set(arguments: list[str], before: str, after: str) -> None:
    """A key is set, added to, taken from or taken out, and nothing else is otherwise."""
    assert changed("set", *arguments) == {"contacts/ana-silva.md": ANA.replace(before, after)}


@pytest.mark.parametrize(("key", "value", "line"), [
    ("met", "yesterday", "met: 2026-11-22"), ("snooze", "next fri", "snooze: 2026-11-27"),
    ("kids", "Clara: 3", 'kids: "Clara: 3"'), ("name", "A # B", 'name: "A # B"'),
    ("company", "x\ny", "company: x y"), ("location", "花", "location: 花"),
    ("company", "no", 'company: "no"'), ("uid", "null", 'uid: "null"'),
])
def test_set_writes_what_is_read(here: Path, key: str, value: str, line: str) -> None:
    """Whatever the value, YAML reads it as that text."""
    said("set", "carl", key, value)

    assert f"\n{line}\n" in (here / "contacts/carl.md").read_text()
    assert said("check").startswith("0 errors, 0 warnings")


@pytest.mark.parametrize(("arguments", "message"), [
    (["ana", "cadence", "sometimes"], "the cadence “sometimes” cannot be read"),
    (["ana", "cadence"], "give a value, or --unset without one"),
    (["ana", "cadence", "x", "--unset"], "give a value, or --unset without one"),
    (["ana", "cadence", ""], "an empty value is none"),
    (["ana", "company", "a", "b"], "company is one value, not 2"),
    (["ana", "company", "a", "--add"], "company is one value, not a list"),
    (["ana", "birthday", "soon"], "birthday is “soon”"),
    (["eve", "company", "x"], "nobody is called “eve”"),
    (["robin", "company", "x"], "may be any of these; give the id:\n  robin-a"),
])
@pytest.mark.usefixtures("here")
def test_set_refuses(arguments: list[str], message: str) -> None:
    """What would be an error in the file is not written."""
    assert message in refused("set", *arguments)


def test_tag(here: Path) -> None:
    """Several people get a tag, and those who have it keep it once; --remove takes it out."""
    assert said("tag", "vip", "ana", "carl, bo") == (
        "changed contacts/ana-silva.md\nchanged contacts/carl.md\nchanged contacts/bo-chen.md\n"
        "vip for Ana Silva, Carl Ito, Bo Chen\n")
    assert said("tag", "VIP", "ana") == "nothing to change: it says so already\n"
    said("tag", "vip", "ana", "carl", "bo", "--remove")
    assert "vip" not in "".join(texts(here).values())


@pytest.mark.parametrize(("arguments", "line"), [
    (["choir", "carl"], "{team: choir, joined: 2026-11-23}"),
    (["choir", "carl", "--on", "2019-03"], "{team: choir, joined: 2019-03}"),
    (["choir", "carl", "--on", "last fri"], "{team: choir, joined: 2026-11-20}"),
    (["choir", "carl", "--on", "always"], ", choir]"),
    (["Acme Site", "carl"], "{team: acme site, joined: 2026-11-23}"),
    (["the crew", "ana"], "{team: crew, joined: 2026-11-23}"),
])
def test_join(here: Path, arguments: list[str], line: str) -> None:
    """A team is named as the others name it, or by its file, with the first day."""
    result = run("join", *arguments)

    assert result.exit_code == 0
    assert ("is a new team" in result.stderr) == (arguments[0] == "choir")
    assert line in "".join(texts(here).values())


@pytest.mark.usefixtures("here")
def test_join_a_team_one_is_in() -> None:
    """Who is in it already stays as they are."""
    assert said("join", "acme site", "ana") == "nothing to change: it says so already\n"


@pytest.mark.usefixtures("here")
def test_leave_ends_the_time() -> None:
    """The last day is written, in the person's file, and they are a member of before."""
    assert changed("leave", "acme site", "ana", "--on", "2026-06") == {
        "contacts/ana-silva.md": ANA.replace("[acme site]", "[{team: acme site, left: 2026-06}]")}


@pytest.mark.usefixtures("here")
def test_leave_a_group_that_lists_its_members() -> None:
    """Where the group's file names them, the day is written there."""
    assert changed("leave", "the crew", "carl") == {
        "contacts/crew.md": str(FILES["contacts/crew.md"]).replace(
            "[carl]", "[{member: carl, left: 2026-11-23}]")}


@pytest.mark.parametrize(("command", "arguments", "message"), [
    ("leave", ["acme site", "carl"], "Carl Ito is not in acme site now"),
    ("leave", ["globex", "ana"], "no team is called “globex”"),
    ("leave", ["acme site", "ana", "--on", "someday"], "“someday” is no day"),
    ("join", ["choir", "ana", "--on", "someday"], "“someday” is no day"),
    ("join", ["choir", "robin"], "may be any of these"),
    ("snooze", ["ana", "someday"], "“someday” is no day and no time"),
    ("snooze", ["ana", "today"], "2026-11-23 is not after today"),
    ("snooze", ["ana", "yesterday"], "is not after today"),
    ("snooze", ["ana", "eve", "2w"], "nobody is called “eve”"),
    ("archive", ["eve"], "nobody is called “eve”"),
    ("tag", ["", "ana"], "an empty value is none"),
])
@pytest.mark.usefixtures("here")
def test_changes_that_are_refused(command: str, arguments: list[str], message: str) -> None:
    """Nobody is changed where one of several cannot be."""
    assert message in refused(command, *arguments)


@pytest.mark.parametrize(("until", "day"), [
    ("2w", "2026-12-07"), ("2027-01-15", "2027-01-15"), ("next fri", "2026-11-27"),
    ("in 10 days", "2026-12-03"), ("tomorrow", "2026-11-24"),
])
def test_snooze(here: Path, until: str, day: str) -> None:
    """A snooze lasts until a day, or for a time, and `off` ends it."""
    said("snooze", "ana", "bo", until)
    assert [f"snooze: {day}\n" in (here / f"contacts/{each}.md").read_text()
            for each in ("ana-silva", "bo-chen", "carl")] == [True, True, False]
    said("snooze", "ana", "bo", "off")
    assert texts(here) == {path: str(text) for path, text in FILES.items()}


def test_archive_and_back(here: Path) -> None:
    """Reminders stop for good, until they are taken back."""
    said("archive", "ana", "bo")
    assert (here / "contacts/ana-silva.md").read_text() == ANA.replace(
        "cadence: monthly\n", "cadence: monthly\narchived: yes\n")
    assert said("archive", "ana") == "nothing to change: it says so already\n"
    said("archive", "ana", "bo", "--back")
    assert texts(here) == {path: str(text) for path, text in FILES.items()}


# rename, forget


def test_rename(here: Path) -> None:
    """The file moves, and links in every file follow."""
    result = said("rename", "ana", "ana-s")

    assert result == ("moved contacts/ana-silva.md to contacts/ana-s.md\n"
                      "changed contacts/bo-chen.md\nchanged journal/2026.md\n"
                      "Ana Silva is ana-s now\n")
    assert "ana-silva" not in "".join(texts(here).values())


def test_after_a_rename_other_programs_know_them_still(here: Path, tmp_path: Path) -> None:
    """Cards, events and news have the ids they had, however often one is renamed."""
    def ids() -> list[set[str]]:
        site = build(here, TODAY, str(tmp_path / "out")).folder
        return [set(re.findall(r"UID:.*|<id>.*</id>", (site / name).read_text()))
                for name in ("all.vcf", "due.ics", "birthdays.ics", "feed.xml")]
    before, old = ids(), texts(here)
    shown = said("rename", "ana", "ana-s", "--dry-run")
    uid = uid_for("contact", "ana-silva")

    assert f'+uid: "{uid}"\n' in shown  # as it begins with digits
    assert texts(here) == old
    for new in ("ana-s", "ana-t"):
        said("rename", "ana", new)
        assert ids() == before
    assert texts(here)["contacts/ana-t.md"].count(f'uid: "{uid}"\n') == 1


def test_a_group_that_is_renamed_gets_no_uid(here: Path) -> None:
    """Nobody else knows groups."""
    said("rename", "crew", "the-crew")

    assert "uid" not in "".join(texts(here).values())


def test_a_rename_is_undone_with_its_uid(with_git: Path) -> None:
    """One `undo` gives the file its name back, and takes the `uid` out."""
    before = texts(with_git)
    said("rename", "ana", "ana-s")
    said("undo")

    assert texts(with_git) == before


@pytest.mark.parametrize(("new", "message"), [
    ("ana-silva", "that is Ana Silva’s id already"),
    ("Ana-Silva", "only upper and lower case would differ"),
    ("carl", "already means carl"),
    ("Bo Chen", "already means bo-chen"),
    ("acme site", "already means a team"),
    ("a/b", "an id cannot have '/' in it"),
    ("", "cannot be an id"),
    ("_x", "cannot be an id"),
])
@pytest.mark.usefixtures("here")
def test_rename_refuses(new: str, message: str) -> None:
    """An id that means somebody else, or that no file can have, is not given."""
    assert message in refused("rename", "ana", new)


def test_forget_shows_who_names_them(here: Path) -> None:
    """Without --yes every place is shown, and nothing is written."""
    before = texts()

    assert said("forget", "ana") == """\
These lines name Ana Silva, and stay as they are; they are yours to edit:
  contacts/bo-chen.md:4: introduced_by: ana-silva
  contacts/bo-chen.md:7: - [ ] send a book to [[ana-silva]]
  journal/2026.md:3: - 2026-09-01 lunch with [[ana-silva]], [[carl]]: x
contacts/ana-silva.md is still there; --yes takes it away
"""
    assert texts(here) == before


def test_forget_takes_the_file_away(with_git: Path) -> None:
    """With --yes the file goes, how to clean the history is told, and it does not name them."""
    shown = said("forget", "ana", "--yes")

    assert "git filter-repo --invert-paths --path contacts/ana-silva.md\n" in shown
    assert "took away contacts/ana-silva.md\n" in shown
    assert not (with_git / "contacts/ana-silva.md").exists()
    assert git("log", "-1", "--format=%B") == "forget: a contact\n\nNetsite: forget\n\n"


@pytest.mark.usefixtures("here")
def test_forget_as_json_needs_the_yes_too() -> None:
    """A script that leaves --yes out gets a dry run, with the places."""
    found = facts("forget", "ana")

    assert (found["dry_run"], found["files"]) == (True, ["contacts/ana-silva.md"])
    assert [place["line"] for place in found["places"]] == [4, 7, 3]
    assert Path("contacts/ana-silva.md").exists()


# fresh-start


def test_fresh_start_spreads_the_overdue(here: Path) -> None:
    """Everybody overdue gets a day, the most late first, and no dated line is written."""
    assert said("fresh-start", "--over", "10d") == (
        "changed contacts/robin-a.md\nchanged contacts/ana-silva.md\nchanged contacts/bo-chen.md\n"
        "3 people, the most late first, from 2026-11-24 to 2026-12-03\n")
    assert [text.partition("snooze: ")[2][:10] for path, text in texts(here).items()
            if path[9:14] in ("robin", "ana-s", "bo-ch")] == [
        "2026-11-27", "2026-11-30", "2026-11-24", ""]
    assert "2026-11-2" not in "".join(
        text.partition("## History")[2] for text in texts(here).values())


@pytest.mark.usefixtures("here")
def test_fresh_start_where_nobody_is_overdue() -> None:
    """Again, there is nobody left to spread."""
    said("fresh-start")

    assert said("fresh-start") == "nobody is overdue\n"


@pytest.mark.parametrize(("arguments", "message"), [
    (["--over", "never"], "“never” is no time"), (["--over", "long"], "“long” is no time"),
    (["--team", "globex"], "no team is called “globex”"),
])
@pytest.mark.usefixtures("here")
def test_fresh_start_refuses(arguments: list[str], message: str) -> None:
    """A time or a team that is none is refused."""
    assert message in refused("fresh-start", *arguments)


@pytest.mark.usefixtures("here")
def test_fresh_start_for_a_team() -> None:
    """Only the team's members of today are spread."""
    assert list(changed("fresh-start", "--team", "acme")) == [
        "contacts/ana-silva.md", "contacts/bo-chen.md"]


# note, done


@pytest.mark.usefixtures("here")
def test_note() -> None:
    """A note goes behind the notes; `[ ]` makes a promise; `-` reads standard input."""
    path = "contacts/ana-silva.md"

    assert changed("note", "ana", "her son", "Vasco") == {
        path: ANA.replace("Notes.\n", "Notes.\n\nher son Vasco\n")}
    assert "her son Vasco\n\n- [ ] send it\n## History" in str(changed(
        "note", "ana", "[ ] send it")[path])
    assert "- [ ] send it\n\ntwo\n\nlines\n## History" in str(changed(
        "note", "ana", "-", stdin="two\n\nlines\n")[path])


@pytest.mark.parametrize("text", ["", " ", "\n", "## History\n- 2026-10-02 call", "```", "<!--"])
@pytest.mark.usefixtures("here")
def test_note_refuses(text: str) -> None:
    """Nothing is no note, and a note never makes or hides a dated line."""
    assert refused("note", "ana", text)


@pytest.mark.usefixtures("here")
def test_done() -> None:
    """The only promise is ticked, or the one with the words in it, in any order and case."""
    assert said("done", "carl") == "changed contacts/carl.md\ndone: call back\n"
    assert said("done", "bo", "Book", "send") == (
        "changed contacts/bo-chen.md\ndone: send a book to Ana Silva\n")
    assert said("done", "bo") == "changed contacts/bo-chen.md\ndone: send the talk\n"


@pytest.mark.parametrize(("arguments", "message"), [
    (["bo"],
     "which of these? Give words of it:\n  send the talk\n  send a book to [[ana-silva]]"),
    (["bo", "send"], "which of these?"),
    (["bo", "fly"], "no open promise has these words:\n  send the talk"),
    (["ana"], "nothing is promised to Ana Silva"),
])
@pytest.mark.usefixtures("here")
def test_done_refuses(arguments: list[str], message: str) -> None:
    """Where several are meant they are listed."""
    assert message in refused("done", *arguments)


@pytest.mark.usefixtures("here", "terminal")
def test_done_asks() -> None:
    """On a terminal one of several is chosen."""
    assert "- [ ] send the talk\n- [x] send a book" in str(changed(
        "done", "bo", stdin="2\n")["contacts/bo-chen.md"])
    assert "nothing is written" in refused("done", "bo", "fly", stdin="0\n")


# edit


def editor(root: Path, monkeypatch: pytest.MonkeyPatch, *scripts: str, name: str = "vi") -> None:
    """Make an editor of shell scripts, one for each time it is called; `$1` is as called."""
    folder = root.parent / "bin"
    folder.mkdir()
    cases = "".join(f"{number}) {script} ;;\n" for number, script in enumerate(scripts))
    (folder / name).write_text(
        f'#!/bin/sh\nn=$(cat {folder}/count 2>/dev/null || echo 0)\n'
        f'echo $((n + 1)) > {folder}/count\nfor file; do :; done\n'
        f'echo "$@" >> {folder}/called\ncase $n in\n{cases}esac\n')
    (folder / name).chmod(0o755)
    monkeypatch.setenv("EDITOR", f"{folder / name}")


def calls(root: Path) -> list[str]:
    """List how the editor was called."""
    return (root.parent / "bin/called").read_text().splitlines()


@pytest.mark.parametrize(("name", "how"), [
    ("vi", "+9 {}"), ("nano", "+9 {}"), ("code", "--wait --goto {}:9"), ("subl", "--wait {}:9"),
    ("hx", "{}:9"), ("myeditor", "{}"),
])
def test_edit_opens_the_line(
    here: Path, monkeypatch: pytest.MonkeyPatch, name: str, how: str,
) -> None:
    """The editor is told the line where a new one goes, in its own way."""
    editor(here, monkeypatch, ":", name=name)
    result = run("edit", "ana")

    assert (result.exit_code, result.output, calls(here)) == (
        0, "", [how.format(here / "contacts/ana-silva.md")])


def test_edit_commits_what_was_edited(with_git: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file as the editor left it is one commit, line ends and all, which undo takes back."""
    editor(with_git, monkeypatch, "printf 'x\\r\\n' >> \"$file\"")
    assert run("edit", "ana").exit_code == 0
    assert git("show", "--format=%s", "--numstat") == (
        "edit: Ana Silva\n\n1\t0\tcontacts/ana-silva.md\n")
    assert git("status", "--porcelain") == ""
    said("undo")
    assert (with_git / "contacts/ana-silva.md").read_text() == ANA


def test_edit_commits_nothing_of_the_users_own(
    with_git: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was changed before the editor opened cannot be told apart, so nothing is committed."""
    (with_git / "contacts/ana-silva.md").write_text(ANA.replace("Notes.", "Mine."))
    editor(with_git, monkeypatch, 'echo x >> "$file"')
    result = run("edit", "ana")

    assert (result.exit_code, "not committed: " in result.stderr) == (0, True)
    assert git("rev-list", "--count", "HEAD") == "1\n"


def test_edit_tells_what_is_wrong(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal the errors are told, and the status is 1."""
    editor(here, monkeypatch, "sed -i 's/monthly/sometimes/' \"$file\"")
    result = run("edit", "ana")

    assert result.exit_code == 1
    assert "the cadence “sometimes” cannot be read" in result.stderr


@pytest.mark.usefixtures("terminal")
def test_edit_offers_to_go_back_in(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal one may mend it at once, at the line of the error."""
    editor(here, monkeypatch, "sed -i 's/monthly/sometimes/' \"$file\"",
           "sed -i 's/sometimes/weekly/' \"$file\"")
    result = run("edit", "ana", stdin="y\n")

    assert (result.exit_code, "Go back in?" in result.stderr) == (0, True)
    assert [call.split()[0] for call in calls(here)] == ["+9", "+5"]
    assert "cadence: weekly" in (here / "contacts/ana-silva.md").read_text()


@pytest.mark.parametrize(("command", "message"), [
    ("false", "the editor false ended with status 1"),
    ("/nowhere/vi", "the editor /nowhere/vi does not start"),
    ("'unclosed", "the editor “'unclosed” cannot be read"),
])
@pytest.mark.usefixtures("here")
def test_edit_refuses_an_editor_that_fails(
    monkeypatch: pytest.MonkeyPatch, command: str, message: str,
) -> None:
    """An editor that does not start, or ends badly, is named."""
    monkeypatch.setenv("EDITOR", command)

    assert message in refused("edit", "ana")


def test_edit_of_a_file_that_goes(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the editor took away is no reason for a traceback."""
    editor(here, monkeypatch, 'rm "$file"')

    assert run("edit", "ana").exit_code == 0


def test_visual_comes_before_editor(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """VISUAL counts, with its words, and without either an editor that is there is taken."""
    editor(here, monkeypatch, ":", name="vi")
    monkeypatch.setenv("VISUAL", f"{here.parent / 'bin/vi'} -u 'no ne'")
    monkeypatch.setenv("EDITOR", "false")

    assert run("edit", "ana").exit_code == 0
    assert calls(here)[0].startswith("-u no ne +9 ")


# inbox


def test_inbox(here: Path) -> None:
    """What can be filed is, and what cannot stays, with the reason, which the next run renews."""
    (here / "inbox.md").write_text("""\
# Phone

- 2026-10-02 coffee with ana: hiring
  - and more
2026-10-03 lunch with ana, bo
coffee yesterday
2026-12-24 coffee with ana
2026-10-04 call robin
2026-10-05 call Eve Berg: x
""")
    result = said("inbox")

    assert result.splitlines()[:3] == [
        "contacts/ana-silva.md: - 2026-10-02 coffee: hiring\\n- and more",
        "journal/2026.md: - 2026-10-03 lunch with [[ana-silva]], [[bo-chen]]",
        "stays: coffee yesterday"]
    left = (here / "inbox.md").read_text()
    assert left.startswith("# Phone\n\ncoffee yesterday <!-- netsite: it has no day;")
    assert left.count("<!--") == 4
    assert "- 2026-10-02 coffee: hiring\n  - and more\n- 2026-08-14" in (
        here / "contacts/ana-silva.md").read_text()

    said("inbox")
    assert (here / "inbox.md").read_text() == left
    assert "made contacts/eve-berg.md\n" in said("inbox", "--new")
    assert (here / "inbox.md").read_text().count("<!--") == 3


def test_inbox_makes_somebody_new_once(here: Path) -> None:
    """Several lines with the same new name are one contact, made by the first that is filed."""
    (here / "inbox.md").write_text(
        "2026-12-24 coffee with Eve Berg\n2026-10-02 coffee with Eve Berg: one\n"
        "2026-10-03 call Eve Berg: two\n2026-10-04 lunch with ana, Eve Berg\n")
    found = facts("inbox", "--new")

    assert [len(found["filed"]), len(found["stays"])] == [3, 1]
    assert (here / "contacts/eve-berg.md").read_text() == (
        "---\nname: Eve Berg\n---\n\n## History\n\n"
        "- 2026-10-03 call: two\n- 2026-10-02 coffee: one\n")
    assert said("check").startswith("0 errors, 0 warnings")


def test_inbox_elsewhere_in_the_vault(here: Path) -> None:
    """Another file may be the inbox, by its path from where one stands."""
    (here / "phone").mkdir()
    (here / "phone/in.txt").write_bytes(b"\xef\xbb\xbf2026-10-02 coffee with ana\r\nmine\r\n")
    said("inbox", "phone/in.txt")

    assert (here / "phone/in.txt").read_bytes().startswith(b"\xef\xbb\xbfmine <!-- netsite: ")
    assert (here / "phone/in.txt").read_bytes().endswith(b" -->\r\n")


@pytest.mark.parametrize(("file", "message"), [
    ([], "there is no inbox.md"), (["/etc/hosts"], "is not in the vault"),
    (["../x.md"], "is not in the vault"), (["contacts"], "contacts is not a file"),
    ([".git/config"], "leads out of the vault"),
])
@pytest.mark.usefixtures("here")
def test_inbox_refuses(file: list[str], message: str) -> None:
    """A file that is not there, or not of the vault, is none."""
    assert message in refused("inbox", *file)


@pytest.mark.usefixtures("here")
def test_an_empty_inbox() -> None:
    """An inbox without lines says so."""
    Path("inbox.md").write_text("# Inbox\n\n")

    assert said("inbox") == "inbox.md is empty\n"


@pytest.mark.parametrize("arguments", [
    ["log", "coffee with robin: x"], ["log", "coffee with Eve: x"], ["done", "bo"],
])
def test_nothing_is_asked_without_a_terminal(here: Path, arguments: Sequence[str]) -> None:
    """In a pipe a command refuses and ends, whatever could be read from it."""
    assert refused(*arguments, stdin="1\ny\n")
    assert here
