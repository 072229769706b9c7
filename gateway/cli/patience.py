"""A connection that waits for its client, but not for ever.

uvicorn waits without an end for the first request of a connection and for the rest of one
that has begun. Whoever opens connections and leaves them so would have all of them in the
end (Slowloris).

A request that arrives whole costs no timer. The rest of others has one for each
connection; what has begun nowhere shares uvicorn's own, for connections that are kept.
"""

import asyncio
from enum import Enum, auto
from typing import Any, Final, cast

from typing_extensions import override
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from uvicorn.server import ServerState

from gateway.cli.heads import Headed
from gateway.cli.taking import Taking
from gateway.http.bounds import Bounds
from gateway.http.front import Front
from gateway.http.unread import late, malformed
from gateway.http.written import Written

LOOK: Final = 0.001
"""Seconds after which every connection was read once more, where the loop was late."""


class Awaited(Enum):
    """What a client is to send next."""

    REQUEST = auto()
    """Anything, or nothing: no request has begun."""
    HEAD = auto()
    BODY = auto()


class Patient(Headed):
    """A connection whose client has its time to ask and to listen, and no more."""

    # None before the first request, which uvicorn's own type leaves out.
    cycle: RequestResponseCycle | None  # type: ignore[assignment] # see above
    _taking: Taking
    _began: tuple[Awaited, RequestResponseCycle | None] | None = None
    """What was waited for last, and after which request."""
    _since = 0.0
    """When that was begun."""
    _late = False
    """It was not there in time; what has come is read before that counts."""
    _cut = False
    """What comes now is not read: it is refused, or no HTTP."""
    _timer: asyncio.TimerHandle | None = None
    """For the rest of a request; it may still run when that has come."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        front = config.app
        self._front = front if isinstance(front, Front) else None
        self._bounds = Bounds() if self._front is None else self._front.bounds

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        own = cast("asyncio.Transport", transport)
        super().connection_made(own)
        written = Written() if self._front is None else self._front.written
        self._taking = Taking(own, self._bounds.send_timeout, written)
        self._wait(self._bounds.head_timeout)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._unset_keepalive_if_required()
        self._unset()
        self._taking.end()

    @override
    def pause_writing(self) -> None:
        super().pause_writing()
        self._taking.begin()

    @override
    def resume_writing(self) -> None:
        super().resume_writing()
        if not self.transport.is_closing():  # what is left then is waited for, too
            self._taking.end()

    @override
    def timeout_keep_alive_handler(self) -> None:
        """Close where nobody asks any more; what has begun has its own time."""
        if self._awaited()[0] is Awaited.REQUEST:
            self._taking.begin(self.timeout_keep_alive)
            super().timeout_keep_alive_handler()

    def _expect(self) -> None:
        """Wait for what is to come next, as long as that may take."""
        if self.transport.is_closing():
            return
        awaited, now = self._awaited(), self.loop.time()
        anew = self._began != awaited
        if anew:
            self._began, self._since, self._late = awaited, now, False
        if awaited[0] is Awaited.REQUEST:  # uvicorn has ended this, for something came
            self._wait(max(self._since + self._bound(awaited[0]) - now, 0.0))
        elif anew or self._timer is None:
            self._look_in(self._bound(awaited[0]))

    def _look_in(self, seconds: float) -> None:
        self._unset()
        self._timer = self.loop.call_later(seconds, self._look)

    def _unset(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        """Refuse what has not come in time, as far as its client is to blame."""
        self._timer = None
        awaited, now = self._awaited(), self.loop.time()
        what = awaited[0]
        if what is Awaited.REQUEST or self.transport.is_closing():
            return
        if self._busy(what):
            self._since = now
        left = self._since + self._bound(what) - now
        if left > 0 or not self._late:
            self._late = left <= 0
            self._look_in(max(left, LOOK))
            return
        self._refuse(late(what.name.lower(), self._bound(what)))

    @override
    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; what was asked before it is answered, and no more."""
        cycle, self._cut = self.cycle, True
        if cycle is not None and self._due(self._awaited()[0]):
            cycle.keep_alive = False
        else:
            self._refuse(malformed())

    def _refuse(self, answer: bytes) -> None:
        """Answer what is being read, unread, and close.

        Where another answer is due first, this would be taken for it: nothing is said then.
        """
        if self._due(self._awaited()[0]):
            self.transport.abort()
            return
        self._cut = True
        if self.cycle is not None:  # whoever waits for the rest of it is told
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.write(answer)
        self.transport.close()

    def _awaited(self) -> tuple[Awaited, RequestResponseCycle | None]:
        """Tell what is to come next, and after which request."""
        cycle, scope = self.cycle, cast("object", self.scope)
        if cycle is None:
            return (Awaited.REQUEST if scope is None else Awaited.HEAD), None
        if cycle.scope is not scope:
            return Awaited.HEAD, cycle
        over = cycle.response_complete or not cycle.more_body
        return (Awaited.REQUEST if over else Awaited.BODY), cycle

    def _bound(self, what: Awaited) -> float:
        """Return for how many seconds something is waited for."""
        if what is Awaited.BODY:
            return self._bounds.body_timeout
        if what is Awaited.HEAD or self.cycle is None:
            return self._bounds.head_timeout
        return self.timeout_keep_alive

    def _busy(self, what: Awaited) -> bool:
        """Tell whether an answer is due first, or nothing is read for the moment."""
        return self.cycle is not None and (self.flow.read_paused or self._due(what))

    def _due(self, what: Awaited) -> bool:
        """Tell whether an answer is due, or begun, before what is awaited can have one."""
        cycle = self.cycle
        if cycle is None:
            return False
        if self.pipeline:
            return True
        if what is Awaited.BODY:
            return cycle.response_started
        return not cycle.response_complete

    def _wait(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(
            seconds, self.timeout_keep_alive_handler
        )
