"""Contacts and journal to the Network: teams, links, participants, introductions."""

from datetime import date

import pytest

from netsite.model import Member
from netsite.network.load import Vault
from tests.reading import lines_told, person, read, told


def people_of(vault: Vault) -> dict[str, list[str]]:
    """Give the people of every line of a vault, by path and line."""
    return {f"{line.entry.path}:{line.entry.line}": list(line.people)
            for line in vault.network.lines}


def team(vault: Vault, key: str, day: str) -> list[str]:
    """Give the members of a team on a day."""
    return sorted(vault.network.teams[key].on(date.fromisoformat(day)))


@pytest.fixture
def people() -> dict[str, str]:
    """Write four people: two of a team at different times, one of a group by its file."""
    return {
        "contacts/ana.md": person("teams: [{team: atlas, left: 2022-06}]"),
        "contacts/bo.md": person("teams: [{team: Atlas, joined: 2022-07}]", name="Bo Chen"),
        "contacts/cy.md": person("aliases: [C.]", name="Cy Ito"),
        "contacts/dee.md": person(name="Dee Levi"),
        "contacts/climbers.md": person("kind: group", "members: [cy, '[[Dee Levi]]']",
                                       name="Climbing Friends"),
    }


def test_people_and_groups_are_told_apart(people: dict[str, str]) -> None:
    """The network has people and groups by id, and the names of all."""
    network = read(people).network

    assert list(network.people) == ["ana", "bo", "cy", "dee"]
    assert list(network.groups) == ["climbers"]


def test_a_team_needs_no_file(people: dict[str, str]) -> None:
    """A team that only contacts name exists by that, under its folded name."""
    vault = read(people)

    assert (vault.network.teams["atlas"].name, vault.network.teams["atlas"].group) == (
        "atlas", None)
    assert {who: [key for key, _ in times] for who, times in vault.network.teams_of.items()} == {
        "ana": ["atlas"], "bo": ["atlas"], "cy": ["climbers"], "dee": ["climbers"]}
    assert vault.problems == ()


@pytest.mark.parametrize(("day", "members"), [
    ("2022-06-30", ["ana"]), ("2022-07-01", ["bo"]), ("1990-01-01", ["ana"]),
])
def test_a_team_has_its_members_by_day(
    people: dict[str, str], day: str, members: list[str],
) -> None:
    """`left: 2022-06` is 30 June, and still a member that day; `joined: 2022-07` the day after."""
    assert team(read(people), "atlas", day) == members


@pytest.mark.parametrize("name", [
    "climbers", "Climbing Friends", "CLIMBERS", "ropes", '"[[climbers]]"', "climbing  friends",
    '"[[groups/climbers.md]]"', "{team: climbers}",
])
def test_a_contact_joins_a_groups_file_by_any_of_its_names(
    people: dict[str, str], name: str,
) -> None:
    """`teams` finds a group's file by id, alias or full name; then they are one."""
    people["contacts/climbers.md"] = person("kind: group", "aliases: [ropes]",
                                            name="Climbing Friends")
    people["contacts/ana.md"] = person(f"teams: [{name}]")
    vault = read(people)

    assert team(vault, "climbers", "2026-01-01") == ["ana"]
    assert "climbing friends" not in vault.network.teams


def test_a_team_of_a_persons_name_is_a_team(people: dict[str, str]) -> None:
    """What stands in `teams` is a team, even if a person has that name."""
    people["contacts/ana.md"] = person("teams: [bo]")
    vault = read(people)

    assert team(vault, "bo", "2026-01-01") == ["ana"]


def test_members_by_contact_and_by_group_add_up(people: dict[str, str]) -> None:
    """A group's members are those its file names and those who name it, each once."""
    people["contacts/ana.md"] = person("teams: [climbers]")
    people["contacts/dee.md"] = person("teams: [Climbing Friends]", name="Dee Levi")

    assert team(read(people), "climbers", "2026-01-01") == ["ana", "cy", "dee"]


def test_two_stays_in_one_team_are_both_kept(people: dict[str, str]) -> None:
    """Somebody may leave a team and come back."""
    people["contacts/ana.md"] = person(
        "teams: [{team: atlas, left: 2020}, {team: atlas, joined: 2023}]")
    vault = read(people)

    assert [team(vault, "atlas", f"{year}-06-01") for year in (2019, 2021, 2024)] == [
        ["ana"], [], ["ana", "bo"]]
    assert vault.network.teams_of["ana"] == (
        ("atlas", Member("ana", None, date(2020, 12, 31))),
        ("atlas", Member("ana", date(2023, 1, 1), None)))


def test_a_line_in_a_persons_file_is_contact_with_them(people: dict[str, str]) -> None:
    """In a person's file that person was contacted, and those in the list."""
    people["contacts/ana.md"] = person(history=[
        "- 2026-10-02 call", "- 2026-10-01 coffee with [[bo]] and [[C.]]: said [[dee]] moved"])
    network = read(people).network
    first, second = network.lines

    assert (first.home, first.people, first.mentions) == ("ana", ("ana",), ())
    assert (second.home, second.people, second.mentions) == ("ana", ("ana", "bo", "cy"), ("dee",))


def test_a_line_in_a_groups_file_is_contact_with_its_members(people: dict[str, str]) -> None:
    """In a group's file its members on that day were contacted, and the list, less `except`."""
    people["contacts/climbers.md"] = person(
        "kind: group", "members: [cy, {name: dee, joined: 2026-10-02}]", name="Climbers", history=[
            "- 2026-10-02 wall", "- 2026-10-01 wall", "- 2026-10-03 wall with [[ana]]",
            "- 2026-10-04 wall except [[dee]]"])
    lines = {str(line.entry.day): line.people for line in read(people).network.lines}

    assert lines == {"2026-10-01": ("cy",), "2026-10-02": ("cy", "dee"),
                     "2026-10-03": ("cy", "dee", "ana"), "2026-10-04": ("cy",)}


@pytest.mark.parametrize(("text", "expected"), [
    ("call with [[ana]]", ["ana"]),
    ("[[ana]], [[bo]]: lunch", ["ana", "bo"]),
    ("call with [[ana]] and [[ANA]]", ["ana"]),
    ("dinner with [[climbers]]", ["cy", "dee"]),
    ("dinner with [[Climbing Friends]] except [[C.]]", ["dee"]),
    ("dinner with [[climbers]] except [[climbers]]", []),
    ("dinner with [[climbers]] and [[ana]] except [[dee]], [[ana]]", ["cy"]),
    ("dinner with [[atlas]]", ["bo"]),
    ("dinner with [[ATLAS]], [[ana]]", ["bo", "ana"]),
    ("dinner with [[climbers]] except [[atlas]]", ["cy", "dee"]),
    ("said [[ana]] moved", []),
    ("call: with [[ana]]", []),
])
def test_a_journal_line_is_contact_with_its_list(
    people: dict[str, str], text: str, expected: list[str],
) -> None:
    """In a journal the list was contacted; a group or team is its members on that day."""
    people["journal/2026.md"] = f"- 2026-10-02 {text}\n"

    assert people_of(read(people)) == {"journal/2026.md:1": expected}


def test_except_may_take_out_the_files_own_person(people: dict[str, str]) -> None:
    """A line may stand in a person's file and be no contact with them."""
    people["contacts/ana.md"] = person(history=["- 2026-10-02 dinner with [[bo]] except [[ana]]"])

    assert people_of(read(people)) == {"contacts/ana.md:6": ["bo"]}


def test_a_history_has_the_lines_of_a_file_and_those_with_somebody(
    people: dict[str, str],
) -> None:
    """A person's history is newest first, from their file, other files, groups and the journal."""
    people["contacts/cy.md"] = person(name="Cy", history=["- 2026-01-01 call"])
    people["contacts/ana.md"] = person(history=["- 2026-03-01 lunch with [[cy]]"])
    people["contacts/climbers.md"] = person("kind: group", "members: [cy]", name="Climbers",
                                            history=["- 2026-02-01 wall"])
    people["journal/2026.md"] = "- 2026-04-01 tea with [[cy]]\n- 2026-05-01 note: [[cy]] moved\n"
    network = read(people).network

    assert [line.entry.kind for line in network.history["cy"]] == ["tea", "lunch", "wall", "call"]
    assert [line.entry.kind for line in network.history["climbers"]] == ["wall"]
    assert [line.entry.kind for line in network.mentioned["cy"]] == ["note"]


def test_a_mention_is_no_contact_and_shows_on_the_others_page(people: dict[str, str]) -> None:
    """A link outside of the list is only spoken of; the file's own person and people are not."""
    people["contacts/ana.md"] = person(
        history=["- 2026-10-02 tea with [[bo]]: said [[cy]] and [[bo]] like [[ana]], [[climbers]]"])
    network = read(people).network

    assert network.lines[0].mentions == ("cy", "climbers")
    assert list(network.mentioned) == ["cy", "climbers"]
    assert "cy" not in network.history


def test_a_mention_of_a_team_without_a_file_is_no_mistake(people: dict[str, str]) -> None:
    """A team that only contacts name may be linked to."""
    people["journal/2026.md"] = "- 2026-10-02 call with [[ana]]: [[atlas]] is over\n"
    vault = read(people)

    assert (vault.network.lines[0].mentions, vault.problems) == ((), ())


def test_notes_link_back(people: dict[str, str]) -> None:
    """Whoever notes speak of knows in whose notes; nobody is in their own."""
    people["contacts/ana.md"] = person(notes="A friend of [[bo]], [[Ana Silva]] and [[climbers]].")
    people["contacts/cy.md"] = person(name="Cy", notes="See [[bo]] and [[bo]].")

    assert read(people).network.noted == {"bo": ("ana", "cy"), "climbers": ("ana",)}


def test_introductions_are_known_from_both_sides(people: dict[str, str]) -> None:
    """Whoever introduced somebody is known, and whom they introduced."""
    people["contacts/ana.md"] = person('introduced_by: "[[Cy Ito]]"')
    people["contacts/bo.md"] = person("introduced_by: [cy, dee]", name="Bo")
    network = read(people).network

    assert network.introducers == {"ana": ("cy",), "bo": ("cy", "dee")}
    assert network.introduced == {"cy": ("ana", "bo"), "dee": ("bo",)}


@pytest.mark.parametrize(("files", "problem", "hint"), [
    ({"journal/a.md": "- 2026-10-02 call with [[anna]]"},
     "journal/a.md:1:24: warning: “anna” names nobody", "did you mean [[ana]]?"),
    ({"journal/a.md": "- 2026-10-02 call with [[ana]]: said [[nobody here]] moved"},
     "journal/a.md:1:38: warning: “nobody here” names nobody",
     "make the contact, or take the brackets off"),
    ({"contacts/x.md": person(name="X", notes="See [[people/Nobody.md|her]].")},
     "contacts/x.md:4:5: warning: “Nobody” names nobody",
     "make the contact, or take the brackets off"),
    ({"contacts/x.md": person("introduced_by: cyy", name="X")},
     "contacts/x.md:3:16: warning: “cyy” names nobody", "did you mean [[cy]]?"),
    ({"contacts/x.md": person("kind: group", "members: [ana, Cyy]", name="X")},
     "contacts/x.md:4:16: warning: “Cyy” names nobody", "did you mean [[cy]]?"),
    ({"contacts/x.md": person("kind: group", "members: [ana, climbers]", name="X")},
     "contacts/x.md:4:16: warning: “climbers” is a team, and the members of a group are people",
     "name its people here"),
    ({"contacts/x.md": person("kind: group", "members: [Climbing Friends]", name="X")},
     ("contacts/x.md:4:11: warning: “Climbing Friends” is a team, and the members of a group are "
      "people"),
     "name its people here"),
    ({"contacts/x.md": person("kind: group", "members: ['[[Atlas]]']", name="X")},
     "contacts/x.md:4:11: warning: “Atlas” is a team, and the members of a group are people",
     "name its people here"),
    ({"contacts/x.md": person("aliases: [C.]", name="X"),
      "journal/a.md": "- 2026-10-02 call with [[c.]]"},
     "journal/a.md:1:24: error: “c.” may be cy or x", "write the id: [[cy]]"),
    ({"contacts/x.md": person("kind: group", "aliases: [Ropes]", name="X"),
      "contacts/y.md": person("kind: group", "aliases: [ropes]", name="Y"),
      "contacts/z.md": person("teams: [a, ropes]", name="Z")},
     "contacts/z.md:3:12: error: “ropes” may be x or y", "write the id: [[x]]"),
])
def test_a_link_to_nobody_or_to_two_is_told_at_its_place(
    people: dict[str, str], files: dict[str, str], problem: str, hint: str,
) -> None:
    """A name that nobody has is a warning, one that two have an error, and it is never guessed."""
    assert told(read(people | files).problems) == [(problem, hint)]


def test_an_ambiguous_name_in_a_list_is_contact_with_nobody(people: dict[str, str]) -> None:
    """What could be two people is none, and the others of the list still count."""
    people["contacts/x.md"] = person("aliases: [C.]", name="X")
    people["journal/a.md"] = "- 2026-10-02 call with [[C.]] and [[ana]]\n"

    assert people_of(read(people)) == {"journal/a.md:1": ["ana"]}


def test_a_links_place_counts_the_front_matter(people: dict[str, str]) -> None:
    """The line of a link in notes or history is the file's, and the column counts characters."""
    people["contacts/ana.md"] = person(
        "role: x", notes="花 [[no-1]]", history=["- 2026-10-02 花: with [[no-2]]", "  - [[no-3]]"])

    assert lines_told(read(people).problems) == [
        "contacts/ana.md:5:3: warning: “no-1” names nobody",
        "contacts/ana.md:7:22: warning: “no-2” names nobody",
        "contacts/ana.md:8:5: warning: “no-3” names nobody"]


def test_lines_come_newest_first(people: dict[str, str]) -> None:
    """Lines are ordered by day, the newest first, and within a day by file and line."""
    people["contacts/ana.md"] = person(
        history=["- 2026-01-01 a", "- 2026-03-01 b", "- 2026-03-01 c"])
    people["journal/a.md"] = "- 2026-03-01 d with [[ana]]\n- 2026-02-01 e with [[ana]]\n"

    assert [line.entry.kind for line in read(people).network.lines] == ["b", "c", "d", "e", "a"]
