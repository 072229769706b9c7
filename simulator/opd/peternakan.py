"""Livestock prices: upper-case keys, one row or many, money with cents.

    GET /ws/harga?KD_WIL=1871,1801&KOMODITAS=Sapi+Hidup&TGL=16/11/2026
    GET /ws/riwayat?KD_WIL=1871&KOMODITAS=Sapi+Hidup&DARI=…&SAMPAI=…
    GET /ws/komoditas

Codes are the ministry's without their dot, which look like the statistics
office's. HARGA is one object where there is one row. A price of zero was not
reported; sign, amount and direction of a change are three fields. What is
not known is RC "04".
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.series import TODAY, days, percent, price_on, thousands
from simulator.service import Service

Row = Mapping[str, str]

_KEPT = 21  # days
_STEP = 100
_MONTHS = ("Okt", "Nov")


class _Series(NamedTuple):
    """One kind of livestock at one place."""

    region: str
    place: str
    kind: str
    today: int
    seed: int

    def on(self, day: date, before: int = 0) -> int:
        return price_on(self.today, self.seed, (TODAY - day).days + before, _STEP)


def service() -> Service:
    """Describe the service."""
    return Service(
        name="peternakan",
        offset=21,
        opd="Dinas Peternakan dan Kesehatan Hewan",
        env="TERNAK_URL",
        routes=_routes,
        drift={"HARGA_KINI": "HARGA_BERLAKU", "RATA": "RATA_RATA"},
    )


def _routes() -> Sequence[Route]:
    known = list(_series())

    def asked(request: Request) -> list[_Series]:
        codes = request.query_params.get("KD_WIL", "").split(",")
        kind = request.query_params.get("KOMODITAS")
        return [
            one for one in known if one.region in codes and kind in {None, one.kind}
        ]

    async def prices(request: Request) -> Response:
        day = _day(request, "TGL") or TODAY
        found = asked(request) if day in days(None, None, _KEPT) else []
        return _answer([_price(one, day) for one in found])

    async def history(request: Request) -> Response:
        span = days(_day(request, "DARI"), _day(request, "SAMPAI"), _KEPT)
        return _answer(list(_averages(asked(request), span)))

    async def kinds(_: Request) -> Response:
        names = dict.fromkeys(one.kind for one in known)
        return _answer([{"NAMA": name.upper(), "SATUAN": "KG"} for name in names])

    return [
        Route("/ws/harga", prices),
        Route("/ws/riwayat", history),
        Route("/ws/komoditas", kinds),
    ]


def _answer(rows: Sequence[Row]) -> Response:
    if not rows:
        return JSONResponse({"RC": "04", "RD": "DATA TIDAK ADA", "DATA": {}})
    data = rows[0] if len(rows) == 1 else rows
    return JSONResponse({"RC": "00", "RD": "BERHASIL", "DATA": {"HARGA": data}})


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    return datetime.strptime(text, "%d/%m/%Y").replace(tzinfo=UTC).date()


def _series() -> Iterator[_Series]:
    table = Path(__file__).parent.parent / "data" / "harga_ternak.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for seed, row in enumerate(csv.DictReader(file)):
            price = int(row["harga"])
            yield _Series(row["kode"], row["tempat"], row["komoditas"], price, seed)


def _price(one: _Series, day: date) -> Row:
    price, before = one.on(day), one.on(day, 1)
    change = price - before
    return {
        "KD_WIL": one.region,
        "TEMPAT": one.place,
        "KOMODITAS": one.kind,
        "HARGA_KINI": _money(price),
        "SATUAN": "Rp/Kg",
        "TGL": _written(day),
        "TANDA": "-" if change < 0 else "+",
        "SELISIH": _money(abs(change)),
        "PERSEN": percent(abs(change), before) if before else "0,00",
        "ARAH": "N" if change > 0 else "T" if change < 0 else "S",
    }


def _averages(found: Sequence[_Series], span: Sequence[date]) -> Iterator[Row]:
    """Yield the mean price of each region on each day."""
    for code in dict.fromkeys(one.region for one in found):
        places = [one for one in found if one.region == code]
        for day in span:
            average = round(mean(one.on(day) for one in places))
            yield {"KD_WIL": code, "TGL": _written(day), "RATA": _money(average)}


def _written(day: date) -> str:
    return f"{day.day:02} {_MONTHS[day.month - 10]} {day.year}"


def _money(amount: int) -> str:
    return f"{thousands(amount)},00"
