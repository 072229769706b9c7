"""Two gateways, as processes, over an agency that was ill: what each says of it afterwards."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_replicas_processes import order
from tests.cli.test_sharing_processes import FILE, GOOD, Gateway, gateway
from tests.connectors.faulty import Peer, faulty
from tests.connectors.shared.servers import server, until

BREAKERS = {
    "breaker: {minimum: 2, window: 1s, open: 500ms..1s}": "TERBUKA",
    "breaker: false": None,
}


@dataclass
class Agency:
    """A service that can be ill."""

    ill: bool = True

    async def talk(self, peer: Peer) -> None:
        """Answer, or fail."""
        while True:
            await peer.request()
            if self.ill:
                peer.send(
                    b"HTTP/1.1 500 Sakit\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                )
                return
            peer.answer(b'[{"isbn":"1","judul":"Ikan"}]')


async def shown(one: Gateway) -> tuple[str, str | None]:
    """Return what a gateway tells of the agency: its state, and its breaker's."""
    row: dict[str, Any] = (await order(one, "GET", "status"))["opd"][0]
    return row["keadaan"], row["pemutus"]


async def becomes(one: Gateway, state: str) -> None:
    """Wait until a gateway tells that the agency is so."""
    async with asyncio.timeout(10):
        while True:
            if (await shown(one))[0] == state:
                return
            await asyncio.sleep(0.05)


@pytest.mark.parametrize(
    ("breaker", "phase"), BREAKERS.items(), ids=["breaker", "none"]
)
async def test_what_another_got_is_heard_of(
    tmp_path: Path, breaker: str, phase: str | None
) -> None:
    """Who failed, and who never asked, learn from the other's answer that all is well.

    Neither asks the agency itself.
    """
    file = tmp_path / "c.yaml"
    extra = f"    retry: false\n    {breaker}\n    queries:"
    file.write_text(FILE.replace("    queries:", extra), "utf-8")
    agency = Agency()
    with server() as valkey:
        async with (
            faulty(agency.talk) as service,
            gateway(file, service.url, valkey.url) as failed,
            gateway(file, service.url, valkey.url) as idle,
            gateway(file, service.url, valkey.url) as well,
        ):
            for number in range(6):
                assert "errors" in await failed.ask(f"sakit{number}")
            assert ("GANGGUAN", phase) == await shown(failed)
            agency.ill = False
            await asyncio.sleep(1.0)  # later than by what two clocks may differ
            assert GOOD == await well.ask("sehat")
            await until(lambda: bool(valkey.names("e")))
            asked = len(service.requests)
            for one in (failed, idle):
                assert GOOD == await one.ask("sehat")
                await becomes(one, "NORMAL")
            assert asked == len(service.requests)
