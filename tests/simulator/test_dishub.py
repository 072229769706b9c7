"""The transport service."""

import httpx

from simulator import Simulation


async def test_a_route(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A route has its figures as text with their units, and its stops as objects."""
    answer = await client.get(opd["DISHUB_URL"] + "/api/trayek/TBL-03")
    found = answer.json()["response"]
    stops = found.pop("halte")
    assert {
        "idTrayek": "TBL-03",
        "namaTrayek": "Tanjung Karang - Institut Teknologi Sumatera",
        "operator": "Trans Bandar Lampung",
        "jenis": "K",
        "tarifUmum": "Rp5.000",
        "tarifPelajar": "Rp2.000",
        "jamOperasi": "06.00-17.30 WIB",
        "headway": "30 menit",
        "panjangTrayek": "14,2 km",
        "aktif": "0",
        "kdKabAsal": "1871",
        "kdKabTujuan": "1803",
        "kdKabLayanan": ["1803", "1871"],
        "lintasan": "Pasar Bambu Kuning - Way Halim - Institut Teknologi Sumatera",
    } == found
    assert {
        "urut": 2,
        "namaHalte": "Way Halim",
        "kdKab": "1871",
        "koordinat": "-5.3869, 105.2745",
        "transit": "1",
    } == stops[1]


async def test_routes_of_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A route comes once for each asked region that it stops in, without its stops."""
    answer = await client.get(opd["DISHUB_URL"] + "/api/trayek?kab=1872,1809,9")
    rows = answer.json()["response"]["list"]
    assert [
        ("1872", "DMR-02"),
        ("1809", "DMR-02"),
        ("1809", "DMR-04"),
        ("1872", "DMR-07"),
    ] == [(row["kdKab"], row["idTrayek"]) for row in rows]
    assert not [row for row in rows if "halte" in row]


async def test_nothing_found(opd: Simulation, client: httpx.AsyncClient) -> None:
    """What is not there is code 201 under HTTP 200; a list may be empty."""
    base = opd["DISHUB_URL"] + "/api"
    for path in ("/trayek/XXX-99", "/simpul/X"):
        answer = await client.get(base + path)
        assert 200 == answer.status_code
        meta = {"code": "201", "message": "Data tidak ditemukan"}
        assert {"metaData": meta, "response": None} == answer.json()
    for path in ("/trayek?kab=9", "/simpul?kab=1811"):
        answer = await client.get(base + path)
        assert {"jumlah": 0, "list": []} == answer.json()["response"]


async def test_a_node(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A port's place is written with decimal commas."""
    answer = await client.get(opd["DISHUB_URL"] + "/api/simpul/P-1803-1")
    assert {
        "idSimpul": "P-1803-1",
        "namaSimpul": "Pelabuhan Bakauheni",
        "jnsSimpul": "2",
        "kelas": "Penyeberangan",
        "kdKab": "1803",
        "lokasi": {"lat": "-5,8713", "lng": "105,7536"},
    } == answer.json()["response"]


async def test_ferries(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Twelve ferries a day and direction; high waves hold some on the sixteenth."""
    base = opd["DISHUB_URL"] + "/api/feri/jadwal/"
    rough = (await client.get(base + "16-11-2026")).json()["response"]
    assert 24 == rough["jumlah"]
    assert {
        "noPelayaran": "BKH-MRK-161126-12",
        "lintas": "BKH-MRK",
        "kapal": "KMP Mutiara Persada III",
        "layanan": "R",
        "dermaga": "Dermaga 2",
        "berangkat": "16/11/2026 22:00",
        "tiba": "17/11/2026 00:00",
        "sts": "0",
    } == rough["list"][11]
    assert {"0", "1", "2"} == {row["sts"] for row in rough["list"]}
    calm = (await client.get(base + "17-11-2026")).json()["response"]
    assert {"0"} == {row["sts"] for row in calm["list"]}


async def test_a_wrong_date(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A date in another form is refused in the body."""
    answer = await client.get(opd["DISHUB_URL"] + "/api/feri/jadwal/2026-11-16")
    meta = {"code": "400", "message": "Format tanggal harus dd-mm-yyyy"}
    assert {"metaData": meta, "response": None} == answer.json()


async def test_fares(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A class that an express ferry does not take has a dash for a fare."""
    rows = (await client.get(opd["DISHUB_URL"] + "/api/feri/tarif")).json()["response"]
    assert {
        "gol": "Golongan IX",
        "uraian": "Alat berat lebih dari 16 meter",
        "reguler": "Rp 4.199.000,-",
        "ekspres": "-",
    } == rows["list"][-1]
    assert 14 == rows["jumlah"]


async def test_stops_are_known(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Every route has at least three stops, and every region is served."""
    base = opd["DISHUB_URL"] + "/api/trayek"
    rows = (await client.get(base)).json()["response"]["list"]
    assert 15 == len({code for row in rows for code in row["kdKabLayanan"]})
    assert 3 == min(len(row["lintasan"].split(" - ")) for row in rows)
