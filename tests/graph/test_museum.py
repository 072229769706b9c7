"""The museum's collection, a GraphQL service, on the shipped graph."""

from simulator import Fault, Mode, Simulation
from tests.graph.conftest import Ask, Calls


async def test_an_object(ask: Ask, calls: Calls) -> None:
    """An object, its measures, its room and its region: one call to each service."""
    answer = await ask("""{ bendaMuseum(nomor: "03.0005") { nama jenis masa
        ukuran { tinggi lebar } asal { nama } ruang { nama lantai } } }""")
    assert {
        "nama": "Nekara Perunggu",
        "jenis": "LOGAM",
        "masa": "Zaman logam",
        "ukuran": {"tinggi": 49.5, "lebar": 64.0},
        "asal": {"nama": "Kabupaten Lampung Barat"},
        "ruang": {"nama": "Ruang Prasejarah", "lantai": 1},
    } == answer["data"]["bendaMuseum"]
    assert {"museum": 2, "pemerintahan": 1} == calls.made


async def test_nothing(ask: Ask) -> None:
    """An object that is not known is null, and no error."""
    answer = await ask('{ bendaMuseum(nomor: "99.9999") { nama } }')
    assert {"data": {"bendaMuseum": None}} == answer


async def test_what_was_never_measured(ask: Ask) -> None:
    """An error of one field is at that field; its siblings live."""
    answer = await ask(
        '{ bendaMuseum(nomor: "06.0020") { nama masa ukuran { tinggi } } }'
    )
    assert {
        "nama": "Naskah Kulit Kayu Had Lampung",
        "masa": None,
        "ukuran": None,
    } == answer["data"]["bendaMuseum"]
    (error,) = answer["errors"]
    assert (["bendaMuseum", "ukuran"], "UPSTREAM_REJECTED") == (
        error["path"],
        error["extensions"]["code"],
    )
    assert "ukuran`" not in str(error)


async def test_pages(ask: Ask, calls: Calls) -> None:
    """The service's connection is the graph's, page by page."""
    answer = await ask("""{ koleksiMuseum(first: 7) { totalCount nodes { nomor }
        pageInfo { hasNextPage } } }""")
    found = answer["data"]["koleksiMuseum"]
    assert (7, 7, {"hasNextPage": False}) == (
        found["totalCount"],
        len(found["nodes"]),
        found["pageInfo"],
    )
    assert {"museum": 2} == calls.made


async def test_of_regions(ask: Ask, calls: Calls) -> None:
    """The objects of many regions are one call, by aliases."""
    answer = await ask("""{ daftarWilayah(tingkat: KABUPATEN) { nama
        bendaMuseum { nama } } }""")
    by_name = {
        one["nama"]: [item["nama"] for item in one["bendaMuseum"]]
        for one in answer["data"]["daftarWilayah"]
    }
    assert ["Tapis Raja Medal"] == by_name["Kabupaten Tanggamus"]
    assert [] == by_name["Kabupaten Pesawaran"]
    assert {"pemerintahan": 1, "museum": 1} == calls.made


async def test_down(ask: Ask, opd: Simulation) -> None:
    """When the museum is down its fields are null, and its name is told."""
    await opd.turn("museum", Fault(Mode.ERROR))
    answer = await ask('{ bendaMuseum(nomor: "01.0012") { nama } }')
    assert ({"bendaMuseum": None}, "museum") == (
        answer["data"],
        answer["errors"][0]["extensions"]["connector"],
    )


async def test_drift(ask: Ask, opd: Simulation) -> None:
    """When the service's schema changes under us, it refuses the query."""
    await opd.turn("museum", Fault(Mode.DRIFT))
    answer = await ask('{ bendaMuseum(nomor: "01.0012") { nama } }')
    assert {"bendaMuseum": None} == answer["data"]
