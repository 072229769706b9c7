"""The national complaint channel."""

import httpx

from simulator import Simulation

PATH = "/api/v2/laporan"


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A report stands three times in data, with its code as text and times in UTC."""
    answer = await client.get(f"{opd['SP4N_URL']}{PATH}/10452031")
    agency = "Dinas Kependudukan dan Pencatatan Sipil Kota Metro"
    assert {
        "data": {
            "code": "200",
            "message": "OK",
            "data": {
                "data": {
                    "id": 10452031,
                    "title": "Pengurusan surat pindah lambat",
                    "body": (
                        "Pengurusan surat pindah lambat."
                        " Mohon perhatian instansi terkait."
                    ),
                    "category": {"name": "Pelayanan Publik"},
                    "status": "Selesai",
                    "region_code": "1872",
                    "created_at": "2026-11-06T02:00:00.000000Z",
                    "reporter": {"name": "Pelapor 031"},
                    "supports": 2,
                    "disposition": {
                        "scope": "Pemerintah Kabupaten / Kota",
                        "agency": agency,
                    },
                    "follow_ups": [
                        {
                            "at": "2026-11-06T04:00:00.000000Z",
                            "type": "verified",
                            "by": "Admin Nasional",
                            "note": "Laporan terverifikasi",
                        },
                        {
                            "at": "2026-11-06T06:00:00.000000Z",
                            "type": "forwarded",
                            "by": "Admin Nasional",
                            "note": f"Kepada {agency}",
                        },
                        {
                            "at": "2026-11-06T14:00:00.000000Z",
                            "type": "closed",
                            "by": agency,
                            "note": "Selesai",
                        },
                    ],
                    "response": {
                        "message": "Terima kasih, laporan telah kami selesaikan.",
                        "responded_at": "2026-11-06T14:00:00.000000Z",
                        "rating": "5",
                    },
                }
            },
        }
    } == answer.json()


async def test_unverified(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A report nobody has read has null where objects stand; reporters may hide."""
    answer = await client.get(f"{opd['SP4N_URL']}{PATH}/10452060")
    row = answer.json()["data"]["data"]["data"]
    assert (None, [], None) == (
        row["disposition"],
        row["follow_ups"],
        row["response"],
    )
    assert {"name": "Anonim"} == row["reporter"]


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """What is not known is HTTP 200 with code "404" and an empty array."""
    answer = await client.get(f"{opd['SP4N_URL']}{PATH}/1")
    body = {"code": "404", "message": "Laporan tidak ditemukan", "data": []}
    assert (200, {"data": body}) == (answer.status_code, answer.json())


async def test_by_regions_and_days(opd: Simulation, client: httpx.AsyncClient) -> None:
    """BPS codes repeat a parameter; days bound the list at both ends."""
    query = "region=1871&region=1803&start_date=2026-11-04&end_date=2026-11-12"
    answer = await client.get(f"{opd['SP4N_URL']}{PATH}?{query}")
    found = answer.json()["data"]["data"]
    assert [10452017, 10452023] == [row["id"] for row in found["data"]]
    assert "2" == found["total"]


async def test_all(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Every status and every scope is a phrase."""
    rows = (await client.get(opd["SP4N_URL"] + PATH)).json()["data"]["data"]["data"]
    assert {
        "Belum terverifikasi",
        "Belum ditindaklanjuti",
        "Sedang diproses",
        "Selesai",
        "Diarsipkan",
    } == {row["status"] for row in rows}
    assert {
        "Pemerintah Provinsi",
        "Pemerintah Kabupaten / Kota",
        "Kepolisian",
        "Di Luar Kewenangan Daerah",
    } == {row["disposition"]["scope"] for row in rows if row["disposition"]}
