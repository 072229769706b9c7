"""Requests to become another protocol, over real connections."""

import asyncio

import pytest

from tests.cli.test_departure import Working
from tests.cli.test_patience import edge
from tests.cli.test_server import ASKING, BODY, HEAD, said
from tests.http.fakes import ASKED, FakeEngine

UPGRADE = b"connection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n"
H2C = HEAD + UPGRADE + b"\r\n" + BODY
CHUNKED = (
    HEAD.replace(b"content-length: %d" % len(BODY), b"transfer-encoding: chunked")
    + b"connection: upgrade, close\r\nUPGRADE: websocket\r\n\r\n"
    + b"%x\r\n%b\r\n0\r\n\r\n" % (len(BODY), BODY)
)


@pytest.mark.parametrize("at", [1, 40, len(H2C) - len(BODY), -5, len(H2C)])
async def test_h2c(at: int) -> None:
    """A client who would speak HTTP/2 is answered by HTTP/1.1, as `curl --http2` expects."""
    engine = FakeEngine()
    async with edge(engine) as it:
        for _ in range(2):
            it.writer.write(H2C[:at])
            await asyncio.sleep(0.02)
            it.writer.write(H2C[at:])
            assert b"200" == await said(it.reader)
    assert ["{a}", "{a}"] == [one.query for one in engine.requests]


async def test_a_body_is_no_request() -> None:
    """What a request to upgrade carries is its body, and never asked as the next one."""
    inner = b"GET /graphql?query=%7Bb%7D HTTP/1.1\r\nhost: x\r\n\r\n"
    engine = FakeEngine()
    outer = HEAD.replace(b"%d" % len(BODY), b"%d" % len(inner)) + UPGRADE + b"\r\n"
    async with edge(engine) as it:
        it.writer.write(outer)
        await asyncio.sleep(0.05)
        it.writer.write(inner + ASKING)
        assert b"400" == await said(it.reader)
        assert b"200" == await said(it.reader)
    assert ["{a}"] == [one.query for one in engine.requests]


async def test_many_in_one_write() -> None:
    """Each is answered in its turn, whatever it carries, and the last ends the connection."""
    engine = FakeEngine()
    async with edge(engine) as it:
        it.writer.write(H2C * 20 + ASKING + CHUNKED)
        answers = await it.rest()
    assert 22 == answers.count(b"HTTP/1.1 200 OK")
    assert 22 == answers.count(ASKED)
    assert 22 == len(engine.requests)


@pytest.mark.parametrize("tunnel", [b"x:443", b"a://b/graphql"])
async def test_connect(tunnel: bytes) -> None:
    """Who asks for a tunnel gets none, and what would go through it is not read."""
    engine = FakeEngine()
    async with edge(engine) as it:
        it.writer.write(b"CONNECT %b HTTP/1.1\r\nhost: x\r\n\r\n" % tunnel + ASKING)
        answer = await it.rest()
    assert answer.startswith(b"HTTP/1.1 400 Bad Request")
    assert 1 == answer.count(b"HTTP/1.1 ")
    assert [] == engine.requests


@pytest.mark.parametrize("junk", [b"}", b"CONNECT a://b/graphql HTTP/1.1\r\n\r\n"])
async def test_junk_after_a_request(junk: bytes) -> None:
    """A request is answered, and nothing that comes after junk: both are one client's."""
    engine = Working()
    async with edge(engine) as it:
        it.writer.write(ASKING + junk)
        await engine.began.acquire()
        it.writer.write(ASKING)
        await asyncio.sleep(0.05)
        engine.go.set()
        answer = await it.rest()
    assert 1 == answer.count(b"HTTP/1.1 ")
    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"connection: close" in answer
    assert ["done"] == engine.outcomes
