"""Coerce a field's arguments, GraphQL specification §6.4.1, once where they are constant."""

import enum
import math
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

from graphql import FieldNode, GraphQLError, GraphQLField, VariableNode, Visitor, visit
from graphql.execution.values import VariableValues, get_argument_values

from gateway.errors import BadInput

Arguments: TypeAlias = Mapping[str, object]
Coerce: TypeAlias = Callable[[VariableValues], Arguments]


def compile_arguments(node: FieldNode, definition: GraphQLField | None) -> Coerce:
    """Compile the arguments of a field into a function of the variables.

    The function raises BadInput where a variable's value does not fit after
    all (a null for a non-null argument with a default).
    """
    if definition is None or not definition.args:
        return lambda _variables: {}

    def coerce(variables: VariableValues) -> Arguments:
        try:
            values = get_argument_values(definition, node, variables)
        except GraphQLError as error:
            raise BadInput(error.message) from error
        return {name: plain(value) for name, value in values.items()}

    if has_variables(node):
        return coerce
    try:
        constant = coerce(VariableValues({}, {}))
    except BadInput:
        return coerce  # refused each time it is asked for, and this field alone
    return lambda _variables: constant


def with_constant(coerce: Coerce, name: str, value: object) -> Coerce:
    """Add an argument that is the same whatever the variables are."""
    return lambda variables: {**coerce(variables), name: value}


def plain(value: Any) -> object:
    """Return a coerced value without Strawberry's enum members in it.

    Raises BadInput for a number beyond all floats, such as 1e999: a literal
    of it is infinite, which JSON and URLs have no way to write.
    """
    if value.__class__ is float and not math.isfinite(value):
        raise BadInput("A number is too large.")
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dict):
        entries = cast("dict[str, object]", value)
        return {name: plain(one) for name, one in entries.items()}
    if isinstance(value, list):
        return [plain(one) for one in cast("list[object]", value)]
    return value


class _Variables(Visitor):
    """Notes whether a variable stands among a field's own arguments."""

    def __init__(self) -> None:
        super().__init__()
        self.found = False

    def enter_variable(self, node: VariableNode, *_: object) -> None:
        del node
        self.found = True


def has_variables(node: FieldNode) -> bool:
    """Tell whether the arguments of a field depend on variables."""
    visitor = _Variables()
    for argument in node.arguments or ():
        visit(argument, visitor)
    return visitor.found
