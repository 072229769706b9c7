"""What is carried out whoever goes."""

import asyncio

import pytest

from gateway.execution.carried import Carried
from gateway.execution.message import Reply

REPLY = Reply(b"{}")


async def rest() -> Reply:
    """Take a turn of the loop."""
    await asyncio.sleep(0)
    return REPLY


async def test_it_is_awaited_like_what_it_carries() -> None:
    """Its reply is the operation's."""
    assert REPLY is await Carried(rest())


async def test_it_can_be_given_up_unbegun() -> None:
    """What never began is closed, and nothing complains."""
    coroutine = rest()
    Carried(coroutine).close()
    with pytest.raises(RuntimeError, match="cannot reuse"):
        await coroutine
