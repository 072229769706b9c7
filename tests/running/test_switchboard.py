"""The operator's switches: maintenance and purges over HTTP, in every worker alike."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import httpx
import pytest

from gateway.connectors.notice import WIB
from gateway.observe import Fault, MaintenanceBegan, MaintenanceEnded, Purged, Reloaded
from gateway.running.shared import NAME
from tests.running.works import BUKU, PASAR, TOKEN, Running, running, text

BOTH = "{ daftarBuku { judul } jumlahPasar }"
BOOKS = [{"judul": "Padi"}]
OPD = '{ opd(konektor: "pasar") { keadaan sampai pesan } }'


async def order(it: Running, method: str, path: str, **given: Any) -> httpx.Response:
    """Send an operator's order."""
    headers = {"authorization": f"Bearer {TOKEN}"}
    return await it.client.request(
        method, f"/admin/{path}", json=given or None, headers=headers
    )


async def test_switched_off_at_once(tmp_path: Path) -> None:
    """Its fields fail with the operator's text and end, kept or not; others live."""
    until = dt.datetime.now(WIB) + dt.timedelta(hours=2)
    async with running(tmp_path) as it:
        await it.ask(BOTH)
        done = await order(
            it,
            "PUT",
            "maintenance/pasar",
            until=until.isoformat(timespec="seconds"),
            pesan="Kembali sore ini.",
        )
        found = await it.ask(BOTH)
        shown = await it.ask(OPD)
        listed = await order(it, "GET", "maintenance")
        asked = len(it.pasar.requests)
        over = await order(it, "DELETE", "maintenance/pasar")
        again = await it.ask(BOTH)
    assert [200, 200, 200] == [done.status_code, listed.status_code, over.status_code]
    assert {"daftarBuku": BOOKS, "jumlahPasar": None} == found["data"]
    extensions = found["errors"][0]["extensions"]
    assert ("MAINTENANCE", True) == (extensions["code"], extensions["retryable"])
    assert "Kembali sore ini." == extensions["pesan"]
    assert 7100 < extensions["retryAfter"] <= 7200
    at = until.isoformat(timespec="seconds")
    assert {
        "opd": [{"keadaan": "PEMELIHARAAN", "sampai": at, "pesan": "Kembali sore ini."}]
    } == shown["data"]
    assert ["pasar"] == [one["konektor"] for one in listed.json()["maintenance"]]
    assert 1 == asked
    assert {"daftarBuku": BOOKS, "jumlahPasar": 7} == again["data"]
    assert 1 == len(it.perpus.requests)
    told = [type(one) for one in it.noted.events if "Maintenance" in str(type(one))]
    assert [MaintenanceBegan, MaintenanceEnded] == told


async def test_kept_answers_where_allowed(tmp_path: Path) -> None:
    """With `stale`, what is kept is given, and nothing is asked for."""
    async with running(tmp_path) as it:
        await it.ask("{ jumlahPasar }")
        await order(it, "PUT", "maintenance/pasar", stale=True)
        await order(it, "PUT", "maintenance/perpus", stale=True)
        found = await it.ask(BOTH)
    assert {"daftarBuku": None, "jumlahPasar": 7} == found["data"]
    assert "retryAfter" not in found["errors"][0]["extensions"]
    assert 0 == len(it.perpus.requests)


async def test_nothing_that_is_kept_is_dropped(tmp_path: Path) -> None:
    """A switch says what is given, not what is kept, also when the file is read again."""
    query = "{ daftarBuku { judul jumlah } }"
    link = "extend: {Buku: {jumlah: {query: jumlahPasar, with: {isbn: isbn}}}}\n"
    asked = PASAR.replace(
        "call: GET /jumlah", 'args: {isbn: ID}, call: "GET /jumlah?i={isbn}"'
    )
    async with running(tmp_path, BUKU, asked, link) as it:
        before = await it.ask(query)
        await order(it, "PUT", "maintenance/pasar")
        off = await it.ask(query)
        it.reload()
        await it.told(Reloaded)
        still = await it.ask(query)
        await order(it, "DELETE", "maintenance/pasar")
        after = await it.ask(query)
    assert {"daftarBuku": [{"judul": "Padi", "jumlah": 7}]} == before["data"]
    for found in (off, still):
        assert {"daftarBuku": [{"judul": "Padi", "jumlah": None}]} == found["data"]
    assert before == after
    assert (1, 1) == (len(it.perpus.requests), len(it.pasar.requests))


async def test_over_by_itself(tmp_path: Path) -> None:
    """When its time is over a connector serves again."""
    soon = dt.datetime.now(WIB) + dt.timedelta(seconds=2.5)
    async with running(tmp_path) as it:
        await order(it, "PUT", "maintenance/pasar", until=soon.isoformat())
        off = await it.ask("{ jumlahPasar }")
        await it.told(MaintenanceEnded)
        on = await it.ask("{ jumlahPasar }")
    assert "MAINTENANCE" == off["errors"][0]["extensions"]["code"]
    assert {"data": {"jumlahPasar": 7}} == on


async def test_every_worker_and_after_a_restart(tmp_path: Path) -> None:
    """What one worker is told all obey, and one that starts later too."""
    folder = tmp_path / "state"
    folder.mkdir()
    async with running(tmp_path, state_dir=folder) as it:
        async with running(tmp_path, state_dir=folder) as other:
            await other.ask("{ jumlahPasar }")
            await order(it, "PUT", "maintenance/pasar", pesan="Sebentar.")
            await order(it, "POST", "purge/perpus")
            told = await other.told(MaintenanceBegan)
            await other.told(Purged)
            found = await other.ask("{ jumlahPasar }")
        async with running(tmp_path, state_dir=folder) as later:
            late = await later.ask("{ jumlahPasar }")
    assert MaintenanceBegan("pasar", None) == told
    assert found == late
    assert "Sebentar." == found["errors"][0]["extensions"]["pesan"]


async def test_purged(tmp_path: Path) -> None:
    """What is kept of a connector is forgotten, and of no other."""
    async with running(tmp_path) as it:
        await it.ask(BOTH)
        done = await order(it, "POST", "purge/pasar")
        await it.ask(BOTH)
    assert {"konektor": "pasar", "dihapus": 1} == done.json()
    assert (1, 2) == (len(it.perpus.requests), len(it.pasar.requests))
    assert Purged("pasar", 1) in it.noted.events


async def test_a_reload_keeps_switches(tmp_path: Path) -> None:
    """A configuration that takes over leaves off what is off."""
    async with running(tmp_path) as it:
        await order(it, "PUT", "maintenance/pasar")
        it.file.write_text(
            text(BUKU, PASAR.replace("jumlahPasar", "banyakPasar")), "utf-8"
        )
        it.reload()
        await it.told(Reloaded)
        found = await it.ask("{ banyakPasar }")
    assert "MAINTENANCE" == found["errors"][0]["extensions"]["code"]


async def test_a_state_that_cannot_be_kept_changes_nothing(tmp_path: Path) -> None:
    """Where the folder is lost, the operator is told, and every worker goes on as it was."""
    folder = tmp_path / "state"
    folder.mkdir()
    async with running(tmp_path, state_dir=folder, snapshot_bytes=0) as it:
        folder.rmdir()
        done = await order(it, "PUT", "maintenance/pasar")
        found = await it.ask("{ jumlahPasar }")
    assert 503 == done.status_code
    assert "tidak dapat disimpan" in done.json()["galat"]
    assert {"data": {"jumlahPasar": 7}} == found


async def test_a_state_that_is_broken_is_told_once(tmp_path: Path) -> None:
    """A file that is no state leaves the switches as they were, and is told."""
    folder = tmp_path / "state"
    folder.mkdir()
    async with running(tmp_path, state_dir=folder) as it:
        await order(it, "PUT", "maintenance/pasar")
        (folder / NAME).write_text("{", "utf-8")
        await it.told(Fault)
        (folder / NAME).write_text("[]", "utf-8")
        await asyncio.sleep(0.7)
        found = await it.ask("{ jumlahPasar }")
    assert "MAINTENANCE" == found["errors"][0]["extensions"]["code"]
    assert 1 == sum(isinstance(one, Fault) for one in it.noted.events)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"until": "besok"}, "`until`: tulis waktu seperti"),
        ({"until": 7}, "`until`: tulis waktu seperti"),
        ({"until": "0001-01-01T00:00:00+14:00"}, "`until`"),
        ({"until": "2020-01-01T00:00"}, "`until` sudah lewat"),
        ({"pesan": " "}, "`pesan`: tulis teks"),
        ({"pesan": "a" * 501}, "`pesan`: tulis teks"),
        ({"pesan": "a\nb"}, "satu baris"),
        ({"stale": "ya"}, "`stale`: tulis true atau false"),
        ({"sampai": "x"}, "`sampai` tidak dikenal; yang ada: pesan, stale, until"),
    ],
)
async def test_wrong_orders(tmp_path: Path, given: dict[str, Any], told: str) -> None:
    """A wrong order is refused with its reason, and nothing is switched."""
    async with running(tmp_path) as it:
        done = await order(it, "PUT", "maintenance/pasar", **given)
        listed = await order(it, "GET", "maintenance")
    assert 400 == done.status_code
    assert told in done.json()["galat"]
    assert {"maintenance": []} == listed.json()


async def test_unknown_connectors_and_bodies(tmp_path: Path) -> None:
    """An unknown name lists the known; a body that is no object, or large, is refused."""
    headers = {"authorization": f"bearer {TOKEN}"}
    async with running(tmp_path) as it:
        unknown = await order(it, "DELETE", "maintenance/pasr")
        put = "/admin/maintenance/pasar"
        listing = await it.client.put(put, content=b"[1]", headers=headers)
        broken = await it.client.put(put, content=b"{", headers=headers)
        large = await it.client.put(put, content=b" " * 5000, headers=headers)
    assert 404 == unknown.status_code
    assert (
        "tidak ada konektor `pasr`; yang ada: pasar, perpus" == unknown.json()["galat"]
    )
    assert [400, 400, 413] == [one.status_code for one in (listing, broken, large)]


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer salah", f"Basic {TOKEN}", TOKEN]
)
async def test_only_the_operator(tmp_path: Path, given: str) -> None:
    """Without the token nothing is said, not even which connectors there are."""
    async with running(tmp_path) as it:
        done = await it.client.put(
            "/admin/maintenance/apa", headers={"authorization": given}
        )
    assert 401 == done.status_code
    assert "Bearer" == done.headers["www-authenticate"]
    assert TOKEN not in done.text


async def test_not_there_without_a_token(tmp_path: Path) -> None:
    """Without GATEWAY_ADMIN_TOKEN there is no /admin."""
    async with running(tmp_path, token=None) as it:
        done = await order(it, "GET", "maintenance")
    assert 404 == done.status_code
