"""Refused requests: gateway/execution/refusal.py."""

import orjson
import pytest
from graphql import GraphQLError, Source
from graphql.language import Location, Node, Token, TokenKind

from gateway.errors import RequestError
from gateway.execution.invalid import InvalidRequestError
from gateway.execution.refusal import refuse


def node(line_start: int) -> Node:
    """Return a node of a document, from its offset."""
    token = Token(TokenKind.NAME, line_start, line_start + 1, 1, 1)
    return Node(loc=Location(token, token, Source("{ a\n  b }")))


def test_refused_with_a_code() -> None:
    """A refusal has one error, its code and Indonesian text, and no data."""
    error = RequestError("TOO_COSTLY", "The document is too long.", status=413)
    reply = refuse(error)
    assert 413 == reply.status
    assert {
        "errors": [
            {
                "message": "The document is too long.",
                "extensions": {
                    "code": "TOO_COSTLY",
                    "retryable": False,
                    "pesan": "Permintaan ini terlalu besar. Kurangi jumlah data yang diminta.",
                },
            }
        ]
    } == orjson.loads(reply.body)


def test_refused_for_a_while() -> None:
    """A refusal that passes says when to come back, and may bring its own text."""
    error = RequestError("RATE_LIMITED", "Too many requests.", status=429)
    error.retry_after = 2.5
    error.pesan = "Tunggu sebentar."
    (found,) = orjson.loads(refuse(error).body)["errors"]
    assert {
        "code": "RATE_LIMITED",
        "retryable": True,
        "pesan": "Tunggu sebentar.",
        "retryAfter": 3,
    } == found["extensions"]


def test_refused_with_places() -> None:
    """Each GraphQL error is told with its places; one without a place without."""
    errors = [GraphQLError("here", [node(0), node(6)]), GraphQLError("nowhere")]
    reply = refuse(InvalidRequestError("GRAPHQL_VALIDATION_FAILED", errors))
    here, nowhere = orjson.loads(reply.body)["errors"]
    assert [{"line": 1, "column": 1}, {"line": 2, "column": 3}] == here["locations"]
    assert ("nowhere", False) == (nowhere["message"], "locations" in nowhere)
    assert "GRAPHQL_VALIDATION_FAILED" == nowhere["extensions"]["code"]


@pytest.mark.parametrize(
    "error",
    [
        RequestError("BAD_USER_INPUT", "No '" + "n" * 5000 + "' here."),
        InvalidRequestError(
            "GRAPHQL_VALIDATION_FAILED",
            [GraphQLError("No '" + "n" * 5000 + "' here.")],
        ),
    ],
)
def test_long_messages_are_shortened(error: RequestError) -> None:
    """A name that the client made long is not sent back whole."""
    (found,) = orjson.loads(refuse(error).body)["errors"]
    assert "No '" + "n" * 396 + " … " + "n" * 93 + "' here." == found["message"]
