"""The model: days of which a part is unknown, and memberships by day."""

from datetime import date

import pytest

from netsite.model import Member, PartialDay, Team


@pytest.mark.parametrize(("partial", "first", "last"), [
    (PartialDay(2026, 3, 5), date(2026, 3, 5), date(2026, 3, 5)),
    (PartialDay(2022, 6), date(2022, 6, 1), date(2022, 6, 30)),
    (PartialDay(2024, 2), date(2024, 2, 1), date(2024, 2, 29)),
    (PartialDay(2026, 2), date(2026, 2, 1), date(2026, 2, 28)),
    (PartialDay(2026, 12), date(2026, 12, 1), date(2026, 12, 31)),
    (PartialDay(2026), date(2026, 1, 1), date(2026, 12, 31)),
    (PartialDay(1, 1), date(1, 1, 1), date(1, 1, 31)),
    (PartialDay(9999), date(9999, 1, 1), date(9999, 12, 31)),
    (PartialDay(9999, 12), date(9999, 12, 1), date(9999, 12, 31)),
    (PartialDay(9999, 11), date(9999, 11, 1), date(9999, 11, 30)),
    (PartialDay(None, 4, 12), None, None),
])
def test_a_partial_day_counts_from_its_first_or_to_its_last_day(
    partial: PartialDay, first: date | None, last: date | None,
) -> None:
    """A month or year counts from its first day, or to its last; without a year it has neither."""
    assert (partial.first(), partial.last()) == (first, last)


@pytest.mark.parametrize("text", ["2026-03-05", "2026-03", "2026", "0987-01-02", "--04-12"])
def test_a_partial_day_is_shown_as_it_is_written(text: str) -> None:
    """A partial day's text is the one that is written in front matter."""
    parts = [int(part) for part in text.lstrip("-").split("-")]
    partial = PartialDay(None, *parts) if text.startswith("--") else PartialDay(*parts)

    assert str(partial) == text


@pytest.mark.parametrize(("joined", "left", "covered"), [
    (None, None, True),
    (date(2026, 6, 30), date(2026, 6, 30), True),
    (date(2026, 7, 1), None, False),
    (date(2026, 1, 1), None, True),
    (None, date(2026, 6, 29), False),
    (None, date(2026, 6, 30), True),
])
def test_the_days_of_joining_and_leaving_belong_to_a_membership(
    joined: date | None, left: date | None, *, covered: bool,
) -> None:
    """A membership covers both of its ends, and an end that is missing is open."""
    assert Member("ana", joined, left).on(date(2026, 6, 30)) == covered


def test_a_team_tells_its_members_on_a_day() -> None:
    """A team's members on a day are those whose membership covers it."""
    team = Team(key="atlas", name="Atlas", group=None, members=(
        Member("ana", None, date(2025, 12, 31)), Member("bo", date(2026, 1, 1), None)))

    assert team.on(date(2025, 12, 31)) == {"ana"}
    assert team.on(date(2026, 1, 1)) == {"bo"}
