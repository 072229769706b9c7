"""The vacancy and training service."""

import httpx
import pytest

from simulator import Simulation

JOBS = "/lowongan.php"
COURSES = "/pelatihan.php"


async def test_one_row_is_an_object(opd: Simulation, client: httpx.AsyncClient) -> None:
    """`rows` is an object when there is one row; a region has no dot."""
    answer = await client.get(opd["DISNAKER_URL"] + JOBS + "?id=LK-2026-0008")
    assert {
        "kode": "00",
        "pesan": "OK",
        "jml": "1",
        "rows": {
            "ID_LOWONGAN": "LK-2026-0008",
            "JUDUL": "Teknisi Mesin Kapal",
            "NM_PERUSAHAAN": "PT Contoh Pelayaran Selat",
            "KD_SEKTOR": "H",
            "KD_WIL": "1801",
            "KEC": "Bakauheni",
            "GAJI": "Rp4.000.000 - Rp5.500.000",
            "KD_PENDIDIKAN": "4",
            "PENGALAMAN": "3 th",
            "JML_DIBUTUHKAN": "4",
            "TGL_PASANG": "01/11/2026",
            "TGL_BATAS": "27 Nov 2026",
            "AKTIF": "1",
            "DIFABEL": "0",
            "KD_JENIS": "1",
        },
    } == answer.json()


async def test_filters(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Regions, joined by commas, and a sector choose vacancies; none is an empty list."""
    url = opd["DISNAKER_URL"] + JOBS
    some = (await client.get(url, params={"kab": "1801,1871", "sektor": "H"})).json()
    assert ["LK-2026-0008", "LK-2026-0009"] == [r["ID_LOWONGAN"] for r in some["rows"]]
    none = (await client.get(url, params={"kab": "18"})).json()
    assert {"kode": "00", "pesan": "OK", "jml": "0", "rows": []} == none


async def test_odd_values(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A salary may be a word, and a deadline a dash."""
    rows = (await client.get(opd["DISNAKER_URL"] + JOBS)).json()["rows"]
    assert 23 == len(rows)
    assert ["LK-2026-0007"] == [
        row["ID_LOWONGAN"] for row in rows if row["GAJI"] == "Kompetitif"
    ]
    assert ["LK-2026-0006"] == [
        row["ID_LOWONGAN"] for row in rows if row["TGL_BATAS"] == "-"
    ]


async def test_a_course(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A course has dates without separators and states of a letter."""
    answer = await client.get(opd["DISNAKER_URL"] + COURSES + "?id=PL-042,PL-099")
    assert {
        "ID_PELATIHAN": "PL-042",
        "NM_PELATIHAN": "Barista dan Sangrai Kopi",
        "KEJURUAN": "PANGAN",
        "NM_BALAI": "UPTD BLK Bandar Lampung",
        "KD_WIL": "1871",
        "MULAI": "20261130",
        "SELESAI": "20261216",
        "KUOTA": "20",
        "TERISI": "13",
        "KD_PENDIDIKAN": "3",
        "STATUS": "B",
        "GRATIS": "Y",
    } == answer.json()["rows"]


async def test_courses_of_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Nobody is admitted beyond the places of a course."""
    rows = (await client.get(opd["DISNAKER_URL"] + COURSES)).json()["rows"]
    assert 8 == len(rows)
    assert all(int(row["TERISI"]) <= int(row["KUOTA"]) for row in rows)
    some = await client.get(opd["DISNAKER_URL"] + COURSES + "?kab=1801,1810")
    assert ["PL-045", "PL-046", "PL-047"] == [
        row["ID_PELATIHAN"] for row in some.json()["rows"]
    ]


@pytest.mark.parametrize("path", [JOBS, COURSES])
async def test_unknown(path: str, opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown id is HTTP 200 with a code of its own."""
    answer = await client.get(opd["DISNAKER_URL"] + path + "?id=9")
    body = {"kode": "14", "pesan": "DATA TIDAK ADA", "rows": None}
    assert (200, body) == (answer.status_code, answer.json())
