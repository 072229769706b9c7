"""Large bodies are decoded beside the loop: gateway/connectors/decoding.py."""

import asyncio
import io
import zipfile
from typing import cast

import httpx
import pytest

from gateway.connectors.aside import LARGE, Aside
from gateway.connectors.health import Health, Last
from gateway.connectors.outgoing import Outgoing, Sender
from gateway.connectors.resilience import Exchange
from gateway.connectors.send import build_sender
from gateway.connectors.template import Prepared
from gateway.errors import UpstreamBusy
from gateway.observe import Silent
from tests.connectors.counting import Counting
from tests.connectors.runtime import Runtime, anyone

CONFIG = """    types:
      Buku: {fields: {isbn: ID!}}
    breaker: {minimum: 3, ratio: 60%}
    limits: {concurrency: 3}
    queries:
      besar:
        returns: "[Buku!]"
        args: {no: Int}
        call: GET /besar?no={no}
        format: xml
        select: data.buku
      segera:
        returns: "[Buku!]"
        call: GET /besar?no=1
        format: xml
        select: data.buku
        timeout: 100ms
      arsip:
        returns: "[Buku!]"
        call: GET /arsip
        format: {kind: csv, zip: "*.csv"}
      kecil: {returns: "[Buku!]", call: GET /kecil}
      graf:
        returns: "[Buku!]"
        graphql: {query: "{ buku { ...rows } }"}
"""
ROW = b"<buku><isbn>1</isbn></buku>"
MANY = LARGE // len(ROW) + 1
WHOLE = b"<data>" + ROW * MANY + b"</data>"
CUT = WHOLE[:-3]


def reply(target: str) -> object:
    """Give a small list, an archive of one, or a large one, which may be cut off."""
    match target:
        case "/kecil":
            return [{"isbn": "1"}]
        case "/arsip":
            archive = io.BytesIO()
            with zipfile.ZipFile(archive, "w") as opened:
                opened.writestr("buku.csv", "isbn\n1\n")
            return httpx.Response(200, content=archive.getvalue())
        case "/":
            return {"data": {"buku": [{"isbn": "1" * LARGE}]}}
        case "/besar?no=1":
            return httpx.Response(200, content=WHOLE)
        case _:
            return httpx.Response(200, content=CUT)


def waiting() -> tuple[Runtime, Counting]:
    """Return sources of which what is large waits to be let."""
    aside = Counting()
    aside.may.clear()
    return Runtime(CONFIG, reply, aside=aside, coalesce=False), aside


async def counted(aside: Counting, count: int) -> None:
    """Wait until so many have come to be decoded."""
    while aside.count < count:  # noqa: ASYNC110 - a test polls
        await asyncio.sleep(0.001)


async def test_what_is_small_is_decoded_where_it_came() -> None:
    """It takes less than to go to a thread and back."""
    aside = Counting()
    assert [{"isbn": "1"}] == await Runtime(CONFIG, reply, aside=aside).ask("kecil")
    assert 0 == aside.count


async def test_an_archive_may_hold_anything() -> None:
    """How small it is says nothing of what is in it."""
    aside = Counting()
    assert [{"isbn": "1"}] == await Runtime(CONFIG, reply, aside=aside).ask("arsip")
    assert 1 == aside.count


async def test_others_are_served_while_a_large_one_is_decoded() -> None:
    """A small one that is asked later is answered first."""
    runtime, aside = waiting()
    large = asyncio.create_task(runtime.ask("besar", no=1))
    await counted(aside, 1)
    assert [{"isbn": "1"}] == await runtime.ask("kecil")
    assert not large.done()
    aside.may.set()
    assert [{"isbn": "1"}] * MANY == await large


async def test_no_more_wait_to_be_decoded_than_have_a_place() -> None:
    """Others are called for when they are: large answers do not pile up in memory."""
    runtime, aside = waiting()
    asking = [
        asyncio.create_task(runtime.source("besar").ask({"no": 1}, anyone()))
        for _ in range(6)
    ]
    await counted(aside, 1)
    for _ in range(20):
        await asyncio.sleep(0)
    assert 3 == len(runtime.service.asked)
    aside.may.set()
    assert [MANY] * 6 == [
        len(cast("list[object]", one.value)) for one in await asyncio.gather(*asking)
    ]
    assert 6 == len(runtime.service.asked)


async def test_first_come_first_decoded() -> None:
    """Who projects what has been decoded comes before those who came later."""
    aside = Counting()
    runtime = Runtime(CONFIG, reply, aside=aside)
    async with aside.turn("perpus"):
        asking = asyncio.create_task(runtime.ask("besar", no=1))
        while not runtime.service.asked:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0)
        for _ in range(20):
            await asyncio.sleep(0)
        assert 0 == aside.count
    assert [{"isbn": "1"}] * MANY == await asking
    assert 1 == aside.count


async def test_whose_turn_does_not_come() -> None:
    """What waits to be decoded has its call's time for that, and then gives its place back."""
    runtime, aside = waiting()
    async with aside.turn("lain"):
        with pytest.raises(UpstreamBusy):
            await runtime.ask("segera")
    assert 0 == runtime.resilience.bulkhead.busy


def sending(aside: Aside, health: Health) -> tuple[Sender, Outgoing]:
    """Return what sends, and tells how calls end, and a request of a large answer."""
    runtime = Runtime(CONFIG, reply)
    reading = runtime.source("segera").recipe.reading
    connector, state = runtime.resilience.connector, runtime.resilience
    send = build_sender(connector, runtime.service, health, 1.0, state, aside)
    request = Prepared("GET", "https://perpus.test/besar?no=1")
    return send, Outgoing("segera", request, 0.05, reading=reading)


async def test_that_a_turn_does_not_come_is_no_trouble_of_the_service() -> None:
    """The service answered: it is not shown as down, nor is the call told as its time-out."""
    aside, health = Aside(), Health(Silent())
    send, asked = sending(aside, health)
    async with aside.turn("lain"):
        with pytest.raises(UpstreamBusy):
            await send(asked)
    assert (None, Last()) == (health.standing("perpus"), health.last("perpus"))


async def test_what_came_of_a_write_is_read_however_late() -> None:
    """It has been carried out: that is not told as what may be sent again."""
    aside = Aside()
    send, asked = sending(aside, Health(Silent()))
    async with aside.turn("lain"):
        writing = asyncio.ensure_future(send(asked._replace(repeatable=False)))
        await asyncio.sleep(0.1)
    assert (await writing).read is not None


async def test_an_answer_is_of_its_own_call() -> None:
    """Whose values break their types is judged by the call that gave them."""
    runtime, aside = waiting()
    asking = [
        asyncio.create_task(runtime.source(name).ask(arguments, anyone()))
        for name, arguments in (("besar", {"no": 1}), ("kecil", {}))
    ]
    small = await asking[1]
    await counted(aside, 1)
    aside.may.set()
    large = await asking[0]
    calls = [call for one in (large, small) for call in one.calls]
    numbers = [call.number for call in calls if isinstance(call, Exchange)]
    assert [1, 2] == numbers


async def test_an_answer_of_graphql() -> None:
    """It is decoded as any other is."""
    aside = Counting()
    found = await Runtime(CONFIG, reply, aside=aside).ask("graf")
    assert [{"isbn": "1" * LARGE}] == found
    assert 1 == aside.count


async def test_what_cannot_be_read_counts_although_others_came_since() -> None:
    """Two bad ones of three open the breaker, the last of which was a good one."""
    runtime, aside = waiting()
    bad = [asyncio.create_task(runtime.ask("besar", no=no)) for no in (2, 3)]
    await counted(aside, 1)  # the other waits for its turn
    breaker = runtime.resilience.breaker("https://perpus.test")
    await runtime.ask("kecil")
    assert "tertutup; 0 dari 3 gagal" == breaker.describe(runtime.resilience.clock())
    aside.may.set()
    told = await asyncio.gather(*bad, return_exceptions=True)
    assert ["the answer is not XML"] * 2 == [str(one) for one in told]
    assert "2 dari 3 gagal; mencoba lagi" in breaker.describe(
        runtime.resilience.clock()
    )
