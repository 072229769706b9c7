"""Which address a URL belongs to, and so whose breaker it is told of."""

import pytest

from gateway.config.model import Connector
from gateway.config.place import Word
from gateway.connectors.bases import base_of
from gateway.connectors.breaker import Phase
from gateway.connectors.resilience import Resilience
from tests.connectors.conftest import Seen
from tests.connectors.runtime import Clock


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        ("http://a", "http://a"),
        ("http://a", "http://a/x"),
        ("http://a", "http://a?x=1"),
        ("http://a:81", "http://a:81/x"),
        ("http://a/v2", "http://a/v2/x"),
        ("http://a", "http://a/v20/x"),
        (None, "http://a.b/x"),
        (None, "http://a:810/x"),
    ],
)
def test_base_of(expected: str | None, url: str) -> None:
    """A base is followed by a path, a query or nothing; the longest counts."""
    assert expected == base_of(url, ["http://a", "http://a:81", "http://a/v2"])


def test_addresses_that_begin_alike() -> None:
    """An address that fails does not close the one on another port of the same host."""
    primary, second = "http://10.0.0.5", "http://10.0.0.5:8080"
    connector = Connector(
        Word("uji"), "Dinas Uji", Word(primary), fallbacks=(Word(second),)
    )
    clock = Clock()
    state = Resilience(connector, Seen(), clock)
    breaker = state.breaker(f"{second}/x")
    for _ in range(20):
        ticket = breaker.admit(100.0)
        if ticket is not None:
            breaker.failed(ticket, 100.0)
    assert Phase.OPEN is breaker.phase
    assert state.breaker(f"{primary}/x") is not breaker
    assert state.breaker(f"{primary}/x").admit(100.0) is not None
    assert state.refusal(f"{primary}/x", 100.0) is None
    clock.now += 34.9  # its pause, and for how long the other is asked instead of it
    assert state.shuns
    clock.now += 0.2
    assert not state.shuns
