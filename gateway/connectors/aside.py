"""Large answers are worked off beside the loop, which serves others meanwhile."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import partial
from typing import Final, NamedTuple, NoReturn, TypeVar

from gateway.errors import Sent, UpstreamBusy, UpstreamTimeout

T = TypeVar("T")

LARGE: Final = 256 * 1024
"""Bytes of answers that take some 3 ms to project, and ten times that if all is bad.

To decode them takes 1 to 15 ms: JSON least, XML most.
"""

MOST: Final = 512 * 1024**2
"""Bytes that what waits of one agency may take in memory.

Forty answers of 2 MiB. More never come together of what is called for, since a call
keeps its place until its answer is decoded, in turn with what is shown (decoding.py).
"""

_SOON: Final = 1.0


class Work(NamedTuple):
    """What waits to be done: with whose answer, which others may share, and its bytes in memory."""

    connector: str
    answer: object
    size: int


class Aside:
    """A thread, for one who has the `turn`.

    Of two at work each would only keep the interpreter from the other. Whoever waits for
    the turn may find then that somebody else has done the same work.
    """

    __slots__ = ("_rooms", "_thread", "_turn", "_turns")

    def __init__(self, thread: Executor | None = None) -> None:
        self._thread = thread or ThreadPoolExecutor(1, "aside")
        self._turn = asyncio.Lock()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._rooms: defaultdict[str, _Room] = defaultdict(_Room)

    @asynccontextmanager
    async def turn(
        self, connector: str, seconds: float | None = None
    ) -> AsyncGenerator[None]:
        """Wait for the turn. Raises UpstreamTimeout after so many seconds, if any are given.

        Of each connector one waits with those of the others, so that the turn goes round
        them: however many large answers an agency gives, another's waits for one of them.
        """
        async with AsyncExitStack() as stack:
            try:
                async with asyncio.timeout(seconds):
                    await stack.enter_async_context(self._turns[connector])
                    await stack.enter_async_context(self._turn)
            except TimeoutError as error:
                message = "The operation's deadline passed."
                raise UpstreamTimeout(message, sent=Sent.YES) from error
            yield

    @contextmanager
    def room(self, work: Work) -> Generator[None]:
        """Keep room for what waits. Raises UpstreamBusy where a connector has too much.

        There always is some for one, and for what is shared with one that waits.
        """
        room = self._rooms[work.connector]
        if not room.enter(work):
            message = "Too many large answers of the service wait to be shown."
            raise UpstreamBusy(message, sent=Sent.YES, retry_after=_SOON)
        try:
            yield
        finally:
            room.leave(work)

    async def run(self, work: Callable[[], T]) -> Callable[[], T]:
        """Do some work in the thread; return what gives its result, or raises as it did.

        Who is cancelled waits no longer: work that has not begun is left, and what has
        is done to its end. Where the machine gives no thread it is for whoever asks for
        the result.
        """
        try:
            done = asyncio.get_running_loop().run_in_executor(
                self._thread, _outcome, work
            )
        except RuntimeError:
            return work
        return await done


def _outcome(work: Callable[[], T]) -> Callable[[], T]:
    """Do some work; no error of it goes astray where nobody waits any more."""
    try:
        result = work()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where it counts
        return partial(_fail, error)
    return lambda: result


def _fail(error: Exception) -> NoReturn:
    raise error


class _Room:
    """What waits of one connector: how often, and how large, each answer by itself."""

    __slots__ = ("_answers", "_bytes")

    def __init__(self) -> None:
        self._answers: dict[int, tuple[int, int]] = {}
        self._bytes = 0

    def enter(self, work: Work) -> bool:
        """Take note of one more; tell whether there is room."""
        count, size = self._answers.get(id(work.answer), (0, work.size))
        more = 0 if count else size
        if more and self._bytes and self._bytes + more > MOST:
            return False
        self._answers[id(work.answer)] = count + 1, size
        self._bytes += more
        return True

    def leave(self, work: Work) -> None:
        """Take note of one who is done, or gone."""
        count, size = self._answers.pop(id(work.answer))
        if count > 1:
            self._answers[id(work.answer)] = count - 1, size
        else:
            self._bytes -= size
