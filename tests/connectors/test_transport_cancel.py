import asyncio
import gc

import pytest

from gateway.config.model import Limits
from tests.connectors.conftest import BOTH_LOOPS, Engine, call
from tests.connectors.faulty import Peer, Server, Talk, faulty

pytestmark = BOTH_LOOPS


async def silent(peer: Peer) -> None:
    await peer.request()
    await peer.gone()


async def hangs_in_the_body(peer: Peer) -> None:
    await peer.request()
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")
    await peer.gone()


async def started(server: Server) -> None:
    """Wait until the service has a request."""
    while not server.requests:  # noqa: ASYNC110 - a test polls; nobody to set an event
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("talk", [silent, hangs_in_the_body])
async def test_a_cancelled_call_closes_its_socket(
    make_transport: Engine, talk: Talk
) -> None:
    """The service sees the connection end as soon as the call is cancelled."""
    transport = make_transport()
    async with faulty(talk) as server:
        task = asyncio.create_task(call(transport, server.url, "POST", b"x"))
        await started(server)
        task.cancel()
        assert await server.empties(5)
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_cancelled_upload_is_not_finished(make_transport: Engine) -> None:
    """An upload that the service does not read ends at once too, its bytes unsent."""
    tasks = asyncio.all_tasks()
    held = asyncio.Event()
    received = 0

    async def count(peer: Peer) -> None:
        nonlocal received
        peer.server.requests.append(await peer.reader.readuntil(b"\r\n\r\n"))
        await held.wait()
        while data := await peer.reader.read(1_000_000):
            received += len(data)

    transport = make_transport()
    async with faulty(count) as server:
        body = bytes(50_000_000)
        task = asyncio.create_task(call(transport, server.url, "POST", body))
        await started(server)
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0)
        left = asyncio.all_tasks() - tasks
        assert [] == [one for one in left if "aiohttp" in repr(one)]
        held.set()
        assert await server.empties(5)
    assert received < len(body)


async def test_no_slot_leaks(make_transport: Engine) -> None:
    """After 2,000 calls cancelled at every stage, 200 calls of 200 succeed."""

    async def slow(peer: Peer) -> None:
        while True:
            await peer.request()
            await asyncio.sleep(0.002)
            peer.answer()

    transport = make_transport(limits=Limits(concurrency=20))
    async with faulty(slow) as server:
        cancelled = 0
        for batch in range(40):
            tasks = [
                asyncio.create_task(call(transport, server.url)) for _ in range(50)
            ]
            await asyncio.sleep(0.0005 * (batch % 10))
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            cancelled += sum(isinstance(one, asyncio.CancelledError) for one in ended)
        answers = await asyncio.gather(
            *(call(transport, server.url) for _ in range(200))
        )
    assert cancelled > 1000
    assert [200] * 200 == [one.status_code for one in answers]


async def test_no_task_is_left(make_transport: Engine) -> None:
    """Cancelled calls leave no task behind, and nothing that complains later."""
    complaints: list[object] = []
    loop = asyncio.get_running_loop()
    handler = loop.get_exception_handler()
    loop.set_exception_handler(lambda _, context: complaints.append(context))
    transport = make_transport()
    async with faulty(silent) as server:
        await asyncio.sleep(0)
        tasks = [
            asyncio.create_task(call(transport, server.url, "POST", bytes(100_000)))
            for _ in range(20)
        ]
        await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert await server.empties(5)
        assert [] == [one for one in asyncio.all_tasks() if "aiohttp" in repr(one)]
    gc.collect()
    loop.set_exception_handler(handler)
    assert [] == complaints
