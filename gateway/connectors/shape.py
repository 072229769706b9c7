"""Shape: from an upstream body to the selected value of an operation's answer."""

from collections.abc import Callable
from typing import cast

from gateway.config.model import Operation, Selection
from gateway.connectors.codec import decode_json
from gateway.connectors.conditions import compile_missing, compile_success
from gateway.connectors.paths import compile_jmespath, compile_path
from gateway.connectors.send import Received
from gateway.connectors.value import BadValue
from gateway.errors import Sent, UpstreamBadBody, UpstreamRejected

Shape = Callable[[Received], object]


def compile_shape(operation: Operation, select: Selection | None = None) -> Shape:
    """Compile decode ▸ missing? ▸ success? ▸ select for an operation.

    The function returns the selected value, None where there is none. It
    raises UpstreamBadBody and UpstreamRejected.
    """
    is_missing = compile_missing(operation.missing)
    judge = compile_success(operation.success)
    pick = _compile_selection(select or operation.select)
    wrap = operation.one_or_many and operation.returns.is_list

    def shape(received: Received) -> object:
        if received.status in operation.missing.statuses:
            return None
        body = decode_json(received.body, received.content_type)
        if is_missing(received.status, body):
            return None
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


def _wrapped(value: object) -> object:
    """Make a list of one of a single object."""
    if value is None or isinstance(value, list):
        return cast("object", value)
    return [value]


def _compile_selection(select: Selection) -> Callable[[object], object]:
    if select.jmespath is not None:
        return compile_jmespath(select.jmespath)
    return compile_path(select.path)
