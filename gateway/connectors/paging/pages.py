"""One page of a list, read from an answer: its rows, and what it says of the others."""

from collections.abc import Callable
from typing import Final, NamedTuple, cast

from gateway.config.pages import Pages, Spot
from gateway.connectors.paging.weblinks import LONGEST, next_link
from gateway.connectors.paths import compile_path
from gateway.connectors.send import Received
from gateway.connectors.value import text_of
from gateway.errors import Sent, UpstreamBadBody

MOST_ROWS: Final = 2**31 - 2
"""The largest total that is believed: the next number is what "unknown" looks like."""

_YES: Final = frozenset({"true", "1", "y", "ya", "yes"})
_DIGITS: Final = 12
_END: Final = (None, "", False)


class Page(NamedTuple):
    """A page. `rows` are those that stay of the `raw` ones that came.

    `following` is the next page's cursor or link; None where the answer gives
    none. `total`, `more` and `last` are None where the answer does not say.
    """

    rows: list[object]
    raw: list[object]
    following: str | None = None
    total: int | None = None
    more: bool | None = None
    last: int | None = None


Read = Callable[[object, Received], object]


def rows_of(page: object) -> object:
    """Return the rows of a page; what is none is what it is."""
    return page.rows if isinstance(page, Page) else page


def compile_page(pages: Pages) -> Callable[[object, object, Received], Page]:
    """Compile what makes a page of a selected value, its body and its answer.

    A value of null is a page without rows. The function raises UpstreamBadBody
    where the rows are no list, or the next page's name is not a text.
    """
    spot = pages.cursor if pages.style == "cursor" else pages.next
    following = _reading(spot, links=pages.style == "next")
    total, more, last = (_reading(one) for one in (pages.total, pages.more, pages.last))

    def page(value: object, body: object, received: Received) -> Page:
        value = [] if value is None else value
        if not isinstance(value, list):
            raise _bad("page is not a list")
        rows = cast("list[object]", value)
        return Page(
            rows,
            rows,
            following and _name(following(body, received)),
            total and _count(total(body, received)),
            more and _flag(more(body, received)),
            last and _count(last(body, received)),
        )

    return page


def _reading(spot: Spot | None, *, links: bool = False) -> Read | None:
    """Compile what finds a value in a body or in a header."""
    if spot is None:
        return None
    name = spot.header
    if name is None:
        get = compile_path(spot.path)
        return lambda body, _received: get(body)
    parsers = {"content-range": _whole, **({"link": next_link} if links else {})}
    parse = parsers.get(name.lower(), _as_it_is)
    # Several lines give one list of values, RFC 9110 §5.3.
    return lambda _body, received: parse(", ".join(received.headers.getall(name, ())))


def _as_it_is(text: str) -> str | None:
    return text


def _whole(text: str) -> str | None:
    """Return the length that a Content-Range tells (`0-24/3573`), RFC 9110 §14.4."""
    return text.rpartition("/")[2].strip()


def _name(value: object) -> str | None:
    """Return a page's cursor or link as text; None where there is none."""
    if value in _END:
        return None
    text = text_of(value)
    if text is None or len(text) > LONGEST:
        raise _bad("name of the next page is not a text")
    return text.strip() or None


def _count(value: object) -> int | None:
    text = text_of(value)
    if text is None or len(text) > _DIGITS or not (text.isascii() and text.isdigit()):
        return None
    return int(text)


def _flag(value: object) -> bool:
    return (text_of(value) or "").strip().lower() in _YES


def _bad(what: str) -> UpstreamBadBody:
    return UpstreamBadBody(f"The service's {what}.", sent=Sent.YES)
