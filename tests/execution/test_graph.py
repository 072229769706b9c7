"""What an engine is given: gateway/execution/graph.py."""

from gateway.execution.graph import EnginePolicy


def test_policy() -> None:
    """An operation has 8 seconds and 100 calls unless it is told otherwise."""
    assert (8.0, 100) == (EnginePolicy().timeout, EnginePolicy().calls)
