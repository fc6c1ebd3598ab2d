"""A vault read with what is remembered: only what changed is opened, and nothing depends on it."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from netsite.network.load import Vault
from netsite.store import reading, scan
from netsite.store import vault as vault_module
from netsite.store.cache import Cache, opened
from netsite.store.reading import read
from netsite.store.vault import MAX_FILE, read_file
from tests.conftest import MakeVault
from tests.reading import person

FILES: dict[str, str | bytes] = {
    "contacts/ana.md": person(history=("- 2026-10-02 call with [[bo]]: *x*", "- 2026-10-01 tea")),
    "contacts/bo.md": person(name="Bo", notes="Knows [[ana]]."),
    "journal/2026.md": "- 2026-10-03 walk with [[ana]], [[bo]]\n",
}
GARBAGE = (b"", b"{", b"[]", b"null", b"[1]", b"\xff", b'[[],[],{},true,"more"]')


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    """Give a cache."""
    with opened(tmp_path / "cache") as kept:
        yield kept


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note which contacts and journals are opened; what is a moment old is trusted."""
    found: list[str] = []

    def noted(root: Path, path: str, problems: list[object]) -> object:
        if not path.endswith(".toml"):
            found.append(path)
        return read_file(root, path, problems)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(reading, "read_file", noted)
    monkeypatch.setattr(scan, "_TICK", 15_000_000)
    return found


def said(vault: Vault) -> tuple[object, ...]:
    """Give all that a vault says, words too."""
    return (vault.settings, vault.network, [*vault.network.lines], vault.problems,
            [vault.network.words(contact.path) for contact in vault.network.people.values()])


def again(root: Path, cache: Cache, files: list[str]) -> list[str]:
    """Read a vault, and see that it is as it is without a cache; the files that were opened."""
    time.sleep(0.03)
    files.clear()
    found = read(root, cache)
    opened_now = [*files]
    assert said(found.vault) == said(read(root).vault)
    return opened_now


def test_only_what_changed_is_opened(vault: MakeVault, cache: Cache, files: list[str]) -> None:
    """Of files that stayed as they were nothing is read."""
    root = vault(FILES)
    first = again(root, cache, files)
    second = again(root, cache, files)
    vault({"contacts/bo.md": person(name="Bo Chen")})

    assert (first, second, again(root, cache, files)) == ([*FILES], [], ["contacts/bo.md"])


def test_a_file_that_just_changed_is_read_again(
    vault: MakeVault, cache: Cache, files: list[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A file so new that it could change again without a sign of it is not trusted."""
    root = vault(FILES)
    again(root, cache, files)
    monkeypatch.setattr(scan, "_TICK", 60_000_000_000)
    vault({"contacts/bo.md": person(name="Bo Chen")})
    again(root, cache, files)

    assert "contacts/bo.md" in again(root, cache, files)


def test_files_come_and_go(vault: MakeVault, cache: Cache, files: list[str]) -> None:
    """A file that is new, gone or renamed is seen, and no other is opened."""
    root = vault(FILES)
    again(root, cache, files)
    vault({"contacts/cy.md": person(name="Cy")})
    came = again(root, cache, files)
    (root / "contacts/cy.md").rename(root / "contacts/dee.md")
    renamed = again(root, cache, files)
    (root / "contacts/dee.md").unlink()

    assert (came, renamed, again(root, cache, files)) == (
        ["contacts/cy.md"], ["contacts/dee.md"], [])


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_file_becomes_a_link_and_a_folder(
    vault: MakeVault, cache: Cache, files: list[str], tmp_path: Path,
) -> None:
    """What stands in a file's place is read as it would be the first time."""
    root = vault(FILES)
    again(root, cache, files)
    path = root / "contacts/bo.md"
    path.unlink()
    path.symlink_to(root / "contacts/ana.md")
    again(root, cache, files)
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    again(root, cache, files)
    path.unlink()
    path.mkdir()
    (path / "inside.md").write_text(person(name="Inside"))

    again(root, cache, files)


def test_another_way_to_tell_contact_reads_all(
    vault: MakeVault, cache: Cache, files: list[str],
) -> None:
    """What counts as contact is in every line, so that all files are read when that changes."""
    root = vault(FILES)
    again(root, cache, files)
    vault({"netsite.toml": 'not_contact = ["tea"]\n'})

    assert (again(root, cache, files), again(root, cache, files)) == ([*FILES], [])


def test_a_bad_file_stays_bad(vault: MakeVault, cache: Cache, files: list[str]) -> None:
    """Problems of files that are not opened are told again."""
    root = vault({**FILES, "contacts/odd.md": b"\xff\xfe---\nname: [", "contacts/ANA.md": "x"})
    first = read(root, cache).vault.problems
    again(root, cache, files)

    assert read(root, cache).vault.problems == first != ()


@pytest.mark.parametrize("kind", ["parts", "words", "seen"])
@pytest.mark.parametrize("garbage", GARBAGE)
def test_garbage_in_the_cache_does_no_harm(
    vault: MakeVault, cache: Cache, files: list[str], kind: str, garbage: bytes,
) -> None:
    """Whatever is kept, the vault is read as it is."""
    root = vault(FILES)
    again(root, cache, files)
    cache.put(kind, [(key, garbage) for key in cache.all(kind)])

    again(root, cache, files)


@pytest.mark.parametrize("kind", ["parts", "words", "seen"])
def test_rows_may_be_missing(
    vault: MakeVault, cache: Cache, files: list[str], kind: str,
) -> None:
    """Of what is not kept any more the file is read."""
    root = vault(FILES)
    again(root, cache, files)
    cache.change({}, {kind: [*cache.all(kind)][:1]})

    again(root, cache, files)


@pytest.mark.skipif(os.name != "posix", reason="names are Unicode there")
def test_a_name_that_is_no_text_is_remembered(
    vault: MakeVault, cache: Cache, files: list[str],
) -> None:
    """A file whose name is not UTF-8 is read as without a cache."""
    root = vault(FILES)
    (root / "contacts" / os.fsdecode(b"caf\xe9.md")).write_text(person(name="Caf"))
    again(root, cache, files)
    again(root, cache, files)


def _too_long(file: Path) -> None:
    file.write_bytes(b"x" * (MAX_FILE + 1))


def _to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere.md")


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("spoil", [_too_long, _to_nowhere, _pipe, _folder])
def test_what_can_be_read_no_more_does_not_come_back(
    vault: MakeVault, cache: Cache, files: list[str], spoil: Callable[[Path], None],
) -> None:
    """A file that was good, and is none any more, is a problem each time, and nobody's text."""
    root = vault(FILES)
    again(root, cache, files)
    spoil(root / "contacts/ana.md")
    for text in ("Bo", "Bo Chen", "Bo"):
        again(root, cache, files)
        vault({"contacts/bo.md": person(name=text)})
    assert "ana" not in read(root, cache).vault.network.people


def test_what_the_disk_refused_once_is_read_the_next_time(
    vault: MakeVault, cache: Cache, files: list[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is known of a file is not taken for what it says now, if that could not be read."""
    root = vault(FILES)
    again(root, cache, files)
    vault({"contacts/ana.md": person(name="Ana Berg")})
    time.sleep(0.03)
    with monkeypatch.context() as patch:
        patch.setattr(vault_module, "_at_once", _refused)
        found = read(root, cache)
    assert (found.unread, found.steady, "ana" in found.vault.network.people) == (
        frozenset({"contacts/ana.md"}), False, False)
    again(root, cache, files)
    assert read(root, cache).vault.network.people["ana"].name == "Ana Berg"


def _refused(path: str, _flags: int) -> int:
    raise OSError(5, os.strerror(5), path)


def test_a_folder_that_becomes_a_file_is_told(
    vault: MakeVault, cache: Cache, files: list[str],
) -> None:
    """Names alone do not say that all is as it was."""
    root = vault(FILES)
    (root / "contacts/sub.txt").mkdir()
    again(root, cache, files)
    (root / "contacts/sub.txt").rmdir()
    vault({"contacts/sub.txt": "not a contact"})
    for _ in range(2):
        again(root, cache, files)
