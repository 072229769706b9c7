"""A load generator in Python, for machines without wrk.

It costs far more than wrk, so what it measures is marked as its own.
`python -m benchmarks.pyload PORT CONNECTIONS SECONDS`, the bodies in BENCH_BODY_1 and so on.
Every body is looked at: a 200 with errors has failed.
"""

import asyncio
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Final, cast

import orjson
import uvloop
from typing_extensions import override

LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def request(body: bytes) -> bytes:
    """Return a request as it is sent."""
    return (
        b"POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        b"Content-Type: application/json\r\nAccept: application/json\r\n"
        b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
    )


@dataclass(slots=True)
class Tally:
    """What all connections saw together."""

    times: list[float] = field(default_factory=list)
    bytes: int = 0
    failed: int = 0

    def line(self, seconds: float) -> str:
        """Return the closing line that load.py reads."""
        times = sorted(self.times) or [0.0]
        result = {
            "requests": len(self.times),
            "seconds": seconds,
            "bytes": self.bytes,
            "failed": self.failed,
            "p50": times[len(times) // 2],
            "p99": times[len(times) * 99 // 100],
        }
        return f"RESULT {orjson.dumps(result).decode()}"


class Client(asyncio.Protocol):
    """One connection: sends, waits for the whole answer, sends again."""

    def __init__(self, messages: Iterator[bytes], tally: Tally) -> None:
        self._messages = messages
        self._tally = tally
        self._transport: asyncio.WriteTransport | None = None
        self._buffer = b""
        self._since = 0.0

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are write transports without saying so by class
        self._transport = cast("asyncio.WriteTransport", transport)
        self._send()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._tally.failed += 1

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not found or length is None or len(rest) < int(length[1]):
            return
        self._tally.times.append(time.perf_counter() - self._since)
        self._tally.bytes += len(self._buffer)
        good = head.startswith(b"HTTP/1.1 200") and b'"errors"' not in rest
        self._tally.failed += not good
        self._buffer = b""
        self._send()

    def _send(self) -> None:
        if self._transport is not None:
            self._since = time.perf_counter()
            self._transport.write(next(self._messages))


async def drive(
    port: int, connections: int, seconds: float, bodies: Sequence[bytes]
) -> str:
    """Load a server and return the closing line."""
    loop, tally = asyncio.get_running_loop(), Tally()
    messages = cycle(map(request, bodies))
    begin = time.perf_counter()
    opened = [
        await loop.create_connection(lambda: Client(messages, tally), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await asyncio.sleep(seconds)
    line = tally.line(time.perf_counter() - begin)
    for transport, _ in opened:
        transport.close()
    await asyncio.sleep(0)
    return line


def told(environ: Mapping[str, str]) -> Iterator[bytes]:
    """Return the request bodies that an environment tells."""
    for number in count(1):
        body = environ.get(f"BENCH_BODY_{number}")
        if body is None:
            return
        yield body.encode()


def main() -> None:
    """Load the server that the command line names."""
    port, connections, seconds = sys.argv[1:4]
    bodies = tuple(told(os.environ))
    drive_it = drive(int(port), int(connections), float(seconds), bodies)
    sys.stdout.write(uvloop.run(drive_it) + "\n")


if __name__ == "__main__":
    main()
