"""Clients who leave their connections half asked: the real server's."""

import asyncio
import signal
import time
from pathlib import Path

from tests.cli.test_gone import Client, serving

HEAD = b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
BODY = b'{"query": "{ __typename }"}'
WHOLE = HEAD + b"content-length: %d\r\n\r\n%b" % (len(BODY), BODY)
SLOW = (b"", HEAD, HEAD + b"content-length: 9\r\n\r\n{")


async def leaves(port: int, sent: bytes) -> bytes:
    """Send a part of a request; return what is said to that, once it is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    said = await reader.read()
    writer.close()
    await writer.wait_closed()
    return said


async def test_they_are_cut_off_and_others_answered(tmp_path: Path) -> None:
    """Each has its time, what has begun is 408, and nobody else is kept from anything."""
    async with serving(tmp_path, time="500ms") as gateway:
        began = time.monotonic()
        slow = [
            asyncio.create_task(leaves(gateway.port, SLOW[number % len(SLOW)]))
            for number in range(300)
        ]
        client = Client(*await asyncio.open_connection("127.0.0.1", gateway.port))
        for _ in range(20):
            client.writer.write(WHOLE)
            assert b'{"data":{"__typename":"Query"}}' == await client.told()
        await client.leave()
        async with asyncio.timeout(10):
            said = await asyncio.gather(*slow)
        took = time.monotonic() - began
        gateway.process.send_signal(signal.SIGINT)
        _, err = await gateway.process.communicate()
    assert [b"", b"HTTP/1.1 408", b"HTTP/1.1 408"] * 100 == [one[:12] for one in said]
    assert took > 0.5
    assert 1 == err.count(b"\n")  # that it has stopped
