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
    says = _compile_words(refused) if refused.conditions else None

    def refuses(received: Received) -> bool:
        if received.status in statuses:
            return True
        if refused.pages and is_html(received.body):
            return True
        return says is not None and len(received.body) <= LARGEST and says(received)

    return refuses


def _compile_words(refused: Refused) -> Refuses:
    """Compile the conditions on a body in its format, or of a sentence in its place.

    A sentence where a table was asked for is one without rows.
    """
    tests = tuple(map(compile_sign, refused.conditions))
    spoken = [compile_sign(one) for one in refused.conditions if () in one.paths]
    decode = compile_format(refused.format, _BOUND)

    def speaks(received: Received) -> bool:
        words = received.body.decode(errors="replace").strip()
        return any(test(words) for test in spoken)

    def says(received: Received) -> bool:
        try:
            body = decode(received.body, received.content_type)
        except Faulted as fault:
            body = fault.body
        except UpstreamError:
            return speaks(received)
        if any(test(body) for test in tests):
            return True
        return (body == [] or isinstance(body, str)) and speaks(received)

    return says
