"""The shipped graph over the whole simulator."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

from gateway.app import prepare_engine
from gateway.execution.message import Request
from gateway.observe import CallEnded, Event
from gateway.settings import Settings
from simulator import Simulation, running

FILE: Final = Path(__file__).parents[2] / "connectors.yaml"
Answer: TypeAlias = dict[str, Any]
Ask: TypeAlias = Callable[[str], Awaitable[Answer]]


class Calls:
    """Counts the upstream calls of each connector."""

    def __init__(self) -> None:
        self.made = Counter[str]()

    def see(self, event: Event) -> None:
        """Count a call."""
        if isinstance(event, CallEnded):
            self.made[event.connector] += 1


@pytest.fixture
def calls() -> Calls:
    """Give a counter of calls."""
    return Calls()


@pytest.fixture
async def opd() -> AsyncGenerator[Simulation]:
    """Run every service on free ports."""
    async with running() as simulation:
        yield simulation


@pytest.fixture
async def ask(opd: Simulation, calls: Calls) -> AsyncGenerator[Ask]:
    """Open the shipped graph over the simulator; it answers query texts."""
    settings = Settings(connectors=FILE)
    async with prepare_engine(settings, calls, opd)() as engine:

        async def ask(query: str) -> Answer:
            answer: Answer = json.loads((await engine.execute(Request(query))).body)
            return answer

        yield ask
