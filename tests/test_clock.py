"""Today, as pages ask for it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.pages.clock import COMES, MONTH, TODAY, Clock, come

DAY = date(2026, 11, 23)


TOMORROW, YESTERDAY = DAY + timedelta(1), DAY - timedelta(1)
DAYS = [YESTERDAY, DAY + timedelta(9), DAY + timedelta(3)]


def asked(ask: Callable[[Clock], object], *turns: date) -> tuple[object, list[tuple[str, str]]]:
    """Ask a clock; give its answer, and what the page depends on that has it."""
    noted: list[tuple[str, str]] = []
    return ask(Clock(DAY, lambda *cell: noted.append(cell), turns)), noted


@pytest.mark.parametrize(("ask", "answer", "noted"), [
    (Clock.today, DAY, [(TODAY, "")]),
    (Clock.month, (2026, 11), [(MONTH, "")]),
    (Clock.today_in_teams, DAY, []),
    (lambda clock: clock.today_among([]), DAY, []),
    (lambda clock: clock.today_among([YESTERDAY]), DAY, []),
    (lambda clock: clock.today_among([DAY]), DAY, []),
    (lambda clock: clock.today_among([TOMORROW]), DAY, [(COMES, "2026-11-24")]),
    (lambda clock: clock.today_among(DAYS), DAY, [(COMES, "2026-11-26")]),
    (lambda clock: clock.today_among([date.max]), DAY, [(COMES, "9999-12-31")]),
    (lambda clock: clock.is_ahead(YESTERDAY), False, []),
    (lambda clock: clock.is_ahead(DAY), False, []),
    (lambda clock: clock.is_ahead(TOMORROW), True, [(COMES, "2026-11-24")]),
])
def test_a_page_depends_on_the_day_on_which_it_could_be_another(
    ask: Callable[[Clock], object], answer: object, noted: list[tuple[str, str]],
) -> None:
    """What has been stays so; what is to come is noted, as its day will come."""
    assert asked(ask) == (answer, noted)


@pytest.mark.parametrize(("turns", "noted"), [
    ([], []), ([YESTERDAY], []), ([DAY], []),
    (DAYS, [(COMES, "2026-11-26")])])
def test_who_is_in_a_team_changes_when_somebody_joins_or_leaves(
    turns: list[date], noted: list[tuple[str, str]],
) -> None:
    """Where nobody joins or leaves any more, who is in a team depends on no day."""
    assert asked(Clock.today_in_teams, *turns) == (DAY, noted)


near = st.dates(date(9999, 10, 1)) | st.dates(date(2026, 11, 1), date(2027, 1, 31))


@given(near, st.integers(0, 40), st.lists(near))
def test_a_page_is_drawn_again_whenever_another_of_its_days_has_come(
    before: date, later: int, days: list[date],
) -> None:
    """If the noted day has not come, the same days have come as before."""
    today = date.fromordinal(min(before.toordinal() + later, date.max.toordinal()))
    noted: set[str] = set()
    Clock(before, lambda _, key: noted.add(key)).today_among(days)

    if noted.isdisjoint(come(before, today)):
        assert [day <= before for day in days] == [day <= today for day in days]


def test_the_days_that_have_come_are_those_since() -> None:
    """Between two builds all days have come but that of the first."""
    assert [*come(YESTERDAY, TOMORROW)] == ["2026-11-23", "2026-11-24"]
    assert not [*come(DAY, DAY)]
