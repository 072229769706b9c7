"""Shape: from an upstream body to the selected value of an operation's answer."""

from collections.abc import Callable
from typing import Final, cast

from gateway.config.model import Limits, Operation, Selection
from gateway.connectors.conditions import (
    compile_message,
    compile_missing,
    compile_success,
)
from gateway.connectors.formats import Decode, compile_format
from gateway.connectors.paths import compile_jmespath, compile_path
from gateway.connectors.send import Received
from gateway.connectors.status import is_refusal
from gateway.connectors.value import BadValue
from gateway.errors import Sent, UpstreamBadBody, UpstreamRejected, UpstreamUnavailable

FAULT: Final = 500
Shape = Callable[[Received], object]


def compile_shape(
    operation: Operation,
    select: Selection | None = None,
    *,
    batch: bool = False,
    bound: int = Limits().max_body,
) -> Shape:
    """Compile decode ▸ missing? ▸ success? ▸ select for an operation.

    The function returns the selected value, None where there is none; a
    `batch` gives a list. `bound` is for what is inflated, in bytes. It raises
    UpstreamBadBody, UpstreamRejected and UpstreamUnavailable.
    """
    decode = compile_format(operation.format, bound)
    is_missing = compile_missing(operation.missing)
    judge = compile_success(operation.success)
    pick = _compile_selection(select or operation.select)
    wrap = operation.one_or_many and (batch or operation.returns.is_list)
    success = operation.success
    explain = compile_message(None if success is None else success.message)

    def shape(received: Received) -> object:
        if received.status in operation.missing.statuses:
            return None
        refused = is_refusal(received.status)
        failed = received.status == FAULT
        body = (_tolerant if refused or failed else _decoded)(decode, received)
        if failed:
            raise UpstreamUnavailable(
                "The service answered with status 500.", sent=Sent.YES
            )
        if is_missing(received.status, body):
            return None
        if refused:
            message = f"The service answered with status {received.status}."
            raise UpstreamRejected(message, sent=Sent.YES, pesan=explain(body))
        refusal = judge(body)
        if refusal is not None:
            message = "The service answered that it did not succeed."
            raise UpstreamRejected(message, sent=Sent.YES, pesan=refusal.message)
        try:
            value = pick(body)
        except BadValue as error:
            raise UpstreamBadBody(str(error), sent=Sent.YES) from error
        return _wrapped(value) if wrap else value

    return shape


def heard(operation: Operation) -> tuple[int, ...]:
    """Return the statuses whose answers are read although they tell of a failure.

    A SOAP fault comes with 500 (SOAP 1.1 §6.2); without a fault it is one still.
    """
    statuses = operation.missing.statuses
    return (*statuses, FAULT) if operation.format.kind == "soap" else statuses


def _decoded(decode: Decode, received: Received) -> object:
    return decode(received.body, received.content_type)


def _tolerant(decode: Decode, received: Received) -> object:
    """Decode the body of a refusal, which need not be anything."""
    try:
        return decode(received.body, received.content_type)
    except UpstreamBadBody:
        return None


def _wrapped(value: object) -> object:
    """Make a list of one of a single object."""
    if value is None or isinstance(value, list):
        return cast("object", value)
    return [value]


def _compile_selection(select: Selection) -> Callable[[object], object]:
    if select.jmespath is not None:
        return compile_jmespath(select.jmespath)
    return compile_path(select.path)
