"""Today, as pages ask for it: most of what they show is the same tomorrow, and the clock knows."""

from collections.abc import Callable
from datetime import date

TODAY, MONTH = "today", "month"  # what a page depends on that asks for it
Note = Callable[[str, str], None]  # takes the kind and key of what a page depends on


def _nobody(_kind: str, _key: str) -> None:
    """Note nothing."""


class Clock:
    """The day as of which pages are drawn. `note` is told what of it a page depends on.

    `settled` says that no time in a team begins or ends, and nobody dies, on that day or later.
    """

    def __init__(self, today: date, note: Note = _nobody, *, settled: bool = False) -> None:
        self._today, self._note, self._settled = today, note, settled

    def today(self) -> date:
        """The day, for what is another every day."""
        self._note(TODAY, "")
        return self._today

    def today_in_teams(self) -> date:
        """The day, for asking who is in a team, and who is alive."""
        return self._today if self._settled else self.today()

    def today_after(self, day: date | None) -> date:
        """The day, for comparing with days none of which is later than this one (None: none is)."""
        return self._today if day is None or day < self._today else self.today()

    def is_ahead(self, day: date) -> bool:
        """Whether a day is still to come."""
        return day > self._today and day > self.today()

    def month(self) -> tuple[int, int]:
        """The year and the month."""
        self._note(MONTH, "")
        return self._today.year, self._today.month
