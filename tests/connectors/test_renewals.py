"""Renewals behind their callers: gateway/connectors/renewals.py."""

import asyncio

from gateway.connectors.renewals import Renewals
from gateway.observe import Fault
from tests.connectors.conftest import Seen


async def test_keys_are_claimed_while_it_runs() -> None:
    """All keys of a renewal count as being renewed until it ends."""
    renewals, hold = Renewals(), asyncio.Event()
    assert renewals.begin("a", [("x",), ("y",)], hold.wait)
    assert (True, True, False) == tuple((key,) in renewals for key in "xyz")
    hold.set()
    await renewals.settle()
    assert ("x",) not in renewals


async def test_no_more_than_there_is_room() -> None:
    """What finds no room is not begun, and its keys are not claimed."""
    renewals, hold = Renewals(most=1), asyncio.Event()
    assert renewals.begin("a", [("x",)], hold.wait)
    assert not renewals.begin("a", [("y",)], hold.wait)
    assert ("y",) not in renewals
    await renewals.aclose()


async def test_closing_ends_what_runs() -> None:
    """Nothing is left running once it is closed, and nothing is told of that."""
    seen = Seen()
    renewals = Renewals(seen)
    renewals.begin("a", [("x",)], asyncio.Event().wait)
    await asyncio.sleep(0)
    await renewals.aclose()
    assert [] == seen.events
    assert ("x",) not in renewals


async def test_what_breaks_is_told() -> None:
    """A fault has the operation's name; nobody waits for the renewal to raise it to."""
    seen = Seen()
    renewals = Renewals(seen)

    async def broken() -> None:
        raise ZeroDivisionError

    renewals.begin("perpus.buku", [("x",)], broken)
    await renewals.settle()
    (fault,) = seen.events
    assert isinstance(fault, Fault)
    assert "perpus.buku" == fault.where
