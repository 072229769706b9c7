"""Maps: GeoJSON on the graph, and what is near."""

from tests.graph.conftest import Ask


async def test_assembly_points_from_the_nearest(ask: Ask) -> None:
    """Points within the radius come by distance, with it, and know their region."""
    answer = await ask(
        "{ titikKumpul(dariLintang: -5.7, dariBujur: 105.6, radiusKm: 30)"
        " { nama jarak wilayah { nama } } }"
    )
    found = [(p["nama"], p["jarak"]) for p in answer["data"]["titikKumpul"]]
    assert [("Lapangan Kalianda", 3.606), ("Lapangan Merak Belantung", 9.872)] == found
    region = answer["data"]["titikKumpul"][0]["wilayah"]
    assert {"nama": "Kabupaten Lampung Selatan"} == region


async def test_half_a_place_is_refused(ask: Ask) -> None:
    """A latitude without a longitude is the client's mistake."""
    answer = await ask("{ titikKumpul(dariLintang: -5.7) { nama } }")
    assert "BAD_USER_INPUT" == answer["errors"][0]["extensions"]["code"]


async def test_zones_keep_their_shape(ask: Ask) -> None:
    """A polygon is given as GeoJSON has it."""
    answer = await ask('{ zonaTsunami(wilayah: "18.71") { kode bahaya batas } }')
    (zone,) = answer["data"]["zonaTsunami"]
    assert ("Z-2", "SEDANG") == (zone["kode"], zone["bahaya"])
    assert "Polygon" == zone["batas"]["type"]
    (ring,) = zone["batas"]["coordinates"]
    assert ring[0] == ring[-1]
