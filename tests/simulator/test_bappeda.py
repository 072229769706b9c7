"""The planning agency's service."""

from typing import Any

import httpx

from simulator import Simulation

PATH = "/perencanaan/v2"


async def response(opd: Simulation, client: httpx.AsyncClient, path: str) -> Any:
    """Return what a good answer holds."""
    body = (await client.get(opd["BAPPEDA_URL"] + PATH + path)).json()
    assert {"code": 200, "message": "OK"} == body["metaData"]
    return body["response"]


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A programme's only indicator is an object; amounts are short, times epochs."""
    assert {
        "kd_program": "PHTC-02",
        "jns": "2",
        "nm_program": "Pemeriksaan kesehatan gratis",
        "tujuan": "Warga memeriksakan kesehatannya setahun sekali tanpa biaya",
        "nm_opd": "Dinas Kesehatan",
        "thn_mulai": "2025",
        "thn_akhir": "2029",
        "pagu": "Rp 96,4 M",
        "sts": "on_track",
        "prioritas": "Ya",
        "tgl_lapor": 1_793_430_000,
        "indikator": {
            "nm_indikator": "Warga yang diperiksa",
            "satuan": "orang",
            "arah": "naik",
            "nilai_awal": "0",
            "capaian": [
                {
                    "thn": "2025",
                    "target": "900.000",
                    "realisasi": "871.226",
                    "persen": "96,80",
                },
                {
                    "thn": "2026",
                    "target": "2.400.000",
                    "realisasi": "2.187.904",
                    "persen": "91,16",
                },
                {"thn": "2027", "target": "3.600.000", "realisasi": "-", "persen": "-"},
            ],
        },
    } == await response(opd, client, "/program/PHTC-02")


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown programme is code 201, as text, within HTTP 200."""
    answer = await client.get(f"{opd['BAPPEDA_URL']}{PATH}/program/PS-99")
    meta = {"code": "201", "message": "Program tidak ditemukan"}
    body = {"metaData": meta, "response": None}
    assert (200, body) == (answer.status_code, answer.json())


async def test_list_by_code(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A list is a map by code without indicators; asked by code it has them."""
    listed = await response(opd, client, "/program?jns=2")
    expected = [f"PHTC-{number:02}" for number in range(1, 7)]
    assert (6, expected) == (listed["count"], list(listed["list"]))
    assert "indikator" not in listed["list"]["PHTC-01"]
    two = await response(opd, client, "/program?kd=PS-06,PHTC-01,X")
    assert ["PS-06", "PHTC-01"] == list(two["list"])
    assert 2 == len(two["list"]["PS-06"]["indikator"])


async def test_places(opd: Simulation, client: httpx.AsyncClient) -> None:
    """What is done where names its region in two columns; nothing yet is a dash."""
    rows = (await response(opd, client, "/lokus?kab=18.11"))["list"]
    assert ["PHTC-03", "PHTC-04", "PS-01"] == [row["kd_program"] for row in rows]
    assert {
        "kd_program": "PS-01",
        "kd_prop": "18",
        "kd_kab": "11",
        "thn": "2026",
        "kegiatan": "Penanganan jalan provinsi",
        "jml_sasaran": "28",
        "jml_realisasi": "-",
        "satuan": "km",
        "selesai": "Tidak",
    } == rows[-1]


async def test_places_of_a_program(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Programmes choose places, too."""
    found = await response(opd, client, "/lokus?program=PS-06,PS-03")
    assert 6 == found["count"]
    assert {"PS-03", "PS-06"} == {row["kd_program"] for row in found["list"]}
