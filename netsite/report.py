"""What a build tells of itself."""

from dataclasses import dataclass
from pathlib import Path

from netsite.problems import Problem


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
