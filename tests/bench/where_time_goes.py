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
from netsite.pages.markup import Markdowner
from netsite.pages.output import Output
from netsite.pages.render import Renderer


def measured(spent: dict[str, float], part: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The work, with the processor seconds it takes added to a part's."""
    def timed(*arguments: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return work(*arguments, **named)
        finally:
            spent[part] = spent.get(part, 0.0) + time.process_time() - start
    return timed


def shares(vault: Path) -> dict[str, float]:
    """Processor seconds by part of one cold build, and of the whole."""
    spent: dict[str, float] = {}
    building.MANY = sys.maxsize
    for owner, name, part in (
            (building, "read_vault", "reading the files"),
            (building, "load", "front matter, lines, links"),
            (building, "due_of_all", "due dates"),
            (Markdowner, "html", "Markdown, all of it"),
            (Markdowner, "_convert", "Markdown, the engine in it"),
            (Renderer, "data", "templates"),
            (Output, "write", "comparing and writing")):
        setattr(owner, name, measured(spent, part, getattr(owner, name)))
    with tempfile.TemporaryDirectory() as folder:
        build = measured(spent, "the whole build", building.build)
        build(vault, date(2026, 11, 22), f"{folder}/site")
    return spent


if __name__ == "__main__":
    found = shares(Path(sys.argv[1]).resolve())
    whole = found["the whole build"]
    for part, seconds in found.items():
        sys.stdout.write(f"{part:<28} {seconds:7.2f} s {seconds / whole:6.0%}\n")
