"""The views of People, and the rows in which people stand elsewhere."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from netsite.model import Id, Mark
from netsite.network.due import Due, State
from netsite.network.lines import days_of_contact
from netsite.network.links import with_names
from netsite.pages.lines import Picture, Ref
from netsite.pages.pieces import spark
from netsite.pages.words import state_word, unmarked
from netsite.practice.actions import mail_link, phone_link
from netsite.text.cadence import cadence_words
from netsite.text.names import one_line, sort_key
from netsite.tongue import Tongue

MOST_ON_A_PAGE = 250  # people; a longer list is split by letter
OTHER = "Other"  # the letter of names that begin with none


class PersonRow(NamedTuple):
    """A person in a list. Days are ISO, "" where there is none.

    `late`, in words, and `clock` are for Overdue alone, and `spark`, the last twelve months, for
    People: what changes with the day would change every page that has the row.
    """

    ref: Ref
    state: State
    words: str
    cadence: str
    last: str
    last_words: str
    kind: str
    due: str
    teams: tuple[Ref, ...]
    company: str
    role: str
    mail: str
    phone: str
    late: str = ""
    spark: Markup = Markup()
    clock: str = ""


Rows = Mapping[Id, PersonRow]  # made once, shown on many pages


class PeopleView(NamedTuple):
    """A list of people, whole or of one letter (`here`); `letters` leads to the others."""

    title: str
    total: int
    rows: tuple[PersonRow, ...]
    letters: tuple[tuple[Ref, int], ...]
    here: str = ""


def person_row(picture: Picture, person: Id) -> PersonRow:
    """A person's row, from their clock and the last line with them."""
    contact, due = picture.network.people[person], picture.dues[person]
    last = due.last
    teams = tuple(picture.teams[key] for key in present_teams(picture, person))
    return PersonRow(
        ref=picture.refs[person], state=due.state,
        words=state_word(due, contact, picture.tongue),
        cadence=picture.tongue.told(cadence_words(due.cadence)),
        last=_iso(last.day, whole_month=last.whole_month) if last else "",
        last_words=day_in_words(last, picture.tongue) if last else "",
        kind=last.kind if last else "", due=due.due.isoformat() if due.due else "",
        teams=teams, company=contact.company, role=contact.role, mail=mail_link(contact),
        phone=phone_link(contact))


def _iso(day: date, *, whole_month: bool) -> str:
    return day.isoformat()[:7] if whole_month else day.isoformat()


_LONGEST_SAID = 140
_END_OF_PARAGRAPH = re.compile(r"\n(?=\s*\n|\s*[-*+#>|`]|\s*\d+[.)]\s)")


def day_in_words(last: Mark, tongue: Tongue, *, short: bool = False) -> str:
    """The day of a last contact, or its month where no more is known."""
    if last.whole_month:
        return tongue.month_of(last.day.year, last.day.month)
    return tongue.short_day_of_year(last.day) if short else tongue.long_day(last.day)


def last_contact(due: Due, tongue: Tongue, *, short: bool = False) -> str:
    """`last coffee 1 July 2026`, "" where there was none."""
    if due.last is None:
        return ""
    day = day_in_words(due.last, tongue, short=short)
    return (tongue.say("last {kind} {day}", kind=due.last.kind, day=day) if due.last.kind
            else tongue.say("last contact {day}", day=day))


def last_words(picture: Picture, person: Id) -> str:
    """The beginning of what was said last, its links as names and without marks."""
    last = picture.dues[person].last
    text = picture.network.words(last.path).text(last.line) if last else ""
    first = _END_OF_PARAGRAPH.split(text, maxsplit=1)[0]
    named = with_names(picture.network.names, lambda other: picture.refs[other].name, first)
    line = one_line(unmarked(named))
    if len(line) <= _LONGEST_SAID:
        return line
    cut = line[:_LONGEST_SAID]
    return (cut.rpartition(" ")[0] or cut) + " …"


def present_teams(picture: Picture, person: Id) -> list[str]:
    """The keys of the teams somebody is in today."""
    times = picture.network.teams_of.get(person, ())
    today = picture.clock.today_in_teams()
    return list(dict.fromkeys(key for key, member in times if member.on(today)))


def _last_months(picture: Picture, person: Id) -> tuple[int, ...]:
    year, month = picture.clock.month()
    newest = year * 12 + month - 1
    counts = [0] * 12
    for day in days_of_contact(picture.network, person, _a_year_before(year, month)):
        if not picture.clock.is_ahead(day):
            counts[11 - newest + day.year * 12 + day.month - 1] += 1
    return tuple(counts)


def _a_year_before(year: int, month: int) -> date:
    """The first day of the twelve months of which a month is the last."""
    return date(year - 1, month + 1, 1) if month < 12 and year > 1 else date(year, 1, 1)


def _with_months(picture: Picture, rows: Rows, people: Iterable[Id]) -> tuple[PersonRow, ...]:
    return tuple(rows[person]._replace(spark=spark(
        _last_months(picture, person), picture.tongue))
                 for person in people)


def everybody_view(
    picture: Picture, rows: Rows, letters: Mapping[str, Sequence[Id]],
) -> PeopleView:
    """All people on one page."""
    people = [person for some in letters.values() for person in some]
    return PeopleView(picture.tongue.say("People"), len(people),
                      _with_months(picture, rows, people), ())


def letters_view(picture: Picture, letters: Mapping[str, Sequence[Id]]) -> PeopleView:
    """Where people are many: what leads to their letters, and how many stand under each."""
    return PeopleView(picture.tongue.say("People"), sum(map(len, letters.values())), (),
                      _letters(picture, letters))


def letter_view(
    picture: Picture, rows: Rows, letters: Mapping[str, Sequence[Id]], name: str,
) -> PeopleView:
    """The people of one letter."""
    people = letters[name]
    shown = _letter_shown(name, picture.tongue)
    return PeopleView(picture.tongue.say("People: {letter}", letter=shown), len(people),
                      _with_months(picture, rows, people), _letters(picture, letters), shown)


def letter_url(name: str) -> str:
    """The address of a letter's page."""
    return f"people/letters/{name.lower()}.html"


def _letters(
    picture: Picture, letters: Mapping[str, Sequence[Id]],
) -> tuple[tuple[Ref, int], ...]:
    return tuple((Ref(_letter_shown(name, picture.tongue), letter_url(name)), len(people))
                 for name, people in sorted(
                     letters.items(), key=lambda each: (len(each[0]) > 1, each[0])))


def _letter_shown(name: str, tongue: Tongue) -> str:
    """A letter or script as it is shown."""
    return tongue.say_as("names in no script", "Other") if name == OTHER else tongue.told(name)


def letter(name: str) -> str:
    """The heading a name stands under: A to Z, else its script (`Cyrillic`), else `Other`."""
    first = sort_key(name)[0][:1].upper()
    if "A" <= first <= "Z":
        return first
    script = unicodedata.name(first, "").partition(" ")[0].capitalize() if first.isalpha() else ""
    return "Han" if script == "Cjk" else script if script.isalpha() else OTHER
