"""A small graph of books and what its service answers."""

from typing import Any, Final

from gateway.execution.compiled import Compiled
from gateway.execution.message import Request
from tests.execution.serving import Served

CONFIG: Final = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    retry: false
    types:
      Buku: {fields: {judul: String, penulis: {type: String, personal: true}, harga: Int!}}
    queries:
      buku: {args: {q: String, n: Int}, returns: "[Buku!]", call: "GET /buku?q={q}&n={n}"}
      satu: {returns: Buku, call: GET /satu, cache: {ttl: 10m}}
      wajib: {returns: Int!, call: GET /wajib, force: true}
"""
SCRIPT: Final[dict[str, Any]] = {
    "/buku": [{"judul": "Satu", "penulis": "P", "harga": 5}],
    "/satu": {"judul": "Satu", "harga": 5},
    "/wajib": None,
}


def compiled(desk: Served, query: str, **more: Any) -> Compiled:
    """Plan a request as the engine would."""
    request = Request(query, **more)
    operation = desk.engine.planning.read(request)
    schema = desk.engine._graph.schema
    variables = operation.coerce(schema, request.variables, hide=False)
    return desk.engine.planning.compiled(operation, variables, request)
