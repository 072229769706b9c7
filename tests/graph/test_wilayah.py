"""Regions on the shipped graph, from the province down to the villages."""

from typing import Any

import pytest

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_a_village_and_all_above_it(ask: Ask) -> None:
    """A kelurahan knows its kecamatan, its kota and the province, which has none."""
    answer = await ask("""{ wilayah(kode: "18.71.01.1005") {
        kode nama tingkat kodeBps anak { nama } kabupaten { nama kodeBps }
        induk { nama tingkat induk { nama tingkat induk { nama tingkat
            kabupaten { nama } induk { nama } } } } } }""")
    assert {
        "data": {
            "wilayah": {
                "kode": "18.71.01.1005",
                "nama": "Sukamenanti",
                "tingkat": "KELURAHAN",
                "kodeBps": None,
                "anak": [],
                "kabupaten": {"nama": "Kota Bandar Lampung", "kodeBps": "1871"},
                "induk": {
                    "nama": "Kedaton",
                    "tingkat": "KECAMATAN",
                    "induk": {
                        "nama": "Kota Bandar Lampung",
                        "tingkat": "KOTA",
                        "induk": {
                            "nama": "Provinsi Lampung",
                            "tingkat": "PROVINSI",
                            "kabupaten": None,
                            "induk": None,
                        },
                    },
                },
            }
        }
    } == answer


async def test_children(ask: Ask) -> None:
    """What lies directly below a region, of whatever level that is."""
    answer = await ask("""{
        metro: wilayah(kode: "18.72") { anak { nama anak { nama tingkat } } }
        krui: wilayah(kode: "18.13.01") { nama anak { nama tingkat } } }""")
    metro, krui = answer["data"]["metro"], answer["data"]["krui"]
    assert ["Metro Pusat", "Metro Utara", "Metro Barat", "Metro Timur"] == [
        row["nama"] for row in metro["anak"][:4]
    ]
    assert [
        {"nama": "Banjarsari", "tingkat": "KELURAHAN"},
        {"nama": "Purwosari", "tingkat": "KELURAHAN"},
        {"nama": "Karangrejo", "tingkat": "KELURAHAN"},
        {"nama": "Purwoasri", "tingkat": "KELURAHAN"},
    ] == metro["anak"][1]["anak"]
    assert {"nama": "Pasar Krui", "tingkat": "KELURAHAN"} == krui["anak"][0]
    assert {"nama": "Way Redak", "tingkat": "DESA"} == krui["anak"][2]


async def test_the_whole_tree(ask: Ask, calls: Calls) -> None:
    """Fifteen kabupaten and kota with all below them: one call a level."""
    answer = await ask("""{ daftarWilayah(induk: "18") {
        nama anak { nama anak { nama } } } }""")
    kabupaten = answer["data"]["daftarWilayah"]
    kecamatan = [row for above in kabupaten for row in above["anak"]]
    villages = [row for above in kecamatan for row in above["anak"]]
    assert (15, 229, 349) == (len(kabupaten), len(kecamatan), len(villages))
    assert {"pemerintahan": 3} == calls.made


async def test_parents_of_many(ask: Ask, calls: Calls) -> None:
    """Every kecamatan with its kabupaten: one call for the list, one for the parents."""
    answer = await ask("{ daftarWilayah(tingkat: KECAMATAN) { kode induk { kode } } }")
    rows = answer["data"]["daftarWilayah"]
    assert 229 == len(rows)
    assert [row["kode"][:5] for row in rows] == [row["induk"]["kode"] for row in rows]
    assert {"pemerintahan": 2} == calls.made


@pytest.mark.parametrize(
    ("arguments", "count", "first"),
    [
        ("", 16, "18"),
        ("(tingkat: KOTA)", 2, "18.71"),
        ("(tingkat: KABUPATEN)", 13, "18.01"),
        ('(induk: "18")', 15, "18.01"),
        ('(induk: "18.71")', 20, "18.71.01"),
        ('(induk: "18.71.01")', 7, "18.71.01.1003"),
        ('(tingkat: KELURAHAN, induk: "18.72")', 22, "18.72.01.1001"),
        ('(tingkat: KECAMATAN, induk: "18")', 229, "18.01.04"),
    ],
)
async def test_lists(
    arguments: str, count: int, first: str, ask: Ask, calls: Calls
) -> None:
    """Without arguments the sixteen; deeper levels only when asked for; one call."""
    answer = await ask(f"{{ daftarWilayah{arguments} {{ kode }} }}")
    rows = answer["data"]["daftarWilayah"]
    assert (count, first) == (len(rows), rows[0]["kode"])
    assert {"pemerintahan": 1} == calls.made


async def test_a_level_that_is_not_there(ask: Ask) -> None:
    """No desa lies in Metro: an empty list, without errors."""
    answer = await ask('{ daftarWilayah(tingkat: DESA, induk: "18.72") { kode } }')
    assert {"data": {"daftarWilayah": []}} == answer


async def test_search(ask: Ask) -> None:
    """Part of a name finds regions of every level, the higher ones first."""
    answer = await ask("""{ cariWilayah(nama: "krui") { nama tingkat kabupaten { nama } }
        sempit: cariWilayah(nama: "METRO", tingkat: KOTA) { kode } }""")
    assert {
        "sempit": [{"kode": "18.72"}],
        "cariWilayah": [
            _pesisir_barat("Way Krui", "KECAMATAN"),
            _pesisir_barat("Krui Selatan", "KECAMATAN"),
            _pesisir_barat("Pasar Krui", "KELURAHAN"),
            _pesisir_barat("Pasar Kota Krui", "KELURAHAN"),
        ],
    } == answer["data"]


def _pesisir_barat(name: str, level: str) -> dict[str, Any]:
    return {
        "nama": name,
        "tingkat": level,
        "kabupaten": {"nama": "Kabupaten Pesisir Barat"},
    }


async def test_the_same_digits(ask: Ask) -> None:
    """1803 is Lampung Selatan for BPS, 18.03 is Lampung Utara for the ministry."""
    answer = await ask("""{ bps: wilayahBps(kode: "1803") { kode nama }
        kemendagri: wilayah(kode: "18.03") { kodeBps nama } }""")
    assert {
        "bps": {"kode": "18.01", "nama": "Kabupaten Lampung Selatan"},
        "kemendagri": {"kodeBps": "1806", "nama": "Kabupaten Lampung Utara"},
    } == answer["data"]


async def test_not_there(ask: Ask) -> None:
    """An unknown code is null at each depth and in both numberings, no error."""
    answer = await ask("""{ a: wilayah(kode: "19") { nama }
        b: wilayah(kode: "18.71.99") { nama }
        c: wilayah(kode: "18.71.01.9999") { nama }
        d: wilayahBps(kode: "1899") { nama } }""")
    assert {"data": dict.fromkeys("abcd")} == answer


@pytest.mark.parametrize(
    "field",
    [
        'wilayah(kode: "18.7")',
        'wilayah(kode: "18.71.01.10")',
        'wilayah(kode: "../18")',
        'wilayahBps(kode: "18.03")',
        'daftarWilayah(induk: "18.71.01.1005")',
        'cariWilayah(nama: "kr")',
    ],
)
async def test_wrong_arguments(field: str, ask: Ask, calls: Calls) -> None:
    """A code of no known form, or too short a name, is refused before any call."""
    answer = await ask(f"{{ {field} {{ nama }} }}")
    assert ["BAD_USER_INPUT"] == [e["extensions"]["code"] for e in answer["errors"]]
    assert {} == calls.made


async def test_links_without_the_hub(opd: Simulation, ask: Ask) -> None:
    """While the hub is down its links are null with a code, and the rest lives."""
    await opd.turn("pemerintahan", Fault(Mode.ERROR))
    answer = await ask("""{ wilayah(kode: "18.72") { nama }
        daftarRumahSakit(wilayah: "18.72") { nama wilayah { nama } } }""")
    assert {
        "wilayah": None,
        "daftarRumahSakit": [
            {"nama": "RSUD Jenderal Ahmad Yani", "wilayah": None},
            {"nama": "RS Mardi Waluyo", "wilayah": None},
        ],
    } == answer["data"]
    assert {"UPSTREAM_UNAVAILABLE"} == {
        error["extensions"]["code"] for error in answer["errors"]
    }


async def test_drift(opd: Simulation, ask: Ask) -> None:
    """Renamed keys: what must have a name goes with an error, what need not is null."""
    await opd.turn("pemerintahan", Fault(Mode.DRIFT))
    answer = await ask("""{ daftarWilayah(tingkat: KOTA) { nama }
        wilayah(kode: "18.72") { kode tingkat } }""")
    assert {
        "daftarWilayah": [],
        "wilayah": {"kode": "18.72", "tingkat": None},
    } == answer["data"]
    assert [("UPSTREAM_BAD_VALUE", 2)] == [
        (error["extensions"]["code"], error["extensions"]["count"])
        for error in answer["errors"]
    ]
