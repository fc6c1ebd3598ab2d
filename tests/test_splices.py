"""Splices: places in a file's text as it is read, changed in its bytes as they are."""

import pytest

from netsite.problems import UsageError
from netsite.text.source import decode
from netsite.text.splices import Document, Splice, spliced

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize("data", [
    b"", b"a\nb\n", b"a\r\nb\r\n", b"a\rb", b"a\r\n\nb\r", BOM + b"a\r\nb", "花\r\n😀\n".encode(),
    b"a\0b\r\n", b"\r\n\r\n\r\r\n",
])
def test_a_document_has_the_text_that_is_read(data: bytes) -> None:
    """The text is what `decode` gives, and without a splice the bytes are the same."""
    document = Document("a.md", data)

    assert document.text == decode("a.md", data).text
    assert document.spliced([]) == data


@pytest.mark.parametrize(("data", "new"), [
    (b"one\ntwo\nthree", b"one\n2\nthree"),
    (b"one\r\ntwo\r\nthree", b"one\r\n2\r\nthree"),
    (BOM + b"one\rtwo\rthree", BOM + b"one\r2\rthree"),
    (b"one\ntwo\r\nthree\r\n", b"one\n2\r\nthree\r\n"),
    ("öné\r\ntwo\n".encode(), "öné\r\n2\n".encode()),
    (b"\xff\xfe!\r\ntwo\n", b"\xff\xfe!\r\n2\n"),
    (b"\0\r\ntwo\n", b"\0\r\n2\n"),
])
def test_a_splice_leaves_every_other_byte(data: bytes, new: bytes) -> None:
    """Line ends of all kinds, a BOM, broken bytes and NULs stay as they are."""
    if data.startswith(b"\xff\xfe"):
        data, new = b"x" + data, b"x" + new  # else it is UTF-16
    document = Document("a.md", data)
    start = document.text.index("two")

    assert document.spliced([Splice(start, start + 3, "2")]) == new


@pytest.mark.parametrize(("data", "newline"), [
    (b"a\nb\r\n", "\n"), (b"a\r\nb\n", "\r\n"), (b"a\rb\n", "\r"), (b"a", "\n"), (b"", "\n"),
])
def test_new_lines_end_as_the_files_first_does(data: bytes, newline: str) -> None:
    """What is put in has the file's own line ends."""
    document = Document("a.md", data)

    assert document.newline == newline
    assert document.spliced([Splice(0, 0, "x\ny\n")]) == f"x{newline}y{newline}".encode() + data


def test_a_line_is_taken_out_with_its_line_end() -> None:
    """A CRLF is one character of the text, and goes as one."""
    document = Document("a.md", b"a\r\nb\r\nc\r\n")

    assert document.spliced([Splice(2, 4, "")]) == b"a\r\nc\r\n"


def test_several_splices_are_made_at_their_places() -> None:
    """Splices may come in any order; of two at one place the first given comes first."""
    splices = [Splice(4, 5, "E"), Splice(0, 1, "A"), Splice(2, 2, "1"), Splice(2, 2, "2")]

    assert Document("a.md", b"abcdef").spliced(splices) == b"Ab12cdEf"
    assert spliced("abcdef", splices) == "Ab12cdEf"


def test_splices_that_overlap_are_a_mistake() -> None:
    """Two splices of one character cannot both be made."""
    with pytest.raises(ValueError, match="overlap"):
        Document("a.md", b"abcdef").spliced([Splice(0, 3, ""), Splice(2, 4, "")])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_another_encoding_is_not_edited(encoding: str) -> None:
    """A file that is no UTF-8 is refused, with its path."""
    with pytest.raises(UsageError, match=r"^a\.md is not UTF-8"):
        Document("a.md", "text".encode(encoding))
