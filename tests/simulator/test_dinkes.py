"""The hospital service."""

import httpx

from simulator import Simulation

PATH = "/api/v1/rumah_sakit"


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A hospital is nested, with numbers as text."""
    answer = await client.get(f"{opd['DINKES_URL']}{PATH}/1871-01")
    assert {
        "sukses": True,
        "hasil": {
            "id_rs": "1871-01",
            "nama_rs": "RSUD Dr. H. Abdul Moeloek",
            "kelas_rs": "A",
            "kepemilikan": "PEMPROV",
            "lokasi": {
                "jalan": "Jl. Dr. Rivai 6",
                "kecamatan": "Enggal",
                "kode_kabupaten": "18.71",
            },
            "tempat_tidur": {
                "igd": {"kapasitas": "31", "tersedia": "4"},
                "rawat_inap": {"kapasitas": "620", "tersedia": "38"},
            },
            "waktu_lapor": "2026-11-16 07:00:00",
            "layanan": ["IGD 24 jam", "ICU", "Hemodialisis", "Bedah jantung"],
        },
    } == answer.json()


async def test_services_only_in_detail(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A list's row is the detail's without the services."""
    listed = (await client.get(opd["DINKES_URL"] + PATH)).json()["hasil"][0]
    detail = (await client.get(f"{opd['DINKES_URL']}{PATH}/1871-01")).json()["hasil"]
    del detail["layanan"]
    assert detail == listed


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown id is a 404 with a body of its own."""
    answer = await client.get(f"{opd['DINKES_URL']}{PATH}/9")
    body = {"sukses": False, "pesan": "rumah sakit tidak ditemukan"}
    assert (404, body) == (answer.status_code, answer.json())


async def test_by_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Kemendagri codes, joined by commas, choose hospitals."""
    answer = await client.get(f"{opd['DINKES_URL']}{PATH}?kode_kab=18.72,18.05,18")
    ids = [row["id_rs"] for row in answer.json()["hasil"]]
    assert ["1872-01", "1872-02", "1805-01"] == ids
    assert 3 == answer.json()["jumlah"]


async def test_every_region_has_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """All hospitals come without a parameter; some did not report free beds."""
    rows = (await client.get(opd["DINKES_URL"] + PATH)).json()["hasil"]
    assert 15 == len({row["lokasi"]["kode_kabupaten"] for row in rows})
    silent = [row for row in rows if row["tempat_tidur"]["igd"]["tersedia"] == "-"]
    assert 3 == len(silent)


async def test_free_beds_fit(opd: Simulation, client: httpx.AsyncClient) -> None:
    """No hospital has more free beds than beds."""
    rows = (await client.get(opd["DINKES_URL"] + PATH)).json()["hasil"]
    beds = [beds for row in rows for beds in row["tempat_tidur"].values()]
    reported = [bed for bed in beds if bed["tersedia"] != "-"]
    assert 34 == len(reported)
    assert all(int(bed["tersedia"]) < int(bed["kapasitas"]) for bed in reported)
