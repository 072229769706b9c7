"""The school and admission service."""

import httpx
import pytest

from simulator import Simulation
from simulator.regions import districts


async def test_a_school(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A school has Dapodik's region code, dotted thousands and a dash or two."""
    answer = await client.get(opd["DISDIKBUD_URL"] + "/api/sekolah/99800036")
    assert {
        "meta": {"status": "success", "total": 1},
        "hasil": {
            "sekolah": {
                "npsn": "99800036",
                "namaSekolah": "SMKN 1 Gedong Tataan",
                "bentukPendidikan": "SMK",
                "statusSekolah": "N",
                "akreditasi": "B",
                "tglAkreditasi": "18 Nov 2021",
                "kodeWilayah": "120900",
                "kecamatan": "Gedong Tataan",
                "alamatJalan": "-",
                "rombelPerTingkat": "5",
                "pesertaDidik": "495",
                "asrama": "Tidak",
                "jurusan": ["Teknik Komputer dan Jaringan", "Agribisnis Kakao"],
            }
        },
    } == answer.json()


async def test_dots_and_dashes(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A thousand pupils has a dot; a school without rank has no date of it."""
    url = opd["DISDIKBUD_URL"] + "/api/sekolah?npsn=99800001,99800034"
    first, unranked = (await client.get(url)).json()["hasil"]["sekolah"]
    assert ("1.080", None) == (first["pesertaDidik"], first["jurusan"])
    assert ("-", "-") == (unranked["akreditasi"], unranked["tglAkreditasi"])


async def test_filters(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Region codes, joined by commas, and a kind choose schools."""
    url = opd["DISDIKBUD_URL"] + "/api/sekolah"
    query = {"kodeWilayah": "121300,126100", "bentukPendidikan": "SMK"}
    answer = (await client.get(url, params=query)).json()
    assert ["SMKN 1 Metro", "SMKN 1 Krui"] == [
        row["namaSekolah"] for row in answer["hasil"]["sekolah"]
    ]
    assert {"status": "success", "total": 2} == answer["meta"]


async def test_every_district_has_schools(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Each of the fifteen has a code of its own and at least a SMA and a SMK."""
    rows = (await client.get(opd["DISDIKBUD_URL"] + "/api/sekolah")).json()["hasil"]
    kinds: dict[str, set[str]] = {}
    for row in rows["sekolah"]:
        kinds.setdefault(row["kodeWilayah"], set()).add(row["bentukPendidikan"])
    assert len(districts()) == len(kinds)
    assert all({"SMA", "SMK"} <= found for found in kinds.values())


async def test_admission(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Phases and pathways are maps by number and by code."""
    found = (await client.get(opd["DISDIKBUD_URL"] + "/api/spmb/2026")).json()["hasil"]
    assert ["1", "2", "3", "4", "5"] == list(found["tahapan"])
    assert {
        "urutan": "3",
        "nama": "Pendaftaran jalur domisili",
        "tglMulai": "15 Jun 2026",
        "tglSelesai": "18 Jun 2026",
        "daring": "Ya",
        "selesai": "Ya",
    } == found["tahapan"]["3"]
    assert "35%" == found["jalur"]["DOM"]["bagian"]


async def test_seats(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Seats are by school and pathway; who is admitted fits; next year is not known."""
    url = opd["DISDIKBUD_URL"] + "/api/spmb"
    now = await client.get(url + "/2026/kuota?npsn=99800001&jalur=DOM,MUT")
    seats = [
        {"kuota": "126", "pendaftar": "88", "diterima": "88"},
        {"kuota": "18", "pendaftar": "28", "diterima": "18"},
    ]
    assert [
        {"npsn": "99800001", "jalur": "DOM", **seats[0]},
        {"npsn": "99800001", "jalur": "MUT", **seats[1]},
    ] == now.json()["hasil"]["daftar"]
    then = await client.get(url + "/2027/kuota?npsn=99800001&jalur=DOM")
    unknown = {"kuota": "126", "pendaftar": "-", "diterima": "-"}
    assert [{"npsn": "99800001", "jalur": "DOM", **unknown}] == (
        then.json()["hasil"]["daftar"]
    )


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/api/sekolah/1", "Sekolah tidak ditemukan"),
        ("/api/spmb/1999", "SPMB tidak ditemukan"),
        ("/api/spmb/1999/kuota", "SPMB tidak ditemukan"),
    ],
)
async def test_unknown(
    path: str, message: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """What is not there is a 404 with a body of its own."""
    answer = await client.get(opd["DISDIKBUD_URL"] + path)
    body = {"meta": {"status": "error", "pesan": message}, "hasil": None}
    assert (404, body) == (answer.status_code, answer.json())
