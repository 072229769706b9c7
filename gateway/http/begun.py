"""A coroutine run up to its first wait, to learn whether it has to wait at all."""

from collections.abc import Awaitable, Generator
from typing import Any, Generic, TypeVar, cast

T = TypeVar("T")


def begin(awaitable: Awaitable[T]) -> "T | Begun[T]":
    """Return what an awaitable gives, if it need not wait for it; else the rest.

    A time-out need be set only for one that waits, and setting one costs as
    much as all else that a small request does.
    """
    steps = awaitable.__await__()
    try:
        waited_for = steps.send(None)
    except StopIteration as end:
        result: T = end.value
        return result
    return Begun(steps, waited_for)


class Begun(Generic[T]):
    """An awaitable that has begun and waits; await this for the rest."""

    __slots__ = ("_steps", "_waited_for")

    def __init__(self, steps: Generator[Any, Any, T], waited_for: object) -> None:
        self._steps = steps
        self._waited_for = waited_for

    def __await__(self) -> Generator[Any, Any, T]:
        """Wait as the coroutine would (PEP 492): pass on what it waits for."""
        waited_for: Any = self._waited_for
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
