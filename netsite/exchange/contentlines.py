"""Content lines, of which vCards and calendars are made (RFC 2425, 5.8; RFC 5545, 3.1)."""

import re

END = "\r\n"

_WIDEST = 75  # octets of a line, its end not counted
_SPECIAL = re.compile("[\\\\;,\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NEW_LINE = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_NEVER = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")  # in no text


def text(value: str) -> str:
    """A value of the type TEXT (RFC 2426, 5; RFC 5545, 3.3.11).

    So no line can end in it but by `\\n`, and nothing in it can begin another property.
    """
    if not _SPECIAL.search(value):  # as most
        return value
    plain = _NEVER.sub("\N{REPLACEMENT CHARACTER}", _NEW_LINE.sub("\n", value))
    for special, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(special, written)
    return plain


def folded(line: str) -> str:
    """A line on as many as it needs, each of 75 octets at the most and of whole characters."""
    if line.isascii():
        if len(line) <= _WIDEST:
            return line
    elif len(line.encode()) <= _WIDEST:
        return line
    data, start, room, parts = line.encode(), 0, _WIDEST, []
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # in the middle of a character (RFC 3629, 3)
            end -= 1
        parts.append(data[start:end])
        start, room = end, _WIDEST - 1  # the space that begins a further line counts
    return f"{END} ".join(part.decode() for part in (*parts, data[start:]))


def joined(lines: list[str]) -> str:
    """Lines as they stand in a file: each folded, and ended."""
    return "".join([f"{folded(line)}{END}" for line in lines])
