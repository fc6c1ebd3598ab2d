"""What a page was drawn from, noted while it is drawn.

A page is a function of what it reads; so what it reads is what it depends on. The mappings a
picture is made of are watched: each look into one notes a cell, such as ("person", "ana"), and
going through all of one notes the cell of all. No list of dependencies is kept by hand.
"""

from collections.abc import (
    Callable,
    ItemsView,
    Iterator,
    KeysView,
    Mapping,
    Sequence,
    ValuesView,
)
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar, overload

from netsite.cells import ALL, Cells, Gathered, add, none
from netsite.model import Changes, Line, Mark, Names, Network, Words
from netsite.pages.addresses import Addresses
from netsite.pages.clock import Clock
from netsite.pages.lines import Picture, Ties
from netsite.pages.people import PersonRow
from netsite.pages.shared import Shared

_Value = TypeVar("_Value")
_Made = TypeVar("_Made")


class Reads:
    """The cells that were read since it was last asked."""

    def __init__(self) -> None:
        self.cells = none()

    def note(self, kind: str, key: str) -> None:
        """Note that a cell was read."""
        self.cells[kind].add(key)

    def apart(self, make: Callable[[], _Made]) -> tuple[_Made, Gathered]:
        """What is made, and the cells that were read for it, which do not count for the whole."""
        around, self.cells = self.cells, none()
        try:
            return make(), self.cells
        finally:
            self.cells = around

    def of(self, make: Callable[[], _Made]) -> tuple[_Made, Cells]:
        """What is made, and the cells that were read for it; they count for the whole, too."""
        made, read = self.apart(make)
        add(self.cells, read)
        return made, read


class Watched(Mapping[str, _Value]):
    """A mapping that notes what is read of it as cells of a kind."""

    def __init__(self, reads: Reads, kind: str, values: Mapping[str, _Value]) -> None:
        self._reads, self._kind, self._values = reads, kind, values

    def __getitem__(self, key: str) -> _Value:
        """Give a value, and note its cell; also where there is none."""
        self._reads.cells[self._kind].add(key)
        return self._values[key]

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        """Give a value or the default, and note its cell."""
        self._reads.cells[self._kind].add(key)
        return self._values.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Say whether there is a value, and note its cell."""
        self._reads.cells[self._kind].add(str(key))
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        """Give the keys, and note all."""
        self._reads.cells[self._kind].add(ALL)
        return iter(self._values)

    def __len__(self) -> int:
        """Count the values, and note all."""
        self._reads.cells[self._kind].add(ALL)
        return len(self._values)

    def keys(self) -> KeysView[str]:
        """Give the keys, and note all."""
        self._reads.cells[self._kind].add(ALL)
        return self._values.keys()

    def items(self) -> ItemsView[str, _Value]:
        """Give everything, and note all."""
        self._reads.cells[self._kind].add(ALL)
        return self._values.items()

    def values(self) -> ValuesView[_Value]:
        """Give the values, and note all."""
        self._reads.cells[self._kind].add(ALL)
        return self._values.values()


class WatchedRows(Sequence[_Value]):
    """A sequence of which who looks at any depends on all, noted as a cell of a kind."""

    def __init__(self, reads: Reads, kind: str, rows: Sequence[_Value]) -> None:
        self._reads, self._kind, self._rows = reads, kind, rows

    @overload
    def __getitem__(self, index: int) -> _Value: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[_Value]: ...
    def __getitem__(self, index: int | slice) -> _Value | Sequence[_Value]:
        """Give one or some, and note all."""
        self._reads.note(self._kind, ALL)
        return self._rows[index]

    def __iter__(self) -> Iterator[_Value]:
        """Give all, and note all."""
        self._reads.note(self._kind, ALL)
        return iter(self._rows)

    def __len__(self) -> int:
        """Count them, and note all."""
        self._reads.note(self._kind, ALL)
        return len(self._rows)


# What a file says of somebody, and the dated lines in it or with them.
PERSON, LINES = "person", "lines"
FACTS = "facts"  # of all contacts; no page reads them, but much hangs on them alone
TIE, REF, NAME, TEAM, TEAM_REF = "tie", "ref", "name", "team", "team ref"
CLOCK, TURN = "clock", "turn"  # somebody's clock, and what of it stays from day to day
STAND = "stand"  # how somebody stands, for who counts people
WARM = "warm"  # whether somebody is warm, for who looks for a way to a company
FOUND, JOURNAL = "found", "journal"
GROUP, GROUP_PAGE, FILE, CHANGES, UID = "group", "group page", "file", "changes", "uid"
TOLD = "told"  # a file of which something was told while a page was drawn, by its path
IMAGE = "image"  # a file that is named as one, by its path in the vault
TOGETHER, PROPOSAL, LETTER, MONTH_LINES, COUNTS, REVIEW, COMING = (
    "together", "proposal", "letter", "month's lines", "counts", "review", "coming")


def watched(picture: Picture, reads: Reads, today: date) -> Picture:
    """The same picture, but that what is read of it is noted."""
    network, addresses = picture.network, picture.addresses
    return replace(
        picture, network=_network(network, reads, PERSON),
        dues=Watched(reads, CLOCK, picture.dues), steady=Watched(reads, TURN, picture.turns),
        states=Watched(reads, STAND, picture.stands),
        ties=Ties(_network(network, reads, TIE), Watched(reads, WARM, picture.dues)),
        clock=Clock(today, reads.note, _turns(network)),
        refs=Watched(reads, REF, picture.refs), teams=Watched(reads, TEAM_REF, picture.teams),
        addresses=Addresses(
            people=Watched(reads, REF, addresses.people),
            teams=Watched(reads, TEAM_REF, addresses.teams),
            groups={kind: Watched(reads, f"{GROUP_PAGE} {kind}", pages)
                    for kind, pages in addresses.groups.items()}),
        uids=Watched(reads, UID, picture.uids),
        changes=picture.changes and _changes(picture.changes, reads))


def _network(network: Network, reads: Reads, kind: str) -> Network:
    """The same network; what is read of people, but for their lines, is noted as of a kind."""
    def person(values: Mapping[str, _Value]) -> Mapping[str, _Value]:
        return Watched(reads, kind, values)

    def lines(values: Mapping[str, _Value]) -> Mapping[str, _Value]:
        return Watched(reads, LINES, values)

    def words(path: str) -> Words:
        reads.note(FILE, path)
        return network.words(path)

    def line(mark: Mark) -> Line:
        reads.note(FILE, mark.path)
        return network.line(mark)
    return replace(
        network, people=person(network.people), groups=person(network.groups),
        teams=Watched(reads, TEAM, network.teams), teams_of=person(network.teams_of),
        names=Names(
            ids=Watched(reads, NAME, network.names.ids),
            aliases=Watched(reads, NAME, network.names.aliases),
            full=Watched(reads, NAME, network.names.full),
            teams=Watched(reads, NAME, network.names.teams),
            group_teams=network.names.group_teams),
        own=lines(network.own), linked=WatchedRows(reads, MONTH_LINES, network.linked),
        linked_of=lines(network.linked_of),
        marks=lines(network.marks), words=words, line=line,
        history=lines(network.history), mentioned=lines(network.mentioned),
        noted=person(network.noted), introducers=person(network.introducers),
        introduced=person(network.introduced))


def _changes(changes: Changes, reads: Reads) -> Changes:
    return replace(changes, of=Watched(reads, CHANGES, changes.of),
                   rows=WatchedRows(reads, CHANGES, changes.rows))


def _turns(network: Network) -> Iterator[date]:
    """The days on which somebody came into a team, was no more in one, or died."""
    for team in network.teams.values():
        for member in team.members:
            if member.joined:
                yield member.joined
            if member.left and member.left < date.max:
                yield member.left + timedelta(1)
    for contact in network.people.values():
        if contact.died and (day := contact.died.first()):
            yield day


def watched_shared(shared: Shared, reads: Reads, row: Callable[[str], PersonRow]) -> Shared:
    """The same, but that what is read of it is noted; `row` makes a row of a watched picture."""
    return replace(
        shared, rows=Rows(reads, row), letters=Watched(reads, LETTER, shared.letters),
        groups=Watched(reads, GROUP, shared.groups),
        together=Watched(reads, TOGETHER, shared.together),
        proposals=Watched(reads, PROPOSAL, shared.proposals),
        counts=Watched(reads, COUNTS, shared.counts),
        months=Watched(reads, MONTH_LINES, shared.months),
        review=Watched(reads, REVIEW, shared.review),
        found=Watched(reads, FOUND, shared.found),
        journals=Watched(reads, JOURNAL, shared.journals),
        coming=Watched(reads, COMING, shared.coming))


class Rows(Mapping[str, PersonRow]):
    """People's rows, each made once. A page that has a row depends on what that was made from."""

    def __init__(self, reads: Reads, row: Callable[[str], PersonRow]) -> None:
        self._reads, self._row = reads, row
        self._made: dict[str, tuple[PersonRow, Cells]] = {}

    def __getitem__(self, person: str) -> PersonRow:
        """Give a row, and note what it was made from."""
        known = self._made.get(person)
        if known is None:
            known = self._made[person] = self._reads.of(lambda: self._row(person))
        add(self._reads.cells, known[1])
        return known[0]

    def __iter__(self) -> Iterator[str]:
        """Refuse: who is shown is for the page to say."""
        raise NotImplementedError

    def __len__(self) -> int:
        """Refuse, too."""
        raise NotImplementedError
