"""The upstream: ready bytes chosen by the request line, over keep-alive.

Every server under test calls this one process, so it must be cheap: a request
costs it one search and one write. It reads GET requests only, parses no
header, and counts what it answered (`GET /_calls`), so that a run can be
checked for the calls it should have made.
"""

import argparse
import asyncio
from collections.abc import Mapping
from typing import Final, cast

import uvloop
from typing_extensions import override

from benchmarks.rows import bodies

_END: Final = b"\r\n\r\n"
_NOT_FOUND: Final = (
    b"HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\n"
    b"content-length: 4\r\n\r\nnull"
)


def framed(body: bytes) -> bytes:
    """Return a body as a whole HTTP/1.1 response (RFC 9112)."""
    return (
        b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
        b"content-length: %d\r\n\r\n%b" % (len(body), body)
    )


class Canned:
    """The answers, framed once, and how many were given."""

    def __init__(self, answers: Mapping[str, bytes]) -> None:
        self._answers = {
            target.encode(): framed(body) for target, body in answers.items()
        }
        self.calls = 0

    def answer(self, target: bytes) -> bytes:
        """Return the whole response to a request target, and count it."""
        if target == b"/_calls":
            return framed(b"%d" % self.calls)
        self.calls += 1
        found = self._answers.get(target)
        if found is None:
            found = self._answers.get(target.partition(b"?")[0], _NOT_FOUND)
        return found


class Upstream(asyncio.Protocol):
    """One connection: requests may arrive in pieces or several at once."""

    def __init__(self, canned: Canned) -> None:
        self._canned = canned
        self._transport: asyncio.WriteTransport | None = None
        self._rest = b""

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are write transports without saying so by class
        self._transport = cast("asyncio.WriteTransport", transport)

    @override
    def data_received(self, data: bytes) -> None:
        *requests, self._rest = (self._rest + data).split(_END)
        if self._transport is not None:
            for request in requests:
                target = request.split(b" ", 2)[1]
                self._transport.write(self._canned.answer(target))


async def listen(
    answers: Mapping[str, bytes], *, host: str = "127.0.0.1", port: int = 0
) -> asyncio.Server:
    """Serve canned answers; the caller closes the server."""
    canned = Canned(answers)
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: Upstream(canned), host, port)


async def _serve(port: int) -> None:
    server = await listen(bodies(), port=port)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.upstream")
    parser.add_argument("--port", type=int, required=True)
    uvloop.run(_serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
