"""A request that is refused for what its document or its variables are."""

from collections.abc import Sequence
from typing import Final

from graphql import GraphQLError

from gateway.errors import RequestError

MOST_ERRORS: Final = 20
"""Errors that are looked for: whoever made more of them looks again."""


class InvalidRequestError(RequestError):
    """A request refused with GraphQL errors, each with its locations."""

    def __init__(self, code: str, errors: Sequence[GraphQLError]) -> None:
        super().__init__(code, errors[0].message)
        self.errors = tuple(errors)
