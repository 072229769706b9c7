"""The hospital's queue service."""

import httpx
import pytest

from simulator import Simulation

OK = {"message": "Ok", "code": 200}


async def test_clinics(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Clinics carry the number that the health office gives the hospital."""
    url = opd["RSUDAM_URL"] + "/antrean/poli"
    answer = await client.get(url, params={"kodepoli": "KLT,ZZZ"})
    assert {
        "response": {
            "list": [
                {
                    "kodepoli": "KLT",
                    "namapoli": "Poli Kulit dan Kelamin",
                    "koders": "1871-01",
                    "lantai": 1,
                    "bukahariini": 0,
                }
            ]
        },
        "metadata": OK,
    } == answer.json()
    everything = (await client.get(url, params={"koders": "1871-01"})).json()
    assert 14 == len(everything["response"]["list"])
    elsewhere = (await client.get(url, params={"koders": "1872-01"})).json()
    assert [] == elsewhere["response"]["list"]


async def test_schedule(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A day's number and clinics choose shifts, which are one text."""
    url = opd["RSUDAM_URL"] + "/antrean/jadwaldokter?kodepoli=ANA,MAT&hari=5"
    assert [
        {
            "kodepoli": "ANA",
            "kodedokter": "D012",
            "namadokter": "dr. Anak Contoh Dua, Sp.A",
            "hari": "5",
            "jadwal": "08:00-11:00",
            "kapasitaspasien": 25,
            "libur": 1,
        }
    ] == (await client.get(url)).json()["response"]["list"]


async def test_one_queue_is_an_object(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """`list` is no list when one clinic is asked for."""
    url = opd["RSUDAM_URL"] + "/antrean/status"
    one = (await client.get(url, params={"kodepoli": "ANA"})).json()
    assert {
        "kodepoli": "ANA",
        "namapoli": "Poli Anak",
        "namadokter": "dr. Anak Contoh Satu, Sp.A",
        "totalantrean": 36,
        "sisaantrean": 26,
        "antreanpanggil": "A10",
        "sisakuotajkn": 16,
        "kuotajkn": 40,
        "sisakuotanonjkn": 8,
        "kuotanonjkn": 20,
        "keterangan": "",
        "lastupdate": 1794797100000,
    } == one["response"]["list"]
    two = (await client.get(url, params={"kodepoli": "INT,KLT"})).json()
    assert [("A-32", 48), ("-", 0)] == [
        (row["antreanpanggil"], row["sisaantrean"]) for row in two["response"]["list"]
    ]


async def test_queues_fit(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Nobody waits beyond who came, and no quota is overdrawn."""
    answer = await client.get(opd["RSUDAM_URL"] + "/antrean/status")
    rows = answer.json()["response"]["list"]
    assert 14 == len(rows)
    assert all(0 <= row["sisaantrean"] <= row["totalantrean"] for row in rows)
    assert all(0 <= row["sisakuotajkn"] <= row["kuotajkn"] for row in rows)
    assert all(0 <= row["sisakuotanonjkn"] <= row["kuotanonjkn"] for row in rows)


async def test_a_booking(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A booking tells how many are before it, and how long that takes."""
    url = opd["RSUDAM_URL"] + "/antrean/sisa"
    answer = await client.post(url, json={"kodebooking": "20261116INT040"})
    assert {
        "response": {
            "nomorantrean": "A-40",
            "kodepoli": "INT",
            "namapoli": "Poli Penyakit Dalam",
            "namadokter": "dr. Dalam Contoh Satu, Sp.PD",
            "sisaantrean": 8,
            "antreanpanggil": "A-32",
            "waktutunggu": 3360,
            "keterangan": "",
        },
        "metadata": OK,
    } == answer.json()
    called = await client.post(url, json={"kodebooking": "20261116INT032"})
    assert "Nomor sudah dipanggil" == called.json()["response"]["keterangan"]


@pytest.mark.parametrize(
    ("booking", "message"),
    [
        ("20261116INT081", "Antrean tidak ditemukan"),
        ("20261115INT040", "Kode booking tidak ditemukan"),
        ("20261116ZZZ001", "Kode booking tidak ditemukan"),
        ("", "Kode booking tidak ditemukan"),
    ],
)
async def test_no_such_booking(
    booking: str, message: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """What is not there is HTTP 200 with code 201 and no response at all."""
    url = opd["RSUDAM_URL"] + "/antrean/sisa"
    answer = await client.post(url, json={"kodebooking": booking})
    body = {"metadata": {"message": message, "code": 201}}
    assert (200, body) == (answer.status_code, answer.json())


async def test_no_such_clinic(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown clinic has no queue."""
    answer = await client.get(opd["RSUDAM_URL"] + "/antrean/status?kodepoli=ZZZ")
    assert {"metadata": {"message": "Poli tidak ditemukan", "code": 201}} == (
        answer.json()
    )
