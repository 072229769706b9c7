"""Fetches under way: gateway/execution/fetch.py, through the engine."""

import asyncio
import gc
from typing import Any

import pytest

from gateway.errors import CodedError, Sent, UpstreamUnavailable
from gateway.observe import OperationLeft
from tests.execution.serving import codes, served

CONFIG = """
version: 1
connectors:
  a:
    opd: Dinas A
    url: http://a.test
    retry: false
    types:
      Buku: {fields: {judul: String, kd: ID, rak: {type: Rak, from: kd}, pasang: {type: Pasang, with: {x: kd, y: judul}}}}
      Rak:
        key: kode
        fields: {kode: ID!, nama: String}
        lookup: {call: "GET /rak/{kode}"}
      Pasang:
        key: [x, y]
        fields: {x: ID!, y: ID!, isi: String}
        lookup: {call: "GET /pasang/{x}/{y}"}
    queries:
      buku: {returns: "[Buku!]", call: GET /buku}
      cepat: {returns: Int, call: GET /cepat}
      lambat: {returns: Int, call: GET /lambat}
      bernomor: {args: {n: {type: Int!, default: 1}}, returns: Int, call: "GET /n/{n}"}
"""


class Hanging:
    """An upstream that never answers, and knows whether it was let go."""

    def __init__(self) -> None:
        self.cancelled = 0
        self.began = asyncio.Event()

    async def __call__(self) -> Any:
        self.began.set()
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise


@pytest.mark.parametrize("query", ["{ cepat }", "{ buku { rak { nama } } }"])
async def test_failures_leave_nothing_for_the_collector(query: str) -> None:
    """What a failed field leaves is freed with the answer: an outage makes no garbage."""
    rows = [{"judul": "x", "kd": str(number)} for number in range(3)]

    async def down() -> object:
        raise UpstreamUnavailable("down", sent=Sent.YES)

    script: dict[str, Any] = {"/buku": rows, "/cepat": down} | {
        f"/rak/{n}": down for n in range(3)
    }
    async with served(CONFIG, script) as desk:
        await desk.ask(query)
        await asyncio.sleep(0.01)
        gc.collect()
        gc.disable()
        try:
            before = failures()
            assert (await desk.ask(query))["errors"]
            await asyncio.sleep(0.01)  # what ran has ended
            assert before == failures()
        finally:
            gc.enable()


def failures() -> int:
    """Count the failures that there are in this process."""
    return sum(isinstance(one, CodedError) for one in gc.get_objects())


async def test_late_fields_time_out_alone() -> None:
    """At the operation's deadline what is late is null, and what is there is shown."""
    hanging, before = Hanging(), asyncio.all_tasks()
    script = {"/cepat": 1, "/lambat": hanging}
    async with served(CONFIG, script, operation_timeout=0.05) as desk:
        found = await desk.ask("{ cepat lambat }")
        await asyncio.sleep(0)
        left = asyncio.all_tasks() - before
    assert {"cepat": 1, "lambat": None} == found["data"]
    assert [(["lambat"], "UPSTREAM_TIMEOUT")] == codes(found)
    assert (True, 1) == (
        found["errors"][0]["extensions"]["retryable"],
        hanging.cancelled,
    )
    assert set() == left


async def test_late_links_time_out_alone() -> None:
    """A link that is late is null in each row; the rows stay."""
    hanging, before = Hanging(), asyncio.all_tasks()
    script = {"/buku": [{"judul": "S", "kd": 1}, {"judul": "D", "kd": 2}]}
    script |= {"/rak/1": hanging, "/rak/2": hanging}  # type: ignore[dict-item] # an answer, too
    async with served(CONFIG, script, operation_timeout=0.05) as desk:
        found = await desk.ask("{ buku { judul rak { nama } } }")
        await asyncio.sleep(0)
        left = asyncio.all_tasks() - before
    assert [{"judul": "S", "rak": None}, {"judul": "D", "rak": None}] == found["data"][
        "buku"
    ]
    assert {"UPSTREAM_TIMEOUT"} == {code for _, code in codes(found)}
    assert 2 == hanging.cancelled
    assert set() == left
    states = [one["state"] for one in found["extensions"]["sources"]]
    assert ["FRESH", "FAILED"] == states


async def test_a_client_that_goes_ends_its_calls() -> None:
    """Cancelling an operation lets go of the calls that only it waited for."""
    hanging = Hanging()
    async with served(CONFIG, {"/lambat": hanging}) as desk:
        asking = asyncio.create_task(desk.reply("query Lama { lambat }"))
        await hanging.began.wait()
        asking.cancel()
        await asyncio.wait([asking])
        await asyncio.sleep(0)
        assert asking.cancelled()
        assert 1 == hanging.cancelled
        assert 0 == desk.engine.running
    (left,) = (one for one in desk.seen.events if isinstance(one, OperationLeft))
    assert ("Lama", "query", 1) == (left.name, left.kind, left.calls)
    assert 0 <= left.seconds < 10
    assert [] == desk.seen.ended()


async def test_a_fault_of_ours_is_one_fields() -> None:
    """An exception nobody foresaw is INTERNAL at its field, and seen; nothing leaks."""
    script = {"/cepat": 1, "/lambat": ZeroDivisionError("rahasia di http://10.0.0.1")}
    async with served(CONFIG, script) as desk:
        found = await desk.ask("{ cepat lambat }")
    assert {"cepat": 1, "lambat": None} == found["data"]
    assert [(["lambat"], "INTERNAL")] == codes(found)
    assert "rahasia" not in str(found)
    (fault,) = desk.seen.faults()
    number = found["errors"][0]["extensions"]["id"]
    assert f"a.lambat {number}" == fault.where
    assert isinstance(fault.error, ZeroDivisionError)


async def test_what_follows_a_failure_is_not_asked() -> None:
    """Links of rows that never came make no calls and no further errors."""
    async with served(CONFIG, {"/buku": UpstreamUnavailable("down")}) as desk:
        found = await desk.ask("{ buku { rak { nama } } }")
    assert [(["buku"], "UPSTREAM_UNAVAILABLE")] == codes(found)
    assert ["/buku"] == desk.upstream.asked


async def test_no_keys_no_calls() -> None:
    """Rows without a key are not asked about."""
    async with served(CONFIG, {"/buku": [{"judul": "S", "kd": None}]}) as desk:
        found = await desk.ask("{ buku { rak { nama } } }")
    assert {"data": {"buku": [{"rak": None}]}} == found
    assert ["/buku"] == desk.upstream.asked


async def test_keys_of_several_fields() -> None:
    """A composite key is asked once, with each part in its argument."""
    rows = [{"judul": "S", "kd": 1}, {"judul": "S", "kd": 1}]
    script = {"/buku": rows, "/pasang/1/S": {"isi": "ya"}}
    async with served(CONFIG, script) as desk:
        found = await desk.ask("{ buku { pasang { isi } } }")
    assert [{"pasang": {"isi": "ya"}}] * 2 == found["data"]["buku"]
    assert ["/buku", "/pasang/1/S"] == desk.upstream.asked


async def test_refused_arguments_fail_their_field() -> None:
    """A null that a default forbids fails one field, without a call."""
    async with served(CONFIG, {"/cepat": 1}) as desk:
        query = "query($n: Int = 1) { cepat bernomor(n: $n) }"
        found = await desk.ask(query, {"n": None})
    assert {"cepat": 1, "bernomor": None} == found["data"]
    assert [(["bernomor"], "BAD_USER_INPUT")] == codes(found)
    assert ["/cepat"] == desk.upstream.asked


async def test_independent_calls_run_together() -> None:
    """Root fields are asked at the same time."""
    meeting = asyncio.Barrier(2)

    async def met() -> int:
        await meeting.wait()
        return 1

    async with served(CONFIG, {"/cepat": met, "/lambat": met}) as desk:
        async with asyncio.timeout(2):
            found = await desk.ask("{ cepat lambat }")
    assert {"data": {"cepat": 1, "lambat": 1}} == found
