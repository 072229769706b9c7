"""Calls that may last longer than anybody waits: a slow service's, in the background."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from gateway.connectors.key import Key
from gateway.connectors.renewals import Renewals
from gateway.errors import CodedError, Sent, UpstreamTimeout

T = TypeVar("T")


async def awaited(
    key: Key, seconds: float, call: Callable[[], Awaitable[T]], behind: Renewals
) -> T:
    """Wait for some seconds for a call that goes on behind whoever waits.

    `call` joins the one that is under way. Without room `behind` it ends when
    nobody waits for it any more. Raises CodedError.
    """
    if key not in behind:
        behind.begin(str(key[0]), (key,), lambda: _quietly(call))
    try:
        async with asyncio.timeout(seconds):
            return await call()
    except TimeoutError as error:
        message = "no answer within its deadline; it is still being waited for"
        raise UpstreamTimeout(message, sent=Sent.YES) from error


async def _quietly(call: Callable[[], Awaitable[object]]) -> None:
    """See a call through; whoever waits is told what comes of it."""
    try:
        await call()
    except CodedError:
        return
