"""A request as text: read strictly, and answered only to who may ask. No socket, no disk."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from netsite.texts import Text

MAX_HEAD = 16 * 1024  # bytes of a request line and its headers
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
METHODS = ("GET", "HEAD")

_LINE = re.compile(rb"([A-Z]{1,20}) ([\x21-\x7e]+) HTTP/1\.[01]")
_HEADER = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\x00-\x08\x0a-\x1f\x7f]*?)[ \t]*")
_AUTHORITY = re.compile(r"(\[[0-9a-f:.]+\]|[^\[\]:/@?#\s]+)(?::([0-9]{1,5}))?")
_ONCE = ("host", "origin", "sec-fetch-site")
_OWN_PAGES = ("", "same-origin", "none")  # none: the address bar, a bookmark
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f/\\:]")  # in a file's name, on any system


class Request(NamedTuple):
    """What a client asks for; names of headers in small letters."""

    method: str
    target: str
    headers: Mapping[str, str]


class Refusal(Exception):  # noqa: N818  # an answer, not an error of ours
    """A request that is not granted: the status to answer with, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


def read_request(head: bytes) -> Request:
    """A request's head, up to its empty line, as a request; raises Refusal for what is none."""
    first, *rest = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
    line = _LINE.fullmatch(first)
    if line is None:
        raise Refusal(400, Text.of("This is not a request as HTTP/1.1 knows it."))
    headers: dict[str, str] = {}
    for each in rest:
        field = _HEADER.fullmatch(each)
        if field is None:
            raise Refusal(400, Text.of("A header of this request is malformed."))
        name = field[1].decode().lower()
        if name in headers and name in _ONCE:
            raise Refusal(400, Text.of("The header {name} is there twice.", name=name))
        headers[name] = field[2].decode("latin-1")
    return Request(line[1].decode(), line[2].decode(), headers)


def check(request: Request, hosts: frozenset[str], port: int) -> None:
    """See that a request comes from the address bar or from a page of this very server.

    `hosts` are the names by which it may be called. Raises Refusal for any other name (a page
    elsewhere may have its own name lead to this machine), for a page of another origin, and for
    methods that do more than read.
    """
    host = request.headers.get("host", "").lower()
    name, number = _authority(host)
    if name not in hosts or number != port:
        raise Refusal(403, Text.of("This server does not go by that name."))
    origin = request.headers.get("origin")
    if origin is not None and origin.lower() != f"http://{host}":
        raise Refusal(403, Text.of("Pages of another origin are not answered."))
    if request.headers.get("sec-fetch-site", "") not in _OWN_PAGES:
        raise Refusal(403, Text.of("Pages of another site are not answered."))
    if request.method not in METHODS:
        raise Refusal(405, Text.of("This server is only read from."))


def _authority(text: str) -> tuple[str, int]:
    """The name and the port of a Host header; 80 where none is given."""
    found = _AUTHORITY.fullmatch(text)
    if found is None:
        return "", 0
    return found[1].removesuffix("."), int(found[2] or 80)


def host_name(given: str) -> str:
    """A host's name or address as browsers write it in the Host header."""
    name = given.strip().lower().removesuffix(".")
    return f"[{name.strip('[]')}]" if ":" in name else name


def names_of(target: str) -> Sequence[str]:
    """The names of folders and at last of the file that a request's target names.

    The last is "" for a folder. Raises Refusal for what can be no file of a site: names that climb,
    hide or have signs in them that mean something to a file system, encoded or not.
    """
    path = re.split(r"[?#]", target, maxsplit=1)[0]
    if not path.startswith("/"):
        raise Refusal(400, Text.of("A request names a path that begins with a slash."))
    try:
        names = [unquote_to_bytes(part).decode() for part in path[1:].split("/")]
    except UnicodeDecodeError:
        raise Refusal(404, Text.of("There is no such page.")) from None
    if "" in names[:-1] or any(
            name.startswith(".") or name.endswith((".", " ")) or _FORBIDDEN.search(name)
            for name in names):
        raise Refusal(404, Text.of("There is no such page."))
    return names


def path_of(names: Sequence[str]) -> str:
    """The path of a file by its names, as a request names it."""
    return "".join(f"/{quote(name, safe='')}" for name in names)
