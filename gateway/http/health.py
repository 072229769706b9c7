"""The pages beside the endpoint: alive, ready, and a signpost at the root."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_HEADERS: Final = {"x-content-type-options": "nosniff", "cache-control": "no-store"}


def health_routes(
    ready: Callable[[], bool],
    stopping: Callable[[], bool],
    note: Callable[[], str | None],
) -> list[Route]:
    """Make the routes; `ready` tells whether this process can answer, `stopping` that it ends.

    `note` is what the operator should know besides, without being a reason to stop.

    Neither looks at the OPDs: a gateway is useful while some are down.
    """

    async def alive(_request: Request) -> Response:
        return _json({"status": "hidup"})

    async def prepared(_request: Request) -> Response:
        told = note()
        besides = {} if told is None else {"catatan": told}
        if stopping():
            status = "sedang berhenti"
        elif ready():
            return _json({"status": "siap", **besides})
        else:
            status = "belum siap"
        return _json({"status": status, **besides}, HTTPStatus.SERVICE_UNAVAILABLE)

    async def root(_request: Request) -> Response:
        return _json(
            {
                "nama": "Gateway GraphQL Lampung-In",
                "petunjuk": "Kirim operasi GraphQL dengan POST ke /graphql.",
                "graphql": "/graphql",
            }
        )

    return [
        Route("/", root),
        Route("/healthz", alive),
        Route("/readyz", prepared),
    ]


async def not_found(_request: Request, _error: Exception) -> Response:
    """Answer a path that is none of ours."""
    text = "Tidak ada apa-apa di sini. Titik masuk GraphQL adalah /graphql."
    return _json({"galat": text}, HTTPStatus.NOT_FOUND)


async def not_allowed(request: Request, error: Exception) -> Response:
    """Answer a method that a path does not have (RFC 9110 §15.5.6)."""
    headers = error.headers if isinstance(error, HTTPException) else None
    allowed = {**(headers or {})}.get("Allow", "")
    text = f"metode {request.method} tidak ada di sini; yang ada: {allowed}"
    return _json({"galat": text}, HTTPStatus.METHOD_NOT_ALLOWED, {"allow": allowed})


def _json(
    content: dict[str, str],
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    return JSONResponse(content, status, headers={**_HEADERS, **(headers or {})})
