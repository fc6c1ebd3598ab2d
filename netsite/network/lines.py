"""Dated lines on demand: marks from columns, lines from marks and words."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice
from operator import neg
from typing import Generic, TypeVar, overload

from netsite.model import CONTACT, HEADING, WHOLE_MONTH, Entry, Id, Line, Mark, Network, Own, Words

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_AT_HAND = 512  # histories, and files' words, that are kept at hand

_day = lru_cache(maxsize=1 << 16)(date.fromordinal)  # days come again and again


class Lazy(Mapping[_Key, _Value], Generic[_Key, _Value]):
    """A mapping whose values are made when they are asked for."""

    def __init__(self, keys: Collection[_Key], make: Callable[[_Key], _Value]) -> None:
        self._keys = keys if isinstance(keys, Mapping | set) else dict.fromkeys(keys)
        self._make = make

    def __getitem__(self, key: _Key) -> _Value:
        """Make a value, or raise KeyError."""
        if key not in self._keys:
            raise KeyError(key)
        return self._make(key)

    def __contains__(self, key: object) -> bool:
        """Say whether there is a value, without making it."""
        return key in self._keys

    def __iter__(self) -> Iterator[_Key]:
        """Give the keys in their order."""
        return iter(self._keys)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._keys)


class LazyLines(Sequence[Line]):
    """All lines of a network, the newest first; made as a whole when the first is asked for."""

    def __init__(self, length: int, make: Callable[[], tuple[Line, ...]]) -> None:
        self._length, self._make = length, make
        self._lines: tuple[Line, ...] | None = None

    def _all(self) -> tuple[Line, ...]:
        if self._lines is None:
            self._lines = self._make()
        return self._lines

    @overload
    def __getitem__(self, index: int) -> Line: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, index: int | slice) -> Line | tuple[Line, ...]:
        """Give one line, or some."""
        return self._all()[index]

    def __len__(self) -> int:
        """Count the lines, without making them."""
        return self._length

    def __eq__(self, other: object) -> bool:
        """Compare the lines themselves."""
        return isinstance(other, Sequence) and self._all() == tuple(other)

    def __hash__(self) -> int:
        """Hash the lines themselves."""
        return hash(self._all())


def own_marks(home: Id, own: Own, start: int = 0, end: int | None = None) -> list[Mark]:
    """The marks of a person's own lines, or of some in a row, the newest first."""
    path, alone = own.path, (home,)
    return [Mark(path, line, _day(day), bool(flags & WHOLE_MONTH), kind, bool(flags & CONTACT),
                 home, alone, ())
            for day, line, kind, flags in zip(
                own.days[start:end], own.lines[start:end], own.kinds[start:end],
                own.flags[start:end], strict=True)]


def own_lines(home: Id, own: Own, words: Words) -> list[Line]:
    """A person's own lines with what they say, the newest first."""
    path, alone, texts = own.path, (home,), dict(zip(words.lines, words.texts, strict=True))
    return [Line(Entry(path, line, _day(day), bool(flags & WHOLE_MONTH), kind,
                       bool(flags & CONTACT), (), (), (), texts.get(line, ""),
                       bool(flags & HEADING)), home, alone, ())
            for day, line, kind, flags in zip(own.days, own.lines, own.kinds, own.flags,
                                              strict=True)]


def newest_first(mark: Mark | Entry) -> tuple[int, str, int]:
    """What sorts marks, and entries, by day, and those of a day by their places."""
    return -mark.day.toordinal(), mark.path, mark.line


def linked_of(linked: Iterable[Mark]) -> dict[Id, list[Mark]]:
    """For everybody with linked lines in their file or with them, those, in their order."""
    found: defaultdict[Id, list[Mark]] = defaultdict(list)
    for mark in linked:
        for each in (*mark.people, mark.home) if mark.home not in mark.people else mark.people:
            if each:
                found[each].append(mark)
    return dict(found)


def marks_of(
    own: Mapping[Id, Own], others: Mapping[Id, Sequence[Mark]],
) -> Mapping[Id, tuple[Mark, ...]]:
    """For everybody with lines in their file or with them, those; all are newest first."""
    def make(person: Id) -> tuple[Mark, ...]:
        mine = own_marks(person, own[person]) if person in own else []
        with_others = others.get(person)
        return tuple(sorted((*mine, *with_others), key=newest_first) if with_others else mine)
    return Lazy({**dict.fromkeys(own), **dict.fromkeys(others)}, remembered(make))


def history_of(
    marks: Mapping[Id, Sequence[Mark]], own: Mapping[Id, Own], others: Mapping[Id, Sequence[Mark]],
    line: Callable[[Mark], Line], words: Callable[[str], Words],
) -> Mapping[Id, tuple[Line, ...]]:
    """The lines of those marks; one's own are made together, of words that are fetched once."""
    def make(person: Id) -> tuple[Line, ...]:
        mine = own_lines(person, own[person], words(own[person].path)) if person in own else []
        with_others = [line(mark) for mark in others.get(person, ())]
        return tuple(sorted((*mine, *with_others), key=lambda each: newest_first(each.entry))
                     if with_others else mine)
    return Lazy(marks, remembered(make))


def own_mark(home: Id, own: Own, index: int) -> Mark:
    """The mark of one of a person's own lines."""
    numbers, size = own.numbers, own.size
    flags = numbers[2 * size + index]
    return Mark(own.path, numbers[size + index], _day(numbers[index]), bool(flags & WHOLE_MONTH),
                own.joined.split("\n", index + 1)[index], bool(flags & CONTACT), home, (home,), ())


def kinds_alone(network: Network, person: Id, today: date, most: int) -> list[str]:
    """The kinds of the latest lines that were contact with somebody alone, the newest first."""
    alone = (person,)
    return _kinds(network, person, today, CONTACT, lambda mark: (
        mark.contact and mark.people == alone), most)


def _kinds(
    network: Network, person: Id, today: date, flag: int, counts: Callable[[Mark], bool],
    most: int | None = None,
) -> list[str]:
    """The kinds of somebody's own lines with a flag (0: all) and of the others that count.

    Up to a day, the newest first, and so many at most. No mark is made for it.
    """
    own, last = network.own.get(person), today.toordinal()
    mine = ((day, line, kind) for day, line, kind, flags in zip(
        own.days, own.lines, own.kinds, own.flags, strict=True)
            if day <= last and flags & flag == flag) if own else iter(())
    others = [(*newest_first(mark), mark.kind) for mark in network.linked_of.get(person, ())
              if mark.day <= today and counts(mark)]
    if not others:  # as of most
        return [kind for _, _, kind in islice(mine, most)]
    path = own.path if own else ""
    some = sorted((*((-day, path, line, kind) for day, line, kind in islice(mine, most)),
                   *others[:most]))
    return [kind for *_, kind in some[:most]]


def days_of_contact(network: Network, person: Id, first: date) -> list[date]:
    """The days of contact with somebody from a day on, those ahead too: one for each line."""
    own, start = network.own.get(person), first.toordinal()
    days = [_day(day) for day, flags in zip(own.days, own.flags, strict=True)
            if flags & CONTACT and day >= start] if own and own.newest >= start else []
    for mark in network.linked_of.get(person, ()):
        if mark.day < first:
            break
        if mark.contact and person in mark.people:
            days.append(mark.day)
    return days


def own_contact(own: Own, last: date) -> int | None:
    """The index of the newest of some own lines that was contact, up to a day; None if none."""
    day, numbers, size = last.toordinal(), own.numbers, own.size
    start = 0 if numbers[0] <= day else bisect_left(own.days, -day, key=neg)
    flags = 2 * size
    for index in range(start, size):
        if numbers[flags + index] & CONTACT:
            return index
    return None


def remembered(make: Callable[[Id], _Value]) -> Callable[[Id], _Value]:
    """The same function, but that what was asked for last is not made again."""
    return lru_cache(maxsize=_AT_HAND)(make)


def line_maker(
    own: Mapping[Id, Own], bare: Mapping[tuple[str, int], Entry], words: Callable[[str], Words],
) -> Callable[[Mark], Line]:
    """What makes a mark's line; `bare` are the entries of linked lines, without their texts."""
    def line(mark: Mark) -> Line:
        text = words(mark.path).text(mark.line)
        entry = bare.get((mark.path, mark.line))
        if entry is None:
            numbers, size = own[mark.home].numbers, own[mark.home].size
            flags = numbers[numbers.index(mark.line, size, 2 * size) + size]
            return Line(Entry(mark.path, mark.line, mark.day, mark.whole_month, mark.kind,
                              mark.contact, (), (), (), text, bool(flags & HEADING)),
                        mark.home, mark.people, ())
        return Line(entry._replace(text=text), mark.home, mark.people, mark.mentions)
    return line


def met_on(network: Network, person: Id, today: date) -> list[date]:
    """The days of contact with somebody up to a day, the newest first, a day for each line."""
    own, last = network.own.get(person), today.toordinal()
    days = [_day(day) for day, flags in zip(own.days, own.flags, strict=True)
            if flags & CONTACT and day <= last] if own else []
    days += [mark.day for mark in network.linked_of.get(person, ())
             if mark.contact and mark.day <= today and person in mark.people]
    return sorted(days, reverse=True) if person in network.linked_of else days


def first_met(network: Network, person: Id, today: date) -> date | None:
    """The day of the first contact with somebody; None if there was none up to a day."""
    own = network.own.get(person)
    oldest = zip(reversed(own.days), reversed(own.flags), strict=True) if own else ()
    mine = next((_day(day) for day, flags in oldest if flags & CONTACT), None)
    others = next((mark.day for mark in reversed(network.linked_of.get(person, ()))
                   if mark.contact and person in mark.people), None)
    return min((day for day in (mine, others) if day and day <= today), default=None)


def kinds_with(network: Network, person: Id, today: date) -> list[str]:
    """The kinds of the lines about somebody up to a day, those that have one, the newest first."""
    return list(filter(None, _kinds(network, person, today, 0,
                                    lambda mark: person in mark.people)))


def first_line_on(network: Network, person: Id, today: date) -> date | None:
    """The day of the first of somebody's lines, of whatever kind; None if none is up to a day."""
    days = [_day(network.own[person].oldest)] if person in network.own else []
    days += [mark.day for mark in network.linked_of.get(person, ())[-1:]]
    return min((day for day in days if day <= today), default=None)


def between(network: Network, first: date, last: date) -> list[Mark]:
    """The marks on the days from first to last, both included, the newest first."""
    low, high = first.toordinal(), last.toordinal()
    found = [mark for mark in network.linked if first <= mark.day <= last]
    for home, own in network.own.items():
        if own.newest >= low and own.oldest <= high:
            days = own.days
            found += own_marks(home, own, bisect_left(days, -high, key=neg),
                               bisect_right(days, -low, key=neg))
    return sorted(found, key=newest_first)


def first_line(network: Network, mark: Mark) -> str:
    """The first line of what a dated line says."""
    return network.words(mark.path).text(mark.line).partition("\n")[0]


def of_kinds(network: Network, kinds: frozenset[str]) -> Iterator[Mark]:
    """The marks of the lines of some kinds, as they are written, each once, in no order."""
    yield from (mark for mark in network.linked if mark.kind in kinds)
    for home, own in network.own.items():
        # They are told apart only where one may be among them.
        if any(kind in own.joined for kind in kinds):
            yield from (own_mark(home, own, index) for index, kind in enumerate(own.kinds)
                        if kind in kinds)
