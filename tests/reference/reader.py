"""A second reader of the vault, slow and obvious, written from docs/format.md alone.

It shares no code with the product. Tests compare the two: where they differ, one of them has
misread docs/format.md. So this file prefers plain steps over speed and never keeps anything
between two calls. It reports no problems; what cannot be read counts as not written.

Run it with ``python -m tests.reference.reader DIR --today 2026-11-22``.
"""

from __future__ import annotations

import argparse
import calendar
import datetime as dt
import json
import re
import sys
import tomllib
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SECTIONS = ("history", "log", "timeline", "interactions")
TEAM_KEYS = ("teams", "groups", "circles")  # the known key, then its synonyms
NOT_CONTACT = ["note", "todo", "plan", "idea", "tried", "missed", "no reply"]

# Each cadence is a number and a unit; the unit is "days", "months" or "never".
CADENCE_WORDS = {
    "daily": (1, "days"),
    "weekly": (7, "days"),
    "fortnightly": (14, "days"),
    "monthly": (1, "months"),
    "quarterly": (3, "months"),
    "twice a year": (6, "months"),
    "yearly": (12, "months"),
    "never": (0, "never"),
}
CADENCE_UNITS = {
    "d": (1, "days"),
    "day": (1, "days"),
    "days": (1, "days"),
    "w": (7, "days"),
    "week": (7, "days"),
    "weeks": (7, "days"),
    "month": (1, "months"),
    "months": (1, "months"),
    "year": (12, "months"),
    "years": (12, "months"),
}


# --- what is read -------------------------------------------------------------------------------


@dataclass
class Settings:
    """What netsite.toml says that matters here."""

    soon: int = 14
    not_contact: list[str] = field(default_factory=lambda: list(NOT_CONTACT))
    default_cadence: str = "quarterly"
    tag_cadences: dict[str, str] = field(default_factory=dict)


@dataclass
class Contact:
    """One file of contacts/: a person or a group."""

    id: str
    name: str
    aliases: list[str]
    is_group: bool
    front: dict[str, Any]


@dataclass
class Line:
    """One dated line: where it stands, its day, and its text after the date."""

    path: str
    number: int
    day: dt.date
    text: str
    owner: Contact | None  # whose file it is; None in a journal


@dataclass
class Membership:
    """One stay of one person in one team or group; a missing end is open."""

    person: Contact
    joined: dt.date | None = None
    left: dt.date | None = None


@dataclass
class Team:
    """A group file with its members, or a team that only contacts name (then group is None)."""

    name: str
    group: Contact | None
    stays: list[Membership] = field(default_factory=list)


@dataclass
class Vault:
    """Everything read from one folder."""

    settings: Settings
    contacts: list[Contact]
    lines: list[Line]
    teams: list[Team]


# --- the public functions -----------------------------------------------------------------------


def due(vault: Path, today: dt.date) -> list[dict[str, str | int | None]]:
    """Take a vault's folder and a day; return one record for every person, sorted by id.

    A record has "id", "name", "state", "cadence" (as written), "last", "due" (ISO days or None)
    and "days" (days late, negative when early). Groups are left out.
    """
    read = read_vault(vault)
    people = [contact for contact in read.contacts if not contact.is_group]
    return [due_of(read, person, today) for person in sorted(people, key=lambda each: each.id)]


def members(vault: Path, today: dt.date) -> dict[str, list[str]]:
    """Take a vault's folder and a day; return the sorted ids of each team's members on that day.

    The key is the team's name, or the full name of a group's file, NFC-normalised and case-folded.
    """
    read = read_vault(vault)
    return {
        same(team.name): sorted({person.id for person in members_on(team, today)})
        for team in read.teams
    }


def participants(vault: Path) -> dict[str, list[str]]:
    """Take a vault's folder; return who was contacted, as sorted ids, by "path:line".

    Every dated line that is a contact has an entry, also one that names nobody (an empty list)
    and one in the future.
    """
    read = read_vault(vault)
    return {
        f"{line.path}:{line.number}": sorted({person.id for person in contacted(read, line)})
        for line in read.lines
        if is_contact(line.text, read.settings.not_contact)
    }


# --- due dates ----------------------------------------------------------------------------------


def due_of(vault: Vault, person: Contact, today: dt.date) -> dict[str, str | int | None]:
    """Take one person; return the person's record as described at due()."""
    cadence_text = cadence_of(vault, person, today)
    cadence = read_cadence(cadence_text)
    assert cadence is not None  # cadence_of returns only what can be read
    last = last_contact(vault, person, today)

    counted_from = last or read_day(person.front.get("met"))
    due_day = None if counted_from is None else add(counted_from, cadence)
    snooze = read_day(person.front.get("snooze"))
    held_back = snooze is not None and (due_day is None or snooze > due_day)
    if held_back:
        due_day = snooze

    # Nobody is reminded of the dead, from the day on that `died` gives (docs/format.md, "due").
    died = read_day(person.front.get("died"))
    is_dead = died is not None and died <= today

    if cadence[1] == "never" or is_yes(person.front.get("archived")) or is_dead:
        state = "off"
        due_day = None
    elif due_day is None:
        state = "none"
    elif held_back and today < due_day:
        state = "snoozed"
    elif due_day < today:
        state = "overdue"
    elif (due_day - today).days <= vault.settings.soon:
        state = "soon"
    else:
        state = "later"

    return {
        "id": person.id,
        "name": person.name,
        "state": state,
        "cadence": cadence_text,
        "last": None if last is None else last.isoformat(),
        "due": None if due_day is None else due_day.isoformat(),
        "days": None if due_day is None else (today - due_day).days,
    }


def last_contact(vault: Vault, person: Contact, today: dt.date) -> dt.date | None:
    """Return the latest day up to today on which the person was contacted."""
    days = []
    for line in vault.lines:
        if line.day > today or not is_contact(line.text, vault.settings.not_contact):
            continue
        if any(each is person for each in contacted(vault, line)):
            days.append(line.day)
    return max(days, default=None)


def cadence_of(vault: Vault, person: Contact, today: dt.date) -> str:
    """Return the person's cadence as written, from the first place that has a readable one."""
    own = text_of(person.front.get("cadence"))

    from_groups = [
        text_of(team.group.front.get("cadence"))
        for team in vault.teams
        if team.group is not None and any(each is person for each in members_on(team, today))
    ]

    from_tags = []
    for tag in list_of(person.front.get("tags")):
        for tag_name, cadence in vault.settings.tag_cadences.items():
            if same(text_of(tag)) == same(tag_name):
                from_tags.append(cadence)

    for choices in ([own], from_groups, from_tags, [vault.settings.default_cadence]):
        readable = [text for text in choices if read_cadence(text) is not None]
        if readable:
            return min(readable, key=length)
    return "quarterly"  # a default that cannot be read


def read_cadence(text: str) -> tuple[int, str] | None:
    """Take "6 weeks"; return (42, "days"), or None if it is no cadence."""
    words = " ".join(text.split()).casefold()
    if words in CADENCE_WORDS:
        return CADENCE_WORDS[words]
    match = re.fullmatch(r"([0-9]+) ?([a-z]+)", words)
    if match is None or match[2] not in CADENCE_UNITS or int(match[1]) == 0:
        return None
    size, unit = CADENCE_UNITS[match[2]]
    return int(match[1]) * size, unit


def length(text: str) -> float:
    """Return how long a readable cadence is, in days, to find the shortest."""
    cadence = read_cadence(text)
    assert cadence is not None
    number, unit = cadence
    if unit == "never":
        return float("inf")
    return number * 30.44 if unit == "months" else float(number)


def add(day: dt.date, cadence: tuple[int, str]) -> dt.date | None:
    """Return the day plus a cadence; None for "never"."""
    number, unit = cadence
    if unit == "never":
        return None
    if unit == "days":
        return day + dt.timedelta(days=number)
    months = day.year * 12 + (day.month - 1) + number
    year, month = months // 12, months % 12 + 1
    # 31 January plus a month is the last day of February.
    return dt.date(year, month, min(day.day, last_day_of(year, month)))


# --- who a line contacts ------------------------------------------------------------------------


def is_contact(text: str, not_contact: list[str]) -> bool:
    """Say whether a line is a contact by its first words; its day is not looked at."""
    first = plain_words(text)
    for entry in not_contact:
        wanted = plain_words(entry)
        if wanted and first[: len(wanted)] == wanted:
            return False
    return True


def plain_words(text: str) -> list[str]:
    """Return the words of a text in one case, without punctuation and emphasis around them."""
    stripped = [without_punctuation(word) for word in same(text).split()]
    return [word for word in stripped if word]


def without_punctuation(word: str) -> str:
    """Return a word without the punctuation before and after it."""
    while word and is_punctuation(word[0]):
        word = word[1:]
    while word and is_punctuation(word[-1]):
        word = word[:-1]
    return word


def is_punctuation(character: str) -> bool:
    """Say whether a character is punctuation, as the marks of emphasis are too."""
    return unicodedata.category(character).startswith("P")


def contacted(vault: Vault, line: Line) -> list[Contact]:
    """Return the people a line contacts: the file's own, plus the list, less "except"."""
    found: list[Contact] = []
    if line.owner is not None and line.owner.is_group:
        for team in vault.teams:
            if team.group is line.owner:
                found += members_on(team, line.day)
    elif line.owner is not None:
        found.append(line.owner)

    listed, excepted = read_people(line.text)
    for name in listed:
        found += people_named(vault, name, line.day)
    for name in excepted:
        for person in people_named(vault, name, line.day):
            found = [each for each in found if each is not person]
    return found


def people_named(vault: Vault, name: str, day: dt.date) -> list[Contact]:
    """Return the people a link's name means on a day: one, a team's members, or nobody."""
    wanted = same(name)
    by_id = [each for each in vault.contacts if same(each.id) == wanted]
    by_alias = [each for each in vault.contacts if wanted in [same(a) for a in each.aliases]]
    by_name = [each for each in vault.contacts if same(each.name) == wanted]
    for matches in (by_id, by_alias, by_name):
        if len(matches) > 1:
            return []  # two at once: never guessed
        if len(matches) == 1 and not matches[0].is_group:
            return matches
        if len(matches) == 1:
            for team in vault.teams:
                if team.group is matches[0]:
                    return members_on(team, day)
    for team in vault.teams:
        if team.group is None and same(team.name) == wanted:
            return members_on(team, day)
    return []


def members_on(team: Team, day: dt.date) -> list[Contact]:
    """Return the members of a team on a day; the days of joining and leaving are inside."""
    found = []
    for stay in team.stays:
        if stay.joined is not None and day < stay.joined:
            continue
        if stay.left is not None and day > stay.left:
            continue
        found.append(stay.person)
    return found


# --- the grammar of a dated line ----------------------------------------------------------------

# A token is a pair: its sort ("link", "word" or "colon") and its text (of a link: the name).
Token = tuple[str, str]


def read_people(text: str) -> tuple[list[str], list[str]]:
    """Take a line's text after the date; return the names it lists and those it excepts."""
    tokens = tokens_of(text)
    for kind_length in range(4):  # no kind, or one of up to three words
        kind = tokens[:kind_length]
        if len(kind) < kind_length or any(sort != "word" for sort, _ in kind):
            break
        people = people_at(tokens, kind_length)
        if people is not None:
            return people
    return [], []


def tokens_of(text: str) -> list[Token]:
    """Cut a text into links, words, and the colons that count."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        link = re.compile(r"\[\[([^\[\]]+)\]\]").match(text, at)
        if link is not None:
            tokens.append(("link", name_in_link(link[1])))
            at = link.end()
            continue
        end = at + 1
        while end < len(text) and not text[end].isspace() and not text.startswith("[[", end):
            end += 1
        word = text[at:end]
        at = end
        # A colon counts only before white space or the end; that of 10:30 is part of its word.
        if word.endswith(":") and (end == len(text) or text[end].isspace()):
            if word != ":":
                tokens.append(("word", word[:-1]))
            tokens.append(("colon", ":"))
        else:
            tokens.append(("word", word))
    return tokens


def people_at(tokens: list[Token], at: int) -> tuple[list[str], list[str]] | None:
    """Read people = list [[","] except] / except from a place; None if there are none there."""
    listed, said_with, after = list_at(tokens, at)
    excepting = after + 1 if listed and is_word(tokens, after, ",") else after
    if is_word(tokens, excepting, "except"):
        excepted, except_with, end = list_at(tokens, excepting + 1)
        # After a list, or with "with", any text may follow; else it would be a sentence.
        if excepted and (listed or except_with or closes(tokens, end)):
            return listed, excepted
    if listed and (said_with or closes(tokens, after)):
        return listed, []
    return None


def list_at(tokens: list[Token], at: int) -> tuple[list[str], bool, int]:
    """Read list = ["with"] link *([","] ["and" / "&"] link) from a place.

    Returns the names, whether "with" was said, and the place after the list. Without a list the
    names are empty and the place is where it began.
    """
    start = at
    said_with = is_word(tokens, at, "with")
    if said_with:
        at += 1
    if at >= len(tokens) or tokens[at][0] != "link":
        return [], False, start
    names = [tokens[at][1]]
    at += 1
    while True:
        following = at
        if is_word(tokens, following, ","):
            following += 1
        if is_word(tokens, following, "and") or is_word(tokens, following, "&"):
            following += 1
        if following >= len(tokens) or tokens[following][0] != "link":
            return names, said_with, at
        names.append(tokens[following][1])
        at = following + 1


def is_word(tokens: list[Token], at: int, word: str) -> bool:
    """Say whether a given word stands at a place, in any case."""
    return at < len(tokens) and tokens[at][0] == "word" and tokens[at][1].casefold() == word


def closes(tokens: list[Token], at: int) -> bool:
    """Say whether a colon or the line's end stands at a place."""
    return at >= len(tokens) or tokens[at][0] == "colon"


# --- names --------------------------------------------------------------------------------------


def same(text: str) -> str:
    """Return a text as it is compared: NFC-normalised and case-folded, white space folded."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())


def name_in_link(inside: str) -> str:
    """Take what stands between [[ and ]]; return the name without shown text, folder and .md."""
    name = inside.partition("|")[0].partition("#")[0].strip()
    name = name.rpartition("/")[2].strip()
    return name.removesuffix(".md")


def name_in_front(value: object) -> str:
    """Take a name from front matter, written plain or as a link; return the plain name."""
    text = text_of(value)
    if text.startswith("[[") and text.endswith("]]"):
        return name_in_link(text[2:-2])
    return text


# --- reading the folder -------------------------------------------------------------------------


def read_vault(folder: Path) -> Vault:
    """Read every file of a vault."""
    contacts: list[Contact] = []
    lines: list[Line] = []
    for path in markdown_files(folder / "contacts"):
        all_lines = path.read_text(encoding="utf-8-sig").split("\n")
        front, body_start = read_front(all_lines)
        shown = visible(all_lines[body_start:])
        contact = Contact(
            id=path.stem,
            name=name_of(front, shown, path.stem),
            aliases=[text_of(alias) for alias in list_of(front.get("aliases"))],
            is_group=text_of(front.get("kind")).casefold() == "group",
            front=front,
        )
        contacts.append(contact)
        where = path.relative_to(folder).as_posix()
        lines += dated_lines(where, shown, body_start + 1, contact)
    for path in markdown_files(folder / "journal"):
        all_lines = path.read_text(encoding="utf-8-sig").split("\n")
        _, body_start = read_front(all_lines)
        shown = visible(all_lines[body_start:])
        where = path.relative_to(folder).as_posix()
        lines += dated_lines(where, shown, body_start + 1, None)
    return Vault(read_settings(folder), contacts, lines, read_teams(contacts))


def markdown_files(folder: Path) -> list[Path]:
    """Return the Markdown files below a folder that are not hidden, drafts or a README."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        parts = path.relative_to(folder).parts
        if any(part.startswith((".", "_")) for part in parts) or path.name == "README.md":
            continue
        if path.is_file():
            found.append(path)
    return found


def read_settings(folder: Path) -> Settings:
    """Read netsite.toml; a missing file or a value of the wrong kind leaves the default."""
    settings = Settings()
    path = folder / "netsite.toml"
    if not path.is_file():
        return settings
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    soon = written.get("soon")
    if isinstance(soon, int) and not isinstance(soon, bool):
        settings.soon = soon
    not_contact = written.get("not_contact")
    if isinstance(not_contact, list) and all(isinstance(word, str) for word in not_contact):
        settings.not_contact = not_contact
    cadence = written.get("cadence")
    if isinstance(cadence, dict):
        if isinstance(cadence.get("default"), str):
            settings.default_cadence = cadence["default"]
        tags = cadence.get("tags")
        if isinstance(tags, dict):
            settings.tag_cadences = {
                tag: text for tag, text in tags.items() if isinstance(text, str)
            }
    return settings


def read_teams(contacts: list[Contact]) -> list[Team]:
    """Gather every group file and every team that contacts name, with all stays in them."""
    groups = [contact for contact in contacts if contact.is_group]
    people = [contact for contact in contacts if not contact.is_group]
    teams = [Team(group.name, group) for group in groups]

    # What a group's file says of its members; such a stay has no end.
    for team in list(teams):
        assert team.group is not None
        for entry in list_of(team.group.front.get("members")):
            for person in contact_named(people, name_in_front(entry)):
                team.stays.append(Membership(person))

    # What people say of their teams.
    for person in people:
        for entry in team_entries(person.front):
            if isinstance(entry, dict):
                name = name_in_front(entry.get("team"))
                joined = read_day(entry.get("joined"))
                left = read_day(entry.get("left"), to_the_last=True)
            else:
                name, joined, left = name_in_front(entry), None, None
            if not name:
                continue
            team_of(teams, groups, name).stays.append(Membership(person, joined, left))
    return teams


def team_entries(front: dict[str, Any]) -> list[Any]:
    """Return the entries of teams, or of the first of its synonyms that is there."""
    for key in TEAM_KEYS:
        if key in front:
            return list_of(front[key])
    return []


def team_of(teams: list[Team], groups: list[Contact], name: str) -> Team:
    """Return the team of a name: that of a group's file if it names one, else by the name."""
    named = contact_named(groups, name)
    for team in teams:
        if named and team.group is named[0]:
            return team
        if not named and team.group is None and same(team.name) == same(name):
            return team
    team = Team(name, None)
    teams.append(team)
    return team


def contact_named(contacts: list[Contact], name: str) -> list[Contact]:
    """Return the one contact of a name among those given, as a list, or an empty list."""
    wanted = same(name)
    by_id = [each for each in contacts if same(each.id) == wanted]
    by_alias = [each for each in contacts if wanted in [same(a) for a in each.aliases]]
    by_name = [each for each in contacts if same(each.name) == wanted]
    for matches in (by_id, by_alias, by_name):
        if matches:
            return matches if len(matches) == 1 else []
    return []


# --- reading a file -----------------------------------------------------------------------------


def read_front(lines: list[str]) -> tuple[dict[str, Any], int]:
    """Return a file's front matter and the index of the first line after it."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    for index in range(1, len(lines)):
        if lines[index].rstrip() == "---":
            # BaseLoader leaves every value as text: `name: no` is the name "no".
            front = yaml.load("\n".join(lines[1:index]), Loader=yaml.BaseLoader)  # noqa: S506
            return (front if isinstance(front, dict) else {}), index + 1
    return {}, 0


def name_of(front: dict[str, Any], shown: list[str], stem: str) -> str:
    """Return a contact's name: name, else title, else FN, else the first heading, else the stem."""
    for key in ("name", "title", "FN"):
        if text_of(front.get(key)):
            return text_of(front[key])
    for line in shown:
        heading = read_heading(line)
        if heading is not None and heading[1]:
            return heading[1]
    return stem


def visible(lines: list[str]) -> list[str]:
    """Blank out code fences and HTML comments; every line keeps its place."""
    shown = []
    fence = ""  # the run of ` or ~ that opened the fence we are in
    in_comment = False
    for line in lines:
        if fence:
            run = line.strip()
            if indent(line) <= 3 and len(run) >= len(fence) and set(run) == {fence[0]}:
                fence = ""
            shown.append("")
            continue
        if not in_comment:
            fence = opened_fence(line)
            if fence:
                shown.append("")
                continue
        text, in_comment = without_comments(line, in_comment=in_comment)
        shown.append(text)
    return shown


def opened_fence(line: str) -> str:
    """Return the run of three or more ` or ~ that a line opens a fence with, or ""."""
    match = re.match(r" {0,3}(`{3,}|~{3,})(.*)", line)
    if match is None or (match[1][0] == "`" and "`" in match[2]):
        return ""
    return match[1]


def without_comments(line: str, *, in_comment: bool) -> tuple[str, bool]:
    """Put spaces where a line is in a comment; say whether the comment goes on after it."""
    text = ""
    at = 0
    while at < len(line):
        if in_comment and line.startswith("-->", at):
            in_comment = False
            text += "   "
            at += 3
        elif not in_comment and line.startswith("<!--", at):
            in_comment = True
            text += "    "
            at += 4
        else:
            text += " " if in_comment else line[at]
            at += 1
    return text, in_comment


def indent(line: str) -> int:
    """Return how many spaces a line starts with."""
    return len(line) - len(line.lstrip(" "))


def read_heading(line: str) -> tuple[int, str] | None:
    """Take `## History ##`; return (2, "History"), or None if the line is no ATX heading."""
    match = re.match(r" {0,3}(#{1,6})(?:[ \t]+(.*))?$", line)
    if match is None:
        return None
    text = re.sub(r"(^|[ \t])#+$", "", (match[2] or "").strip())
    return len(match[1]), text.strip()


def dated_lines(path: str, shown: list[str], first: int, owner: Contact | None) -> list[Line]:
    """Find the dated lines of a file's body, whose first line has the number `first`."""
    found = []
    section = 0  # level of the heading of the History we are in; 0 outside
    day: dt.date | None = None  # of the day heading we are below
    day_level = 0
    for number, line in enumerate(shown, start=first):
        heading = read_heading(line)
        if heading is not None:
            level, title = heading
            if level <= section:
                section = 0
            if level <= day_level:
                day, day_level = None, 0
            if owner is not None and not section:
                named = title.removesuffix(":").strip().casefold() in SECTIONS
                section = level if named else 0
                continue
            dated = read_date(title)
            if dated is not None and dated[1]:
                day, day_level = dated[0], level
                found.append(Line(path, number, day, dated[2], owner))
            continue
        if owner is not None and not section:
            continue
        text = bullet_text(line)
        dated = read_date(text)
        if dated is not None:
            found.append(Line(path, number, dated[0], dated[2], owner))
        elif day is not None and text and not re.match(r"[0-9]{4}[-/.][0-9]", text):
            # No date, nor a mistaken one: a line of the heading's day.
            found.append(Line(path, number, day, text, owner))
    return found


def bullet_text(line: str) -> str:
    """Return the text of a bullet at the very start of a line, or "" if there is none."""
    match = re.match(r"[-*+][ \t]+(\S.*)$", line)
    if match is None or set(line) <= {line[0], " ", "\t"}:  # `* * *` is a rule across the page
        return ""
    return match[1].strip()


def read_date(text: str) -> tuple[dt.date, bool, str] | None:
    """Read the date a text starts with: the day, whether it was a full day, and what follows."""
    match = re.match(r"([0-9]{4}-[0-9]{2}(-[0-9]{2})?)(:?)(\s.*)?$", text)
    if match is None:
        return None
    day = read_day(match[1])
    if day is None:
        return None
    return day, match[2] is not None, (match[4] or "").strip()


# --- values -------------------------------------------------------------------------------------


def text_of(value: object) -> str:
    """Return a text value without white space around it; "" for anything else."""
    return value.strip() if isinstance(value, str) else ""


def list_of(value: object) -> list[Any]:
    """Return a list as it is, one value as a list of it, and nothing as an empty list."""
    if isinstance(value, list):
        return value
    return [value] if value else []


def is_yes(value: object) -> bool:
    """Say whether a value of `archived` is true."""
    return text_of(value).casefold() in ("yes", "true", "on")


def read_day(value: object, *, to_the_last: bool = False) -> dt.date | None:
    """Read YYYY-MM-DD, YYYY-MM or YYYY; the last two mean their first day, or their last."""
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", text_of(value))
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2]) if match[2] else (12 if to_the_last else 1)
    if year < 1 or not 1 <= month <= 12:
        return None
    day = int(match[3]) if match[3] else (last_day_of(year, month) if to_the_last else 1)
    if not 1 <= day <= last_day_of(year, month):
        return None
    return dt.date(year, month, day)


def last_day_of(year: int, month: int) -> int:
    """Return the number of a month's last day."""
    return calendar.monthrange(year, month)[1]


def main() -> None:
    """Print the due list of the folder named on the command line, as JSON."""
    parser = argparse.ArgumentParser(description="Print who is due, as JSON.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--today", type=dt.date.fromisoformat, required=True)
    arguments = parser.parse_args()
    records = due(arguments.folder, arguments.today)
    sys.stdout.write(json.dumps(records, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
