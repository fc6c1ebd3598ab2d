"""What wakes the watch."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from netsite.live import wakes as wakes_module
from netsite.live.wakes import Place, Wakes
from tests.watching import PATIENCE, until


@pytest.fixture
def wakes(tmp_path: Path) -> Iterator[Wakes]:
    """Wakes over a folder that is deep, in one that is not."""
    (tmp_path / "deep/below").mkdir(parents=True)
    (tmp_path / "aside").mkdir()
    found = Wakes(lambda: [Place(tmp_path, deep=False), Place(tmp_path / "deep", deep=True),
                           Place(tmp_path / "later", deep=True)])
    settle(found)
    yield found
    found.close()


def settle(wakes: Wakes) -> None:
    """Wait until nothing wakes any more."""
    assert until(lambda: not wakes.wait(0.3))


@pytest.mark.parametrize("path", ["file", "deep/file", "deep/below/file"])
def test_what_is_written_wakes(wakes: Wakes, tmp_path: Path, path: str) -> None:
    """In a folder itself, and in those below if it is deep."""
    (tmp_path / path).write_text("x", encoding="utf-8")

    assert wakes.wait(PATIENCE)


def test_what_is_read_does_not_wake(wakes: Wakes, tmp_path: Path) -> None:
    """To look at a file, or through a folder, is no change; else a look would wake for ever."""
    (tmp_path / "deep/file").write_text("x", encoding="utf-8")
    settle(wakes)
    for _ in range(10):
        (tmp_path / "deep/file").read_text(encoding="utf-8")
        os.listdir(tmp_path / "deep")  # noqa: PTH208

    assert not wakes.wait(0.3)


def test_what_is_written_elsewhere_does_not_wake(wakes: Wakes, tmp_path: Path) -> None:
    """As in the folder of the site, which lies in the vault."""
    (tmp_path / "aside/file").write_text("x", encoding="utf-8")

    assert not wakes.wait(0.3)


@pytest.mark.parametrize("way", ["taken away", "moved", "replaced"])
def test_a_folder_made_again_wakes(wakes: Wakes, tmp_path: Path, way: str) -> None:
    """Once it is armed again, what is written in the new folder wakes as in the old one."""
    deep = tmp_path / "deep"
    if way == "taken away":
        shutil.rmtree(deep)
        settle(wakes)
    elif way == "moved":
        deep.rename(tmp_path / "old")
    else:
        shutil.copytree(deep, tmp_path / "new")
        shutil.rmtree(deep)
        (tmp_path / "new").rename(deep)
    deep.mkdir(exist_ok=True)
    settle(wakes)

    def woken() -> bool:
        wakes.arm()
        (deep / "file").write_text("x", encoding="utf-8")
        return wakes.wait(0.2)

    assert until(woken)


def test_a_folder_that_comes_later_wakes(wakes: Wakes, tmp_path: Path) -> None:
    """Its coming wakes, and after that what is written in it."""
    (tmp_path / "later").mkdir()
    came = wakes.wait(PATIENCE)
    wakes.arm()
    settle(wakes)
    (tmp_path / "later/file").write_text("x", encoding="utf-8")

    assert (came, wakes.wait(PATIENCE)) == (True, True)


def test_who_waits_can_be_woken(wakes: Wakes) -> None:
    """By another thread; once."""
    wakes.wake()

    assert (wakes.wait(PATIENCE), wakes.wait(0.0)) == (True, False)


def test_polling_watches_nothing(tmp_path: Path) -> None:
    """There is no thread, and nothing wakes."""
    wakes = Wakes(lambda: [Place(tmp_path, deep=True)], poll=True)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    wakes.arm()

    assert (wakes.wait(0.2), wakes.note) == (False, "")
    wakes.close()


@pytest.mark.parametrize("when", ["start", "schedule"])
def test_a_system_without_watches_is_polled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, when: str,
) -> None:
    """The limit of the system is reached: a note says so, and nothing fails."""
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(BaseObserver, when, refuse)
    wakes = Wakes(lambda: [Place(tmp_path, deep=True)])
    wakes.arm()

    assert (wakes.wait(0.0), "inotify watch limit reached" in wakes.note) == (False, True)
    wakes.close()


def test_a_limit_that_is_reached_later_is_noted(
    wakes: Wakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was watched is polled then too."""
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "no space left on device")

    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    (tmp_path / "later").mkdir()
    wakes.arm()

    assert "no space left on device" in wakes.note


def test_a_folder_that_goes_while_it_is_armed_is_left(
    wakes: Wakes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That it is gone is no reason to poll."""
    monkeypatch.setattr(wakes_module, "_identity", lambda _: (1, 1))
    shutil.rmtree(tmp_path / "deep")
    wakes.arm()

    assert wakes.note == ""
