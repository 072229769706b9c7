"""Large root fields are projected beside the loop."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest
from typing_extensions import override

from gateway.connectors.aside import LARGE, Aside
from gateway.execution.graph import EnginePolicy
from gateway.execution.message import Request
from gateway.execution.pipeline import Engine
from gateway.observe import Silent
from tests.connectors.counting import Counting
from tests.connectors.runtime import Clock
from tests.execution.harness import bench
from tests.execution.serving import codes, served

CONFIG = """
version: 1
connectors:
  pasar:
    opd: Dinas Pasar
    url: http://pasar.test
    cache: {ttl: 1h}
    types:
      Harga: {fields: {kode: ID!, nilai: Int}}
    queries:
      besar: {returns: "[Harga!]", args: {dari: ID}, call: "GET /besar?dari={dari}"}
      kecil: {returns: "[Harga!]", call: GET /kecil}
"""
GOOD = {"kode": "k" * 100, "nilai": 7}
BAD = {"kode": "k" * 100, "nilai": "tujuh"}
ROWS = LARGE // 100


def answer(request: httpx.Request) -> httpx.Response:
    """Give many rows, bad ones or a third of them where those are asked for, or one."""
    if request.url.path == "/kecil":
        return httpx.Response(200, content=orjson.dumps([GOOD]))
    asked = request.url.query.decode()
    row, rows = (
        BAD if "buruk" in asked else GOOD,
        ROWS // 3 if "sepertiga" in asked else ROWS,
    )
    return httpx.Response(200, content=orjson.dumps([row] * rows))


async def asked(engine: Engine, query: str) -> dict[str, Any]:
    """Return the decoded response to a query."""
    reply = await engine.execute(Request(query))
    found: dict[str, Any] = orjson.loads(reply.body)
    return found


async def test_only_what_is_large() -> None:
    """A small answer is projected where it came."""
    async with bench(CONFIG, answer) as it:
        aside = Counting()
        engine = Engine(it.engine.graph, EnginePolicy(), Silent(), aside)
        assert {"data": {"kecil": [{"nilai": 7}]}} == await asked(
            engine, "{ kecil { nilai } }"
        )
        assert 0 == aside.count
        found = await asked(engine, "{ besar { nilai } }")
        assert {"data": {"besar": [{"nilai": 7}] * ROWS}} == found
        assert 1 == aside.count


async def test_others_are_served_meanwhile() -> None:
    """A small one that is asked later is answered first."""
    async with bench(CONFIG, answer) as it:
        aside = Counting()
        aside.may.clear()
        engine = Engine(it.engine.graph, EnginePolicy(), Silent(), aside)
        large = asyncio.create_task(asked(engine, "{ besar { nilai } }"))
        while not aside.count:  # noqa: ASYNC110 - a test polls
            await asyncio.sleep(0.001)
        assert "errors" not in await asked(engine, "{ kecil { nilai } }")
        assert not large.done()
        aside.may.set()
        assert ROWS == len((await large)["data"]["besar"])


async def test_the_same_work_is_done_once() -> None:
    """Who waited for his turn takes what somebody else has made meanwhile."""
    async with bench(CONFIG, answer) as it:
        aside = Counting()
        engine = Engine(it.engine.graph, EnginePolicy(), Silent(), aside)
        query = "{ besar { nilai } }"
        found = await asyncio.gather(*(asked(engine, query) for _ in range(5)))
        assert [ROWS] * 5 == [len(one["data"]["besar"]) for one in found]
        assert 1 == aside.count


async def test_many_that_are_less_large() -> None:
    """Roots that together are large go aside, too: they would keep the loop as long."""
    async with bench(CONFIG, answer) as it:
        aside = Counting()
        engine = Engine(it.engine.graph, EnginePolicy(), Silent(), aside)
        third = 'besar(dari: "sepertiga") { nilai }'
        found = await asked(
            engine, f"{{ a: {third} b: {third} c: {third} d: {third} }}"
        )
        assert [ROWS // 3] * 4 == [len(one) for one in found["data"].values()]
        assert 1 == aside.count


async def test_many_that_become_large() -> None:
    """So do roots that are made of little, and become much: their bytes count as they are shown."""
    names = [f"{letter * 300}: besar {{ {letter * 300}: nilai }}" for letter in "abc"]
    row = [{"kode": "k", "nilai": 7}] * 2000
    async with bench(CONFIG, {"/besar": row, "/besar?dari=": row}) as it:
        aside = Counting()
        engine = Engine(it.engine.graph, EnginePolicy(), Silent(), aside)
        found = await asked(engine, f"{{ {' '.join(names)} }}")
    assert [2000] * 3 == [len(one) for one in found["data"].values()]
    assert 1 == aside.count


async def test_late() -> None:
    """Whose turn does not come by the deadline fails, and its siblings are shown."""
    async with bench(CONFIG, answer) as it:
        aside, policy = Aside(), EnginePolicy(timeout=0.5)
        engine = Engine(it.engine.graph, policy, Silent(), aside)
        async with aside.turn("lain"):
            found = await asked(engine, "{ besar { nilai } kecil { nilai } }")
    assert {"besar": None, "kecil": [{"nilai": 7}]} == found["data"]
    (error,) = found["errors"]
    told = error["extensions"]
    assert ["besar"] == error["path"]
    assert ("UPSTREAM_TIMEOUT", "Dinas Pasar") == (told["code"], told["opd"])


async def test_late_to_be_decoded() -> None:
    """So does who is not even decoded by then, though its call alone could not be late."""

    async def soon() -> object:
        await asyncio.sleep(0.8)
        return [GOOD] * ROWS

    text = CONFIG.replace("cache: {ttl: 1h}", "timeout: 1s")
    async with served(text, {"/besar": soon}, operation_timeout="1s") as it:
        began = time.monotonic()
        async with it.engine._parts.aside.turn("lain"):
            found = await it.ask("{ besar { nilai } }")
    assert time.monotonic() - began < 1.5
    assert [(["besar"], "UPSTREAM_TIMEOUT")] == codes(found)


class Waits(Aside):
    """Notes how long each would wait for a turn."""

    __slots__ = ("seconds",)

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float | None] = []

    @override
    @asynccontextmanager
    async def turn(
        self, connector: str, seconds: float | None = None
    ) -> AsyncGenerator[None]:
        self.seconds.append(seconds)
        async with super().turn(connector, seconds):
            yield


async def test_a_moment_after_the_deadline() -> None:
    """What has come is not lost for the turn of another when all waited until then."""
    clock, aside = Clock(), Waits()

    def late(request: httpx.Request) -> httpx.Response:
        clock.now += 8
        return answer(request)

    async with bench(CONFIG, late) as it:
        graph = replace(it.engine.graph, now=clock)
        engine = Engine(graph, EnginePolicy(timeout=8), Silent(), aside)
        found = await asked(engine, "{ besar { nilai } }")
    assert {"data": {"besar": [{"nilai": 7}] * ROWS}} == found
    assert [pytest.approx(0.1)] == aside.seconds


async def test_bad_rows_are_told_as_ever() -> None:
    """As many errors as of a list are told, then their count."""
    async with bench(CONFIG, answer) as it:
        aside = Counting()
        engine = Engine(it.engine.graph, EnginePolicy(), Silent(), aside)
        found = await asked(engine, '{ besar(dari: "buruk") { nilai } }')
        assert [{"nilai": None}] * ROWS == found["data"]["besar"]
        codes = {one["extensions"]["code"] for one in found["errors"]}
        assert ({"UPSTREAM_BAD_VALUE"}, 101) == (codes, len(found["errors"]))
        assert 1 == aside.count
