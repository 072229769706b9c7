"""A request as it would be sent, and the texts on the way to it; nothing is sent."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from gateway.config.model import Config
from gateway.connectors.auth.explain import explain
from gateway.connectors.template import Prepared
from gateway.settings import Settings
from gateway.trial.exchange import Exchange
from gateway.trial.live import Asked, attempt
from gateway.trial.opened import SOMEBODY
from gateway.trial.report import (
    CONNECTION,
    Showing,
    header_list,
    mask_of,
    written_headers,
)
from gateway.trial.telling import request_lines


async def rehearse(
    config: Config, asked: Asked, settings: Settings, showing: Showing
) -> dict[str, Any]:
    """Tell what would be sent, as plain data; without a request, why there is none.

    Raises CodedError and ValueError where a credential cannot be applied.
    """
    bare = {
        name: replace(one, auth=(), fallbacks=())
        for name, one in config.connectors.items()
    }
    dry = replace(asked, dry=True)
    tried = await attempt(replace(config, connectors=bare), dry, settings)
    mask = mask_of(config, tried, showing)
    found: dict[str, Any] = {"name": asked.named.name, "request": None, "steps": []}
    if not tried.own:
        errors: Any = tried.response.get("errors") or [{}]
        found["reason"] = mask.text(str(errors[0].get("message", "")))
        return found
    connector = config.connectors[tried.operation.connector]
    explained = await explain(connector, _prepared(tried.own[0]), SOMEBODY)
    sent = explained.prepared
    found["request"] = {
        "method": sent.method,
        "url": mask.text(sent.url),
        "headers": header_list(_headers(sent), mask),
        "body": mask.text((sent.body or b"").decode("utf-8", errors="replace")),
    }
    found["steps"] = [[step.name, mask.text(step.text)] for step in explained.steps]
    return found


def told_dry(report: dict[str, Any]) -> Iterator[str]:
    """Write what would be sent, in Indonesian."""
    yield f"{report['name']}: tidak ada yang dikirim (--dry-run)"
    yield ""
    if report["request"] is None:
        yield f"Tidak ada permintaan: {report['reason']}"
        return
    yield "Permintaan"
    yield from request_lines(report["request"])
    for name, text in report["steps"]:
        yield ""
        yield f"Langkah `{name}`"
        yield from (f"  {line}" for line in text.splitlines())


def _prepared(exchange: Exchange) -> Prepared:
    request = exchange.request
    headers = tuple(
        (name, value)
        for name, value in written_headers(request.headers)
        if name.lower() not in CONNECTION
    )
    return Prepared(request.method, str(request.url), headers, request.content or None)


def _headers(sent: Prepared) -> list[tuple[str, str]]:
    names = {name.lower() for name, _ in sent.signed}
    kept = [pair for pair in sent.headers if pair[0].lower() not in names]
    return [*kept, *sent.signed]
