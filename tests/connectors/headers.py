"""A service whose headers count: its replies, and the conditions it is asked on."""

from collections.abc import Mapping

import httpx
from typing_extensions import override

from tests.connectors.runtime import Runtime, Service

FOLLOWING = """
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!}
        lookup: {call: "GET /buku/{isbn}"}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn, size: 2}
    cache: {ttl: 60s, stale_if_error: 100s, follow: headers}
    queries:
      buku: {returns: "[Buku!]", call: GET /b}
      cari: {returns: "[Buku!]", call: POST /b}
      sebentar: {returns: "[Buku!]", call: GET /b, cache: {stale_if_error: 0}}
      satu: {returns: Buku, call: GET /s, cache: {negative: 60s}}
      bebas: {returns: "[Buku!]", call: GET /c, cache: {follow: none}}
"""
ROWS = [{"isbn": "1"}]


class Asked(Service):
    """Answers by headers and status, and notes what it was asked with."""

    def __init__(self, *replies: httpx.Response) -> None:
        super().__init__(lambda _: next(self.replies))
        self.replies = iter(replies)
        self.headers: list[httpx.Headers] = []

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.headers.append(request.headers)
        return await super().handle_async_request(request)

    def conditions(self) -> list[Mapping[str, str]]:
        """Return the conditions of each request."""
        return [
            {k: v for k, v in one.items() if k.startswith("if-")}
            for one in self.headers
        ]


def reply(status: int = 200, rows: object = None, **headers: str) -> httpx.Response:
    """Make an answer with headers."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    if status == httpx.codes.NOT_MODIFIED:
        return httpx.Response(status, headers=named)
    return httpx.Response(status, headers=named, json=rows or ROWS)


TAG = {"if-none-match": '"1"'}


def conditions(runtime: Runtime) -> list[Mapping[str, str]]:
    """Return the conditions of each request."""
    service = runtime.service
    assert isinstance(service, Asked)
    return service.conditions()


def opened(*replies: httpx.Response) -> Runtime:
    """Open the sources over some replies."""
    runtime = Runtime(FOLLOWING, lambda _: None)
    runtime.service.__class__ = Asked
    runtime.service.__init__(*replies)  # type: ignore[misc]  # in the place of the one there
    return runtime
