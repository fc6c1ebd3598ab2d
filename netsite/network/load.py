"""A vault's texts to its network: the reading half of the program in one function."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from netsite.model import Network, Settings, Words
from netsite.network.checks import check_all
from netsite.network.connect import connect
from netsite.network.parts import Part, read_contact_part, read_journal_part
from netsite.problems import Level, Problem
from netsite.text.entries import read_phrases
from netsite.text.names import fold
from netsite.text.settings import read_settings
from netsite.text.source import Files, Source
from netsite.texts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Vault:
    """What a vault says, and every problem in it, in the order of their places."""

    settings: Settings
    network: Network
    problems: tuple[Problem, ...]


def load(files: Files) -> Vault:
    """Read all files of a vault. Bad ones are problems; what can be read of them is there."""
    settings, problems = settings_of(files.settings)
    not_contact = read_phrases(settings.not_contact)
    read = [*(read_contact_part(source, not_contact) for source in files.contacts),
            *(read_journal_part(source, not_contact) for source in files.journal)]
    words = {part.path: each for part, each in read}
    return assemble(settings, [part for part, _ in read], words.__getitem__,
                    (*files.problems, *problems))


def settings_of(source: Source | None) -> tuple[Settings, list[Problem]]:
    """The settings that a vault's file gives, if there is one, and what is wrong with them."""
    if source is None:
        return Settings(), []
    settings, found = read_settings(source.path, source.text)
    return settings, [*source.problems, *found]


def assemble(
    settings: Settings, parts: Iterable[Part], words: Callable[[str], Words],
    problems: Iterable[Problem],
) -> Vault:
    """A vault from its files' parts, in the order of their paths; `words` gives those of a path.

    `problems` are those besides the ones of the parts.
    """
    kept, found = _each_id_once(parts)
    network, unresolved = connect(kept, words)
    found += [*problems, *unresolved, *check_all(network, kept)]
    return Vault(settings=settings, network=network, problems=tuple(sorted(found)))


def _each_id_once(parts: Iterable[Part]) -> tuple[list[Part], list[Problem]]:
    """The parts without those whose contact's id another has, and the problems of all of them."""
    kept: list[Part] = []
    problems: list[Problem] = []
    first: dict[str, str] = {}
    for part in parts:
        problems += part.problems
        contact = part.contact
        path = first.setdefault(fold(contact.id), part.path) if contact else part.path
        if contact and path != part.path:
            problems += _same_id(contact.id, path, part.path)
        else:
            kept.append(part)
    return kept, problems


def _same_id(contact: str, first: str, second: str) -> list[Problem]:
    message = Text.of("two files have the id {id}: {first} and {second}", id=contact,
                      first=first, second=second)
    hint = Text.of("rename one; until then only the first is shown")
    return [Problem(path, 1, 1, Level.ERROR, message, hint) for path in (first, second)]
