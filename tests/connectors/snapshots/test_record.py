"""What stands in a file: all of it is given back, and nothing else is believed."""

from hashlib import blake2b

import orjson
import pytest
from hypothesis import given, strategies as st

from gateway.connectors.freshness import Lifetime
from gateway.connectors.second import Kept
from gateway.connectors.snapshots.aging import Moment
from gateway.connectors.snapshots.record import (
    SCHEMA,
    Snapshot,
    read_head,
    read_snapshot,
    write_snapshot,
)
from gateway.connectors.validators import Validators
from tests.connectors.snapshots.made import place, snapshot

WHOLE = Snapshot(
    Kept(
        b'[{"a":"\xc3\xa9\\n"}]',
        99,
        12.5,
        Lifetime(1.0, 2.0, 3.0, 4.0),
        validators=Validators('"e"', None, "GET /a"),
        tags=("rak", "q-a"),
    ),
    Moment("b1", 5.25, 1e9),
)
DATA = write_snapshot(place(), WHOLE)


def test_there_and_back() -> None:
    """An answer comes back as it was put: value, times, validators, tags."""
    assert WHOLE == read_snapshot(place(), DATA)
    assert snapshot() == read_snapshot(place(), write_snapshot(place(), snapshot()))


def test_the_beginning() -> None:
    """What a file says of itself is read from its beginning, and is not proven."""
    found = read_head(place(), DATA[:-3])
    assert found is not None
    assert (WHOLE.at, WHOLE.kept.lifetime) == (found.at, found.kept.lifetime)
    for data in (b"", DATA[:60], b"x" + DATA):
        assert None is read_head(place(), data)


def test_another_place() -> None:
    """A file that was copied to another's place is not that one's answer."""
    assert None is read_snapshot(place(1), DATA)


@pytest.mark.parametrize("end", [0, 1, 30, 60, 100, len(DATA) - 1])
def test_torn(end: int) -> None:
    """Of a file that was not wholly written nothing is believed."""
    assert None is read_snapshot(place(), DATA[:end])


@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_a_byte_that_turned(at: int, by: int) -> None:
    """One byte that is another is found out, wherever it stands."""
    data = bytearray(DATA)
    data[at] ^= by
    assert None is read_snapshot(place(), bytes(data))


@given(st.binary(max_size=300))
def test_anything(data: bytes) -> None:
    """No bytes at all are an error, with or without a good digest."""
    assert None is read_snapshot(place(), data)
    assert None is read_snapshot(place(), sealed(data))


def sealed(rest: bytes) -> bytes:
    made = blake2b(rest, digest_size=16).hexdigest().encode()
    return b"lampung-in snapshot %d %b\n%b" % (SCHEMA, made, rest)


@pytest.mark.parametrize(
    "name", ["place", "boot", "wall", "ttl", "size", "validators", "tags"]
)
def test_of_another_version(name: str) -> None:
    """A description without one of its parts is none."""
    head, _, body = DATA.partition(b"\n")[2].partition(b"\n")
    found = orjson.loads(head)
    assert None is not read_snapshot(
        place(), sealed(orjson.dumps(found) + b"\n" + body)
    )
    del found[name]
    assert None is read_snapshot(place(), sealed(orjson.dumps(found) + b"\n" + body))
