"""Whole values encoded: as JSON text, as Base64."""

import base64
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import orjson

from gateway.errors import BadInput


def as_json(value: object) -> str:
    """Write a value as JSON text; raises BadInput for what JSON cannot carry."""
    try:
        return orjson.dumps(value).decode()
    except TypeError as error:
        reason = "a value that JSON cannot carry"
        raise BadInput(reason) from error


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _base64url(text: str) -> str:
    """Write the alphabet of RFC 4648 §5, without padding."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


_ENCODINGS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {"base64": _base64, "base64url": _base64url}
)


def compile_encoding(words: Sequence[str]) -> Callable[[str], str]:
    """Compile encodings of a text, one after the other.

    Raises ValueError, in Indonesian, for `json` after another.
    """
    steps = [_ENCODINGS.get(word) for word in words]
    if None in steps:
        reason = "`encode: json` hanya boleh yang pertama"
        raise ValueError(reason)

    def encode(text: str) -> str:
        for step in steps:
            text = text if step is None else step(text)
        return text

    return encode
