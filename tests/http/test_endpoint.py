"""/graphql over HTTP: statuses, media types, refusals."""

import pytest

from gateway.errors import RequestError
from gateway.execution.message import Reply, Request, Share
from gateway.http.answer import Message
from gateway.observe import Fault
from tests.http.fakes import (
    ASKED,
    JSON,
    RESPONSE,
    FakeEngine,
    Noted,
    client_of,
    code_of,
    front_of,
    opened,
    refused,
)

STRICT = {"accept": "application/graphql-response+json"}
LEGACY = {"accept": "application/json"}


async def test_post() -> None:
    """A POST reaches the engine whole, and its answer comes back as it is."""
    engine = FakeEngine()
    async with opened(front_of(engine)) as client:
        answer = await client.post(
            "/graphql",
            json={"query": "query A{a}", "operationName": "A", "variables": {"x": 1}},
        )
    assert [Request("query A{a}", "A", {"x": 1})] == engine.requests
    assert (200, ASKED) == (answer.status_code, answer.content)
    assert {
        "content-type": JSON,
        "content-length": str(len(ASKED)),
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
    } == dict(answer.headers)


async def test_get() -> None:
    """A GET asks for queries only, and its answer is not kept by caches."""
    engine = FakeEngine()
    async with opened(front_of(engine)) as client:
        answer = await client.get("/graphql", params={"query": "{a}"}, headers=STRICT)
    assert [Request("{a}", queries_only=True)] == engine.requests
    assert 200 == answer.status_code
    assert RESPONSE == answer.headers["content-type"]
    assert "no-store" == answer.headers["cache-control"]
    assert "accept, authorization" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("headers", "status"), [(STRICT, 400), (LEGACY, 200), ({}, 200)]
)
async def test_refused_document(headers: dict[str, str], status: int) -> None:
    """A refused document is 400 or 200, by the media type; the body is the same."""
    engine = FakeEngine(refused())
    async with opened(front_of(engine)) as client:
        answer = await client.post("/graphql", json={"query": "{"}, headers=headers)
    assert (status, engine.reply.body) == (answer.status_code, answer.content)


@pytest.mark.parametrize("headers", [STRICT, LEGACY])
async def test_mutation_by_get(headers: dict[str, str]) -> None:
    """A mutation by GET is 405 with Allow under both media types."""
    engine = FakeEngine(refused("BAD_USER_INPUT", 405))
    async with opened(front_of(engine)) as client:
        answer = await client.get(
            "/graphql", params={"query": "mutation{a}"}, headers=headers
        )
    assert (405, "GET, HEAD, POST") == (answer.status_code, answer.headers["allow"])


@pytest.mark.parametrize("query", ["{a}", "{"])
async def test_head(query: str) -> None:
    """A HEAD is answered as a GET is, and changes as little (RFC 9110 §9.3.2)."""
    engine = FakeEngine(refused() if query == "{" else Reply(ASKED, share=Share(1, 2)))
    async with opened(front_of(engine)) as client:
        got, head = [
            await client.request(method, "/graphql", params={"query": query})
            for method in ("GET", "HEAD")
        ]
    assert (got.status_code, got.headers) == (head.status_code, head.headers)
    assert [True, True] == [one.queries_only for one in engine.requests]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
async def test_other_methods(method: str) -> None:
    """Other methods are 405 with Allow."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.request(method, "/graphql")
    assert (405, "GET, HEAD, POST") == (answer.status_code, answer.headers["allow"])
    assert "BAD_USER_INPUT" == code_of(answer)


@pytest.mark.parametrize("headers", [STRICT, LEGACY])
@pytest.mark.parametrize(
    "body", [b"", b"1", b"{", b"[]", b"\xff", b'"x"', b"[" * 200_000, b'{"query":1}']
)
async def test_malformed_body(headers: dict[str, str], body: bytes) -> None:
    """A body that is no GraphQL request is 400 under both media types."""
    engine = FakeEngine()
    async with opened(front_of(engine)) as client:
        answer = await client.post(
            "/graphql",
            content=body,
            headers={**headers, "content-type": "application/json"},
        )
    assert (400, "BAD_USER_INPUT") == (answer.status_code, code_of(answer))
    assert [] == engine.requests


async def test_refusal_format() -> None:
    """A refusal has the closed list's extensions and no data."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.post("/graphql", json={}, headers=STRICT)
    assert RESPONSE == answer.headers["content-type"]
    assert {
        "errors": [
            {
                "message": "The parameter `query` must be a string.",
                "extensions": {
                    "code": "BAD_USER_INPUT",
                    "retryable": False,
                    "pesan": "Ada isian yang tidak sah. Periksa kembali isian Anda.",
                },
            }
        ]
    } == answer.json()


async def test_unsupported_content() -> None:
    """What a foreign page can send without asking is 415."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.post("/graphql", content=b'{"query":"{a}"}')
    assert 415 == answer.status_code


async def test_too_large() -> None:
    """More than 1 MiB is 413, and the connection is not used again."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.post(
            "/graphql", json={"query": "{a}", "variables": {"x": "x" * 1024 * 1024}}
        )
    assert (413, "TOO_COSTLY") == (answer.status_code, code_of(answer))
    assert "close" == answer.headers["connection"]


async def test_too_large_in_the_query_string() -> None:
    """What no body may be, no query string may be; 32 KiB are much for one."""
    engine = FakeEngine()
    async with opened(front_of(engine)) as client:
        answers = [
            await client.get("/graphql", params={"query": "{a}" + "," * count})
            for count in (10_000, 11_000)  # three bytes each
        ]
    assert [200, 414] == [answer.status_code for answer in answers]
    assert "TOO_COSTLY" == code_of(answers[1])
    assert 1 == len(engine.requests)


async def test_foreign_page() -> None:
    """A GET that another site's page made is 403."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.get(
            "/graphql",
            params={"query": "{a}"},
            headers={"sec-fetch-site": "cross-site"},
        )
    assert (403, "FORBIDDEN") == (answer.status_code, code_of(answer))


async def test_not_acceptable() -> None:
    """A client that takes neither JSON type gets 406, and nothing is executed."""
    engine = FakeEngine()
    async with opened(front_of(engine)) as client:
        answer = await client.post(
            "/graphql", json={"query": "{a}"}, headers={"accept": "text/html"}
        )
    assert (406, JSON) == (answer.status_code, answer.headers["content-type"])
    assert [] == engine.requests


async def test_repeated_accept() -> None:
    """Accept in several lines is one list."""
    lines = [
        ("accept", "text/html"),
        ("accept", "application/graphql-response+json"),
    ]
    async with opened(front_of(FakeEngine())) as client:
        client.headers.pop("accept")
        answer = await client.post("/graphql", json={"query": "{a}"}, headers=lines)
    assert RESPONSE == answer.headers["content-type"]


@pytest.mark.parametrize(
    "headers",
    [{f"x-{number}": "1" for number in range(200)}, {"x-large": "x" * 70_000}],
)
async def test_too_many_headers(headers: dict[str, str]) -> None:
    """Headers too many or too large are 431, and the connection is closed."""
    async with opened(front_of(FakeEngine())) as client:
        answer = await client.post("/graphql", json={"query": "{a}"}, headers=headers)
    assert (431, "TOO_COSTLY") == (answer.status_code, code_of(answer))
    assert "close" == answer.headers["connection"]


async def test_sources() -> None:
    """`x-gateway-sources: 1` asks for the sources."""
    engine = FakeEngine()
    async with opened(front_of(engine)) as client:
        await client.post(
            "/graphql", json={"query": "{a}"}, headers={"x-gateway-sources": "1"}
        )
    assert [Request("{a}", sources=True)] == engine.requests


@pytest.mark.parametrize("development", [True, False])
async def test_plan(*, development: bool) -> None:
    """`x-gateway-plan: 1` is heard in development only."""
    engine = FakeEngine()
    async with opened(front_of(engine, development=development)) as client:
        await client.post(
            "/graphql", json={"query": "{a}"}, headers={"x-gateway-plan": "1"}
        )
    assert [Request("{a}", plan=development)] == engine.requests


async def test_engine_refuses() -> None:
    """A refusal that the engine raises is answered with its code and status."""
    engine = FakeEngine(error=RequestError("RATE_LIMITED", "Too many.", status=429))
    async with opened(front_of(engine)) as client:
        answer = await client.post("/graphql", json={"query": "{a}"})
    assert (429, "RATE_LIMITED") == (answer.status_code, code_of(answer))


async def test_broken_engine_leaks_nothing() -> None:
    """An unexpected exception is INTERNAL with an id, and only the log knows more."""
    error = ValueError("http://opd.test/?token=rahasia")
    observer = Noted()
    front = front_of(FakeEngine(error=error), observer)
    async with opened(front) as client:
        answer = await client.post("/graphql", json={"query": "{a}"})
    assert (500, "INTERNAL") == (answer.status_code, code_of(answer))
    assert "rahasia" not in answer.text
    incident = answer.json()["errors"][0]["extensions"]["id"]
    assert [Fault(f"http {incident}", error)] == observer.events


async def test_status_of_an_executed_reply() -> None:
    """An executed operation's answer keeps the engine's status."""
    engine = FakeEngine(Reply(ASKED, status=200))
    async with opened(front_of(engine)) as client:
        answer = await client.post("/graphql", json={"query": "{a}"}, headers=STRICT)
    assert 200 == answer.status_code


async def test_client_gone() -> None:
    """A client that goes away while sending is answered nothing."""
    sent: list[Message] = []
    front = front_of(FakeEngine())

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "path": "/graphql",
        "method": "POST",
        "headers": [(b"content-type", b"application/json")],
        "query_string": b"",
    }
    await front(scope, receive, send)
    assert [] == sent


async def test_draining() -> None:
    """A draining gateway answers, closes the connection, and is not ready."""
    front = front_of(FakeEngine())
    async with opened(front) as client:
        front.drain()
        answer = await client.post("/graphql", json={"query": "{a}"})
        ready = await client.get("/readyz")
    assert (200, "close") == (answer.status_code, answer.headers["connection"])
    assert 503 == ready.status_code


async def test_closed_engine() -> None:
    """Before its engine is open the edge refuses with 503."""
    async with client_of(front_of(FakeEngine())) as client:
        answer = await client.post("/graphql", json={"query": "{a}"})
        ready = await client.get("/readyz")
    assert (503, 503) == (answer.status_code, ready.status_code)


async def test_known_requests_are_read_once() -> None:
    """The same body, or the same query string, is the same request."""
    engine = FakeEngine()
    async with opened(front_of(engine)) as client:
        for _ in range(2):
            await client.post("/graphql", json={"query": "{a}"})
        for _ in range(2):
            await client.get("/graphql", params={"query": "{a}"})
    first, second, third, fourth = engine.requests
    assert first is second
    assert third is fourth
    assert third.queries_only
    assert not first.queries_only
