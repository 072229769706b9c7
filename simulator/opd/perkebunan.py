"""Farm gate prices of estate crops: other keys, real numbers, times in milliseconds.

GET /harga.json?kab=18.04&kab=18.06     a bare array; all without `kab`
"""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

Row = Mapping[str, object]

_TAKEN = 1_794_794_400_000  # 2026-11-16 02:00 UTC, 09:00 WIB
_PRICES = (
    ("18.04", "Pengepul Liwa", "Kopi Robusta", 68_500),
    ("18.04", "Pengepul Sekincau", "Kopi Robusta", 67_750),
    ("18.06", "KUD Talang Padang", "Kopi Robusta", 68_000),
    ("18.06", "KUD Talang Padang", "Kakao", 96_000),
    ("18.09", "Gapoktan Kedondong", "Kakao", 94_500),
    ("18.07", "Pengepul Melinting", "Lada Hitam", 121_000),
    ("18.03", "Pengepul Abung", "Lada Hitam", 119_500),
    ("18.11", "Pabrik Mesuji", "Sawit TBS", 2_940),
    ("18.05", "Pabrik Menggala", "Sawit TBS", 2_910),
    ("18.08", "UPPB Way Kanan", "Karet", 12_400),
    ("18.12", "UPPB Tulang Bawang Barat", "Karet", 12_650),
    ("18.13", "Pengepul Krui", "Damar Mata Kucing", 24_000),
)


def service() -> Service:
    """Describe the service."""
    return Service(
        name="perkebunan",
        offset=5,
        opd="Dinas Perkebunan",
        env="KEBUN_URL",
        routes=_routes,
        drift={"harga_per_kg": "harga"},
    )


def _routes() -> Sequence[Route]:
    async def prices(request: Request) -> Response:
        asked = request.query_params.getlist("kab")
        return JSONResponse(
            [_row(*price) for price in _PRICES if not asked or price[0] in asked]
        )

    return [Route("/harga.json", prices)]


def _row(code: str, buyer: str, crop: str, price: int) -> Row:
    return {
        "kodeKabupaten": code,
        "lokasiBeli": buyer,
        "komoditi": crop,
        "harga_per_kg": price,
        "diambilPada": _TAKEN,
    }
