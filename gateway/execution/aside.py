"""Large answers are worked off beside the loop, which serves others meanwhile."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

T = TypeVar("T")

LARGE: Final = 256 * 1024
"""Bytes of answers whose projection takes some 3 ms, and ten times that if all is bad."""


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

        Who is cancelled waits no longer; the work is done to its end.
        """
        done = asyncio.get_running_loop().run_in_executor(self._thread, work)
        await asyncio.wait([done])
        return done.result
