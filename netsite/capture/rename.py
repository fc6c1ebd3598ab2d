"""A contact's new id, with every link that follows it, and the places that name somebody."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from netsite.capture.plan import Edit, Plan
from netsite.model import Contact, Entry, Id, Link, Network
from netsite.network.edits import set_value
from netsite.network.links import find, find_team
from netsite.network.load import Vault
from netsite.network.proof import Reading, only_names, unwanted
from netsite.network.renaming import rename_names
from netsite.problems import UsageError
from netsite.text.body import Body, read_body
from netsite.text.frontmatter import read_front_matter
from netsite.text.links import LINK, link_name
from netsite.text.names import fold
from netsite.text.source import Files, Source
from netsite.text.splices import Splice
from netsite.texts import Text

_UID = "uid"


class Place(NamedTuple):
    """A line of a file that names somebody."""

    path: str
    line: int
    text: str


def plan_rename(
    network: Network, files: Files, contact: Contact, new: Id, uid: str = "",
) -> Plan:
    """The plan that gives a contact another id: the file's new name, and every link by the old one.

    Links by alias or name stay, as they still lead there. `uid`, by which other programs know them
    so far, is written into their file, if that has none and its front matter can be edited. Raises
    UsageError where the new id already means somebody.
    """
    meant = [other for other in find(network.names, new) if other != contact.id]
    team = find_team(network.names, new)
    if meant or (team is not None and team != network.names.group_teams.get(contact.id)):
        raise UsageError(Text.of(
            "“{new}” already means {what}; choose another id",
            new=new, what=", ".join(meant) or "a team"))
    folder, _, name = contact.path.rpartition("/")
    to = f"{folder}/{new}.{name.rpartition('.')[2]}"
    steps = []
    for source in (*files.contacts, *files.journal):
        path = to if source.path == contact.path else ""
        if path or _may_name(source, contact.id):
            kept = uid if path and not contact.uid else ""
            splices = partial(_splices, source.path, contact.id, new, kept,
                              is_group=contact.is_group)
            wanted = partial(_only_names, contact.id, new, kept)
            proof = partial(unwanted, source.path, wanted=wanted,
                            journal=source.path.startswith("journal/"), not_contact={})
            steps.append(Edit(source.path, splices, proof, path))
    return Plan(f"rename: {contact.id} to {new}", tuple(steps))


def _may_name(source: Source, contact_id: Id) -> bool:
    return fold(contact_id) in unicodedata.normalize("NFC", source.text).casefold()


def _splices(
    path: str, old: Id, new: Id, uid: str, text: str, *, is_group: bool,
) -> list[Splice]:
    """The splices that make every link by the old id one by the new, and keep a `uid` if given.

    In `teams` a name that is a person's is that of a team all the same.
    """
    def meant(name: str) -> bool:
        return fold(name) == fold(old)

    head = text[:read_front_matter(path, text).body_start]
    in_head = not path.startswith("journal/") and _may_name(Source(path, head), old)
    found = list(rename_names(text, meant, new, teams=is_group)) if in_head else []
    starts = [0]
    for line in text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for link in links_of(_body(path, text)):
        if meant(link.name):
            found.append(_new_name(text, starts[link.line - 1] + link.column - 1, link, new))
    return [*dict.fromkeys(found), *_kept(text, uid)]


def _kept(text: str, uid: str) -> list[Splice]:
    """The splices that write a `uid`; none where front matter is such that no edit is safe."""
    try:
        return set_value(text, _UID, [uid]) if uid else []
    except UsageError:
        return []


def _new_name(text: str, start: int, link: Link, new: Id) -> Splice:
    """The splice for one link: its name, less folder and ending, which stay."""
    match = LINK.match(text, start)
    if not match or link_name(match[1]) != link.name:
        raise UsageError(Text.of(
            "the link in line {line} is not where it was read", line=link.line))
    name = match[1].rstrip()
    if name[-3:].lower() == ".md":
        name = name[:-3].rstrip()
    before = len(name) - len(name.rpartition("/")[2].lstrip())
    return Splice(match.start(1) + before, match.start(1) + len(name), new)


def _body(path: str, text: str) -> Body:
    head = read_front_matter(path, text)
    return read_body(path, text[head.body_start:], head.body_line,
                     journal=path.startswith("journal/"), not_contact={})


def links_of(body: Body) -> Iterator[Link]:
    """Every link of a body, in notes and in dated lines."""
    yield from body.mentions
    for entry in body.entries:
        yield from links_in_entry(entry)


def links_in_entry(entry: Entry) -> tuple[Link, ...]:
    """Every link of a dated line and of what belongs to it."""
    return (*entry.people, *entry.without, *entry.mentions)


def _only_names(old: Id, new: Id, uid: str, before: Reading, after: Reading) -> str:
    """That everything reads the same, but for the old id under the new one, and a `uid` kept."""
    if uid and [field.value for field in after.fields if field.means == _UID] == [("", uid)]:
        before, after = (each._replace(fields=tuple(
            field for field in each.fields if field.means != _UID)) for each in (before, after))
    return only_names(before, after, lambda name: fold(name) == fold(old), new)


def same_network(before: Vault, after: Vault, renamed: Mapping[Id, Id]) -> bool:
    """Whether two readings of a vault say the same of everybody, ids renamed: the proof of all."""
    def of(ids: Iterable[Id]) -> list[Id]:
        return sorted(renamed.get(each, each) for each in ids)

    def facts(vault: Vault) -> tuple[object, ...]:
        network = vault.network
        return (
            of(network.people), of(network.groups), len(vault.problems),
            sorted((line.entry.day, line.entry.kind, line.entry.contact, of(line.people),
                    of(line.mentions)) for line in network.lines),
            sorted((fold(team.name), sorted((of((member.id,)), str(member.joined), str(member.left))
                                      for member in team.members))
                   for team in network.teams.values() if not team.group),
            sorted((of((team.group.id,)), sorted((of((member.id,)), str(member.joined),
                                                  str(member.left)) for member in team.members))
                   for team in network.teams.values() if team.group),
            sorted((of((each,)), of(others)) for each, others in network.introducers.items()),
            sorted((of((each,)), of(others)) for each, others in network.noted.items()))

    return facts(before) == facts(after)


def places_of(network: Network, files: Files, person: Id) -> list[Place]:
    """Every line of another file that names somebody, by whatever name, in the order of places."""
    own = (network.people.get(person) or network.groups[person]).path
    names = {fold(name) for name in _names_of(network, person)}
    found = []
    for source in (*files.contacts, *files.journal):
        if source.path == own:
            continue
        lines = source.text.split("\n")
        numbers = {link.line for link in links_of(_body(source.path, source.text))
                   if find(network.names, link.name) == (person,)}
        numbers |= _in_head(source, names, is_group=person in network.groups)
        found += [Place(source.path, number, lines[number - 1].strip()) for number in
                  sorted(numbers)]
    return found


def _names_of(network: Network, person: Id) -> Iterator[str]:
    contact = network.people.get(person) or network.groups[person]
    yield from (name for name in (person, contact.name, *contact.aliases)
                if find(network.names, name) == (person,))


def _in_head(source: Source, names: set[str], *, is_group: bool) -> set[int]:
    """The lines of a file's front matter that name somebody."""
    numbers: set[int] = set()

    def meant(name: str) -> bool:
        return fold(name) in names

    is_meant: Callable[[str], bool] = meant
    try:
        for splice in rename_names(source.text, is_meant, "-", teams=is_group):
            numbers.add(source.text.count("\n", 0, splice.start) + 1)
    except UsageError:
        pass
    return numbers
