"""Today, as pages ask for it: most of what they show is the same tomorrow, and the clock knows."""

from collections.abc import Callable, Iterable
from datetime import date

# What a page depends on that asks for it: the day, the month, and a day that is still to come.
TODAY, MONTH, COMES = "today", "month", "comes"
Note = Callable[[str, str], None]  # takes the kind and key of what a page depends on


def _nobody(_kind: str, _key: str) -> None:
    """Note nothing."""


class Clock:
    """The day as of which pages are drawn. `note` is told what of it a page depends on.

    `turns` are the days from which on somebody else is in a team, or alive.
    """

    def __init__(self, today: date, note: Note = _nobody, turns: Iterable[date] = ()) -> None:
        self._today, self._note = today, note
        self._turn = min((day for day in turns if day > today), default=None)

    def today(self) -> date:
        """The day, for what is another every day."""
        self._note(TODAY, "")
        return self._today

    def today_in_teams(self) -> date:
        """The day, for asking who is in a team, and who is alive."""
        return self.today_among([self._turn] if self._turn else [])

    def today_among(self, days: Iterable[date]) -> date:
        """The day, for asking which of some days have come: no more have until the next does."""
        ahead = min((day for day in days if day > self._today), default=None)
        if ahead:
            self._comes(ahead)
        return self._today

    def is_ahead(self, day: date) -> bool:
        """Whether a day is still to come."""
        if day <= self._today:
            return False
        self._comes(day)
        return True

    def month(self) -> tuple[int, int]:
        """The year and the month."""
        self._note(MONTH, "")
        return self._today.year, self._today.month

    def _comes(self, day: date) -> None:
        self._note(COMES, day.isoformat())


def come(before: date, today: date) -> Iterable[str]:
    """The keys of the days that have come between two builds; the later's is among them."""
    return (date.fromordinal(day).isoformat()
            for day in range(before.toordinal() + 1, today.toordinal() + 1))
