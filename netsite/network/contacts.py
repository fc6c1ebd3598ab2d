"""One file of `contacts/` to a Contact: which key means what (docs/format.md, "A contact")."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from netsite.model import Contact, Labelled
from netsite.network.values import Values, as_written
from netsite.problems import Level, Problem
from netsite.text.body import Body, read_body
from netsite.text.cadence import EXAMPLES, read_cadence
from netsite.text.entries import Phrases
from netsite.text.frontmatter import FrontMatter, read_front_matter
from netsite.text.names import did_you_mean, fold, one_line
from netsite.text.nodes import Node, Scalar
from netsite.text.source import Source
from netsite.texts import Text

_Getter = Callable[[Values, str, Node], Any]

READERS: dict[str, _Getter] = {
    "name": Values.text,
    "aliases": Values.texts,
    "kind": Values.text,
    "teams": Values.memberships,
    "members": Values.memberships,
    "tags": Values.texts,
    "company": Values.text,
    "role": Values.text,
    "location": Values.text,
    "timezone": Values.text,
    "pronouns": Values.text,
    "email": Values.labelled,
    "phone": Values.labelled,
    "links": Values.labelled,
    "photo": Values.text,
    "birthday": Values.anniversary,
    "dates": Values.dates,
    "met": Values.partial,
    "introduced_by": Values.links,
    "cadence": Values.text,
    "snooze": Values.first_day,
    "archived": Values.boolean,
    "died": Values.partial,
    "uid": Values.text,
}

SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": ("fn", "full_name", "fullname", "display_name"),
    "aliases": ("alias", "nickname", "nicknames", "aka"),
    "teams": ("team", "groups", "group", "circles", "circle"),
    "tags": ("tag", "categories", "category", "keywords", "labels"),
    "company": ("org", "organisation", "organization", "employer"),
    "role": ("title", "job_title", "jobtitle", "position", "job"),
    "location": ("city", "place", "based_in"),
    "timezone": ("tz", "time_zone"),
    "email": ("emails", "e_mail", "mail"),
    "phone": ("phones", "tel", "telephone", "mobile", "cell"),
    "links": ("link", "url", "urls", "website", "homepage", "twitter", "github", "linkedin",
              "mastodon", "instagram", "facebook", "gitlab", "bluesky"),
    "photo": ("image", "avatar", "picture"),
    "birthday": ("bday", "born", "birthdate", "birth_date", "date_of_birth", "dob"),
    "met": ("met_on", "first_met"),
    "introduced_by": ("introduced", "intro_by", "referred_by"),
    "cadence": ("frequency", "keep_in_touch"),
    "snooze": ("snoozed", "snooze_until"),
    "archived": ("archive",),
    "died": ("deceased",),
}
_KNOWN = {other: key for key, others in SYNONYMS.items() for other in others} | {
    key: key for key in READERS}
_LABELLED_BY_SYNONYM = frozenset({"mobile", "cell", *SYNONYMS["links"]}) - {
    "link", "links", "url", "urls"}
LABELLED = ("email", "phone", "links")
SEVERAL = frozenset(key for key, reader in READERS.items()
                    if reader in (Values.texts, Values.labelled, Values.memberships,
                                  Values.links))
_TOLD = ("met", "introduced_by", "members", "photo", "snooze")  # keys whose lines are told of
_LABEL = re.compile(r"([^\[\]]+)\[([^\[\]]*)\]")
_SEPARATORS = re.compile(r"[\s-]+")


def read_contact(
    source: Source, contact_id: str, not_contact: Phrases,
) -> tuple[Contact, Body, list[Problem]]:
    """What a file says, and its problems; `not_contact` as in `read_body`. Never raises.

    The body is given beside the contact for the checks that look at its words.
    """
    head = read_front_matter(source.path, source.text)
    body = read_body(source.path, source.text[head.body_start:], head.body_line, journal=False,
                     not_contact=not_contact)
    values = Values(source.path)
    found = _Found(source.text, values)
    name_given = gives_name(head)
    for key, node in head.pairs:
        found.take(key, node, name_given=name_given)
    fields = found.fields
    name = fields.pop("name", "") or _stand_in_name(values, head, body, contact_id)
    kind = fold(fields.pop("kind", ""))
    cadence = fields.get("cadence", "")
    if cadence and read_cadence(cadence) is None:
        found.wrong_cadence(cadence)
    contact = Contact(
        id=contact_id, path=source.path, name=name, is_group=kind == "group",
        extra=tuple(found.extra), mentions=body.mentions,
        lines_of={key: line for key, line in found.lines_of.items() if key in _TOLD},
        promises=body.promises, **fields)
    return contact, body, [*source.problems, *head.problems, *values.problems, *body.problems]


def normal_key(key: str) -> str:
    """A key as keys compare: case, spaces and hyphens do not count."""
    return _SEPARATORS.sub("_", fold(key))


class Meaning(NamedTuple):
    """What a key means: a known key ("" for one of the user's own), its word, and its label."""

    known: str
    word: str
    label: str


@lru_cache(maxsize=4096)  # keys are few, contacts and their versions are not
def meaning(key: str, *, name_given: bool) -> Meaning:
    """What a key means in a file; `name_given` as `gives_name` says, for the sake of `title`."""
    word, label = _word_and_label(key)
    known = "name" if word == "title" and not name_given else _KNOWN.get(word, "")
    return Meaning(known, word, label or (word if word in _LABELLED_BY_SYNONYM else ""))


def gives_name(head: FrontMatter) -> bool:
    """Whether `title` has to be a role: there is a name, or the file is a card (RFC 6350)."""
    given = {key.text if key.text in ("FN", "TITLE") else normal_key(key.text)
             for key, value in head.pairs if not (isinstance(value, Scalar) and value.empty)}
    return given >= {"FN", "TITLE"} or not given.isdisjoint({"name", *SYNONYMS["name"]} - {"fn"})


class _Found:
    """The fields of a contact as its keys are read, one after the other."""

    def __init__(self, text: str, values: Values) -> None:
        self.text, self.values = text, values
        self.fields: dict[str, Any] = {}
        self.extra: list[Labelled] = []
        self.lines_of: dict[str, int] = {}
        self.nodes: dict[str, Node] = {}
        self.given_as: dict[str, str] = {}

    def take(self, key: Scalar, node: Node, *, name_given: bool) -> None:
        """Read one key's value into its field, or keep it as it is."""
        known, word, label = meaning(key.text, name_given=name_given)
        if not known:
            self.unknown(key, node, word)
            return
        problems = len(self.values.problems)
        value = READERS[known](self.values, known, node)
        if isinstance(node, Scalar) and node.empty:
            return
        if not value and len(self.values.problems) > problems:
            self.extra.append(Labelled(key.text, as_written(node, self.text)))
        if known in SEVERAL:
            if known in LABELLED and label:
                value = tuple(item._replace(label=item.label or label) for item in value)
            self.fields[known] = tuple(dict.fromkeys((*self.fields.get(known, ()), *value)))
        elif known not in self.given_as:
            self.fields[known] = value
        elif rank(known, word) < rank(known, self.given_as[known]):
            self.extra.append(Labelled(self.given_as[known],
                                       as_written(self.nodes[known], self.text)))
            self.fields[known] = value
        else:
            self.extra.append(Labelled(key.text, as_written(node, self.text)))
            if word == self.given_as[known]:
                self.values.wrong(key, Text.of("the key {known} stands twice", known=known),
                    Text.of("keep one"))
            return
        self.lines_of[known], self.nodes[known], self.given_as[known] = key.line, node, word

    def unknown(self, key: Scalar, node: Node, word: str) -> None:
        """Keep a key that is the user's own; it is shown as written."""
        self.extra.append(Labelled(one_line(key.text), as_written(node, self.text)))
        if meant := did_you_mean(word, READERS):
            self.values.wrong(key, Text.of("{what} is not a key netsite knows", what=key.text),
                              Text.of("did you mean {meant}?", meant=meant), Level.HINT)

    def wrong_cadence(self, cadence: str) -> None:
        """Note a cadence that cannot be read; the next rule holds."""
        self.values.wrong(self.nodes["cadence"], Text.of("the cadence “{cadence}” cannot be read",
                                                         cadence=cadence[:60]),
                          Text.of("write {examples}", examples=EXAMPLES))


def rank(known: str, word: str) -> int:
    """Which of two keys of one meaning holds: the key itself, then `title` for a name."""
    return (known, "title", word).index(word)


def _word_and_label(key: str) -> tuple[str, str]:
    """The normal key, and a label in brackets as address book exports have (`TEL[CELL]`)."""
    match = _LABEL.fullmatch(key.strip())
    if match and normal_key(match[1]) in _KNOWN:
        return normal_key(match[1]), one_line(match[2]).lower()
    return normal_key(key), ""


def _stand_in_name(values: Values, head: FrontMatter, body: Body, contact_id: str) -> str:
    """The name of a file that gives none, with a warning that says so."""
    name = one_line(body.heading) or contact_id
    origin = Text.of("first heading") if body.heading else Text.of("file's name")
    values.problems.append(Problem(
        values.path, min(head.body_line, 2) if head.pairs else 1, 1, Level.WARNING,
        Text.of("there is no name; the {origin} stands in", origin=origin),
        Text.of("write name: {name} in the front matter", name=name[:60])))
    return name


def known_keys() -> Iterator[str]:
    """Every key of a contact, in the order in which docs/format.md lists them."""
    yield from READERS
