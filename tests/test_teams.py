"""The views of Teams and of one team."""

from datetime import date

from netsite.model import Mark, TeamKey
from netsite.pages.lines import Picture, Ref
from netsite.pages.teams import ProposalRow, TeamRow, TeamView, proposal_row, team_view, teams_view
from netsite.practice.candidates import Together
from netsite.practice.groups import teams_together
from tests.drawing import picture, said, shared_of
from tests.reading import person

FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person("teams: [crew, {team: acme, joined: 2019-03, left: 2022-06}]"),
    "contacts/bo.md": person("teams: [crew, acme]", "cadence: monthly", name="Bo Chen",
                             history=("- 2026-11-20 call",)),
    "contacts/carl.md": person(
        "teams: [{team: crew, joined: 2020-05, left: 2026-11-22}, "
        "{team: crew, joined: 2015, left: 2016}]",
        name="Carl Ito"),
    "contacts/dana.md": person("teams: [{team: crew, joined: 2026-11-24}]", name="Dana Levi"),
    "contacts/eve.md": person("teams: [{team: crew, joined: 2010, left: 2012}]",
                              "cadence: never", name="Eve Berg"),
    "contacts/crew.md": person(
        "kind: group", "cadence: 4 months", "members: [eve]", name="The Crew",
        notes="The *best* team.",
        history=("- 2026-12-18 plan: the winter call", "- 2026-03-14 lunch: the reunion",
                 "- 2025-09-12 group call except [[ana]], [[eve]]: summer",
                 "- 2024-01-01 note: looked at the photos")),
    "journal/2026.md": (
        "- 2026-06-01 walk with [[ana]], [[bo]]: woods\n- 2021-06-01 dinner with [[ana]], [[bo]]\n"
        "- 2026-07-01 walk with [[ana]], [[dana]]\n- 2026-12-01 walk with [[ana]], [[bo]]\n"
        "- 2026-11-01 tried with [[ana]], [[bo]]\n"),
}
ANA, BO = Ref("Ana Silva", "people/ana.html"), Ref("Bo Chen", "people/bo.html")


def met(drawn: Picture) -> dict[TeamKey, Mark]:
    """Give each team's last time together."""
    return teams_together(drawn.network, drawn.clock.today())


def drawn_team(drawn: Picture, key: TeamKey) -> TeamView:
    """Draw one team's page."""
    return team_view(drawn, shared_of(drawn), key)


def test_teams_are_listed_by_name_with_how_they_stand() -> None:
    """Each team has how many are in it, in touch, overdue and gone, and when it last met."""
    drawn = picture(FILES)

    assert teams_view(drawn, shared_of(drawn)).rows == (
        TeamRow(Ref("acme", "teams/acme.html"), 1, 1, 1, 0, "2021-06-01"),
        TeamRow(Ref("The Crew", "teams/crew.html"), 3, 1, 1, 1, "2026-06-01"))


def test_no_team_is_an_empty_list() -> None:
    """A vault without teams has a list of teams all the same."""
    drawn = picture({"contacts/ana.md": person()})

    assert teams_view(drawn, shared_of(drawn)).rows == ()


def test_a_team_was_together_when_two_members_met() -> None:
    """The last time together is contact, past, and with two who were members on that day."""
    together = met(picture(FILES))

    assert {key: (line.day, line.kind) for key, line in together.items()} == {
        "crew": (date(2026, 6, 1), "walk"), "acme": (date(2021, 6, 1), "dinner")}


def test_a_groups_own_line_is_together() -> None:
    """A dated line of a group's file was together for all who were in it."""
    drawn = picture({path: text for path, text in FILES.items() if path != "journal/2026.md"})

    assert met(drawn)["crew"].day == date(2026, 3, 14)


def test_members_are_told_from_those_before() -> None:
    """Who has left is former, who has yet to join is neither, and nobody stands twice."""
    view = drawn_team(picture(FILES), "crew")

    assert ([(member.person.ref.name, member.joined, member.left) for member in view.members],
            [(member.person.ref.name, member.joined, member.left) for member in view.former]) == (
        [("Ana Silva", "", ""), ("Bo Chen", "", ""), ("Eve Berg", "", "")],
        [("Carl Ito", "1 May 2020", "22 November 2026")])


def test_a_time_to_come_is_neither_now_nor_before() -> None:
    """Somebody whose whole time in a team is yet to come is no member, and was none."""
    view = drawn_team(picture({"contacts/ana.md": person(
        "teams: [{team: crew, joined: 2027-01, left: 2027-06}]")}), "crew")

    assert (view.members, view.former) == ((), ())


def test_together_today_is_together() -> None:
    """A meeting of today is the last one already."""
    drawn = picture({**FILES, "journal/x.md": "- 2026-11-23 lunch with [[ana]], [[bo]]\n"})

    assert met(drawn)["crew"].day == date(2026, 11, 23)


def test_a_groups_page_does_not_name_the_group_again() -> None:
    """On its own page a group's line names neither the group nor its file."""
    view = drawn_team(picture(FILES), "crew")

    assert {(row.who, row.source.startswith("line ")) for _, rows in view.years
            for row in rows} == {((), True)}


def test_days_in_a_team_are_written_out() -> None:
    """Somebody's time in a team has its first and last day, a month to its end."""
    view = drawn_team(picture(FILES), "acme")

    assert [(member.joined, member.left) for member in view.former] == [
        ("1 March 2019", "30 June 2022")]


def test_a_team_says_how_many_are_in_touch() -> None:
    """Of the members who are tracked, so many are in touch; who is off every list is neither."""
    view = drawn_team(picture(FILES), "crew")

    assert (view.warm, view.tracked, view.proposal) == (1, 2, ())


def test_a_proposal_names_its_people_and_the_line_that_logs_it() -> None:
    """People stand by name, so that no new day writes the page anew."""
    drawn = picture(FILES)
    proposed = Together("The Crew", "team", "group call", 30, ("bo", "ana"), ("dana",))

    assert proposal_row(drawn, proposed) == (ProposalRow(
        "group call", 30, (ANA, BO), (Ref("Dana Levi", "people/dana.html"),), 1,
        'netsite log "group call with ana, bo"'),)


def test_a_team_names_who_is_overdue() -> None:
    """Members that are overdue are named first thing."""
    assert drawn_team(picture(FILES), "crew").cold == (ANA,)


def test_a_group_has_notes_cadence_and_history() -> None:
    """A group's page shows its description, its cadence, and its own lines by year."""
    view = drawn_team(picture(FILES, edit="x:/{path}:{line}"), "crew")

    assert (view.name, view.notes, view.cadence, view.source, view.edit) == (
        "The Crew", "<p>The *best* team.</p>", "4 months", "contacts/crew.md",
        "x:/contacts/crew.md:1")
    assert [(year, said(rows)) for year, rows in view.years] == [
        ("2026", [("2026-12-18", "<p>the winter call</p>"), ("2026-03-14", "<p>the reunion</p>")]),
        ("2025", [("2025-09-12", "<p>summer</p>")]),
        ("2024", [("2024-01-01", "<p>looked at the photos</p>")])]


def test_a_team_without_a_file_has_members_alone() -> None:
    """A team that only contacts name has no notes, no history of its own and nothing to edit."""
    view = drawn_team(picture(FILES, edit="x:/{path}:{line}"), "acme")

    assert (view.name, view.notes, view.cadence, view.years, view.source, view.edit) == (
        "acme", "", "", (), "", "")


def test_the_last_time_together_names_who_was_there() -> None:
    """The line of the last time names everybody and its place."""
    view = drawn_team(picture(FILES), "crew")

    assert [(row.iso, row.who, row.source) for row in view.together] == [
        ("2026-06-01", (ANA, BO), "journal/2026.md:1")]
