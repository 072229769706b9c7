"""A GraphQL request's parameters, out of a JSON body or a query string.

GraphQL over HTTP, "Request parameters": query, operationName, variables and
extensions, of which only query is demanded.
"""

from collections.abc import Mapping
from typing import Final, cast
from urllib.parse import parse_qsl

import orjson

from gateway.errors import RequestError
from gateway.execution.message import Request

_MOST_FIELDS: Final = 16
_JSON_IN_QUERY: Final = ("variables", "extensions")
_UTF8: Final = frozenset({"utf-8", "utf8"})


def check_content(headers: Mapping[bytes, bytes]) -> None:
    """Refuse a body that is not plain JSON in UTF-8, with 415.

    This also turns away what a foreign page can send without asking first:
    forms, plain text and bodies without a type.
    """
    if headers.get(b"content-encoding", b"identity") != b"identity":
        raise _unsupported("Compressed bodies are not accepted.")
    content_type = headers.get(b"content-type")
    if content_type != b"application/json":  # nearly always equal
        _check_type((content_type or b"").decode("latin-1"))


def from_body(body: bytes) -> Request:
    """Read the parameters of a POST; RequestError 400 where they are not right."""
    try:
        payload = orjson.loads(body)
    except orjson.JSONDecodeError:  # bad JSON, bad UTF-8, or nested too deep
        raise _bad("The body is not valid JSON in UTF-8.") from None
    if isinstance(payload, list):
        raise _bad("Batches of operations are not accepted; send them one by one.")
    if not isinstance(payload, dict):
        raise _bad("The body must be a JSON object.")
    return _check(cast("dict[str, object]", payload))


def from_query(query_string: bytes) -> Request:
    """Read the parameters of a GET; RequestError 400 where they are not right."""
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:  # not ASCII, not UTF-8 when unquoted, or too many
        raise _bad("The query string cannot be read.") from None
    payload: dict[str, object] = dict(pairs)
    if len(payload) != len(pairs):
        raise _bad("A parameter stands twice in the query string.")
    for name in _JSON_IN_QUERY:
        if name in payload:
            payload[name] = _json(name, payload[name])
    return _check(payload)._replace(queries_only=True)


def _json(name: str, text: object) -> object:
    try:
        return orjson.loads(cast("str", text) or "null")
    except orjson.JSONDecodeError:
        raise _bad(f"The parameter `{name}` is not valid JSON.") from None


def _check(payload: Mapping[str, object]) -> Request:
    query = payload.get("query")
    if not isinstance(query, str):
        raise _bad("The parameter `query` must be a string.")
    name = payload.get("operationName")
    if not isinstance(name, str | None):
        raise _bad("The parameter `operationName` must be a string or null.")
    variables = payload.get("variables")
    if not isinstance(variables, dict | None):
        raise _bad("The parameter `variables` must be an object or null.")
    if not isinstance(payload.get("extensions"), dict | None):
        raise _bad("The parameter `extensions` must be an object or null.")
    return Request(query, name, cast("dict[str, object] | None", variables))


def _check_type(content_type: str) -> None:
    media, *parameters = (part.strip().lower() for part in content_type.split(";"))
    if media != "application/json":
        raise _unsupported("The body must be application/json.")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "charset" and value.strip('"') not in _UTF8:
            raise _unsupported("The body must be in UTF-8.")


def _bad(message: str) -> RequestError:
    return RequestError("BAD_USER_INPUT", message)


def _unsupported(message: str) -> RequestError:
    return RequestError("BAD_USER_INPUT", message, status=415)
