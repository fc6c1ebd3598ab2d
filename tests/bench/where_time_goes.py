"""Where the time of a cold build goes, as shares of one run in one process.

python -m tests.bench.where_time_goes VAULT
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from netsite import build as building
from netsite.network import contacts
from netsite.pages.markup import Markdowner
from netsite.pages.output import Output
from netsite.pages.render import Renderer
from netsite.store import reading

WHOLE = "the whole build"
PARTS = (
    (reading, "read_file", "reading the files"),
    (contacts, "read_front_matter", "front matter"),
    (contacts, "read_body", "dated lines and links"),
    (reading, "read_contact_part", "reading a contact, all of it"),
    (reading, "packed_part", "packing what is kept"),
    (reading, "assemble", "names and teams"),
    (building, "make_scene", "clocks, the hour, the review"),
    (building, "who_is_who", "fingerprints"),
    (building, "what_was_said", "fingerprints"),
    (Markdowner, "html", "Markdown, all of it"),
    (Markdowner, "_convert", "Markdown, the engine in it"),
    (Renderer, "data", "templates"),
    (Output, "write", "comparing and writing"),
    (building, "remember", "keeping what the site is made of"))


def measured(spent: dict[str, float], part: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The work, with the processor seconds it takes added to a part's."""
    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return work(*arguments, **named)
        finally:
            spent[part] = spent.get(part, 0.0) + time.process_time() - start
    return timed


def shares(vault: Path, folder: Path) -> dict[str, float]:
    """Processor seconds by part of one cold build of a site in a folder, and of the whole.

    It is one process, and what is measured stays wrapped: for a process of its own.
    """
    spent: dict[str, float] = {}
    building.MANY = building.CROWD = sys.maxsize
    for owner, name, part in PARTS:
        setattr(owner, name, measured(spent, part, getattr(owner, name)))
    build = measured(spent, WHOLE, building.build)
    build(vault, date(2026, 11, 22), str(folder / "site"), cache=folder / "cache")
    return spent


def main(words: list[str]) -> None:
    """Build the vault that is named, and print where the time went."""
    with tempfile.TemporaryDirectory() as folder:
        found = shares(Path(words[0]).resolve(), Path(folder))
    for part, seconds in found.items():
        sys.stdout.write(f"{part:<34} {seconds:7.2f} s {seconds / found[WHOLE]:6.0%}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
