"""The law of what is remembered of files: what comes back is what was put in."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netsite.model import Words
from netsite.network.packed import packed_part, unpacked_parts
from netsite.network.parts import read_contact_part, read_journal_part
from netsite.store.vault import read_vault
from netsite.text.source import Source
from tests.property.test_network import people
from tests.property.texts import heads, texts
from tests.reading import NOT_CONTACT

TESTS = Path(__file__).parent.parent
CASES = TESTS.parent.parent / "shared" / "cases"
FOLDERS = [TESTS.parent, *sorted((TESTS / "vaults").iterdir()),
           *(sorted(CASES.iterdir()) if CASES.is_dir() else ())]


def holds(source: Source) -> None:
    """See that a file read as either kind is the same when it comes back."""
    read = [read_contact_part(source, NOT_CONTACT),
            read_journal_part(source._replace(path="journal/x.md"), NOT_CONTACT)]
    parts = [part for part, _ in read]

    assert unpacked_parts(map(packed_part, parts)) == parts
    for _, words in read:
        back = Words.stored(words.said)
        assert (back.notes, back.notes_line, [*back.lines], [*back.texts]) == (
            words.notes, words.notes_line, [*words.lines], [*words.texts])


@given(people | heads.flatmap(lambda head: texts.map(lambda rest: head + rest)) | texts | st.text())
@settings(max_examples=300)
def test_any_file_comes_back(text: str) -> None:
    """Parts and words of any text are the same when they come back."""
    holds(Source("contacts/ana.md", text))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_real_files_come_back(folder: Path) -> None:
    """So are those of whole vaults, good and broken."""
    files = read_vault(folder)
    for source in (*files.contacts, *files.journal):
        holds(source)


def test_columns_that_do_not_belong_together_are_refused() -> None:
    """As many kinds as lines: else something else was kept, and the files are read again."""
    part, _ = read_contact_part(Source(
        "contacts/ana.md", "---\nname: Ana\n---\n\n## History\n\n- 2026-10-02 call\n"), NOT_CONTACT)

    with pytest.raises(ValueError, match=r"contacts/ana\.md"):
        unpacked_parts([packed_part(part).replace(b'"call"', b'"call\\nwalk"')])
