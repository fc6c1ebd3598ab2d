"""What is typed at `netsite log`: kind, people and text, told apart by whom the network knows.

The grammar is that of a dated line (docs/format.md), with bare names for links, `+team` for a
team's members and `-name` for an exception.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from netsite.model import Id, Network, TeamKey
from netsite.network.links import find, find_team
from netsite.problems import UsageError
from netsite.text.links import LINK, link_name
from netsite.text.names import bare, fold, one_edit_apart
from netsite.texts import Text

MOST_KIND_WORDS = 3

_TOKEN = re.compile(r"\[\[[^\[\]\n]+\]\]|,|[^\s,]+")
_COLON = re.compile(r":(?=\s|$)")
_AND = frozenset({"and", "&"})
_LONGEST_NAME = 6  # words


class UnclearError(UsageError):
    """A name that is nobody's, or several people's; `candidates` are those it may mean.

    One candidate is there where a word may begin a name, or the text.
    """

    def __init__(self, word: str, candidates: Sequence[Id], *, team: bool = False) -> None:
        super().__init__(
            Text.of("“{word}” may be several people", word=word) if len(candidates) > 1
            else Text.of("“{word}” may begin a name, or the text", word=word) if candidates
            else Text.of("no team known here begins with “{word}”", word=word) if team
            else Text.of("no name known here begins with “{word}”", word=word))
        self.word, self.candidates, self.team = word, tuple(candidates), team


class Typed(NamedTuple):
    """A line as meant: its kind, the people (nobody twice, in the order typed), and its text."""

    kind: str
    people: tuple[Id, ...]
    text: str


class Whom:
    """Whom a typed name means: exactly, or by the unique beginning of a word of a name.

    `chosen` are names whose meaning somebody has said already, folded, with the id they mean.
    """

    def __init__(self, network: Network, day: date, chosen: Mapping[str, Id] | None = None) -> None:
        self.network, self.day = network, day
        self.chosen = chosen or {}
        self._beginnings: list[tuple[str, Id]] | None = None

    def exactly(self, name: str) -> tuple[Id, ...] | None:
        """The people a name stands for, a team for its members that day; None if it is unknown.

        Raises UnclearError for a name that several share.
        """
        if fold(name) in self.chosen:
            return (self.chosen[fold(name)],)
        found = find(self.network.names, name)
        people = [each for each in found if each in self.network.people]
        if len(people) > 1:
            raise UnclearError(name, people)
        if people:
            return tuple(people)
        team = find_team(self.network.names, name)
        return self.members(team) if team is not None else None

    def beginning(self, start: str) -> list[Id]:
        """Those of whom a word of an id or name is so, else those of whom one begins so."""
        wanted = f" {_spaced(start)}"
        if not wanted.strip():
            return []
        near = [(name, person) for name, person in self._names() if wanted in name]
        whole = [(name, person) for name, person in near if f"{wanted} " in name]
        return list(dict.fromkeys(person for _, person in whole or near))

    def has_word(self, text: str) -> bool:
        """Whether the text is whole words of somebody's id or name."""
        return any(f" {_spaced(text)} " in name for name, _ in self._names())

    def _names(self) -> list[tuple[str, Id]]:
        if self._beginnings is None:
            self._beginnings = [
                (f" {_spaced(name)} ", person)
                for person, contact in self.network.people.items()
                for name in (person, contact.name, *contact.aliases)]
        return self._beginnings

    def near(self, name: str) -> list[Id]:
        """Those of whom a name, or a word of one, is one letter away from this one."""
        self.beginning(name)
        wanted = _spaced(name)
        return list(dict.fromkeys(
            person for each, person in self._beginnings or ()
            if any(one_edit_apart(wanted, word) for word in (each.strip(), *each.split()))))

    def team(self, name: str) -> TeamKey | None:
        """The team of a name, or of the unique beginning of a word of its name."""
        found = find_team(self.network.names, name)
        if found is None and fold(name) in self.network.teams:
            return fold(name)
        if found is not None or not name:
            return found
        start = f" {_spaced(name)}"
        near = [key for key, team in self.network.teams.items()
                if any(start in f" {_spaced(each)}" for each in (key, team.name))]
        return near[0] if len(near) == 1 else None

    def members(self, team: TeamKey) -> tuple[Id, ...]:
        """The members of a team on the day, by name."""
        people = self.network.people
        return tuple(sorted(self.network.teams[team].on(self.day) & people.keys(),
                            key=lambda person: (fold(people[person].name), person)))


def _spaced(name: str) -> str:
    return " ".join(fold(name).replace("-", " ").replace("_", " ").split())


def read_typed(whom: Whom, text: str, kinds: Iterable[str]) -> Typed:
    """Tell kind, people and text apart; `kinds` are the kinds in use, which are no names.

    Names end at a colon, or at the end of the text; without either, where the longest run of them
    does. Raises UnclearError for a name that is unknown or may mean several, and UsageError where
    nobody is named or the kind is longer than three words.
    """
    colon = _COLON.search(text)
    head = text[:colon.start()] if colon else text
    known = frozenset(map(fold, kinds))
    if colon:
        kind, people, _ = _read_head(whom, head, known, whole=True)
        return Typed(kind, people, text[colon.end():].strip())
    try:
        kind, people, end = _read_head(whom, head, known, whole=True)
    except UsageError:
        kind, people, end = _read_head(whom, head, known, whole=False)
    return Typed(kind, people, text[end:].strip(" ,"))


_WHOM = Text.of("whom? name somebody: “coffee with ana, bo: what was said”")


class _Word(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Named:
    """The people read so far, those taken out, and where the names end."""

    people: dict[Id, None]
    without: set[Id]
    end: int = 0


def _read_head(
    whom: Whom, head: str, kinds: frozenset[str], *, whole: bool,
) -> tuple[str, tuple[Id, ...], int]:
    words = [_Word(match[0], *match.span()) for match in _TOKEN.finditer(head)]
    if not words or bare(head) in kinds:
        raise UsageError(_WHOM)
    kind, first = _kind(whom, words, kinds)
    if first >= len(words):
        raise UsageError(_WHOM)
    named = _Names(whom, words, whole=whole).read(first)
    people = tuple(person for person in named.people if person not in named.without)
    if not people:
        raise UsageError(Text.of("nobody is left to log this for"))
    return " ".join(word.text for word in words[:kind]).rstrip(","), people, named.end


def _kind(whom: Whom, words: Sequence[_Word], kinds: frozenset[str]) -> tuple[int, int]:
    """How many words are the kind, and where the names begin."""
    folded = [bare(word.text) for word in words]
    if "with" in folded:
        kind = folded.index("with")
        if kind <= MOST_KIND_WORDS:
            return kind, kind + 1
    for count in range(MOST_KIND_WORDS, 0, -1):
        if " ".join(folded[:count]) in kinds and len(words) > count:
            return count, count
    for count in range(min(MOST_KIND_WORDS + 1, len(words))):
        if _starts_a_name(whom, words, count):
            return count, count
    if "with" in folded:
        raise UsageError(Text.of(
            "a kind has at most {most_kind_words} words: “coffee with …”, “video call with "
            "…”; the rest goes behind the colon",
            most_kind_words=MOST_KIND_WORDS))
    count = min(MOST_KIND_WORDS, len(words) - 1) if len(words) > 1 else 0
    raise UnclearError(words[count].text.lstrip("+-"), ())


def _starts_a_name(whom: Whom, words: Sequence[_Word], index: int) -> bool:
    """Whether names begin here: surely, or by a beginning that nothing but an end follows."""
    word = words[index].text
    if word[:1] == "+" and len(word) > 1:
        return True
    if word.startswith("[["):
        return True
    for end in range(min(index + _LONGEST_NAME, len(words)), index, -1):
        try:
            if whom.exactly(_joined(words[index:end])) is not None:
                return True
        except UnclearError:
            return True
    ends = index + 1 == len(words) or words[index + 1].text == "," or (
        words[index + 1].text.lower() in _AND or words[index + 1].text[:1] in "+-")
    return ends and bool(whom.beginning(word))


def _joined(words: Sequence[_Word]) -> str:
    return " ".join(word.text for word in words)


class _Names:
    """Reads names from a place on. If `whole`, all that follows must be names."""

    def __init__(self, whom: Whom, words: Sequence[_Word], *, whole: bool) -> None:
        self.whom, self.words, self.whole = whom, words, whole
        self.named = _Named({}, set())
        self.taking_out = False

    def read(self, index: int) -> _Named:
        separated = True
        while index < len(self.words):
            word = self.words[index]
            if word.text == "," or word.text.lower() in _AND:
                separated, index = True, index + 1
                continue
            if word.text.lower() == "except":
                self.taking_out, separated, index = True, True, index + 1
                continue
            signed = word.text[:1] in "+-" and len(word.text) > 1
            if not (separated or signed or word.text.startswith("[[")):
                if self.whole:  # two names side by side may be the one name of somebody new
                    raise self.side_by_side(index)
                break
            after = self.name(index, strictly=self.strict(index, signed=signed))
            if not after:
                break
            index, separated = after, False
            self.named.end = self.words[index - 1].end
        return self.named

    def side_by_side(self, index: int) -> UnclearError:
        """What to say of a word that follows a name without a comma."""
        start = index - 1
        while start > 0 and self.words[start - 1].text not in {",", "with", "and", "&", "except"}:
            start -= 1
        end = self.run(index, plain=True)
        return UnclearError(_joined(self.words[max(start, end - _LONGEST_NAME):end]).lstrip("+-"),
                            ())

    def strict(self, index: int, *, signed: bool) -> bool:
        """Whether a word here must be a name: behind an `and` a sentence may begin."""
        previous = self.words[index - 1].text.lower() if index else ""
        first = not (self.named.people or self.named.without)
        return self.whole or signed or first or previous not in _AND

    def name(self, index: int, *, strictly: bool) -> int:
        """Read one name, and give the place behind it; 0 where none begins."""
        text = self.words[index].text
        sign = text[0] if text[0] in "+-" and len(text) > 1 else ""
        if text.startswith("[["):
            match = LINK.fullmatch(text)
            found = self.whom.exactly(link_name(match[1] if match else text))
            return self.take(index + 1, found, sign, link_name(match[1] if match else text))
        for end in range(self.run(index), index, -1):
            name = _joined(self.words[index:end]).removeprefix(sign)
            found = self.team(name) if sign == "+" else self.whom.exactly(name)
            if found is not None:
                return self.take(end, found, sign, name)
        after = self.by_beginning(index, sign, strictly=strictly) if sign != "+" else 0
        if strictly and not after:
            raise self.unknown(index, sign)
        return after

    def by_beginning(self, index: int, sign: str, *, strictly: bool) -> int:
        """Read a name of which only the beginning was typed, as `name` does."""
        for end in range(self.run(index, plain=True), index, -1):
            name = _joined(self.words[index:end]).removeprefix(sign)
            near = () if self.goes_on(index, end) else tuple(self.whom.beginning(name))
            if near and not sign and self.may_be_text(name, end):
                if strictly:
                    raise UnclearError(name, near)
                return 0
            if len(near) == 1:
                return self.take(end, near, sign, name)
            if near:
                raise UnclearError(name, near)
            if sign == "-" and (key := self.whom.team(name)) is not None:
                return self.take(end, self.whom.members(key), sign, name)
        return 0

    def may_be_text(self, name: str, end: int) -> bool:
        """Whether what may be a beginning is a word of the text: `a friend` is not Ana."""
        if self.whole or end == len(self.words) or self.run(end - 1, plain=True) == end:
            return False
        return len(name) == 1 or not self.whom.has_word(name)

    def unknown(self, index: int, sign: str) -> UnclearError:
        """What to say of a name that nobody has."""
        end = self.run(index, plain=True)
        while not self.whole and end > index + 1 and not self.words[end - 1].text[0].isupper():
            end -= 1
        return UnclearError(_joined(self.words[index:end]).removeprefix(sign), (),
                            team=sign == "+")

    def goes_on(self, index: int, end: int) -> bool:
        """Whether a name written in capitals goes on behind what was recognised of it."""
        return (end < self.run(index, plain=True) and self.words[index].text[:1].isupper()
                and self.words[end].text[:1].isupper())

    def team(self, name: str) -> tuple[Id, ...] | None:
        key = self.whom.team(name)
        if key is None:
            return None
        return self.whom.members(key)

    def run(self, index: int, *, plain: bool = False) -> int:
        """Where a name that begins here can end at most; a plain one ends before an `and`."""
        end = index + 1
        while end < len(self.words) and end - index < _LONGEST_NAME:
            text = self.words[end].text
            if text == "," or text[:1] in "+[" or (text[:1] == "-" and len(text) > 1):
                break
            if plain and (text.lower() in _AND or text.lower() == "except"):
                break
            end += 1
        return end

    def take(self, end: int, found: tuple[Id, ...] | None, sign: str, name: str) -> int:
        if found is None:
            raise UnclearError(name, ())
        if not found:
            raise UsageError(Text.of(
                "the team “{name}” has no members on {day}",
                name=name, day=self.whom.day))
        if sign == "-" or self.taking_out:
            self.named.without.update(found)
        else:
            self.named.people.update(dict.fromkeys(found))
        return end


def kinds_of(network: Network, more: Iterable[str]) -> frozenset[str]:
    """The kinds that lines of a network have, and more; a first word among them is no name."""
    kinds = {kind for own in network.own.values() for kind in own.kinds}
    kinds.update(mark.kind for mark in network.linked)
    return frozenset(fold(kind) for kind in (*kinds, *more) if kind)
