"""Give and ask: what went which way, between whom. Words and days, never a score."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from netsite.model import Contact, Id, Mark, Network, PartialDay, Settings
from netsite.network.lines import first_line, kinds_with, newest_first, of_kinds
from netsite.text.names import bare, sort_key
from netsite.texts import text


class Balance(StrEnum):
    """Which way it went last; who was given to on the day they gave has had something back."""

    ONLY_GOT = "only got"
    GOT_LAST = "got last"
    GAVE_LAST = "gave last"
    ONLY_GAVE = "only gave"
    NOTHING = "nothing"


WORDS: Mapping[Balance, str] = {
    Balance.ONLY_GOT: text("you only got so far"),
    Balance.GOT_LAST: text("you got last"),
    Balance.GAVE_LAST: text("you gave last"),
    Balance.ONLY_GAVE: text("you only gave so far"),
    Balance.NOTHING: text("nothing given or got")}


class Ledger(NamedTuple):
    """What a person was given, and what one got from them; the newest first."""

    id: Id
    gave: tuple[Mark, ...]
    got: tuple[Mark, ...]

    @property
    def balance(self) -> Balance:
        """Which way it went last."""
        if not self.got:
            return Balance.ONLY_GAVE if self.gave else Balance.NOTHING
        if not self.gave:
            return Balance.ONLY_GOT
        back = self.gave[0].day >= self.got[0].day
        return Balance.GAVE_LAST if back else Balance.GOT_LAST

    @property
    def open(self) -> Mark | None:
        """The last thing got, if nothing was given since."""
        return self.got[0] if self.balance in (Balance.ONLY_GOT, Balance.GOT_LAST) else None

    @property
    def latest(self) -> Mark:
        """The last line of either kind; there must be one."""
        return self.open or (self.gave or self.got)[0]


class Year(NamedTuple):
    """How many lines of a year went which way."""

    year: int
    gave: int
    got: int


def ledger_of(network: Network, settings: Settings, person: Id, today: date) -> Ledger:
    """A person's ledger: lines of the settings' kinds that are about them, up to a day."""
    kinds = (*settings.gave, *settings.got)
    if not any(_is(kind, kinds) for kind in kinds_with(network, person, today)):  # as mostly
        return Ledger(person, (), ())
    marks = [mark for mark in network.marks.get(person, ()) if person in mark.people]
    return Ledger(person, tuple(_of(marks, settings.gave, today)),
                  tuple(_of(marks, settings.got, today)))


def ledgers(network: Network, settings: Settings, given: Iterable[Mark]) -> list[Ledger]:
    """The ledgers of everybody who has one, the last line of either kind first, then by name.

    `given` are the lines of `marks_of`.
    """
    of: dict[Id, tuple[list[Mark], list[Mark]]] = {}
    for mark in given:
        ways = _is(mark.kind, settings.gave), _is(mark.kind, settings.got)
        for person in mark.people:
            for marks, counts in zip(of.setdefault(person, ([], [])), ways, strict=True):
                if counts:
                    marks.append(mark)
    found = [Ledger(person, tuple(gave), tuple(got)) for person, (gave, got) in of.items()]
    found.sort(key=lambda ledger: (sort_key(network.people[ledger.id].name), ledger.id))
    return sorted(found, key=lambda ledger: ledger.latest.day, reverse=True)


def unreturned(network: Network, some: Iterable[Ledger], today: date) -> list[Ledger]:
    """Of some ledgers those who gave and got nothing back since; not who is archived or died."""
    return [ledger for ledger in some
            if ledger.open and within_reach(network.people[ledger.id], today)]


def years(settings: Settings, given: Iterable[Mark]) -> list[Year]:
    """Both directions by year, the newest first; a line with several people is one line.

    `given` are the lines of `marks_of`.
    """
    counts: dict[int, list[int]] = {}
    for mark in given:
        way = counts.setdefault(mark.day.year, [0, 0])
        way[0] += _is(mark.kind, settings.gave)
        way[1] += _is(mark.kind, settings.got)
    return [Year(year, *counts.get(year, (0, 0)))
            for year in range(max(counts, default=0), min(counts, default=1) - 1, -1)]


def marks_of(network: Network, settings: Settings, today: date) -> list[Mark]:
    """The mark of every line given or got with somebody, the newest first."""
    kinds = {*"\n".join(own.joined for own in network.own.values()).split("\n"),
             *(mark.kind for mark in network.linked)}
    meant = frozenset(kind for kind in kinds if _is(kind, (*settings.gave, *settings.got)))
    return sorted((mark for mark in of_kinds(network, meant)
                   if mark.people and mark.day <= today), key=newest_first)


def owed(network: Network, settings: Settings, person: Id, today: date) -> str:
    """What to bear in mind before asking somebody who gave last, or "" if they did not.

    `they gave last (got 2026-05-03: her notes): think of something to give before you ask`. Links
    in the line's text are as they are written.
    """
    last = ledger_of(network, settings, person, today).open
    if last is None:
        return ""
    said, day = first_line(network, last), last.day
    when = PartialDay(day.year, day.month) if last.whole_month else day
    if said:
        return text("they gave last ({kind} {day}: {what}): think of something to give before you "
                    "ask", kind=last.kind, day=when, what=said)
    return text("they gave last ({kind} {day}): think of something to give before you ask",
                kind=last.kind, day=when)


def day_of(mark: Mark) -> str:
    """A line's day, or its month where that is all it gives."""
    return mark.day.isoformat()[:7 if mark.whole_month else None]


def within_reach(contact: Contact, today: date) -> bool:
    """Whether one can still do something for somebody: not archived, and alive."""
    died = contact.died.first() if contact.died else None
    return not contact.archived and (died is None or died > today)


def _of(marks: Iterable[Mark], kinds: tuple[str, ...], today: date) -> list[Mark]:
    return [mark for mark in marks if _is(mark.kind, kinds) and mark.day <= today]


@lru_cache(maxsize=1024)  # asked for every line of everybody, and kinds are few
def _is(kind: str, kinds: tuple[str, ...]) -> bool:
    return bare(kind) in map(bare, kinds) if kind else False
