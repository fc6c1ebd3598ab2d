"""A vault's texts to its network: the reading half of the program in one function."""

from dataclasses import dataclass

from netsite.model import Contact, Entry, Network, Settings
from netsite.network.checks import check_all
from netsite.network.connect import connect
from netsite.network.contacts import read_contact
from netsite.problems import Level, Problem
from netsite.text.body import Body, read_body
from netsite.text.entries import Phrases, read_phrases
from netsite.text.frontmatter import read_front_matter
from netsite.text.names import fold
from netsite.text.settings import read_settings
from netsite.text.source import Files, Source, stem


@dataclass(frozen=True, slots=True, kw_only=True)
class Vault:
    """What a vault says, and every problem in it, in the order of their places."""

    settings: Settings
    network: Network
    problems: tuple[Problem, ...]


def load(files: Files) -> Vault:
    """Read all files of a vault. Bad ones are problems; what can be read of them is there."""
    problems = list(files.problems)
    settings = Settings()
    if files.settings:
        settings, found = read_settings(files.settings.path, files.settings.text)
        problems += [*files.settings.problems, *found]
    not_contact = read_phrases(settings.not_contact)
    contacts, bodies = _contacts(files, not_contact, problems)
    entries: list[Entry] = []
    for source in files.journal:
        body = _journal(source, not_contact, problems)
        bodies.append((source.path, body))
        entries += body.entries
    network, unresolved = connect(contacts, entries)
    problems += [*unresolved, *check_all(network, bodies)]
    return Vault(settings=settings, network=network, problems=tuple(sorted(problems)))


def _contacts(
    files: Files, not_contact: Phrases, problems: list[Problem],
) -> tuple[list[Contact], list[tuple[str, Body]]]:
    contacts: dict[str, Contact] = {}
    bodies = []
    for source in files.contacts:
        contact, body, found = read_contact(source, stem(source.path), not_contact)
        problems += found
        first = contacts.setdefault(fold(contact.id), contact)
        if first is not contact:
            problems += _same_id(first, contact)
            continue
        bodies.append((source.path, body))
    return list(contacts.values()), bodies


def _same_id(first: Contact, second: Contact) -> list[Problem]:
    message = f"two files have the id {second.id}: {first.path} and {second.path}"
    hint = "rename one; until then only the first is shown"
    return [Problem(path, 1, 1, Level.ERROR, message, hint) for path in (first.path, second.path)]


def _journal(
    source: Source, not_contact: Phrases, problems: list[Problem],
) -> Body:
    head = read_front_matter(source.path, source.text)
    body = read_body(source.path, source.text[head.body_start:], head.body_line, journal=True,
                     not_contact=not_contact)
    problems += [*source.problems, *head.problems, *body.problems]
    return body
