"""The estate crop price service."""

import httpx

from simulator import Simulation


async def test_row(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A row has keys of its own, a number for the price and milliseconds."""
    rows = (await client.get(opd["KEBUN_URL"] + "/harga.json")).json()
    assert 12 == len(rows)
    assert {
        "kodeKabupaten": "18.04",
        "lokasiBeli": "Pengepul Liwa",
        "komoditi": "Kopi Robusta",
        "harga_per_kg": 68_500,
        "diambilPada": 1_794_794_400_000,
    } == rows[0]


async def test_by_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A repeated parameter chooses regions."""
    answer = await client.get(opd["KEBUN_URL"] + "/harga.json?kab=18.06&kab=18.13")
    crops = [row["komoditi"] for row in answer.json()]
    assert ["Kopi Robusta", "Kakao", "Damar Mata Kucing"] == crops
