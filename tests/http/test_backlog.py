"""Who waits to begin, and what becomes of those who do not wait so long."""

import asyncio

from gateway.http.backlog import Backlog
from gateway.http.valve import Bound, Valve


def narrow() -> tuple[Backlog, Valve, int]:
    """Make one where one operation is active, and no more may be."""
    valve = Valve(Bound(first=1))
    return Backlog(valve), valve, valve.enter()


async def settle() -> None:
    """Let every task run that can."""
    for _ in range(5):
        await asyncio.sleep(0)


async def test_first_come_first_begun() -> None:
    """Whoever ends lets the next begin, which counts from that moment."""
    backlog, valve, entered = narrow()
    order: list[int] = []

    async def one(number: int) -> None:
        mine = await backlog.wait()
        order.append(number)
        await asyncio.sleep(0)
        backlog.leave(mine)

    tasks = [asyncio.create_task(one(number)) for number in range(3)]
    await settle()
    assert ([], 3, 1) == (order, valve.waiting, valve.work)
    backlog.leave(entered)
    assert (2, 1) == (valve.waiting, valve.work)
    await asyncio.gather(*tasks)
    assert [0, 1, 2] == order
    assert (0, 0, False) == (valve.waiting, valve.work, valve.full)


async def test_who_goes_away_is_passed_over() -> None:
    """Who is cancelled waits no longer; the next is served instead."""
    backlog, valve, entered = narrow()
    gone, stays = (asyncio.create_task(backlog.wait()) for _ in range(2))
    await settle()
    gone.cancel()
    await settle()
    assert 1 == valve.waiting
    backlog.leave(entered)
    assert isinstance(await stays, int)
    assert (0, 1) == (valve.waiting, valve.work)


async def test_who_goes_away_when_called_gives_it_back() -> None:
    """Cancelled between being let in and hearing of it, one lets the next begin."""
    backlog, valve, entered = narrow()
    gone, stays = (asyncio.create_task(backlog.wait()) for _ in range(2))
    await settle()
    backlog.leave(entered)
    gone.cancel()
    assert isinstance(await stays, int)
    assert (0, 1) == (valve.waiting, valve.work)


async def test_room_that_a_look_makes() -> None:
    """What has begun long ago takes no place: a look lets others begin."""
    backlog, valve, _ = narrow()
    waits = asyncio.create_task(backlog.wait())
    await settle()
    for _ in range(4):
        valve.look(1.0, 1.0)
        backlog.serve()
    assert isinstance(await waits, int)
    assert (1, 2) == (valve.active, valve.work)
