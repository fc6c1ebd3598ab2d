"""`netsite coverage`."""

from collections.abc import Iterator, Sequence

import click

from netsite.commands.reading import Read
from netsite.commands.show import work
from netsite.commands.speaking import counted, in_words, say
from netsite.commands.terminal import cells, print_json, print_table, width, wrap
from netsite.practice.coverage import (
    KINDS,
    Figure,
    Group,
    Year,
    by_group,
    by_quarter,
    by_year,
    common_channels,
    gained,
    sentence,
)
from netsite.practice.hour import plan_hour
from netsite.practice.tally import Tally, of_all
from netsite.practice.ties import Door, Dormant, Warm, doors, dormant, if_today
from netsite.texts import text

_FEW = 7  # rows of a list of people; --json has them all
_CHANNELS = 4  # columns

_BY = {"team": text("team"), "company": text("company"), "place": text("place"),
       "tag": text("tag")}
_NONE = {"team": text("There is no team with anybody tracked."),
         "company": text("There is no company with anybody tracked."),
         "place": text("There is no place with anybody tracked."),
         "tag": text("There is no tag with anybody tracked.")}
_Rows = list[tuple[str, ...]]


def coverage(
    known: Read, *, by: str | None, since: int | None, as_json: bool,
) -> None:
    """Print how much of the network is warm: today, over the years, or by team and the like."""
    today = known.today
    everybody = of_all(known.network, known.dues, today)
    quarters = by_quarter(everybody, today)
    hour = plan_hour(known.network, known.vault.settings, known.dues, today)
    more = gained(hour, known.dues)
    if as_json:
        print_json(_json(known, everybody, quarters, more, by, since))
        return
    click.echo(in_words(sentence(quarters[-1], more, hour.minutes)) + ".")
    if by:
        _print("", _groups(by, by_group(known.network, known.dues, today, by)))
    elif quarters[-1].tracked:
        _print("", _years(by_year(everybody), quarters, since))
        _print_ties(known)


def _print(title: str, rows: _Rows) -> None:
    """A table, with an empty line and its title above it; nothing where there is no row."""
    if rows:
        click.echo("\n" + click.style(title, bold=True) if title else "")
        print_table(rows, [None] * len(rows))


def _columns(rows: Sequence[Sequence[str]], left: int) -> _Rows:
    """Rows with all columns but the first few set to the right, as numbers are."""
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    return [tuple(text if index < left else " " * (widest - cells(text)) + text
                  for index, (text, widest) in enumerate(zip(row, widths, strict=True)))
            for row in rows]


def _share(warm: int, tracked: int) -> str:
    return f"{100 * warm // tracked} %" if tracked else ""


def _groups(by: str, groups: Sequence[Group]) -> _Rows:
    if not groups:
        return [(in_words(_NONE[by]),)]
    rows = [(group.name, f"{group.warm:,}", f"{group.tracked:,}",
             _share(group.warm, group.tracked)) for group in groups]
    return _columns([(in_words(_BY[by]), say("warm"), say("tracked"), say("share")), *rows], 1)


def _years(years: Sequence[Year], quarters: Sequence[Figure], since: int | None) -> _Rows:
    """A row a year: how many were warm at its end, people, lines, and the commonest channels."""
    ends = {figure.day.year: figure for figure in quarters}
    met = {year.year: year for year in years}
    shown = sorted(year for year in ends.keys() | met.keys() if since is None or year >= since)
    common = list(common_channels([met[year] for year in shown if year in met])[:_CHANNELS])
    while True:
        rows = _columns([
            (say("year"), say("warm"), say("of"), say("share"), say("people"), say("lines"),
             *common),
            *(_year(year, ends.get(year), met.get(year), common) for year in reversed(shown))], 1)
        if not common or cells("  ".join(rows[0])) <= width():
            return rows
        common.pop()


def _year(
    year: int, figure: Figure | None, met: Year | None, common: Sequence[str],
) -> tuple[str, ...]:
    warm = (str(figure.warm), str(figure.tracked), _share(figure.warm, figure.tracked)
            ) if figure else ("", "", "")
    counts = (met.people, met.lines, *(met.channels[kind].lines if kind in met.channels else 0
                                       for kind in common)) if met else (0,) * (2 + len(common))
    return str(year), *warm, *(str(count or "") for count in counts)


def _print_ties(known: Read) -> None:
    network, dues, today = known.network, known.dues, known.today
    quiet = dormant(network, dues, today)
    _print(say("Once close, now quiet: {n:,}", n=len(quiet)),
           [_quiet(known, each) for each in quiet[:_FEW]])
    warm = if_today(network, known.vault.settings, dues, today)
    _print(say("If it came today"), [_warm(known, each) for each in warm[:_FEW]])
    ways = doors(network, dues)
    _print(say("Introductions that lead to a company"),
           [_door(known, each) for each in ways[:_FEW]])
    if max(len(quiet), len(warm), len(ways)) > _FEW:
        click.echo()
        for line in wrap(say("The first {n} of each list; --json has all.", n=_FEW), "", ""):
            click.echo(line)


def _quiet(known: Read, each: Dormant) -> tuple[str, ...]:
    return (known.name_of(each.id), say("last {day}", day=each.last),
            say("usually every {usual}, now {now}", usual=days(each.usual), now=days(each.gap)))


def days(number: float) -> str:
    """`1 day`, `12 days`, `9.5 days`."""
    return (counted("{n:,} day", "{n:,} days", int(number)) if number == int(number)
            else say("{n} days", n=f"{number:,g}"))


def _warm(known: Read, each: Warm) -> tuple[str, ...]:
    contact = known.network.people[each.id]
    return (known.name_of(each.id), say("gave {gave}, got {got}", gave=each.gave, got=each.got),
            work(contact))


def _door(known: Read, each: Door) -> tuple[str, ...]:
    name = known.name_of(each.through)
    ask = (say("ask {name}, who introduced them", name=name) if each.introduced
           else say("ask {name}, whom they introduced", name=name))
    return each.company, known.name_of(each.to), ask


def _json(
    known: Read, everybody: Tally, quarters: Sequence[Figure], more: int, by: str | None,
    since: int | None,
) -> dict[str, object]:
    network, dues, today = known.network, known.dues, known.today
    first = since or 1
    warm = if_today(network, known.vault.settings, dues, today)
    return {
        "day": today.isoformat(), "tracked": quarters[-1].tracked, "warm": quarters[-1].warm,
        "more": more,
        "quarters": [{"day": each.day.isoformat(), "tracked": each.tracked, "warm": each.warm}
                     for each in quarters if each.day.year >= first],
        "groups": [{"by": kind, "name": each.name, "tracked": each.tracked, "warm": each.warm}
                   for kind in ([by] if by else KINDS)
                   for each in by_group(network, dues, today, kind)],
        "years": list(_years_json(each for each in by_year(everybody) if each.year >= first)),
        "dormant": [{"id": each.id, "name": known.name_of(each.id), "contacts": each.contacts,
                     "usual": each.usual, "days": each.gap, "last": each.last.isoformat()}
                    for each in dormant(network, dues, today)],
        "if_it_came_today": [
            {"id": each.id, "name": known.name_of(each.id), "gave": each.gave, "got": each.got,
             "last": each.last.isoformat(), "company": network.people[each.id].company or None,
             "role": network.people[each.id].role or None} for each in warm],
        "introductions": [
            {"company": each.company, "to": each.to, "through": each.through,
             "introduced": each.introduced} for each in doors(network, dues)]}


def _years_json(years: Iterator[Year]) -> Iterator[dict[str, object]]:
    for each in years:
        yield {"year": each.year, "people": each.people, "lines": each.lines, "channels": {
            kind or "other": {"people": channel.people, "lines": channel.lines}
            for kind, channel in each.channels.items()}}
