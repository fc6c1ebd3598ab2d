"""What a reader's browser has to load stays small."""

import gzip
from pathlib import Path

from netsite.build import build
from netsite.pages.render import shipped_templates
from tests.bench import corpus
from tests.conftest import MakeVault
from tests.drawing import TODAY
from tests.odd import VAULTS


def packed(*ends: str) -> int:
    """The bytes, gzipped together, of the static files that end so."""
    return len(gzip.compress(b"".join(
        path.read_bytes() for path in sorted((shipped_templates() / "static").iterdir())
        if path.suffix in ends), 9))


def test_style_and_scripts_are_small() -> None:
    """The style sheet has at most 8 kB gzipped, and with all scripts at most 25 kB."""
    assert 1000 < packed(".css") <= 8000
    assert packed(".css") < packed(".css", ".js") <= 25_000


def test_pages_of_many_people_are_small(vault: MakeVault) -> None:
    """With three hundred people, nearly all of them late, no page has more than 300 kB."""
    folder = build(vault(VAULTS["three hundred"]), TODAY).folder
    sizes = {path.name: path.stat().st_size for path in folder.rglob("*.html")}

    assert {name: size for name, size in sizes.items() if size > 300_000} == {}


def test_no_page_of_a_thousand_contacts_is_large(tmp_path: Path) -> None:
    """With a thousand contacts, a third of them late, no page has more than 300 kB."""
    corpus.make(tmp_path / "vault", 1000)
    folder = build(tmp_path / "vault", corpus.TODAY, str(tmp_path / "site")).folder
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size
             for path in folder.rglob("*.html")}

    assert len(sizes) > 1000
    assert {name: size for name, size in sizes.items() if size > 300_000} == {}
