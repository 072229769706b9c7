"""A connector's line in this process."""

from benchmarks.faults.conduct import FAILS, GOOD
from benchmarks.faults.line import NAME, sending


async def test_reads_are_sent_again_and_writes_are_not() -> None:
    """It is the connector's whole Sender: a read that fails is retried, a write unknown."""
    async with sending({}) as line:
        assert await line.code("GET", 1) is None
        await line.services.behave(NAME, FAILS)
        await line.services.forget(NAME)
        assert "UPSTREAM_UNKNOWN" == await line.code("POST", 2)
        assert 1 == len(await line.services.calls(NAME))
        assert "UPSTREAM_UNAVAILABLE" == await line.code("GET", 3)
        assert 3 == len(await line.services.calls(NAME))
        await line.services.behave(NAME, GOOD)
        assert await line.code("POST", 4) is None
