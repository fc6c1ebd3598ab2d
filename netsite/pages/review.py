"""The view of Review: what is missing or stale, and who may be in the vault twice."""

from typing import NamedTuple

from netsite.pages.lines import Picture, Ref, edit_link
from netsite.pages.shared import Shared
from netsite.practice.review import SECTIONS, Item


class ReviewRow(NamedTuple):
    """Somebody to look at, or several: since when, why, what is open as HTML, and where."""

    people: tuple[Ref, ...]
    id: str
    day: str
    why: tuple[str, ...]
    html: str
    source: str
    edit: str


class ReviewSection(NamedTuple):
    """A list of one kind, by its key (`doubles`): its first rows, and how many there are in all."""

    key: str
    rows: tuple[ReviewRow, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are left out."""
        return self.total - len(self.rows)


class ReviewView(NamedTuple):
    """All that the page shows."""

    sections: tuple[ReviewSection, ...]
    people: int


def review_view(picture: Picture, shared: Shared) -> ReviewView:
    """What there is to look at; sections without anything are left out."""
    sections = ((key, shared.review[key]) for key in SECTIONS)
    people = sum(map(len, shared.letters.values()))
    return ReviewView(tuple(
        ReviewSection(key, tuple(_row(picture, item) for item in some.items), some.total)
        for key, some in sections if some.total), people)


def _row(picture: Picture, item: Item) -> ReviewRow:
    return ReviewRow(
        tuple(picture.refs[person] for person in item.people), item.people[0],
        item.day.isoformat() if item.day else "", item.why,
        picture.html(item.text, "", item.path, item.line) if item.text else "",
        f"{item.path}:{item.line}", edit_link(picture, item.path, item.line))
