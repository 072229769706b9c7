"""Requests by their bytes: read once, kept within bounds."""

import orjson
import pytest

from gateway.errors import RequestError
from gateway.http.known import Known
from gateway.http.parameters import from_body


def body(query: str, **variables: object) -> bytes:
    """Make a body; without variables where there are none."""
    return orjson.dumps({"query": query, "variables": variables or None})


def test_the_same_bytes_are_the_same_request() -> None:
    """They are read once."""
    known = Known(from_body)
    assert known.get(body("{a}")) is None
    first = known.read(body("{a}"))
    assert first is known.read(body("{a}"))
    assert first is known.get(body("{a}"))


def test_what_is_not_kept() -> None:
    """Variables may be personal, and long requests take room."""
    known = Known(from_body)
    for raw in (body("{a}", nama="Ani"), body("{a}" + " " * 5000)):
        known.read(raw)
        assert known.get(raw) is None


def test_bounded() -> None:
    """It begins anew when it holds a thousand."""
    known = Known(from_body)
    for number in range(1001):
        known.read(body(f"{{a{number}}}"))
    assert known.get(body("{a0}")) is None
    assert known.get(body("{a1000}")) is not None


def test_no_request() -> None:
    """What cannot be read is not."""
    with pytest.raises(RequestError):
        Known(from_body).read(b"{")
