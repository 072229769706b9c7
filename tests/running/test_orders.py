"""Orders to forget: gathered while others are given, given together."""

import asyncio

from gateway.observe import Event, Fault
from gateway.running.orders import Gathered, Orders
from gateway.running.shared import StateError


class Given:
    """Takes orders, when let; notes them and what was told."""

    def __init__(self) -> None:
        self.orders: list[Gathered] = []
        self.events: list[Event] = []
        self.error: StateError | None = None

    async def give(self, gathered: Gathered) -> None:
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        self.orders.append(gathered)

    def see(self, event: Event) -> None:
        self.events.append(event)


async def test_gathered() -> None:
    """While one is given the next are gathered: by connector, each tag once."""
    given = Given()
    orders = Orders(given.give, given)
    orders.add("perpus", ["a"])
    await asyncio.sleep(0)
    for tag in ("b", "c", "b"):
        orders.add("perpus", [tag])
    orders.add("arsip", None)
    orders.add("arsip", ["x"])
    await orders.idle()
    assert [
        {"perpus": ("a",)},
        {"perpus": ("b", "c"), "arsip": None},
    ] == given.orders
    orders.add("perpus", ["d"])
    await orders.idle()
    assert {"perpus": ("d",)} == given.orders[-1]


async def test_many_tags_are_the_connector() -> None:
    """More tags than an order holds name the whole connector."""
    given = Given()
    orders = Orders(given.give, given)
    for number in range(101):
        orders.add("perpus", [str(number)])
    await orders.idle()
    assert [{"perpus": None}] == given.orders


async def test_nowhere_to_tell_it() -> None:
    """Where the state cannot be written that is told, and the next order is tried."""
    given = Given()
    orders = Orders(given.give, given)
    await orders.idle()
    given.error = StateError("full")
    orders.add("perpus", ["a"])
    await orders.idle()
    given.error = None
    orders.add("perpus", ["b"])
    await orders.idle()
    assert [Fault] == [type(one) for one in given.events]
    assert [{"perpus": ("b",)}] == given.orders
