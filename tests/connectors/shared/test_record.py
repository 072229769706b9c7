import orjson
import pytest
from hypothesis import given, strategies as st

from gateway.connectors.shared.record import (
    LARGEST,
    Record,
    read_record,
    write_record,
)

NAME = "lampung-in:3:e:perpus:abc"
LIFE = (60.0, 1.0, 3600.0, 0.0)
RECORD = Record(b'{"a":[1]}', 10, 5.5, LIFE, '"e"', None, "0af3", ("t1",))


def written(secret: bytes = b"") -> bytes:
    data = write_record(NAME, RECORD, 100.25, ("g1", "g2"), secret)
    assert data is not None
    return data


@given(st.binary(min_size=1, max_size=50))
def test_a_body_is_read_as_it_was_written(body: bytes) -> None:
    """The value's bytes are the same on the other side, whatever they are."""
    data = write_record(NAME, RECORD._replace(body=body), 1.0, ("g", "t1"))
    assert data is not None
    opened = read_record(NAME, data)
    assert opened is not None
    assert body == opened.record.body


def test_everything_else_comes_back() -> None:
    """Time, generations, lifetimes and validators are kept with the value."""
    opened = read_record(NAME, written())
    assert opened is not None
    assert (RECORD, 100.25, ("g1", "g2")) == opened


def test_how_long_it_is_kept() -> None:
    """A record is of use while it is fresh, and for its longest staleness more."""
    assert 3660.0 == RECORD.keep


def test_a_seal_is_checked() -> None:
    """One changed byte, another secret, or no seal: nothing is read."""
    secret = b"0123456789abcdef"
    data = written(secret)
    assert read_record(NAME, data, secret) is not None
    changed = data.replace(b'"size":10', b'"size":11')
    assert changed != data
    assert read_record(NAME, changed, secret) is None
    assert read_record(NAME, data, b"another secret..") is None
    assert read_record(NAME, written(), secret) is None
    assert read_record(NAME, data) is None


def test_a_record_is_of_its_name_alone() -> None:
    """What was written for one place is not read at another."""
    assert read_record(f"{NAME}d", written()) is None


def test_a_record_without_a_value_is_none() -> None:
    """A description alone is no record."""
    head, _, _ = written().partition(b"\n")
    assert read_record(NAME, head) is None
    assert read_record(NAME, head + b"\n") is None


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("v", 1),
        ("at", "1"),
        ("at", -1),
        ("at", True),
        ("asOf", None),
        ("asOf", 1e300),  # no date is so late
        ("size", 1.5),
        ("size", -1),
        ("life", [1, 2]),
        ("life", [1, 2, 3, "4"]),
        ("life", 60),
        ("under", "g1"),
        ("under", [1]),
        ("etag", 5),
        ("modified", []),
        ("tags", [1]),
        ("tags", ["t1", "t2"]),
    ],
)
def test_a_part_of_the_wrong_kind_is_no_record(part: str, value: object) -> None:
    """Each part is checked before anything is believed."""
    head, _, body = written().partition(b"\n")
    changed = orjson.dumps({**orjson.loads(head), part: value})
    assert read_record(NAME, changed + b"\n" + body) is None


@pytest.mark.parametrize(
    "part", ["v", "name", "at", "asOf", "size", "life", "under", "etag", "tags"]
)
def test_a_missing_part_is_no_record(part: str) -> None:
    """A record has every part, null ones too."""
    head, _, body = written().partition(b"\n")
    found = orjson.loads(head)
    del found[part]
    assert read_record(NAME, orjson.dumps(found) + b"\n" + body) is None


def test_the_bound_holds_both_ways() -> None:
    """What is too large is neither written nor read."""
    large = RECORD._replace(body=b"x" * LARGEST)
    assert write_record(NAME, large, 1.0, ("g", "t1")) is None
    assert read_record(NAME, b"x" * (LARGEST + 1)) is None


@given(st.binary(max_size=200))
def test_junk_is_no_record(data: bytes) -> None:
    """Whatever bytes are found, reading them is no error."""
    assert read_record(NAME, data) is None
