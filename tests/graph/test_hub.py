"""`Wilayah` as the hub: from a region to what every OPD knows of it, and its price."""

import asyncio
import re
from textwrap import dedent

import pytest

from gateway.__main__ import main
from gateway.config.load import load
from simulator import Fault, Mode, Simulation
from tests.graph.conftest import FILE, Ask, Calls

NEEDED = {"riwayatHarga": '(komoditas: "Beras Medium")'}  # arguments without default
SCREEN = """{
  daftarWilayah(induk: "18") {
    nama
    hargaKomoditas { komoditas harga }
    pengaduan { judul }
    rumahSakit { nama }
    sekolah { nama }
    peringatanDini { judul }
    proyekJalan { nama }
    program { kegiatan }
    rekapIzin { tahun terbit }
  }
}"""


def lists() -> list[str]:
    """Return the fields that the shipped file adds to Wilayah."""
    return [str(e.name) for e in load(FILE, {}).extensions if e.type == "Wilayah"]


def everything(root: str) -> str:
    """Return a query of all those fields, of the regions that `root` gives."""
    fields = (f"{name}{NEEDED.get(name, '')} {{ __typename }}" for name in lists())
    return f"{{ {root} {{ kode {' '.join(fields)} }} }}"


def fetches(query: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the part of what `gateway explain` prints that says what is fetched."""
    assert 0 == main(["explain", query, "--connectors", str(FILE)])
    return capsys.readouterr().out.partition("\ntampilan")[0]


def test_plan_of_a_screen(capsys: pytest.CaptureFixture[str]) -> None:
    """Eight subjects of fifteen regions: one call to each of fourteen sources."""
    expected = """
        query
          #0 pemerintahan.daftarWilayah [call: 1 panggilan] → daftarWilayah
          #1 pangan.hargaPangan [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.hargaKomoditas setelah #0(kode sebagai wilayah)
          #2 perkebunan.hargaKebun [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.hargaKomoditas setelah #0(kode sebagai wilayah)
          #3 peternakan.hargaTernak [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.hargaKomoditas setelah #0(kode sebagai wilayah)
          #4 perikanan.hargaIkan [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.hargaKomoditas setelah #0(kode sebagai wilayah)
          #5 pengaduan.daftarAduan [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.pengaduan setelah #0(kode sebagai wilayah)
          #6 sp4n.daftarLaporan [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.pengaduan setelah #0(kode sebagai wilayah)
          #7 kanalwarga.daftarTiket [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.pengaduan setelah #0(kode sebagai wilayah)
          #8 dinkes.daftarRumahSakit [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.rumahSakit setelah #0(kode sebagai wilayah)
          #9 disdikbud.daftarSekolah [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.sekolah setelah #0(kode sebagai wilayah)
          #10 bpbd.peringatanDini [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.peringatanDini setelah #0(kode sebagai wilayah)
          #11 binamarga.daftarProyekJalan [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.proyekJalan setelah #0(kode sebagai wilayah)
          #12 bappeda.daftarLokusProgram [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.program setelah #0(kode sebagai wilayah)
          #13 dpmptsp.rekapIzin [batch: 1 panggilan tiap 100 kunci] → daftarWilayah.rekapIzin setelah #0(kode sebagai wilayah)
    """
    assert dedent(expected).strip() == fetches(SCREEN, capsys)


async def test_calls_of_a_screen(ask: Ask, calls: Calls) -> None:
    """That screen costs what its plan says, not fifteen times that."""
    answer = await ask(SCREEN)
    assert "errors" not in answer
    assert 15 == len(answer["data"]["daftarWilayah"])
    sources = (
        "pemerintahan pangan perkebunan peternakan perikanan pengaduan sp4n kanalwarga "
        "dinkes disdikbud bpbd binamarga bappeda dpmptsp"
    )
    assert dict.fromkeys(sources.split(), 1) == calls.made


def test_no_list_is_asked_region_by_region(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever any OPD adds to Wilayah is fetched for many regions together."""
    lines = fetches(everything("daftarWilayah"), capsys).splitlines()
    assert [] == [line for line in lines if "[each: " in line]
    fetched = set(re.findall(r"→ daftarWilayah\.(\w+) ", "\n".join(lines)))
    assert set(lists()) == fetched


@pytest.mark.parametrize(
    "root", ['wilayah(kode: "18.71")', 'daftarWilayah(induk: "18")']
)
async def test_calls_of_everything(
    root: str, ask: Ask, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    """One region or fifteen: at most a call to each source that the plan names."""
    query = everything(root)
    answer = await ask(query)
    assert "errors" not in answer
    planned = await asyncio.to_thread(fetches, query, capsys)
    assert calls.made.total() <= planned.count("#0(kode") + 1


@pytest.mark.parametrize(
    "name",
    ["hargaKomoditas", "pengaduan", "rumahSakit", "sekolah", "program", "rekapIzin"],
)
async def test_rows_stand_under_their_region(name: str, ask: Ask) -> None:
    """What is fetched together is told apart again, and every region has its share."""
    query = (
        f'{{ daftarWilayah(induk: "18") {{ kode {name} {{ wilayah {{ kode }} }} }} }}'
    )
    regions = (await ask(query))["data"]["daftarWilayah"]
    found = {
        one["kode"]: {row["wilayah"]["kode"] for row in one[name]} for one in regions
    }
    assert {one["kode"]: {one["kode"]} for one in regions} == found


async def test_from_a_village(ask: Ask, calls: Calls) -> None:
    """Whoever knows the village reaches what its kabupaten or kota has."""
    answer = await ask("""{ cariWilayah(nama: "Sukamenanti Baru") {
        nama kabupaten { nama rumahSakit { nama } } } }""")
    assert {
        "cariWilayah": [
            {
                "nama": "Sukamenanti Baru",
                "kabupaten": {
                    "nama": "Kota Bandar Lampung",
                    "rumahSakit": [
                        {"nama": "RSUD Dr. H. Abdul Moeloek"},
                        {"nama": "RSUD Dr. A. Dadi Tjokrodipo"},
                        {"nama": "RS Urip Sumoharjo"},
                    ],
                },
            }
        ]
    } == answer["data"]
    assert {"pemerintahan": 2, "dinkes": 1} == calls.made


async def test_one_sick(opd: Simulation, ask: Ask) -> None:
    """An OPD that fails takes its own lists of fifteen regions, and no other's."""
    await opd.turn("dinkes", Fault(Mode.REFUSE))
    answer = await ask("""{ daftarWilayah(induk: "18") {
        rumahSakit { nama } pengaduan { judul } } }""")
    rows = answer["data"]["daftarWilayah"]
    assert [None] * 15 == [row["rumahSakit"] for row in rows]
    assert all(row["pengaduan"] for row in rows)
    assert {("UPSTREAM_UNAVAILABLE", "dinkes")} == {
        (error["extensions"]["code"], error["extensions"]["connector"])
        for error in answer["errors"]
    }
