"""A selection of every kind of field, as it is planned."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from gateway.execution.plan import Field, Root, Selection
from gateway.execution.project import Projector
from tests.execution.books import compiled
from tests.execution.serving import served

CONFIG: Final = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    types:
      Buku:
        key: isbn
        fields:
          isbn: ID!
          judul: {type: String, from: j}
          harga: Int!
          bahasa: {type: String, from: [x.bhs, bhs]}
          kata: "[String!]"
          sampul: {type: Sampul, embed: true}
          foto: {type: "[Sampul!]", embed: true}
          rak: {type: Rak, from: kd_rak}
          lain: {type: "[Rak!]", from: ls}
          pemilik: {type: String, personal: true}
          tebal: Int
          asal: {type: Sumber, provenance: true}
          segar: {type: Kesegaran, freshness: true}
        lookup: {call: "GET /buku/{isbn}"}
      Sampul: {fields: {warna: String}}
      Rak:
        key: kode
        fields: {kode: ID!, nama: String}
        lookup: {call: "GET /rak/{kode}"}
    queries:
      buku:
        returns: "[Buku!]"
        call: GET /buku
        provides: [isbn, judul, harga, bahasa, kata, sampul, foto, rak, lain, pemilik]
"""


@dataclass(frozen=True)
class Selected:
    """The selection of a query's only root, and what compiles it."""

    projector: Projector
    selection: Selection

    def field(self, name: str) -> Field:
        """Return a field of the selection."""
        return next(one for one in self.selection.fields if one.shown.name == name)


@asynccontextmanager
async def selected(fields: str) -> AsyncGenerator[Selected]:
    """Plan some fields of the rows of `buku`, for somebody who is not logged in."""
    async with served(CONFIG, {}) as desk:
        (root,) = compiled(desk, f"{{ buku {{ {fields} }} }}").plan.roots
        assert isinstance(root, Root)
        (selection,) = root.of
        assert isinstance(selection, Selection)
        yield Selected(desk.engine.graph.projector, selection)
