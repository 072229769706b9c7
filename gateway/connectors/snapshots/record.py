"""A snapshot as it stands in a file: checked before it is believed.

The first line is what this is and a digest of the rest, the second describes the answer
as JSON, and what follows is the answer's value.
"""

from hashlib import blake2b
from typing import Any, Final, NamedTuple

import orjson

from gateway.connectors.freshness import Lifetime
from gateway.connectors.second import Kept
from gateway.connectors.snapshots.aging import Moment
from gateway.connectors.snapshots.names import Place
from gateway.connectors.validators import Validators

SCHEMA: Final = 1
"""Rises with every change of what is written, and of what answers are shaped to."""

_BEGIN: Final = b"lampung-in snapshot %d " % SCHEMA
_DIGEST: Final = 16
_TIMES: Final = ("asOf", "up", "wall", "ttl", "revalidate", "error", "ask")


class Snapshot(NamedTuple):
    """An answer, and the moment at which it was got."""

    kept: Kept
    at: Moment


def write_snapshot(place: Place, snapshot: Snapshot) -> bytes:
    """Write a snapshot for a place."""
    kept, at = snapshot
    head = {
        "place": list(place),
        "boot": at.boot,
        "up": at.up,
        "wall": at.wall,
        "asOf": kept.as_of,
        "size": kept.size,
        **kept.lifetime._asdict(),
        "validators": None if kept.validators is None else list(kept.validators),
        "tags": kept.tags,
    }
    rest = b"%b\n%b" % (orjson.dumps(head), kept.body)
    return b"%b%b\n%b" % (_BEGIN, _digest(rest), rest)


def read_snapshot(place: Place, data: bytes) -> Snapshot | None:
    """Read what was found at a place; None for what was not written there, or not wholly."""
    begin, _, rest = data.partition(b"\n")
    if begin != _BEGIN + _digest(rest):
        return None
    return _parsed(place, rest)


def read_head(place: Place, data: bytes) -> Snapshot | None:
    """Read what a file of which this is the beginning says of itself, which is not proven."""
    begin, _, rest = data.partition(b"\n")
    return _parsed(place, rest) if begin.startswith(_BEGIN) else None


def _parsed(place: Place, rest: bytes) -> Snapshot | None:
    head, _, body = rest.partition(b"\n")
    try:
        return _snapshot(place, orjson.loads(head), body)
    except (KeyError, TypeError, ValueError):  # of a version that wrote something else
        return None


def _snapshot(place: Place, found: Any, body: bytes) -> Snapshot | None:
    if found["place"] != list(place):
        return None
    as_of, up, wall, *life = (float(found[name]) for name in _TIMES)
    asked = None if found["validators"] is None else Validators(*found["validators"])
    size, tags = int(found["size"]), tuple(map(str, found["tags"]))
    kept = Kept(body, size, as_of, Lifetime(*life), validators=asked, tags=tags)
    return Snapshot(kept, Moment(str(found["boot"]), up, wall))


def _digest(rest: bytes) -> bytes:
    return blake2b(rest, digest_size=_DIGEST).hexdigest().encode()
