"""A read whose reused connection closed under it: what it takes to send it again."""

import pytest
from typing_extensions import override

from gateway.config.model import Limits
from gateway.config.resilience import BreakerPolicy, Rate, RetryPolicy
from gateway.connectors.guarding import tripping
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.resending import resent
from gateway.connectors.translate import StaleConnection
from gateway.errors import Sent
from gateway.observe import Retried
from tests.connectors.defences import (
    DOWN,
    GET,
    OK,
    WRITE,
    Defence,
    Upstream,
    code_of,
    connector,
)

STALE = StaleConnection("closed", sent=Sent.UNKNOWN)
UNAVAILABLE = "UPSTREAM_UNAVAILABLE"


@pytest.fixture
def usual() -> Defence:
    """A connector that declares nothing."""
    return Defence(connector())


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_read_is_sent_once_more(usual: Defence, method: str) -> None:
    """A read whose reused connection was closed is repeated at once, and told of."""
    upstream = Upstream([STALE, None])
    asked = GET._replace(prepared=GET.prepared._replace(method=method))
    assert OK == await resent(usual.state, usual.seen, upstream)(asked)
    assert [asked.prepared] * 2 == [one.prepared for one in upstream.sent]
    assert [Retried("a", "daftar", 1, UNAVAILABLE)] == usual.seen.events
    assert 1 == usual.state.budget.spent


async def test_a_read_is_sent_no_third_time(usual: Defence) -> None:
    """A second closed connection is an error."""
    upstream = Upstream([STALE])
    with pytest.raises(StaleConnection):
        await resent(usual.state, usual.seen, upstream)(GET)
    assert 2 == len(upstream.sent)


async def test_what_is_left_of_the_deadline_is_left(usual: Defence) -> None:
    """The time that the first took is not given to the second."""

    class Slow(Upstream):
        @override
        async def __call__(self, outgoing: Outgoing) -> Received:
            usual.clock.now += 1.0
            return await super().__call__(outgoing)

    upstream = Slow([STALE, None])
    await resent(usual.state, usual.seen, upstream)(GET)
    assert [3.0, 2.0] == [one.timeout for one in upstream.sent]


@pytest.mark.parametrize(
    "asked", [WRITE, GET._replace(retries=False)], ids=["write", "renewal"]
)
async def test_what_may_not_be_repeated_is_not(usual: Defence, asked: Outgoing) -> None:
    """A write may have an effect, and a renewal is made once: nothing is taken."""
    upstream = Upstream([STALE])
    with pytest.raises(StaleConnection):
        await resent(usual.state, usual.seen, upstream)(asked)
    assert (1, 0, []) == (
        len(upstream.sent),
        usual.state.budget.spent,
        usual.seen.events,
    )


async def test_retry_false_is_true_to_its_word() -> None:
    """`retry: false` says that nothing is sent twice."""
    defence = Defence(connector(retry=RetryPolicy(attempts=1)))
    upstream = Upstream([STALE])
    code = await code_of(resent(defence.state, defence.seen, upstream)(GET))
    assert (UNAVAILABLE, 1) == (code, len(upstream.sent))


async def test_the_budget_pays(usual: Defence) -> None:
    """100 reads of a service that closes at each reuse, in 9 s: 10 are sent again.

    One a second is what the budget's reserve pays; none of these calls earned more.
    """
    upstream = Upstream([STALE])
    send = resent(usual.state, usual.seen, upstream)
    for _ in range(100):
        assert UNAVAILABLE == await code_of(send(GET))
        usual.clock.now += 1 / 11
    assert (110, 10) == (len(upstream.sent), len(usual.seen.events))


async def test_a_service_that_asked_for_a_pause_gets_it(usual: Defence) -> None:
    """While retries rest nothing is sent again at once."""
    usual.state.budget.pause(usual.clock.now + 1)
    upstream = Upstream([STALE])
    assert UNAVAILABLE == await code_of(resent(usual.state, usual.seen, upstream)(GET))
    assert 1 == len(upstream.sent)


async def test_the_pace_holds() -> None:
    """A second request that would come too soon is not sent; why is what came first."""
    limits = Limits(rate=Rate(1, 60.0), wait=0.01)
    defence = Defence(connector(limits=limits))
    upstream = Upstream([STALE])
    defence.state.pace.take(defence.clock.now)
    with pytest.raises(StaleConnection):
        await resent(defence.state, defence.seen, upstream)(GET)
    assert 1 == len(upstream.sent)


async def test_a_second_request_moves_the_pace_on() -> None:
    """What is sent again counts as a call: the next waits longer."""
    defence = Defence(connector(limits=Limits(rate=Rate(1, 60.0))))
    await resent(defence.state, defence.seen, Upstream([STALE, None]))(GET)
    assert 60.0 == defence.state.pace.wait(defence.clock.now)


@pytest.mark.parametrize(
    ("ends", "bad"), [([STALE, None], 0), ([STALE, DOWN], 1), ([STALE, STALE], 1)]
)
async def test_the_breaker_is_told_how_the_second_went(
    ends: list[StaleConnection], bad: int
) -> None:
    """A connection that was let go is no failure of the service; what followed may be."""
    policy = BreakerPolicy(minimum=1)
    defence = Defence(connector(breaker=policy))
    inner = resent(defence.state, defence.seen, Upstream([*ends]))
    await code_of(tripping(defence.state, inner)(GET))
    opened = defence.state.refusal(GET.prepared.url, defence.clock.now) is not None
    assert bool(bad) is opened


async def test_the_breaker_is_told_where_there_is_no_second() -> None:
    """Where the budget is empty the failure counts, as the table of codes says."""
    defence = Defence(connector(breaker=BreakerPolicy(minimum=1)))
    defence.state.budget.spend(defence.clock.now)
    inner = resent(defence.state, defence.seen, Upstream([STALE]))
    assert UNAVAILABLE == await code_of(tripping(defence.state, inner)(GET))
    assert defence.state.refusal(GET.prepared.url, defence.clock.now) is not None
