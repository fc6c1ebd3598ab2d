"""Give and ask: the ledger, its command and its page."""

import json
from collections import Counter
from datetime import date

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from netsite.cli import main
from netsite.model import Network, Settings
from netsite.pages.ledger import LedgerRow, OpenRow, ledger_view
from netsite.pages.lines import LineRow, Ref
from netsite.practice.ledger import (
    WORDS,
    Balance,
    Ledger,
    Year,
    ledger_of,
    ledgers,
    marks_of,
    owed,
    unreturned,
    years,
)
from tests.conftest import MakeVault
from tests.drawing import picture
from tests.reading import person, read

TODAY = date(2026, 11, 23)
SETTINGS = Settings()
FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person(history=(
        "- 2026-12-24 gave: a book", "- 2026-05-22 gave: remarks on her talk",
        "- 2025-01-30 got: two hours", "- 2024-01-01 coffee: gave: nothing")),
    "contacts/bo.md": person(name="Bo Chen", history=(
        "- 2026-05-03 got: the name of [[ana]]’s printer\n  and more", "- 2026-01-02 gave: soup")),
    "contacts/cy.md": person("archived: yes", name="Cy Ito", history=("- 2024-06 got: a lamp",)),
    "contacts/dee.md": person(name="Dee Levi", history=("- 2026-05-03 note: said thanks",)),
    "journal/2026.md": "- 2026-09-01 got with [[dee]], [[bo]] except [[bo]]: a tent\n"
                       "- 2026-10-01 gave with [[bo]], [[ana]]: dinner\n- 2026-11-01 gave: alms\n",
}


def every_ledger(network: Network, settings: Settings, today: date) -> list[Ledger]:
    """The ledgers of all lines up to a day."""
    return ledgers(network, settings, marks_of(network, settings, today))


def days(ledger: Ledger) -> tuple[list[str], list[str]]:
    """Give the days of a ledger, both ways."""
    return ([str(line.day) for line in ledger.gave],
            [str(line.day) for line in ledger.got])


@pytest.mark.parametrize(("name", "gave", "got"), [
    ("ana", ["2026-10-01", "2026-05-22"], ["2025-01-30"]),
    ("bo", ["2026-10-01", "2026-01-02"], ["2026-05-03"]),
    ("cy", [], ["2024-06-01"]),
    ("dee", [], ["2026-09-01"]),
])
def test_a_ledger_has_both_ways(name: str, gave: list[str], got: list[str]) -> None:
    """Lines of the two kinds that are about somebody and whose day has come, newest first."""
    vault = read(FILES)

    assert days(ledger_of(vault.network, vault.settings, name, TODAY)) == (gave, got)


def test_a_line_from_which_somebody_is_taken_out_is_not_theirs() -> None:
    """A line in somebody's own file that leaves them out is in the others' ledgers alone."""
    history = ("- 2026-05-01 gave [[bo]] except [[ana]]: x",)
    vault = read({"contacts/ana.md": person(history=history),
                  "contacts/bo.md": person(name="Bo Chen")})

    assert [ledger.id for ledger in every_ledger(vault.network, SETTINGS, TODAY)] == ["bo"]


@pytest.mark.parametrize(("history", "balance", "waits"), [
    ([], Balance.NOTHING, False),
    (["2026-05-01 gave"], Balance.ONLY_GAVE, False),
    (["2026-05-01 got"], Balance.ONLY_GOT, True),
    (["2026-05-01 got", "2026-05-02 gave"], Balance.GAVE_LAST, False),
    (["2026-05-01 got", "2026-05-01 gave"], Balance.GAVE_LAST, False),
    (["2026-05-02 got", "2026-05-01 gave"], Balance.GOT_LAST, True),
    (["2026-05-02 got", "2026-11-24 gave"], Balance.ONLY_GOT, True),
    (["2026-05-02 **Got**"], Balance.ONLY_GOT, True),
    (["2026-05-02 call: got a lift"], Balance.NOTHING, False),
])
def test_a_balance_says_which_way_it_went_last(
    history: list[str], balance: Balance, waits: bool,  # noqa: FBT001
) -> None:
    """It is told in words, never as a number; what was given on the same day is given back."""
    vault = read({"contacts/ana.md": person(history=[f"- {line}" for line in history])})
    ledger = ledger_of(vault.network, SETTINGS, "ana", TODAY)

    assert (ledger.balance, ledger.open is not None) == (balance, waits)
    assert not any(c.isdigit() for c in WORDS[balance])


def test_who_gave_last_is_named_but_for_those_out_of_reach() -> None:
    """Whom one has given nothing since stands first to thank, but not who is archived or died."""
    vault = read({**FILES, "contacts/eve.md": person(
        "died: 2025", name="Eve Berg", history=("- 2024-05-01 got: advice",)),
        "contacts/fay.md": person("cadence: never", name="Fay",
                                  history=("- 2024-05-01 got: tea",))})

    every = every_ledger(vault.network, SETTINGS, TODAY)

    assert ([ledger.id for ledger in unreturned(vault.network, every, TODAY)],
            [ledger.id for ledger in every]) == (
        ["dee", "fay"], ["ana", "bo", "dee", "cy", "eve", "fay"])


def test_both_directions_are_counted_by_year() -> None:
    """Each year from the first to the last; a line with several people is one line."""
    vault = read(FILES)

    assert years(SETTINGS, marks_of(vault.network, SETTINGS, TODAY)) == [
        Year(2026, 3, 2), Year(2025, 0, 1), Year(2024, 0, 1)]
    assert years(SETTINGS, []) == []


def test_the_plan_is_reminded_of_who_gave_last() -> None:
    """Before one asks somebody who gave last, it says what they gave, and to give first."""
    vault = read({**FILES, "journal/2026.md": ""})

    assert [owed(vault.network, SETTINGS, name, TODAY) for name in ("bo", "cy", "ana")] == [
        ("they gave last (got 2026-05-03: the name of [[ana]]’s printer): think of something to "
         "give before you ask"),
        "they gave last (got 2024-06: a lamp): think of something to give before you ask", ""]


def test_the_kinds_are_those_of_the_settings() -> None:
    """Other words may stand for giving and getting, and none may."""
    vault = read({"netsite.toml": '[ledger]\ngave = ["helped"]\ngot = []\n', **FILES,
                  "contacts/gil.md": person(name="Gil", history=("- 2026-05-01 helped: x",))})

    assert [each.id for each in every_ledger(vault.network, vault.settings, TODAY)] == ["gil"]


ways = st.sampled_from(["gave", "got", "call", "note"])
links = st.lists(st.sampled_from(["[[ana]]", "[[bo]]", "[[cy]]"]), max_size=3).map(", ".join)
dated = st.builds("- {} {} with {}: x".format,
                  st.dates(date(2024, 1, 1), date(2027, 12, 31)), ways, links)


@given(st.lists(dated, max_size=12), st.lists(dated, max_size=6), st.dates(TODAY, date(2028, 1, 1)))
def test_the_parts_of_a_ledger_sum_up(
    journal: list[str], own: list[str], today: date,
) -> None:
    """Everybody's lines together are all lines; the years count each once; nothing is to come."""
    vault = read({"contacts/ana.md": person(history=own),
                  "contacts/bo.md": person(name="Bo"), "contacts/cy.md": person(name="Cy"),
                  "journal/x.md": "\n".join(journal)})
    lines = marks_of(vault.network, SETTINGS, today)
    every = ledgers(vault.network, SETTINGS, lines)
    concerned = Counter((id(line), each) for line in lines for each in line.people)

    assert Counter((id(line), each.id) for each in every
                   for line in (*each.gave, *each.got)) == concerned
    counted = years(SETTINGS, lines)
    assert sum(year.gave + year.got for year in counted) == len(lines)
    assert all(line.day <= today for line in lines)
    assert all(each.open is None or not each.gave
               or each.gave[0].day < each.open.day for each in every)


def test_the_page_names_who_gave_last_and_everybody() -> None:
    """The page has who gave last with that line, everybody with both last days, and the years."""
    view = ledger_view(picture(FILES))
    dee, bo = Ref("Dee Levi", "people/dee.html"), Ref("Bo Chen", "people/bo.html")

    assert view.open == (OpenRow(dee, LineRow(
        "2026-09-01", "got", (bo,), (bo,), "<p>a tent</p>", "journal/2026.md:1", "",
        planned=False, quiet=False)),)
    assert view.rows[2:] == (
        LedgerRow(dee, WORDS[Balance.ONLY_GOT], "", "2026-09-01"),
        LedgerRow(Ref("Cy Ito", "people/cy.html"), WORDS[Balance.ONLY_GOT], "", "2024-06"))
    assert (len(view.years), view.left_out) == (3, 0)


def said(vault: MakeVault, files: dict[str, str | bytes], *arguments: str) -> str:
    """Run the command in a vault."""
    result = CliRunner().invoke(
        main, ["-C", str(vault(files)), "--today", "2026-11-23", "ledger", *arguments],
        prog_name="netsite", env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command_lists_who_gave_last_the_others_and_the_years(vault: MakeVault) -> None:
    """Who gave last stands first, links as names, and the years at the end."""
    assert said(vault, FILES) == (
        "They gave last\nDee Levi  you only got so far  2026-09-01 got: a tent\n\n"
        "The others\n"
        "Ana Silva  you gave last        2026-10-01 gave: dinner\n"
        "Bo Chen    you gave last        2026-10-01 gave: dinner\n"
        "Cy Ito     you only got so far  2024-06 got: a lamp\n\n"
        "By year\n2026  given 3, got 2\n2025  given 0, got 1\n2024  given 0, got 1\n")


def test_the_command_tells_all_of_one_person(vault: MakeVault) -> None:
    """Of one person it says how it stands, and every line both ways."""
    assert said(vault, FILES, "bo") == (
        "Bo Chen\nyou gave last\n\n2026-10-01 gave: dinner\n"
        "2026-05-03 got: the name of Ana Silva’s printer and more\n2026-01-02 gave: soup\n")


def test_the_command_says_when_there_is_nothing(vault: MakeVault) -> None:
    """Without a line it shows what one looks like."""
    assert said(vault, {"contacts/ana.md": person()}) == (
        "Nothing given or got yet. A line such as “2026-05-22 gave: the book” is one.\n")


def test_the_command_gives_json(vault: MakeVault) -> None:
    """The JSON has everybody by id, and the years; of one person, theirs."""
    every = json.loads(said(vault, FILES, "--json"))
    cy = {"id": "cy", "name": "Cy Ito", "balance": "only got", "open": True, "gave": [], "got": [
        {"day": "2024-06", "kind": "got", "text": "a lamp", "people": ["cy"],
         "path": "contacts/cy.md", "line": 7}]}

    assert [each["id"] for each in every["people"]] == ["ana", "bo", "cy", "dee"]
    assert every["people"][2] == cy == json.loads(said(vault, FILES, "cy", "--json"))
    assert every["years"][0] == {"year": 2026, "gave": 3, "got": 2}
