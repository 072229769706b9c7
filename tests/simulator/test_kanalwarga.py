"""The regions' own complaint channel."""

import httpx

from simulator import Simulation

PATH = "/kanal/tiket"


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A ticket has upper-case keys, a code in two parts, and one step as an object."""
    answer = await client.get(f"{opd['KANAL_URL']}{PATH}/WA-1872-0001")
    assert {
        "RC": "00",
        "RM": "SUKSES",
        "TIKET": {
            "NO_TIKET": "WA-1872-0001",
            "SALURAN": "WA",
            "KODE": {"PROV": "18", "KAB": "72"},
            "KAT": "02",
            "PESAN": "Lampu jalan di Hadimulyo mati tiga malam",
            "STS": "N",
            "TGL": "1794745500",
            "NAMA": "Warga 1872-0001",
            "TUJUAN": {"KD": "0", "NAMA": "-", "TELP": "", "ALASAN": ""},
            "LOG": {
                "JAM": "2026-11-15 19:25",
                "AKSI": "TERIMA",
                "OLEH": "Petugas kanal",
                "CAT": "-",
            },
            "BALASAN": "",
            "TGL_BALAS": "",
            "BINTANG": "0",
        },
    } == answer.json()


async def test_answered(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An answered ticket has a list of steps, a reply and stars."""
    answer = await client.get(f"{opd['KANAL_URL']}{PATH}/WA-1871-0001")
    row = answer.json()["TIKET"]
    assert ["TERIMA", "TERUSKAN", "BALAS"] == [step["AKSI"] for step in row["LOG"]]
    assert ("Sudah diangkut pagi ini.", "2026-11-05 07:10", "5") == (
        row["BALASAN"],
        row["TGL_BALAS"],
        row["BINTANG"],
    )


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A ticket that is not known is a 404 with a body."""
    answer = await client.get(f"{opd['KANAL_URL']}{PATH}/WA-1871-9999")
    body = {"RC": "14", "RM": "TIKET TIDAK ADA"}
    assert (404, body) == (answer.status_code, answer.json())


async def test_by_regions_and_days(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Ministry codes are joined by semicolons; days are eight digits."""
    query = {"kd_wil": "18.71;18.72", "mulai": "20261113", "akhir": "20261115"}
    answer = await client.get(opd["KANAL_URL"] + PATH, params=query)
    assert ["KS-1871-0002", "WA-1872-0001"] == [
        row["NO_TIKET"] for row in answer.json()["TIKET"]
    ]


async def test_all(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Without parameters every ticket comes, from phones and from kiosks."""
    rows = (await client.get(opd["KANAL_URL"] + PATH)).json()["TIKET"]
    assert 7 == len(rows)
    assert {"WA", "KIOS"} == {row["SALURAN"] for row in rows}
    assert {"N", "P", "S", "X"} == {row["STS"] for row in rows}
