"""Two gateways, as processes, that fetch the same answers by the clock."""

import asyncio
import json
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from tests.cli.test_processes import process
from tests.connectors.faulty import Peer, Server, faulty
from tests.connectors.shared.servers import server

FILE = """
version: 1
connectors:
  perpus:
    opd: Dinas Perpustakaan dan Kearsipan
    url: ${URL}
    network: loopback
    timeout: 100ms
    queries:
      jumlahBuku: {returns: Int, call: GET /jumlah, refresh: {every: 2s, timeout: 5s}}
"""
WATCHED = 7.0


async def slow(peer: Peer) -> None:
    """Answer after longer than a request may take."""
    while True:
        await peer.request()
        await asyncio.sleep(0.3)
        peer.answer(b"7")


@asynccontextmanager
async def gateway(
    file: Path, url: str, valkey: str
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """Run a gateway over a service and a shared tier."""
    async with process(
        *("serve", str(file), "--port", "0"),
        URL=url,
        GATEWAY_VALKEY_URL=valkey,
        GATEWAY_DRAIN_TIME="10ms",
    ) as running:
        yield running


async def _told(running: asyncio.subprocess.Process) -> list[dict[str, Any]]:
    """End a gateway and return what it told of its fetches."""
    running.send_signal(signal.SIGTERM)
    _, log = await running.communicate()
    lines = [json.loads(line) for line in log.splitlines() if line.startswith(b"{")]
    return [one for one in lines if one["event"] in {"refreshed", "fault"}]


async def _watched(
    one: asyncio.subprocess.Process, two: asyncio.subprocess.Process, service: Server
) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    """Watch two gateways; return how often the service was asked, and what they told."""
    async with asyncio.timeout(30):
        while not service.requests:  # noqa: ASYNC110 - a test polls; nobody to set an event
            await asyncio.sleep(0.02)
    await asyncio.sleep(WATCHED)
    asked = len(service.requests)
    first, second = await asyncio.gather(_told(one), _told(two))
    return asked, first, second


async def test_one_of_them_fetches(tmp_path: Path) -> None:
    """The other has the answer from the shared tier: the service is asked as by one."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    with server() as valkey:
        async with (
            faulty(slow) as service,
            gateway(file, service.url, valkey.url) as one,
            gateway(file, service.url, valkey.url) as two,
        ):
            asked, first, second = await _watched(one, two, service)
    assert (
        3 <= asked <= 5
    )  # every 1.8 to 2 seconds, and two processes would be twice that
    told = first + second
    assert ["perpus"] == sorted({line["connector"] for line in told})
    assert not [line for line in told if "code" in line]
    fetched = [line for line in told if not line["shared"]]
    assert asked - 1 <= len(fetched) <= asked
    assert [line for line in first if line["shared"]] or [
        line for line in second if line["shared"]
    ]
    assert min(len(first), len(second)) >= 3
