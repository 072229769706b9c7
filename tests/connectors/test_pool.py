"""F18: bytes after an answer are never taken for the next one's."""

import asyncio
import os

import pytest

from tests.connectors.conftest import BOTH_LOOPS, Engine, call
from tests.connectors.faulty import Peer, answer, faulty

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
            await call(transport, server.url)
    assert before == server.connections
