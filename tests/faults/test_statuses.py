"""F27-F33: agencies that answer with a status, with nothing, or with a no."""

import asyncio
import time
from email.utils import formatdate

import pytest

from gateway.connectors.breaker import Phase
from gateway.observe import Retried
from tests.connectors.faulty import Peer, Talk
from tests.faults.agency import JSON, number_of, row, well
from tests.faults.promises import Fault, Promise, data_of, talking
from tests.faults.ward import TTL, Setting, Ward, ward

UNAVAILABLE, REJECTED = "UPSTREAM_UNAVAILABLE", "UPSTREAM_REJECTED"
BUSY, AUTH = "UPSTREAM_BUSY", "UPSTREAM_AUTH"
ONE = "query($n: Int!) { satu(n: $n) { nama } }"


def status(code: int, *headers: str, body: bytes = b"rahasia") -> Talk:
    """Answer every request with a status."""
    lines = [f"HTTP/1.1 {code} Status", *headers, f"Content-Length: {len(body)}"]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"

    async def talk(peer: Peer) -> None:
        while True:
            await peer.request()
            peer.send(head + (b"" if code == 204 else body))

    return talk


EMPTY = {
    "404": status(404),
    "204": status(204, body=b""),
    "empty": status(200, body=b""),
    "null": status(200, body=b"null"),
}


@pytest.mark.parametrize("talk", EMPTY.values(), ids=EMPTY.keys())
async def test_f27_there_is_none(talk: Talk) -> None:
    """F27: what means "there is none" is null without an error, for a short while."""
    async with ward() as it:
        await it.sick.turn(talk)
        it.sick.forget()
        for seconds, requests in ((0, 1), (4, 1), (2, 2)):
            it.clock.now += seconds
            told = await it.ask(query=ONE)
            assert b'{"data":{"satu":null}}' == told.body
            assert requests == len(it.sick.server.requests)


@pytest.mark.parametrize("body", [b"", b"null", b"[]"], ids=["empty", "null", "[]"])
async def test_f27_an_empty_list(body: bytes) -> None:
    """F27: of a list all three mean that there are no rows."""
    async with ward() as it:
        await it.sick.turn(status(200, body=body))
        told = await it.ask()
        assert (data_of(1, []), []) == (told.data, told.codes())


@pytest.mark.parametrize("code", [500, 502, 503, 504])
async def test_f28_server_errors(promise: Promise, code: int) -> None:
    """F28: a 5xx is asked once more, within the budget, and counts."""
    fault = Fault(talking(status(code)), UNAVAILABLE, 2, 1, ends=False)
    await promise(fault)


BRIEF = Setting(timeout="900ms")
"""Shorter than any pause that is asked for."""

WAITS = {
    "seconds": ("2", 2.0),
    "a day": ("86400", 30.0),
    "a date": (formatdate(time.time() + 86400, usegmt=True), 30.0),
    "junk": ("nanti saja", None),
}


@pytest.mark.parametrize(("said", "wait"), WAITS.values(), ids=WAITS.keys())
async def test_f29_too_many(said: str, wait: float | None) -> None:
    """F29: 429 pauses the connector for as long as it asks, thirty seconds at most.

    Nobody else notices, and where it does not say how long it is asked as before.
    """
    async with ward(BRIEF) as it:
        await it.sick.turn(status(429, f"Retry-After: {said}"))
        it.sick.forget()
        told = [await it.ask(number) for number in range(3)]
        assert (3 if wait is None else 1) == len(it.sick.server.requests)
        for number, one in enumerate(told):
            assert [("obat", BUSY)] == one.codes()
            assert data_of(number, None) == one.data
            after = one.json()["errors"][0]["extensions"].get("retryAfter")
            assert after == wait if wait is None else wait - 2 < after <= wait


@pytest.mark.parametrize(("said", "wait"), WAITS.values(), ids=WAITS.keys())
async def test_f29_unavailable(said: str, wait: float | None) -> None:
    """F29: 503 that asks to be left alone is not retried, and by the second it is."""
    async with ward(BRIEF) as it:
        await it.sick.turn(status(503, f"Retry-After: {said}"))
        it.sick.forget()
        told = [await it.ask(number) for number in range(6)]
        # Without a time each may be retried, as far as the budget goes.
        most = 2 if wait else 12
        assert 2 <= len(it.sick.server.requests) <= most
        assert [[("obat", UNAVAILABLE)]] * 6 == [one.codes() for one in told]
        assert bool(wait) == (0 == len(it.events(Retried)))


async def test_f29_is_over_in_time() -> None:
    """F29: once the time that it asked for is over it is asked again, and all is well."""
    async with ward(BRIEF) as it:
        await it.sick.turn(status(429, "Retry-After: 1"))
        assert [("obat", BUSY)] == (await it.ask()).codes()
        await it.sick.turn(well)
        assert [("obat", BUSY)] == (await it.ask()).codes()
        await asyncio.sleep(1.1)
        assert [] == (await it.ask()).codes()


async def test_f29_stale() -> None:
    """F29: meanwhile the last good answer is shown."""
    async with ward() as it:
        healthy = await it.ask()
        it.clock.now += TTL
        await it.sick.turn(status(429, "Retry-After: 30"))
        told = await it.ask()
        assert healthy.data == told.data
        assert {"obat": ("STALE", BUSY)} == told.troubled()


async def test_f29_is_waited_for() -> None:
    """F29: a read is sent again after the time that was asked for, where that is short."""
    asked: list[float] = []

    async def talk(peer: Peer) -> None:
        while True:
            number = number_of(await peer.request())
            asked.append(time.monotonic())
            if len(asked) == 1:
                peer.send(b"HTTP/1.1 503 Penuh\r\nRetry-After: 1\r\n")
                peer.send(b"Content-Length: 0\r\n\r\n")
            else:
                peer.answer(row(number), JSON)

    async with ward(Setting(timeout="5s")) as it:
        await it.sick.turn(talk)
        assert [] == (await it.ask()).codes()
    assert 2 == len(asked)
    assert asked[1] - asked[0] >= 1.0


def _enveloped(*, sound: bool) -> Talk:
    async def talk(peer: Peer) -> None:
        while True:
            rows = row(number_of(await peer.request()))
            word = b"ok" if sound else b"error"
            peer.answer(b'{"status":"%s","data":%s}' % (word, rows), JSON)

    return talk


async def test_f32_says_no_with_200() -> None:
    """F32: 200 whose body says no, by the configuration, is an error, and is not kept."""
    setting = Setting(more="success: {path: status, in: [ok]}", words=", select: data")
    async with ward(setting) as it:
        await it.sick.turn(_enveloped(sound=False))
        told = await it.ask()
        assert [("obat", REJECTED)] == told.codes()
        assert data_of(1, None) == told.data
        assert Phase.CLOSED is it.defences.phase
        await it.sick.turn(_enveloped(sound=True))
        assert [] == (await it.ask()).codes()


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
async def test_f33_redirects(promise: Promise, code: int) -> None:
    """F33: a redirect is not followed, and where to is not told."""

    async def turn(it: Ward) -> None:
        other = f"Location: {it.sick.server.url}/rahasia?n=2"
        await it.sick.turn(status(code, other))

    await promise(Fault(turn, "UPSTREAM_BLOCKED", counts=False, ends=False))
