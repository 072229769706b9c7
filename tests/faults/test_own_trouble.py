"""F41: the gateway's own disk. What is shared, its clock and its files: see `rows.py`."""

import asyncio
import fcntl
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from gateway.app import compose
from gateway.settings import Settings
from tests.connectors.conftest import Seen
from tests.faults.agency import Agency, agency
from tests.http.fakes import opened

TOKEN = "rahasia-milik-operator"  # noqa: S105 - a token of the test's own
OPERATOR = {"authorization": f"Bearer {TOKEN}"}
CONFIG = """
version: 1
types: {Barang: {fields: {nama: String}}}
connectors:
  obat:
    opd: Dinas Kesehatan
    url: URL
    network: loopback
    queries: {obat: {args: {n: Int!}, returns: "[Barang!]", call: "GET /a?n={n}"}}
"""


@asynccontextmanager
async def _composed(folder: Path, sick: Agency) -> AsyncGenerator[httpx.AsyncClient]:
    """Run the gateway as it is composed, with a folder for the operator's switches."""
    file = folder / "connectors.yaml"
    file.write_text(CONFIG.replace("URL", sick.server.url))
    settings = Settings(connectors=file, state_dir=folder, admin_token=TOKEN)
    async with opened(compose(settings, Seen(), {})) as client:
        yield client


async def _reads(client: httpx.AsyncClient, number: int) -> bool:
    body = {"query": f"{{ obat(n: {number}) {{ nama }} }}"}
    answer = await client.post("/graphql", json=body)
    wanted = {"data": {"obat": [{"nama": f"Nama {number}"}]}}
    return bool(wanted == answer.json())


async def _switches_off(client: httpx.AsyncClient) -> httpx.Response:
    return await client.put("/admin/maintenance/obat", headers=OPERATOR)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
async def test_f41_disk_full(tmp_path: Path) -> None:
    """F41: on a full disk reads go on, and what cannot be stored is refused in so many words.

    The graph has no writes yet; what is stored is the operator's switch.
    """
    async with agency() as well, _composed(tmp_path, well) as client:
        (tmp_path / f"operator.{os.getpid()}").symlink_to("/dev/full")
        refused = await _switches_off(client)
        assert 503 == refused.status_code
        assert "tidak diubah" in refused.json()["galat"]
        listed = await client.get("/admin/maintenance", headers=OPERATOR)
        assert {"maintenance": []} == listed.json()
        assert await _reads(client, 1)
        assert 200 == (await _switches_off(client)).status_code  # there is room again


async def test_f41_locked(tmp_path: Path) -> None:
    """F41: while another holds the lock reads go on, and an order is obeyed after it."""
    async with agency() as well, _composed(tmp_path, well) as client:
        with (tmp_path / "operator.lock").open("ab") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            order = asyncio.create_task(_switches_off(client))
            for number in range(20):
                assert await _reads(client, number)
            assert not order.done()
        assert 200 == (await order).status_code
