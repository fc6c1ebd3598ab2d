"""A vault on a day, as all pages are drawn from it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from netsite.model import Changes, Network, Settings
from netsite.network.due import due_of_all
from netsite.network.links import find, find_team
from netsite.network.load import Vault
from netsite.pages.addresses import Addresses, assign
from netsite.pages.clock import Clock
from netsite.pages.lines import Picture, ToHtml, refs_of, team_refs
from netsite.pages.markup import Markdowner, Target, verbatim
from netsite.pages.people import person_row
from netsite.pages.shared import Shared, shared
from netsite.pages.watched import Reads, watched, watched_shared
from netsite.practice.groups import KINDS, groups
from netsite.problems import Level, Problem

Tell = Callable[[Problem], None]


class Scene(NamedTuple):
    """What pages are drawn from: `picture` and `shared` note in `reads` what is read of them.

    `plain` and `plainly` are the same, unwatched. `problems` are pages that collide.
    """

    picture: Picture
    shared: Shared
    reads: Reads
    plain: Picture
    plainly: Shared
    problems: tuple[Problem, ...]


def make_scene(
    folder: Path, vault: Vault, changes: Changes | None, today: date, tell: Tell,
) -> Scene:
    """The scene of a vault in a folder on a day; `tell` is told what goes wrong while drawing."""
    network, settings = vault.network, vault.settings
    of_kind = {kind: groups(network, kind) for kind in KINDS}
    addresses, collisions = assign(network, of_kind)
    dues = due_of_all(network, settings, today)
    plain = Picture(
        network=network, settings=settings, clock=Clock(today), addresses=addresses, dues=dues,
        refs=refs_of(network, addresses), teams=team_refs(network, addresses),
        html=_to_html(network, addresses, settings, tell), edit=_edit_url(settings, folder),
        changes=changes)
    plainly = shared(network, settings, dues, today, of_kind,
                     lambda person: person_row(plain, person))
    reads = Reads()
    picture = watched(plain, reads, today)
    return Scene(picture, watched_shared(plainly, reads, lambda person: person_row(
        picture, person)), reads, plain, plainly, tuple(collisions))


def _to_html(network: Network, addresses: Addresses, settings: Settings, tell: Tell) -> ToHtml:
    """Markdown as HTML with links to this network's pages; a text too costly is a problem."""
    def resolve(name: str) -> Target | None:
        key = find_team(network.names, name)
        if key is not None:
            return addresses.teams[key], network.teams[key].name
        ids = find(network.names, name)
        if len(ids) != 1:
            return None
        return addresses.people[ids[0]], network.people[ids[0]].name

    markdowner = Markdowner(resolve, settings.markdown_extensions)

    def html(text: str, root: str, path: str, line: int) -> str:
        found = markdowner.html(text, root)
        if found is not None:
            return found
        tell(Problem(path, line, 1, Level.WARNING,
                     "a text here is too long or too tangled to format; shown as written",
                     "break it into paragraphs, or take brackets out"))
        return verbatim(text)
    return html


def _edit_url(settings: Settings, vault: Path) -> str:
    """The setting's address with the vault put before {path}."""
    folder = quote(vault.as_posix())
    url = settings.edit_url.replace("/{path}", f"/{folder.lstrip('/')}/{{path}}")
    return url if url != settings.edit_url else url.replace("{path}", f"{folder}/{{path}}")
