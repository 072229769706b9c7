"""Large answers are worked off beside the loop, which serves others meanwhile."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final, NoReturn, TypeVar

T = TypeVar("T")

LARGE: Final = 256 * 1024
"""Bytes of answers that take some 3 ms to project, and ten times that if all is bad.

To decode them takes 1 to 15 ms: JSON least, XML most.
"""


class Aside:
    """A thread, for one who has the `turn`.

    Of two at work each would only keep the interpreter from the other. Whoever waits for
    the turn may find then that somebody else has done the same work.
    """

    __slots__ = ("_thread", "turn")

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "aside")
        self.turn = asyncio.Lock()

    async def run(self, work: Callable[[], T]) -> Callable[[], T]:
        """Do some work in the thread; return what gives its result, or raises as it did.

        Who is cancelled waits no longer: work that has not begun is left, and what has
        is done to its end.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, _outcome, work)


def _outcome(work: Callable[[], T]) -> Callable[[], T]:
    """Do some work; no error of it goes astray where nobody waits any more."""
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where it counts
        return partial(_fail, error)
    return lambda: result


def _fail(error: Exception) -> NoReturn:
    raise error
