"""What is carried out to its end, whoever asked for it."""

from collections.abc import Coroutine, Generator
from typing import Any

from gateway.execution.message import Reply


class Carried:
    """The rest of a mutation: it may have been sent, so that nobody cancels it.

    A client who is gone cannot know what has become of it, and half of it would be worse
    than either end.
    """

    __slots__ = ("_rest",)

    def __init__(self, rest: Coroutine[Any, Any, Reply]) -> None:
        self._rest = rest

    def __await__(self) -> Generator[Any, Any, Reply]:
        """Wait for the reply."""
        return self._rest.__await__()

    def close(self) -> None:
        """Give it up before it has begun."""
        self._rest.close()
