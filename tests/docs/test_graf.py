"""What the shipped graph can do beyond one screen, against the simulator."""

from collections import Counter
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from simulator import Simulation, running
from tests.docs.conftest import Ask, Open
from tests.graph.conftest import Calls

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
async def opd() -> AsyncGenerator[Simulation]:
    """Run every service on free ports."""
    async with running() as simulation:
        yield simulation


@pytest.fixture
def calls() -> Calls:
    """Give a counter of calls."""
    return Calls()


@pytest.fixture
async def ask(opd: Simulation, gateway: Open, calls: Calls) -> AsyncGenerator[Ask]:
    """Open the shipped graph over the simulator."""
    async with gateway(ROOT / "connectors.yaml", opd, calls) as ask:
        yield ask


async def test_a_call_an_opd(ask: Ask, calls: Calls) -> None:
    """All sixteen regions with three lists each cost one call to each OPD."""
    answer = await ask("""{ daftarWilayah {
        hargaKomoditas { harga } rumahSakit { nama } pengaduan { judul } } }""")
    assert 16 == len(answer["data"]["daftarWilayah"])
    assert {
        "pemerintahan": 1,
        "pangan": 1,
        "perkebunan": 1,
        "peternakan": 1,
        "perikanan": 1,
        "dinkes": 1,
        "pengaduan": 1,
        "sp4n": 1,
        "kanalwarga": 1,
    } == calls.made


async def test_rows_reach_their_region(ask: Ask) -> None:
    """Prices keyed by BPS codes stand under the region of the ministry's code."""
    answer = await ask("""{ daftarWilayah {
        kode hargaPangan(komoditas: "Beras Medium") { wilayah { kode } } } }""")
    found = {
        region["kode"]: [row["wilayah"]["kode"] for row in region["hargaPangan"]]
        for region in answer["data"]["daftarWilayah"]
    }
    assert {"18": [], "18.01": ["18.01"] * 2, "18.03": ["18.03"] * 2} == {
        code: found[code] for code in ("18", "18.01", "18.03")
    }
    assert [] == [code for code, rows in found.items() if set(rows) - {code}]


async def test_links_go_both_ways(ask: Ask) -> None:
    """From a hospital to its region, to the province above, and back down."""
    answer = await ask("""{ rumahSakit(id: "1872-01") { alamat pemilik dilaporkan
        wilayah { nama induk { nama } rumahSakit { nama } } } }""")
    assert {
        "rumahSakit": {
            "alamat": "Jl. Jenderal Ahmad Yani 13, Metro Pusat",
            "pemilik": "PEMKOT",
            "dilaporkan": "2026-11-16T07:39:00+07:00",
            "wilayah": {
                "nama": "Kota Metro",
                "induk": {"nama": "Provinsi Lampung"},
                "rumahSakit": [
                    {"nama": "RSUD Jenderal Ahmad Yani"},
                    {"nama": "RS Mardi Waluyo"},
                ],
            },
        }
    } == answer["data"]


async def test_what_the_list_lacks_is_looked_up(ask: Ask, calls: Calls) -> None:
    """Services stand only in the detail call: one more call a hospital, no more."""
    answer = await ask('{ daftarRumahSakit(wilayah: "18.72") { nama layanan } }')
    assert [
        ["IGD 24 jam", "ICU", "Hemodialisis"],
        ["IGD 24 jam", "ICU"],
    ] == [row["layanan"] for row in answer["data"]["daftarRumahSakit"]]
    assert {"dinkes": 3} == calls.made


async def test_merged_prices(ask: Ask) -> None:
    """Four OPDs' rows make one list in one order, each telling where it is from."""
    answer = await ask("""{ hargaKomoditas(wilayah: "18.13") {
        komoditas harga satuan tanggal sumber { konektor } } }""")
    rows = answer["data"]["hargaKomoditas"]
    assert sorted(row["komoditas"] for row in rows) == [r["komoditas"] for r in rows]
    assert {"pangan": 10, "perkebunan": 1, "peternakan": 1, "perikanan": 2} == Counter(
        row["sumber"]["konektor"] for row in rows
    )
    assert {
        "komoditas": "Damar Mata Kucing",
        "harga": 24000,
        "satuan": "kg",
        "tanggal": "2026-11-16",
        "sumber": {"konektor": "perkebunan"},
    } in rows


async def test_kinds_of_warning(ask: Ask) -> None:
    """Rows of one feed are three types, read from what the row says; ended ones go."""
    answer = await ask("""{ peringatanDini {
        __typename nomor tingkat wilayah { nama }
        ... on PeringatanBanjir { tinggiAir }
        ... on PeringatanCuaca { curahHujan }
        ... on PeringatanGelombang { tinggiGelombang perairan } } }""")
    flood, weather, waves = sorted(
        answer["data"]["peringatanDini"], key=lambda row: str(row["__typename"])
    )
    assert {
        "__typename": "PeringatanBanjir",
        "nomor": "PD-2026-118",
        "tingkat": "SIAGA",
        "wilayah": [
            {"nama": "Kabupaten Pringsewu"},
            {"nama": "Kabupaten Pesawaran"},
            {"nama": "Kabupaten Lampung Selatan"},
        ],
        "tinggiAir": 312,
    } == flood
    assert ("WASPADA", 118.5) == (weather["tingkat"], weather["curahHujan"])
    assert ("AWAS", 4.0, "Barat Lampung") == (
        waves["tingkat"],
        waves["tinggiGelombang"],
        waves["perairan"],
    )


async def test_warnings_newest_first(ask: Ask) -> None:
    """Sorting compares times, not the words that the OPD writes them in."""
    answer = await ask("{ peringatanDini { mulai } }")
    assert [
        "2026-11-16T03:00:00+07:00",
        "2026-11-15T23:30:00+07:00",
        "2026-11-14T19:00:00+07:00",
    ] == [row["mulai"] for row in answer["data"]["peringatanDini"]]


async def test_times_of_warnings(ask: Ask) -> None:
    """A written day and an epoch are both times with their offset."""
    answer = await ask("{ peringatanDini(tingkat: AWAS) { mulai berakhir } }")
    assert [
        {
            "mulai": "2026-11-14T19:00:00+07:00",
            "berakhir": "2026-11-17T21:00:00+07:00",
        }
    ] == answer["data"]["peringatanDini"]


async def test_a_complaint(ask: Ask) -> None:
    """A complaint that is not there is null; the OPD's own words come as `pesan`."""
    answer = await ask("""{
        ada: pengaduan(nomor: "2026110003") { status dibuat dukungan }
        tiada: pengaduan(nomor: "2026119999") { status } }""")
    assert {
        "data": {
            "ada": {
                "status": "SELESAI",
                "dibuat": "2026-11-03T10:15:00+07:00",
                "dukungan": 14,
            },
            "tiada": None,
        }
    } == answer


async def test_the_reporter_is_personal(ask: Ask) -> None:
    """Who is not logged in gets no reporter's name, and everything else."""
    answer = await ask('{ pengaduan(nomor: "2026110003") { status pelapor } }')
    assert {"pengaduan": {"status": "SELESAI", "pelapor": None}} == answer["data"]
    assert ["UNAUTHENTICATED"] == [
        error["extensions"]["code"] for error in answer["errors"]
    ]


@pytest.mark.parametrize(
    "query",
    [
        '{ wilayah(kode: "../18") { nama } }',
        '{ pengaduan(nomor: "7") { judul } }',
        "{ gempaTerkini(magnitudoMinimal: 11) { waktu } }",
    ],
)
async def test_wrong_arguments_reach_no_opd(query: str, ask: Ask, calls: Calls) -> None:
    """An argument that breaks its rule is refused before any call."""
    answer = await ask(query)
    assert ["BAD_USER_INPUT"] == [e["extensions"]["code"] for e in answer["errors"]]
    assert Counter[str]() == calls.made
