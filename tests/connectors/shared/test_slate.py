"""The slate that all processes read, over a real Valkey server."""

import signal
from collections.abc import Generator

import pytest

from gateway.connectors.shared.names import Names
from gateway.connectors.shared.slate import LARGEST, Slate
from tests.connectors.shared.servers import SECRET, Server, Worker, server, worker

NAMES = Names(secret=SECRET)


@pytest.fixture(scope="module")
def valkey() -> Generator[Server]:
    """One server for the tests that do it no harm."""
    with server() as one:
        yield one


def slate(one: Worker, secret: bytes = SECRET) -> Slate:
    return Slate(one.keeper, NAMES, secret)


async def reads(one: Slate) -> bytes | None:
    """Read until the server had time to answer; a busy machine may have too little."""
    for _ in range(100):
        reached, text = await one.read()
        if reached:
            return text
    raise AssertionError(one)


async def writes(one: Slate, text: bytes) -> None:
    """Write until the server had time."""
    for _ in range(100):
        if await one.write(text):
            return
    raise AssertionError(one)


async def test_what_one_writes_another_reads(valkey: Server) -> None:
    """There is one text for all, in place of the one before; first there is none."""
    valkey.say("FLUSHALL")
    async with worker(valkey.url) as one, worker(valkey.url) as two:
        assert await reads(slate(two)) is None
        for text in (b"satu", b"dua"):
            await writes(slate(one), text)
            assert text == await reads(slate(two))
        assert [] == [*one.faults, *two.faults]


async def test_what_is_not_ours(valkey: Server) -> None:
    """What somebody else wrote, of another key, type or size, is nothing."""
    async with worker(valkey.url) as one:
        await writes(slate(one, b"kunci lain milik orang"), b"palsu")
        assert await reads(slate(one)) is None
        valkey.say("DEL", NAMES.slate)
        valkey.say("RPUSH", NAMES.slate, "x")
        assert await reads(slate(one)) is None
        await writes(slate(one), b"lagi")
        assert b"lagi" == await reads(slate(one))
        valkey.say("SET", NAMES.slate, b"x" * (LARGEST + 1))
        assert await reads(slate(one, b"")) is None


async def test_a_server_that_hangs() -> None:
    """Where it cannot be asked that is said, within the bound, and nothing is raised."""
    with server() as valkey:
        async with worker(valkey.url) as one:
            await writes(slate(one), b"x")
            valkey.signal(signal.SIGSTOP)
            assert (False, None) == await slate(one).read()
            assert not await slate(one).write(b"y")
            valkey.signal(signal.SIGCONT)
