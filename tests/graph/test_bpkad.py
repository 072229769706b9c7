"""The budget on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls

UNIT = """{ realisasiAnggaran(kode: "5.01.5.05.0.00.01.0000") { nama persen }
    wilayah(kode: "18.71") { nama } }"""


async def test_summary(ask: Ask) -> None:
    """Trillions come as whole rupiah, percents without their sign."""
    answer = await ask("""{ ringkasanAnggaran { tahun surplus
        pendapatan { anggaran realisasi persen } belanja { anggaran persen } } }""")
    assert {
        "data": {
            "ringkasanAnggaran": {
                "tahun": 2026,
                "surplus": -83_800_000_000,
                "pendapatan": {
                    "anggaran": 7_512_300_000_000,
                    "realisasi": 5_559_102_000_000,
                    "persen": 74.0,
                },
                "belanja": {"anggaran": 7_596_100_000_000, "persen": 69.58},
            }
        }
    } == answer


async def test_a_unit(ask: Ask) -> None:
    """One unit's year has its kinds of spending and its months."""
    answer = await ask("""{ realisasiAnggaran(kode: "5.01.5.05.0.00.01.0000") {
        nama anggaran realisasi persen belanjaOperasi belanjaModal diperbarui
        bulanan { bulan realisasi kumulatif persen } } }""")
    row = answer["data"]["realisasiAnggaran"]
    months = row.pop("bulanan")
    assert {
        "nama": "BADAN PERENCANAAN PEMBANGUNAN DAERAH",
        "anggaran": 53_800_000_000,
        "realisasi": 37_009_020_000,
        "persen": 68.79,
        "belanjaOperasi": 51_648_000_000,
        "belanjaModal": 2_152_000_000,
        "diperbarui": "2026-10-31T16:00:05+07:00",
    } == row
    assert 12 == len(months)
    assert {
        "bulan": 2,
        "realisasi": 2_022_880_000,
        "kumulatif": 3_609_980_000,
        "persen": 6.71,
    } == months[1]
    empty = {"bulan": 12, "realisasi": None, "kumulatif": None, "persen": None}
    assert empty == months[-1]


async def test_filters(ask: Ask) -> None:
    """Part of a name, or a low percentage, chooses; the largest budget comes first."""
    answer = await ask("""{
        nama: daftarRealisasiAnggaran(nama: "sekretariat") { nama anggaran }
        lambat: daftarRealisasiAnggaran(persenMaksimal: 67) { nama persen } }""")
    assert {
        "data": {
            "nama": [
                {"nama": "SEKRETARIAT DAERAH", "anggaran": 548_900_000_000},
                {"nama": "SEKRETARIAT DPRD", "anggaran": 318_600_000_000},
            ],
            "lambat": [
                {"nama": "DINAS PENDIDIKAN DAN KEBUDAYAAN", "persen": 66.0},
                {"nama": "DINAS PERHUBUNGAN", "persen": 66.77},
            ],
        }
    } == answer


async def test_months_of_a_list(ask: Ask, calls: Calls) -> None:
    """Months are looked up by year and unit, only where they are asked for."""
    answer = await ask("""{ riwayatAnggaran(kode: "5.01.5.05.0.00.01.0000") {
        tahun bulanan { kumulatif } } }""")
    ends = [
        (row["tahun"], row["bulanan"][-1]["kumulatif"])
        for row in answer["data"]["riwayatAnggaran"]
    ]
    assert [(2024, 45_689_757_600), (2025, 48_172_896_600), (2026, None)] == ends
    assert {"bpkad": 4} == calls.made


async def test_links_both_ways(ask: Ask, calls: Calls) -> None:
    """All regions' shares of the taxes are one call; each leads back to its region."""
    answer = await ask("""{ daftarWilayah { kode bagiHasilPajak(tahun: 2026) {
        alokasi tersalur persen bahanBakar airPermukaan rokok wilayah { kode } } } }""")
    rows = {
        region["kode"]: region["bagiHasilPajak"]
        for region in answer["data"]["daftarWilayah"]
    }
    assert [
        {
            "alokasi": 14_475_000_000,
            "tersalur": 12_062_500_000,
            "persen": 83.33,
            "bahanBakar": 6_480_000_000,
            "airPermukaan": 1_140_000_000,
            "rokok": 6_855_000_000,
            "wilayah": {"kode": "18.13"},
        }
    ] == rows["18.13"]
    assert [] == rows["18"]
    assert {"pemerintahan": 2, "bpkad": 1} == calls.made


async def test_one_row_is_a_list(ask: Ask) -> None:
    """A region's only row, which the service sends as an object, is a list of one."""
    answer = await ask("""{ daftarBagiHasilPajak(wilayah: "18.01", tahun: 2025) {
        tahun alokasi wilayah { nama } } }""")
    assert [
        {
            "tahun": 2025,
            "alokasi": 81_620_650_000,
            "wilayah": {"nama": "Kabupaten Lampung Selatan"},
        }
    ] == answer["data"]["daftarBagiHasilPajak"]


async def test_not_found(ask: Ask) -> None:
    """A unit or a year that is not there is null without an error."""
    answer = await ask("""{ realisasiAnggaran(kode: "9.99") { nama }
        ringkasanAnggaran(tahun: 2027) { tahun } }""")
    assert {"data": {"realisasiAnggaran": None, "ringkasanAnggaran": None}} == answer


async def test_sick(opd: Simulation, ask: Ask) -> None:
    """A service whose answer is broken nulls its own field with a code."""
    await opd.turn("bpkad", Fault(Mode.GARBAGE))
    answer = await ask(UNIT)
    expected = {"realisasiAnggaran": None, "wilayah": {"nama": "Kota Bandar Lampung"}}
    assert expected == answer["data"]
    (error,) = answer["errors"]
    assert "UPSTREAM_BAD_BODY" == error["extensions"]["code"]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """Rows without the name their type requires are left out, told once."""
    await opd.turn("bpkad", Fault(Mode.DRIFT))
    answer = await ask("{ daftarRealisasiAnggaran { nama } }")
    assert [] == answer["data"]["daftarRealisasiAnggaran"]
    (error,) = answer["errors"]
    found = (error["extensions"]["code"], error["extensions"]["count"])
    assert ("UPSTREAM_BAD_VALUE", 19) == found
