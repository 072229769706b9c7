"""Transport on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_a_route(ask: Ask) -> None:
    """Fares, hours and lengths are values, not the words that they are sent in."""
    answer = await ask("""{ trayek(kode: "TBL-03") { nama operator jenis lintasan
        tarif tarifPelajar mulai selesai jeda panjang beroperasi
        asal { nama } tujuan { nama } } }""")
    assert {
        "nama": "Tanjung Karang - Institut Teknologi Sumatera",
        "operator": "Trans Bandar Lampung",
        "jenis": "BUS_KOTA",
        "lintasan": "Pasar Bambu Kuning - Way Halim - Institut Teknologi Sumatera",
        "tarif": 5000,
        "tarifPelajar": 2000,
        "mulai": "06:00:00",
        "selesai": "17:30:00",
        "jeda": 30,
        "panjang": 14.2,
        "beroperasi": False,
        "asal": {"nama": "Kota Bandar Lampung"},
        "tujuan": {"nama": "Kabupaten Lampung Selatan"},
    } == answer["data"]["trayek"]


async def test_stops_only_in_detail(ask: Ask, calls: Calls) -> None:
    """A list's rows are completed by one call a route."""
    answer = await ask("""{ daftarTrayek(melalui: "kalianda") { kode
        halte { urutan nama lintang bujur transit wilayah { kode } } } }""")
    (found,) = answer["data"]["daftarTrayek"]
    assert "DMR-03" == found["kode"]
    assert {
        "urutan": 4,
        "nama": "Kalianda",
        "lintang": -5.7336,
        "bujur": 105.5937,
        "transit": False,
        "wilayah": {"kode": "18.01"},
    } == found["halte"][3]
    assert 2 == calls.made["dishub"]


async def test_to_the_airport(ask: Ask) -> None:
    """Routes of one region and kind."""
    answer = await ask("""{ daftarTrayek(wilayah: "18.01", jenis: BANDARA) {
        nama jeda tarifPelajar } }""")
    assert [
        {
            "nama": "Stasiun Tanjung Karang - Bandara Radin Inten II",
            "jeda": 60,
            "tarifPelajar": None,
        }
    ] == answer["data"]["daftarTrayek"]


async def test_all_regions(ask: Ask, calls: Calls) -> None:
    """Routes stand in every region they stop in; two lists cost two calls."""
    answer = await ask("""{ daftarWilayah(tingkat: KOTA) { nama
        trayek(jenis: ANTARKOTA) { kode } simpulTransportasi { nama } } }""")
    assert {
        "nama": "Kota Metro",
        "trayek": [{"kode": "DMR-02"}, {"kode": "DMR-07"}],
        "simpulTransportasi": [{"nama": "Terminal Mulyojati"}],
    } == answer["data"]["daftarWilayah"][1]
    assert {"pemerintahan": 1, "dishub": 2} == calls.made


async def test_nodes(ask: Ask) -> None:
    """A place written with decimal commas is a number; a dash for a class is null."""
    answer = await ask("""{
        simpulTransportasi(kode: "P-1804-1") { nama jenis kelas lintang bujur
            wilayah { nama simpulTransportasi { kode } } }
        daftarSimpulTransportasi(jenis: BANDARA) { nama } }""")
    assert {
        "nama": "Pelabuhan Labuhan Maringgai",
        "jenis": "PELABUHAN",
        "kelas": None,
        "lintang": -5.3457,
        "bujur": 105.8243,
        "wilayah": {
            "nama": "Kabupaten Lampung Timur",
            "simpulTransportasi": [{"kode": "P-1804-1"}],
        },
    } == answer["data"]["simpulTransportasi"]
    assert [
        {"nama": "Bandara Gatot Subroto"},
        {"nama": "Bandara Muhammad Taufiq Kiemas"},
        {"nama": "Bandara Radin Inten II"},
    ] == answer["data"]["daftarSimpulTransportasi"]


async def test_ferries(ask: Ask) -> None:
    """A day's ferries in one direction, with those that the waves hold."""
    answer = await ask("""{ jadwalFeri(tanggal: "2026-11-16", layanan: EKSPRES,
            lintasan: BAKAUHENI_MERAK) { kapal dermaga berangkat tiba status } }""")
    rows = answer["data"]["jadwalFeri"]
    assert ["SESUAI_JADWAL", "SESUAI_JADWAL", "SESUAI_JADWAL", "BATAL"] == [
        row["status"] for row in rows
    ]
    assert {
        "kapal": "KMP Sebuku",
        "dermaga": 6,
        "berangkat": "2026-11-16T18:00:00+07:00",
        "tiba": "2026-11-16T19:00:00+07:00",
        "status": "BATAL",
    } == rows[-1]


async def test_fares(ask: Ask) -> None:
    """Money with its full dress is a number; what is not carried has none."""
    answer = await ask("{ tarifFeri { golongan reguler ekspres } }")
    assert {
        "golongan": "Golongan VII",
        "reguler": 2035000,
        "ekspres": None,
    } == answer["data"]["tarifFeri"][-3]


async def test_not_there(ask: Ask) -> None:
    """Code 201 is nothing, not a failure: null without an error."""
    answer = await ask("""{ trayek(kode: "XXX-99") { nama }
        simpulTransportasi(kode: "P-1811-1") { nama }
        daftarSimpulTransportasi(wilayah: "18.11") { nama } }""")
    assert {
        "trayek": None,
        "simpulTransportasi": None,
        "daftarSimpulTransportasi": [],
    } == answer["data"]
    assert "errors" not in answer


async def test_hangs(opd: Simulation, ask: Ask) -> None:
    """A service that does not answer costs its own field, after its time."""
    await opd.turn("dishub", Fault(Mode.HANG))
    answer = await ask('{ tarifFeri { golongan } wilayah(kode: "18.71") { nama } }')
    assert {"tarifFeri": None, "wilayah": {"nama": "Kota Bandar Lampung"}} == (
        answer["data"]
    )
    assert [(["tarifFeri"], "UPSTREAM_TIMEOUT")] == [
        (error["path"], error["extensions"]["code"]) for error in answer["errors"]
    ]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """Without their names rows are left out and counted."""
    await opd.turn("dishub", Fault(Mode.DRIFT))
    answer = await ask("{ daftarSimpulTransportasi { nama } tarifFeri { golongan } }")
    assert [] == answer["data"]["daftarSimpulTransportasi"]
    assert 14 == len(answer["data"]["tarifFeri"])
    assert [(["daftarSimpulTransportasi"], "UPSTREAM_BAD_VALUE", 21)] == [
        (error["path"], error["extensions"]["code"], error["extensions"]["count"])
        for error in answer["errors"]
    ]


async def test_a_day_too_far(ask: Ask, calls: Calls) -> None:
    """A day that no timetable reaches is refused before any call."""
    answer = await ask('{ jadwalFeri(tanggal: "2031-01-01") { kapal } }')
    assert ["BAD_USER_INPUT"] == [e["extensions"]["code"] for e in answer["errors"]]
    assert {} == calls.made
