"""The program: a vault to a site. Each line's result is the next line's input; one part writes."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from netsite.beside import MOST, Beside, Queue, cores, in_halves
from netsite.cells import ALL, Cells, none
from netsite.glimpse import Last
from netsite.memory import no_collection, rare_collection
from netsite.network.parts import Part, fingerprint
from netsite.pages.about import History
from netsite.pages.clock import COMES, come
from netsite.pages.fingerprints import (
    Tables,
    differing,
    packed,
    unpacked,
    what_was_said,
    who_is_who,
)
from netsite.pages.images import address
from netsite.pages.monthlines import outdated
from netsite.pages.output import FileSignature, Output, named_folder, output_folder
from netsite.pages.render import Renderer, shipped_templates
from netsite.pages.site import Draft, feed_drafts, last_drafts, list_drafts, person_drafts
from netsite.pages.slices import Slices
from netsite.pages.tallies import Tallies
from netsite.pages.watched import FACTS, IMAGE
from netsite.problems import Problem
from netsite.report import Report
from netsite.scene import Scene, make_scene
from netsite.store.cache import Cache, opened
from netsite.store.gitlog import Past, read_past
from netsite.store.images import Album, Seen, read_image
from netsite.store.reading import Read, read
from netsite.store.scan import Scan
from netsite.store.sheets import (
    Sheet,
    Site,
    forget,
    packed_cells,
    recall,
    remember,
    slices_of,
    touched,
)
from netsite.store.vault import TEMPLATES, text_of
from netsite.unchanged import done, inputs_of, undone


def _nothing(_: object = None) -> None:
    """Take no notice."""


class Onlooker(NamedTuple):
    """Who follows a build, and what is called as it goes on.

    `pause` is called between its parts as long as nothing has been written: what it raises ends
    the build, and leaves the site as it was. `writes` is called before the first file of the site
    is written, `progress` with the number of files done so far, and `keep` with what a `glimpse`
    of the next change needs.
    """

    progress: Callable[[int], None] = _nothing
    pause: Callable[[], None] = _nothing
    writes: Callable[[], None] = _nothing
    keep: Callable[[Last], None] = _nothing


NOBODY = Onlooker()

# Below these, a second process costs more than it saves.
MANY = 300  # files to read, or pages to draw
CROWD = 500  # people: the pages that are about all of them are dear enough by themselves
_TOGETHER = 25  # people's pages in a task
_MOST_TASKS = MOST // 3  # of people's pages, and of the others; beside them there are few


def build(vault: Path, today: date, output: str | None = None, onlooker: Onlooker = NOBODY,
          cache: Path | None = None, scan: Scan | None = None) -> Report:
    """Build the site of a vault as of a day; `output` as on the command line.

    `cache` is the file in which to remember what is dear to find out again, `scan` one of the vault
    that was made already.

    Raises UsageError for a folder that netsite must not write into, OSError when the disk fails.
    """
    with opened(cache) as kept:
        undone(output, kept)
        return _build(vault, today, output, onlooker, kept, scan)


class _Work(NamedTuple):
    """What a build has found out before it writes anything.

    `inputs` are the sum of all it is made from, as that was when it began; "" where some of it may
    be another without a sign of it. `before` is the site as it was built last, `site` as it will
    be, without its pages. `changed` are the cells that differ between them, None if all may.
    """

    known: Read
    inputs: str
    past: Past
    before: Site | None
    site: Site
    changed: Cells | None
    desk: "_Desk"


def _build(
    vault: Path, today: date, output: str | None, onlooker: Onlooker, kept: Cache,
    scan: Scan | None,
) -> Report:
    with no_collection():
        work = _work(vault, today, output, onlooker, kept, scan)
    known, desk, out = work.known, work.desk, work.desk.out
    onlooker.pause()
    onlooker.writes()
    with out.begun():
        sheets, last = _pages(vault, work, kept)
        shown = {path for sheet in (*sheets.values(), *last.values()) for path in sheet.images}
        _copy_images(vault, desk.album, sorted(shown), work.before, out)
        out.finish()
        looks = desk.album.looks(shown)
        onlooker.keep(Last(known, desk.scene, desk.renderer, out.folder, looks))
        site = work.site._replace(sheets=sheets, files=_files(out),
                                  images=desk.album.to_keep(shown, known.began))
        remember(kept, out.folder, site, work.before, desk.slices.made)
    problems = {*_problems(work, sheets), *_problems_of(last)}
    report = Report(
        people=len(known.vault.network.people), written=out.written, unchanged=out.unchanged,
        removed=out.removed, folder=out.folder, note=kept.note, problems=tuple(sorted(problems)))
    if work.inputs and out.alone and all(desk.album.seen[path] == seen
                                         for path, seen in site.images.items()):
        others = {name: out.seen[name] for name in out.seen.keys() - out.old}  # somebody else's
        named = named_folder(vault, output, known.vault.settings.output)
        done(output, named, work.inputs, looks, {**others, **site.files}, report, kept)
    return report


def _work(
    vault: Path, today: date, output: str | None, onlooker: Onlooker, kept: Cache,
    scan: Scan | None,
) -> _Work:
    """All but the writing: the vault read, what is drawn from it, and what of that has changed."""
    told: list[Problem] = []
    known = read(vault, kept, partial(in_halves, least=MANY), scan)
    inputs = inputs_of(vault, today, known.seen)
    onlooker.pause()
    past = read_past(vault, known.blobs, kept)
    steady = known.steady and not past.troubled
    out = Output(output_folder(vault, output, known.vault.settings.output))
    before = recall(kept, out.folder)
    album = Album(vault, known.seen, before.images if before else {})
    onlooker.pause()
    scene = make_scene(vault, known.vault, past.changes, today, told.append, album)
    onlooker.pause()
    renderer = Renderer(users_templates(vault), scene.plain.tongue)
    site, changed = _compared(_key(scene, renderer), scene, known.parts, before, album)
    slices = _slices(scene, before, changed, kept, out.folder)
    return _Work(known, inputs if steady else "", past, before, site, changed, _Desk(
        renderer, out, scene, told, onlooker.progress, album, slices,
        Tallies(scene.picture, scene.shared, slices)))


def _pages(vault: Path, work: _Work, kept: Cache) -> tuple[dict[str, Sheet], dict[str, Sheet]]:
    """Write all pages, and give the sheets of all but the last, and of the last.

    The last tell of the build, and of the problems that the others had.
    """
    desk, before, past = work.desk, work.before, work.past
    for name, data in desk.renderer.static_files():
        desk.out.write(name, data)
    fresh = _fresh(before, work.changed, desk.out)
    if before and len(fresh) < len(before.sheets):
        forget(kept, desk.out.folder)  # should this build be cut off, the next looks at every page
    with rare_collection():
        sheets = _draw(desk, fresh)
    return sheets, desk.draw(last_drafts(
        desk.scene.picture, desk.scene.shared, desk.tallies, tuple(sorted(_problems(work, sheets))),
        partial(text_of, vault), History(past.head, past.reason)))


def _problems(work: _Work, sheets: Mapping[str, Sheet]) -> set[Problem]:
    """What was wrong with the vault, its history and some pages."""
    return {*work.known.vault.problems, *work.past.problems, *work.desk.scene.problems,
            *work.desk.renderer.amiss, *_problems_of(sheets)}


def _problems_of(sheets: Mapping[str, Sheet]) -> Iterator[Problem]:
    return (problem for sheet in sheets.values() for problem in sheet.problems)


def _key(scene: Scene, renderer: Renderer) -> str:
    """What every page depends on: settings, templates, whether there is a history."""
    return fingerprint((scene.plain.settings, scene.plain.edit, scene.plain.changes is None,
                        renderer.fingerprint()))


def _compared(
    key: str, scene: Scene, parts: Sequence[Part], before: Site | None, album: Album,
) -> tuple[Site, Cells | None]:
    """The site to be, without its pages, and which cells are not as they were in the last build."""
    tables = what_was_said(scene.plain, scene.plainly, parts)
    kept = {kind: packed(table) for kind, table in tables.items()}
    if before and before.key == key and before.tables.get(FACTS) == kept[FACTS]:
        kept = {**before.tables, **kept}
    else:
        steady = who_is_who(scene.plain, scene.plainly, parts)
        tables |= steady
        kept |= {kind: packed(table) for kind, table in steady.items()}
    site = Site(key, scene.plain.clock.today().isoformat(), kept, {}, {})
    return site, _changed(site, tables, before, album)


def _changed(
    site: Site, tables: Tables, before: Site | None, album: Album,
) -> Cells | None:
    """The cells that are not as they were in the last build; None if nothing of it can be used."""
    if before is None or before.key != site.key or before.today > site.today:
        return None
    old = {kind: unpacked(data) for kind, data in before.tables.items()
           if site.tables.get(kind) != data}
    changed = differing(old, {kind: tables[kind] for kind in tables if kind in old
                              or kind not in before.tables})
    days = {*come(date.fromisoformat(before.today), date.fromisoformat(site.today))}
    images = {path for path, seen in before.images.items() if album[path] != seen.file}
    for kind, others in ((COMES, days), (IMAGE, images)):
        if others:
            changed[kind] |= {ALL, *others}
    return changed


def _slices(
    scene: Scene, before: Site | None, changed: Cells | None, kept: Cache, folder: Path,
) -> Slices:
    """What makes files and figures of slices, and takes those of the last build that still hold."""
    if before is None or changed is None:
        return Slices(scene.reads)
    slices = Slices(scene.reads, changed, partial(slices_of, kept, folder, before))
    slices.let_go(outdated(before.slices, scene.plain.clock.today()))
    return slices


def _fresh(
    before: Site | None, changed: Cells | None, out: Output,
) -> Mapping[str, Sheet]:
    """What is as it would be drawn now: nothing it shows has changed, and nobody touched it."""
    if before is None or changed is None:
        return {}
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
    progress: Callable[[int], None]
    album: Album
    slices: Slices
    tallies: Tallies

    def draw(self, drafts: Iterable[Draft]) -> dict[str, Sheet]:
        """Draw and write pages, and note what they were drawn from."""
        return {draft.name: self._sheet(draft) for draft in drafts}

    def _sheet(self, draft: Draft) -> Sheet:
        self.told.clear()
        self.renderer.problems.clear()
        self.scene.reads.cells = none()
        urls = []
        for page in draft.pages():
            urls.append(page.url)
            self.out.write(page.url, self.renderer.data(page))
        self.progress(len(self.out.names))
        problems = {*self.told, *self.renderer.problems}
        cells = self.scene.reads.cells
        return Sheet(tuple(urls), packed_cells(cells), tuple(sorted(problems)),
                     tuple(sorted(cells.get(IMAGE, ()))))


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
    others = stale(list_drafts(desk.scene.picture, desk.scene.shared, desk.tallies,
                               desk.slices))
    others += stale(feed_drafts(desk.scene.picture, desk.scene.shared, desk.slices))
    return sheets | _drawn(desk, people, others)


def _copy_images(
    vault: Path, album: Album, paths: Iterable[str], before: Site | None, out: Output,
) -> None:
    """Write the images that pages show into the site; those that look as they did are not read."""
    for path in paths:
        kind = album[path].kind
        url = address(path, kind) if kind else ""
        if not url:
            continue
        there = url in out.seen and before and out.seen[url] == before.files.get(url)
        if there and album.is_as_before(path):
            out.keep(url)
        elif data := read_image(vault, path):
            out.write(url, data)


class _Done(NamedTuple):
    """What a second process did: what it drew, and what it counted."""

    sheets: dict[str, Sheet]
    names: frozenset[str]
    written: int
    unchanged: int
    replaced: dict[str, FileSignature | None]
    images: dict[str, Seen]
    slices: Mapping[str, Mapping[str, bytes | None]]


def _drawn(desk: _Desk, people: list[Draft], others: list[Draft]) -> dict[str, Sheet]:
    """Some pages, drawn; of a large network by two processes, each taking what is next.

    What takes long comes first, so that both end at about the same time.
    """
    tasks = _tasks(people, others)
    few = len(people) + len(others) < MANY and len(desk.scene.plain.network.people) < CROWD
    if few or len(tasks) < 2 or cores() < 2:
        return desk.draw([*people, *others])
    queue = Queue(len(tasks))
    helper = Beside(partial(_share, desk._replace(out=desk.out.share()), tasks, queue))
    try:
        sheets = desk.draw(draft for number in queue for draft in tasks[number])
        done = helper.result()
    finally:
        helper.stop()
        queue.close()
    if done:
        desk.out.absorb(done.names, done.written, done.unchanged, done.replaced)
        desk.slices.absorb(done.slices)
        desk.album.seen = done.images | desk.album.seen
        return sheets | done.sheets
    # The second process failed: what went wrong shows here.
    return sheets | desk.draw(draft for draft in (*people, *others) if draft.name not in sheets)


def _tasks(people: list[Draft], others: list[Draft]) -> list[list[Draft]]:
    """Drafts as tasks, those of one kin in one; no more of them than a queue takes."""
    kin: dict[str, list[Draft]] = {}
    for draft in others:
        if draft.kin:
            kin.setdefault(draft.kin, []).append(draft)
    alone = [draft for draft in reversed(others) if not draft.kin]
    return [*sorted(kin.values(), key=len, reverse=True),
            *_parted(alone, len(alone) // _MOST_TASKS + 1),
            *_parted(people, max(_TOGETHER, len(people) // _MOST_TASKS + 1))]


def _parted(drafts: list[Draft], size: int) -> Iterator[list[Draft]]:
    return (drafts[start:start + size] for start in range(0, len(drafts), size))


def _share(desk: _Desk, tasks: Sequence[Sequence[Draft]], queue: Queue) -> _Done:
    sheets = desk.draw(draft for number in queue for draft in tasks[number])
    out = desk.out
    return _Done(sheets, frozenset(out.names), out.written, out.unchanged, out.replaced,
                 desk.album.seen, desk.slices.made)


def _files(out: Output) -> dict[str, FileSignature]:
    """What the files of the site look like, now that it is written."""
    return {name: signature for name in sorted(out.names)
            if (signature := out.replaced.get(name) if name in out.replaced
                else out.seen.get(name))}


def users_templates(vault: Path) -> Path | None:
    """The user's own templates; the shipped ones, in a checkout, are nobody's own."""
    own = (vault / TEMPLATES).resolve()
    inside = own.is_dir() and own.is_relative_to(vault.resolve())
    return own if inside and own != shipped_templates().resolve() else None
