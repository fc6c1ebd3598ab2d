"""The weekly hour: the short list that serves the most in some minutes, and why each is on it."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from netsite.model import Id, Network, Settings
from netsite.network.due import Due, State
from netsite.practice.candidates import (
    SCALE,
    Candidate,
    Together,
    candidate,
    candidates,
    get_togethers,
    reasons,
)
from netsite.practice.choice import choose
from netsite.practice.ledger import owed
from netsite.texts import text


class Row(NamedTuple):
    """A line of the hour: whom, how, for how long, and why now.

    `urgency` is what it adds to the sum. Of a get-together `name` and `group` say whose it is
    ("team", "company" or "place"), `reasons` has each person's, and `also` who belongs though not
    due.
    """

    people: tuple[Id, ...]
    channel: str
    minutes: int
    urgency: float
    why: str
    reasons: tuple[tuple[str, ...], ...]
    name: str = ""
    group: str = ""
    also: tuple[Id, ...] = ()


class Hour(NamedTuple):
    """What fits into some minutes, and how many people with a reason are left for another week.

    `proposals` are all the get-togethers that could have been.
    """

    minutes: int
    used: int
    rows: tuple[Row, ...]
    left_out: int
    proposals: tuple[Together, ...] = ()


def plan_hour(
    network: Network, settings: Settings, dues: Mapping[Id, Due], today: date,
    minutes: int | None = None,
) -> Hour:
    """The hour of the week that begins today; `minutes` is the setting's where not given."""
    found = candidates(network, settings, dues, today)
    return _hour(network, settings, dues, today, minutes, found)


def plan_among(
    network: Network, settings: Settings, dues: Mapping[Id, Due], today: date, minutes: int | None,
    people: Collection[Id],
) -> Hour:
    """The hour with some people only, due or not: a team, or those one could see on a trip."""
    known = {each.id: each for each in candidates(network, settings, dues, today)}
    silent = (State.OFF, State.SNOOZED)
    found = [known.get(person) or candidate(network, settings, dues[person], today)
             for person in sorted(people) if dues[person].state not in silent]
    return _hour(network, settings, dues, today, minutes, found)


def _hour(
    network: Network, settings: Settings, dues: Mapping[Id, Due], today: date,
    minutes: int | None, found: list[Candidate],
) -> Hour:
    minutes = settings.hour_minutes if minutes is None else minutes
    together = get_togethers(network, settings, found, dues, today)
    choice = choose(found, together, minutes)
    by_id = {each.id: each for each in found}
    served: dict[Id, int] = {}
    ordered = sorted(choice.together, key=lambda group: (-sum(
        by_id[person].urgency for person in group.people), group.kind, group.name))
    why = {person: reasons(by_id[person], dues[person], today) for person in (
        *(person for group in ordered for person in group.people),
        *(each.id for each in choice.alone))}
    rows = [_together(group, by_id, why, served) for group in ordered]
    rows += [_alone(network, settings, each, why[each.id], today)
             for each in sorted(choice.alone, key=lambda each: (-each.worth, each.id))]
    served.update((each.id, each.worth) for each in choice.alone)
    return Hour(minutes, sum(row.minutes for row in rows), tuple(rows), len(found) - len(served),
                tuple(together))


def _alone(
    network: Network, settings: Settings, each: Candidate, why: tuple[str, ...], today: date,
) -> Row:
    """The row of one person; whoever gave last should be given something before they are asked."""
    give = owed(network, settings, each.id, today)
    return Row((each.id,), each.channel, each.minutes, each.worth / SCALE, why[0],
               ((*why, give) if give else why,))


def _at_once(group: Together) -> str:
    """Why to see them together."""
    number = len(group.people)
    if group.kind == "team":
        return text("{n} of this team who are due, at once", n=number)
    return (text("{n} of this company who are due, at once", n=number) if group.kind == "company"
            else text("{n} of this place who are due, at once", n=number))


def _together(
    group: Together, by_id: Mapping[Id, Candidate], why: Mapping[Id, tuple[str, ...]],
    served: dict[Id, int],
) -> Row:
    """The row of a get-together; `served` is what each counts so far, and grows by its people."""
    adds = 0
    for person in group.people:
        worth = max(round(by_id[person].urgency * group.warmth), served.get(person, 0))
        adds += worth - served.get(person, 0)
        served[person] = worth
    return Row(group.people, group.channel, group.minutes, adds / SCALE,
               _at_once(group),
               tuple(why[person] for person in group.people),
               group.name, group.kind, group.also)
