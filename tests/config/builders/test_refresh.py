"""Schedules as they are built: gateway/config/builders/refresh.py."""

import pytest

from gateway.config.cache import CachePolicy
from gateway.config.hours import Between
from gateway.config.model import Config, Operation, Refresh
from gateway.config.place import Word
from tests.config.conftest import Load


def _query(config: Config) -> Operation:
    return config.connectors[Word("perpus")].queries[Word("daftarBuku")]


@pytest.mark.parametrize("written", ["every 15m", "15m", "{every: 15m}"])
def test_short(loaded: Load, written: str) -> None:
    """How often is enough: a minute for each call, at any time, without arguments."""
    found = _query(loaded(query=f"refresh: {written}"))
    assert found.refresh == Refresh(900.0)
    assert found.refresh is not None
    assert (60.0, None, ({},)) == (
        found.refresh.timeout,
        found.refresh.between,
        found.refresh.sets,
    )


def test_every_word(loaded: Load) -> None:
    """A list of values stands for each of them, in every combination."""
    args = "args: {a: String, n: Int, l: '[Int!]'}"
    words = "every: 1d, timeout: 2m, between: 21:00-04:30"
    given = "with: [{a: [x, y], n: [1, 2]}, {l: [3, 4]}]"
    found = _query(
        loaded(
            args=args,
            connector="zone: WIT",
            call="call: GET /buku?q={a}&n={n}&l={l}",
            query=f"refresh: {{{words}, {given}}}",
        )
    ).refresh
    a, n = Word("a"), Word("n")
    assert found == Refresh(
        86400.0,
        120.0,
        Between(21 * 60, 4 * 60 + 30),
        Word("WIT"),
        (
            {a: "x", n: 1},
            {a: "x", n: 2},
            {a: "y", n: 1},
            {a: "y", n: 2},
            {Word("l"): (3, 4)},
        ),
    )


@pytest.mark.parametrize(
    ("above", "own", "expected"),
    [
        ("#", "#", (900.0, 86400.0)),
        ("defaults: {cache: {ttl: 1m}}", "#", (900.0, 86400.0)),
        ("defaults: {cache: {ttl: 0}}", "#", (900.0, 86400.0)),
        ("defaults: {cache: {ttl: 1d, stale_if_error: 2d}}", "#", (86400.0, 172800.0)),
        ("#", "cache: {stale_if_error: 1h}", (900.0, 3600.0)),
        ("#", "cache: {ttl: 2h}", (7200.0, 86400.0)),
    ],
)
def test_how_long_its_answers_last(
    loaded: Load, above: str, own: str, expected: tuple[float, float]
) -> None:
    """Until the next at least, whatever is inherited, and through a day's outage."""
    query = f"refresh: every 15m\n{own}"
    policy: CachePolicy = _query(loaded(top=above, query=query)).cache
    assert expected == (policy.ttl, policy.on_error)


def test_the_deadline_of_what_goes_on(loaded: Load) -> None:
    """A call lasts as long as its schedule allows, and never less than a request."""
    slow = _query(loaded(query="refresh: {every: 1h, timeout: 2m}"))
    quick = _query(loaded(query="timeout: 5s\nrefresh: {every: 1h, timeout: 1s}"))
    assert (120.0, 5.0) == (slow.patience, quick.patience)
