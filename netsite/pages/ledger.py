"""The view of Give & ask."""

from typing import NamedTuple

from netsite.pages.lines import LineRow, Picture, Ref, line_row
from netsite.practice.ledger import (
    WORDS,
    Ledger,
    Year,
    day_of,
    ledgers,
    marks_of,
    unreturned,
    years,
)

MOST = 500  # people on the page; the command has them all


class OpenRow(NamedTuple):
    """Somebody who gave last, and that line."""

    ref: Ref
    line: LineRow


class LedgerRow(NamedTuple):
    """Somebody with whom something went either way: the last days of both, "" where none."""

    ref: Ref
    words: str
    gave: str
    got: str


class LedgerView(NamedTuple):
    """Who gave last, everybody who gave or got, and both directions by year."""

    open: tuple[OpenRow, ...]
    rows: tuple[LedgerRow, ...]
    years: tuple[Year, ...]
    left_out: int


def ledger_view(picture: Picture) -> LedgerView:
    """Give & ask, whole; the latest first."""
    today = picture.clock.today()
    given = marks_of(picture.network, picture.settings, today)
    everybody = ledgers(picture.network, picture.settings, given)
    back = unreturned(picture.network, everybody, today)
    return LedgerView(
        open=tuple(_open(picture, each) for each in back[:MOST]),
        rows=tuple(_row(picture, each) for each in everybody[:MOST]),
        years=tuple(years(picture.settings, given)), left_out=max(0, len(everybody) - MOST))


def _open(picture: Picture, ledger: Ledger) -> OpenRow:
    line = picture.network.line(ledger.latest)
    return OpenRow(picture.refs[ledger.id], line_row(picture, line, ledger.id, ""))


def _row(picture: Picture, ledger: Ledger) -> LedgerRow:
    return LedgerRow(
        picture.refs[ledger.id], picture.tongue.told(WORDS[ledger.balance]),
        day_of(ledger.gave[0]) if ledger.gave else "", day_of(ledger.got[0]) if ledger.got else "")
