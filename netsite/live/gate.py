"""What readers may see of a site: nothing while it is written, and which version they see then."""

import asyncio
from pathlib import Path


class Gate:
    """Shut while a site is written; each opening is a new version. Lives in one event loop.

    It is shut at first. `folder` is where the site stands, None before the first build that went
    well; `failure` says what was wrong with the last build, if it failed.
    """

    def __init__(self, server: str) -> None:
        self.folder: Path | None = None
        self.failure = ""
        self._server = server  # so that no other server's version is taken for this one's
        self._builds = 0
        self._open = asyncio.Event()
        self._news = asyncio.Event()

    @property
    def version(self) -> str:
        """A word that is another one after each build."""
        return f"{self._server}.{self._builds}"

    def shut(self) -> None:
        """Let nobody pass from here on. Who has passed has read what they wanted at once."""
        self._open.clear()

    def open(self, folder: Path | None, failure: str) -> None:
        """Let all pass that wait, and tell the news; without a folder, the last one stays."""
        self.folder = folder or self.folder
        self.failure = failure
        self._builds += 1
        self._open.set()
        self._news.set()
        self._news = asyncio.Event()

    async def passed(self, patience: float) -> bool:
        """Wait until it is open, at most so many seconds; whether it is."""
        try:
            async with asyncio.timeout(patience):
                await self._open.wait()
        except TimeoutError:
            return False
        return True

    async def news(self, known: str) -> None:
        """Wait until the version is not the one known, and may be seen."""
        while self.version == known:
            await self._news.wait()
        await self._open.wait()
