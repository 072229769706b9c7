"""/admin: what the operator switches while the gateway runs, by a token of their own.

Whoever is not the operator learns nothing but that. Bodies are small JSON objects.
"""

import datetime as dt
import hmac
from collections.abc import Awaitable, Callable, Collection, Mapping
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final, Protocol, cast

import orjson
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.connectors.notice import WIB, Notice
from gateway.running.shared import StateError
from gateway.running.switchboard import OPERATOR

_HEADERS: Final = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
_MOST_BYTES: Final = 4096
_MOST_TEXT: Final = 500
_WORDS: Final = frozenset({"until", "pesan", "stale"})
_SCHEME: Final = "bearer "


class Switches(Protocol):
    """What an operator can do (running/switchboard.py). The last three raise StateError."""

    def connectors(self) -> Collection[str]:
        """Return the names of all connectors."""
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


def admin_routes(
    switches: Callable[[], Switches | None], token: SecretStr
) -> list[Route]:
    """Make the routes; `switches` are None while nothing is served."""

    def route(path: str, **methods: Do) -> Route:
        async def order(request: Request) -> object:
            if not _may(request, token):
                text = "hanya bagi operator: kirim `Authorization: Bearer …`"
                raise AdminError(HTTPStatus.UNAUTHORIZED, text)
            return await methods[request.method](request, serving(switches))

        async def answer(request: Request) -> Response:
            return await answered(order(request))

        return Route(path, answer, methods=list(methods))

    return [
        route("/admin/maintenance", GET=_list),
        route("/admin/maintenance/{connector}", PUT=_off, DELETE=_on),
        route("/admin/purge/{connector}", POST=_purge),
    ]


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


def bearer(request: Request) -> str:
    """Return the token that a request carries; nothing where there is none."""
    given = request.headers.get("authorization", "")
    if given[: len(_SCHEME)].lower() != _SCHEME:
        return ""
    return given[len(_SCHEME) :].strip()


def is_key(given: str, key: str) -> bool:
    """Tell whether a text is the key, in the same time for every other one."""
    said = sha256(given.encode()).digest()
    return hmac.compare_digest(said, sha256(key.encode()).digest())


def _may(request: Request, token: SecretStr) -> bool:
    return is_key(bearer(request), token.get_secret_value())


async def _list(_request: Request, switches: Switches) -> object:
    return {"maintenance": [_shown(one) for one in switches.notices()]}


async def _off(request: Request, switches: Switches) -> object:
    name = _connector(request, switches.connectors())
    given = await body_of(request)
    unknown = sorted(given.keys() - _WORDS)
    if unknown:
        text = f"`{unknown[0][:40]}` tidak dikenal; yang ada: pesan, stale, until"
        raise AdminError(HTTPStatus.BAD_REQUEST, text)
    now = dt.datetime.now(WIB).replace(microsecond=0)
    stale = given.get("stale", False)
    if not isinstance(stale, bool):
        raise AdminError(HTTPStatus.BAD_REQUEST, "`stale`: tulis true atau false")
    notice = Notice(
        name,
        now,
        _until(given.get("until"), now),
        _text(given.get("pesan")),
        stale=stale,
    )
    await switches.switch_off(notice)
    return _shown(notice)


async def _on(request: Request, switches: Switches) -> object:
    known = {*switches.connectors(), *(one.connector for one in switches.notices())}
    name = _connector(request, known)
    await switches.switch_on(name)
    return {"konektor": name, "keadaan": "aktif"}


async def _purge(request: Request, switches: Switches) -> object:
    name = _connector(request, switches.connectors())
    return {"konektor": name, "dihapus": await switches.purge(name)}


def _connector(request: Request, known: Collection[str]) -> str:
    name: str = request.path_params["connector"]
    if name not in known:
        text = f"tidak ada konektor `{name[:80]}`; yang ada: {', '.join(sorted(known))}"
        raise AdminError(HTTPStatus.NOT_FOUND, text)
    return name


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


def _until(given: object, now: dt.datetime) -> dt.datetime | None:
    """Read when it ends; a time without a zone is in WIB."""
    if given is None:
        return None
    text = "`until`: tulis waktu seperti 2026-11-30T08:00 (WIB) atau dengan zonanya"
    try:
        found = dt.datetime.fromisoformat(given if isinstance(given, str) else "")
        found = (found if found.tzinfo else found.replace(tzinfo=WIB)).astimezone(WIB)
    except (ValueError, OverflowError) as error:
        raise AdminError(HTTPStatus.BAD_REQUEST, text) from error
    if found <= now:
        raise AdminError(HTTPStatus.BAD_REQUEST, "`until` sudah lewat")
    return found


def _text(given: object) -> str | None:
    """Read what citizens are to be told."""
    if given is None:
        return None
    if not isinstance(given, str) or not given.strip() or len(given) > _MOST_TEXT:
        text = f"`pesan`: tulis teks 1 sampai {_MOST_TEXT} huruf"
        raise AdminError(HTTPStatus.BAD_REQUEST, text)
    if not given.isprintable():
        text = "`pesan`: satu baris saja, tanpa huruf kendali"
        raise AdminError(HTTPStatus.BAD_REQUEST, text)
    return given.strip()


def _shown(notice: Notice) -> dict[str, object]:
    until = notice.until
    return {
        "konektor": notice.connector,
        "sejak": notice.since.isoformat(timespec="seconds"),
        "sampai": None if until is None else until.isoformat(timespec="seconds"),
        "pesan": notice.pesan,
        "stale": notice.stale,
    }


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
