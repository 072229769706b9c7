"""The tickets of calls that are under way, for what comes of them to be put.

A call that fails leaves its ticket behind. So they are held by the names of their places,
which are short whatever was asked, and of all connectors together no more than `MOST`:
the oldest go, and what their calls give is not shared.
"""

from typing import Final

from gateway.connectors.shared.pending import Ticket

MOST: Final = 10_000
"""Tickets of one process, of less than half a kilobyte each."""


class Tickets:
    """Tickets, each the last of its place."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._held: dict[str, Ticket] = {}

    def __len__(self) -> int:
        return len(self._held)

    def hold(self, ticket: Ticket) -> None:
        """Hold a ticket until it is taken, or too many have come after it."""
        self._held.pop(ticket.name, None)
        self._held[ticket.name] = ticket
        if len(self._held) > self._most:
            del self._held[next(iter(self._held))]

    def take(self, name: str) -> Ticket | None:
        """Take the ticket of a place; None where there is none."""
        return self._held.pop(name, None)
