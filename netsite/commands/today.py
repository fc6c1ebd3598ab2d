"""`netsite today`: the morning on one screen."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from netsite.commands.plan import everyone_else, heading
from netsite.commands.reading import Read, read
from netsite.commands.speaking import counted, in_words, say, tongue
from netsite.commands.terminal import STATE_COLOURS, cells, fit, print_json, width, wrap
from netsite.network.due import State, when
from netsite.network.lines import first_line
from netsite.practice.hour import Hour, Row, plan_hour
from netsite.practice.week import dates, plans
from netsite.problems import Level
from netsite.text.cadence import cadence_words
from netsite.text.names import printable
from netsite.texts import text
from netsite.tongue import ENGLISH, Tongue

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
    head = [click.style(_headline(day), bold=True), *wrap(_standing(known), "", "  ")]
    title = list(_title(hour))
    rows = list(_rows(known, hour))
    room = max(3, shutil.get_terminal_size().lines - len(head) - len(title) - len(after) - 4)
    if len(rows) > room:
        rows = [*rows[:room - 1], "    " + _more(len(rows) - room + 1, ": netsite plan")]
    for line in (*head, "", *title, *rows, *after):
        click.echo(line)


def _title(hour: Hour) -> Iterator[str]:
    """The line above the rows of the hour, on as many lines of the terminal as it needs."""
    if not hour.rows:
        yield from wrap(say("Nobody is due. Everyone can wait."), "", "  ")
        return
    bold = say("The hour: {hour}.", hour=heading(hour))
    first, *more = wrap(f"{bold} {everyone_else(hour)}", "", "  ")
    yield click.style(first[:len(bold)], bold=True) + first[len(bold):]
    yield from more


def _headline(day: date) -> str:
    """`Monday, 23 November 2026`."""
    return say("{weekday}, {day}", weekday=tongue().weekdays[day.weekday()],
               day=tongue().long_day(day))


def _more(number: int, where: str = "") -> str:
    return say("and {n} more", n=number) + where


def _standing(known: Read) -> str:
    """`25 of 41 are warm; 10 overdue, 7 due soon, 4 snoozed, 3 without contact yet`."""
    states = [due.state for due in known.dues.values()]
    tracked = len(states) - states.count(State.OFF)
    warm = sum(due.warm for due in known.dues.values())
    counts = [(State.OVERDUE, text("{n} overdue")), (State.SOON, text("{n} due soon")),
              (State.SNOOZED, text("{n} snoozed")), (State.NONE, text("{n} without contact yet"))]
    rest = tongue().listed([tongue().say(words.message, n=states.count(state))
                            for state, words in counts if states.count(state)])
    share = counted("{n} of {tracked} is warm", "{n} of {tracked} are warm", warm, tracked=tracked)
    return say("{share}; {rest}", share=share, rest=rest) if rest else share


def _rows(known: Read, hour: Hour) -> Iterator[str]:
    """A line for each row of the hour."""
    for row in hour.rows:
        lead = f"{row.minutes:>3} {row.channel}"
        name = fit(_who(known, row), _NAME)
        state = known.dues[row.people[0]].state
        coloured = click.style(name, fg=STATE_COLOURS.get(state))
        why = in_words(row.why) if row.name else _why(known, row)
        yield f"{fit(lead, 15)} {coloured} {fit(why, width() - 17 - _NAME).rstrip()}"


def _why(known: Read, row: Row) -> str:
    """Why now, the days first, as the line is cut at the terminal's edge."""
    due, reason = known.dues[row.people[0]], known.readable(row.reasons[0][0])
    clock, _, _ = reason.partition(", ")
    if clock != cadence_words(due.cadence) or due.due is None:
        return known.told(row.reasons[0][0])
    if not due.last:
        last = say("no contact yet")
    else:
        last = say("last {kind}", kind=due.last.kind) if due.last.kind else say("last contact")
    return tongue().listed([in_words(when(due, known.today)), last])


def _who(known: Read, row: Row) -> str:
    return f"{row.name} ({len(row.people)})" if row.name else known.name_of(row.people[0])


def _week(known: Read) -> Iterator[str]:
    """The dates and plans of the week."""
    found = sorted([*_dates(known, tongue()), *_plans(known, tongue())])
    if not found:
        return
    yield ""
    yield click.style(say("This week"), bold=True)
    shown = found[:_MOST_DATES]
    wide = max(6, *(cells(tongue().short_day(day)) for day, _ in shown))
    for day, words in shown:
        short = tongue().short_day(day)
        line = (f"    {tongue().abbreviated_weekdays[day.weekday()]} "
                f"{' ' * (wide - cells(short))}{short}  {printable(words)}")
        yield fit(line, width()).rstrip() if cells(line) > width() else line
    if len(found) > _MOST_DATES:
        yield "    " + _more(len(found) - _MOST_DATES)


def _dates(known: Read, tongue: Tongue) -> Iterator[tuple[date, str]]:
    for contact in known.network.people.values():
        if not contact.archived:
            yield from ((day, f"{contact.name}, {tongue.told(what)}")
                        for day, what in dates(contact, known.today))


def _plans(known: Read, tongue: Tongue) -> Iterator[tuple[date, str]]:
    for mark in plans(known.network, known.today):
        names = ", ".join(map(known.name_of, mark.people))
        said = known.readable(first_line(known.network, mark))
        head = tongue.say("{kind} with {names}", kind=mark.kind, names=names).strip()
        yield mark.day, (tongue.say("{head}: {what}", head=head, what=said) if head and said
                         else head or said)


def _problems(known: Read) -> Iterator[str]:
    levels = [problem.level for problem in known.vault.problems]
    errors, warnings = levels.count(Level.ERROR), levels.count(Level.WARNING)
    found = [*([counted("{n} error", "{n} errors", errors)] if errors else ()),
             *([counted("{n} warning", "{n} warnings", warnings)] if warnings else ())]
    if found:
        yield ""
        yield from wrap(say("{found} in the files: netsite check", found=tongue().joined(found)),
                        "", "  ")


def _json(known: Read, hour: Hour) -> dict[str, object]:
    states = [due.state for due in known.dues.values()]
    return {
        "day": known.today.isoformat(),
        "states": {state.value: states.count(state) for state in State},
        "hour": {"minutes": hour.minutes, "used": hour.used, "left_out": hour.left_out,
                 "rows": [{"people": list(row.people), "channel": row.channel,
                           "minutes": row.minutes, "why": row.why,
                           "urgency": round(row.urgency, 6)} for row in hour.rows]},
        "week": [{"day": day.isoformat(), "what": what}
                 for day, what in sorted([*_dates(known, ENGLISH), *_plans(known, ENGLISH)])],
        "problems": len(known.vault.problems)}
