"""Content lines: values that stay in their line, and lines that are folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netsite.exchange.contentlines import END, folded, joined, text


@pytest.mark.parametrize(("value", "written"), [
    ("Ana Silva", "Ana Silva"),
    ("a, b; c\\d", "a\\, b\\; c\\\\d"),
    ("one\r\nATTENDEE:mailto:x@example.com", "one\\nATTENDEE:mailto:x@example.com"),
    ("one\rtwo\x0bthree\u2028four\x85five", "one\\ntwo\\nthree\\nfour\\nfive"),
    ("nul\x00 and half\ud83d", "nul\ufffd and half\ufffd"),
])
def test_a_text_stays_in_its_line(value: str, written: str) -> None:
    """Backslash, comma, semicolon and ends of lines are escaped, other controls replaced."""
    assert text(value) == written


@given(st.text(st.characters(codec=None), max_size=60))
def test_no_text_ends_a_line(value: str) -> None:
    """Law: whatever a value is, its property is one line, which no splitter of lines divides."""
    assert len(f"SUMMARY:{text(value)}".splitlines()) == 1


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300)
       | st.text("👩‍👧é山a", max_size=200))
def test_a_folded_line_is_the_line(line: str) -> None:
    """Law: each line has 75 octets at most and is valid UTF-8; unfolded it is the line again."""
    data = folded(line).encode()

    assert data.replace(b"\r\n ", b"").decode() == line
    assert [part for part in data.split(b"\r\n") if len(part) > 75 or not part.decode() + "."] == []


def test_no_emoji_is_cut() -> None:
    """A line of emoji breaks between two of them, each of four octets."""
    lines = joined([f"SUMMARY:{'🎉' * 40}"]).encode().split(END.encode())

    assert [len(line) for line in lines] == [72, 73, 25, 0]
