"""The complaint service."""

import httpx
import pytest

from simulator import Simulation

PATH = "/index.php/aduan"


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A complaint by its number; without an answer there is an empty text."""
    answer = await client.get(f"{opd['PENGADUAN_URL']}{PATH}/2026110002")
    assert {
        "status": "ok",
        "data": {
            "no_aduan": "2026110002",
            "kd_kab": "18.01",
            "kategori": "layanan",
            "judul_aduan": "Antrean loket terlalu lama",
            "status_aduan": "2",
            "tgl_aduan": "02/11/2026 09:15",
            "nama_pelapor": "Warga 2",
            "jml_dukungan": "7",
            "kanal": "web",
            "lingkup": "PROV",
            "unit_penangan": "Badan Pendapatan Daerah",
            "isi_aduan": (
                "Antrean loket terlalu lama, Kabupaten Lampung Selatan."
                " Mohon ditindaklanjuti."
            ),
            "disposisi": {
                "lingkup": "PROV",
                "unit": "Badan Pendapatan Daerah",
                "bidang": "Seksi Layanan Masyarakat",
            },
            "riwayat": [
                {
                    "waktu": "2026-11-02 09:15:00",
                    "aksi": "terima",
                    "unit": "Admin Pengaduan Provinsi",
                    "catatan": "Laporan diterima",
                },
                {
                    "waktu": "2026-11-02 12:15:00",
                    "aksi": "verifikasi",
                    "unit": "Admin Pengaduan Provinsi",
                    "catatan": "Laporan lengkap",
                },
                {
                    "waktu": "2026-11-02 14:15:00",
                    "aksi": "disposisi",
                    "unit": "Admin Pengaduan Provinsi",
                    "catatan": "Diteruskan kepada Badan Pendapatan Daerah",
                },
            ],
            "tanggapan": "",
        },
    } == answer.json()


@pytest.mark.parametrize(
    ("number", "code", "reason"),
    [
        ("2026119999", 404, "Aduan tidak ditemukan"),
        ("7", 422, "Nomor aduan harus 10 angka"),
    ],
)
async def test_failures_are_200(
    number: str, code: int, reason: str, opd: Simulation, client: httpx.AsyncClient
) -> None:
    """A failure is HTTP 200 with a status of its own."""
    answer = await client.get(f"{opd['PENGADUAN_URL']}{PATH}/{number}")
    body = {"status": "error", "kode": code, "pesan": reason}
    assert (200, body) == (answer.status_code, answer.json())


async def test_by_regions(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Kemendagri codes, joined by commas, choose complaints: three a region."""
    answer = await client.get(f"{opd['PENGADUAN_URL']}{PATH}?kab=18.71,18.01")
    rows = answer.json()["data"]["data"]
    assert ["18.01"] * 3 + ["18.71"] * 3 == [row["kd_kab"] for row in rows]


async def test_all(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Statuses are numbers and words, as years of releases left them."""
    answer = await client.get(opd["PENGADUAN_URL"] + PATH)
    rows = answer.json()["data"]["data"]
    assert 45 == len({row["no_aduan"] for row in rows})
    statuses = {row["status_aduan"] for row in rows}
    assert {1, "2", 3, "proses", "finished", "diarsipkan"} == statuses


async def test_answered(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A finished complaint has an answer, with the reporter's rating as text."""
    answer = await client.get(f"{opd['PENGADUAN_URL']}{PATH}/2026110003")
    assert {
        "isi_tanggapan": "Laporan telah ditindaklanjuti oleh Dinas Lingkungan Hidup.",
        "tgl_tanggapan": "2026-11-04 06:15:00",
        "nilai": "5",
    } == answer.json()["data"]["tanggapan"]


async def test_details_of_several(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Numbers joined by commas bring details; an unknown one is left out."""
    numbers = "2026110007,2026119999,2026110004"
    answer = await client.get(f"{opd['PENGADUAN_URL']}{PATH}/rincian?nomor={numbers}")
    assert [
        {"lingkup": "POLRI", "unit": "Polres Lampung Utara", "telp": "110"},
        {
            "lingkup": "LUAR",
            "unit": "PT PLN (Persero)",
            "penjelasan": "Jaringan listrik dikelola badan usaha milik negara.",
        },
    ] == [row["disposisi"] for row in answer.json()["data"]["data"]]


async def test_between_days(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Days with slashes bound a list at both ends."""
    query = {"kab": "18.01", "dari": "02/11/2026", "sampai": "02/11/2026"}
    answer = await client.get(opd["PENGADUAN_URL"] + PATH, params=query)
    assert ["2026110002"] == [row["no_aduan"] for row in answer.json()["data"]["data"]]


async def test_statistics(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Figures are texts with a comma and their units; what there is not is a dash."""
    answer = await client.get(f"{opd['PENGADUAN_URL']}/index.php/statistik?kab=18.71")
    assert {
        "kd_kab": "18.71",
        "bulan": "2026-11",
        "jml_aduan": "3",
        "per_status": [
            {"st": "2", "jml": "1", "persen": "33,3 %"},
            {"st": "3", "jml": "1", "persen": "33,3 %"},
            {"st": "9", "jml": "1", "persen": "33,3 %"},
        ],
        "per_unit": [
            {
                "unit": "Badan Pendapatan Daerah",
                "jml": "1",
                "selesai": "0",
                "persen_selesai": "0,0 %",
                "rata_jam": "-",
                "nilai": "-",
            },
            {
                "unit": "Dinas Bina Marga dan Bina Konstruksi",
                "jml": "1",
                "selesai": "1",
                "persen_selesai": "100,0 %",
                "rata_jam": "46,0 jam",
                "nilai": "4,0",
            },
            {
                "unit": "Perumda Air Minum",
                "jml": "1",
                "selesai": "0",
                "persen_selesai": "0,0 %",
                "rata_jam": "-",
                "nilai": "-",
            },
        ],
        "waktu_tanggap": {
            "rata": "46,0 jam",
            "median": "46,0 jam",
            "tepat_waktu": "0,0 %",
            "sebaran": [
                {"rentang": "0-24 jam", "jml": "0"},
                {"rentang": "25-48 jam", "jml": "1"},
                {"rentang": "> 48 jam", "jml": "0"},
            ],
        },
    } == answer.json()["data"]["data"][0]


async def test_statistics_of_all(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Without a region the province is counted; one without complaints counts none."""
    path = f"{opd['PENGADUAN_URL']}/index.php/statistik"
    province = (await client.get(path)).json()["data"]["data"][0]
    assert ("18", "45") == (province["kd_kab"], province["jml_aduan"])
    nowhere = (await client.get(f"{path}?kab=18.99")).json()["data"]["data"][0]
    assert ("0", [], "-") == (
        nowhere["jml_aduan"],
        nowhere["per_status"],
        nowhere["waktu_tanggap"]["rata"],
    )
