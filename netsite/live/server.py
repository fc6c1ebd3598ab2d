"""The server: the site of a vault for a browser on this machine, loaded again after each build.

It runs in a thread of its own, with one event loop for all connections; so a slow client costs no
thread, and keeps nobody waiting. A file is read in one go, and never while the site is written.
"""

import asyncio
import contextlib
import secrets
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from netsite.live import answers, files, requests, sockets
from netsite.live.answers import Answer
from netsite.live.gate import Gate
from netsite.live.requests import Refusal, Request
from netsite.texts import Text
from netsite.tongue import ENGLISH, Tongue

MAX_CONNECTIONS = 100  # less than the open files that any system allows a process
MAX_LISTENERS = 60  # of these, pages that wait for news
HEAD_SECONDS = 10.0  # for a request to arrive
SEND_SECONDS = 20.0  # for an answer to be taken
LINGER_SECONDS = 1.0  # for the other side to close; closed first, it might lose the answer
GATE_SECONDS = 30.0  # for a build to end
PING_SECONDS = 15.0  # after which a silent listener is asked whether it is there
RETRY_MILLISECONDS = 1000
_CALL_SECONDS = 60.0  # for the loop to do as told
_TURNS = 20  # of the loop; a connection takes four from the call to its first step

_Result = TypeVar("_Result")


class Server:
    """Serves a site from the moment it is made, once the gate is opened; at last, `close` it.

    `hosts` are named by the user; without any, only this machine can call. Raises UsageError where
    it cannot listen. `tell` is given one line for each fault of the server's own. Its pages are in
    the language of `tongue`.
    """

    def __init__(self, hosts: Sequence[str], port: int | None, tell: Callable[[str], None],
                 patience: float = GATE_SECONDS, tongue: Tongue = ENGLISH) -> None:
        self._sockets = sockets.listen(hosts, port)
        self.port: int = self._sockets[0].getsockname()[1]
        self._hosts = requests.LOOPBACK | {
            requests.host_name(host) for host in hosts if not sockets.is_any(host)}
        self._tell = tell
        self._patience = patience
        self._tongue = tongue
        self._connections: dict[asyncio.StreamWriter, bool] = {}  # and whether it may be dropped
        self.listeners = 0  # pages that wait for news
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="netsite server", daemon=True)
        self._thread.start()
        self._ready.wait()

    @property
    def address(self) -> str:
        """Where the site is for a browser on this machine."""
        return f"http://localhost:{self.port}/"

    @property
    def addresses(self) -> Sequence[str]:
        """Where the site is, by each name that the user gave too."""
        named = sorted(self._hosts - requests.LOOPBACK)
        return (self.address, *(f"http://{name}:{self.port}/" for name in named))

    @property
    def connections(self) -> int:
        """How many connections there are."""
        return len(self._connections)

    def shut(self) -> None:
        """Let requests wait. When this returns, nobody reads the site."""
        self._in_loop(self._gate.shut)

    def open(self, folder: Path | None, failure: str = "") -> None:
        """Answer requests again, from this folder; or each with the failure, if there was one."""
        self._in_loop(lambda: self._gate.open(folder, failure))

    def close(self) -> None:
        """End all connections, and the thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(_CALL_SECONDS)

    def _in_loop(self, act: Callable[[], _Result]) -> _Result:
        """What `act` gives, done in the loop's thread.

        Not by a coroutine: one that an interrupt keeps from being handed over is complained of.
        """
        done = Future[_Result]()

        def acted() -> None:
            try:
                done.set_result(act())
            except Exception as error:  # noqa: BLE001  # it is who called that is to have it
                done.set_exception(error)

        self._loop.call_soon_threadsafe(acted)
        return done.result(_CALL_SECONDS)

    def _run(self) -> None:
        asyncio.run(self._main())

    async def _main(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(lambda _loop, _context: None)  # connections that broke
        self._end = asyncio.Event()
        self._gate = Gate(secrets.token_hex(4))
        servers = [await asyncio.start_server(self._connected, sock=one, limit=requests.MAX_HEAD)
                   for one in self._sockets]
        self._ready.set()
        await self._end.wait()
        for one in self._sockets:
            with contextlib.suppress(NotImplementedError):  # Windows has another loop
                self._loop.remove_reader(one)
        await _turns()  # who was let in just now is among the connections then
        for writer in list(self._connections):
            writer.transport.abort()
        await _turns()
        for server in servers:
            server.close()

    async def _connected(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
    ) -> None:
        """One connection, which is one request: read, answered, closed."""
        if not self._make_room():
            writer.transport.abort()
            return
        self._connections[writer] = True
        writer.transport.set_write_buffer_limits(0)  # so that what is drained is sent
        try:
            await self._answered(reader, writer)
            writer.write_eof()
            async with asyncio.timeout(LINGER_SECONDS):
                while await reader.read(requests.MAX_HEAD):
                    pass
        except (OSError, EOFError, asyncio.CancelledError):
            pass  # the other side has gone, or took too long; or this one ends
        finally:
            self._connections.pop(writer, None)
            writer.transport.abort()

    def _make_room(self) -> bool:
        """See that one more connection has room; the oldest that may be dropped makes it."""
        if len(self._connections) < MAX_CONNECTIONS:
            return True
        oldest = next((writer for writer, idle in self._connections.items() if idle), None)
        if oldest is None:
            return False
        del self._connections[oldest]
        oldest.transport.abort()
        return True

    async def _answered(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
    ) -> None:
        head_only = False
        try:
            request = await _request(reader)
            head_only = request.method == "HEAD"
            requests.check(request, self._hosts, self.port)
            self._connections[writer] = False
            if request.target.partition("?")[0] == answers.EVENTS:
                await self._events(request, reader, writer)
                return
            answer = await self._answer(request)
        except Refusal as refusal:
            answer = answers.refusal(refusal.status, self._tongue.told(refusal.why))
        except (OSError, EOFError):
            raise
        except Exception as error:  # noqa: BLE001  # a fault of ours ends one answer, not the server
            self._tell(self._tongue.say("the server failed: {error}",
                                        error=f"{type(error).__name__}: {error}"))
            answer = answers.refusal(500, self._tongue.say(
                "The server failed; the terminal says how."))
        if writer in self._connections:
            self._connections[writer] = True
        writer.write(answers.encoded(answer, head_only=head_only))
        async with asyncio.timeout(SEND_SECONDS):
            await writer.drain()

    async def _answer(self, request: Request) -> Answer:
        if request.target.partition("?")[0] == answers.SCRIPT:
            return Answer(200, _script(), answers.TYPES["js"])
        try:
            names = requests.names_of(request.target)
        except Refusal as refusal:
            if refusal.status != 404:
                raise
            names = []
        if not await self._gate.passed(self._patience):
            return answers.message_page(
                503, Text.of("The site is being built"),
                Text.of("This page comes when that is done."), self._gate.version, self._tongue,
                **{"Retry-After": "5"})
        # At once: nothing is written before this has been read.
        return _page(self._gate, names, self._tongue)

    async def _events(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter,
    ) -> None:
        """Tell the version now, and each new one, until the other side goes."""
        if self.listeners >= MAX_LISTENERS:
            raise Refusal(503, Text.of("Too many pages are open."))
        self.listeners += 1
        try:
            writer.write(answers.stream_head())
            if request.method == "HEAD":
                return
            writer.write(f"retry: {RETRY_MILLISECONDS}\n\n".encode())
            gone = asyncio.ensure_future(reader.read(1))
            try:
                await self._told(writer, gone)
            finally:
                gone.cancel()
        finally:
            self.listeners -= 1

    async def _told(self, writer: asyncio.StreamWriter, gone: asyncio.Future[bytes]) -> None:
        known = ""
        while not gone.done():
            async with asyncio.timeout(SEND_SECONDS):
                await writer.drain()
            news = asyncio.ensure_future(self._gate.news(known))
            await asyncio.wait((news, gone), timeout=PING_SECONDS,
                               return_when=asyncio.FIRST_COMPLETED)
            if news.cancel():
                writer.write(b": still here\n\n")
            else:
                known = self._gate.version
                writer.write(f"data: {known}\n\n".encode())


async def _turns() -> None:
    """Let what can go on in the loop do so; counted, since time says nothing on a busy machine."""
    for _ in range(_TURNS):
        await asyncio.sleep(0)


async def _request(reader: asyncio.StreamReader) -> Request:
    try:
        async with asyncio.timeout(HEAD_SECONDS):
            return requests.read_request(await reader.readuntil(b"\r\n\r\n"))
    except asyncio.LimitOverrunError:
        raise Refusal(431, Text.of("This request is too long.")) from None
    except TimeoutError:
        raise Refusal(408, Text.of("The request did not arrive in time.")) from None


def _script() -> bytes:
    return (Path(__file__).parent / "live.js").read_bytes()


def _missing(gate: Gate, tongue: Tongue) -> Answer:
    """The site's own page for what is not there, if it has one."""
    html = files.read(gate.folder, [answers.MISSING]) if gate.folder else None
    if html is not None and not gate.failure:
        return answers.page_answer(404, html, gate.version)
    return answers.message_page(404, Text.of("There is no such page"),
                                Text.of("Nothing of the site is here."), gate.version, tongue)


def _page(gate: Gate, names: Sequence[str], tongue: Tongue) -> Answer:
    """The file that names lead to; of what is a page only the failure, while there is one."""
    missing = _missing(gate, tongue)
    if not names:
        return missing
    *folders, last = names
    kind = answers.TYPES.get(last.rpartition(".")[2].lower())
    if gate.failure and (not last or kind in (answers.HTML, None)):
        return answers.message_page(500, Text.of("The site could not be built"), gate.failure,
                                    gate.version, tongue)
    if gate.folder is None:
        return missing
    if last and files.is_folder(gate.folder, names):
        return answers.redirect(requests.path_of([*names, ""]))
    name = last or files.INDEX
    body = files.read(gate.folder, [*folders, name])
    return missing if body is None else answers.file_answer(name, body, gate.version)
