"""Vacancies and training on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_a_vacancy(ask: Ask) -> None:
    """One text of salary is two amounts; codes are words and dates are dates."""
    answer = await ask("""{ lowongan(nomor: "LK-2026-0008") {
        nomor judul perusahaan sektor kecamatan gajiTerendah gajiTertinggi pendidikan
        pengalaman dibutuhkan jenis dipasang batas masihBuka ramahDisabilitas
        wilayah { nama } } }""")
    assert {
        "data": {
            "lowongan": {
                "nomor": "LK-2026-0008",
                "judul": "Teknisi Mesin Kapal",
                "perusahaan": "PT Contoh Pelayaran Selat",
                "sektor": "TRANSPORTASI",
                "kecamatan": "Bakauheni",
                "gajiTerendah": 4000000,
                "gajiTertinggi": 5500000,
                "pendidikan": "SMK",
                "pengalaman": 3,
                "dibutuhkan": 4,
                "jenis": "PENUH_WAKTU",
                "dipasang": "2026-11-01",
                "batas": "2026-11-27",
                "masihBuka": True,
                "ramahDisabilitas": False,
                "wilayah": {"nama": "Kabupaten Lampung Selatan"},
            }
        }
    } == answer


async def test_what_is_not_told_is_null(ask: Ask) -> None:
    """A salary that is a word and a deadline that is a dash are nulls, not errors."""
    answer = await ask("""{
        gaji: lowongan(nomor: "LK-2026-0007") { gajiTerendah gajiTertinggi }
        batas: lowongan(nomor: "LK-2026-0006") { batas } }""")
    assert {
        "data": {
            "gaji": {"gajiTerendah": None, "gajiTertinggi": None},
            "batas": {"batas": None},
        }
    } == answer


async def test_filters(ask: Ask, calls: Calls) -> None:
    """By salary, by words, by schooling and by who may apply: the newest first."""
    answer = await ask("""{
        bergaji: daftarLowongan(gajiMinimal: 3800000) { judul }
        teknisi: daftarLowongan(kata: "teknisi", pendidikan: SMK) { judul dipasang }
        terbuka: daftarLowongan(pendidikan: S1, ramahDisabilitas: true) { judul }
        tutup: daftarLowongan(masihBuka: false) { judul } }""")
    assert {
        "bergaji": [
            {"judul": "Apoteker"},
            {"judul": "Teknisi Mesin Kapal"},
            {"judul": "Kepala Gudang Singkong"},
        ],
        "teknisi": [
            {"judul": "Teknisi Jaringan", "dipasang": "2026-11-10"},
            {"judul": "Teknisi Mesin Kapal", "dipasang": "2026-11-01"},
            {"judul": "Teknisi Tambak Udang", "dipasang": "2026-10-20"},
        ],
        "terbuka": [
            {"judul": "Guru Matematika"},
            {"judul": "Pengembang Perangkat Lunak"},
            {"judul": "Staf Akuntansi"},
        ],
        "tutup": [{"judul": "Kasir Swalayan"}],
    } == answer["data"]
    assert {"disnaker": 1} == calls.made


async def test_one_of_a_sector(ask: Ask) -> None:
    """A region with one vacancy of a sector has a list of it, though not upstream."""
    answer = await ask("""{ daftarLowongan(wilayah: "18.71", sektor: KESEHATAN) {
        judul gajiTerendah } }""")
    assert {
        "data": {"daftarLowongan": [{"judul": "Perawat", "gajiTerendah": 3500000}]}
    } == answer


async def test_a_course(ask: Ask) -> None:
    """A course with its dates, places and state."""
    answer = await ask("""{ pelatihan(kode: "PL-048") {
        nama kejuruan balai mulai selesai kuota pendaftar pendidikan status gratis
        wilayah { nama } } }""")
    assert {
        "data": {
            "pelatihan": {
                "nama": "Alat Berat Ekskavator",
                "kejuruan": "OTOMOTIF",
                "balai": "BLK Lampung Tengah",
                "mulai": "2027-02-01",
                "selesai": "2027-02-26",
                "kuota": 12,
                "pendaftar": 0,
                "pendidikan": "SMA",
                "status": "BUKA",
                "gratis": False,
                "wilayah": {"nama": "Kabupaten Lampung Tengah"},
            }
        }
    } == answer


async def test_open_courses(ask: Ask) -> None:
    """Courses that admit, of one trade, by their first day."""
    answer = await ask("""{ daftarPelatihan(status: BUKA, kejuruan: PANGAN) {
        kode mulai } }""")
    assert {
        "data": {
            "daftarPelatihan": [
                {"kode": "PL-042", "mulai": "2026-11-30"},
                {"kode": "PL-046", "mulai": "2026-12-07"},
            ]
        }
    } == answer


async def test_all_regions(ask: Ask, calls: Calls) -> None:
    """All regions' vacancies are a call, their courses another; codes do not clash."""
    answer = await ask("""{ daftarWilayah { kode
        lowongan { judul } pelatihan { kode } } }""")
    found = {region["kode"]: region for region in answer["data"]["daftarWilayah"]}
    assert {"kode": "18", "lowongan": [], "pelatihan": []} == found["18"]
    assert [{"judul": "Petugas Loket Pelabuhan"}, {"judul": "Teknisi Mesin Kapal"}] == (
        found["18.01"]["lowongan"]
    )
    assert [{"judul": "Sopir Truk"}, {"judul": "Kepala Gudang Singkong"}] == (
        found["18.03"]["lowongan"]
    )
    assert [{"kode": "PL-045"}, {"kode": "PL-046"}] == found["18.01"]["pelatihan"]
    assert {"pemerintahan": 1, "disnaker": 2} == calls.made


async def test_from_vacancy_to_training(ask: Ask) -> None:
    """From a vacancy to its region, and on to the courses there."""
    answer = await ask("""{ lowongan(nomor: "LK-2026-0018") { wilayah {
        nama pelatihan(status: BUKA) { nama } } } }""")
    assert {
        "nama": "Kabupaten Pringsewu",
        "pelatihan": [{"nama": "Menjahit Pakaian dan Sulam Usus"}],
    } == answer["data"]["lowongan"]["wilayah"]


async def test_what_is_not_there_is_null(ask: Ask) -> None:
    """An unknown vacancy and an unknown course are null, without an error."""
    answer = await ask("""{ lowongan(nomor: "LK-2026-9999") { judul }
        pelatihan(kode: "PL-999") { nama } }""")
    assert {"data": {"lowongan": None, "pelatihan": None}} == answer


async def test_refused(opd: Simulation, ask: Ask) -> None:
    """A closed port leaves a null with its code; the region stands."""
    await opd.turn("disnaker", Fault(Mode.REFUSE))
    answer = await ask('{ wilayah(kode: "18.72") { nama lowongan { judul } } }')
    assert {"nama": "Kota Metro", "lowongan": None} == answer["data"]["wilayah"]
    assert "UPSTREAM_UNAVAILABLE" == answer["errors"][0]["extensions"]["code"]


async def test_drift(opd: Simulation, ask: Ask) -> None:
    """Rows whose name was renamed are left out and told as bad values."""
    await opd.turn("disnaker", Fault(Mode.DRIFT))
    answer = await ask("""{ daftarLowongan(wilayah: "18.72") { judul }
        pelatihan(kode: "PL-041") { nama } }""")
    assert {"daftarLowongan": [], "pelatihan": None} == answer["data"]
    assert ["UPSTREAM_BAD_VALUE"] * 2 == [
        error["extensions"]["code"] for error in answer["errors"]
    ]
