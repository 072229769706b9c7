"""A service on loopback that misbehaves: each fault is a few lines of talk.

async def garbage(peer: Peer) -> None:
    await peer.request()
    peer.send(b"SSH-2.0-OpenSSH\\r\\n")

async with faulty(garbage) as server:
    ...  # server.url
"""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, TypeAlias

RESET_ON_CLOSE: Final = (socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


@dataclass(slots=True)
class Server:
    """What a faulty service saw.

    `open` counts connections that stand, `connections` all that ever were;
    `requests` holds every request as it came, head and body.
    """

    url: str = ""
    connections: int = 0
    open: int = 0
    requests: list[bytes] = field(default_factory=list[bytes])

    async def empties(self, seconds: float) -> bool:
        """Tell whether every connection is closed within some seconds."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.open:  # noqa: ASYNC110 - a test polls; nobody to set an event
                    await asyncio.sleep(0.01)
        return not self.open


@dataclass(slots=True)
class Peer:
    """One connection, seen from the service."""

    server: Server
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    heard: Callable[[], None] = lambda: None
    asked: bool = False
    idle: bool = False

    async def request(self) -> bytes:
        """Read a request, its body by Content-Length; end the talk where none comes.

        `heard` is called for each; a connection that waits for one after the first
        is `idle`.
        """
        self.idle = self.asked
        head = await self.reader.readuntil(b"\r\n\r\n")
        self.asked, self.idle = True, False
        length = 0
        for line in head.lower().split(b"\r\n"):
            if line.startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        whole = head + await self.reader.readexactly(length)
        self.server.requests.append(whole)
        self.heard()
        return whole

    def send(self, data: bytes) -> None:
        """Send bytes; ConnectionError where the client has gone (uvloop says it else)."""
        try:
            self.writer.write(data)
        except RuntimeError as error:
            raise ConnectionResetError from error

    def answer(self, body: bytes = b"{}", *headers: bytes) -> None:
        """Send a good answer."""
        self.send(answer(body, *headers))

    def reset(self) -> None:
        """End the connection with a RST."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(*RESET_ON_CLOSE)
        self.writer.transport.abort()

    async def gone(self) -> None:
        """Wait until the client has closed."""
        with suppress(ConnectionError):
            while await self.reader.read(65536):
                pass


Talk: TypeAlias = Callable[[Peer], Awaitable[None]]


def answer(body: bytes = b"{}", *headers: bytes) -> bytes:
    """Write a good answer."""
    lines = (b"HTTP/1.1 200 OK", *headers, b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


async def good(peer: Peer) -> None:
    """Answer every request as one should."""
    while True:
        await peer.request()
        peer.answer()


def says(*pieces: bytes) -> Talk:
    """Answer one request with these bytes, then close."""

    async def talk(peer: Peer) -> None:
        await peer.request()
        for piece in pieces:
            peer.send(piece)
            await peer.writer.drain()

    return talk


def keeps_saying(first: bytes, more: bytes, pause: float = 0.0) -> Talk:
    """Answer one request with these bytes, and then for ever with those."""

    async def talk(peer: Peer) -> None:
        await peer.request()
        peer.send(first)
        while more:
            peer.send(more)
            await peer.writer.drain()
            await asyncio.sleep(pause)
        await peer.gone()

    return talk


@asynccontextmanager
async def faulty(
    talk: Talk, *, tls: ssl.SSLContext | None = None
) -> AsyncGenerator[Server]:
    """Serve on loopback; every connection is one `talk`, closed at its end."""
    server = Server()
    talks: set[asyncio.Task[None]] = set()

    async def converse(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        server.connections += 1
        server.open += 1
        task = asyncio.current_task()
        if task is not None:
            talks.add(task)
        try:
            await talk(Peer(server, reader, writer))
        except (ConnectionError, EOFError, asyncio.CancelledError):
            pass
        finally:
            server.open -= 1
            writer.close()

    listening = await asyncio.start_server(converse, "127.0.0.1", 0, ssl=tls)
    port = listening.sockets[0].getsockname()[1]
    server.url = f"{'https' if tls else 'http'}://127.0.0.1:{port}"
    try:
        yield server
    finally:
        listening.close()
        for task in talks:
            task.cancel()
        await asyncio.gather(*talks, return_exceptions=True)
