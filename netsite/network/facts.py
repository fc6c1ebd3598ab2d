"""Which facts differ between two versions of a contact's file, and whose they are today."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from netsite.model import FILE, Change, Changes
from netsite.network.contacts import LABELLED, SEVERAL, gives_name, known_keys, meaning
from netsite.network.values import MEMBER_KEYS
from netsite.text.frontmatter import FrontMatter, by_key, read_front_matter
from netsite.text.names import fold, one_line
from netsite.text.nodes import Items, Node, Scalar

LONGEST = 2000  # characters of a value; what is longer is cut

_LINKED = frozenset({"teams", "members", "introduced_by"})
_BRACKETS = re.compile(r"\[\[([^\[\]]*)\]\]")
# `key: value`, where nothing in the value could mean something to YAML.
_PLAIN = re.compile(r"[A-Za-z_]+:[ ]+([A-Za-z0-9](?:[\w@./+-]|[ ](?![ \n]))*)\n")
_ORDER = {key: number for number, key in enumerate(known_keys())}


_Parts = list[tuple[str, str]]  # of a front matter: keys as written, and their part of the text


class Fact(NamedTuple):
    """A fact that differs: its key, and its values as texts ("" where there is none)."""

    key: str
    before: str
    after: str


class Step(NamedTuple):
    """What a commit did to one contact: its path before and after ("" is none), and the facts."""

    before: str
    after: str
    facts: tuple[Fact, ...]


class Commit(NamedTuple):
    """A commit that changed facts; its id and day are "" for what is not committed yet."""

    id: str
    day: str
    author: str
    subject: str
    steps: tuple[Step, ...]


def changed_facts(before: str, after: str) -> tuple[Fact, ...]:
    """The facts that differ between two front matters (what stands inside the fences).

    Keys have their known names; how a value is written does not count. Never raises.
    """
    if before == after:
        return ()
    some = _changed_parts(before, after)
    read = some and [_simple(parts) or _read("".join(text for _, text in parts)) for parts in some]
    if read is None or None in read:  # cut where it should not be
        read = [_read(before, whole=True), _read(after, whole=True)]
    old, new = (values or {} for values in read or ({}, {}))
    keys = sorted({**old, **new}, key=lambda key: _ORDER.get(key, len(_ORDER)))
    return tuple(Fact(key, _cut(old.get(key, "")), _cut(new.get(key, ""))) for key in keys
                 if old.get(key, "") != new.get(key, ""))


def _read(inside: str, *, whole: bool = False) -> dict[str, str] | None:
    """The facts of a front matter; None of a part that cannot be read by itself."""
    head = read_front_matter("", f"---\n{inside}\n---\n")
    return None if head.problems and not whole else _values(head)


def _simple(parts: _Parts) -> dict[str, str] | None:
    """What `_read` gives for parts with one plain value each, without the parser; else None."""
    found: dict[str, str] = {}
    for name, text in parts:
        match = _PLAIN.fullmatch(text)
        known, word, label = meaning(name, name_given=True)
        if not match or label or match[1] == "null" or (known or word) in found:
            return None
        found[known or name] = match[1]
    return found


def _changed_parts(before: str, after: str) -> tuple[_Parts, _Parts] | None:
    """The parts of both with the keys of which a part differs; None to read both whole."""
    old, new = by_key(before), by_key(after)
    if not all(_closed(text) for _, text in chain(old, new)):  # a value may go on in the next part
        return None
    differing = set(old).symmetric_difference(new)
    words = {name: _word(name) for name, _ in chain(old, new)}
    wanted = {words[name] for name, text in differing if name or text.strip()}
    if "" in wanted or "title" in words.values():  # no key; a name or a role, as the rest says
        return None
    return ([(name, text) for name, text in old if words[name] in wanted],
            [(name, text) for name, text in new if words[name] in wanted])


def _closed(text: str) -> bool:
    """Whether all brackets and double quotes of a text are closed, as far as counting tells."""
    return (text.count("[") == text.count("]") and text.count("{") == text.count("}")
            and text.count('"') % 2 == 0)


def _word(name: str) -> str:
    """What tells keys of one meaning: the known key, else the normal form."""
    known, word, _ = meaning(name, name_given=True) if name else ("", "", "")
    return "title" if word in ("title", "fn") else known or word


def _values(head: FrontMatter) -> dict[str, str]:
    """Every fact of a front matter, by its known key or else its own, as a text."""
    name_given = gives_name(head)
    found: dict[str, list[str]] = {}
    exact: set[str] = set()
    for key, node in head.pairs:
        known, word, label = meaning(key.text, name_given=name_given)
        texts = [text for text in _texts(node, known, label) if text]
        name = known or one_line(key.text)
        if known in SEVERAL:
            found.setdefault(name, []).extend(texts)
        elif texts and (name not in found or (word == known and known not in exact)):
            found[name] = texts
            exact |= {known} if word == known else set()
    return {name: ", ".join(dict.fromkeys(texts)) for name, texts in found.items() if texts}


def _texts(node: Node, known: str, label: str) -> Iterator[str]:
    """The texts of a value, for people to read."""
    if isinstance(node, Scalar):
        text = "" if node.empty else one_line(node.text)
        text = _BRACKETS.sub(r"\1", text) if known in _LINKED else text
        yield f"{text} ({label})" if text and label and known in LABELLED else text
    elif isinstance(node, Items):
        for item in node.items:
            yield from _texts(item, known, label)
    elif known in LABELLED:
        for key, value in node.pairs:
            yield from _texts(value, known, one_line(key.text))
    else:
        pairs = [(one_line(key.text), ", ".join(filter(None, _texts(value, known, label))))
                 for key, value in node.pairs]
        yield _membership(pairs) if known in _LINKED else ", ".join(
            f"{key}: {value}" for key, value in pairs)


def _membership(pairs: Iterable[tuple[str, str]]) -> str:
    """`atlas (joined 2019-03, left 2022)`."""
    names, days = [], []
    for key, value in pairs:
        if fold(key) in MEMBER_KEYS:
            names.append(value)
        elif value:
            days.append(f"{key} {value}")
    return " ".join((*names, f"({', '.join(days)})" if days else "")).strip()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST - 2] + " …"


def changes_of(commits: Iterable[Commit]) -> Changes:
    """The changes of commits, the newest first, told of each file under the name it has today.

    Within a day they keep their order.
    """
    today: dict[str, str] = {}  # what a file of this path is called after the commits so far
    rows: list[Change] = []
    for commit in commits:
        for step in commit.steps:
            path = today.get(step.after, step.after) if step.after else step.before
            if step.before != step.after:
                rows.append(Change(path, commit.day, commit.id, commit.author, commit.subject,
                                   FILE, step.before, step.after))
            for key, before, after in step.facts:
                rows.append(Change(path, commit.day, commit.id, commit.author, commit.subject,
                                   key, before, after))
        if any(step.before != step.after for step in commit.steps):
            _rename(today, commit.steps)
    rows.sort(key=lambda row: row.day or "~", reverse=True)
    of: dict[str, list[Change]] = {}
    for row in rows:
        of.setdefault(row.path, []).append(row)
    return Changes(rows=tuple(rows), of={path: tuple(found) for path, found in of.items()},
                   several_authors=len({row.author for row in rows if row.commit}) > 1)


def _rename(today: dict[str, str], steps: Iterable[Step]) -> None:
    """Go back over a commit's renames; two files may have changed places in it."""
    moved = [step for step in steps if step.before != step.after]
    names = {step.before: today.get(step.after, step.after) for step in moved
             if step.before and step.after}
    for step in moved:
        today.pop(step.after, None)
    today |= names
