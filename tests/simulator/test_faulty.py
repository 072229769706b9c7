"""Every fault as a client meets it, over real HTTP."""

import asyncio
import json
import time

import httpx
import pytest

from simulator import Fault, Mode, Simulation

ONE = "/api/v1/rumah_sakit/1871-01"


def hospital(opd: Simulation) -> str:
    """Return the address of one hospital."""
    return opd["DINKES_URL"] + ONE


async def test_slow(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A slow service gives its healthy answer, not before the delay is over."""
    well = await client.get(hospital(opd))
    await opd.turn("dinkes", Fault(Mode.SLOW, 80))
    begun = time.monotonic()
    slow = await client.get(hospital(opd))
    assert time.monotonic() - begun >= 0.08
    assert well.content == slow.content


async def test_hang(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A hanging service accepts the request and stays silent."""
    await opd.turn("dinkes", Fault(Mode.HANG))
    with pytest.raises(httpx.ReadTimeout):
        await client.get(hospital(opd), timeout=0.1)


async def test_hang_ends_when_healed(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A call that hangs is answered once the service is well again."""
    await opd.turn("dinkes", Fault(Mode.HANG))
    call = asyncio.create_task(client.get(hospital(opd)))
    await asyncio.sleep(0.05)
    assert not call.done()
    await opd.turn("dinkes", Fault())
    assert 200 == (await call).status_code


async def test_error(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A broken service answers 500 with a page, not with JSON."""
    await opd.turn("dinkes", Fault(Mode.ERROR))
    answer = await client.get(hospital(opd))
    assert 500 == answer.status_code
    assert "text/html; charset=utf-8" == answer.headers["content-type"]


async def test_garbage(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Garbage is a 200 that claims to be JSON and cannot be read as it."""
    await opd.turn("dinkes", Fault(Mode.GARBAGE))
    answer = await client.get(hospital(opd))
    assert 200 == answer.status_code
    assert "application/json" == answer.headers["content-type"]
    with pytest.raises(UnicodeDecodeError):
        json.loads(answer.content)


async def test_drift(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Drift renames the declared keys at any depth and changes nothing else."""
    well = await client.get(hospital(opd))
    await opd.turn("dinkes", Fault(Mode.DRIFT))
    drifted = await client.get(hospital(opd))
    renamed = well.text.replace('"nama_rs"', '"namaRumahSakit"').replace(
        '"tersedia"', '"kosong"'
    )
    assert renamed != well.text
    assert json.loads(renamed) == drifted.json()


async def test_drift_reaches_rows(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Drift reaches the rows of a list."""
    await opd.turn("perkebunan", Fault(Mode.DRIFT))
    rows = (await client.get(opd["KEBUN_URL"] + "/harga.json")).json()
    assert {True} == {"harga" in row and "harga_per_kg" not in row for row in rows}


async def test_refuse(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A service that refuses has no open port; healed, it is back on the same one."""
    await client.get(hospital(opd))
    await opd.turn("dinkes", Fault(Mode.REFUSE))
    with pytest.raises(httpx.ConnectError):
        await client.get(hospital(opd))
    await opd.turn("dinkes", Fault())
    assert 200 == (await client.get(hospital(opd))).status_code


@pytest.mark.parametrize(
    "mode", [Mode.HANG, Mode.ERROR, Mode.GARBAGE, Mode.DRIFT, Mode.REFUSE], ids=str
)
async def test_siblings_live(
    mode: Mode, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """One service's fault does not reach another."""
    healthy = await client.get(opd["WILAYAH_URL"] + "/wilayah/18.71")
    await opd.turn("dinkes", Fault(mode))
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah/18.71")
    assert healthy.content == answer.content
