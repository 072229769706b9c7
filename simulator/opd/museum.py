r"""The museum's collection: a GraphQL service with a schema of its own, in English.

    POST /graphql    {"query": "{ collection(number: \"01.0012\") { … } }"}

An object that is not known is a member of a union, and so is one that lies in a
closed store. A measure that was never taken is an error of that one field. The
objects are of kinds that the province's museum has; their numbers are invented.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLSchema, build_schema, graphql
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from simulator.service import Service

SCHEMA = """
enum Category { TEXTILE METAL STONE MANUSCRIPT CERAMIC }
enum LengthUnit { CM INCH }
type Room { code: ID! name: String! floor: Int! }
type Measures { height: Float! width: Float! }
type Collection {
  number: ID!
  title: String!
  category: Category!
  period: String
  origin: ID
  measures(unit: LengthUnit! = CM): Measures
  room: Room
  donor: String
}
type NotFound { number: ID! }
union CollectionResult = Collection | NotFound
type Edge { cursor: String! node: Collection! }
type PageInfo { endCursor: String hasNextPage: Boolean! }
type CollectionConnection { edges: [Edge!]! pageInfo: PageInfo! total: Int! }
type Query {
  collection(number: ID!): CollectionResult!
  collections(category: Category, text: String, first: Int! = 10, after: String):
    CollectionConnection!
  origin(region: ID!): [Collection!]!
  rooms(codes: [ID!]): [Room]!
}
"""
_ROOMS = {
    "R1": {"code": "R1", "name": "Ruang Kain", "floor": 2},
    "R2": {"code": "R2", "name": "Ruang Prasejarah", "floor": 1},
    "R3": {"code": "R3", "name": "Ruang Naskah dan Keramik", "floor": 1},
}
_INCH = 2.54

Row = Mapping[str, Any]


def service() -> Service:
    """Describe the service."""
    return Service(
        name="museum",
        offset=25,
        opd="Dinas Pendidikan dan Kebudayaan, UPTD Museum Negeri",
        env="MUSEUM_URL",
        routes=_routes,
        drift={"title": "judul", "total": "jumlah"},
    )


def _routes() -> Sequence[Route]:
    table = Path(__file__).parent.parent / "data" / "museum_koleksi.json"
    schema = build_schema(SCHEMA)
    root = _Root(json.loads(table.read_text("utf-8")))

    async def answer(request: Request) -> Response:
        return JSONResponse(await _answered(schema, root, await request.json()))

    return [Route("/graphql", answer, methods=["POST"])]


async def _answered(schema: GraphQLSchema, root: "_Root", body: Any) -> object:
    result = await graphql(
        schema,
        str(body.get("query", "")),
        root,
        variable_values=body.get("variables"),
        operation_name=body.get("operationName"),
    )
    return result.formatted


class _Root:
    """The resolvers of the root fields, by name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = {str(row["number"]): _row(row) for row in rows}

    def collection(self, _info: object, number: str) -> Row:
        return self._rows.get(number) or {"__typename": "NotFound", "number": number}

    def collections(
        self,
        _info: object,
        first: int,
        category: str | None = None,
        text: str | None = None,
        after: str | None = None,
    ) -> Row:
        found = [
            row
            for row in self._rows.values()
            if category in {None, row["category"]}
            and (text or "").lower() in str(row["title"]).lower()
        ]
        start = 0 if after is None else int(after)
        part = found[start : start + first]
        end = start + len(part)
        more = end < len(found)
        return {
            "edges": [
                {"cursor": str(at), "node": row} for at, row in enumerate(part, start)
            ],
            "pageInfo": {"endCursor": str(end) if more else None, "hasNextPage": more},
            "total": len(found),
        }

    def origin(self, _info: object, region: str) -> list[Row]:
        return [row for row in self._rows.values() if row["origin"] == region]

    def rooms(self, _info: object, codes: Sequence[str] | None = None) -> list[Any]:
        return [_ROOMS.get(code) for code in codes or _ROOMS]


def _row(row: Row) -> Row:
    def measures(_info: object, unit: str) -> Row:
        if row["height"] is None:
            message = "MeasureError: no record in table `ukuran`"
            raise GraphQLError(message, extensions={"code": "NOT_MEASURED"})
        by = _INCH if unit == "INCH" else 1
        return {key: round(row[key] / by, 2) for key in ("height", "width")}

    room = None if row["room"] is None else _ROOMS[row["room"]]
    return {**row, "__typename": "Collection", "measures": measures, "room": room}
