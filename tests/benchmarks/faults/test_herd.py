"""A herd of clients: how it asks, and what it notes."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle

import pytest

from benchmarks.faults.herd import Herd, Told, drive

GOOD = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}"
FAULTY = b'HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\n{"errors":1}'
SHED = b"HTTP/1.1 503 Busy\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n"
HALF = b"HTTP"
BARE = b"HTTP/1.1 503 Busy\r\ncontent-length: 0\r\n\r\n"


@asynccontextmanager
async def saying(answers: Sequence[bytes]) -> AsyncGenerator[int]:
    """Serve these answers in turn; what is no whole answer is the last."""
    turns = cycle(answers)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                await reader.readexactly(2)
                await asyncio.sleep(0.001)
                answer = next(turns)
                writer.write(answer)
                if answer == HALF or b"Connection: close" in head:
                    break
        except (ConnectionError, EOFError):
            pass
        finally:
            writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


async def told(herd: Herd, *answers: bytes, seconds: float = 0.3) -> Told:
    """Let a herd loose on a server of these answers."""
    async with saying(answers) as port:
        found = await drive(herd, port, seconds)
        await asyncio.sleep(0.05)
        return found


async def test_what_is_noted() -> None:
    """Good answers, refusals with and without Retry-After, and errors apart."""
    found = await told(Herd("{}", kept=4), GOOD, SHED, BARE, FAULTY)
    assert found.good > 4
    assert found.shed > found.bare > 2
    assert found.bad > 2
    assert {"200": found.bad} == found.codes
    assert 0 == found.lost == found.unsent
    assert 0 < found.good_p50 <= found.good_p99 < 0.3
    assert 0 < found.shed_p50 <= found.shed_p99 < 0.3
    assert found.good / found.seconds == found.goodput


async def test_what_was_bad_is_told_by_its_code() -> None:
    """An error that is told with HTTP 200 is not a good answer."""
    body = b'{"errors":[{"extensions":{"code":"UPSTREAM_BUSY"}}]}'
    busy = b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
    found = await told(Herd("{}", kept=1), busy)
    assert 0 == found.good
    assert {"UPSTREAM_BUSY": found.bad} == found.codes


async def test_the_herd_knows_how_late_it_is_itself() -> None:
    """What was due is sent at the next look, a few milliseconds on."""
    found = await told(Herd("{}", rate=200.0, pool=10), GOOD)
    assert 0 < found.late_p99 < 0.3


async def test_arrivals() -> None:
    """So many come in a second, whatever they are told."""
    found = await told(Herd("{}", rate=200.0, pool=10), SHED, seconds=0.5)
    assert 80 <= found.shed <= 100


async def test_each_on_a_connection_of_its_own() -> None:
    """Such arrivals ask for it to be closed, and leave."""
    found = await told(Herd("{}", rate=200.0, fresh=True), GOOD, seconds=0.5)
    assert 80 <= found.good <= 100
    assert 0 == found.lost


async def test_no_more_than_there_may_be() -> None:
    """An arrival for which there is no connection is unsent."""
    found = await told(Herd("{}", rate=20_000.0, most=1), GOOD)
    assert found.unsent > 1000


async def test_what_is_lost() -> None:
    """A request without a whole answer is; the client comes again."""
    found = await told(Herd("{}", kept=1), HALF, GOOD)
    assert found.lost > 5
    assert found.good > 5


async def test_nobody_listens() -> None:
    """What cannot be sent is lost, too."""
    async with saying([GOOD]) as port:
        pass
    found = await drive(Herd("{}", rate=100.0), port, 0.2)
    assert 0 == found.good
    assert found.lost > 5


def test_nothing_is_no_goodput() -> None:
    """A herd that had no time has no goodput."""
    assert pytest.approx(0.0) == Told(0.0).goodput
