"""Farm gate prices of estate crops: other keys, real numbers, times in milliseconds.

    GET /harga.json?kab=18.04&kab=18.06&tanggal=2026-11-16     a bare array
    GET /riwayat.json?kab=18.04&komoditi=Kakao&dari=…&sampai=…  rows without names
    GET /komoditi.json                                          a map by code

Prices are taken on Mondays; a change is against the Monday before, with an
arrow. An unknown crop has an empty array.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from statistics import mean
from typing import NamedTuple
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.series import TODAY, percent, price_on
from simulator.service import Service

Row = Mapping[str, object]

_WIB = ZoneInfo("Asia/Jakarta")
_KEPT = 12  # weeks


class _Series(NamedTuple):
    """One crop where it is bought."""

    region: str
    buyer: str
    crop: str
    today: int
    seed: int

    def on(self, week: int) -> int:
        step = 10 if self.today < 10_000 else 250  # noqa: PLR2004 - fresh fruit is cheap
        return price_on(self.today, self.seed, week, step)


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
    known = list(_series())

    def asked(request: Request) -> list[_Series]:
        codes = request.query_params.getlist("kab")
        crop = request.query_params.get("komoditi")
        return [
            one
            for one in known
            if (not codes or one.region in codes) and crop in {None, one.crop}
        ]

    async def prices(request: Request) -> Response:
        day = _day(request, "tanggal", TODAY)
        week = -(-(TODAY - day).days // 7)
        rows = asked(request) if 0 <= week < _KEPT else []
        return JSONResponse([_price(one, week) for one in rows])

    async def history(request: Request) -> Response:
        first, last = _day(request, "dari", date.min), _day(request, "sampai", TODAY)
        weeks = [week for week in range(_KEPT) if first <= _monday(week) <= last]
        return JSONResponse(list(_averages(asked(request), weeks)))

    async def crops(_: Request) -> Response:
        names = dict.fromkeys(one.crop for one in known)
        return JSONResponse(
            {
                "".join(word[0] for word in name.split()) + str(number): {
                    "nama": name,
                    "satuan": "Rp/Kg",
                }
                for number, name in enumerate(names, 1)
            }
        )

    return [
        Route("/harga.json", prices),
        Route("/riwayat.json", history),
        Route("/komoditi.json", crops),
    ]


def _day(request: Request, name: str, default: date) -> date:
    text = request.query_params.get(name)
    return default if text is None else date.fromisoformat(text)


def _monday(week: int) -> date:
    return TODAY - timedelta(weeks=week)


def _taken(week: int) -> int:
    """Return nine o'clock of a Monday in milliseconds."""
    moment = datetime.combine(_monday(week), time(9), _WIB)
    return int(moment.timestamp() * 1000)


def _series() -> Iterator[_Series]:
    table = Path(__file__).parent.parent / "data" / "harga_kebun.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for seed, row in enumerate(csv.DictReader(file)):
            price = int(row["harga"])
            yield _Series(row["kode"], row["pembeli"], row["komoditi"], price, seed)


def _price(one: _Series, week: int) -> Row:
    price, before = one.on(week), one.on(week + 1)
    change = price - before
    arrow = "▲" if change > 0 else "▼" if change < 0 else "■"
    return {
        "kodeKabupaten": one.region,
        "lokasiBeli": one.buyer,
        "komoditi": one.crop,
        "harga_per_kg": price,
        "diambilPada": _taken(week),
        "selisihPekan": change,
        "tren": f"{arrow} {percent(change, before)}%",
    }


def _averages(
    found: Sequence[_Series], weeks: Sequence[int]
) -> Iterator[Sequence[object]]:
    """Yield code, time and mean price of each region in each week."""
    for code in dict.fromkeys(one.region for one in found):
        buyers = [one for one in found if one.region == code]
        for week in weeks:
            yield [code, _taken(week), round(mean(one.on(week) for one in buyers))]
