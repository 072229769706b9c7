"""Vehicle tax and Samsat offices on the shipped graph."""

import pytest

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_a_bill(ask: Ask) -> None:
    """A bill by number plate: trimmed words, codes as words, fees in rupiah."""
    answer = await ask("""{ pajakKendaraan(noPolisi: "be3101fd") {
        noPolisi merek tipe jenis tahun isiSilinder warna bahanBakar jatuhTempo
        stnkBerlakuSampai status diblokir nilaiJual total
        rincian { jenis pokok denda } } }""")
    assert {
        "data": {
            "pajakKendaraan": {
                "noPolisi": "BE 3101 FD",
                "merek": "DAIHATSU",
                "tipe": "GRAN MAX PICK UP 1.5",
                "jenis": "BARANG",
                "tahun": 2017,
                "isiSilinder": 1495,
                "warna": "PUTIH",
                "bahanBakar": "BENSIN",
                "jatuhTempo": "2026-08-16",
                "stnkBerlakuSampai": "2027-08-16",
                "status": "MENUNGGAK",
                "diblokir": False,
                "nilaiJual": 92000000,
                "total": 1751016,
                "rincian": [
                    {"jenis": "PKB", "pokok": 920000, "denda": 27600},
                    {"jenis": "OPSEN_PKB", "pokok": 607200, "denda": 18216},
                    {"jenis": "SWDKLLJ", "pokok": 143000, "denda": 35000},
                ],
            }
        }
    } == answer


async def test_an_electric_car(ask: Ask) -> None:
    """A car without cylinders has null for them, without an error."""
    answer = await ask(
        '{ pajakKendaraan(noPolisi: "BE 9 RI") { isiSilinder bahanBakar } }'
    )
    assert {
        "data": {"pajakKendaraan": {"isiSilinder": None, "bahanBakar": "LISTRIK"}}
    } == answer


async def test_the_owner_is_personal(ask: Ask) -> None:
    """Who is not logged in gets neither owner nor address, and the rest."""
    answer = await ask("""{ pajakKendaraan(noPolisi: "BE 4567 DN") {
        total pemilik alamatPemilik } }""")
    bill = {"total": 457834, "pemilik": None, "alamatPemilik": None}
    assert bill == answer["data"]["pajakKendaraan"]
    assert ["UNAUTHENTICATED"] * 2 == [
        error["extensions"]["code"] for error in answer["errors"]
    ]


async def test_a_bill_leads_to_its_office_and_region(ask: Ask, calls: Calls) -> None:
    """From a vehicle to where it is registered, and on to all offices there."""
    answer = await ask("""{ pajakKendaraan(noPolisi: "BE 3101 FD") {
        samsat { nama jenis } wilayah { nama samsat { kode } } } }""")
    assert {
        "samsat": {"nama": "SAMSAT METRO", "jenis": "INDUK"},
        "wilayah": {"nama": "Kota Metro", "samsat": [{"kode": "02"}, {"kode": "18"}]},
    } == answer["data"]["pajakKendaraan"]
    assert {"bapenda": 3, "pemerintahan": 1} == calls.made


async def test_offices_of_a_region(ask: Ask) -> None:
    """Offices of a region, filtered by kind, with their hours as times."""
    answer = await ask("""{ daftarSamsat(wilayah: "18.71", jenis: GERAI) {
        kode nama kecamatan buka tutup bukaSabtu } }""")
    assert {
        "daftarSamsat": [
            {
                "kode": "16",
                "nama": "GERAI SAMSAT MAL BOEMI KEDATON",
                "kecamatan": "KEDATON",
                "buka": "10:00:00",
                "tutup": "18:00:00",
                "bukaSabtu": True,
            }
        ]
    } == answer["data"]


async def test_offices_of_all_regions(ask: Ask, calls: Calls) -> None:
    """All regions' offices are one call; each stands under its own region."""
    answer = await ask("{ daftarWilayah { kode samsat { kode } } }")
    found = {
        region["kode"]: [office["kode"] for office in region["samsat"]]
        for region in answer["data"]["daftarWilayah"]
    }
    assert {"18": [], "18.01": ["03"], "18.03": ["05"], "18.72": ["02", "18"]} == {
        code: found[code] for code in ("18", "18.01", "18.03", "18.72")
    }
    assert {"pemerintahan": 1, "bapenda": 1} == calls.made


async def test_what_is_not_there_is_null(ask: Ask) -> None:
    """An unknown plate and an unknown office are null, without an error."""
    answer = await ask("""{ pajakKendaraan(noPolisi: "BE 1 ZZZ") { total }
        samsat(kode: "99") { nama } }""")
    assert {"data": {"pajakKendaraan": None, "samsat": None}} == answer


@pytest.mark.parametrize("plate", ["B 1234 AB", "BE 12345 A", "BE/../1"])
async def test_another_provinces_plate(plate: str, ask: Ask, calls: Calls) -> None:
    """What is not a plate of Lampung reaches no service."""
    answer = await ask(f'{{ pajakKendaraan(noPolisi: "{plate}") {{ total }} }}')
    assert "BAD_USER_INPUT" == answer["errors"][0]["extensions"]["code"]
    assert {} == calls.made


async def test_down(opd: Simulation, ask: Ask) -> None:
    """A service that is down leaves a null with its code; the regions stand."""
    await opd.turn("bapenda", Fault(Mode.ERROR))
    answer = await ask('{ wilayah(kode: "18.72") { nama samsat { nama } } }')
    assert {"wilayah": {"nama": "Kota Metro", "samsat": None}} == answer["data"]
    assert "UPSTREAM_UNAVAILABLE" == answer["errors"][0]["extensions"]["code"]


async def test_drift(opd: Simulation, ask: Ask) -> None:
    """Renamed keys are told as bad values: a bill is null, offices are left out."""
    await opd.turn("bapenda", Fault(Mode.DRIFT))
    answer = await ask("""{ pajakKendaraan(noPolisi: "BE 9 RI") { noPolisi }
        daftarSamsat(wilayah: "18.72") { nama } }""")
    assert {"pajakKendaraan": None, "daftarSamsat": []} == answer["data"]
    assert ["UPSTREAM_BAD_VALUE"] * 2 == [
        error["extensions"]["code"] for error in answer["errors"]
    ]
