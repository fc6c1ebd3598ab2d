"""Where the server listens."""

import errno
import socket
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from netsite.live import sockets
from netsite.live.sockets import is_any, listen
from netsite.problems import UsageError

Listen = Callable[..., list[socket.socket]]


@pytest.fixture
def listened() -> Iterator[Listen]:
    """Listen, and close at the end."""
    opened: list[socket.socket] = []

    def act(*hosts: str, port: int | None = 0) -> list[socket.socket]:
        found = listen(hosts, port)
        opened.extend(found)
        return found
    yield act
    for one in opened:
        one.close()


def test_only_this_machine_can_call(listened: Listen) -> None:
    """Without a host, each socket is bound to an address of the loopback, and all to one port."""
    found = listened()

    assert {one.getsockname()[0] for one in found} <= {"127.0.0.1", "::1"}
    assert len({one.getsockname()[1] for one in found}) == 1


def test_a_host_is_listened_on_too(listened: Listen) -> None:
    """Beside the loopback; a name that means this machine is listened on once."""
    found = [one.getsockname()[0] for one in listened("127.0.0.2", "localhost", "127.0.0.1")]

    assert (sorted(set(found)) == sorted(found), "127.0.0.2" in found, "127.0.0.1" in found) == (
        True, True, True)


def test_all_addresses_are_one_socket(listened: Listen) -> None:
    """0.0.0.0 stands for all of them."""
    found = [one.getsockname()[0] for one in listened("0.0.0.0", "127.0.0.2")]  # noqa: S104

    assert [address for address in found if ":" not in address] == ["0.0.0.0"]  # noqa: S104


def test_a_port_that_is_taken_is_an_error(listened: Listen) -> None:
    """Where it was asked for, and the message says what to do."""
    taken = listened()[0].getsockname()[1]
    with pytest.raises(UsageError, match=f"port {taken} is taken; name another with --port"):
        listened(port=taken)


def test_without_a_port_the_next_free_one_is_taken(
    listened: Listen, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From 8000 on."""
    first = listened()[0].getsockname()[1]
    monkeypatch.setattr(sockets, "PORT", first)
    found = listened(port=None)[0].getsockname()[1]

    assert first < found < first + sockets.TRIES


def test_when_all_are_taken_it_says_so(listened: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    """And from where to where it looked."""
    first = listened()[0].getsockname()[1]
    monkeypatch.setattr(sockets, "PORT", first)
    monkeypatch.setattr(sockets, "TRIES", 1)
    with pytest.raises(UsageError, match=f"the ports from {first} to {first} are taken"):
        listened(port=None)


@pytest.mark.parametrize(("host", "message"), [
    ("203.0.113.5", "203.0.113.5 is not an address of this machine"),
    ("not a name", "is no name or address"), ("x.invalid", "is no name or address"),
    ("ü" * 300, "is no name or address")])
def test_a_host_that_is_not_here_is_an_error(listened: Listen, host: str, message: str) -> None:
    """An address elsewhere, and what is no name at all."""
    with pytest.raises(UsageError, match=message):
        listened(host)


@pytest.mark.parametrize(("number", "message"), [
    (errno.EACCES, "port 80 is not yours to use"), (errno.EIO, "port 80: ")])
def test_a_port_that_is_not_allowed_is_an_error(
    listened: Listen, monkeypatch: pytest.MonkeyPatch, number: int, message: str,
) -> None:
    """What the system refuses is told with its reason."""
    def refuse(*_: object) -> socket.socket:
        raise OSError(number, "no")

    monkeypatch.setattr(sockets, "open_one", refuse)
    with pytest.raises(UsageError, match=message):
        listened(port=80)


def test_a_machine_without_ipv6_does_without(
    listened: Listen, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Then there is one socket."""
    real = sockets.open_one

    def refuse(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EAFNOSUPPORT, "no")
        return real(family, address, port)

    monkeypatch.setattr(sockets, "open_one", refuse)

    assert [one.getsockname()[0] for one in listened()] == ["127.0.0.1"]


def test_nothing_stays_bound_where_one_port_is_taken(listened: Listen) -> None:
    """Sockets that were bound before the taken one are closed again."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.2", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError):
            listened("127.0.0.2", port=port)

    assert listened(port=port) != []


@pytest.mark.parametrize(("host", "wanted"), [
    ("0.0.0.0", True), ("::", True), ("[::]", True), ("127.0.0.1", False), ("a", False)])  # noqa: S104
def test_all_addresses_are_no_name(host: str, wanted: bool) -> None:  # noqa: FBT001
    """No browser may call the server by them."""
    assert is_any(host) == wanted
