"""`netsite build --watch`: what it says, and how it ends."""

import os
import re
import signal
import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from netsite import build as build_module
from netsite.cli import main
from netsite.commands import watch as command
from netsite.commands.watch import Stage, Wanted, keep_building
from netsite.problems import UsageError
from netsite.store.scan import scan
from tests.conftest import MakeVault
from tests.running import running
from tests.watching import until

DAY = date(2026, 10, 2)
ANA = {"contacts/ana.md": "---\nname: Ana\n---\nold\n"}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are others there")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_it_builds_until_it_is_told(vault: MakeVault, number: int) -> None:
    """A line a build, with when, how many pages and how long; the end is quiet, and no failure."""
    root = vault(ANA)
    with running(root, "build", "--watch", "--no-cache") as it:
        assert it.says("watching; Ctrl-C ends")
        (root / "contacts/ana.md").write_text("---\nname: Ana\n---\nnew\n", encoding="utf-8")
        assert it.says("written", 2)
        status = it.end(number)

    lines = re.sub(r"\d+\.\d\d s", "N s", re.sub(r"\d\d:\d\d:\d\d \d+", "T N", it.text)).split("\n")
    assert (status, lines) == (0, [
        "T N pages written, N s", "watching; Ctrl-C ends", "T N page written, N s", "", ""])
    assert "new" in (root / "site/people/ana.html").read_text(encoding="utf-8")


def test_problems_are_told_once(vault: MakeVault) -> None:
    """With the build after which they are there; a later one tells only what is new."""
    root = vault(ANA | {"contacts/bo.md": "---\nname: Bo\ncadence: nonsense\n---\n"})
    with running(root, "build", "--watch") as it:
        assert it.says("watching")
        (root / "contacts/carl.md").write_text("---\nname: Carl\nmet: nonsense\n---\n",
                                               encoding="utf-8")
        assert it.says("2 problems")
        assert it.end() == 0

    assert (it.text.count("contacts/bo.md:"), it.text.count("contacts/carl.md:")) == (1, 1)


def test_quiet_says_nothing(vault: MakeVault) -> None:
    """But what is wrong, and there is nothing."""
    root = vault(ANA)
    with running(root, "build", "--watch", "--quiet", "--poll") as it:
        assert until(lambda: (root / "site/.netsite-manifest").exists()
                     and "people/" in (root / "site/.netsite-manifest").read_text())
        assert it.end() == 0

    assert it.text.strip() == ""


@pytest.mark.parametrize(("words", "message"), [
    (("--watch", "--strict"), "--strict is for the exit status"),
    (("--poll",), "--poll says how to --watch")])
def test_options_that_mean_nothing_are_refused(
    vault: MakeVault, words: tuple[str, ...], message: str,
) -> None:
    """Instead of being passed over."""
    result = CliRunner().invoke(main, ["-C", str(vault(ANA)), "build", *words])

    assert (result.exit_code, message in result.output) == (2, True)


class Recorded(Stage):
    """A stage that remembers what was shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def open(self, folder: Path | None, failure: str = "") -> None:
        """Remember the folder's name, or else the failure."""
        self.shown.append(folder.name if folder else failure)


    def shut(self) -> None:
        """Remember that nobody may look."""
        self.shown.append("…")


def no_news() -> bool:
    """Say that nothing was saved meanwhile."""
    return False


Fail = Callable[..., Any]


def full(*_: object, **__: object) -> None:
    """Fail as a full disk does."""
    raise OSError(28, "No space left on device", "site/index.html")


def refused(*_: object, **__: object) -> None:
    """Fail as a folder does that netsite must not write into."""
    raise UsageError("site has files in it\nthat netsite did not write")


def bug(*_: object, **__: object) -> None:
    """Fail as nothing should."""
    raise ZeroDivisionError("a bug\x1b[31m")


@pytest.mark.parametrize(("fail", "failure"), [
    (full, "site/index.html: no space left on device"),
    (refused, "site has files in it\nthat netsite did not write"),
    (bug, "ZeroDivisionError: a bug\\x1b[31m")])
def test_a_build_that_fails_is_told_and_shown(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    fail: Fail, failure: str,
) -> None:
    """Whatever it failed of; the same again is not told again; the next good one is shown."""
    root, stage = vault(ANA), Recorded()
    builder = command.Builder(Wanted(root, None, None, None, poll=True), stage, "watching")
    with monkeypatch.context() as patch:
        patch.setattr(command, "build", fail)
        went = [builder.build(date(2026, 10, 2), {}, no_news) for _ in range(3)]
    went.append(builder.build(date(2026, 10, 2), {}, no_news))
    said = capfd.readouterr()

    assert (went, stage.shown) == ([False] * 3 + [True], [failure] * 3 + ["…", "site"])
    assert said.err.count("\n" + failure.partition("\n")[0]) + said.err.count("Error: site") == 1
    assert ("Traceback" in said.err, "\x1b" in said.err) == (fail is bug, False)


def test_a_build_that_failed_is_tried_again(
    vault: MakeVault, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A disk that was full has room again: nothing changed, and the site is there all the same."""
    root, stage = vault(ANA), Recorded()
    monkeypatch.setattr("netsite.live.pace.RETRY", (0.2, 0.2))
    times = iter([full, full])
    real = build_module.build

    def sometimes(*words: Any, **more: Any) -> Any:
        return next(times, real)(*words, **more)

    monkeypatch.setattr(command, "build", sometimes)
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # which only the main thread may
    ended: list[BaseException] = []

    def stopped(folder: Path | None, failure: str = "") -> None:
        Recorded.open(stage, folder, failure)
        if folder:
            raise KeyboardInterrupt

    monkeypatch.setattr(stage, "open", stopped)
    thread = threading.Thread(
        target=lambda: keep_building(Wanted(root, None, None, None, poll=True), stage, ""))
    thread.start()
    thread.join(30)

    assert (thread.is_alive(), stage.shown[-1], len(stage.shown), ended) == (False, "site", 4, [])


def test_a_saved_page_is_shown_before_the_site_is_written(vault: MakeVault) -> None:
    """Nobody waits for it while everything is read again; they do while pages are written."""
    root, stage = vault(ANA), Recorded()
    builder = command.Builder(Wanted(root, DAY, None, None, poll=True, quiet=True), stage, "")
    builder.build(DAY, scan(root), no_news)
    (root / "contacts/ana.md").write_text("---\nname: Ana\n---\nnew\n", encoding="utf-8")
    builder.build(DAY, scan(root), no_news)

    assert stage.shown == ["…", "site", "site", "…", "site"]


def test_a_build_that_gives_way_leaves_the_saved_page(vault: MakeVault) -> None:
    """Of two who are saved one after the other both are shown, before the first build of all."""
    root, stage = vault(ANA | {"contacts/bo.md": "---\nname: Bo\n---\nold\n"}), Recorded()
    builder = command.Builder(Wanted(root, DAY, None, None, poll=True, quiet=True), stage, "")
    builder.build(DAY, scan(root), no_news)
    went, pages = [], []
    for name in ("ana", "bo"):
        text = f"---\nname: {name.title()}\n---\nnew\n"
        (root / f"contacts/{name}.md").write_text(text, encoding="utf-8")
        went.append(builder.build(DAY, scan(root), lambda: True))
        pages.append("new" in (root / f"site/people/{name}.html").read_text(encoding="utf-8"))

    assert (went, pages) == ([None, None], [True, True])
    assert stage.shown == ["…", "site", "site", "site"]


def test_a_vault_that_is_gone_is_not_made_again(vault: MakeVault) -> None:
    """Whoever takes it away may put another in its place."""
    root, stage = vault(ANA), Recorded()
    builder = command.Builder(Wanted(root, None, None, None, poll=True), stage, "")
    root.rename(root.with_name("away"))
    went = builder.build(date(2026, 10, 2), {}, no_news)

    assert (went, stage.shown, root.exists()) == (
        False, [f"{root} is not there any more"], False)


def test_another_day_stays(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --today the site is of that day; without, of the calendar's."""
    found: list[date] = []

    class Once:
        def __init__(self, _vault: Path, _build: object, calendar: Callable[[], date], *,
                     poll: bool, tell: Callable[[str], None],
                     ended: Callable[[], bool],
                     images: Callable[[], Mapping[str, object]]) -> None:
            assert (poll, ended(), images()) == (True, False, {})
            tell("polled")
            found.append(calendar())

        def run(self) -> None:
            raise KeyboardInterrupt

        def close(self) -> None:
            pass

    monkeypatch.setattr(command, "Watch", Once)
    monkeypatch.setattr(command, "_calendar", lambda: date(2027, 1, 1))
    for day in (("--today", "2026-10-02"), ()):
        words = ["-C", str(vault(ANA)), *day, "build", "--watch", "--poll"]
        result = CliRunner().invoke(main, words)
        assert (result.exit_code, "note: polled" in result.output) == (0, True)

    assert found == [date(2026, 10, 2), date(2027, 1, 1)]
