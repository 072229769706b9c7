"""Bodies as large as are read."""

import orjson
import pytest

from benchmarks.faults.bodies import large
from benchmarks.faults.conduct import Manner

LIMIT = 2 * 1024 * 1024


def made(manner: Manner) -> bytes:
    """Return a body that there is."""
    body = large(manner)
    assert body is not None
    return body


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (Manner.LARGE, Manner.NAN),
        (Manner.LARGE, Manner.UNCLOSED),
        (Manner.ROWS, Manner.RETYPED),
    ],
)
def test_good_and_bad_are_as_long(good: Manner, bad: Manner) -> None:
    """To a hundredth, and just within what is read by default."""
    size = len(made(good))
    assert size == pytest.approx(len(made(bad)), rel=0.01)
    assert 0.9 * LIMIT < size <= LIMIT


@pytest.mark.parametrize("manner", [Manner.NAN, Manner.UNCLOSED])
def test_what_is_no_json(manner: Manner) -> None:
    """NaN is no number of it, and an object ends (RFC 8259 §4, §6)."""
    with pytest.raises(orjson.JSONDecodeError):
        orjson.loads(made(manner))


def test_rows_differ_by_a_type() -> None:
    """There are as many of each."""
    good, bad = (orjson.loads(made(one)) for one in (Manner.ROWS, Manner.RETYPED))
    assert len(good) == len(bad)
    assert [123, "x"] == [good[0]["nilai"], bad[0]["nilai"]]


def test_others_have_no_body_of_their_own() -> None:
    """What they say depends on what they are asked."""
    assert large(Manner.ANSWER) is None
