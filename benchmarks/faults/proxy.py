"""A TCP proxy in this process, over which a server can be slow, silent or gone."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from enum import Enum

_CHUNK = 65536


class Way(Enum):
    """What becomes of what is sent to the server, and of what it answers."""

    OPEN = "open"
    SLOW = "slow"  # it arrives later
    SILENT = "silent"  # it never arrives
    GONE = "gone"  # connections are refused, those that stand end


class Proxy:
    """The proxy: it listens on a port for as long as there is a way at all."""

    def __init__(self, port: int, server: int, delay: float) -> None:
        self.way = Way.OPEN
        self.passed = 0  # pieces that have gone to the server
        self._port = port
        self._server = server
        self._delay = delay
        self._listening: asyncio.Server | None = None
        self._talks: set[asyncio.Task[None]] = set()

    async def turn(self, way: Way) -> None:
        """Go this way from now on."""
        self.way = way
        if way is Way.GONE:
            await self.aclose()
        elif self._listening is None:
            self._listening = await asyncio.start_server(
                self._talk, "127.0.0.1", self._port
            )

    async def aclose(self) -> None:
        """Listen no more, and end every connection."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _talk(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        talk = asyncio.current_task()
        if talk is None:
            return
        self._talks.add(talk)
        talk.add_done_callback(self._talks.discard)
        with suppress(asyncio.CancelledError, OSError):
            await self._joined(reader, writer)
        writer.transport.abort()

    async def _joined(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        theirs, ours = await asyncio.open_connection("127.0.0.1", self._server)
        halves = (self._carry(reader, ours, counts=True), self._carry(theirs, writer))
        tasks = [asyncio.ensure_future(half) for half in halves]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            ours.transport.abort()

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        *,
        counts: bool = False,
    ) -> None:
        while data := await reader.read(_CHUNK):
            if self.way is Way.SLOW:
                await asyncio.sleep(self._delay)
            if self.way is not Way.SILENT:
                self.passed += counts
                writer.write(data)


@asynccontextmanager
async def proxied(port: int, server: int, delay: float) -> AsyncGenerator[Proxy]:
    """Give a port over which a server on another can be reached, at first openly."""
    proxy = Proxy(port, server, delay)
    await proxy.turn(Way.OPEN)
    try:
        yield proxy
    finally:
        await proxy.aclose()
