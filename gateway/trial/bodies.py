"""Bodies as they may be shown: pretty where they are JSON, without what is personal."""

import json
from collections.abc import Callable
from typing import Final

from gateway.config.model import Operation
from gateway.connectors.codec import decode_json
from gateway.connectors.formats import compile_format
from gateway.errors import UpstreamBadBody
from gateway.trial.masking import Mask
from gateway.trial.personal import hidden

_BOUND: Final = 2 * 1024 * 1024
_JSON: Final = frozenset({"json", "geojson"})


def shown_body(
    body: bytes,
    content_type: str | None,
    operation: Operation,
    mask: Mask,
    keys: frozenset[str],
) -> str:
    """Write an answer's body.

    `keys` are those under which personal data stand. Where there are some, what
    is not JSON is shown decoded, and what cannot be decoded is not shown.
    """
    if not body.strip():
        return ""
    as_json = operation.format.kind in _JSON
    found = _decoded(lambda: decode_json(body))
    if found is None and (keys or as_json):
        decode = compile_format(operation.format, _BOUND)
        found = _decoded(lambda: decode(body, content_type))
    if found is not None:
        return _pretty(hidden(found, keys, mask))
    if keys:
        return "(tidak ditampilkan: tidak terurai, dan mungkin memuat data pribadi)"
    return mask.text(_text(body))


def _decoded(decode: Callable[[], object]) -> object | None:
    try:
        return decode()
    except UpstreamBadBody:
        return None


def _pretty(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=lambda _: "(rusak)")


def _text(body: bytes) -> str:
    text = body.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return "".join(one if one.isprintable() or one in "\n\t" else "�" for one in text)
