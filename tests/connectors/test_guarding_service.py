"""The pace and the breakers: `paced` and `tripping` of gateway/connectors/guarding.py."""

import asyncio

import pytest

from gateway.config.credentials import Forward
from gateway.config.model import Limits
from gateway.config.place import Word
from gateway.config.resilience import BreakerPolicy, Rate
from gateway.connectors.breaker import Phase
from gateway.connectors.guarding import bounded, paced, tripping
from gateway.connectors.resilience import BreakerOpen, Full
from gateway.connectors.template import Prepared
from gateway.errors import (
    Sent,
    UpstreamAuth,
    UpstreamBadBody,
    UpstreamBusy,
    UpstreamError,
    UpstreamRejected,
    UpstreamTimeout,
)
from gateway.observe import BreakerClosed, BreakerOpened, Spoiled
from tests.connectors.defences import (
    DOWN,
    GET,
    OK,
    URL,
    Defence,
    Upstream,
    code_of,
    connector,
)


@pytest.fixture
def usual() -> Defence:
    """A connector that declares nothing."""
    return Defence(connector())


# ---------------------------------------------------------------------- paced


async def test_the_pace_is_kept() -> None:
    """What cannot go soon is refused at once, and told when it may."""
    limits = Limits(rate=Rate(1, 60.0))
    defence = Defence(connector(limits=limits))
    upstream = Upstream()
    send = paced(defence.state, upstream)
    await send(GET)
    with pytest.raises(Full) as raised:
        await send(GET)
    assert (60.0, 1) == (raised.value.retry_after, len(upstream.sent))


async def test_a_short_wait_is_waited() -> None:
    """A turn that comes soon is waited for, and is part of the deadline."""
    defence = Defence(connector(limits=Limits(rate=Rate(100, 1.0), burst=1)))
    upstream = Upstream()
    send = paced(defence.state, upstream)
    await asyncio.gather(*(send(GET) for _ in range(3)))
    assert [3.0, 2.99, 2.98] == [round(one.timeout, 2) for one in upstream.sent]


async def test_too_many_requests(usual: Defence) -> None:
    """F29: 429 with Retry-After pauses the connector; later it is asked again."""
    error = UpstreamBusy("429", sent=Sent.YES, retry_after=2.0)
    upstream = Upstream([error, None])
    send = paced(usual.state, upstream)
    assert "UPSTREAM_BUSY" == await code_of(send(GET))
    with pytest.raises(Full) as raised:
        await send(GET)
    assert 2.0 == raised.value.retry_after
    usual.clock.now += 2.0
    assert OK == await send(GET)


async def test_a_citizens_own_limit_is_nobody_elses() -> None:
    """Where citizens' tokens are forwarded a 429 pauses and counts for nobody else."""
    auth = (Forward(),)
    defence = Defence(connector(auth=auth))
    error = UpstreamBusy("429", sent=Sent.YES, retry_after=20.0)
    send = paced(defence.state, tripping(defence.state, Upstream([error])))
    for _ in range(30):
        await code_of(send(GET))
    assert 0.0 == defence.state.pace.wait(defence.clock.now)
    assert Phase.CLOSED is defence.state.phase


# ------------------------------------------------------------------- tripping


@pytest.mark.parametrize(
    ("error", "counts"),
    [
        (DOWN, True),
        (UpstreamTimeout("late"), True),
        (UpstreamBadBody("cut off", sent=Sent.YES), True),
        (UpstreamBusy("429", sent=Sent.YES), True),
        (UpstreamBusy("ours", sent=Sent.NO), False),
        (UpstreamRejected("422", sent=Sent.YES), False),
        (UpstreamAuth("401", sent=Sent.YES), False),
    ],
    ids=lambda value: value.message if isinstance(value, UpstreamError) else None,
)
async def test_what_counts(
    error: UpstreamError, counts: object, usual: Defence
) -> None:
    """Failures of the service do, by the table of codes; a no and our own do not."""
    send = tripping(usual.state, Upstream([error]))
    for _ in range(30):
        await code_of(send(GET))
    assert counts == (usual.state.phase is Phase.OPEN)


async def test_an_open_breaker_refuses(usual: Defence) -> None:
    """Calls end at once, were not sent, take no place, and are told when to return."""
    upstream = Upstream([DOWN])
    send = bounded(usual.state, tripping(usual.state, upstream))
    for _ in range(10):
        await code_of(send(GET))
    usual.clock.now += 1.0
    with pytest.raises(BreakerOpen) as raised:
        await send(GET)
    assert (Sent.NO, 4.0) == (raised.value.sent, raised.value.retry_after)
    assert "UPSTREAM_UNAVAILABLE" == raised.value.code
    assert 10 == len(upstream.sent)
    usual.state.bulkhead.busy = 20
    with pytest.raises(BreakerOpen):
        await send(GET)
    with pytest.raises(BreakerOpen):
        await tripping(usual.state, upstream)(GET)


async def test_its_turns_are_told(usual: Defence) -> None:
    """The observer hears when an outage begins and when it is over."""
    send = tripping(usual.state, Upstream([DOWN] * 10 + [None]))
    for _ in range(200):
        await code_of(send(GET))
        usual.clock.now += 0.1
    opened, closed = usual.seen.events
    assert BreakerOpened("a", 0, 10, 10) == opened
    assert isinstance(closed, BreakerClosed)
    assert 10.0 <= closed.seconds <= 10.5


async def test_a_caller_who_goes_does_not_count(usual: Defence) -> None:
    """Cancelled calls open nothing; a cancelled probe leaves room for another."""
    upstream = Upstream(hold=asyncio.Event())
    for _ in range(30):
        call = asyncio.create_task(code_of(tripping(usual.state, upstream)(GET)))
        await asyncio.sleep(0)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
    assert Phase.CLOSED is usual.state.phase
    assert "tertutup; 0 dari 0 gagal" in usual.state.describe()[0]


async def test_a_herd_when_it_heals(usual: Defence) -> None:
    """F39: of 500 callers one is let through first; nobody sees more than the limit."""
    down = tripping(usual.state, Upstream([DOWN]))
    for _ in range(10):
        await code_of(down(GET))
    usual.clock.now += 5.0
    healed = Upstream(hold=asyncio.Event())
    send = bounded(usual.state, tripping(usual.state, healed))
    calls = [asyncio.create_task(code_of(send(GET))) for _ in range(500)]
    await asyncio.sleep(0.01)
    assert 1 == healed.now
    assert healed.hold is not None
    healed.hold.set()
    codes = await asyncio.gather(*calls)
    assert 499 == codes.count("UPSTREAM_UNAVAILABLE")
    healed.hold = asyncio.Event()
    for _ in range(60):
        usual.clock.now += 0.1
        more = [asyncio.create_task(code_of(send(GET))) for _ in range(500)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        healed.hold.set()
        await asyncio.gather(*more)
        healed.hold = asyncio.Event()
    assert healed.most <= 20
    assert Phase.CLOSED is usual.state.phase


# ----------------------------------------------------------------- resilience


async def test_each_address_has_its_breaker() -> None:
    """One of several addresses that is down does not trip the others."""
    fallbacks = (Word("https://b.test/"),)
    defence = Defence(connector(fallbacks=fallbacks))
    state = defence.state
    down = tripping(state, Upstream([DOWN]))
    for _ in range(10):
        await code_of(down(GET))
    other = GET._replace(prepared=Prepared("GET", "https://b.test/buku"))
    assert None is not state.breaker(URL).refusal(defence.clock.now)
    assert None is state.refusal(GET.prepared.url, defence.clock.now)
    assert OK == await tripping(state, Upstream())(other)
    for _ in range(12):
        await code_of(down(other))
    assert 5.0 == state.refusal(GET.prepared.url, defence.clock.now)
    assert [0, 1] == [
        one.base for one in defence.seen.events if isinstance(one, BreakerOpened)
    ]


def test_hosts_of_followed_links() -> None:
    """Other hosts have breakers of their own, as long as they are not too many."""
    state = Defence(connector()).state
    first = state.breaker("https://c.test/x")
    assert first is state.breaker("https://c.test/y?z=1")
    assert first is not state.breaker(URL)
    found = {id(state.breaker(f"https://{number}.test/")) for number in range(200)}
    assert len(found) <= 64


def test_without_a_breaker() -> None:
    """Nothing is refused where it is switched off."""
    state = Defence(connector(breaker=None)).state
    assert None is state.refusal(GET.prepared.url, 0.0)
    assert None is state.phase
    state.spoiled("daftar", "UPSTREAM_BAD_BODY")
    assert [
        "tempat: 0 dari 20 tempat terpakai",
        "laju: tanpa batas laju",
        "ulangan: 0 kali diulang",
    ] == list(state.describe())


async def test_answers_that_cannot_be_read() -> None:
    """They are counted against the address that gave them, and told."""
    policy = BreakerPolicy(minimum=3)
    defence = Defence(connector(breaker=policy))
    send = tripping(defence.state, Upstream())
    for _ in range(3):
        await send(GET)
        defence.state.spoiled("daftar", "UPSTREAM_BAD_BODY")
    assert Phase.OPEN is defence.state.phase
    assert (
        "pemutus: terbuka sejak 0 s; 3 dari 3 gagal; mencoba lagi dalam 5 s"
        == defence.state.describe()[0]
    )
    told = [one for one in defence.seen.events if isinstance(one, Spoiled)]
    assert [Spoiled("a", "daftar", "UPSTREAM_BAD_BODY")] * 3 == told


async def test_an_unreadable_answer_of_before_an_outage() -> None:
    """What was asked before a breaker opened says nothing of the service that is tried again."""
    defence = Defence(connector(breaker=BreakerPolicy(minimum=3)))
    state = defence.state
    breaker = state.breaker(URL)
    early = breaker.admit(defence.clock.now)
    assert early is not None
    down = tripping(state, Upstream([DOWN]))
    for _ in range(3):
        await code_of(down(GET))
    defence.clock.now += 5.0
    await tripping(state, Upstream())(GET)
    assert Phase.PROBING is state.phase
    state.answered(breaker, early)
    state.spoiled("daftar", "UPSTREAM_BAD_BODY")
    assert Phase.PROBING is state.phase
