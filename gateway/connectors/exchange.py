"""One request of an operation; where its service said how, whether something changed."""

from functools import partial
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


async def exchange(
    line: Line,
    recipe: Recipe,
    prepared: Prepared,
    caller: Caller,
    known: Validators | None = None,
    seconds: float | None = None,
) -> Received:
    """Send one request of an operation, with its own deadline or one in seconds.

    With `known` validators of this very request its service is asked whether what it
    gave with them has changed; the answer may then be NOT_MODIFIED.
    """
    operation, heard = recipe.operation, recipe.heard
    if known is not None and known.of == _named(prepared):
        signed = (*prepared.signed, *conditions(known))
        prepared = prepared._replace(signed=signed)
        heard = (*heard, NOT_MODIFIED)
    received = await line.send(
        Outgoing(
            str(operation.name),
            prepared,
            operation.timeout if seconds is None else seconds,
            heard,
            caller.principal,
            retries=caller.retries,
            personal=recipe.personal,
        )
    )
    if len(received.body) > recipe.reading.least:
        return await _read_aside(line, recipe, received)
    return received


async def _read_aside(line: Line, recipe: Recipe, received: Received) -> Received:
    """Have a body decoded beside the loop; it is then as if it had only come."""
    resilience = line.resilience
    latest = None if resilience is None else resilience.latest
    decode = recipe.reading.decode
    work = partial(decode, received.body, received.content_type)
    read = await line.aside.run(work)
    if resilience is not None:  # others may have been answered meanwhile
        resilience.latest = latest
    return received._replace(read=read)


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
