"""One request of an operation; where its service said how, whether something changed."""

from collections.abc import Awaitable
from hashlib import blake2b
from typing import Final

from gateway.connectors.caller import Caller
from gateway.connectors.line import Line
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.recipe import Recipe
from gateway.connectors.template import Prepared
from gateway.connectors.validators import Validators, conditions, read_validators

NOT_MODIFIED: Final = 304
"""The status of an answer that has not changed: RFC 9110 §15.4.5."""

_NAME: Final = 4  # bytes


def exchange(
    line: Line,
    recipe: Recipe,
    prepared: Prepared,
    caller: Caller,
    known: Validators | None = None,
    seconds: float | None = None,
) -> Awaitable[Received]:
    """Send one request of an operation, with its own deadline or one in seconds.

    With `known` validators of this very request its service is asked whether what it
    gave with them has changed; the answer may then be NOT_MODIFIED.
    """
    operation, heard = recipe.operation, recipe.heard
    if known is not None and known.of == _named(prepared):
        signed = (*prepared.signed, *conditions(known))
        prepared = prepared._replace(signed=signed)
        heard = (*heard, NOT_MODIFIED)
    return line.send(
        Outgoing(
            str(operation.name),
            prepared,
            operation.timeout if seconds is None else seconds,
            heard,
            caller.principal,
            retries=caller.retries,
            personal=recipe.personal,
            reading=recipe.reading,
        )
    )


def validators_of(prepared: Prepared, received: Received) -> Validators | None:
    """Return what to ask by, the next time, whether the answer to a request has changed."""
    name = _named(prepared)
    return None if name is None else read_validators(received.headers, name)


def _named(prepared: Prepared) -> str | None:
    """Name what is requested; None where it cannot be asked for on a condition.

    A service that heeds the condition of anything but a GET refuses it: RFC 9110
    §13.1.2. The name is short, to tell nobody what was asked for.
    """
    if prepared.method != "GET":
        return None
    return blake2b(prepared.url.encode(), digest_size=_NAME).hexdigest()
