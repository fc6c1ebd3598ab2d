"""Commands killed at random moments: every file old or new as a whole, and no told line lost.

1,000 kills with NETSITE_KILLS=1000, 200 else; and a fifth as many in a vault with git.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.missing import missing

KILLS = int(os.environ.get("NETSITE_KILLS", "200"))
KINDS = ("log", "several", "add", "rename", "inbox")
TOP = Path(__file__).parent.parent

if not hasattr(os, "fork"):
    missing("processes cannot be forked here")


def kill(folder: Path, kinds: str, *more: str) -> dict[str, int]:
    """Kill commands in a process of its own; where the kills landed."""
    seed = random.randrange(10**6)  # noqa: S311
    done = subprocess.run(
        [sys.executable, "-m", "tests.killing", str(folder), kinds, str(KILLS // 5), str(seed),
         *more], cwd=TOP, capture_output=True, text=True, check=False, timeout=3000)
    assert (done.returncode, done.stderr) == (0, ""), seed
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["wrong"] == [], seed
    found: dict[str, int] = said["found"]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_leaves_a_command_undone_or_done(tmp_path: Path, kind: str) -> None:
    """Killed at any moment, a command did all or nothing; what it told is there, and no strays."""
    found = kill(tmp_path, kind)

    assert found["acknowledged"] + found.get("made", 0) + found["not made"] == KILLS // 5
    assert found["in the write"] > 0


def test_a_kill_leaves_the_repository_sound(tmp_path: Path) -> None:
    """Where commands commit, git finds nothing wrong, and the next command commits its own."""
    found = kill(tmp_path, "log,several,rename", "git")

    assert sum(found.get(name, 0) for name in ("acknowledged", "made", "not made")) == KILLS // 5
