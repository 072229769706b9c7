"""The parameters of a request, from a body or a query string."""

import pytest

from gateway.errors import RequestError
from gateway.execution.message import Request
from gateway.http.parameters import check_content, from_body, from_query


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"query":"{a}"}', Request("{a}", None, None)),
        (
            b'{"query":"{a}","operationName":"A","variables":{"x":1},"extensions":{}}',
            Request("{a}", "A", {"x": 1}),
        ),
        (
            b'{"query":"{a}","operationName":null,"variables":null,"extensions":null}',
            Request("{a}", None, None),
        ),
        (b'{"query":"{a}","unknown":7}', Request("{a}", None, None)),
    ],
)
def test_body(body: bytes, expected: Request) -> None:
    """A well-formed body is read; unknown parameters are let be."""
    assert expected == from_body(body)


BAD_JSON = "The body is not valid JSON in UTF-8."
QUERY = "The parameter `query` must be a string."
NAME = "The parameter `operationName` must be a string or null."
VARIABLES = "The parameter `variables` must be an object or null."
EXTENSIONS = "The parameter `extensions` must be an object or null."


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", BAD_JSON),
        (b"{", BAD_JSON),
        (b'{"query":"\xff"}', BAD_JSON),
        (b'{"query":"\\ud800"}', BAD_JSON),
        (b'{"query":NaN}', BAD_JSON),
        (b"[" * 200_000 + b"]" * 200_000, BAD_JSON),
        (b"1", "The body must be a JSON object."),
        (b"null", "The body must be a JSON object."),
        (
            b'[{"query":"{a}"}]',
            "Batches of operations are not accepted; send them one by one.",
        ),
        (b"{}", QUERY),
        *[
            (b'{"query":%s}' % wrong, QUERY)
            for wrong in (b"null", b"1", b"true", b"{}", b"[]")
        ],
        *[
            (b'{"query":"{a}","operationName":%s}' % wrong, NAME)
            for wrong in (b"1", b"true", b"{}", b"[]")
        ],
        *[
            (b'{"query":"{a}","variables":%s}' % wrong, VARIABLES)
            for wrong in (b"1", b"true", b'"x"', b"[]")
        ],
        *[
            (b'{"query":"{a}","extensions":%s}' % wrong, EXTENSIONS)
            for wrong in (b"1", b"true", b'"x"', b"[]")
        ],
    ],
)
def test_bad_body(body: bytes, message: str) -> None:
    """Anything else is a 400 that says what is wrong."""
    with pytest.raises(RequestError) as caught:
        from_body(body)
    assert (400, "BAD_USER_INPUT") == (caught.value.status, caught.value.refusal)
    assert message == caught.value.message


@pytest.mark.parametrize(
    ("query_string", "expected"),
    [
        (b"query=%7Ba%7D", Request("{a}", None, None, queries_only=True)),
        (
            b"query=query+A%7Ba%7D&operationName=A&variables=%7B%22x%22%3A1%7D",
            Request("query A{a}", "A", {"x": 1}, queries_only=True),
        ),
        (
            b"query=%7Ba%7D&variables=&extensions=null",
            Request("{a}", None, None, queries_only=True),
        ),
        (b"query=%7B%C3%A9%7D", Request("{é}", None, None, queries_only=True)),
    ],
)
def test_query(query_string: bytes, expected: Request) -> None:
    """A query string is form-encoded, with variables and extensions as JSON."""
    assert expected == from_query(query_string)


@pytest.mark.parametrize(
    ("query_string", "message"),
    [
        (b"", QUERY),
        (b"query=%FF", "The query string cannot be read."),
        (b"query=\xff", "The query string cannot be read."),
        (b"&".join([b"a=1"] * 40), "The query string cannot be read."),
        (b"query=a&query=b", "A parameter stands twice in the query string."),
        (b"query=a&variables=%7B", "The parameter `variables` is not valid JSON."),
        (b"query=a&variables=1", VARIABLES),
        (b"query=a&extensions=%5B%5D", EXTENSIONS),
    ],
)
def test_bad_query(query_string: bytes, message: str) -> None:
    """A query string that cannot be understood is a 400 that says why."""
    with pytest.raises(RequestError) as caught:
        from_query(query_string)
    assert (400, message) == (caught.value.status, caught.value.message)


@pytest.mark.parametrize(
    "content_type",
    [
        b"application/json",
        b"application/json; charset=utf-8",
        b'Application/JSON;charset="UTF-8"; profile=x',
        b"application/json; charset=utf8",
    ],
)
def test_json_in_utf8_is_accepted(content_type: bytes) -> None:
    """JSON is accepted, with or without UTF-8 named."""
    check_content({b"content-type": content_type, b"content-encoding": b"identity"})


@pytest.mark.parametrize(
    ("headers", "message"),
    [
        ({}, "The body must be application/json."),
        ({b"content-type": b"text/plain"}, "The body must be application/json."),
        (
            {b"content-type": b"application/x-www-form-urlencoded"},
            "The body must be application/json.",
        ),
        (
            {b"content-type": b"multipart/form-data; boundary=x"},
            "The body must be application/json.",
        ),
        (
            {b"content-type": b"text/plain;application/json"},
            "The body must be application/json.",
        ),
        (
            {b"content-type": b"application/json; charset=utf-7"},
            "The body must be in UTF-8.",
        ),
        (
            {b"content-type": b"application/json", b"content-encoding": b"gzip"},
            "Compressed bodies are not accepted.",
        ),
    ],
)
def test_other_content_is_refused(headers: dict[bytes, bytes], message: str) -> None:
    """Other types, other charsets and compressed bodies are a 415."""
    with pytest.raises(RequestError) as caught:
        check_content(headers)
    assert (415, message) == (caught.value.status, caught.value.message)
