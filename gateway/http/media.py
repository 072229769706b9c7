"""/media/CONNECTOR/TOKEN: files of services, passed on to phones (connectors/media.py).

What is sent is a picture or a PDF by its own bytes, never a page: no sniffing,
no scripts, a sandbox of its own. Parts of a file are not served (no Range).
"""

from collections.abc import Callable, Mapping
from math import ceil
from typing import Final, Protocol

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.connectors.media import File
from gateway.connectors.media_links import PATH
from gateway.errors import CodedError
from gateway.http.accept import JSON
from gateway.http.answer import refusal

_NOT_MODIFIED: Final = 304
_NOT_FOUND: Final = 404
_BAD_GATEWAY: Final = 502
_STATUS: Final = {
    "UPSTREAM_REJECTED": _NOT_FOUND,
    "UPSTREAM_BUSY": 503,
    "UPSTREAM_TIMEOUT": 504,
    "INTERNAL": 500,
}
_SAFE: Final = {
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "cross-origin",  # web pages may show them
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class Files(Protocol):
    """Who gives files (connectors/media.py)."""

    async def file(self, connector: str, token: str, /) -> File | None:
        """Return the file of a link, None for no link of ours. Raises CodedError."""
        ...


def media_routes(files: Callable[[], Files]) -> list[Route]:
    """Make the route; `files` gives them as long as the gateway serves."""

    async def serve(request: Request) -> Response:
        given = request.path_params
        try:
            found = await files().file(given["connector"], given["token"])
        except CodedError as error:
            return _refused(request, error.code, error.retry_after)
        if found is None:
            return _refused(request, "BAD_USER_INPUT")
        return _sent(request, found)

    return [Route(PATH + "/{connector}/{token}", serve, methods=["GET", "HEAD"])]


def _sent(request: Request, found: File) -> Response:
    kept = f"public, max-age={int(found.ttl)}" if found.ttl >= 1 else "no-store"
    headers = {**_SAFE, "etag": found.etag, "cache-control": kept}
    if _matches(request.headers.get("if-none-match"), found.etag):
        return Response(status_code=_NOT_MODIFIED, headers=headers)
    headers["accept-ranges"] = "none"
    headers["content-disposition"] = f'inline; filename="{found.name}"'
    headers["content-type"] = found.kind
    return _answer(request, found.body, 200, headers)


def _matches(stated: str | None, etag: str) -> bool:
    """Compare entity tags as a GET does: weakly (RFC 9110 §13.1.2)."""
    if stated is None:
        return False
    tags = [one.strip().removeprefix("W/") for one in stated.split(",")]
    return "*" in tags or etag in tags


def _refused(request: Request, code: str, retry_after: float | None = None) -> Response:
    """Answer with a code, and never with what the service said or where it is."""
    status = _NOT_FOUND if code == "BAD_USER_INPUT" else _STATUS.get(code, _BAD_GATEWAY)
    headers = {**_SAFE, "cache-control": "no-store"}
    headers["content-type"] = JSON.header[1].decode()
    if retry_after is not None:
        headers["retry-after"] = f"{ceil(retry_after)}"
    body = refusal(code, "The file cannot be passed on.")
    return _answer(request, body, status, headers)


def _answer(
    request: Request, body: bytes, status: int, headers: Mapping[str, str]
) -> Response:
    sent = b"" if request.method == "HEAD" else body
    length = {"content-length": str(len(body))}
    return Response(sent, status, headers={**headers, **length})
