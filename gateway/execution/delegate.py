"""Root fields that graphql-core executes: introspection, and those defined in code."""

import inspect
from collections.abc import Mapping
from typing import Any

import orjson
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute,  # pyright: ignore[reportUnknownVariableType] # graphql-core types it in part
)

from gateway.errors import CodedError
from gateway.execution.failure import coded, told
from gateway.execution.incident import incident
from gateway.execution.message import Request
from gateway.execution.operation import Operation
from gateway.execution.plan import RootField
from gateway.execution.view import NULL, View
from gateway.observe import Observer


class Delegate:
    """Hands single root fields to graphql-core."""

    def __init__(
        self,
        schema: GraphQLSchema,
        context: Mapping[str, object],
        observer: Observer,
    ) -> None:
        self._schema = schema
        self._context = context
        self._observer = observer

    async def run(
        self, field: RootField, operation: Operation, request: Request
    ) -> View:
        """Execute one root field alone and return it as a view."""
        given = execute(
            self._schema,
            _alone(field, operation),
            variable_values=dict(request.variables or {}),
            operation_name=operation.name,
            context_value=self._told(request),
        )
        result = await given if inspect.isawaitable(given) else given
        errors = tuple(self._described(error) for error in result.errors or ())
        if result.data is None:
            return View(NULL, broken=True, errors=errors)
        return View(orjson.dumps(result.data[field.shown.key]), errors=errors)

    def _told(self, request: Request) -> dict[str, object]:
        """Return what a resolver finds in its context; the operator is told more."""
        told = {**self._context}
        if request.operator:
            told["operator"] = True
        return told

    def _described(self, error: GraphQLError) -> dict[str, object]:
        """Describe an error; one that is not ours is masked and noted."""
        cause: Any = error.original_error
        message = error.message
        if cause is None:
            extensions = coded("BAD_USER_INPUT")
        else:
            if not isinstance(cause, CodedError):
                cause = incident(self._observer, "code", cause)
            extensions = told(cause)
            message = cause.message
        return {
            "message": message,
            "locations": [
                {"line": place.line, "column": place.column}
                for place in error.locations or ()
            ],
            "path": error.path or [],
            "extensions": extensions,
        }


def _alone(field: RootField, operation: Operation) -> DocumentNode:
    """Return the document with this root field as its only one."""
    node = operation.node
    alone = OperationDefinitionNode(
        operation=node.operation,
        name=node.name,
        variable_definitions=node.variable_definitions,
        directives=node.directives,
        selection_set=SelectionSetNode(selections=tuple(field.shown.nodes)),
        loc=node.loc,
    )
    return DocumentNode(definitions=(alone, *operation.fragments.values()))
