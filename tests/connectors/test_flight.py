import asyncio
import gc
from collections.abc import Awaitable, Callable

import pytest
from typing_extensions import override

from gateway.connectors.flight import Flights
from gateway.errors import Internal, RequestError, Sent, UpstreamTimeout


class Upstream:
    """A service that counts its calls and answers when told to."""

    def __init__(self, answer: object = "answer") -> None:
        self.answer = answer
        self.started = 0
        self.cancelled = 0
        self.ready = asyncio.Event()

    async def call(self) -> object:
        self.started += 1
        try:
            await self.ready.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


async def settle() -> None:
    """Let everything that can run now run."""
    for _ in range(5):
        await asyncio.sleep(0)


def herd(
    flights: Flights[str, object], start: Callable[[], Awaitable[object]], size: int
) -> list[asyncio.Task[object]]:
    return [asyncio.create_task(flights.join("k", start)) for _ in range(size)]


@pytest.mark.parametrize("answer", ["answer", None, 0])
async def test_a_thousand_misses_make_one_call(answer: object) -> None:
    """A slow call is made once for all who want it, also when it returns None."""
    flights: Flights[str, object] = Flights()
    upstream = Upstream(answer)
    callers = herd(flights, upstream.call, 1000)
    await settle()
    upstream.ready.set()
    assert [answer] * 1000 == await asyncio.gather(*callers)
    assert (1, 0) == (upstream.started, len(flights))


async def test_a_failure_is_everybodys() -> None:
    """When the one call fails all get its error, each an exception of its own."""
    flights: Flights[str, object] = Flights()
    cause = OSError("reset")
    error = UpstreamTimeout("too slow", sent=Sent.YES, retry_after=2.0)
    error.__cause__ = cause
    upstream = Upstream(error)
    callers = herd(flights, upstream.call, 1000)
    await settle()
    upstream.ready.set()
    raised = await asyncio.gather(*callers, return_exceptions=True)
    assert 1 == upstream.started
    assert 1000 == len(set(map(id, raised)))
    for one in raised:
        assert isinstance(one, UpstreamTimeout)
        assert ("too slow", Sent.YES, 2.0) == (one.message, one.sent, one.retry_after)
        assert cause is one.__cause__


async def test_what_cannot_be_copied_is_shared() -> None:
    """An exception whose class cannot be copied still reaches every caller."""
    flights: Flights[str, object] = Flights()
    error = RequestError("TOO_COSTLY", "too much")
    upstream = Upstream(error)
    callers = herd(flights, upstream.call, 3)
    upstream.ready.set()
    assert [error] * 3 == await asyncio.gather(*callers, return_exceptions=True)


async def test_a_copy_of_another_type_is_not_used() -> None:
    """An exception that copies into something else is shared as it is."""

    class Odd(Exception):  # noqa: N818 - its name is its point
        @override
        def __reduce__(self) -> tuple[type[Exception], tuple[str]]:
            return ValueError, ("something else",)

    flights: Flights[str, object] = Flights()
    error = Odd()
    upstream = Upstream(error)
    callers = herd(flights, upstream.call, 2)
    upstream.ready.set()
    assert [error] * 2 == await asyncio.gather(*callers, return_exceptions=True)


async def test_the_first_caller_may_go() -> None:
    """The call goes on for the others when the caller who began it is cancelled."""
    flights: Flights[str, object] = Flights()
    upstream = Upstream()
    first, *others = herd(flights, upstream.call, 10)
    await settle()
    first.cancel()
    await settle()
    upstream.ready.set()
    assert ["answer"] * 9 == await asyncio.gather(*others)
    assert (1, 0) == (upstream.started, upstream.cancelled)
    assert first.cancelled()


async def test_nobody_left_ends_the_call() -> None:
    """The call is cancelled when the last caller is gone, and nothing is kept."""
    flights: Flights[str, object] = Flights()
    upstream = Upstream()
    callers = herd(flights, upstream.call, 10)
    await settle()
    for caller in callers:
        caller.cancel()
    await settle()
    assert (1, 1) == (upstream.started, upstream.cancelled)
    assert (0, set()) == (len(flights), flights._tasks)


async def test_a_newcomer_does_not_board_a_dying_call() -> None:
    """Whoever joins right after the last caller left begins a call of their own."""
    flights: Flights[str, object] = Flights()
    upstream = Upstream()
    (first,) = herd(flights, upstream.call, 1)
    await settle()
    first.cancel()
    await asyncio.sleep(0)  # the caller has left; its call is not yet cancelled
    (second,) = herd(flights, upstream.call, 1)
    await settle()
    upstream.ready.set()
    assert "answer" == await second
    assert (2, 1) == (upstream.started, upstream.cancelled)


@pytest.mark.parametrize("ticks", [0, 1, 2, 3])
async def test_leaving_as_the_answer_comes_harms_nobody(ticks: int) -> None:
    """A caller cancelled in any tick around the answer takes nothing along."""
    flights: Flights[str, object] = Flights()
    upstream = Upstream()
    first, second = herd(flights, upstream.call, 2)
    await settle()
    upstream.ready.set()
    for _ in range(ticks):
        await asyncio.sleep(0)
    first.cancel()
    assert "answer" == await second
    assert (1, 0) == (upstream.started, upstream.cancelled)
    assert 0 == len(flights)


async def test_a_cancelled_call_is_an_error() -> None:
    """A call cancelled from outside does not look like its callers' own cancel."""
    flights: Flights[str, object] = Flights()
    upstream = Upstream()
    (caller,) = herd(flights, upstream.call, 1)
    await settle()
    for task in flights._tasks:
        task.cancel()
    with pytest.raises(Internal, match="was cancelled"):
        await caller


async def test_keys_fly_apart() -> None:
    """Different keys make different calls."""
    flights: Flights[str, object] = Flights()
    one, two = Upstream("1"), Upstream("2")
    one.ready.set()
    two.ready.set()
    results = await asyncio.gather(
        flights.join("a", one.call), flights.join("b", two.call)
    )
    assert ("1", "2") == tuple(results)


async def test_a_later_miss_calls_again() -> None:
    """Nothing is remembered: after the answer the next caller makes a new call."""
    flights: Flights[str, object] = Flights()
    upstream = Upstream()
    upstream.ready.set()
    await flights.join("k", upstream.call)
    await flights.join("k", upstream.call)
    assert 2 == upstream.started


async def test_nothing_is_left_unretrieved() -> None:
    """A call that fails after its caller left troubles no exception handler."""
    complaints: list[object] = []
    asyncio.get_running_loop().set_exception_handler(
        lambda _, context: complaints.append(context)
    )

    async def stubborn() -> object:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise OSError from None
        return None

    flights: Flights[str, object] = Flights()
    (caller,) = herd(flights, stubborn, 1)
    await settle()
    caller.cancel()
    await settle()
    gc.collect()
    assert [] == complaints
    assert caller.cancelled()
