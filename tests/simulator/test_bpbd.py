"""The disaster service."""

import httpx

from simulator import Simulation


async def test_quakes(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Quakes stand in BMKG's envelope, all values as text with their units."""
    answer = await client.get(opd["BPBD_URL"] + "/gempa/terkini.json")
    quakes = answer.json()["Infogempa"]["gempa"]
    assert {
        "Tanggal": "16 Nov 2026",
        "Jam": "04:21:07 WIB",
        "Coordinates": "-6.02,103.88",
        "Lintang": "6.02 LS",
        "Bujur": "103.88 BT",
        "Magnitude": "5.4",
        "Kedalaman": "24 km",
        "Wilayah": "92 km BaratDaya PESISIRBARAT-LAMPUNG",
        "Potensi": "Tidak berpotensi tsunami",
    } == quakes[0]
    assert ["LS", "LS", "LS", "LU", "LS"] == [q["Lintang"][-2:] for q in quakes]


async def test_last_quake_is_an_object(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """The feed of the last quake has an object where the other has a list."""
    many = await client.get(opd["BPBD_URL"] + "/gempa/terkini.json")
    last = await client.get(opd["BPBD_URL"] + "/gempa/auto.json")
    assert many.json()["Infogempa"]["gempa"][0] == last.json()["Infogempa"]["gempa"]


async def test_warnings(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Three kinds of warning stand in one feed, each with keys of its own."""
    body = (await client.get(opd["BPBD_URL"] + "/peringatan.json")).json()
    common = {"no", "jenis", "judul", "status", "aktif", "daerah", "mulai", "akhir"}
    own = [(row["jenis"], sorted(row.keys() - common)) for row in body["peringatan"]]
    assert [
        ("banjir", ["tma"]),
        ("cuaca", ["hujan_mm"]),
        ("gelombang", ["perairan", "tinggi"]),
        ("banjir", ["tma"]),
    ] == own
    assert 4 == body["jumlah"]
