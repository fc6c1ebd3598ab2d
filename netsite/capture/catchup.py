"""A backlog spread over the time to come."""

from datetime import date, timedelta


def spread(count: int, first: date, last: date) -> list[date]:
    """So many days from the first to the last, in order; none has two more than another."""
    span = max((last - first).days, 0) + 1
    return [first + timedelta(index * span // count) for index in range(count)]
