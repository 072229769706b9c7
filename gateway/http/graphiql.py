"""GraphiQL's files: what graphiql/build.mjs leaves in static/, served from memory.

They are kept gzipped and named by their content. Nothing here asks another
origin, so that the page works inside a closed network.
"""

import gzip
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

ROOT: Final = "/graphql/graphiql"
NOTICE: Final = "THIRD-PARTY.txt"

# A worker's script carries its own policy: it computes, and asks for nothing.
_HEADERS: Final = {
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": "default-src 'none'",
    "vary": "accept-encoding",
    "x-content-type-options": "nosniff",
}
_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "ttf": "font/ttf",
}
_PACKED: Final = ".gz"
_STATIC: Final = files("gateway.http").joinpath("static")


def graphiql_page(static: Traversable = _STATIC) -> str | None:
    """Return the page's HTML; None where GraphiQL has not been built."""
    page = static.joinpath("index.html")
    return page.read_text("utf-8") if page.is_file() else None


def graphiql_routes(static: Traversable = _STATIC) -> list[Route]:
    """Make the routes of its files and of their notice; none where it has not been built."""
    if graphiql_page(static) is None:
        return []
    packed = {
        file.name.removesuffix(_PACKED): file.read_bytes()
        for file in static.iterdir()
        if file.name.endswith(_PACKED)
    }
    notice = static.joinpath(NOTICE).read_text("utf-8")

    async def asset(request: Request) -> Response:
        return _asset(packed, request)

    async def third_party(_request: Request) -> Response:
        return PlainTextResponse(notice, headers={"x-content-type-options": "nosniff"})

    return [
        Route(f"{ROOT}/{NOTICE}", third_party),
        Route(f"{ROOT}/{{name}}", asset),
    ]


def _asset(packed: Mapping[str, bytes], request: Request) -> Response:
    """Answer one file, gzipped where the client takes that."""
    name = request.path_params["name"]
    body = packed.get(name)
    if body is None:
        return PlainTextResponse("Tidak ada berkas itu.", 404)
    kind = _TYPES[name.rpartition(".")[2]]
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(body), headers=_HEADERS, media_type=kind)
    headers = {**_HEADERS, "content-encoding": "gzip"}
    return Response(body, headers=headers, media_type=kind)
