"""The Senders that keep a connector's trouble its own, over a sender of our choice."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from gateway.config.credentials import Forward
from gateway.config.model import Connector, Limits
from gateway.config.place import Word
from gateway.config.resilience import BreakerPolicy, Rate, RetryPolicy
from gateway.connectors.breaker import Phase
from gateway.connectors.guarding import bounded, paced, retried, tripping
from gateway.connectors.outgoing import Outgoing, Received
from gateway.connectors.resilience import BreakerOpen, Full, Resilience
from gateway.connectors.template import Prepared
from gateway.errors import (
    Sent,
    UpstreamAuth,
    UpstreamBadBody,
    UpstreamBusy,
    UpstreamError,
    UpstreamRejected,
    UpstreamTimeout,
    UpstreamUnavailable,
    UpstreamUnknown,
)
from gateway.observe import BreakerClosed, BreakerOpened, Retried
from tests.connectors.conftest import Seen
from tests.connectors.runtime import Clock

URL = "https://a.test/v1"
OK = Received(200, None, b"{}")
DOWN = UpstreamUnavailable("down", sent=Sent.YES)
GET = Outgoing("daftar", Prepared("GET", f"{URL}/buku"), 3.0)
WRITE = GET._replace(repeatable=False)


@dataclass
class Upstream:
    """Ends each call as told, in turn, the last for ever; remembers them."""

    ends: list[UpstreamError | None] = field(default_factory=lambda: [None])
    hold: asyncio.Event | None = None
    sent: list[Outgoing] = field(default_factory=list[Outgoing])
    now: int = 0
    most: int = 0

    async def __call__(self, outgoing: Outgoing) -> Received:
        self.sent.append(outgoing)
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            if self.hold is not None:
                await self.hold.wait()
        finally:
            self.now -= 1
        end = self.ends[min(len(self.sent), len(self.ends)) - 1]
        if end is not None:
            raise end
        return OK


@dataclass
class Defence:
    """The defences of a connector, their clock, and what was seen."""

    connector: Connector
    chance: Callable[[], float] = lambda: 0.0
    seen: Seen = field(default_factory=Seen)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.state = Resilience(self.connector, self.seen, self.clock, self.chance)


def connector(**more: object) -> Connector:
    return Connector(Word("a"), "Dinas A", Word(URL), **more)  # type: ignore[arg-type] # a table of options


@pytest.fixture
def usual() -> Defence:
    """A connector that declares nothing."""
    return Defence(connector())


# -------------------------------------------------------------------- bounded


async def test_calls_at_once_are_bounded(usual: Defence) -> None:
    """200 callers at a service that hangs: 20 are under way, 100 wait, 80 are refused."""
    upstream = Upstream(hold=asyncio.Event())
    send = bounded(usual.state, upstream)
    calls = [asyncio.create_task(_call(send(GET))) for _ in range(200)]
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


async def _call(given: object) -> str | None:
    """Return the code with which a call ended."""
    try:
        await given  # type: ignore[misc] # any awaitable
    except UpstreamError as error:
        return error.code
    return None


async def test_who_waits_in_vain_is_told_when_to_come_back() -> None:
    """A call that got no place in time was not sent, and may be asked for again."""
    defence = Defence(connector(limits=Limits(concurrency=1, wait=0.01)))
    send = bounded(defence.state, Upstream(hold=asyncio.Event()))
    first = asyncio.create_task(_call(send(GET)))
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
    calls = [asyncio.create_task(_call(send(GET))) for _ in range(21)]
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
        calls = [asyncio.create_task(_call(send(GET))) for _ in range(40)]
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
        await _call(bounded(usual.state, late)(GET))
        usual.clock.now += 0.5
    assert 2 == usual.state.bulkhead.places
    for _ in range(200):
        await _call(bounded(usual.state, Upstream())(GET))
        usual.clock.now += 0.5
    assert 20 == usual.state.bulkhead.places


async def test_answers_that_come_late(usual: Defence) -> None:
    """An answer in the second half of its deadline tells of a service in need."""

    async def slow(outgoing: Outgoing) -> Received:
        del outgoing
        usual.clock.now += 2.0
        return OK

    for _ in range(40):
        await bounded(usual.state, slow)(GET)
    assert 2 == usual.state.bulkhead.places


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
    assert "UPSTREAM_UNAVAILABLE" == await _call(
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
        await _call(send(GET))
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
        await _call(send(GET))
    assert 2 == len(upstream.sent)
    defence.clock.now += 8.0
    await _call(send(GET))
    assert 4 == len(upstream.sent)


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
    assert "UPSTREAM_BUSY" == await _call(send(GET))
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
        await _call(send(GET))
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
        await _call(send(GET))
    assert counts == (usual.state.phase is Phase.OPEN)


async def test_an_open_breaker_refuses(usual: Defence) -> None:
    """Calls end at once, were not sent, take no place, and are told when to return."""
    upstream = Upstream([DOWN])
    send = bounded(usual.state, tripping(usual.state, upstream))
    for _ in range(10):
        await _call(send(GET))
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
        await _call(send(GET))
        usual.clock.now += 0.1
    opened, closed = usual.seen.events
    assert BreakerOpened("a", 0, 10, 10) == opened
    assert isinstance(closed, BreakerClosed)
    assert 10.0 <= closed.seconds <= 10.5


async def test_a_caller_who_goes_does_not_count(usual: Defence) -> None:
    """Cancelled calls open nothing; a cancelled probe leaves room for another."""
    upstream = Upstream(hold=asyncio.Event())
    for _ in range(30):
        call = asyncio.create_task(_call(tripping(usual.state, upstream)(GET)))
        await asyncio.sleep(0)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
    assert Phase.CLOSED is usual.state.phase
    assert "tertutup; 0 dari 0 gagal" in usual.state.describe()[0]


async def test_a_herd_when_it_heals(usual: Defence) -> None:
    """F39: of 500 callers one is let through first; nobody sees more than the limit."""
    down = tripping(usual.state, Upstream([DOWN]))
    for _ in range(10):
        await _call(down(GET))
    usual.clock.now += 5.0
    healed = Upstream(hold=asyncio.Event())
    send = bounded(usual.state, tripping(usual.state, healed))
    calls = [asyncio.create_task(_call(send(GET))) for _ in range(500)]
    await asyncio.sleep(0.01)
    assert 1 == healed.now
    assert healed.hold is not None
    healed.hold.set()
    codes = await asyncio.gather(*calls)
    assert 499 == codes.count("UPSTREAM_UNAVAILABLE")
    healed.hold = asyncio.Event()
    for _ in range(60):
        usual.clock.now += 0.1
        more = [asyncio.create_task(_call(send(GET))) for _ in range(500)]
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
        await _call(down(GET))
    other = GET._replace(prepared=Prepared("GET", "https://b.test/buku"))
    assert None is not state.breaker(URL).refusal(defence.clock.now)
    assert None is state.refusal(GET.prepared.url, defence.clock.now)
    assert OK == await tripping(state, Upstream())(other)
    for _ in range(12):
        await _call(down(other))
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
    state.spoiled()
    assert [
        "tempat: 0 dari 20 tempat terpakai",
        "laju: tanpa batas laju",
        "ulangan: 0 kali diulang",
    ] == list(state.describe())


async def test_answers_that_cannot_be_read() -> None:
    """They are counted against the address that gave them."""
    policy = BreakerPolicy(minimum=3)
    defence = Defence(connector(breaker=policy))
    send = tripping(defence.state, Upstream())
    for _ in range(3):
        await send(GET)
        defence.state.spoiled()
    assert Phase.OPEN is defence.state.phase
    assert (
        "pemutus: terbuka sejak 0 s; 3 dari 3 gagal; mencoba lagi dalam 5 s"
        == defence.state.describe()[0]
    )
