"""One request of an operation; where its service said how, whether something changed."""

from collections.abc import Awaitable
from typing import Final

from gateway.connectors.answer import Validators
from gateway.connectors.line import Line
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.principal import Principal
from gateway.connectors.recipe import Recipe
from gateway.connectors.template import Prepared

NOT_MODIFIED: Final = 304
"""The status of an answer that has not changed: RFC 9110 §15.4.5."""


def exchange(
    line: Line,
    recipe: Recipe,
    prepared: Prepared,
    principal: Principal,
    known: Validators | None = None,
) -> Awaitable[Received]:
    """Send one request of an operation.

    With `known` validators its service is asked whether what it gave with them has
    changed; the answer may then be NOT_MODIFIED.
    """
    operation, heard = recipe.operation, recipe.heard
    if known is not None:
        from gateway.connectors.directives import conditions  # noqa: PLC0415 - few operations follow headers

        signed = (*prepared.signed, *conditions(known))
        prepared = prepared._replace(signed=signed)
        heard = (*heard, NOT_MODIFIED)
    return line.send(
        Outgoing(str(operation.name), prepared, operation.timeout, heard, principal)
    )
