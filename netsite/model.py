"""What the other floors speak of: settings, contacts, dated lines, teams, the network.

Everything here is immutable. Small things that exist in great number (a dated line, a link) are
named tuples, which are several times quicker to make than frozen dataclasses.
"""

from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

Id = str  # a contact's file stem, NFC-normalised
TeamKey = str  # a team's name as names compare: NFC-normalised, case-folded, white space folded


class PartialDay(NamedTuple):
    """A day of which the year, or the month and day, may be unknown (`--04-12`, `2026-03`)."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def first(self) -> date | None:
        """The first day it can mean, or None without a year."""
        return None if self.year is None else date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date | None:
        """The last day it can mean, or None without a year."""
        if self.year is None or self.day:
            return self.first()
        if self.year == date.max.year and self.month in (None, 12):
            return date.max
        year, month = (self.year, self.month + 1) if self.month else (self.year + 1, 1)
        return date(year + month // 13, (month - 1) % 12 + 1, 1) - timedelta(1)

    def __str__(self) -> str:
        if self.year is None:
            return f"--{self.month:02}-{self.day:02}"
        return f"{self.year:04}" + "".join(f"-{part:02}" for part in (self.month, self.day) if part)


class Labelled(NamedTuple):
    """A text with the label it was given: an address at work, a link on a site, an unknown key."""

    label: str
    text: str


class Link(NamedTuple):
    """A name that stands for somebody, as written, and where."""

    name: str
    shown: str
    line: int
    column: int


class Membership(NamedTuple):
    """One line of `teams` (the name is a team's) or of a group's `members` (a person's)."""

    link: Link
    joined: date | None
    left: date | None


class Promise(NamedTuple):
    """A `- [ ]` item of the notes; `text` is Markdown."""

    text: str
    done: bool
    line: int


class Entry(NamedTuple):
    """A dated line as it stands in its file, names not yet resolved.

    `day` of a line that gives a month alone (`whole_month`) is the month's first.
    `contact` is false for a note, a plan, an attempt; the future is not its business.
    `text` is Markdown: what follows the people, and the lines below that belong to it.
    """

    path: str
    line: int
    day: date
    whole_month: bool
    kind: str
    contact: bool
    people: tuple[Link, ...]
    without: tuple[Link, ...]
    mentions: tuple[Link, ...]
    text: str
    heading: bool = False


_NO_LINES: Mapping[str, int] = MappingProxyType({})


class Contact(NamedTuple):
    """What one file of `contacts/` says of somebody, typed; a person, or a group (`kind: group`).

    Its notes and the words of its dated lines are `Words`, which are read only to be shown.
    `lines_of` are the lines of a few keys, of which is told where they stand.
    """

    id: Id
    path: str
    name: str
    is_group: bool = False
    aliases: tuple[str, ...] = ()
    teams: tuple[Membership, ...] = ()
    members: tuple[Membership, ...] = ()
    tags: tuple[str, ...] = ()
    company: str = ""
    role: str = ""
    location: str = ""
    timezone: str = ""
    pronouns: str = ""
    email: tuple[Labelled, ...] = ()
    phone: tuple[Labelled, ...] = ()
    links: tuple[Labelled, ...] = ()
    photo: str = ""
    birthday: PartialDay | None = None
    dates: tuple[tuple[str, PartialDay], ...] = ()
    met: PartialDay | None = None
    introduced_by: tuple[Link, ...] = ()
    cadence: str = ""
    snooze: date | None = None
    archived: bool = False
    died: PartialDay | None = None
    uid: str = ""
    extra: tuple[Labelled, ...] = ()
    lines_of: Mapping[str, int] = _NO_LINES
    mentions: tuple[Link, ...] = ()
    promises: tuple[Promise, ...] = ()


class Unfit(StrEnum):
    """Why a file that is named as an image cannot be shown."""

    MISSING = "missing"
    OUTSIDE = "outside"
    UNREADABLE = "unreadable"
    DRAWING = "drawing"  # an SVG
    KIND = "kind"
    SIZE = "size"


class ImageFile(NamedTuple):
    """A file that is named as an image: its kind (`png`), or "" and why it cannot be shown."""

    kind: str
    unfit: str = ""


_BETWEEN = b"\xff"  # which UTF-8 has not


class Words(NamedTuple):
    """What a file says that is only ever shown: its notes, and the texts of its dated lines.

    All files' words are held together while months are drawn, so they are kept as they are stored:
    `said` are a line of numbers, the notes, and then the texts as UTF-8, with a byte between two
    that is in none. The texts stand in the order of `lines`, which begin them.
    """

    notes_line: int
    lines: Sequence[int]
    said: bytes

    @classmethod
    def of(cls, notes: str, notes_line: int, texts: Mapping[int, str]) -> "Words":
        """The words of notes, and of texts by the lines that begin them."""
        numbers = b2a_base64(array("I", texts).tobytes(), newline=False)
        return cls(notes_line, array("I", texts), _BETWEEN.join((
            b"%d %s" % (notes_line, numbers),
            *(text.encode("utf-8", "surrogatepass") for text in (notes, *texts.values())))))

    @classmethod
    def stored(cls, said: bytes) -> "Words":
        """The words of which `said` is what was stored, on this machine; ValueError for others."""
        notes_line, _, numbers = said.partition(_BETWEEN)[0].partition(b" ")
        return cls(int(notes_line), array("I", a2b_base64(numbers)), said)

    @property
    def notes(self) -> str:
        """The notes, as Markdown."""
        return _text(self.said.split(_BETWEEN, 2)[1])

    @property
    def texts(self) -> list[str]:
        """The texts of all lines, as Markdown."""
        return list(map(_text, self.said.split(_BETWEEN)[2:]))

    def text(self, line: int) -> str:
        """The text of the dated line that begins on a line.

        "" where none does: the file was saved since its lines were read, and will be read again.
        """
        if line not in self.lines:
            return ""
        place = self.lines.index(line) + 2
        return _text(self.said.split(_BETWEEN, place + 1)[place])


def _text(said: bytes) -> str:
    return said.decode("utf-8", "surrogatepass")


CONTACT, WHOLE_MONTH, HEADING = 1, 2, 4  # flags of a dated line
COLUMNS = 4  # of numbers, of somebody's own lines


class Own(NamedTuple):
    """The dated lines of a person's file that name nobody else, as columns, the newest first.

    Nearly all lines are such, and they are many: a column takes little room and time. It is one row
    of `numbers`, the columns of days, lines, flags and sums one after the other, and of `joined`
    kinds, with a line's end between two. There is at least one line.
    """

    path: str
    numbers: Sequence[int]
    joined: str

    @property
    def size(self) -> int:
        """How many lines there are."""
        return len(self.numbers) // COLUMNS

    @property
    def newest(self) -> int:
        """The newest day, as an ordinal."""
        return self.numbers[0]

    @property
    def oldest(self) -> int:
        """The oldest day, as an ordinal."""
        return self.numbers[self.size - 1]

    @property
    def days(self) -> Sequence[int]:
        """The days, as ordinals."""
        return self.numbers[:self.size]

    @property
    def lines(self) -> Sequence[int]:
        """Which lines of the file they are."""
        return self.numbers[self.size:2 * self.size]

    @property
    def flags(self) -> Sequence[int]:
        """Of each the sum of those that hold of CONTACT, WHOLE_MONTH and HEADING."""
        return self.numbers[2 * self.size:3 * self.size]

    @property
    def sums(self) -> Sequence[int]:
        """Sums of what the lines say: one differs if a line says something else."""
        return self.numbers[3 * self.size:]

    @property
    def kinds(self) -> list[str]:
        """The kinds, as they are written; each time they are told apart anew."""
        return self.joined.split("\n")


class Mark(NamedTuple):
    """A dated line without its words, names resolved: all that clocks and counts look at.

    The fields are those of the `Line` it stands for and of its entry.
    """

    path: str
    line: int
    day: date
    whole_month: bool
    kind: str
    contact: bool
    home: Id
    people: tuple[Id, ...]
    mentions: tuple[Id, ...]


class Line(NamedTuple):
    """A dated line with its names resolved.

    `home` is the id of the file it stands in, "" in the journal. `people` are the ids it is about,
    groups replaced by their members on that day: a contact with them if `entry.contact` says so
    and its day has come. `mentions` are the others it speaks of.
    """

    entry: Entry
    home: Id
    people: tuple[Id, ...]
    mentions: tuple[Id, ...]


class Member(NamedTuple):
    """Somebody's time in a team; both days belong to it, None is open."""

    id: Id
    joined: date | None
    left: date | None

    def on(self, day: date) -> bool:
        """Whether the membership covers the day."""
        return (self.joined is None or self.joined <= day) and (
            self.left is None or day <= self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """People one worked with: named by contacts, described by a group's file, or both."""

    key: TeamKey
    name: str
    group: Contact | None
    members: tuple[Member, ...]

    def on(self, day: date) -> frozenset[Id]:
        """The ids of the members on a day."""
        return frozenset(member.id for member in self.members if member.on(day))


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Whom a name stands for. Keys are folded names, values ids (`teams`: team keys)."""

    ids: Mapping[str, Id]
    aliases: Mapping[str, tuple[Id, ...]]
    full: Mapping[str, tuple[Id, ...]]
    teams: Mapping[str, TeamKey]
    group_teams: Mapping[Id, TeamKey]


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Everybody, and what links them. Ids, keys and lines are in a fixed order.

    Marks are at hand; words, and so the lines that have them, are fetched when they are asked for.
    """

    people: Mapping[Id, Contact]
    groups: Mapping[Id, Contact]
    teams: Mapping[TeamKey, Team]
    teams_of: Mapping[Id, tuple[tuple[TeamKey, Member], ...]]  # a pair for each time in one
    names: Names
    own: Mapping[Id, Own]  # of people who have such lines
    linked: Sequence[Mark]  # newest first: all lines that are not somebody's own
    linked_of: Mapping[Id, Sequence[Mark]]  # those of them in somebody's file, or with them
    marks: Mapping[Id, tuple[Mark, ...]]  # newest first: in their file, or with them
    words: Callable[[str], Words] = field(compare=False)  # of a file, by its path
    line: Callable[[Mark], Line] = field(compare=False)  # the line that a mark stands for
    lines: Sequence[Line]  # newest first
    history: Mapping[Id, tuple[Line, ...]]  # newest first: in their file, or with them
    mentioned: Mapping[Id, tuple[Line, ...]]  # newest first: lines that only speak of them
    noted: Mapping[Id, tuple[Id, ...]]  # the contacts whose notes speak of them
    introducers: Mapping[Id, tuple[Id, ...]]
    introduced: Mapping[Id, tuple[Id, ...]]


class Change(NamedTuple):
    """A fact of a contact that changed, as git knows it.

    `path` is the contact's file as it is called today. `day` is ISO, the author's; it and `commit`
    are "" for what is not committed yet. `key` is a key's name, or FILE where the file itself was
    made, renamed or removed; `before` and `after` are "" where there was nothing, or is no more.
    """

    path: str
    day: str
    commit: str
    author: str
    subject: str
    key: str
    before: str
    after: str


FILE = "file"  # the key of a change of the file itself, between paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Every fact that changed: what is not committed yet, then by day, the newest first."""

    rows: Sequence[Change]
    of: Mapping[str, tuple[Change, ...]]  # by path
    several_authors: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`netsite.toml`, or what holds without one (docs/format.md, "Settings")."""

    owner: str = ""
    soon: int = 14
    language: str = "en"
    output: str = "site"
    edit_url: str = ""
    not_contact: tuple[str, ...] = (
        "note", "todo", "plan", "idea", "tried", "missed", "no reply")
    cadence: str = "quarterly"
    cadence_by_tag: Mapping[str, str] = field(default_factory=dict)
    hour_minutes: int = 60
    hour_together: int = 6
    hour_channels: Mapping[str, int] = field(default_factory=lambda: {
        "email": 5, "message": 5, "call": 15, "group call": 30, "coffee": 60, "lunch": 90})
    hour_warmth: Mapping[str, float] = field(default_factory=dict)
    gave: tuple[str, ...] = ("gave",)
    got: tuple[str, ...] = ("got",)
    markdown_engine: str = "python-markdown"
    markdown_extensions: tuple[str, ...] = ()
    git_commit: str = "never"
