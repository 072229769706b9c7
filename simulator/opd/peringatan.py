"""Weather warnings: an RSS feed, and a CAP document behind each of its links.

    GET /rss/lampung.xml
    GET /cap/CLP20261116001.xml

As BMKG's: the feed says little and links to the Common Alerting Protocol (OASIS
CAP 1.2), with the areas as polygons of "lat,lon" pairs. One warning covers two
areas, one only one. Links are written with the address at which the feed was
asked for. The warnings are made up.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from typing import TypeAlias
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulator.series import TODAY
from simulator.service import Service

Area: TypeAlias = tuple[str, str]
_WIB = timezone(timedelta(hours=7))
_AREAS: Mapping[str, Area] = {
    "18.01": (
        "Kabupaten Lampung Selatan: Kalianda, Rajabasa, Bakauheni",
        "-5.60,105.50 -5.60,105.80 -5.90,105.80 -5.90,105.50 -5.60,105.50",
    ),
    "18.06": (
        "Kabupaten Tanggamus: Kota Agung, Wonosobo",
        "-5.30,104.50 -5.30,104.90 -5.60,104.90 -5.60,104.50 -5.30,104.50",
    ),
    "18.71": (
        "Kota Bandar Lampung: Teluk Betung, Panjang",
        "-5.38,105.20 -5.38,105.35 -5.48,105.35 -5.48,105.20 -5.38,105.20",
    ),
}
_ALERTS = (
    ("CLP20261116001", "Hujan Lebat dan Petir", "Moderate", ("18.01", "18.71"), 14),
    ("CLP20261116002", "Gelombang Tinggi", "Severe", ("18.06",), 16),
)


def service() -> Service:
    """Describe the service."""
    return Service(
        name="peringatan",
        offset=29,
        opd="BMKG Peringatan Dini",
        env="PERINGATAN_URL",
        routes=_routes,
        drift={"headline": "judul"},
    )


def _routes() -> Sequence[Route]:
    async def feed(request: Request) -> Response:
        base = f"{request.url.scheme}://{request.url.netloc}"
        items = "".join(_item(base, *alert) for alert in _ALERTS)
        text = (
            '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
            "<title>Peringatan Dini Cuaca Lampung</title>"
            f"<link>{base}/</link><description>Tiruan</description>{items}"
            "</channel></rss>"
        )
        return Response(text, media_type="application/rss+xml")

    async def alert(request: Request) -> Response:
        for one in _ALERTS:
            if request.path_params["nomor"] == one[0]:
                return Response(_alert(*one), media_type="application/cap+xml")
        return PlainTextResponse("tidak ada", 404)

    return [Route("/rss/lampung.xml", feed), Route("/cap/{nomor}.xml", alert)]


def _sent(hour: int) -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, hour, tzinfo=_WIB)


def _item(
    base: str, number: str, event: str, severity: str, areas: Sequence[str], hour: int
) -> str:
    del severity
    where = ", ".join(_AREAS[code][0].partition(":")[0] for code in areas)
    return (
        f"<item><title>{event} di {where}</title>"
        f"<link>{base}/cap/{number}.xml</link>"
        f"<description>{escape(_text(event, areas))}</description>"
        f"<guid isPermaLink='false'>{number}</guid>"
        f"<pubDate>{format_datetime(_sent(hour))}</pubDate></item>"
    )


def _text(event: str, areas: Sequence[str]) -> str:
    where = " & ".join(_AREAS[code][0] for code in areas)
    return f"{event} di {where}. Tetap waspada."


def _alert(
    number: str, event: str, severity: str, areas: Sequence[str], hour: int
) -> str:
    sent = _sent(hour)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        f"<identifier>{number}</identifier><sender>tiruan@bmkg.contoh</sender>"
        f"<sent>{sent.isoformat()}</sent><status>Exercise</status>"
        "<msgType>Alert</msgType><scope>Public</scope><info><language>id-ID</language>"
        f"<category>Met</category><event>{event}</event><urgency>Immediate</urgency>"
        f"<severity>{severity}</severity><certainty>Likely</certainty>"
        f"<effective>{sent.isoformat()}</effective>"
        f"<expires>{(sent + timedelta(hours=3)).isoformat()}</expires>"
        f"<headline>{event} di Lampung</headline>"
        f"<description>{escape(_text(event, areas))}</description>"
        f"{''.join(_area(areas))}</info></alert>"
    )


def _area(codes: Sequence[str]) -> Iterator[str]:
    for code in codes:
        about, polygon = _AREAS[code]
        yield (
            f"<area><areaDesc>{about}</areaDesc><polygon>{polygon}</polygon>"
            f"<geocode><valueName>Kemendagri</valueName><value>{code}</value></geocode>"
            "</area>"
        )
