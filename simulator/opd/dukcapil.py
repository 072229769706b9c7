"""Population register: SOAP 1.1, one endpoint, the method in the body.

    POST /ws/statistik    StatistikPenduduk(kodeWilayah*, tahun?)
                          LokasiLayanan(kodeWilayah*)

Codes are BPS's. An unknown method or code is a SOAP fault, with status 500 as the
standard has it. Numbers are written with dots. People counted here are made up,
and are numbers only.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.gates.keys import basic
from simulator.regions import Region, districts
from simulator.series import thousands
from simulator.service import Service

Asked: TypeAlias = Mapping[str, Sequence[str]]
Method: TypeAlias = Callable[[Asked], Iterator[Mapping[str, str]]]

_ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
_OURS = "urn:lampung:dukcapil"
_YEARS = ("2024", "2025")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="dukcapil",
        offset=27,
        opd="Dinas Kependudukan dan Pencatatan Sipil",
        env="DUKCAPIL_URL",
        routes=_routes,
        drift={"jumlahPenduduk": "totalPenduduk"},
        gate=basic("gateway", "sandi-dukcapil-tiruan"),
    )


def _routes() -> Sequence[Route]:
    methods: Mapping[str, Method] = {
        f"{{{_OURS}}}StatistikPenduduk": _statistics,
        f"{{{_OURS}}}LokasiLayanan": _places,
    }

    async def answer(request: Request) -> Response:
        try:
            body = ET.fromstring(await request.body()).find(f"{_ENVELOPE}Body")  # noqa: S314 - a simulator, on loopback
        except ET.ParseError:
            body = None
        call = None if body is None else next(iter(body), None)
        method = None if call is None else methods.get(call.tag)
        if call is None or method is None:
            return _fault("soap:Client", "Metode tidak dikenal")
        asked: dict[str, list[str]] = {}
        for one in call:
            asked.setdefault(one.tag.rpartition("}")[2], []).append(one.text or "")
        known = {region.bps for region in districts()}
        if not known.issuperset(asked.get("kodeWilayah", ())):
            return _fault("soap:Client", "Kode wilayah tidak terdaftar")
        name = call.tag.rpartition("}")[2]
        rows = "".join(map(_written, method(asked)))
        inside = (
            f'<{name}Response xmlns="{_OURS}"><{name}Result>{rows}'
            f"</{name}Result></{name}Response>"
        )
        return _envelope(inside)

    return [Route("/ws/statistik", answer, methods=["POST"])]


def _chosen(asked: Asked) -> list[Region]:
    codes = asked.get("kodeWilayah", ())
    return [region for region in districts() if not codes or region.bps in codes]


def _statistics(asked: Asked) -> Iterator[Mapping[str, str]]:
    for region in _chosen(asked):
        for year in _YEARS:
            if year not in asked.get("tahun", (year,)):
                continue
            people = 150_000 + sum(map(ord, region.code)) * 2_311 + int(year) % 7 * 1000
            men = people * 511 // 1000
            yield {
                "kodeWilayah": region.bps,
                "tahun": year,
                "jumlahPenduduk": thousands(people),
                "lakiLaki": thousands(men),
                "perempuan": thousands(people - men),
                "jumlahKK": thousands(people // 4),
                "wajibKTP": thousands(people * 7 // 10),
                "perekamanKTP": f"{97 + int(year) % 3},{int(region.bps) % 90 + 10} %",
            }


def _places(asked: Asked) -> Iterator[Mapping[str, str]]:
    for region in _chosen(asked):
        yield {
            "kodeWilayah": region.bps,
            "namaLokasi": f"Kantor Disdukcapil {region.name}",
            "hariLayanan": "Senin-Jumat",
            "jamLayanan": "08.00 - 15.30",
            "perekamanDiTempat": "Y" if int(region.bps) % 2 else "T",
        }


def _written(row: Mapping[str, str]) -> str:
    cells = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in row.items())
    return f"<baris>{cells}</baris>"


def _fault(code: str, text: str) -> Response:
    return _envelope(
        f"<soap:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring>"
        "</soap:Fault>",
        500,
    )


def _envelope(inside: str, status: int = 200) -> Response:
    text = (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">'
        f"<soap:Body>{inside}</soap:Body></soap:Envelope>"
    )
    return Response(text, status, media_type="text/xml")
