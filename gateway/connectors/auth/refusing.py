"""What says that a credential is not good: a status, a page, or words of a body."""

from collections.abc import Callable
from typing import Final, TypeAlias

from gateway.config.credentials import Refused
from gateway.connectors.conditions import compile_sign
from gateway.connectors.formats import compile_format
from gateway.connectors.formats.fault import Faulted
from gateway.connectors.formats.texts import is_html
from gateway.connectors.send import Received
from gateway.errors import UpstreamError

LARGEST: Final = 256 * 1024
"""Bytes of a body that is looked into: more is data, and takes long to decode."""
_BOUND: Final = 8 * 1024 * 1024

Refuses: TypeAlias = Callable[[Received], bool]


def compile_refused(refused: Refused) -> Refuses:
    """Compile a test on an answer: whether it refuses the credential."""
    statuses = frozenset(refused.statuses)
    tests = tuple(map(compile_sign, refused.conditions))
    if not tests:
        return lambda received: (
            received.status in statuses or (refused.pages and is_html(received.body))
        )
    decode = compile_format(refused.format, _BOUND)

    def refuses(received: Received) -> bool:
        if received.status in statuses:
            return True
        if refused.pages and is_html(received.body):
            return True
        if len(received.body) > LARGEST:
            return False
        try:
            body = decode(received.body, received.content_type)
        except Faulted as fault:
            body = fault.body
        except UpstreamError:
            return False
        return any(test(body) for test in tests)

    return refuses
