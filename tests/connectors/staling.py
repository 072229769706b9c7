"""A service whose answers grow old, and what is asked of it."""

from typing import Any

import httpx

from gateway.connectors.answer import Answer
from gateway.connectors.budget import Budget
from gateway.connectors.caller import Caller
from gateway.connectors.principal import Principal
from tests.connectors.runtime import Runtime

STALE = """
    limits: {concurrency: 3, calls: 500}
    types:
      Buku:
        key: isbn
        fields: {isbn: ID!, judul: String}
        lookup: {call: "GET /buku/{isbn}", missing: 404, cache: {ttl: 10s, negative: 2s}}
        batch: {call: "GET /buku?isbn={isbn}", join: ",", match: isbn, size: 50}
      Kartu: {personal: true, fields: {nomor: ID!}}
    cache: {ttl: 10s, stale_while_revalidate: 20s, stale_if_error: 100s}
    queries:
      buku: {args: {q: String}, returns: "[Buku!]", call: "GET /b?q={q}"}
      hanyaGalat:
        returns: "[Buku!]"
        call: GET /galat
        cache: {stale_while_revalidate: 0}
      terakhir: {returns: "[Buku!]", call: GET /terakhir, cache: {ttl: 0, stale_if_error: 1m}}
      bawaan: {returns: "[Buku!]", call: GET /bawaan, missing: 404}
      kartu: {returns: "[Kartu!]", call: GET /kartu}
      bagian:
        args: {jenis: "[String!]!"}
        spread: {over: jenis}
        returns: "[Buku!]"
        call: GET /bagian?j={jenis}
"""


class Library:
    """What the service answers; `down` fails every call, `version` changes the rows."""

    def __init__(self) -> None:
        self.version = 1
        self.down: Exception | httpx.Response | None = None

    def __call__(self, target: str) -> object:
        if self.down is not None:
            return self.down
        if target.startswith("/buku?isbn="):
            keys = target.removeprefix("/buku?isbn=").split("%2C")
            return [{"isbn": key, "judul": f"{self.version}"} for key in keys]
        return [{"isbn": "1", "judul": f"{self.version}"}]


async def settle(runtime: Runtime) -> None:
    """Wait for what is being renewed."""
    await runtime.source("buku").line.renewals.settle()


async def got(
    runtime: Runtime, name: str = "buku", who: str | None = None, **arguments: object
) -> Answer:
    """Ask a query and return its answer."""
    caller = Caller(Principal(who, who), Budget(500))
    return await runtime.source(name).ask(arguments, caller)


def told(answer: Answer) -> tuple[object, bool, str | None]:
    """Return what an answer shows: its version, whether it is stale, and why."""
    rows: Any = answer.value
    return rows[0]["judul"], answer.stale, answer.reason
