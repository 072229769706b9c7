"""The provincial roads' service."""

from typing import Any

import httpx

from simulator import Simulation

PATH = "/simjalan/api.php?mod="


async def asked(opd: Simulation, client: httpx.AsyncClient, query: str) -> Any:
    """Return the answer to a query of the script."""
    answer = await client.get(opd["BINAMARGA_URL"] + PATH + query)
    assert 200 == answer.status_code
    return answer.json()


async def test_one_package(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A package is a list of one, all text, with two notations of a day."""
    assert {
        "kode": "00",
        "pesan": "OK",
        "jml": "1",
        "rows": [
            {
                "no_paket": "BM-2026-001",
                "nm_paket": "Pelebaran Jalan Ryacudu",
                "no_ruas": "001",
                "kd_wil": "1871",
                "thn": "2026",
                "nilai_kontrak": "Rp 12.345.678.900,00",
                "prog_fisik": "67,50%",
                "prog_keu": "60,00%",
                "tgl_mulai": "02-03-2026",
                "tgl_selesai": "9 Des 2026",
                "koordinat": "-5.3655,105.3011",
                "stat": "2",
                "nm_penyedia": "PT Contoh Karya Satu",
                "sumber_dana": "APBD",
            }
        ],
    } == await asked(opd, client, "paket&no_paket=BM-2026-001")


async def test_before_the_contract(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A package without a contractor has a dash for a value and zeros for days."""
    (row,) = (await asked(opd, client, "paket&stat=1"))["rows"]
    found = (row["nilai_kontrak"], row["tgl_mulai"], row["nm_penyedia"])
    assert ("-", "00-00-0000", "-") == found


async def test_filters(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Regions, joined by commas, and the year choose together."""
    body = await asked(opd, client, "paket&kd_wil=1871,1803&thn=2026")
    numbers = [row["no_paket"] for row in body["rows"]]
    expected = ["BM-2026-001", "BM-2026-002", "BM-2026-003", "BM-2026-004"]
    assert expected == numbers


async def test_nothing(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown number is code 01; a filter that leaves nothing is an empty list."""
    unknown = await asked(opd, client, "ruas&no_ruas=999")
    body = {"kode": "01", "pesan": "Data tidak ditemukan", "jml": "0", "rows": None}
    assert body == unknown
    assert [] == (await asked(opd, client, "paket&thn=1999"))["rows"]
    assert "99" == (await asked(opd, client, "jembatan"))["kode"]


async def test_sections(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A road section tells its length in kilometres with a comma."""
    row = {
        "no_ruas": "018",
        "nm_ruas": "Sekincau - Suoh",
        "kd_wil": "1801",
        "panjang": "39,7 km",
    }
    assert [row] == (await asked(opd, client, "ruas&kd_wil=1801"))["rows"]


async def test_conditions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Conditions are a map by BPS code; the kinds add up to the whole."""
    rows = (await asked(opd, client, "kondisi"))["rows"]
    assert 15 == len(rows)
    assert {
        "kd_wil": "1872",
        "thn": "2026",
        "panjang": "36,46 km",
        "baik": "27,91 km",
        "sedang": "6,38 km",
        "rusak_ringan": "2,17 km",
        "rusak_berat": "0,00 km",
        "mantap": "94,0 %",
    } == rows["1872"]
