"""Who could be on the hour's list, how to be in touch, and whom to see together."""

from datetime import date

import pytest

from netsite.network.due import due_of_all
from netsite.practice.candidates import (
    SCALE,
    Candidate,
    Together,
    candidates,
    get_togethers,
    reasons,
)
from tests.reading import person, read

TODAY = date(2026, 11, 23)
Files = dict[str, str | bytes]


def found(files: Files, today: date = TODAY) -> dict[str, Candidate]:
    """Give the candidates of a vault by id."""
    vault = read(files)
    dues = due_of_all(vault.network, vault.settings, today)
    return {each.id: each for each in candidates(vault.network, vault.settings, dues, today)}


def proposed(files: Files, today: date = TODAY) -> list[Together]:
    """Give the get-togethers of a vault."""
    vault = read(files)
    dues = due_of_all(vault.network, vault.settings, today)
    people = candidates(vault.network, vault.settings, dues, today)
    return get_togethers(vault.network, vault.settings, people, dues, today)


def one(*keys: str, notes: str = "", history: tuple[str, ...] = ()) -> Files:
    """Make a vault of Ana."""
    return {"contacts/ana.md": person(*keys, notes=notes, history=history)}


@pytest.mark.parametrize(("files", "urgency"), [
    (one(history=("- 2026-05-23 call",)), 2.0),
    (one("cadence: 10 days", history=("- 2026-11-03 call",)), 2.0),
    (one(history=("- 2026-08-25 call",)), 0.985),
    (one(), 1.0),
    (one("met: 2026-11-22"), 0.011),
    (one("birthday: --11-29", history=("- 2026-11-20 call",)), 1.0),
    (one("dates: {anniversary: 2010-11-23}", history=("- 2026-11-20 call",)), 1.0),
    (one(notes="- [ ] send her the talk", history=("- 2026-11-20 call",)), 1.0),
    (one(history=("- 2026-11-29 plan: lunch", "- 2026-11-20 call")), 1.0),
    (one("birthday: --11-29", history=("- 2026-05-23 call",)), 2.0),
])
def test_urgency_is_measured_in_ones_own_cadence(files: Files, urgency: float) -> None:
    """Time since the last contact in the person's cadence; 1 is the least with a reason besides."""
    assert found(files)["ana"].urgency / SCALE == pytest.approx(urgency, abs=0.02)


@pytest.mark.parametrize("files", [
    one("cadence: never", "birthday: --11-24"), one("archived: yes", notes="- [ ] a promise"),
    one("snooze: 2027-01-01", history=("- 2020-01-01 call",)),
    one("died: 2026-01-01", history=("- 2020-01-01 call",)),
    one(history=("- 2026-11-01 call",)),
    one("birthday: --11-30", history=("- 2026-11-01 call",)),
    one(notes="- [x] kept", history=("- 2026-11-01 call",)),
    one(history=("- 2026-11-30 plan: lunch", "- 2026-11-01 call")),
])
def test_whoever_has_no_reason_is_left_alone(files: Files) -> None:
    """Nobody who is off, snoozed, or simply not due this week is a candidate."""
    assert found(files) == {}


@pytest.mark.parametrize(("files", "why"), [
    (one(history=("- 2026-05-23 coffee",)),
     ("quarterly, last coffee 2026-05-23, 92 days late",)),
    (one(), ("quarterly, no contact yet",)),
    (one("birthday: --11-26", history=("- 2026-11-20 call",)),
     ("birthday on 2026-11-26", "quarterly, last call 2026-11-20, due in 89 days")),
    (one(notes="- [ ] send the talk", history=("- 2026-05-23 call",)),
     ("quarterly, last call 2026-05-23, 92 days late", "promised: send the talk")),
    (one(history=("- 2026-11-25 plan: lunch", "- 2026-11-20 call")),
     ("planned for 2026-11-25: lunch", "quarterly, last call 2026-11-20, due in 89 days")),
    (one("cadence: 3 days", history=("- 2026-11-20 call",)),
     ("3 days, last call 2026-11-20, due today",)),
])
def test_each_says_why_now(files: Files, why: tuple[str, ...]) -> None:
    """Every reason is given, the one that counts most first."""
    vault = read(files)
    dues = due_of_all(vault.network, vault.settings, TODAY)

    assert reasons(found(files)["ana"], dues["ana"], TODAY) == why


@pytest.mark.parametrize(("keys", "history", "channel"), [
    ((), ("coffee", "call", "coffee"), "coffee"),
    ((), ("call", "coffee"), "call"),
    ((), ("email", "message", "email"), "call"),
    ((), ("email", "message", "coffee", "email"), "email"),
    ((), ("Coffee",), "coffee"),
    ((), ("climbing",), "message"),
    (("email: ana@example.com",), (), "email"),
    (("phone: '+1 555 0100'",), (), "call"),
    ((), (), "message"),
])
def test_the_channel_is_what_they_usually_do(
    keys: tuple[str, ...], history: tuple[str, ...], channel: str,
) -> None:
    """What was done most, something warmer after three messages, else what there is a way for."""
    lines = tuple(f"- 2025-0{9 - number}-01 {kind}" for number, kind in enumerate(history))

    assert found(one(*keys, history=lines))["ana"].channel == channel


def crowd(count: int, *keys: str, last: str = "2026-01-01") -> Files:
    """Make a vault of several people."""
    return {f"contacts/p{number}.md": person(*keys, name=f"P{number}", history=(f"- {last} call",))
            for number in range(count)}


@pytest.mark.parametrize(("files", "names"), [
    (crowd(3, "teams: [atlas]"), [("team", "atlas")]),
    (crowd(3, "company: Globex", "location: 'Porto, Portugal'"),
     [("company", "Globex"), ("place", "Porto")]),
    (crowd(2, "teams: [atlas]"), []),
    (crowd(3, "teams: [{team: atlas, left: 2026-01}]"), []),
    (crowd(3, "teams: [atlas]", last="2026-11-20"), []),
    (crowd(3, "teams: [atlas]", "cadence: never"), []),
    ({f"contacts/p{number}.md": person("teams: [atlas]") for number in range(3)}, []),
])
def test_three_who_are_due_are_proposed_together(
    files: Files, names: list[tuple[str, str]],
) -> None:
    """A team, a company or a place with at least three people due makes a get-together."""
    assert [(each.kind, each.name) for each in proposed(files)] == names


def test_a_get_together_serves_the_most_urgent() -> None:
    """It serves as many as the setting says, and names who belongs though not due."""
    files: Files = {
        **crowd(8, "teams: [atlas]"), "netsite.toml": "[hour]\ntogether = 4\n",
        "contacts/z.md": person("teams: [atlas]", "cadence: monthly", name="Z",
                                history=("- 2026-01-01 call",)),
        "contacts/fresh.md": person("teams: [atlas]", history=("- 2026-11-20 call",))}
    group = proposed(files)[0]

    assert (group.people, group.also) == (
        ("z", "p0", "p1", "p2"), ("fresh", "p3", "p4", "p5", "p6", "p7"))


@pytest.mark.parametrize(("kind", "channel", "minutes"), [
    ("coffee", "coffee", 60), ("lunch", "group call", 30), ("dinner", "group call", 30),
    ("group call", "group call", 30), ("message", "group call", 30),
])
def test_a_get_together_is_what_they_usually_do(kind: str, channel: str, minutes: int) -> None:
    """What they did together before, if it fits into the usual hour, else a call of all."""
    journal = f"- 2025-11-20 {kind} with [[p0]], [[p1]]: x\n"
    group = proposed({**crowd(3, "teams: [atlas]"), "journal/x.md": journal})[0]

    assert (group.channel, group.minutes) == (channel, minutes)
