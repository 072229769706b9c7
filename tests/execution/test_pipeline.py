"""The story of one operation: gateway/execution/pipeline.py."""

from collections.abc import AsyncGenerator

import pytest

from gateway.connectors.principal import ANONYMOUS, Principal
from gateway.errors import RequestError, UpstreamUnavailable
from gateway.execution.message import Request
from gateway.execution.pipeline import EnginePolicy
from tests.execution.books import CONFIG, SCRIPT, compiled
from tests.execution.serving import Served, codes, served


@pytest.fixture
async def desk() -> AsyncGenerator[Served]:
    """Open the gateway over the books."""
    async with served(CONFIG, SCRIPT) as one:
        yield one


def test_policy() -> None:
    """An operation has 8 seconds and 100 calls unless it is told otherwise."""
    assert (8.0, 100) == (EnginePolicy().timeout, EnginePolicy().calls)


async def test_ready(desk: Served) -> None:
    """An engine with a graph can execute."""
    assert desk.engine.ready()


async def test_documents_are_kept(desk: Served) -> None:
    """The same text is the same operation, read once; a name chooses within it."""
    text = "query A { buku { judul } } query B { satu { judul } }"
    first = desk.engine.read(Request(text, "A"))
    assert first is desk.engine.read(Request(text, "A"))
    assert first is not desk.engine.read(Request(text, "B"))
    assert first is not desk.engine.read(Request(text + " ", "A"))


async def test_plans_are_kept_by_conditions(desk: Served) -> None:
    """A document has a plan for each combination of its conditions' values."""
    text = (
        "query($a: Boolean!, $q: String) { buku(q: $q) { judul harga @skip(if: $a) } }"
    )
    shown = compiled(desk, text, variables={"a": False})
    assert shown is compiled(desk, text, variables={"a": False, "q": "x"})
    assert shown is not compiled(desk, text, variables={"a": True})


async def test_plans_differ_by_login(desk: Served) -> None:
    """Who is not logged in has a plan of their own, without personal data."""
    text = "{ buku { penulis } }"
    logged_in = compiled(desk, text, principal=Principal("x"))
    assert logged_in is compiled(desk, text, principal=Principal("y"))
    assert logged_in is not compiled(desk, text, principal=ANONYMOUS)


async def test_plans_are_bounded(desk: Served) -> None:
    """However a client varies the conditions, few plans are kept."""
    names = [f"v{n}" for n in range(7)]
    declared = " ".join(f"${name}: Boolean!" for name in names)
    fields = " ".join(f"{name}: judul @include(if: ${name})" for name in names)
    text = f"query({declared}) {{ buku {{ {fields} judul }} }}"
    for number in range(100):
        values = {name: bool(number >> bit & 1) for bit, name in enumerate(names)}
        compiled(desk, text, variables=values)
    assert len(desk.engine.read(Request(text)).plans) <= 64


async def test_explain(desk: Served) -> None:
    """A plan can be had as text without a call."""
    assert "a.satu" in desk.engine.explain(Request("{ satu { judul } }"))
    assert [] == desk.upstream.asked
    with pytest.raises(RequestError):
        desk.engine.explain(Request("{ tidakAda }"))


async def test_sources_when_asked(desk: Served) -> None:
    """`sources` tells for each operation its paths, state and time, when asked for."""
    query = "{ x: satu { judul } satu { harga } buku { judul } }"
    assert "extensions" not in await desk.ask(query)
    found = (await desk.ask(query, sources=True))["extensions"]["sources"]
    assert [
        ("a", "satu", ["x", "satu"], "CACHED", None),
        ("a", "buku", ["buku"], "FRESH", None),
    ] == [
        (s["connector"], s["operation"], s["paths"], s["state"], s["reason"])
        for s in found
    ]
    assert all(one["asOf"].endswith("+07:00") for one in found)


async def test_sources_when_something_failed(desk: Served) -> None:
    """A failed operation brings the sources unasked, the healthy ones among them."""
    desk.upstream.script["/buku"] = UpstreamUnavailable("down")
    found = await desk.ask("{ satu { judul } buku { judul } }")
    assert [("FRESH", None), ("FAILED", "UPSTREAM_UNAVAILABLE")] == [
        (one["state"], one["reason"]) for one in found["extensions"]["sources"]
    ]
    assert None is found["extensions"]["sources"][1]["asOf"]


async def test_sources_tell_of_what_was_kept(desk: Served) -> None:
    """Beside a failure the sources tell of the operations answered from memory, too."""
    await desk.reply("{ satu { judul } }")
    desk.upstream.script["/buku"] = UpstreamUnavailable("down")
    found = await desk.ask("{ satu { judul } buku { judul } }")
    assert [("satu", "CACHED"), ("buku", "FAILED")] == [
        (one["operation"], one["state"]) for one in found["extensions"]["sources"]
    ]
    assert ["/satu", "/buku"] == desk.upstream.asked


async def test_no_sources_for_a_bad_value(desk: Served) -> None:
    """What is wrong with a value is no failure of its service."""
    desk.upstream.script["/buku"] = [{"judul": []}]
    found = await desk.ask("{ buku { judul } }")
    assert [(["buku", 0, "judul"], "UPSTREAM_BAD_VALUE")] == codes(found)
    assert "extensions" not in found


async def test_plan_when_asked(desk: Served) -> None:
    """`plan` gives the plan's text, its fewest calls and those that were made."""
    await desk.reply("{ satu { judul } }")
    found = (await desk.ask("{ satu { judul } }", plan=True))["extensions"]
    assert {"plan"} == set(found)
    assert (1, 0) == (
        found["plan"]["panggilanPalingSedikit"],
        found["plan"]["panggilan"],
    )
    assert found["plan"]["teks"].startswith("query\n  #0 a.satu")


async def test_a_broken_root_nulls_the_data(desk: Served) -> None:
    """A null where the root promises a value leaves no data, and one error."""
    found = await desk.ask("{ satu { judul } wajib }")
    assert None is found["data"]
    assert [(["wajib"], "UPSTREAM_BAD_VALUE")] == codes(found)


async def test_a_fault_while_projecting_is_one_fields(desk: Served) -> None:
    """A fault of ours after the fetch is INTERNAL at its root, seen, and no more."""
    query = "{ satu { judul } wajib buku { judul } }"
    desk.upstream.script["/wajib"] = 1
    plan = compiled(desk, query)

    def broken(_run: object) -> object:
        raise ZeroDivisionError("rahasia")

    object.__setattr__(plan.roots[0], "project", broken)
    found = await desk.ask(query)
    assert {"satu": None, "wajib": 1, "buku": [{"judul": "Satu"}]} == found["data"]
    assert [(["satu"], "INTERNAL")] == codes(found)
    assert "rahasia" not in str(found)
    (fault,) = desk.seen.faults()
    assert ("a.satu", ZeroDivisionError) == (fault.where, type(fault.error))

    object.__setattr__(plan.roots[1], "project", broken)
    assert None is (await desk.ask(query))["data"]


async def test_an_empty_selection_of_the_root(desk: Served) -> None:
    """Where every root field is skipped the data is an empty object."""
    assert {"data": {}} == await desk.ask("{ satu @skip(if: true) { judul } }")


async def test_typename_and_code_fields(desk: Served) -> None:
    """The root's own name and fields defined in code stand beside the OPDs'."""
    found = await desk.ask("{ n: __typename opd { __typename } satu { judul } }")
    assert {
        "n": "Query",
        "opd": [{"__typename": "Opd"}],
        "satu": {"judul": "Satu"},
    } == (found["data"])
    assert ["n", "opd", "satu"] == list(found["data"])


async def test_operations_are_observed(desk: Served) -> None:
    """Every executed operation is told, with its errors and calls."""
    await desk.reply("query Rak { buku { judul } wajib }")
    await desk.reply("{ satu { judul } }")
    await desk.reply("{ satu { judul } }")
    await desk.reply("{ kacau")
    ended = desk.seen.ended()
    assert [("Rak", "query", 1, 2), (None, "query", 0, 1), (None, "query", 0, 0)] == [
        (one.name, one.kind, one.errors, one.calls) for one in ended
    ]
    assert all(0 <= one.seconds < 10 for one in ended)
