"""Collecting fields, GraphQL specification §6.3.2."""

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse

from gateway.execution.collect import Collector


def collected(text: str, **conditions: bool) -> dict[str, int]:
    """Return the response keys of an operation on T, with how many fields make each."""
    definitions = parse(text).definitions
    fragments = {
        one.name.value: one
        for one in definitions
        if isinstance(one, FragmentDefinitionNode)
    }
    (operation,) = (
        one for one in definitions if isinstance(one, OperationDefinitionNode)
    )
    found = Collector(fragments, conditions).collect(
        [operation.selection_set, None], lambda name: name in {"T", "Muka"}
    )
    return {key: len(nodes) for key, nodes in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{ a b: a a }", {"a": 2, "b": 1}),
        (
            "{ ... { a } ... on T { b } ... on Muka { c } ... on U { d } }",
            {"a": 1, "b": 1, "c": 1},
        ),
        ("{ ...F a ...F } fragment F on T { a b }", {"a": 2, "b": 1}),
        ("{ ...F a } fragment F on U { b }", {"a": 1}),
        ("{ a @skip(if: true) b @include(if: false) c @skip(if: false) }", {"c": 1}),
        ("{ a @skip(if: true) @include(if: true) b @lain }", {"b": 1}),
        (
            "{ ... @include(if: false) { a } ...F @skip(if: true) b } fragment F on T { c }",
            {"b": 1},
        ),
        ("{ ...F @skip(if: true) ...F } fragment F on T { c }", {"c": 1}),
    ],
)
def test_fields_are_collected_by_key(text: str, expected: dict[str, int]) -> None:
    """Fields merge by response key in order; fragments apply by type, each once."""
    found = collected(text)
    assert expected == found
    assert list(expected) == list(found)


def test_conditions_may_be_variables() -> None:
    """A variable's value decides as a literal does."""
    text = "query($x: Boolean!) { a @skip(if: $x) b @include(if: $x) }"
    assert {"b": 1} == collected(text, x=True)
    assert {"a": 1} == collected(text, x=False)
