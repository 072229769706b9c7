"""The story of one operation: gateway/execution/pipeline.py."""

import pytest

from gateway.errors import RequestError
from gateway.execution.message import Request
from tests.execution.serving import Served, codes


async def test_ready(desk: Served) -> None:
    """An engine with a graph can execute."""
    assert desk.engine.ready()


async def test_explain(desk: Served) -> None:
    """A plan can be had as text without a call."""
    assert "a.satu" in desk.engine.explain(Request("{ satu { judul } }"))
    assert [] == desk.upstream.asked
    with pytest.raises(RequestError):
        desk.engine.explain(Request("{ tidakAda }"))


async def test_at_hand(desk: Served) -> None:
    """A reply is at hand where its document is read already and all it shows is kept."""
    request = Request("{ satu { judul } }")
    assert None is desk.engine.at_hand(request)
    first = await desk.reply(request.query)
    found = desk.engine.at_hand(request)
    assert found is not None
    assert first.body == found.body
    desk.forget("a")
    assert None is desk.engine.at_hand(request)
    assert ["/satu"] == desk.upstream.asked


async def test_a_broken_root_nulls_the_data(desk: Served) -> None:
    """A null where the root promises a value leaves no data, and one error."""
    found = await desk.ask("{ satu { judul } wajib }")
    assert None is found["data"]
    assert [(["wajib"], "UPSTREAM_BAD_VALUE")] == codes(found)


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
