"""Who introduced whom, the chains that lead to a company, and `netsite reach`."""

import json
from datetime import date

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from netsite.cli import main
from netsite.model import Network, Settings
from netsite.network.due import due_of_all
from netsite.pages.introductions import introductions_view
from netsite.pages.watched import Reads, Watched
from netsite.practice.introductions import (
    LARGEST,
    Known,
    Reach,
    Step,
    chain_words,
    chains_to,
    forest,
    known_since,
    reach,
)
from tests.conftest import MakeVault
from tests.drawing import picture
from tests.reading import person, read

TODAY = date(2026, 11, 23)
WARM, COLD = ("- 2026-11-01 call",), ("- 2020-11-01 call",)
FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person("met: 2015", history=("- 2026-08-14 coffee", "- 2014-05-01 call")),
    "contacts/bo.md": person("introduced_by: ana", "met: 2016-02", name="Bo Chen"),
    "contacts/cy.md": person("introduced_by: [bo, ana]", name="Cy Ito", history=WARM),
    "contacts/dee.md": person("introduced_by: ana", name="Abe Dee"),
    "contacts/eve.md": person("introduced_by: fay", name="Eve Berg"),
    "contacts/fay.md": person(name="Fay Moe"),
    "contacts/gil.md": person(name="Gil Roe"),
}


def trees(files: dict[str, str | bytes]) -> list[list[Step]]:
    """Give the forest of a vault."""
    return forest(read(files).network)


def test_a_tree_goes_from_the_top_down() -> None:
    """Each stands below the first who introduced them, by name, with the others named."""
    found = trees(FILES)

    assert found[0] == [
        Step("ana", 0, (), ("cy",), 3), Step("dee", 1, (), (), 0), Step("bo", 1, (), (), 1),
        Step("cy", 2, ("ana",), (), 0)]
    assert [[step.id for step in tree] for tree in found[1:]] == [["fay", "eve"]]


def test_somebody_is_known_since_one_met_them_or_was_first_in_touch() -> None:
    """Whichever was before; the last contact goes with it, and neither need be known."""
    network = read(FILES).network
    dues = due_of_all(network, Settings(), TODAY)

    assert {each: known_since(network, dues, each) for each in ("ana", "bo", "cy", "dee")} == {
        "ana": Known(date(2014, 5, 1), date(2026, 8, 14)), "bo": Known(date(2016, 2, 1), None),
        "cy": Known(date(2026, 11, 1), date(2026, 11, 1)), "dee": Known(None, None)}


def test_who_asks_for_the_first_chain_does_not_ask_how_all_stand() -> None:
    """Whether somebody is warm is looked at in the order of names, until there are enough."""
    network = read({"contacts/zoe.md": person("teams: [choir]", name="Zoe"), **{
        f"contacts/{each}.md": person("teams: [choir]", name=each, history=("- 2026-11-01 call",))
        for each in "abc"}}).network
    dues = due_of_all(network, Settings(), TODAY)
    reads = Reads()
    chains = chains_to(network, Watched(reads, "warm", dues), TODAY, ["zoe"])

    assert next(chains).people == ("a", "zoe")
    assert reads.cells == {"warm": {"a"}}
    assert [chain.people[0] for chain in chains] == ["b", "c"]
    assert reads.cells == {"warm": {"a", "b", "c"}}


@pytest.mark.parametrize(("by", "order"), [
    ({"a": "b", "b": "a"}, ["a", "b"]),
    ({"a": "c", "b": "a", "c": "b"}, ["a", "b", "c"]),
    ({"a": "a"}, []),
    ({"a": "b", "b": "a", "c": "b"}, ["a", "b", "c"]),
    ({"a": "b", "b": "[a, c]"}, ["a", "b", "c"]),
    ({"a": "[b, c]"}, ["b", "a", "c"]),
])
def test_a_circle_is_cut_above_the_first(by: dict[str, str], order: list[str]) -> None:
    """People who introduced each other stand once, the first by id on top."""
    found = trees({f"contacts/{each}.md": person(
        *([f"introduced_by: {by[each]}"] if each in by else []), name=each) for each in "abc"})

    assert [step.id for tree in found for step in tree] == order


def test_a_group_may_have_introduced_somebody() -> None:
    """A group stands in the forest as itself."""
    found = trees({"contacts/crew.md": person("kind: group", name="Crew"),
                   "contacts/ana.md": person("introduced_by: crew")})

    assert [(step.id, step.depth) for step in found[0]] == [("crew", 0), ("ana", 1)]


names = st.sampled_from("abcdefgh")


@given(st.dictionaries(names, st.lists(names, min_size=1, max_size=3), max_size=8))
def test_the_forest_has_everybody_once(by: dict[str, list[str]]) -> None:
    """Whatever is said: everybody with an introduction is in it once, and nothing goes round."""
    network = read({f"contacts/{each}.md": person(
        *([f"introduced_by: [{', '.join(by[each])}]"] if each in by else []), name=each)
        for each in "abcdefgh"}).network
    found = forest(network)
    steps = [step for tree in found for step in tree]
    concerned = {person for each, others in by.items() for other in others if other != each
                 for person in (each, other)}

    assert sorted(step.id for step in steps) == sorted(concerned)
    for tree in found:
        above: list[str] = []
        for step in tree:
            del above[step.depth:]
            assert step.depth == len(above)
            assert step.depth == 0 or above[-1] in by[step.id]
            named = {other for other in by.get(step.id, ()) if other != step.id}
            assert {*step.also, *above[-1:]} >= named
            above.append(step.id)
        assert tree[0].below == len(tree) - 1
        assert sum(step.depth == 1 for step in tree) + sum(
            step.below for step in tree if step.depth == 1) == tree[0].below


def test_a_long_line_of_introductions_is_no_burden() -> None:
    """Thousands who introduced one another, one after the other, are one tree."""
    files: dict[str, str | bytes] = {
        f"contacts/{number:05}.md": person(f"introduced_by: '{number - 1:05}'", name=f"P {number}")
        for number in range(1, 3000)}
    found = trees(files | {"contacts/00000.md": person(name="P 0")})

    assert (len(found), found[0][0].below, found[0][-1].depth) == (1, 2999, 2999)


# Chains


AT_GLOBEX: dict[str, str | bytes] = {
    "contacts/tim.md": person("company: Globex", "introduced_by: ann", "teams: [atlas]",
                              name="Tim Low", history=COLD),
    "contacts/una.md": person("company: globex", name="Una May", history=WARM),
    "contacts/old.md": person("company: Globex", "archived: yes", name="Old Oak"),
}


def reached(files: dict[str, str | bytes]) -> tuple[Network, Reach]:
    """Give what leads to Globex in a vault."""
    vault = read(AT_GLOBEX | files)
    dues = due_of_all(vault.network, vault.settings, TODAY)
    return vault.network, reach(vault.network, dues, TODAY, "GLOBEX")


def told(files: dict[str, str | bytes]) -> list[tuple[str, str]]:
    """Give who could lead there, and how."""
    network, found = reached(files)
    return [(chain.people[0] + ("" if chain.warm else "?"), chain_words(network, chain, TODAY))
            for chain in found.chains]


def test_who_works_there_is_named_those_in_touch_first() -> None:
    """Not who is archived."""
    assert reached({})[1].there == ("una", "tim")


@pytest.mark.parametrize(("files", "chains"), [
    ({"ann": person(name="Ann", history=WARM)}, [("ann", "introduced Tim Low")]),
    ({"ann": person(name="Ann", history=COLD)}, [("ann?", "introduced Tim Low")]),
    ({"ann": person("cadence: never", name="Ann")}, [("ann", "introduced Tim Low")]),
    ({"ann": person("archived: yes", name="Ann")}, []),
    ({"ann": person("died: 2020", "cadence: never", name="Ann")}, []),
    ({"bea": person("introduced_by: tim", name="Bea", history=WARM)},
     [("bea", "was introduced by Tim Low")]),
    ({"bea": person("teams: [atlas]", name="Bea", history=WARM)},
     [("bea", "is in atlas with Tim Low")]),
    ({"bea": person("teams: [{team: atlas, left: 2020}]", name="Bea", history=WARM)},
     [("bea", "was in atlas with Tim Low")]),
    ({"bea": person("teams: [{team: atlas, joined: 2027}]", name="Bea", history=WARM)}, []),
    ({"bea": person("teams: [atlas]", "introduced_by: tim", name="Bea", history=WARM)},
     [("bea", "was introduced by Tim Low")]),
    # longer chains, where nobody in touch knows anybody there
    ({"ann": person(name="Ann", history=COLD),
      "bea": person("introduced_by: ann", name="Bea", history=WARM)},
     [("bea", "was introduced by Ann, who introduced Tim Low"), ("ann?", "introduced Tim Low")]),
    ({"ann": person("teams: [crew]", name="Ann", history=COLD),
      "bea": person("introduced_by: cal", name="Bea", history=WARM),
      "cal": person("teams: [crew]", name="Cal", history=COLD)},
     [("bea", "was introduced by Cal, who is in crew with Ann, who introduced Tim Low"),
      ("ann?", "introduced Tim Low")]),
    # no longer than needed
    ({"ann": person(name="Ann", history=WARM),
      "bea": person("introduced_by: ann", name="Bea", history=WARM)},
     [("ann", "introduced Tim Low")]),
])
def test_chains_lead_to_a_company(
    files: dict[str, str], chains: list[tuple[str, str]],
) -> None:
    """By introductions and teams, those in touch first, the shortest first."""
    assert told({f"contacts/{name}.md": text for name, text in files.items()}) == chains


def test_people_of_a_team_at_different_times_do_not_know_each_other() -> None:
    """A team leads on only where two were in it on one day."""
    files: dict[str, str | bytes] = {
        "contacts/tim.md": person("company: Globex", "teams: [{team: atlas, left: 2018}]",
                                  name="Tim", history=COLD),
        "contacts/bea.md": person("teams: [{team: atlas, joined: 2019}]", name="Bea", history=WARM),
        "contacts/cal.md": person("teams: [{team: atlas, joined: 2018-12-31}]", name="Cal",
                                  history=WARM)}

    assert told(files) == [("cal", "was in atlas with Tim")]


def test_a_large_team_says_nothing_about_who_knows_whom() -> None:
    """In a team of hundreds not everybody knows everybody."""
    crowd: dict[str, str | bytes] = {
        f"contacts/x{number}.md": person("teams: [atlas]", name=f"X {number}", history=WARM)
        for number in range(LARGEST)}

    assert told(crowd) == []
    assert len(told({path: crowd[path] for path in list(crowd)[1:]})) == LARGEST - 1


def test_a_company_of_nobody_has_no_chains() -> None:
    """Where nobody works, nothing leads."""
    network = read({}).network

    assert reach(network, {}, TODAY, "Globex") == Reach("Globex", (), ())


# The command


def run(root: object, *arguments: str) -> Result:
    """Run `netsite reach` in a vault."""
    return CliRunner().invoke(main, ["-C", str(root), "--today", "2026-11-23", "reach", *arguments],
                              prog_name="netsite", env={"COLUMNS": "80"})


BOTH: dict[str, str | bytes] = AT_GLOBEX | {
    "contacts/ann.md": person(name="Ann Lee", history=WARM),
    "contacts/bea.md": person("teams: [atlas]", "company: Glow", name="Bea Orr", history=COLD)}


def test_reach_says_who_is_there_and_who_leads_there(vault: MakeVault) -> None:
    """Who works there now, then who could lead there and how."""
    root = vault(BOTH)

    assert run(root, "globex").output == (
        "Globex\nUna May  in 70 days\nTim Low  2121 days late\n\n"
        "Who could lead there\nAnn Lee introduced Tim Low\n\n"
        "Not warm now\nBea Orr is in atlas with Tim Low\n")
    assert run(root, "glow").output.endswith("Not warm now\nTim Low is in atlas with Bea Orr\n")


def test_where_nothing_leads_it_is_said(vault: MakeVault) -> None:
    """A company without chains says so."""
    assert run(vault({"contacts/una.md": AT_GLOBEX["contacts/una.md"]}), "globex").output == (
        "globex\nUna May  in 70 days\n\nNo introduction and no team leads there.\n")


@pytest.mark.parametrize(("words", "message"), [
    ("glo", "may be any of these companies: Globex, Glow"), ("acme", "nobody works for “acme”")])
def test_a_company_is_not_guessed(vault: MakeVault, words: str, message: str) -> None:
    """Several are listed, and none is told."""
    result = run(vault(BOTH), words)

    assert (result.exit_code, message in result.output) == (2, True)


def test_reach_gives_json(vault: MakeVault) -> None:
    """The JSON has who is there, and each chain with its ties."""
    found = json.loads(run(vault(BOTH), "globex", "--json").output)

    assert (found["company"], found["there"][0], found["chains"]) == (
        "Globex", {"id": "una", "name": "Una May", "state": "later"}, [
            {"people": ["ann", "tim"], "warm": True,
             "ties": [{"kind": "introduced", "team": None}], "words": "introduced Tim Low"},
            {"people": ["bea", "tim"], "warm": False,
             "ties": [{"kind": "team", "team": "atlas"}], "words": "is in atlas with Tim Low"}])


def test_without_a_company_it_prints_the_tree(vault: MakeVault) -> None:
    """Each tree from the top down, with what came of it."""
    root = vault(FILES)

    assert run(root).output == (
        "Ana Silva  (also introduced Cy Ito, last 2026-08-14)\n  Abe Dee\n"
        "  Bo Chen  (1 further on)\n"
        "    Cy Ito  (also by Ana Silva, last 2026-11-01)\n\nFay Moe\n  Eve Berg\n"
    ).replace("  (", " (")
    assert json.loads(run(root, "--json").output)[3] == {
        "id": "cy", "name": "Cy Ito", "depth": 2, "introducers": ["bo", "ana"], "below": 0,
        "since": "2026-11-01", "last": "2026-11-01"}


def test_without_introductions_it_shows_the_key(vault: MakeVault) -> None:
    """A vault without any is told how one is written."""
    assert "introduced_by" in run(vault({"contacts/ana.md": person()})).output


# The page


def test_the_page_has_the_same_people_twice() -> None:
    """Everybody of the picture stands in the list, with words for how they stand."""
    view = introductions_view(picture(FILES))

    assert (view.total, view.trees, view.drawn, view.listed) == (6, 2, 6, 6)
    assert [view.svg.count(f">{name}<") for name in ("Ana Silva", "Cy Ito", "Eve Berg")] == [1] * 3
    assert ('<a href="people/cy.html">Cy Ito</a> <span class="soft">in touch, also introduced by '
            "Ana Silva, since 2026, last contact 1 Nov 2026</span>") in view.list


def test_a_large_forest_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture and the list have as many as fit, the largest trees first, from the top down."""
    monkeypatch.setattr("netsite.pages.introductions.MOST_DRAWN", 2)
    monkeypatch.setattr("netsite.pages.introductions.MOST_LISTED", 3)
    view = introductions_view(picture(FILES))

    assert (view.svg.count("<text"), view.list.count("<li>"), view.drawn, view.listed,
            view.total) == (2, 3, 2, 3, 6)
