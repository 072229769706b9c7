"""Food prices at markets: everything is text, rows are keyed by BPS code.

    GET /api/harga?kab=1871,1803&komoditas=Beras+Medium

HTTP 200 always; `status.code` is "0000" for success, "0014" when no asked
kabupaten is known, "0030" when none is asked for. A price not taken is "-".
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.regions import regions
from simulator.service import Service

Row = Mapping[str, str]

_DATE = "16-11-2026"
_GAP = 29  # now and then a price was not taken
_GOODS = (
    ("Beras Medium", 13_200),
    ("Beras Premium", 15_400),
    ("Bawang Merah", 34_500),
    ("Cabai Merah Keriting", 47_000),
    ("Daging Ayam Ras", 36_800),
    ("Minyak Goreng Curah", 17_300),
    ("Telur Ayam Ras", 28_600),
)


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
    known = {region.bps: list[Row]() for region in regions()}
    for row in _rows():
        known[row["kd_kab"]].append(row)

    async def prices(request: Request) -> Response:
        asked = request.query_params.get("kab", "")
        if not asked:
            return _answer("0030", "Parameter kab wajib diisi", None)
        codes = [code for code in asked.split(",") if code in known]
        if not codes:
            return _answer("0014", "Data tidak ditemukan", None)
        good = request.query_params.get("komoditas")
        rows = [
            row
            for code in codes
            for row in known[code]
            if good is None or row["nm_komoditas"] == good
        ]
        return _answer("0000", "Sukses", rows)

    return [Route("/api/harga", prices)]


def _answer(code: str, message: str, rows: Sequence[Row] | None) -> Response:
    data = None if rows is None else {"rows": rows, "total": str(len(rows))}
    return JSONResponse({"status": {"code": code, "message": message}, "data": data})


def _rows() -> Iterator[Row]:
    table = Path(__file__).parent.parent / "data" / "pasar.csv"
    with table.open(encoding="utf-8", newline="") as file:
        for place, market in enumerate(csv.DictReader(file)):
            for good, (name, base) in enumerate(_GOODS):
                step = place * 7 + good * 3 + 1
                yield {
                    "kd_kab": market["kode_bps"],
                    "nm_pasar": market["pasar"],
                    "nm_komoditas": name,
                    "hrg": "-" if step % _GAP == 0 else _rupiah(base + step % 9 * 250),
                    "satuan": "lt" if name.startswith("Minyak") else "kg",
                    "tgl": _DATE,
                }


def _rupiah(amount: int) -> str:
    return f"Rp{amount:,}".replace(",", ".")
