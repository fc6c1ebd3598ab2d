"""The laws of pages: valid whatever the files say, and the same however they came to be."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from netsite.build import build
from tests.pages import dead_links, faults, parse_errors, site
from tests.property.texts import heads, texts

TODAY = date(2026, 11, 23)

vaults = st.dictionaries(
    st.sampled_from(["contacts/ana.md", "contacts/bo.md", "contacts/Ana.b.md", "contacts/crew.md",
                     "journal/2026.md", "netsite.toml"]),
    st.builds("{}{}\n## History\n\n{}".format, heads, texts, texts), max_size=5)


def write(root: Path, files: Mapping[str, str]) -> None:
    """Make a vault of these files and no others."""
    for folder in ("contacts", "journal"):
        (root / folder).mkdir(exist_ok=True)
        for path in (root / folder).iterdir():
            path.unlink()
    (root / "netsite.toml").write_bytes(files.get("netsite.toml", "").encode(errors="replace"))
    for name, text in files.items():
        (root / name).write_bytes(text.encode(errors="replace"))


def contents(folder: Path) -> dict[str, bytes]:
    """Give every file of a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


@settings(max_examples=400)
@given(st.lists(vaults, min_size=1, max_size=3))
def test_a_build_over_others_equals_a_first_one(states: list[Mapping[str, str]]) -> None:
    """Whatever a vault was before, its site is that of a first build; and again writes nothing."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for files in states:
            write(root, files)
            build(root, TODAY, str(root / "warm"))
        again = build(root, TODAY, str(root / "warm"))
        build(root, TODAY, str(root / "cold"))

        assert (again.written, again.removed) == (0, 0)
        assert contents(root / "warm") == contents(root / "cold")


@settings(max_examples=1500)
@given(vaults)
def test_pages_are_valid_whatever_the_files_say(files: Mapping[str, str]) -> None:
    """No text in any file makes a page invalid, or a link of it lead nowhere."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, files)
        pages = site(build(root, TODAY).folder)

        assert parse_errors(pages) == []
        assert [fault for fault in faults(pages) if "nothing in <" not in fault] == []
        assert dead_links(pages, set(contents(root / "site"))) == []
