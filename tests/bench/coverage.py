"""How long the figures of coverage take, of a vault that has been read.

python -m tests.bench.coverage VAULT
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from netsite.network.due import due_of_all
from netsite.network.load import load
from netsite.practice import coverage, ties
from netsite.practice.hour import plan_hour
from netsite.practice.tally import of_all
from netsite.store.vault import read_vault

TODAY = date(2026, 11, 22)


def parts(vault: Path) -> dict[str, Callable[[], object]]:
    """The work by what it is for."""
    read = load(read_vault(vault))
    network, settings = read.network, read.settings
    dues = due_of_all(network, settings, TODAY)
    return {
        f"the tally of {len(dues):,} people, {len(network.lines):,} lines":
            lambda: of_all(network, dues, TODAY),
        "by quarter": lambda: coverage.by_quarter(of_all(network, dues, TODAY), TODAY),
        "by team, company, place and tag": lambda: [
            coverage.by_group(network, dues, TODAY, kind) for kind in coverage.KINDS],
        "the dormant": lambda: ties.dormant(network, dues, TODAY),
        "if it came today": lambda: ties.if_today(network, settings, dues, TODAY),
        "doors": lambda: ties.doors(network, dues),
        "the hour": lambda: plan_hour(network, settings, dues, TODAY),
    }


if __name__ == "__main__":
    for part, work in parts(Path(sys.argv[1]).resolve()).items():
        start = time.perf_counter()
        work()
        sys.stdout.write(f"{part:<50} {time.perf_counter() - start:7.3f} s\n")
