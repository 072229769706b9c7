"""An operation ends when nobody waits for it any more, and only then."""

import asyncio

import pytest

from gateway.http.presence import Gone, Presence, presence_of


class Work:
    """Takes until it is let go; knows whether it was cancelled."""

    def __init__(self, *, stubborn: bool = False) -> None:
        self.go = asyncio.Event()
        self.cancelled = False
        self._stubborn = stubborn

    async def run(self) -> str:
        """Work."""
        try:
            await self.go.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            if not self._stubborn:
                raise
        return "hasil"


async def begun(presence: Presence, work: Work) -> asyncio.Task[str]:
    """Begin to wait for work."""
    task = asyncio.create_task(presence.wait(work.run()))
    await asyncio.sleep(0)
    return task


async def test_who_stays_gets_the_result() -> None:
    """One operation after the other ends as it does."""
    presence = Presence()
    for _ in range(2):
        work = Work()
        task = await begun(presence, work)
        work.go.set()
        assert "hasil" == await task
    presence.leave()  # nothing waits any more
    assert presence.gone


@pytest.mark.parametrize("stubborn", [False, True])
async def test_who_goes_ends_the_wait(*, stubborn: bool) -> None:
    """What waits is cancelled; what comes of it nevertheless is for nobody."""
    presence, work = Presence(), Work(stubborn=stubborn)
    task = await begun(presence, work)
    presence.leave()
    with pytest.raises(Gone):
        await task
    assert work.cancelled
    assert 0 == task.cancelling()


async def test_who_went_before() -> None:
    """An operation that begins for nobody is cancelled where it first waits."""
    presence, work = Presence(), Work()
    presence.leave()
    with pytest.raises(Gone):
        await (await begun(presence, work))
    assert work.cancelled


@pytest.mark.parametrize("gone", [False, True])
async def test_somebody_else_cancels(*, gone: bool) -> None:
    """The server's own cancellation stays one, also of a client who goes."""
    presence = Presence()
    task = await begun(presence, Work())
    task.cancel()
    if gone:
        presence.leave()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_nobody_can_be_cancelled_outside_of_a_task() -> None:
    """It says so, rather than wait for ever."""
    loop = asyncio.get_running_loop()
    waiting = Presence().wait(loop.create_future())
    failed: asyncio.Future[BaseException] = loop.create_future()

    def step() -> None:
        try:
            waiting.send(None)
        except RuntimeError as error:
            failed.set_result(error)

    loop.call_soon(step)
    assert "needs a task" in str(await failed)


def test_a_scope_carries_it() -> None:
    """It is found in the scopes of its connection, beside what else is in their state."""
    presence = Presence()
    state = presence.state({"x": 1})
    assert presence is presence_of({"state": state.copy()})
    assert 1 == state["x"]
    assert presence_of({"state": {}}) is None
    assert presence_of({}) is None
