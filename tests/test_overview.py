"""The views of Today and Overdue: who to get in touch with."""

from datetime import date, timedelta

import pytest

from netsite.network.due import State
from netsite.pages.lines import DateRow, Ref
from netsite.pages.overview import (
    WALL,
    OverdueView,
    TodayView,
    date_row,
    dates_by,
    overdue_view,
    today_view,
)
from netsite.pages.slices import Slices
from tests.drawing import TODAY, ana, picture, said, shared_of, tallies_of
from tests.reading import person


def someone(name: str, *keys: str, last: str = "") -> str:
    """Write a person with a last contact."""
    return person(*keys, name=name, history=(f"- {last} call",) if last else ())


# By days late it would be: yearly, quarterly, monthly; measured in cadences it is the other way.
STATES: dict[str, str | bytes] = {
    "contacts/monthly.md": someone("Monthly", "cadence: monthly", last="2026-09-01"),
    "contacts/quarterly.md": someone("Quarterly", last="2026-07-01"),
    "contacts/yearly.md": someone("Yearly", "cadence: yearly", last="2025-08-01"),
    "contacts/soon.md": someone("Soon", last="2026-08-30"),
    "contacts/sooner.md": someone("Sooner", last="2026-08-24"),
    "contacts/later.md": someone("Later", last="2026-10-01"),
    "contacts/held.md": someone("Held", "snooze: 2027-01-15", last="2026-01-01"),
    "contacts/none.md": someone("None"),
    "contacts/off.md": someone("Off", "cadence: never", last="2020-01-01"),
    "contacts/gone.md": someone("Gone", "archived: yes", last="2020-01-01"),
}


def today(files: dict[str, str | bytes], day: date = TODAY,
          problems: tuple[int, int] = (0, 0)) -> TodayView:
    """Draw Today."""
    drawn = picture(files, day)
    shared = shared_of(drawn)
    return today_view(drawn, shared.rows, shared.hour, tallies_of(drawn), problems)


def overdue(files: dict[str, str | bytes]) -> OverdueView:
    """Draw Overdue."""
    drawn = picture(files)
    return overdue_view(drawn, shared_of(drawn).rows, (), Slices())


def test_today_counts_everybody_once() -> None:
    """Everybody is in one state; who is off is not counted among the tracked."""
    view = today(STATES)

    assert (view.overdue, view.soon, view.none, view.snoozed, view.warm, view.tracked,
            view.people, view.soon_days) == (3, 2, 1, 1, 3, 8, 10, 14)


def test_the_most_late_in_their_own_cadence_come_first() -> None:
    """In the hour each comes by lateness measured in the person's own cadence."""
    assert [row.each[0].ref.name for row in today(STATES).hour.rows][:3] == [
        "Monthly", "Quarterly", "Yearly"]


def test_a_row_says_how_somebody_stands_and_why_else() -> None:
    """How late, the cadence and the last contact stand apart; other reasons have days in words."""
    rows = {row.each[0].ref.name: (row.each[0][1:], row.reasons) for row in today({
        "contacts/ana.md": someone("Ana", "birthday: 1980-11-26", last="2026-08-20"),
        "contacts/bo.md": person(name="Bo", notes="- [ ] send the book", history=(
            "- 2026-11-01 call",)),
        "contacts/cy.md": someone("Cy"),
        "contacts/di.md": someone("Di", "met: 2026-01-01")}).hour.rows}

    assert rows == {
        "Ana": ((State.OVERDUE, "3 days late", "quarterly", "last call 20 Aug 2026"),
                ("birthday on 26 Nov",)),
        "Bo": ((State.LATER, "in touch", "quarterly", "last call 1 Nov 2026"),
               ("promised: send the book",)),
        "Cy": ((State.NONE, "no contact yet", "quarterly", ""), ()),
        "Di": ((State.OVERDUE, "236 days late", "quarterly", "no contact yet"), ())}


def test_the_next_action_is_the_usual_one() -> None:
    """Whom one usually calls gets the call as the next action, others the mail, if there is one."""
    reach = ("email: ana@example.com", "phone: +351 900 000 001")
    usual = person(*reach, name="Ana", history=("- 2026-01-05 call", "- 2026-01-02 call"))
    writes = person(*reach, name="Bo", history=("- 2026-01-05 email", "- 2026-01-02 call"))

    assert [row.calls for files in (usual, writes, person(reach[1]), person(reach[0]))
            for row in today({"contacts/one.md": files}).hour.rows] == [True, False, True, False]


def test_today_shows_an_hour_and_says_that_the_rest_can_wait() -> None:
    """However many wait, Today names as many as the hour has room for, and counts the rest."""
    files: dict[str, str | bytes] = {
        f"contacts/p{index}.md": someone(f"P{index}", last=f"2026-0{1 + index % 8}-01")
        for index in range(20)}
    view = today(files)

    assert (view.hour.used, len(view.hour.rows), view.hour.left_out,
            view.overdue + view.soon, view.wall) == (60, 4, 16, 20, False)


def test_a_long_list_is_offered_as_an_hour() -> None:
    """Where very many wait, the pages say kindly that nobody has to do it all."""
    files: dict[str, str | bytes] = {
        f"contacts/p{index}.md": someone(f"P{index}", last="2026-01-01")
        for index in range(WALL + 1)}

    assert (today(files).wall, overdue(files).wall) == (True, True)


def test_nobody_is_nobody() -> None:
    """An empty network has an empty Today, with its day."""
    view = today({})

    assert (view.today, view.today_words, view.hour.rows, view.people, view.lately,
            view.dates, view.planned) == ("2026-11-23", "23 November 2026", (), 0, (), (), ())


def test_namesakes_alike_are_told_apart_by_id() -> None:
    """People equally late and of one name come in the order of their ids."""
    files: dict[str, str | bytes] = {
        f"contacts/{each}.md": someone("Ana", last="2026-01-01") for each in ("b", "a", "c")}

    assert [row.each[0].ref.url for row in today(files).hour.rows] == [
        "people/a.html", "people/b.html", "people/c.html"]


def test_overdue_sets_states_apart() -> None:
    """Overdue, due soon, snoozed and never met stand apart, the most late first."""
    view = overdue(STATES)

    assert [[row.ref.name for row in rows]
            for rows in (view.overdue, view.soon, view.snoozed, view.none)] == [
        ["Monthly", "Quarterly", "Yearly"], ["Sooner", "Soon"], ["Held"], ["None"]]


def test_the_setting_says_what_is_soon() -> None:
    """The days of due soon are those of the settings."""
    view = overdue(STATES | {"netsite.toml": "soon = 60\n"})

    assert (view.soon_days, [row.ref.name for row in view.soon]) == (
        60, ["Sooner", "Soon", "Later"])


@pytest.mark.parametrize(("problems", "total", "words"), [
    ((0, 0), 0, ""),
    ((1, 0), 1, "1 error"),
    ((0, 1), 1, "1 warning"),
    ((2, 1), 3, "2 errors and 1 warning"),
    ((1, 1200), 1201, "1 error and 1,200 warnings"),
])
def test_problems_are_counted_in_words(problems: tuple[int, int], total: int, words: str) -> None:
    """Today counts errors and warnings, and says nothing where there are none."""
    view = today({}, problems=problems)

    assert (view.problems, view.problem_words) == (total, words)


def test_lately_are_the_last_contacts() -> None:
    """Lately lists the last eight lines that were contact: no notes, no plans, no weather."""
    history = tuple(f"- 2026-11-{day:02} call: {day}" for day in range(1, 12))
    view = today({**ana(history=(*history, "- 2026-11-20 note: x", "- 2026-11-23 call: 23",
                                 "- 2026-11-24 call: y")),
                  "journal/2026.md": "- 2026-11-21 the weather\n"})

    assert said(view.lately) == [
        (f"2026-11-{day:02}", f"<p>{day}</p>") for day in (23, *range(11, 4, -1))]


def test_planned_are_the_next_thirty_days() -> None:
    """Planned lists what is to come in thirty days, and today's plans, the soonest first."""
    view = today(ana(history=(
        "- 2026-12-23 call: thirty", "- 2026-12-24 call: thirty-one", "- 2026-12 plan: a month",
        "- 2026-11-24 call: tomorrow", "- 2026-11-23 plan: today", "- 2026-11-23 call: done",
        "- 2026-11-22 plan: past")))

    assert said(view.planned) == [
        ("2026-11-23", "<p>today</p>"), ("2026-11-24", "<p>tomorrow</p>"),
        ("2026-12", "<p>a month</p>"), ("2026-12-23", "<p>thirty</p>")]


def test_a_note_of_today_is_not_planned() -> None:
    """What is planned is to come; a note or an attempt of today has been."""
    view = today(ana(history=("- 2026-11-23 note: she moved", "- 2026-11-23 tried: no answer")))

    assert said(view.planned) == []



def test_dates_of_the_next_month_are_shown() -> None:
    """Birthdays and other dates come in their order, with the age where the year is known."""
    files: dict[str, str | bytes] = {
        "contacts/ana.md": person("birthday: 1991-11-26",
                                  "dates: {anniversary: 2010-12-03, moved: 2025-11-30}"),
        "contacts/bo.md": person("birthday: --12-23", name="Bo Chen"),
        "contacts/carl.md": person("birthday: --12-24", name="Carl Ito"),
        "contacts/dana.md": person("birthday: --11-23", name="Dana Levi"),
        "contacts/eve.md": person("birthday: 1991-11", "dates: {born: 2026-11-25}", name="Eve"),
        "contacts/fay.md": person("birthday: --11-25", "archived: yes", name="Fay"),
        "contacts/gil.md": person("birthday: --11-25", "died: 2020", name="Gil"),
        "contacts/hal.md": person("birthday: --11-25", "cadence: never", name="Hal"),
    }
    ana_ref, bo = Ref("Ana Silva", "people/ana.html"), Ref("Bo Chen", "people/bo.html")

    drawn = picture(files)

    assert [date_row(drawn, each) for each in dates_by(drawn, TODAY + timedelta(30))] == [
        DateRow("2026-11-23", "23 Nov", Ref("Dana Levi", "people/dana.html"), "birthday"),
        DateRow("2026-11-25", "25 Nov", Ref("Eve", "people/eve.html"), "born"),
        DateRow("2026-11-25", "25 Nov", Ref("Hal", "people/hal.html"), "birthday"),
        DateRow("2026-11-26", "26 Nov", ana_ref, "birthday, 35"),
        DateRow("2026-11-30", "30 Nov", ana_ref, "moved, 1 year"),
        DateRow("2026-12-03", "3 Dec", ana_ref, "anniversary, 16 years"),
        DateRow("2026-12-23", "23 Dec", bo, "birthday")]


def test_of_very_many_dates_the_nearest_are_shown() -> None:
    """Twenty dates and twenty plans are named, and the others counted."""
    view = today({f"contacts/p{number}.md": person(
        f"birthday: --11-{24 + number % 6}", name=f"P{number}",
        history=("- 2026-12-01 plan: lunch",)) for number in range(25)})

    assert (len(view.dates), view.dates_more, view.dates[0].iso) == (
        20, "5 more within 30 days.", "2026-11-24")
    assert (len(view.planned), view.planned_more) == (20, "5 more within 30 days.")
