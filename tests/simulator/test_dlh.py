"""The environment service."""

import httpx

from simulator import Simulation


async def test_a_station(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A station has its index, its worst parameter, and each one's concentration."""
    answer = await client.get(opd["DLH_URL"] + "/ispu/stasiun/LPG-02")
    found = answer.json()["ROWS"]
    measured = found.pop("PARAMETER")
    assert {
        "ID_STASIUN": "LPG-02",
        "NM_STASIUN": "Panjang",
        "KD_WIL": "1871",
        "LINTANG": "-5.4719",
        "BUJUR": "105.3121",
        "ISPU": "106",
        "KATEGORI": "TS",
        "PARAM_KRITIS": "PM25",
        "WAKTU": "16-11-2026 07:00:00",
    } == found
    assert 7 == len(measured)
    assert {"NM": "PM25", "KONSENTRASI": "61,3 ug/m3", "ISPU": "106"} == measured[0]
    assert {"NM": "CO", "KONSENTRASI": "3.900 ug/m3", "ISPU": "49"} == measured[3]


async def test_the_index(opd: Simulation, client: httpx.AsyncClient) -> None:
    """15.5 of the finest dust is 50, the last good value; what is off says NA."""
    answer = await client.get(opd["DLH_URL"] + "/ispu/terkini")
    found = {row["ID_STASIUN"]: row for row in answer.json()["ROWS"]}
    assert ("50", "B") == (found["LPG-07"]["ISPU"], found["LPG-07"]["KATEGORI"])
    assert ("208", "STS") == (found["LPG-10"]["ISPU"], found["LPG-10"]["KATEGORI"])
    assert ("NA", "NA", "-", []) == tuple(
        found["LPG-09"][key]
        for key in ("ISPU", "KATEGORI", "PARAM_KRITIS", "PARAMETER")
    )


async def test_one_row_is_an_object(opd: Simulation, client: httpx.AsyncClient) -> None:
    """1803 is the ministry's here: one station in Lampung Utara, without brackets."""
    base = opd["DLH_URL"] + "/ispu/terkini?kdwil="
    one = (await client.get(base + "1803")).json()
    assert ("00", "Kotabumi") == (one["KODE"], one["ROWS"]["NM_STASIUN"])
    assert 3 == len((await client.get(base + "1801")).json()["ROWS"])
    assert [] == (await client.get(base + "1810")).json()["ROWS"]


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown number is code 14 under HTTP 200."""
    for path in ("/ispu/stasiun/LPG-99", "/laporan/DLH-1"):
        answer = await client.get(opd["DLH_URL"] + path)
        body = {"KODE": "14", "PESAN": "DATA TIDAK DITEMUKAN", "ROWS": None}
        assert (200, body) == (answer.status_code, answer.json())


async def test_the_last_day(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A station has 24 past hours, the present first."""
    answer = await client.get(opd["DLH_URL"] + "/ispu/riwayat?id=LPG-01,LPG-09,X")
    rows = answer.json()["ROWS"]
    assert 48 == len(rows)
    assert {
        "ID_STASIUN": "LPG-01",
        "WAKTU": "15-11-2026 08:00:00",
        "ISPU": "52",
    } == rows[23]
    assert "NA" == rows[24]["ISPU"]


async def test_a_report(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A report's time is in milliseconds; its reporter is invented."""
    answer = await client.get(opd["DLH_URL"] + "/laporan/DLH-2026-0090")
    assert {
        "NO_LAPORAN": "DLH-2026-0090",
        "KD_WIL": "1871",
        "JNS": "04",
        "JUDUL": "Sampah menumpuk di pesisir",
        "LOKASI": "Sukaraja, Bumi Waras",
        "TGL": 1794704700000,
        "STS": "2",
        "TINDAK_LANJUT": "Pembersihan dijadwalkan 18 November 2026",
        "NM_PELAPOR": "Pelapor 2",
        "HP_PELAPOR": "0000-000-002",
    } == answer.json()["ROWS"]


async def test_reports_of_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Reports are chosen by region."""
    answer = await client.get(opd["DLH_URL"] + "/laporan?kdwil=1871,1872")
    assert ["DLH-2026-0090", "DLH-2026-0085", "DLH-2026-0082"] == [
        row["NO_LAPORAN"] for row in answer.json()["ROWS"]
    ]
