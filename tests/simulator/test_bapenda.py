"""The vehicle tax service."""

import httpx
import pytest

from simulator import Simulation

INFO = "/api/pkb/info"
OFFICES = "/api/samsat"


async def test_a_vehicle(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A vehicle is padded text, with its due date in two notations."""
    answer = await client.post(opd["BAPENDA_URL"] + INFO, json={"nopol": "BE 4567 DN"})
    assert {
        "code": "0000",
        "message": "SUKSES",
        "data": {
            "nopol": "BE 4567 DN ",
            "nm_pemilik": "PEMILIK CONTOH 04             ",
            "al_pemilik": "JL. CONTOH NO. 4 KALIANDA               ",
            "nm_merek": "YAMAHA         ",
            "nm_tipe": "NMAX 155                      ",
            "jns_kb": "4",
            "th_buat": "2021",
            "jml_cc": "155  ",
            "warna": "ABU-ABU        ",
            "kd_bbm": "1",
            "kd_kab": "1803",
            "kd_samsat": "03",
            "tgl_tempo": "2026-09-30",
            "tgl_tempo2": "30-09-2026",
            "tgl_stnk": "30-09-2026",
            "blokir": "T",
            "st_pajak": "2",
            "njkb": "24.500.000,00",
            "rincian": [
                {"kd_biaya": "PKB", "pokok": "245.000,00", "denda": "4.900,00"},
                {"kd_biaya": "OPS", "pokok": "161.700,00", "denda": "3.234,00"},
                {"kd_biaya": "SWD", "pokok": "35.000,00", "denda": "8.000,00"},
            ],
            "total": "457.834,00",
        },
    } == answer.json()


@pytest.mark.parametrize("plate", ["be4567dn", "BE-4567-DN", "BE 4567 DN"])
async def test_notations_of_a_plate(
    plate: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A plate is known with blanks, with hyphens and in small letters."""
    answer = await client.post(opd["BAPENDA_URL"] + INFO, json={"nopol": plate})
    assert "BE 4567 DN " == answer.json()["data"]["nopol"]


@pytest.mark.parametrize(
    ("plate", "code", "message"),
    [
        ("BE 1 ZZZ", "0014", "DATA KENDARAAN TIDAK DITEMUKAN"),
        ("B 1 A", "0030", "FORMAT NOMOR POLISI SALAH"),
        ("", "0030", "FORMAT NOMOR POLISI SALAH"),
    ],
)
async def test_refusals_are_200(
    plate: str, code: str, message: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A refusal is HTTP 200 with another code and no data."""
    answer = await client.post(opd["BAPENDA_URL"] + INFO, json={"nopol": plate})
    body = {"code": code, "message": message, "data": None}
    assert (200, body) == (answer.status_code, answer.json())


@pytest.mark.parametrize(
    ("plate", "state", "fine"),
    [
        ("BE 2026 YZ", "0", "0,00"),  # due in March
        ("BE 1234 AB", "1", "0,00"),  # due within thirty days
        ("BE 2345 PS", "1", "0,00"),  # due today
        ("BE 5010 HK", "2", "30.720,00"),  # beyond 24 months: fined for 24
    ],
)
async def test_states(
    plate: str, state: str, fine: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Whether the tax is due follows its date, and the fine its lateness."""
    answer = await client.post(opd["BAPENDA_URL"] + INFO, json={"nopol": plate})
    data = answer.json()["data"]
    assert (state, fine) == (data["st_pajak"], data["rincian"][0]["denda"])


async def test_an_electric_car(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A car without cylinders has a padded dash for them."""
    answer = await client.post(opd["BAPENDA_URL"] + INFO, json={"nopol": "BE 9 RI"})
    assert "-    " == answer.json()["data"]["jml_cc"]


async def test_offices_of_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """BPS codes, joined by commas, choose offices; a region may have none."""
    found = await client.get(opd["BAPENDA_URL"] + OFFICES + "?kd_kab=1872,1803")
    assert ["02", "03", "18"] == [row["kd_samsat"] for row in found.json()["data"]]
    none = await client.get(opd["BAPENDA_URL"] + OFFICES + "?kd_kab=18")
    assert {"code": "0000", "message": "SUKSES", "data": []} == none.json()


async def test_an_office(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An office that has no place has no hours; an unknown one has its code."""
    found = await client.get(opd["BAPENDA_URL"] + OFFICES + "?kd_samsat=18,99")
    assert [
        {
            "kd_samsat": "18",
            "nm_samsat": "SAMSAT KELILING KOTA METRO    ",
            "jns_samsat": "4",
            "kd_kab": "1872",
            "nm_kec": "METRO TIMUR                   ",
            "jam_buka": "-",
            "jam_tutup": "-",
            "sabtu": "T",
        }
    ] == found.json()["data"]
    none = await client.get(opd["BAPENDA_URL"] + OFFICES + "?kd_samsat=99")
    assert "0014" == none.json()["code"]
