"""/admin/maintenance and /admin/purge: connectors switched off, and their answers forgotten."""

import datetime as dt
from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import Final

from starlette.requests import Request
from starlette.routing import Route

from gateway.connectors.notice import WIB, Notice
from gateway.http.admin import AdminError, Switches, body_of, operator_route
from gateway.http.operator import Operator

_MOST_TEXT: Final = 500
_WORDS: Final = frozenset({"until", "pesan", "stale"})


def maintenance_routes(
    switches: Callable[[], Switches | None], operator: Operator
) -> list[Route]:
    """Make the routes; `switches` are None while nothing is served."""
    one = "/admin/maintenance/{connector}"
    return [
        operator_route("/admin/maintenance", switches, operator, GET=_list),
        operator_route(one, switches, operator, PUT=_off, DELETE=_on),
        operator_route("/admin/purge/{connector}", switches, operator, POST=_purge),
    ]


async def _list(_request: Request, switches: Switches) -> object:
    listed = [_shown(one) for one in switches.notices()]
    return {"maintenance": listed, **_noted(switches)}


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
    return {**_shown(notice), **_noted(switches)}


async def _on(request: Request, switches: Switches) -> object:
    known = {*switches.connectors(), *(one.connector for one in switches.notices())}
    name = _connector(request, known)
    await switches.switch_on(name)
    return {"konektor": name, "keadaan": "aktif", **_noted(switches)}


async def _purge(request: Request, switches: Switches) -> object:
    name = _connector(request, switches.connectors())
    return {"konektor": name, "dihapus": await switches.purge(name)}


def _connector(request: Request, known: Collection[str]) -> str:
    name: str = request.path_params["connector"]
    if name not in known:
        text = f"tidak ada konektor `{name[:80]}`; yang ada: {', '.join(sorted(known))}"
        raise AdminError(HTTPStatus.NOT_FOUND, text)
    return name


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


def _noted(switches: Switches) -> dict[str, str]:
    """Return what the operator should know besides, if anything."""
    note = switches.note()
    return {} if note is None else {"catatan": note}
