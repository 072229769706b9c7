"""Who is answered while there is too much to do: those whose answer is at hand.

That costs no more than to refuse them. The rest is refused, most of it unread.
"""

from typing import Final, Protocol

from gateway.errors import RequestError
from gateway.execution.message import Reply, Request
from gateway.http.glance import BUSY, Asked
from gateway.http.known import SMALL, Known
from gateway.http.parameters import from_body, from_query
from gateway.http.valve import Valve

_MOST: Final = 1000
_SHED: Final = Reply(BUSY, executed=False, status=503)


class Kept(Protocol):
    """What has answers at hand (execution/pipeline.py)."""

    def at_hand(self, request: Request, /) -> Reply | None:
        """Answer an operation that is known and whose answer is kept; None for others."""
        ...


class Triage:
    """Reads requests, and refuses those that would have to wait, by the valve's leave."""

    __slots__ = ("_handy", "bodies", "queries", "valve")

    def __init__(self, valve: Valve) -> None:
        self.valve = valve
        self.bodies = Known(from_body)
        self.queries = Known(from_query)
        self._handy: set[str] = set()  # queries whose answers were at hand

    def answer(self, kept: Kept, request: Request) -> Reply:
        """Answer what costs no more than to refuse it, and refuse the rest."""
        found = kept.at_hand(request)
        if found is None:
            self._handy.discard(request.query)
            self.valve.shed += 1
            return _SHED
        self._note(request.query)
        return found

    def refuses(self, kept: Kept, asked: Asked) -> bool:
        """Tell whether a request is refused unread, while the valve is wary.

        Not what was at hand the last time; of the rest a few are looked up, to learn
        what is.
        """
        known = (self.bodies if asked.post else self.queries).get(asked.raw)
        if known is not None and known.query in self._handy:
            return False
        if self.valve.admits():
            return False
        if self.valve.tries() and self._finds(kept, asked):
            return False
        self.valve.shed += 1
        return True

    def _finds(self, kept: Kept, asked: Asked) -> bool:
        """Tell whether a request's answer is at hand, or the request is no good."""
        try:
            request = (self.bodies if asked.post else self.queries).read(asked.raw)
        except RequestError:
            return True
        if kept.at_hand(request) is None:
            return False
        self._note(request.query)
        return True

    def _note(self, query: str) -> None:
        if len(query) > SMALL:  # no request with it is known unread
            return
        if len(self._handy) >= _MOST:
            self._handy.clear()
        self._handy.add(query)
