"""Answers made of several calls: gateway/connectors/composed.py."""

import asyncio

import pytest

from gateway.connectors.principal import ANONYMOUS
from gateway.errors import (
    BadInput,
    TooCostly,
    UpstreamBadBody,
    UpstreamUnavailable,
)
from tests.connectors.runtime import Runtime, anyone

DAFTAR = """
    limits: {concurrency: 2, calls: 4}
    types:
      Buku: {fields: {kode: ID!, nilai: Int}}
    queries:
      daftar:
        args: {kode: {type: "[ID!]!", length: ..6}}
        returns: "[Buku!]"
        call: GET /buku/{kode}
        spread: {over: kode, max: 5}
        cache: {ttl: 60s}
        sort_by: -nilai
      sebagian:
        args: {kode: "[ID!]", nilai: Int}
        returns: "[Buku!]"
        call: GET /buku/?k={kode}
        filter_by: [nilai]
        spread: {over: kode, partial: true}
        cache: {ttl: 60s}
      harian:
        args: {mulai: Date!, sampai: Date!}
        returns: "[Buku!]"
        call: GET /hari/{mulai}/{sampai}
        spread: {from: mulai, to: sampai, step: 1d}
        cache: {ttl: 60s, tags: ["hari-{mulai}"]}
      segar:
        args: {kode: "[ID!]!"}
        returns: "[Buku!]"
        call: GET /segar/{kode}
        spread: kode
        cache: {ttl: 0s}
"""


def reply(target: str) -> object:
    last = target.rpartition("/")[2].rpartition("=")[2]
    if last == "mati":
        return UpstreamUnavailable("down")
    if last == "objek":
        return {"kode": "o"}
    if last == "nihil":
        return None
    return [{"kode": last, "nilai": len(last)}]


async def test_parts_in_order() -> None:
    """Rows stand in the order of the parts, then as the operation sorts them."""
    runtime = Runtime(DAFTAR, reply)
    found = await runtime.ask("daftar", kode=["a", "ccc", "bb"])

    assert [3, 2, 1] == [row["nilai"] for row in found]  # type: ignore[attr-defined] # a list of rows
    assert ["/buku/a", "/buku/ccc", "/buku/bb"] == runtime.service.asked
    assert 2 == runtime.service.most


async def test_parts_are_kept_on_their_own() -> None:
    """A part that is kept is not asked again, and the whole is kept no longer."""
    runtime = Runtime(DAFTAR, reply)
    await runtime.ask("daftar", kode=["a"])
    runtime.clock.now += 40
    await runtime.ask("daftar", kode=["a", "b"])
    assert ["/buku/a", "/buku/b"] == runtime.service.asked

    source = runtime.source("daftar")
    assert source.peek({"kode": ["a", "b"]}, ANONYMOUS) is not None
    runtime.clock.now += 25
    assert source.peek({"kode": ["a", "b"]}, ANONYMOUS) is None
    await runtime.ask("daftar", kode=["a", "b"])
    assert ["/buku/a", "/buku/b", "/buku/a"] == runtime.service.asked


async def test_what_is_not_kept() -> None:
    """Without a ttl neither the parts nor the whole are kept."""
    runtime = Runtime(DAFTAR, reply)
    await runtime.ask("segar", kode=["a"])
    await runtime.ask("segar", kode=["a"])

    assert 2 == len(runtime.service.asked)


async def test_concurrent_callers_share() -> None:
    """Callers at the same time share each part."""
    runtime = Runtime(DAFTAR, reply)
    await asyncio.gather(
        runtime.ask("segar", kode=["a", "b"]), runtime.ask("segar", kode=["b", "a"])
    )

    assert ["/segar/a", "/segar/b"] == sorted(runtime.service.asked)


async def test_each_part_is_a_call() -> None:
    """Parts count against the operation's calls, the whole does not."""
    runtime = Runtime(DAFTAR, reply)
    caller = anyone()
    await runtime.ask("daftar", caller, kode=["a", "b", "c", "d"])
    assert 4 == caller.budget.spent

    with pytest.raises(TooCostly):
        await runtime.ask("segar", kode=list("abcde"))


async def test_bounds_are_checked_once_for_all() -> None:
    """An argument's own rules hold for the whole list, before any call."""
    runtime = Runtime(DAFTAR, reply)
    with pytest.raises(BadInput):
        await runtime.ask("daftar", kode=list("abcdefg"))
    with pytest.raises(BadInput, match="more than 5 calls"):
        await runtime.ask("daftar", kode=list("abcdef"))

    assert [] == runtime.service.asked


async def test_whose_calls_are_counted() -> None:
    """Who may ask no more does not keep another from what both ask for."""
    runtime = Runtime(DAFTAR, reply)
    poor, rich = await asyncio.gather(
        runtime.ask("daftar", anyone(most=1), kode=["a", "b"]),
        runtime.ask("daftar", anyone(), kode=["a", "b"]),
        return_exceptions=True,
    )
    assert isinstance(poor, TooCostly)
    assert [{"kode": "a", "nilai": 1}, {"kode": "b", "nilai": 1}] == rich


async def test_whose_calls_are_counted_for_what_is_partial() -> None:
    """Nor is the other's answer cut short by what the first may not ask."""
    runtime = Runtime(DAFTAR, reply)
    source, given = runtime.source("sebagian"), {"kode": ["a", "b"]}
    poor, rich = await asyncio.gather(
        source.ask(given, anyone(most=1)), source.ask(given, anyone())
    )
    assert [{"kode": "a", "nilai": 1}] == poor.value
    assert rich.cut is None
    assert [{"kode": "a", "nilai": 1}, {"kode": "b", "nilai": 1}] == rich.value


async def test_a_part_that_is_dropped_takes_the_whole_along() -> None:
    """A whole has the tags of its parts: of each day, where its own is the first."""
    runtime = Runtime(DAFTAR, reply)
    source = runtime.source("harian")
    given = {"mulai": "2026-08-01", "sampai": "2026-08-03"}
    await source.ask(given, anyone())
    assert source.peek(given, ANONYMOUS) is not None
    source.line.invalidate(["hari-2026-08-02"])
    assert source.peek(given, ANONYMOUS) is None
    runtime.service.asked.clear()
    await source.ask(given, anyone())
    assert 1 == len(runtime.service.asked)


async def test_a_failed_part() -> None:
    """A part that fails fails the whole."""
    runtime = Runtime(DAFTAR, reply)
    with pytest.raises(UpstreamUnavailable):
        await runtime.ask("daftar", kode=["a", "mati"])


async def test_a_partial_answer() -> None:
    """With `partial` the rest is the answer; it says what it lacks, and is not kept."""
    runtime = Runtime(DAFTAR, reply)
    source = runtime.source("sebagian")
    answer = await source.ask({"kode": ["mati", "a", "mati"]}, anyone())

    assert [{"kode": "a", "nilai": 1}] == answer.value
    assert answer.cut is not None
    assert isinstance(answer.cut.error, UpstreamUnavailable)
    assert not answer.kept
    with pytest.raises(UpstreamUnavailable):
        await runtime.ask("sebagian", kode=["mati"])


async def test_a_partial_answer_that_is_filtered() -> None:
    """What is lacking may be what was looked for: it says so, too."""
    runtime = Runtime(DAFTAR, reply)
    source = runtime.source("sebagian")
    answer = await source.ask({"kode": ["mati", "a"], "nilai": 1}, anyone())

    assert [{"kode": "a", "nilai": 1}] == answer.value
    assert answer.cut is not None
    assert isinstance(answer.cut.error, UpstreamUnavailable)


async def test_parts_that_are_no_lists() -> None:
    """A part without anything adds nothing; one that is no list is a bad body."""
    runtime = Runtime(DAFTAR, reply)

    assert [{"kode": "a", "nilai": 1}] == await runtime.ask(
        "daftar", kode=["a", "nihil"]
    )
    assert [] == await runtime.ask("daftar", kode=[])
    with pytest.raises(UpstreamBadBody):
        await runtime.ask("daftar", kode=["a", "objek"])
