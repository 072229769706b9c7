"""Narrowing: what is asked of a GraphQL service is valid there, and enough."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import httpx
import orjson
from graphql import build_schema, graphql_sync, parse, validate
from hypothesis import given, settings, strategies as st
from typing_extensions import override

from gateway.app import build_engine, draw
from gateway.config.load import load
from gateway.config.model import Connector
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Observer, Silent
from gateway.settings import Settings

UPSTREAM: Final = build_schema("""
interface Item { id: ID! label: String }
type Book implements Item { id: ID! label: String pages: Int author: Person tags: [Tag!]! }
type Film implements Item { id: ID! label: String minutes: Int makers: [Person!]! }
type Person { id: ID! name: String born: Place friends(first: Int!): [Person!]! }
type Place { code: ID! name: String }
type Tag { kind: String word: String }
type Edge { node: Item }
type Items { edges: [Edge!]! }
type Query { items(text: String): Items! person(id: ID!): Person people(ids: [ID!]!): [Person] }
""")
CONFIG: Final = """
version: 1
connectors:
  pustaka:
    opd: Dinas Perpustakaan
    url: http://pustaka.test/graphql
    interfaces:
      Benda:
        fields: {nomor: ID!, nama: String}
        discriminate: {path: __typename, cases: {Book: Buku, Film: Film}}
    types:
      Buku:
        implements: Benda
        fields:
          nomor: {type: ID!, from: id}
          nama: {type: String, from: label}
          halaman: {type: Int, from: pages}
          penulis: {type: Orang, from: author.id}
          penulisDiSini: {type: Orang, from: author, embed: true}
          kata: {type: String, jmespath: "tags[?kind=='utama'].word | [0]"}
          keterangan: {type: String, from: {template: "{label}/{id}"}}
      Film:
        implements: Benda
        fields:
          nomor: {type: ID!, from: id}
          nama: {type: String, from: [label, id]}
          menit: {type: Int, from: minutes}
          pembuat: {type: "[Orang!]", from: makers, embed: true}
      Orang:
        key: nomor
        fields:
          nomor: {type: ID!, from: id}
          nama: {type: String, from: name}
          lahir: {type: Tempat, from: born}
          teman: {type: "[Orang!]", embed: true, from: {graphql: "friends(first: 2)"}}
        lookup: {graphql: "{ person(id: $nomor) }"}
        batch: {aliases: true, size: 3}
      Tempat: {fields: {kode: {type: ID!, from: code}, nama: {type: String, from: name}}}
    queries:
      benda:
        args: {kata: String}
        returns: "[Benda]"
        graphql: "{ items(text: $kata) { edges { node { ...rows } } } }"
        sort_by: [-id]
"""


def _person(number: int, depth: int = 3) -> dict[str, Any]:
    def friends(_info: object, first: int) -> list[dict[str, Any]]:
        return [_person(number * 3 + one, depth - 1) for one in range(first)]

    return {
        "id": f"p{number % 7}",
        "name": None if number % 5 == 0 else f"Orang {number % 7}",
        "born": {"code": "18", "name": "Lampung"} if number % 2 else None,
        "friends": friends if depth else lambda _info, first: [],  # noqa: ARG005 - as GraphQL passes it
    }


def _item(number: int) -> dict[str, Any] | None:
    if number == 3:  # one that is null
        return None
    common = {"id": f"i{number}", "label": f"Benda {number}" if number % 2 else None}
    if number % 2:
        return {**common, "__typename": "Film", "minutes": 90, "makers": [_person(2)]}
    words = [{"kind": "utama", "word": f"w{number}"}, {"kind": "lain", "word": "x"}]
    author = _person(number) if number else None
    kind = {"__typename": "Book", "pages": 10 * number}
    return {**common, **kind, "author": author, "tags": words}


def _items(_info: object, text: str | None = None) -> dict[str, Any]:
    del text
    return {"edges": [{"node": _item(one)} for one in range(6)]}


def _found(_info: object, id: str) -> dict[str, Any]:  # noqa: A002 - the upstream's name
    return _person(int(id[1:]))


ROOT: Final = {"items": _items, "person": _found}
LEAVES: Final = {
    "Benda": ["nomor", "nama"],
    "Buku": ["nomor", "nama", "halaman", "kata", "keterangan"],
    "Film": ["nomor", "nama", "menit"],
    "Orang": ["nomor", "nama"],
    "Tempat": ["kode", "nama"],
}
BELOW: Final = {
    "Benda": {"... on Buku": "Buku", "... on Film": "Film"},
    "Buku": {"penulis": "Orang", "penulisDiSini": "Orang"},
    "Film": {"pembuat": "Orang"},
    "Orang": {"lahir": "Tempat", "teman": "Orang"},
    "Tempat": {},
}


def selections(kind: str, depth: int = 4) -> st.SearchStrategy[str]:
    """Draw a selection of a graph type's fields."""
    leaves = st.lists(
        st.sampled_from([*LEAVES[kind], "__typename"]), max_size=3, unique=True
    )
    below = BELOW[kind] if depth else {}
    parts: list[st.SearchStrategy[str]] = [
        st.just("") | selections(target, depth - 1).map(_under(field))
        for field, target in below.items()
    ]
    return st.tuples(leaves, *parts).map(_joined)


def _under(field: str) -> Any:
    return lambda inner: f"{field} {inner}"


def _joined(drawn: tuple[Any, ...]) -> str:
    leaves, *parts = drawn
    words = [*leaves, *filter(None, parts)] or ["__typename"]
    return f"{{ {' '.join(words)} }}"


class _Upstream(httpx.AsyncBaseTransport):
    """A GraphQL service that refuses what its schema does not allow."""

    def __init__(self) -> None:
        self.queries: list[str] = []

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        body = orjson.loads(request.content)
        self.queries.append(body["query"])
        assert [] == validate(UPSTREAM, parse(body["query"]))
        result = graphql_sync(
            UPSTREAM, body["query"], ROOT, variable_values=body.get("variables")
        )
        return httpx.Response(200, content=orjson.dumps(result.formatted))


@asynccontextmanager
async def _engine() -> AsyncGenerator[tuple[Engine, _Upstream]]:
    upstream = _Upstream()

    def transport(connector: Connector, observer: Observer) -> _Upstream:
        del connector, observer
        return upstream

    with TemporaryDirectory() as folder:
        file = Path(folder) / "connectors.yaml"
        file.write_text(CONFIG)
        blueprint = draw(load(file, {}))
    async with AsyncExitStack() as stack:
        kept = Settings(profile="development")
        yield build_engine(blueprint, kept, Silent(), stack, transport), upstream


def _everything(kind: str, depth: int = 4) -> str:
    below = BELOW[kind] if depth else {}
    parts = [f"{name} {_everything(to, depth - 1)}" for name, to in below.items()]
    return f"{{ {' '.join(['__typename', *LEAVES[kind], *parts])} }}"


async def _answer(query: str) -> tuple[Mapping[str, Any], list[str]]:
    async with _engine() as (engine, upstream):
        reply = await engine.execute(Request(query))
        return orjson.loads(reply.body), upstream.queries


@cache
def _wide() -> Mapping[str, Any]:
    """Answer with every field there is."""
    return asyncio.run(_answer(f"{{ benda {_everything('Benda')} }}"))[0]


def _cut(value: Any, like: Any) -> Any:
    """Leave of a full answer what another one holds."""
    if isinstance(value, dict) and isinstance(like, dict):
        return {key: _cut(value[key], one) for key, one in like.items()}
    if isinstance(value, list) and isinstance(like, list):
        return [_cut(a, b) for a, b in zip(value, like, strict=True)]
    return value


@settings(max_examples=25)
@given(selection=selections("Benda"))
def test_narrow_as_wide(selection: str) -> None:
    """A selection's document is valid upstream, and gives what the full one does."""
    wide = _wide()
    narrow, queries = asyncio.run(_answer(f"{{ benda {selection} }}"))
    assert "errors" not in narrow
    assert _cut(wide["data"], narrow["data"]) == narrow["data"]
    assert 1 == sum("items" in one for one in queries)


async def test_nothing_else_is_asked() -> None:
    """What the client did not ask for is not in the request."""
    answer, queries = await _answer("{ benda { ... on Film { menit } } }")
    assert {} == answer["data"]["benda"][-1]
    assert [
        (
            "query benda($kata:String){items(text:$kata){edges{node"
            "{__typename id ...on Book{__typename}...on Film{minutes}}}}}"
        )
    ] == queries
