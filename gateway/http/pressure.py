"""The event loop's lag, looked at: what the valve decides by."""

import asyncio
from typing import Final

from gateway.http.backlog import Backlog
from gateway.http.valve import Valve
from gateway.observe import Observer, Overloaded, Relieved

EVERY: Final = 0.05
_QUIET: Final = 100
"""Looks without anything refused after which an overload is over."""


async def watch(valve: Valve, backlog: Backlog, observer: Observer) -> None:
    """Look for ever; tell of an overload when it begins and when it is over."""
    loop = asyncio.get_running_loop()
    before = began = away_before = 0
    quiet = _QUIET
    last = loop.time()
    while True:
        await asyncio.sleep(EVERY)
        now = loop.time()
        valve.look(max(now - last - EVERY, 0.0), now - last)
        backlog.serve()
        last = now
        if valve.shed > before:
            if quiet >= _QUIET:
                began = before
                away = valve.turned_away - away_before
                observer.see(Overloaded(valve.work, round(valve.limit), away))
            quiet = 0
        elif quiet < _QUIET:
            quiet += 1
            if quiet == _QUIET:
                observer.see(Relieved(valve.shed - began))
        before, away_before = valve.shed, valve.turned_away
