"""A coroutine run up to its first wait, to learn whether it has to wait at all."""

from collections.abc import Awaitable, Generator
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


class Begun(Generic[T]):
    """An awaitable that has begun; await this for the rest.

    `done` tells that it ended without waiting, and `result` is then what it
    returned. A time-out need be set only for one that waits, and setting one
    costs as much as all else that a small request does.
    """

    __slots__ = ("_steps", "_waited_for", "done", "result")

    def __init__(self, awaitable: Awaitable[T]) -> None:
        self._steps = awaitable.__await__()
        self.done = False
        self.result: T | None = None
        try:
            self._waited_for = self._steps.send(None)
        except StopIteration as end:
            self.done = True
            self.result = end.value

    def __await__(self) -> Generator[Any, Any, T]:
        """Wait as the coroutine would (PEP 492): pass on what it waits for."""
        waited_for = self._waited_for
        while True:
            thrown: BaseException | None = None
            sent: Any = None
            try:
                sent = yield waited_for
            except BaseException as error:  # noqa: BLE001 - cancellation is the coroutine's to see
                thrown = error
            try:
                if thrown is None:
                    waited_for = self._steps.send(sent)
                else:
                    waited_for = self._steps.throw(thrown)
            except StopIteration as end:
                return cast("T", end.value)
