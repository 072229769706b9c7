"""Who the operator is: gateway/http/operator.py."""

import pytest
from pydantic import SecretStr

from gateway.execution.message import Request
from gateway.http.endpoint import Endpoint
from gateway.http.operator import Operator, is_key
from tests.http.fakes import FakeEngine, Noted

TOKEN = "token operator uji"  # noqa: S105 - a test's


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (b"Bearer token operator uji", True),
        (b"bearer  token operator uji ", True),
        (b"Bearer token operator uj", False),
        (b"Bearer token operator uji2", False),
        (b"Bearer", False),
        (b"Basic token operator uji", False),
        (b"token operator uji", False),
        (b"Bearer \xff\xfe", False),
        (b"", False),
    ],
)
def test_by_the_token(given: bytes, *, known: bool) -> None:
    """Whoever sends the token as a bearer's is the operator; nobody else is."""
    assert known is Operator(SecretStr(TOKEN)).sends({b"authorization": given})


def test_without_a_token() -> None:
    """Without a token nobody is the operator, nor who sends none."""
    assert not Operator().sends({b"authorization": b"Bearer "})
    assert not Operator(SecretStr(TOKEN)).sends({})


def test_it_does_not_tell_the_token() -> None:
    """Nothing of it is in what is printed."""
    one = Operator(SecretStr(TOKEN))
    assert "operator uji" not in repr(one)
    assert TOKEN not in repr([getattr(one, name) for name in one.__slots__])


@pytest.mark.parametrize(
    ("given", "same"), [(b"a", True), (b"b", False), (b"", False), (None, False)]
)
def test_keys(given: bytes | None, *, same: bool) -> None:
    """A key is itself alone."""
    assert same is is_key(given, "a")


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_at_the_endpoint(method: str) -> None:
    """The engine is told that a request is the operator's; the next one's is not."""
    engine, sent = FakeEngine(), []
    endpoint = Endpoint(engine, Noted(), operator=Operator(SecretStr(TOKEN)))
    for token in (TOKEN, "token orang lain", None):
        headers = [(b"content-type", b"application/json"), (b"content-length", b"15")]
        if token is not None:
            headers.append((b"authorization", f"Bearer {token}".encode()))
        scope = {
            "type": "http",
            "method": method,
            "headers": headers,
            "query_string": b"query={a}",
        }

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": b'{"query":"{a}"}'}

        async def send(message: object) -> None:
            sent.append(message)

        await endpoint(scope, receive, send)
    asked = Request("{a}", queries_only=method == "GET")
    expected = [asked._replace(operator=True), asked, asked]
    assert expected == engine.requests
    assert 6 == len(sent)
