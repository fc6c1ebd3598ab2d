"""The build that has nothing to do: it does nothing only where a build would."""

import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from netsite import build as building
from netsite.build import _draw as draw
from netsite.cli import main
from netsite.store import cache, git, scan, vault
from netsite.store.sheets import Sheet
from tests.missing import needs_git
from tests.reading import person
from tests.test_head import git as run_git
from tests.worlds import contents


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of two people, with a cache of its own; what is a moment old is trusted."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setattr(scan, "_TICK", 15_000_000)
    (tmp_path / "vault/contacts").mkdir(parents=True)
    for name in ("ana", "bo"):
        (tmp_path / f"vault/contacts/{name}.md").write_text(
            person(name=name.title(), history=("- 2026-10-02 call",)), encoding="utf-8")
    return tmp_path / "vault"


def build(root: Path, *words: str) -> str:
    """Build, and give the last line that was said."""
    time.sleep(0.03)
    result = CliRunner().invoke(main, ["-C", str(root), "--today", "2026-11-23", "build", *words])
    return (result.output.strip().split("\n") or [""])[-1]


def is_as_cold(root: Path) -> bool:
    """Build; whether the site is that of a first build."""
    build(root)
    cold = root.parent / "cold"
    shutil.rmtree(cold, ignore_errors=True)
    build(root, "--no-cache", "-o", str(cold))
    return contents(root / "site") == contents(cold)


def test_nothing_is_done_where_nothing_changed(
    root: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second build opens no file of the vault."""
    build(root)
    monkeypatch.setattr(vault, "_at_once", None)  # which would be called
    assert " 0 pages written, " in build(root)


@pytest.mark.parametrize("name", ["ana.md", "netsite.toml"])
def test_what_could_not_be_read_is_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, name: str,
) -> None:
    """A build in which the disk failed is not one to be content with."""
    def refused(path: str, flags: int) -> int:
        if str(path).endswith(name):
            raise OSError(5, os.strerror(5), path)
        return os.open(path, flags)
    (root / "netsite.toml").write_text('owner = "Kim"\n', encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(vault, "_at_once", refused)
        assert "1 problem" in build(root)
    assert "no problems" in build(root)
    assert is_as_cold(root)


def test_a_history_that_could_not_be_read_is_tried_again(
    root: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once git is there, or trusts the folder, the site has its changes."""
    needs_git()
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        run_git(root, *words)
    (root / "contacts/bo.md").write_text(person(name="Bob"), encoding="utf-8")
    run_git(root, "commit", "-qam", "two")
    with monkeypatch.context() as patch:
        patch.setattr(git, "_program", _no_git)
        build(root)
    assert not (root / "site/changes.html").exists()
    assert is_as_cold(root)
    assert (root / "site/changes.html").exists()


def _no_git() -> str:
    raise FileNotFoundError(2, os.strerror(2))


def test_an_engine_that_is_there_now_is_used(
    root: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who installs what was missing, or another version of it, gets the pages it makes."""
    build(root)
    monkeypatch.setattr(cache, "_installed", lambda name: f"another {name}")
    drawn: list[str] = []

    def noted(desk: building._Desk, fresh: Mapping[str, Sheet]) -> dict[str, Sheet]:
        drawn.extend(fresh)
        return draw(desk, fresh)
    monkeypatch.setattr(building, "_draw", noted)
    assert "unchanged" in build(root)
    assert drawn == []  # of what another version drew nothing is taken as it is


def _elsewhere(site: Path) -> None:
    site.unlink()
    site.symlink_to(site.parent / "b")


def _away(site: Path) -> None:
    site.unlink()


@pytest.mark.parametrize("change", [_elsewhere, _away])
def test_a_site_that_is_elsewhere_now_is_built(root: Path, change: Callable[[Path], None]) -> None:
    """A link to the site's folder may lead to another one, or be gone."""
    (root / "a").mkdir()
    (root / "b").mkdir()
    (root / "site").symlink_to(root / "a")
    build(root)
    build(root)
    change(root / "site")
    build(root)

    assert (root / "site/index.html").is_file()


def test_a_site_that_leads_out_of_the_vault_is_refused(root: Path) -> None:
    """Also where it was built before it was moved, and nothing else has changed."""
    build(root)
    build(root)
    (root / "site").rename(root.parent / "elsewhere")
    (root / "site").symlink_to(root.parent / "elsewhere")

    assert "leads out of the vault" in build(root)


def test_a_template_behind_a_link_is_looked_at(root: Path) -> None:
    """Also where the link leads to a file with a dot, which is in no list of templates."""
    hidden = root / "templates/.own/404.html"
    hidden.parent.mkdir(parents=True)
    (root / "templates/404.html").symlink_to(".own/404.html")
    for word in ("one", "another"):
        hidden.write_text(word, encoding="utf-8")
        assert is_as_cold(root)
        assert (root / "site/404.html").read_text("utf-8") == word
