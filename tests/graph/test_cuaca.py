"""Weather: attribute XML as rows of the graph."""

from tests.graph.conftest import Ask, Calls


async def test_a_row_for_each_six_hours(ask: Ask) -> None:
    """Parameters that stand apart become fields of one row; hours are WIB."""
    answer = await ask(
        '{ prakiraanCuaca(wilayah: "18.71")'
        " { wilayah { nama } waktu langit suhu kelembapan arahAngin } }"
    )
    rows = answer["data"]["prakiraanCuaca"]
    expected = {
        "wilayah": {"nama": "Kota Bandar Lampung"},
        "waktu": "2026-11-16T00:00:00+07:00",
        "langit": "HUJAN_PETIR",
        "suhu": 28.0,
        "kelembapan": 75,
        "arahAngin": "BARAT_DAYA",
    }
    assert expected == rows[0]
    assert 6 == len(rows)
    assert rows == sorted(rows, key=lambda row: str(row["waktu"]))


async def test_regions_share_a_call(ask: Ask, calls: Calls) -> None:
    """Two cities' weather is one call, each with its own rows."""
    answer = await ask(
        "{ daftarWilayah(tingkat: KOTA) { nama prakiraanCuaca { suhu } } }"
    )
    cities = answer["data"]["daftarWilayah"]
    assert [6, 6] == [len(city["prakiraanCuaca"]) for city in cities]
    assert cities[0]["prakiraanCuaca"] != cities[1]["prakiraanCuaca"]
    assert 1 == calls.made["cuaca"]
