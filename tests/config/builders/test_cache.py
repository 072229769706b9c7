"""The cache policy: gateway/config/builders/cache.py and gateway/config/cache.py."""

import pytest

from gateway.config.cache import CachePolicy
from gateway.config.model import Config
from gateway.config.place import Word
from tests.config.conftest import Load

ABOVE = (
    "defaults: {cache: {ttl: 1m, stale_while_revalidate: 5m, stale_if_error: 24h, "
    "negative: 5s, follow: headers, tags: [semua]}}"
)


def _policy(config: Config) -> CachePolicy:
    return config.connectors[Word("perpus")].queries[Word("daftarBuku")].cache


def test_every_word(loaded: Load) -> None:
    """What `defaults` says holds for every query."""
    tags = (Word("semua"),)
    assert CachePolicy(60, 300, 86400, 5, follow=True, tags=tags) == _policy(
        loaded(top=ABOVE)
    )


def test_word_by_word(loaded: Load) -> None:
    """A query that says one word keeps the others."""
    query = 'cache: {ttl: 1h, follow: none, tags: ["a-{a}"]}'
    tags = (Word("a-{a}"),)
    assert CachePolicy(3600, 300, 86400, 5, follow=False, tags=tags) == _policy(
        loaded(top=ABOVE, query=query)
    )
    assert () == _policy(loaded(top=ABOVE, query="cache: {tags: []}")).tags


def test_nothing_is_kept_with_a_ttl_of_nought(loaded: Load) -> None:
    """`ttl: 0` puts an end to all that is said above, the last good answer included."""
    policy = _policy(loaded(top=ABOVE, query="cache: {ttl: 0}"))
    assert (CachePolicy(), False) == (policy, policy.keeps)


def test_only_the_last_good_answer(loaded: Load) -> None:
    """Beside `ttl: 0` the words of the same place count."""
    policy = _policy(loaded(top=ABOVE, query="cache: {ttl: 0, stale_if_error: 1h}"))
    assert (0.0, 3600.0, True) == (policy.ttl, policy.on_error, policy.keeps)


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (CachePolicy(), (0.0, 0.0, False)),
        (CachePolicy(60), (3600.0, 10.0, True)),
        (CachePolicy(5), (3600.0, 5.0, True)),
        (CachePolicy(60, stale_if_error=0), (0.0, 10.0, True)),
        (CachePolicy(60, negative=0), (3600.0, 0.0, True)),
        (CachePolicy(60, negative=30), (3600.0, 30.0, True)),
    ],
)
def test_what_holds_where_nothing_is_said(
    policy: CachePolicy, expected: tuple[float, float, bool]
) -> None:
    """With a ttl alone answers stand in for errors for an hour, and none is for ten seconds."""
    assert expected == (policy.on_error, policy.nothing, policy.keeps)
