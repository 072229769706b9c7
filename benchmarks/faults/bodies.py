"""Bodies as large as are read (2 MiB): what costs a gateway processor, good or not.

Good and bad ones are as long as each other, so that what the fault costs is told apart
from what the size does.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from benchmarks.faults.conduct import Manner

_SIZE: Final = 2_000_000
"""Bytes, somewhat less than the 2 MiB that a connector reads by default."""
_OBJECT: Final = b'{"kode":"7","nilai":1,"nama":"Data 7","lain":[%b1]}'


def _object(part: bytes) -> bytes:
    return _OBJECT % (part * ((_SIZE - len(_OBJECT)) // len(part)))


def _rows(row: bytes) -> bytes:
    return b"[%b]" % b",".join([row] * (_SIZE // (len(row) + 1)))


_MADE: Final[Mapping[Manner, Callable[[], bytes]]] = MappingProxyType(
    {
        Manner.LARGE: lambda: _object(b"123,"),
        Manner.NAN: lambda: _object(b"NaN,"),
        Manner.UNCLOSED: lambda: _object(b"123,")[:-2],
        Manner.ROWS: lambda: _rows(b'{"kode":"7","nilai":123,"nama":"Data"}'),
        Manner.RETYPED: lambda: _rows(b'{"kode":"7","nilai":"x","nama":"Data"}'),
    }
)


def large(manner: Manner) -> bytes | None:
    """Return the body of a manner that has one of its own."""
    made = _MADE.get(manner)
    return made() if made is not None else None
