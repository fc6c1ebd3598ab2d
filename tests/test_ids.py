"""Ids for new contacts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.capture.ids import check_id, id_for
from netsite.problems import UsageError
from netsite.text.names import fold


@pytest.mark.parametrize(("name", "found"), [
    ("Ana Silva", "ana-silva"),
    ("  Ana   Silva ", "ana-silva"),
    ("Ana", "ana"),
    ("María Núñez", "maria-nunez"),
    ("Jean-Luc O'Neill", "jean-luc-o-neill"),
    ("Weiß", "weiss"),
    ("Ægir", "ægir"),
    ("花子", "花子"),
    ("Женя Орлова", "женя-орлова"),
    ("ﬁnn", "finn"),
    ("X Æ A-12", "x-æ-a-12"),
    ("a/b\\c", "a-b-c"),
    ("../../etc/passwd", "etc-passwd"),
    ("C:", "c"),
    ("...", "contact"),
    ("😀", "contact"),
    ("", "contact"),
    ("README", "readme-2"),
    ("Con", "con-2"),
    ("a\x00b\nc", "a-b-c"),
    ("x" * 300, "x" * 100),
    ("花" * 300, "花" * 66),
    ("ℍ", "h"),
    ("COM1", "com1-2"),
])
def test_an_id_is_made_of_a_name(name: str, found: str) -> None:
    """Small letters without accents, words joined by hyphens, nothing a file name cannot have."""
    assert id_for(name, ()) == found


def test_an_id_is_made_unlike_others() -> None:
    """Where the id is taken, the next number that is free makes another."""
    assert [id_for("Ana", {"ana"}), id_for("Ana", {"ana", "ana-2", "ana-3"}),
            id_for("Con", {"con-2"})] == ["ana-2", "ana-4", "con-3"]


@pytest.mark.parametrize(("text", "found"), [
    ("ana", "ana"), (" ana ", "ana"), ("ana.md", "ana"), ("ana.MD", "ana"),
    ("Ana", "Ana"), ("jose\u0301", "josé"),
    ("花子", "花子"), ("a b", "a b"), ("a.b", "a.b"), ("x" * 200, "x" * 200),
])
def test_an_id_that_was_chosen_is_taken(text: str, found: str) -> None:
    """What can be a file's name is kept as it is, in Unicode form NFC."""
    assert check_id(text) == found


@pytest.mark.parametrize("text", [
    "", " ", ".md", "a/b", "../a", "a\\b", "a:b", "a|b", "a#b", "[[a]]", "a\nb", "a\x00", "a*",
    "a?", '"a"', "<a>", ".hidden", "_draft", "a.", "readme", "README", "con", "NUL", "x" * 201,
    "花" * 67, "ana .md", "ana.md.md", "ana.markdown.md", "com1", "LPT9", "a\x85b", "a\u2028b",
    "a\u202eb", "a\ud800",
])
def test_an_id_that_no_file_can_have_is_refused(text: str) -> None:
    """What leads elsewhere, means something in a link, or is no file on some system, is refused."""
    with pytest.raises(UsageError):
        check_id(text)


names = st.text() | st.text("花ℍé", max_size=120) | st.sampled_from(["con", "README", "a-2", "Å"])


@given(names, st.sets(st.text()))
def test_every_name_gives_an_id_that_can_be_one(name: str, taken: set[str]) -> None:
    """Whatever the name, its id is one that could be chosen, and not taken."""
    found = id_for(name, taken)

    assert check_id(found) == found
    assert found not in taken
    assert fold(found) == found
