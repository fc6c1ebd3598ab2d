"""The pages of people whose files were just saved, before all others: for who watches.

A whole build looks at everything that may have changed with them. Most often only dated lines and
notes have; then the person's page can be drawn from what the last build knew of everybody else.
The build that follows draws it again, should that not have been all.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from netsite.model import Contact
from netsite.network.connect import with_part
from netsite.network.due import due_of
from netsite.network.parts import read_contact_part
from netsite.pages.output import Output
from netsite.pages.render import Renderer
from netsite.pages.site import person_drafts
from netsite.scene import Scene
from netsite.store.reading import Read
from netsite.store.scan import Signature
from netsite.store.vault import CONTACTS, read_file
from netsite.text.entries import read_phrases

_MOST = 20  # files at once; more are no longer one person saving


class Last(NamedTuple):
    """What the last build knew, and made."""

    known: Read
    scene: Scene
    renderer: Renderer
    folder: Path
    images: Mapping[str, Signature]  # what the images that pages show looked like


def glimpse(vault: Path, last: Last, seen: Mapping[str, Signature]) -> list[str]:
    """Draw the pages of people whose files alone have changed since; the addresses written.

    `seen` is what the vault's files look like now. Raises OSError when the disk fails.
    """
    if seen.keys() != last.known.seen.keys():
        return []
    paths = [path for path in seen if seen[path] != last.known.seen[path]]
    if len(paths) > _MOST or any(not path.startswith(f"{CONTACTS}/") for path in paths):
        return []
    written = []
    for path in paths:
        for url, data in _pages(vault, last, path):
            if Output(last.folder).touch_up(url, data):
                written.append(url)
    return written


def _pages(vault: Path, last: Last, path: str) -> Iterator[tuple[str, bytes]]:
    """The page of one person, if nothing has changed in their file that links people."""
    source = read_file(vault, path, [])
    old = next((part for part in last.known.parts if part.path == path), None)
    before, settings = last.known.vault.network, last.known.vault.settings
    if source is None or old is None or old.contact is None or old.contact.is_group:
        return
    part, words = read_contact_part(source, read_phrases(settings.not_contact))
    contact = part.contact
    if contact is None or _ties(contact) != _ties(old.contact):
        return
    network = with_part(before, part, words)
    plain, watched = last.scene.plain, last.scene.picture
    due = due_of(network, settings, contact.id, plain.clock.today())
    picture = replace(plain, network=network, dues={**plain.dues, contact.id: due},
                      html=watched.html, image=watched.image)
    for draft in person_drafts(picture, [contact.id]):
        yield from ((page.url, last.renderer.data(page)) for page in draft.pages())


def _ties(contact: Contact) -> tuple[object, ...]:
    """What links somebody, wherever it stands in the file."""
    return (contact.id, contact.name, contact.is_group, contact.aliases, contact.tags,
            contact.company, contact.location,
            [link.name for link in (*contact.introduced_by, *contact.mentions)],
            [(each.link.name, each.joined, each.left) for each in contact.teams])
