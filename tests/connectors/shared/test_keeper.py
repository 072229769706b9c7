"""The keeper's decisions, over links that do as they are told."""

import asyncio

from redis.exceptions import ConnectionError as ClientError

from gateway.connectors.shared.link import Link
from gateway.connectors.shared.patience import BOUND
from gateway.observe import Fault, SharedTierTurned
from tests.connectors.shared.busy import busy
from tests.connectors.shared.links import Obedient, kept, turns
from tests.connectors.shared.servers import until


async def slow(_link: Link) -> bool:
    await asyncio.sleep(60)
    return True


async def trips(_link: Link) -> bool:
    """Take some turns of the loop, as an exchange over a new connection does."""
    for _ in range(4):
        await asyncio.sleep(0.001)
    return True


async def test_lag_is_not_held_against_the_link() -> None:
    """On a loop whose turn takes most of the bound everything is asked all the same."""
    async with kept(Obedient()) as (keeper, seen), busy(0.03):
        link = keeper.link
        asked = await asyncio.gather(*(keeper.use(trips) for _ in range(12)))
        assert [True] * 12 == asked
        assert keeper.link is link
        assert [(True, None)] == turns(seen)


async def test_a_link_that_hangs_is_given_up_on_a_busy_loop() -> None:
    """Lag does not hide a server that is silent."""
    link = Obedient()
    async with kept(link) as (keeper, seen), busy(0.03):
        link.hangs = True
        assert await keeper.use(lambda it: it.time()) is None
        assert keeper.link is None
        await until(lambda: keeper.outage.on)
        assert [(True, None), (False, "TIMEOUT")] == turns(seen)


async def test_who_had_his_turn_late_blames_nobody() -> None:
    """Little of the bound was left for the server."""
    async with kept(Obedient()) as (keeper, _):
        link = keeper.link
        for _ in range(12):
            await keeper._places.acquire()
        asked = asyncio.create_task(keeper.use(slow))
        patience = keeper._bounded.patience
        over = patience.seconds + BOUND * 0.7
        await until(lambda: patience.seconds > over)
        keeper._places.release()
        assert await asked is None
        assert keeper.link is link


async def test_a_link_that_was_late_once_is_used_again() -> None:
    """One answer may be lost: the link is tried at once, and told of to nobody."""
    link = Obedient()
    async with kept(link) as (keeper, seen):
        assert await keeper.use(slow) is None
        assert keeper.link is None
        await until(lambda: keeper.link is not None)
        assert [(True, None)] == turns(seen)


async def test_a_link_that_is_often_late_is_given_up() -> None:
    """Several times between two beats are one too many: a request pays no more for it."""
    async with kept(Obedient()) as (keeper, seen):
        for _ in range(3):
            assert await keeper.use(slow) is None
            await until(lambda: keeper.link is not None)
        assert await keeper.use(slow) is None
        assert keeper.outage.on
        assert [(True, None), (False, "TIMEOUT")] == turns(seen)


async def test_a_link_that_hangs_is_given_up() -> None:
    """Two trials decide."""
    link = Obedient()
    async with kept(link) as (keeper, seen):
        link.hangs = True
        assert await keeper.use(slow) is None
        await until(lambda: keeper.outage.on)
        assert [(True, None), (False, "TIMEOUT")] == turns(seen)
        await until(lambda: link.closed)


async def test_a_link_that_breaks_while_it_is_tried_is_given_up() -> None:
    """An error decides at once."""
    link = Obedient()
    async with kept(link) as (keeper, seen):
        link.failure = ClientError()
        assert await keeper.use(slow) is None
        await until(lambda: keeper.outage.on)
        assert [(True, None), (False, "UNREACHABLE")] == turns(seen)


async def test_waiting_for_a_turn_tells_nothing() -> None:
    """Who had no turn within the bound gets nothing, and blames nobody."""
    async with kept(Obedient()) as (keeper, _):
        link = keeper.link
        async with asyncio.TaskGroup() as group:
            for _ in range(12):
                await keeper._places.acquire()
            waiting = group.create_task(keeper.use(slow))
        assert waiting.result() is None
        assert keeper.link is link


async def test_a_link_that_went_meanwhile_is_not_used() -> None:
    """Who waited for a turn while the link was given up does not begin."""
    async with kept(Obedient()) as (keeper, _):
        for _ in range(12):
            await keeper._places.acquire()
        waiting = asyncio.create_task(keeper.use(slow))
        await asyncio.sleep(0)
        keeper.link = None
        keeper._places.release()
        assert await asyncio.wait_for(waiting, BOUND) is None


async def test_a_fault_of_ours_is_told() -> None:
    """What is no failure of the server's is one for the log, and a miss all the same."""

    async def wrong(_link: Link) -> bool:
        raise KeyError

    async with kept(Obedient()) as (keeper, seen):
        assert await keeper.use(wrong) is None
        assert [KeyError] == [
            type(one.error) for one in seen.events if isinstance(one, Fault)
        ]
        assert (False, "FAULT") == turns(seen)[-1]


async def test_the_first_time_is_no_return() -> None:
    """That it is there at the start is told as such; that it is back is something else."""
    async with kept(Obedient(), Obedient()) as (keeper, seen):
        assert keeper.link is not None
        keeper.lose(keeper.link, "TIMEOUT")
        await until(lambda: keeper.link is not None)
    async with kept(OSError(), Obedient()) as (keeper, other):
        await until(lambda: keeper.link is not None)
    told = [
        [one.first for one in by.events if isinstance(one, SharedTierTurned)]
        for by in (seen, other)
    ]
    assert [[True, False, False], [False, False]] == told


async def test_it_goes_on_after_a_failure_to_open() -> None:
    """A link that cannot be opened is opened later."""
    async with kept(OSError(), Obedient()) as (keeper, seen):
        await until(lambda: keeper.link is not None)
        assert [(False, "UNREACHABLE"), (True, None)] == turns(seen)


async def test_a_link_in_use_is_tried_now_and_then() -> None:
    """A beat finds out what no request does; one that is good ends the outage's memory."""
    link = Obedient()
    async with kept(ClientError(), link) as (keeper, seen):
        keeper.beat = 0.01
        await until(lambda: keeper.link is not None)
        assert keeper.outage.on
        await until(lambda: not keeper.outage.on)
        link.hangs = True
        await until(lambda: keeper.outage.on)
        assert [True, False] == [up for up, _ in turns(seen)][-2:]


async def test_a_link_that_hangs_at_once_is_none() -> None:
    """A server that takes connections and says nothing is tried twice, and left alone."""
    link = Obedient()
    link.hangs = True
    async with kept(link) as (keeper, seen):
        assert keeper.link is None
        assert 2 == link.tried
        assert [(False, "TIMEOUT")] == turns(seen)


async def test_a_link_over_which_nothing_is_heard_is_given_up() -> None:
    """Who does not hear the mark of a look-up hears no news either."""
    link = Obedient()
    link.deaf = True
    async with kept(link) as (keeper, seen):
        assert keeper.link is None
        assert [(False, "TIMEOUT")] == turns(seen)
        await until(lambda: link.closed)


async def test_it_survives_a_link_that_cannot_be_closed() -> None:
    """Whatever goes wrong in closing, another link is opened."""
    link = Obedient()

    async def refuse() -> None:
        raise OSError

    link.aclose = refuse  # type: ignore[method-assign] # a link that misbehaves
    async with kept(link, Obedient()) as (keeper, _):
        link.failure = ClientError()
        assert await keeper.use(lambda it: it.time()) is None
        await until(lambda: keeper.link is not None)
