"""Walks through pages, whatever the pages say."""

import pytest
from hypothesis import given, strategies as st

from gateway.config.pages import Pages
from gateway.connectors.paging.cursors import Cursor
from gateway.connectors.paging.pages import Page
from gateway.connectors.paging.walk import Walk

MAX = 6
PAGES = st.one_of(
    st.none(),
    st.builds(
        lambda raw, keep, *said: Page(raw[:keep], raw, *said),
        st.lists(st.integers(0, 9), max_size=4),
        st.integers(0, 4),
        st.sampled_from([None, "a", "b", "c"]),
        st.one_of(st.none(), st.integers(0, 2**40)),
        st.sampled_from([None, True, False]),
        st.one_of(st.none(), st.integers(0, 12)),
    ),
)
CURSORS = st.one_of(
    st.none(), st.builds(Cursor, st.just("3"), st.integers(0, 99), st.integers(0, 5))
)


@pytest.mark.parametrize("style", ["page", "offset", "cursor", "next"])
@given(
    given_pages=st.lists(PAGES, min_size=60, max_size=60),
    wanted=st.integers(0, 30),
    after=CURSORS,
    probes=st.booleans(),
)
def test_any_pages(
    style: str,
    given_pages: list[Page | None],
    wanted: int,
    after: Cursor | None,
    *,
    probes: bool,
) -> None:
    """Whatever pages say, a walk ends within its bound, and tells what it lacks."""
    start = 1 if style == "page" else 0
    pages = Pages(style, start, 2, max=MAX)
    walk = Walk(pages, wanted, after, ordinal=style == "next", probes=probes)
    steps = 0
    for page in given_pages:
        if not walk.going:
            break
        steps += 1
        ahead = walk.ahead()
        assert len(ahead) <= MAX
        assert not ahead or ahead[0] == walk.token
        walk.take(page)
    assert not walk.going
    passed = 0 if after is None else 4
    assert steps <= MAX + passed + 1
    assert walk.count >= wanted or not walk.more or walk.cut is not None
    assert walk.total is None or 0 <= walk.total < 2**31 - 1
    assert walk.count == sum(len(part.rows) for part in walk.parts)
