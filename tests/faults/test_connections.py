"""F14-F20, F36: agencies that break HTTP, or the connection under it."""

import asyncio
import os
import time

import pytest

from gateway.connectors.reuse import REST
from gateway.observe import Retried
from tests.connectors.faulty import Peer, Talk, answer, says
from tests.faults.agency import JSON, agency, number_of, row, well
from tests.faults.promises import Fault, Promise, talking
from tests.faults.sending import code_of, sending
from tests.faults.ward import Setting, Ward, ward

UNAVAILABLE, BAD_BODY = "UPSTREAM_UNAVAILABLE", "UPSTREAM_BAD_BODY"
UNKNOWN = "UPSTREAM_UNKNOWN"
OK = b"HTTP/1.1 200 OK\r\n" + JSON + b"\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
ROWS = row(1)


async def resets_unread(peer: Peer) -> None:
    peer.reset()


async def closes_after_reading(peer: Peer) -> None:
    await peer.request()


async def resets_in_the_body(peer: Peer) -> None:
    await peer.request()
    peer.send(OK + b'Content-Length: 100\r\n\r\n[{"nama":"rahasia')
    await peer.writer.drain()
    await asyncio.sleep(0.02)
    peer.reset()


def once(talk: Talk) -> Talk:
    """Talk so on one connection, and well on all others."""
    peers: list[Peer] = []

    async def talking_once(peer: Peer) -> None:
        peers.append(peer)
        await (talk if len(peers) == 1 else well)(peer)

    return talking_once


async def test_f14_reset_unread(promise: Promise) -> None:
    """F14: a reset before the request was read is tried once more, then unavailable."""
    await promise(Fault(talking(resets_unread), UNAVAILABLE, 2, 1))


async def test_f15_closes_after_reading(promise: Promise) -> None:
    """F15: an agency that reads and hangs up is asked once more, from the budget."""
    await promise(Fault(talking(closes_after_reading), UNAVAILABLE, 2, 1))


@pytest.mark.parametrize("talk", [resets_unread, closes_after_reading])
async def test_f14_f15_a_read_is_asked_again(talk: Talk) -> None:
    """F14, F15: where the second attempt is answered nobody learns of the first."""
    async with ward() as it:
        await it.sick.turn(once(talk))
        told = await it.ask()
        assert 2 == it.sick.server.connections
        assert 1 == len(it.events(Retried))
    assert [] == told.codes()


@pytest.mark.parametrize("talk", [resets_unread, closes_after_reading])
async def test_f14_f15_a_write_is_not(talk: Talk) -> None:
    """F14, F15: a write that may have arrived is not repeated: its outcome is not known."""
    async with agency(talk) as sick, sending(sick) as (write, seen):
        assert UNKNOWN == await code_of(write)
        assert 1 == sick.server.connections
    assert not [one for one in seen.events if isinstance(one, Retried)]


async def test_f16_reset_in_the_body(promise: Promise) -> None:
    """F16: half an answer is none."""
    await promise(Fault(talking(resets_in_the_body), BAD_BODY))


@pytest.mark.parametrize(
    "said",
    [
        OK + b"Content-Length: 100\r\n\r\n" + ROWS,
        CHUNKED + b"99\r\n" + ROWS,
        CHUNKED + b"%x\r\n" % len(ROWS) + ROWS + b"\r\n",
    ],
    ids=["length", "chunk", "no last chunk"],
)
async def test_f17_short_body(promise: Promise, said: bytes) -> None:
    """F17: an answer shorter than it said is none, even where it is JSON by itself."""
    await promise(Fault(talking(says(said)), BAD_BODY))


def babbling(surplus: bytes) -> Talk:
    """Answer well, and say more than was asked."""

    async def talk(peer: Peer) -> None:
        while True:
            number = number_of(await peer.request())
            peer.send(answer(row(number), JSON) + surplus)

    return talk


SURPLUS = {
    "junk": b"rahasia",
    "second answer": answer(b'[{"nama":"rahasia"}]', JSON),
    "half an answer": OK + b"Content-Length: 99\r\n\r\n[",
}


@pytest.mark.parametrize("late", [0.0005, 0.001, 0.003])
async def test_f18_surplus_that_comes_later(late: float) -> None:
    """F18: a second answer that comes within half the rest is nobody's, nor kept."""

    async def talk(peer: Peer) -> None:
        while True:
            peer.answer(row(number_of(await peer.request())), JSON)
            began = time.monotonic()
            await asyncio.sleep(late)
            if time.monotonic() - began < REST / 2:  # this loop may have been late
                peer.send(SURPLUS["second answer"])

    async with ward(Setting(breaker="false")) as it:
        await it.sick.turn(talk)
        for number in 2 * [*range(40)]:
            data = (await it.ask(number)).json()["data"]
            assert [{"nama": f"Nama {number}", "stok": number}] == data["obat"]


@pytest.mark.parametrize("surplus", SURPLUS.values(), ids=SURPLUS.keys())
async def test_f18_surplus_bytes(surplus: bytes) -> None:
    """F18: the answer is used, its connection is not used again."""
    async with ward() as it:
        await it.sick.turn(babbling(surplus))
        it.sick.forget()
        told = [await it.ask(number) for number in range(8)]
        assert (8, 8) == (it.sick.server.connections, len(it.sick.server.requests))
        assert await it.sick.server.empties(0.5)
    assert [[]] * 8 == [one.codes() for one in told]


EVERY, EACH = int(os.environ.get("GATEWAY_FAULT_REQUESTS", "2000")), 20
"""Requests in all, and of one operation; the list of faults has 10,000 of them."""


async def test_f18_no_cross_talk() -> None:
    """F18: of thousands of requests to such an agency none gets another's answer."""
    variables = ", ".join(f"$n{n}: Int!" for n in range(EACH))
    fields = " ".join(f"f{n}: obat(n: $n{n}) {{ stok }}" for n in range(EACH))
    body = {"query": f"query({variables}) {{ {fields} }}"}
    setting = Setting(timeout="20s", limits="{concurrency: 100}")

    async def operation(it: Ward, first: int) -> list[int]:
        given = {f"n{n}": first + n for n in range(EACH)}
        answer = await it.client.post("/graphql", json={**body, "variables": given})
        assert "errors" not in answer.json(), answer.text
        data = answer.json()["data"]
        return [data[f"f{n}"][0]["stok"] for n in range(EACH)]

    async with ward(setting) as it:
        await it.sick.turn(babbling(SURPLUS["second answer"]))
        it.sick.forget()
        for block in range(0, EVERY, 5 * EACH):
            firsts = range(block, block + 5 * EACH, EACH)
            found = await asyncio.gather(*(operation(it, first) for first in firsts))
            assert [*range(block, block + 5 * EACH)] == [
                n for one in found for n in one
            ]
        assert EVERY == len(it.sick.server.requests)


ILL_FRAMED = {
    "two lengths": OK + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n[] ",
    "length twice": OK + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n[]",
    "length and chunks": OK
    + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n[]\r\n0\r\n\r\n",
    "odd length": OK + b"Content-Length: +2\r\n\r\n[]",
}


@pytest.mark.parametrize("said", ILL_FRAMED.values(), ids=ILL_FRAMED.keys())
async def test_f19_ill_framed(promise: Promise, said: bytes) -> None:
    """F19: an answer that has two ends, or none that can be read, is no answer."""
    await promise(Fault(talking(says(said)), BAD_BODY))


GARBAGE = {
    "another protocol": b"SSH-2.0-OpenSSH_9.6\r\n",
    "bytes": bytes(range(256)),
    "bad chunk": CHUNKED + b"zz\r\nrahasia\r\n",
}


@pytest.mark.parametrize("said", GARBAGE.values(), ids=GARBAGE.keys())
async def test_f20_garbage(promise: Promise, said: bytes) -> None:
    """F20: what is not HTTP is told by a code, in no library's words."""
    await promise(Fault(talking(says(said)), BAD_BODY))


HEADERS = {
    "many": OK + b"X-Rahasia: b\r\n" * 3000 + b"Content-Length: 2\r\n\r\n[]",
    "large": OK + b"X-A: " + b"b" * 3_000_000 + b"\r\nContent-Length: 2\r\n\r\n[]",
}


@pytest.mark.parametrize("said", HEADERS.values(), ids=HEADERS.keys())
async def test_f21_headers(promise: Promise, said: bytes) -> None:
    """F21: three thousand headers, or three megabytes of one, are refused."""
    await promise(Fault(talking(says(said)), BAD_BODY))


async def leaves_at_reuse(peer: Peer) -> None:
    """Answer the first request of a connection, and close at the second."""
    peer.answer(row(number_of(await peer.request())), JSON)
    await peer.request()


async def test_f36_closed_at_reuse() -> None:
    """F36: a read whose kept connection ends at its reuse is sent again at once.

    It is a retry: the budget pays, and it is told of. Then no connection is kept for
    a while, so that nobody else meets the same.
    """
    async with ward() as it:
        await it.sick.turn(leaves_at_reuse)
        it.sick.forget()
        told: list[bytes] = []
        for number in range(3):
            told.append((await it.ask(number)).data)
            await asyncio.sleep(2 * REST)
        requests, connections = len(it.sick.server.requests), it.sick.server.connections
        assert 1 == len(it.events(Retried)) == it.defences.budget.spent
    for number, data in enumerate(told):
        assert b'"stok":%d}],"benih"' % number in data
    assert (4, 3) == (requests, connections)


async def test_f36_nothing_left_to_pay() -> None:
    """F36: where the budget is empty the read is not sent again, and its failure told."""
    async with ward() as it:
        await it.sick.turn(leaves_at_reuse)
        it.sick.forget()
        await it.ask(0)
        await asyncio.sleep(2 * REST)
        it.defences.budget.spend(it.defences.clock())
        assert [("obat", UNAVAILABLE)] == (await it.ask(1)).codes()
        assert 2 == len(it.sick.server.requests)
        assert [] == it.events(Retried)


async def fails_and_leaves(peer: Peer) -> None:
    """Say 500 on a connection that is kept, and close it at the next request."""
    await peer.request()
    peer.send(b"HTTP/1.1 500 Galat\r\nContent-Length: 0\r\n\r\n")
    await peer.request()


async def test_f36_f28_the_budget_holds() -> None:
    """F28, F36: who fails and then closes at reuse gets what the budget allows, no more."""
    async with ward(Setting(breaker="false")) as it:
        await it.sick.turn(fails_and_leaves)
        it.sick.forget()
        began = time.monotonic()
        for number in range(EACH * 4):
            assert [("obat", UNAVAILABLE)] == (await it.ask(number)).codes()
        allowed = 1.1 * EACH * 4 + time.monotonic() - began + 1
        requests = len(it.sick.server.requests)
        assert requests <= allowed
        assert requests - EACH * 4 == len(it.events(Retried))


async def test_f36_the_rate_holds() -> None:
    """F36: what is sent again goes at the pace the connector declares."""
    limits = "{concurrency: 8, rate: 20/s, burst: 1, wait: 5s}"
    async with ward(Setting(limits=limits)) as it:
        await it.ask(0)  # loads what only a first call needs
        await it.sick.turn(leaves_at_reuse)
        it.sick.forget()
        began = time.monotonic()
        for number in range(1, 11):
            await it.ask(number)
        assert len(it.sick.server.requests) <= 20 * (time.monotonic() - began) + 1


async def test_f36_a_write_is_not_sent_again() -> None:
    """F36: a write on a connection that ends at its reuse may have been carried out."""
    async with agency(leaves_at_reuse) as sick, sending(sick) as (write, _):
        assert await code_of(write) is None
        await asyncio.sleep(2 * REST)
        assert UNKNOWN == await code_of(write)
        assert (2, 1) == (len(sick.server.requests), sick.server.connections)
