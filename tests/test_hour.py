"""The weekly hour: what fits, why each is on it, and what is left for another week."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netsite.network.due import State, due_of_all
from netsite.practice.hour import Hour, plan_among, plan_hour
from tests.reading import person, read

TODAY = date(2026, 11, 23)
Files = dict[str, str | bytes]


def hour(files: Files, minutes: int | None = None, today: date = TODAY) -> Hour:
    """Plan the hour of a vault."""
    vault = read(files)
    dues = due_of_all(vault.network, vault.settings, today)
    return plan_hour(vault.network, vault.settings, dues, today, minutes)


def shown(found: Hour) -> list[tuple[str, str, int]]:
    """Give the rows in short."""
    return [(row.name or row.people[0], row.channel, row.minutes) for row in found.rows]


def late(name: str, months: int, *keys: str, kind: str = "call") -> str:
    """Write somebody last met so many months ago."""
    last = TODAY - timedelta(30 * months)
    return person(*keys, name=name, history=(f"- {last} {kind}",))


def test_the_hour_is_filled_with_the_most_urgent() -> None:
    """Single people come by urgency, and the rest is counted."""
    files: Files = {f"contacts/p{months}.md": late("P", months) for months in range(4, 10)}

    found = hour(files)
    assert (shown(found), found.used, found.left_out) == (
        [(f"p{months}", "call", 15) for months in (9, 8, 7, 6)], 60, 2)


def test_get_togethers_come_first() -> None:
    """A team of which several are due is one row, and leaves room for others."""
    files: Files = {f"contacts/p{number}.md": late("P", 5, "teams: [atlas]")
                    for number in range(4)}
    files["contacts/z.md"] = late("Z", 12)
    found = hour(files)

    assert shown(found) == [("atlas", "group call", 30), ("z", "call", 15)]
    assert found.rows[0].people == ("p0", "p1", "p2", "p3")
    assert found.rows[0].why == "4 of this team who are due, at once"
    assert (found.used, found.left_out) == (45, 0)


def test_the_setting_says_how_long_the_hour_is() -> None:
    """The minutes are the setting's where the command gives none."""
    files: Files = {"contacts/a.md": late("A", 9), "contacts/b.md": late("B", 8),
                    "netsite.toml": "[hour]\nminutes = 20\n"}

    assert (hour(files).minutes, shown(hour(files)), len(hour(files, 60).rows)) == (
        20, [("a", "call", 15)], 2)


def test_a_trip_takes_those_who_are_not_due_too() -> None:
    """Among some people everybody may come who is not snoozed or off."""
    vault = read({"contacts/a.md": late("A", 1), "contacts/b.md": late("B", 9, "archived: yes"),
                  "contacts/c.md": late("C", 2), "contacts/d.md": late("D", 9)})
    dues = due_of_all(vault.network, vault.settings, TODAY)
    found = plan_among(vault.network, vault.settings, dues, TODAY, 60, {"a", "b", "c"})

    assert [row.people for row in found.rows] == [("c",), ("a",)]


def test_an_empty_network_has_an_empty_hour() -> None:
    """Nobody is nobody, and nothing is left out."""
    assert hour({}) == Hour(60, 0, (), 0)


people = st.builds(
    late, st.sampled_from(["Ana", "Bo"]), st.integers(0, 30),
    st.sampled_from(["teams: [atlas]", "teams: [choir]", "company: Globex", "cadence: monthly",
                     "cadence: never", "snooze: 2027-01-01", "archived: yes", "location: Porto"]),
    kind=st.sampled_from(["call", "email", "coffee", "lunch"]))
vaults = st.lists(people, max_size=12).map(
    lambda found: {f"contacts/p{number}.md": text for number, text in enumerate(found)})


@settings(max_examples=60)
@given(vaults, st.integers(1, 200), st.integers(1, 60))
def test_the_laws_of_the_hour(files: Files, minutes: int, more: int) -> None:
    """Never too long; nobody silent; nobody twice; more minutes never serve less urgency."""
    vault = read(files)
    dues = due_of_all(vault.network, vault.settings, TODAY)
    found = hour(files, minutes)
    served = [each for row in found.rows for each in row.people]

    assert found.used == sum(row.minutes for row in found.rows) <= minutes
    assert [each for each in served if dues[each].state in (State.OFF, State.SNOOZED)] == []
    assert sum(row.urgency for row in hour(files, minutes + more).rows) >= sum(
        row.urgency for row in found.rows) - 1e-9
    assert len(set(served)) + found.left_out == len(set(served) | {
        person for row in hour(files, 10_000).rows for person in row.people})


@settings(max_examples=30)
@given(vaults)
def test_the_order_of_files_does_not_matter(files: Files) -> None:
    """The same files in another order give the same hour."""
    assert hour(dict(reversed(files.items()))) == hour(files)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_the_calendar_are_days(day: date) -> None:
    """The hour can be planned on the first and on the last day there is."""
    assert hour({"contacts/a.md": late("A", 3)}, today=day).minutes == 60


def test_a_warmer_channel_counts_more() -> None:
    """With a weight in the settings a coffee comes before a more urgent call."""
    files: Files = {"contacts/a.md": late("A", 8), "contacts/b.md": late("B", 6, kind="coffee")}
    weighed = files | {"netsite.toml": "[hour]\nwarmth = {coffee = 2}\n"}

    assert shown(hour(files)) == [("a", "call", 15)]
    assert shown(hour(weighed)) == [("b", "coffee", 60)]
    assert hour(weighed).rows[0].urgency == pytest.approx(2 * 180 / 91.32, abs=0.02)
