"""The gateway's configuration for the scenarios, and around them."""

from pathlib import Path

from benchmarks.gateway_config import SERVING, shares, write
from gateway.config.load import load
from gateway.config.place import Word

URL = "http://127.0.0.1:9"


def test_the_scenarios_configuration_loads(tmp_path: Path) -> None:
    """It has no mistake, and as many connectors and types as it says."""
    config = load(str(write(tmp_path, URL, ttl="1h")), {})
    assert SERVING == len(config.connectors)
    assert SERVING == len(config.types)
    assert 3600.0 == config.connectors[Word("posts")].queries[Word("posts")].cache.ttl


def test_a_configuration_of_any_size_loads(tmp_path: Path) -> None:
    """Further connectors and types are added, in files of fifty connectors."""
    main = write(tmp_path, URL, ttl="0s", connectors=70, types=320)
    config = load(str(main), {})
    assert 70 == len(config.connectors)
    assert 320 == len(config.types)
    assert 3 == len(config.files)


def test_types_are_dealt_evenly() -> None:
    """The first connectors take what does not divide."""
    assert [3, 3, 2] == list(shares(8, 3))
    assert [] == list(shares(0, 0))
