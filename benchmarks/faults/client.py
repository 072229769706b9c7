"""Clients of the gateway: what each was answered, and how long it took."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Final, NamedTuple, TypeVar, cast

import orjson
from typing_extensions import override

from benchmarks.pyload import LENGTH, request

T = TypeVar("T")

NOTHING: Final = "{ __typename }"
"""Asks no service: what its answer takes is the machine's doing."""

_LOST: Final = 0


class Reply(NamedTuple):
    """An answer: its status (0 where the connection ended), head, body, and when."""

    status: int
    head: bytes
    body: bytes
    began: float
    ended: float

    @property
    def seconds(self) -> float:
        """Return how long it took."""
        return self.ended - self.began

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of its errors; LOST where there is no answer."""
        if self.status == _LOST:
            return ("LOST",)
        errors = orjson.loads(self.body).get("errors", ())
        return tuple(one["extensions"]["code"] for one in errors)

    @property
    def data(self) -> dict[str, object]:
        """Return its data."""
        found: dict[str, object] = orjson.loads(self.body)["data"]
        return found


class Line(asyncio.Protocol):
    """One connection to the gateway, for one request at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = b""
        self._began = 0.0
        self._waiting: asyncio.Future[Reply] | None = None

    @property
    def open(self) -> bool:
        """Tell whether it can be used."""
        return self._transport is not None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are write transports without saying so by class
        self._transport = cast("asyncio.WriteTransport", transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._answered(_LOST, b"", self._buffer)

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not found or length is None or len(rest) < int(length[1]):
            return
        self._buffer = b""
        self._answered(int(head.split(b" ", 2)[1]), head, rest)

    async def ask(self, message: bytes) -> Reply:
        """Send a request and wait for its answer; who is cancelled goes away."""
        if self._transport is None:
            raise ConnectionResetError
        self._waiting = asyncio.get_running_loop().create_future()
        self._began = time.monotonic()
        self._transport.write(message)
        try:
            return await self._waiting
        except asyncio.CancelledError:
            self.abort()
            raise

    def abort(self) -> None:
        """Go away at once."""
        if self._transport is not None:
            self._transport.abort()

    def _answered(self, status: int, head: bytes, body: bytes) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(Reply(status, head, body, self._began, time.monotonic()))


class Clients:
    """As many clients of one gateway as ask at once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[Line] = []
        self._all: list[Line] = []

    async def ask(self, query: str, **variables: object) -> Reply:
        """Ask over a connection that nobody uses, or a new one."""
        line = await self._line()
        reply = await line.ask(message(query, variables))
        self._idle.append(line)
        return reply

    async def open(self, count: int) -> None:
        """Open connections beforehand, so that no figure counts that."""
        while len(self._idle) < count:
            self._idle.append(await self._dial())

    def close(self) -> None:
        """Close every connection."""
        for line in self._all:
            line.abort()

    async def _line(self) -> Line:
        while self._idle:
            line = self._idle.pop()
            if line.open:
                return line
        return await self._dial()

    async def _dial(self) -> Line:
        loop = asyncio.get_running_loop()
        _, line = await loop.create_connection(Line, "127.0.0.1", self._port)
        self._all.append(line)
        return line


@asynccontextmanager
async def clients(port: int) -> AsyncGenerator[Clients]:
    """Give clients, and close their connections afterwards."""
    some = Clients(port)
    try:
        yield some
    finally:
        some.close()


def message(query: str, variables: object = None) -> bytes:
    """Return the request of a query."""
    return request(orjson.dumps({"query": query, "variables": variables or {}}))


async def paced(
    ask: Callable[[int], Awaitable[T]], rate: float, seconds: float
) -> Sequence[T]:
    """Ask so often a second, however long the answers take; `ask` gets a number."""
    began = time.monotonic()
    tasks: list[asyncio.Future[T]] = []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(began + number / rate - time.monotonic(), 0))
        tasks.append(asyncio.ensure_future(ask(number)))
    return await asyncio.gather(*tasks)


async def crowd(
    ask: Callable[[int], Awaitable[T]], callers: int, seconds: float
) -> Sequence[T]:
    """Have callers ask again and again for some seconds; `ask` gets a caller's number."""
    until = time.monotonic() + seconds
    found: list[T] = []

    async def call(number: int) -> None:
        while time.monotonic() < until:
            found.append(await ask(number))

    await asyncio.gather(*(call(number) for number in range(callers)))
    return found
