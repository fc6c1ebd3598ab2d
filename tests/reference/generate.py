"""Random small vaults that, over many seeds, use every rule of docs/format.md.

Tests read each vault with the product and with tests/reference/reader.py and compare. So the
vaults keep to what docs/format.md decides; they are untidy, but hold no YAML or TOML that cannot
be read, no doubled keys and no two files of one id. All names are invented.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

TODAY = date(2026, 11, 22)

# Stem of the file, full name, aliases that are this person's own.
PEOPLE = [
    ("ana-silva", "Ana Silva", ["Ana S.", "anita"]),
    ("bo-chen", "Bo Chen", ["Bo"]),
    ("carl-ito", "Carl Ito", []),
    ("Dana-Levi", "Dana Levi", ["dee"]),
    ("zoë-lind", "Zoë Lind", ["Zoë"]),
    ("lukasz", "Łukasz Wójcik", ["Łuki"]),
    ("åse", "Åse Nygård", []),
    ("小林花子", "小林 花子", ["花ちゃん", "ガガ"]),
    ("maria-orlova", "Мария Орлова", ["Маша", "Йоль"]),
    ("nikos", "Νίκος Παππάς", ["Νικόλας"]),
    ("bjorn.gross", "Björn Groß", ["JÖRN"]),
    ("haneul", "김하늘", ["하늘"]),
    ("lan", "Nguyễn Thị Lan", []),
    ("sean", "Seán Ó Briain", ["Ó Briain"]),
    ("JW", "Jörg Weiß", []),
    ("no", "No", []),
    ("amal", "أمل نصار", ["أمل"]),
    ("d'arcy", "Élodie d'Arcy", ["élo"]),
    ("kai", "Kai Moreau", ["K. M."]),
    ("twelve", "Ivy: Twelve", ["ivy 12"]),
]
# Nicknames that two people may share; then a link by it names nobody.
NICKNAMES = ["Coach", "Doc", "Señor B", "Boss"]
# Stem, full name and aliases of the group files.
GROUPS = [
    ("atlas-group", "Atlas", ["the atlas people", "Atlás"]),
    ("climbers", "Climbing Friends", ["ropes"]),
    ("familie-süd", "Familie Süd", []),
    ("board", "The Board", ["Проект Мир"]),
]
# Teams that only contacts name.
TEAMS = ["Acme site", "Orion", "Café Nord", "Class of 2015", "읽기 모임", "книжный клуб"]
TAGS = ["climbing", "close", "vip", "work", "familie"]

# No two of these are of one length, so that "the shortest" is always one of them.
CADENCES = [
    "daily",
    "weekly",
    "fortnightly",
    "monthly",
    "quarterly",
    "twice a year",
    "yearly",
    "never",
    "6 weeks",
    "90 days",
    "92 days",
    "31 days",
    "2 months",
    "5 months",
    "10d",
    "3w",
    "45 days",
    "2 years",
]
# Pairs of them whose order hangs on a month being 30.44 days; the first is the shorter one.
NEAR_PAIRS = [
    ("90 days", "quarterly"),
    ("91 days", "quarterly"),
    ("quarterly", "92 days"),
    ("monthly", "31 days"),
    ("30 days", "monthly"),
    ("yearly", "366 days"),
    ("365 days", "yearly"),
]
OTHER_CADENCES = ["1 day", "1 month", "1 week", "1 year", "2w", "7d", "12 months", "30 days"]
UNREADABLE = ["sometimes", "every blue moon", "monthlyish", "6 moons", "soon", "weeks"]

# Days on which rules turn: today, ends of months, a leap day, and the ends of stays in teams.
TURNING_DAYS = [
    TODAY,
    TODAY,
    TODAY - timedelta(days=1),
    TODAY + timedelta(days=1),
    date(2026, 1, 31),
    date(2026, 3, 31),
    date(2026, 8, 31),
    date(2026, 8, 30),
    date(2025, 11, 30),
    date(2024, 2, 29),
    date(2026, 6, 30),
    date(2026, 7, 1),
    date(2025, 6, 14),
    date(2025, 6, 15),
    date(2026, 2, 28),
    date(2025, 12, 31),
    date(2026, 1, 1),
]
JOINED = [
    "2019-03",
    "2024",
    "2025-06-15",
    "2026-01-31",
    "2026",
    "2026-11",
    "2026-11-22",
    "2026-11-23",
    "2027-01",
    "2026-07-01",
]
LEFT = [
    "2022-06",
    "2024-02",
    "2025",
    "2026-06",
    "2026-06-30",
    "2026-11-21",
    "2026-11-22",
    "2026-11",
    "2026",
    "2027-03-01",
    "2025-12",
]

KINDS = ["coffee", "call", "email", "Lunch", "gave", "got", "GROUP CALL", "group call", "dinner"]
THREE_WORDS = ["long group call", "late birthday dinner", "first video chat", "walk and talk"]
FOUR_WORDS = ["had a long call", "met up for lunch", "we went out climbing"]
TEXTS = [
    "hiring again in spring",
    "asked for advice on the offer",
    "said 10:30 suits her",
    "long talk about the move: they may go",
    "no plan yet, but some idea of it",
    "moved to Berlin & happy",
    "three kids now (the third is new)",
    "wants a note of thanks",
    "https://example.com/a:b is the page",
]
PARAGRAPHS = ["It went on and on.", "She was in a good mood.", "We will see."]
NOT_CONTACT = ["note", "todo", "plan", "idea", "tried", "missed", "no reply"]
# Words that are close to the setting's, and are contact.
NEARLY_NOT_CONTACT = ["notes", "planned", "ideas", "trying", "no replies", "a note", "missed-ish"]

# Keys that say nothing of who is due.
OTHER_KEYS = [
    "company: Globex",
    "organisation: Globex",
    "birthday: --04-12",
    "phone: +4420 7946 0000",
    "email: [someone@example.com]",
    "shoe_size: 42",
    'introduced_by: "[[nobody here]]"',
    "timezone: Europe/Lisbon",
    "photo: no",
]

SECTIONS = ["History", "Log", "Timeline", "Interactions"]
HISTORY_LEVELS = [1, 2, 2, 2, 2, 3, 4]
SURE = " <!-- sure? -->"  # a comment at the end of a line
SEPARATORS = [" ", ", ", " and ", ", and ", " & ", ", & ", ",", " AND ", " And "]


@dataclass
class Entry:
    """A person or a group of the vault: what its file is called and what names it has."""

    id: str
    name: str
    aliases: list[str]
    path: str
    members: list[Entry] = field(default_factory=list)  # of a group
    spelled_name: str = ""  # how the file tells the name: a key, "heading", or "stem"


@dataclass
class World:
    """The vault being made: its source of chance, and the names that may be used in it."""

    rng: random.Random
    people: list[Entry] = field(default_factory=list)
    groups: list[Entry] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)
    not_contact: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    # Cadences still free for groups and tags; each is used once, so that no two tie.
    cadences: list[str] = field(default_factory=list)

    def chance(self, share: float) -> bool:
        """Take a share between 0 and 1; return True in that share of the calls."""
        return self.rng.random() < share

    def one(self, choices: list[str]) -> str:
        """Take some texts; return one of them."""
        return self.rng.choice(choices)


def vault(rng: random.Random) -> dict[str, str]:
    """Take a source of chance; return a vault as file texts by path relative to its folder.

    The same state of the source gives the same vault.
    """
    w = World(rng)
    name_everyone(w)
    files: dict[str, str] = {}
    if w.chance(0.45):
        files["netsite.toml"] = settings_file(w)
    else:
        w.not_contact = list(NOT_CONTACT)
    for group in w.groups:
        files[group.path] = group_file(w, group)
    for person in w.people:
        files[person.path] = person_file(w, person)
    for name in rng.sample(["2026", "2025", "work notes", "trips"], rng.choice([0, 1, 1, 2])):
        files[f"journal/{name}.md"] = journal_file(w)
    if w.chance(0.15):
        files.update(files_that_do_not_count(w))
    return files


# --- who there is -------------------------------------------------------------------------------


def name_everyone(w: World) -> None:
    """Choose the people, groups, teams and tags of the vault, and the names that clash."""
    rng = w.rng
    folders = ["", "", "", "work/", "friends/old/"]
    for stem, name, aliases in rng.sample(PEOPLE, rng.randint(3, 14)):
        own = [alias for alias in aliases if w.chance(0.6)]
        path = f"contacts/{w.one(folders)}{stem}.md"
        w.people.append(Entry(stem, name, own, path))
    for stem, name, aliases in rng.sample(GROUPS, rng.choice([0, 0, 1, 1, 2, 3])):
        own = [alias for alias in aliases if w.chance(0.7)]
        path = f"contacts/{w.one(folders)}{stem}.md"
        members = [person for person in w.people if w.chance(0.3)]
        w.groups.append(Entry(stem, name, own, path, members))
    w.teams = rng.sample(TEAMS, rng.choice([0, 1, 1, 2, 3, 4]))
    w.tags = rng.sample(TAGS, rng.randint(0, 4))
    w.cadences = rng.sample(CADENCES, len(CADENCES))
    if w.chance(0.35):
        pair = rng.choice(NEAR_PAIRS)
        w.cadences = [each for each in w.cadences if each not in pair]
        w.cadences += rng.sample(pair, 2)  # taken from the end, so these come first
    name_clashes(w)

    for person in w.people:
        person.spelled_name = w.one(["name"] * 16 + ["title", "FN", "heading", "bare heading"])
        if w.chance(0.03):
            person.spelled_name, person.name = "stem", person.id
    for group in w.groups:
        group.spelled_name = w.one(["name"] * 9 + ["heading"])


def name_clashes(w: World) -> None:
    """Give some people a nickname, and now and then one name to two contacts."""
    rng = w.rng
    for nickname in NICKNAMES:
        if w.chance(0.12):  # two people of one alias: the alias names nobody
            for person in rng.sample(w.people, 2):
                person.aliases.append(nickname)
        elif w.chance(0.1):
            rng.choice(w.people).aliases.append(nickname)
    if w.chance(0.3):
        clash_of_people(w)
    elif w.chance(0.25):
        clash_with_teams(w)


def clash_of_people(w: World) -> None:
    """Give one name to two people."""
    first, second, third = w.rng.sample(w.people, 3)
    clash = w.one(["id", "name", "names", "shadow"])
    if clash == "id":  # the other's id: ids go first
        first.aliases.append(second.id)
    elif clash == "name":  # the other's full name: aliases go before names
        first.aliases.append(second.name)
    elif clash == "names":  # one full name for two: it names nobody
        first.name = second.name
    elif clash == "shadow":  # an alias of two, and the full name of a third: still nobody
        first.aliases.append(third.name)
        second.aliases.append(third.name)


def clash_with_teams(w: World) -> None:
    """Give one name to a person and a team or group, or to two groups."""
    first = w.rng.choice(w.people)
    clash = w.one(["team", "group", "groups"])
    if clash == "team" and w.teams:  # a team's name: aliases go before teams
        first.aliases.append(w.teams[0])
    elif clash == "group" and w.groups:  # an alias of a person and of a group
        first.aliases.append("Everybody")
        w.groups[0].aliases.append("Everybody")
    elif clash == "groups":  # one alias for two groups
        for group in w.groups[:2]:
            group.aliases.append("Everybody")


# --- settings -----------------------------------------------------------------------------------


def settings_file(w: World) -> str:
    """Return the text of netsite.toml, and keep the words it sets for later."""
    rng = w.rng
    w.not_contact = list(NOT_CONTACT)
    lines = ["format = 1"] if w.chance(0.7) else []
    if w.chance(0.3):
        lines.append('owner = "Kim Example"')
    if w.chance(0.4):
        lines.append(f"soon = {rng.choice([1, 7, 13, 15, 30])}")
    if w.chance(0.3):
        w.not_contact = rng.choice(
            [["note", "memo", "no answer"], ["Idea"], [], ["todo", "left a message", "naïve"]]
        )
        lines.append(f"not_contact = {json.dumps(w.not_contact, ensure_ascii=False)}")
    if w.chance(0.8):
        lines.append("[cadence]")
        if w.chance(0.5):
            default = w.one(["monthly", "90 days", "twice a year", "6 weeks", "never", "yearly"])
            lines.append(f'default = "{w.one(UNREADABLE) if w.chance(0.1) else default}"')
        with_cadence = [(tag, group_cadence(w)) for tag in w.tags if w.chance(0.75)]
        if w.chance(0.5):
            lines.append("tags = {" + ", ".join(f'{t} = "{c}"' for t, c in with_cadence) + "}")
        elif with_cadence:
            lines.append("[cadence.tags]")
            lines += [f'{tag} = "{cadence}"' for tag, cadence in with_cadence]
    if w.chance(0.2):
        lines += ["[ledger]", 'gave = ["gave", "sent"]']
    return "\n".join(lines) + "\n"


def group_cadence(w: World) -> str:
    """Return a cadence for a group or tag that nothing else in the vault has."""
    if w.chance(0.15):
        return w.one(UNREADABLE)
    return w.cadences.pop()


# --- days ---------------------------------------------------------------------------------------


def some_day(w: World) -> date:
    """Return a day: most in the past 18 months, some old, some to come, some at a turning."""
    roll = w.rng.random()
    if roll < 0.15:
        return w.rng.choice(TURNING_DAYS)
    if roll < 0.75:
        return TODAY - timedelta(days=w.rng.randint(0, 547))
    if roll < 0.9:
        return TODAY - timedelta(days=w.rng.randint(548, 6000))
    return TODAY + timedelta(days=w.rng.randint(1, 500))


def written_day(w: World, day: date) -> str:
    """Return a line's day as text; now and then only the month."""
    return day.isoformat()[:7] if w.chance(0.08) else day.isoformat()


def imprecise(w: World, day: date) -> str:
    """Return a day for front matter: the day, its month, or its year."""
    return day.isoformat()[: w.rng.choice([10, 10, 10, 7, 4])]


# --- links and lists ----------------------------------------------------------------------------


def link(w: World) -> str:
    """Return a link to somebody, to a group or team, or to nobody."""
    rng = w.rng
    roll = rng.random()
    if roll < 0.07:
        name = w.one(["nobody here", "Ana", "missing-person", "Zoe Lind"])
    elif roll < 0.12:
        name = w.one([*NICKNAMES, "Everybody"])
    elif roll < 0.3 and (w.groups or w.teams):
        name = w.one(w.teams + [name for group in w.groups for name in names_of(group)])
    else:
        name = w.one(names_of(rng.choice(w.people)))
    return link_to(w, name)


def names_of(entry: Entry) -> list[str]:
    """Return the names an entry can be linked by."""
    return [entry.id, entry.id, entry.name, *entry.aliases]


def link_to(w: World, name: str) -> str:
    """Return a link with a given name, in one of the many ways to write it."""
    name = respelled(w, name)
    if w.chance(0.08):
        name = w.one(["contacts/", "people/", "contacts/work/"]) + name
    if w.chance(0.08):
        name += ".md"
    if w.chance(0.07):
        name += w.one(["#History", "#2026-10-02 coffee", "#a: b"])
    if w.chance(0.12):
        name += "|" + w.one(["her", "my friend: the tall one", "Bo & Co", "x except y", "前"])
    return f"[[{name}]]"


def respelled(w: World, name: str) -> str:
    """Return a name that is the same when NFC-normalised and case-folded."""
    if w.chance(0.2):
        name = w.one([name.upper(), name.lower(), name.swapcase()])
    return unicodedata.normalize("NFD", name) if w.chance(0.2) else name


def links(w: World) -> str:
    """Return one link or several with separators, without "with"."""
    text = link(w)
    for _ in range(w.rng.choice([0, 0, 0, 1, 1, 2, 3])):
        text += w.one(SEPARATORS) + link(w)
    return text


def with_links(w: World) -> str:
    """Return "with" and a list."""
    return f"{w.one(['with', 'with', 'with', 'With', 'WITH'])} {links(w)}"


def except_links(w: World) -> str:
    """Return "except" and a list."""
    return f"{w.one(['except', 'except', 'Except', 'EXCEPT'])} {links(w)}"


# --- what stands after the date -----------------------------------------------------------------


def kind(w: World) -> str:
    """Return a kind of one to three words."""
    return w.one(KINDS + THREE_WORDS)


def mention(w: World) -> str:
    """Return a text, often with links that are mentions only."""
    if w.chance(0.5):
        return w.one(TEXTS)
    return w.one(
        [
            f"said that {link(w)} moved to Berlin",
            f"heard much about {link(w)} and {link(w)}.",
            f"her plan: work with {link(w)} from May",
            f"the dinner was nice except {link(w)} was late",
        ]
    )


def bare(w: World) -> str:
    """Return a kind alone, or nothing at all."""
    return w.one(["", kind(w)])


def kind_and_text(w: World) -> str:
    """Return `coffee: …`; what follows the colon is text, even a list."""
    return f"{kind(w)}: {w.one([mention(w), mention(w), mention(w), with_links(w)])}"


def kind_with_people(w: World) -> str:
    """Return `coffee with [[a]] …`, with or without a colon, or at the line's end."""
    ending = w.one(["", f": {mention(w)}", f": {mention(w)}", f" {w.one(TEXTS)}", ":", "."])
    return f"{w.one([kind(w) + ' ', ''])}{with_links(w)}{ending}"


def people_alone(w: World) -> str:
    """Return `[[a]], [[b]]: …`, a list without "with" before a colon or the line's end."""
    return f"{w.one([kind(w) + ' ', '', ''])}{links(w)}{w.one(['', ':', ': ' + mention(w)])}"


def people_except(w: World) -> str:
    """Return `dinner with [[a]] except [[b]]`, and shorter forms of it."""
    people = w.one([with_links(w) + " ", links(w) + " ", links(w) + ", ", ""])
    return f"{w.one([kind(w) + ' ', ''])}{people}{except_links(w)}" + w.one(
        ["", ":", f": {mention(w)}", f" {w.one(TEXTS)}"]
    )


def everybody_except(w: World) -> str:
    """Return `dinner with [[team]] except [[b]]`: the list less somebody of it."""
    if not w.groups and not w.teams:
        return people_except(w)
    name = w.one(w.teams + [name for group in w.groups for name in names_of(group)])
    return f"{kind(w)} with {link_to(w, name)} {except_links(w)}{w.one(['', ': ' + mention(w)])}"


def sentence(w: World) -> str:
    """Return a sentence; its links are mentions."""
    return w.one(
        [
            mention(w),
            f"{link(w)} rang about the flat",
            f"{link(w)} and {link(w)} were late: no dinner",
            f"{link(w)} 10:30: call {link(w)}",
            f"{link(w)}: her idea",  # and this one is people
            f"said {link(w)} moved",
            f"{links(w)}:later",
            f"call {link(w)}. Then lunch",
            f"{links(w)}, then nobody",
            f"{links(w)} and Bo: dinner",
        ]
    )


def words_and_people(w: World) -> str:
    """Return three words, which are a kind, or four, which are a sentence."""
    words = w.one(THREE_WORDS + FOUR_WORDS + FOUR_WORDS)
    return f"{words} {w.one([with_links(w), links(w), except_links(w)])}{w.one(['', ': fine'])}"


def time_of_day(w: World) -> str:
    """Return a text with a time of day, whose colon is text."""
    return w.one(
        [
            f"call at 10:30: moved to {link(w)}",
            f"at 10:30 in the cold: {links(w)}",
            f"10:30 {with_links(w)}",
            f"call:quick {with_links(w)}",
            f"email 10:30 {links(w)} was right",
        ]
    )


def without_link(w: World) -> str:
    """Return `coffee with Bo`: no link, so nobody."""
    return w.one(["coffee with Bo", "with Bo: lunch", "call with Bo and the others from work"])


def no_contact(w: World) -> str:
    """Return a text whose first words are of the setting, however they are dressed up."""
    word = w.one(w.not_contact * 3 + NOT_CONTACT)
    word = w.one([word, word, word.upper(), word.title()])
    if w.chance(0.2):
        word = word.replace(" ", "  ")
    plain = w.one([f" {with_links(w)}", f" {with_links(w)}: lunch", f": {mention(w)}", "", ":"])
    emphasis = w.one(["**", "*", "_", "__", "***"])
    long = f"ring the whole family about {link(w)}"
    return w.one(
        [
            word + plain,
            word + plain,
            f"{emphasis}{word}{emphasis}{plain}",
            f"{emphasis}{word}:{emphasis} {long}",
            f"({word}) {long}",
            f'"{word}" {long}',
            f"{word}, {long}",
            f"{word}! {long}",
            f"{word}... {long}",
            f"— {word} {long}",
        ]
    )


def nearly_no_contact(w: World) -> str:
    """Return words that only resemble the setting's, or do not come first."""
    return w.one(
        [
            f"{w.one(NEARLY_NOT_CONTACT)} {with_links(w)}",
            f"{w.one(NEARLY_NOT_CONTACT)}: {mention(w)}",
            f"{links(w)}: note to self",
            f"call: {w.one(NOT_CONTACT)}",
        ]
    )


SHAPES: list[tuple[int, Callable[[World], str]]] = [
    (4, bare),
    (6, kind_and_text),
    (14, kind_with_people),
    (8, people_alone),
    (5, people_except),
    (4, everybody_except),
    (8, sentence),
    (5, words_and_people),
    (4, time_of_day),
    (2, without_link),
    (9, no_contact),
    (4, nearly_no_contact),
]


def line_text(w: World) -> str:
    """Return what stands after a date."""
    shape = w.rng.choices([each for _, each in SHAPES], [weight for weight, _ in SHAPES])[0]
    text = shape(w)
    return spaced(w, text) if w.chance(0.06) else text


def spaced(w: World, text: str) -> str:
    """Double the spaces of a text outside its links; white space folds."""
    pieces = re.split(r"(\[\[[^\]]*\]\])", text)
    wide = w.one(["  ", " \t"])
    return "".join(
        piece if piece.startswith("[[") else piece.replace(" ", wide) for piece in pieces
    )


# --- lines and blocks of a body -----------------------------------------------------------------


def dated(w: World, day: date | None = None) -> list[str]:
    """Return a dated line, now and then with more lines that belong to it."""
    text = line_text(w)
    bullet = w.one(["-", "-", "-", "-", "*", "+"]) + w.one([" ", " ", " ", " ", "  ", "\t"])
    written = written_day(w, some_day(w)) if day is None else day.isoformat()
    colon = ":" if w.chance(0.12) else ""
    out = [f"{bullet}{written}{colon} {text}".rstrip()]
    if text.endswith(tuple(TEXTS)) and w.chance(0.1):
        out[0] += SURE
    if w.chance(0.2):
        out += w.rng.choice(
            [
                [f"  and some more, also of {link(w)}"],
                [f"  - sent {link(w)} the talk afterwards"],
                [f"  - {written_day(w, some_day(w))} call with {link(w)}"],  # belongs to it
                [f"and on it goes: {link(w)}"],
                ["", f"  with {link(w)} in a paragraph of its own"],
                ["  ```", "  a = 1", "  ```"],
                [f"  * one with {link(w)}", f"    + two with {link(w)}"],
            ]
        )
    return out


def hidden(w: World) -> list[str]:
    """Return a code fence or a comment; the bullets and headings in it count for nothing."""
    middle = w.one(["## Notes", "# 2026-10-02 coffee", "plain"])
    inside = [line.replace(SURE, "") for line in (dated(w)[0], middle, dated(w)[0])]
    return w.rng.choice(
        [
            ["```", *inside, "```"],
            ["~~~text", *inside, "```", "~~~~"],
            ["````md", "```", *inside, "```", "````"],
            ["```", "<!--", *inside, "```"],
            ["<!--", *inside, "-->"],
            ["<!--", "```", *inside, "-->"],
            [f"<!-- {inside[0]} -->"],
            ["<!-- from here", *inside, "to here -->"],
        ]
    )


def decoy(w: World) -> list[str]:
    """Return what looks like a dated line and is none. Not for below a day heading."""
    day = some_day(w).isoformat()
    return w.rng.choice(
        [
            [f"- thought of {link(w)}"],
            [f"- with {link(w)}: no day"],
            [f"- [ ] send {link(w)} the talk"],
            [f"- [x] {day} call {link(w)}"],
            [f"1. {day} call with {link(w)}"],
            [f"> - {day} call with {link(w)}"],
            ["", f"  - {day} call with {link(w)}"],
            [f"{day} call with {link(w)}"],
            [f"-{day} call with {link(w)}"],
            [f"- on {day} a call with {link(w)}"],
            [f"- {day.replace('-', '/')} call with {link(w)}"],
            [f"- 2026-3-5 call with {link(w)}"],
            [f"- 2026-02-30 call with {link(w)}"],
            [f"- 2026-13 call with {link(w)}"],
            [f"- {day}T10:30 call with {link(w)}"],
        ]
    )


def day_block(w: World, level: int) -> list[str]:
    """Return a heading with a full day, and the text and bullets below it."""
    text = line_text(w) if w.chance(0.7) else ""
    colon = ":" if w.chance(0.1) else ""
    closing = " " + "#" * level if w.chance(0.06) else ""
    out = [f"{'#' * level} {some_day(w).isoformat()}{colon} {text}".rstrip() + closing]
    if w.chance(0.4):
        out += [w.one(PARAGRAPHS) + w.one(["", f" Also {link(w)} came up."])]
    for _ in range(w.rng.choice([0, 1, 1, 2, 3])):
        if w.chance(0.2):
            out += dated(w)  # its own day holds
        else:
            out.append(f"{w.one(['-', '-', '*'])} {line_text(w) or 'a walk'}")
            if w.chance(0.15):
                out.append(f"  - with {link(w)}, below it")
    return out


def body(w: World, level: int, count: int) -> list[str]:
    """Return lines for below a heading of a level: dated ones, headings, and distractions."""
    out: list[str] = []
    below_day = False
    for _ in range(count):
        roll = w.rng.random()
        if roll < 0.66:
            out += dated(w)
        elif roll < 0.75:
            out += ["", *day_block(w, level + 1)]
            below_day = True
        elif roll < 0.83:
            title = w.one(["2026", "2025", "2026-03", "2025-11:", "At work", "Tried things"])
            out += ["", f"{'#' * (level + 1)} {title}"]
            below_day = w.chance(0.3)
            if below_day:
                out += day_block(w, level + 2)
            elif w.chance(0.4):
                out.append(f"- thought {with_links(w)}")  # below no day: no line
        elif roll < 0.91:
            out += hidden(w)
        elif not below_day:
            out += decoy(w)
        if w.chance(0.15):
            out.append("")
    return out


def history(w: World, count: int) -> list[str]:
    """Return a History section under one of its names, and what comes after it."""
    level = w.rng.choice(HISTORY_LEVELS)
    title = w.one(SECTIONS if w.chance(0.4) else ["History"])
    title = w.one([title, title, title, title.upper(), title.lower()])
    title += w.one(["", "", "", ":", " " + "#" * level])
    out = [""]
    if level > 2 and w.chance(0.5):
        out += [f"{'#' * (level - 1)} The two of us", ""]
    out += [f"{'#' * level} {title}", "", *body(w, level, count)]
    if level < 4 and w.chance(0.08):  # a section within the section ends only itself
        out += [f"{'#' * (level + 1)} Log", *dated(w), f"{'#' * (level + 1)} Rest", *dated(w)]
    if w.chance(0.3):
        out += ["", f"{'#' * w.rng.randint(1, level)} {w.one(['Notes', 'History of the house'])}"]
        out += [*dated(w), *decoy(w)]
    return out


# --- front matter -------------------------------------------------------------------------------


def scalar(text: str) -> str:
    """Return a text as a YAML value: plain where that is safe, else quoted."""
    if re.fullmatch(r"\w[\w .'@-]*", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def listing(w: World, key: str, values: list[str]) -> list[str]:
    """Return a key with a list, in the one or the other style of YAML."""
    if w.chance(0.5):
        return [f"{key}: [{', '.join(values)}]"]
    indent = w.one(["  ", "  ", ""])
    return [f"{key}:", *(f"{indent}- {value}" for value in values)]


def stay(w: World, name: str, *, must_be_plain: bool) -> list[str]:
    """Return the entries of one team in `teams`: short, dated, or two stays."""
    spelled = scalar(respelled(w, name))
    if must_be_plain or w.chance(0.35):
        return [spelled]
    if w.chance(0.1):
        return [
            f"{{team: {spelled}, joined: 2019-03, left: 2025-06-14}}",
            f"{{team: {spelled}, joined: 2026-07-01}}",
        ]
    joined = w.one(JOINED) if w.chance(0.65) else ""
    left = w.one(LEFT) if w.chance(0.6) else ""
    if joined and left and (joined + "-01-01")[:10] > (left + "-12-31")[:10]:
        left = ""
    parts = [f"team: {spelled}"]
    parts += [f"joined: {joined}"] if joined else []
    parts += [f"left: {left}"] if left else []
    return ["{" + ", ".join(parts) + "}"]


def teams_of(w: World, person: Entry) -> list[str]:
    """Return the entries of a person's `teams`."""
    entries: list[str] = []
    for team in w.teams:
        if w.chance(0.35):
            entries += stay(w, team, must_be_plain=False)
    for group in w.groups:
        if w.chance(0.3):
            # By an alias only where no other contact has it; and without days where the group's
            # file names the person too, for docs/format.md does not say which of the two holds.
            name = w.one([group.id, group.name, *(a for a in group.aliases if a != "Everybody")])
            listed = any(each is person for each in group.members)
            entries += stay(w, name, must_be_plain=listed)
    return entries


def front_of_person(w: World, person: Entry) -> list[str]:
    """Return the lines of a person's front matter, without the fences."""
    rng = w.rng
    keys: list[list[str]] = []  # the lines of one key each
    if person.spelled_name in ("name", "title", "FN"):
        name = unicodedata.normalize("NFD", person.name) if w.chance(0.1) else person.name
        keys.append([f"{person.spelled_name}: {scalar(name)}"])
    if person.spelled_name == "name" and w.chance(0.05):
        keys.append(["title: Staff engineer"])  # a role, since there is a name
    if person.aliases:
        keys.append(listing(w, "aliases", [scalar(alias) for alias in person.aliases]))
    entries = teams_of(w, person)
    if entries:
        keys.append(listing(w, w.one(["teams"] * 7 + ["groups", "circles"]), entries))
    tags = [tag for tag in w.tags if w.chance(0.35)]
    if tags:
        keys.append(listing(w, "tags", tags))
    keys += [[line] for line in front_of_clock(w)]
    keys += [[other] for other in rng.sample(OTHER_KEYS, rng.choice([0, 0, 1, 2, 3]))]
    if w.chance(0.2):
        rng.shuffle(keys)
    return [line for lines in keys for line in lines]


def front_of_clock(w: World) -> list[str]:
    """Return the keys of a person's front matter that due dates hang on."""
    keys: list[str] = []
    if w.chance(0.35):
        keys.append(f"cadence: {w.one(CADENCES + OTHER_CADENCES)}")
    elif w.chance(0.12):
        keys.append(f"cadence: {w.one([*UNREADABLE, ''])}".rstrip())
    if w.chance(0.4):
        met = imprecise(w, some_day(w))
        keys.append(f"met: {w.one(['2026-02-30', '2026-13']) if w.chance(0.05) else met}")
    if w.chance(0.25):
        snooze = TODAY + timedelta(days=w.rng.choice([-200, -30, -1, 0, 1, 5, 14, 15, 60, 200]))
        keys.append(f"snooze: {'2027-02-29' if w.chance(0.04) else imprecise(w, snooze)}")
    if w.chance(0.12):
        yes = ["yes", "true", "on", "Yes", "TRUE", "On", '"yes"', "'true'"]
        keys.append(f"archived: {w.one([*yes, 'no', 'false', 'off', 'No', ''])}".rstrip())
    if w.chance(0.02):
        # From its first day on, nobody is reminded of them.
        keys.append(f"died: {w.one(['2026-05', '2026', '2026-11-22', '2026-11-23', '2027'])}")
    return keys


# --- files --------------------------------------------------------------------------------------


def person_file(w: World, person: Entry) -> str:
    """Return the text of a person's file."""
    out: list[str] = []
    if person.spelled_name != "bare heading":
        out = ["---", *front_of_person(w, person), "---"]
    if "heading" in person.spelled_name:
        out += hidden(w) if w.chance(0.1) else []
        out += [f"{w.one(['#', '#', '##'])} {person.name}", ""]
    elif person.spelled_name == "stem":  # no heading at all, so no History
        if w.chance(0.2):
            return ""
        return "\n".join([*out, "Only some notes.", *decoy(w)]) + "\n"
    elif w.chance(0.3):
        out += [f"# {w.one([person.name, 'About'])}", ""]
    if w.chance(0.4):
        out += ["Free notes: what she cares about.", *dated(w), *decoy(w)]
    if w.chance(0.8):
        out += history(w, w.rng.choice([0, 1, 1, 2, 2, 3, 5]))
        if w.chance(0.15):
            out += ["", "# Timeline", *aimed(w), *dated(w)]
    elif w.chance(0.5):
        out += ["", "## Interactions", *aimed(w)]
    return "\n".join(out) + "\n"


def aimed(w: World) -> list[str]:
    """Return a line a round number of days before a day near today, so that a due date turns."""
    near = TODAY + timedelta(days=w.rng.choice([-1, 0, 1, 7, 8, 13, 14, 15, 16]))
    day = near - timedelta(days=w.rng.choice([1, 7, 10, 14, 21, 30, 31, 42, 45, 61, 90, 92, 365]))
    return dated(w, day)


def group_file(w: World, group: Entry) -> str:
    """Return the text of a group's file."""
    out = ["---", "kind: group"]
    if group.spelled_name == "name":
        out.append(f"name: {scalar(group.name)}")
    if group.aliases:
        out += listing(w, "aliases", [scalar(alias) for alias in group.aliases])
    if w.chance(0.6):
        out.append(f"cadence: {group_cadence(w)}")
    if group.members:
        names = [respelled(w, name_of_member(w, member)) for member in group.members]
        values = [scalar(f"[[{name}]]") if w.chance(0.5) else scalar(name) for name in names]
        out += listing(w, "members", values)
    out.append("---")
    if group.spelled_name == "heading":
        out.append(f"# {group.name}")
    out.append("What we do together.")
    if w.chance(0.7):
        out += history(w, w.rng.randint(1, 4))
    return "\n".join(out) + "\n"


def name_of_member(w: World, member: Entry) -> str:
    """Return the id of a member, or the full name if nobody else has that name."""
    others = [name for person in w.people if person is not member for name in names_of(person)]
    return member.name if w.chance(0.3) and member.name not in others else member.id


def journal_file(w: World) -> str:
    """Return the text of a journal."""
    out = []
    level = w.rng.choice([0, 1, 1, 2])
    if level and w.chance(0.6):
        out += [f"{'#' * level} {w.one(['Journal', '2026', 'Days', 'Notes'])}", ""]
    out += body(w, level, w.rng.randint(2, 9))
    return "\n".join(out) + "\n"


def files_that_do_not_count(w: World) -> dict[str, str]:
    """Return files that are no contacts, with lines that would be seen if they were."""
    text = "\n".join(["---", "name: Not A Contact", "---", "## History", *aimed(w), *dated(w), ""])
    paths = [
        "contacts/_template.md",
        "contacts/.hidden.md",
        "contacts/_drafts/someone.md",
        "contacts/.trash/someone.md",
        "contacts/README.md",
        "contacts/work/README.md",
        "contacts/work/_draft.md",
        "contacts/friends/.trash/old/someone.md",
        "contacts/notes.txt",
        "templates/page.md",
        "someone.md",
    ]
    return dict.fromkeys(w.rng.sample(paths, 3), text)
