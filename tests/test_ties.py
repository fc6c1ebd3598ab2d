"""Who once was close and has gone quiet, and who could be asked if it came today."""

from datetime import date, timedelta

import pytest

from netsite.network.due import due_of_all
from netsite.practice.ties import Door, Dormant, Warm, doors, dormant, if_today
from tests.reading import person, read

TODAY = date(2026, 11, 23)


def met(last: str, gap: int, times: int) -> tuple[str, ...]:
    """Write calls so many days apart, up to a last one."""
    return tuple(f"- {date.fromisoformat(last) - timedelta(gap * index)} call"
                 for index in range(times))


def quiet(*keys: str, history: tuple[str, ...]) -> list[Dormant]:
    """Say whether one person is dormant."""
    vault = read({"contacts/ana.md": person(*keys, history=history)})
    return dormant(vault.network, due_of_all(vault.network, vault.settings, TODAY), TODAY)


@pytest.mark.parametrize(("keys", "history", "found"), [
    ([], met("2026-01-23", 30, 5), True),
    ([], met("2026-01-23", 30, 4), False),  # too few
    ([], (*met("2026-01-23", 30, 4), "- 2026-01-23 lunch"), False),  # a day counts once
    ([], met("2026-01-23", 93, 6), False),  # never close
    ([], met("2025-11-23", 92, 6), True),
    ([], met("2026-08-22", 31, 5), False),  # 93 days are three times the usual, not more
    ([], met("2026-08-21", 31, 5), True),
    ([], met("2026-10-23", 7, 9), False),  # warm: a silence that is meant
    (["cadence: monthly"], met("2026-10-22", 7, 9), True),
    (["cadence: never"], met("2026-01-23", 30, 5), False),
    (["archived: yes"], met("2026-01-23", 30, 5), False),
    (["snooze: 2027-01-01"], met("2026-01-23", 30, 5), True),
])
def test_the_dormant_once_were_close(
    keys: list[str], history: tuple[str, ...], found: bool,  # noqa: FBT001
) -> None:
    """Dormant is who was met often, and is silent for more than three of their usual gaps."""
    assert bool(quiet(*keys, history=history)) is found


def test_the_usual_gap_is_the_median() -> None:
    """One long silence does not hide how close two people were."""
    history = (*met("2026-01-23", 10, 4), *met("2024-01-23", 10, 4))

    assert quiet(history=history) == [Dormant("ana", 8, 10, 304, date(2026, 1, 23))]


def test_what_is_to_come_is_no_contact() -> None:
    """A lunch that is planned does not end a silence."""
    history = ("- 2026-12-01 lunch", *met("2026-01-23", 30, 5))

    assert [each.gap for each in quiet(history=history)] == [304]


STORM = {
    "contacts/ana.md": person("company: Globex", history=(
        "- 2026-11-01 gave: a book", "- 2026-10-01 **Gave**: time", "- 2020-01-01 got: advice",
        "- 2026-12-01 gave: a plan")),
    "contacts/bo.md": person(name="Bo", history=("- 2026-11-02 got: a lead",)),
    "contacts/cy.md": person(name="Cy", history=("- 2026-11-03 call",)),
    "contacts/dee.md": person(name="Dee", history=(
        "- 2026-11-01 call", "- 2026-10-01 gave: x", "- 2026-10-02 got: y")),
    "contacts/eve.md": person("company: Initech", "introduced_by: [ana, fay]", name="Eve",
                              history=("- 2020-01-01 call",)),
    "contacts/fay.md": person("introduced_by: eve", name="Fay", history=("- 2020-01-01 call",)),
    "contacts/gil.md": person("introduced_by: hal", name="Gil", history=("- 2026-11-03 call",)),
    "contacts/hal.md": person("company: Acme", "met: 2026-11-01", name="Hal"),
    "contacts/ivy.md": person("company: Acme", "introduced_by: ana", "archived: yes", name="Ivy"),
    "contacts/jo.md": person("introduced_by: ana", name="Jo"),
}


def test_if_it_came_today_giving_comes_first() -> None:
    """The warm in the order of given less got; then by how much, how lately, and name."""
    vault = read(STORM)
    dues = due_of_all(vault.network, vault.settings, TODAY)

    assert if_today(vault.network, vault.settings, dues, TODAY) == [
        Warm("ana", 2, 1, date(2026, 11, 1)), Warm("dee", 1, 1, date(2026, 11, 1)),
        Warm("cy", 0, 0, date(2026, 11, 3)), Warm("gil", 0, 0, date(2026, 11, 3)),
        Warm("bo", 0, 1, date(2026, 11, 2))]


def test_introductions_lead_to_companies() -> None:
    """From somebody warm to somebody of a company who is not, whichever introduced the other."""
    vault = read(STORM)
    dues = due_of_all(vault.network, vault.settings, TODAY)

    assert doors(vault.network, dues) == [
        Door("Acme", "hal", "gil", introduced=False),
        Door("Initech", "eve", "ana", introduced=True)]
