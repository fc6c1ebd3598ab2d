"""The watch: every way to save is seen, and nothing else builds."""

import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from watchdog.observers.api import BaseObserver

from netsite.build import build
from netsite.live import pace
from netsite.live import watch as watch_module
from netsite.live.watch import Watch, places, until_midnight
from tests.missing import needs_git
from tests.watching import DAY, Watched, until, watched

EDITS = int(os.environ.get("NETSITE_EDITS", "30"))
FILES = int(os.environ.get("NETSITE_FILES", "1500"))
OLD, NEW = "the old notes", "the new notes"


def contact(notes: str, name: str = "Ana") -> str:
    """A contact with notes."""
    return f"---\nname: {name}\n---\n{notes}\n"


def git(vault: Path, *words: str) -> None:
    """Run git in a vault."""
    subprocess.run(["git", "-C", str(vault), *words], check=True, capture_output=True)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault of three people, in git where there is one."""
    root = tmp_path / "vault"
    (root / "contacts/work").mkdir(parents=True)
    (root / "contacts/ana.md").write_text(contact(OLD), encoding="utf-8")
    (root / "contacts/work/bo.md").write_text(contact("Bo's", "Bo"), encoding="utf-8")
    (root / "contacts/carl.md").write_text(contact("Carl's", "Carl"), encoding="utf-8")
    (root / ".gitignore").write_text("/site/\n", encoding="utf-8")
    return root


@pytest.fixture(autouse=True)
def _short_net(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a test of polling wait less for the next look."""
    if "polled" in request.node.name:
        monkeypatch.setattr(pace, "NET", 0.3)


@pytest.fixture(params=["woken", "polled"])
def seen(vault: Path, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """The vault under watch, with the system's word for changes, and without."""
    with watched(vault, poll=request.param == "polled") as found:
        assert found.quiet(0.3)
        yield found


def in_place(file: Path) -> None:
    """Write over the file."""
    file.write_text(contact(NEW), encoding="utf-8")


def renamed_over(file: Path) -> None:
    """Write beside the file and move that over it, as careful programs do."""
    beside = file.with_name(".ana.tmp")
    beside.write_text(contact(NEW), encoding="utf-8")
    beside.replace(file)


def as_vim(file: Path) -> None:
    """Swap file, a probe of the folder, the old one as backup, a new i-node, backup deleted."""
    swap, backup = file.with_name(".ana.md.swp"), file.with_name("ana.md~")
    swap.write_bytes(b"b0VIM")
    file.with_name("4913").touch()
    file.with_name("4913").unlink()
    file.rename(backup)
    file.write_text(contact(NEW), encoding="utf-8")
    backup.unlink()
    swap.unlink()


def as_emacs(file: Path) -> None:
    """A lock that is a link to nowhere, an autosave, a copy as backup, then written over."""
    lock, autosave = file.with_name(".#ana.md"), file.with_name("#ana.md#")
    lock.symlink_to("kim@laptop.1234:5678")
    autosave.write_text(contact("half of the ne"), encoding="utf-8")
    time.sleep(0.2)
    shutil.copy2(file, file.with_name("ana.md~"))
    file.write_text(contact(NEW), encoding="utf-8")
    autosave.unlink()
    lock.unlink()


def by_sed(file: Path) -> None:
    """Edit in place, which is a new file of the old name."""
    subprocess.run(["sed", "-i", f"s/{OLD}/{NEW}/", str(file)], check=True)


def by_checkout(file: Path) -> None:
    """Another commit."""
    git(file.parent.parent, "checkout", "-q", "new")


def by_stash(file: Path) -> None:
    """What was put away comes back."""
    git(file.parent.parent, "stash", "pop")


def folder_made_again(file: Path) -> None:
    """All contacts gone, and there again."""
    folder = file.parent
    shutil.copytree(folder, folder.with_name("copy"))
    shutil.rmtree(folder)
    time.sleep(0.3)
    shutil.copytree(folder.with_name("copy"), folder)
    file.write_text(contact(NEW), encoding="utf-8")


def moved_in(file: Path) -> None:
    """A file from elsewhere, with times of long ago."""
    other = file.parent.parent.parent / "other.md"
    other.write_text(contact(NEW), encoding="utf-8")
    os.utime(other, (1, 1))
    other.replace(file)


def touched_later(file: Path) -> None:
    """Written without a sign of it in the time, and then touched."""
    times = file.stat()
    file.write_text(contact(NEW), encoding="utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    file.touch()


WAYS: tuple[Callable[[Path], None], ...] = (
    in_place, renamed_over, as_vim, as_emacs, by_sed, by_checkout, by_stash, folder_made_again,
    moved_in, touched_later)


@pytest.mark.parametrize(("save", "poll"), [
    *((save, False) for save in WAYS),
    *((save, True) for save in (in_place, as_vim, folder_made_again, touched_later))],
    ids=lambda value: value.__name__ if callable(value) else "polled" if value else "woken")
def test_every_way_to_save_is_seen(
    vault: Path, save: Callable[[Path], None], poll: bool,  # noqa: FBT001
) -> None:
    """The page comes to show what was saved; then nothing is built, and it is a cold build's."""
    if save.__name__ in ("by_checkout", "by_stash"):
        needs_git()
        prepare_git(vault, save)
    with watched(vault, poll=poll) as found:
        assert found.quiet(0.3)
        assert OLD in found.page()
        save(vault / "contacts/ana.md")
        assert found.shows(NEW)
        assert found.quiet(0.3)
        builds = len(found.days)
        assert is_cold(found)
        time.sleep(0.3)

    assert len(found.days) == builds


def prepare_git(vault: Path, save: Callable[[Path], None]) -> None:
    """A repository with the new notes on a branch or in the stash, and the old ones checked out."""
    git(vault, "init", "-q", "-b", "main")
    git(vault, "add", "-A")
    git(vault, "commit", "-q", "-m", "old")
    in_place(vault / "contacts/ana.md")
    if save is by_stash:
        git(vault, "stash")
        return
    git(vault, "checkout", "-q", "-b", "new")
    git(vault, "commit", "-q", "-a", "-m", "new")
    git(vault, "checkout", "-q", "main")


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def is_cold(found: Watched) -> bool:
    """Whether the site comes to be what a build from nothing makes, byte by byte."""
    def same() -> bool:
        cold = found.vault.parent / "cold"
        shutil.rmtree(cold, ignore_errors=True)
        build(found.vault, found.day, str(cold))
        return contents(cold) == contents(found.vault / "site")
    return until(same)


def test_all_that_makes_a_site_is_seen(seen: Watched) -> None:
    """Settings, the journal, a template, a style sheet, a new folder, a file that goes."""
    vault, site = seen.vault, seen.vault / "site"
    (vault / "netsite.toml").write_text('owner = "Other"\n', encoding="utf-8")
    assert seen.shows("Other")
    (vault / "journal").mkdir()
    (vault / "journal/2026.md").write_text("- 2026-01-02 lunch with [[ana]], [[bo]]: soup\n",
                                           encoding="utf-8")
    assert seen.shows("soup")
    (vault / "templates/static").mkdir(parents=True)
    (vault / "templates/static/style.css").write_text("i{}", encoding="utf-8")
    assert until(lambda: (site / "static/style.css").read_text(encoding="utf-8") == "i{}")
    (vault / "templates/person.html").write_text("mine", encoding="utf-8")
    assert seen.shows("mine")
    shutil.rmtree(vault / "templates")
    assert seen.shows("soup")
    (vault / "contacts/far/off").mkdir(parents=True)
    (vault / "contacts/far/off/dana.md").write_text(contact("far", "Dana"), encoding="utf-8")
    assert seen.shows("far", "dana")
    (vault / "contacts/carl.md").unlink()
    assert until(lambda: not (site / "people/carl.html").exists())
    assert is_cold(seen)


def test_a_commit_is_seen(vault: Path) -> None:
    """It changes no file of the vault, but what the site tells of its history."""
    needs_git()
    git(vault, "init", "-q")
    git(vault, "add", "-A")
    git(vault, "commit", "-q", "-m", "one")
    (vault / "contacts/ana.md").write_text("---\nname: Ana\ncompany: Globex\n---\n",
                                           encoding="utf-8")
    with watched(vault) as found:
        assert found.quiet(0.3)
        builds = len(found.days)
        git(vault, "commit", "-q", "-a", "-m", "two")
        assert until(lambda: len(found.days) > builds)
        assert is_cold(found)


def test_the_vault_itself_made_again_is_seen(seen: Watched) -> None:
    """Also then somebody's edit shows."""
    vault = seen.vault
    shutil.copytree(vault, vault.with_name("copy"))
    vault.rename(vault.with_name("old"))
    vault.with_name("copy").rename(vault)
    (vault / "contacts/ana.md").write_text(contact(NEW), encoding="utf-8")
    assert seen.shows(NEW)
    (vault / "contacts/ana.md").write_text(contact("newer still"), encoding="utf-8")
    assert seen.shows("newer still")


def test_idle_seconds_do_not_build(vault: Path) -> None:
    """Nor does reading, what an editor keeps beside, or what is written elsewhere in the vault."""
    with watched(vault) as found:
        assert found.quiet(0.3)
        builds = len(found.days)
        end = time.monotonic() + 3  # longer than the net
        while time.monotonic() < end:
            (vault / "contacts/ana.md").read_bytes()
            (vault / "contacts/.ana.md.swp").write_bytes(b"x")
            (vault / "todo.txt").write_bytes(b"x")
            (vault / "site/index.html").touch()
            time.sleep(0.05)

        assert len(found.days) == builds


def test_changes_at_once_are_one_build(vault: Path) -> None:
    """A hundred files that are written one after the other are settled before they are built."""
    with watched(vault) as found:
        assert found.quiet(0.3)
        builds = len(found.days)
        for number in range(100):
            (vault / f"contacts/p{number}.md").write_text(contact("x", f"P {number}"),
                                                          encoding="utf-8")
        assert found.shows("x", "p99")
        assert found.quiet(0.5)

        assert len(found.days) - builds <= 2  # two, where the machine held the writer up


def test_a_storm_of_files_builds_nothing(vault: Path) -> None:
    """Files that are made and removed at once (NETSITE_FILES) are gone; the next edit is seen."""
    with watched(vault) as found:
        assert found.quiet(0.3)
        builds = len(found.days)
        paths = [f"{vault}/contacts/storm-{number}.md" for number in range(FILES)]
        for path in paths:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
        for path in paths:
            os.unlink(path)  # noqa: PTH108  # as many as can be
        (vault / "contacts/ana.md").write_text(contact(NEW), encoding="utf-8")
        assert found.shows(NEW)
        assert found.quiet(0.5)

        assert (len(found.days) - builds <= 2, is_cold(found)) == (True, True)


def test_a_change_during_a_build_is_built_next(vault: Path, tmp_path: Path) -> None:
    """What is saved too late for a build is not lost."""
    texts: list[str] = []

    def slow(day: date, _files: object, _news: object) -> bool:
        build(vault, day, str(tmp_path / "site"))
        texts.append((tmp_path / "site/people/ana.html").read_text(encoding="utf-8"))
        if len(texts) == 1:  # saved after it was read, before the build has ended
            (vault / "contacts/ana.md").write_text(contact(NEW), encoding="utf-8")
        else:
            watch.end()
        return True

    watch = Watch(vault, slow, lambda: DAY, poll=True)
    watch.run()
    watch.close()

    assert [NEW in text for text in texts] == [False, True]


def test_a_build_gives_way_to_what_is_saved_meanwhile(vault: Path) -> None:
    """It is told so only then; what it was left for is looked at and built at once."""
    told: list[tuple[bool, ...]] = []

    def giving(_day: date, _files: object, news: Callable[[], bool]) -> bool | None:
        before = news()
        if not told:
            (vault / "contacts/ana.md").write_text(contact(NEW), encoding="utf-8")
            until(watch._wakes._event.is_set)  # noqa: SLF001  # the system's word has come
            told.append((before, news()))
            return None
        told.append((before,))
        watch.end()
        return True

    watch = Watch(vault, giving, lambda: DAY, poll=False)
    watch.run()
    watch.close()

    assert told == [(False, True), (False,)]


def test_midnight_builds(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day is looked at as files are; and the wait for the next look ends with the day."""
    monkeypatch.setattr(watch_module, "until_midnight", lambda _: 0.1)
    with watched(vault) as found:
        assert found.quiet(0.3)
        found.day += timedelta(1)
        assert until(lambda: found.days[-1] == DAY + timedelta(1))
        assert is_cold(found)


def test_a_machine_that_slept_finds_the_new_day(vault: Path) -> None:
    """Without being woken at midnight, the next look of the net sees another day."""
    with watched(vault) as found:
        assert found.quiet(0.3)
        found.day += timedelta(3)
        assert until(lambda: found.days[-1] == DAY + timedelta(3))


@pytest.mark.parametrize(("now", "seconds"), [
    (datetime(2026, 10, 2, 23, 59, 59), 1), (datetime(2026, 10, 2), 86400),  # noqa: DTZ001  # local
    (datetime(2026, 12, 31, 12), 43200)])  # noqa: DTZ001
def test_midnight_is_the_calendars(now: datetime, seconds: float) -> None:
    """It comes with the next day, and the wait ends when it has come."""
    assert seconds < until_midnight(now) < seconds + 1


def test_a_build_that_fails_does_not_end_the_watch(vault: Path) -> None:
    """The next change is built."""
    with watched(vault) as found:
        assert found.quiet(0.3)
        found.fail = True
        builds = len(found.days)
        (vault / "contacts/ana.md").write_text(contact(NEW), encoding="utf-8")
        assert until(lambda: len(found.days) > builds)
        found.fail = False
        (vault / "contacts/ana.md").write_text(contact("newer"), encoding="utf-8")
        assert found.shows("newer")


def test_a_system_without_watches_is_noted_and_looked_at(
    vault: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Once; and changes are seen by looking."""
    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(BaseObserver, "schedule", refuse)
    monkeypatch.setattr(pace, "NET", 0.1)
    notes: list[str] = []
    texts: list[str] = []

    def note(_day: date, _files: object, _news: object) -> bool:
        texts.append((vault / "contacts/ana.md").read_text(encoding="utf-8"))
        in_place(vault / "contacts/ana.md")
        return True

    watch = Watch(vault, note, lambda: DAY, poll=False, tell=notes.append,
                  ended=lambda: len(texts) == 2)
    watch.run()
    watch.close()

    assert ([NEW in text for text in texts], len(notes)) == ([False, True], 1)


def test_the_site_is_no_place_to_be_woken_by(vault: Path) -> None:
    """Each place lies outside of it, and the vault itself is not watched below."""
    found = {place.folder.relative_to(vault).as_posix(): place.deep for place in places(vault)
             if place.folder.is_relative_to(vault)}

    assert found == {".": False, "contacts": True, "journal": True, "templates": True}


def random_edit(vault: Path, chance: random.Random) -> None:
    """One edit as somebody may make it, of a file that there is or of a new one."""
    files = sorted((vault / "contacts").rglob("*.md"))
    file = chance.choice(files) if files else vault / "contacts/first.md"
    name = f"p{chance.randrange(40)}"
    edit = chance.choice(("write", "write", "over", "move", "gone", "new", "new", "journal",
                          "owner", "folder"))
    text = (f"---\nname: {name.title()}\nteams: [t{chance.randrange(5)}]\n---\n"
            f"Knows [[p{chance.randrange(40)}]].\n\n## History\n\n"
            f"- 2026-0{chance.randrange(1, 9)}-03 call: {chance.random()}\n")
    if edit == "write":
        file.write_text(text, encoding="utf-8")
    elif edit == "over":
        file.with_name(".tmp").write_text(text, encoding="utf-8")
        file.with_name(".tmp").replace(file)
    elif edit == "move":
        file.rename(file.with_name(f"{name}.md"))
    elif edit == "gone" and len(files) > 5:
        file.unlink()
    elif edit == "new":
        folder = vault / "contacts" / chance.choice((".", "work", f"f{chance.randrange(3)}"))
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    elif edit == "journal":
        (vault / "journal").mkdir(exist_ok=True)
        with (vault / "journal/2026.md").open("a", encoding="utf-8") as journal:
            journal.write(f"- 2026-05-04 lunch with [[ana]], [[{name}]]: {chance.random()}\n")
    elif edit == "owner":
        (vault / "netsite.toml").write_text(f'owner = "T {chance.random()}"\n', encoding="utf-8")
    elif edit == "folder":
        shutil.rmtree(vault / "contacts" / f"f{chance.randrange(3)}", ignore_errors=True)


def test_after_any_edits_the_site_is_a_cold_builds(vault: Path) -> None:
    """Thirty edits (NETSITE_EDITS: more) at random, at random times; then it is the same by byte.

    And no file is left open by all those builds.
    """
    chance = random.Random(20261002)  # noqa: S311
    with watched(vault) as found:
        assert found.quiet(0.3)
        before = open_files()
        for number in range(EDITS):
            random_edit(vault, chance)
            time.sleep(chance.choice((0, 0, 0.02, 0.1)))
            if number % 50 == 49:
                assert is_cold(found)

        assert (is_cold(found), found.quiet(0.3), open_files() <= before) == (True, True, True)


def open_files() -> int:
    """Count the open files of this process; 0 where that cannot be asked."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0
