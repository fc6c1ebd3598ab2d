"""The served site in Chromium: it loads again by itself, and no other page gets at it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from netsite.build import build
from netsite.live.server import Server
from tests.drawing import TODAY
from tests.serving import serving
from tests.watching import until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page

pytestmark = pytest.mark.browser

PATIENCE = 15_000  # milliseconds, on a machine that is busy with something else


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault with a page that is longer than a window."""
    root = tmp_path / "vault"
    (root / "contacts").mkdir(parents=True)
    note(root, "first")
    return root


def note(vault: Path, text: str) -> None:
    """Write a person with a note and a long history."""
    lines = "".join(f"- {year}-0{month}-03 call: about {year}\n"
                    for year in range(2000, 2026) for month in range(1, 9))
    (vault / "contacts/ana.md").write_text(
        f"---\nname: Ana\n---\nThis is the {text} note.\n\n## History\n\n{lines}",
        encoding="utf-8")


def built(server: Server, vault: Path) -> None:
    """Build as the command does."""
    server.shut()
    server.open(build(vault, TODAY).folder)


@contextmanager
def watching_console(page: "Page") -> Iterator[list[str]]:
    """Collect what a page complains of."""
    said: list[str] = []

    def collect(message: "ConsoleMessage") -> None:
        icon = message.location["url"].endswith("/favicon.ico")  # asked for by the browser itself
        if message.type in ("error", "warning") and not icon:
            said.append(message.text)
    page.on("console", collect)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said


def wait_for(page: "Page", text: str) -> None:
    """Wait until the page shows a text."""
    page.get_by_text(text).first.wait_for(timeout=PATIENCE)


def test_a_page_loads_again_and_keeps_its_place(browser: "Browser", vault: Path) -> None:
    """The new text is there, and the page stands where it stood; again and again."""
    with serving(None) as server, browser.new_context() as context:
        built(server, vault)
        page = context.new_page()
        with watching_console(page) as said:
            page.goto(f"{server.address}people/ana.html")
            page.evaluate("scrollTo(0, 700)")
            before = page.evaluate("scrollY")
            places = []
            for text in ("second", "third", "fourth"):
                note(vault, text)
                built(server, vault)
                wait_for(page, f"This is the {text} note.")
                until(lambda: page.evaluate("scrollY") == before)  # no eval in the page itself
                places.append(page.evaluate("scrollY"))

        assert (before, places, said) == (700, [before] * 3, [])


def test_a_failed_build_shows_and_goes(browser: "Browser", vault: Path) -> None:
    """The page becomes the failure, and the page again, and nobody touches the browser."""
    with serving(None) as server, browser.new_context() as context:
        built(server, vault)
        page = context.new_page()
        page.goto(f"{server.address}people/ana.html")
        server.shut()
        server.open(None, "no room <left> on the disk")
        wait_for(page, "no room <left> on the disk")
        note(vault, "mended")
        built(server, vault)
        wait_for(page, "This is the mended note.")


def test_a_page_finds_a_server_that_was_started_again(browser: "Browser", vault: Path) -> None:
    """While it is away the page stays; when it is back, the page loads again."""
    with browser.new_context() as context:
        page = context.new_page()
        with serving(None) as server:
            port = server.port
            built(server, vault)
            page.goto(f"{server.address}people/ana.html")
            wait_for(page, "This is the first note.")
        note(vault, "later")
        page.wait_for_timeout(500)
        away = page.content()
        again = Server((), port, lambda _: None)
        try:
            built(again, vault)
            wait_for(page, "This is the later note.")
        finally:
            again.close()

        assert "This is the first note." in away


def test_many_tabs_are_no_trouble(browser: "Browser", vault: Path) -> None:
    """A browser has six connections for a server; hidden pages let go of theirs."""
    with serving(None) as server, browser.new_context() as context:
        built(server, vault)
        hide = """Object.defineProperty(document, "hidden", {get: () => window.isHidden});
                  window.isHidden = false;"""
        context.add_init_script(hide)
        pages = []
        for _ in range(10):
            page = context.new_page()
            page.goto(server.address, timeout=PATIENCE)
            page.evaluate("isHidden = true; document.dispatchEvent("
                          "new Event('visibilitychange'))")
            pages.append(page)
        note(vault, "newer")
        built(server, vault)
        with pages[3].expect_navigation(timeout=PATIENCE):
            pages[3].evaluate("isHidden = false; document.dispatchEvent("
                              "new Event('visibilitychange'))")

        assert pages[3].url == server.address  # it has loaded itself again


class _Elsewhere(BaseHTTPRequestHandler):
    """Another server on this machine, whose page does what it can."""

    def do_GET(self) -> None:  # the library's name
        """Give an empty page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>elsewhere</title><body></body>")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another origin, of which a page is open."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join()


ATTEMPTS = {
    "read": "fetch(url).then(r => r.text()).then(t => 'got ' + t, () => 'refused')",
    "read blind": "fetch(url, {mode: 'no-cors'}).then(r => r.text())"
                  ".then(t => t ? 'got ' + t : 'refused', () => 'refused')",
    "read by hand": """new Promise(done => { const x = new XMLHttpRequest(); x.open('GET', url);
        x.onload = () => done('got ' + x.responseText); x.onerror = () => done('refused');
        x.send(); })""",
    "subscribe": """new Promise(done => { const e = new EventSource(url + '-/events');
        e.onmessage = m => done('got ' + m.data); e.onopen = () => done('got it open');
        e.onerror = () => { e.close(); done('refused'); }; })""",
    "frame": """new Promise(done => { const f = document.createElement('iframe'); f.src = url;
        f.onload = () => { let doc = null; try { doc = f.contentDocument; } catch (e) {}
            done(f.contentWindow.length || (doc && doc.title) ? 'got ' + doc.title : 'refused'); };
        document.body.append(f); })""",
    "script": """new Promise(done => { const s = document.createElement('script');
        s.src = url + '-/live.js'; s.onload = () => done('got it run');
        s.onerror = () => done('refused'); document.body.append(s); })""",
    "style": """new Promise(done => { const s = document.createElement('link');
        s.rel = 'stylesheet'; s.href = url + 'static/style.css'; s.onload = () => done('got it');
        s.onerror = () => done('refused'); document.head.append(s); })""",
    "picture": """new Promise(done => { const i = new Image(); i.onload = () => done('got it');
        i.onerror = () => done('refused'); i.src = url + 'static/dot.svg'; })""",
}


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1"])
@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_a_page_of_another_origin_gets_nothing(
    browser: "Browser", vault: Path, elsewhere: str, attempt: str, name: str,
) -> None:
    """It cannot read, subscribe, frame or embed, also from another port of the same name."""
    (vault / "templates/static").mkdir(parents=True)
    (vault / "templates/static/dot.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', encoding="utf-8")
    with serving(None) as server, browser.new_context() as context:
        built(server, vault)
        page = context.new_page()
        page.goto(elsewhere)
        url = f"http://{name}:{server.port}/"
        found = page.evaluate(f"(url) => {attempt}", url)
        frames = [frame for frame in page.frames[1:] if "Ana" in frame.content()]

        assert (found, frames) == ("refused", [])


def test_a_name_that_leads_here_gets_nothing(browser: "Browser", vault: Path) -> None:
    """A page elsewhere whose name is made to lead to this machine is not answered by it."""
    with serving(None) as server, browser.new_context() as context:
        built(server, vault)
        page = context.new_page()
        got = page.goto(f"http://evil.localhost:{server.port}/")

        assert got is not None
        assert (got.status, "Ana" in page.content()) == (403, False)
