"""An event loop that lags."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager


@asynccontextmanager
async def busy(turn: float) -> AsyncGenerator[None]:
    """Keep every turn of the loop busy for some seconds."""
    loop = asyncio.get_running_loop()
    ended = False

    def work() -> None:
        time.sleep(turn)
        if not ended:
            loop.call_soon(work)

    work()
    try:
        yield
    finally:
        ended = True
