"""The service of regulations."""

from typing import Any

import httpx

from simulator import Simulation


async def found(opd: Simulation, client: httpx.AsyncClient, path: str) -> Any:
    """Return the array that every answer is."""
    answer = await client.get(f"{opd['HUKUM_URL']}/integrasi/dokumen{path}")
    assert 200 == answer.status_code
    return answer.json()


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A regulation is a list of one, of texts; what changes it is a list or a number."""
    assert [
        {
            "idData": "105",
            "jenis": "Peraturan Gubernur",
            "singkatanJenis": "PERGUB",
            "noPeraturan": "14",
            "tahunPengundangan": "2024",
            "tanggalPenetapan": "14 Maret 2024",
            "tanggalPengundangan": "14 Maret 2024",
            "judul": "Peraturan Gubernur Nomor 14 Tahun 2024 tentang Tata Cara"
            " Pemungutan Pajak Kendaraan Bermotor",
            "subjek": "PAJAK DAERAH",
            "status": "Diubah",
            "kodeWilayah": "",
            "mengubah": None,
            "diubahOleh": ["106", "107"],
            "mencabut": None,
            "dicabutOleh": None,
            "deskripsiFisik": "57 hlm.",
            "urlDownload": "https://jdih.example.go.id/berkas/105.pdf",
        }
    ] == await found(opd, client, "/105.json")


async def test_one_in_place_of_a_list(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A single regulation that is changed or repealed stands without a list."""
    (changing,) = await found(opd, client, "/106.json")
    assert ("105", "107") == (changing["mengubah"], changing["diubahOleh"])
    (repealed,) = await found(opd, client, "/108.json")
    assert "109" == repealed["dicabutOleh"]


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """What is not there is an empty array."""
    assert [] == await found(opd, client, "/999.json")
    assert [] == await found(opd, client, ".json?tahun=1999")


async def test_filters(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Kind, number, year, part of the title, ids and regions choose."""
    for query, expected in {
        "jenis=PERGUB&nomor=14&tahun=2024": ["105"],
        "kata=PAJAK&jenis=PERDA": ["104"],
        "idData=118,101,9": ["101", "118"],
        "kodeWilayah=18.72,18.71": ["112", "113", "117"],
    }.items():
        rows = await found(opd, client, f".json?{query}")
        assert (query, expected) == (query, [row["idData"] for row in rows])


async def test_decisions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A decision has slashes in its number, no day of enactment, and a region."""
    (row,) = await found(opd, client, "/113.json")
    assert ("G/702/V.08/HK/2025", "", "18.72") == (
        row["noPeraturan"],
        row["tanggalPengundangan"],
        row["kodeWilayah"],
    )
