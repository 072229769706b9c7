"""Capabilities measured quickly: whether they are, not how well the gateway does.

Two, that need everything there is to measure with; all of them would take a minute.
"""

import pytest

from benchmarks.faults.capabilities import CAPABILITIES


@pytest.mark.parametrize("name", ["retries", "stampede"])
async def test_it_is_measured(name: str) -> None:
    """What is counted holds as it does in a full run, and every figure has its name."""
    figures = await CAPABILITIES[name](quick=True)
    assert [] == [one for one in figures if not one.holds]
    assert len({one.name for one in figures}) == len(figures) > 4
