"""A page read from an answer."""

from typing import Any

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from gateway.config.pages import Pages, Spot
from gateway.config.place import Word
from gateway.connectors.paging.pages import Page, compile_page
from gateway.connectors.send import Received
from gateway.errors import UpstreamBadBody


def read(body: Any, headers: dict[str, str] | None = None, **spots: Any) -> Page:
    """Read a page of one row whose body and headers are these."""
    style = "next" if "next" in spots else "cursor"
    received = Received(200, None, b"", CIMultiDictProxy(CIMultiDict(headers or {})))
    page = compile_page(Pages(style, **spots))([1], body, received)
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("x", "x"),
        (" x ", "x"),
        (7, "7"),
        (None, None),
        ("", None),
        (" ", None),
        (False, None),
        (0, None),
    ],
    ids=repr,
)
def test_cursor(raw: object, found: str | None) -> None:
    """A cursor is text or a number; null, nothing, 0 and false end the list."""
    assert found == read({"c": raw}, cursor=Spot(("c",))).following


@pytest.mark.parametrize("raw", [["x"], {"a": 1}, "x" * 5000, 1e300])
def test_no_cursor(raw: object) -> None:
    """What cannot be sent again as it came is an error."""
    with pytest.raises(UpstreamBadBody, match="name of the next page"):
        read({"c": raw}, cursor=Spot(("c",)))


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (13, 13),
        ("13", 13),
        (13.0, 13),
        (-1, None),
        ("1e3", None),
        (None, None),
        ("\u0663", None),
        ([3], None),
        (10**15, None),
        ("", None),
    ],
    ids=repr,
)
def test_total(raw: object, found: int | None) -> None:
    """A total is a whole number or its digits; anything else is not known."""
    assert found == read({"t": raw}, total=Spot(("t",))).total


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (True, True),
        ("true", True),
        (1, True),
        ("Y", True),
        ("ya", True),
        (False, False),
        (None, False),
        ("T", False),
        (0, False),
        ([], False),
    ],
    ids=repr,
)
def test_more(raw: object, *, found: bool) -> None:
    """True, 1, Y and ya tell of more; anything else that there is none."""
    assert found is read({"m": raw}, more=Spot(("m",))).more


def test_headers() -> None:
    """Totals and links stand in headers, whatever the case of their names."""
    total = Spot(header=Word("x-total-count"))
    assert 13 == read({}, {"X-Total-Count": "13"}, total=total).total
    assert read({}, total=total).total is None
    ranged = Spot(header=Word("content-range"))
    assert 57 == read({}, {"Content-Range": "0-9/57"}, total=ranged).total
    assert 57 == read({}, {"Content-Range": "items 0-9/57"}, total=ranged).total
    assert read({}, {"Content-Range": "0-9/*"}, total=ranged).total is None
    link = {"LINK": '</a>; rel="prev", </b>; rel="next"'}
    assert "/b" == read({}, link, next=Spot(header=Word("Link"))).following
    own = {"X-Next": "/c"}
    assert "/c" == read({}, own, next=Spot(header=Word("X-Next"))).following


def test_nothing_else_said() -> None:
    """What a configuration names no place of is not known."""
    assert Page([1], [1]) == read({"t": 1})


def test_no_rows() -> None:
    """Nothing selected is a page without rows; what is not a list is an error."""
    page = compile_page(Pages("page"))
    received = Received(200, None, b"")
    assert Page([], []) == page(None, {}, received)
    with pytest.raises(UpstreamBadBody, match="page is not a list"):
        page({"a": 1}, {}, received)
