"""Root fields that graphql-core executes."""

import pytest
from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLString,
)

from gateway.errors import BadInput
from gateway.execution.delegate import Delegate
from gateway.execution.message import Request
from gateway.execution.plan import Delegated, Shown
from gateway.execution.planner import _typeref
from gateway.execution.reader import Reader, ReadPolicy
from gateway.execution.view import View
from gateway.observe import Event, Fault


class Notes:
    """An observer that remembers."""

    def __init__(self) -> None:
        self.seen: list[Event] = []

    def see(self, event: Event) -> None:
        """Remember."""
        self.seen.append(event)


async def later(_source: object, info: object) -> str:
    """Resolve to who asks."""
    return str(info.context["siapa"])  # type: ignore[attr-defined]  # graphql-core's info


def refuse(*_: object) -> str:
    """Refuse with an error of the closed list."""
    raise BadInput("No.", pesan="Tidak.")


def crash(*_: object) -> str:
    """Fail with an error that is nobody's."""
    raise RuntimeError("password=rahasia")


SCHEMA = GraphQLSchema(
    GraphQLObjectType(
        "Query",
        {
            "siapa": GraphQLField(GraphQLString, resolve=later),
            "tolak": GraphQLField(GraphQLString, resolve=refuse),
            "rusak": GraphQLField(GraphQLNonNull(GraphQLString), resolve=crash),
            "kosong": GraphQLField(
                GraphQLNonNull(GraphQLString), resolve=lambda *_: None
            ),
        },
    )
)


async def run(text: str, notes: Notes | None = None) -> View:
    """Execute the only root field of a query."""
    operation = Reader(SCHEMA, ReadPolicy()).read(text).operation(None)
    (node,) = operation.node.selection_set.selections
    key = node.alias.value if node.alias else node.name.value  # type: ignore[attr-defined]  # a field
    shown = Shown(key, node.name.value, _typeref("String"), (node,))  # type: ignore[attr-defined, arg-type]  # as above
    delegate = Delegate(SCHEMA, {"siapa": "graf"}, notes or Notes())
    return await delegate.run(Delegated(shown), operation, Request(text))


async def test_field_resolves_with_the_graph_s_context() -> None:
    """A field defined in code finds what the graph has for it."""
    view = await run("{ a: siapa }")
    assert (b'"graf"', (), False) == (view.body, view.errors, view.broken)


async def test_introspection() -> None:
    """Introspection is answered with the fragments that the document brings."""
    view = await run(
        "{ __schema { ...F } } fragment F on __Schema { queryType { name } }"
    )
    assert b'{"queryType":{"name":"Query"}}' == view.body


async def test_coded_error_keeps_its_code() -> None:
    """An error of the closed list is described with its code, path and place."""
    view = await run("{ tolak }")
    (error,) = view.errors
    assert b"null" == view.body
    assert ("No.", ["tolak"]) == (error["message"], error["path"])
    assert [{"line": 1, "column": 3}] == error["locations"]
    extensions = {"code": "BAD_USER_INPUT", "retryable": False, "pesan": "Tidak."}
    assert extensions == error["extensions"]


@pytest.mark.parametrize("field", ["rusak", "kosong"])
async def test_fault_of_ours_is_masked_and_noted(field: str) -> None:
    """Any other error is INTERNAL to the client, and noted; a non-null root breaks."""
    notes = Notes()
    view = await run(f"{{ {field} }}", notes)
    assert view.broken
    (error,) = view.errors
    assert "The gateway failed; it was noted." == error["message"]
    assert 1 == len(notes.seen)
    assert isinstance(notes.seen[0], Fault)
    extensions = error["extensions"]
    assert isinstance(extensions, dict)
    assert f"code {extensions['id']}" == notes.seen[0].where
