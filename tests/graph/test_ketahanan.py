"""Food security: tables of a spreadsheet on the graph."""

from tests.graph.conftest import Ask, Calls


async def test_the_index_of_a_region(ask: Ask) -> None:
    """`#N/A` is null, a decimal comma a number; the newest comes first."""
    answer = await ask(
        '{ wilayah(kode: "18.13") { indeksKetahananPangan { tahun nilai peringkat } } }'
    )
    assert [
        {"tahun": 2025, "nilai": 85.51, "peringkat": 26},
        {"tahun": 2024, "nilai": None, "peringkat": 25},
    ] == answer["data"]["wilayah"]["indeksKetahananPangan"]


async def test_one_table_for_all_regions(ask: Ask, calls: Calls) -> None:
    """Fifteen regions cost one download: the rows are filtered here."""
    answer = await ask(
        "{ daftarWilayah(tingkat: KABUPATEN) { indeksKetahananPangan(tahun: 2025)"
        " { nilai } } }"
    )
    rows = answer["data"]["daftarWilayah"]
    assert [1] * 13 == [len(row["indeksKetahananPangan"]) for row in rows]
    assert 1 == calls.made["ketahanan"]


async def test_a_table_in_an_archive(ask: Ask) -> None:
    """The ZIP's table is read with its own decimal points."""
    answer = await ask(
        '{ produksiPangan(wilayah: "18.71", komoditas: "Padi")'
        " { tahun produksi luasPanen wilayah { nama } } }"
    )
    expected = {
        "tahun": 2025,
        "produksi": 2176.255,
        "luasPanen": 435.0,
        "wilayah": {"nama": "Kota Bandar Lampung"},
    }
    assert {"data": {"produksiPangan": [expected]}} == answer


async def test_consumption_by_part_of_a_name(ask: Ask) -> None:
    """The year goes upstream, the name is compared here."""
    answer = await ask(
        '{ konsumsiPangan(wilayah: "18.71", tahun: 2025, komoditas: "ber")'
        " { komoditas gram } }"
    )
    rows = [{"komoditas": "Beras", "gram": 25.65}]
    assert {"data": {"konsumsiPangan": rows}} == answer
