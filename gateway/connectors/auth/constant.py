"""Credentials that are the same for every request: in a header or a parameter."""

import base64

from typing_extensions import override

from gateway.config.credentials import Basic, HeaderKey, QueryKey
from gateway.connectors.auth.credential import Credential, Draft
from gateway.connectors.template import Headers


class ConstantHeader(Credential):
    """A header with a fixed value."""

    def __init__(self, word: str, headers: Headers) -> None:
        self.word = word
        self._headers = headers

    @override
    async def apply(self, draft: Draft) -> Draft:
        return draft.with_headers(self._headers)


class ConstantParameter(Credential):
    """A query parameter with a fixed value."""

    word = QueryKey.word

    def __init__(self, config: QueryKey) -> None:
        self._pairs = ((str(config.name), str(config.value)),)

    @override
    async def apply(self, draft: Draft) -> Draft:
        return draft.with_query(self._pairs)


def header_key(config: HeaderKey) -> ConstantHeader:
    """Make the credential of a key in a header."""
    return ConstantHeader(config.word, ((str(config.name), str(config.value)),))


def basic(config: Basic) -> ConstantHeader:
    """Make the credential of a name and a password, RFC 7617, in UTF-8."""
    return ConstantHeader(
        config.word, ((config.header, basic_value(config.user, config.password)),)
    )


def basic_value(user: str, password: str) -> str:
    """Return the value of an Authorization header, RFC 7617 §2."""
    pair = f"{user}:{password}".encode()
    return f"Basic {base64.b64encode(pair).decode()}"
