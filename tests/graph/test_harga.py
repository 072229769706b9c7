"""Prices: four agencies' feeds as one list, their history and their commodities."""

import json
from collections import Counter
from contextlib import AsyncExitStack
from itertools import count
from typing import Any

import pytest

from gateway.app import Blueprint, build_engine
from gateway.execution.message import Request
from gateway.settings import Settings
from simulator import Fault, Mode, Simulation
from tests.graph.conftest import FILE, Ask, Calls

FEEDS = ("pangan", "perkebunan", "peternakan", "perikanan")
ONE_EACH = """{ hargaKomoditas(wilayah: "%s", jenis: %s) {
    komoditas tempat tingkat harga satuan tanggal
    perubahan perubahanPersen arah pembanding sumber { konektor } } }"""


async def test_food(ask: Ask) -> None:
    """Rupiah with their sign, a percentage with a comma, dates with the day first."""
    answer = await ask("""{ hargaPangan(wilayah: "18.71", komoditas: "Beras Medium") {
        tempat harga satuan tanggal perubahan perubahanPersen arah pembanding } }""")
    assert {
        "tempat": "Pasar Pasir Gintung",
        "harga": 13450,
        "satuan": "kg",
        "tanggal": "2026-11-16",
        "perubahan": -150,
        "perubahanPersen": -1.1,
        "arah": "TURUN",
        "pembanding": "KEMARIN",
    } == answer["data"]["hargaPangan"][0]


async def test_how_old_a_price_is(
    blueprint: Blueprint, calls: Calls, opd: Simulation
) -> None:
    """Each says so itself: what its agency cannot renew is old, and why; the others' are new."""
    query = """{ hargaKomoditas(wilayah: "18.71") {
        sumber { konektor } kesegaran { keadaan umur sebab } } }"""
    now, ticks = 0.0, count()

    def clock() -> float:
        return now + next(ticks) * 1e-6  # no two moments are one

    async with AsyncExitStack() as stack:
        settings = Settings(connectors=FILE)
        engine = build_engine(blueprint, settings, calls, stack, clock=clock)

        async def ask() -> set[tuple[object, ...]]:
            reply = await engine.execute(Request(query))
            rows = json.loads(reply.body)["data"]["hargaKomoditas"]
            return {
                (one["sumber"]["konektor"], *one["kesegaran"].values()) for one in rows
            }

        first, again = await ask(), await ask()
        await opd.turn("pangan", Fault(Mode.ERROR))
        now += 1000.0  # longer than anything may be shown while it is renewed
        later = await ask()
    feeds = {"pangan", "peternakan", "perikanan"}
    assert {(feed, "BARU", 0, None) for feed in feeds} == first
    assert {(feed, "SIMPANAN", 0, None) for feed in feeds} == again
    assert {
        ("pangan", "LAMA", 1000, "UPSTREAM_UNAVAILABLE"),
        ("peternakan", "BARU", 0, None),
        ("perikanan", "BARU", 0, None),
    } == later


async def test_a_price_not_taken(ask: Ask) -> None:
    """A dash is no price, no change and no direction, without an error."""
    answer = await ask("""{ hargaPangan(wilayah: "18.71", komoditas: "Bawang Putih") {
        tempat harga perubahan perubahanPersen arah } }""")
    assert "errors" not in answer
    assert {
        "tempat": "Pasar Tugu",
        "harga": None,
        "perubahan": None,
        "perubahanPersen": None,
        "arah": None,
    } == answer["data"]["hargaPangan"][1]


@pytest.mark.parametrize(
    ("region", "kind", "row"),
    [
        (
            "18.13",
            "PERKEBUNAN",
            {
                "komoditas": "Damar Mata Kucing",
                "tempat": "Pengepul Krui",
                "tingkat": "PRODUSEN",
                "harga": 24000,
                "satuan": "kg",
                "tanggal": "2026-11-16",
                "perubahan": 250,
                "perubahanPersen": 1.05,
                "arah": "NAIK",
                "pembanding": "PEKAN_LALU",
                "sumber": {"konektor": "perkebunan"},
            },
        ),
        (
            "18.09",
            "PETERNAKAN",
            {
                "komoditas": "Ayam Ras Hidup",
                "tempat": "Peternak Negeri Katon",
                "tingkat": "PRODUSEN",
                "harga": 22300,
                "satuan": "kg",
                "tanggal": "2026-11-16",
                "perubahan": -200,
                "perubahanPersen": -0.89,
                "arah": "TURUN",
                "pembanding": "KEMARIN",
                "sumber": {"konektor": "peternakan"},
            },
        ),
        (
            "18.72",
            "PERIKANAN",
            {
                "komoditas": "Lele",
                "tempat": "Pasar Tejo Agung",
                "tingkat": "PRODUSEN",
                "harga": 26500,
                "satuan": "kg",
                "tanggal": "2026-11-16",
                "perubahan": -500,
                "perubahanPersen": -1.85,
                "arah": "TURUN",
                "pembanding": "KEMARIN",
                "sumber": {"konektor": "perikanan"},
            },
        ),
    ],
    ids=["arrow", "three fields", "number and word"],
)
async def test_changes(region: str, kind: str, row: dict[str, Any], ask: Ask) -> None:
    """Each feed tells a change in its own way, and the graph in one."""
    answer = await ask(ONE_EACH % (region, kind))
    assert {"data": {"hargaKomoditas": [row]}} == answer


async def test_zero_is_not_a_price(ask: Ask) -> None:
    """The livestock feed's zero is a price that was not reported."""
    answer = await ask("""{ hargaKomoditas(wilayah: "18.07", jenis: PETERNAKAN) {
        komoditas harga arah } }""")
    assert [
        {"komoditas": "Sapi Hidup", "harga": 51500, "arah": "TURUN"},
        {"komoditas": "Telur Ayam Ras", "harga": None, "arah": "TETAP"},
    ] == answer["data"]["hargaKomoditas"]


async def test_one_row_of_doubles(ask: Ask) -> None:
    """Two agencies price chicken at one market: the first one's row stays."""
    answer = await ask("""{
        hargaKomoditas(wilayah: "18.72", komoditas: "Daging Ayam Ras") {
            tempat harga sumber { konektor } } }""")
    assert [
        ("Pasar Tejo Agung", 38050, "pangan"),
        ("Pasar Shopping Center Metro", 38550, "pangan"),
    ] == [
        (row["tempat"], row["harga"], row["sumber"]["konektor"])
        for row in answer["data"]["hargaKomoditas"]
    ]


async def test_another_day(ask: Ask) -> None:
    """A day is asked for in each feed's notation; estate crops give its Monday."""
    answer = await ask("""{
        hargaKomoditas(wilayah: "18.13", tanggal: "2026-11-15") {
            komoditas tanggal harga } }""")
    found = {row["komoditas"]: row for row in answer["data"]["hargaKomoditas"]}
    assert {
        "Damar Mata Kucing": "2026-11-09",
        "Kerbau Hidup": "2026-11-15",
        "Tuhuk": "2026-11-15",
        "Beras Medium": "2026-11-15",
    } == {name: found[name]["tanggal"] for name in found.keys() & _FOUR}


_FOUR = {"Damar Mata Kucing", "Kerbau Hidup", "Tuhuk", "Beras Medium"}


async def test_all_regions_with_prices_and_history(ask: Ask, calls: Calls) -> None:
    """Every region's prices and a history cost each feed two calls."""
    answer = await ask("""{ daftarWilayah {
        nama
        hargaKomoditas(komoditas: "Sapi Hidup") { tempat wilayah { nama } }
        riwayatHarga(komoditas: "Sapi Hidup", dari: "2026-11-15") { tanggal harga } } }""")
    assert "errors" not in answer
    regions = {row["nama"]: row for row in answer["data"]["daftarWilayah"]}
    assert {
        "nama": "Kota Bandar Lampung",
        "hargaKomoditas": [
            {"tempat": "RPH Way Laga", "wilayah": {"nama": "Kota Bandar Lampung"}}
        ],
        "riwayatHarga": [
            {"tanggal": "2026-11-15", "harga": 54000},
            {"tanggal": "2026-11-16", "harga": 53500},
        ],
    } == regions["Kota Bandar Lampung"]
    assert [] == regions["Kota Metro"]["riwayatHarga"]
    assert dict.fromkeys(FEEDS, 2) == {name: calls.made[name] for name in FEEDS}


@pytest.mark.parametrize(
    ("region", "good", "rows"),
    [
        ("18.71", "Beras Medium", [("2026-11-15", 14600), ("2026-11-16", 14450)]),
        ("18.06", "Kakao", [("2026-11-16", 96000)]),
        ("18.09", "Ayam Ras Hidup", [("2026-11-15", 22500), ("2026-11-16", 22300)]),
        ("18.71", "Tongkol", [("2026-11-15", 32500), ("2026-11-16", 32000)]),
        ("18.71", "Kurma", []),
    ],
    ids=[*FEEDS, "nobody"],
)
async def test_history(
    region: str, good: str, rows: list[tuple[str, int]], ask: Ask
) -> None:
    """History comes from whoever watches the commodity; from nobody it is empty."""
    answer = await ask(f"""{{ riwayatHarga(
        wilayah: "{region}", komoditas: "{good}",
        dari: "2026-11-15", sampai: "2026-11-16") {{ tanggal harga }} }}""")
    assert "errors" not in answer
    assert rows == [
        (row["tanggal"], row["harga"]) for row in answer["data"]["riwayatHarga"]
    ]


async def test_commodities(ask: Ask) -> None:
    """Commodities of all feeds are one list without doubles, by name."""
    answer = await ask("{ daftarKomoditas { nama jenis satuan } }")
    rows = answer["data"]["daftarKomoditas"]
    assert {"PANGAN": 10, "PERKEBUNAN": 6, "PETERNAKAN": 5, "PERIKANAN": 11} == Counter(
        row["jenis"] for row in rows
    )
    assert sorted(row["nama"] for row in rows) == [row["nama"] for row in rows]
    assert {"nama": "Ayam Ras Hidup", "jenis": "PETERNAKAN", "satuan": "kg"} == rows[0]


async def test_commodities_by_name(ask: Ask) -> None:
    """Part of a name, in any case, finds commodities of every kind."""
    answer = await ask('{ daftarKomoditas(nama: "sapi") { nama } }')
    assert [{"nama": "Daging Sapi"}, {"nama": "Sapi Hidup"}] == answer["data"][
        "daftarKomoditas"
    ]


@pytest.mark.parametrize("name", FEEDS)
async def test_one_feed_down(name: str, opd: Simulation, ask: Ask) -> None:
    """A feed that fails leaves the others' rows, beside one error that names it."""
    await opd.turn(name, Fault(Mode.REFUSE))
    answer = await ask(
        '{ hargaKomoditas(wilayah: "18.13") { komoditas sumber { konektor } } }'
    )
    well = {"pangan": 10, "perkebunan": 1, "peternakan": 1, "perikanan": 2}
    assert {feed: rows for feed, rows in well.items() if feed != name} == Counter(
        row["sumber"]["konektor"] for row in answer["data"]["hargaKomoditas"]
    )
    assert [(["hargaKomoditas"], "UPSTREAM_UNAVAILABLE", name)] == [
        (error["path"], error["extensions"]["code"], error["extensions"]["connector"])
        for error in answer["errors"]
    ]


async def test_drift(opd: Simulation, ask: Ask) -> None:
    """Without the key of a place a row breaks its type; the others' rows stand."""
    await opd.turn("perikanan", Fault(Mode.DRIFT))
    answer = await ask(
        '{ hargaKomoditas(wilayah: "18.13") { tempat sumber { konektor } } }'
    )
    assert {"pangan", "perkebunan", "peternakan"} == {
        row["sumber"]["konektor"] for row in answer["data"]["hargaKomoditas"]
    }
    assert [(["hargaKomoditas"], "UPSTREAM_BAD_VALUE", 2)] == [
        (error["path"], error["extensions"]["code"], error["extensions"]["count"])
        for error in answer["errors"]
    ]


@pytest.mark.parametrize(
    "arguments",
    ['wilayah: "19.71"', 'wilayah: "18.71", komoditas: "ab"'],
)
async def test_wrong_arguments(arguments: str, ask: Ask) -> None:
    """Another province and half a name are the asker's mistakes."""
    answer = await ask(f"{{ hargaKomoditas({arguments}) {{ harga }} }}")
    assert {"BAD_USER_INPUT"} == {e["extensions"]["code"] for e in answer["errors"]}
