"""The province's budget: UPPER_CASE keys, amounts of trillions as text.

    GET /sipd/realisasi/2026                 every SKPD
    GET /sipd/realisasi/2026/5.01.5.05.0.00.01.0000    one, with its months
    GET /sipd/skpd/5.01.5.05.0.00.01.0000    one SKPD's years
    GET /sipd/ringkasan/2026                 income and spending
    GET /sipd/bagi-hasil/2026?KD_KAB=1871,1803         shared taxes by BPS code

DATA is an object instead of a list where there is one row only. What is unknown
is a 404 with a body. Months to come are "-". The SKPD are real and their codes of
the ministry's scheme; all amounts are invented.
"""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.gates.signatures import Digest
from simulator.service import Service

Row: TypeAlias = Mapping[str, object]

_DATA = Path(__file__).parent.parent / "data"
_YEARS = {"2024": 92, "2025": 97, "2026": 100}  # percent of the budget of 2026
_SPENT = (2, 6, 12, 19, 27, 36, 44, 52, 61, 70, 81, 94)  # percent, to each month's end
_CLOSED = {"2024": 12, "2025": 12, "2026": 10}  # months
_MONTHS = (
    *("JANUARI", "FEBRUARI", "MARET", "APRIL", "MEI", "JUNI"),
    *("JULI", "AGUSTUS", "SEPTEMBER", "OKTOBER", "NOVEMBER", "DESEMBER"),
)
_KINDS = ("pbbkb", "pap", "rokok")  # fuel, surface water, cigarettes
_INCOME = 7_512_300_000_000
_UPDATED = {"2024": "31/12/2024", "2025": "31/12/2025", "2026": "31/10/2026"}


def service() -> Service:
    """Describe the service."""
    return Service(
        name="bpkad",
        offset=18,
        opd="Badan Pengelolaan Keuangan dan Aset Daerah",
        env="BPKAD_URL",
        routes=_routes,
        drift={"NM_SKPD": "NAMA_SKPD", "PERSEN": "PERSENTASE"},
        gate=Digest("gateway", "sandi-bpkad-tiruan"),
    )


def _routes() -> Sequence[Route]:
    units = {line["kd_skpd"]: (n, line) for n, line in enumerate(_table("bpkad_skpd"))}
    shares = {line["kd_kab"]: line for line in _table("bpkad_bagi_hasil")}

    async def year(request: Request) -> Response:
        of = request.path_params["tahun"]
        found = of in _YEARS
        return _answer([_unit(*unit, of) for unit in units.values() if found])

    async def detail(request: Request) -> Response:
        of, unit = request.path_params["tahun"], units.get(request.path_params["kode"])
        if of not in _YEARS or unit is None:
            return _answer([])
        return _answer([{**_unit(*unit, of), "BULANAN": _months(*unit, of)}])

    async def history(request: Request) -> Response:
        unit = units.get(request.path_params["kode"])
        return _answer([] if unit is None else [_unit(*unit, of) for of in _YEARS])

    async def summary(request: Request) -> Response:
        of = request.path_params["tahun"]
        return _answer([_summary(list(units.values()), of)] if of in _YEARS else [])

    async def shared(request: Request) -> Response:
        of, asked = request.path_params["tahun"], request.query_params.get("KD_KAB")
        codes = shares if asked is None else asked.split(",")
        found = of in _YEARS
        return _answer([_share(shares[c], of) for c in codes if found and c in shares])

    return [
        Route("/sipd/realisasi/{tahun}", year),
        Route("/sipd/realisasi/{tahun}/{kode}", detail),
        Route("/sipd/skpd/{kode}", history),
        Route("/sipd/ringkasan/{tahun}", summary),
        Route("/sipd/bagi-hasil/{tahun}", shared),
    ]


def _answer(rows: Sequence[Row]) -> Response:
    if not rows:
        status = {"KODE": 404, "PESAN": "DATA TIDAK DITEMUKAN"}
        return JSONResponse({"STATUS": status, "HASIL": None}, status_code=404)
    data = rows[0] if len(rows) == 1 else rows
    status = {"KODE": 200, "PESAN": "SUKSES"}
    return JSONResponse({"STATUS": status, "HASIL": {"DATA": data}})


def _table(name: str) -> Sequence[Mapping[str, str]]:
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _budget(line: Mapping[str, str], of: str) -> int:
    return int(line["pagu"]) * _YEARS[of] // 100


def _spent(place: int, line: Mapping[str, str], of: str, months: int) -> int:
    """Return what a unit spent to a month's end; some are quicker than others."""
    if not months:
        return 0
    share = _SPENT[months - 1] * 100 + (place * 37 % 11 - 5) * months * 8 + place * 7
    return _budget(line, of) * share // 10_000


def _unit(place: int, line: Mapping[str, str], of: str) -> Row:
    budget, spent = _budget(line, of), _spent(place, line, of, _CLOSED[of])
    capital = budget * int(line["modal"]) // 100
    return {
        "TAHUN": of,
        "KD_SKPD": line["kd_skpd"],
        "NM_SKPD": line["nm_skpd"].upper(),
        **_measured(budget, spent),
        "BELANJA": {
            "OPERASI": _amount(budget - capital),
            "MODAL": _amount(capital),
        },
        "TGL_UPDATE": f"{_UPDATED[of]} 16:00:05",
    }


def _months(place: int, line: Mapping[str, str], of: str) -> Sequence[Row]:
    budget, rows = _budget(line, of), list[Row]()
    for month, name in enumerate(_MONTHS, start=1):
        row = {"BLN": f"{month:02}", "NM_BLN": name, "BLN_INI": "-", "SD_BLN_INI": "-"}
        if month <= _CLOSED[of]:
            spent = _spent(place, line, of, month)
            row["BLN_INI"] = _amount(spent - _spent(place, line, of, month - 1))
            row["SD_BLN_INI"] = _amount(spent)
            row["PERSEN"] = _percent(spent, budget)
        rows.append(row)
    return rows


def _summary(units: Sequence[tuple[int, Mapping[str, str]]], of: str) -> Row:
    income = _INCOME * _YEARS[of] // 100
    received = income * (_SPENT[_CLOSED[of] - 1] + 4) // 100
    planned = sum(_budget(line, of) for _, line in units)
    spent = sum(_spent(place, line, of, _CLOSED[of]) for place, line in units)
    return {
        "TAHUN": of,
        "PENDAPATAN": _measured(income, received),
        "BELANJA": _measured(planned, spent),
        "SURPLUS_DEFISIT": _amount(income - planned),
    }


def _share(line: Mapping[str, str], of: str) -> Row:
    kinds = {kind: int(line[kind]) * _YEARS[of] // 100 for kind in _KINDS}
    total = sum(kinds.values())
    return {
        "TAHUN": of,
        "KD_KAB": line["kd_kab"],
        **_measured(total, total * _CLOSED[of] // 12),
        "RINCIAN": {kind.upper(): _amount(kinds[kind]) for kind in _KINDS},
    }


def _measured(planned: int, done: int) -> Mapping[str, str]:
    return {
        "ANGGARAN": _amount(planned),
        "REALISASI": _amount(done),
        "PERSEN": _percent(done, planned),
    }


def _amount(rupiah: int) -> str:
    return f"{rupiah:,}".replace(",", ".") + ",00"


def _percent(part: int, whole: int) -> str:
    return f"{part / whole * 100:.2f} %".replace(".", ",")
