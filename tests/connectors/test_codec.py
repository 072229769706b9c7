"""Decoding bodies: gateway/connectors/codec.py."""

import json

import orjson
import pytest
from hypothesis import given, strategies as st

from gateway.connectors.codec import Unreadable, decode_json
from gateway.errors import Sent, UpstreamBadBody


@pytest.mark.parametrize("body", [b"", b" \r\n", b"\xef\xbb\xbf"])
def test_empty(body: bytes) -> None:
    """An empty body, as of a 204, is None (F27)."""
    assert decode_json(body, "application/json") is None


@pytest.mark.parametrize(
    ("expected", "body"),
    [
        ({"a": [1, 2.5, "é", None]}, '{"a":[1,2.5,"é",null]}'.encode()),
        ({"a": 1}, b'\xef\xbb\xbf{"a":1}'),
        ({"a": 2}, b'{"a":1,"a":2}'),
        (None, b"null"),
        ([], b" [] "),
    ],
)
def test_json(expected: object, body: bytes) -> None:
    """JSON is decoded, with or without a BOM; the last of duplicate keys counts."""
    assert expected == decode_json(body, "application/json; charset=utf-8")


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":',
        b"not json",
        b'{"a":"\xff"}',
        b'{"a":NaN,"b":"\xff"}',
        b"[" * 100_000,
        b"[" * 100_000 + b"NaN",
        b"[" * 300 + b"NaN" + b"]" * 300,
        b'{"a":' * 300 + b"NaN" + b"}" * 300,
    ],
)
def test_not_json(body: bytes) -> None:
    """What is not JSON in UTF-8, or too deep, is a bad body (F23, F24)."""
    with pytest.raises(UpstreamBadBody) as caught:
        decode_json(body)
    assert Sent.YES is caught.value.sent


@pytest.mark.parametrize("body", [b'{"a":"\xff"}', b'{"a":NaN,"b":"\xff"}'])
def test_not_utf8(body: bytes) -> None:
    """JSON in another encoding is told to be that."""
    with pytest.raises(UpstreamBadBody, match="not text in utf-8"):
        decode_json(body)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html><body>Sedang dalam perbaikan</body></html>", "text/html"),
        (b"{}", "text/html; charset=UTF-8"),
        (b"{}", "application/xhtml+xml"),
        (b"\xef\xbb\xbf \n<!doctype html>", "application/json"),
        (b"<error/>", None),
    ],
)
def test_markup(body: bytes, kind: str | None) -> None:
    """HTML by type or by look is a bad body, and its text is not told (F22)."""
    with pytest.raises(UpstreamBadBody, match=r"HTML|markup") as caught:
        decode_json(body, kind)
    assert "perbaikan" not in caught.value.message


def test_unreadable_values() -> None:
    """One value that cannot be repeated as JSON does not take its siblings (F25)."""
    body = (
        b'{"a":NaN,"b":-Infinity,"c":"\\ud800","d":[1e999],"e":' + b"9" * 5000 + b","
        b'"\\udfff":1,"ok":1.5,"s":"\\ud83d\\ude00","t":true}'
    )
    found = decode_json(body)
    assert isinstance(found, dict)
    bad = [found.pop(key) for key in "abce"] + found.pop("d")
    assert all(isinstance(value, Unreadable) for value in bad)
    assert {"ok": 1.5, "s": "😀", "t": True} == found


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), st.lists, max_leaves=8
    )
)
def test_result_encodes(value: object) -> None:
    """Whatever decodes can be encoded again, unreadable values aside."""
    decoded = decode_json(json.dumps(value).encode())
    orjson.dumps(decoded, default=lambda _: None)
