"""What a try tells, as plain data: the same for people and for machines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import httpx

from gateway.config.model import Config, Operation
from gateway.config.steps import written
from gateway.connectors.auth.explain import secrets_of
from gateway.connectors.paging.pages import Page, rows_of
from gateway.errors import CodedError
from gateway.trial.bodies import shown_body
from gateway.trial.document import mutable
from gateway.trial.exchange import Exchange
from gateway.trial.findings import Findings
from gateway.trial.inquest import Inquest
from gateway.trial.live import Tried
from gateway.trial.masking import HIDDEN, Mask
from gateway.trial.naming import named
from gateway.trial.paged import received_of, unsaid
from gateway.trial.personal import (
    hidden,
    personal_fields,
    personal_keys,
    personal_texts,
)
from gateway.trial.remedies import remedy

_OPAQUE = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})
CONNECTION = frozenset({"host", "content-length"})
"""Headers that are the connection's business."""
_NOT_OURS = "(jawaban atas permintaan kredensial; tidak ditampilkan)"


@dataclass(frozen=True, slots=True)
class Showing:
    """What may be shown: `personal` data are only where asked for."""

    filled: Mapping[str, str]
    personal: bool = False


def report(config: Config, tried: Tried, showing: Showing) -> dict[str, Any]:
    """Tell what was sent, what came, what became of it, and why of every null."""
    operation = tried.operation
    selected, findings = _selected(tried, showing)
    mask = mask_of(config, tried, showing, findings)
    fields = (
        frozenset[str]() if showing.personal else personal_fields(config, operation)
    )
    return {
        "name": tried.asked.named.name,
        "opd": config.connectors[operation.connector].opd,
        "calls": [_call(config, tried, one, mask, showing) for one in tried.exchanges],
        "selected": _chosen(operation, selected),
        "rows": _rows(selected),
        "value": hidden(tried.value, fields, mask),
        "nulls": [
            {"field": name, "nulls": count, "of": total, "reason": mask.text(reason)}
            for name, count, total, reason in findings.listed()
        ],
        "broken": dict(findings.broken),
        "links": {
            name: [len(keys), hidden(keys[:3], frozenset(), mask)]
            for name, keys in findings.links.items()
        },
        "unused": list(findings.used.unused()),
        "errors": list(_errors(tried.response, mask)),
    }


def _first_of(value: object) -> object:
    if isinstance(value, list) and value:
        return _first_of(cast("list[object]", value)[0])
    return value  # pyright: ignore[reportUnknownVariableType]  # an empty list of whatever


def _chosen(operation: Operation, selected: object) -> dict[str, Any]:
    """Tell what selecting and shaping left: how many rows, of which keys."""
    first = _first_of(selected)
    keys = list(cast("dict[str, Any]", first)) if isinstance(first, dict) else None
    select = operation.select
    path = select.jmespath or written(select.path)
    return {
        "select": str(path) or None,
        "shaped": bool(operation.shape),
        "keys": keys,
        "found": selected is not None,
    }


def _rows(selected: Any) -> int | None:
    return len(selected) if isinstance(selected, list) else None  # pyright: ignore[reportUnknownArgumentType]  # of whatever


def mask_of(
    config: Config, tried: Tried, showing: Showing, findings: Findings | None = None
) -> Mask:
    """Make what hides the secrets of a try, and its personal data."""
    connector = config.connectors[tried.operation.connector]
    signed = [text for one in tried.exchanges for text in one.signed]
    parts = [part for text in signed for part in text.split(" ")[1:]]
    personal: set[str] = set()
    if not showing.personal:
        args = {name: mutable(one) for name, one in tried.asked.args.items()}
        personal.update(personal_texts(config, tried.operation, args))
        if findings is not None:
            personal.update(findings.personal)
    secrets = {**secrets_of(connector), **showing.filled}
    return Mask(secrets).also([*signed, *parts], personal)


def _selected(tried: Tried, showing: Showing) -> tuple[object, Findings]:
    """Repeat what selecting and shaping left of the answers, and go through it."""
    inquest = Inquest(tried.readings, tried.operation, show=showing.personal)
    whole: object = None
    for exchange in _telling(tried):
        page = _shaped(tried, exchange)
        if whole is None and isinstance(page, Page):
            inquest.found.note(unsaid(tried, exchange, page))
        value = rows_of(page)
        if isinstance(whole, list) and isinstance(value, list):
            whole = [*cast("list[object]", whole), *cast("list[object]", value)]
        else:
            whole = value
    return whole, inquest.value(whole)


def _telling(tried: Tried) -> tuple[Exchange, ...]:
    """Return the exchanges that answered; of several tries of one call, the last."""
    good = tuple(one for one in tried.own if one.response and one.response.is_success)
    return good or tried.own[-1:]


def _shaped(tried: Tried, exchange: Exchange) -> object:
    """Repeat what was made of one answer: a page, where it is one."""
    operation = tried.operation
    response = exchange.response
    if response is None:
        return None
    received = received_of(exchange, response)
    args = {name: mutable(one) for name, one in tried.asked.args.items()}
    try:
        if tried.root.many is not None and operation.batch is not None:
            return tried.sources.batch(operation).recipe.shape(received, args)
        source = tried.sources.of(operation).rows
        if operation.lookup_in is not None:
            source = tried.sources.local(operation).whole
        recipe = source.recipe
        return recipe.arrange(recipe.shape(received, args))
    except CodedError:
        return None


# ------------------------------------------------------------------ parts


def _call(
    config: Config, tried: Tried, exchange: Exchange, mask: Mask, showing: Showing
) -> dict[str, Any]:
    request, response = exchange.request, exchange.response
    operation = _operation(config, tried, exchange)
    keys = frozenset[str]()
    if operation is not None and not showing.personal:
        keys = personal_keys(config, operation)
    answer: dict[str, Any] | None = None
    if response is not None:
        kind = response.headers.get("content-type")
        body = _NOT_OURS
        if operation is not None:
            body = shown_body(exchange.body, kind, operation, mask, keys)
        answer = {
            "status": response.status_code,
            "headers": header_list(written_headers(response.headers), mask),
            "bytes": len(exchange.body),
            "body": body,
        }
    return {
        "connector": exchange.connector,
        "operation": None if operation is None else str(operation.name),
        "request": {
            "method": request.method,
            "url": mask.text(str(request.url)),
            "headers": header_list(written_headers(request.headers), mask),
            "body": mask.text(request.content.decode("utf-8", errors="replace")),
        },
        "milliseconds": round(exchange.seconds * 1000),
        "answer": answer,
    }


def _operation(config: Config, tried: Tried, exchange: Exchange) -> Operation | None:
    if exchange in tried.own:
        return tried.operation
    for name, operation in named(config).items():
        owner = name.partition(".")[0] == exchange.connector
        if owner and operation.name == exchange.operation:
            return operation
    return None


def written_headers(headers: httpx.Headers) -> list[tuple[str, str]]:
    """Return headers with their names as they are written."""
    return [
        (name.decode("ascii"), value.decode("latin-1")) for name, value in headers.raw
    ]


def header_list(pairs: list[tuple[str, str]], mask: Mask) -> list[list[str]]:
    """Write headers; credentials that no reference stands for are dots."""
    found: list[list[str]] = []
    for name, value in pairs:
        if name.lower() in CONNECTION:
            continue
        text = mask.text(value)
        opaque = name.lower() in _OPAQUE and "${" not in text and "(token)" not in text
        found.append([name, HIDDEN if opaque else text])
    return found


def _errors(response: dict[str, object], mask: Mask) -> Iterator[dict[str, Any]]:
    for error in cast("list[dict[str, Any]]", response.get("errors") or []):
        extensions = cast("dict[str, object]", error.get("extensions") or {})
        path = cast("list[object]", error.get("path") or [])
        code = str(extensions.get("code"))
        yield {
            "code": code,
            "path": ".".join(map(str, path[1:])),
            "message": mask.text(str(error.get("message"))),
            "pesan": mask.text(str(extensions.get("pesan") or "")),
            "remedy": remedy(code, str(error.get("message"))),
        }
