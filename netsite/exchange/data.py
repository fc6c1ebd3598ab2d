"""The network as JSON, for scripts: docs/data.schema.json and docs/lines.schema.json say its form.

Nothing in it counts from today: what is overdue is so if its `due` is before the reader's day.
Where nothing is known stands null, or an empty list; every key is always there.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from json.encoder import encode_basestring as _quoted

from netsite.model import Contact, Id, Labelled, Line, Member, PartialDay, Team, TeamKey
from netsite.network.due import Turn

FORMAT = 1  # to be raised when a key changes its meaning or goes
Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]

_encoder = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def contact_text(
    contact: Contact, uid: str, page: str, due: Turn, teams: Iterable[tuple[TeamKey, Member]],
    introducers: Sequence[Id],
) -> str:
    """A person as JSON in one line: their facts, their teams, and their clock."""
    return _encoder.encode({
        "id": contact.id, "name": contact.name, "page": page, "path": contact.path, "uid": uid,
        "aliases": contact.aliases, "tags": contact.tags,
        "teams": [{"key": key, "joined": _iso(member.joined), "left": _iso(member.left)}
                  for key, member in teams],
        "company": contact.company or None, "role": contact.role or None,
        "location": contact.location or None, "timezone": contact.timezone or None,
        "pronouns": contact.pronouns or None, "email": _labelled(contact.email),
        "phone": _labelled(contact.phone), "links": _labelled(contact.links),
        "photo": contact.photo or None, "birthday": _partial(contact.birthday),
        "dates": [{"label": what, "day": str(day)} for what, day in contact.dates],
        "met": _partial(contact.met), "introduced_by": introducers, "cadence": due.cadence,
        "snooze": _iso(contact.snooze), "archived": contact.archived,
        "died": _partial(contact.died), "own": _labelled(contact.extra),
        "last": due.last.day.isoformat() if due.last else None, "due": _iso(due.due)})


def team_text(team: Team, page: str, calendar: str) -> str:
    """A team as JSON in one line: its page, its calendar, its file if it has one, its members."""
    group = team.group
    return _encoder.encode({
        "key": team.key, "name": team.name, "page": page, "calendar": calendar,
        "id": group.id if group else None, "path": group.path if group else None,
        "cadence": group.cadence or None if group else None,
        "members": [{"id": member.id, "joined": _iso(member.joined), "left": _iso(member.left)}
                    for member in team.members]})


def network_data(
    name: str, contacts: Iterable[bytes], teams: Iterable[bytes], months: Mapping[str, int],
) -> bytes:
    """The whole network, of contacts and teams as JSON; a line for each, so that it compares well.

    `months` are the numbers of dated lines by month; each month's lines are a file of their own.
    """
    listed = (_encoder.encode({"month": month, "lines": count, "file": lines_file(month)}).encode()
              for month, count in months.items())
    return b"".join((
        f'{{"format":{FORMAT},\n"name":{_encoder.encode(name)},\n"contacts":'.encode(),
        _list(contacts), b',\n"teams":', _list(teams), b',\n"months":', _list(listed), b"}\n"))


def lines_file(month: str) -> str:
    """The address of a month's lines as JSON, beside the page that shows them."""
    return f"history/{month}.json"


def lines_data(month: str, lines: Iterable[str]) -> bytes:
    """A month's dated lines, each as its JSON (`line_text`), as they come."""
    texts = ",\n".join(lines)
    return (f'{{"format":{FORMAT},\n"month":"{month}",\n"lines":[\n{texts}\n]}}\n').encode(
        "utf-8", "replace")


def line_text(line: Line) -> str:
    """A line as JSON, put together by hand: they come by the hundred thousand.

    Its number in its file is left out: one line more would change all that stand below it.
    """
    path, _, day, whole_month, kind, contact, _, _, _, text, _ = line.entry
    return (f'{{"day":"{day.isoformat()[:7 if whole_month else None]}",'
            f'"kind":{_quoted(kind) if kind else "null"},'
            f'"contact":{"true" if contact else "false"},'
            f'"home":{_quoted(line.home) if line.home else "null"},'
            f'"people":[{",".join(map(_quoted, line.people))}],'
            f'"mentions":[{",".join(map(_quoted, line.mentions))}],'
            f'"text":{_quoted(text)},"path":{_quoted(path)}}}')


def _list(items: Iterable[bytes]) -> bytes:
    inside = b",\n".join(filter(None, items))
    return b"[\n" + inside + b"\n]" if inside else b"[]"


def _labelled(items: Iterable[Labelled]) -> list[dict[str, str | None]]:
    return [{"label": label or None, "text": text} for label, text in items]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _partial(day: PartialDay | None) -> str | None:
    return str(day) if day else None
