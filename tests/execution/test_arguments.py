"""Arguments of a field: gateway/execution/arguments.py."""

import enum
from typing import Any

import pytest
from graphql import (
    FieldNode,
    GraphQLField,
    build_schema,
    parse,
)
from graphql.execution.values import VariableValues, get_variable_values

from gateway.errors import BadInput
from gateway.execution.arguments import compile_arguments, has_variables, plain

SCHEMA = build_schema("""
    enum Urutan { NAIK TURUN }
    input Saringan { kata: String! = "x", tahun: [Int!], urut: Urutan = NAIK }
    type Query {
      polos: Int
      cari(s: Saringan, n: Int! = 3, teks: String): Int
    }
""")


class Warna(enum.Enum):
    """An enum as Strawberry has one."""

    MERAH = "merah"


def field(text: str) -> tuple[FieldNode, GraphQLField]:
    """Return the first root field of a document, and its definition."""
    operation: Any = parse(text).definitions[0]
    node = operation.selection_set.selections[0]
    assert SCHEMA.query_type is not None
    return node, SCHEMA.query_type.fields[node.name.value]


def coerced(text: str, **given: object) -> dict[str, object]:
    """Coerce the arguments of the first root field."""
    operation: Any = parse(text).definitions[0]
    values = get_variable_values(SCHEMA, operation.variable_definitions or (), given)
    assert isinstance(values, VariableValues)
    return dict(compile_arguments(*field(text))(values))


@pytest.mark.parametrize(
    ("expected", "text", "given"),
    [
        ({}, "{ polos }", {}),
        ({"n": 3}, "{ cari }", {}),
        ({"n": 4, "teks": None}, "{ cari(n: 4, teks: null) }", {}),
        ({"n": 3, "s": {"kata": "x", "urut": "NAIK"}}, "{ cari(s: {}) }", {}),
        (
            {"n": 3, "s": {"kata": "a", "tahun": [1, 2], "urut": "TURUN"}},
            '{ cari(s: {kata: "a", tahun: [1, 2], urut: TURUN}) }',
            {},
        ),
        ({"n": 3}, "query($t: String) { cari(teks: $t) }", {}),
        ({"n": 3, "teks": None}, "query($t: String) { cari(teks: $t) }", {"t": None}),
        ({"n": 3, "teks": "a"}, "query($t: String) { cari(teks: $t) }", {"t": "a"}),
        ({"n": 5}, "query($n: Int = 5) { cari(n: $n) }", {}),
        ({"n": 3}, "query($n: Int) { cari(n: $n) }", {}),
        (
            {"n": 3, "s": {"kata": "x", "tahun": [7], "urut": "NAIK"}},
            "query($y: Int!) { cari(s: {tahun: [$y]}) }",
            {"y": 7},
        ),
    ],
)
def test_coercion(
    expected: dict[str, object], text: str, given: dict[str, object]
) -> None:
    """Arguments are coerced as the specification says (§6.4.1)."""
    assert expected == coerced(text, **given)


def test_null_where_a_default_forbids_it() -> None:
    """A variable may be null where its argument may not: refused when it is."""
    with pytest.raises(BadInput, match="'Int!'"):
        coerced("query($n: Int = 1) { cari(n: $n) }", n=None)


def test_constants_are_coerced_once() -> None:
    """Arguments without variables are the same object every time."""
    coerce = compile_arguments(*field("{ cari(n: 4) }"))
    nothing = VariableValues({}, {})
    assert coerce(nothing) is coerce(nothing)


def test_fields_without_arguments() -> None:
    """What has no definition or no arguments has none to coerce."""
    node, _ = field("{ polos }")
    assert {} == compile_arguments(node, None)(VariableValues({}, {}))


def test_plain() -> None:
    """Enum members become their values, however deep; the rest stays."""
    value = {"a": [Warna.MERAH, 1], "b": {"c": Warna.MERAH}, "d": None}
    assert {"a": ["merah", 1], "b": {"c": "merah"}, "d": None} == plain(value)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (False, "{ polos }"),
        (False, "{ cari(n: 1, s: {tahun: [1]}) }"),
        (True, "query($n: Int!) { cari(n: $n) }"),
        (True, "query($n: Int!) { cari(s: {tahun: [1, $n]}) }"),
        (False, "query($n: Boolean!) { cari(n: 1) @skip(if: $n) }"),
    ],
)
def test_variables_among_arguments(*, expected: bool, text: str) -> None:
    """A variable counts in the arguments at any depth, in directives it does not."""
    assert expected is has_variables(field(text)[0])


def test_a_number_beyond_all_floats() -> None:
    """An infinite literal is refused when the field is asked for, not before."""
    with pytest.raises(BadInput):
        plain([1.5, float("inf")])
    infinite = build_schema("type Query { cari(n: Float): Int }")
    operation: Any = parse("{ cari(n: 1e999) }").definitions[0]
    node = operation.selection_set.selections[0]
    assert infinite.query_type is not None
    coerce = compile_arguments(node, infinite.query_type.fields["cari"])
    with pytest.raises(BadInput, match="too large"):
        coerce(VariableValues({}, {}))
