"""Weather warnings: a feed, and the documents behind its links."""

from tests.graph.conftest import Ask, Calls


async def test_the_feed_alone_is_one_call(ask: Ask, calls: Calls) -> None:
    """Titles and times come from the feed; no document is fetched for them."""
    answer = await ask("{ peringatanBmkg { nomor judul terbit } }")
    expected = {
        "nomor": "CLP20261116002",
        "judul": "Gelombang Tinggi di Kabupaten Tanggamus",
        "terbit": "2026-11-16T16:00:00+07:00",
    }
    assert expected == answer["data"]["peringatanBmkg"][1]
    assert 1 == calls.made["peringatan"]


async def test_documents_behind_the_links(ask: Ask, calls: Calls) -> None:
    """Each link costs a call; one area or two are a list, and polygons are GeoJSON."""
    answer = await ask(
        "{ peringatanBmkg { rincian { tingkat berakhir daerah"
        " { nama batas wilayah { nama } } } } }"
    )
    assert "errors" not in answer
    details = [one["rincian"] for one in answer["data"]["peringatanBmkg"]]
    assert ["SEDANG", "BERAT"] == [one["tingkat"] for one in details]
    assert [2, 1] == [len(one["daerah"]) for one in details]
    (area,) = details[1]["daerah"]
    assert {"nama": "Kabupaten Tanggamus"} == area["wilayah"]
    assert [104.5, -5.3] == area["batas"]["coordinates"][0][0]
    assert 3 == calls.made["peringatan"]
