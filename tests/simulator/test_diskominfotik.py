"""The service of the directory, the news, public documents and usage."""

from typing import Any

import httpx

from simulator import Simulation


async def data(opd: Simulation, client: httpx.AsyncClient, path: str) -> Any:
    """Return the data of a good answer."""
    body = (await client.get(f"{opd['DISKOMINFOTIK_URL']}/api/v1{path}")).json()
    assert ("200", 1, "OK") == (body["code"], body["success"], body["message"])
    return body["data"]


async def test_one_service(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A service of the directory has a list of channels and a flag as text."""
    assert {
        "kode": "bantuan-sosial",
        "nama_layanan": "Bantuan sosial",
        "opd": "Dinas Sosial",
        "kategori": "sosial",
        "kanal": ["app", "loket", "telp"],
        "url": "-",
        "jam": "Senin-Jumat 08.00-15.30",
        "terhubung": "1",
    } == await data(opd, client, "/layanan/bantuan-sosial")


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """What is not there is code 404 within HTTP 200, with an empty array."""
    answer = await client.get(f"{opd['DISKOMINFOTIK_URL']}/api/v1/berita/tiada")
    message = "Data tidak ditemukan"
    body = {"code": "404", "success": 0, "message": message, "data": []}
    assert (200, body) == (answer.status_code, answer.json())


async def test_filters(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Columns choose, by one value or several; one channel of many is enough."""
    for path, column, expected in (
        ("/layanan?kanal=wa", "kode", ["pengaduan", "peringatan-bencana"]),
        ("/layanan?kode=spmb,lowongan,x", "kode", ["spmb", "lowongan"]),
        ("/layanan?kategori=sosial&kanal=web", "kode", []),
        ("/berita?kab=18,1801&rubrik=pariwisata", "slug", ["festival-kopi-liwa"]),
        ("/dokumen?klasifikasi=dikecualikan", "nomor", ["PPID-2026-030"]),
    ):
        found = await data(opd, client, path)
        assert str(len(expected)) == found["total"]
        assert expected == [row[column] for row in found["data"]]


async def test_news(opd: Simulation, client: httpx.AsyncClient) -> None:
    """News in a list lack their text; times are UTC, counts have dots."""
    (row,) = (await data(opd, client, "/berita?kab=1801"))["data"]
    assert {
        "slug": "festival-kopi-liwa",
        "judul": "Festival kopi digelar di Liwa",
        "ringkasan": "Petani dan penyangrai kopi robusta bertemu di Liwa.",
        "rubrik": "pariwisata",
        "kode_bps": "1801",
        "published_at": "2026-11-08T08:00:00.000000Z",
        "dibaca": "3.164",
    } == row
    detail = await data(opd, client, "/berita/festival-kopi-liwa")
    assert {"isi"} == detail.keys() - row.keys()


async def test_documents(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A document that is not public has neither size, day nor file."""
    row = await data(opd, client, "/dokumen/PPID-2026-030")
    assert ("-", "00-00-0000", "") == (row["ukuran"], row["terbit"], row["url"])
    row = await data(opd, client, "/dokumen/PPID-2026-002")
    assert ("8.746 KB", "12-01-2026") == (row["ukuran"], row["terbit"])


async def test_usage(opd: Simulation, client: httpx.AsyncClient) -> None:
    """The app's usage is a row a month since it began."""
    found = await data(opd, client, "/pemakaian?tahun=2026")
    assert "10" == found["total"]
    assert {
        "periode": "2026-10",
        "tahun": "2026",
        "pengguna_aktif": "46.750",
        "pengguna_baru": "4.895",
        "sesi": "192.499",
        "rata_durasi": "275 detik",
        "rating": "4,5 / 5",
        "ulasan": "688",
    } == found["data"][-1]


async def test_usage_of_services(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A service's usage is a row a month; only those within the app have any."""
    month = (await data(opd, client, "/pemakaian/layanan?periode=2026-09"))["data"]
    assert 10 == len(month)
    assert {
        "periode": "2026-09",
        "layanan": "pajak-kendaraan",
        "permintaan": "5.936",
        "gagal": "-",
        "rata_tanggap": "188 ms",
    } == month[0]
    both = "/pemakaian/layanan?layanan=spmb,informasi-publik"
    assert {"spmb"} == {
        row["layanan"] for row in (await data(opd, client, both))["data"]
    }
