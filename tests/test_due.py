"""Who is due when, and why."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from netsite.network.due import Due, due_of_all, explain, lateness, when
from tests.reading import person, read

TODAY = date(2026, 11, 22)


def due(files: Mapping[str, str], contact_id: str = "ana", today: date = TODAY) -> Due:
    """Read a vault and give one person's clock."""
    vault = read(files)
    return due_of_all(vault.network, vault.settings, today)[contact_id]


def ana(*keys: str, history: tuple[str, ...] = ()) -> dict[str, str]:
    """Write a vault of one person."""
    return {"contacts/ana.md": person(*keys, history=history)}


def why(files: Mapping[str, str], contact_id: str = "ana") -> list[str]:
    """Explain one person's due date."""
    vault = read(files)
    dues = due_of_all(vault.network, vault.settings, TODAY)
    return explain(dues[contact_id], vault.network.people[contact_id])


@pytest.mark.parametrize(("keys", "history", "state", "day"), [
    # last contact + cadence
    (["cadence: monthly"], ["2026-10-22 call"], "soon", "2026-11-22"),
    (["cadence: monthly"], ["2026-10-21 call"], "overdue", "2026-11-21"),
    (["cadence: monthly"], ["2026-11-06 call"], "soon", "2026-12-06"),
    (["cadence: monthly"], ["2026-11-07 call"], "later", "2026-12-07"),
    (["cadence: monthly"], ["2026-01-31 call"], "overdue", "2026-02-28"),
    (["cadence: 6 weeks"], ["2026-11-22 call"], "later", "2027-01-03"),
    (["cadence: monthly"], ["2026-03 call"], "overdue", "2026-04-01"),
    ([], ["2026-08-22 call"], "soon", "2026-11-22"),  # quarterly
    ([], ["2026-08-22 call", "2026-09-01 mail", "2026-01-01 x"], "soon", "2026-12-01"),
    # what is no contact, and what has not come yet
    ([], ["2026-08-22 call", "2026-11-01 note: x"], "soon", "2026-11-22"),
    ([], ["2026-08-22 call", "2026-11-01 **tried** her"], "soon", "2026-11-22"),
    ([], ["2026-08-22 call", "2026-11-23 lunch"], "soon", "2026-11-22"),
    ([], ["2026-08-22 call", "2026-12 lunch"], "soon", "2026-11-22"),
    ([], ["2026-08-22 call", "2027-02-10 plan: lunch"], "soon", "2026-11-22"),
    ([], ["2026-08-22 call", "2026-11-22 lunch"], "later", "2027-02-22"),
    ([], ["2026-08-22 gave: a book"], "soon", "2026-11-22"),
    ([], ["2026-08-22 got: advice"], "soon", "2026-11-22"),
    ([], ["2026-08-22"], "soon", "2026-11-22"),
    # met, where there is no contact
    (["met: 2026-08-22"], [], "soon", "2026-11-22"),
    (["met: 2026-08"], [], "overdue", "2026-11-01"),
    (["met: 2026"], [], "overdue", "2026-04-01"),
    (["met: 2026-08-22"], ["2026-11-01 note: x"], "soon", "2026-11-22"),
    (["met: 2026-11-20"], ["2026-08-22 call"], "soon", "2026-11-22"),
    (["met: 2026-02-30"], [], "none", None),
    # nothing to count from
    ([], [], "none", None),
    ([], ["2026-12-01 lunch"], "none", None),
    ([], ["2026-11-01 idea: a trip"], "none", None),
    # snooze
    (["snooze: 2027-01-15"], ["2026-08-22 call"], "snoozed", "2027-01-15"),
    (["snooze: 2027-01"], ["2026-08-22 call"], "snoozed", "2027-01-01"),
    (["snooze: 2026-11-23"], ["2026-08-22 call"], "snoozed", "2026-11-23"),
    (["snooze: 2026-11-22"], ["2026-08-21 call"], "soon", "2026-11-22"),
    (["snooze: 2026-11-21"], ["2026-08-20 call"], "overdue", "2026-11-21"),
    (["snooze: 2026-11-22"], ["2026-08-22 call"], "soon", "2026-11-22"),
    (["snooze: 2026-12-01"], ["2026-11-01 call"], "later", "2027-02-01"),
    (["snooze: 2027-01-15"], [], "snoozed", "2027-01-15"),
    (["snooze: 2026-11-01"], [], "overdue", "2026-11-01"),
    (["snooze: 2026-12-01", "met: 2026-01-01"], [], "snoozed", "2026-12-01"),
    (["snooze: soon"], ["2026-08-22 call"], "soon", "2026-11-22"),
    # off
    (["cadence: never"], ["2020-01-01 call"], "off", None),
    (["cadence: never", "snooze: 2027-01-15"], [], "off", None),
    (["archived: yes"], ["2020-01-01 call"], "off", None),
    (["archived: on", "snooze: 2027-01-15"], [], "off", None),
    (["archived: no"], ["2026-08-22 call"], "soon", "2026-11-22"),
    (["died: 2026-11-22"], ["2020-01-01 call"], "off", None),
    (["died: 2026"], ["2020-01-01 call"], "off", None),
    (["died: 2026-11-23"], ["2026-08-22 call"], "soon", "2026-11-22"),
])
def test_the_state_and_the_due_day(
    keys: list[str], history: list[str], state: str, day: str | None,
) -> None:
    """Due is the last contact, else `met`, plus the cadence, or a later snooze day."""
    found = due(ana(*keys, history=tuple(f"- {line}" for line in history)))

    assert (found.state, found.due and found.due.isoformat()) == (state, day)


def test_soon_is_a_setting() -> None:
    """How near soon is can be set."""
    files = ana("cadence: monthly", history=("- 2026-10-25 call",))

    assert due(files | {"netsite.toml": "soon = 3"}).state == "soon"
    assert due(files | {"netsite.toml": "soon = 2"}).state == "later"
    assert due(files | {"netsite.toml": "soon = 0"}, today=date(2026, 11, 25)).state == "soon"


def test_a_date_to_come_counts_when_its_day_has_come() -> None:
    """A line of tomorrow is contact tomorrow."""
    files = ana("cadence: monthly", history=("- 2026-10-01 call", "- 2026-11-23 lunch"))

    assert [due(files, today=TODAY + timedelta(n)).since for n in (0, 1)] == [
        date(2026, 10, 1), date(2026, 11, 23)]


@pytest.mark.parametrize(("keys", "groups", "settings", "cadence", "rule"), [
    ([], [], "", "quarterly", "the default"),
    ([], [], 'cadence.default = "monthly"', "monthly", "the default"),
    ([], [], 'cadence.default = "sometimes"', "quarterly", "the default"),
    (["cadence: yearly"], ["weekly"], 'cadence.tags = {vip = "daily"}', "yearly",
     "in contacts/ana.md"),
    (["tags: [vip]", "cadence: 2 Weeks"], [], 'cadence.tags = {vip = "daily"}', "2 Weeks",
     "in contacts/ana.md"),
    (["cadence: sometimes"], ["weekly"], "", "weekly", "from the group Group 0"),
    (["cadence:"], ["weekly"], "", "weekly", "from the group Group 0"),
    ([], ["yearly"], "", "yearly", "from the group Group 0"),
    ([], ["yearly", "monthly"], "", "monthly", "from the group Group 1"),
    ([], ["quarterly", "90 days"], "", "90 days", "from the group Group 1"),
    ([], ["92 days", "quarterly"], "", "quarterly", "from the group Group 1"),
    ([], ["never", "yearly"], "", "yearly", "from the group Group 1"),
    ([], ["never"], 'cadence.tags = {vip = "daily"}', "never", "from the group Group 0"),
    ([], ["sometimes", "yearly"], "", "yearly", "from the group Group 1"),
    (["tags: [vip]"], ["sometimes"], 'cadence.tags = {vip = "monthly"}', "monthly",
     "from the tag vip"),
    (["tags: [VIP]"], [], 'cadence.tags = {vip = "monthly"}', "monthly", "from the tag VIP"),
    (["tags: [close, vip]"], [], 'cadence.tags = {close = "never", vip = "monthly"}', "monthly",
     "from the tag vip"),
    (["tags: [close]"], [], 'cadence.tags = {close = "never"}', "never", "from the tag close"),
    (["tags: [other]"], [], 'cadence.tags = {close = "never"}', "quarterly", "the default"),
    (["tags: [vip]"], ["yearly"], 'cadence.tags = {vip = "monthly"}', "yearly",
     "from the group Group 0"),
    (["tags: [vip]"], [], '[cadence.tags]\nvip = "sometimes"', "quarterly", "the default"),
])
def test_the_cadence_is_the_first_of_four(
    keys: list[str], groups: list[str], settings: str, cadence: str, rule: str,
) -> None:
    """A person's own cadence, else the shortest of the groups', else of the tags', else default."""
    files = ana(*keys) | {"netsite.toml": settings}
    for number, of_group in enumerate(groups):
        files[f"contacts/group-{number}.md"] = person(
            "kind: group", f"cadence: {of_group}", "members: [ana]", name=f"Group {number}")
    found = due(files)

    assert (found.cadence, found.rule) == (cadence, rule)


@pytest.mark.parametrize(("stay", "cadence"), [
    ("joined: 2019-03, left: 2026-11-22", "weekly"),
    ("joined: 2019-03, left: 2026-11-21", "quarterly"),
    ("joined: 2026-11-22", "weekly"),
    ("joined: 2026-11-23", "quarterly"),
    ("left: 2026", "weekly"),
    ("left: 2026-10", "quarterly"),
])
def test_only_present_groups_have_a_say(stay: str, cadence: str) -> None:
    """A group's cadence holds while somebody is its member, both ends included."""
    files = ana(f"teams: [{{team: atlas, {stay}}}]") | {
        "contacts/atlas.md": person("kind: group", "cadence: weekly", name="Atlas")}

    assert due(files).cadence == cadence


def test_a_group_itself_is_never_due() -> None:
    """A group has no clock; its members have."""
    vault = read({"contacts/atlas.md": person("kind: group", "cadence: weekly", name="Atlas")})

    assert due_of_all(vault.network, vault.settings, TODAY) == {}


@pytest.mark.parametrize(("line", "state"), [
    ("dinner with [[ana]]", "later"),
    ("dinner with [[atlas]]", "later"),
    ("dinner with [[atlas]] except [[ana]]", "none"),
    ("said [[ana]] moved", "none"),
    ("note with [[ana]]", "none"),
])
def test_contact_may_stand_in_other_files(line: str, state: str) -> None:
    """Lists in the journal and in other files move a clock; mentions do not."""
    files = ana("teams: [atlas]") | {"journal/a.md": f"- 2026-11-20 {line}\n"}

    assert due(files).state == state


def test_a_groups_history_moves_the_clocks_of_its_members_on_that_day() -> None:
    """A line in a group's file is contact with whoever was a member then."""
    files = ana("teams: [{team: atlas, left: 2026-09}]") | {"contacts/atlas.md": person(
        "kind: group", name="Atlas", history=("- 2026-09-30 dinner", "- 2026-10-01 lunch"))}

    assert due(files).since == date(2026, 9, 30)


def test_a_clock_tells_what_it_rests_on() -> None:
    """The line of the last contact, its day and the interval come with the due day."""
    found = due(ana("cadence: 6 weeks", history=("- 2026-10-02 coffee", "- 2026-10-02 call")))

    assert found.last
    assert (found.last.line, found.since, found.interval.days, found.held) == (
        7, date(2026, 10, 2), 42, False)
    assert found.days_late(TODAY) == 9


@pytest.mark.parametrize(("keys", "history", "sentences"), [
    (["cadence: 6 weeks"], ["- 2026-10-02 coffee with [[ana]]"], [
        "The cadence is “6 weeks”, in contacts/ana.md.",
        "The last contact was on 2026-10-02 (coffee): contacts/ana.md, line 7.",
        "2026-10-02 + 6 weeks is 2026-11-13.",
        "So it is due on 2026-11-13."]),
    ([], ["- 2026-03"], [
        "The cadence is “quarterly”, the default.",
        ("The last contact was on 2026-03-01: contacts/ana.md, line 6; "
         "a month counts from its first day."),
        "2026-03-01 + quarterly is 2026-06-01.",
        "So it is due on 2026-06-01."]),
    (["met: 2026-08", "snooze: 2027-01-15"], [], [
        "The cadence is “quarterly”, the default.",
        "There is no contact yet; it counts from met, 2026-08: contacts/ana.md, line 3.",
        "2026-08-01 + quarterly is 2026-11-01.",
        "Snoozed until 2027-01-15: contacts/ana.md, line 4.",
        "So it is due on 2027-01-15."]),
    (["snooze: 2027-01-15"], [], [
        "The cadence is “quarterly”, the default.",
        "There is no contact yet, and no day they were met.",
        "Snoozed until 2027-01-15: contacts/ana.md, line 3.",
        "So it is due on 2027-01-15."]),
    ([], [], [
        "The cadence is “quarterly”, the default.",
        "There is no contact yet, and no day they were met.",
        "So nothing is due; log a line, or give met a day."]),
    (["archived: yes"], [], [
        "The cadence is “quarterly”, the default.",
        "There is no contact yet, and no day they were met.",
        "So there is no reminder: archived."]),
    (["cadence: never"], [], [
        "The cadence is “never”, in contacts/ana.md.",
        "There is no contact yet, and no day they were met.",
        "So there is no reminder: never means never."]),
    (["died: 2026-05"], ["- 2026-01-02 call"], [
        "The cadence is “quarterly”, the default.",
        "The last contact was on 2026-01-02 (call): contacts/ana.md, line 7.",
        "So there is no reminder: died 2026-05."]),
])
def test_every_due_date_can_explain_itself(
    keys: list[str], history: list[str], sentences: list[str],
) -> None:
    """Which rule, which line of which file and which arithmetic, a sentence each."""
    assert why(ana(*keys, history=tuple(history))) == sentences


@pytest.mark.parametrize(("days", "words"), [
    (0, "today"), (1, "1 day late"), (42, "42 days late"), (-1, "in 1 day"), (-42, "in 42 days"),
])
def test_how_far_off_a_day_is_in_words(days: int, words: str) -> None:
    """A due day is today, so many days late, or in so many days."""
    found = due(ana("cadence: daily", history=("- 2026-11-21 call",)))

    assert when(found, TODAY + timedelta(days)) == words


def test_nothing_due_is_said_so() -> None:
    """Without a due day there is no number."""
    found = due(ana())

    assert (when(found, TODAY), found.days_late(TODAY)) == ("nothing is due", None)


@pytest.mark.parametrize(("keys", "history", "expected"), [
    (["cadence: 10 days"], ["- 2026-11-12 call"], 1.0),
    (["cadence: 10 days"], ["- 2026-11-02 call"], 2.0),
    (["cadence: 10 days"], ["- 2026-11-17 call"], 0.5),
    (["cadence: 10 days", "snooze: 2026-11-12"], [], 2.0),
    (["cadence: 10 days", "snooze: 2026-11-12"], ["- 2026-10-01 call"], 2.0),
    (["cadence: 10 days", "snooze: 2026-11-12"], ["- 2026-11-07 call"], 1.5),
    (["cadence: never"], ["- 2026-11-02 call"], 0.0),
    ([], [], 0.0),
])
def test_lateness_is_measured_in_the_persons_own_cadence(
    keys: list[str], history: list[str], expected: float,
) -> None:
    """A week late is much for a weekly friend and little for a yearly one; 1 is just due."""
    found = due(ana(*keys, history=tuple(history)))

    assert lateness(found, TODAY) == pytest.approx(expected)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_the_ends_of_time_do_no_harm(day: date) -> None:
    """The first and the last day of the calendar are days like any other."""
    files = ana("cadence: 2 years", "met: 0001", history=("- 9999-12-31 call", "- 0001-01-01 x"))

    assert due(files, today=day).since == day
