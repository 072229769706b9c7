"""The shared server, measured."""

import sys

import pytest

from benchmarks.bench import cores
from benchmarks.faults.valkey import answers, valkey
from benchmarks.process import free_port


@pytest.mark.skipif(
    sys.platform not in {"linux", "darwin"}, reason="no Valkey server for this platform"
)
def test_the_real_server_runs_and_ends() -> None:
    """It answers on its port within its block, and nobody does afterwards."""
    with valkey(cores().load) as server:
        assert answers(server.port)
    assert not answers(server.port)


def test_nobody_answers_on_a_free_port() -> None:
    """A refused connection is no answer."""
    assert not answers(free_port())
