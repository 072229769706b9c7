"""A service that misbehaves, within the test's own loop."""

from collections.abc import AsyncGenerator

import pytest

from benchmarks.faults.conduct import GOOD
from benchmarks.faults.upstream import Service
from benchmarks.process import free_port


@pytest.fixture
async def service() -> AsyncGenerator[Service]:
    """Serve on a port of its own, well behaved at first."""
    one = Service(free_port())
    await one.behave(GOOD)
    yield one
    one.die()
