"""Cache keys: tuples of parts in memory, a digest of them where bytes are needed."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from hashlib import sha256
from sys import getsizeof
from typing import Any, Final, TypeAlias, cast

Key: TypeAlias = tuple[Hashable, ...]
"""A key by its parts, never joined to one text, so no two can be confused.

Equal parts make equal keys, and 1, 1.0 and True are equal in Python: a
position must always hold values of one type.
"""


OBJECT: Final = b"{"
"""Begins an object in a key. It is bytes, which no value of a client's can be."""


def frozen(value: object) -> Hashable:
    """Return an argument's value as part of a key; lists and objects by content.

    The class goes with a number, since 1, 1.0 and True are equal in Python.
    """
    if isinstance(value, str) or value is None:
        return value
    if isinstance(
        value, int | float
    ):  # asked before the abstract classes: they are slow
        return (value.__class__.__name__, value)
    if isinstance(value, Mapping):
        entries = cast("Mapping[str, object]", value)
        return (OBJECT, *((name, frozen(entries[name])) for name in sorted(entries)))
    if isinstance(value, Sequence):
        return tuple(map(frozen, cast("Sequence[object]", value)))
    return (value.__class__.__name__, value)


def digest(key: Key) -> str:
    """Name a key for a tier shared by processes: 64 hexadecimal digits.

    Every part goes in with its type and length (SHA-256 over
    `<type><length>:<bytes>`), so ("user", "1x") and ("user1", "x") differ, as
    do 1, "1" and True. Parts are None, bool, int, float, str, bytes and tuples
    of these; another type raises TypeError.
    """
    return sha256(_encode(key)).hexdigest()


def weigh(part: object) -> int:
    """Return about how many bytes a key, or a part of one, takes in memory."""
    if isinstance(part, tuple):
        parts = cast("tuple[object, ...]", part)
        return getsizeof(parts) + sum(map(weigh, parts))
    return getsizeof(part)


def _encode(part: object) -> bytes:
    """Write one part as type, length and bytes; injective."""
    tag, body = _tagged(part)
    return b"%b%d:%b" % (tag, len(body), body)


def _tagged(part: object) -> tuple[bytes, bytes]:
    """Return the letter of a part's type and its bytes."""
    if part is None:
        return b"n", b""
    for kind, tag, encode in _KINDS:
        if isinstance(part, kind):
            return tag, encode(part)
    msg = f"a {type(part).__name__} cannot be part of a shared key"
    raise TypeError(msg)


def _integer(part: int) -> bytes:
    return b"%d" % part


def _float(part: float) -> bytes:
    return repr(part).encode()


def _text(part: str) -> bytes:
    return part.encode("utf-8", "surrogatepass")


def _tuple(part: tuple[object, ...]) -> bytes:
    return b"".join(map(_encode, part))


_KINDS: Final[tuple[tuple[type, bytes, Callable[[Any], bytes]], ...]] = (
    (bool, b"b", _integer),  # before int, which it is
    (int, b"i", _integer),
    (float, b"f", _float),
    (str, b"s", _text),
    (bytes, b"y", bytes),
    (tuple, b"t", _tuple),
)
