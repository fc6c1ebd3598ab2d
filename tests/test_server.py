"""The server, called by its socket."""

import gc
import os
import socket
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from netsite.languages import tongue_of
from netsite.live import server as server_module
from netsite.live.gate import Gate
from netsite.live.server import MAX_CONNECTIONS, Server, _page
from netsite.tongue import ENGLISH
from tests.serving import connect, get, received, send, serving
from tests.test_requests import TRAVERSALS
from tests.watching import until

SECRET = b"nobody should see this"
PAGE = "<!doctype html>\n<html><head><title>{}</title></head><body>{}</body></html>\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with secrets around it and links that lead to them."""
    (tmp_path / "netsite.toml").write_bytes(SECRET)
    (tmp_path / "contacts").mkdir()
    (tmp_path / "contacts/key").write_bytes(SECRET)
    site = tmp_path / "site"
    (site / "people").mkdir(parents=True)
    (site / "static").mkdir()
    (site / "index.html").write_text(PAGE.format("Today", "first"), encoding="utf-8")
    (site / "people/index.html").write_text(PAGE.format("People", "all"), encoding="utf-8")
    (site / "people/él.html").write_text(PAGE.format("Él", "él"), encoding="utf-8")
    (site / "static/style.css").write_bytes(b"body{}")
    (site / ".netsite-manifest").write_bytes(SECRET)
    (site / ".hidden").mkdir()
    (site / ".hidden/x.html").write_bytes(SECRET)
    (site / "link.html").symlink_to("../netsite.toml")
    (site / "out").symlink_to("../contacts")
    (site / "people/up.html").symlink_to(tmp_path / "contacts/key")
    return site


@pytest.fixture
def server(site: Path) -> Iterator[Server]:
    """A server that shows the site."""
    with serving(site) as server:
        yield server


@pytest.mark.parametrize(("target", "text"), [
    ("/", b"first"), ("/index.html", b"first"), ("/?a=b", b"first"), ("/people/", b"all"),
    ("/people/index.html#x", b"all"), ("/people/%C3%A9l.html", "él".encode()),
    ("/static/style.css", b"body{}")])
def test_a_file_of_the_site_is_sent(server: Server, target: str, text: bytes) -> None:
    """Pages, and what belongs to them; of a folder its first page."""
    got = get(server, target)

    assert (got.status, text in got.body, got.headers["Content-Length"]) == (
        200, True, str(len(got.body)))


def test_a_page_on_disk_stays_as_it_is(server: Server, site: Path) -> None:
    """Only what is sent has the script."""
    before = (site / "index.html").read_bytes()
    got = get(server)

    assert (b"/-/live.js" in got.body, (site / "index.html").read_bytes()) == (True, before)


def test_a_folder_without_its_slash_is_led_to_it(server: Server) -> None:
    """So that relative links on its page lead where they should."""
    got = get(server, "/people?x")

    assert (got.status, got.headers["Location"]) == (301, "/people/")


@pytest.mark.parametrize("target", ["/gone.html", "/static/", "/people/gone/", "/index.html/x"])
def test_what_is_not_there_is_told_shortly(server: Server, target: str) -> None:
    """With a page that says no more than that."""
    got = get(server, target)

    assert (got.status, b"There is no such page" in got.body, len(got.body) < 1000) == (
        404, True, True)


def test_head_gives_the_head_alone(server: Server) -> None:
    """The same headers, and no body."""
    whole, head = get(server), get(server, method="HEAD")

    assert (head.status, head.headers, head.body) == (200, whole.headers, b"")


@pytest.mark.parametrize("method", [
    "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT"])
def test_nothing_else_than_reading_is_done(server: Server, method: str) -> None:
    """The answer says what is allowed."""
    got = get(server, method=method)

    assert (got.status, got.headers["Allow"], b"first" in got.body) == (405, "GET, HEAD", False)


def test_a_body_is_passed_over(server: Server) -> None:
    """It is no second request, and the answer arrives all the same."""
    host = f"Host: localhost:{server.port}\r\n".encode()
    inner = b"GET / HTTP/1.1\r\n" + host + b"\r\n"
    got = send(server, b"POST / HTTP/1.1\r\n" + host + b"Content-Length: %d\r\n\r\n" % len(inner)
               + inner)

    assert (got.status, b"HTTP/1.1" in got.body) == (405, False)


@pytest.mark.parametrize("target", [
    *TRAVERSALS, "/link.html", "/out/key", "/out", "/out/", "/people/up.html", "/.hidden/x.html",
    "/.hidden/", "*", "http://localhost/", "../netsite.toml", "/-/../../netsite.toml", "/-/x"])
def test_nothing_leaks(server: Server, target: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Climbing, hiding, nulls and links lead to no file outside the site, and to no traceback."""
    got = get(server, target)

    assert (got.status in (400, 404), SECRET in got.body, got.headers.get("Location")) == (
        True, False, None)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("data", [
    b"\r\n\r\n", b"GET\r\n\r\n", b"\x00" * 100 + b"\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 10 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost\r\n\r\n", b"GET /%00 HTTP/1.1\r\n\r\n"], ids=range(7))
def test_what_is_no_request_is_answered_so(
    server: Server, data: bytes, capfd: pytest.CaptureFixture[str],
) -> None:
    """And prints nothing."""
    got = send(server, data)

    assert (got.status in (400, 403), capfd.readouterr()) == (True, ("", ""))


def test_a_request_has_an_end(server: Server) -> None:
    """Longer than a browser would make it, it is refused."""
    got = send(server, b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n\r\n")

    assert got.status in (431, 0)  # 0: it was closed while there was still more to send


@pytest.mark.parametrize("headers", [
    {"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"},
    {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}], ids=str)
@pytest.mark.parametrize("target", ["/", "/-/events", "/-/live.js", "/static/style.css", "/gone"])
def test_others_are_refused_everything(
    server: Server, target: str, headers: dict[str, str],
) -> None:
    """Pages, events, the script: a page elsewhere gets no other answer than that."""
    got = get(server, target, **headers)

    assert (got.status, len(got.body) < 100) == (403, True)


def test_the_script_is_there(server: Server) -> None:
    """At the address that pages name."""
    got = get(server, "/-/live.js")

    assert (got.status, b"EventSource" in got.body, got.headers["Content-Type"]) == (
        200, True, "text/javascript; charset=utf-8")


# The gate


def test_requests_wait_while_the_site_is_written(server: Server, site: Path) -> None:
    """They get the new page, when it is whole."""
    server.shut()
    with closing(connect(server)) as waiting:
        waiting.sendall(f"GET / HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
        (site / "index.html").write_text("half", encoding="utf-8")
        waiting.settimeout(0.3)
        with pytest.raises(TimeoutError):
            waiting.recv(1)
        (site / "index.html").write_text("whole", encoding="utf-8")
        server.open(site)
        waiting.settimeout(20)
        got = received(waiting)

    assert (got.status, got.body[:5]) == (200, b"whole")


def test_no_request_waits_for_ever(site: Path) -> None:
    """After its patience it gets a page that comes again when the build is done."""
    with serving(site, patience=0.2) as server:
        server.shut()
        got = get(server)

    assert (got.status, got.headers["Retry-After"], b"/-/live.js" in got.body) == (503, "5", True)


def test_the_first_build_is_waited_for(site: Path) -> None:
    """Before it there is nothing to show."""
    with serving(None, patience=0.2) as server:
        early = get(server).status
        server.open(site)
        assert (early, get(server).status) == (503, 200)


@pytest.mark.parametrize("target", ["/", "/index.html", "/people/", "/people", "/gone.html"])
def test_while_the_last_build_failed_pages_say_so(
    server: Server, site: Path, target: str,
) -> None:
    """With the reason as text; style sheets are sent as they are; the next build mends it."""
    server.shut()
    server.open(None, "no room <left>\non the disk")
    failed, style = get(server, target), get(server, "/static/style.css")
    server.open(site)

    assert (failed.status, b"no room &lt;left&gt;<br>on the disk" in failed.body,
            b"/-/live.js" in failed.body, style.status) == (500, True, True, 200)
    assert get(server).status == 200


def test_a_first_build_that_fails_is_shown(site: Path) -> None:
    """There is no site yet, but there is a reason."""
    with serving(None) as server:
        server.open(None, "no room")
        first, style = get(server), get(server, "/static/style.css")
        server.open(site)
        assert (first.status, b"no room" in first.body, style.status, get(server).status) == (
            500, True, 404, 200)


def test_the_server_speaks_the_language_of_the_vault(site: Path) -> None:
    """Refusals, what is not there, and what is waited for."""
    with serving(site, patience=0.2, tongue=tongue_of("de")) as server:
        told = [get(server, method="POST"), get(server, "/gone.html")]
        server.shut()
        told.append(get(server))

    assert [words in got.body.decode() for words, got in zip(
        ("Von diesem Server wird nur gelesen.", "Hier liegt nichts von den Seiten.",
         "Diese Seite kommt, wenn das getan ist."), told, strict=True)] == [True, True, True]


# Events


def events(server: Server, target: str = "/-/events") -> "Events":
    """Listen to the events."""
    return Events(server, target)


class Events:
    """A listener."""

    def __init__(self, server: Server, target: str) -> None:
        """Ask for events."""
        self.connection = connect(server)
        self.connection.sendall(
            f"GET {target} HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
        self.file = self.connection.makefile("rb")
        self.head = b"".join(iter(self.file.readline, b"\r\n"))

    def next(self) -> str:
        """The next version, as soon as it comes; "" at the end."""
        for line in self.file:
            if line.startswith(b"data: "):
                return line[6:].strip().decode()
        return ""

    def close(self) -> None:
        """Go."""
        self.file.close()
        self.connection.close()


def test_a_listener_is_told_each_version(server: Server, site: Path) -> None:
    """First the one that stands, which is the one that pages name, then each new one."""
    page = get(server).body.decode()
    with closing(events(server)) as listener:
        first = listener.next()
        server.shut()
        server.open(site)
        second = listener.next()

    assert (f'data-version="{first}"' in page, b"text/event-stream" in listener.head,
            second not in (first, "")) == (True, True, True)
    assert f'data-version="{second}"' in get(server).body.decode()


def test_two_servers_have_no_version_in_common(site: Path) -> None:
    """After a restart pages load again, since nobody knows what changed meanwhile."""
    found = []
    for _ in range(2):
        with serving(site) as server, closing(events(server)) as listener:
            found.append(listener.next())

    assert found[0] != found[1]


def test_nothing_is_told_while_the_site_is_written(server: Server, site: Path) -> None:
    """A listener that comes then is told the version that is whole."""
    server.shut()
    with closing(events(server)) as listener:
        server.open(site)
        version = listener.next()

    assert f'data-version="{version}"' in get(server).body.decode()


def test_head_of_the_events_ends(server: Server) -> None:
    """It has no body that could go on."""
    assert get(server, "/-/events", method="HEAD").status == 200


def test_a_listener_that_goes_is_forgotten(server: Server) -> None:
    """At once, not with the next build."""
    for _ in range(3):
        listeners = [events(server) for _ in range(10)]
        assert [listener.next() for listener in listeners] != []
        for listener in listeners:
            listener.close()

    assert until(lambda: server.listeners == server.connections == 0)


def test_there_are_only_so_many_listeners(
    server: Server, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is left of the connections is for pages."""
    monkeypatch.setattr(server_module, "MAX_LISTENERS", 2)
    with closing(events(server)) as one, closing(events(server)) as two:
        assert (one.next() != "", two.next() != "") == (True, True)
        assert (get(server, "/-/events").status, get(server).status) == (503, 200)


def test_a_silent_listener_is_asked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment shows that somebody is there on either side."""
    monkeypatch.setattr(server_module, "PING_SECONDS", 0.05)
    with closing(events(server)) as listener:
        lines = [listener.file.readline() for _ in range(6)]

    assert b": still here\n" in lines


# Many, and slow ones


def test_a_thousand_slow_sockets_keep_nobody_waiting(server: Server, site: Path) -> None:
    """Half of them have said something, half nothing; others are answered, and a build goes on."""
    with ExitStack() as stack:
        for number in range(1000):
            connection = stack.enter_context(closing(connect(server)))
            if number % 2:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        statuses = []
        for _ in range(20):
            server.shut()
            server.open(site)
            statuses.append(get(server).status)

        assert (statuses, server.connections <= MAX_CONNECTIONS) == ([200] * 20, True)


def test_who_does_not_take_the_answer_keeps_nobody_waiting(server: Server, site: Path) -> None:
    """Answers that nobody takes are given up when there is need of room."""
    (site / "large.css").write_bytes(b" " * 8_000_000)
    ask = f"GET /large.css HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode()
    with ExitStack() as stack:
        for _ in range(MAX_CONNECTIONS + 20):
            stack.enter_context(closing(connect(server))).sendall(ask)

        assert [get(server).status for _ in range(5)] == [200] * 5


def test_a_request_that_does_not_come_is_given_up(
    server: Server, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also one that comes byte by byte: the time is for the whole of it."""
    monkeypatch.setattr(server_module, "HEAD_SECONDS", 0.3)
    with closing(connect(server)) as connection:
        status: list[int] = []
        thread = threading.Thread(target=lambda: status.append(received(connection).status))
        thread.start()
        while not status and thread.is_alive():
            try:
                connection.sendall(b"G")
            except OSError:
                break
            time.sleep(0.02)
        thread.join(20)

    assert status == [408]


def test_many_at_once_are_all_answered(server: Server) -> None:
    """As a browser does with a page and what belongs to it."""
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.append(get(server).status))
               for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert statuses == [200] * 40


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files cannot be counted here")
def test_nothing_stays_open(site: Path) -> None:
    """After many requests and broken ones, and after the end, no file and no thread is left."""
    def open_files() -> int:
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208

    before, threads = open_files(), threading.active_count()
    with serving(site) as server:
        running = open_files()
        for target in ("/", "/gone", "/people", "/link.html", "/people/", "/static") * 10:
            get(server, target)
            connect(server).close()
        listener = events(server)
        listener.next()
        listener.close()
        assert until(lambda: open_files() <= running)

    assert (until(lambda: open_files() <= before), threading.active_count()) == (True, threads)


def test_the_end_ends_all_connections(site: Path) -> None:
    """Who listens or waits is told by the end of the line, and the port is free."""
    with serving(site) as server:
        listener, waiting = events(server), connect(server)
        listener.next()
    ends = (listener.next(), _rest(waiting))
    again = Server((), server.port, lambda _: None)
    again.close()
    listener.close()
    waiting.close()

    assert ends == ("", b"")


def _rest(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1)
    except ConnectionResetError:
        return b""


def test_an_interrupt_leaves_nothing_behind(
    server: Server, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ctrl-C while a build tells the server its news comes through, and nothing complains of it."""
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        with monkeypatch.context() as patch:
            patch.setattr(server._loop, "call_soon_threadsafe", interrupted)  # noqa: SLF001  # no other way in
            with pytest.raises(KeyboardInterrupt):
                server.shut()
        gc.collect()

    assert (complaints, get(server).status) == ([], 200)


def test_a_fault_of_the_server_ends_one_answer(
    site: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is told in one line, and the next request is answered."""
    told: list[str] = []
    server = Server((), 0, told.append)
    try:
        server.open(site)
        with monkeypatch.context() as patch:
            patch.setattr(server_module, "_page", lambda *_: 1 // 0)
            failed = get(server).status
        assert (failed, get(server).status) == (500, 200)
    finally:
        server.close()

    assert told == ["the server failed: ZeroDivisionError: integer division or modulo by zero"]


def test_the_sites_own_page_tells_what_is_not_there(tmp_path: Path) -> None:
    """A site that has a 404.html gives it for whatever it has not, at any depth."""
    gate = Gate("v")
    gate.shut()
    (tmp_path / "404.html").write_bytes(b"<!doctype html><title>x</title><h1>Not here</h1>")
    gate.open(tmp_path, "")
    answer = _page(gate, ["people", "nobody.html"], ENGLISH)

    assert (answer.status, b"Not here" in answer.body) == (404, True)
