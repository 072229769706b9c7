"""Fish prices at landing places: English keys and the agency's own region numbers.

    GET /api/v1/prices?region_id=14&region_id=1&fish=Tongkol&date=2026-11-16
    GET /api/v1/prices/history?region_id=14&fish=Tongkol&from=…&to=…
    GET /api/v1/fish

A fish that is not known is HTTP 404; regions without a landing place have no
items. `gap` is a number, `gap_percent` a text, `gap_change` the direction.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.regions import districts
from simulator.series import TODAY, days, price_on
from simulator.service import Service

Row = Mapping[str, object]

_KEPT = 30  # days
_STEP = 500


class _Series(NamedTuple):
    """One fish at one landing place."""

    region: int
    place: str
    fish: str
    today: int
    seed: int

    def on(self, day: date, before: int = 0) -> int:
        return price_on(self.today, self.seed, (TODAY - day).days + before, _STEP)


def service() -> Service:
    """Describe the service."""
    return Service(
        name="perikanan",
        offset=22,
        opd="Dinas Kelautan dan Perikanan",
        env="IKAN_URL",
        routes=_routes,
        drift={"avg_price": "price_avg", "landing_place": "port"},
    )


def _routes() -> Sequence[Route]:
    known = list(_series())
    names = dict.fromkeys(one.fish for one in known)

    def asked(request: Request) -> list[_Series]:
        ids = request.query_params.getlist("region_id")
        fish = request.query_params.get("fish")
        return [
            one
            for one in known
            if (not ids or str(one.region) in ids) and fish in {None, one.fish}
        ]

    async def prices(request: Request) -> Response:
        if request.query_params.get("fish") not in {None, *names}:
            return _not_found()
        day = _day(request, "date") or TODAY
        found = asked(request) if day in days(None, None, _KEPT) else []
        return _answer([_price(one, day) for one in found])

    async def history(request: Request) -> Response:
        if request.query_params.get("fish") not in names:
            return _not_found()
        span = days(_day(request, "from"), _day(request, "to"), _KEPT)
        return _answer(list(_averages(asked(request), span)))

    async def fish(_: Request) -> Response:
        return _answer([{"fish_name": name, "unit": "kg"} for name in names])

    return [
        Route("/api/v1/prices", prices),
        Route("/api/v1/prices/history", history),
        Route("/api/v1/fish", fish),
    ]


def _answer(items: Sequence[Row]) -> Response:
    result = {"count": len(items), "items": items}
    return JSONResponse({"success": True, "message": None, "result": result})


def _not_found() -> Response:
    body = {"success": False, "message": "fish not found", "result": None}
    return JSONResponse(body, status_code=404)


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    return None if text is None else date.fromisoformat(text)


def _series() -> Iterator[_Series]:
    numbers = {region.code: place for place, region in enumerate(districts(), 1)}
    table = Path(__file__).parent.parent / "data" / "harga_ikan.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for seed, row in enumerate(csv.DictReader(file)):
            price = int(row["harga"])
            number = numbers[row["kode"]]
            yield _Series(number, row["tempat"], row["ikan"], price, seed)


def _price(one: _Series, day: date) -> Row:
    price, before = one.on(day), one.on(day, 1)
    change = price - before
    return {
        "region_id": one.region,
        "landing_place": one.place,
        "fish_name": one.fish,
        "avg_price": price,
        "unit": "kg",
        "date": day.isoformat(),
        "gap": change,
        "gap_percent": f"{change / before * 100:.2f}",
        "gap_change": "up" if change > 0 else "down" if change < 0 else "no_change",
    }


def _averages(found: Sequence[_Series], span: Sequence[date]) -> Iterator[Row]:
    """Yield the mean price of each region on each day."""
    for region in dict.fromkeys(one.region for one in found):
        places = [one for one in found if one.region == region]
        for day in span:
            average = mean(one.on(day) for one in places)
            yield {
                "region_id": region,
                "date": day.isoformat(),
                "avg_price": f"{average:.2f}",
            }
