"""The food price service."""

import re

import httpx
import pytest

from simulator import Simulation

PATH = "/api/harga"


async def test_row(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A row is text throughout, in an envelope with a code."""
    query = {"kab": "1871", "komoditas": "Beras Medium"}
    answer = await client.get(opd["PANGAN_URL"] + PATH, params=query)
    body = answer.json()
    assert {"code": "0000", "message": "Sukses"} == body["status"]
    assert "3" == body["data"]["total"]
    assert {
        "kd_kab": "1871",
        "nm_pasar": "Pasar Pasir Gintung",
        "nm_komoditas": "Beras Medium",
        "hrg": "Rp13.450",
        "satuan": "kg",
        "tgl": "16-11-2026",
        "selisih": "-Rp150",
        "persen": "-1,10",
    } == body["data"]["rows"][0]


async def test_several_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Codes are BPS codes, joined by commas; unknown ones are left out."""
    answer = await client.get(opd["PANGAN_URL"] + PATH + "?kab=1803,9999,1872")
    rows = answer.json()["data"]["rows"]
    assert ["1803"] * 20 + ["1872"] * 20 == [row["kd_kab"] for row in rows]


async def test_prices_are_rupiah_or_a_dash(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A price has dots at thousands, or was not taken."""
    answer = await client.get(opd["PANGAN_URL"] + PATH + "?kab=1872,1802,1871")
    prices = {row["hrg"] for row in answer.json()["data"]["rows"]}
    assert "-" in prices
    assert all(re.fullmatch(r"Rp\d{1,3}(\.\d{3})+", p) for p in prices - {"-"})


@pytest.mark.parametrize(
    ("query", "code", "message"),
    [
        ("?kab=9999", "0014", "Data tidak ditemukan"),
        ("?kab=1871&komoditas=Kurma", "0014", "Data tidak ditemukan"),
        ("?kab=1871&tgl=17-11-2026", "0014", "Data tidak ditemukan"),
        ("", "0030", "Parameter kab wajib diisi"),
    ],
)
async def test_refusals_are_200(
    query: str, code: str, message: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A refusal is HTTP 200 with another code and no data."""
    answer = await client.get(opd["PANGAN_URL"] + PATH + query)
    body = {"status": {"code": code, "message": message}, "data": None}
    assert (200, body) == (answer.status_code, answer.json())


async def test_known_region_without_market(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A known region without a market has an empty list, which is a success."""
    answer = await client.get(opd["PANGAN_URL"] + PATH + "?kab=18")
    assert "0000" == answer.json()["status"]["code"]
    assert [] == answer.json()["data"]["rows"]


async def test_another_day(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A day's change leads from the day before to its price."""
    query = {"kab": "1871", "komoditas": "Beras Medium", "tgl": "15-11-2026"}
    answer = await client.get(opd["PANGAN_URL"] + PATH, params=query)
    row = answer.json()["data"]["rows"][0]
    assert ("Rp13.600", "15-11-2026", "+Rp150", "1,12") == (
        row["hrg"],
        row["tgl"],
        row["selisih"],
        row["persen"],
    )


async def test_history(opd: Simulation, client: httpx.AsyncClient) -> None:
    """History is the mean of a region's markets, a row a day, oldest first."""
    query = {"kab": "1871", "komoditas": "Beras Medium", "awal": "15-11-2026"}
    answer = await client.get(opd["PANGAN_URL"] + "/api/riwayat", params=query)
    assert [("15-11-2026", "Rp14.600"), ("16-11-2026", "Rp14.450")] == [
        (row["tgl"], row["hrg_rata"]) for row in answer.json()["data"]["rows"]
    ]


@pytest.mark.parametrize(
    ("query", "code"),
    [("kab=1871", "0030"), ("kab=1871&komoditas=Kurma", "0014")],
)
async def test_history_refused(
    query: str, code: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """History needs a region and a commodity that is known."""
    answer = await client.get(f"{opd['PANGAN_URL']}/api/riwayat?{query}")
    assert code == answer.json()["status"]["code"]


async def test_goods(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Commodities have a number, a name and a unit."""
    rows = (await client.get(opd["PANGAN_URL"] + "/api/komoditas")).json()["data"]
    assert "10" == rows["total"]
    assert {
        "kd_komoditas": "P06",
        "nm_komoditas": "Minyak Goreng Curah",
        "satuan": "lt",
    } == rows["rows"][5]
