"""A gateway that is started anew over snapshots of the one before it."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest

from gateway.observe import Fault, Purged, Reloaded, SnapshotsTurned
from tests.connectors.faulty import Peer, faulty
from tests.running.works import BUKU, PASAR, TOKEN, Running, running

ASK: Final = "{ daftarBuku { judul } }"
GOOD: Final = [{"judul": "Padi"}]
BRIEF: Final = BUKU.replace("ttl: 1h", "ttl: 1ms, tags: [rak]").replace(
    "url:", "retry: false\n    url:"
)


@dataclass
class Agency:
    """A service that outlives gateways, and may be `dark`."""

    url: str = ""
    dark: bool = False
    asked: int = 0

    async def __call__(self, peer: Peer) -> None:
        while True:
            await peer.request()
            self.asked += 1
            if self.dark:
                peer.send(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
            else:
                peer.answer(b'[{"isbn":"1","judul":"Padi"}]')

    @asynccontextmanager
    async def gateway(
        self, folder: Path, text: str = BUKU, **given: Any
    ) -> AsyncGenerator[Running]:
        """Run a gateway over this service, whose disk gives no trouble."""
        given = {"state_dir": folder, **given}
        environ = {"PERPUS_URL": self.url}
        async with running(folder, text, PASAR, environ=environ, **given) as it:
            yield it
        trouble = [e for e in it.noted.events if isinstance(e, Fault | SnapshotsTurned)]
        assert [] == trouble


@pytest.fixture
async def agency() -> AsyncGenerator[Agency]:
    one = Agency()
    async with faulty(one) as server:
        one.url = server.url
        yield one


def files(folder: Path) -> list[Path]:
    """Return what lies on the disk of one connector."""
    return [one for one in (folder / "snapshots").glob("perpus~*/*") if one.is_file()]


async def until(there: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not there():  # noqa: ASYNC110 - a test polls; a thread sets no event
            await asyncio.sleep(0.005)


async def test_a_restart(tmp_path: Path, agency: Agency) -> None:
    """What was kept is there after a restart, without a call while it is fresh."""
    for _ in range(2):
        async with agency.gateway(tmp_path) as it:
            assert {"data": {"daftarBuku": GOOD}} == await it.ask(ASK)
    assert 1 == agency.asked


async def test_a_restart_in_an_outage(tmp_path: Path, agency: Agency) -> None:
    """Where its service is dark after a restart the last good answer is shown, as what it is."""
    began = time.time()
    async with agency.gateway(tmp_path, BRIEF) as it:
        assert GOOD == (await it.ask(ASK))["data"]["daftarBuku"]
    got = time.time()
    agency.dark = True
    await asyncio.sleep(1.1)  # asOf is told in whole seconds
    async with agency.gateway(tmp_path, BRIEF) as it:
        found = await it.ask(ASK)
    assert GOOD == found["data"]["daftarBuku"]
    (told,) = found["extensions"]["sources"]
    assert ("STALE", "UPSTREAM_UNAVAILABLE") == (told["state"], told["reason"])
    assert int(began) <= datetime.fromisoformat(told["asOf"]).timestamp() <= got
    assert "errors" not in found


async def test_another_declaration(tmp_path: Path, agency: Agency) -> None:
    """What another declaration had made of an answer is not given; its own is, when it is back."""
    other = BRIEF.replace("judul: String", "judul: {type: String, trim: true}")
    async with agency.gateway(tmp_path, BRIEF) as it:
        await it.ask(ASK)
    agency.dark = True
    async with agency.gateway(tmp_path, other) as it:
        assert {"daftarBuku": None} == (await it.ask(ASK))["data"]
    async with agency.gateway(tmp_path, BRIEF) as it:
        assert {"daftarBuku": GOOD} == (await it.ask(ASK))["data"]


async def test_a_reload(tmp_path: Path, agency: Agency) -> None:
    """A declaration that changes while the gateway runs begins anew on the disk, too."""
    other = BRIEF.replace("judul: String", "judul: {type: String, trim: true}")
    async with agency.gateway(tmp_path, BRIEF) as it:
        await it.ask(ASK)
        agency.dark = True
        text = it.file.read_text("utf-8").replace(BRIEF, other)
        await asyncio.to_thread(it.file.write_text, text, "utf-8")
        it.reload()
        await until(lambda: any(isinstance(e, Reloaded) for e in it.noted.events))
        assert {"daftarBuku": None} == (await it.ask(ASK))["data"]


async def purge(it: Running) -> None:
    sent = {"authorization": f"Bearer {TOKEN}"}
    answer = await it.client.post("/admin/purge/perpus", headers=sent)
    answer.raise_for_status()


async def invalidate(it: Running) -> None:
    sent = {"authorization": f"Bearer {TOKEN}"}
    order = {"connector": "perpus", "tags": ["rak"]}
    answer = await it.client.post("/admin/invalidate", headers=sent, json=order)
    answer.raise_for_status()


@pytest.mark.parametrize("forget", [purge, invalidate])
async def test_what_was_purged_stays_away(
    tmp_path: Path, agency: Agency, forget: Callable[[Running], Any]
) -> None:
    """What is to be forgotten does not come back, after no restart and in no worker."""
    second = tmp_path / "2"
    second.mkdir()
    async with (
        agency.gateway(tmp_path, BRIEF) as one,
        agency.gateway(second, BRIEF, state_dir=tmp_path) as two,
    ):
        for it in (one, two):
            await it.ask(ASK)
        await until(lambda: len(files(tmp_path)) == 1)
        agency.dark = True
        await forget(one)
        assert [] == files(tmp_path)  # nor where the process ends at once
        await two.told(Purged)
        for it in (one, two):
            assert {"daftarBuku": None} == (await it.ask(ASK))["data"]
        await until(lambda: not files(tmp_path))
    async with agency.gateway(tmp_path, BRIEF) as it:
        assert {"daftarBuku": None} == (await it.ask(ASK))["data"]


async def test_maintenance_with_stale_answers(tmp_path: Path, agency: Agency) -> None:
    """What may be shown in maintenance is shown after a restart as well; the rest is kept."""
    sent = {"authorization": f"Bearer {TOKEN}"}
    for stale, expected in ((True, GOOD), (False, None)):
        async with agency.gateway(tmp_path, BRIEF) as it:
            await it.client.delete("/admin/maintenance/perpus", headers=sent)
            await it.ask(ASK)
            await it.client.put(
                "/admin/maintenance/perpus", headers=sent, json={"stale": stale}
            )
        async with agency.gateway(tmp_path, BRIEF) as it:
            assert {"daftarBuku": expected} == (await it.ask(ASK))["data"]
    agency.dark = True
    async with agency.gateway(tmp_path, BRIEF) as it:
        await it.client.delete("/admin/maintenance/perpus", headers=sent)
        assert {"daftarBuku": GOOD} == (await it.ask(ASK))["data"]


async def test_its_own_folder(tmp_path: Path, agency: Agency) -> None:
    """A folder of its own is used in place of that of the switches; no room means none."""
    own = tmp_path / "own"
    own.mkdir()
    async with agency.gateway(tmp_path, BRIEF, snapshot_dir=own) as it:
        await it.ask(ASK)
    async with agency.gateway(tmp_path, BRIEF, snapshot_bytes=0) as it:
        await it.ask(ASK)
    assert [] == files(tmp_path)
    assert 1 == len(files(own))
