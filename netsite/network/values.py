"""Front matter values, typed by their key: small getters that note what is wrong and go on."""

from collections.abc import Iterator
from datetime import date

from netsite.model import Labelled, Link, Membership, PartialDay
from netsite.problems import Level, Problem
from netsite.text.dates import day_of_timestamp, mend_day, read_anniversary, read_partial
from netsite.text.links import LINK, bare_link
from netsite.text.names import fold, one_line
from netsite.text.nodes import Items, Node, Pairs, Scalar
from netsite.texts import Text

_KINDS = {Scalar: Text.of("a text"), Items: Text.of("a list"), Pairs: Text.of("a mapping")}
YES = frozenset({"yes", "true", "on", "y"})
NO = frozenset({"no", "false", "off", "n"})
MEMBER_KEYS = frozenset({"team", "group", "member", "person", "name", "id"})
JOINED_KEYS = frozenset({"joined", "since", "from", "start"})
LEFT_KEYS = frozenset({"left", "until", "to", "end"})
_SHOWN = 60  # characters of a wrong value that a message repeats


class Values:
    """Getters for one file's values. Each takes a node and returns a value, or its empty form.

    What is wrong with a value is added to `problems`, at the value's place.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def wrong(self, node: Node, message: str, hint: str, level: Level = Level.ERROR) -> None:
        """Note a problem at a node."""
        self.problems.append(Problem(self.path, node.line, node.column, level, message, hint))

    def text(self, key: str, node: Node) -> str:
        """One text, its white space folded."""
        if isinstance(node, Scalar):
            return "" if node.empty else one_line(node.text)
        single = only_scalar(node)
        if single is not None:
            return one_line(single.text)
        if _filled(node):
            self.wrong(node, Text.of("{key} is {kinds}, and should be one text", key=key,
                                     kinds=_KINDS[type(node)]),
                       Text.of("write {key}: text", key=key))
        return ""

    def scalars(self, key: str, node: Node) -> Iterator[Scalar]:
        """The texts of a list, or of a value that stands alone."""
        if isinstance(node, Scalar):
            if not node.empty:
                yield node
        elif isinstance(node, Items):
            for item in node.items:
                if isinstance(item, Pairs):
                    self.wrong(item, Text.of("{key} has a mapping where a text should be",
                                             key=key),
                               Text.of("write {key}: [one, two]", key=key))
                else:
                    yield from self.scalars(key, item)
        elif node.pairs:
            self.wrong(node, Text.of("{key} is a mapping, and should be a list", key=key),
                       Text.of("write {key}: [one, two]", key=key))

    def texts(self, key: str, node: Node) -> tuple[str, ...]:
        """A list of texts, each once."""
        self._hint_at_commas(key, node)
        found = (one_line(scalar.text) for scalar in self.scalars(key, node))
        return tuple(dict.fromkeys(filter(None, found)))

    def _hint_at_commas(self, key: str, node: Node) -> None:
        if isinstance(node, Scalar) and "," in node.text and "[[" not in node.text:
            self.wrong(node, Text.of("{key} is one name with a comma in it", key=key),
                       Text.of("write {key}: [{what}] if these are several", key=key,
                               what=one_line(node.text)[:_SHOWN]),
                       Level.HINT)

    def labelled(self, key: str, node: Node, label: str = "") -> tuple[Labelled, ...]:
        """Texts with labels: a text, a list, `label: text` pairs, or a list of all three."""
        if isinstance(node, Scalar):
            return () if node.empty else (Labelled(label, one_line(node.text)),)
        if isinstance(node, Items):
            return tuple(found for item in node.items for found in self.labelled(key, item, label))
        return tuple(found for name, item in node.pairs
                     for found in self.labelled(key, item, one_line(name.text)))

    def boolean(self, key: str, node: Node) -> bool:
        """`yes`, `true` and `on` are true."""
        word = fold(self.text(key, node))
        if word and word not in YES | NO:
            self.wrong(node, Text.of("{key} is “{word}”, and should be yes or no", key=key,
                                     word=word[:_SHOWN]),
                       Text.of("write {key}: yes", key=key))
        return word in YES

    def partial(self, key: str, node: Node) -> PartialDay | None:
        """A day, a month or a year."""
        return self._day(key, node, yearless=False)

    def anniversary(self, key: str, node: Node) -> PartialDay | None:
        """A day, a month or a year, or a day without a year."""
        return self._day(key, node, yearless=True)

    def _day(self, key: str, node: Node, *, yearless: bool) -> PartialDay | None:
        text = self.text(key, node)
        read = read_anniversary if yearless else read_partial
        found = read(text) if text else None
        if found or not text:
            return found
        if day := day_of_timestamp(text):
            self.wrong(node, Text.of("{key} is a time stamp; its day is used", key=key),
                Text.of("write {key}: {day}",
                                                                                key=key, day=day),
                       Level.WARNING)
            return read(day)
        forms = (Text.of("YYYY-MM-DD or --MM-DD") if yearless
                 else Text.of("YYYY-MM-DD, YYYY-MM or YYYY"))
        self.wrong(node, Text.of("{key} is “{what}”, which is no day", key=key,
                                 what=text[:_SHOWN]),
                   Text.of("write {key}: {what}", key=key, what=mend_day(text) or forms))
        return None

    def first_day(self, key: str, node: Node) -> date | None:
        """A day, or the first of a month or year."""
        found = self.partial(key, node)
        return found.first() if found else None

    def last_day(self, key: str, node: Node) -> date | None:
        """A day, or the last of a month or year."""
        found = self.partial(key, node)
        return found.last() if found else None

    def dates(self, key: str, node: Node) -> tuple[tuple[str, PartialDay], ...]:
        """`what: day` pairs, or a list of such."""
        if isinstance(node, Pairs):
            days = ((one_line(name.text), self.anniversary(name.text, value))
                    for name, value in node.pairs)
            return tuple((name, day) for name, day in days if day)
        if isinstance(node, Items):
            return tuple(found for item in node.items for found in self.dates(key, item))
        if not node.empty:
            self.wrong(node, Text.of("{key} needs a name for each day", key=key),
                       Text.of("write {key}: {{anniversary: 2010-06-01}}", key=key))
        return ()

    def links(self, key: str, node: Node) -> tuple[Link, ...]:
        """Names of people, with or without brackets; several in one text need their brackets."""
        return tuple(link for scalar in self.scalars(key, node) for link in links_of(scalar))

    def memberships(self, key: str, node: Node) -> tuple[Membership, ...]:
        """Names, or `{team: name, joined: day, left: day}`."""
        self._hint_at_commas(key, node)
        items = node.items if isinstance(node, Items) else (node,)
        return tuple(found for item in items for found in self._membership(key, item))

    def _membership(self, key: str, node: Node) -> Iterator[Membership]:
        if not isinstance(node, Pairs):
            yield from (Membership(link, None, None) for link in self.links(key, node))
            return
        days: dict[str, date | None] = {"joined": None, "left": None}
        links: tuple[Link, ...] = ()
        for name, value in node.pairs:
            word = fold(name.text)
            if word in MEMBER_KEYS:
                links = self.links(key, value)
            elif word in JOINED_KEYS:
                days["joined"] = self.first_day(word, value)
            elif word in LEFT_KEYS:
                days["left"] = self.last_day(word, value)
        joined, left = days["joined"], days["left"]
        if not links:
            self.wrong(node, Text.of("a line of {key} names nobody", key=key),
                       Text.of("write {team: name, joined: 2019-03, left: 2022-06}"))
            return
        if joined and left and left < joined:
            self.wrong(node, Text.of("left ({left}) is before joined ({joined})", left=left,
                                     joined=joined), Text.of("swap the two days"),
                       Level.WARNING)
        yield from (Membership(link, joined, left) for link in links)


def only_scalar(node: Node) -> Scalar | None:
    """The scalar of a list of one (also nested: YAML reads an unquoted [[ana]] so), or None."""
    while isinstance(node, Items) and len(node.items) == 1:
        node = node.items[0]
    return node if isinstance(node, Scalar) else None


def _filled(node: Node) -> bool:
    return bool(node.items) if isinstance(node, Items) else True


def links_of(scalar: Scalar) -> Iterator[Link]:
    """A text's links; a text that has no brackets is one name."""
    text = one_line(scalar.text)
    found = list(LINK.finditer(text))
    if found and not LINK.sub("", text).strip(" ,;&"):
        for match in found:
            yield bare_link(match[0], scalar.line, scalar.column)
    elif text:
        yield bare_link(text, scalar.line, scalar.column)


def as_written(node: Node, text: str) -> str:
    """A value of an unknown key, for people to read: a text, a list, or the YAML itself."""
    if isinstance(node, Scalar):
        return "" if node.empty else one_line(node.text)
    if isinstance(node, Items) and all(isinstance(item, Scalar) for item in node.items):
        return ", ".join(one_line(item.text) for item in node.items if isinstance(item, Scalar))
    return one_line(text[node.start:node.end])
