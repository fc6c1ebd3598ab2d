"""When to look, and when to build. Pure: what time it is, and what was seen, is handed in."""

from typing import Generic, TypeVar

SETTLE = 0.06  # seconds in which nothing may change before a build
GIVING = 10.0  # seconds of changes after which a build gives way to no other
LONGEST = 60.0  # seconds of changes without an end, after which a build does not wait for it
NET = 2.0  # seconds from one look to the next, if nothing wakes
NET_SHARE = 100  # times as long as a look takes, if that is longer: one per cent of a core at most
REST_SHARE = 2  # as above, while something wakes again and again
RETRY = (5.0, 60.0)  # seconds from a failed build to the next: at first, doubled up to at most

_Seen = TypeVar("_Seen")


class Pace(Generic[_Seen]):
    """Says how long to wait before the next look, and whether what was seen calls for a build.

    Only what is seen decides. That something wakes means no more than to look sooner.
    """

    def __init__(self) -> None:
        self._built: _Seen | None = None
        self._last: _Seen | None = None
        self._since = 0.0  # when `_last` was first seen
        self._changing: float | None = None  # since when it is not what was built
        self._next = 0.0
        self._rested = 0.0
        self._retry: float | None = None
        self._patience = RETRY[0]

    def wait(self, now: float) -> float:
        """Seconds until the next look."""
        return max(0.0, self._next - now)

    def woken(self, now: float) -> None:
        """Something may have changed: look at once, but do not look all the time."""
        self._next = min(self._next, max(now, self._rested))

    def looked(self, began: float, ended: float, seen: _Seen) -> bool:
        """Whether to build, after a look that showed this."""
        took = ended - began
        self._rested = began + max(SETTLE, REST_SHARE * took)
        if seen == self._built:
            return self._quiet(began, ended, seen)
        if self._changing is None:
            self._changing = began
        if seen != self._last:
            self._last, self._since = seen, began
        self._next = self._since + SETTLE
        return began >= min(self._next, self._changing + LONGEST)

    def _quiet(self, began: float, ended: float, seen: _Seen) -> bool:
        self._last, self._changing = seen, None
        self._next = ended + max(NET, NET_SHARE * (ended - began))
        if self._retry is None:
            return False
        self._next = min(self._next, self._retry)
        return began >= self._retry

    def can_give_way(self, now: float) -> bool:
        """Whether a build may be left for what was saved since: not for ever."""
        return self._changing is not None and now - self._changing < GIVING

    def gave_way(self, now: float) -> None:
        """A build was left for what was saved since, which is looked at now."""
        self._next = now

    def built(self, now: float, seen: _Seen, *, well: bool) -> None:
        """A build of what was seen has ended, well or not; what changed meanwhile is seen next."""
        self._built, self._changing = seen, None
        self._next = now
        if well:
            self._retry, self._patience = None, RETRY[0]
        else:  # the disk may have room again
            self._retry = now + self._patience
            self._patience = min(2 * self._patience, RETRY[1])
