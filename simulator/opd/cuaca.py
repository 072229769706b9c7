"""Weather (a station of BMKG): XML, an area's parameters as series over hours.

    GET /data/prakiraan.xml                 every area
    GET /data/prakiraan.xml?area=18.71,18.72

An `area` has a `parameter` for each quantity, and that a `timerange` for each six
hours, whose `value` stands in one unit or in two. Codes of the weather are
BMKG's. Areas are kabupaten and kota by Kemendagri's codes; the weather is made up.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulator.gates.keys import header
from simulator.regions import Region, districts
from simulator.series import TODAY
from simulator.service import Service

_HOURS = (0, 6, 12, 18, 24, 30)
_SKIES = ("1", "3", "61", "95", "0", "60")
_WINDS = ("SE", "S", "E", "SW")


def service() -> Service:
    """Describe the service."""
    return Service(
        name="cuaca",
        offset=26,
        opd="BMKG Stasiun Meteorologi Radin Inten II",
        env="CUACA_URL",
        routes=_routes,
        drift={"timerange": "waktu"},
        gate=header("X-Api-Key", "kunci-cuaca-tiruan"),
    )


def _routes() -> Sequence[Route]:
    async def forecast(request: Request) -> Response:
        asked = request.query_params.get("area")
        wanted = None if asked is None else asked.split(",")
        areas = [r for r in districts() if wanted is None or r.code in wanted]
        issue = datetime.combine(TODAY, time(7)).strftime("%Y%m%d%H%M%S")
        body = "\n".join(line for region in areas for line in _area(region))
        text = (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<data source="tiruan" productioncenter="BMKG Lampung">\n'
            f'<forecast domain="local"><issue><timestamp>{issue}</timestamp></issue>\n'
            f"{body}\n</forecast></data>"
        )
        return Response(text, media_type="application/xml")

    return [Route("/data/prakiraan.xml", forecast)]


def _area(region: Region) -> Iterator[str]:
    seed = sum(map(ord, region.code))
    yield f'<area id={quoteattr(region.code)} domain="Lampung" type="land">'
    yield f'<name xml:lang="id_ID">{escape(region.name)}</name>'
    yield from _parameter(
        "hu", "Humidity", [(("%", str(70 + (seed + n) % 25)),) for n in range(6)]
    )
    yield from _parameter("t", "Temperature", [_warm(seed + n) for n in range(6)])
    yield from _parameter(
        "weather",
        "Weather",
        [(("icon", _SKIES[(seed + n) % 6]),) for n in range(6)],
    )
    yield from _parameter(
        "wd",
        "Wind direction",
        [(("CARD", _WINDS[(seed + n) % 4]),) for n in range(6)],
    )
    yield "</area>"


def _warm(seed: int) -> tuple[tuple[str, str], ...]:
    celsius = 23 + seed % 10
    return (("C", str(celsius)), ("F", f"{celsius * 1.8 + 32:.1f}"))


def _parameter(
    name: str, about: str, series: Sequence[Sequence[tuple[str, str]]]
) -> Iterator[str]:
    yield f'<parameter id="{name}" description="{about}" type="hourly">'
    for hour, values in zip(_HOURS, series, strict=True):
        at = datetime.combine(TODAY, time()) + timedelta(hours=hour)
        yield f'<timerange type="hourly" h="{hour}" datetime="{at:%Y%m%d%H%M}">'
        yield from (f'<value unit="{unit}">{text}</value>' for unit, text in values)
        yield "</timerange>"
    yield "</parameter>"
