"""Companies, places and tags, how groups stand, and `netsite team`."""

import json
from datetime import date

import pytest
from click.testing import CliRunner, Result

from netsite.cli import main
from netsite.model import Settings
from netsite.network.due import due_of_all
from netsite.pages.addresses import FOLDERS
from netsite.pages.groups import GroupRow, GroupsView, GroupView, group_view, groups_view
from netsite.pages.lines import Ref
from netsite.practice.candidates import Together
from netsite.practice.groups import (
    KINDS,
    Standing,
    groups,
    groups_together,
    proposal,
    standing,
    to_log,
)
from tests.conftest import MakeVault
from tests.drawing import addresses, picture, shared_of
from tests.reading import person, read

TODAY = date(2026, 11, 23)
FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person("company: Globex", "location: Porto, Portugal", "tags: [Tea, x]",
                              history=("- 2026-01-02 call",)),
    "contacts/bo.md": person("company: GLOBEX", "location: porto", "tags: [tea]", name="Bo Chen",
                             history=("- 2026-11-02 call",)),
    "contacts/cy.md": person("company: globex ", "location: Lisbon", "tags: [tea, Tea]",
                             "cadence: never", name="Cy Ito"),
    "contacts/dee.md": person("company: globex", "location: Porto", name="Dee Levi",
                              history=("- 2026-03-02 call",)),
    "contacts/eve.md": person("company: Initech", "introduced_by: ana", "teams: [choir]",
                              name="Eve Berg", history=("- 2026-11-01 call",)),
    "contacts/fay.md": person("company: Globex", "teams: [choir, {team: band, left: 2020}]",
                              name="Fay Moe", history=("- 2026-02-02 call",)),
    "journal/2026.md": "- 2026-12-01 lunch with [[ana]], [[bo]]\n"
                       "- 2026-06-01 note with [[ana]], [[bo]]\n"
                       "- 2026-02-01 lunch with [[bo]], [[eve]], [[cy]]: soup\n"
                       "- 2025-02-01 lunch with [[ana]], [[bo]], [[dee]]\n",
}


def test_names_of_companies_and_places_compare_folded() -> None:
    """However a name is written it is one; the way most write it is shown, of those the first."""
    network = read(FILES).network
    found = {kind: [(each.key, each.name, sorted(each.people)) for each in groups(network, kind)]
             for kind in KINDS}

    assert found == {
        "company": [("globex", "Globex", ["ana", "bo", "cy", "dee", "fay"])],
        "place": [("porto", "Porto", ["ana", "bo", "dee"])],
        "tag": [("tea", "Tea", ["ana", "bo", "cy"])]}


def test_one_person_alone_is_no_group() -> None:
    """From two people on there is a page; asked for, there are the others too."""
    network = read(FILES).network

    assert [group.key for group in groups(network, "company", 1)] == ["globex", "initech"]
    assert [group.key for group in groups(network, "place", 1)] == ["lisbon", "porto"]
    assert groups(read({}).network, "tag") == []


def test_a_group_stands_as_its_tracked_people_do() -> None:
    """Who is off every list is not counted."""
    network = read(FILES).network
    dues = due_of_all(network, Settings(), TODAY)

    assert standing(dues, ["ana", "bo", "cy", "dee"]) == Standing(3, 1, 2)
    assert standing(dues, []) == Standing(0, 0, 0)


@pytest.mark.parametrize(("kind", "key", "day"), [
    ("company", "globex", "2026-02-01"),
    ("place", "porto", "2025-02-01"),
    ("tag", "tea", "2026-02-01"),
])
def test_a_group_was_together_when_two_of_it_met(kind: str, key: str, day: str) -> None:
    """The last line that was contact, is past, and has two of its people."""
    network = read(FILES).network
    some = {group.key: group for group in groups(network, kind)}
    met = groups_together(network, some, TODAY)

    assert {name: str(line.day) for name, line in met.items()} == {key: day}


def test_a_proposal_is_found_by_kind_name_and_people() -> None:
    """Of two teams of one name each gets its own; nothing proposed is nothing."""
    first = Together("Crew", "team", "call", 15, ("a", "b", "c"), ())
    other = Together("crew", "team", "coffee", 60, ("d", "e", "f"), ())
    place = Together("Crew", "place", "coffee", 60, ("a", "b", "c"), ())

    assert [proposal([first, other, place], "team", "CREW", people)
            for people in ({"a", "b", "c", "z"}, {"d", "e", "f"}, {"a", "b"})] == [
        first, other, None]
    assert to_log(other) == "coffee with d, e, f"


def test_companies_places_and_tags_have_pages_of_their_own() -> None:
    """Addresses come from the folded name, letters of all scripts kept; collisions are numbered."""
    found, problems = addresses({
        f"contacts/p{number}.md": person(f"company: {company}", "location: 東京, Japan",
                                         name=f"P {number}")
        for number, company in enumerate(("R&D", "r&d", "R-D", "r-d", "Index", "INDEX"))})

    assert (found.groups, problems) == ({
        "company": {"index": "companies/index-2.html", "r&d": "companies/r-d.html",
                    "r-d": "companies/r-d-2.html"},
        "place": {"東京": "places/東京.html"}, "tag": {}}, [])


def views(files: dict[str, str | bytes]) -> dict[str, GroupsView | GroupView]:
    """Draw the pages of all groups."""
    drawn = picture(files)
    shared = shared_of(drawn)
    lists = {f"{FOLDERS[kind]}/index.html": groups_view(drawn, kind, shared) for kind in KINDS}
    return lists | {drawn.addresses.groups[group.kind][group.key]: group_view(drawn, shared, key)
                    for key, group in shared.groups.items()}


def test_a_list_of_groups_says_how_they_stand() -> None:
    """Each has how many people, how many in touch and overdue, and when they were together."""
    view = views(FILES)["places/index.html"]

    assert view == GroupsView("place", "Places", (
        GroupRow(Ref("Porto", "places/porto.html"), 3, 3, 1, 2, "2025-02-01"),), 0)


def test_a_company_has_its_people_what_to_propose_and_who_leads_there() -> None:
    """Its page has the people, who is overdue, a get-together and the chains that lead there."""
    view = views(FILES)["companies/globex.html"]

    assert isinstance(view, GroupView)
    assert ([row.ref.name for row in view.members], [ref.name for ref in view.cold]) == (
        ["Ana Silva", "Bo Chen", "Cy Ito", "Dee Levi", "Fay Moe"],
        ["Ana Silva", "Dee Levi", "Fay Moe"])
    assert (view.total, view.tracked, view.warm) == (5, 4, 1)
    assert [(row.people[0].name, row.log) for row in view.proposal] == [
        ("Ana Silva", 'netsite log "group call with ana, dee, fay"')]
    assert [(chain.ref.name, chain.words, chain.warm) for chain in view.chains] == [
        ("Eve Berg", "was introduced by Ana Silva", True)]
    assert [row.iso for row in view.together] == ["2026-02-01"]


def test_many_overdue_are_not_all_named() -> None:
    """A sentence names the first few by name, and counts the rest."""
    view = views({f"contacts/p{number:02}.md": person("location: Porto", name=f"P {number:02}",
                                                      history=("- 2020-01-01 call",))
                  for number in range(12)})["places/porto.html"]

    assert isinstance(view, GroupView)
    assert ([ref.name for ref in view.cold], view.overdue) == (
        [f"P {number:02}" for number in range(8)], 12)


def test_a_place_and_a_tag_lead_nowhere() -> None:
    """Chains are of companies alone."""
    found = views(FILES)

    assert [view.chains for url, view in found.items() if isinstance(view, GroupView)
            and not url.startswith("companies/")] == [(), ()]


def test_without_groups_there_are_lists_all_the_same() -> None:
    """An empty vault has a list of companies, places and tags."""
    assert {url: view.title for url, view in views({}).items()} == {
        "companies/index.html": "Companies", "places/index.html": "Places",
        "tags/index.html": "Tags"}


def test_many_groups_are_cut_to_the_largest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a number, a list has those of the most people, still by name."""
    monkeypatch.setattr("netsite.pages.groups.MOST", 2)
    files: dict[str, str | bytes] = {
        f"contacts/{name}{number}.md": person(f"company: {name}", name=f"{name} {number}")
        for name, size in (("abc", 2), ("def", 4), ("ghi", 3)) for number in range(size)}
    view = views(files)["companies/index.html"]

    assert isinstance(view, GroupsView)
    assert ([row.ref.name for row in view.rows], view.left_out) == (["def", "ghi"], 1)


# The command


def run(root: object, *arguments: str) -> Result:
    """Run `netsite team` in a vault."""
    return CliRunner().invoke(main, ["-C", str(root), "--today", "2026-11-23", "team", *arguments],
                              prog_name="netsite", env={"COLUMNS": "80"})


TEAMS: dict[str, str | bytes] = {
    **FILES,
    "contacts/gil.md": person("teams: [choir]", name="Gil Roe", history=("- 2026-02-03 call",)),
    "contacts/ida.md": person("teams: [choir, band]", name="Ida Poe",
                              history=("- 2026-02-04 call",)),
    "journal/2025.md": "- 2025-05-01 rehearsal with [[gil]], [[ida]]: sang [[eve]]’s song\n",
}


def test_teams_are_listed(vault: MakeVault) -> None:
    """Each has its members, how they stand, and when they were last together."""
    assert run(vault(TEAMS)).output == (
        "band   1 member   0 of 1 warm  1 overdue\n"
        "choir  4 members  1 of 4 warm  3 overdue  together 2025-05-01\n")


def test_a_team_is_shown(vault: MakeVault) -> None:
    """One team has its members, the last time together, and what to propose."""
    root = vault(TEAMS)

    assert run(root, "cho").output == (
        "choir\n4 members, 1 of 4 warm, 3 overdue\n\n"
        "Eve Berg  in 70 days     2026-11-01 call\nFay Moe   205 days late  2026-02-02 call\n"
        "Gil Roe   204 days late  2026-02-03 call\nIda Poe   203 days late  2026-02-04 call\n\n"
        "Last together: 2025-05-01 rehearsal: sang Eve Berg’s song\n\n"
        "Proposed: a group call with Fay Moe, Gil Roe, Ida Poe (30 minutes)\n"
        '  netsite log "group call with fay, gil, ida"\n')
    assert run(root, "band").output.split("\n\n")[2:] == [
        "Before: Fay Moe", "Last together: not yet, as far as the files say\n"]


def test_what_is_proposed_can_be_logged(vault: MakeVault) -> None:
    """The line that the page and the command give is one that `log` takes."""
    root = vault(TEAMS)
    result = CliRunner().invoke(main, ["-C", str(root), "--today", "2026-11-23", "log", "-n",
                                       "group call with fay, gil, ida"])

    assert (result.exit_code, "+- 2026-11-23 group call with" in result.output) == (0, True)


def test_teams_are_given_as_json(vault: MakeVault) -> None:
    """The JSON has the figures of all; of one also its people and the proposal."""
    root = vault(TEAMS)
    choir = {"key": "choir", "name": "choir", "members": 4, "tracked": 4, "warm": 1,
             "overdue": 3, "before": 0, "together": "2025-05-01"}
    one = json.loads(run(root, "choir", "--json").output)

    assert json.loads(run(root, "--json").output)[1] == choir
    assert {key: one[key] for key in choir} == choir
    assert one["people"][0] == {
        "id": "eve", "name": "Eve Berg", "state": "later", "last": "2026-11-01"}
    assert one["former"] == []
    assert one["proposal"] == {
        "channel": "group call", "minutes": 30, "people": ["fay", "gil", "ida"], "also": ["eve"],
        "log": "group call with fay, gil, ida"}
    assert json.loads(run(root, "band", "--json").output)["proposal"] is None


def test_a_team_that_nobody_knows_is_refused(vault: MakeVault) -> None:
    """An unknown name is told; without teams it is shown how one is made."""
    assert (run(vault(TEAMS), "nobody").exit_code, run(vault({})).exit_code) == (2, 0)


def test_without_a_team_it_is_told_how_one_is_made(vault: MakeVault) -> None:
    """A vault without teams gets the line that makes one."""
    assert run(vault({"contacts/ana.md": person()})).output == (
        "No team yet. A team is a name in somebody’s front matter: teams: [atlas].\n")
