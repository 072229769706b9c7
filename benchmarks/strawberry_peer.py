"""The same graph by hand in Strawberry, as its best users write it.

Resolvers over one aiohttp session, a DataLoader per request for each link,
Strawberry's parser and validation caches, orjson for the answer.
"""

import os
from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TypeAlias

import aiohttp
import orjson
import strawberry
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from typing_extensions import override

from benchmarks.rows import Row


class Source:
    """The upstream, for one request: the shared session and its own loaders."""

    def __init__(self, session: aiohttp.ClientSession, upstream: str) -> None:
        self._session = session
        self._upstream = upstream
        self.users = DataLoader(load_fn=self._load_users)
        self.prices = DataLoader(load_fn=self._load_prices)

    async def rows(self, target: str) -> list[Row]:
        """Fetch the rows of a target."""
        async with self._session.get(self._upstream + target) as response:
            rows: list[Row] = orjson.loads(await response.read())
            return rows

    async def _load_users(self, keys: list[int]) -> list["User | None"]:
        rows = await self.rows(f"/users?id={','.join(map(str, keys))}")
        found = {
            row["id"]: User(
                id=strawberry.ID(str(row["id"])),
                name=str(row["name"]),
                username=str(row["username"]),
            )
            for row in rows
        }
        return [found.get(key) for key in keys]

    async def _load_prices(self, keys: list[str]) -> list[list["Price"]]:
        grouped: defaultdict[str | int, list[Price]] = defaultdict(list)
        for row in await self.rows(f"/prices?region={','.join(keys)}"):
            grouped[row["region"]].append(
                Price(
                    commodity=str(row["commodity"]),
                    market=str(row["market"]),
                    price=int(row["price"]),
                )
            )
        return [grouped.get(key, []) for key in keys]


Info: TypeAlias = strawberry.Info[Source, None]


@strawberry.type
class User:
    """An author."""

    id: strawberry.ID
    name: str | None
    username: str | None


@strawberry.type
class Post:
    """A post, linked to its author by key."""

    id: strawberry.ID
    title: str | None
    slug: str | None
    status: str | None
    views: int | None
    user_id: strawberry.Private[int]

    @strawberry.field
    async def author(self, info: Info) -> User | None:
        """Load the author with those of the other posts."""
        return await info.context.users.load(self.user_id)


@strawberry.type
class Price:
    """A commodity's price on a market."""

    commodity: str | None
    market: str | None
    price: int | None


@strawberry.type
class Region:
    """A region, linked to its prices by its code."""

    code: strawberry.ID
    name: str | None

    @strawberry.field
    async def prices(self, info: Info) -> list[Price] | None:
        """Load the prices with those of the other regions."""
        return await info.context.prices.load(self.code)


@strawberry.type
class Tile:
    """A row of one of the four small services."""

    id: strawberry.ID
    name: str | None
    value: int | None


async def _tiles(source: Source, name: str) -> list[Tile]:
    return [
        Tile(
            id=strawberry.ID(str(row["id"])),
            name=str(row["name"]),
            value=int(row["value"]),
        )
        for row in await source.rows(f"/{name}")
    ]


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    async def posts(self, info: Info, limit: int) -> list[Post] | None:
        """Fetch posts."""
        return [
            Post(
                id=strawberry.ID(str(row["id"])),
                title=str(row["title"]),
                slug=str(row["slug"]),
                status=str(row["status"]),
                views=int(row["views"]),
                user_id=int(row["userId"]),
            )
            for row in await info.context.rows(f"/posts?limit={limit}")
        ]

    @strawberry.field
    async def regions(self, info: Info) -> list[Region] | None:
        """Fetch the regions."""
        return [
            Region(code=strawberry.ID(str(row["code"])), name=str(row["name"]))
            for row in await info.context.rows("/regions")
        ]

    @strawberry.field
    async def weather(self, info: Info) -> list[Tile] | None:
        """Fetch the first tile."""
        return await _tiles(info.context, "weather")

    @strawberry.field
    async def quakes(self, info: Info) -> list[Tile] | None:
        """Fetch the second tile."""
        return await _tiles(info.context, "quakes")

    @strawberry.field
    async def hospitals(self, info: Info) -> list[Tile] | None:
        """Fetch the third tile."""
        return await _tiles(info.context, "hospitals")

    @strawberry.field
    async def markets(self, info: Info) -> list[Tile] | None:
        """Fetch the fourth tile."""
        return await _tiles(info.context, "markets")


class Endpoint(GraphQL[Source, None]):
    """Strawberry's own ASGI endpoint, with a source per request and orjson."""

    def __init__(self, schema: strawberry.Schema, upstream: str) -> None:
        super().__init__(schema, graphql_ide=None)
        self._upstream = upstream
        self.session: aiohttp.ClientSession | None = None

    @override
    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Source:
        if self.session is None:
            message = "the session is opened by the lifespan"
            raise RuntimeError(message)
        return Source(self.session, self._upstream)

    @override
    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)


def application(upstream: str) -> Starlette:
    """Make the application over an upstream."""
    schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])
    endpoint = Endpoint(schema, upstream)

    @asynccontextmanager
    async def session(_app: Starlette) -> AsyncGenerator[None]:
        async with aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0),
            cookie_jar=aiohttp.DummyCookieJar(),
        ) as endpoint.session:
            yield

    return Starlette(routes=[Route("/graphql", endpoint)], lifespan=session)


def create() -> Starlette:
    """Make the application over the upstream that BENCH_UPSTREAM names."""
    return application(os.environ["BENCH_UPSTREAM"])
