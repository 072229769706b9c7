"""What processes share of an answer: JSON, sealed where there is a secret, checked when read."""

import hmac
import math
from typing import Any, Final, NamedTuple, TypeAlias, cast

import orjson

from gateway.connectors.shared.names import SCHEMA

LARGEST: Final = 1024**2
"""Bytes of the largest record. What is larger is not shared: it takes too long to get."""

_STRICT: Final = (
    orjson.OPT_PASSTHROUGH_SUBCLASS
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
)
_SEAL: Final = 64
_LIFE: Final = 4

Lifetimes: TypeAlias = tuple[float, ...]
"""Seconds fresh, and seconds more for each use of what is stale."""


class Record(NamedTuple):
    """An answer as processes share it.

    `value` is JSON, `size` its share of the service's body in bytes, `as_of` the Unix
    time at which it was got, `life` how long it is good for what.
    """

    value: object
    size: int
    as_of: float
    life: Lifetimes
    etag: str | None = None
    modified: str | None = None

    @property
    def keep(self) -> float:
        """Return for how many seconds in all it is of any use."""
        return self.life[0] + max(self.life[1:], default=0.0)


class Opened(NamedTuple):
    """A record that was read, the server's time at which it was got, and its generations."""

    record: Record
    at: float
    under: tuple[str, ...]


def write_record(
    name: str, record: Record, at: float, under: tuple[str, ...], secret: bytes = b""
) -> bytes | None:
    """Write a record for the place `name`; None where it is no JSON, or too large.

    `at` is the server's time, in seconds, `under` the generations it belongs to.
    """
    if record.size > LARGEST:
        return None
    try:
        body = orjson.dumps(
            {
                "v": SCHEMA,
                "name": name,
                "at": at,
                "under": under,
                "asOf": record.as_of,
                "size": record.size,
                "life": record.life,
                "etag": record.etag,
                "modified": record.modified,
                "value": record.value,
            },
            option=_STRICT,
        )
    except (TypeError, RecursionError):  # as orjson's own JSONEncodeError is
        return None
    return seal(body, secret) if len(body) + _SEAL <= LARGEST else None


def read_record(name: str, data: bytes, secret: bytes = b"") -> Opened | None:
    """Read what was found at `name`; None for what we did not write there."""
    body = unseal(data, secret) if len(data) <= LARGEST else None
    found = None if body is None else parse_object(body)
    if found is None or found.get("v") != SCHEMA or found.get("name") != name:
        return None
    if not _sound(found):
        return None
    record = Record(
        found["value"],
        found["size"],
        float(found["asOf"]),
        tuple(map(float, found["life"])),
        found["etag"],
        found["modified"],
    )
    return Opened(record, float(found["at"]), tuple(found["under"]))


def seal(body: bytes, secret: bytes) -> bytes:
    """Put before some bytes what only who has the secret can (HMAC-SHA-256, RFC 2104)."""
    if not secret:
        return body
    return hmac.digest(secret, body, "sha256").hex().encode() + body


def unseal(data: bytes, secret: bytes) -> bytes | None:
    """Return what was sealed, or None where it was not, or not by us."""
    if not secret:
        return data
    stated, body = data[:_SEAL], data[_SEAL:]
    made = hmac.digest(secret, body, "sha256").hex().encode()
    return body if hmac.compare_digest(stated, made) else None


def parse_object(body: bytes) -> dict[str, Any] | None:
    """Read a JSON object; None for anything else."""
    try:
        found: object = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None


def _sound(found: dict[str, Any]) -> bool:
    """Tell whether a record has every part, each of its kind."""
    life, under = found.get("life"), found.get("under")
    return (
        "value" in found
        and type(found.get("size")) is int
        and found["size"] >= 0
        and _is_time(found.get("at"))
        and _is_time(found.get("asOf"))
        and isinstance(life, list)
        and len(cast("list[object]", life)) == _LIFE
        and all(map(_is_time, cast("list[object]", life)))
        and isinstance(under, list)
        and all(isinstance(one, str) for one in cast("list[object]", under))
        and _is_text(found, "etag")
        and _is_text(found, "modified")
    )


def _is_time(value: object) -> bool:
    return type(value) in {int, float} and 0 <= cast("float", value) < math.inf


def _is_text(found: dict[str, Any], name: str) -> bool:
    return name in found and (found[name] is None or isinstance(found[name], str))
