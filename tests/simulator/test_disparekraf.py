"""The tourism service."""

import httpx

from simulator import Simulation

PATH = "/wp-json/wp/v2"


async def test_a_place(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A place is a blog's entry; what the office knows of it stands under `acf`."""
    answer = await client.get(f"{opd['DISPAREKRAF_URL']}{PATH}/destinasi/1205")
    assert {
        "id": 1205,
        "slug": "pantai-sari-ringgung",
        "title": {"rendered": "Pantai Sari Ringgung"},
        "kabupaten": [39],
        "kategori": [5],
        "acf": {
            "uraian": "Pantai dengan pasir timbul dan masjid terapung",
            "koordinat": {"lat": "-5.5617", "lng": "105.2519"},
            "jam_buka": "07.00 - 18.00",
            "tiket": [
                {"untuk": "Dewasa", "harga": "25.000"},
                {"untuk": "Anak", "harga": "15.000"},
            ],
            "fasilitas": ["Toilet", "Mushala", "Warung"],
            "penilaian": "4,3",
        },
        "foto": {"url": f"{opd['DISPAREKRAF_URL']}/wp-content/uploads/1205.png"},
    } == answer.json()


async def test_a_photograph(opd: Simulation, client: httpx.AsyncClient) -> None:
    """A place's photograph is a small PNG."""
    answer = await client.get(f"{opd['DISPAREKRAF_URL']}/wp-content/uploads/1205.png")
    assert "image/png" == answer.headers["content-type"]
    assert answer.content.startswith(b"\x89PNG")


async def test_empty_is_false(opd: Simulation, client: httpx.AsyncClient) -> None:
    """What nobody filled in is false where a list stands elsewhere."""
    answer = await client.get(f"{opd['DISPAREKRAF_URL']}{PATH}/destinasi/1221")
    found = answer.json()["acf"]
    assert (False, False, "-") == (
        found["tiket"],
        found["fasilitas"],
        found["jam_buka"],
    )


async def test_an_event(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An event has days without separators; one of a single day has no last one."""
    answer = await client.get(f"{opd['DISPAREKRAF_URL']}{PATH}/acara/3309")
    assert {
        "id": 3309,
        "title": {"rendered": "Lari Pagi Kota Metro"},
        "kabupaten": [45],
        "acf": {
            "tempat": "Taman Merdeka Metro",
            "tgl_mulai": "20261213",
            "tgl_selesai": "",
            "harga_tiket": "75.000",
            "jenis": "olahraga",
        },
    } == answer.json()


async def test_by_region_and_number(opd: Simulation, client: httpx.AsyncClient) -> None:
    """Numbers of the blog's own choose rows of a bare array; others are passed over."""
    base = f"{opd['DISPAREKRAF_URL']}{PATH}/"
    events = (await client.get(base + "acara?kabupaten=34,45,x,99")).json()
    assert [3303, 3308, 3309] == [row["id"] for row in events]
    places = (await client.get(base + "destinasi?include=1226,1204,1")).json()
    assert [1204, 1226] == [row["id"] for row in places]
    assert [] == (await client.get(base + "acara?kabupaten=")).json()


async def test_every_region_has_a_place(
    opd: Simulation, client: httpx.AsyncClient
) -> None:
    """Each of the fifteen kabupaten and kota has a place to see."""
    rows = (await client.get(f"{opd['DISPAREKRAF_URL']}{PATH}/destinasi")).json()
    assert {*range(31, 46)} == {row["kabupaten"][0] for row in rows}
    assert len(rows) == len({row["id"] for row in rows})


async def test_unknown(opd: Simulation, client: httpx.AsyncClient) -> None:
    """An unknown number is a 404 with a body of its own."""
    answer = await client.get(f"{opd['DISPAREKRAF_URL']}{PATH}/acara/1")
    assert 404 == answer.status_code
    assert {
        "code": "rest_acara_tidak_ada",
        "message": "Tidak ada acara bernomor ini.",
        "data": {"status": 404},
    } == answer.json()
