"""Stat signatures of a vault's files."""

import os
import time
from pathlib import Path

import pytest

from netsite.store.scan import scan, trusted


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with a person, a journal, settings and a template."""
    for name in ("contacts/work/ana.md", "journal/2026.md", "netsite.toml", "templates/base.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path


def test_everything_that_makes_a_site_is_looked_at(vault: Path) -> None:
    """Contacts in subfolders, the journal, settings and templates are in a scan."""
    assert {"contacts/work/ana.md", "journal/2026.md", "netsite.toml",
            "templates/base.html"} <= scan(vault).keys()


def test_nothing_changed_is_equal(vault: Path) -> None:
    """Two scans of the same files are equal, also after they were read."""
    first = scan(vault)
    (vault / "contacts/work/ana.md").read_text(encoding="utf-8")
    (vault / "notes.txt").write_text("not netsite's business", encoding="utf-8")
    (vault / "contacts/.ana.md.swp").write_text("an editor's", encoding="utf-8")
    assert scan(vault) == first


@pytest.mark.parametrize("change", [
    lambda file: file.write_text("contacts/work/bob.md", encoding="utf-8"),
    lambda file: file.unlink(),
    lambda file: file.rename(file.with_name("bo.md")),
    lambda file: file.chmod(0o600),
    lambda file: (file.parent / "new.md").write_text("new", encoding="utf-8"),
    lambda file: (file.parent / "new").mkdir(),
    lambda file: os.utime(file, ns=(1, 1)),
], ids=["saved with as many bytes", "gone", "renamed", "mode", "new file", "new folder", "touched"])
def test_a_change_shows(vault: Path, change: object) -> None:
    """Whatever happens to a file, the next scan differs."""
    file = vault / "contacts/work/ana.md"
    first = scan(vault)
    time.sleep(0.02)  # the clock of the disk moves on
    assert callable(change)
    change(file)
    assert scan(vault) != first


def test_times_that_are_put_back_show(vault: Path) -> None:
    """A file that is changed and then given its old time differs, since its i-node was touched."""
    file = vault / "contacts/work/ana.md"
    first, times = scan(vault), file.stat()
    time.sleep(0.02)
    file.write_text("contacts/work/bob.md", encoding="utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert scan(vault) != first


def test_a_link_has_the_signature_of_its_end_too(vault: Path) -> None:
    """What changes behind a link shows; a link to nowhere is still there."""
    link = vault / "contacts/bo.md"
    link.symlink_to("work/ana.md")
    (vault / "contacts/nowhere.md").symlink_to("nothing.md")
    first = scan(vault)
    assert "contacts/nowhere.md" in first
    time.sleep(0.02)
    (vault / "contacts/work/ana.md").write_text("other", encoding="utf-8")
    assert scan(vault)["contacts/bo.md"] != first["contacts/bo.md"]


def test_a_link_to_the_folder_of_contacts_is_looked_behind(vault: Path) -> None:
    """Where contacts/ is a link to another folder of the vault, changes there show."""
    (vault / "contacts").rename(vault / "people")
    (vault / "contacts").symlink_to("people")
    first = scan(vault)
    assert "contacts/work/ana.md" in first
    time.sleep(0.02)
    (vault / "people/work/ana.md").write_text("other", encoding="utf-8")
    assert scan(vault) != first


def test_a_file_just_changed_is_not_trusted(vault: Path) -> None:
    """A file that changed about when the scan began could change again without a sign."""
    seen = scan(vault)
    changed = max(signature[4] for signature in seen.values() if len(signature) > 4)
    assert "netsite.toml" not in trusted(seen, changed)
    assert "netsite.toml" in trusted(seen, changed + 3_000_000_000)


def test_where_disks_count_in_seconds_more_is_not_trusted(vault: Path) -> None:
    """A time without a fraction comes from a coarse clock; two seconds are waited for."""
    os.utime(vault / "netsite.toml", ns=(0, 5_000_000_000))
    changed = max(signature[4] for signature in scan(vault).values() if len(signature) > 4)
    assert "netsite.toml" not in trusted(scan(vault), changed + 1_000_000_000)


def test_an_empty_folder_is_no_vault(tmp_path: Path) -> None:
    """Where there is nothing, nothing is found."""
    assert scan(tmp_path) == {}


def test_a_link_shows_where_it_leads(vault: Path) -> None:
    """The same file at the end of a link is another if a folder on the way there is."""
    (vault / "mid").mkdir()
    (vault / "mid/bo.md").write_text("bo", encoding="utf-8")
    (vault / "contacts/bo.md").symlink_to("../mid/bo.md")
    before = scan(vault)
    (vault / "mid").rename(vault.parent / "elsewhere")
    (vault / "mid").symlink_to(vault.parent / "elsewhere")

    assert scan(vault)["contacts/bo.md"] != before["contacts/bo.md"]
