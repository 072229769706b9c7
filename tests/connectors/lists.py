"""Services that give a long list in pages, each in one of the styles there are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import httpx
import orjson

from tests.connectors.runtime import Runtime, anyone

TYPES: Final = """
    types: {Buku: {fields: {no: Int!, judul: String}}}
    queries:
"""
STYLES: Final = {
    "page": (
        "GET /buku?page={page}&n={size}",
        "{style: page, size: SIZE, max: 400}",
    ),
    "page, from 0, of a total": (
        "GET /buku?page={page}&n={size}",
        "{style: page, start: 0, size: SIZE, total: total, max: 400}",
    ),
    "page, up to the last": (
        "GET /buku?page={page}&n={size}",
        "{style: page, size: SIZE, last: last, max: 400}",
    ),
    "page, told of more": (
        "GET /buku?page={page}&n={size}",
        "{style: page, size: SIZE, more: more, max: 400}",
    ),
    "offset": (
        "GET /buku?offset={offset}&n={size}",
        "{style: offset, size: SIZE, max: 400}",
    ),
    "offset, of a total in a header": (
        "GET /buku?offset={offset}&n={size}",
        "{style: offset, size: SIZE, total: {header: X-Total-Count}, max: 400}",
    ),
    "cursor": (
        "GET /buku?cursor={cursor}&n={size}",
        "{style: cursor, size: SIZE, cursor: next_cursor, max: 400}",
    ),
    "next in the body": (
        "GET /buku?n={size}",
        "{style: next, size: SIZE, next: links.next, max: 400}",
    ),
    "next in a header": (
        "GET /buku?n={size}",
        "{style: next, size: SIZE, next: {header: Link}, max: 400}",
    ),
    "none": ("GET /buku?n=9999", "{style: none, size: SIZE, max: 400}"),
}
"""Of each style a call and its pages; SIZE stands for the rows of a page."""


@dataclass
class Books:
    """A list of books, given as it is asked for; never more than `cap` at once."""

    rows: Sequence[dict[str, Any]]
    cap: int = 10_000
    first: int = 1
    asked: list[str] = field(default_factory=list[str])

    def __call__(self, target: str) -> httpx.Response:
        self.asked.append(target)
        given = {k: v[0] for k, v in parse_qs(urlsplit(target).query).items()}
        size = min(int(given["n"]), self.cap)
        begin = self._begin(given, size)
        end = begin + size
        more = end < len(self.rows)
        link = f"https://perpus.test/buku?n={given['n']}&cursor={end}"
        body: dict[str, Any] = {
            "data": self.rows[begin:end],
            "total": len(self.rows),
            "more": more,
            "last": max(self.first + (len(self.rows) - 1) // size, self.first),
            "next_cursor": end if more else None,
            "links": {"next": link if more else None},
        }
        headers = {"X-Total-Count": str(len(self.rows))}
        if more:
            headers["Link"] = f'<{link}>; rel="next"'
        return httpx.Response(200, content=orjson.dumps(body), headers=headers)

    def _begin(self, given: dict[str, str], size: int) -> int:
        if "page" in given:
            return (int(given["page"]) - self.first) * size
        return int(given.get("offset") or given.get("cursor") or 0)


def books(count: int) -> list[dict[str, Any]]:
    """Return books numbered from 0."""
    return [{"no": number} for number in range(count)]


def library(
    style: str, size: int, reply: Callable[[str], object], more: str = ""
) -> Runtime:
    """Return the sources of one paged query, `buku`, with further words `more`."""
    call, pages = STYLES[style]
    text = f"      buku: {{returns: '[Buku!]', call: '{call}', select: data, "
    text += f"pages: {pages.replace('SIZE', str(size))}{more}}}\n"
    return Runtime(TYPES + text, reply)


async def walked(runtime: Runtime, first: int, most: int = 1000) -> list[list[int]]:
    """Follow `after` to the list's end; return the numbers of each answer's rows."""
    found: list[list[int]] = []
    after: str | None = None
    for _ in range(most):
        shown: Any = await runtime.ask("buku", anyone(), first=first, after=after)
        assert shown["nodes"] == [edge["node"] for edge in shown["edges"]]
        found.append([row["no"] for row in shown["nodes"]])
        if not shown["pageInfo"]["hasNextPage"]:
            return found
        after = shown["pageInfo"]["endCursor"]
    raise AssertionError(f"no end after {most} answers")
