"""`netsite log`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from netsite.capture.ids import id_for
from netsite.capture.log import Logged, contact_path, name_of, plan_log
from netsite.capture.plan import Change
from netsite.commands.asking import can_ask, choose, confirmed
from netsite.commands.capture import Manner, carry_out, print_commit, print_diff, told
from netsite.commands.reading import STATES, Read, read
from netsite.commands.speaking import in_words, say
from netsite.commands.terminal import STATE_COLOURS, print_json, print_table
from netsite.model import Contact, Id, Mark, Network
from netsite.network.due import Due, due_of_all
from netsite.network.typed import Typed, UnclearError, Whom, kinds_of, read_typed
from netsite.problems import UsageError
from netsite.text.cadence import cadence_words
from netsite.text.entries import near_date, read_phrases
from netsite.text.names import fold, one_line
from netsite.text.when import EXAMPLES, read_typed_day
from netsite.texts import Text

_MOST_CANDIDATES = 12


def log(
    vault: Path, today: date, text: str, *, on: str | None, new: bool, dry_run: bool, as_json: bool,
) -> None:
    """File one line for everybody it names, and say where, and when each is due again."""
    known = read(vault, today)
    settings = known.vault.settings
    manner = Manner(command="log", dry_run=dry_run, as_json=as_json, commit=settings.git_commit)
    day, words = day_and_words(text, on, today)
    people = People(known.network, day, new=new, asks=can_ask() and not as_json)
    typed = people.read(words, kinds_of(known.network, [*settings.hour_channels, *settings.gave,
                                                        *settings.got, *settings.not_contact]))
    logged = plan_log(known.network, typed, day, today, read_phrases(settings.not_contact),
                      people.made)
    changes, done = carry_out(vault, logged.plan, manner)
    dues = _dues_after(known, logged, people.made)
    if as_json:
        print_json(told(changes, done, manner) | {
            "line": f"- {day} {logged.words}".rstrip(), "path": logged.path, "day": day.isoformat(),
            "contact": logged.contact,
            "people": [_json(known, logged, person, dues) for person in logged.people]})
        return
    if dry_run:
        print_diff(changes)
    else:
        _tell(known, logged, changes, dues, people.made)
    print_commit(done)


def day_and_words(text: str, on: str | None, today: date) -> tuple[date, str]:
    """The day of a typed line and the rest of it; today where none is given.

    Raises UsageError for a day that cannot be read, or one in `--on` and another in the text.
    """
    text = text.strip().replace("\r\n", "\n").replace("\r", "\n")
    typed = read_typed_day(text, today)
    if on is None:
        if typed is None and (near := near_date(text)):
            raise UsageError(Text.of("{near}; {near_b}", near=near[0], near_b=near[1]))
        return (typed.day, text[typed.end:].strip()) if typed else (today, text)
    given = read_typed_day(one_line(on), today)
    if given is None or given.end != len(one_line(on)):
        raise UsageError(Text.of("“{on}” is no day; write {examples}", on=on, examples=EXAMPLES))
    if typed and typed.day != given.day:
        raise UsageError(Text.of(
            "--on says {day}, and the text {day_b}; leave one out",
            day=given.day, day_b=typed.day))
    return given.day, text[typed.end:].strip() if typed else text


class People:
    """Whom typed names mean: those there are, those somebody picks, and those to be made.

    With `new` every unknown name is made a contact; with `asks` somebody is there to be asked.
    """

    def __init__(self, network: Network, day: date, *, new: bool, asks: bool) -> None:
        self.network, self.day, self.new, self.asks = network, day, new, asks
        self.chosen: dict[str, Id] = {}
        self.made: dict[Id, str] = {}

    def read(self, words: str, kinds: frozenset[str]) -> Typed:
        """Read a line; what is unclear is asked for on a terminal, and refused elsewhere."""
        while True:
            try:
                return read_typed(Whom(self.network, self.day, self.chosen), words, kinds)
            except UnclearError as error:
                if not fold(error.word) or fold(error.word) in self.chosen:
                    raise UsageError(Text.of(
                        "“{word}” cannot be read as a name", word=error.word)) from None
                self.chosen[fold(error.word)] = self.settle(error)

    def settle(self, error: UnclearError) -> Id:
        """Who a name means that is unclear."""
        if error.candidates:
            shown = self.shown(error.candidates)
            if self.asks:
                return choose(say("Who is “{name}”?", name=error.word), shown)
            raise UsageError(Text.of(
                "{error}; give the id:{shown}", error=error.args[0],
                shown="".join(f"\n  {text}" for _, text in shown)))
        if error.team:
            raise error
        near = self.shown(Whom(self.network, self.day).near(error.word))
        if self.asks and near:
            answer = choose(say(
                "Who is “{name}”?", name=error.word), [*near, ("", say("somebody new"))])
            return answer or self.make(error.word)
        if self.new or (self.asks and confirmed(say(
                "Nobody is called “{name}”. Make a contact of that name?", name=error.word))):
            return self.make(error.word)
        listed = "".join(f"\n  {shown}" for _, shown in near)
        meant = Text.of("; did you mean{names}", names=listed) if near else ""
        raise UsageError(Text.of(
            "{error}; --new makes a contact of that name, and a colon ends the names{meant}",
            error=error.args[0], meant=meant))

    def shown(self, people: Sequence[Id]) -> list[tuple[Id, str]]:
        """People with how they are listed."""
        return [(person, f"{person}  {self.network.people[person].name}")
                for person in people[:_MOST_CANDIDATES]]

    def make(self, name: str) -> Id:
        """Note a contact to be made."""
        taken = {fold(person) for person in (*self.network.people, *self.network.groups,
                                             *self.made)}
        person = id_for(name, taken)
        self.made[person] = one_line(name)
        return person


def _dues_after(known: Read, logged: Logged, made: Mapping[Id, str]) -> dict[Id, Due]:
    """The clocks of a line's people with that line in their history."""
    new = Mark(logged.path, 0, logged.day, False, "", logged.contact, "", logged.people, ())
    network = known.network
    people = {person: network.people.get(person) or Contact(
        id=person, path=contact_path(network, person), name=made[person])
        for person in logged.people}
    marks = {person: tuple(sorted((new, *network.marks.get(person, ())),
                                  key=lambda each: each.day, reverse=True))
             for person in logged.people}
    after = replace(network, people=people, own={}, linked_of=marks, marks=marks)
    return due_of_all(after, known.vault.settings, known.today)


def _json(known: Read, logged: Logged, person: Id, dues: Mapping[Id, Due]) -> dict[str, object]:
    contact = known.network.people.get(person)
    found = dues[person]
    return {"id": person, "name": contact.name if contact else None, "state": found.state,
            "due": found.due.isoformat() if found.due else None, "path": logged.path}


def _tell(
    known: Read, logged: Logged, changes: list[Change], dues: Mapping[Id, Due],
    made: Mapping[Id, str],
) -> None:
    for change in changes:
        if change.before is None:
            click.echo(say("made {path}", path=change.path))
    click.echo(f"{logged.path}: - {logged.day} {logged.words}".rstrip())
    if not logged.contact:
        click.echo(say("no contact, so nobody’s clock moves"))
    rows = []
    for person in logged.people:
        due = dues[person]
        rows.append((name_of(known.network, made, person),
                     say("due {day}", day=due.due) if due.due else in_words(STATES[due.state]),
                     in_words(cadence_words(due.cadence))))
    print_table(rows, [STATE_COLOURS.get(dues[person].state) for person in logged.people])
