"""`netsite serve`: from an edit to a page, and how it ends."""

import os
import signal
import socket
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from urllib.request import ProxyHandler, build_opener

import pytest
from click.testing import CliRunner

from netsite.cli import main
from netsite.commands import serve as command
from netsite.commands.watch import Stage, Wanted
from netsite.tongue import ENGLISH, Tongue
from tests.conftest import MakeVault
from tests.running import running
from tests.watching import until

ANA = {"contacts/ana.md": "---\nname: Ana\n---\nold notes\n"}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are others there")


def page(port: int, path: str = "people/ana.html") -> str:
    """Get a page, whatever its status."""
    opener = build_opener(ProxyHandler({}))
    opener.handle_error["http"] = {}  # type: ignore[attr-defined]  # no exception for a status
    opener.process_response.clear()  # type: ignore[attr-defined]
    with closing(opener.open(f"http://localhost:{port}/{path}", timeout=40)) as got:
        text: str = got.read().decode()
    return text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_an_edit_shows_and_the_end_is_quiet(vault: MakeVault, number: int) -> None:
    """The first page is there when it is asked for; then the edit; and at last the port is free."""
    root = vault(ANA)
    with running(root, "serve", "--port", "0") as it:
        port = it.port()
        first = page(port)
        (root / "contacts/ana.md").write_text("---\nname: Ana\n---\nnew notes\n", encoding="utf-8")
        assert until(lambda: "new notes" in page(port))
        with closing(socket.create_connection(("127.0.0.1", port))):
            status = it.end(number)

    with closing(socket.socket()) as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))
    assert ("old notes" in first, status, "Traceback" in it.text, "Error" in it.text) == (
        True, 0, False, False), it.text


def test_a_failure_shows_and_goes(vault: MakeVault) -> None:
    """A site that must not be written is a page that says so, until it may be."""
    root = vault(ANA)
    (root / "site").mkdir()
    (root / "site/mine.txt").write_text("mine", encoding="utf-8")
    with running(root, "serve", "--port", "0") as it:
        port = it.port()
        failed = page(port)
        (root / "site/mine.txt").unlink()
        (root / "contacts/ana.md").touch()
        assert until(lambda: "old notes" in page(port))
        assert it.end() == 0

    assert ("has files in it that netsite did not write" in failed,
            it.text.count("has files in it")) == (True, 1)


def test_a_port_that_is_taken_is_told(vault: MakeVault) -> None:
    """Where it was asked for, with the exit status of a wrong option."""
    with closing(socket.socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = CliRunner().invoke(main, ["-C", str(vault(ANA)), "serve", "--port", str(port)])

    assert (result.exit_code, f"port {port} is taken" in result.output) == (2, True)


def test_a_host_is_told(vault: MakeVault) -> None:
    """A name that is no machine is a wrong option."""
    result = CliRunner().invoke(main, ["-C", str(vault(ANA)), "serve", "--host", "no host"])

    assert (result.exit_code, "“no host” is no name or address" in result.output) == (2, True)


class Called(NamedTuple):
    """What a server was made of, and told."""

    hosts: Sequence[str]
    port: int | None
    told: list[str]


def test_the_browser_is_opened_once(vault: MakeVault, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the first build is there, and not again."""
    root, calls, opened = vault(ANA), list[Called](), list[str]()

    class Fake:
        address = "http://localhost:8000/"
        addresses = (address, "http://a.example:8000/")

        def __init__(self, hosts: Sequence[str], port: int | None, _tell: object, *,
                     tongue: Tongue) -> None:
            assert tongue is ENGLISH
            calls.append(Called(hosts, port, []))

        def __getattr__(self, name: str) -> object:
            return lambda *_: calls[0].told.append(name)

    def build_twice(_wanted: Wanted, stage: Stage, _word: str) -> None:
        for _ in range(2):
            stage.shut()
            assert opened == [] or calls[0].told.count("open") == 1
            stage.open(Path(), "")

    monkeypatch.setattr(command, "Server", Fake)
    monkeypatch.setattr(command, "keep_building", build_twice)
    monkeypatch.setattr("webbrowser.open", opened.append)
    result = CliRunner().invoke(main, ["-C", str(root), "serve", "--open", "--host", "a.example"])

    assert f"serving {', '.join(Fake.addresses)}; Ctrl-C ends" in result.output
    assert (result.exit_code, calls) == (0, [
        Called(("a.example",), None, ["shut", "open", "shut", "open", "close"])])
    assert until(lambda: opened == ["http://localhost:8000/"])
