"""Answers that are fetched by the clock, in a gateway at work."""

import asyncio
from pathlib import Path
from typing import Final

from gateway.app import compose
from gateway.observe import Fault, MaintenanceBegan, Refreshed, Reloaded
from gateway.running.refreshing import Refresher
from gateway.running.succession import Edition
from gateway.settings import Settings
from tests.connectors.faulty import Peer, faulty
from tests.http.fakes import Noted, opened
from tests.running.works import BUKU, PASAR, TOKEN, Running, running, text

SOON: Final = PASAR.replace(
    "cache: {ttl: 1h}", "timeout: 200ms, refresh: {every: 1s, timeout: 5s}"
)
OPERATOR: Final = {"Authorization": f"Bearer {TOKEN}"}


async def slow(peer: Peer) -> None:
    """Answer after longer than a request may take."""
    for number in range(7, 100):
        await peer.request()
        await asyncio.sleep(0.5)
        peer.answer(b"%d" % number)


async def test_a_slow_service_is_asked_behind(tmp_path: Path) -> None:
    """It has longer than a request; who asks too early is told so, the others have it."""
    go = asyncio.Semaphore(0)

    async def held(peer: Peer) -> None:
        for number in range(7, 100):
            await peer.request()
            await go.acquire()
            peer.answer(b"%d" % number)

    patient = SOON.replace("timeout: 5s", "timeout: 60s")
    async with running(tmp_path, patient, talk=held) as it:
        early = await it.ask("{ jumlahPasar }")
        go.release()
        first = await it.told(Refreshed)
        found = await it.ask("{ jumlahPasar }")
        go.release()
        await it.told(Refreshed, 2)
        later = await it.ask("{ jumlahPasar }")
    (error,) = early["errors"]
    assert ["jumlahPasar"] == error["path"]
    assert "UPSTREAM_TIMEOUT" == error["extensions"]["code"]
    assert Refreshed("pasar", "jumlahPasar", first.seconds, None) == first
    assert 0.15 < first.seconds < 20
    assert ({"data": {"jumlahPasar": 7}}, {"data": {"jumlahPasar": 8}}) == (
        found,
        later,
    )


async def test_an_unchanged_connector_goes_on(tmp_path: Path) -> None:
    """Its schedule does not begin anew with another file; a changed one's does."""
    hourly = SOON.replace("every: 1s", "every: 1h")
    async with running(tmp_path, BUKU, hourly) as it:
        await it.told(Refreshed)
        it.file.write_text(text(BUKU.replace("ttl: 1h", "ttl: 2h"), hourly), "utf-8")
        it.reload()
        await it.told(Reloaded)
        await asyncio.sleep(0.6)
        assert 1 == len(it.pasar.requests)
        it.file.write_text(text(BUKU, hourly.replace("/jumlah", "/banyak")), "utf-8")
        it.reload()
        await it.told(Refreshed, 2)
        assert (2, {"data": {"jumlahPasar": 7}}) == (
            len(it.pasar.requests),
            await it.ask("{ jumlahPasar }"),
        )
        assert b"GET /banyak" in it.pasar.requests[-1]
        it.file.write_text(text(BUKU), "utf-8")
        it.reload()
        await it.told(Reloaded, 3)


async def test_what_is_under_way_ends_with_its_connector(tmp_path: Path) -> None:
    """A call for a connector that is gone, or that an operator switched off, is ended."""

    async def hangs(peer: Peer) -> None:
        await peer.request()
        await peer.request()  # which never comes

    async with running(tmp_path, BUKU, SOON, talk=hangs) as it:
        await _asked(it, 1)
        url = "/admin/maintenance/pasar"
        answer = await it.client.put(url, json={}, headers=OPERATOR)
        assert answer.is_success
        await it.told(MaintenanceBegan)
        assert await it.pasar.empties(5)
        await asyncio.sleep(0.6)
        assert 1 == len(it.pasar.requests)
        await it.client.delete(url, headers=OPERATOR)
        await _asked(it, 2)
    assert await it.pasar.empties(5)
    assert not [one for one in it.noted.events if isinstance(one, Fault)]


async def test_one_at_a_time(tmp_path: Path) -> None:
    """Of a query's answers one is fetched at a time; the longest waiting comes first."""
    several = (
        SOON.replace("jumlahPasar: {", "jumlahPasar: {args: {kode: ID!, hari: Date}, ")
        .replace("GET /jumlah", '"GET /jumlah?k={kode}&h={hari}"')
        .replace("every: 1s", 'every: 1h, with: {kode: [a, b], hari: "2026-03-01"}')
    )
    most = 0

    async def counted(peer: Peer) -> None:
        nonlocal most
        while True:
            await peer.request()
            most = max(most, peer.server.open)
            await asyncio.sleep(0.1)
            peer.answer(b"7")

    async with running(tmp_path, several, talk=counted) as it:
        await it.told(Refreshed, 2)
        query = '{ a: jumlahPasar(kode: "a", hari: "2026-03-01") b: jumlahPasar(kode: "b", hari: "2026-03-01") }'
        assert {"data": {"a": 7, "b": 7}} == await it.ask(query)
    assert (1, 2) == (most, len(it.pasar.requests))


async def test_failures_are_told(tmp_path: Path) -> None:
    """A service that says nothing of use is asked again later, not all the time."""

    async def broken(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.answer(b"<h1>Dalam perbaikan</h1>")

    hourly = SOON.replace("every: 1s", "every: 1h")
    query = "{ opd { terakhirDisegarkan penyegaranBerikutnya rincian } }"
    async with running(tmp_path, hourly, talk=broken, profile="development") as it:
        told = await it.told(Refreshed)
        await asyncio.sleep(0.6)
        (opd,) = (await it.ask(query))["data"]["opd"]
        assert 1 == len(it.pasar.requests)
    assert "UPSTREAM_BAD_BODY" == told.code
    assert opd["terakhirDisegarkan"] is None
    assert opd["penyegaranBerikutnya"] is not None
    assert "penyegaran jumlahPasar: 0 dari 1 pernah diambil, 1 gagal" in str(opd)


async def _asked(it: Running, count: int) -> None:
    """Wait until the service was asked so often."""
    async with asyncio.timeout(20):
        while len(it.pasar.requests) < count:  # noqa: ASYNC110 - a test polls; nobody to set an event
            await asyncio.sleep(0.02)


async def test_what_was_fetched_before_a_restart(tmp_path: Path) -> None:
    """It is on the disk: who starts again does not ask a slow service at once."""
    hourly = SOON.replace("every: 1s", "every: 1h")
    file = tmp_path / "connectors.yaml"
    file.write_text(text(hourly), "utf-8")
    settings = Settings(connectors=file, snapshot_dir=tmp_path)
    told: list[Refreshed] = []
    async with faulty(slow) as service:
        environ = {"PASAR_URL": service.url}
        for _ in range(2):
            noted = Noted()
            async with opened(compose(settings, noted, environ)) as client:
                async with asyncio.timeout(20):
                    while not (found := _fetched(noted)):  # noqa: ASYNC110 - a test polls; nobody to set an event
                        await asyncio.sleep(0.02)
                told += found
                query = {"query": "{ jumlahPasar }"}
                answer = await client.post("/graphql", json=query)
                assert {"data": {"jumlahPasar": 7}} == answer.json()
    assert [(None, False), (None, True)] == [(one.code, one.shared) for one in told]
    assert 1 == len(service.requests)


def _fetched(noted: Noted) -> list[Refreshed]:
    return [one for one in noted.events if isinstance(one, Refreshed)]


async def test_a_fault_ends_no_schedule() -> None:
    """A look that fails is told of, and the next one is made."""
    noted, looks = Noted(), 0

    def edition() -> Edition:
        nonlocal looks
        looks += 1
        raise RuntimeError

    task = asyncio.create_task(Refresher(edition, noted).run())
    async with asyncio.timeout(10):
        while looks < 2:  # noqa: ASYNC110 - a test polls; nobody to set an event
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.wait([task])
    assert [Fault] * 2 == [type(one) for one in noted.events][:2]
