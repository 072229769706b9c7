"""Provincial roads on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls

PROJECT = '{ proyekJalan(nomor: "BM-2026-001") { nomor nama } wilayah(kode: "18.71") { nama } }'


async def test_a_project(ask: Ask) -> None:
    """A contract beyond 32 bits, percents, two notations of a day and a place are read."""
    answer = await ask("""{ proyekJalan(nomor: "BM-2026-001") {
        nama tahun nilaiKontrak kemajuanFisik kemajuanKeuangan mulai selesai
        lintang bujur status penyedia sumberDana ruas { nama panjang } } }""")
    assert {
        "data": {
            "proyekJalan": {
                "nama": "Pelebaran Jalan Ryacudu",
                "tahun": 2026,
                "nilaiKontrak": 12_345_678_900,
                "kemajuanFisik": 67.5,
                "kemajuanKeuangan": 60.0,
                "mulai": "2026-03-02",
                "selesai": "2026-12-09",
                "lintang": -5.3655,
                "bujur": 105.3011,
                "status": "PELAKSANAAN",
                "penyedia": "PT Contoh Karya Satu",
                "sumberDana": "APBD",
                "ruas": {"nama": "Jalan Ryacudu", "panjang": 5.4},
            }
        }
    } == answer


async def test_filters(ask: Ask) -> None:
    """Region, year and status choose; the largest contract comes first."""
    answer = await ask("""{
        kota: daftarProyekJalan(wilayah: "18.71", tahun: 2026) { nomor nilaiKontrak }
        tender: daftarProyekJalan(status: TENDER) { nomor nilaiKontrak mulai penyedia }
        provinsi: daftarProyekJalan(wilayah: "18") { nomor } }""")
    assert {
        "data": {
            "kota": [
                {"nomor": "BM-2026-001", "nilaiKontrak": 12_345_678_900},
                {"nomor": "BM-2026-002", "nilaiKontrak": 2_875_400_000},
            ],
            "tender": [
                {
                    "nomor": "BM-2026-010",
                    "nilaiKontrak": None,
                    "mulai": None,
                    "penyedia": None,
                }
            ],
            "provinsi": [],
        }
    } == answer


async def test_links_both_ways(ask: Ask, calls: Calls) -> None:
    """All regions' projects, sections and conditions are a call each, and lead back."""
    answer = await ask("""{ daftarWilayah { kode
        proyekJalan(tahun: 2026) { nomor wilayah { kode } }
        ruasJalan { nama } kondisiJalan { panjang mantap } } }""")
    regions = {region["kode"]: region for region in answer["data"]["daftarWilayah"]}
    assert {
        "kode": "18.13",
        "proyekJalan": [{"nomor": "BM-2026-016", "wilayah": {"kode": "18.13"}}],
        "ruasJalan": [{"nama": "Way Heni - Way Haru"}],
        "kondisiJalan": {"panjang": 127.9, "mantap": 60.2},
    } == regions["18.13"]
    assert None is regions["18"]["kondisiJalan"]
    assert {"pemerintahan": 2, "binamarga": 3} == calls.made


async def test_section_and_its_projects(ask: Ask, calls: Calls) -> None:
    """From sections to the projects on them, the newest first, in one more call."""
    answer = await ask("""{ daftarRuasJalan(wilayah: "18.71") {
        nomor nama proyek { nomor ruas { nomor } } } }""")
    assert [
        {
            "nomor": "002",
            "nama": "Jalan Pramuka",
            "proyek": [{"nomor": "BM-2026-002", "ruas": {"nomor": "002"}}],
        },
        {
            "nomor": "001",
            "nama": "Jalan Ryacudu",
            "proyek": [
                {"nomor": "BM-2026-001", "ruas": {"nomor": "001"}},
                {"nomor": "BM-2025-011", "ruas": {"nomor": "001"}},
            ],
        },
    ] == answer["data"]["daftarRuasJalan"]
    assert {"binamarga": 3} == calls.made


async def test_conditions_worst_first(ask: Ask) -> None:
    """The regions' roads come with the least steady first."""
    answer = await ask("""{ daftarKondisiJalan {
        wilayah { nama } tahun baik sedang rusakRingan rusakBerat mantap } }""")
    rows = answer["data"]["daftarKondisiJalan"]
    assert 15 == len(rows)
    assert {
        "wilayah": {"nama": "Kabupaten Mesuji"},
        "tahun": 2026,
        "baik": 48.75,
        "sedang": 27.3,
        "rusakRingan": 26.94,
        "rusakBerat": 44.81,
        "mantap": 51.5,
    } == rows[0]


async def test_not_found(ask: Ask) -> None:
    """What is not there is null without an error."""
    query = '{ proyekJalan(nomor: "BM-2026-999") { nomor } ruasJalan(nomor: "999") { nama } }'
    assert {"data": {"proyekJalan": None, "ruasJalan": None}} == await ask(query)


async def test_sick(opd: Simulation, ask: Ask) -> None:
    """A service that fails nulls its own field with a code; others stand."""
    await opd.turn("binamarga", Fault(Mode.ERROR))
    answer = await ask(PROJECT)
    expected = {"proyekJalan": None, "wilayah": {"nama": "Kota Bandar Lampung"}}
    assert expected == answer["data"]
    (error,) = answer["errors"]
    assert "UPSTREAM_UNAVAILABLE" == error["extensions"]["code"]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """Without the name its type requires a project is null, with the place told."""
    await opd.turn("binamarga", Fault(Mode.DRIFT))
    answer = await ask(PROJECT)
    assert None is answer["data"]["proyekJalan"]
    (error,) = answer["errors"]
    found = (error["path"], error["extensions"]["code"])
    assert (["proyekJalan", "nama"], "UPSTREAM_BAD_VALUE") == found
