"""Walking a paged list to its end, in every style."""

from itertools import chain

import pytest
from hypothesis import given, settings, strategies as st

from tests.connectors.lists import STYLES, Books, books, library, walked

KEPT = ", cache: {ttl: 60s}"


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=25)
@given(
    count=st.integers(0, 60),
    size=st.integers(1, 12),
    first=st.integers(1, 20),
    cap=st.sampled_from([3, 7, 100]),
    kept=st.booleans(),
)
async def test_every_row_once(
    style: str, count: int, size: int, first: int, cap: int, *, kept: bool
) -> None:
    """Every row comes exactly once and in order, however large the pages are."""
    start = 0 if "from 0" in style else 1
    service = Books(books(count), cap if style != "none" else 10_000, start)
    runtime = library(style, size, service, KEPT if kept else "")
    found = await walked(runtime, min(first, size * 400))
    assert list(range(count)) == list(chain.from_iterable(found))
    assert all(len(rows) == first for rows in found[:-1])
    if kept:
        assert len(set(service.asked)) == len(service.asked)
