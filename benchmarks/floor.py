"""The floor: what a patient person writes by hand for exactly these queries.

A raw ASGI application that makes the same aiohttp calls and shapes each answer
with comprehensions. No GraphQL: the query's text picks the function.
"""

import asyncio
import os
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Final, TypeAlias

import aiohttp
import orjson

from benchmarks.asgi import Receive, Scope, Send, answer, lifespan, read
from benchmarks.rows import TILES, Row
from benchmarks.scenarios import SCENARIOS

Rows: TypeAlias = list[Row]
Fetch: TypeAlias = Callable[[str], Awaitable[Rows]]


async def q1(fetch: Fetch) -> object:
    """Answer 20 rows x 3 fields."""
    return {
        "posts": [
            {"id": str(row["id"]), "title": row["title"], "views": row["views"]}
            for row in await fetch("/posts?limit=20")
        ]
    }


async def q2(fetch: Fetch) -> object:
    """Answer 200 rows x 5 fields."""
    return {
        "posts": [
            {
                "id": str(row["id"]),
                "title": row["title"],
                "slug": row["slug"],
                "status": row["status"],
                "views": row["views"],
            }
            for row in await fetch("/posts?limit=200")
        ]
    }


async def q3(fetch: Fetch) -> object:
    """Answer 100 posts with their users: one call after the other."""
    posts = await fetch("/posts?limit=100")
    keys = ",".join(dict.fromkeys(str(post["userId"]) for post in posts))
    authors = {
        user["id"]: {"id": str(user["id"]), "name": user["name"]}
        for user in await fetch(f"/users?id={keys}")
    }
    return {
        "posts": [
            {
                "id": str(post["id"]),
                "title": post["title"],
                "author": authors.get(post["userId"]),
            }
            for post in posts
        ]
    }


async def q4(fetch: Fetch) -> object:
    """Answer four services: four calls at once."""
    found = await asyncio.gather(*(fetch(f"/{name}") for name in TILES))
    return {
        name: [
            {"id": str(row["id"]), "name": row["name"], "value": row["value"]}
            for row in rows
        ]
        for name, rows in zip(TILES, found, strict=True)
    }


async def q5(_fetch: Fetch) -> object:
    """Answer without an upstream."""
    return {"__typename": "Query"}


async def q6(fetch: Fetch) -> object:
    """Answer 15 regions with their prices: one call after the other."""
    regions = await fetch("/regions")
    keys = ",".join(str(region["code"]) for region in regions)
    grouped: defaultdict[str | int, list[object]] = defaultdict(list)
    for row in await fetch(f"/prices?region={keys}"):
        grouped[row["region"]].append(
            {"commodity": row["commodity"], "price": row["price"]}
        )
    return {
        "regions": [
            {
                "code": region["code"],
                "name": region["name"],
                "prices": grouped.get(region["code"], []),
            }
            for region in regions
        ]
    }


_BY_KEY: Final = {"q1": q1, "q2": q2, "q3": q3, "q4": q4, "q5": q5, "q6": q6}


class Floor:
    """The application; its session lives from startup to shutdown."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self._session: aiohttp.ClientSession | None = None
        self._answers = {SCENARIOS[key].query: made for key, made in _BY_KEY.items()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or live through one lifespan."""
        if scope["type"] == "lifespan":
            await lifespan(receive, send, self.open, self.close)
            return
        query = orjson.loads(await read(receive))["query"]
        data = await self._answers[query](self._fetch)
        await answer(send, orjson.dumps({"data": data}))

    async def open(self) -> None:
        """Open the one session, without a bound on connections or a cookie jar."""
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
        )

    async def close(self) -> None:
        """Close the session."""
        if self._session is not None:
            await self._session.close()

    async def _fetch(self, target: str) -> Rows:
        if self._session is None:
            message = "the session is opened by the lifespan"
            raise RuntimeError(message)
        async with self._session.get(self._upstream + target) as response:
            rows: Rows = orjson.loads(await response.read())
            return rows


def create() -> Floor:
    """Make the application over the upstream that BENCH_UPSTREAM names."""
    return Floor(os.environ["BENCH_UPSTREAM"])
