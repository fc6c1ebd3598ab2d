"""The views of what changed in the facts, as git knows it: a person's, and everybody's by day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from itertools import groupby
from typing import NamedTuple

from netsite.model import FILE, Change, Id
from netsite.pages.lines import Picture, Ref
from netsite.texts import text
from netsite.tongue import Tongue

_LONGEST = 160  # characters of a value or a subject
_MOST_NAMES = 12  # of files that one commit added
_PAGE = 150_000  # bytes of HTML, as far as it can be told beforehand
_SECTION = 40_000  # the same, on a person's page
_ROW = 220  # bytes of a row besides its texts


class FactRow(NamedTuple):
    """What changed: a key or what became of the file; from what, to what, and a word on that."""

    kind: str
    before: str
    after: str
    note: str


class CommitRow(NamedTuple):
    """A commit, as far as it changed somebody: its facts, or names of those it added.

    `iso` is its day, "" for what is not committed yet. `author` is "" where there is only one.
    """

    iso: str
    commit: str
    subject: str
    author: str
    people: tuple[tuple[Ref, tuple[FactRow, ...]], ...]
    added: tuple[Ref, ...]
    more: int


class DayRow(NamedTuple):
    """A day and its commits."""

    iso: str
    words: str
    commits: tuple[CommitRow, ...]


class ChangesView(NamedTuple):
    """A page of changes by day, the newest first; `years` and `pages` lead to the others.

    `year` is that of the page, "" of the page of the newest.
    """

    title: str
    total: int
    days: tuple[DayRow, ...]
    year: str
    years: tuple[Ref, ...]
    pages: tuple[Ref, ...]
    here: str
    left_out: int


class _Entry(NamedTuple):
    """What a commit did to one file, or the files it added, with the bytes that may take."""

    change: Change  # one of them, for what they share
    ref: Ref | None
    facts: tuple[FactRow, ...]
    added: tuple[Ref, ...]
    more: int
    size: int


def changes_of_person(picture: Picture, person: Id) -> tuple[tuple[CommitRow, ...], int]:
    """What changed in one person's file, the newest first, and how many commits are left out."""
    if picture.changes is None:
        return (), 0
    path = picture.network.people[person].path
    entries = list(_entries({path: picture.refs[person]}, picture.changes.of.get(path, ()),
                            picture.tongue))
    here = _fitting(entries, _SECTION)
    return tuple(_commits(picture, here)), len(entries) - len(here)


def changes_views(picture: Picture) -> Iterator[tuple[str, ChangesView]]:
    """The pages of all changes, with their addresses; none without a history.

    What does not fit on one page is told year by year on further ones.
    """
    if picture.changes is None:
        return
    rows, tongue = picture.changes.rows, picture.tongue
    refs = {contact.path: picture.refs[contact.id]
            for contact in (*picture.network.people.values(), *picture.network.groups.values())}
    entries = list(_entries(refs, rows, tongue))
    newest = _fitting(entries, _PAGE)
    if len(newest) == len(entries):
        yield "changes.html", _view(picture, tongue.say("Changes"), len(rows), newest)
        return
    committed = [entry for entry in entries if entry.change.day]
    years = {year: list(found) for year, found in
             groupby(committed, key=lambda entry: entry.change.day[:4])}
    others = tuple(Ref(year, f"changes/{year}.html") for year in years)
    waiting = len(entries) - len(committed)
    yield "changes.html", _view(picture, tongue.say("Changes"), len(rows), newest, years=others,
                                left_out=max(0, waiting - len(newest)))
    for ref, found in zip(others, years.values(), strict=True):
        yield from _year_views(picture, ref, found, others)


def _year_views(
    picture: Picture, year: Ref, entries: list[_Entry], years: tuple[Ref, ...],
) -> Iterator[tuple[str, ChangesView]]:
    pages = []
    while entries:
        pages.append(_fitting(entries, _PAGE))
        entries = entries[len(pages[-1]):]
    name, say = year.url.removesuffix(".html"), picture.tongue.say
    refs = tuple(
        Ref(say("page {number}", number=number),
            f"{name}{f'-page-{number}' if number > 1 else ''}.html")
        for number in range(1, len(pages) + 1))
    total = sum(len(entry.facts) or len(entry.added) + entry.more
                for page in pages for entry in page)
    for ref, page in zip(refs, pages, strict=True):
        yield ref.url, _view(picture, say("Changes in {year}", year=year.name), total, page,
                             year=year.name, years=years,
                             pages=refs if len(refs) > 1 else (), here=ref.name)


def _view(
    picture: Picture, title: str, total: int, entries: Sequence[_Entry], *, year: str = "",
    years: tuple[Ref, ...] = (), pages: tuple[Ref, ...] = (), here: str = "", left_out: int = 0,
) -> ChangesView:
    days = tuple(DayRow(day, _words(day, picture.tongue), tuple(_commits(picture, found)))
                 for day, found in groupby(entries, key=lambda entry: entry.change.day))
    return ChangesView(title, total, days, year, years, pages, here, left_out)


def _words(iso: str, tongue: Tongue) -> str:
    try:
        return (tongue.long_day(date.fromisoformat(iso)) if iso
                else tongue.say("Not committed yet"))
    except ValueError:
        return iso


def _fitting(entries: Sequence[_Entry], most: int) -> Sequence[_Entry]:
    """The first entries, as many as fit; at least one."""
    size = 0
    for number, entry in enumerate(entries):
        size += entry.size
        if size > most and number:
            return entries[:number]
    return entries


def _commits(picture: Picture, entries: Iterable[_Entry]) -> Iterator[CommitRow]:
    """Entries side by side of one commit as one row."""
    several = picture.changes is not None and picture.changes.several_authors
    for _, found in groupby(entries, key=lambda entry: (entry.change.day, entry.change.commit)):
        group = list(found)
        first = group[0].change
        yield CommitRow(
            first.day, first.commit[:7], _cut(first.subject),
            _cut(first.author) if several else "",
            tuple((entry.ref, entry.facts) for entry in group if entry.ref),
            tuple(ref for entry in group for ref in entry.added),
            sum(entry.more for entry in group))


def _entries(
    refs: Mapping[str, Ref], changes: Iterable[Change], tongue: Tongue,
) -> Iterator[_Entry]:
    """Changes as entries, in their order; many files that a commit added are one."""
    for _, commit in groupby(changes, key=lambda change: (change.day, change.commit)):
        group = list(commit)
        added = [change for change in group if change.key == FILE and not change.before]
        if len(added) > _MOST_NAMES:
            names = tuple(_ref(refs, change.path) for change in added[:_MOST_NAMES])
            size = sum(_size(*ref) for ref in names) + _size(added[0].subject)
            yield _Entry(added[0], None, (), names, len(added) - _MOST_NAMES, size)
            group = [change for change in group if change.key != FILE or change.before]
        for path, found in groupby(group, key=lambda change: change.path):
            yield _entry(_ref(refs, path), list(found), tongue)


def _entry(ref: Ref, changes: list[Change], tongue: Tongue) -> _Entry:
    facts = tuple(_fact(change, tongue) for change in changes)
    first = changes[0]
    size = _size(*ref, first.subject, first.author) + sum(_size(*fact) for fact in facts)
    return _Entry(first, ref, facts, (), 0, size)


def _size(*texts: str) -> int:
    return _ROW + sum(len(escape(_cut(text)).encode()) for text in texts)


def _ref(refs: Mapping[str, Ref], path: str) -> Ref:
    """Whose file it is; of a file that is no more, its name."""
    return refs.get(path) or Ref(path.rpartition("/")[2].rpartition(".")[0], "")


_ADDED, _REMOVED, _RENAMED = text("added"), text("removed"), text("renamed")


def _fact(change: Change, tongue: Tongue) -> FactRow:
    before, after = _cut(change.before), _cut(change.after)
    if change.key == FILE:
        word = _ADDED if not before else _REMOVED if not after else _RENAMED
        if word != _RENAMED:
            return FactRow(tongue.told(word), "", "", "")
        folder, other = before.rpartition("/")[0], after.rpartition("/")[0]
        start = len(folder) + 1 if folder == other else 0
        return FactRow(tongue.told(word), before[start:], after[start:], "")
    note = (tongue.say_as("a fact", "new") if not before
            else tongue.told(_REMOVED) if not after else "")
    return FactRow(_cut(change.key), before, after, note)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST - 2] + " …"
