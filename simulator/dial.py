"""The fault dial: a page on which a person makes an agency sick, and well again."""

import json
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.control import control
from simulator.fault import Mode
from simulator.listener import HOST, Listener
from simulator.running import Simulation

OFFSET: Final = 98
"""Places the dial's port after that of the first service."""

Skip = Callable[[float], None]
"""Lets seconds pass for what a gateway has kept."""

_PAGE: Final = Path(__file__).parent / "data" / "dial.html"
_HEADERS: Final = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; connect-src 'self';"
    " style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-ancestors 'none'",
}
_MOST: Final = 7 * 24 * 3600.0
_LABELS: Final = {
    Mode.OFF: "sehat",
    Mode.SLOW: "lambat",
    Mode.HANG: "macet",
    Mode.ERROR: "galat 500",
    Mode.GARBAGE: "jawaban rusak",
    Mode.DRIFT: "nama berubah",
    Mode.REFUSE: "menolak",
}


@asynccontextmanager
async def dialled(
    simulation: Simulation,
    base_port: int = 0,
    host: str = HOST,
    skip: Skip | None = None,
    graphiql: str | None = None,
) -> AsyncGenerator[str]:
    """Serve the dial while the block lasts; give its address.

    Where a gateway lets time be skipped for what it has kept, `skip` does it;
    `graphiql` is the address of its page, to which this one then leads.
    Raise OSError when its port, behind those of the services, is taken.
    """
    app = dial(simulation, skip, graphiql)
    listener = Listener(app, base_port and base_port + OFFSET, host)
    await listener.open()
    try:
        yield f"http://{host}:{listener.port}"
    finally:
        await listener.close()


def dial(
    simulation: Simulation, skip: Skip | None = None, graphiql: str | None = None
) -> Starlette:
    """Return the application: the page, what it shows, and what its buttons ask for.

    A fault is asked for as of any service: `POST /_fault`, with `opd` in the body.
    """

    async def page(_request: Request) -> Response:
        return Response(_PAGE.read_bytes(), media_type="text/html", headers=_HEADERS)

    async def state(_request: Request) -> Response:
        return JSONResponse(
            {
                "opd": [
                    {
                        "nama": service.name,
                        "opd": service.opd,
                        **simulation.fault(service.name).to_json(),
                    }
                    for service in simulation.services
                ],
                "gangguan": [
                    {"mode": mode.value, "nama": text} for mode, text in _LABELS.items()
                ],
                "waktu": skip is not None,
                "graphiql": graphiql,
            },
            headers=_HEADERS,
        )

    return Starlette(
        routes=[
            Route("/", page),
            Route("/keadaan", state),
            *((_forward(skip),) if skip else ()),
            control("", simulation),
        ]
    )


def _forward(skip: Skip) -> Route:
    async def forward(request: Request) -> Response:
        seconds = _seconds(await request.body())
        if seconds is None:
            text = "`detik` harus bilangan, lebih dari 0 dan paling banyak sepekan"
            return JSONResponse({"pesan": text}, status_code=400)
        skip(seconds)
        return JSONResponse({"detik": seconds})

    return Route("/maju", forward, methods=["POST"])


def _seconds(body: bytes) -> float | None:
    try:
        found = json.loads(body)["detik"]
    except (ValueError, LookupError, TypeError):
        return None
    number = isinstance(found, int | float) and not isinstance(found, bool)
    return float(found) if number and 0 < found <= _MOST else None
