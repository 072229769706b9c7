"""Food prices at markets: everything is text, rows are keyed by BPS code.

    GET /api/harga?kab=1871,1803&komoditas=Beras+Medium&tgl=16-11-2026
    GET /api/riwayat?kab=1871&komoditas=Beras+Medium&awal=10-11-2026&akhir=16-11-2026
    GET /api/komoditas

HTTP 200 always; `status.code` is "0000" for success, "0014" when no asked
kabupaten, commodity or day is known, "0030" when no kabupaten is asked for. A
price not taken is "-". A change is against the day before, with its sign.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.regions import regions
from simulator.series import TODAY, days, percent, price_on, thousands
from simulator.service import Service

Row = Mapping[str, str]

_GAP = 29  # now and then a price was not taken
_KEPT = 60  # days
_GOODS = {
    "Beras Medium": 13_200,
    "Beras Premium": 15_400,
    "Bawang Merah": 34_500,
    "Cabai Merah Keriting": 47_000,
    "Daging Ayam Ras": 36_800,
    "Minyak Goreng Curah": 17_300,
    "Telur Ayam Ras": 28_600,
    "Bawang Putih": 37_500,
    "Cabai Rawit Merah": 62_000,
    "Gula Pasir": 17_800,
}


class _Series(NamedTuple):
    """One good at one market."""

    region: str
    market: str
    good: str
    today: int
    seed: int

    def on(self, day: date) -> int:
        return price_on(self.today, self.seed, (TODAY - day).days)

    @property
    def silent(self) -> bool:
        return self.seed % _GAP == 0


def service() -> Service:
    """Describe the service."""
    return Service(
        name="pangan",
        offset=1,
        opd="Dinas Ketahanan Pangan, Tanaman Pangan dan Hortikultura",
        env="PANGAN_URL",
        routes=_routes,
        drift={"hrg": "harga_satuan"},
    )


def _routes() -> Sequence[Route]:
    known = {region.bps: list[_Series]() for region in regions()}
    for series in _series():
        known[series.region].append(series)

    async def prices(request: Request) -> Response:
        if not request.query_params.get("kab"):
            return _answer("0030", "Parameter kab wajib diisi", None)
        found = _asked(known, request.query_params)
        day = _day(request, "tgl") or TODAY
        if found is None or day not in days(None, None, _KEPT):
            return _answer("0014", "Data tidak ditemukan", None)
        return _answer("0000", "Sukses", [_price(one, day) for one in found])

    async def history(request: Request) -> Response:
        if {"kab", "komoditas"} - request.query_params.keys():
            return _answer("0030", "Parameter kab dan komoditas wajib diisi", None)
        found = _asked(known, request.query_params)
        if found is None:
            return _answer("0014", "Data tidak ditemukan", None)
        span = days(_day(request, "awal"), _day(request, "akhir"), _KEPT)
        return _answer("0000", "Sukses", list(_averages(found, span)))

    return [
        Route("/api/harga", prices),
        Route("/api/riwayat", history),
        Route("/api/komoditas", _goods),
    ]


def _asked(
    known: Mapping[str, Sequence[_Series]], query: QueryParams
) -> list[_Series] | None:
    """Return the series asked for; None where no region, or not the good, is known."""
    codes = [code for code in query["kab"].split(",") if code in known]
    good = query.get("komoditas")
    found = [one for code in codes for one in known[code] if good in {None, one.good}]
    return found if codes and good in {None, *_GOODS} else None


async def _goods(_: Request) -> Response:
    rows = [
        {"kd_komoditas": f"P{number:02}", "nm_komoditas": name, "satuan": _unit(name)}
        for number, name in enumerate(_GOODS, 1)
    ]
    return _answer("0000", "Sukses", rows)


def _answer(code: str, message: str, rows: Sequence[Row] | None) -> Response:
    data = None if rows is None else {"rows": rows, "total": str(len(rows))}
    return JSONResponse({"status": {"code": code, "message": message}, "data": data})


def _day(request: Request, name: str) -> date | None:
    text = request.query_params.get(name)
    if text is None:
        return None
    return datetime.strptime(text, "%d-%m-%Y").replace(tzinfo=UTC).date()


def _series() -> Iterator[_Series]:
    table = Path(__file__).parent.parent / "data" / "pasar.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for place, market in enumerate(csv.DictReader(file)):
            for good, (name, base) in enumerate(_GOODS.items()):
                seed = place * 7 + good * 3 + 1
                today = base + seed % 9 * 250
                yield _Series(market["kode_bps"], market["pasar"], name, today, seed)


def _price(one: _Series, day: date) -> Row:
    price = one.on(day)
    before = price_on(one.today, one.seed, (TODAY - day).days + 1)
    return {
        "kd_kab": one.region,
        "nm_pasar": one.market,
        "nm_komoditas": one.good,
        "hrg": "-" if one.silent else f"Rp{thousands(price)}",
        "satuan": _unit(one.good),
        "tgl": f"{day:%d-%m-%Y}",
        "selisih": "-" if one.silent else _signed(price - before),
        "persen": "-" if one.silent else percent(price - before, before),
    }


def _averages(found: Sequence[_Series], span: Sequence[date]) -> Iterator[Row]:
    """Yield the mean price of each region on each day."""
    for code in dict.fromkeys(one.region for one in found):
        markets = [one for one in found if one.region == code and not one.silent]
        for day in span if markets else ():
            yield {
                "kd_kab": code,
                "nm_komoditas": markets[0].good,
                "tgl": f"{day:%d-%m-%Y}",
                "hrg_rata": f"Rp{thousands(round(mean(one.on(day) for one in markets)))}",
                "satuan": _unit(markets[0].good),
            }


def _signed(change: int) -> str:
    sign = "+" if change > 0 else "-" if change < 0 else ""
    return f"{sign}Rp{thousands(abs(change))}"


def _unit(good: str) -> str:
    return "lt" if good.startswith("Minyak") else "kg"
