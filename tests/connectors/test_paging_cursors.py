"""Cursors: opaque names of places that only their own list accepts."""

import re

import pytest
from hypothesis import given, strategies as st

from gateway.connectors.paging.cursors import Cursor, mark, parse, prefix
from gateway.errors import BadInput

MARK = mark("perpus.buku", ("kata", "a"))


@given(st.text(max_size=200), st.integers(0, 10**9), st.integers(0, 10**8))
def test_round_trip(page: str, before: int, at: int) -> None:
    """A cursor tells its page again, and needs no escape in a URL."""
    text = f"{prefix(MARK, page, before)}{at}"
    assert re.fullmatch(r"[A-Za-z0-9._-]+", text)
    assert Cursor(page, before, at) == parse(text, MARK, "after")


def test_of_another_list() -> None:
    """A cursor of other arguments is refused, naming the argument."""
    text = f"{prefix(mark('perpus.buku', ('kata', 'b')), '2', 5)}1"
    with pytest.raises(BadInput, match="not a cursor of this list") as caught:
        parse(text, MARK, "after")
    assert "after" == caught.value.argument


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        f"2.{MARK}.Mg.5.1",
        f"1.{MARK}.Mg.5",
        f"1.{MARK}.Mg.5.-1",
        "x" * 99999,
        f"1.{MARK}.Mg.5.1\n",
        f"1.{MARK}.A.5.1",
        f"1.{MARK}._w.5.1",
        f"1.{MARK}.Mg.\u0665.1",
    ],
)
def test_no_cursor(text: str) -> None:
    """What is not a cursor is refused."""
    with pytest.raises(BadInput, match="not a cursor"):
        parse(text, MARK, "before")
