"""Places and events on the shipped graph."""

import pytest

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_a_place(ask: Ask) -> None:
    """A place is flat here; money, marks and coordinates are numbers."""
    answer = await ask("""{ destinasi(nomor: "1205") { nama uraian kategori lintang
        bujur jamBuka tiket { untuk harga } fasilitas penilaian wilayah { nama } } }""")
    assert {
        "nama": "Pantai Sari Ringgung",
        "uraian": "Pantai dengan pasir timbul dan masjid terapung",
        "kategori": "BAHARI",
        "lintang": -5.5617,
        "bujur": 105.2519,
        "jamBuka": "07.00 - 18.00",
        "tiket": [
            {"untuk": "Dewasa", "harga": 25000},
            {"untuk": "Anak", "harga": 15000},
        ],
        "fasilitas": ["Toilet", "Mushala", "Warung"],
        "penilaian": 4.3,
        "wilayah": {"nama": "Kabupaten Pesawaran"},
    } == answer["data"]["destinasi"]


async def test_false_is_nothing(ask: Ask) -> None:
    """False for a list that nobody filled in is null, and no error."""
    answer = await ask("""{ destinasi(nomor: "1221") { jamBuka tiket { harga }
        fasilitas } }""")
    assert {"jamBuka": None, "tiket": None, "fasilitas": None} == (
        answer["data"]["destinasi"]
    )
    assert "errors" not in answer


async def test_the_best_beaches(ask: Ask) -> None:
    """Places of a kind and a mark, the best first."""
    answer = await ask("""{ daftarDestinasi(kategori: BAHARI, penilaianTerendah: 4.5) {
        nama penilaian } }""")
    assert [
        {"nama": "Pantai Tanjung Setia", "penilaian": 4.6},
        {"nama": "Pulau Pahawang", "penilaian": 4.6},
        {"nama": "Pulau Pisang", "penilaian": 4.5},
        {"nama": "Teluk Kiluan", "penilaian": 4.5},
    ] == answer["data"]["daftarDestinasi"]


async def test_this_fortnight(ask: Ask) -> None:
    """Events that overlap a range of days, also those that began before it."""
    answer = await ask("""{ daftarAcara(sejak: "2026-11-16", hingga: "2026-11-30") {
        nama mulai selesai tiket } }""")
    assert [
        ("Lampung Fair", "2026-11-05", "2026-11-21", 20000),
        ("Festival Way Kambas", "2026-11-14", "2026-11-18", 0),
        ("Festival Teluk Semaka", "2026-11-20", "2026-11-22", 0),
        ("Festival Pahawang", "2026-11-27", "2026-11-29", 50000),
    ] == [tuple(row.values()) for row in answer["data"]["daftarAcara"]]


async def test_an_event_of_one_day(ask: Ask) -> None:
    """An event without a last day ends on its first."""
    answer = await ask("""{ acara(nomor: "3309") { nama jenis tempat mulai selesai tiket
        wilayah { nama acara { nomor } } } }""")
    assert {
        "nama": "Lari Pagi Kota Metro",
        "jenis": "OLAHRAGA",
        "tempat": "Taman Merdeka Metro",
        "mulai": "2026-12-13",
        "selesai": "2026-12-13",
        "tiket": 75000,
        "wilayah": {"nama": "Kota Metro", "acara": [{"nomor": "3309"}]},
    } == answer["data"]["acara"]


async def test_all_regions(ask: Ask, calls: Calls) -> None:
    """Places and events of all regions, the province too, cost two calls."""
    answer = await ask("""{ daftarWilayah { kode destinasi(nama: "pulau") { nama }
        acara(jenis: BAHARI) { nama } } }""")
    found = {row.pop("kode"): row for row in answer["data"]["daftarWilayah"]}
    assert "errors" not in answer
    assert {
        "destinasi": [{"nama": "Pulau Pahawang"}],
        "acara": [{"nama": "Festival Pahawang"}],
    } == found["18.09"]
    assert {"destinasi": [], "acara": []} == found["18"]
    assert {"pemerintahan": 1, "disparekraf": 2} == calls.made


@pytest.mark.parametrize("field", ["destinasi", "acara"])
async def test_not_there(field: str, ask: Ask) -> None:
    """A 404 is nothing, not a failure."""
    answer = await ask(f'{{ {field}(nomor: "9") {{ nama }} }}')
    assert ({field: None}, None) == (answer["data"], answer.get("errors"))


async def test_down(opd: Simulation, ask: Ask) -> None:
    """A broken service costs its own fields only."""
    await opd.turn("disparekraf", Fault(Mode.ERROR))
    answer = await ask('{ wilayah(kode: "18.09") { nama destinasi { nama } } }')
    assert {"nama": "Kabupaten Pesawaran", "destinasi": None} == (
        answer["data"]["wilayah"]
    )
    assert [(["wilayah", "destinasi"], "UPSTREAM_UNAVAILABLE")] == [
        (error["path"], error["extensions"]["code"]) for error in answer["errors"]
    ]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """A required name one level down is missed as well."""
    await opd.turn("disparekraf", Fault(Mode.DRIFT))
    answer = await ask('{ destinasi(nomor: "1204") { nama } daftarAcara { mulai } }')
    assert {"destinasi": None, "daftarAcara": []} == answer["data"]
    assert [
        ("destinasi", "UPSTREAM_BAD_VALUE"),
        ("daftarAcara", "UPSTREAM_BAD_VALUE"),
    ] == [(error["path"][0], error["extensions"]["code"]) for error in answer["errors"]]


async def test_near_a_point(ask: Ask) -> None:
    """Places within a radius, the nearest first, with their distance."""
    answer = await ask("""{ daftarDestinasi(dariLintang: -5.56, dariBujur: 105.25,
        radiusKm: 6) { nama jarakKm } }""")
    assert [
        {"nama": "Pantai Sari Ringgung", "jarakKm": 0.283},
        {"nama": "Pantai Mutun", "jarakKm": 5.214},
    ] == answer["data"]["daftarDestinasi"]


async def test_photographs_come_through_the_gateway(ask: Ask) -> None:
    """A photograph's address is a link to the gateway itself."""
    answer = await ask("""{ destinasi(nomor: "1205") { foto } }""")
    link = answer["data"]["destinasi"]["foto"]
    assert link.startswith("http://127.0.0.1:8000/media/disparekraf/")
