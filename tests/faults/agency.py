"""An agency on loopback whose health is a switch, and what it saw of its callers."""

import asyncio
import socket
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, urlsplit

import orjson

from tests.connectors.faulty import Peer, Server, Talk

JSON: Final = b"Content-Type: application/json"
HOST: Final = "127.0.0.1"


def row(number: int) -> bytes:
    """Write the rows that a healthy agency has for a number."""
    return orjson.dumps([{"nama": f"Nama {number}", "stok": number}])


def number_of(request: bytes) -> int:
    """Read which number a request is about."""
    target = request.split(b" ", 2)[1].decode()
    return int(parse_qs(urlsplit(target).query)["n"][0])


async def well(peer: Peer) -> None:
    """Answer every request with the rows it asks for."""
    while True:
        peer.answer(row(number_of(await peer.request())), JSON)


@dataclass
class Agency:
    """A service that talks as it is told to; `server` is what it saw.

    `most` is how many callers it had at once, not counting those who had left,
    nor connections that were answered and are kept.
    """

    talk: Talk = well
    tls: ssl.SSLContext | None = None
    server: Server = field(default_factory=Server)
    most: int = 0
    _talks: dict[asyncio.Task[None], Peer] = field(
        default_factory=dict[asyncio.Task[None], Peer]
    )
    _listening: asyncio.Server | None = None
    _stuck: list[socket.socket] = field(default_factory=list[socket.socket])
    port: int = 0

    async def open(self) -> None:
        """Listen, on the port of the first time."""
        self._listening = await asyncio.start_server(
            self._converse, HOST, self.port, ssl=self.tls, backlog=1024
        )
        self.port = self._listening.sockets[0].getsockname()[1]
        scheme = "https" if self.tls else "http"
        self.server.url = f"{scheme}://{HOST}:{self.port}"

    async def close(self) -> None:
        """Refuse connections from now on, and end those that stand."""
        for one in self._stuck:
            one.close()
        self._stuck.clear()
        if self._listening is not None:
            self._listening.close()
            self._listening = None
        await self._hang_up()

    async def turn(self, talk: Talk) -> None:
        """Talk otherwise from now on; connections that stand are ended first."""
        self.talk = talk
        await self._hang_up()
        if self._listening is None:
            await self.close()
            await self.open()

    async def disguise(self, tls: ssl.SSLContext | None, talk: Talk) -> None:
        """Be another at the same port, with another certificate or none."""
        await self.close()
        self.tls, self.talk = tls, talk
        await self.open()

    async def clog(self) -> None:
        """Accept nothing more: the queue is full, and the kernel drops who comes."""
        await self.close()
        full = socket.socket()
        full.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        full.bind((HOST, self.port))
        full.listen(0)
        self._stuck.append(full)
        for _ in range(4):
            caller = socket.socket()
            caller.setblocking(False)  # noqa: FBT003 - the socket's own interface
            caller.connect_ex((HOST, self.port))
            self._stuck.append(caller)

    def forget(self) -> None:
        """Count anew."""
        self.server.requests.clear()
        self.server.connections = self.server.open
        self.most = self._callers()

    async def _hang_up(self) -> None:
        for one in (talks := tuple(self._talks)):
            one.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
        await asyncio.sleep(0.005)  # until the news of it has arrived

    async def _converse(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        server = self.server
        server.connections += 1
        server.open += 1
        task = asyncio.current_task()
        assert task is not None
        peer = self._talks[task] = Peer(server, reader, writer, self._count)
        self._count()
        with suppress(ConnectionError, EOFError, asyncio.CancelledError):
            await self.talk(peer)
        del self._talks[task]
        server.open -= 1
        writer.close()

    def _count(self) -> None:
        self.most = max(self.most, self._callers())

    def _callers(self) -> int:
        """Count who is still there: a talk may learn only later that nobody is."""
        return sum(
            not (one.idle or one.reader.at_eof() or one.reader.exception())
            for one in self._talks.values()
        )


@asynccontextmanager
async def agency(
    talk: Talk = well, *, tls: ssl.SSLContext | None = None
) -> AsyncGenerator[Agency]:
    """Run an agency while the block lasts."""
    one = Agency(talk, tls)
    await one.open()
    try:
        yield one
    finally:
        await one.close()
