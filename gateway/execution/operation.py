"""The operations of a document, of which a request chooses one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    visit,
)
from graphql.execution.values import VariableValues, get_variable_values

from gateway.errors import RequestError
from gateway.execution.invalid import MOST_ERRORS, InvalidRequestError


@dataclass(frozen=True, slots=True, eq=False)
class Operation:
    """One executable operation of a document.

    `conditions` are the variables that @skip and @include depend on: the plan
    differs with their values. `plans` is the planner's memo. `weight` are the
    bytes of its whole document, which it does not hold: a document is freed when it is let
    go of, not when the collector comes by.
    """

    name: str | None
    kind: str
    node: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]
    weight: int
    conditions: tuple[str, ...]
    plans: dict[tuple[object, ...], Any] = field(
        default_factory=dict[tuple[object, ...], Any]
    )

    def coerce(
        self, schema: GraphQLSchema, given: Mapping[str, object] | None, *, hide: bool
    ) -> VariableValues:
        """Coerce the variables, GraphQL specification §6.1.2.

        Raises InvalidRequestError with one error for each variable that is wrong. A
        null for a condition, which the default of a nullable variable allows, is
        refused too: no selection could be collected.
        """
        definitions = self.node.variable_definitions
        if not definitions:
            return _NO_VARIABLES
        values = get_variable_values(
            schema, definitions, dict(given or {}), MOST_ERRORS, hide_suggestions=hide
        )
        if isinstance(values, list):
            raise InvalidRequestError("BAD_USER_INPUT", values)
        for definition in definitions:
            name = definition.variable.name.value
            if name in self.conditions and values.coerced.get(name) is None:
                message = (
                    f"Variable '${name}' decides a condition; it must not be null."
                )
                null = GraphQLError(message, definition)
                raise InvalidRequestError("BAD_USER_INPUT", [null])
        return values


_NO_VARIABLES = VariableValues({}, {})


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A valid document."""

    text: str
    node: DocumentNode
    fragments: Mapping[str, FragmentDefinitionNode]
    operations: dict[str | None, Operation] = field(
        default_factory=dict[str | None, Operation]
    )

    def operation(self, name: str | None) -> Operation:
        """Choose the operation to run, GraphQL specification §6.1.1.

        Raises RequestError where the name is unknown, or missing among several.
        """
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        found = self.operations.get(name)
        if found is not None:
            return found
        if name is None or not self.operations:
            message = (
                "Must provide operation name if query contains multiple operations."
            )
            if not self.operations:
                message = "Must provide an operation."
        else:
            message = f"Unknown operation named '{name[:80]}'."
        raise RequestError("GRAPHQL_VALIDATION_FAILED", message)


def document_of(
    text: str,
    node: DocumentNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    weight: int,
) -> Document:
    """Make a document of a valid one that weighs so much."""
    conditions = _conditions(node)
    operations = (
        _operation(one, fragments, weight, conditions)
        for one in node.definitions
        if isinstance(one, OperationDefinitionNode)
    )
    return Document(text, node, fragments, {one.name: one for one in operations})


def _operation(
    node: OperationDefinitionNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    weight: int,
    conditions: frozenset[str],
) -> Operation:
    """Make an operation of a document that weighs so much, with the conditions it declares."""
    declared = {one.variable.name.value for one in node.variable_definitions or ()}
    return Operation(
        node.name.value if node.name else None,
        node.operation.value,
        node,
        fragments,
        weight,
        tuple(sorted(conditions & declared)),
    )


class _Conditions(Visitor):
    """Collects the variables that stand in @skip(if:) and @include(if:)."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: Any, *_: object) -> None:
        if node.name.value in {"skip", "include"}:
            for argument in node.arguments:
                if isinstance(argument.value, VariableNode):
                    self.names.add(argument.value.name.value)


def _conditions(node: DocumentNode) -> frozenset[str]:
    visitor = _Conditions()
    visit(node, visitor)
    return frozenset(visitor.names)
