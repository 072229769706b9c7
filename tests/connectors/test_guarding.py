"""Places and retries: `bounded` and `retried` of gateway/connectors/guarding.py."""

import asyncio

import pytest

from gateway.config.credentials import Forward
from gateway.config.model import Limits
from gateway.config.resilience import RetryPolicy
from gateway.connectors.guarding import bounded, retried
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.resilience import BreakerOpen, Full
from gateway.errors import (
    Sent,
    UpstreamBadBody,
    UpstreamBusy,
    UpstreamError,
    UpstreamRejected,
    UpstreamTimeout,
    UpstreamUnavailable,
    UpstreamUnknown,
)
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


@pytest.fixture
def usual() -> Defence:
    """A connector that declares nothing."""
    return Defence(connector())


# -------------------------------------------------------------------- bounded


async def test_calls_at_once_are_bounded(usual: Defence) -> None:
    """200 callers at a service that hangs: 20 are under way, 100 wait, 80 are refused."""
    upstream = Upstream(hold=asyncio.Event())
    send = bounded(usual.state, upstream)
    calls = [asyncio.create_task(code_of(send(GET))) for _ in range(200)]
    await asyncio.sleep(0.01)
    refused = [call.result() for call in calls if call.done()]
    assert ["UPSTREAM_BUSY"] * 80 == refused
    assert 20 == upstream.now
    assert upstream.hold is not None
    upstream.hold.set()
    await asyncio.gather(*calls)
    assert 20 == upstream.most
    assert 120 == len(upstream.sent)
    assert 0 == usual.state.bulkhead.busy


async def test_who_waits_in_vain_is_told_when_to_come_back() -> None:
    """A call that got no place in time was not sent, and may be asked for again."""
    defence = Defence(connector(limits=Limits(concurrency=1, wait=0.01)))
    send = bounded(defence.state, Upstream(hold=asyncio.Event()))
    first = asyncio.create_task(code_of(send(GET)))
    await asyncio.sleep(0)
    with pytest.raises(Full) as raised:
        await send(GET)
    assert (Sent.NO, 1.0) == (raised.value.sent, raised.value.retry_after)
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)


async def test_waiting_is_part_of_the_deadline(usual: Defence) -> None:
    """A call that waited for its place has less time left."""
    upstream = Upstream(hold=asyncio.Event())
    send = bounded(usual.state, upstream)
    calls = [asyncio.create_task(code_of(send(GET))) for _ in range(21)]
    await asyncio.sleep(0)
    usual.clock.now += 0.4
    assert upstream.hold is not None
    upstream.hold.set()
    await asyncio.gather(*calls)
    assert pytest.approx(2.6) == upstream.sent[-1].timeout


async def test_callers_who_go_give_their_places_back(usual: Defence) -> None:
    """After any number of cancelled calls all places are free."""
    upstream = Upstream(hold=asyncio.Event())
    send = bounded(usual.state, upstream)
    for _ in range(50):
        calls = [asyncio.create_task(code_of(send(GET))) for _ in range(40)]
        await asyncio.sleep(0)
        for call in calls:
            call.cancel()
        await asyncio.gather(*calls, return_exceptions=True)
    assert (0, 0) == (usual.state.bulkhead.busy, usual.state.bulkhead.waiting)
    assert 20 == usual.state.bulkhead.places


async def test_a_slow_service_gets_fewer_calls(usual: Defence) -> None:
    """F13: deadlines that pass, and 429, take places away; good answers do not."""
    late = Upstream([UpstreamTimeout("late")])
    for _ in range(40):
        await code_of(bounded(usual.state, late)(GET))
        usual.clock.now += 0.5
    assert 2 == usual.state.bulkhead.places
    for _ in range(200):
        await code_of(bounded(usual.state, Upstream())(GET))
        usual.clock.now += 0.5
    assert 20 == usual.state.bulkhead.places


@pytest.mark.parametrize("asked", [GET, WRITE], ids=["a read", "a write"])
async def test_failures_that_come_late(usual: Defence, asked: Outgoing) -> None:
    """So does a failure, whatever it is called: of a write it is not known what it did."""

    async def slow(outgoing: Outgoing) -> Received:
        usual.clock.now += outgoing.timeout
        raise UpstreamTimeout("late")

    send = bounded(usual.state, retried(usual.state, usual.seen, slow))
    for _ in range(40):
        await code_of(send(asked))
    assert 2 == usual.state.bulkhead.places


async def test_failures_that_come_at_once(usual: Defence) -> None:
    """A service that breaks off is not in need of fewer calls."""
    lost = Upstream([UpstreamUnavailable("reset")])
    send = bounded(usual.state, retried(usual.state, usual.seen, lost))
    for _ in range(40):
        await code_of(send(WRITE))
        usual.clock.now += 0.5
    assert 20 == usual.state.bulkhead.places


async def test_answers_that_come_late(usual: Defence) -> None:
    """An answer in the second half of its deadline tells of a service in need, if it is one.

    A service that is as slow as that whatever it is asked keeps half of its places.
    """

    async def slow(outgoing: Outgoing) -> Received:
        del outgoing
        usual.clock.now += 2.0
        return OK

    for _ in range(40):
        await bounded(usual.state, slow)(GET)
    assert 10 == usual.state.bulkhead.places


# -------------------------------------------------------------------- retried


async def test_a_failed_read_is_sent_again(usual: Defence) -> None:
    """It is, once, after a pause; the observer hears of it."""
    upstream = Upstream([DOWN, None])
    assert OK == await retried(usual.state, usual.seen, upstream)(GET)
    assert [GET, GET] == upstream.sent
    assert [Retried("a", "daftar", 1, "UPSTREAM_UNAVAILABLE")] == usual.seen.events


async def test_the_last_failure_is_the_calls(usual: Defence) -> None:
    """Where the second attempt fails as well, that is its error."""
    upstream = Upstream([DOWN, UpstreamBadBody("junk")])
    with pytest.raises(UpstreamBadBody):
        await retried(usual.state, usual.seen, upstream)(GET)
    assert 2 == len(upstream.sent)


async def test_as_often_as_declared() -> None:
    """Each attempt has what is left of the deadline."""
    policy = RetryPolicy(attempts=4, budget=1.0)
    defence = Defence(connector(retry=policy))
    upstream = Upstream([DOWN])

    async def slow(outgoing: Outgoing) -> Received:
        defence.clock.now += 0.5
        return await upstream(outgoing)

    with pytest.raises(UpstreamUnavailable):
        await retried(defence.state, defence.seen, slow)(GET)
    assert [3.0, 2.5, 2.0, 1.5] == [one.timeout for one in upstream.sent]


async def test_never_past_the_deadline() -> None:
    """A pause that would outlast the deadline is not begun."""
    defence = Defence(connector(retry=RetryPolicy(first=5.0, longest=5.0)), lambda: 1.0)
    upstream = Upstream([DOWN])
    assert "UPSTREAM_UNAVAILABLE" == await code_of(
        retried(defence.state, defence.seen, upstream)(GET)
    )
    assert 1 == len(upstream.sent)


async def test_a_breaker_that_opens_meanwhile(usual: Defence) -> None:
    """The reason of the failure is the first one's, not that it was not asked again."""
    upstream = Upstream([DOWN, BreakerOpen("open", sent=Sent.NO)])
    with pytest.raises(UpstreamUnavailable) as raised:
        await retried(usual.state, usual.seen, upstream)(GET)
    assert DOWN is raised.value


async def test_the_budget_holds(usual: Defence) -> None:
    """Everything fails, 100 a second for 30 seconds: a tenth more, and one a second."""
    upstream = Upstream([DOWN])
    send = retried(usual.state, usual.seen, upstream)
    for _ in range(3000):
        await code_of(send(GET))
        usual.clock.now += 0.01
    assert 3300 <= len(upstream.sent) <= 1.10 * 3000 + 30


@pytest.mark.parametrize(
    ("error", "code", "calls"),
    [
        (UpstreamUnavailable("refused", sent=Sent.NO), "UPSTREAM_UNAVAILABLE", 2),
        (UpstreamUnavailable("lost"), "UPSTREAM_UNKNOWN", 1),
        (UpstreamTimeout("waiting"), "UPSTREAM_UNKNOWN", 1),
        (UpstreamBadBody("cut off", sent=Sent.YES), "UPSTREAM_UNKNOWN", 1),
        (UpstreamRejected("no", sent=Sent.YES), "UPSTREAM_REJECTED", 1),
        (UpstreamBusy("429", sent=Sent.YES, retry_after=0.1), "UPSTREAM_BUSY", 1),
    ],
    ids=lambda value: value.message if isinstance(value, UpstreamError) else None,
)
async def test_a_write(
    error: UpstreamError, code: str, calls: int, usual: Defence
) -> None:
    """It is sent again only where it was not sent; else its outcome is not known."""
    upstream = Upstream([error])
    with pytest.raises(UpstreamError) as raised:
        await retried(usual.state, usual.seen, upstream)(WRITE)
    assert (code, calls) == (raised.value.code, len(upstream.sent))
    assert error.sent is raised.value.sent
    assert isinstance(raised.value, UpstreamUnknown) == (code == "UPSTREAM_UNKNOWN")


async def test_others_do_not_retry_while_it_rests() -> None:
    """F29: Retry-After of one call holds for the retries of all."""
    defence = Defence(connector(retry=RetryPolicy(budget=1.0)))
    first = UpstreamUnavailable("503", sent=Sent.YES, retry_after=7.0)
    upstream = Upstream([first, DOWN])
    send = retried(defence.state, defence.seen, upstream)
    for _ in range(2):
        await code_of(send(GET))
    assert 2 == len(upstream.sent)
    defence.clock.now += 8.0
    await code_of(send(GET))
    assert 4 == len(upstream.sent)


async def test_a_citizens_own_limit_leaves_others_their_retries() -> None:
    """F29: while one citizen is asked to wait, what fails for another is sent again."""
    defence = Defence(connector(auth=(Forward(),)))
    error = UpstreamBusy("429", sent=Sent.YES, retry_after=20.0)
    upstream = Upstream([error, DOWN, None])
    send = retried(defence.state, defence.seen, upstream)
    assert "UPSTREAM_BUSY" == await code_of(send(GET))
    assert OK == await send(GET)
    assert 3 == len(upstream.sent)
