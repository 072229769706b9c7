"""The population register: a SOAP service on the graph."""

from tests.graph.conftest import Ask, Calls


async def test_population_of_a_region(ask: Ask) -> None:
    """Numbers with dots and a percentage with a comma are numbers on the graph."""
    answer = await ask(
        '{ statistikPenduduk(wilayah: "18.71", tahun: 2025)'
        " { wilayah { nama } tahun penduduk lakiLaki perempuan perekaman } }"
    )
    expected = {
        "wilayah": {"nama": "Kota Bandar Lampung"},
        "tahun": 2025,
        "penduduk": 741305,
        "lakiLaki": 378806,
        "perempuan": 362499,
        "perekaman": 97.81,
    }
    assert {"data": {"statistikPenduduk": [expected]}} == answer


async def test_one_place_is_a_list_of_one(ask: Ask) -> None:
    """An element that comes once is a list; hours are the two ends of one text."""
    answer = await ask(
        '{ lokasiDukcapil(wilayah: "18.71") { nama hari buka tutup perekaman } }'
    )
    expected = {
        "nama": "Kantor Disdukcapil Kota Bandar Lampung",
        "hari": "Senin-Jumat",
        "buka": "08:00:00",
        "tutup": "15:30:00",
        "perekaman": True,
    }
    assert {"data": {"lokasiDukcapil": [expected]}} == answer


async def test_all_regions_in_one_call(ask: Ask, calls: Calls) -> None:
    """Without a region the register is asked once and gives every region's years."""
    answer = await ask("{ statistikPenduduk { tahun } lokasiDukcapil { nama } }")
    assert 30 == len(answer["data"]["statistikPenduduk"])
    assert 15 == len(answer["data"]["lokasiDukcapil"])
    assert 2 == calls.made["dukcapil"]


async def test_a_village_has_no_number_there(ask: Ask) -> None:
    """A code that the register does not know is the client's mistake, with a name."""
    answer = await ask('{ statistikPenduduk(wilayah: "18.71.01") { tahun } }')
    (error,) = answer["errors"]
    assert "BAD_USER_INPUT" == error["extensions"]["code"]
    assert "wilayah" in error["message"]
