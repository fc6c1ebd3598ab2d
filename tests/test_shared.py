"""What several pages show, made once."""

from datetime import date

import pytest

from netsite.pages import shared as shared_module
from netsite.pages.people import MOST_ON_A_PAGE
from netsite.pages.shared import EVERYBODY, days_of
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
    monkeypatch.setattr(shared_module, "_FEW", few)
    drawn = picture(YEAR)
    shared = shared_of(drawn)

    assert [*shared.counts] == [f"2026-{month:02}" for month in range(10, 0, -1)]
    for month, count in shared.counts.items():
        lines = [line for line in drawn.network.lines
                 if line.entry.day.isoformat()[:7] == month]
        assert (list(map(drawn.network.line, shared.months[month])), count) == (lines, len(lines))
    assert shared.counts["2026-03"] == 4


def test_people_stand_by_name_or_by_letter() -> None:
    """A few are all together; of many each letter has its own."""
    few = shared_of(picture({"contacts/b.md": person(name="Ana"),
                             "contacts/a.md": person(name="Bo")}))
    many = shared_of(picture({f"contacts/p{number}.md": person(
        name=f"{'Zoë' if number % 2 else 'Ana'} {number:03}")
        for number in range(MOST_ON_A_PAGE + 1)}))

    assert few.letters == {EVERYBODY: ("b", "a")}
    assert {letter: len(people) for letter, people in many.letters.items()} == {
        "A": 126, "Z": 125}


def test_groups_have_keys_with_their_kind() -> None:
    """Companies, places and tags that several share, and when they were last together."""
    shared = shared_of(picture({
        "contacts/ana.md": person("company: Globex", "tags: [tea]", "teams: [crew]"),
        "contacts/bo.md": person("company: globex", "tags: [tea]", "teams: [crew]", name="Bo"),
        "journal/2026.md": "- 2026-10-02 walk with [[ana]], [[bo]]\n"}))

    assert [*shared.groups] == ["company/globex", "tag/tea"]
    assert {key: mark.kind for key, mark in shared.together.items()} == {
        "company/globex": "walk", "tag/tea": "walk", "team/crew": "walk"}
