"""`netsite serve`: the site in the browser of this machine, loaded again after each change."""

import threading
import webbrowser
from collections.abc import Sequence
from pathlib import Path

import click

from netsite.commands.speaking import say, tongue
from netsite.commands.watch import Stage, Wanted, keep_building, until_told
from netsite.live.server import Server
from netsite.text.names import printable


def serve(wanted: Wanted, hosts: Sequence[str], port: int | None, *, browser: bool) -> None:
    """Serve the site, and build it whenever something changed, until a key or a signal ends it.

    Raises UsageError where the server cannot listen.
    """
    with until_told():
        server = Server(hosts, port, lambda fault: click.echo(printable(fault), err=True),
                        tongue=tongue())
        try:
            if not wanted.quiet:
                click.echo(say("serving {addresses}; Ctrl-C ends",
                               addresses=", ".join(map(printable, server.addresses))))
            keep_building(wanted, _Shown(server, browser=browser), "")
        finally:
            server.close()


class _Shown(Stage):
    """Builds shown by a server, and the first of them in a browser, if that is wanted."""

    def __init__(self, server: Server, *, browser: bool) -> None:
        self._server = server
        self._browser = browser

    def shut(self) -> None:
        """Let requests wait."""
        self._server.shut()

    def open(self, folder: Path | None, failure: str = "") -> None:
        """Answer requests, and open a browser once."""
        self._server.open(folder, failure)
        if self._browser:
            self._browser = False
            # In a thread, for a browser of the terminal stays until it is left.
            threading.Thread(target=webbrowser.open, args=(self._server.address,),
                             daemon=True).start()
