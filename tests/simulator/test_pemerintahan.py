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
    "kabupaten": "18.72",
}


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A region by its code, with both numberings and its parent."""
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah/18.72")
    assert METRO == answer.json()


async def test_a_village(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A village by its code; BPS numbers nothing below kabupaten and kota here."""
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah/18.71.01.1005")
    assert {
        "kode": "18.71.01.1005",
        "nama": "Sukamenanti",
        "level": "KEL",
        "kode_bps": None,
        "induk": "18.71.01",
        "kabupaten": "18.71",
    } == answer.json()


async def test_by_bps_code(opd: Simulation, client: httpx.AsyncClient) -> None:
    """1803 is Lampung Selatan for BPS, whose 18.01 is the ministry's code."""
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah/bps/1803")
    row = answer.json()
    assert ("18.01", "Kabupaten Lampung Selatan") == (row["kode"], row["nama"])


@pytest.mark.parametrize("path", ["19", "18.71.99", "18.71.01.9999", "bps/1899"])
async def test_unknown(path: str, opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown code is an honest 404, at every depth and in both numberings."""
    answer = await client.get(f"{opd['WILAYAH_URL']}/wilayah/{path}")
    expected = (404, {"pesan": "wilayah tidak ditemukan"})
    assert expected == (answer.status_code, answer.json())


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("kode=18.72,18,77.77", ["18.72", "18"]),
        ("level=KOTA", ["18.71", "18.72"]),
        ("level=PROV", ["18"]),
        ("induk=18.72", [f"18.72.0{number}" for number in range(1, 6)]),
        ("induk=18.71.01.1005", []),
        ("level=KEC&induk=18.72,18.71.01", [f"18.72.0{n}" for n in range(1, 6)]),
        ("kode=18.72,18.71.01.1005,18.72.01", ["18.72", "18.71.01.1005", "18.72.01"]),
        ("induk=18&level=KOTA&kode=18.72,18.01", ["18.72"]),
    ],
)
async def test_many(
    query: str, codes: list[str], opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A list is a bare array: those asked for that exist, filtered."""
    answer = await client.get(opd["WILAYAH_URL"] + "/wilayah?" + query)
    assert codes == [row["kode"] for row in answer.json()]


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 16),
        ("?induk=18", 15),
        ("?induk=18.71,18.72", 25),
        ("?level=KEC", 229),
        ("?level=KEL&induk=18.71", 126),
        ("?level=DESA&induk=18.71", 0),
        ("?level=KEL&induk=18.71.01,18.72", 7 + 22),
    ],
)
async def test_sizes(
    query: str, count: int, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Without parameters the sixteen come; deeper levels only when asked for."""
    answer = await client.get(f"{opd['WILAYAH_URL']}/wilayah{query}")
    assert count == len(answer.json())


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("nama=SELATAN", ["18.01", "18.03.03"]),
        ("nama=sukamenanti", ["18.71.01.1005", "18.71.01.1009"]),
        ("nama=kedaton&level=KEC", ["18.71.01"]),
        ("nama=entah", []),
    ],
)
async def test_search(
    query: str, codes: list[str], opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Part of a name finds regions, whatever its case, higher levels first."""
    answer = await client.get(f"{opd['WILAYAH_URL']}/wilayah/cari?{query}")
    assert codes == [row["kode"] for row in answer.json()][:2]
