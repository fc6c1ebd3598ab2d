"""What the commands that only read share: a vault read, a person found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from netsite.capture.plan import Change
from netsite.commands.speaking import in_words, say
from netsite.memory import no_collection
from netsite.model import Contact, Id, Network, TeamKey
from netsite.network.due import Due, State, due_of, due_of_all, when
from netsite.network.links import find, find_team, with_names
from netsite.network.load import Vault, load
from netsite.network.typed import Whom
from netsite.practice.groups import groups
from netsite.problems import UsageError
from netsite.store import reading
from netsite.store.cache import NO_CACHE, Cache, cache_file, open_cache
from netsite.store.scan import Scan
from netsite.text.names import fold, printable
from netsite.text.source import Files, Source, decode
from netsite.texts import text

_MOST_CANDIDATES = 12
# A state by itself, as in a table; what is typed and JSON have the same words, always in English.
STATES = {
    State.OVERDUE: text("overdue"), State.SOON: text("soon"), State.LATER: text("later"),
    State.SNOOZED: text("snoozed"), State.NONE: text("none"), State.OFF: text("off")}


@dataclass(frozen=True, kw_only=True)
class Read:
    """A vault as read on a day."""

    vault: Vault
    today: date

    @cached_property
    def dues(self) -> Mapping[Id, Due]:
        """Everybody's clock; most commands ask for none, or for one."""
        return due_of_all(self.network, self.vault.settings, self.today)

    def due(self, person: Id) -> Due:
        """The clock of one person."""
        return due_of(self.network, self.vault.settings, person, self.today)

    @property
    def network(self) -> Network:
        """The vault's network."""
        return self.vault.network

    def name_of(self, contact: Id) -> str:
        """The name of a person or group."""
        return (self.network.people.get(contact) or self.network.groups[contact]).name

    def readable(self, words: str) -> str:
        """A text with its links as the names they stand for."""
        return with_names(self.network.names, self.name_of, words)

    def told(self, words: str) -> str:
        """A text made of facts, such as a reason, in the language of the command; with names."""
        return self.readable(in_words(words))


def read(vault: Path, today: date) -> Read:
    """Read a vault."""
    return Read(vault=load_vault(vault), today=today)


def load_vault(vault: Path) -> Vault:
    """Read a vault; what is remembered of it spares the files that did not change."""
    file = cache_file(vault, None)
    return read_scanned(vault, open_cache(file) if file else NO_CACHE, None).vault


def read_scanned(vault: Path, kept: Cache, scan: Scan | None) -> reading.Read:
    """Read a vault with what a cache has of it; `scan` is one that was made already.

    The cache must be open for as long as words of the vault are asked for.
    """
    with no_collection():
        return reading.read(vault, kept, scan=scan)


def find_person(network: Network, words: str) -> Id:
    """The person meant: by exact id, alias or name, else by a unique beginning of a word of it.

    Raises UsageError where nobody or several people are; it lists the candidates.
    """
    exact = find(network.names, words)
    found = [person for person in exact if person in network.people]
    if not found:
        found = Whom(network, date.min).beginning(words)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(text("nobody is called “{name}”; `netsite list` shows everybody",
                              name=printable(words)))
    shown = "".join(f"\n  {person}  {printable(network.people[person].name)}"
                    for person in found[:_MOST_CANDIDATES])
    left = len(found) - _MOST_CANDIDATES
    more = text("\n  and {n} more", n=left) if left > 0 else ""
    raise UsageError(text("“{name}” may be any of these; give the id:{shown}{more}",
                          name=printable(words), shown=shown, more=more))


def find_contact(network: Network, words: str) -> Contact:
    """The person meant, as `find_person` finds them, or a group by its exact id or name."""
    found = find(network.names, words)
    if len(found) == 1 and found[0] in network.groups:
        return network.groups[found[0]]
    return network.people[find_person(network, words)]


def state_of(known: Read, person: Id) -> str:
    """How somebody stands, in the few words that a table has room for."""
    found = known.dues[person]
    state = in_words(when(found, known.today) if found.due else STATES[found.state])
    return say("snoozed, {state}", state=state) if found.state == State.SNOOZED else state


def begins(name: str, start: str) -> bool:
    """Whether a word of a name begins with a folded text, which may itself be several words."""
    folded = f" {fold(name)}"
    return f" {start}" in folded or f" {start}" in folded.replace("-", " ").replace("_", " ")


def find_members(network: Network, team: str, today: date) -> frozenset[Id]:
    """The members today of the team meant, by name or by a unique beginning of a word of it."""
    return network.teams[find_any_team(network, team)].on(today)


def find_team_key(network: Network, team: str) -> TeamKey | None:
    """The team of exactly this name, or None."""
    key = find_team(network.names, team)
    return fold(team) if key is None and fold(team) in network.teams else key


def find_any_team(network: Network, team: str) -> TeamKey:
    """The team meant, by name or by a unique beginning of a word of it.

    Raises UsageError where no team or several are.
    """
    key = find_team_key(network, team)
    if key is not None:
        return key
    start = fold(team)
    found = [key for key, each in network.teams.items()
             if start and (begins(each.name, start) or begins(key, start))]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(printable(network.teams[key].name) for key in found[:_MOST_CANDIDATES])
    name = printable(team)
    raise UsageError(text("“{name}” may be any of these teams: {listed}", name=name, listed=listed)
                     if found else text("no team is called “{name}”", name=name))


def find_company(network: Network, words: str) -> str:
    """The company meant, by its name or by a unique beginning of a word of it.

    Raises UsageError where nobody works for one of that name, or several fit.
    """
    companies = groups(network, "company", 1)
    start = fold(words)
    exact = [each.name for each in companies if each.key == start]
    found = exact or [each.name for each in companies if start and begins(each.name, start)]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(map(printable, found[:_MOST_CANDIDATES]))
    name = printable(words)
    raise UsageError(text("“{name}” may be any of these companies: {listed}", name=name,
                          listed=listed) if found
                     else text("nobody works for “{name}”, as far as the files say", name=name))


def vault_after(files: Files, changes: Sequence[Change]) -> Vault:
    """The vault as it will be read after changes of its files."""
    now: Mapping[str, bytes | None] = {change.path: change.after for change in changes}

    def changed(sources: Sequence[Source], folder: str) -> tuple[Source, ...]:
        kept = [source for source in sources if source.path not in now]
        new = [decode(path, data) for path, data in now.items()
               if data is not None and path.startswith(folder)]
        return tuple(sorted((*kept, *new), key=lambda source: source.path))

    return load(replace(files, contacts=changed(files.contacts, "contacts/"),
                        journal=changed(files.journal, "journal/")))
