"""`netsite coverage`, as it is typed."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from netsite.cli import main
from netsite.commands.terminal import cells
from tests.conftest import MakeVault
from tests.reading import person

DAY = "2026-11-23"
CALLS = tuple(f"- 2026-0{month}-01 call" for month in range(1, 6))

FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person("teams: [atlas]", "company: Globex", "role: Engineer",
                              "tags: [climbing]", "location: Porto, Portugal",
                              history=("- 2026-11-01 gave: a book", "- 2025-02-03 coffee")),
    "contacts/bo.md": person("company: Initech", "introduced_by: ana", "teams: [atlas]", name="Bo",
                             history=CALLS),
    "contacts/cy.md": person("cadence: never", name="Cy", history=("- 2019-02-03 call",)),
}


@pytest.fixture
def here(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a vault and stand in it."""
    root = vault(FILES)
    monkeypatch.chdir(root)
    return root


def said(*arguments: str, columns: int = 80) -> str:
    """What the command prints."""
    result = CliRunner().invoke(main, ["coverage", "--today", DAY, *arguments],
                                prog_name="netsite", env={"COLUMNS": str(columns)})
    assert (result.exit_code, result.stderr) == (0, "")
    return result.output


def as_json(*arguments: str) -> Any:
    """What the command prints as JSON."""
    return json.loads(said("--json", *arguments))


@pytest.mark.usefixtures("here")
def test_coverage_in_the_terminal() -> None:
    """The sentence, the years, the quiet, and who could be called."""
    assert said() == """\
1 of 2 is warm; 1 more with one hour.

year  warm  of  share  people  lines  call  coffee  gave
2026     1   2   50 %       2      6     5             1
2025     0   1    0 %       1      1             1
2019                        1      1     1

Once close, now quiet: 1
Bo  last 2026-05-01  usually every 30.5 days, now 206 days

If it came today
Ana Silva  gave 1, got 0  Engineer at Globex

Introductions that lead to a company
Initech  Bo  ask Ana Silva, who introduced them
"""


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(("by", "row"), [
    ("team", "atlas     1        2   50 %"),
    ("company", "Globex      1        1  100 %"),
    ("place", "Porto     1        1  100 %"),
    ("tag", "climbing     1        1  100 %"),
])
def test_coverage_by_group(by: str, row: str) -> None:
    """Today's figures by team, company, place or tag."""
    assert said("--by", by).split("\n")[3] == row


@pytest.mark.usefixtures("here")
def test_years_can_begin_later() -> None:
    """Only the years from the one that is given on."""
    assert [line[:4] for line in said("--since", "2026").split("\n")[3:5]] == ["2026", ""]


@pytest.mark.usefixtures("here")
def test_coverage_as_json() -> None:
    """One object, which begins with the day and its figure."""
    found = as_json()

    assert list(found) == ["day", "tracked", "warm", "more", "quarters", "groups", "years",
                           "dormant", "if_it_came_today", "introductions"]
    assert (found["day"], found["tracked"], found["warm"], found["more"]) == (DAY, 2, 1, 1)
    assert found["quarters"][0] == {"day": "2025-03-31", "tracked": 1, "warm": 1}
    assert found["quarters"][-1] == {"day": DAY, "tracked": 2, "warm": 1}
    assert found["groups"] == [
        {"by": "team", "name": "atlas", "tracked": 2, "warm": 1},
        {"by": "company", "name": "Globex", "tracked": 1, "warm": 1},
        {"by": "company", "name": "Initech", "tracked": 1, "warm": 0},
        {"by": "place", "name": "Porto", "tracked": 1, "warm": 1},
        {"by": "tag", "name": "climbing", "tracked": 1, "warm": 1}]
    assert found["years"][0] == {"year": 2026, "people": 2, "lines": 6, "channels": {
        "call": {"people": 1, "lines": 5}, "gave": {"people": 1, "lines": 1}}}
    assert found["dormant"] == [{"id": "bo", "name": "Bo", "contacts": 5, "usual": 30.5,
                                 "days": 206, "last": "2026-05-01"}]
    assert found["if_it_came_today"] == [
        {"id": "ana", "name": "Ana Silva", "gave": 1, "got": 0, "last": "2026-11-01",
         "company": "Globex", "role": "Engineer"}]
    assert found["introductions"] == [
        {"company": "Initech", "to": "bo", "through": "ana", "introduced": True}]


@pytest.mark.usefixtures("here")
def test_json_by_one_kind_and_since() -> None:
    """`--by` chooses the groups, `--since` quarters and years."""
    found = as_json("--by", "place", "--since", "2026")

    assert {group["by"] for group in found["groups"]} == {"place"}
    assert [quarter["day"] for quarter in found["quarters"]] == [
        "2026-03-31", "2026-06-30", "2026-09-30", DAY]
    assert [year["year"] for year in found["years"]] == [2026]


def test_nobody_is_tracked(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty vault has a sentence, and an object with the same fields."""
    monkeypatch.chdir(vault({"netsite.toml": ""}))

    assert said() == "Nobody is tracked yet.\n"
    assert said("--by", "tag").endswith("There is no tag with anybody tracked.\n")
    assert as_json()["quarters"] == [{"day": DAY, "tracked": 0, "warm": 0}]


def test_the_demo_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is wider than the terminal."""
    monkeypatch.chdir(Path(__file__).resolve().parent.parent)

    assert [line for columns in (60, 80) for line in said(columns=columns).split("\n")
            if cells(line) > columns] == []
