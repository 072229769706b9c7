"""Which fields are a request's own, over real connections: gateway/cli/heads.py."""

import asyncio
import time
from typing import cast

import pytest

from gateway.cli.protocol import OneWrite
from tests.cli.test_bounded import CHUNKED, POSTED, held, refused
from tests.cli.test_departure import Working
from tests.cli.test_patience import KEPT, edge
from tests.cli.test_server import ASKING, BODY, said
from tests.http.fakes import FakeEngine

ASKS = POSTED + b"x-gateway-sources: 1\r\n"
CHUNK = b"%x\r\n%b\r\n0\r\n" % (len(BODY), BODY)
EXPECTS = b"expect: 100-continue\r\ncontent-length: %d\r\n\r\n" % len(BODY)
TINY_FIELD = b"a:\r\n"
"""The smallest field that there is."""


@pytest.mark.parametrize("at", [0, len(CHUNKED), -3])
async def test_trailers_are_no_fields(at: int) -> None:
    """What comes after a body says nothing of its request, wherever the parts are cut."""
    engine = FakeEngine()
    sent = CHUNKED + CHUNK + b"x-gateway-sources: 1\r\n\r\n"
    async with edge(engine) as it:
        it.writer.write(sent[:at])
        await asyncio.sleep(0.05)
        it.writer.write(sent[at:])
        assert b"200" == await said(it.reader)
        it.writer.write(ASKS + b"content-length: %d\r\n\r\n" % len(BODY) + BODY)
        assert b"200" == await said(it.reader)
    assert [False, True] == [one.sources for one in engine.requests]


@pytest.mark.parametrize(
    ("fields", "status"), [(POSTED, b"200"), (POSTED.replace(b"json", b"x"), b"415")]
)
async def test_trailers_that_end_the_connection(fields: bytes, status: bytes) -> None:
    """The parser takes `Connection: close` for what it says, wherever it stands: so it is closed.

    What was asked next was read by nobody, and never answered.
    """
    sent = fields + b"transfer-encoding: chunked\r\n\r\n" + CHUNK
    async with edge(FakeEngine()) as it:
        it.writer.write(sent)
        await asyncio.sleep(0.05)  # as far as it may be, it is answered
        began = time.monotonic()
        it.writer.write(b"connection: close\r\n\r\n" + ASKING)
        answer = await it.rest()
        assert time.monotonic() - began < KEPT / 2
    assert status == answer.split(b" ")[1]
    assert 1 == answer.count(b"HTTP/1.1 ")


@pytest.mark.parametrize("last", [b"", b"\r\n"])
async def test_too_many_fields(last: bytes) -> None:
    """A head with more than any client needs is refused, and nothing of it is kept."""
    engine = FakeEngine()
    async with edge(engine) as it:
        it.writer.write(b"GET / HTTP/1.1\r\n" + TINY_FIELD * 102 + last)
        assert (b"431", "Too many headers.") == refused(await it.rest())
        assert 0 == held(it).size
    assert [] == engine.requests


async def test_too_many_trailers() -> None:
    """They are no better, though nobody reads them."""
    engine = FakeEngine()
    async with edge(engine) as it:
        it.writer.write(CHUNKED + CHUNK + TINY_FIELD * 102)
        assert (b"431", "Too many headers.") == refused(await it.rest())
    assert [] == engine.requests


async def test_trailers_are_not_kept() -> None:
    """Not even till the next request: those of one piece took half a megabyte."""
    async with edge(FakeEngine()) as it:
        it.writer.write(CHUNKED + CHUNK + TINY_FIELD * 50 + b"\r\n")
        assert b"200" == await said(it.reader)
        (one,) = cast("set[OneWrite]", it.server.server_state.connections)
        assert [] == one.headers


async def test_too_many_fields_of_the_next() -> None:
    """What was asked before is answered first, and then it ends."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(ASKING)
        await engine.began.acquire()
        it.writer.write(b"GET / HTTP/1.1\r\n" + TINY_FIELD * 102 + b"\r\n")
        await asyncio.sleep(0.05)
        engine.go.set()
        answer = await it.rest()
    assert 1 == answer.count(b"HTTP/1.1 ")
    assert b"connection: close" in answer


async def test_as_many_fields_as_may_be() -> None:
    """They are read."""
    async with edge(FakeEngine()) as it:
        it.writer.write(b"GET / HTTP/1.1\r\nhost: x\r\n" + TINY_FIELD * 99 + b"\r\n")
        assert b"200" == await said(it.reader)


async def test_who_is_told_no_before_the_body() -> None:
    """Who asks whether to send it, and may not, is answered for the last time there.

    Otherwise what is asked next would be taken for that body, and its rest for a request.
    """
    engine = FakeEngine()
    wrong = POSTED.replace(b"application/json", b"text/plain")
    async with edge(engine) as it:
        it.writer.write(wrong + EXPECTS)
        await asyncio.sleep(0.05)
        it.writer.write(b" " * len(BODY) + ASKING)
        answer = await it.rest()
    assert b"HTTP/1.1 415 " == answer[:13]
    assert 1 == answer.count(b"HTTP/1.1 ")
    assert b"connection: close" in answer
    assert [] == engine.requests


async def test_who_is_asked_to_go_on() -> None:
    """Who asks whether to send a body, and may, asks on that connection again."""
    engine = FakeEngine()
    async with edge(engine) as it:
        for rest in (b"", BODY):  # some do not wait to be told
            it.writer.write(POSTED + EXPECTS + rest)
            assert b"HTTP/1.1 100 Continue\r\n\r\n" == await it.reader.readuntil(
                b"\r\n\r\n"
            )
            if not rest:
                it.writer.write(BODY)
            assert b"200" == await said(it.reader)
        wrong = POSTED.replace(b"application/json", b"text/plain")
        it.writer.write(wrong + EXPECTS + BODY)
        assert b"415" == await said(it.reader)
        it.writer.write(ASKING)
        assert b"200" == await said(it.reader)
    assert 3 == len(engine.requests)


async def test_who_would_speak_another_protocol() -> None:
    """Who also asks for an upgrade is asked to go on, as others are."""
    upgrade = b"connection: upgrade\r\nupgrade: h2c\r\n"
    async with edge(FakeEngine()) as it:
        for _ in range(2):
            it.writer.write(POSTED + upgrade + EXPECTS)
            await it.reader.readuntil(b"HTTP/1.1 100 Continue\r\n\r\n")
            it.writer.write(BODY)
            assert b"200" == await said(it.reader)


async def test_nobody_is_asked_in_http_1_0() -> None:
    """There is no such answer as 100 there: RFC 9110 §10.1.1."""
    old = POSTED.replace(b"HTTP/1.1", b"HTTP/1.0")
    async with edge(FakeEngine()) as it:
        it.writer.write(old + EXPECTS)
        await asyncio.sleep(0.05)
        it.writer.write(BODY)
        assert b"HTTP/1.1 200 " == (await it.rest())[:13]
