"""Rows of people in tables, drawn without the template engine."""

import re

import pytest
from markupsafe import Markup

from netsite.network.due import State
from netsite.pages.lines import Ref
from netsite.pages.people import PersonRow
from netsite.pages.pieces import spark
from netsite.pages.tables import letter_rows, member_rows, people_rows
from netsite.pages.teams import Membership

HOSTILE = '"><script>alert(1)</script>'
ACME, CREW = Ref("acme", "teams/acme.html"), Ref("crew", "teams/crew.html")
SPARK = spark((0,) * 12)
ROW = PersonRow(
    ref=Ref("Ana Silva", "people/ana.html"), state=State.OVERDUE,
    words="overdue", late="9 days late", cadence="monthly",
    last="2026-10-14", last_words="14 October 2026", kind="call", due="2026-11-14",
    teams=(ACME, CREW), company="Globex", role="engineer", mail="", phone="", spark=SPARK)
NEW = ROW._replace(state=State.NONE, words="no contact yet", late="", last="", kind="", due="",
                   teams=(), company="", cadence="yearly")
LAST = "call <time>2026-10-14</time>"
NONE = '<span class="soft">none yet</span>'


def cells(html: str) -> list[str]:
    """Give the inside of each cell of one row."""
    return re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", html)


def test_a_row_of_people_says_how_they_stand() -> None:
    """A row has name and company, state, due day, last contact, cadence and teams."""
    html = people_rows([ROW], "../")

    assert html.startswith('<tr class="person overdue"><th scope="row"><a href="../people/ana')
    assert cells(html) == [
        '<a href="../people/ana.html">Ana Silva</a> <span class="soft">Globex</span>',
        '<span class="state overdue">overdue</span> <time>2026-11-14</time>', LAST, "monthly",
        '<a href="../teams/acme.html">acme</a> and <a href="../teams/crew.html">crew</a>']


def test_a_row_has_no_more_than_is_known() -> None:
    """Without contact, company and teams the cells say so, or are empty."""
    assert cells(people_rows([NEW], "")) == [
        '<a href="people/ana.html">Ana Silva</a>',
        '<span class="state none">no contact yet</span>', NONE, "yearly", ""]


def test_a_row_may_say_how_late_somebody_is() -> None:
    """A table can count the days, mark its rows, and put the role below the name."""
    html = people_rows([ROW], "", "member", late=True, under="role")

    assert (html.partition(">")[0], cells(html)[:2]) == ('<tr class="member overdue"', [
        '<a href="people/ana.html">Ana Silva</a> <span class="soft">engineer</span>',
        '<span class="state overdue">9 days late</span> <time>2026-11-14</time>'])


def test_the_list_of_all_shows_twelve_months() -> None:
    """In the list by name the bars of the last year stand before the teams."""
    assert cells(letter_rows([ROW], "../"))[2:5] == [LAST, "monthly", SPARK]


def test_a_member_has_the_days_they_came_and_went() -> None:
    """A row of a team's page ends in when somebody joined and left."""
    html = member_rows([Membership(ROW, "1 May 2019", ""), Membership(NEW, "", "2020")], "../")

    assert [cells(row)[2:] for row in html.split("</tr>")[:-1]] == [
        [LAST, "1 May 2019", ""], [NONE, "", "2020"]]
    assert html.count('<tr class="member ') == 2


@pytest.mark.parametrize("row", [
    ROW._replace(words=HOSTILE), ROW._replace(cadence=HOSTILE), ROW._replace(kind=HOSTILE),
    ROW._replace(company=HOSTILE), ROW._replace(ref=Ref(HOSTILE, HOSTILE)),
], ids=["words", "cadence", "kind", "company", "ref"])
def test_nothing_of_a_row_can_end_its_cell(row: PersonRow) -> None:
    """Whatever a file says is shown as text."""
    html = people_rows([row], "") + letter_rows([row], "") + member_rows(
        [Membership(row, HOSTILE, HOSTILE)], "")

    assert (isinstance(html, Markup), "<script" in html, "&lt;script&gt;" in html) == (
        True, False, True)


def test_somebody_overdue_has_a_number_to_call() -> None:
    """Printed, Overdue is a call sheet; other lists have no numbers."""
    row = ROW._replace(phone="tel:+351900000001")

    assert cells(people_rows([row], "", "overdue", late=True))[0].endswith(
        ' <span class="tel">+351900000001</span>')
    assert "tel" not in people_rows([row], "")
