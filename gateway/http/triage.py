"""Who is answered while there is too much to do: those whose answer is at hand.

That costs no more than to refuse them. The rest is refused, most of it unread.
"""

from typing import Final, Protocol, TypeAlias, TypeVar

from gateway.errors import RequestError
from gateway.execution.message import Reply, Request
from gateway.http.glance import BUSY, Asked
from gateway.http.known import SMALL, Known
from gateway.http.parameters import from_body, from_query
from gateway.http.valve import Valve

T = TypeVar("T")
Named: TypeAlias = tuple[str, str | None]
"""A document, and which of its operations."""
_MOST: Final = 1000
_SHED: Final = Reply(BUSY, status=503)


class Kept(Protocol):
    """What has answers at hand (execution/pipeline.py)."""

    def at_hand(self, request: Request, /) -> Reply | None:
        """Answer an operation that is known and whose answer is kept; None for others."""
        ...


class Triage:
    """Reads requests, and refuses those that would have to wait, by the valve's leave."""

    __slots__ = ("_away", "_handy", "_looked", "_varied", "bodies", "queries", "valve")

    def __init__(self, valve: Valve) -> None:
        self.valve = valve
        self.bodies = Known(from_body)
        self.queries = Known(from_query)
        self._handy: set[str] = set()  # queries whose answers were at hand
        self._varied: set[int] = set()  # hashes of requests with variables, likewise
        self._away: set[Named] = set()  # operations whose answers were not, since
        self._looked = 0  # this look of the valve's

    def answer(self, kept: Kept, request: Request) -> Reply | None:
        """Answer what costs no more than to refuse it; None for what may wait to begin.

        The rest is refused.
        """
        found = None if self._is_away(request) else kept.at_hand(request)
        if found is None:
            self._handy.discard(request.query)
            if not request.variables and len(request.query) <= SMALL:
                _add(self._away, _named(request))
            if not self.valve.closed:
                return None
            self.valve.shed += 1
            return _SHED
        if not request.variables:
            self._note(request.query)
        return found

    def _is_away(self, request: Request) -> bool:
        """Tell whether the same was looked for in vain a moment ago.

        To look for an answer costs as much as to begin, which comes again after the wait.
        """
        if self._looked != self.valve.looks:
            self._looked = self.valve.looks
            self._away.clear()
        return not request.variables and _named(request) in self._away

    def refuses(self, kept: Kept, asked: Asked) -> bool:
        """Tell whether a request is refused unread, while the valve is wary.

        Not what was at hand the last time, with variables as long as it still is; of the
        rest a few are looked up, to learn what is.
        """
        known = (self.bodies if asked.post else self.queries).get(asked.raw)
        if known is not None:
            if known.query in self._handy:
                return False
        elif self._varied and self._still(kept, asked):
            return False
        if self.valve.admits():
            return False
        if self.valve.tries() and self._finds(kept, asked):
            return False
        self.valve.shed += 1
        return True

    def _still(self, kept: Kept, asked: Asked) -> bool:
        """Tell whether the same was at hand the last time, and is."""
        mark = hash(asked.raw)
        if mark not in self._varied:
            return False
        found = self._finds(kept, asked)
        if not found:
            self._varied.discard(mark)
        return found

    def _finds(self, kept: Kept, asked: Asked) -> bool:
        """Tell whether a request's answer is at hand, or the request is no good."""
        try:
            request = (self.bodies if asked.post else self.queries).read(asked.raw)
        except RequestError:
            return True
        if kept.at_hand(request) is None:
            return False
        if not request.variables:
            self._note(request.query)
        elif len(asked.raw) <= SMALL:
            _add(self._varied, hash(asked.raw))
        return True

    def _note(self, query: str) -> None:
        if len(query) <= SMALL:  # no request with a longer one is known unread
            _add(self._handy, query)


def _named(request: Request) -> Named:
    return request.query, request.operation_name


def _add(some: set[T], one: T) -> None:
    """Add to a set that is bounded."""
    if len(some) >= _MOST:
        some.clear()
    some.add(one)
