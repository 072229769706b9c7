"""What most tests of an operation's story stand on: a gateway over a few books."""

from collections.abc import AsyncGenerator

import pytest

from tests.execution.books import CONFIG, SCRIPT
from tests.execution.serving import Served, served


@pytest.fixture
async def desk() -> AsyncGenerator[Served]:
    """Open the gateway over the books."""
    async with served(CONFIG, SCRIPT) as one:
        yield one
