"""A request's header fields: as many as may be, and none that come after its body.

uvicorn keeps any number of them, which take thirty times as much memory as they do on
the wire. It adds trailers to them, though whoever stands before the gateway may not
have looked at those: RFC 9110 §6.5.1 forbids it. And where a client asks first whether
it may send its body, it takes the next bytes for that body although it has said no.
"""

from collections.abc import Awaitable, Callable
from typing import Any, cast

from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle

from gateway.cli.upgrade import Steadfast
from gateway.http.fields import MOST_FIELDS

_Send = Callable[[Any], Awaitable[None]]


class TooManyFieldsError(Exception):
    """A head has more fields than any client needs."""


class Headed(Steadfast):
    """A connection that tells a request's own fields from others."""

    @property
    def crowded(self) -> bool:
        """Tell whether the fields that are being read are too many."""
        return len(self.headers) > MOST_FIELDS

    @override
    def on_headers_complete(self) -> None:
        """Begin a request; what is still read of it as a field is nobody's."""
        if len(self.headers) > MOST_FIELDS:
            raise TooManyFieldsError
        super().on_headers_complete()
        self.headers = []
        if self.expect_100_continue and (cycle := self._begun) is not None:
            _expected(cycle)

    @override
    def on_message_complete(self) -> None:
        """Close where a trailer says so: the parser reads nothing after it, whatever it is."""
        super().on_message_complete()
        if self.headers and not self.parser.should_keep_alive():
            self._end()
        self.headers = []  # a connection may stay for long before it asks again

    def _end(self) -> None:
        cycle = self._begun
        if cycle is not None:
            cycle.keep_alive = False
            if cycle.response_complete:
                self.transport.close()

    @property
    def _begun(self) -> RequestResponseCycle | None:
        """Return the request that is being read; None for one that is still to be read again."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return None if cycle is None or cycle.scope is not self.scope else cycle


def _expected(cycle: RequestResponseCycle) -> None:
    """Have a connection end with an answer to whoever has not been asked to go on.

    Their body may come, or never (RFC 9110 §10.1.1). In HTTP/1.0 nobody waits to be asked.
    """
    if cycle.scope["http_version"] == "1.0":
        cycle.waiting_for_100_continue = False
        return
    send: _Send = cycle.send

    async def answer(message: Any) -> None:
        if cycle.waiting_for_100_continue and cycle.more_body:
            cycle.keep_alive = False
        await send(message)

    vars(cycle)["send"] = answer  # of this one alone
