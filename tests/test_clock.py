"""Today, as pages ask for it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from netsite.pages.clock import MONTH, TODAY, Clock

DAY = date(2026, 11, 23)


def asked(ask: Callable[[Clock], object], *, settled: bool = False) -> tuple[object, list[str]]:
    """Ask a clock; give its answer, and what the page depends on that has it."""
    noted: list[str] = []
    return ask(Clock(DAY, lambda kind, _: noted.append(kind), settled=settled)), noted


@pytest.mark.parametrize(("ask", "answer", "noted"), [
    (Clock.today, DAY, [TODAY]),
    (Clock.month, (2026, 11), [MONTH]),
    (Clock.today_in_teams, DAY, [TODAY]),
    (lambda clock: clock.today_after(None), DAY, []),
    (lambda clock: clock.today_after(DAY - timedelta(1)), DAY, []),
    (lambda clock: clock.today_after(DAY), DAY, [TODAY]),
    (lambda clock: clock.today_after(DAY + timedelta(1)), DAY, [TODAY]),
    (lambda clock: clock.is_ahead(DAY - timedelta(1)), False, []),
    (lambda clock: clock.is_ahead(DAY), False, []),
    (lambda clock: clock.is_ahead(DAY + timedelta(1)), True, [TODAY]),
])
def test_a_page_depends_on_today_where_tomorrow_it_could_be_another(
    ask: Callable[[Clock], object], answer: object, noted: list[str],
) -> None:
    """What has been stays so; what is to come is noted, as its day will come."""
    assert asked(ask) == (answer, noted)


def test_where_teams_are_settled_no_day_changes_them() -> None:
    """Where nobody joins or leaves any more, who is in a team depends on no day."""
    assert asked(Clock.today_in_teams, settled=True) == (DAY, [])
