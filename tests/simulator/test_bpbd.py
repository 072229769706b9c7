"""The disaster service."""

from collections.abc import Mapping

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


async def test_warnings_by_region(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Asked by regions, a warning comes once for each of them that it names."""
    answer = await client.get(opd["BPBD_URL"] + "/peringatan.json?daerah=18.06,18.71")
    assert [
        ("18.06", "PD-2026-117"),
        ("18.71", "PD-2026-117"),
        ("18.06", "PD-2026-116"),
    ] == [(row["kode_daerah"], row["no"]) for row in answer.json()["peringatan"]]


async def test_water_level(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A post shouts its keys, and its status repeats its own label."""
    answer = await client.get(opd["BPBD_URL"] + "/tma/pos/WSK-01")
    assert {
        "POS": {
            "KODE_POS": "WSK-01",
            "NAMA_POS": "Bendung Argoguruh",
            "SUNGAI": "Way Sekampung",
            "KD_KAB": "1809",
            "SIAGA3": "250",
            "SIAGA2": "350",
            "SIAGA1": "450",
            "TINGGI_AIR": "312 cm",
            "TINGGI_AIR_SEBELUMNYA": "298 cm",
            "STATUS_SIAGA": "Status : Siaga 3",
            "KOORDINAT": "-5.19,105.19",
            "TANGGAL": "16/11/2026 07.00",
        }
    } == answer.json()


async def test_water_levels_by_bps_code(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Posts are chosen by the statistics office's codes; an unknown one is null."""
    some = await client.get(opd["BPBD_URL"] + "/tma/pos?kab=1803,1871,9")
    assert ["WKR-01", "WKN-01"] == [row["KODE_POS"] for row in some.json()["POS"]]
    none = await client.get(opd["BPBD_URL"] + "/tma/pos/XXX-01")
    assert (200, {"POS": None}) == (none.status_code, none.json())


async def test_status_follows_the_level(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Every post's status is what its level and limits make of it."""
    rows = (await client.get(opd["BPBD_URL"] + "/tma/pos")).json()["POS"]
    told = {row["KODE_POS"]: row["STATUS_SIAGA"] for row in rows}
    assert {row["KODE_POS"]: _status(row) for row in rows} == told
    assert 4 == len({*told.values()} - {"Status : Tidak Terpantau"})


async def test_floods(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Flood reports count households and people in words with their units."""
    base = opd["BPBD_URL"] + "/banjir/laporan"
    one = (await client.get(base + "/BJR-2026-041")).json()["laporan"]
    assert ("90-150 cm", "1.204 KK", "386 jiwa", "T") == (
        one["genangan"],
        one["terdampak"],
        one["mengungsi"],
        one["surut"],
    )
    some = (await client.get(base + "?kab=18.71,18.06")).json()
    assert "3" == some["jumlah"]
    assert 404 == (await client.get(base + "/BJR-1")).status_code


async def test_numbers(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Telephone numbers are a map from region to row; no post's can be dialled."""
    some = await client.get(opd["BPBD_URL"] + "/kontak.json?kode=18.71,18")
    found = some.json()["kontak"]
    assert ["18.71"] == [*found]
    assert {"nama": "Ambulans", "nomor": "119"} in found["18.71"]["layanan"]
    everyone = (await client.get(opd["BPBD_URL"] + "/kontak.json")).json()["kontak"]
    assert 15 == len(everyone)
    assert {"(0000)"} == {row["posko"].split()[0] for row in everyone.values()}


def _status(row: Mapping[str, str]) -> str:
    if row["TINGGI_AIR"] == "-":
        return "Status : Tidak Terpantau"
    level = int(row["TINGGI_AIR"].removesuffix(" cm"))
    reached = [n for n in (1, 2, 3) if level >= int(row[f"SIAGA{n}"])]
    return f"Status : Siaga {reached[0]}" if reached else "Status : Normal"
