"""/admin: what the operator sees and switches while the gateway runs, by their own token.

Whoever is not the operator learns nothing but that. Bodies are small JSON objects.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from http import HTTPStatus
from typing import Any, Final, Protocol, cast

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.connectors.notice import Notice
from gateway.http.operator import Operator
from gateway.running.shared import StateError
from gateway.running.switchboard import OPERATOR, Overview

_HEADERS: Final = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
_MOST_BYTES: Final = 4096


class Switches(Protocol):
    """What an operator can do (running/switchboard.py).

    `switch_off`, `switch_on` and `purge` raise StateError.
    """

    def connectors(self) -> Collection[str]:
        """Return the names of all connectors."""
        ...

    async def overview(self) -> Overview:
        """Return how every connector is."""
        ...

    def note(self) -> str | None:
        """Say of the switches what the operator should know; None for nothing."""
        ...

    def notices(self) -> list[Notice]:
        """Return which connectors are switched off."""
        ...

    async def switch_off(self, notice: Notice) -> None:
        """Switch a connector off."""
        ...

    async def switch_on(self, connector: str) -> None:
        """Switch a connector on."""
        ...

    def keys(self) -> Mapping[str, str]:
        """Return the keys by which connectors' owners may have them forget."""
        ...

    async def purge(
        self, connector: str, tags: tuple[str, ...] | None = None, by: str = OPERATOR
    ) -> int:
        """Forget a connector's answers, all or those that tags name.

        Return how many this process had kept.
        """
        ...


class AdminError(Exception):
    """A request of the operator's that is wrong; the text is Indonesian."""

    def __init__(
        self, status: HTTPStatus, text: str, retry_after: int | None = None
    ) -> None:
        super().__init__(text)
        self.status = status
        self.headers: dict[str, str] = {}
        if status is HTTPStatus.UNAUTHORIZED:
            self.headers["www-authenticate"] = "Bearer"
        if retry_after is not None:
            self.headers["retry-after"] = str(retry_after)


Do = Callable[[Request, Switches], Awaitable[object]]


def operator_route(
    path: str,
    switches: Callable[[], Switches | None],
    operator: Operator,
    **methods: Do,
) -> Route:
    """Make a route for the operator alone; `switches` are None while nothing is served.

    A HEAD is answered as a GET, whose body the server leaves out.
    """

    async def order(request: Request) -> object:
        if not operator.sends(dict(request.scope["headers"])):
            text = "hanya bagi operator: kirim `Authorization: Bearer …`"
            raise AdminError(HTTPStatus.UNAUTHORIZED, text)
        method = "GET" if request.method == "HEAD" else request.method
        return await methods[method](request, serving(switches))

    async def answer(request: Request) -> Response:
        return await answered(order(request))

    return Route(path, answer, methods=list(methods))


def serving(switches: Callable[[], Switches | None]) -> Switches:
    """Return the switches. Raises AdminError while nothing is served."""
    found = switches()
    if found is None:
        raise AdminError(HTTPStatus.SERVICE_UNAVAILABLE, "gateway belum siap")
    return found


async def answered(order: Awaitable[object]) -> Response:
    """Return the answer to an order, or why it was not obeyed."""
    try:
        return _json(await order)
    except AdminError as error:
        return _json({"galat": str(error)}, error.status, error.headers)
    except StateError as error:
        text = f"saklar tidak dapat disimpan, dan tidak diubah: {error}"
        return _json({"galat": text}, HTTPStatus.SERVICE_UNAVAILABLE)


async def body_of(request: Request) -> Mapping[str, Any]:
    """Read a JSON object, or nothing. Raises AdminError."""
    data = b""
    async for chunk in request.stream():
        data += chunk
        if len(data) > _MOST_BYTES:
            text = f"isi lebih besar dari {_MOST_BYTES} byte"
            raise AdminError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)
    try:
        found: object = orjson.loads(data) if data else {}
    except orjson.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise AdminError(HTTPStatus.BAD_REQUEST, "isi harus objek JSON")
    return cast("dict[str, Any]", found)


def _json(
    content: object,
    status: HTTPStatus = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    return Response(
        orjson.dumps(content),
        status,
        headers={**_HEADERS, **(headers or {})},
        media_type="application/json",
    )
