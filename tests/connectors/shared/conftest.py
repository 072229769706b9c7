"""A real server of the shared tier, empty for each test."""

from collections.abc import Generator

import pytest

from tests.connectors.shared.servers import Server, server


@pytest.fixture(scope="module")
def running() -> Generator[Server]:
    """One server for the tests that do it no harm."""
    with server() as one:
        yield one


@pytest.fixture
def valkey(running: Server) -> Server:
    """An empty server."""
    running.say("FLUSHALL")
    return running
