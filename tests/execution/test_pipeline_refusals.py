"""What the pipeline does not execute: gateway/execution/pipeline.py."""

from collections.abc import AsyncGenerator
from dataclasses import replace

import pytest
from graphql import extend_schema, parse

from gateway.execution.message import Request
from gateway.execution.pipeline import Engine, EnginePolicy
from tests.execution.books import CONFIG, SCRIPT
from tests.execution.serving import Seen, Served, codes, served


@pytest.fixture
async def desk() -> AsyncGenerator[Served]:
    """Open the gateway over the books."""
    async with served(CONFIG, SCRIPT) as one:
        yield one


@pytest.mark.parametrize(
    ("code", "query", "name"),
    [
        ("GRAPHQL_PARSE_FAILED", "{ buku {", None),
        ("GRAPHQL_VALIDATION_FAILED", "{ buku }", None),
        ("GRAPHQL_VALIDATION_FAILED", "mutation { x }", None),
        ("GRAPHQL_VALIDATION_FAILED", "subscription { x }", None),
        ("GRAPHQL_VALIDATION_FAILED", "query A { wajib } query B { wajib }", None),
        ("GRAPHQL_VALIDATION_FAILED", "query A { wajib }", "C"),
        (
            "GRAPHQL_VALIDATION_FAILED",
            "fragment F on Query { wajib } query A { ...F }",
            "F",
        ),
    ],
)
async def test_refused(desk: Served, code: str, query: str, name: str | None) -> None:
    """What cannot be executed is refused with status 400, and nothing is asked."""
    reply = await desk.reply(query, operation_name=name)
    assert (False, 400) == (reply.executed, reply.status)
    assert [([], code)] == codes(await desk.ask(query, operation_name=name))
    assert [] == desk.upstream.asked
    assert [] == desk.seen.ended()


@pytest.mark.parametrize(
    ("expected", "variables"),
    [(2, {"q": 1, "n": "x"}), (1, {"q": "a"}), (2, None), (1, {"n": 2**31, "q": "a"})],
)
async def test_variables_are_coerced(
    desk: Served, expected: int, variables: dict[str, object] | None
) -> None:
    """Every wrong variable has an error with its place, and status 400."""
    query = "query($q: String!, $n: Int!) { buku(q: $q, n: $n) { judul } }"
    reply = await desk.reply(query, variables)
    found = await desk.ask(query, variables)
    assert (False, 400) == (reply.executed, reply.status)
    assert [([], "BAD_USER_INPUT")] * expected == codes(found)
    assert all("line" in one["locations"][0] for one in found["errors"])


async def test_too_many_calls() -> None:
    """An operation whose plan needs more calls than allowed is refused at once."""
    async with served(CONFIG, SCRIPT, max_calls=2) as desk:
        query = (
            '{ a: buku { judul } b: buku(q: "x") { judul } c: buku(q: "y") { judul } }'
        )
        assert [([], "TOO_COSTLY")] == codes(await desk.ask(query))
        assert [] == desk.upstream.asked


async def test_suggestions_are_for_developers() -> None:
    """Production does not help strangers to guess names."""
    async with served(CONFIG, SCRIPT, profile="production") as desk:
        found = await desk.ask("{ satu { jdul } }")
    assert "Did you mean" not in found["errors"][0]["message"]


def extended(desk: Served) -> Engine:
    """Return an engine whose schema has a mutation and a subscription."""
    graph = desk.engine._graph
    more = parse("""
        extend schema { mutation: Mutation subscription: Subscription }
        type Mutation { ubah: Int }
        type Subscription { kabar: Int }
    """)
    return Engine(
        replace(graph, schema=extend_schema(graph.schema, more)), EnginePolicy(), Seen()
    )


async def test_mutations_are_not_for_get(desk: Served) -> None:
    """A mutation where only queries are allowed is refused with status 405."""
    reply = await extended(desk).execute(
        Request("mutation { ubah }", queries_only=True)
    )
    assert (False, 405) == (reply.executed, reply.status)
    assert b"BAD_USER_INPUT" in reply.body


async def test_subscriptions_are_not_for_execute(desk: Served) -> None:
    """A subscription is refused here, whatever the schema has."""
    reply = await extended(desk).execute(Request("subscription { kabar }"))
    assert (False, 400) == (reply.executed, reply.status)
    assert b"Subscriptions are not served" in reply.body
