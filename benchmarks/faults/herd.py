"""Clients of every manner, many at once: a process that asks and notes what it was told.

`python -m benchmarks.faults.herd PORT SECONDS`, and a `Herd` as JSON in HERD. `kept`
clients ask again the moment they are answered, 503 or not. `rate` arrivals a second come
whether or not those before were answered, on connections that are kept, or on one each.
"""

import asyncio
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, cast

import orjson
import uvloop
from typing_extensions import override

_TICK: Final = 0.002
_END: Final = b"\r\n\r\n"
_LENGTH: Final = b"content-length: "
_CODE: Final = re.compile(rb'"code":"(\w+)"')


@dataclass(frozen=True, slots=True)
class Herd:
    """How many clients there are, and what they are like: `rate` a second, or `kept`.

    `fresh` arrivals open a connection each, others use one of a `pool` that is opened
    beforehand, as are those of `kept` clients. `most` connections are open at once; an
    arrival beyond them is unsent.
    """

    body: str
    kept: int = 0
    rate: float = 0.0
    fresh: bool = False
    pool: int = 0
    most: int = 4000


@dataclass(frozen=True, slots=True)
class Told:
    """What the herd was told; seconds from when a request was due to its answer.

    `lost` are requests sent without an answer, `bare` those refused without
    Retry-After; `codes` are those of the `bad`, the first of each, `late_p99` is how
    late the herd itself was to send what was due.
    """

    seconds: float
    good: int = 0
    shed: int = 0
    bad: int = 0
    bare: int = 0
    lost: int = 0
    unsent: int = 0
    good_p50: float = 0.0
    good_p99: float = 0.0
    shed_p50: float = 0.0
    shed_p99: float = 0.0
    late_p99: float = 0.0
    codes: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def goodput(self) -> float:
        """Return the good answers a second."""
        return self.good / self.seconds if self.seconds else 0.0


@dataclass(slots=True)
class Tally:
    """What all clients saw together."""

    good: list[float] = field(default_factory=list[float])
    shed: list[float] = field(default_factory=list[float])
    bad: int = 0
    bare: int = 0
    lost: int = 0
    unsent: int = 0
    late: list[float] = field(default_factory=list[float])
    codes: Counter[str] = field(default_factory=Counter[str])

    def note(self, answer: bytes, seconds: float) -> None:
        """Count one whole answer."""
        if answer.startswith(b"HTTP/1.1 503"):
            self.shed.append(seconds)
            self.bare += b"\r\nretry-after: " not in answer
        elif answer.startswith(b"HTTP/1.1 200") and b'"errors"' not in answer:
            self.good.append(seconds)
        else:
            self.bad += 1
            found = _CODE.search(answer)
            self.codes[found[1].decode() if found else answer[9:12].decode()] += 1

    def told(self, seconds: float) -> Told:
        """Sum up."""
        good, shed = sorted(self.good), sorted(self.shed)
        return Told(
            seconds,
            len(good),
            len(shed),
            self.bad,
            self.bare,
            self.lost,
            self.unsent,
            good_p50=_at(good, 0.5),
            good_p99=_at(good, 0.99),
            shed_p50=_at(shed, 0.5),
            shed_p99=_at(shed, 0.99),
            late_p99=_at(sorted(self.late), 0.99),
            codes=self.codes,
        )


def _at(values: list[float], share: float) -> float:
    return values[int(len(values) * share)] if values else 0.0


def message(body: bytes, *, close: bool) -> bytes:
    """Return the one request that all send."""
    last = b"Connection: close\r\n" if close else b""
    return (
        b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Content-Type: application/json\r\nAccept: application/json\r\n"
        b"%bContent-Length: %d\r\n\r\n%b" % (last, len(body), body)
    )


class Crowd:
    """All clients: their tally, and the connections that wait for something to ask."""

    def __init__(self, herd: Herd, port: int) -> None:
        self.herd = herd
        self.tally = Tally()
        self.message = message(herd.body.encode(), close=herd.fresh)
        self.over = False
        self._port = port
        self._idle: list[Client] = []
        self._open = 0
        self._opening: set[asyncio.Task[object]] = set()

    def arrive(self, due: float) -> None:
        """Have somebody ask who should have asked at a time."""
        while self._idle:
            client = self._idle.pop()
            if client.ask(due):
                return
        if self._open >= self.herd.most:
            self.tally.unsent += 1
            return
        self._open += 1
        task = asyncio.create_task(self._connect(due))
        self._opening.add(task)
        task.add_done_callback(self._opening.discard)

    def answered(self, client: "Client") -> None:
        """Take note that a client has its answer."""
        if self.over or self.herd.fresh:
            client.leave()
        elif self.herd.kept:
            client.ask(time.perf_counter())
        else:
            self._idle.append(client)

    def leave(self) -> None:
        """Ask no more, and note nothing; who is still answered leaves after that."""
        self.over = True
        for client in self._idle:
            client.leave()

    def gone(self) -> None:
        """Take note that a connection is closed; one that asks for ever comes again."""
        self._open -= 1
        if self.herd.kept and not self.over:
            self.arrive(time.perf_counter())

    async def prepare(self) -> None:
        """Open the pool."""
        loop = asyncio.get_running_loop()
        for _ in range(max(self.herd.pool, self.herd.kept)):
            _, client = await loop.create_connection(
                lambda: Client(self), "127.0.0.1", self._port
            )
            self._open += 1
            self._idle.append(client)

    async def _connect(self, due: float) -> None:
        loop = asyncio.get_running_loop()
        try:
            _, client = await loop.create_connection(
                lambda: Client(self), "127.0.0.1", self._port
            )
        except OSError:
            self._open -= 1
            self.tally.lost += 1
        else:
            client.ask(due)


class Client(asyncio.Protocol):
    """One connection, with one question at a time."""

    def __init__(self, crowd: Crowd) -> None:
        self._crowd = crowd
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = b""
        self._due = 0.0
        self._length = 0

    def ask(self, due: float) -> bool:
        """Send the question that was due at a time; tell whether the connection lives."""
        transport = self._transport
        if transport is None or transport.is_closing():
            return False
        self._due = due
        transport.write(self._crowd.message)
        return True

    def leave(self) -> None:
        """Close the connection."""
        if self._transport is not None:
            self._transport.close()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are write transports without saying so by class
        self._transport = cast("asyncio.WriteTransport", transport)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._crowd.tally.lost += self._due > 0 and not self._crowd.over
        self._crowd.gone()

    @override
    def data_received(self, data: bytes) -> None:
        buffer = self._buffer = self._buffer + data if self._buffer else data
        if not self._length:
            end = buffer.find(_END)
            if end < 0:
                return
            start = buffer.index(_LENGTH) + len(_LENGTH)
            self._length = end + 4 + int(buffer[start : buffer.index(b"\r", start)])
        if len(buffer) < self._length:
            return
        if not self._crowd.over:
            self._crowd.tally.note(buffer, time.perf_counter() - self._due)
        self._buffer, self._length, self._due = b"", 0, 0.0
        self._crowd.answered(self)


async def drive(herd: Herd, port: int, seconds: float) -> Told:
    """Let the herd loose for some seconds."""
    crowd = Crowd(herd, port)
    await crowd.prepare()
    began = time.perf_counter()
    for _ in range(herd.kept):
        crowd.arrive(time.perf_counter())
    sent = 0
    while (now := time.perf_counter()) < began + seconds:
        for number in range(sent, int((now - began) * herd.rate)):
            due = began + number / herd.rate
            crowd.tally.late.append(time.perf_counter() - due)
            crowd.arrive(due)
        sent = int((now - began) * herd.rate)
        await asyncio.sleep(_TICK)
    crowd.leave()
    return crowd.tally.told(time.perf_counter() - began)


def main() -> None:
    """Ask as the environment says."""
    port, seconds = sys.argv[1:3]
    herd = Herd(**orjson.loads(os.environ["HERD"]))
    told = uvloop.run(drive(herd, int(port), float(seconds)))
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n")


if __name__ == "__main__":
    main()
