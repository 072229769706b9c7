"""Processes under load: stopped, out of files, and asked for more than they can do."""

import asyncio
import os
import re
import resource
import signal
import time
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from tests.cli.test_processes import address_of, line_with, process
from tests.connectors.faulty import Peer, Talk, faulty

ROUNDS = int(os.environ.get("GATEWAY_FAULT_ROUNDS", "2"))
BODY = b'{"query": "{ jumlah }"}'
REQUEST = (
    b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    b"content-length: %d\r\n\r\n%s" % (len(BODY), BODY)
)
FILE = """\
version: 1
connectors:
  pasar:
    opd: Dinas Perdagangan
    url: ${PASAR_URL}
    network: loopback
    limits: {concurrency: 1000}
    queries:
      jumlah: {returns: Int, call: GET /jumlah}
"""


async def seven(peer: Peer) -> None:
    """Answer after a moment."""
    while True:
        await peer.request()
        await asyncio.sleep(0.02)
        peer.answer(b"7")


@asynccontextmanager
async def asked_over(
    service: Talk,
    folder: Path,
    *words: str,
    text: str = FILE,
    variables: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
) -> AsyncGenerator[tuple[asyncio.subprocess.Process, str]]:
    """Serve a misbehaving service as a process; give it, and its address once it answers."""
    file = folder / "c.yaml"
    file.write_text(text, "utf-8")
    serve = ("serve", str(file), "--port", "0", *words)
    async with (
        faulty(service) as server,
        process(*serve, before=before, PASAR_URL=server.url, **(variables or {})) as it,
    ):
        yield it, await address_of(it)


@dataclass
class Count:
    """What became of requests that were sent whole."""

    answered: int = 0
    shed: int = 0
    lost: int = 0
    waits: list[float] = field(default_factory=list[float])


async def client(port: int, count: Count, over: asyncio.Event) -> None:
    """Ask again and again on one kept connection, until told to go elsewhere."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        while not over.is_set():
            started = time.monotonic()
            writer.write(REQUEST)
            head = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", head)
            assert length is not None
            await reader.readexactly(int(length[1]))
            if b" 503 " in head[:16]:
                count.shed += 1
                count.waits.append(time.monotonic() - started)
            else:
                count.answered += 1
            if b"connection: close" in head:
                return
    except (ConnectionError, EOFError):
        count.lost += 1
    finally:
        writer.close()


async def test_no_request_is_lost_on_sigterm(tmp_path: Path) -> None:
    """Fifty clients on kept connections get an answer to all that they sent."""
    count, before = Count(), 0
    for _ in range(ROUNDS):
        drain = {"GATEWAY_DRAIN_TIME": "500ms"}
        async with asked_over(seven, tmp_path, variables=drain) as (it, address):
            port = int(address.rpartition(":")[2])
            over = asyncio.Event()
            asking = [client(port, count, over) for _ in range(50)]
            load = asyncio.gather(*asking)
            async with asyncio.timeout(60):
                while count.answered < before + 500:  # noqa: ASYNC110 - a test polls
                    await asyncio.sleep(0.02)
            it.send_signal(signal.SIGTERM)
            await load
            await it.communicate()
        assert 0 == it.returncode
        before = count.answered
    assert 0 == count.lost
    assert count.answered >= 500 * ROUNDS


def few_files() -> None:
    """Let a process have 256 files at most."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))


async def test_out_of_files(tmp_path: Path) -> None:
    """With 256 files and 400 clients some are refused; it does not end, and recovers (F43)."""
    async with asked_over(seven, tmp_path, before=few_files) as (it, address):
        port = int(address.rsplit(":", 1)[1])
        idle = [await asyncio.open_connection("127.0.0.1", port) for _ in range(180)]
        count = Count()
        over = asyncio.Event()
        asyncio.get_running_loop().call_later(1.5, over.set)
        crowd = [client(port, count, over) for _ in range(400)]
        with suppress(TimeoutError):  # some were never taken in
            async with asyncio.timeout(3):
                await asyncio.gather(*crowd)
        for _, writer in idle:
            writer.close()
        await asyncio.sleep(0.5)
        async with httpx.AsyncClient() as asking:
            after = await asking.post(f"{address}/graphql", content=BODY, headers=JSON)
        it.send_signal(signal.SIGINT)
        _, err = await it.communicate()
    assert {"data": {"jumlah": 7}} == after.json()
    assert count.shed > 0
    assert b"Traceback" not in err
    assert 0 == it.returncode


JSON = {"content-type": "application/json"}


@pytest.mark.parametrize("clients", [60])
async def test_more_than_it_may_have_in_work(tmp_path: Path, clients: int) -> None:
    """What is too much is refused at once, health is answered, and the rest goes on."""
    bounds = {"GATEWAY_MAX_REQUESTS": "16", "GATEWAY_COALESCE": "false"}
    async with asked_over(seven, tmp_path, variables=bounds) as (it, address):
        port = int(address.rsplit(":", 1)[1])
        count, over = Count(), asyncio.Event()
        asyncio.get_running_loop().call_later(1.0, over.set)
        asking = [client(port, count, over) for _ in range(clients)]
        load = asyncio.gather(*asking)
        async with httpx.AsyncClient() as other:
            health = [
                (await other.get(f"{address}/{page}")).status_code
                for page in ("healthz", "readyz") * 3
            ]
        await load
        told = await line_with(it.stderr, r'"event": "(overloaded)"')
    assert "overloaded" == told
    assert [200] * 6 == health
    assert 0 == count.lost
    assert count.answered > 16
    assert count.shed > 0
