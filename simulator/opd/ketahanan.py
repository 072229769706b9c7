"""Food security tables: CSV as a spreadsheet saves it for an Indonesian desk.

    GET /unduh/ikp.csv
    GET /unduh/konsumsi.csv?tahun=2025
    GET /unduh/produksi.zip                 a ZIP with produksi.csv in it

A byte order mark, semicolons, decimal commas, a semicolon after the last column,
`#N/A` for what nobody knows. Codes are BPS's; the figures are made up.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.gates.keys import query
from simulator.regions import Region, districts
from simulator.service import Service

_YEARS = ("2024", "2025")
_FOODS = ("Beras", "Jagung", "Ubi Kayu", "Telur", "Ikan Segar")
_CROPS = ("Padi", "Jagung", "Kedelai", "Ubi Kayu")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="ketahanan",
        offset=28,
        opd="Dinas Ketahanan Pangan, Tanaman Pangan dan Hortikultura (data terbuka)",
        env="KETAHANAN_URL",
        routes=_routes,
        drift={"IKP": "Indeks"},
        gate=query("kunci", "kunci-ketahanan-tiruan"),
    )


def _routes() -> Sequence[Route]:
    async def index(_: Request) -> Response:
        head = "No;Kode Kab/Kota;Nama Kabupaten;Tahun;IKP;Peringkat;Kelompok;"
        return _table([head, *_index()])

    async def consumption(request: Request) -> Response:
        year = request.query_params.get("tahun")
        head = "Tahun;Kode Wilayah;Komoditas;Konsumsi (gram/kapita/hari)"
        return _table([head, *_consumption(year)])

    async def production(_: Request) -> Response:
        head = "kabupaten_kota;tahun;komoditas;produksi;luas_panen"
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            fixed = zipfile.ZipInfo("produksi.csv", (2026, 1, 2, 0, 0, 0))
            archive.writestr(fixed, "\r\n".join([head, *_production()]))
        return Response(packed.getvalue(), media_type="application/zip")

    return [
        Route("/unduh/ikp.csv", index),
        Route("/unduh/konsumsi.csv", consumption),
        Route("/unduh/produksi.zip", production),
    ]


def _index() -> Iterator[str]:
    number = 0
    for region in districts():
        for year in _YEARS:
            number += 1
            value = 68 + _seed(region) % 18 + int(year) % 3
            group = 6 if value > 78 else 5 if value > 72 else 4  # noqa: PLR2004 - the bounds of its groups
            known = f"{value},{_seed(region) % 100:02d}"
            shown = "#N/A" if region.bps == "1813" and year == "2024" else known
            name = region.name.partition(" ")[2]
            yield f"{number};{region.bps};{name};{year};{shown};{number};{group};"


def _consumption(year: str | None) -> Iterator[str]:
    for region in districts():
        for one in _YEARS:
            if year not in (None, one):
                continue
            for place, food in enumerate(_FOODS, 1):
                grams = (_seed(region) * place) % 240 + 10
                tenths = (_seed(region) + place) % 10
                yield f"{one};{region.bps};{food};{grams},{tenths}5"


def _production() -> Iterator[str]:
    for region in districts():
        for place, crop in enumerate(_CROPS, 1):
            hectares = (_seed(region) * place * 37) % 9_000
            tons = f"{hectares * 5 + place}.{_seed(region) % 1000:03d}"
            yield f"{region.bps};2025;{crop};{tons};{hectares or '-'}"


def _seed(region: Region) -> int:
    return sum(map(ord, region.code))


def _table(lines: Sequence[str]) -> Response:
    text = "\ufeff" + "\r\n".join(lines) + "\r\n"
    return Response(text.encode(), media_type="text/csv")
