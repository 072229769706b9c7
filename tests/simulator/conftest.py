"""A running simulation and a client for it."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from simulator import Simulation, running


@pytest.fixture
async def opd() -> AsyncGenerator[Simulation]:
    """Run every service on free ports."""
    async with running(gates=False) as simulation:
        yield simulation


@pytest.fixture
async def client() -> AsyncGenerator[httpx.AsyncClient]:
    """Give a client that fails soon."""
    async with httpx.AsyncClient(trust_env=False, timeout=2) as client:
        yield client
