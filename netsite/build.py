"""The program: a vault to a site. Each line's result is the next line's input; one part writes."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from netsite.beside import Beside, cores
from netsite.glimpse import Last
from netsite.memory import no_collection
from netsite.pages.fingerprints import Tables, differing, fingerprint, packed, tables_of, unpacked
from netsite.pages.output import Output, output_folder, signature_of
from netsite.pages.render import Renderer, shipped_templates
from netsite.pages.site import Draft, last_drafts, list_drafts, person_drafts
from netsite.problems import Problem
from netsite.report import Report
from netsite.scene import Scene, make_scene
from netsite.store.cache import Cache, opened
from netsite.store.gitlog import read_past
from netsite.store.reading import read
from netsite.store.scan import trusted
from netsite.store.sheets import Sheet, Site, forget, packed_cells, recall, remember, touched
from netsite.store.vault import TEMPLATES, text_of
from netsite.unchanged import done, inputs_of, undone

Progress = Callable[[int], None]  # pages done so far

MANY = 2000  # people to draw; below that, a second process costs more than it saves


def build(vault: Path, today: date, output: str | None = None,
          progress: Progress = lambda _: None, cache: Path | None = None,
          keep: Callable[[Last], None] = lambda _: None) -> Report:
    """Build the site of a vault as of a day; `output` as on the command line.

    `cache` is the file in which to remember what is dear to find out again. `keep` is handed what
    a `glimpse` of the next change needs.

    Raises UsageError for a folder that netsite must not write into, OSError when the disk fails.
    """
    with opened(cache) as kept:
        undone(output, kept)
        report, inputs = _build(vault, today, output, progress, kept, keep)
        if inputs:
            done(output, inputs, report, kept)
    return report


def _build(
    vault: Path, today: date, output: str | None, progress: Progress, kept: Cache,
    keep: Callable[[Last], None],
) -> tuple[Report, str]:
    """The build, and the sum of what it was made from; "" if that cannot be relied on."""
    told: list[Problem] = []
    with no_collection():
        known = read(vault, kept)
        steady = trusted(known.seen, known.began) == known.seen
        inputs = inputs_of(vault, today, known.seen) if steady else ""
        past = read_past(vault, known.blobs, kept)
        scene = make_scene(vault, known.vault, past.changes, today, told.append)
        tables = tables_of(scene.plain, scene.plainly, known.parts)
    out = Output(output_folder(vault, output, known.vault.settings.output))
    desk = _Desk(Renderer(_users_templates(vault)), out, scene, told, progress)
    out.begin()
    for name, data in desk.renderer.static_files():
        out.write(name, data)
    before = recall(kept, out.folder)
    site = Site(_key(scene, desk.renderer), today.isoformat(),
                {kind: packed(table) for kind, table in tables.items()}, {}, {})
    fresh = _fresh(site, tables, before, out)
    if before and len(fresh) < len(before.sheets):
        forget(kept, out.folder)  # should this build be cut off, the next one looks at every page
    sheets = _draw(desk, fresh)
    problems = [*known.vault.problems, *past.problems, *scene.problems,
                *(problem for sheet in sheets.values() for problem in sheet.problems)]
    found = tuple(sorted(set(problems)))
    last = desk.draw(last_drafts(scene.picture, scene.shared, found, partial(text_of, vault)))
    out.finish()
    keep(Last(known, scene, desk.renderer, out.folder))
    _remember(kept, site._replace(sheets=sheets), before, fresh, out)
    report = Report(
        people=len(known.vault.network.people), written=out.written, unchanged=out.unchanged,
        removed=out.removed, folder=out.folder, note=kept.note, problems=tuple(sorted({*found, *(
            problem for sheet in last.values() for problem in sheet.problems)})))
    return report, inputs


def _key(scene: Scene, renderer: Renderer) -> str:
    """What every page depends on: settings, templates, whether there is a history."""
    return fingerprint((scene.plain.settings, scene.plain.edit, scene.plain.changes is None,
                        renderer.fingerprint()))


def _fresh(
    site: Site, tables: Tables, before: Site | None, out: Output,
) -> Mapping[str, Sheet]:
    """What is as it would be drawn now: nothing it shows has changed, and nobody touched it."""
    if before is None or before.key != site.key or before.today > site.today:
        return {}
    old = {kind: unpacked(data) for kind, data in before.tables.items()
           if site.tables.get(kind) != data}
    changed = differing(old, {kind: tables[kind] for kind in tables if kind in old
                              or kind not in before.tables})
    stale = touched(before, changed)
    return {name: sheet for name, sheet in before.sheets.items() if name not in stale
            and all(url in out.seen and out.seen[url] == before.files.get(url)
                    for url in sheet.urls)}


class _Desk(NamedTuple):
    """What is needed to draw. `told` is what went wrong with the pages at hand."""

    renderer: Renderer
    out: Output
    scene: Scene
    told: list[Problem]
    progress: Progress

    def draw(self, drafts: Iterable[Draft]) -> dict[str, Sheet]:
        """Draw and write pages, and note what they were drawn from."""
        return {draft.name: self._sheet(draft) for draft in drafts}

    def _sheet(self, draft: Draft) -> Sheet:
        self.told.clear()
        self.renderer.problems.clear()
        self.scene.reads.cells = set()
        urls = []
        for page in draft.pages():
            urls.append(page.url)
            self.out.write(page.url, self.renderer.data(page))
        self.progress(len(self.out.names))
        problems = {*self.told, *self.renderer.problems}
        return Sheet(tuple(urls), packed_cells(self.scene.reads.cells), tuple(sorted(problems)))


def _draw(desk: _Desk, fresh: Mapping[str, Sheet]) -> dict[str, Sheet]:
    """Every page but the last ones: those that are as they should be are kept, others drawn."""
    sheets: dict[str, Sheet] = {}

    def stale(drafts: Iterable[Draft]) -> list[Draft]:
        found = []
        for draft in drafts:
            if draft.name in fresh:
                sheets[draft.name] = fresh[draft.name]
                for url in fresh[draft.name].urls:
                    desk.out.keep(url)
            else:
                found.append(draft)
        return found
    people = stale(person_drafts(desk.scene.picture, desk.scene.plain.network.people))
    others = stale(list_drafts(desk.scene.picture, desk.scene.shared))
    return sheets | _drawn(desk, people, others)


class _Done(NamedTuple):
    """What a second process did: what it drew, and what it counted."""

    sheets: dict[str, Sheet]
    names: frozenset[str]
    written: int
    unchanged: int


def _drawn(desk: _Desk, people: list[Draft], others: list[Draft]) -> dict[str, Sheet]:
    """Some pages, drawn; where people are many, theirs in a second process.

    The pages of people and all the others take about as long.
    """
    if len(people) < MANY or cores() < 2:
        return desk.draw([*people, *others])
    helper = Beside(partial(_share, desk._replace(out=desk.out.share()), people))
    try:
        sheets = desk.draw(others)
        done = helper.result()
    finally:
        helper.stop()
    if done is None:  # the second process failed: what went wrong shows here
        return sheets | desk.draw(people)
    desk.out.absorb(done.names, done.written, done.unchanged)
    return sheets | done.sheets


def _share(desk: _Desk, drafts: list[Draft]) -> _Done:
    sheets = desk.draw(drafts)
    return _Done(sheets, frozenset(desk.out.names), desk.out.written, desk.out.unchanged)


def _remember(
    kept: Cache, site: Site, before: Site | None, fresh: Collection[str], out: Output,
) -> None:
    """Keep the site for the next build, with what its files look like now."""
    files = dict(before.files) if before else {}
    for name, sheet in site.sheets.items():
        if name not in fresh:
            files |= {url: signature for url in sheet.urls
                      if (signature := signature_of(f"{out.folder}/{url}"))}
    remember(kept, out.folder, site._replace(files=files), before)


def _users_templates(vault: Path) -> Path | None:
    """The user's own templates; the shipped ones, in a checkout, are nobody's own."""
    own = (vault / TEMPLATES).resolve()
    inside = own.is_dir() and own.is_relative_to(vault.resolve())
    return own if inside and own != shipped_templates().resolve() else None
