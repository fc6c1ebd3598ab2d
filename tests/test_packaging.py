"""Wheel and sdist: built, looked into, installed, and used from elsewhere."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from netsite import __version__
from tests.missing import need

ROOT = Path(__file__).resolve().parent.parent
PAGES = {path.name for path in (ROOT / "templates").glob("*.html")}
DAY = "2026-11-23"


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """Run a program that goes well; give its output."""
    result = subprocess.run(
        [str(part) for part in command], cwd=cwd, check=False, capture_output=True,
        encoding="utf-8", env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **variables})
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel out of it."""
    need("build", "hatchling")
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def wheel(archives: Path) -> Path:
    """Give the wheel."""
    return next(archives.glob("*.whl"))


@pytest.fixture(scope="module")
def sdist(archives: Path) -> Path:
    """Give the sdist."""
    return next(archives.glob("*.tar.gz"))


def names(archive: Path) -> set[str]:
    """Give the files of an archive, those of an sdist below its folder."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return set(wheel.namelist())
    with tarfile.open(archive) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


def test_the_archives_have_the_version(archives: Path) -> None:
    """There is one wheel for every Python and one sdist, of the package's version."""
    assert {path.name for path in archives.iterdir()} == {
        f"netsite-{__version__}-py3-none-any.whl", f"netsite-{__version__}.tar.gz"}


CATALOGUES = {"netsite/locale/netsite.pot"} | {
    f"netsite/locale/{language}/LC_MESSAGES/netsite.{kind}"
    for language in ("de", "fr") for kind in ("po", "mo")}


def test_the_wheel_has_the_package_and_its_templates(wheel: Path) -> None:
    """The wheel holds all of netsite/, with the templates inside, and nothing beside it."""
    found = names(wheel)
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "netsite").rglob("*.py")}

    static = {f"netsite/templates/static/{path.name}"
              for path in (ROOT / "templates/static").iterdir()}

    assert package | {"netsite/py.typed", "netsite/live/live.js"} | static | {
        f"netsite/templates/{page}" for page in PAGES} | CATALOGUES == {
        name for name in found if name.startswith("netsite/")}
    assert {name.partition("/")[0] for name in found} == {
        "netsite", f"netsite-{__version__}.dist-info"}


def test_the_sdist_has_what_a_wheel_is_made_of(sdist: Path) -> None:
    """The sdist holds package, templates, tests, documents and license."""
    found = names(sdist)

    assert {"pyproject.toml", "README.md", "LICENSE", "netsite/py.typed", "netsite/cli.py",
            "templates/static/style.css", "tests/test_packaging.py", "docs/format.md",
            *(f"templates/{page}" for page in PAGES)} <= found


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_no_vault_is_in_an_archive(kind: str, request: pytest.FixtureRequest) -> None:
    """The people of the vault in the checkout, its settings and its site stay at home."""
    found = names(request.getfixturevalue(kind))
    private = ("contacts", "journal", "site", "netsite.toml", ".git", ".venv", ".netsite")

    assert [name for name in found if name.partition("/")[0] in private] == []


@pytest.fixture(scope="module", params=["wheel", "sdist"])
def installed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install an archive into a folder of its own; what it needs comes from this environment."""
    need("pip", "hatchling")
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
        "--no-build-isolation", "--target", folder, request.getfixturevalue(request.param),
        cwd=folder)
    return folder


def test_what_is_installed_is_used(installed: Path, tmp_path: Path) -> None:
    """From elsewhere the installed package is the one that runs, with its own templates."""
    code = ("import netsite, netsite.pages.render as render\n"
            "print(netsite.__file__)\nprint(render.shipped_templates())")

    assert run(sys.executable, "-c", code, cwd=tmp_path, PYTHONPATH=str(installed)).split() == [
        str(installed / "netsite/__init__.py"), str(installed / "netsite/templates")]


def test_what_is_installed_builds_a_vault(installed: Path, tmp_path: Path) -> None:
    """A vault made and built by the installed command, from another folder, is the checkout's."""
    command = (sys.executable, "-m", "netsite")
    run(*command, "init", "net", "--today", DAY, cwd=tmp_path, PYTHONPATH=str(installed))
    run(*command, "-C", "net", "build", "--today", DAY, "--strict", cwd=tmp_path,
        PYTHONPATH=str(installed))
    run(*command, "-C", tmp_path / "net", "build", "--today", DAY, "-o", tmp_path / "ours",
        cwd=ROOT)
    sites = [{path.relative_to(tmp_path / folder): path.read_bytes()
              for path in (tmp_path / folder).rglob("*") if path.is_file()}
             for folder in ("net/site", "ours")]

    assert (sites[0] == sites[1], Path("static/style.css") in sites[0]) == (True, True)


@pytest.mark.skipif(os.name == "nt", reason="the script has another name")
def test_the_command_is_installed(installed: Path, tmp_path: Path) -> None:
    """The package brings the command `netsite`."""
    assert run(installed / "bin/netsite", "--version", cwd=tmp_path,
               PYTHONPATH=str(installed)) == f"netsite {__version__}\n"
