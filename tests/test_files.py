"""Files for serving: plain ones below the folder."""

import os
from pathlib import Path

import pytest

from netsite.live.files import is_folder, read


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site beside a secret, with links of all kinds to it."""
    site = tmp_path / "site"
    (site / "people").mkdir(parents=True)
    (site / "index.html").write_text("first")
    (site / "people/ana.html").write_text("ana")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key").write_text("secret")
    (site / "file").symlink_to("../secret/key")
    (site / "folder").symlink_to("../secret")
    (site / "inside.html").symlink_to("index.html")
    (site / "loop").symlink_to("loop")
    (site / "nowhere").symlink_to("gone")
    return site


def test_a_file_is_read(site: Path) -> None:
    """By the names that lead to it."""
    assert (read(site, ["index.html"]), read(site, ["people", "ana.html"])) == (b"first", b"ana")


@pytest.mark.parametrize("names", [
    ["file"], ["folder", "key"], ["inside.html"], ["loop"], ["nowhere"], ["people"], ["gone"],
    ["index.html", "x"], ["people", ""], [], ["a\0b"], ["x" * 300], ["\udcff"]], ids=str)
def test_nothing_else_is_read(site: Path, names: list[str]) -> None:
    """No link is followed, also within the site; folders and names that cannot be are no files."""
    assert read(site, names) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_is_not_read(site: Path) -> None:
    """It would never end."""
    os.mkfifo(site / "pipe")

    assert read(site, ["pipe"]) is None


def test_a_file_that_may_not_be_read_is_none(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were not there."""
    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)

    assert read(site, ["index.html"]) is None


def test_a_folder_is_told(site: Path) -> None:
    """But for one behind a link."""
    assert [is_folder(site, names) for names in (
        ["people"], ["folder"], ["index.html"], ["gone"], ["a\0b"])] == [
        True, False, False, False, False]
