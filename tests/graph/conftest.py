"""The shipped graph over the whole simulator."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Final, TypeAlias

import pytest

from gateway.app import Blueprint, build_engine, draw
from gateway.config.load import load
from gateway.connectors.soundness import unsound
from gateway.execution.message import Request
from gateway.observe import CallEnded, Event
from gateway.settings import Settings
from simulator import Fault, Simulation, running

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


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """Run a file's tests on one loop, which its services and they share."""
    return "asyncio"


@pytest.fixture(scope="module")
async def every_opd() -> AsyncGenerator[Simulation]:
    """Run every service on free ports, for the tests of one file."""
    async with running() as simulation:
        yield simulation


@pytest.fixture
async def opd(every_opd: Simulation) -> AsyncGenerator[Simulation]:
    """Give the running services to a test, which may make them sick."""
    yield every_opd
    for service in every_opd.services:
        await every_opd.turn(service.name, Fault())


@pytest.fixture(scope="module")
def blueprint(every_opd: Simulation) -> Blueprint:
    """Read and compile the shipped file once for the tests of one file."""
    return draw(load(FILE, every_opd, [unsound]))


@pytest.fixture
async def ask(blueprint: Blueprint, calls: Calls) -> AsyncGenerator[Ask]:
    """Open the shipped graph, its caches empty, over the simulator; it answers query texts."""
    async with AsyncExitStack() as stack:
        engine = build_engine(blueprint, Settings(connectors=FILE), calls, stack)

        async def ask(query: str) -> Answer:
            answer: Answer = json.loads((await engine.execute(Request(query))).body)
            return answer

        yield ask
