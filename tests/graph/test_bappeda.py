"""Strategic programmes on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls

PROGRAM = """{ programStrategis(kode: "PHTC-01") { nama }
    wilayah(kode: "18.71") { nama } }"""


async def test_a_program(ask: Ask) -> None:
    """A short amount, an epoch and one indicator in place of a list are read."""
    answer = await ask("""{ programStrategis(kode: "PHTC-02") {
        nama jenis tujuan penanggungJawab mulai berakhir pagu prioritas status dilaporkan
        indikator { nama satuan arah nilaiAwal
            capaian { tahun target realisasi persen } } } }""")
    assert {
        "data": {
            "programStrategis": {
                "nama": "Pemeriksaan kesehatan gratis",
                "jenis": "PHTC",
                "tujuan": "Warga memeriksakan kesehatannya setahun sekali tanpa biaya",
                "penanggungJawab": "Dinas Kesehatan",
                "mulai": 2025,
                "berakhir": 2029,
                "pagu": 96_400_000_000,
                "prioritas": True,
                "status": "SESUAI_RENCANA",
                "dilaporkan": "2026-10-31T14:00:00+07:00",
                "indikator": [
                    {
                        "nama": "Warga yang diperiksa",
                        "satuan": "orang",
                        "arah": "NAIK",
                        "nilaiAwal": "0",
                        "capaian": [
                            {
                                "tahun": 2025,
                                "target": "900000",
                                "realisasi": "871226",
                                "persen": 96.8,
                            },
                            {
                                "tahun": 2026,
                                "target": "2400000",
                                "realisasi": "2187904",
                                "persen": 91.16,
                            },
                            {
                                "tahun": 2027,
                                "target": "3600000",
                                "realisasi": None,
                                "persen": None,
                            },
                        ],
                    }
                ],
            }
        }
    } == answer


async def test_filters(ask: Ask) -> None:
    """Kind, state and part of the responsible OPD's name choose."""
    answer = await ask("""{
        jenis: daftarProgramStrategis(jenis: STRATEGIS) { kode status }
        terlambat: daftarProgramStrategis(status: TERTINGGAL) { kode }
        dinas: daftarProgramStrategis(penanggungJawab: "kesehatan") { kode pagu } }""")
    assert {
        "data": {
            "jenis": [
                {"kode": "PS-01", "status": "SESUAI_RENCANA"},
                {"kode": "PS-02", "status": "SESUAI_RENCANA"},
                {"kode": "PS-03", "status": "PERLU_PERHATIAN"},
                {"kode": "PS-04", "status": "SESUAI_RENCANA"},
                {"kode": "PS-05", "status": "SESUAI_RENCANA"},
                {"kode": "PS-06", "status": "LAINNYA"},
            ],
            "terlambat": [{"kode": "PHTC-05"}],
            "dinas": [
                {"kode": "PS-04", "pagu": 118_200_000_000},
                {"kode": "PHTC-02", "pagu": 96_400_000_000},
            ],
        }
    } == answer


async def test_links_both_ways(ask: Ask, calls: Calls) -> None:
    """All regions' programmes, with indicators, are two calls, and lead back."""
    answer = await ask("""{ daftarWilayah { kode program {
        kegiatan tahun sasaran realisasi satuan selesai
        program { kode indikator { nama } } wilayah { kode } } } }""")
    rows = {r["kode"]: r["program"] for r in answer["data"]["daftarWilayah"]}
    assert [
        {
            "kegiatan": "Perbaikan ruang kelas",
            "tahun": 2026,
            "sasaran": 31,
            "realisasi": 19,
            "satuan": "ruang",
            "selesai": False,
            "program": {
                "kode": "PHTC-03",
                "indikator": [{"nama": "Ruang kelas yang diperbaiki"}],
            },
            "wilayah": {"kode": "18.08"},
        }
    ] == [row for row in rows["18.08"] if row["program"]["kode"] == "PHTC-03"]
    assert [] == rows["18"]
    assert {"pemerintahan": 2, "bappeda": 2} == calls.made


async def test_places_of_programs(ask: Ask, calls: Calls) -> None:
    """From programmes to where they are done, in one more call; nothing yet is null."""
    answer = await ask("""{ daftarProgramStrategis(penanggungJawab: "bina marga") {
        kode lokus { wilayah { kode nama } sasaran realisasi } } }""")
    (program,) = answer["data"]["daftarProgramStrategis"]
    assert {
        "wilayah": {"kode": "18.11", "nama": "Kabupaten Mesuji"},
        "sasaran": 28,
        "realisasi": None,
    } == program["lokus"][4]
    assert {"pemerintahan": 1, "bappeda": 2} == calls.made


async def test_not_found(ask: Ask) -> None:
    """A programme that is not there is null without an error."""
    answer = await ask('{ programStrategis(kode: "PS-99") { nama } }')
    assert {"data": {"programStrategis": None}} == answer


async def test_sick(opd: Simulation, ask: Ask) -> None:
    """A service that refuses connections nulls its own field with a code."""
    await opd.turn("bappeda", Fault(Mode.REFUSE))
    answer = await ask(PROGRAM)
    expected = {"programStrategis": None, "wilayah": {"nama": "Kota Bandar Lampung"}}
    assert expected == answer["data"]
    (error,) = answer["errors"]
    assert "UPSTREAM_UNAVAILABLE" == error["extensions"]["code"]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """Programmes without the name their type requires are left out, told once."""
    await opd.turn("bappeda", Fault(Mode.DRIFT))
    answer = await ask("{ daftarProgramStrategis { nama } }")
    assert [] == answer["data"]["daftarProgramStrategis"]
    (error,) = answer["errors"]
    found = (error["extensions"]["code"], error["extensions"]["count"])
    assert ("UPSTREAM_BAD_VALUE", 12) == found
