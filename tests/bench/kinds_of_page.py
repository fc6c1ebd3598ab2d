"""What the pages of a site cost to draw, by their kind, as a Markdown table.

python -m tests.bench.kinds_of_page [CONTACTS] [--write FILE]

Each page is drawn once, from a vault that has been read (see `corpus`): its view, its Markdown and
its template, but not the comparing and the writing. What several pages share is made before.
"""

import argparse
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from netsite.cells import none
from netsite.memory import no_collection
from netsite.pages.render import Renderer
from netsite.pages.site import Draft, File, last_drafts, list_drafts, person_drafts
from netsite.pages.slices import Slices
from netsite.pages.tallies import Tallies
from netsite.scene import Scene, make_scene
from netsite.store.reading import read
from tests.bench import tables
from tests.bench.corpus import TODAY, make

HEAD = ("kind", "pages", "ms a page", "kB a page", "of all")


class Cost(NamedTuple):
    """What a page took: processor seconds, and its size in bytes."""

    seconds: float
    size: int


def drafts_of(scene: Scene) -> Iterator[Draft]:
    """Everything that can be drawn."""
    yield from person_drafts(scene.picture, scene.plain.network.people)
    tallies = Tallies(scene.picture, scene.shared, Slices(scene.reads))
    yield from list_drafts(scene.picture, scene.shared, tallies, Slices())
    yield from last_drafts(scene.picture, scene.shared, tallies, (), lambda _: "")


def costs(vault: Path) -> dict[str, list[Cost]]:
    """What each page of a vault takes, by the name of its template."""
    found: dict[str, list[Cost]] = defaultdict(list)
    renderer = Renderer(None)
    with no_collection():
        scene = make_scene(vault, read(vault).vault, None, TODAY, lambda _: None, {})
    for draft in drafts_of(scene):
        scene.reads.cells = none()
        start = time.process_time()
        for page in draft.pages():
            size = len(renderer.data(page))
            kind = (Path(page.url).suffix if isinstance(page, File)
                    else page.template.removesuffix(".html"))
            found[kind].append(
                Cost(time.process_time() - start, size))
            start = time.process_time()
    return found


def table(found: dict[str, list[Cost]]) -> str:
    """The dearest kind first, by all its pages."""
    sums = {kind: sum(cost.seconds for cost in some) for kind, some in found.items()}
    whole = sum(sums.values())
    rows = [(kind, f"{len(found[kind]):,}", tables.short(1000 * sums[kind] / len(found[kind])),
             tables.short(sum(cost.size for cost in found[kind]) / len(found[kind]) / 1000),
             f"{sums[kind] / whole:.0%}") for kind in sorted(sums, key=sums.__getitem__)[::-1]]
    return tables.table(HEAD, rows)


def arguments(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("contacts", nargs="?", type=int, default=10_000)
    parser.add_argument("--write", type=Path, metavar="FILE",
                        help="put the table between the marks in this document")
    return parser.parse_args(words)


def main() -> None:
    """Make a vault, and draw it."""
    given = arguments(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        make(vault, given.contacts)
        found = f"{given.contacts:,} contacts:\n\n{table(costs(vault))}"
    if given.write:
        tables.write_block(given.write, "kinds of page", found)
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
