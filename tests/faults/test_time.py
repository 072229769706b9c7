"""F8-F13: agencies that dawdle."""

import asyncio
import time
from collections.abc import Callable

import orjson
import pytest

from gateway.connectors.breaker import Phase
from tests.connectors.faulty import Peer, Talk, keeps_saying
from tests.faults.agency import JSON, number_of, row
from tests.faults.promises import SOON, Fault, Promise, data_of, talking
from tests.faults.told import Told
from tests.faults.ward import Setting, Ward, ward

OK = b"HTTP/1.1 200 OK\r\n" + JSON + b"\r\n"
TIMEOUT = "UPSTREAM_TIMEOUT"
WAIT = 0.4
BRIEF = Setting(timeout="400ms")


def _late(talk: Talk) -> Fault:
    """Return the fault of an agency that would take for ever."""
    return Fault(talking(talk), TIMEOUT, setting=BRIEF, wait=WAIT)


async def test_f08_never_answers(promise: Promise) -> None:
    """F8: an agency that takes the request and says nothing is left at the deadline."""
    await promise(_late(keeps_saying(b"", b"")))


async def test_f09_body_hangs(promise: Promise) -> None:
    """F9: a head, half a body and silence end at the same deadline."""
    half = OK + b'Content-Length: 99\r\n\r\n[{"nama'
    await promise(_late(keeps_saying(half, b"")))


@pytest.mark.parametrize(
    ("first", "more"),
    [(OK, b"X-A: b\r\n"), (OK + b"Content-Length: 9999\r\n\r\n", b" ")],
    ids=["head", "body"],
)
async def test_f10_drips(promise: Promise, first: bytes, more: bytes) -> None:
    """F10: an answer that drips, faster than any pause would notice, ends there too."""
    await promise(_late(keeps_saying(first, more, 0.03)))


async def test_f11_endless_interim_answers(promise: Promise) -> None:
    """F11: interim answers without an end are no answer."""
    interim = b"HTTP/1.1 102 Tunggu\r\n\r\n"
    await promise(_late(keeps_saying(b"", interim, 0.01)))


async def test_f12_some_are_slow() -> None:
    """F12: where a tenth of the calls hang, one after another, only those fail.

    Every other field is, byte for byte, what it is of a healthy agency. The breaker
    looks at the share, and stays closed.
    """
    hung = range(20, 25)

    async def talk(peer: Peer) -> None:
        while True:
            number = number_of(await peer.request())
            if number in hung:
                await peer.gone()
            peer.answer(row(number), JSON)

    async with ward(Setting(timeout="2s", breaker="{open: 100ms}")) as it:
        await it.sick.turn(talk)
        told = await asyncio.gather(*map(it.ask, range(50)))
        assert Phase.CLOSED is it.defences.phase
        assert it.calls.most <= it.defences.bulkhead.most
    for number, one in enumerate(told):
        late = number in hung
        shown = None if late else orjson.loads(row(number))
        assert data_of(number, shown) == one.data
        assert [("obat", TIMEOUT)] * late == one.codes()
        assert one.seconds < 2.0 + SOON


async def test_f13_ever_slower() -> None:
    """F13: as the agency slows down its places shrink, and who finds none is told at once.

    Nobody else notices, and afterwards all is as before.
    """
    limits = "{concurrency: 10, queue: 5, wait: 50ms}"
    started = time.monotonic()

    def latency() -> float:
        return min(0.01 + (time.monotonic() - started) * 1.2, 1.3)

    setting = Setting(timeout="2s", limits=limits, breaker="false")
    async with ward(setting) as it:
        await it.sick.turn(_lagging(latency))
        told = [one for found in await _under_load(it, started + 3.2) for one in found]
        shrunk, most = it.defences.bulkhead.places, it.sick.most
        await it.sick.turn(_lagging(lambda: 0.0))
        healthy = [await it.ask(10_000 + number) for number in range(10)]
    busy = [one for one in told if [("obat", "UPSTREAM_BUSY")] == one.codes()]
    assert busy
    assert sorted(one.seconds for one in busy)[len(busy) // 2] < 0.5
    assert {(), (("obat", "UPSTREAM_BUSY"),)} >= {tuple(one.codes()) for one in told}
    assert all(b'"buku":[{' in one.data and b'"benih":[{' in one.data for one in told)
    assert shrunk < 10
    assert most <= 10
    assert [[]] * 10 == [one.codes() for one in healthy]


async def _under_load(it: Ward, until: float) -> list[list[Told]]:
    """Have twenty callers ask, each anew as soon as it is answered."""

    async def caller(first: int) -> list[Told]:
        told: list[Told] = []
        while time.monotonic() < until:
            told.append(await it.ask(first + 20 * len(told)))
            await asyncio.sleep(0.01)
        return told

    return await asyncio.gather(*map(caller, range(20)))


def _lagging(latency: Callable[[], float]) -> Talk:
    """Answer well, each time as late as told."""

    async def talk(peer: Peer) -> None:
        while True:
            number = number_of(await peer.request())
            await asyncio.sleep(latency())
            peer.answer(row(number), JSON)

    return talk
