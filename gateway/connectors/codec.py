"""Decoding an upstream's JSON body."""

import json
import math
import re
from typing import Final

import orjson

from gateway.connectors.value import Json
from gateway.errors import Sent, UpstreamBadBody

_BOM: Final = b"\xef\xbb\xbf"
_DEEPEST: Final = 200  # of a body that only the tolerant decoder can read
_DIGITS: Final = 40
_COARSE: Final = bytes.maketrans(b"123456789E", b"000000000e")
_CURABLE: Final = re.compile(
    r"NaN|Infinity|\\u[dD][89a-fA-F]|[0-9]{300}|[eE][+-]?[0-9]{3}"
)
_NEAR: Final = 400
"""Characters on either side of a mistake in which its cause stands."""
_LONG: Final = b"0" * (_DIGITS + 1)
_UNSOUND: Final = (_LONG, b"e000", b"e+000", b"e-000", rb"\ud", rb"\uD")
"""What may be, with any digit for a 0, a number that is infinite or a lone surrogate."""


class Unreadable:
    """Stands where a body has a value that no JSON of ours could repeat.

    NaN, an infinity, an integer of more than 40 digits, a text with a lone
    surrogate: no reader accepts this object, so that such a value is one bad
    value and its siblings live.
    """

    __slots__ = ()


def decode_json(body: bytes, content_type: str | None = None) -> object:
    """Decode a JSON body; an empty one is None.

    Every text of the result can be encoded as UTF-8 and every float is
    finite. Raises UpstreamBadBody for HTML (also when the type denies it),
    for what is not JSON in UTF-8, and for JSON nested too deeply.
    """
    if content_type is not None and "html" in content_type.lower():
        raise _bad("the answer is HTML")
    body = body.removeprefix(_BOM)
    if not body or body.isspace():
        return None
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        if body.lstrip().startswith(b"<"):
            reason = "the answer is markup, not JSON"
            raise _bad(reason) from error
        if "UTF-8" in error.msg:
            reason = "the answer is not text in utf-8"
            raise _bad(reason) from error
        start = max(error.pos - _NEAR, 0)
        if not _CURABLE.search(error.doc, start, error.pos + _NEAR):
            reason = "the answer is not JSON"
            raise _bad(reason) from error
    return _decode_tolerantly(body)


def _bad(reason: str) -> UpstreamBadBody:
    return UpstreamBadBody(reason, sent=Sent.YES)


def _decode_tolerantly(body: bytes) -> object:
    unreadable = Unreadable()
    coarse = body.translate(_COARSE)

    def integer(digits: str) -> object:
        return int(digits) if len(digits) <= _DIGITS else unreadable

    def constant(_: str) -> object:
        """Be a call of Python's, in which another thread may have its turn."""
        return unreadable

    try:
        value = json.loads(
            body.decode(),
            # None is the decoder's own way, which calls nothing for each number
            parse_int=integer if _LONG in coarse else None,
            parse_constant=constant,
        )
        shallow = body.count(b"[") + body.count(b"{") <= _DEEPEST
        if shallow and not any(one in coarse for one in _UNSOUND):
            return value  # there is nothing to clean, which takes longer than to read
        return _cleaned(value, unreadable, _DEEPEST)
    except (ValueError, RecursionError) as error:
        reason = "the answer is not JSON"
        raise _bad(reason) from error


def _cleaned(value: Json, unreadable: Unreadable, depth: int) -> object:
    """Replace what could not be encoded again."""
    if isinstance(value, str):
        return value if _encodable(value) else unreadable
    if isinstance(value, float):
        return value if math.isfinite(value) else unreadable
    if not depth:
        raise _bad("the answer is nested too deeply")
    if isinstance(value, list):
        return [_cleaned(item, unreadable, depth - 1) for item in value]
    if isinstance(value, dict):
        return {
            key: _cleaned(item, unreadable, depth - 1)
            for key, item in value.items()
            if _encodable(key)
        }
    return value


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
