"""POST /admin/invalidate: an OPD has its own kept answers forgotten, in every worker."""

import asyncio
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

import httpx
import pytest
from pydantic import SecretStr
from starlette.requests import Request

from gateway.http.admin import AdminError
from gateway.http.invalidation import Orders
from gateway.observe import KeyRefused, Purged, PurgeOrdered
from gateway.running.shared import NAME
from gateway.running.state import Purge, State
from gateway.running.switchboard import OPERATOR
from tests.connectors.runtime import Clock
from tests.connectors.shared.servers import server, until, worker
from tests.http.fakes import Noted
from tests.running.works import BUKU, PASAR, TOKEN, Running, running

KEY: Final = "kunci milik perpustakaan"
OTHER: Final = "kunci milik pasar sendiri"
ENVIRON: Final = {"KUNCI": KEY, "KUNCI_PASAR": OTHER}
TAGGED: Final = (
    BUKU.replace("    url:", "    invalidate_key: ${KUNCI}\n    url:").replace(
        "call: GET /buku, cache: {ttl: 1h}",
        'args: {q: ID}, call: "GET /buku?q={q}", cache: {ttl: 1h, tags: [rak, "q-{q}"]}',
    ),
    PASAR.replace("    url:", "    invalidate_key: ${KUNCI_PASAR}\n    url:"),
)
ASK: Final = '{ a: daftarBuku(q: "a") { judul } b: daftarBuku(q: "b") { judul } }'


async def order(it: Running, key: str | None = KEY, **given: Any) -> httpx.Response:
    """Send an order."""
    headers = {} if key is None else {"authorization": f"Bearer {key}"}
    return await it.client.post("/admin/invalidate", json=given, headers=headers)


async def test_by_tag(tmp_path: Path) -> None:
    """What a tag names is fetched anew, and nothing else; the order is told without it."""
    async with running(tmp_path, *TAGGED, environ=ENVIRON) as it:
        await it.ask(ASK)
        done = await order(it, connector="perpus", tags=["q-a", "tidak ada"])
        await it.ask(ASK)
        asked = [one.split()[1] for one in it.perpus.requests]
        told = [one for one in it.noted.events if isinstance(one, PurgeOrdered)]
    assert (200, {"konektor": "perpus", "dihapus": 1}) == (
        done.status_code,
        done.json(),
    )
    assert [b"/buku?q=a", b"/buku?q=a", b"/buku?q=b"] == sorted(asked)
    assert [PurgeOrdered("perpus", "perpus", 2)] == told


async def test_everything(tmp_path: Path) -> None:
    """`all: true` forgets everything of the connector; others keep what they have."""
    async with running(tmp_path, *TAGGED, environ=ENVIRON) as it:
        await it.ask("{ jumlahPasar }")
        await it.ask(ASK)
        done = await order(it, connector="perpus", all=True)
        await it.ask(ASK)
        await it.ask("{ jumlahPasar }")
    assert {"konektor": "perpus", "dihapus": 2} == done.json()
    assert (4, 1) == (len(it.perpus.requests), len(it.pasar.requests))


async def test_the_operator(tmp_path: Path) -> None:
    """The operator's token is good for every connector."""
    async with running(tmp_path, *TAGGED, environ=ENVIRON) as it:
        for name in ("perpus", "pasar"):
            assert 200 == (await order(it, TOKEN, connector=name, all=True)).status_code
        missing = await order(it, TOKEN, connector="tidakAda", all=True)
    assert 404 == missing.status_code


async def test_every_worker(tmp_path: Path) -> None:
    """What one worker is told all forget that share its folder, tags included."""
    first, second, state = tmp_path / "1", tmp_path / "2", tmp_path / "s"
    for folder in (first, second, state):
        folder.mkdir()
    async with (
        running(first, *TAGGED, environ=ENVIRON, state_dir=state) as one,
        running(second, *TAGGED, environ=ENVIRON, state_dir=state) as other,
    ):
        await other.ask(ASK)
        await order(one, connector="perpus", tags=["q-a"])
        told = await other.told(Purged)
        await other.ask(ASK)
    assert Purged("perpus", 1) == told
    assert 3 == len(other.perpus.requests)


async def test_other_machines_are_told_once(tmp_path: Path) -> None:
    """Of an order that all workers of a machine obey the shared server hears once, by tag."""
    first, second, state = tmp_path / "1", tmp_path / "2", tmp_path / "s"
    for folder in (first, second, state):
        folder.mkdir()
    with server() as valkey:
        shares: dict[str, Any] = {
            "environ": ENVIRON,
            "state_dir": state,
            "valkey_url": SecretStr(valkey.url),
        }
        async with (
            running(first, *TAGGED, **shares) as one,
            running(second, *TAGGED, **shares) as other,
            worker(valkey.url, connectors=("perpus",)) as elsewhere,
        ):
            await order(one, connector="perpus", tags=["q-a"])
            await other.told(Purged)
            await order(one, connector="perpus", tags=["q-b"])
            await other.told(Purged, 2)
            await until(lambda: ("perpus", ("q-b",)) in elsewhere.heard)
    assert [("perpus", ("q-a",)), ("perpus", ("q-b",))] == elsewhere.heard


async def test_the_server_is_told_by_who_reaches_it(tmp_path: Path) -> None:
    """Where who takes an order does not reach the shared server, another of the machine tells it.

    It would be given there what was dropped.
    """
    first, second, state = tmp_path / "1", tmp_path / "2", tmp_path / "s"
    for folder in (first, second, state):
        folder.mkdir()
    shares: dict[str, Any] = {"environ": ENVIRON, "state_dir": state}
    with server() as valkey:
        away = SecretStr(f"unix://{tmp_path}/none.sock")
        there = SecretStr(valkey.url)
        async with (
            running(first, *TAGGED, **shares, valkey_url=away) as one,
            running(second, *TAGGED, **shares, valkey_url=there) as other,
        ):
            await other.ask(ASK)
            await until(lambda: len(valkey.names("e")) == 2)
            await order(one, connector="perpus", tags=["q-a"])
            async with asyncio.timeout(10):
                while len(other.perpus.requests) < 3:
                    await other.ask(ASK)
                    await asyncio.sleep(0.05)
            await other.ask(ASK)
    assert b"/buku?q=a" == other.perpus.requests[-1].split()[1]
    assert 3 == len(other.perpus.requests)


async def test_orders_that_were_missed(tmp_path: Path) -> None:
    """A worker that missed orders, because they were too many, forgets everything."""
    async with running(tmp_path, *TAGGED, environ=ENVIRON, state_dir=tmp_path) as it:
        await it.ask(ASK)
        missed = State(purges=(Purge(9, "pasar", ()),))
        await asyncio.to_thread((tmp_path / NAME).write_bytes, missed.encode())
        await it.told(Purged, 3)
        assert Purged("perpus", 2) in it.noted.events


@pytest.mark.parametrize(
    ("key", "status"),
    [(None, 401), ("kunci yang salah sekali", 401), (f"{KEY} ", 200), (OTHER, 403)],
)
async def test_whose_key(tmp_path: Path, key: str | None, status: int) -> None:
    """No key and a wrong one are 401, another connector's 403; neither says more."""
    async with running(tmp_path, *TAGGED, environ=ENVIRON) as it:
        found = await order(it, key, connector="perpus", all=True)
        refused = [one for one in it.noted.events if isinstance(one, KeyRefused)]
    assert status == found.status_code
    assert (1 if status == HTTPStatus.UNAUTHORIZED else 0) == len(refused)
    assert (KEY not in found.text) is (OTHER not in found.text) is True


async def test_nobody_has_a_key(tmp_path: Path) -> None:
    """Without a token and without any key the endpoint is not there."""
    async with running(tmp_path, token=None) as it:
        assert 404 == (await order(it, connector="perpus", all=True)).status_code


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "`connector`"),
        ({"connector": 1, "all": True}, "`connector`"),
        ({"connector": "perpus"}, "`tags`"),
        ({"connector": "perpus", "tags": []}, "`tags`"),
        ({"connector": "perpus", "tags": "rak"}, "`tags`"),
        ({"connector": "perpus", "tags": [""]}, "`tags`"),
        ({"connector": "perpus", "tags": [1]}, "`tags`"),
        ({"connector": "perpus", "tags": ["x"] * 101}, "`tags`"),
        ({"connector": "perpus", "tags": ["x"], "all": True}, "`tags`"),
        ({"connector": "perpus", "all": "ya"}, "`tags`"),
        ({"connector": "perpus", "all": True, "semua": 1}, "`semua`"),
    ],
)
async def test_orders_that_are_none(
    tmp_path: Path, given: dict[str, Any], said: str
) -> None:
    """An order that is not clear is refused, with what to write."""
    async with running(tmp_path, *TAGGED, environ=ENVIRON) as it:
        found = await order(it, **given)
    assert 400 == found.status_code
    assert said in found.json()["galat"]


def _request(key: str) -> Request:
    header = (b"authorization", f"Bearer {key}".encode())
    return Request({"type": "http", "headers": [header]})


def test_how_often() -> None:
    """An owner has ten orders at once and two a second; wrong keys spend only their own."""
    clock, noted = Clock(), Noted()
    orders = Orders(SecretStr(TOKEN), noted, clock)
    keys = {"perpus": KEY}
    for _ in range(10):
        assert "perpus" == orders.owner(_request(KEY), keys)
        with pytest.raises(AdminError) as wrong:
            orders.owner(_request("salah"), keys)
        assert HTTPStatus.UNAUTHORIZED is wrong.value.status
    for key in (KEY, "salah"):
        with pytest.raises(AdminError) as often:
            orders.owner(_request(key), keys)
        assert HTTPStatus.TOO_MANY_REQUESTS is often.value.status
        assert {"retry-after": "1"} == often.value.headers
    assert OPERATOR == orders.owner(_request(TOKEN), keys)
    assert 10 == len(noted.events)
    clock.now += 0.5
    assert "perpus" == orders.owner(_request(KEY), keys)
