"""A backlog spread over the time to come."""

from datetime import date, timedelta


def spread(count: int, first: date, last: date) -> list[date]:
    """So many days from the first to the last, evenly, in order; each day gets as many as any other
    or one less.
    """
    span = max((last - first).days, 0) + 1
    return [first + timedelta(index * span // count) for index in range(count)]
