"""A vault on a day, as all pages are drawn from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from netsite.exchange.uids import others
from netsite.languages import tongue_of
from netsite.model import Changes, ImageFile, Settings
from netsite.network.due import due_of_all
from netsite.network.links import find, find_team
from netsite.network.load import Vault
from netsite.pages.addresses import assign
from netsite.pages.clock import Clock
from netsite.pages.images import Place, ToImage, image_finder
from netsite.pages.lines import Picture, Ref, ToHtml, refs_of, team_refs
from netsite.pages.markup import Markdowner, Target, verbatim
from netsite.pages.people import person_row
from netsite.pages.shared import Shared, shared
from netsite.pages.watched import IMAGE, TOLD, Reads, Watched, watched, watched_shared
from netsite.practice.groups import KINDS, groups
from netsite.problems import Level, Problem
from netsite.store.vault import text_of
from netsite.texts import Text

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
    images: Mapping[str, ImageFile],
) -> Scene:
    """The scene of a vault in a folder on a day; `tell` is told what goes wrong while drawing.

    `images` tells of any path in the vault what image it is.
    """
    network, settings = vault.network, vault.settings
    of_kind = {kind: groups(network, kind) for kind in KINDS}
    addresses, collisions = assign(network, of_kind)
    dues = due_of_all(network, settings, today)
    plain = Picture(
        network=network, settings=settings, clock=Clock(today), addresses=addresses, dues=dues,
        refs=refs_of(network, addresses), teams=team_refs(network, addresses),
        html=_unasked, uids=others(network), edit=_edit_url(settings, folder), changes=changes,
        tongue=tongue_of(settings.language))
    plainly = shared(network, settings, dues, today, of_kind,
                     lambda person: person_row(plain, person), changes)
    reads = Reads()
    picture = watched(plain, reads, today)

    def noted(problem: Problem) -> None:
        reads.note(TOLD, problem.path)
        tell(problem)
    image = image_finder(Watched(reads, IMAGE, images), noted, _places(folder))
    picture = replace(picture, html=_to_html(picture, noted, image), image=image)
    return Scene(picture, watched_shared(plainly, reads, lambda person: person_row(
        picture, person)), reads, plain, plainly, tuple(collisions))


def _places(folder: Path) -> Place:
    """What finds the line and column of a text in a file of the vault, from a line on."""
    def place(path: str, line: int, written: str) -> tuple[int, int]:
        lines = text_of(folder, path).split("\n")
        for number, text in enumerate(lines[line - 1:], line):
            if written in text or written.replace(" ", "%20") in text:
                return number, max(text.find(written), text.find(written.replace(" ", "%20"))) + 1
        return line, 1
    return place


def _to_html(picture: Picture, tell: Tell, image: ToImage) -> ToHtml:
    """Markdown as HTML with links to a picture's pages; a text too costly is a problem."""
    names = picture.network.names

    def resolve(name: str) -> Target | None:
        key = find_team(names, name)
        if key is not None:
            return _target(picture.teams[key])
        ids = find(names, name)
        return _target(picture.refs[ids[0]]) if len(ids) == 1 else None

    markdowner = Markdowner(resolve, picture.settings.markdown_extensions,
                            picture.settings.markdown_engine, image)

    def html(text: str, root: str, path: str, line: int) -> str:
        found = markdowner.html(text, root, path, line)
        if found is not None:
            return found
        tell(Problem(path, line, 1, Level.WARNING,
                     Text.of("a text here is too long or too tangled to format; shown as written"),
                     Text.of("break it into paragraphs, or take brackets out")))
        return verbatim(text)
    return html


def _target(ref: Ref) -> Target:
    return ref.url, ref.name


def _unasked(_text: str, _root: str, _path: str, _line: int) -> str:
    """Stand in where no text is drawn, or it would not be noted who is named in it."""
    raise NotImplementedError


def _edit_url(settings: Settings, vault: Path) -> str:
    """The setting's address with the vault put before {path}."""
    folder = quote(vault.as_posix())
    url = settings.edit_url.replace("/{path}", f"/{folder.lstrip('/')}/{{path}}")
    return url if url != settings.edit_url else url.replace("{path}", f"{folder}/{{path}}")
