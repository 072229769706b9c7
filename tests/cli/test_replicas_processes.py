"""The operator's switches in several gateways, as processes, over one real Valkey server."""

import asyncio
from pathlib import Path
from typing import Any

import httpx

from tests.cli.test_sharing_processes import (
    FILE,
    TOKEN,
    Gateway,
    gateway,
    upstream,
)
from tests.connectors.shared.servers import server

OFF = {"pesan": "Tutup untuk uji."}


async def order(one: Gateway, method: str, path: str, **given: Any) -> Any:
    """Send an operator's order."""
    address = one.address.replace("/graphql", f"/admin/{path}")
    async with httpx.AsyncClient() as client:
        answer = await client.request(
            method,
            address,
            json=given or None,
            headers={"authorization": f"Bearer {TOKEN}"},
        )
        assert 200 == answer.status_code
        return answer.json()


async def code(one: Gateway) -> str | None:
    """Ask the graph; return the code of the error, if there is one."""
    found = await one.ask("x")
    return found["errors"][0]["extensions"]["code"] if "errors" in found else None


async def turns(one: Gateway, wanted: str | None) -> None:
    """Wait until the graph answers with a code, or with none."""
    async with asyncio.timeout(20):
        while True:
            if await code(one) == wanted:
                return
            await asyncio.sleep(0.02)


async def noted(one: Gateway) -> str:
    """Wait until the status says what else there is to know; return it."""
    async with asyncio.timeout(20):
        while True:
            notes: list[str] = (await order(one, "GET", "status"))["catatan"]
            if notes:
                return notes[0]
            await asyncio.sleep(0.05)


async def test_a_switch_is_for_all_replicas(tmp_path: Path) -> None:
    """Off and on reach the other replica, and one that starts later; an outage undoes nothing."""
    file = tmp_path / "c.yaml"
    file.write_text(FILE, "utf-8")
    with server() as valkey:
        async with (
            upstream() as service,
            gateway(file, service.url, valkey.url) as one,
        ):
            async with gateway(file, service.url, valkey.url) as two:
                assert "catatan" not in await order(
                    one, "PUT", "maintenance/perpus", **OFF
                )
                await turns(two, "MAINTENANCE")
                found = await two.ask("x")
                pesan = found["errors"][0]["extensions"]["pesan"]
            async with gateway(file, service.url, valkey.url) as again:
                assert "MAINTENANCE" == await code(again)
                valkey.stop()
                status = await noted(one)
                assert ["MAINTENANCE"] * 2 == [await code(one), await code(again)]
                told = await order(one, "DELETE", "maintenance/perpus")
                assert await code(one) is None
                assert "MAINTENANCE" == await code(again)
                valkey.start()
                await turns(again, None)
    assert OFF["pesan"] == pesan
    assert status == told["catatan"]
    assert status.startswith("Valkey tidak dapat dihubungi")
