"""Several addresses of one connector: gateway/connectors/fallback.py."""

import asyncio
from collections.abc import Mapping

import pytest

from gateway.config.model import Connector
from gateway.config.place import Word
from gateway.connectors.fallback import standing_by
from gateway.connectors.resilience import BreakerOpen
from gateway.connectors.send import (
    Outgoing,
    Received,
    Sender,
    build_sender,
)
from gateway.connectors.standby import Standby
from gateway.connectors.template import Prepared
from gateway.errors import (
    Sent,
    UpstreamBadBody,
    UpstreamBusy,
    UpstreamError,
    UpstreamRejected,
    UpstreamTimeout,
    UpstreamUnavailable,
)
from gateway.observe import CallEnded, FellBack
from tests.connectors.conftest import Engine, Seen
from tests.connectors.faulty import Peer, faulty, says

A, B, C = "http://a.test/v1", "http://b.test/x/", "http://c.test"
OK = Received(200, None, b"{}")
DOWN = UpstreamUnavailable("down", sent=Sent.YES)
OPEN = BreakerOpen("open", sent=Sent.NO)


async def hangs(peer: Peer) -> None:
    """Take a request and say nothing."""
    await peer.request()
    await asyncio.sleep(30)


@pytest.fixture
def seen() -> Seen:
    """An observer that remembers."""
    return Seen()


class Upstreams:
    """A sender that answers by the URL's beginning."""

    def __init__(self, answers: Mapping[str, UpstreamError | float]) -> None:
        self.answers = answers
        self.sent: list[Outgoing] = []

    async def __call__(self, outgoing: Outgoing) -> Received:
        self.sent.append(outgoing)
        for base, answer in self.answers.items():
            if outgoing.prepared.url.startswith(base):
                if isinstance(answer, UpstreamError):
                    raise answer
                await asyncio.sleep(min(answer, outgoing.timeout))
                if answer >= outgoing.timeout:
                    raise UpstreamTimeout("late")
        return OK

    @property
    def urls(self) -> list[str]:
        return [one.prepared.url for one in self.sent]


def _connector(*urls: str) -> Connector:
    first, *rest = map(Word, urls)
    return Connector(Word("perpus"), "Perpustakaan", first, fallbacks=tuple(rest))


def _standing(inner: Sender, seen: Seen, *urls: str) -> Sender:
    return standing_by(_connector(*urls), seen, Standby(len(urls)), inner)


def _asked(url: str = f"{A}/buku?q=1", timeout: float = 2.0) -> Outgoing:
    return Outgoing("daftar", Prepared("GET", url), timeout)


@pytest.mark.parametrize(
    "error", [UpstreamUnavailable("down"), UpstreamTimeout("late")], ids=repr
)
async def test_the_next_is_asked(error: UpstreamError, seen: Seen) -> None:
    """Where the primary does not answer the next does, at its own base path."""
    inner = Upstreams({A: error})
    assert OK == await _standing(inner, seen, A, B)(_asked())

    assert [f"{A}/buku?q=1", "http://b.test/x/buku?q=1"] == inner.urls
    assert [FellBack("perpus", "daftar", 0, error.code)] == seen.events


@pytest.mark.parametrize(
    "error",
    [UpstreamRejected("no"), UpstreamBadBody("junk"), UpstreamBusy("later")],
    ids=repr,
)
async def test_an_answer_is_an_answer(error: UpstreamError, seen: Seen) -> None:
    """What a service did say is no reason to ask another."""
    inner = Upstreams({A: error})
    with pytest.raises(type(error)):
        await _standing(inner, seen, A, B)(_asked())

    assert 1 == len(inner.sent)


async def test_a_failed_address_is_avoided(seen: Seen) -> None:
    """The next call does not wait for the address that just failed."""
    inner = Upstreams({A: UpstreamUnavailable("down")})
    send = _standing(inner, seen, A, B)
    await send(_asked())
    await send(_asked())

    assert ["a.test", "b.test", "b.test"] == [url.split("/")[2] for url in inner.urls]


async def test_all_down(seen: Seen) -> None:
    """Where none answers the last error is the call's."""
    inner = Upstreams({"http": UpstreamUnavailable("down")})
    with pytest.raises(UpstreamUnavailable):
        await _standing(inner, seen, A, B, C)(_asked())

    assert 3 == len(inner.sent)
    assert [0, 1] == [one.base for one in seen.events if isinstance(one, FellBack)]


async def test_a_hang_leaves_time(seen: Seen) -> None:
    """Each address has its share of the deadline."""
    inner = Upstreams({A: 9.0, B.rstrip("/"): 9.0})
    assert OK == await _standing(inner, seen, A, B, C)(_asked(timeout=0.6))

    assert [0.2, 0.2, 0.2] == [round(one.timeout, 1) for one in inner.sent]


async def test_no_time_left(seen: Seen) -> None:
    """A deadline that is over is over."""
    inner = Upstreams({A: UpstreamUnavailable("down")})
    with pytest.raises(UpstreamUnavailable):
        await _standing(inner, seen, A, B)(_asked(timeout=0.0))

    assert 1 == len(inner.sent)


@pytest.mark.parametrize(("sent", "calls"), [(Sent.NO, 2), (Sent.UNKNOWN, 1)])
async def test_a_write_goes_on_only_unsent(sent: Sent, calls: int, seen: Seen) -> None:
    """What may have been done is not done again elsewhere."""
    inner = Upstreams({A: UpstreamUnavailable("down", sent=sent)})
    asked = _asked()._replace(repeatable=False)
    if sent is Sent.NO:
        await _standing(inner, seen, A, B)(asked)
    else:
        with pytest.raises(UpstreamUnavailable):
            await _standing(inner, seen, A, B)(asked)

    assert calls == len(inner.sent)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({A: DOWN, B: OPEN}, "down"),
        ({A: DOWN, B: OPEN, C: OPEN}, "down"),
        ({A: OPEN, B: DOWN, C: OPEN}, "down"),
        ({A: OPEN, B: DOWN}, "down"),
        ({A: OPEN, B: OPEN}, "open"),
    ],
)
async def test_what_was_not_asked_is_no_reason(
    answers: Mapping[str, UpstreamError], message: str, seen: Seen
) -> None:
    """Where another address did fail that is told, and not that a breaker is open."""
    with pytest.raises(UpstreamUnavailable, match=message):
        await _standing(Upstreams(answers), seen, *answers)(_asked())


async def test_what_goes_elsewhere_is_left_alone(seen: Seen) -> None:
    """A request that is not for the primary has no fallback."""
    inner = Upstreams({"http": UpstreamUnavailable("down")})
    with pytest.raises(UpstreamUnavailable):
        await _standing(inner, seen, A, B)(_asked("http://z.test/buku"))

    assert ["http://z.test/buku"] == inner.urls


@pytest.mark.parametrize(
    "url", [f"{A}.evil.test/buku", f"{A}5/buku", f"{A}@z.test/buku", f"{A}#x"]
)
async def test_an_address_ends_where_it_does(url: str, seen: Seen) -> None:
    """What only begins as the primary's address does is somebody else's."""
    inner = Upstreams({"http": UpstreamUnavailable("down")})
    with pytest.raises(UpstreamUnavailable):
        await _standing(inner, seen, A, B)(_asked(url))

    assert [url] == inner.urls


async def test_over_sockets(make_transport: Engine, seen: Seen) -> None:
    """A primary that hangs costs half the deadline; the call ends once, and well."""
    reply = b"HTTP/1.1 200 X\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    async with faulty(hangs) as sick, faulty(says(reply)) as well:
        connector = _connector(sick.url, well.url)
        send = build_sender(connector, make_transport(), seen, 1.0)
        received = await send(_asked(f"{sick.url}/buku", 0.6))

    assert b"{}" == received.body
    ended = [one for one in seen.events if isinstance(one, CallEnded)]
    assert [(200, None)] == [(one.status, one.code) for one in ended]
    assert [FellBack("perpus", "daftar", 0, "UPSTREAM_TIMEOUT")] == [
        one for one in seen.events if isinstance(one, FellBack)
    ]
