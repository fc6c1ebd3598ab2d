"""A vault on a day, as all pages are drawn from it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from netsite.model import Changes, Settings
from netsite.network.due import due_of_all
from netsite.network.links import find, find_team
from netsite.network.load import Vault
from netsite.pages.addresses import assign
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
        html=_no_html, edit=_edit_url(settings, folder), changes=changes)
    plainly = shared(network, settings, dues, today, of_kind,
                     lambda person: person_row(plain, person))
    reads = Reads()
    names = watched(plain, reads, today)
    picture = replace(names, html=_to_html(names, tell))
    return Scene(picture, watched_shared(plainly, reads, lambda person: person_row(
        picture, person)), reads, plain, plainly, tuple(collisions))


def _no_html(_text: str, _root: str, _path: str, _line: int) -> str:
    """Stand in for Markdown where nothing is drawn."""
    return ""


def _to_html(names: Picture, tell: Tell) -> ToHtml:
    """Markdown as HTML, with links to the pages of those whom `names`, a watched picture, has.

    A text too costly is a problem.
    """
    def resolve(name: str) -> Target | None:
        key = find_team(names.network.names, name)
        ids = find(names.network.names, name)
        if key is None and len(ids) != 1:
            return None
        ref = names.refs[ids[0]] if key is None else names.teams[key]
        return ref.url, ref.name

    settings = names.settings
    markdowner = Markdowner(resolve, settings.markdown_extensions, settings.markdown_engine)

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
