"""Rows of people that are drawn already: thousands on Overdue, of which an edit changes one.

Templates get them as any rows. Who puts them into the table they were drawn for has their HTML,
which is kept by slices; who goes through them has each row made.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from markupsafe import Markup

from netsite.model import Id
from netsite.pages.people import PersonRow
from netsite.pages.slices import Slices

Way = tuple[str, str, bool, str]  # how rows are drawn: root, kind, late, and what stands below


class DrawnRows(Sequence[PersonRow]):
    """The rows of some people, which `row` makes, with their HTML as it is drawn in one way."""

    def __init__(
        self, people: Sequence[Id], row: Callable[[Id], PersonRow], way: Way, html: Markup,
    ) -> None:
        self._people, self._row = people, row
        self.way, self.html = way, html

    @overload
    def __getitem__(self, index: int) -> PersonRow: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[PersonRow, ...]: ...
    def __getitem__(self, index: int | slice) -> PersonRow | tuple[PersonRow, ...]:
        """Make one row, or some."""
        if isinstance(index, slice):
            return tuple(map(self._row, self._people[index]))
        return self._row(self._people[index])

    def __iter__(self) -> Iterator[PersonRow]:
        """Make all rows."""
        return map(self._row, self._people)

    def __len__(self) -> int:
        """Count the rows, without making them."""
        return len(self._people)


def drawn_rows(
    name: str, people: Sequence[Id], row: Callable[[Id], PersonRow], way: Way,
    draw: Callable[[PersonRow], str], slices: Slices,
) -> DrawnRows:
    """Rows drawn with what `slices` have of them by a name; `draw` gives the HTML of one."""
    html = b"".join(slices.of(name, people, lambda person: draw(row(person)))).decode()
    return DrawnRows(people, row, way, Markup(html))  # noqa: S704  # as it was drawn, escaped
