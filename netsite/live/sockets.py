"""Sockets to be called on: on this machine alone, unless a host is named."""

import contextlib
import errno
import os
import socket
from collections.abc import Iterator, Sequence

from netsite.problems import UsageError
from netsite.reasons import reason_of
from netsite.texts import Text

PORT = 8000
TRIES = 20  # ports from PORT on, where none was asked for
_BACKLOG = 1024  # calls that wait to be taken; one more is tried again after a second

_Address = tuple[socket.AddressFamily, str]
_LOOPBACK: tuple[_Address, ...] = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_ALL = ("0.0.0.0", "::")  # noqa: S104  # only where the user names them
_NO_IPV6 = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT)


def listen(hosts: Sequence[str], port: int | None) -> list[socket.socket]:
    """Listening sockets for this machine, and for the hosts named; all on one port.

    Without a port it is 8000, or the next that is free; 0 is any. Raises UsageError for a port that
    is taken or not allowed, and for a host that is not this machine.
    """
    addresses = _addresses(hosts)
    for number in (port,) if port is not None else range(PORT, PORT + TRIES):
        found = _bound(addresses, number)
        if found:
            return found
    if port is not None:
        raise UsageError(Text.of(
            "port {port} is taken; name another with --port, or leave it out",
            port=port))
    raise UsageError(Text.of(
        "the ports from {port} to {last} are taken; name one with --port",
        port=PORT, last=PORT + TRIES - 1))


def is_any(host: str) -> bool:
    """Whether a host is not one, but stands for all addresses of this machine."""
    return host.strip("[] ") in _ALL


def _addresses(hosts: Sequence[str]) -> list[_Address]:
    found = dict.fromkeys(_LOOPBACK)
    for host in hosts:
        try:
            answers = socket.getaddrinfo(host.strip("[] "), None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise UsageError(Text.of(
                "“{host}” is no name or address of a machine", host=host)) from None
        found |= {(family, str(place[0])): None for family, _, _, _, place in answers
                  if family in (socket.AF_INET, socket.AF_INET6)}
    # All addresses of a family are one socket; a second one could not be bound.
    whole = {family for family, address in found if address in _ALL}
    return [(family, address) for family, address in found
            if family not in whole or address in _ALL]


def _bound(addresses: Sequence[_Address], port: int) -> list[socket.socket]:
    """A socket for each address on a port; none at all if one of them is taken."""
    with contextlib.ExitStack() as stack:
        sockets = []
        for each in _each_bound(addresses, port):
            if each is None:
                return []
            sockets.append(stack.enter_context(each))
        stack.pop_all()
        return sockets


def _each_bound(addresses: Sequence[_Address], port: int) -> Iterator[socket.socket | None]:
    for family, address in addresses:
        try:
            one = open_one(family, address, port)
        except OSError as error:
            if address == "::1" and error.errno in _NO_IPV6:
                continue
            if error.errno == errno.EADDRINUSE:
                yield None
                return
            raise UsageError(_reason(error, address, port)) from None
        port = port or one.getsockname()[1]
        yield one


def open_one(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    """A socket that listens at an address; raises OSError where the system refuses it."""
    one = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs share a port
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        one.bind((address, port))
        one.listen(_BACKLOG)
        one.setblocking(False)
    except BaseException:
        one.close()
        raise
    return one


def _reason(error: OSError, address: str, port: int) -> str:
    if error.errno in _NO_IPV6:
        return Text.of("{address} is not an address of this machine", address=address)
    if error.errno in (errno.EACCES, errno.EPERM):
        return Text.of("port {port} is not yours to use; name one from 1024 on with --port",
                       port=port)
    return Text.of("{address}, port {port}: {why}", address=address, port=port,
                   why=reason_of(error))
