"""The region service."""

import httpx
import pytest

from simulator import Simulation

METRO = {
    "kode": "18.72",
    "nama": "Kota Metro",
    "level": "KOTA",
    "kode_bps": "1872",
    "induk": "18",
}


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A region by its code, with both numberings and its parent."""
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah/18.72")
    assert METRO == answer.json()


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown code is an honest 404."""
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah/19")
    expected = (404, {"pesan": "wilayah tidak ditemukan"})
    assert expected == (answer.status_code, answer.json())


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("kode=18.72,18,77.77", ["18.72", "18"]),
        ("level=KOTA", ["18.71", "18.72"]),
        ("level=PROV", ["18"]),
        ("induk=18.71", []),
        ("induk=18&level=KOTA&kode=18.72,18.01", ["18.72"]),
    ],
)
async def test_many(
    query: str, codes: list[str], opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A list is a bare array: those asked for that exist, filtered."""
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah?" + query)
    assert codes == [row["kode"] for row in answer.json()]


async def test_all(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Without parameters all sixteen come."""
    assert 16 == len((await client.get(opd["WILAYAH_URL"] + "/wilayah")).json())
