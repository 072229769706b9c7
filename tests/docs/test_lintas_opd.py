"""The query across all OPDs, against the simulator, well and sick."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest

from simulator import Fault, Mode, Simulation, running
from tests.docs.conftest import Ask, Open

ROOT = Path(__file__).parent.parent.parent
QUERY = (ROOT / "docs/contoh/lintas-opd.graphql").read_text()

HEALTHY: dict[str, Any] = {
    "wilayah": {
        "nama": "Kota Bandar Lampung",
        "tingkat": "KOTA",
        "hargaPangan": [
            {"tempat": "Pasar Pasir Gintung", "harga": 13450, "tanggal": "2026-11-16"},
            {"tempat": "Pasar Tugu", "harga": 15200, "tanggal": "2026-11-16"},
            {"tempat": "Pasar Way Halim", "harga": 14700, "tanggal": "2026-11-16"},
        ],
        "rumahSakit": [
            {
                "nama": "RSUD Dr. H. Abdul Moeloek",
                "igd": {"kapasitas": 31, "tersedia": 4},
            },
            {
                "nama": "RSUD Dr. A. Dadi Tjokrodipo",
                "igd": {"kapasitas": 6, "tersedia": 1},
            },
            {"nama": "RS Urip Sumoharjo", "igd": {"kapasitas": 13, "tersedia": 10}},
        ],
        "pengaduan": [
            {
                "judul": "Mesin antrean di mal pelayanan publik mati",
                "status": "DIPROSES",
            },
            {"judul": "Antrean loket terlalu lama", "status": "DIARSIPKAN"},
            {"judul": "Parkir liar menutup jalur pejalan kaki", "status": "DIPROSES"},
            {"judul": "Jalan berlubang di depan pasar", "status": "SELESAI"},
            {"judul": "Air bersih tidak mengalir", "status": "DIPROSES"},
            {
                "judul": "Sampah di tepi Way Kuripan belum diangkut",
                "status": "SELESAI",
            },
            {"judul": "Trotoar rusak di Jalan Kartini", "status": "SELESAI"},
        ],
    },
    "gempaTerkini": [
        {
            "waktu": "2026-11-15T22:48:53+07:00",
            "magnitudo": 6.6,
            "lokasi": "78 km BaratDaya KRUI-LAMPUNG",
            "potensiTsunami": True,
        },
        {
            "waktu": "2026-08-17T19:30:00+07:00",
            "magnitudo": 5.8,
            "lokasi": "119 km BaratDaya SUMUR-BANTEN",
            "potensiTsunami": False,
        },
    ],
}
TILES: dict[str, tuple[str, ...]] = {
    "pemerintahan": ("wilayah",),
    "pangan": ("wilayah", "hargaPangan"),
    "dinkes": ("wilayah", "rumahSakit"),
    "bpbd": ("gempaTerkini",),
}
CODES = {
    Mode.ERROR: "UPSTREAM_UNAVAILABLE",
    Mode.REFUSE: "UPSTREAM_UNAVAILABLE",
    Mode.GARBAGE: "UPSTREAM_BAD_BODY",
}


@pytest.fixture
async def opd() -> AsyncGenerator[Simulation]:
    """Run every service on free ports."""
    async with running() as simulation:
        yield simulation


@pytest.fixture
async def ask(opd: Simulation, gateway: Open) -> AsyncGenerator[Ask]:
    """Open the shipped graph over the simulator."""
    async with gateway(ROOT / "connectors.yaml", opd) as ask:
        yield ask


async def test_healthy(ask: Ask) -> None:
    """One query brings every OPD's answer, each read as its type says."""
    assert {"data": HEALTHY} == await ask(QUERY)


@pytest.mark.parametrize("name", TILES)
@pytest.mark.parametrize("mode", CODES, ids=str)
async def test_one_sick(name: str, mode: Mode, opd: Simulation, ask: Ask) -> None:
    """A sick OPD's tile is null with one coded error; the others are as ever."""
    await opd.turn(name, Fault(mode))
    answer = await ask(QUERY)
    assert without(HEALTHY, TILES[name]) == answer["data"]
    assert [(list(TILES[name]), CODES[mode], name)] == [
        (
            error["path"],
            error["extensions"]["code"],
            error["extensions"]["connector"],
        )
        for error in answer["errors"]
    ]


async def test_one_channel_sick(opd: Simulation, ask: Ask) -> None:
    """A complaint channel that fails leaves the others' rows in its tile."""
    await opd.turn("pengaduan", Fault(Mode.ERROR))
    answer = await ask(QUERY)
    assert [
        "Mesin antrean di mal pelayanan publik mati",
        "Parkir liar menutup jalur pejalan kaki",
        "Sampah di tepi Way Kuripan belum diangkut",
        "Trotoar rusak di Jalan Kartini",
    ] == [row["judul"] for row in answer["data"]["wilayah"]["pengaduan"]]
    assert [(["wilayah", "pengaduan"], "UPSTREAM_UNAVAILABLE", "pengaduan")] == [
        (error["path"], error["extensions"]["code"], error["extensions"]["connector"])
        for error in answer["errors"]
    ]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """Renamed keys null what they fed: nullable fields one by one, rows dropped."""
    await opd.turn("pangan", Fault(Mode.DRIFT))
    await opd.turn("dinkes", Fault(Mode.DRIFT))
    region = (await ask(QUERY))["data"]["wilayah"]
    assert [None] * 3 == [row["harga"] for row in region["hargaPangan"]]
    assert [] == region["rumahSakit"]
    assert 7 == len(region["pengaduan"])


def without(data: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """Copy data with null at a path."""
    first, *rest = path
    below = without(data[first], tuple(rest)) if rest else None
    return {**data, first: below}
