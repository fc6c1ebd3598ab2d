"""The view of Coverage, and its pieces."""

from datetime import date, timedelta

import pytest

from netsite.build import build
from netsite.pages.coverage import (
    MOST_GROUPS,
    MOST_PEOPLE,
    CoverageView,
    Curve,
    DoorRow,
    QuietRow,
    Share,
    WarmRow,
    YearCounts,
    YearShares,
    coverage_view,
    latest_curve,
)
from netsite.pages.lines import Ref
from netsite.pages.overview import today_view
from netsite.pages.pieces import curve, day_cells
from netsite.pages.teams import teams_view
from tests.conftest import MakeVault
from tests.drawing import TODAY, ana, hour_of, picture, shared_of, tallies_of
from tests.reading import person

FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person("teams: [atlas]", "company: Globex", "role: Engineer",
                              "location: Porto, Portugal", history=(
                                  "- 2026-11-01 gave: a book", "- 2025-02-03 coffee",
                                  "- 2026-11-20 call")),
    "contacts/bo.md": person(
        "company: Initech", "introduced_by: ana", "teams: [atlas]", "met: 2010", name="Bo",
        history=tuple(f"- 2026-0{month}-01 call" for month in range(1, 6))),
    "contacts/cy.md": person("cadence: never", name="Cy", history=("- 2025-02-03 dinner",)),
}
ANA, BO = Ref("Ana Silva", "people/ana.html"), Ref("Bo", "people/bo.html")


def view(files: dict[str, str | bytes], today: date = TODAY) -> CoverageView:
    """Draw Coverage."""
    drawn = picture(files, today)
    return coverage_view(drawn, hour_of(drawn), tallies_of(drawn))


def today_curve(files: dict[str, str | bytes]) -> Curve | None:
    """Draw the curve of Today."""
    drawn = picture(files)
    return latest_curve(tallies_of(drawn).whole(), TODAY, drawn.tongue)


def test_the_figure_is_said_in_words() -> None:
    """The page begins with today's figure, and what an hour would add."""
    found = view(FILES)

    assert (found.today, found.sentence, found.tracked) == (
        "2026-11-23", "1 of 2 is warm; 1 more with one hour", 2)


def test_today_and_teams_have_the_same_figure() -> None:
    """Today counts as Coverage does, and so does a team's row."""
    drawn = picture(FILES)
    shared = shared_of(drawn)
    first = today_view(drawn, shared.rows, shared.hour, tallies_of(drawn), (0, 0))
    [team] = teams_view(drawn, shared).rows

    assert (first.warm, first.tracked, team.warm, team.cold) == (1, 2, 1, 1)


def test_the_curve_begins_when_somebody_was_warm() -> None:
    """Quarters before the first warm one are left out but the last; the table has the same."""
    found = view(FILES)

    assert found.quarters == (
        YearShares(2026, ("1 of 2", "1 of 2", "0 of 2", "1 of 2")),
        YearShares(2025, ("1 of 2", "0 of 2", "0 of 2", "0 of 2")),
        YearShares(2024, ("", "", "", "0 of 1")))
    assert (found.begins, found.ends, found.highest) == (
        "31 December 2024", "50 %", "The highest was 50 % on 23 November 2026: 1 of 2.")
    assert "from 31 December 2024 to 23 November 2026: 0 % at first, 50 % at last." in found.curve


def test_today_has_the_curve_of_the_last_five_years() -> None:
    """Today's curve is the end of that of Coverage: five years by quarter, and today."""
    old = ana("cadence: yearly", history=("- 2026-01-05 call", "- 2012-01-05 call"))
    short, long = today_curve(FILES), today_curve(old)

    assert short
    assert long
    assert (short.begins, short.ends) == ("31 Dec 2024", "23 Nov 2026, 50 %")
    assert (long.begins, long.ends, long.picture.count("L")) == (
        "31 Dec 2021", "23 Nov 2026, 100 %", 20)
    assert short.picture == view(FILES).curve
    assert "from 31 December 2021 to 23 November 2026: 0 % at first" in long.picture


@pytest.mark.parametrize("files", [{}, ana(), ana("cadence: never")])
def test_without_a_past_there_is_no_curve(files: dict[str, str | bytes]) -> None:
    """Nobody, or somebody without a past, is a sentence and no curve."""
    found = view(files)

    assert (found.curve, found.highest, found.years, found.weeks, found.dormant, found.warm) == (
        "", "", (), (), (), ())
    assert today_curve(files) is None


def test_a_slip_in_a_year_does_not_make_a_long_page() -> None:
    """However old a line claims to be, a hundred years are shown."""
    found = view(ana(history=("- 0200-01-01 call", "- 2026-11-01 call")))

    assert (len(found.quarters) <= 101, len(found.curve) < 10_000) == (True, True)


def test_groups_have_shares() -> None:
    """Teams lead to their pages; companies and places have none."""
    assert [(table.kind, table.rows) for table in view(FILES).groups] == [
        ("team", (Share(Ref("atlas", "teams/atlas.html"), 1, 2, "50 %"),)),
        ("company", (Share(Ref("Globex", ""), 1, 1, "100 %"),
                     Share(Ref("Initech", ""), 0, 1, "0 %"))),
        ("place", (Share(Ref("Porto", ""), 1, 1, "100 %"),))]


def test_years_have_their_channels() -> None:
    """A year's people and lines, and lines by the commonest channels; the last column is others."""
    many = ana(history=tuple(f"- 2026-10-{day:02} {kind}" for day, kind in enumerate(
        ["a", "b", "c", "d", "e", "f", "g", "h", "a", ""], 1)))

    assert (view(FILES).channels, view(FILES).years[1]) == (
        ("call", "coffee", "dinner", "gave"),
        YearCounts(Ref("2025", "history/2025.html"), 2, 2, (0, 1, 1, 0, 0)))
    assert (view(many).channels, view(many).years[0].channels) == (
        ("a", "b", "c", "d", "e", "f"), (2, 1, 1, 1, 1, 1, 3))


def test_days_stand_in_weeks() -> None:
    """Twelve months of weeks, the newest first, each from Monday to Sunday."""
    tables = view(FILES).weeks
    weeks = [week for table in tables for week in table.rows]

    assert [table.caption for table in tables] == [
        "24 Aug to 23 Nov 2026", "18 May to 23 Aug 2026", "9 Feb to 17 May 2026",
        "24 Nov 2025 to 8 Feb 2026"]
    assert [week.iso for week in weeks] == [
        (date(2026, 11, 23) - timedelta(7 * index)).isoformat() for index in range(53)]
    assert (weeks[1].day, weeks[1].cells) == (
        "16 Nov", '<td></td><td></td><td></td><td></td><td class="heat-4">1</td><td></td><td></td>')


def test_the_first_week_of_the_calendar_is_a_week() -> None:
    """There is no day before the first."""
    assert [week.iso for table in view(ana(history=("- 0001-01-09 call",)), date(1, 1, 10)).weeks
            for week in table.rows] == ["0001-01-08", "0001-01-01"]


def test_who_could_be_called_and_who_is_quiet() -> None:
    """The warm with what was given and got, ways to companies, and the dormant."""
    found = view(FILES)

    assert found.warm == (WarmRow(ANA, "Engineer at Globex", 1, 0, "2026-11-20"),)
    assert found.doors == (DoorRow("Initech", BO, ANA, "who introduced them"),)
    assert found.dormant == (
        QuietRow(BO, "Initech", "30 days", "206 days", "2026-05-01", 5),)


def test_long_lists_are_cut_and_counted() -> None:
    """Of many people and groups the first are shown, and the page says how many more."""
    files: dict[str, str | bytes] = {
        f"contacts/p{index}.md": person(f"company: C{index}", name=f"P{index}",
                                        history=("- 2026-11-01 call",)) for index in range(50)}
    found = view(files)

    assert (len(found.warm), found.warm_more, len(found.groups[0].rows), found.groups[0].more) == (
        MOST_PEOPLE, 50 - MOST_PEOPLE, MOST_GROUPS, 50 - MOST_GROUPS)


def test_a_curve_goes_up_for_more() -> None:
    """Points go from left to right; all is at the top, none at the bottom."""
    assert curve(((0, 0), (0.5, 1), (1, 0.25)), "<words>") == (
        '<svg class="curve" viewBox="0 0 1000 200" preserveAspectRatio="none" role="img" '
        'aria-label="&lt;words&gt;"><path d="M0 200L500 0L1000 150"/></svg>')


@pytest.mark.parametrize(("count", "most", "shade"), [
    (1, 1, 4), (1, 2, 2), (2, 2, 4), (1, 4, 1), (2, 4, 2), (3, 4, 3), (4, 4, 4), (1, 40, 1),
    (39, 40, 4)])
def test_shades_go_up_to_the_busiest_day(count: int, most: int, shade: int) -> None:
    """A day's shade, of four, says how near it comes to the busiest; the number stands in it."""
    assert day_cells((count,), most) == (
        f'<td class="heat-{shade}">{count}</td>' + '<td class="ahead"></td>' * 6)


def test_the_page_is_built(vault: MakeVault) -> None:
    """The page is in the site and in the navigation, and says the same as its view."""
    report = build(vault(FILES), TODAY)
    html = (report.folder / "coverage.html").read_text(encoding="utf-8")

    assert '<p class="figure">1 of 2 is warm; 1 more with one hour</p>' in html
    assert '<a href="coverage.html" aria-current="page">Coverage</a>' in html
    assert '<a href="coverage.html" data-days="sentence">1 of 2 is warm; 1 more with' in (
        report.folder / "index.html").read_text(encoding="utf-8")
