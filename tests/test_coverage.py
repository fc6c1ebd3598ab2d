"""Coverage: how much of the network is warm, today and over the years."""

from collections.abc import Mapping
from datetime import date

import pytest

from netsite.network.due import due_of_all
from netsite.network.load import Vault
from netsite.practice.coverage import (
    Channel,
    Figure,
    Year,
    by_day,
    by_group,
    by_quarter,
    by_year,
    quarter_ends,
    sweep,
)
from netsite.practice.stretches import stretches
from netsite.practice.tally import Tally, of_all
from netsite.text.cadence import Interval
from tests.reading import person, read

TODAY = date(2026, 11, 23)


def alone(*keys: str, history: tuple[str, ...] = ()) -> Tally:
    """Give the tally of one person with some lines."""
    lines = tuple(f"- {line}" for line in history)
    return of(read({"contacts/ana.md": person(*keys, history=lines)}))


def of(vault: Vault, today: date = TODAY) -> Tally:
    """Give everybody's tally on a day."""
    return of_all(vault.network, due_of_all(vault.network, vault.settings, today), today)


def warm_on(tally: Tally, day: date) -> int:
    """Give how many are warm on a day."""
    return sweep(tally, [day], TODAY)[0].warm


def figures(files: Mapping[str, str], *days: date) -> list[tuple[int, int]]:
    """Give how many are tracked and warm on some days."""
    return [(each.tracked, each.warm) for each in sweep(of(read(files)), days, TODAY)]


@pytest.mark.parametrize(("cadence", "history", "day", "warm"), [
    ("quarterly", ["2026-08-23 call"], "2026-11-23", True),  # the last day
    ("quarterly", ["2026-08-22 call"], "2026-11-23", False),
    ("quarterly", ["2026-08-22 call"], "2026-11-22", True),
    ("quarterly", ["2026-08-22 call"], "2026-08-22", True),  # the first
    ("quarterly", ["2026-08-22 call"], "2026-08-21", False),
    ("monthly", ["2026-01-31 call"], "2026-02-28", True),  # the month's end
    ("monthly", ["2026-01-31 call"], "2026-03-01", False),
    ("10 days", ["2026-01-01 call", "2026-01-12 call"], "2026-01-11", True),
    ("9 days", ["2026-01-01 call", "2026-01-12 call"], "2026-01-11", False),
    ("monthly", ["2026-01-01 note: x"], "2026-01-02", False),  # no contact
    ("monthly", ["2026-03 call"], "2026-04-01", True),  # a month counts from its first
    ("monthly", ["2026-12-01 call"], "2026-12-02", False),  # still to come
])
def test_warm_is_within_the_cadence(
    cadence: str, history: list[str], day: str, warm: bool,  # noqa: FBT001
) -> None:
    """Somebody is warm while the last contact is no longer ago than their cadence."""
    found = alone(f"cadence: {cadence}", history=tuple(history))

    assert warm_on(found, date.fromisoformat(day)) == warm


@pytest.mark.parametrize(("keys", "history", "since"), [
    ([], ["2026-08-22 call", "2025-01-02 note: x"], "2025-01-02"),
    (["met: 2024-05-01"], ["2026-08-22 call"], "2024-05-01"),
    (["met: 2026-05-01"], ["2025-08-22 call"], "2025-08-22"),
    (["met: 2024"], [], "2024-01-01"),
    (["met: --05-01"], [], "2026-11-23"),
    (["met: 2027-01-01"], ["2027-02-01 lunch"], "2026-11-23"),
    ([], [], "2026-11-23"),
])
def test_tracked_from_the_first_line_or_met_on(
    keys: list[str], history: list[str], since: str,
) -> None:
    """Somebody is tracked from their first dated line or `met`, and at the latest from today."""
    found = alone(*keys, history=tuple(history))

    assert [*map(date.fromordinal, found.since), *[TODAY] * found.fresh] == [
        date.fromisoformat(since)]


@pytest.mark.parametrize("key", ["cadence: never", "archived: yes", "died: 2026-11-23"])
def test_who_is_off_is_not_tracked(key: str) -> None:
    """Those who are off today are tracked on no day."""
    found = alone(key, history=("2026-11-22 call",))

    assert (found[:4], [year.people for year in by_year(found)]) == (([], 0, [], []), [1])


def test_met_and_snooze_make_nobody_warm() -> None:
    """Only contact makes somebody warm; a snooze day does not make them cold either."""
    met = alone("met: 2026-11-20")
    held = alone("snooze: 2027-06-01", history=("2026-11-01 call",))

    assert (warm_on(met, TODAY), warm_on(held, TODAY)) == (0, 1)


def test_who_is_left_out_of_a_line_was_not_met() -> None:
    """A line in somebody's file that leaves them out is a dated line of theirs, and no contact."""
    lunch = "- 2026-11-01 lunch with [[bo]] except [[ana]]: x"
    found = of(read({"contacts/ana.md": person(history=(lunch,)),
                     "contacts/bo.md": person(name="Bo")}))

    assert ([*map(date.fromordinal, found.since)], warm_on(found, TODAY)) == (
        [date(2026, 11, 1), date(2026, 11, 1)], 1)


def test_stretches_that_touch_are_one() -> None:
    """Stretches that overlap or follow day upon day become one; a day between keeps them apart."""
    days = [date(2026, 1, day) for day in (1, 4, 8, 20, 31)]

    assert stretches(days, Interval(days=3)) == (
        (date(2026, 1, 1), date(2026, 1, 11)), (date(2026, 1, 20), date(2026, 1, 23)),
        (date(2026, 1, 31), date(2026, 2, 3)))


def test_the_last_days_of_the_calendar_are_days() -> None:
    """A contact near the end of the calendar is warm until there."""
    days = [date(9999, 12, 1), date(9999, 12, 31)]

    assert stretches(days, Interval(months=1)) == ((date(9999, 12, 1), date.max),)


EVERYBODY = {
    "contacts/ana.md": person("tags: [Choir]", "teams: [atlas]", "company: Globex",
                              "location: Porto, Portugal",
                              history=("- 2026-11-01 call", "- 2025-02-10 coffee")),
    "contacts/bo.md": person("tags: [choir, run]", "company: globex", "met: 2024-12-31",
                             "teams: [{team: atlas, left: 2025}]", name="Bo",
                             history=("- 2025-12-24 lunch",)),
    "contacts/cy.md": person("tags: [run]", "location: Porto", "cadence: never", name="Cy",
                             history=("- 2025-06-01 call",)),
    "contacts/dee.md": person("location: porto", "teams: [atlas]", name="Dee"),
    "journal/2026.md": "- 2026-05-05 **Call** with [[ana]], [[bo]]: x\n- 2026-05-05 with [[cy]]\n"
                       "- 2026-12-01 lunch with [[ana]]\n- 2026-05 call with [[ana]]\n"
                       "- 2026-05-06 note with [[ana]]: x\n",
}


def test_the_sweep_counts_on_any_day() -> None:
    """Days may come in any order; before everybody, nobody is tracked."""
    assert figures(EVERYBODY, TODAY, date(2024, 1, 1), date(2024, 12, 31), date(2025, 2, 10),
                   date(2026, 5, 5)) == [(3, 1), (0, 0), (1, 0), (2, 1), (2, 2)]


def test_quarters_end_with_today() -> None:
    """A quarter's figure is that of its last day; the last one is today's."""
    found = by_quarter(of(read(EVERYBODY)), TODAY)

    assert (found[0], found[-1], len(found)) == (
        Figure(date(2024, 12, 31), 1, 0), Figure(TODAY, 3, 1), 9)


@pytest.mark.parametrize(("first", "today", "days"), [
    ("2025-12-31", "2026-01-01", ["2025-12-31", "2026-01-01"]),
    ("2026-01-01", "2026-01-01", ["2026-01-01"]),
    ("2026-01-31", "2026-12-31", ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
    ("9999-08-01", "9999-12-31", ["9999-09-30", "9999-12-31"]),
])
def test_the_days_of_quarters(first: str, today: str, days: list[str]) -> None:
    """Quarters end where the calendar ends them."""
    assert [day.isoformat() for day in quarter_ends(
        date.fromisoformat(first), date.fromisoformat(today))] == days


def test_nobody_has_one_figure() -> None:
    """Without anybody, today's figure is none of none."""
    assert by_quarter(of(read({})), TODAY) == [Figure(TODAY, 0, 0)]


@pytest.mark.parametrize(("kind", "groups"), [
    ("team", [("atlas", "atlas", 2, 1)]),
    ("company", [("globex", "Globex", 2, 1)]),
    ("place", [("porto", "Porto", 2, 1)]),
    ("tag", [("choir", "Choir", 2, 1), ("run", "run", 1, 0)]),
])
def test_groups_have_figures(kind: str, groups: list[tuple[str, str, int, int]]) -> None:
    """By team of today, company, place and tag: the tracked and the warm, the largest first."""
    vault = read(EVERYBODY)
    dues = due_of_all(vault.network, vault.settings, TODAY)
    found = by_group(vault.network, dues, TODAY, kind)

    assert [tuple(each)[1:] for each in found] == groups


def test_years_have_people_and_lines_by_channel() -> None:
    """A line counts once, whoever it was with; a person once a year, and once a channel."""
    assert by_year(of(read(EVERYBODY))) == [
        Year(2026, 3, 4, {"call": Channel(2, 3), "": Channel(1, 1)}),
        Year(2025, 3, 3, {"call": Channel(1, 1), "coffee": Channel(1, 1), "lunch": Channel(1, 1)})]


def test_days_have_lines() -> None:
    """Each day's lines that were contact; a month alone is no day, and the future has not been."""
    tally = of(read(EVERYBODY))

    assert by_day(tally, date(2025, 12, 24), TODAY) == {
        date(2026, 11, 1): 1, date(2026, 5, 5): 2, date(2025, 12, 24): 1}
    assert by_day(tally, date(2026, 5, 6), date(2026, 11, 1)) == {date(2026, 11, 1): 1}


def test_clocks_and_the_tally_agree() -> None:
    """As many are warm by their clocks as by the stretches in which they were."""
    vault = read(EVERYBODY)
    dues = due_of_all(vault.network, vault.settings, TODAY)

    assert ({each for each, due in dues.items() if due.warm}, warm_on(of(vault), TODAY)) == (
        {"ana"}, 1)
