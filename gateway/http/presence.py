"""Whether a client is still there: nobody's operation is given up.

The server tells when a connection is lost; ASGI would have it asked for, with `receive`,
in a task beside each operation. The scope's `state` carries a connection's Presence to
where its requests are answered.
"""

import asyncio
from collections.abc import Awaitable, Mapping
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
_STATE: Final = "gateway.presence"


class Gone(Exception):  # noqa: N818 - an event, not a fault
    """The client went away while its operation waited."""


class Presence:
    """A client's; one of its operations at a time waits, and is cancelled when it goes."""

    __slots__ = ("_task", "gone")

    def __init__(self) -> None:
        self._task: asyncio.Task[Any] | None = None
        self.gone = False

    def state(self, state: Mapping[str, Any]) -> dict[str, Any]:
        """Return the `state` of the scopes of its connection."""
        return {**state, _STATE: self}

    def leave(self) -> None:
        """Take note that the client has gone."""
        self.gone = True
        if self._task is not None:
            self._task.cancel()

    async def wait(self, operation: Awaitable[T]) -> T:
        """Wait for an operation as long as the client does. Raises Gone."""
        task = asyncio.current_task()
        if task is None:
            message = "an operation needs a task to be cancelled in"
            raise RuntimeError(message)
        before = task.cancelling()
        self._task = task
        if self.gone:  # meanwhile: what has begun is to learn it, too
            task.cancel()
        try:
            result = await operation
        except asyncio.CancelledError:
            if self.gone and task.uncancel() <= before:
                raise Gone from None
            raise  # by somebody else: the gateway stops
        finally:
            self._task = None
        if self.gone:  # it ended in the same moment
            task.uncancel()
            raise Gone
        return result


def presence_of(scope: Mapping[str, Any]) -> Presence | None:
    """Return the Presence of the client who asks, where the server tells of it."""
    return cast("Presence | None", scope.get("state", {}).get(_STATE))
