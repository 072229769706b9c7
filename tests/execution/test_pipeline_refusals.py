"""What is refused before it is executed: gateway/execution/pipeline.py."""

import pytest

from tests.execution.books import CONFIG, SCRIPT
from tests.execution.serving import Served, codes, served


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
    assert 400 == reply.status
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
    assert 400 == reply.status
    assert [([], "BAD_USER_INPUT")] * expected == codes(found)
    assert all("line" in one["locations"][0] for one in found["errors"])


async def test_suggestions_are_for_developers() -> None:
    """Production does not help strangers to guess names."""
    async with served(CONFIG, SCRIPT, profile="production") as desk:
        found = await desk.ask("{ satu { jdul } }")
    assert "Did you mean" not in found["errors"][0]["message"]
