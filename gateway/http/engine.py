"""What the edge needs of whatever answers operations."""

from collections.abc import Awaitable
from typing import Protocol

from gateway.execution.message import Reply, Request
from gateway.http.media import Files


class Engine(Protocol):
    """What answers operations (execution/pipeline.py)."""

    def begin(self, request: Request, /) -> Reply | Awaitable[Reply]:
        """Answer one operation, or begin to; must not raise but for RequestError."""
        ...

    def at_hand(self, request: Request, /) -> Reply | None:
        """Answer an operation that is known and whose answer is kept; None for others."""
        ...

    def ready(self) -> bool:
        """Tell whether operations can be answered."""
        ...

    @property
    def media(self) -> Files:
        """Return the files that the graph's links lead to."""
        ...
