"""The complaint service."""

import httpx
import pytest

from simulator import Simulation

PATH = "/index.php/aduan"


async def test_one(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A complaint by its number."""
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
