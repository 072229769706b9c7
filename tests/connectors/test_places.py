"""Waiting for a place."""

import asyncio

from gateway.connectors.bulkhead import Bulkhead
from gateway.connectors.places import Places


async def test_first_come_first_served() -> None:
    """Places go to those who wait in the order in which they came."""
    bulkhead = Bulkhead(1, 10)
    places = Places(bulkhead)
    assert bulkhead.take()
    served: list[int] = []

    async def one(number: int) -> None:
        assert await places.wait(5.0)
        served.append(number)
        places.leave()

    waiting = [asyncio.create_task(one(number)) for number in range(5)]
    await asyncio.sleep(0)
    places.leave()
    await asyncio.gather(*waiting)
    assert [0, 1, 2, 3, 4] == served
    assert (0, 0) == (bulkhead.busy, bulkhead.waiting)


async def test_nobody_waits_in_vain_twice() -> None:
    """Once somebody waited in vain the next is refused at once, until a call ends."""
    bulkhead = Bulkhead(1, 10)
    places = Places(bulkhead)
    bulkhead.take()
    assert not await places.wait(0.01)
    assert 0 == bulkhead.waiting
    assert not await places.wait(60.0)
    places.leave()
    assert bulkhead.take()


async def test_the_queue_is_short() -> None:
    """More than may wait are refused at once."""
    bulkhead = Bulkhead(1, 0)
    bulkhead.take()
    assert not await Places(bulkhead).wait(60.0)


async def test_who_goes_leaves_no_gap() -> None:
    """A caller who goes, even in the moment he gets a place, takes none with him."""
    bulkhead = Bulkhead(1, 10)
    places = Places(bulkhead)
    bulkhead.take()
    gone, lucky, last = (asyncio.create_task(places.wait(5.0)) for _ in range(3))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    places.leave()
    lucky.cancel()  # it has been given the place
    await asyncio.gather(gone, lucky, return_exceptions=True)
    assert await last
    assert (1, 0) == (bulkhead.busy, bulkhead.waiting)


async def test_more_places_serve_more_at_once() -> None:
    """Where places have come back one call that ends lets several in."""
    bulkhead = Bulkhead(4, 10)
    bulkhead.places = 1
    places = Places(bulkhead)
    bulkhead.take()
    waiting = [asyncio.create_task(places.wait(5.0)) for _ in range(3)]
    await asyncio.sleep(0)
    bulkhead.places = 4
    places.leave()
    assert [True] * 3 == await asyncio.gather(*waiting)
    assert 3 == bulkhead.busy


async def test_who_gave_up_is_passed_over() -> None:
    """A place goes to the next where the first in line has given up in this moment."""
    bulkhead = Bulkhead(1, 10)
    places = Places(bulkhead)
    bulkhead.take()
    first = asyncio.create_task(places.wait(5.0))
    second = asyncio.create_task(places.wait(5.0))
    await asyncio.sleep(0)
    first.cancel()
    places.leave()
    assert await second
    await asyncio.gather(first, return_exceptions=True)
    assert (1, 0) == (bulkhead.busy, bulkhead.waiting)
