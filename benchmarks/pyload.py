"""A load generator in Python, for machines without wrk.

It costs far more than wrk, so what it measures is marked as its own.
`python -m benchmarks.pyload PORT CONNECTIONS SECONDS`, the body in BENCH_BODY.
"""

import asyncio
import os
import re
import sys
import time
from dataclasses import dataclass, field
from typing import Final, cast

import orjson
import uvloop
from typing_extensions import override

LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def request(body: bytes) -> bytes:
    """Return the one request that is sent over and over."""
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

    def __init__(self, message: bytes, tally: Tally) -> None:
        self._message = message
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
        self._tally.failed += not head.startswith(b"HTTP/1.1 200")
        self._buffer = b""
        self._send()

    def _send(self) -> None:
        if self._transport is not None:
            self._since = time.perf_counter()
            self._transport.write(self._message)


async def drive(port: int, connections: int, seconds: float, body: bytes) -> str:
    """Load a server and return the closing line."""
    loop, tally, message = asyncio.get_running_loop(), Tally(), request(body)
    begin = time.perf_counter()
    opened = [
        await loop.create_connection(lambda: Client(message, tally), "127.0.0.1", port)
        for _ in range(connections)
    ]
    await asyncio.sleep(seconds)
    line = tally.line(time.perf_counter() - begin)
    for transport, _ in opened:
        transport.close()
    await asyncio.sleep(0)
    return line


def main() -> None:
    """Load the server that the command line names."""
    port, connections, seconds = sys.argv[1:4]
    body = os.environ["BENCH_BODY"].encode()
    drive_it = drive(int(port), int(connections), float(seconds), body)
    sys.stdout.write(uvloop.run(drive_it) + "\n")


if __name__ == "__main__":
    main()
