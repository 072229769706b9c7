"""The schema of a configuration, as it prints."""

import strawberry
from graphql import (
    GraphQLSchema,
    build_schema,
    lexicographic_sort_schema,
    print_schema,
    print_type,
)

from gateway.config.model import Config
from gateway.schema.build import SchemaParts, build_schema as build
from gateway.schema.catalog import compile_catalog
from gateway.schema.scalars import scalar_definitions
from tests.execution.graphs import REGIONS
from tests.execution.harness import configure

INPUTS = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: https://a.test
    queries:
      cari:
        about: Mencari.
        args:
          saring: {type: Saring, default: {warna: BIRU}}
          kata: {type: "[String!]", default: [x], about: Kata kunci}
          sejak: Date
        returns: "[Rupiah!]"
        deprecated: Pakai yang lain.
        call: GET /cari?w={saring.warna}&q={kata}&t={sejak}
inputs:
  Saring:
    fields:
      warna: {type: Warna, default: MERAH}
      batas: {type: Int!, default: 10}
      lagi: Saring
enums:
  Warna: {values: {MERAH: {about: Merah}, BIRU: {deprecated: Pudar}}}
"""


def schema(config: Config) -> GraphQLSchema:
    """Build the schema of a configuration, without code-defined fields."""
    parts = SchemaParts(scalar_definitions(lambda _name: lambda value: value))
    built = build(compile_catalog(config), parts, strawberry.Schema)
    return built._schema


def printed(text: str, name: str) -> str:
    """Return how one type of a configuration's schema prints."""
    return print_type(schema(configure(text)).type_map[name])


def test_types_print_with_their_lists_and_nulls() -> None:
    """Object types have the fields, types and extensions of the configuration."""
    expected = """type Wilayah {
  kode: ID!
  nama: String!
  tingkat: Int
  induk: Wilayah
  kabupaten: [Wilayah!]
  semua: [Wilayah]
  pemimpin: String
  harga(tanggal: Date): [Harga!]
}"""
    assert expected == printed(REGIONS, "Wilayah")


def test_unions_and_provenance() -> None:
    """Unions list their members; the gateway's own type is there."""
    assert "union Tempat = Pasar | Wilayah" == printed(REGIONS, "Tempat")
    assert "konektor: String!" in printed(REGIONS, "Sumber")


def test_arguments_print_with_their_defaults() -> None:
    """Defaults are coerced, and an object's has its fields' defaults (§3.10)."""
    query = printed(INPUTS, "Query")
    assert "saring: Saring = { warna: BIRU, batas: 10 }" in query
    assert 'kata: [String!] = ["x"]' in query
    assert '@deprecated(reason: "Pakai yang lain.")' in query
    assert "warna: Warna = MERAH" in printed(INPUTS, "Saring")
    assert 'BIRU @deprecated(reason: "Pudar")' in printed(INPUTS, "Warna")


def test_schema_prints_to_what_it_is() -> None:
    """What is printed builds to the same schema: everything in it is reachable."""
    one = schema(configure(REGIONS))
    again = build_schema(print_schema(one))
    assert print_schema(lexicographic_sort_schema(one)) == print_schema(
        lexicographic_sort_schema(again)
    )
