"""A token that runs out: fetched once, renewed early, and not asked for in vain."""

import asyncio
from collections.abc import Callable

import pytest

from gateway.connectors.auth.tokens import Grant, Pretended, RenewedTokens
from gateway.errors import (
    CodedError,
    UpstreamAuth,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from tests.connectors.auth.lines import Clock


class Source:
    """Gives T1, T2, … with a life, or fails; counts how often it was asked."""

    def __init__(self, life: float | None = 100.0) -> None:
        self.life = life
        self.asked = 0
        self.error: CodedError | None = None
        self.hold: Callable[[], asyncio.Future[None]] | None = None

    async def __call__(self) -> Grant:
        self.asked += 1
        await asyncio.sleep(0)
        if self.error is not None:
            raise self.error
        return Grant(f"T{self.asked}", self.life)


def kept(source: Source, clock: Clock, early: float = 10.0) -> RenewedTokens:
    return RenewedTokens(source, clock, early)


async def test_kept_until_it_is_nearly_over() -> None:
    """A token is used until shortly before its end."""
    source, clock = Source(), Clock()
    tokens = kept(source, clock)
    assert "T1" == await tokens.get(1)
    clock.now = 89.9
    assert "T1" == await tokens.get(1)
    clock.now = 90.0
    assert "T2" == await tokens.get(1)
    assert 2 == source.asked


async def test_a_short_life_is_used_by_half() -> None:
    """A life shorter than twice the margin is renewed in its middle."""
    source, clock = Source(life=4.0), Clock()
    tokens = kept(source, clock)
    await tokens.get(1)
    clock.now = 1.9
    assert "T1" == await tokens.get(1)
    clock.now = 2.0
    assert "T2" == await tokens.get(1)


async def test_without_a_life_it_is_kept() -> None:
    """A token that does not say when it ends is used until it is refused."""
    source, clock = Source(life=None), Clock()
    tokens = kept(source, clock)
    await tokens.get(1)
    clock.now = 1e9
    assert "T1" == await tokens.get(1)


async def test_a_thousand_share_one_fetch() -> None:
    """However many wait, one token is fetched."""
    source = Source()
    tokens = kept(source, Clock())
    found = await asyncio.gather(*(tokens.get(1) for _ in range(1000)))
    assert ({"T1"}, 1) == (set(found), source.asked)


async def test_an_early_renewal_that_fails() -> None:
    """A token that cannot be renewed early is used to its end, and no longer."""
    source, clock = Source(), Clock()
    tokens = kept(source, clock)
    await tokens.get(1)
    source.error = UpstreamUnavailable("down")
    clock.now = 95.0
    assert "T1" == await tokens.get(1)
    clock.now = 100.0
    with pytest.raises(UpstreamUnavailable):
        await tokens.get(1)


@pytest.mark.parametrize(
    ("error", "quiet"),
    [(UpstreamUnavailable("down"), 1.0), (UpstreamAuth("wrong"), 30.0)],
)
async def test_failures_are_remembered(error: CodedError, quiet: float) -> None:
    """After a failure nobody asks for a while, and for long after a refusal."""
    source, clock = Source(), Clock()
    tokens = kept(source, clock)
    source.error = error
    for _ in range(3):
        with pytest.raises(type(error)):
            await tokens.get(1)
    assert 1 == source.asked
    clock.now = quiet
    source.error = None
    assert "T2" == await tokens.get(1)


async def test_a_refused_token_is_dropped_once() -> None:
    """Of many who were refused with one token only the first drops it."""
    source = Source()
    tokens = kept(source, Clock())
    await tokens.get(1)
    assert tokens.refuse("T1")
    assert "T2" == await tokens.get(1)
    assert tokens.refuse("T1")
    assert "T2" == await tokens.get(1)
    assert 2 == source.asked


async def test_a_fresh_token_that_is_refused() -> None:
    """When a fresh token is refused, refusals fetch no other for a while."""
    source, clock = Source(), Clock()
    tokens = kept(source, clock)
    await tokens.get(1)
    tokens.give_up()
    assert not tokens.refuse("T1")
    clock.now = 30.0
    assert tokens.refuse("T1")


async def test_a_fetch_that_hangs() -> None:
    """A caller waits no longer than its own deadline."""

    async def never() -> Grant:
        await asyncio.Event().wait()
        raise AssertionError

    with pytest.raises(UpstreamTimeout):
        await RenewedTokens(never, Clock()).get(0.01)


async def test_a_stand_in() -> None:
    """What stands for a token is always the same, and nothing renews it."""
    tokens = Pretended("(token)")
    tokens.give_up()
    assert ("(token)", False) == (await tokens.get(1), tokens.refuse("(token)"))
