"""Pages in a second tier: what one process went through another has."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from gateway.connectors.paging.form import page_form
from gateway.connectors.paging.pages import Page
from tests.connectors.lists import STYLES, Books, books, library, walked
from tests.connectors.runtime import Clock, Runtime, anyone
from tests.connectors.shelf import Shelf, beside

KEPT = ", cache: {ttl: 60s, stale_if_error: 1h}"


@pytest.fixture
def opened() -> Callable[..., Runtime]:
    """Open the sources of one process after another, over one second tier."""
    shelf = Shelf(Clock())

    def make(style: str, reply: Any, more: str = "") -> Runtime:
        return beside(library(style, 3, reply, KEPT + more), shelf)

    return make


@pytest.mark.parametrize("style", STYLES)
async def test_gone_through_once(style: str, opened: Callable[..., Runtime]) -> None:
    """In every style the pages of one process are the other's, without a call."""
    service = Books(books(10), first=0 if "from 0" in style else 1)
    one, other = opened(style, service), opened(style, service)
    shown = await walked(one, 4)
    calls = len(service.asked)
    assert shown == await walked(other, 4)
    assert list(range(10)) == [number for part in shown for number in part]
    assert calls == len(service.asked)


async def test_what_stays_of_a_page(opened: Callable[..., Runtime]) -> None:
    """Rows that are left out of one process's pages are left out of the other's."""
    where = ", where: {no: {not: ['1', '4']}}"
    service = Books(books(7))
    one, other = (opened("page", service, where) for _ in range(2))
    assert [[0, 2, 3, 5], [6]] == await walked(one, 4)
    assert [[0, 2, 3, 5], [6]] == await walked(other, 4)
    assert 4 == len(service.asked)


async def test_in_an_outage(opened: Callable[..., Runtime]) -> None:
    """After a restart in an outage pages that another process has stand in, stale."""
    one = opened("page", Books(books(2)))
    await walked(one, 5)
    other = opened("page", lambda _: httpx.Response(503))
    other.clock.now += 100
    answer = await other.source("buku").ask({"first": 2}, anyone())
    shown: Any = answer.value
    assert ([{"no": 0}, {"no": 1}], True) == (shown["nodes"], answer.stale)


async def test_a_page_that_there_is_not(opened: Callable[..., Runtime]) -> None:
    """That there is no such page is kept there, too."""
    missing = ", missing: 404"
    one = opened("page", lambda _: httpx.Response(404), missing)
    other = opened("page", lambda _: httpx.Response(404), missing)
    assert await one.ask("buku", first=2) is None
    assert await other.ask("buku", first=2) is None
    assert [] == other.service.asked


def test_as_it_was() -> None:
    """A page comes back with all that it says of the others."""
    form = page_form(lambda page: page)
    page = Page([{"no": 1}], [{"no": 1}], "abc", 7, more=True, last=3)
    assert page == form.read(form.write(page))


@pytest.mark.parametrize(
    "junk",
    [
        [],
        {},
        "a",
        {"raw": []},
        {"raw": [], "following": 1, "total": 1, "more": True, "last": 1},
        {"raw": None, "following": None, "total": None, "more": None, "last": None},
    ],
)
def test_what_is_no_page(junk: object) -> None:
    """Whatever else is found in a page's place is refused."""
    with pytest.raises(ValueError, match="no page"):
        page_form(lambda page: page).read(junk)
