"""The budget's service."""

from typing import Any

import httpx

from simulator import Simulation

BAPPEDA = "5.01.5.05.0.00.01.0000"
NOTHING = {"STATUS": {"KODE": 404, "PESAN": "DATA TIDAK DITEMUKAN"}, "HASIL": None}


async def data(opd: Simulation, client: httpx.AsyncClient, path: str) -> Any:
    """Return the data of a good answer."""
    body = (await client.get(opd["BPKAD_URL"] + path)).json()
    assert {"KODE": 200, "PESAN": "SUKSES"} == body["STATUS"]
    return body["HASIL"]["DATA"]


async def test_one_unit(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A unit's year is an object of texts, with all its months in the detail."""
    row = await data(opd, client, f"/sipd/realisasi/2026/{BAPPEDA}")
    months = row.pop("BULANAN")
    assert {
        "TAHUN": "2026",
        "KD_SKPD": "5.01.5.05.0.00.01.0000",
        "NM_SKPD": "BADAN PERENCANAAN PEMBANGUNAN DAERAH",
        "ANGGARAN": "53.800.000.000,00",
        "REALISASI": "37.009.020.000,00",
        "PERSEN": "68,79 %",
        "BELANJA": {"OPERASI": "51.648.000.000,00", "MODAL": "2.152.000.000,00"},
        "TGL_UPDATE": "31/10/2026 16:00:05",
    } == row
    assert {
        "BLN": "02",
        "NM_BLN": "FEBRUARI",
        "BLN_INI": "2.022.880.000,00",
        "SD_BLN_INI": "3.609.980.000,00",
        "PERSEN": "6,71 %",
    } == months[1]


async def test_months_to_come(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A month that is not booked yet has dashes and no percentage."""
    row = await data(opd, client, f"/sipd/realisasi/2026/{BAPPEDA}")
    last = {"BLN": "12", "NM_BLN": "DESEMBER", "BLN_INI": "-", "SD_BLN_INI": "-"}
    assert last == row["BULANAN"][-1]


async def test_no_months_in_the_list(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """The year's list has every unit once, without months."""
    rows = await data(opd, client, "/sipd/realisasi/2026")
    assert 19 == len({row["KD_SKPD"] for row in rows})
    assert not any("BULANAN" in row for row in rows)


async def test_history(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A unit's years come in order; closed ones are nearly spent."""
    rows = await data(opd, client, f"/sipd/skpd/{BAPPEDA}")
    found = [(row["TAHUN"], row["ANGGARAN"], row["PERSEN"]) for row in rows]
    assert [
        ("2024", "49.496.000.000,00", "92,31 %"),
        ("2025", "52.186.000.000,00", "92,31 %"),
        ("2026", "53.800.000.000,00", "68,79 %"),
    ] == found


async def test_summary(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Income and spending are trillions; a deficit has a sign."""
    row = await data(opd, client, "/sipd/ringkasan/2026")
    assert "7.512.300.000.000,00" == row["PENDAPATAN"]["ANGGARAN"]
    assert "7.596.100.000.000,00" == row["BELANJA"]["ANGGARAN"]
    assert "-83.800.000.000,00" == row["SURPLUS_DEFISIT"]


async def test_one_or_many(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Shared taxes of one region are an object, of two a list, in the order asked."""
    assert {
        "TAHUN": "2026",
        "KD_KAB": "1813",
        "ANGGARAN": "14.475.000.000,00",
        "REALISASI": "12.062.500.000,00",
        "PERSEN": "83,33 %",
        "RINCIAN": {
            "PBBKB": "6.480.000.000,00",
            "PAP": "1.140.000.000,00",
            "ROKOK": "6.855.000.000,00",
        },
    } == await data(opd, client, "/sipd/bagi-hasil/2026?KD_KAB=1813")
    two = await data(opd, client, "/sipd/bagi-hasil/2026?KD_KAB=1871,1801,9999")
    assert ["1871", "1801"] == [row["KD_KAB"] for row in two]
    assert 15 == len(await data(opd, client, "/sipd/bagi-hasil/2026"))


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Unknown years, units and regions are a 404 with a body."""
    for path in (
        "realisasi/1999",
        "realisasi/2026/9.9",
        "skpd/9.9",
        "ringkasan/1999",
        "bagi-hasil/2026?KD_KAB=18",
    ):
        answer = await client.get(f"{opd['BPKAD_URL']}/sipd/{path}")
        assert (404, NOTHING) == (answer.status_code, answer.json())
