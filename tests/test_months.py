"""Dated lines by month."""

from datetime import date

import pytest

from netsite.pages import months
from netsite.pages.months import days_of
from tests.drawing import ana, picture, shared_of
from tests.reading import person

YEAR = {**ana(history=tuple(f"- 2026-{month:02}-0{day} call with [[bo]]: {day}"
                            for month in range(1, 11) for day in (1, 2))),
        "contacts/bo.md": person(name="Bo", history=("- 2026-03-01 tea", "- 2026-03 note"))}


@pytest.mark.parametrize(("month", "days"), [
    ("2026-11", (date(2026, 11, 1), date(2026, 11, 30))),
    ("2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
    ("0001-01", (date(1, 1, 1), date(1, 1, 31))),
    ("9999-12", (date(9999, 12, 1), date.max)),
])
def test_a_month_has_its_days(month: str, days: tuple[date, date]) -> None:
    """A month goes from its first day to its last."""
    assert days_of(month) == days


@pytest.mark.parametrize("few", [0, 6, 99])
def test_months_have_their_lines(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    """Each month has its lines, the newest first, and their number, in whatever way it is found."""
    monkeypatch.setattr(months, "_FEW", few)
    drawn = picture(YEAR)
    shared = shared_of(drawn)

    assert [*shared.counts] == [f"2026-{month:02}" for month in range(10, 0, -1)]
    for month, count in shared.counts.items():
        lines = [line for line in drawn.network.lines
                 if line.entry.day.isoformat()[:7] == month]
        assert (list(map(drawn.network.line, shared.months[month])), count) == (lines, len(lines))
    assert shared.counts["2026-03"] == 4
