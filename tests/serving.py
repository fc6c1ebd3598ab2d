"""A server for tests, and a client that sends what it is told, however wrong."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from netsite.live.server import Server
from netsite.tongue import ENGLISH, Tongue


class Got(NamedTuple):
    """An answer as it came."""

    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def serving(
    site: Path | None, *, patience: float = 30.0, tongue: Tongue = ENGLISH,
) -> Iterator[Server]:
    """A server on any port that shows a site, if there is one. It tells no fault of its own."""
    faults: list[str] = []
    server = Server((), 0, faults.append, patience, tongue)
    try:
        if site:
            server.open(site)
        yield server
    finally:
        server.close()
    assert faults == []


def connect(server: Server) -> socket.socket:
    """A connection."""
    return socket.create_connection(("127.0.0.1", server.port), timeout=20)


def received(connection: socket.socket) -> Got:
    """What comes until the other side closes."""
    data = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Got(int(first.split()[1]) if first else 0, headers, body)


def send(server: Server, data: bytes) -> Got:
    """Send bytes, and give the answer."""
    with closing(connect(server)) as connection:
        connection.sendall(data)
        return received(connection)


def get(server: Server, target: str = "/", method: str = "GET", **headers: str) -> Got:
    """Ask for something; `_` in a header's name stands for a dash. Host is right if not given."""
    fields = {"Host": f"localhost:{server.port}", **headers}
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
    return send(server, f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode("latin-1"))
