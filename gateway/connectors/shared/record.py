"""What processes share of an answer: JSON, sealed where there is a secret, checked when read.

A record is a line that describes it, and the value on the next, so that the value is
decoded only by who wants it.
"""

import hmac
import math
from typing import Any, Final, NamedTuple, cast

import orjson

from gateway.connectors.shared.names import SCHEMA

LARGEST: Final = 1024**2
"""Bytes of the largest record. What is larger is not shared: it takes too long to get."""

_LATEST: Final = 1e11
"""Seconds of Unix time that are still believed: people are shown no later date."""

_SEAL: Final = 64
_LIFE: Final = 4


class Record(NamedTuple):
    """An answer as processes share it.

    `body` is its value as JSON, `size` its share of the service's body in bytes,
    `as_of` the Unix time at which it was got. `life` is for how many seconds it is
    good: fresh, and for how many more it may be shown while it is renewed, instead
    of an error, and to ask whether it has changed.
    """

    body: bytes
    size: int
    as_of: float
    life: tuple[float, ...]
    etag: str | None = None
    modified: str | None = None
    of: str | None = None
    tags: tuple[str, ...] = ()

    @property
    def keep(self) -> float:
        """Return for how many seconds in all it is of any use."""
        return self.life[0] + max(self.life[1:], default=0.0)


class Opened(NamedTuple):
    """A record that was read, the server's time at which it was put, its generations."""

    record: Record
    at: float
    under: tuple[str, ...]


def write_record(
    name: str, record: Record, at: float, under: tuple[str, ...], secret: bytes = b""
) -> bytes | None:
    """Write a record for the place `name`; None where it is too large.

    `at` is the server's time, in seconds, `under` the generations it belongs to: its
    connector's, and those of its tags in their order.
    """
    head = orjson.dumps(
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
            "of": record.of,
            "tags": record.tags,
        }
    )
    if len(head) + 1 + len(record.body) + _SEAL > LARGEST:
        return None
    return seal(b"%b\n%b" % (head, record.body), secret)


def read_record(name: str, data: bytes, secret: bytes = b"") -> Opened | None:
    """Read what was found at `name`; None for what we did not write there."""
    whole = unseal(data, secret) if len(data) <= LARGEST else None
    if whole is None:
        return None
    head, _, body = whole.partition(b"\n")
    found = parse_object(head)
    if found is None or found.get("v") != SCHEMA or found.get("name") != name:
        return None
    if not body or not _sound(found):
        return None
    record = Record(
        body,
        found["size"],
        float(found["asOf"]),
        tuple(map(float, found["life"])),
        found["etag"],
        found["modified"],
        found["of"],
        tuple(found["tags"]),
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


def are_texts(found: object) -> bool:
    """Tell whether something that was read is a list of texts."""
    return isinstance(found, list) and all(
        isinstance(one, str) for one in cast("list[object]", found)
    )


def _sound(found: dict[str, Any]) -> bool:
    """Tell whether a description has every part, each of its kind."""
    life, under, tags = found.get("life"), found.get("under"), found.get("tags")
    return (
        type(found.get("size")) is int
        and found["size"] >= 0
        and _is_time(found.get("at"))
        and _is_time(found.get("asOf"))
        and found["asOf"] < _LATEST
        and isinstance(life, list)
        and len(cast("list[object]", life)) == _LIFE
        and all(map(_is_time, cast("list[object]", life)))
        and are_texts(under)
        and are_texts(tags)
        and len(cast("list[str]", under)) == len(cast("list[str]", tags)) + 1
        and _is_text(found, "etag")
        and _is_text(found, "modified")
        and _is_text(found, "of")
    )


def _is_time(value: object) -> bool:
    return type(value) in {int, float} and 0 <= cast("float", value) < math.inf


def _is_text(found: dict[str, Any], name: str) -> bool:
    return name in found and (found[name] is None or isinstance(found[name], str))
