"""`netsite today`: the morning on one screen."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from netsite.commands.plan import everyone_else, heading
from netsite.commands.reading import Read, read
from netsite.commands.terminal import STATE_COLOURS, cells, fit, print_json, width
from netsite.network.due import State, when
from netsite.network.lines import first_line
from netsite.practice.hour import Hour, Row, plan_hour
from netsite.practice.week import dates, plans
from netsite.problems import Level
from netsite.text.names import printable

_MOST_DATES = 4
_NAME = 24  # columns


def today(vault: Path, day: date, *, as_json: bool) -> None:
    """Print the morning: how things stand, the hour, what comes this week, what is wrong."""
    known = read(vault, day)
    hour = plan_hour(known.network, known.vault.settings, known.dues, day)
    if as_json:
        print_json(_json(known, hour))
        return
    after = [*_week(known), *_problems(known)]
    head = [click.style(f"{day:%A}, {day.day} {day:%B} {day.year}", bold=True), _standing(known)]
    rows = list(_rows(known, hour))
    room = max(3, shutil.get_terminal_size().lines - len(head) - len(after) - 5)
    if len(rows) > room:
        rows = [*rows[:room - 1], f"    and {len(rows) - room + 1} more: netsite plan"]
    title = (click.style(f"The hour: {heading(hour)}. ", bold=True) + everyone_else(hour)
             if rows else "Nobody is due. Everyone can wait.")
    for line in (*head, "", title, *rows, *after):
        click.echo(line)


def _standing(known: Read) -> str:
    """`25 of 41 are warm; 10 overdue, 7 due soon, 4 snoozed, 3 without contact yet`."""
    states = [due.state for due in known.dues.values()]
    tracked = len(states) - states.count(State.OFF)
    warm = sum(due.warm for due in known.dues.values())
    counts = [(State.OVERDUE, "overdue"), (State.SOON, "due soon"), (State.SNOOZED, "snoozed"),
              (State.NONE, "without contact yet")]
    rest = ", ".join(f"{states.count(state)} {words}" for state, words in counts
                     if states.count(state))
    share = f"{warm} of {tracked} {'is' if warm == 1 else 'are'} warm"
    return f"{share}; {rest}" if rest else share


def _rows(known: Read, hour: Hour) -> Iterator[str]:
    """A line for each row of the hour."""
    for row in hour.rows:
        lead = f"{row.minutes:>3} {row.channel}"
        name = fit(_who(known, row), _NAME)
        state = known.dues[row.people[0]].state
        coloured = click.style(name, fg=STATE_COLOURS.get(state))
        why = row.why if row.name else _why(known, row)
        yield f"{fit(lead, 15)} {coloured} {fit(why, width() - 17 - _NAME).rstrip()}"


def _why(known: Read, row: Row) -> str:
    """Why now, the days first, as the line is cut at the terminal's edge."""
    due, reason = known.dues[row.people[0]], known.readable(row.reasons[0][0])
    clock, _, _ = reason.partition(", ")
    if clock != due.cadence or due.due is None:
        return reason
    last = f"last {due.last.kind or 'contact'}" if due.last else "no contact yet"
    return f"{when(due, known.today)}, {last}"


def _who(known: Read, row: Row) -> str:
    return f"{row.name} ({len(row.people)})" if row.name else known.name_of(row.people[0])


def _week(known: Read) -> Iterator[str]:
    """The dates and plans of the week."""
    found = sorted([*_dates(known), *_plans(known)])
    if not found:
        return
    yield ""
    yield click.style("This week", bold=True)
    for day, text in found[:_MOST_DATES]:
        line = f"    {day:%a} {day.day:>2} {day:%b}  {printable(text)}"
        yield fit(line, width()).rstrip() if cells(line) > width() else line
    if len(found) > _MOST_DATES:
        yield f"    and {len(found) - _MOST_DATES} more"


def _dates(known: Read) -> Iterator[tuple[date, str]]:
    for contact in known.network.people.values():
        if not contact.archived:
            yield from ((day, f"{contact.name}, {what}")
                        for day, what in dates(contact, known.today))


def _plans(known: Read) -> Iterator[tuple[date, str]]:
    for mark in plans(known.network, known.today):
        names = ", ".join(map(known.name_of, mark.people))
        said = known.readable(first_line(known.network, mark))
        yield mark.day, ": ".join(filter(None, (f"{mark.kind} with {names}".strip(), said)))


def _problems(known: Read) -> Iterator[str]:
    levels = [problem.level for problem in known.vault.problems]
    counts = [(levels.count(level), level) for level in (Level.ERROR, Level.WARNING)]
    found = " and ".join(f"{count} {level}{'' if count == 1 else 's'}"
                         for count, level in counts if count)
    if found:
        yield ""
        yield f"{found} in the files: netsite check"


def _json(known: Read, hour: Hour) -> dict[str, object]:
    states = [due.state for due in known.dues.values()]
    return {
        "day": known.today.isoformat(),
        "states": {state.value: states.count(state) for state in State},
        "hour": {"minutes": hour.minutes, "used": hour.used, "left_out": hour.left_out,
                 "rows": [{"people": list(row.people), "channel": row.channel,
                           "minutes": row.minutes, "why": row.why,
                           "urgency": round(row.urgency, 6)} for row in hour.rows]},
        "week": [{"day": day.isoformat(), "what": text}
                 for day, text in sorted([*_dates(known), *_plans(known)])],
        "problems": len(known.vault.problems)}
