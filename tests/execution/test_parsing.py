"""Parsing documents, within limits: gateway/execution/parsing.py."""

import pytest

from gateway.execution.analyse import Limits
from gateway.execution.invalid import InvalidRequestError
from gateway.execution.lined import Lined
from tests.execution.documents import operation, reader, refusal


def test_syntax_errors_tell_where() -> None:
    """A document that is not GraphQL is refused with the place."""
    error = refusal("{ b ")
    assert isinstance(error, InvalidRequestError)
    assert "GRAPHQL_PARSE_FAILED" == error.refusal
    assert [(1, 5)] == [
        (one.line, one.column) for one in error.errors[0].locations or ()
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{ b b b }", "The document is too long; at most 4 tokens."),
        ("#\n" * 9 + "{ b }", "The document is too long; at most 4 tokens."),
    ],
)
def test_long_documents_are_refused_while_lexing(text: str, message: str) -> None:
    """A document of too many tokens or comments is refused before it is parsed."""
    error = refusal(text, limits=Limits(tokens=4))
    assert ("TOO_COSTLY", message) == (error.refusal, error.message)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_long_documents_are_refused_before_lexing(end: str) -> None:
    """A document has room for a line for each token and comment, and for a long text."""
    assert reader().read(end * 4000 + "{ b }").operations
    error = refusal(end * 4001 + "{ b }")
    message = "The document is too long; at most 4000 lines."
    assert ("TOO_COSTLY", message) == (error.refusal, error.message)
    assert 6000 == Limits(tokens=3000).lines


def test_documents_find_their_lines_once() -> None:
    """However many errors name a place, the text is looked through for them once."""
    node = operation("query { b }").node
    assert node.loc is not None
    assert isinstance(node.loc.source, Lined)
