"""What an answer does not say of the pages of its list, where it is looked for (Indonesian)."""

from collections.abc import Iterator

import httpx
from multidict import CIMultiDict, CIMultiDictProxy

from gateway.config.pages import Pages, Spot
from gateway.connectors.paging.pages import Page
from gateway.connectors.paths import compile_path
from gateway.connectors.send import Received
from gateway.trial.absent import missing
from gateway.trial.exchange import Exchange
from gateway.trial.live import Tried
from gateway.trial.wording import quoted

_END = "jadi ini dianggap halaman terakhir"


def received_of(exchange: Exchange, response: httpx.Response) -> Received:
    """Return an exchange's answer as it was received."""
    headers = CIMultiDictProxy(CIMultiDict(response.headers.multi_items()))
    kind = response.headers.get("content-type")
    return Received(response.status_code, kind, exchange.body, headers)


def unsaid(tried: Tried, exchange: Exchange, page: Page) -> Iterator[tuple[str, str]]:
    """Yield each word of `pages` of which nothing comes from this page, and why."""
    pages, response = tried.operation.pages, exchange.response
    if pages is None or response is None:
        return
    received = received_of(exchange, response)
    reading = tried.sources.of(tried.operation).rows.recipe.reading
    body = reading.decode(received.body, received.content_type)
    yield from _uncounted(pages, page, body, received)
    yield from _unfollowed(pages, page, body, received)


def _uncounted(
    pages: Pages, page: Page, body: object, received: Received
) -> Iterator[tuple[str, str]]:
    for word, spot, found in (
        ("total", pages.total, page.total),
        ("last", pages.last, page.last),
    ):
        if spot is not None and found is None:
            yield f"pages.{word}", _why(spot, body, received, "bukan bilangan bulat")


def _unfollowed(
    pages: Pages, page: Page, body: object, received: Received
) -> Iterator[tuple[str, str]]:
    if pages.more is not None and not page.more:
        why = _why(pages.more, body, received, "")
        if why:
            yield "pages.more", f"{why}, {_END}"
    following = pages.cursor if pages.style == "cursor" else pages.next
    if following is not None and page.following is None:
        word = "cursor" if pages.style == "cursor" else "next"
        why = _why(following, body, received, "")
        if why:
            yield f"pages.{word}", f"{why}, {_END}"


def _why(spot: Spot, body: object, received: Received, misfit: str) -> str:
    """Say that nothing stands in a place, or else that it is a misfit."""
    if spot.header is not None:
        lines = received.headers.getall(spot.header, ())
        if not lines:
            return f"header `{spot.header}` tidak ada"
        return (
            misfit and f"header `{spot.header}` {quoted(', '.join(lines), 60)} {misfit}"
        )
    value = compile_path(spot.path)(body)
    if value is None:
        return missing(body, spot.path) or "nilainya null"
    return misfit and f"{quoted(value, 60)} {misfit}"
