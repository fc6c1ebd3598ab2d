"""What people add to the figures of Coverage and History."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from netsite.network.due import due_of_all
from netsite.practice.tally import ANY, OfYear, Tally, joined, of_all, of_linked, tally
from tests.reading import person, read
from tests.test_coverage import EVERYBODY, TODAY

VAULT = read(EVERYBODY)
DUES = due_of_all(VAULT.network, VAULT.settings, TODAY)


def in_order(some: Tally) -> object:
    """Give a tally in an order that does not say of whom it was made first."""
    return [sorted(some.since), some.fresh, sorted(some.starts), sorted(some.ends), {
        year: [of.people, of.lines, sorted(of.days)] for year, of in some.years.items()}]


@given(st.lists(st.sampled_from(range(3)), min_size=len(DUES), max_size=len(DUES)))
def test_shares_add_up(shares: list[int]) -> None:
    """However people are shared out, the tallies of the shares and of the others' lines are all."""
    parts = [[each for each, share in zip(sorted(DUES), shares, strict=True) if share == number]
             for number in range(3)]
    some = [tally(VAULT.network, DUES, part, TODAY) for part in parts]

    assert in_order(joined([of_linked(VAULT.network, TODAY), *some])) == in_order(
        of_all(VAULT.network, DUES, TODAY))


def test_a_tally_is_of_numbers_and_texts() -> None:
    """As JSON it comes back as it was, so that it can be kept."""
    whole = of_all(VAULT.network, DUES, TODAY)
    since, fresh, starts, ends, years = json.loads(json.dumps(whole))

    assert Tally(since, fresh, starts, ends, {year: OfYear(*of) for year, of in years.items()}
                 ) == whole


def test_a_year_has_lines_by_month_and_kind() -> None:
    """People count once a year, and once a kind; a line that has only a month has no day."""
    vault = read({"contacts/ana.md": person(history=(
        "- 2026-03-02 Group call: x", "- 2026-03-01 group call: y", "- 2026-04",
        "- 2026-05-01 note: no contact", "- 2026-12-01 call: still to come"))})
    dues = due_of_all(vault.network, vault.settings, TODAY)

    assert of_all(vault.network, dues, TODAY).years == {"2026": OfYear(
        {"group call": 1, "": 1, ANY: 1}, {"3 group call": 2, "4 ": 1},
        [date(2026, 3, 2).toordinal(), date(2026, 3, 1).toordinal()])}
