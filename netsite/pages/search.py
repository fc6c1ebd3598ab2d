"""What the search looks through, as classic scripts: those load on `file://` too, on demand.

People stand in `people-N.js`, their notes and dated lines in `texts-N.js`, by a sum of their id, so
that an edit rewrites little; lines of the journal in `journal-N.js`, by a sum of their file's path.
`index.js` names the others, and the pages of groups and months.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from netsite.model import Id, Mark, Words
from netsite.network.links import with_names
from netsite.pages.lines import Picture
from netsite.pages.shared import Shared

FOLDER = "search"
INDEX = f"{FOLDER}/index.js"
MOST_NOTES = 4000  # letters of somebody's notes
MOST_LINE = 400  # letters of a dated line
MOST_LINES = 200  # of a person or team, the newest; the others are in the history
MOST_OF_JOURNAL = 5000  # lines in a script

_MARKS = re.compile(  # before a paragraph of its own
    r"(?:[ \t]*(?:[-*+>|]|#{1,6}|\d{1,9}[.)])[ \t]+)+")
_RULE = re.compile(r"[ \t:-]*\|[ \t:|-]*")  # below the head of a table
_HEAD, _TAIL = "(self.netsiteFound||=[]).push(", ")\n"
# In JSON a text may hold these; in a script, or within a <script>, they would mean something.
_ESCAPED = {"<": "\\u003c", "\u2028": "\\u2028", "\u2029": "\\u2029"}

Row = list[str]


def script(value: Mapping[str, object]) -> bytes:
    """A script that hands a value over, in whatever order scripts arrive; safe to inline."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPED.items():
        text = text.replace(character, escape)
    return f"{_HEAD}{text}{_TAIL}".encode("utf-8", "replace")


def value_of(data: bytes) -> object:
    """What such a script hands over."""
    return json.loads(data.decode().removeprefix(_HEAD).removesuffix(_TAIL))


def index_script(picture: Picture, shared: Shared) -> bytes:
    """The script that is loaded first: the names of the others, and the pages but for people's."""
    groups = [[group.kind, group.name, picture.addresses.groups[group.kind][group.key]]
              for group in shared.groups.values()]
    teams = [["team", name, url] for name, url in picture.teams.values()]
    return script({"scripts": [*shared.found, *shared.journals], "months": list(shared.counts),
                   "pages": [[kind, name, _stem(url)] for kind, name, url in (*teams, *groups)]})


def people_script(picture: Picture, people: Iterable[Id]) -> bytes:
    """What people are found by: a row each, without what is empty at its end."""
    return script({"people": [_without_end(_person(picture, person)) for person in people]})


def _person(picture: Picture, person: Id) -> Row:
    """Page, name, aliases, teams (also former ones), tags, company, role, place, mail, phone."""
    contact = picture.network.people[person]
    times = picture.network.teams_of.get(person, ())
    teams = dict.fromkeys(picture.teams[key].name for key, _ in times)
    return [_stem(picture.refs[person].url), contact.name, "\n".join(contact.aliases),
            "\n".join(teams), "\n".join(contact.tags), contact.company, contact.role,
            contact.location, "\n".join(each.text for each in contact.email),
            "\n".join(each.text for each in contact.phone)]


def _without_end(row: Row) -> Row:
    while row and not row[-1]:
        row.pop()
    return row


def _stem(url: str) -> str:
    return url.removesuffix(".html")


def texts_script(picture: Picture, contacts: Iterable[Id]) -> bytes:
    """Notes and dated lines: of each contact the page, then a text a paragraph and line."""
    rows = ([_stem(picture.refs[each].url), *_said(picture, each)] for each in contacts)
    return script({"texts": [row for row in rows if len(row) > 1]})


def _said(picture: Picture, person: Id) -> Iterator[str]:
    """Somebody's notes, and the lines of their own file, the newest first."""
    network = picture.network
    contact = network.people[person] if person in network.people else network.groups[person]
    words = network.words(contact.path)
    yield from _notes(picture, words.notes)
    marks = [mark for mark in network.marks.get(person, ()) if mark.path == contact.path]
    texts = _texts(words)
    for mark in marks[:MOST_LINES]:
        yield _line(picture, mark, texts)


def journal_script(picture: Picture, marks: Sequence[Mark]) -> bytes:
    """Lines of the journal, each under the first person it is about, or its month."""
    rows: dict[str, list[str]] = {}
    texts = {path: _texts(picture.network.words(path)) for path in {mark.path for mark in marks}}
    for mark in marks[:MOST_OF_JOURNAL]:
        url = picture.refs[mark.people[0]].url if mark.people else f"history/{_iso(mark)[:7]}"
        rows.setdefault(_stem(url), []).append(_line(picture, mark, texts[mark.path]))
    return script({"texts": [[url, *lines] for url, lines in rows.items()]})


def _notes(picture: Picture, notes: str) -> Iterator[str]:
    room = MOST_NOTES
    for paragraph in _paragraphs(notes):
        marks = _MARKS.match(paragraph)
        text = _plain(picture, paragraph[marks.end():] if marks else paragraph)[:room]
        if any(map(str.isalnum, text)):  # no rule, nor that below the head of a table
            yield text
            room -= len(text)
        if not room:
            return


def _paragraphs(notes: str) -> Iterator[str]:
    """Paragraphs, items of lists and headings, each with the lines that belong to it."""
    some: list[str] = []
    for line in notes.split("\n") if notes else ():
        if some and (not line or line.isspace() or _MARKS.match(line)):
            yield "\n".join(some)
            some = []
        if not _RULE.fullmatch(line):
            some.append(line)
    yield "\n".join(some)


def _texts(words: Words) -> Mapping[int, str]:
    return dict(zip(words.lines, words.texts, strict=True))


def _line(picture: Picture, mark: Mark, texts: Mapping[int, str]) -> str:
    """A dated line as it is found: `2026-10-02 coffee: what was said`."""
    head = f"{_iso(mark)} {mark.kind}".rstrip()
    text = _plain(picture, texts.get(mark.line, ""))[:MOST_LINE]
    return f"{head}: {text}" if text else head


def _iso(mark: Mark) -> str:
    return mark.day.isoformat()[:7 if mark.whole_month else 10]


def _plain(picture: Picture, text: str) -> str:
    """Markdown as one line of words: links as names, without the commonest marks."""
    if "[[" in text:
        text = with_names(picture.network.names, lambda other: picture.refs[other].name, text)
    if "*" in text or "`" in text:
        text = text.replace("*", "").replace("`", "")
    return " ".join(text.split())
