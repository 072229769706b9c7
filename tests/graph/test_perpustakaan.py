"""The libraries' catalogue on the shipped graph."""

import pytest

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_a_book(ask: Ask) -> None:
    """A title comes without its authors; their list has one where there is one."""
    answer = await ask("""{ buku(nomor: "0101") { nomor judul pengarang tahun penerbit
        bahasa nomorPanggil jenis } }""")
    assert {
        "nomor": "0101",
        "judul": "Sitti Nurbaya",
        "pengarang": ["Marah Rusli"],
        "tahun": 1922,
        "penerbit": "Balai Pustaka",
        "bahasa": "Indonesia",
        "nomorPanggil": "899.221 3 MAR s",
        "jenis": "FIKSI",
    } == answer["data"]["buku"]


async def test_an_old_tale(ask: Ask) -> None:
    """Nobody's book of no year has neither; its title stands as it is."""
    answer = await ask("""{ buku(nomor: "0202") { judul pengarang tahun penerbit
        bahasa } }""")
    assert {
        "judul": "Warahan Radin Jambat",
        "pengarang": None,
        "tahun": None,
        "penerbit": None,
        "bahasa": "Lampung",
    } == answer["data"]["buku"]
    assert "errors" not in answer


async def test_search(ask: Ask) -> None:
    """The service seeks words and kinds, and gives what it finds in order."""
    answer = await ask("""{
        pengarang: cariBuku(pengarang: "chairil") { nodes { judul tahun } totalCount }
        anak: cariBuku(jenis: ANAK) { nodes { judul } }
        keduanya: cariBuku(judul: "salah", pengarang: "muis") { nodes { judul } } }""")
    assert {
        "pengarang": {
            "nodes": [
                {"judul": "Deru Campur Debu", "tahun": 1949},
                {"judul": "Kerikil Tajam", "tahun": 1949},
            ],
            "totalCount": 2,
        },
        "anak": {
            "nodes": [
                {"judul": "Aksara Lampung untuk Anak"},
                {"judul": "Gajah Kecil di Way Kambas"},
            ]
        },
        "keduanya": {"nodes": [{"judul": "Salah Asuhan"}]},
    } == answer["data"]


async def test_page_by_page(ask: Ask, calls: Calls) -> None:
    """The service gives ten books at once, the client asks for seven: none is lost."""
    shown = """{ edges { node { nomor } } totalCount terpotong
        pageInfo { hasNextPage endCursor } }"""
    found: list[str] = []
    after = ""
    for rest in (12, 5, 0):
        answer = await ask(f"{{ cariBuku(first: 7{after}) {shown} }}")
        page = answer["data"]["cariBuku"]
        assert (19, False) == (page["totalCount"], page["terpotong"])
        found += [edge["node"]["nomor"] for edge in page["edges"]]
        assert (rest > 0) is page["pageInfo"]["hasNextPage"]
        after = f', after: "{page["pageInfo"]["endCursor"]}"'
    assert 19 == len(found) == len(set(found))
    assert {"perpustakaan": 2} == calls.made
    whole = await ask("{ cariBuku(first: 100) { nodes { nomor } } }")
    assert found == [row["nomor"] for row in whole["data"]["cariBuku"]["nodes"]]


async def test_where_it_is(ask: Ask, calls: Calls) -> None:
    """From a search to copies to branches to regions: a call for each step."""
    answer = await ask("""{ cariBuku(pengarang: "kartini") { nodes { judul pengarang
        ketersediaan { eksemplar tersedia kembali
            perpustakaan { nama wilayah { nama } } } } } }""")
    (found,) = answer["data"]["cariBuku"]["nodes"]
    assert ["R.A. Kartini", "Armijn Pane"] == found["pengarang"]
    assert [3, 3, 3, 1, 0, 0] == [row["tersedia"] for row in found["ketersediaan"]]
    assert {
        "eksemplar": 2,
        "tersedia": 0,
        "kembali": "2026-11-23",
        "perpustakaan": {
            "nama": "Perpustakaan Lampung Selatan",
            "wilayah": {"nama": "Kabupaten Lampung Selatan"},
        },
    } == found["ketersediaan"][4]
    assert {"perpustakaan": 3, "pemerintahan": 1} == calls.made


async def test_a_library(ask: Ask) -> None:
    """A library's hours stand under a key with a dash; closed is null."""
    answer = await ask("""{ perpustakaan(kode: "BDL") { nama kota jumlahKoleksi
        jamSeninJumat jamSabtu wilayah { nama perpustakaan { kode } } } }""")
    assert {
        "nama": "Perpustakaan Kota Bandar Lampung",
        "kota": "Bandar Lampung",
        "jumlahKoleksi": 38150,
        "jamSeninJumat": "08.00-15.30",
        "jamSabtu": None,
        "wilayah": {
            "nama": "Kota Bandar Lampung",
            "perpustakaan": [{"kode": "BDL"}, {"kode": "LPG"}],
        },
    } == answer["data"]["perpustakaan"]


async def test_all_regions(ask: Ask, calls: Calls) -> None:
    """Every region's libraries in one call."""
    answer = await ask("{ daftarWilayah(tingkat: KOTA) { perpustakaan { kode } } }")
    assert [
        {"perpustakaan": [{"kode": "BDL"}, {"kode": "LPG"}]},
        {"perpustakaan": [{"kode": "MTR"}]},
    ] == answer["data"]["daftarWilayah"]
    assert {"pemerintahan": 1, "perpustakaan": 1} == calls.made


@pytest.mark.parametrize(
    "query",
    [
        '{ tiada: buku(nomor: "9999") { judul } }',
        '{ tiada: perpustakaan(kode: "XXX") { nama } }',
    ],
)
async def test_not_there(query: str, ask: Ask) -> None:
    """An error code in the body and a 404 are both nothing, without an error."""
    answer = await ask(query)
    assert ({"tiada": None}, None) == (answer["data"], answer.get("errors"))


async def test_down(opd: Simulation, ask: Ask) -> None:
    """An error page costs the library's fields only."""
    await opd.turn("perpustakaan", Fault(Mode.ERROR))
    answer = await ask("""{ cariBuku(judul: "kopi") { nodes { judul } }
        wilayah(kode: "18.72") { nama } }""")
    assert {"cariBuku": None, "wilayah": {"nama": "Kota Metro"}} == answer["data"]
    assert [(["cariBuku"], "UPSTREAM_UNAVAILABLE")] == [
        (error["path"], error["extensions"]["code"]) for error in answer["errors"]
    ]


async def test_drifted(opd: Simulation, ask: Ask) -> None:
    """A book without its title is no book: an error and null."""
    await opd.turn("perpustakaan", Fault(Mode.DRIFT))
    answer = await ask('{ buku(nomor: "0101") { judul pengarang } }')
    assert {"buku": None} == answer["data"]
    assert [(["buku", "judul"], "UPSTREAM_BAD_VALUE")] == [
        (error["path"], error["extensions"]["code"]) for error in answer["errors"]
    ]
