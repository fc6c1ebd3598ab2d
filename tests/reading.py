"""Files and vaults as values, read without a disk."""

from collections.abc import Iterable, Mapping

from netsite.model import Contact, Settings
from netsite.network.contacts import read_contact
from netsite.network.load import Vault, load
from netsite.problems import Problem
from netsite.text.body import Body, read_body
from netsite.text.entries import read_phrases
from netsite.text.source import Files, decode

NOT_CONTACT = read_phrases(Settings().not_contact)


def told(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    """Give problems as the user meets them: `path:line:column: level: message`, and the hint."""
    return [(str(problem), problem.hint) for problem in problems]


def lines_told(problems: Iterable[Problem]) -> list[str]:
    """Give problems as `path:line:column: level: message`, without their hints."""
    return [str(problem) for problem in problems]


def person(
    *keys: str, name: str = "Ana Silva", notes: str = "", history: Iterable[str] = (),
) -> str:
    """Write a contact's file: lines of front matter below the name, notes, dated lines."""
    front = ["---", *([f"name: {name}"] if name else []), *keys, "---"]
    lines = list(history)
    return "\n".join([*front, notes, *(["## History", *lines] if lines else []), ""])


def files(texts: Mapping[str, str | bytes]) -> Files:
    """Make what reading a vault's files gives, from their texts by path."""
    sources = {path: decode(path, text if isinstance(text, bytes) else text.encode())
               for path, text in texts.items()}
    return Files(
        settings=sources.get("netsite.toml"),
        contacts=tuple(sources[path] for path in sources if path.startswith("contacts/")),
        journal=tuple(sources[path] for path in sources if path.startswith("journal/")),
        problems=())


def read(texts: Mapping[str, str | bytes]) -> Vault:
    """Read a vault, given as texts by path."""
    return load(files(texts))


def contact_and_problems(text: str | bytes, stem: str = "ana") -> tuple[Contact, list[Problem]]:
    """Read one contact's file."""
    path = f"contacts/{stem}.md"
    source = decode(path, text if isinstance(text, bytes) else text.encode())
    contact, _, problems = read_contact(source, stem, NOT_CONTACT)
    return contact, problems


def contact(text: str | bytes, stem: str = "ana") -> Contact:
    """Read one contact's file, for what it says."""
    return contact_and_problems(text, stem)[0]


def body_of(text: str | bytes, stem: str = "ana") -> Body:
    """Read one contact's file, for what stands below its front matter."""
    path = f"contacts/{stem}.md"
    source = decode(path, text if isinstance(text, bytes) else text.encode())
    return read_contact(source, stem, NOT_CONTACT)[1]


def problems_of(text: str | bytes, stem: str = "ana") -> list[tuple[str, str]]:
    """Read one contact's file, for what is wrong with it, as it is told."""
    return told(contact_and_problems(text, stem)[1])


def body(text: str, *, journal: bool = False) -> Body:
    """Read a text as the body of a file that has no front matter."""
    return read_body("contacts/ana.md", text, 1, journal=journal, not_contact=NOT_CONTACT)
