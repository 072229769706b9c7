"""Parse: text to a document's syntax, within limits."""

from sys import getsizeof
from typing import Final

from graphql import DocumentNode, GraphQLSyntaxError, parse

from gateway.errors import RequestError
from gateway.execution.analyse import Limits
from gateway.execution.invalid import InvalidRequestError
from gateway.execution.lined import Lined

_TOKEN: Final = 1000
"""Bytes that a token takes once parsed, its share of the nodes included."""


def parsed(text: str, limits: Limits) -> DocumentNode:
    """Parse a text. Raises RequestError where it is too long, or no document."""
    if max(text.count("\n"), text.count("\r")) > limits.lines:
        message = f"The document is too long; at most {limits.lines} lines."
        raise RequestError("TOO_COSTLY", message)
    try:
        node = parse(
            Lined(text),
            max_lexical_tokens=limits.tokens,
            max_comments=limits.tokens,
            allow_empty_selection_sets=False,
        )
    except GraphQLSyntaxError as error:
        if f"more than {limits.tokens} " in error.message:  # tokens, or comments
            message = f"The document is too long; at most {limits.tokens} tokens."
            raise RequestError("TOO_COSTLY", message) from error
        raise InvalidRequestError("GRAPHQL_PARSE_FAILED", [error]) from error
    _unlink(node)
    return node


def weigh(text: str, tokens: int) -> int:
    """Estimate what a parsed text takes in memory, in bytes."""
    return getsizeof(text) + _TOKEN * tokens


def _unlink(node: DocumentNode) -> None:
    """Part a document's tokens, which know each other.

    What a node still needs of them is where it begins and ends. So those between
    are freed now, and the rest with the document.
    """
    token = None if node.loc is None else node.loc.start_token
    while token is not None:
        after = token.next
        token.prev = token.next = None
        token = after
