"""Social assistance on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_a_programme(ask: Ask) -> None:
    """Money, quotas and days are values; one requirement is a list of one."""
    answer = await ask("""{
        lansia: programBantuan(kode: "LANSIA") { nama bentuk sasaran nominal setiapBulan
            kuota tahun sumberDana aktif dibuka ditutup syarat { urutan isi } }
        yatim: programBantuan(kode: "YATIM") { nominal kuota dibuka ditutup
            syarat { isi } } }""")
    assert {
        "lansia": {
            "nama": "Bantuan Lanjut Usia Tidak Berdaya",
            "bentuk": "UANG",
            "sasaran": "Warga berusia 70 tahun ke atas yang hidup sendiri",
            "nominal": 300000,
            "setiapBulan": 1,
            "kuota": 5400,
            "tahun": 2026,
            "sumberDana": "APBD",
            "aktif": True,
            "dibuka": "2026-02-02",
            "ditutup": "2026-11-30",
            "syarat": [
                {"urutan": 1, "isi": "Berusia 70 tahun atau lebih"},
                {
                    "urutan": 2,
                    "isi": "Surat keterangan tidak mampu dari kelurahan atau desa",
                },
            ],
        },
        "yatim": {
            "nominal": None,
            "kuota": None,
            "dibuka": None,
            "ditutup": None,
            "syarat": [{"isi": "Akta kelahiran anak"}],
        },
    } == answer["data"]


async def test_what_is_open(ask: Ask) -> None:
    """Programmes that are open, of one form, by name."""
    answer = await ask("{ daftarProgramBantuan(aktif: true, bentuk: UANG) { kode } }")
    assert ["LANSIA", "DISABILITAS", "PKH", "UEP"] == [
        row["kode"] for row in answer["data"]["daftarProgramBantuan"]
    ]


async def test_requirements_of_many(ask: Ask, calls: Calls) -> None:
    """What the list lacks comes for all of its rows in one more call."""
    answer = await ask("""{ daftarProgramBantuan(sasaran: "disabilitas") {
        nama syarat { isi } } }""")
    assert [
        ("Bantuan Penyandang Disabilitas Berat", 2),
        ("Program Keluarga Harapan", 3),
    ] == [
        (row["nama"], len(row["syarat"]))
        for row in answer["data"]["daftarProgramBantuan"]
    ]
    assert {"dinsos": 2} == calls.made


async def test_recipients_of_a_programme(ask: Ask) -> None:
    """From a programme to its regions in an earlier year, the most first."""
    answer = await ask("""{ programBantuan(kode: "RTLH") {
        penerima(tahun: 2025) { tahun jumlah realisasi wilayah { nama } } } }""")
    found = answer["data"]["programBantuan"]["penerima"]
    assert 15 == len(found)
    assert {
        "tahun": 2025,
        "jumlah": 163,
        "realisasi": 3_260_000_000,
        "wilayah": {"nama": "Kabupaten Lampung Tengah"},
    } == found[0]


async def test_all_regions(ask: Ask, calls: Calls) -> None:
    """Recipients of all regions are one call, their programmes another."""
    answer = await ask("""{ daftarWilayah(tingkat: KOTA) { nama
        penerimaBantuan(program: "PKH") { jumlah realisasi
            program { nama } wilayah { kode } } } }""")
    assert [
        {
            "nama": "Kota Bandar Lampung",
            "penerimaBantuan": [
                {
                    "jumlah": 58080,
                    "realisasi": 130_680_000_000,
                    "program": {"nama": "Program Keluarga Harapan"},
                    "wilayah": {"kode": "18.71"},
                }
            ],
        },
        {
            "nama": "Kota Metro",
            "penerimaBantuan": [
                {
                    "jumlah": 8400,
                    "realisasi": 18_900_000_000,
                    "program": {"nama": "Program Keluarga Harapan"},
                    "wilayah": {"kode": "18.72"},
                }
            ],
        },
    ] == answer["data"]["daftarWilayah"]
    assert 2 == calls.made["dinsos"]


async def test_not_there(ask: Ask) -> None:
    """A programme that is not there is an empty list upstream, and null here."""
    answer = await ask('{ programBantuan(kode: "TIADA") { nama } }')
    assert {"programBantuan": None} == answer["data"]
    assert "errors" not in answer


async def test_down(opd: Simulation, ask: Ask) -> None:
    """A closed port costs the region its recipients only."""
    await opd.turn("dinsos", Fault(Mode.REFUSE))
    answer = await ask('{ wilayah(kode: "18.72") { nama penerimaBantuan { jumlah } } }')
    assert {"nama": "Kota Metro", "penerimaBantuan": None} == answer["data"]["wilayah"]
    assert [(["wilayah", "penerimaBantuan"], "UPSTREAM_UNAVAILABLE")] == [
        (error["path"], error["extensions"]["code"]) for error in answer["errors"]
    ]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """A row without its number is left out, and so counted."""
    await opd.turn("dinsos", Fault(Mode.DRIFT))
    answer = await ask('{ penerimaBantuan(wilayah: "18.71") { jumlah realisasi } }')
    assert {"penerimaBantuan": []} == answer["data"]
    assert [("UPSTREAM_BAD_VALUE", 7)] == [
        (error["extensions"]["code"], error["extensions"]["count"])
        for error in answer["errors"]
    ]
