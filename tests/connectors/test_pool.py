"""F18: bytes after an answer are never taken for the next one's."""

import asyncio
import os
import time

import httpx
import pytest

from gateway.config.model import Limits
from gateway.connectors.reuse import REST
from gateway.connectors.translate import StaleConnection
from gateway.connectors.transport import AiohttpTransport, Own
from tests.connectors.conftest import BOTH_LOOPS, Engine, call, fail
from tests.connectors.faulty import Peer, answer, faulty, good

pytestmark = BOTH_LOOPS

FOREIGN = answer(b"milik orang lain")
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"


def echo(request: bytes) -> bytes:
    """Answer a request with its own path, so that a mix-up shows."""
    return answer(request.split(b" ")[1])


@pytest.mark.parametrize(
    "surplus", [FOREIGN, FOREIGN * 3, b"rubbish", b"\0", b"HTTP/1.1 20", CHUNKED]
)
async def test_no_answer_is_mixed_up(make_transport: Engine, surplus: bytes) -> None:
    """Of 600 requests each gets its own answer, whatever follows it on the wire."""

    async def talk(peer: Peer) -> None:
        while True:
            peer.send(echo(await peer.request()) + surplus)

    transport = make_transport()
    async with faulty(talk) as server:

        async def ask(number: int) -> None:
            path = f"/{number}"
            response = await call(transport, server.url + path)
            assert path == response.text

        for start in range(0, 600, 10):
            await asyncio.gather(*(ask(number) for number in range(start, start + 10)))
    assert 600 == len(server.requests)


@pytest.mark.parametrize("surplus", [FOREIGN, b"rubbish", b"\0"])
async def test_surplus_in_its_own_packet(
    make_transport: Engine, surplus: bytes
) -> None:
    """Surplus bytes behind the last of the body, apart from the head, change nothing."""

    async def talk(peer: Peer) -> None:
        while True:
            head, end, body = echo(await peer.request()).partition(b"\r\n\r\n")
            peer.send(head + end)
            await asyncio.sleep(0.005)
            peer.send(body + surplus)

    transport = make_transport()
    async with faulty(talk) as server:
        for number in range(30):
            response = await call(transport, f"{server.url}/{number}")
            assert f"/{number}" == response.text


@pytest.mark.parametrize("surplus", [FOREIGN, b"rubbish"])
async def test_surplus_while_idle_ends_the_connection(
    make_transport: Engine, surplus: bytes
) -> None:
    """A connection that speaks unasked is closed, and none is reused for a while."""

    async def talk(peer: Peer) -> None:
        peer.send(echo(await peer.request()))
        await asyncio.sleep(0.02)
        peer.send(surplus)
        await peer.gone()

    transport = make_transport()
    async with faulty(talk) as server:
        assert "/1" == (await call(transport, server.url + "/1")).text
        assert await server.empties(5)
        texts = [(await call(transport, f"{server.url}/{n}")).text for n in range(9)]
    assert [f"/{n}" for n in range(9)] == texts
    assert 10 == server.connections


async def test_what_the_loop_has_not_read_counts(make_transport: Engine) -> None:
    """Surplus bytes that wait in the kernel at the moment of reuse end the connection."""
    peers: list[Peer] = []

    async def talk(peer: Peer) -> None:
        peers.append(peer)
        while True:
            peer.send(echo(await peer.request()))

    transport = make_transport()
    async with faulty(talk) as server:
        assert "/1" == (await call(transport, server.url + "/1")).text
        descriptor = peers[0].writer.get_extra_info("socket").fileno()
        os.write(descriptor, FOREIGN)  # and no loop has run when the next call begins
        assert "/2" == (await call(transport, server.url + "/2")).text
    assert 2 == server.connections


async def test_an_answer_that_nobody_read_is_no_surplus(make_transport: Engine) -> None:
    """A call given up at any turn of its life costs its connection, and no other's reuse."""

    async def talk(peer: Peer) -> None:
        while True:
            peer.send(echo(await peer.request()))

    transport = make_transport()
    async with faulty(talk) as server:
        for turns in range(60):
            task = asyncio.create_task(call(transport, server.url))
            for _ in range(turns):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
        assert "/1" == (await call(transport, server.url + "/1")).text
        before = server.connections
        for _ in range(10):
            await asyncio.sleep(2 * REST)
            await call(transport, server.url)
    assert before == server.connections


@pytest.mark.parametrize("late", [0.0005, 0.001, 0.002, 0.005])
async def test_surplus_that_comes_later_is_nobodys(
    make_transport: Engine, late: float
) -> None:
    """Of 600 requests each gets its own answer where another follows within 5 ms."""

    async def talk(peer: Peer) -> None:
        while True:
            peer.send(echo(await peer.request()))
            began = time.monotonic()
            await asyncio.sleep(late)
            if time.monotonic() - began < REST * 0.7:  # this loop may have been late
                peer.send(FOREIGN)

    transport = make_transport()
    async with faulty(talk) as server:
        texts = [(await call(transport, f"{server.url}/{n}")).text for n in range(600)]
    assert [f"/{n}" for n in range(600)] == texts


async def test_connections_are_used_again_once_they_have_rested(
    make_transport: Engine,
) -> None:
    """Calls one after another, each a moment after the one before, share one."""
    transport = make_transport()
    async with faulty(good) as server:
        for number in range(5):
            await call(transport, f"{server.url}/{number}")
            await asyncio.sleep(2 * REST)
    assert 1 == server.connections


async def test_connections_are_bounded(make_transport: Engine) -> None:
    """However fast calls follow each other, there are twice as many as may be under way."""
    transport = make_transport(limits=Limits(concurrency=2))
    async with faulty(good) as server:
        for number in range(300):
            await call(transport, f"{server.url}/{number}")
    assert server.connections <= 4


async def ask(
    transport: httpx.AsyncBaseTransport, url: str, person: str | None
) -> None:
    assert isinstance(transport, AiohttpTransport)
    await transport.exchange("GET", url, own=Own(person=person))
    await asyncio.sleep(2 * REST)


async def test_a_persons_connection_is_not_anothers(make_transport: Engine) -> None:
    """Who asks next, somebody else or for everybody, gets a new one; the same, the same."""
    transport = make_transport()
    async with faulty(good) as server:
        counts: list[int] = []
        for person in ("a", "a", "b", None, "a"):
            await ask(transport, f"{server.url}/1", person)
            counts.append(server.connections)
    assert [1, 1, 2, 3, 3] == counts


async def test_a_persons_connection_makes_room(make_transport: Engine) -> None:
    """Where there are enough connections another's is closed, and not used again."""
    transport = make_transport(limits=Limits(concurrency=1))
    async with faulty(good) as server:
        for number in range(6):
            await ask(transport, f"{server.url}/1", str(number))
        assert 6 == server.connections
        assert server.open <= 2


async def test_who_closes_at_reuse_is_given_new_connections(
    make_transport: Engine,
) -> None:
    """After one connection ended at its reuse the next calls are all answered."""

    async def once(peer: Peer) -> None:
        peer.send(echo(await peer.request()))
        await peer.request()

    transport = make_transport()
    async with faulty(once) as server:
        await call(transport, server.url)
        await asyncio.sleep(2 * REST)
        assert StaleConnection is type(await fail(transport, server.url))
        for number in range(5):
            await call(transport, f"{server.url}/{number}")
            await asyncio.sleep(2 * REST)
    assert 6 == server.connections
