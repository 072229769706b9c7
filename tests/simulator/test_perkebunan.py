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
        "selisihPekan": -750,
        "tren": "▼ -1,08%",
    } == rows[0]


async def test_by_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A repeated parameter chooses regions."""
    answer = await client.get(opd["KEBUN_URL"] + "/harga.json?kab=18.06&kab=18.13")
    crops = [row["komoditi"] for row in answer.json()]
    assert ["Kopi Robusta", "Kakao", "Damar Mata Kucing"] == crops


async def test_the_monday_before(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A Sunday's price is the last Monday's; before the first week there is none."""
    path = opd["KEBUN_URL"] + "/harga.json?kab=18.13&tanggal="
    row = (await client.get(path + "2026-11-15")).json()[0]
    assert (1_794_189_600_000, 23_750, "▲ 1,06%") == (
        row["diambilPada"],
        row["harga_per_kg"],
        row["tren"],
    )
    assert [] == (await client.get(path + "2025-01-06")).json()


async def test_history(opd: Simulation, client: httpx.AsyncClient) -> None:
    """History's rows have no names: code, time and price, newest first."""
    query = {"kab": "18.06", "komoditi": "Kakao", "dari": "2026-11-09"}
    answer = await client.get(opd["KEBUN_URL"] + "/riwayat.json", params=query)
    assert [
        ["18.06", 1_794_794_400_000, 96_000],
        ["18.06", 1_794_189_600_000, 95_000],
    ] == answer.json()


async def test_crops(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Crops come as a map by their codes."""
    crops = (await client.get(opd["KEBUN_URL"] + "/komoditi.json")).json()
    assert 6 == len(crops)
    assert {"nama": "Kopi Robusta", "satuan": "Rp/Kg"} == crops["KR1"]
