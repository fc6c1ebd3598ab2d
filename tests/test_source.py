"""Bytes of a file to text, and where that went wrong."""

import codecs
import unicodedata

import pytest

from netsite.text.source import decode, stem
from tests.reading import told

SAVE_UTF8 = "save it as UTF-8"
SHOWN = "save the file as UTF-8; until then the byte is shown as �"
IS_TEXT = "take it out; is this file a text?"


@pytest.mark.parametrize(("data", "text"), [
    (b"", ""),
    (b"name: Ana\n", "name: Ana\n"),
    ("Zoë 花子 😀".encode(), "Zoë 花子 😀"),
    (codecs.BOM_UTF8 + b"---\nname: Ana\n", "---\nname: Ana\n"),
    (b"a\r\nb\r\n", "a\nb\n"),
    (b"a\rb\r", "a\nb\n"),
    (b"a\r\nb\rc\nd\r\r\n", "a\nb\nc\nd\n\n"),
    (codecs.BOM_UTF8 + b"a\r\nb", "a\nb"),
])
def test_utf_8_is_read_whatever_its_line_ends(data: bytes, text: str) -> None:
    """A byte order mark is taken off, CRLF and lone CR become LF, and none of it is a problem."""
    assert decode("a.md", data) == ("a.md", text, ())


@pytest.mark.parametrize(("encoding", "bom", "name"), [
    ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
    ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
    ("utf-32-le", codecs.BOM_UTF32_LE, "UTF-32"),
    ("utf-32-be", codecs.BOM_UTF32_BE, "UTF-32"),
])
def test_another_encoding_with_its_mark_is_read_and_told(
    encoding: str, bom: bytes, name: str,
) -> None:
    """A file in UTF-16 or UTF-32 is an error, and its text is there all the same."""
    source = decode("a.md", bom + "name: Zoë\r\n".encode(encoding))

    assert source.text == "name: Zoë\n"
    assert told(source.problems) == [(f"a.md:1:1: error: the file is {name}", SAVE_UTF8)]


def test_half_a_utf_16_file_is_read_as_far_as_it_goes() -> None:
    """A cut UTF-16 file is told once, and what can be read of it is there."""
    source = decode("a.md", codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c")

    assert source.text == "ab�"
    assert told(source.problems) == [("a.md:1:1: error: the file is UTF-16", SAVE_UTF8)]


@pytest.mark.parametrize(("data", "text", "place", "byte"), [
    (b"name: Jos\xe9\n", "name: Jos�\n", "1:10", "e9"),
    (b"---\nname: Jos\xe9\n", "---\nname: Jos�\n", "2:10", "e9"),
    ("Zoë ".encode() + b"\x80", "Zoë �", "1:5", "80"),
    (codecs.BOM_UTF8 + b"a\xff", "a�", "1:2", "ff"),
    (b"a\xe9b\xe9\n\xe9", "a�b�\n�", "1:2", "e9"),
    (b"\n\xe9", "\n�", "2:1", "e9"),
    (b"a\r\n\xe9\r\n", "a\n�\n", "2:1", "e9"),
    (b"a\r\rbc\xe9\r", "a\n\nbc�\n", "3:3", "e9"),
    (b"ab\xe2\x82", "ab�", "1:3", "e2"),  # cut in the middle of a character
])
def test_a_broken_byte_is_told_at_its_place(
    data: bytes, text: str, place: str, byte: str,
) -> None:
    """A Latin-1 byte is an error at the first such place, and is shown as U+FFFD."""
    source = decode("a.md", data)

    assert source.text == text
    assert told(source.problems) == [(f"a.md:{place}: error: byte 0x{byte} is not UTF-8", SHOWN)]


@pytest.mark.parametrize(("data", "text", "place"), [
    (b"\0", "�", "1:1"),
    (b"\n\0", "\n�", "2:1"),
    (b"ab\0c\0", "ab�c�", "1:3"),
    (b"a\r\nb\r\ncd\0", "a\nb\ncd�", "3:3"),
])
def test_a_nul_is_told_at_its_place(data: bytes, text: str, place: str) -> None:
    """A NUL character is an error at the first such place, and is shown as U+FFFD."""
    source = decode("a.md", data)

    assert source.text == text
    assert told(source.problems) == [(f"a.md:{place}: error: a NUL character", IS_TEXT)]


def test_utf_16_without_a_mark_is_told_as_nul_characters() -> None:
    """UTF-16 without its mark cannot be known as such; its NUL characters are told."""
    source = decode("a.md", "name".encode("utf-16-le"))

    assert told(source.problems) == [("a.md:1:2: error: a NUL character", IS_TEXT)]


@pytest.mark.parametrize(("path", "expected"), [
    ("contacts/ana-silva.md", "ana-silva"),
    ("contacts/work/old/ana.md", "ana"),
    ("contacts/bjorn.gross.md", "bjorn.gross"),
    ("contacts/Ana.MD", "Ana"),
    ("contacts/ana.markdown", "ana"),
    (unicodedata.normalize("NFD", "contacts/zoë.md"), "zoë"),
])
def test_a_files_name_is_its_id(path: str, expected: str) -> None:
    """The id is the file's stem, NFC-normalised, in whatever folder it lies."""
    assert stem(path) == expected
