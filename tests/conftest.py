"""Shared fixtures."""

import pytest
from hypothesis import settings

settings.register_profile("gateway", deadline=None)  # the machine may be busy
settings.load_profile("gateway")


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests on asyncio, the loop the gateway runs on."""
    return "asyncio"
