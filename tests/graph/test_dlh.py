"""Air quality and environmental reports on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_the_worst_air(ask: Ask) -> None:
    """Stations above an index, the worst first, with their categories."""
    answer = await ask("""{ daftarStasiunUdara(ispuTerendah: 90) {
        nama ispu kategori parameterKritis wilayah { nama } } }""")
    assert [
        {
            "nama": "Simpang Pematang",
            "ispu": 208,
            "kategori": "SANGAT_TIDAK_SEHAT",
            "parameterKritis": "PM2.5",
            "wilayah": {"nama": "Kabupaten Mesuji"},
        },
        {
            "nama": "Panjang",
            "ispu": 106,
            "kategori": "TIDAK_SEHAT",
            "parameterKritis": "PM2.5",
            "wilayah": {"nama": "Kota Bandar Lampung"},
        },
        {
            "nama": "Tarahan",
            "ispu": 91,
            "kategori": "SEDANG",
            "parameterKritis": "PM2.5",
            "wilayah": {"nama": "Kabupaten Lampung Selatan"},
        },
    ] == answer["data"]["daftarStasiunUdara"]


async def test_a_station(ask: Ask) -> None:
    """A station has its parameters and, from another call, its last day."""
    answer = await ask("""{ stasiunUdara(kode: "LPG-02") { lintang bujur diukur
        parameter { nama konsentrasi ispu } riwayat { waktu ispu } } }""")
    found = answer["data"]["stasiunUdara"]
    assert (-5.4719, 105.3121, "2026-11-16T07:00:00+07:00") == (
        found["lintang"],
        found["bujur"],
        found["diukur"],
    )
    assert {"nama": "PM2.5", "konsentrasi": 61.3, "ispu": 106} == found["parameter"][0]
    assert {"nama": "CO", "konsentrasi": 3900.0, "ispu": 49} == found["parameter"][3]
    assert 24 == len(found["riwayat"])
    assert {"waktu": "2026-11-15T08:00:00+07:00", "ispu": 99} == found["riwayat"][-1]


async def test_a_silent_station(ask: Ask) -> None:
    """A station that measures nothing has no index and no category."""
    answer = await ask("""{ stasiunUdara(kode: "LPG-09") { nama ispu kategori
        parameterKritis parameter { nama } } }""")
    assert {
        "nama": "Menggala",
        "ispu": None,
        "kategori": None,
        "parameterKritis": None,
        "parameter": [],
    } == answer["data"]["stasiunUdara"]


async def test_codes_without_dots(ask: Ask) -> None:
    """1803 is Lampung Utara here, not the statistics office's Lampung Selatan."""
    answer = await ask("""{ daftarStasiunUdara(wilayah: "18.03") { nama
        wilayah { kode nama stasiunUdara { nama } } } }""")
    assert [
        {
            "nama": "Kotabumi",
            "wilayah": {
                "kode": "18.03",
                "nama": "Kabupaten Lampung Utara",
                "stasiunUdara": [{"nama": "Kotabumi"}],
            },
        }
    ] == answer["data"]["daftarStasiunUdara"]


async def test_all_regions(ask: Ask, calls: Calls) -> None:
    """Air, its last day, and reports of all regions cost three calls."""
    answer = await ask("""{ daftarWilayah { kode stasiunUdara { riwayat { ispu } }
        laporanLingkungan(status: SELESAI) { nomor } } }""")
    assert "errors" not in answer
    found = {row["kode"]: row for row in answer["data"]["daftarWilayah"]}
    assert [{"nomor": "DLH-2026-0085"}] == found["18.72"]["laporanLingkungan"]
    assert ([], []) == (
        found["18.10"]["stasiunUdara"],
        found["18.10"]["laporanLingkungan"],
    )
    assert {"pemerintahan": 1, "dlh": 3} == calls.made


async def test_a_report(ask: Ask) -> None:
    """Who reported is kept from those who are not logged in."""
    answer = await ask("""{ laporanLingkungan(nomor: "DLH-2026-0090") { judul jenis
        lokasi dilaporkan status tindakLanjut wilayah { nama } pelapor } }""")
    assert {
        "judul": "Sampah menumpuk di pesisir",
        "jenis": "SAMPAH",
        "lokasi": "Sukaraja, Bumi Waras",
        "dilaporkan": "2026-11-15T08:05:00+07:00",
        "status": "DITANGANI",
        "tindakLanjut": "Pembersihan dijadwalkan 18 November 2026",
        "wilayah": {"nama": "Kota Bandar Lampung"},
        "pelapor": None,
    } == answer["data"]["laporanLingkungan"]
    assert ["UNAUTHENTICATED"] == [e["extensions"]["code"] for e in answer["errors"]]


async def test_kinds_of_report(ask: Ask) -> None:
    """Codes that the office invents later are another kind and another status."""
    answer = await ask("""{ daftarLaporanLingkungan(jenis: LAINNYA) {
        judul status tindakLanjut } }""")
    assert [
        {
            "judul": "Bising bengkel pada malam hari",
            "status": "LAINNYA",
            "tindakLanjut": None,
        }
    ] == answer["data"]["daftarLaporanLingkungan"]


async def test_not_there(ask: Ask) -> None:
    """Code 14 is nothing, not a failure."""
    answer = await ask("""{ stasiunUdara(kode: "LPG-99") { nama }
        laporanLingkungan(nomor: "DLH-2020-0001") { judul } }""")
    assert {"stasiunUdara": None, "laporanLingkungan": None} == answer["data"]
    assert "errors" not in answer


async def test_garbage(opd: Simulation, ask: Ask) -> None:
    """An answer that is no JSON costs its own fields; a region's name stands."""
    await opd.turn("dlh", Fault(Mode.GARBAGE))
    answer = await ask('{ wilayah(kode: "18.71") { nama stasiunUdara { nama } } }')
    assert {"nama": "Kota Bandar Lampung", "stasiunUdara": None} == (
        answer["data"]["wilayah"]
    )
    assert [(["wilayah", "stasiunUdara"], "UPSTREAM_BAD_BODY")] == [
        (error["path"], error["extensions"]["code"]) for error in answer["errors"]
    ]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """Stations and reports without their names are left out, and counted."""
    await opd.turn("dlh", Fault(Mode.DRIFT))
    answer = await ask("""{ daftarStasiunUdara { nama }
        daftarLaporanLingkungan { judul } }""")
    assert {"daftarStasiunUdara": [], "daftarLaporanLingkungan": []} == answer["data"]
    assert [("UPSTREAM_BAD_VALUE", 10), ("UPSTREAM_BAD_VALUE", 10)] == [
        (error["extensions"]["code"], error["extensions"]["count"])
        for error in answer["errors"]
    ]
