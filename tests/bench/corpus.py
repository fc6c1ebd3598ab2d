"""A made-up vault of any size, to measure with: the same bytes for the same number of contacts.

python -m tests.bench.corpus FOLDER [CONTACTS]

Every contact has front matter, notes and about fifteen dated lines; there are teams, companies,
places, tags, introductions, promises and a journal. Nobody in it exists.
"""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

TODAY = date(2026, 11, 23)  # the day as of which it is measured
FEWEST, MOST = 5, 25  # dated lines of a contact

_FIRST = date(2012, 1, 1)
_STARTS = ("Al", "Be", "Ca", "Do", "El", "Fi", "Ga", "Ho", "Il", "Jo", "Ka", "Lu", "Ma", "Né",
           "Or", "Pa", "Ri", "Sa", "Te", "Vi")
_ENDS = ("bren", "dara", "fin", "kela", "lio", "mira", "nor", "pell", "rook", "sanne", "tavi",
         "vane", "wyn", "zeth")
_FAMILIES = ("brook", "dale", "field", "gate", "hollow", "marsh", "ridge", "stone", "water", "wood")
_ROLES = ("Baker", "Designer", "Doctor", "Editor", "Engineer", "Nurse", "Painter", "Teacher")
_CADENCES = ("monthly", "quarterly", "twice a year", "yearly", "6 weeks", "every 10 days", "never")
_TAGS = ("alumni", "choir", "climbing", "conference", "family", "garden", "mentor", "neighbour",
         "press", "sailing", "school", "supplier", "volunteer", "writing")
_KINDS = ("call", "coffee", "dinner", "email", "lunch", "message", "video call", "visit", "walk",
          "gave", "got", "note", "tried")
_WHO = ("She", "He", "The team", "Their sister", "The new office", "An old friend", "The landlord")
_DOES = ("asked about", "is hopeful about", "has moved on from", "wants to hear more of",
         "is tired of", "wrote down", "found a way through", "had good news on")
_WHAT = ("the move", "the boat", "the workshop in spring", "the second book", "the garden wall",
         "the new contract", "the choir's tour", "the old house", "the long report", "the school")
_AND = ("", "; more in a month", ", and laughed about it", " - call again **before summer**",
        ", see [the plan](https://example.com/plan)", "; the word was *patience*",
        ", with `version 2` to come", ". Bring the photographs.")


class _World(NamedTuple):
    """How many there are of what contacts share."""

    contacts: int
    teams: int
    companies: int
    places: int


def _world(contacts: int) -> _World:
    return _World(contacts, contacts // 25 + 3, contacts // 12 + 3, contacts // 200 + 12)


def _id(number: int) -> str:
    return f"person-{number:06}"


def _name(number: int) -> str:
    """A name made of parts; about one in three thousand have the same."""
    start, rest = _STARTS[number % len(_STARTS)], number // len(_STARTS)
    end, rest = _ENDS[rest % len(_ENDS)], rest // len(_ENDS)
    family = _FAMILIES[rest % len(_FAMILIES)]
    return f"{start}{end} {_STARTS[(number * 7 + rest) % len(_STARTS)]}{family}"


def _company(number: int) -> str:
    return f"{_STARTS[number % len(_STARTS)]}{_FAMILIES[number % len(_FAMILIES)]} Works {number}"


def _place(number: int) -> str:
    return f"{_ENDS[number % len(_ENDS)].title()}{_FAMILIES[number % len(_FAMILIES)]} {number}"


def _team(number: int) -> str:
    return f"team-{number:05}"


def _said(chance: Random) -> str:
    return (f"{chance.choice(_WHO)} {chance.choice(_DOES)} {chance.choice(_WHAT)}, "
            f"no. {chance.randrange(1000)}{chance.choice(_AND)}")


def _day(chance: Random) -> date:
    return _FIRST + timedelta(days=chance.randrange((TODAY - _FIRST).days))


def _line(chance: Random, day: date, world: _World) -> str:
    """A dated line; one in ten was together with somebody else, one in twelve has more below."""
    with_whom = (f" with [[{_id(chance.randrange(world.contacts))}]]" if chance.random() < 0.1
                 else "")
    below = f"\n  - {_said(chance)}" if chance.random() < 0.08 else ""
    return f"- {day} {chance.choice(_KINDS)}{with_whom}: {_said(chance)}{below}"


def _front(chance: Random, number: int, world: _World, met: date) -> Iterator[str]:
    yield f"name: {_name(number)}"
    yield f"company: {_company(chance.randrange(world.companies))}"
    yield f"role: {chance.choice(_ROLES)}"
    yield f"location: {_place(chance.randrange(world.places))}"
    yield f"email: {_id(number)}@example.com"
    yield f"met: {met}"
    if chance.random() < 0.7:
        teams = sorted({chance.randrange(world.teams) for _ in range(chance.randint(1, 2))})
        yield f"teams: [{', '.join(map(_team, teams))}]"
    if chance.random() < 0.5:
        yield f"tags: [{', '.join(sorted(chance.sample(_TAGS, 2)))}]"
    if chance.random() < 0.4:
        yield f"birthday: --{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    if chance.random() < 0.4:
        yield f"cadence: {chance.choice(_CADENCES)}"
    if number and chance.random() < 0.4:  # by somebody before them, so never by each other
        yield f'introduced_by: "[[{_id(chance.randrange(number))}]]"'


def _notes(chance: Random, world: _World) -> Iterator[str]:
    yield f"{_said(chance)}\n\n{_said(chance)}"
    if chance.random() < 0.5:
        yield (f"\nTo remember:\n\n- {_said(chance)}\n- {_said(chance)}\n  - {_said(chance)}\n"
               f"- knows [[{_id(chance.randrange(world.contacts))}]]")
    if chance.random() < 0.2:
        yield f"\n1. {_said(chance)}\n2. {_said(chance)}\n\n> {_said(chance)}"
    if chance.random() < 0.3:
        yield f"\n- [ ] send them {chance.choice(_WHAT)}\n- [x] thank them"


def _contact(number: int, world: _World) -> str:
    chance = Random(number)  # noqa: S311  # the same contact every time
    days = sorted((_day(chance) for _ in range(chance.randint(FEWEST, MOST))), reverse=True)
    front = "\n".join(_front(chance, number, world, days[-1] - timedelta(days=30)))
    notes = "\n".join(_notes(chance, world))
    lines = "\n".join(_line(chance, day, world) for day in days)
    return f"---\n{front}\n---\n{notes}\n\n## History\n\n{lines}\n"


def _group(number: int) -> str:
    chance = Random(-1 - number)  # noqa: S311
    return (f"---\nname: The crew of {_place(number)}\nkind: group\n"
            f"cadence: {chance.choice(_CADENCES[:4])}\n---\n{_said(chance)}\n\n## History\n\n"
            f"- {_day(chance)} dinner: {_said(chance)}\n")


def _journal(year: int, world: _World) -> str:
    """A year's lines about several people, or about a team."""
    chance = Random(year)  # noqa: S311
    lines = []
    for _ in range(world.contacts // 100 + 3):
        some = sorted({chance.randrange(world.contacts) for _ in range(3)})
        whom = (f"[[{_team(chance.randrange(world.teams))}]]" if chance.random() < 0.3
                else ", ".join(f"[[{_id(each)}]]" for each in some))
        lines.append(f"- {year}-{chance.randint(1, 10):02}-{chance.randint(1, 28):02} lunch with "
                     f"{whom}: {_said(chance)}")
    return f"# {year}\n\n" + "\n".join(sorted(lines, reverse=True)) + "\n"


def corpus(contacts: int) -> Iterator[tuple[str, str]]:
    """The files of a vault: path and text of each, every third team with a file of its own."""
    world = _world(contacts)
    yield "netsite.toml", 'format = 1\nowner = "Kim Example"\n'
    for number in range(contacts):
        yield f"contacts/{_id(number)}.md", _contact(number, world)
    for number in range(0, world.teams, 3):
        yield f"contacts/{_team(number)}.md", _group(number)
    for year in range(_FIRST.year, TODAY.year + 1):
        yield f"journal/{year}.md", _journal(year, world)


def make(root: Path, contacts: int) -> None:
    """Write the vault into a folder."""
    for folder in ("contacts", "journal"):
        (root / folder).mkdir(parents=True)
    for path, text in corpus(contacts):
        (root / path).write_bytes(text.encode())


def edit(root: Path, number: int, mark: int) -> None:
    """Log a call at the end of a contact's file, which is its history."""
    with (root / f"contacts/{_id(number)}.md").open("a", encoding="utf-8", newline="\n") as file:
        file.write(f"- {TODAY - timedelta(days=3)} call: what was said in talk {mark}\n")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
