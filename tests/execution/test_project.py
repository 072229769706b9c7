"""The specification's results, point by point, over one connector's answers."""

from typing import Any

import pytest

from tests.execution.harness import bench

ONE = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: https://a.test
    types:
      Isi:
        fields:
          b: Int
          i: Int!
          j: JSON
          teks: String
          id: ID
          warna: Warna
          rumit: {type: Int, from: [x.y, z]}
          daftar: "[Int!]"
          anak: {type: Isi, embed: true}
          gabung: {type: "[Hewan]", embed: true}
      Kucing:
        implements: [Bernama]
        fields: {nama: String!, kuku: Int}
      Anjing:
        implements: [Bernama]
        fields: {nama: String!, ekor: Int}
    queries:
      isi:
        args: {n: {type: Int, default: 1}}
        returns: "[Isi]"
        call: GET /isi?n={n}
        bad_rows: "null"
      satu: {returns: Isi, call: GET /satu}
      angka: {returns: "[Int!]", call: GET /angka, bad_rows: "null"}
      wajib: {returns: Isi!, call: GET /satu, force: true}
      bernama: {returns: "[Bernama!]", call: GET /bernama}
enums:
  Warna: [MERAH, BIRU]
interfaces:
  Bernama:
    fields: {nama: String!}
    discriminate: {path: jenis, cases: {kucing: Kucing, anjing: Anjing}}
unions:
  Hewan:
    of: [Kucing, Anjing]
    discriminate: {path: jenis, cases: {kucing: Kucing, else: Anjing}}
"""


async def ask(
    answers: dict[str, Any], query: str, variables: dict[str, object] | None = None
) -> dict[str, Any]:
    """Return the response, errors as path and code."""
    async with bench(ONE, answers) as made:
        found = await made.run(query, variables)
    if "errors" in found:
        found["errors"] = [
            (one.get("path"), one["extensions"]["code"]) for one in found["errors"]
        ]
    return found


BAD = "UPSTREAM_BAD_VALUE"


@pytest.mark.parametrize(
    ("row", "field", "value"),
    [
        ({"b": 1}, "b", 1),
        ({"b": "1.250"}, "b", 1250),
        ({"b": 2147483647}, "b", 2147483647),
        ({}, "b", None),
        ({"b": ""}, "b", None),
        ({"id": 7}, "id", "7"),
        ({"id": True}, "id", "true"),
        ({"teks": 7}, "teks", "7"),
        ({"j": [{"k": None}]}, "j", [{"k": None}]),
        ({"warna": "MERAH"}, "warna", "MERAH"),
        ({"x": {"y": 3}}, "rumit", 3),
        ({"x": {"y": None}, "z": 4}, "rumit", 4),
        ({"x": 7}, "rumit", None),
        ({"daftar": [1, "2"]}, "daftar", [1, 2]),
    ],
)
async def test_leaf_is_read_from_its_row(row: Any, field: str, value: Any) -> None:
    """A leaf is what its reader makes of the row; what is missing is null."""
    assert {"data": {"satu": {field: value}}} == await ask(
        {"/satu": row}, f"{{ satu {{ {field} }} }}"
    )


@pytest.mark.parametrize(
    ("row", "field", "path"),
    [
        ({"b": 2147483648}, "b", ["b"]),
        ({"b": True}, "b", ["b"]),
        ({"warna": "UNGU"}, "warna", ["warna"]),
        ({"x": {"y": "a"}}, "rumit", ["rumit"]),
        ({"daftar": [1, "a"]}, "daftar", ["daftar", 1]),
        ({"daftar": "a"}, "daftar", ["daftar"]),
        ({"anak": 3}, "anak { b }", ["anak"]),
        ({"anak": [3]}, "anak { b }", ["anak"]),
    ],
)
async def test_unreadable_value_is_an_error_at_its_own_path(
    row: Any, field: str, path: list[str | int]
) -> None:
    """A value that its reader cannot read is null, with the error where it stands."""
    found = await ask({"/satu": row}, f"{{ satu {{ {field} }} }}")
    assert {"satu": {field.removesuffix(" { b }"): None}} == found["data"]
    assert [(["satu", *path], BAD)] == found["errors"]


async def test_nothing_at_all_is_null() -> None:
    """An answer that is null is a null root, without an error."""
    assert {"data": {"satu": None}} == await ask({"/satu": None}, "{ satu { i } }")


async def test_aliases_and_typename_keep_their_order() -> None:
    """Response keys come in the order of the selection, aliases and __typename too."""
    found = await ask(
        {"/satu": {"b": 1, "teks": "t"}},
        "{ s: satu { y: teks __typename b x: b k: __typename } __typename }",
    )
    shown = {"y": "t", "__typename": "Isi", "b": 1, "x": 1, "k": "Isi"}
    assert {"data": {"s": shown, "__typename": "Query"}} == found
    assert ["y", "__typename", "b", "x", "k"] == list(found["data"]["s"])


async def test_fragments_apply_by_type() -> None:
    """Fragments on interfaces, unions and object types apply where the row's type fits."""
    rows = [
        {"jenis": "kucing", "nama": "Oyen", "kuku": 18},
        {"jenis": "anjing", "nama": "Bona", "ekor": 1},
    ]
    query = """
        query($t: Boolean!) {
          bernama { nama ...K ... on Anjing @include(if: $t) { ekor } ... on Bernama { __typename } }
        }
        fragment K on Kucing { kuku nama }
    """
    found = await ask({"/bernama": rows}, query, {"t": True})
    assert {
        "data": {
            "bernama": [
                {"nama": "Oyen", "kuku": 18, "__typename": "Kucing"},
                {"nama": "Bona", "ekor": 1, "__typename": "Anjing"},
            ]
        }
    } == found
    found = await ask({"/bernama": rows}, query, {"t": False})
    assert {"nama": "Bona", "__typename": "Anjing"} == found["data"]["bernama"][1]


async def test_row_of_no_known_type_is_a_bad_row() -> None:
    """A row that no type of the interface fits is dropped; `else` catches it."""
    found = await ask({"/bernama": [{"jenis": "ikan"}]}, "{ bernama { nama } }")
    assert {"data": {"bernama": []}, "errors": [(["bernama"], BAD)]} == found
    row = {"gabung": [{"jenis": "ikan", "ekor": 2}, None, 7]}
    found = await ask({"/satu": row}, "{ satu { gabung { ... on Anjing { ekor } } } }")
    assert {"satu": {"gabung": [{"ekor": 2}, None]}} == found["data"]
    assert [(["satu", "gabung"], BAD)] == found["errors"]


async def test_null_propagates_to_the_nearest_nullable_parent() -> None:
    """A null in a non-null field makes the nearest nullable object null."""
    row = {"i": 1, "anak": {"i": 2, "anak": {"i": None}}}
    found = await ask({"/satu": row}, "{ satu { i anak { i anak { i } } } }")
    assert {"satu": {"i": 1, "anak": {"i": 2, "anak": None}}} == found["data"]
    assert [(["satu", "anak", "anak", "i"], BAD)] == found["errors"]


async def test_non_null_root_that_is_null_empties_the_data() -> None:
    """A forced non-null root that fails makes the whole data null."""
    found = await ask({"/isi?n=1": []}, "{ isi { b } wajib { b } }")
    assert found["data"] is None
    assert [(["wajib"], "UPSTREAM_UNAVAILABLE")] == found["errors"]


async def test_failed_root_leaves_its_siblings() -> None:
    """A root that fails is null with its code; the other root is there."""
    found = await ask({"/satu": {"b": 1}}, "{ isi { b } satu { b } }")
    assert {"isi": None, "satu": {"b": 1}} == found["data"]
    assert [(["isi"], "UPSTREAM_UNAVAILABLE")] == found["errors"]


async def test_errors_tell_where_their_field_stands() -> None:
    """An error carries the locations of all the merged fields, from 1."""
    async with bench(ONE, {"/satu": {"b": "x"}}) as made:
        found = await made.run("{ satu { b }\n  satu { b } }")
    (error,) = found["errors"]
    assert [{"line": 1, "column": 10}, {"line": 2, "column": 10}] == error["locations"]
    assert ["satu", "b"] == error["path"]
    assert "a" == error["extensions"]["connector"]
    assert "Dinas A" == error["extensions"]["opd"]


@pytest.mark.parametrize(
    ("query", "variables", "sent"),
    [
        ("{ isi { b } }", None, "/isi?n=1"),
        ("{ isi(n: null) { b } }", None, "/isi"),
        ("query($n: Int) { isi(n: $n) { b } }", {}, "/isi?n=1"),
        ("query($n: Int) { isi(n: $n) { b } }", {"n": None}, "/isi"),
        ("query($n: Int = 5) { isi(n: $n) { b } }", {}, "/isi?n=5"),
        ("query($n: Int = 5) { isi(n: $n) { b } }", {"n": 6}, "/isi?n=6"),
    ],
)
async def test_arguments_are_coerced(
    query: str, variables: dict[str, object] | None, sent: str
) -> None:
    """Arguments take literals, variables and defaults, absent and null apart (§6.4.1)."""
    async with bench(ONE, {sent: []}) as made:
        assert {"data": {"isi": []}} == await made.run(query, variables)
        assert [sent] == made.upstream.asked


async def test_leaf_root_is_read_by_its_type() -> None:
    """A root that returns leaves reads each of them."""
    assert {"data": {"angka": [1, 2]}} == await ask({"/angka": [1, "2"]}, "{ angka }")
    found = await ask({"/angka": [1, {}]}, "{ angka }")
    assert {"data": {"angka": None}, "errors": [(["angka", 1], BAD)]} == found
