"""The libraries' service."""

import httpx

from simulator import Simulation


async def test_search(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Words are sought in titles and authors, whatever their case."""
    url = opd["PERPUSTAKAAN_URL"] + "/api/katalog/cari"
    wanted = {"judul": "SALAH", "pengarang": "iskandar"}
    assert {
        "numFound": "1",
        "docs": [
            {
                "biblioId": "0105",
                "title": "Salah Pilih / Nur Sutan Iskandar",
                "author": "Nur Sutan Iskandar",
                "publishYear": "1928",
                "publisher": "Balai Pustaka",
                "language": "id",
                "callNumber": "899.221 3 NUR s",
                "collType": "FIK",
            }
        ],
    } == (await client.post(url, json=wanted)).json()
    assert "2" == (await client.post(url, json={"judul": "salah"})).json()["numFound"]
    assert "19" == (await client.post(url, json={})).json()["numFound"]
    assert [] == (await client.post(url, json={"judul": "muis"})).json()["docs"]
    children = (await client.post(url, json={"jenis": "ANK"})).json()
    assert ["ANK", "ANK"] == [row["collType"] for row in children["docs"]]


async def test_pages(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Ten books come at once at most, in order of their titles; the total is all."""
    url = opd["PERPUSTAKAAN_URL"] + "/api/katalog/cari"
    titles: list[str] = []
    for page, expected in ((1, 10), (2, 9), (3, 0)):
        found = (await client.post(url, json={"halaman": page, "isi": 25})).json()
        assert ("19", expected) == (found["numFound"], len(found["docs"]))
        titles += [row["title"] for row in found["docs"]]
    assert sorted(titles) == titles
    few = (await client.post(url, json={"halaman": 2, "isi": 3})).json()
    assert titles[3:6] == [row["title"] for row in few["docs"]]


async def test_authors(opd: Simulation, client: httpx.AsyncClient) -> None:
    """One author is a text, several are a list, none is null."""
    url = opd["PERPUSTAKAAN_URL"] + "/api/katalog/ambil"
    wanted = {"id": ["0101", "0110", "0202", "9999"]}
    docs = (await client.post(url, json=wanted)).json()["docs"]
    assert ["Marah Rusli", ["R.A. Kartini", "Armijn Pane"], None] == [
        row["author"] for row in docs
    ]


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """One title is an object; an unknown one is an error under HTTP 200."""
    base = opd["PERPUSTAKAAN_URL"] + "/api/katalog/"
    one = (await client.get(base + "0202")).json()
    assert ("1", "Warahan Radin Jambat") == (one["numFound"], one["docs"]["title"])
    none = await client.get(base + "9999")
    error = {"kode": "E404", "pesan": "Koleksi tidak ada"}
    assert (200, {"error": error}) == (none.status_code, none.json())


async def test_copies(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A branch tells when the next copy comes back only where all are lent."""
    answer = await client.get(opd["PERPUSTAKAAN_URL"] + "/api/eksemplar?id=0110,x")
    rows = answer.json()["eksemplar"]
    assert 6 == len(rows)
    assert {
        "biblioId": "0110",
        "kdCabang": "LSL",
        "jml": "2",
        "tersedia": "0",
        "kembali": "2026-11-23",
    } in rows
    assert {"0000-00-00"} == {row["kembali"] for row in rows if row["tersedia"] != "0"}


async def test_branches(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Every region has a branch; they are chosen by region or by code."""
    base = opd["PERPUSTAKAAN_URL"] + "/api/cabang"
    assert {
        "kdCabang": "MTR",
        "nmCabang": "Perpustakaan Kota Metro",
        "kota": "Metro",
        "kdKab": "1872",
        "jmlKoleksi": "41.020",
        "jamLayanan": {"Senin-Jumat": "08.00-16.00", "Sabtu": "09.00-13.00"},
    } == (await client.get(base + "/MTR")).json()
    rows = (await client.get(base)).json()["cabang"]
    assert 15 == len({row["kdKab"] for row in rows})
    some = (await client.get(base + "?kab=1871,9")).json()["cabang"]
    assert ["LPG", "BDL"] == [row["kdCabang"] for row in some]
    some = (await client.get(base + "?kd=PSB,X")).json()["cabang"]
    assert ["PSB"] == [row["kdCabang"] for row in some]


async def test_unknown_branch(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown branch is a 404 with nothing in it."""
    answer = await client.get(opd["PERPUSTAKAAN_URL"] + "/api/cabang/XXX")
    assert (404, b"") == (answer.status_code, answer.content)
