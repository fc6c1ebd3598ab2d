"""Set up and run the project with nothing but Python 3.11 or newer and git.

    python3 tasks.py demo      build the demo vault, and say which file to open
    python3 tasks.py test      run the tests (what follows is for pytest)
    python3 tasks.py lint      ruff, mypy and import-linter
    python3 tasks.py bench     time the stages of a build (what follows is for pytest)
    python3 tasks.py texts     find all texts, and compile what is translated
    python3 tasks.py setup     only make .venv

Everything is installed into .venv; nothing else on the machine changes.
"""

from __future__ import annotations  # so that an old Python gets as far as the message

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
DEMO_DAY = "2026-11-23"  # the demo's people live around this day
OLDEST = (3, 11)


def run(*command: str | Path) -> None:
    """Run a command here; end with its status if it fails."""
    status = subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode
    if status:
        sys.exit(status)


def newer_python() -> str | None:
    """A Python on the machine that is new enough, if this one is not."""
    found = (shutil.which(f"python3.{minor}") for minor in range(20, OLDEST[1] - 1, -1))
    return next(filter(None, found), None)


def make_venv() -> None:
    """Make .venv, also where Python came without the means to put pip into it."""
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], cwd=ROOT, check=False,
                          capture_output=True, text=True)
    if made.returncode == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    pip = subprocess.run([sys.executable, "-m", "pip", "--version"], check=False,
                         capture_output=True)
    if pip.returncode:
        sys.exit("Python has neither venv's ensurepip nor pip here. On Debian and Ubuntu:\n"
                 "    apt install python3-venv\nand run this again.")
    run(sys.executable, "-m", "venv", "--without-pip", VENV)


def pip(*arguments: str | Path) -> None:
    """Install with the venv's pip, or with the machine's into the venv."""
    inside = BIN / ("pip.exe" if os.name == "nt" else "pip")
    start: tuple[str | Path, ...] = (
        (BIN / "python", "-m", "pip") if inside.exists()
        else (sys.executable, "-m", "pip", "--python", BIN / "python"))
    run(*start, "install", "--quiet", "--disable-pip-version-check", *arguments)


def setup(extra: str = "") -> None:
    """Install netsite from this folder, with an extra, unless that was done already."""
    stamp = VENV / f".installed{extra}"
    wanted = f"{sys.version}\n{(ROOT / 'pyproject.toml').read_text(encoding='utf-8')}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if not (VENV / "pyvenv.cfg").exists():
        print("Setting up .venv …", flush=True)
        make_venv()
    pip("-e", f"{ROOT}[{extra}]" if extra else ROOT)
    stamp.write_text(wanted, encoding="utf-8")


def demo() -> None:
    """Build the demo vault; it names the file to open."""
    setup()
    run(BIN / "netsite", "-C", ROOT, "build", "--strict", "--today", DEMO_DAY)


def test(*arguments: str) -> None:
    """Run the tests."""
    setup("dev")
    run(BIN / "python", "-m", "pytest", *(arguments or ("-n", "auto", "--dist", "loadfile")))


def bench(*arguments: str) -> None:
    """Time the stages of a build."""
    setup("dev")
    run(BIN / "python", "-m", "pytest", "tests/bench/test_stages.py", "--benchmark-columns",
        "min,median,rounds", "--benchmark-sort", "name", *arguments)


def texts() -> None:
    """Write the catalogues anew."""
    setup("dev")
    run(BIN / "python", "-m", "tests.catalogue")


def lint() -> None:
    """Run ruff, mypy and import-linter."""
    setup("dev")
    run(BIN / "ruff", "check", ".")
    run(BIN / "mypy")
    run(BIN / "lint-imports")


def main() -> None:
    """Run the task that the first argument names."""
    if sys.version_info < OLDEST:
        other = newer_python()
        if other is None:
            sys.exit(f"netsite needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is "
                     f"{sysconfig.get_python_version()}.")
        os.execv(other, [other, *sys.argv])  # noqa: S606  # the same script, a newer Python
    tasks = {"demo": demo, "test": test, "lint": lint, "bench": bench, "texts": texts,
             "setup": setup}
    if len(sys.argv) < 2 or sys.argv[1] not in tasks:
        sys.exit((__doc__ or "").strip())
    tasks[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
