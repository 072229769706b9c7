"""Regulations on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls

RULE = '{ peraturan(id: "105") { judul } wilayah(kode: "18.71") { nama } }'


async def test_a_regulation(ask: Ask) -> None:
    """Days in words and pages with their unit are read; nothing is repealed by it."""
    answer = await ask("""{ peraturan(id: "109") { jenis nomor tahun judul subjek status
        ditetapkan diundangkan wilayah { nama } mengubah { id }
        mencabut { judul status dicabutOleh { id } } halaman berkas } }""")
    assert {
        "data": {
            "peraturan": {
                "jenis": "PERGUB",
                "nomor": "31",
                "tahun": 2025,
                "judul": "Peraturan Gubernur Nomor 31 Tahun 2025 tentang Layanan"
                " Informasi Publik dan Pengaduan Warga",
                "subjek": "INFORMASI PUBLIK",
                "status": "BERLAKU",
                "ditetapkan": "2025-09-09",
                "diundangkan": "2025-09-10",
                "wilayah": None,
                "mengubah": None,
                "mencabut": [
                    {
                        "judul": "Peraturan Gubernur Nomor 5 Tahun 2020 tentang"
                        " Pelayanan Informasi Publik",
                        "status": "TIDAK_BERLAKU",
                        "dicabutOleh": [{"id": "109"}],
                    }
                ],
                "halaman": 40,
                "berkas": "https://jdih.example.go.id/berkas/109.pdf",
            }
        }
    } == answer


async def test_changes_of_changes(ask: Ask, calls: Calls) -> None:
    """Links among regulations go both ways, a call for each step."""
    answer = await ask("""{ peraturan(id: "105") {
        diubahOleh { nomor tahun mengubah { id status } } } }""")
    assert [
        {
            "nomor": "27",
            "tahun": 2025,
            "mengubah": [{"id": "105", "status": "DIUBAH"}],
        },
        {
            "nomor": "8",
            "tahun": 2026,
            "mengubah": [
                {"id": "105", "status": "DIUBAH"},
                {"id": "106", "status": "DIUBAH"},
            ],
        },
    ] == answer["data"]["peraturan"]["diubahOleh"]
    assert {"hukum": 3} == calls.made


async def test_filters(ask: Ask) -> None:
    """Kind, number, year, words and status choose; the newest comes first."""
    answer = await ask("""{
        nomor: daftarPeraturan(jenis: PERGUB, nomor: "14", tahun: 2024) { id }
        kata: daftarPeraturan(kata: "pajak", status: BERLAKU) { id ditetapkan }
        lain: daftarPeraturan(status: LAINNYA) { nomor diundangkan }
        kosong: daftarPeraturan(tahun: 1999) { id } }""")
    assert {
        "data": {
            "nomor": [{"id": "105"}],
            "kata": [
                {"id": "107", "ditetapkan": "2026-02-26"},
                {"id": "104", "ditetapkan": "2023-12-18"},
            ],
            "lain": [{"nomor": "G/391/V.20/HK/2026", "diundangkan": None}],
            "kosong": [],
        }
    } == answer


async def test_links_both_ways(ask: Ask, calls: Calls) -> None:
    """All regions' decisions are one call, and lead back to their region."""
    answer = await ask("""{ daftarWilayah { kode peraturan(jenis: KEPGUB) {
        id wilayah { kode } } } }""")
    rows = {r["kode"]: r["peraturan"] for r in answer["data"]["daftarWilayah"]}
    assert [
        {"id": "117", "wilayah": {"kode": "18.71"}},
        {"id": "112", "wilayah": {"kode": "18.71"}},
    ] == rows["18.71"]
    assert [] == rows["18.03"]
    assert {"pemerintahan": 2, "hukum": 1} == calls.made


async def test_not_found(ask: Ask) -> None:
    """A document that is not there is null without an error."""
    assert {"data": {"peraturan": None}} == await ask(
        '{ peraturan(id: "999") { judul } }'
    )


async def test_sick(opd: Simulation, ask: Ask) -> None:
    """A service that fails nulls its own field with a code."""
    await opd.turn("hukum", Fault(Mode.ERROR))
    answer = await ask(RULE)
    expected = {"peraturan": None, "wilayah": {"nama": "Kota Bandar Lampung"}}
    assert expected == answer["data"]
    (error,) = answer["errors"]
    assert "UPSTREAM_UNAVAILABLE" == error["extensions"]["code"]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """Only what asks for a renamed key is hurt: ids come, titles are left out."""
    await opd.turn("hukum", Fault(Mode.DRIFT))
    answer = await ask("""{ a: daftarPeraturan(tahun: 2024) { id }
        b: daftarPeraturan(tahun: 2024) { judul } }""")
    assert {"a": [{"id": "105"}], "b": []} == answer["data"]
    (error,) = answer["errors"]
    found = (error["path"], error["extensions"]["code"])
    assert (["b"], "UPSTREAM_BAD_VALUE") == found
