"""Tokens as they are read from what services answer."""

import json

import pytest
from multidict import CIMultiDict, CIMultiDictProxy

from gateway.config.credentials import Issue
from gateway.config.formats import Format
from gateway.connectors.auth.issue import read_grant, read_life
from gateway.connectors.auth.token_login import read_cookies
from gateway.connectors.auth.tokens import Grant
from gateway.connectors.send import Received
from gateway.errors import CodedError
from tests.connectors.auth.lines import NOW


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (3600, 3600.0),
        ("3600", 3600.0),
        (0, 0.0),
        (NOW + 60, 60.0),
        (str(int(NOW * 1000) + 60_000), 60.0),
        ("2020-09-13T12:27:40Z", 60.0),
        ("2020-09-13 19:27:40", 60.0),  # WIB
        ("2020-09-13T12:27:40+00:00", 60.0),
        (None, None),
        ("", None),
        ("nanti", None),
        ("nan", None),
        (float("inf"), None),
        (-5, None),
        ({}, None),
        (True, None),
    ],
    ids=repr,
)
def test_lives(value: object, seconds: float | None) -> None:
    """Seconds, Unix times and moments are told apart; the rest says nothing."""
    assert seconds == read_life(value, NOW)


@pytest.mark.parametrize(
    ("body", "grant"),
    [
        ({"t": "abc", "e": 60}, Grant("abc", 60.0)),
        ({"t": "abc"}, Grant("abc", 9.0)),
        ({"t": 12345}, Grant("12345", 9.0)),
    ],
)
def test_grants(body: object, grant: Grant) -> None:
    """The token and its life; a stated life where the answer has none."""
    issue = Issue(token=("t",), expires=("e",), lifetime=9.0)
    assert grant == read_grant(issue, _received(body), NOW)


def test_a_token_that_is_the_whole_answer() -> None:
    """With `format: text` the token may be all there is."""
    issue = Issue(token=(), format=Format("text"))
    received = Received(200, "text/plain", b"abc")
    assert Grant("abc") == read_grant(issue, received, NOW)


@pytest.mark.parametrize(
    ("status", "body", "code"),
    [
        (400, {"error": "invalid_client"}, "UPSTREAM_AUTH"),
        (401, {}, "UPSTREAM_AUTH"),
        (403, {}, "UPSTREAM_AUTH"),
        (404, {}, "UPSTREAM_AUTH"),
        (200, {"kode": "salah"}, "UPSTREAM_AUTH"),
        (200, {"t": None}, "UPSTREAM_AUTH"),
        (200, {"t": ""}, "UPSTREAM_AUTH"),
        (200, {"t": {}}, "UPSTREAM_AUTH"),
        (200, {"t": "a\r\nX-Jahat: 1"}, "UPSTREAM_BAD_BODY"),
        (200, {"t": "é"}, "UPSTREAM_BAD_BODY"),
        (200, {"t": "a" * 20_000}, "UPSTREAM_BAD_BODY"),
        (200, b"<html>", "UPSTREAM_BAD_BODY"),
        (429, {}, "UPSTREAM_BUSY"),
        (500, {}, "UPSTREAM_UNAVAILABLE"),
        (503, {}, "UPSTREAM_UNAVAILABLE"),
        (302, {}, "UPSTREAM_BLOCKED"),
    ],
)
def test_no_grant(status: int, body: object, code: str) -> None:
    """What is no token has a code: refused, not there, or not legible."""
    with pytest.raises(CodedError) as raised:
        read_grant(Issue(token=("t",)), _received(body, status), NOW)
    assert code == raised.value.code


@pytest.mark.parametrize(
    ("lines", "cookie"),
    [
        (["a=1; Path=/; HttpOnly", "b=2"], "a=1; b=2"),
        (["b=2", "x=3", "a=1"], "a=1; b=2"),
        (["a=0", "a=1", "b=2=3"], "a=1; b=2=3"),
        (["a=1"], "UPSTREAM_AUTH"),
        (["a=1", "b="], "UPSTREAM_AUTH"),
        ([], "UPSTREAM_AUTH"),
        (["a=é", "b=1"], "UPSTREAM_BAD_BODY"),
    ],
)
def test_cookies(lines: list[str], cookie: str) -> None:
    """Only the named cookies are sent back, in their order; each must be there."""
    headers = CIMultiDictProxy(CIMultiDict([("Set-Cookie", one) for one in lines]))
    try:
        found = read_cookies(Received(200, None, b"", headers), ("a", "b"))
    except CodedError as error:
        found = error.code
    assert cookie == found


def _received(body: object, status: int = 200) -> Received:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Received(status, "application/json", raw)
