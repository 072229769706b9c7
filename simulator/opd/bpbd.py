"""Earthquakes in BMKG's format, and warnings of three kinds in one feed.

    GET /gempa/terkini.json    {"Infogempa": {"gempa": […]}}
    GET /gempa/auto.json       the last one: `gempa` is an object here
    GET /peringatan.json       everything, also what has ended

All quakes and warnings are invented.
"""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row = Mapping[str, object]


def service() -> Service:
    """Describe the service."""
    return Service(
        name="bpbd",
        offset=3,
        opd="Badan Penanggulangan Bencana Daerah",
        env="BPBD_URL",
        routes=_routes,
        drift={"Magnitude": "Mag", "judul": "headline"},
    )


def _routes() -> Sequence[Route]:
    quakes = _quakes()
    answers = {
        "/gempa/terkini.json": {"Infogempa": {"gempa": quakes}},
        "/gempa/auto.json": {"Infogempa": {"gempa": quakes[0]}},
        "/peringatan.json": {"jumlah": len(_warnings()), "peringatan": _warnings()},
    }

    async def answer(request: Request) -> Response:
        return JSONResponse(answers[request.url.path])

    return [Route(path, answer) for path in answers]


def _quakes() -> Sequence[Row]:
    calm = "Tidak berpotensi tsunami"
    return [
        _quake(
            "16 Nov 2026",
            "04:21:07 WIB",
            ("5.4", "-6.02,103.88", "24 km"),
            ("92 km BaratDaya PESISIRBARAT-LAMPUNG", calm),
        ),
        _quake(
            "15 Nov 2026",
            "22:48:53 WIB",
            ("6.6", "-5.71,103.42", "18 km"),
            (
                "78 km BaratDaya KRUI-LAMPUNG",
                "Potensi tsunami untuk diteruskan pada masyarakat",
            ),
        ),
        _quake(
            "13 Nov 2026",
            "11:05:30 WIB",
            ("5.0", "-6.33,104.71", "10 km"),
            ("87 km BaratDaya TANGGAMUS-LAMPUNG", calm),
        ),
        _quake(
            "30 Okt 2026",
            "01:59:12 WIB",
            ("5.1", "0.42,97.66", "141 km"),
            ("33 km BaratDaya NIASSELATAN-SUMUT", calm),
        ),
        _quake(
            "17 Agt 2026",
            "19:30:00 WIB",
            ("5.8", "-6.88,105.11", "55 km"),
            ("119 km BaratDaya SUMUR-BANTEN", calm),
        ),
    ]


def _quake(
    day: str, time: str, physics: tuple[str, str, str], words: tuple[str, str]
) -> Row:
    magnitude, coordinates, depth = physics
    latitude, longitude = coordinates.split(",")
    side = "LS" if latitude.startswith("-") else "LU"
    return {
        "Tanggal": day,
        "Jam": time,
        "Coordinates": coordinates,
        "Lintang": f"{latitude.removeprefix('-')} {side}",
        "Bujur": f"{longitude} BT",
        "Magnitude": magnitude,
        "Kedalaman": depth,
        "Wilayah": words[0],
        "Potensi": words[1],
    }


def _warnings() -> Sequence[Row]:
    ends = 1_794_880_800  # 2026-11-17 09:00 WIB
    return [
        {
            "no": "PD-2026-118",
            "jenis": "banjir",
            "judul": "Siaga banjir Way Sekampung",
            "status": "2",
            "aktif": "Y",
            "daerah": ["18.10", "18.09", "18.01"],
            "mulai": "Senin, 16 November 2026 03:00 WIB",
            "akhir": ends,
            "tma": "312 cm",
        },
        {
            "no": "PD-2026-117",
            "jenis": "cuaca",
            "judul": "Hujan sangat lebat disertai petir",
            "status": "1",
            "aktif": "Y",
            "daerah": ["18.71", "18.06", "18.13"],
            "mulai": "Minggu, 15 November 2026 23:30 WIB",
            "akhir": ends - 10_800,
            "hujan_mm": "118,5",
        },
        {
            "no": "PD-2026-116",
            "jenis": "gelombang",
            "judul": "Gelombang tinggi di Selat Sunda bagian barat",
            "status": "awas",
            "aktif": "Y",
            "daerah": ["18.13", "18.06"],
            "mulai": "Sabtu, 14 November 2026 19:00 WIB",
            "akhir": ends + 43_200,
            "tinggi": "4.0 m",
            "perairan": "Barat Lampung",
        },
        {
            "no": "PD-2026-109",
            "jenis": "banjir",
            "judul": "Banjir Way Tulang Bawang",
            "status": "1",
            "aktif": "T",
            "daerah": ["18.05"],
            "mulai": "Rabu, 11 November 2026 08:00 WIB",
            "akhir": ends - 432_000,
            "tma": "-",
        },
    ]
