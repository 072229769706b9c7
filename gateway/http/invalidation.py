"""POST /admin/invalidate: an OPD has its kept answers forgotten, or the operator any.

The body is `{"connector": "pangan", "tags": ["harga"]}`, or `"all": true` in place of
tags. The key is the operator's token, or the connector's own `invalidate_key`.
"""

import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, cast

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.config.resilience import Rate
from gateway.connectors.rate import Pace
from gateway.http.admin import (
    AdminError,
    Switches,
    answered,
    body_of,
    serving,
)
from gateway.http.operator import bearer, is_key
from gateway.observe import KeyRefused, Observer
from gateway.running.switchboard import OPERATOR

PATH: Final = "/admin/invalidate"
_MOST_TAGS: Final = 100
_LONGEST_TAG: Final = 300
_ORDERS: Final = Rate(2, 1.0)
"""Orders of one owner a second, and wrong keys of all; ten at once."""
_AT_ONCE: Final = 10
_WORDS: Final = frozenset({"connector", "tags", "all"})


class Orders:
    """Who may have what forgotten, and how often."""

    def __init__(
        self,
        token: SecretStr | None,
        observer: Observer,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._token = token
        self._observer = observer
        self._clock = clock
        self._paces: dict[str | None, Pace] = {}

    def owner(self, request: Request, keys: Mapping[str, str]) -> str:
        """Return whose key a request carries: the operator's, or a connector's.

        It takes the same time whichever it is, and if it is none. Raises AdminError.
        """
        given = bearer(dict(request.scope["headers"]))
        known = {**keys}
        if self._token is not None:
            known[OPERATOR] = self._token.get_secret_value()
        if not known:
            raise AdminError(HTTPStatus.NOT_FOUND, "tidak ada apa-apa di sini")
        found: str | None = None
        for name, key in known.items():
            if is_key(given, key):
                found = name
        self._count(found)
        if found is None:
            self._observer.see(KeyRefused(PATH))
            text = "kunci salah: kirim `Authorization: Bearer …`"
            raise AdminError(HTTPStatus.UNAUTHORIZED, text)
        return found

    def _count(self, owner: str | None) -> None:
        """Count an order; wrong keys share one pace. Raises AdminError."""
        now = self._clock()
        pace = self._paces.setdefault(owner, Pace(_ORDERS, _AT_ONCE))
        if pace.wait(now) > 0:
            text = "terlalu sering; coba lagi sebentar lagi"
            raise AdminError(HTTPStatus.TOO_MANY_REQUESTS, text, retry_after=1)
        pace.take(now)


def invalidation_route(
    switches: Callable[[], Switches | None], orders: Orders
) -> Route:
    """Make the route; `switches` are None while nothing is served."""

    async def order(request: Request) -> object:
        found = serving(switches)
        owner = orders.owner(request, found.keys())
        connector, tags = _read(await body_of(request))
        if owner not in {OPERATOR, connector}:
            text = f"kunci ini milik konektor `{owner}`"
            raise AdminError(HTTPStatus.FORBIDDEN, text)
        if connector not in found.connectors():
            text = f"tidak ada konektor `{connector[:80]}`"
            raise AdminError(HTTPStatus.NOT_FOUND, text)
        count = await found.purge(connector, tags, owner)
        return {"konektor": connector, "dihapus": count}

    async def answer(request: Request) -> Response:
        return await answered(order(request))

    return Route(PATH, answer, methods=["POST"])


def _read(given: Mapping[str, Any]) -> tuple[str, tuple[str, ...] | None]:
    """Read an order: which connector, and which tags, None for all. Raises AdminError."""
    unknown = sorted(given.keys() - _WORDS)
    if unknown:
        text = f"`{unknown[0][:40]}` tidak dikenal; yang ada: all, connector, tags"
        raise AdminError(HTTPStatus.BAD_REQUEST, text)
    connector, tags, every = given.get("connector"), given.get("tags"), given.get("all")
    if not isinstance(connector, str):
        raise AdminError(HTTPStatus.BAD_REQUEST, "`connector`: tulis nama konektor")
    if every is True and tags is None:
        return connector, None
    if every not in (None, False) or not _are_tags(tags):
        text = (
            f"tulis `tags`: 1 sampai {_MOST_TAGS} teks, atau `all: true` untuk semuanya"
        )
        raise AdminError(HTTPStatus.BAD_REQUEST, text)
    return connector, tuple(cast("list[str]", tags))


def _are_tags(given: object) -> bool:
    if not isinstance(given, list):
        return False
    listed = cast("list[object]", given)
    return 0 < len(listed) <= _MOST_TAGS and all(
        isinstance(one, str) and 0 < len(one) <= _LONGEST_TAG for one in listed
    )
