"""Disasters on the shipped graph."""

import pytest

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_the_last_quake(ask: Ask) -> None:
    """The last quake is one object, read as the list's are."""
    answer = await ask("""{ gempaTerbaru { waktu magnitudo kedalaman lintang bujur
        lokasi potensiTsunami } }""")
    assert {
        "gempaTerbaru": {
            "waktu": "2026-11-16T04:21:07+07:00",
            "magnitudo": 5.4,
            "kedalaman": 24.0,
            "lintang": -6.02,
            "bujur": 103.88,
            "lokasi": "92 km BaratDaya PESISIRBARAT-LAMPUNG",
            "potensiTsunami": False,
        }
    } == answer["data"]


async def test_posts_that_alarm(ask: Ask) -> None:
    """Posts are filtered by status, which is read from its own label."""
    answer = await ask("{ daftarPosAir(status: SIAGA_1) { nama sungai tinggiAir } }")
    assert {
        "daftarPosAir": [
            {
                "nama": "Bandar Negeri Semuong",
                "sungai": "Way Semaka",
                "tinggiAir": 417,
            }
        ]
    } == answer["data"]


async def test_a_post(ask: Ask) -> None:
    """A post names its region by the statistics office's code and is linked to it."""
    answer = await ask("""{ posAir(kode: "WSK-01") { nama status tinggiAir
        tinggiSebelumnya batasSiaga1 batasSiaga2 batasSiaga3 lintang bujur dipantau
        wilayah { kode posAir { kode } } } }""")
    assert {
        "posAir": {
            "nama": "Bendung Argoguruh",
            "status": "SIAGA_3",
            "tinggiAir": 312,
            "tinggiSebelumnya": 298,
            "batasSiaga1": 450,
            "batasSiaga2": 350,
            "batasSiaga3": 250,
            "lintang": -5.19,
            "bujur": 105.19,
            "dipantau": "2026-11-16T07:00:00+07:00",
            "wilayah": {"kode": "18.09", "posAir": [{"kode": "WSK-01"}]},
        }
    } == answer["data"]


async def test_a_flood(ask: Ask) -> None:
    """Ranges, households and refugees become numbers; a dash becomes null."""
    answer = await ask("""{
        besar: laporanBanjir(nomor: "BJR-2026-041") { lokasi waktu genanganTertinggi
            surut keluargaTerdampak pengungsi wilayah { nama } }
        lama: laporanBanjir(nomor: "BJR-2026-036") { genanganTertinggi pengungsi } }""")
    assert {
        "besar": {
            "lokasi": "Sedayu, Semaka",
            "waktu": "2026-11-16T02:40:00+07:00",
            "genanganTertinggi": 150,
            "surut": False,
            "keluargaTerdampak": 1204,
            "pengungsi": 386,
            "wilayah": {"nama": "Kabupaten Tanggamus"},
        },
        "lama": {"genanganTertinggi": None, "pengungsi": None},
    } == answer["data"]


async def test_floods_that_stand(ask: Ask) -> None:
    """Only what has not drained, the newest first."""
    answer = await ask("{ daftarLaporanBanjir(surut: false) { nomor } }")
    assert ["BJR-2026-041", "BJR-2026-038"] == [
        row["nomor"] for row in answer["data"]["daftarLaporanBanjir"]
    ]


async def test_all_regions(ask: Ask, calls: Calls) -> None:
    """Four lists for every region cost a call each; a warning is in each of its own."""
    answer = await ask("""{ daftarWilayah(tingkat: KABUPATEN) { kode
        peringatanDini { nomor } posAir { kode } laporanBanjir { nomor }
        kontakDarurat { posko } } }""")
    found = {row.pop("kode"): row for row in answer["data"]["daftarWilayah"]}
    assert {
        "peringatanDini": [{"nomor": "PD-2026-118"}],
        "posAir": [{"kode": "WKN-01"}],
        "laporanBanjir": [{"nomor": "BJR-2026-038"}],
        "kontakDarurat": {"posko": "(0000) 1801-001"},
    } == found["18.01"]
    assert [{"nomor": "PD-2026-118"}] == found["18.10"]["peringatanDini"]
    assert {"pemerintahan": 1, "bpbd": 4} == calls.made


async def test_numbers(ask: Ask) -> None:
    """A map from region to row is read as rows, and as one of them."""
    answer = await ask("""{ daftarKontakDarurat { kode }
        kontakDarurat(wilayah: "18.71") { wilayah { nama } layanan { nama nomor } } }""")
    assert 15 == len(answer["data"]["daftarKontakDarurat"])
    assert {"nama": "Kota Bandar Lampung"} == answer["data"]["kontakDarurat"]["wilayah"]
    assert {"nama": "Polisi", "nomor": "110"} in (
        answer["data"]["kontakDarurat"]["layanan"]
    )


@pytest.mark.parametrize(
    "query",
    [
        '{ tiada: posAir(kode: "XXX-99") { nama } }',
        '{ tiada: laporanBanjir(nomor: "BJR-2020-001") { lokasi } }',
        '{ tiada: kontakDarurat(wilayah: "18") { posko } }',
    ],
)
async def test_not_there(query: str, ask: Ask) -> None:
    """What is not there is null without an error, whichever way the service says so."""
    answer = await ask(query)
    assert ({"tiada": None}, None) == (answer["data"], answer.get("errors"))


async def test_down(opd: Simulation, ask: Ask) -> None:
    """A dead service nulls its own fields; the region stands."""
    await opd.turn("bpbd", Fault(Mode.ERROR))
    answer = await ask('{ wilayah(kode: "18.71") { nama posAir { nama } } }')
    assert {"nama": "Kota Bandar Lampung", "posAir": None} == answer["data"]["wilayah"]
    assert [(["wilayah", "posAir"], "UPSTREAM_UNAVAILABLE")] == [
        (error["path"], error["extensions"]["code"]) for error in answer["errors"]
    ]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """What may be absent is null without a word; rows without their title are left out."""
    await opd.turn("bpbd", Fault(Mode.DRIFT))
    answer = await ask("""{ gempaTerbaru { magnitudo lokasi }
        daftarPosAir(wilayah: "18.09") { nama tinggiAir } peringatanDini { judul } }""")
    assert {
        "gempaTerbaru": {
            "magnitudo": None,
            "lokasi": "92 km BaratDaya PESISIRBARAT-LAMPUNG",
        },
        "daftarPosAir": [{"nama": "Bendung Argoguruh", "tinggiAir": None}],
        "peringatanDini": [],
    } == answer["data"]
    assert [(["peringatanDini"], "UPSTREAM_BAD_VALUE", 3)] == [
        (error["path"], error["extensions"]["code"], error["extensions"]["count"])
        for error in answer["errors"]
    ]
