"""A vault to one file: all pages of its site in one document."""

import os
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from netsite.beside import in_halves
from netsite.build import MANY, users_templates
from netsite.memory import no_collection, rare_collection
from netsite.pages.about import History
from netsite.pages.images import address
from netsite.pages.onefile import MARK, one_file
from netsite.pages.render import Renderer
from netsite.pages.site import MISSING, Draft, File, last_drafts, list_drafts, person_drafts
from netsite.pages.slices import Slices
from netsite.pages.tallies import Tallies
from netsite.problems import Problem, UsageError
from netsite.scene import Scene, make_scene
from netsite.store.cache import opened
from netsite.store.gitlog import read_past
from netsite.store.images import Album, read_image
from netsite.store.reading import read
from netsite.store.vault import text_of
from netsite.texts import Text

_KEPT = ("contacts", "journal", "templates", ".git", ".netsite")
_HEAD = 4096  # bytes of a file in which its mark stands


class Single(NamedTuple):
    """What was made: the file, its size, how many people and pages, and every problem."""

    file: Path
    size: int
    people: int
    pages: int
    problems: tuple[Problem, ...]


def single(vault: Path, today: date, given: str, progress: Callable[[int], None] = lambda _: None,
           cache: Path | None = None) -> Single:
    """Write the site of a vault as of a day into one file; "" is one beside the site's folder.

    Raises UsageError for a file that netsite must not write, OSError when the disk fails.
    """
    told: list[Problem] = []
    with opened(cache) as kept, no_collection():
        known = read(vault, kept, partial(in_halves, least=MANY))
        past = read_past(vault, known.blobs, kept)
        album = Album(vault, known.seen)
        scene = make_scene(vault, known.vault, past.changes, today, told.append, album)
    file = _file(vault, given, known.vault.settings.output)
    renderer = Renderer(users_templates(vault), scene.plain.tongue)
    before = [*known.vault.problems, *past.problems, *scene.problems, *renderer.amiss]
    with rare_collection():
        pages, files, problems = _drawn(vault, scene, renderer, told, before, progress,
                                        History(past.head, past.reason))
        files |= {address(path, album[path].kind): data for path in list(album)
                  if album[path].kind and (data := read_image(vault, path))}
        data = one_file(pages, files | dict(renderer.static_files())).encode()
    _write(file, data)
    return Single(file, len(data), len(known.vault.network.people), len(pages), problems)


def _drawn(
    vault: Path, scene: Scene, renderer: Renderer, told: list[Problem], before: list[Problem],
    progress: Callable[[int], None], history: History,
) -> tuple[dict[str, str], dict[str, bytes], tuple[Problem, ...]]:
    """Every page and file of the site, and every problem."""
    pages: dict[str, str] = {}
    files: dict[str, bytes] = {}

    def draw(drafts: Iterable[Draft]) -> None:
        for draft in drafts:
            for page in draft.pages():
                data = renderer.data(page)
                if isinstance(page, File):
                    files[page.url] = data
                else:
                    pages[page.url] = data.decode()
            progress(len(pages))
    slices = Slices(scene.reads)
    tallies = Tallies(scene.picture, scene.shared, slices)
    draw(list_drafts(scene.picture, scene.shared, tallies, slices))
    draw(person_drafts(scene.picture, scene.plain.network.people))
    found = tuple(sorted({*before, *told, *renderer.problems}))
    draw(last_drafts(scene.picture, scene.shared, tallies, found, partial(text_of, vault), history))
    del pages[MISSING]  # nobody asks a file for a page that is not there
    return pages, files, tuple(sorted({*found, *told, *renderer.problems}))


def _file(vault: Path, given: str, output: str) -> Path:
    """The file to write; raises UsageError where there is, or would be, something else."""
    file = Path(given).expanduser().absolute() if given else (vault / output).with_suffix(".html")
    real = file.parent.resolve() / file.name
    if file.suffix.lower() not in (".html", ".htm"):
        raise UsageError(Text.of("{file} has to end in .html", file=file))
    for name in (*_KEPT, output):
        if real.is_relative_to((vault / name).resolve()):
            raise UsageError(Text.of(
                "{file} lies in {name}/; put it elsewhere", file=file, name=name))
    if not file.parent.is_dir():
        raise UsageError(Text.of("{parent} is not a folder", parent=file.parent))
    if os.path.lexists(file) and not _ours(file):
        raise UsageError(Text.of(
            "{file} is there, and was not made by --single-file; name another, or take it "
            "away",
            file=file))
    return real


def _ours(file: Path) -> bool:
    """Whether a file was made so; no link is followed, nothing but a file is opened."""
    if file.is_symlink() or not file.is_file():
        return False
    with file.open("rb") as opened_file:
        return MARK.encode() in opened_file.read(_HEAD)


def _write(file: Path, data: bytes) -> None:
    """Write it whole or not at all, unless it is there already."""
    if file.is_file() and file.stat().st_size == len(data) and file.read_bytes() == data:
        return
    beside = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
