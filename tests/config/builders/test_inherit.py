"""What connectors and operations take from above."""

from collections.abc import Callable

import pytest

from gateway.config.cache import CachePolicy
from gateway.config.model import (
    BadRows,
    Config,
    Connector,
    Limits,
    Network,
    Operation,
)
from gateway.config.place import Word

Load = Callable[..., Config]
ALL = (
    "defaults: {timeout: 5s, cache: {ttl: 1m}, network: private, "
    "limits: {concurrency: 5, max_body: 1MiB}}"
)


def _connector(config: Config) -> Connector:
    return config.connectors[Word("perpus")]


def _query(config: Config) -> Operation:
    return _connector(config).queries[Word("daftarBuku")]


def test_without_any_word_the_model_decides(loaded: Load) -> None:
    """A connector that says nothing has the built-in values."""
    config = loaded()

    assert (3.0, Limits(), Network()) == (
        _connector(config).timeout,
        _connector(config).limits,
        _connector(config).network,
    )
    assert (CachePolicy(), BadRows.DROP, 3.0) == (
        _query(config).cache,
        _query(config).bad_rows,
        _query(config).timeout,
    )


def test_defaults_reach_connectors_and_queries(loaded: Load) -> None:
    """What `defaults` states holds everywhere below."""
    config = loaded(top=ALL)

    assert Limits(concurrency=5, max_body=1024**2) == _connector(config).limits
    assert Network("private") == _connector(config).network
    assert (5.0, CachePolicy(60.0)) == (_query(config).timeout, _query(config).cache)


def test_the_nearest_wins(loaded: Load) -> None:
    """A connector's word beats `defaults`, a query's both; limits mix by word."""
    config = loaded(
        top=ALL,
        connector=(
            "timeout: 250ms\ncache: {ttl: 0}\nlimits: {calls: 7}\n"
            "network: [10.0.0.0/8, '::1']\nbad_rows: fail"
        ),
        query="timeout: 2m\ncache: {ttl: 1h}\nbad_rows: null",
    )

    assert (0.25, 120.0) == (_connector(config).timeout, _query(config).timeout)
    assert Limits(concurrency=5, calls=7, max_body=1024**2) == _connector(config).limits
    assert Network("cidrs", ("10.0.0.0/8", "::1")) == _connector(config).network
    assert CachePolicy(3600.0) == _query(config).cache
    assert BadRows.NULL is _query(config).bad_rows


def test_a_connector_may_switch_the_cache_off(loaded: Load) -> None:
    """A lifetime of nothing is stated, not left out."""
    assert (
        CachePolicy(0.0) == _query(loaded(top=ALL, connector="cache: {ttl: 0}")).cache
    )


@pytest.mark.parametrize("network", ["public", "private", "loopback"])
def test_networks_by_name(network: str, loaded: Load) -> None:
    """A network's name is its kind."""
    config = loaded(connector=f"network: {network}")

    assert Network(network) == _connector(config).network
