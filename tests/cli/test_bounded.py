"""Clients who send more than is kept for one, over real connections."""

import asyncio

import orjson
import pytest

from gateway.cli.bounded import MOST_AHEAD, MOST_HEAD, PIECE, Bounded
from gateway.http.held import Held
from tests.cli.test_departure import Working
from tests.cli.test_patience import Edge, edge
from tests.cli.test_server import ASKING, BODY, HEAD, said
from tests.http.fakes import FakeEngine

TARGET = b"GET /graphql?query="
FIELD = b"GET / HTTP/1.1\r\nx-a: "
FIELDS = b"GET / HTTP/1.1\r\n"
POSTED = b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
CHUNKED = POSTED + b"transfer-encoding: chunked\r\n\r\n"
TRAILER = CHUNKED + b"%x\r\n%b\r\n0\r\nx-a: " % (len(BODY), BODY)
MANY = (b"x-a: " + b"y" * 990 + b"\r\n") * 90
MIB = 1024 * 1024


def held(it: Edge) -> Held:
    """Return the count of the edge's requests that are not answered."""
    return it.server._front.held


def refused(answer: bytes) -> tuple[bytes, str]:
    """Read the status, and the message, of the last answer on a connection."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"connection: close" in head.split(b"\r\n")
    return head.split(b" ")[1], orjson.loads(body)["errors"][0]["message"]


@pytest.mark.parametrize(
    ("first", "more", "status", "what"),
    [
        (TARGET, b"y" * 90_000, b"414", "target"),
        (FIELD, b"y" * 90_000, b"431", "head"),
        (FIELDS, MANY, b"431", "head"),
    ],
)
async def test_a_head_without_an_end(
    first: bytes, more: bytes, status: bytes, what: str
) -> None:
    """It is refused as soon as it is too large, on a new connection and on one that is kept."""
    engine = FakeEngine()
    async with edge(engine) as it:
        it.writer.write(ASKING)
        assert b"200" == await said(it.reader)
        other = await asyncio.open_connection("127.0.0.1", it.port)
        for reader, writer in ((it.reader, it.writer), other):
            writer.write(first)
            await asyncio.sleep(0.02)
            writer.write(more)
            async with asyncio.timeout(2):
                answer = refused(await reader.read())
            assert (status, f"The {what} is larger than 65536 bytes.") == answer
        assert 0 == held(it).size
        other[1].close()
    assert 1 == len(engine.requests)


@pytest.mark.parametrize("size", [MOST_HEAD, MOST_HEAD + PIECE - 200])
async def test_a_target_that_ends_just_above_the_bound(size: int) -> None:
    """One that no parser of addresses takes, although the head may be that large, is too long."""
    async with edge(FakeEngine()) as it:
        it.writer.write(TARGET + b"y" * size + b" HTTP/1.1\r\nhost: x\r\n\r\n")
        answer = refused(await it.reader.read())
    assert (b"414", "The target is larger than 65536 bytes.") == answer


async def test_a_head_in_many_pieces() -> None:
    """One that is not too large is read, wherever it begins."""
    engine = FakeEngine()
    lines = b"x-a: " + b"y" * 990 + b"\r\n"
    large = HEAD + lines * 32 + b"\r\n" + BODY
    async with edge(engine) as it:
        it.writer.write(large * 8)
        for _ in range(8):
            assert b"200" == await said(it.reader)
    assert 8 == len(engine.requests)
    assert len(large) * 8 > 2 * MOST_HEAD > 4 * PIECE


async def test_a_large_body() -> None:
    """A body as large as it may be is read, in chunks as well, and counted only meanwhile."""
    engine = FakeEngine()
    body = BODY + b" " * (MIB - len(BODY))
    chunks = b"".join(
        b"%x\r\n%b\r\n" % (8, body[at : at + 8]) for at in range(0, MIB, 8)
    )
    async with edge(engine) as it:
        for sent in (
            POSTED + b"content-length: %d\r\n\r\n" % MIB + body,
            CHUNKED + chunks + b"0\r\n\r\n",
        ):
            it.writer.write(sent[:-1])
            await it.writer.drain()
            while held(it).size < MIB:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.01)
            it.writer.write(sent[-1:])
            assert b"200" == await said(it.reader)
            assert 0 == held(it).size
    assert 2 == len(engine.requests)


async def test_trailers_without_an_end() -> None:
    """What comes after a body is bounded with it."""
    engine = FakeEngine()
    async with edge(engine) as it:
        it.writer.write(TRAILER)
        for _ in range(9):
            it.writer.write(b"y" * 250_000)
            await it.writer.drain()
            await asyncio.sleep(0.01)
        async with asyncio.timeout(2):
            while it.server.server_state.connections:  # noqa: ASYNC110 - a test polls
                await asyncio.sleep(0.01)
    assert [] == engine.requests


async def test_too_many_unfinished() -> None:
    """Where others fill the memory 503 is said to the large one, and the small are answered."""
    engine = FakeEngine()
    async with edge(engine) as it:
        held(it).most = 100_000
        it.writer.write(POSTED + b"content-length: %d\r\n\r\n" % MIB + b" " * 90_000)
        while not held(it).size:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        reader, writer = await asyncio.open_connection("127.0.0.1", it.port)
        writer.write(POSTED + b"content-length: 50000\r\n\r\n" + b" " * 30_000)
        assert (
            b"503",
            "The gateway has too many requests to receive; try again.",
        ) == refused(await reader.read())
        writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", it.port)
        for part in (ASKING[:-5], ASKING[-5:]):
            writer.write(part)
            await asyncio.sleep(0.02)
        assert b"200" == await said(reader)
        writer.close()
        it.writer.transport.abort()
        while held(it).size:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
    assert 1 == len(engine.requests)


async def test_while_an_answer_is_due() -> None:
    """What is said to the head would be taken for the answer: the connection is cut instead."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(ASKING)
        await engine.began.acquire()
        it.writer.write(TARGET + b"y" * 90_000)
        assert b"" == await it.rest()
        engine.go.set()


TINY = b"GET / HTTP/1.1\r\n\r\n"
"""The smallest request that there is."""
LARGE = POSTED + b"content-length: 100000\r\n\r\n" + BODY + b" " * (100_000 - len(BODY))


async def test_too_many_in_line() -> None:
    """Who asks on and on is answered as far as it may be in line, and told that this was all."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(ASKING + TINY * 9000)
        await engine.began.acquire()
        await asyncio.sleep(0.05)
        (one,) = it.server.server_state.connections
        assert isinstance(one, Bounded)
        assert MOST_AHEAD == len(one.pipeline)
        engine.go.set()
        answers = await it.rest()
    assert 1 + MOST_AHEAD == answers.count(b"HTTP/1.1 200 OK")
    assert 1 == answers.count(b"connection: close")
    assert answers.rfind(b"connection: close") > answers.rfind(b"HTTP/1.1 200 OK")


async def test_as_many_as_may_be_in_line() -> None:
    """They are answered, and so are as many more."""
    engine = FakeEngine()
    async with edge(engine) as it:
        for _ in range(2):
            it.writer.write(ASKING * (1 + MOST_AHEAD))
            for _ in range(1 + MOST_AHEAD):
                assert b"200" == await said(it.reader)
    assert 2 * (1 + MOST_AHEAD) == len(engine.requests)


@pytest.mark.parametrize("leaves", [True, False])
@pytest.mark.parametrize("after", [b"", b"GET /", TINY])
async def test_counted_until_it_is_answered(after: bytes, *, leaves: bool) -> None:
    """A large body takes its room until its answer is given, or its client has left."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(LARGE + after)
        await engine.began.acquire()
        while held(it).size < len(LARGE + after):  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert len(LARGE + after) == held(it).size
        if leaves:
            it.writer.transport.abort()
        else:
            engine.go.set()
            for _ in range(1 + (after == TINY)):
                assert b"200" == await said(it.reader)
        while held(it).size > len(b"GET /"):  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        engine.go.set()


async def test_what_was_given_back_once() -> None:
    """Where a connection is cut while others wait in line, an answer to nobody gives back no more."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(LARGE)
        await engine.began.acquire()
        it.writer.write(TINY)
        (one,) = it.server.server_state.connections
        assert isinstance(one, Bounded)
        while not one.pipeline:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        one.transport.abort()  # as where nothing is taken of an answer
        while not engine.outcomes:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert 0 == held(it).size


@pytest.mark.parametrize("rest", [0, 9])
@pytest.mark.parametrize("last", [b"", b"connection: close\r\n"])
@pytest.mark.parametrize("at", [1000, 150_000])
async def test_a_body_that_nobody_reads(last: bytes, at: int, rest: int) -> None:
    """It is gone when its request is answered, however it came and whatever is still to come."""
    wrong = POSTED.replace(b"json", b"x") + last
    async with edge(FakeEngine()) as it:
        it.writer.write(wrong + b"content-length: %d\r\n\r\n" % (150_000 + rest))
        it.writer.write(b" " * at)
        assert b"415" == await said(it.reader)
        (one,) = it.server.server_state.connections
        it.writer.write(b" " * (150_000 - at))
        await asyncio.sleep(0.1)
        assert isinstance(one, Bounded)
        assert one.cycle is not None
        assert len(one.cycle.body) <= 1000
        assert held(it).size <= 1000


async def test_too_much_in_line() -> None:
    """Where the memory is full of others who is in line with much of it is cut off."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(ASKING)
        await engine.began.acquire()
        held(it).most = 100_000
        it.writer.write(TINY + LARGE)
        assert b"" == await it.rest()
        engine.go.set()
    assert 0 == held(it).size
