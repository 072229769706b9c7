"""A request on its way out, the answer to it, and who sends it."""

from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple, Protocol

from multidict import CIMultiDict, CIMultiDictProxy

from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.connectors.template import Prepared

NO_HEADERS: Final[CIMultiDictProxy[str]] = CIMultiDictProxy(CIMultiDict())


class Received(NamedTuple):
    """An upstream answer that is HTTP, read whole within its bound.

    `secret` are words of the request that no message of the service may repeat. `read`
    gives what the body was decoded to, or raises as that did, where that has been done.
    """

    status: int
    content_type: str | None
    body: bytes
    headers: CIMultiDictProxy[str] = NO_HEADERS
    secret: tuple[str, ...] = ()
    read: Callable[[], object] | None = None


class Reading(NamedTuple):
    """How bodies are decoded; those of more than `least` bytes, beside the loop."""

    decode: Callable[[bytes, str | None], object]
    least: int


class Outgoing(NamedTuple):
    """A request about to be sent. `timeout` is the whole call's, in seconds.

    `missing` are the statuses that mean "there is none" here; they come back
    as answers, other failures are raised. What only reads is `repeatable`,
    whatever its method: a query may read over POST. A write is not. What fails is
    sent again only if somebody who `retries` asked for it. `personal` tells that
    the answer is the principal's own. A large answer is decoded as `reading` says before
    another call has its place.
    """

    operation: str
    prepared: Prepared
    timeout: float
    missing: tuple[int, ...] = ()
    principal: Principal = ANONYMOUS
    repeatable: bool = True
    retries: bool = True
    personal: bool = False
    reading: Reading | None = None

    @property
    def person(self) -> str | None:
        """Return whose own the answer is; None where it is everybody's."""
        return self.principal.subject if self.personal else None


class Sender(Protocol):
    """Sends one request. Raises UpstreamError."""

    def __call__(self, outgoing: Outgoing) -> Awaitable[Received]:
        """Return the answer to a request."""
        ...
