"""`netsite plan` and `netsite today`, as they are typed."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from netsite.cli import main
from netsite.commands.terminal import cells
from netsite.practice.actions import log_command, mail_link, phone_link, subject_for
from tests.conftest import MakeVault
from tests.reading import contact, person

TODAY = date(2026, 11, 23)
FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person(
        "location: 'Porto, Portugal'", "email: ana@example.com", "phone: '+1 555 0100'",
        notes="- [ ] send [[bo]] the talk", history=("- 2026-05-23 call: hiring, says [[bo]]",)),
    "contacts/bo.md": person("location: Lisbon", "birthday: --11-26", name="Bo Chen",
                             history=("- 2026-11-20 call",)),
    "contacts/carl.md": person("snooze: 2027-01-01", name="Carl Ito"),
    "contacts/dana.md": person("teams: [atlas]", name="Dana Levi",
                               history=("- 2026-11-01 coffee",)),
}


def run(vault: Path, *words: str, columns: int = 80) -> Result:
    """Run a command on a vault."""
    return CliRunner().invoke(main, ["-C", str(vault), "--today", str(TODAY), *words],
                              env={"COLUMNS": str(columns), "LINES": "24"})


@pytest.fixture
def root(vault: MakeVault) -> Path:
    """Make a small vault."""
    return vault(FILES)


def test_a_plan_says_who_and_why_and_what_next(root: Path) -> None:
    """Each row has its reasons, what was said last, an address and the command that logs it."""
    assert run(root, "plan").output == (
        "30 of 60 minutes, 2 people\n\n"
        " 15 call        Ana Silva\n"
        "                quarterly, last call 2026-05-23, 92 days late\n"
        "                promised: send Bo Chen the talk\n"
        "                last: hiring, says Bo Chen\n"
        "                ana@example.com +1 555 0100\n"
        '    netsite log "call with ana: "\n\n'
        " 15 call        Bo Chen\n"
        "                birthday on 2026-11-26\n"
        "                quarterly, last call 2026-11-20, due in 89 days\n"
        '    netsite log "call with bo: "\n\n'
        "Everyone else can wait.\n")


def test_a_plan_as_json(root: Path) -> None:
    """The JSON has the minutes, the rows with urgency and reasons, and how many are left."""
    found = json.loads(run(root, "plan", "--minutes", "20", "--json").stdout)

    assert list(found)[:4] == ["minutes", "used", "rows", "left_out"]
    assert (found["minutes"], found["used"], found["left_out"]) == (20, 15, 1)
    row = found["rows"][0]
    assert (row["people"], row["channel"], row["minutes"], row["urgency"] > 1, row["why"]) == (
        ["ana"], "call", 15, True, "quarterly, last call 2026-05-23, 92 days late")
    assert row["mail"] == "mailto:ana@example.com?subject=Send%20Bo%20Chen%20the%20talk"


@pytest.mark.parametrize(("words", "people"), [
    (("--with", "atlas"), [["dana"]]), (("--in", "porto"), [["ana"]]),
    (("--in", "Portugal"), [["ana"]]), (("--in", "lisbon", "--with", "atlas"), []),
    (("--week", "2027-02-23"), [["ana"], ["carl"], ["bo"]]),
])
def test_a_plan_for_some_people_or_another_week(
    root: Path, words: tuple[str, ...], people: list[list[str]],
) -> None:
    """A team, a place, or the week that begins on another day."""
    rows = json.loads(run(root, "plan", "--json", *words).stdout)["rows"]

    assert sorted(row["people"] for row in rows) == sorted(people)


@pytest.mark.parametrize(("words", "said"), [
    (("--in", "Atlantis"), "nobody’s location is"), (("--with", "nobody"), "no team is called"),
    (("--minutes", "0"), "0 is not in the range"), (("--week", "soon"), "is no day"),
])
def test_what_cannot_be_planned_is_said(root: Path, words: tuple[str, ...], said: str) -> None:
    """An unknown place or team, and days and minutes that are none, are refused."""
    result = run(root, "plan", *words)

    assert (result.exit_code, said in result.stderr) == (2, True)


def test_when_nobody_is_due_that_is_good(vault: MakeVault) -> None:
    """An hour with nothing in it says that everyone can wait."""
    root = vault({"contacts/ana.md": person(history=("- 2026-11-20 call",))})

    assert run(root, "plan").output == "Nobody is due. Everyone can wait.\n"
    assert "Nobody is due. Everyone can wait." in run(root, "today").output


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_the_morning_fits_on_one_screen(vault: MakeVault, columns: int) -> None:
    """However many wait, `today` is 24 lines at most, and none is longer than the terminal."""
    files: dict[str, str | bytes] = {
        f"contacts/p{number}.md": person(f"birthday: --11-{23 + number % 8}", name="P " + "x" * 60)
        for number in range(40)}
    lines = run(vault(files), "today", columns=columns).output.split("\n")

    assert len(lines) <= 24
    if columns >= 80:
        assert [line for line in lines if cells(line) > columns] == []


def test_the_morning_says_how_things_stand(root: Path) -> None:
    """States, the hour, and what comes this week."""
    assert run(root, "today").output.split("\n") == [
        "Monday, 23 November 2026",
        "2 of 4 are warm; 1 overdue, 1 snoozed", "",
        "The hour: 30 of 60 minutes, 2 people. Everyone else can wait.",
        " 15 call        Ana Silva                92 days late, last call",
        " 15 call        Bo Chen                  birthday on 2026-11-26", "",
        "This week", "    Thu 26 Nov  Bo Chen, birthday", ""]


def test_the_morning_as_json(root: Path) -> None:
    """The JSON has the day, the states, the hour, the week and the problems."""
    found = json.loads(run(root, "today", "--json").stdout)

    assert (found["day"], found["states"]["overdue"], len(found["hour"]["rows"]),
            found["week"], found["problems"]) == (
        "2026-11-23", 1, 2, [{"day": "2026-11-26", "what": "Bo Chen, birthday"}], 0)


@pytest.mark.parametrize(("reasons", "subject"), [
    (("quarterly, no contact yet",), "How are you?"),
    (("birthday on 2026-11-26",), "Happy birthday"),
    (("quarterly, 3 days late", "promised: send the talk"), "Send the talk"),
    (("promised: ask [[bo]]",), "How are you?"),
])
def test_a_mail_has_a_subject(reasons: tuple[str, ...], subject: str) -> None:
    """A promise, a birthday, or just a question."""
    assert subject_for(reasons) == subject


def test_addresses_are_safe() -> None:
    """A mail's subject and address are escaped, and a number has nothing but digits."""
    ana = contact(person("email: 'a&b@example.com'", "phone: '+1 (555) 01-00'"))

    assert (mail_link(ana, "A & B?\nX"), phone_link(ana)) == (
        "mailto:a%26b@example.com?subject=A%20%26%20B%3F%0AX", "tel:+15550100")


@pytest.mark.parametrize(("people", "command"), [
    (("ana", "bo"), 'netsite log "call with ana, bo: "'),
    (("a$b",), "netsite log 'call with a$b: '"),
    (("a'\"b",), "netsite log 'call with a'\"'\"'\"b: '"),
])
def test_the_command_can_be_pasted(people: tuple[str, ...], command: str) -> None:
    """What a shell would read otherwise is quoted."""
    assert log_command("call", people) == command
