"""The program: a vault to a site. Each line's result is the next line's input; one part writes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from netsite.beside import Beside, cores
from netsite.memory import no_collection
from netsite.model import Id, Network, Settings
from netsite.network.due import due_of_all
from netsite.network.links import find, find_team
from netsite.network.load import load
from netsite.pages.addresses import Addresses, assign
from netsite.pages.lines import Picture, ToHtml, refs_of
from netsite.pages.markup import Markdowner, Target, verbatim
from netsite.pages.output import Output, output_folder
from netsite.pages.people import person_rows
from netsite.pages.render import Renderer, shipped_templates
from netsite.pages.site import last_pages, list_pages, person_pages
from netsite.practice.hour import plan_hour
from netsite.problems import Level, Problem
from netsite.store.cache import opened
from netsite.store.gitlog import Past, read_past
from netsite.store.vault import TEMPLATES, read_vault, text_of
from netsite.text.source import Files

Progress = Callable[[int], None]  # pages done so far


MANY = 2000  # people; below that, a second process costs more than it saves


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did: counts, every problem, and the folder."""

    people: int
    written: int
    unchanged: int
    removed: int
    problems: tuple[Problem, ...]
    folder: Path
    note: str = ""  # on this machine, not on the vault


def build(vault: Path, today: date, output: str | None = None,
          progress: Progress = lambda _: None, cache: Path | None = None) -> Report:
    """Build the site of a vault as of a day; `output` as on the command line.

    `cache` is the file in which to remember what is dear to find out again.

    Raises UsageError for a folder that netsite must not write into, OSError when the disk fails.
    """
    with no_collection():
        files = read_vault(vault)
        read = load(files)
        past, note = _past(vault, files, cache)
    folder = output_folder(vault, output, read.settings.output)
    addresses, collisions = assign(read.network)
    problems = [*read.problems, *past.problems, *collisions]
    picture = Picture(
        network=read.network, settings=read.settings, today=today, addresses=addresses,
        refs=refs_of(read.network, addresses),
        dues=due_of_all(read.network, read.settings, today),
        html=_to_html(read.network, addresses, read.settings, problems),
        edit=_edit_url(read.settings, vault), changes=past.changes)
    renderer = Renderer(_users_templates(vault))
    out = Output(folder)
    out.begin()
    for name, data in renderer.static_files():
        out.write(name, data)
    draw = partial(_draw, renderer, picture, problems)
    first, second = _shares(list(read.network.people))
    helper = Beside(partial(draw, out.share(), second)) if second else None
    rows = person_rows(picture)
    hour = plan_hour(read.network, read.settings, picture.dues, today)
    try:
        for page in chain(person_pages(picture, first), list_pages(picture, rows, hour)):
            out.write(page.url, renderer.html(page).encode())
            progress(len(out.names))
        done = helper.result() if helper else _NOTHING
    finally:
        if helper:
            helper.stop()
    if done is None:  # the second process failed: what went wrong shows here
        done = draw(out.share(), second)
    out.absorb(done.names, done.written, done.unchanged)
    found = sorted({*problems, *renderer.problems, *done.problems})
    for page in last_pages(picture, rows, hour, found, partial(text_of, vault)):
        out.write(page.url, renderer.html(page).encode())
    out.finish()
    return Report(people=len(read.network.people), written=out.written, unchanged=out.unchanged,
                  removed=out.removed, problems=tuple(sorted({*found, *renderer.problems})),
                  folder=folder, note=note)


def _past(vault: Path, files: Files, cache: Path | None) -> tuple[Past, str]:
    """What git tells, and why nothing could be remembered of it, if so."""
    with opened(cache) as kept:
        return read_past(vault, files.contacts, kept), kept.note


class _Done(NamedTuple):
    """What a second process did: the pages it saw to, and the problems it met."""

    names: frozenset[str]
    written: int
    unchanged: int
    problems: tuple[Problem, ...]


_NOTHING = _Done(frozenset(), 0, 0, ())


def _shares(people: list[Id]) -> tuple[list[Id], list[Id]]:
    """The people whose pages this process draws, and those for a second one, if that pays.

    The pages of people and all the others take about as long.
    """
    return ([], people) if len(people) >= MANY and cores() > 1 else (people, [])


def _draw(
    renderer: Renderer, picture: Picture, problems: list[Problem], out: Output, people: list[Id],
) -> _Done:
    """Draw and write some people's pages."""
    for page in person_pages(picture, people):
        out.write(page.url, renderer.html(page).encode())
    return _Done(frozenset(out.names), out.written, out.unchanged,
                 (*problems, *renderer.problems))


def _to_html(
    network: Network, addresses: Addresses, settings: Settings, problems: list[Problem],
) -> ToHtml:
    """Markdown as HTML with links to this network's pages; a text too costly is a problem."""
    def resolve(name: str) -> Target | None:
        key = find_team(network.names, name)
        if key is not None:
            return addresses.teams[key], network.teams[key].name
        ids = find(network.names, name)
        if len(ids) != 1:
            return None
        return addresses.people[ids[0]], network.people[ids[0]].name

    markdowner = Markdowner(resolve, settings.markdown_extensions, settings.markdown_engine)

    def html(text: str, root: str, path: str, line: int) -> str:
        found = markdowner.html(text, root)
        if found is not None:
            return found
        problem = Problem(path, line, 1, Level.WARNING,
                          "a text here is too long or too tangled to format; shown as written",
                          "break it into paragraphs, or take brackets out")
        if problem not in problems:
            problems.append(problem)
        return verbatim(text)
    return html


def _edit_url(settings: Settings, vault: Path) -> str:
    """The setting's address with the vault put before {path}."""
    folder = quote(vault.as_posix())
    url = settings.edit_url.replace("/{path}", f"/{folder.lstrip('/')}/{{path}}")
    return url if url != settings.edit_url else url.replace("{path}", f"{folder}/{{path}}")


def _users_templates(vault: Path) -> Path | None:
    """The user's own templates; the shipped ones, in a checkout, are nobody's own."""
    own = (vault / TEMPLATES).resolve()
    inside = own.is_dir() and own.is_relative_to(vault.resolve())
    return own if inside and own != shipped_templates().resolve() else None
