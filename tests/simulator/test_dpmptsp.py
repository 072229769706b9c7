"""The permit service."""

import httpx

from simulator import Simulation

KINDS = "/api/jenisIzin"
STATUS = "/api/checkStatus"
COUNTS = "/api/izinTerbit"


def _asking(number: str) -> dict[str, dict[str, str]]:
    return {"CHECKSTATUS": {"no_permohonan": number}}


async def test_kinds_are_a_map(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Kinds of permit come by their codes; a fee of 0 is free."""
    answer = await client.get(opd["DPMPTSP_URL"] + KINDS + "?kd_izin=LIT-01,ZZZ-01")
    assert {
        "responJenisIzin": {
            "kode": "200",
            "keterangan": "Sukses",
            "dataJenisIzin": {
                "LIT-01": {
                    "kd_izin": "LIT-01",
                    "nm_izin": "Surat Keterangan Penelitian",
                    "kd_sektor": "UMU",
                    "waktu": "2 hari kerja",
                    "berlaku": "1 tahun",
                    "biaya": "0",
                    "berbayar": "T",
                    "risiko": "R",
                    "syarat": [
                        "Proposal penelitian",
                        "Surat pengantar lembaga",
                        "Identitas peneliti",
                    ],
                }
            },
        }
    } == answer.json()


async def test_fees_agree(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Whatever is free costs 0, and nothing else does."""
    answer = (await client.get(opd["DPMPTSP_URL"] + KINDS)).json()
    kinds = answer["responJenisIzin"]["dataJenisIzin"]
    assert 10 == len(kinds)
    assert all(
        (kind["biaya"] == "0") == (kind["berbayar"] == "T") for kind in kinds.values()
    )
    assert all(code == kind["kd_izin"] for code, kind in kinds.items())


async def test_an_application(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An application in its wrapper; what is not yet has a date of zeros."""
    url = opd["DPMPTSP_URL"] + STATUS
    answer = await client.post(url, json=_asking("IZN-2026-00104"))
    assert {
        "responCheckStatus": {
            "kode": "200",
            "keterangan": "Sukses",
            "dataIzin": {
                "no_permohonan": "IZN-2026-00104",
                "kd_izin": "AIR-02",
                "nm_pemohon": "CV Contoh Batu Tanggamus",
                "kd_wil": "18.06",
                "kd_status": "90",
                "tgl_masuk": "2026-10-19",
                "tgl_target": "2026-11-06",
                "tgl_terbit": "0000-00-00",
                "riwayat": [
                    {"kd_status": "10", "waktu": 1792382400, "catatan": "-"},
                    {"kd_status": "20", "waktu": 1792546200, "catatan": "-"},
                    {
                        "kd_status": "90",
                        "waktu": 1793866200,
                        "catatan": "Lokasi berada di kawasan hutan lindung",
                    },
                ],
            },
        }
    } == answer.json()


async def test_one_step_is_an_object(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A history of one entry is no list."""
    url = opd["DPMPTSP_URL"] + STATUS
    answer = (await client.post(url, json=_asking("IZN-2026-00103"))).json()
    assert {"kd_status": "10", "waktu": 1794800400, "catatan": "-"} == (
        answer["responCheckStatus"]["dataIzin"]["riwayat"]
    )


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """What is not there has another wrapper, and a list where an object would be."""
    failure = {"kode": 404, "keterangan": "Data Tidak Ditemukan"}
    url = opd["DPMPTSP_URL"] + STATUS
    application = await client.post(url, json=_asking("IZN-2026-99999"))
    assert 200 == application.status_code
    assert {"responsecheckStatus": {**failure, "dataIzin": []}} == application.json()
    unwrapped = await client.post(url, json={})
    assert application.json() == unwrapped.json()
    kind = await client.get(opd["DPMPTSP_URL"] + KINDS + "?kd_izin=ZZZ-01")
    assert {"responseJenisIzin": {**failure, "dataJenisIzin": []}} == kind.json()


async def test_counts(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Permits by region and year, with dots in thousands and commas in fractions."""
    answer = await client.get(opd["DPMPTSP_URL"] + COUNTS + "?kd_wil=18.71&thn=2026")
    assert [
        {
            "kd_wil": "18.71",
            "thn": "2026",
            "jml_izin": "2.751",
            "jml_tolak": "68",
            "rata_hari": "8,3",
            "investasi": "Rp3.026.000.000.000",
        }
    ] == answer.json()["responIzinTerbit"]["dataRekap"]


async def test_counts_of_all(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Fifteen regions in three years; the province itself has none."""
    url = opd["DPMPTSP_URL"] + COUNTS
    everything = (await client.get(url)).json()["responIzinTerbit"]["dataRekap"]
    assert 45 == len(everything)
    province = (await client.get(url + "?kd_wil=18")).json()["responIzinTerbit"]
    assert [] == province["dataRekap"]
