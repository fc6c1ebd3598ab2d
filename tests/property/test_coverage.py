"""Laws of coverage: the sweep counts what a slow look at every line and day counts."""

from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from netsite.model import Contact, Line, Network
from netsite.network.due import Due, due_of_all
from netsite.network.load import Vault, load
from netsite.practice.coverage import by_day, by_quarter, by_year, sweep
from netsite.practice.tally import of_all
from tests.property.test_network import vaults
from tests.reading import files

some_days = st.dates(date(2017, 1, 1), date(2031, 1, 1))
many_vaults = vaults.flatmap(lambda texts: st.sampled_from(
    ["", '[cadence]\ndefault = "monthly"\n', '[cadence]\ndefault = "400 days"\n']).map(
        lambda toml: load(files(texts | {"netsite.toml": toml}))))


def tracked(network: Network, contact: Contact, due: Due, day: date, today: date) -> bool:
    """Whether somebody is tracked on a day: not off, and a line or `met` by then, or it is today.

    Written from docs/practice.md.
    """
    if due.state == "off":
        return False
    own = [line for line in network.lines if contact.id in line.people or line.home == contact.id]
    begun = [line.entry.day for line in own if line.entry.day <= today]
    if contact.met and (met := contact.met.first()):
        begun.append(met)
    return day >= today or any(first <= day for first in begun)


def warm(network: Network, contact: Contact, due: Due, day: date, today: date) -> bool:
    """Whether the last contact by a day is no longer ago than the cadence of today."""
    if due.state == "off":
        return False
    lines = [line for line in met_by(network, min(day, today)) if contact.id in line.people]
    return bool(lines) and day <= due.interval.after(max(line.entry.day for line in lines))


def met_by(network: Network, day: date) -> Iterator[Line]:
    """Every line that was contact by a day."""
    return (line for line in network.lines if line.entry.contact and line.entry.day <= day)


@given(many_vaults, some_days, st.lists(some_days, max_size=8))
@settings(max_examples=300)
def test_the_sweep_is_the_slow_count(vault: Vault, today: date, days: list[date]) -> None:
    """On any days, a sweep over stretches counts what looking at all people and lines counts."""
    network = vault.network
    dues = due_of_all(network, vault.settings, today)
    found = sweep(of_all(network, dues, today), [*days, today], today)

    assert [(each.day, each.tracked, each.warm) for each in found] == [
        (day, *(sum(holds(network, contact, dues[contact.id], day, today)
                    for contact in network.people.values()) for holds in (tracked, warm)))
        for day in [*days, today]]


@given(many_vaults, some_days)
def test_the_last_quarter_is_what_clocks_say(vault: Vault, today: date) -> None:
    """Today's figure is that of everybody's clock, and no figure has more warm than tracked."""
    dues = due_of_all(vault.network, vault.settings, today)
    quarters = by_quarter(of_all(vault.network, dues, today), today)

    assert quarters[-1] == (today, sum(due.state != "off" for due in dues.values()),
                            sum(due.warm for due in dues.values()))
    assert all(0 <= each.warm <= each.tracked for each in quarters)
    assert [each.day for each in quarters] == sorted({each.day for each in quarters})


@given(many_vaults, some_days)
def test_years_and_days_count_every_line_once(vault: Vault, today: date) -> None:
    """Lines by year, by channel and by day add up to the lines that were contact."""
    lines = [line for line in met_by(vault.network, today) if line.people]
    tally = of_all(vault.network, due_of_all(vault.network, vault.settings, today), today)
    years = by_year(tally)

    assert sum(year.lines for year in years) == len(lines)
    assert all(year.lines == sum(each.lines for each in year.channels.values())
               and year.people <= sum(each.people for each in year.channels.values())
               for year in years)
    assert sum(by_day(tally, date.min, today).values()) == sum(
        not line.entry.whole_month for line in lines)
